"""The 算定根拠 workbook: another program recalculates it to the same totals, text stays text, and the same case gives the same bytes."""

import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from support.bills import YEAR, bill, case, full_year, supply

from sllassist.assessment import Assessment, assess
from sllassist.case.model import (
    Case,
    Certificate,
    Denominator,
    EnergyRecord,
    EnergySupply,
    Firm,
    GasRecord,
    OwnFigure,
    Site,
    YearFigure,
)
from sllassist.documents.basis_workbook import basis_workbook, save_basis
from sllassist.emissions.split import compare_years
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

K = load_knowledge()
TODAY = dt.date(2026, 11, 20)


def assessed(now: Case) -> Assessment:
    return assess(now, K, TODAY)


def sample() -> Case:
    found = Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))
    values = tuple(YearFigure(fiscal_year=year, value=Decimal(value)) for year, value in ((2024, 12000), (2025, 12500)))
    return found.model_copy(update={"denominators": (Denominator(id="d", name="生産台数", unit="台", values=values),)})


def everything() -> Case:
    """Every energy in every unit, in both periods of the law; gas with its supplier's own figures too."""
    supplies, records = [], []
    for energy in K.energies.values():
        for n, unit in enumerate(energy.units):
            name = f"{energy.id}-{n}"
            supplies.append(supply(energy.id, unit, name).model_copy(update={"km_per_litre": Decimal("12.5")}))
            records += [bill("1234.567", unit, None, year, name) for year in (2022, 2025)]
    figures = (("lpg", "m3", "own_density", "482"), ("city_gas", "m3", "own_heat", "46.05"), ("city_gas", "MJ", "own_heat", "43.1"))
    for energy_id, unit, kind, value in figures:
        name, told = f"{kind}-{unit}", OwnFigure(value=Decimal(value), source="ガス会社の回答")
        supplies.append(supply(energy_id, unit, name).model_copy(update={kind: told}))
        records += [bill("1234.567", unit, None, year, name) for year in (2022, 2025)]
    return case(supplies, records)


def written(now: Case, folder: Path) -> Path:
    path = folder / "根拠.xlsx"
    path.write_bytes(basis_workbook(assessed(now)))
    return path


def book(path: Path, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=values)


def rows(sheet: Worksheet, heading: str) -> list[dict[str, object]]:
    """The rows of every table of a sheet that has this heading, by their headings, down to the next empty row."""
    found: list[dict[str, object]] = []
    heads: list[str] = []
    for row in sheet.iter_rows(values_only=True):
        if heading in row:
            heads = [str(name or "") for name in row]
        elif row[0] is None:
            heads = []
        elif heads:
            found.append(dict(zip(heads, row, strict=True)))
    return found


def close(one: object, other: object) -> bool:
    return float(str(one)) == pytest.approx(float(str(other)), rel=1e-12, abs=1e-12)


def formulas(path: Path) -> list[Cell]:
    return [c for sheet in book(path, values=False) for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.parametrize("made", [sample, everything], ids=["the sample", "every energy and unit"])
def test_libreoffice_recalculates_every_formula_to_the_stored_value(made, tmp_path: Path, office_convert) -> None:
    path = written(made(), tmp_path)
    again = book(office_convert(path, "xlsx"))
    stored = book(path)
    found = formulas(path)
    assert len(found) > 400
    for place in found:
        old, new = stored[place.parent.title][place.coordinate].value, again[place.parent.title][place.coordinate].value
        assert (old in (None, "") and new in (None, "")) or close(old, new), (place.parent.title, place.coordinate, place.value)


def test_libreoffices_totals_are_the_products(tmp_path: Path, office_convert) -> None:
    now = sample()
    ledger = assessed(now).ledger
    again = book(office_convert(written(now, tmp_path), "xlsx"))["合計"]
    whole = [row for row in rows(again, "熱量 GJ") if row["事業所"] == "全社"]
    assert [row["年度"] for row in whole] == [2024, 2025]
    for row in whole:
        total = ledger.total(row["年度"])
        assert close(row["熱量 GJ"], total.heat_gj)
        assert close(row["原油換算 kL"], total.oil_kl)
        assert close(row["CO2（基礎）t"], total.co2_basic_t)
        assert close(row["CO2（調整後）t"], total.co2_adjusted_t)
    assert str(whole[0]["CO2（基礎）t"]).startswith("405.397")
    sites = [row for row in rows(again, "熱量 GJ") if (row["事業所"], row["エネルギー"]) == ("長野工場", "すべて")]
    assert [close(r["CO2（基礎）t"], ledger.total(r["年度"], site_ids={"nagano"}).co2_basic_t) for r in sites] == [True, True]
    by_energy = [row for row in rows(again, "熱量 GJ") if (row["事業所"], row["エネルギー"]) == ("長野工場", "都市ガス")]
    assert [close(r["熱量 GJ"], ledger.total(r["年度"], site_ids={"nagano"}, energy="city_gas").heat_gj) for r in by_energy] == [True] * 2


def test_a_total_follows_a_changed_bill_and_a_changed_factor(tmp_path: Path, office_convert) -> None:
    """The formulas are live: 1,000 L more kerosene is 36.5 GJ more; twice the heat value of kerosene is twice its heat."""
    now = case([supply("kerosene", "L", "k"), supply("diesel", "L", "d")], [bill("1000", "L", 4, name=n) for n in "kd"])
    path = written(now, tmp_path)
    changed = openpyxl.load_workbook(path)
    lines, facts = changed["明細"], changed["係数と出典"]
    quantity = next(c for row in lines.iter_rows() for c in row if c.value == 1000 and lines.cell(c.row, 3).value == "灯油")
    quantity.value = 2000
    heat = next(row for row in facts.iter_rows() if row[1].value == "単位発熱量（軽油）")[2]
    heat.value = 76
    changed.save(tmp_path / "変えた.xlsx")
    again = book(office_convert(tmp_path / "変えた.xlsx", "xlsx"))["合計"]
    (whole,) = [row for row in rows(again, "熱量 GJ") if row["事業所"] == "全社"]
    assert close(whole["熱量 GJ"], 2 * Decimal("36.5") + 76)
    assert close(whole["原油換算 kL"], (2 * Decimal("36.5") + 76) * Decimal("0.0258"))


def test_every_bill_line_is_there_with_its_factor_source_and_note(tmp_path: Path) -> None:
    now = sample()
    first = now.records[0].model_copy(update={"note": "検針日のずれ"})
    now = now.model_copy(update={"records": (first, *now.records[1:])})
    found = book(written(now, tmp_path))
    lines = rows(found["明細"], "使用量")
    assert len(lines) == len(now.records)
    line = lines[0]
    assert (line["年度"], line["事業所"], line["エネルギー"], line["月"]) == (2024, "岡谷本社工場", "電気", "4月")
    assert (line["使用量"], line["単位"], line["換算"], line["係数の単位での量"]) == (30623, "kWh", "÷ 1,000", 30.623)
    assert (line["金額 円"], line["メモ・理由"], line["状態"]) == (857530, "検針日のずれ", "未確認")
    assert line["熱量 GJ"] == pytest.approx(30.623 * 8.64)
    assert line["CO2（基礎）t"] == pytest.approx(30623 * 0.000421)
    facts = {row["番号"]: row for row in rows(found["係数と出典"], "何の値か")}
    sources = [facts[int(number)] for number in str(line["出典番号"]).split("、")]
    assert [source["値"] for source in sources] == [8.64, 0.000421, 0.000421]
    assert all(source["出典"] for source in sources)
    ways = {row["計算"]: row for row in rows(found["係数と出典"], "係数を選んだ理由")}
    assert "中部電力ミライズ(株)" in str(ways[line["計算"]]["係数を選んだ理由"])


def test_the_comparison_of_years_adds_up_in_libreoffice(tmp_path: Path, office_convert) -> None:
    now = sample()
    again = book(office_convert(written(now, tmp_path), "xlsx"))["年度の比較"]
    found = compare_years(assessed(now).ledger, 2024, 2025)
    table = rows(again, "使用量の影響")
    assert len(table) == len(found.supplies) + 1
    total = table[-1]
    assert total["事業所"] == "合計"
    assert float(total["使用量の影響"]) + float(total["係数の影響"]) == pytest.approx(float(total["増減"]))
    assert float(total["使用量の影響"]) == pytest.approx(float(found.total.quantity))
    assert float(total["係数の影響"]) == pytest.approx(float(found.total.factor))
    assert "それぞれの年度の係数で -5.1％" in str(total["固定する係数の考え方"])


def test_basic_and_adjusted_are_compared_apart_where_they_differ(tmp_path: Path) -> None:
    now = case([supply("electricity", "kWh", supplier="A0480")], [bill("1000", "kWh", None, year) for year in (2024, 2025)])
    titles = [str(row[0].value) for row in book(written(now, tmp_path))["年度の比較"].iter_rows()]
    assert [title for title in titles if "（基準年度）" in title] == [
        "2025年度と2024年度（基準年度）　CO2（基礎）　t-CO2", "2025年度と2024年度（基準年度）　CO2（調整後）　t-CO2",
    ]  # fmt: skip


def test_intensity_by_hand_and_blank_where_the_denominator_is_missing(tmp_path: Path, office_convert) -> None:
    """438 GJ × 0.0187 × 44/12 = 30.0322 t over 1,000 台; 2024 has no denominator, 2025 a zero."""
    values = (YearFigure(fiscal_year=2023, value=Decimal(1000)), YearFigure(fiscal_year=2025, value=Decimal(0)))
    now = case([supply("kerosene", "L")], [r for year in (2023, 2024, 2025) for r in full_year("1000", "L", year)])
    now = now.model_copy(update={"denominators": (Denominator(id="d", name="生産台数", unit="台", values=values),)})
    found = rows(book(office_convert(written(now, tmp_path), "xlsx"))["原単位"], "分母の値")
    co2 = [row for row in found if str(row["何を割るか"]).startswith("CO2")]
    assert float(co2[0]["原単位"]) == pytest.approx(0.0300322)
    assert [row["原単位"] for row in co2[1:]] in ([None, None], ["", ""])
    assert {row["単位"] for row in found} == {"t-CO2/台", "kL/台"}


NASTY = [
    "=1+1", '=HYPERLINK("http://x","y")', "+1", "-1+2", "@SUM(1)", "\t=1", "'=1", "=cmd|' /C calc'!A0", "http://example.jp",
    "_x0041_", "00123",
]  # fmt: skip
OWN_FORMULA = re.compile(r"""=(SUM|IF|N|'(合計|明細|係数と出典)'!|\$?[A-Z]{1,2}\$?\d+|[\d.]+|""|[-+*/(),:=])+""")


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_whatever_it_begins_with(text: str, tmp_path: Path) -> None:
    sites = (Site(id="a", name=text),)
    energy = EnergySupply(id="s", site_id="a", energy="kerosene", unit="L", menu=text)
    record = EnergyRecord(supply_id="s", fiscal_year=2025, month=4, quantity=Decimal(1), unit="L", note=text)
    lost = record.model_copy(update={"supply_id": "gone", "unit": text})
    values = (YearFigure(fiscal_year=2025, value=Decimal(1)),)
    now = Case(
        firm=Firm(name=text), sites=sites, supplies=(energy,), records=(record, lost),
        denominators=(Denominator(id="d", name=text, unit=text, values=values),),
    )  # fmt: skip
    path = written(now, tmp_path)
    for place in formulas(path):
        assert OWN_FORMULA.fullmatch(str(place.value)), place.value
    found = book(path, values=False)
    cells = [c for sheet in found for row in sheet.iter_rows() for c in row if c.value is not None and text in str(c.value)]
    assert {c.parent.title for c in cells} >= {"合計", "明細", "原単位"}
    assert {c.data_type for c in cells} == {"s"}
    assert not [c for sheet in found for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_rare_characters_and_texts_no_cell_holds(tmp_path: Path) -> None:
    notes = {4: "髙﨑𠮷\x00\x0b終", 5: "あ" * 40_000}
    records = [bill("1", "L", month).model_copy(update={"note": note}) for month, note in notes.items()]
    found = rows(book(written(case([supply("kerosene", "L")], records), tmp_path))["明細"], "使用量")
    assert found[0]["メモ・理由"] == "髙﨑𠮷終"
    assert len(str(found[1]["メモ・理由"])) == 32_767
    assert str(found[1]["メモ・理由"]).endswith("…（長いため、ここまで）")


def test_bills_in_no_total_are_listed_with_the_reason(tmp_path: Path) -> None:
    supplies = [supply("kerosene", "kg", "k"), supply("electricity_sold", "kWh", "s"), supply("diesel", "L", "d")]
    told = [("1", "kg", 4, "k"), ("5", "kWh", None, "s"), ("7", "L", 4, "d"), ("9", "L", 4, "x")]
    now = case(supplies, [bill(quantity, unit, month, name=name) for quantity, unit, month, name in told])
    found = rows(book(written(now, tmp_path))["明細"], "理由")
    assert [(row["エネルギー"], row["月"], row["使用量"]) for row in found] == [
        ("灯油", "4月", 1), (K.energies["electricity_sold"].form_name, "年間", 5), ("列が見つかりません", "4月", 9),
    ]  # fmt: skip
    assert [str(row["理由"])[:4] for row in found] == ["係数か単", "売った電", "係数か単"]


@pytest.mark.parametrize("now", [Case(), case([supply("kerosene", "L")], [])], ids=["nothing at all", "no bills"])
def test_a_case_without_bills_still_gives_a_workbook(now: Case, tmp_path: Path) -> None:
    assert book(written(now, tmp_path)).sheetnames == ["合計", "明細", "係数と出典", "年度の比較", "原単位"]


def test_two_sites_of_one_name_are_not_mixed_up(tmp_path: Path, office_convert) -> None:
    sites = (Site(id="a", name="工場*"), Site(id="b", name="工場*"))
    supplies = (supply("kerosene", "L", "k"), supply("kerosene", "L", "l", site_id="b"))
    now = Case(sites=sites, supplies=supplies, records=(bill("1000", "L", 4, name="k"), bill("2000", "L", 4, name="l")))
    found = rows(book(office_convert(written(now, tmp_path), "xlsx"))["合計"], "熱量 GJ")
    assert [row["熱量 GJ"] for row in found] == [109.5, 36.5, 73, 36.5, 73]


def test_the_same_case_gives_the_same_bytes() -> None:
    one, other = basis_workbook(assessed(sample())), basis_workbook(assessed(sample()))
    assert one == other


def test_saving_keeps_an_older_workbook_with_other_contents(tmp_path: Path) -> None:
    now = sample()
    first = save_basis(assessed(now), tmp_path)
    assert first.name == "算定根拠_見本精機株式会社.xlsx"
    changed = now.model_copy(update={"records": now.records[:-1]})
    assert save_basis(assessed(changed), tmp_path) == first
    assert len(list(tmp_path.glob("算定根拠_見本精機株式会社（旧*.xlsx"))) == 1
    assert len(rows(openpyxl.load_workbook(io.BytesIO(first.read_bytes()), data_only=True)["明細"], "使用量")) == 215


def test_months_stand_in_the_order_of_the_fiscal_year(tmp_path: Path) -> None:
    found = rows(book(written(case([supply("kerosene", "L")], full_year("1", "L")), tmp_path))["明細"], "使用量")
    assert [row["月"] for row in found] == [f"{month}月" for month in YEAR]


def test_a_comparison_on_a_provisional_factor_says_so(tmp_path: Path) -> None:
    power = supply("electricity", "kWh", supplier="A0345")
    sheet = book(written(case([power], [bill("1000", "kWh", None, year) for year in (2024, 2025)]), tmp_path))["年度の比較"]
    assert any(str(cell.value).startswith("暫定：2024年度は、") for cell in sheet["A"])
    (row, _) = rows(sheet, "固定する係数の考え方")
    assert "基準年度の係数は暫定" in str(row["固定する係数の考え方"])


def test_the_comparison_follows_a_changed_bill_and_a_changed_factor(tmp_path: Path, office_convert) -> None:
    """100,000 → 90,000 kWh at 0.421 → 0.411 t per 千kWh; with 80,000 kWh and 0.400: fixed 33.68 t, now 32 t."""
    power = supply("electricity", "kWh", supplier="A0270", menu="メニューB(残差)")
    path = written(case([power], [bill("100000", "kWh", None, 2024), bill("90000", "kWh", None, 2025)]), tmp_path)
    first, _ = rows(book(path)["年度の比較"], "固定する係数の考え方")
    assert [close(first[name], value) for name, value in (("使用量の影響", "-4.21"), ("係数の影響", "-0.9"))] == [True, True]
    changed = openpyxl.load_workbook(path)
    quantity = next(c for row in changed["明細"].iter_rows() for c in row if c.value == 90000)
    quantity.value = 80000
    for fact in changed["係数と出典"].iter_rows():
        if fact[2].value == 0.000411:
            fact[2].value = 0.0004
    changed.save(tmp_path / "変えた.xlsx")
    again = book(office_convert(tmp_path / "変えた.xlsx", "xlsx"))["年度の比較"]
    row, total = rows(again, "固定する係数の考え方")
    for found in (row, total):
        assert close(found["比べる年度の値"], 32)
        assert close(found["係数を固定した値"], "33.68")
        assert close(found["係数の影響"], "-1.68")
    assert close(row["比べる年度の量"], 80)


def with_gases() -> Case:
    gases = (
        GasRecord(id="g", site_id="a", gas="HFC-134a", fiscal_year=2025, quantity=Decimal("2.5"), unit="kg", note="補充"),
        GasRecord(id="h", site_id="a", gas="CO2", fiscal_year=2025, quantity=Decimal(3), unit="t"),
        GasRecord(id="i", site_id="b", gas="CH4", fiscal_year=2024, quantity=Decimal(1), unit="L"),
    )
    bought = Certificate(id="c", kind="non_fossil", fiscal_year=2025, quantity=Decimal(5000), unit="kWh", note="FIT")
    return case([supply("kerosene", "L")], [bill("1", "L")]).model_copy(update={"gases": gases, "certificates": (bought,)})


def test_other_gases_and_certificates_stand_apart_with_live_formulas(tmp_path: Path, office_convert) -> None:
    """2.5 kg × 1,300 = 3.25 t; with twice the gas and a potential of 1,000: 5 t. 3 t CO2 beside it."""
    path = written(with_gases(), tmp_path)
    sheet = book(path)["その他ガス・証書"]
    first, second, total, left_out = rows(sheet, "地球温暖化係数")
    assert (first["ガス"], first["CO2換算 t"], second["CO2換算 t"], total["CO2換算 t"]) == ("HFC-134a", 3.25, 3, 6.25)
    assert (left_out["年度"], left_out["CO2換算 t"]) == (2024, None)
    assert "計算していません" in str(left_out["メモ"])
    (bought,) = rows(sheet, "種類")
    assert (bought["種類"], bought["数量"], bought["単位"], bought["メモ"]) == ("非化石証書", 5000, "kWh", "FIT")
    changed = openpyxl.load_workbook(path)
    quantity = next(c for row in changed["その他ガス・証書"].iter_rows() for c in row if c.value == 2.5)
    quantity.value = 5
    fact = next(row for row in changed["係数と出典"].iter_rows() if row[1].value and "HFC-134a" in str(row[1].value))
    assert fact[6].value
    fact[2].value = 1000
    changed.save(tmp_path / "変えた.xlsx")
    again = book(office_convert(tmp_path / "変えた.xlsx", "xlsx"))["その他ガス・証書"]
    assert [row["CO2換算 t"] for row in rows(again, "地球温暖化係数")][:3] == [5, 3, 8]


def test_without_gases_and_certificates_there_is_no_such_sheet(tmp_path: Path) -> None:
    assert "その他ガス・証書" not in book(written(sample(), tmp_path)).sheetnames
