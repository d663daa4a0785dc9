"""様式1号 個別票 6 (説明会資料 H30): other greenhouse gases by kind, of the sites in the prefecture, in the years of the paper."""

import datetime as dt
import io
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, Duty, EnergyRecord, GasRecord, Site, YearNote
from sllassist.documents.create import Made, make
from sllassist.schemes.base import PaperSet

REPORT_TIME = dt.date(2027, 6, 1)
SITES = (
    Site(id="a", name="本社工場", prefecture="長野県"), Site(id="b", name="第二工場", prefecture="長野県"),
    Site(id="t", name="東京工場", prefecture="東京都"),
)  # fmt: skip
KINDS = ("CO2", "CH4", "N2O", "HFC", "PFC", "SF6", "NF3")


def left(gas: str, kg: str, year: int = 2025, site: str = "a") -> GasRecord:
    return GasRecord(id=f"{gas}-{year}-{site}", site_id=site, gas=gas, fiscal_year=year, quantity=Decimal(kg), unit="kg")


def with_gases(*records: GasRecord, told: str | None = "12.50") -> Case:
    """The fitting case with gases, FY2025 (base) and FY2026 recorded."""
    case = fitting_case(sites=SITES, gases=records)
    more = EnergyRecord(supply_id="s", fiscal_year=2026, quantity=Decimal(90), unit="kL")
    plan = case.plan.model_copy(update={"change_reasons": (YearNote(fiscal_year=2026, text="ボイラを更新した"),)})
    duty = Duty(other_gases_t=None if told is None else Decimal(told), vehicles=3)
    return case.model_copy(update={"records": (*case.records, more), "plan": plan, "duty": duty})


def papers_of(case: Case, which: str) -> PaperSet:
    return next(found for found in judged(case, REPORT_TIME).paper_sets() if found.set_id == which)


def made(case: Case, which: str) -> Made:
    papers = papers_of(case, which)
    assert papers.blocking == ()
    return make(papers.forms[0])


def sheet(paper: Made) -> Worksheet:
    assert paper.xlsx is not None
    return openpyxl.load_workbook(io.BytesIO(paper.xlsx), data_only=True)["措置"]


def seen(paper: Made) -> str:
    """What stands in the visible rows of the sheet."""
    page = sheet(paper)
    rows = (row for row in page.iter_rows() if not page.row_dimensions[row[0].row].hidden)
    return "\n".join(str(cell.value) for row in rows for cell in row if cell.value is not None)


def table(paper: Made) -> dict[str, list[object]]:
    """The visible figures below 「ガスの種類」: base year and three years, by formula of the gas."""
    page = sheet(paper)
    shown = [row for row in page.iter_rows() if not page.row_dimensions[row[0].row].hidden]
    heads = [number for number, row in enumerate(shown) if str(row[0].value).startswith("ガスの種類")]
    found: dict[str, list[object]] = {}
    for row in shown[heads[0] + 2 :] if heads else ():
        label = str(row[0].value)
        kind = "合計" if label.startswith("合計") else label.rpartition("（")[2].rstrip("）")
        found[kind] = [row[column].value for column in range(5, 9)]
        if kind == "合計":
            break
    return found


# FY2025, both sites: 10 kg CH4 × 28 = 0.28 t; 2.5 kg HFC-134a × 1,300 + 0.4 kg HFC-32 × 677 = 3.5208 t; 3 t CO2.
# FY2026: 0.35 kg SF6 × 23,500 = 8.225 t.
RECORDS = (
    left("CH4", "10"), left("HFC-134a", "2.5"), left("HFC-32", "0.4", site="b"), left("CO2", "3000"),
    left("CH4", "99999", site="t"), left("SF6", "0.35", 2026),
)  # fmt: skip


def test_every_kind_in_the_order_of_the_form_rounded_by_the_map() -> None:
    found = table(made(with_gases(*RECORDS), "plan"))
    assert list(found) == [*KINDS, "合計"]
    assert [found[kind][0] for kind in (*KINDS, "合計")] == [3, 0.3, 0, 3.5, 0, 0, 0, 6.8]


def test_a_plan_shows_the_base_year_and_a_report_its_year_too() -> None:
    plan, report = (table(made(with_gases(*RECORDS), which)) for which in ("plan", "report"))
    assert plan["SF6"] == [0, None, None, None]
    assert plan["合計"] == [6.8, None, None, None]
    assert report["SF6"] == [0, 8.2, None, None]
    assert report["CH4"] == [0.3, 0, None, None]
    assert report["合計"] == [6.8, 8.2, None, None]


def test_kinds_and_total_are_each_rounded_from_the_full_figure() -> None:
    """0.04 t of CO2 and 0.15 kg × 265 = 0.03975 t of N2O are shown as 0.0; together they are 0.07975 t, shown as 0.1."""
    paper = made(with_gases(left("CO2", "40"), left("N2O", "0.15")), "plan")
    found = table(paper)
    assert (found["CO2"][0], found["N2O"][0], found["合計"][0]) == (0, 0, 0.1)
    assert "種類ごとの値を足しても合計と合わないことがあります" in seen(paper)


def test_a_year_without_records_stays_blank_and_is_named() -> None:
    paper = made(with_gases(left("SF6", "0.35", 2026)), "report")
    assert table(paper)["SF6"] == [None, 8.2, None, None]
    assert table(paper)["合計"] == [None, 8.2, None, None]
    assert "2025年度はガスの記録がないため空欄です。" in seen(paper)


def test_a_record_of_nothing_is_a_nought_not_a_blank() -> None:
    assert table(made(with_gases(left("SF6", "0")), "plan"))["合計"] == [0, None, None, None]


def test_sources_of_the_potentials_stand_below_with_what_is_unverified() -> None:
    text = seen(made(with_gases(*RECORDS, left("NF3", "1")), "report"))
    known, open_ = (line for line in text.split("\n") if line.startswith("・"))
    assert known.startswith("・2025・2026年度の")
    assert known.endswith("：IPCC第5次評価報告書（100年値）")
    assert all(gas in known for gas in ("CO2", "CH4", "HFC-134a", "HFC-32", "SF6"))
    assert open_.startswith("・2025年度のNF3：")
    assert open_.endswith("【未確認】")


@pytest.mark.parametrize(
    ("records", "told", "said"),
    [
        ((), "12.50", "総括票の5の合計は、入力された値（年 12.5 t-CO2）です。"),
        ((), "1200", "（年 1,200 t-CO2）です。"),
        ((), None, "種類ごとの排出量は記載していません。"),
        ((left("SF6", "0.35", 2026),), "5", "総括票の5の合計は2026年度の記録によります。"),
    ],
)
def test_without_records_the_section_says_so(records: tuple[GasRecord, ...], told: str | None, said: str) -> None:
    paper = made(with_gases(*records, told=told), "plan")
    text = seen(paper)
    assert "6　エネルギー起源二酸化炭素以外の温室効果ガスの排出実績" in text
    assert "県内の工場等で出たガスの記録（2025年度）がないため" in text
    assert said in text
    assert table(paper) == {}
    assert paper.pages == 3


def test_gases_outside_the_prefecture_are_no_records() -> None:
    assert table(made(with_gases(left("CH4", "10", site="t")), "plan")) == {}


def test_the_table_is_in_the_pdf_on_a_page_of_its_own(tmp_path: Path) -> None:
    paper = made(with_gases(*RECORDS), "report")
    assert (paper.pages, paper.problems) == (4, ())
    assert paper.pdf is not None
    (tmp_path / "x.pdf").write_bytes(paper.pdf)
    text = subprocess.run(
        ["pdftotext", "-layout", "-f", "4", "-enc", "UTF-8", tmp_path / "x.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.split()}
    assert rows["ハイドロフルオロカーボン類（HFC）"] == ["3.5", "0.0"]
    assert rows["合計（t-CO2）"] == ["6.8", "8.2"]


def test_the_total_on_the_first_page_is_that_of_the_papers_own_year() -> None:
    case = with_gases(*RECORDS)
    for which, total in (("plan", Decimal("6.8008")), ("report", Decimal("8.225"))):
        form1, _, energy = papers_of(case, which).forms
        assert form1.values["duty_other_gases_t"] == total
        assert energy.values["duty_other_gases_t"] == total


@pytest.mark.parametrize("wrong", [left("R-410A", "1"), left("NF3", "1", 2014), left("CH4", "-1")])
def test_a_record_that_cannot_be_counted_makes_no_papers(wrong: GasRecord) -> None:
    papers = papers_of(with_gases(*RECORDS, wrong), "plan")
    assert [problem.path.startswith(f"gases.{wrong.id}") for problem in papers.blocking] == [True]
    assert papers.forms == ()
