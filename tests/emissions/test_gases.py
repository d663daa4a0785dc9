"""Greenhouse gases other than CO2 from energy: t-CO2 by the potential of the year, by group, with sources and problems."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.model import Case, GasRecord, Site
from sllassist.emissions import build_ledger, explain_gas, other_gases, other_gases_t, years_with_gases
from sllassist.knowledge import load_knowledge

K = load_knowledge()
SITES = (Site(id="a", name="本社工場"), Site(id="b", name="倉庫"))


def left(gas: str, quantity: str, unit: str = "kg", year: int = 2025, site: str = "a", name: str = "g") -> GasRecord:
    return GasRecord(id=name, site_id=site, gas=gas, fiscal_year=year, quantity=Decimal(quantity), unit=unit)


def case(*records: GasRecord) -> Case:
    return Case(sites=SITES, gases=records)


@pytest.mark.parametrize(
    ("gas", "year", "tonnes"),
    [
        ("CH4", 2014, "21"), ("CH4", 2015, "25"), ("CH4", 2022, "25"), ("CH4", 2023, "28"), ("N2O", 2014, "310"), ("N2O", 2015, "298"),
        ("N2O", 2022, "298"), ("N2O", 2023, "265"), ("HFC-134a", 2022, "1430"), ("HFC-134a", 2023, "1300"), ("HFC-32", 2014, "650"),
        ("HFC-32", 2022, "675"), ("HFC-32", 2023, "677"), ("SF6", 2014, "23900"), ("SF6", 2022, "22800"), ("SF6", 2023, "23500"),
        ("NF3", 2015, "17200"), ("NF3", 2023, "16100"), ("PFC-14", 2025, "6630"), ("CO2", 2025, "1"),
    ],
)  # fmt: skip
def test_factors_md_gwp_a_tonne_of_each_gas(gas: str, year: int, tonnes: str) -> None:
    """SAR to FY2014, AR4 FY2015–2022, AR5 from FY2023."""
    for quantity, unit in (("1", "t"), ("1000", "kg")):
        assert other_gases_t(case(left(gas, quantity, unit, year)), K, year) == Decimal(tonnes)


def test_a_year_by_group_in_the_order_of_the_form() -> None:
    """2.5 kg R-134a × 1,300 = 3.25 t; 0.4 kg HFC-32 × 677 = 0.2708 t; 10 kg CH4 × 28 = 0.28 t; 3 t CO2."""
    records = [left("HFC-134a", "2.5"), left("HFC-32", "0.4"), left("CH4", "10", site="b"), left("CO2", "3", "t")]
    found = other_gases(case(*records, left("CH4", "99", year=2024)), K, 2025)
    assert list(found.by_group) == ["CO2", "CH4", "N2O", "HFC", "PFC", "SF6", "NF3"]
    assert list(found.by_group.values()) == [3, Decimal("0.28"), 0, Decimal("3.5208"), 0, 0, 0]
    assert (found.co2_t, found.left_out, len(found.lines), found.unverified) == (Decimal("6.8008"), 0, 4, False)
    assert K.gas_groups["CO2"].name == "非エネルギー起源二酸化炭素"


def test_sums_can_be_limited_to_sites_and_none_means_no_record() -> None:
    told = case(left("CH4", "10"), left("CH4", "1000", site="b"))
    assert other_gases_t(told, K, 2025, {"a"}) == Decimal("0.28")
    assert other_gases_t(told, K, 2025, {"b"}) == 28
    assert other_gases_t(told, K, 2025) == Decimal("28.28")
    assert other_gases_t(told, K, 2024) is None
    assert other_gases_t(told, K, 2025, frozenset()) is None
    assert other_gases_t(case(left("CH4", "0")), K, 2025) == 0
    assert (years_with_gases(told), years_with_gases(Case())) == ((2025,), ())


@given(st.lists(st.tuples(st.sampled_from(sorted(K.gases)), st.decimals(0, 10**12, places=6)), min_size=1, max_size=20), st.randoms())
def test_order_and_unit_never_change_the_total(pairs: list[tuple[str, Decimal]], chance) -> None:
    records = [left(gas, str(quantity), "kg", name=str(n)) for n, (gas, quantity) in enumerate(pairs)]
    mixed = list(records)
    chance.shuffle(mixed)
    assert other_gases_t(case(*mixed), K, 2025) == other_gases_t(case(*records), K, 2025)
    tonnes = [r.model_copy(update={"quantity": r.quantity.scaleb(-3), "unit": "t"}) for r in records]
    assert other_gases_t(case(*tonnes), K, 2025) == other_gases_t(case(*records), K, 2025)


def test_the_formula_names_potential_year_and_source() -> None:
    (line,) = other_gases(case(left("HFC-134a", "2.50")), K, 2025).lines
    said = explain_gas(line)
    (step,) = said.steps
    assert (step.formula, step.value, step.unit) == ("2.5 kg ÷ 1,000 × 1,300 t-CO2/t", Decimal("3.25"), "t-CO2")
    (operand,) = said.operands
    assert (operand.label, operand.value, operand.status) == ("地球温暖化係数（HFC-134a）", 1300, "確認済")
    assert "IPCC第5次評価報告書" in operand.source
    assert (said.title, said.remarks) == ("HFC-134a　2025年度", ())


def test_an_unverified_potential_is_marked() -> None:
    found = other_gases(case(left("NF3", "1", "t")), K, 2025)
    assert found.unverified
    assert explain_gas(found.lines[0]).title == "三ふっ化窒素（NF3）　2025年度"
    assert explain_gas(found.lines[0]).remarks[0].startswith("未確認：地球温暖化係数（NF3）")


@pytest.mark.parametrize(
    ("record", "code", "path", "words"),
    [
        (left("R-410A", "1"), "gases.unknown", "gases.g.gas", "混合冷媒は、成分のガスごとに分けて入力してください"),
        (left("NF3", "1", year=2014), "gases.no_potential", "gases.g.fiscal_year", "2014年度の「NF3」"),
        (left("CH4", "1", "m3"), "gases.unit", "gases.g.unit", "本社工場のCH4（2025年度）は「m3」では計算できません。kgかtで"),
        (left("CH4", "1", site="x"), "gases.unknown_site", "gases.g.site_id", "事業所を選び直してください"),
        (left("CH4", "-0.000001"), "gases.negative", "gases.g.quantity", "0以上で入力してください"),
    ],
)
def test_what_cannot_be_counted_is_said_with_the_bills_problems(record: GasRecord, code: str, path: str, words: str) -> None:
    told = case(record, left("CH4", "1", "t", name="fine"))
    found = build_ledger(told, K).problems
    assert [(p.level, p.code, p.path) for p in found] == [("error", code, path)]
    assert words in found[0].message
    uncounted = code in ("gases.unknown", "gases.no_potential", "gases.unit")
    assert other_gases(told, K, record.fiscal_year).left_out == uncounted


def test_zero_is_no_problem() -> None:
    assert build_ledger(case(left("SF6", "0")), K).problems == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("R-134a", "HFC-134a"), ("r134A", "HFC-134a"), ("Ｒ３２", "HFC-32"), ("メタン", "CH4"), ("sf6", "SF6"), ("六ふっ化", "SF6")],
)
def test_a_gas_is_found_by_formula_name_and_refrigerant_number(typed: str, first: str) -> None:
    assert K.search_gases(typed)[0].id == first


def test_blends_are_not_among_the_gases() -> None:
    """No composition with a source is at hand; the group's note says how to enter them."""
    assert K.search_gases("R-410A") == ()
    assert "成分のガスごとに入力する" in K.gas_groups["HFC"].note
    assert len(K.search_gases("")) == 27
