"""Odd bill figures are asked about with both figures in the sentence; ordinary years are left in peace."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, bill, case, full_year, supply

from sllassist.case.columns import columns_of
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.problems import Problem
from sllassist.emissions import check_plausibility
from sllassist.emissions.answers import corrections
from sllassist.emissions.figures import bounds_of, shape_of
from sllassist.emissions.odd import Near, calm, odd_figures
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

K = load_knowledge()
POWER = (30623, 29644, 32051, 35676, 33708, 32809, 31355, 31763, 34371, 35316, 33829, 33246)
KEROSENE = (120, 10, 0, 0, 0, 0, 0, 180, 620, 910, 840, 410)


def year_of(figures: tuple[int | str, ...], unit: str, year: int = 2025, name: str = "s", **costs: int) -> list[EnergyRecord]:
    """Twelve months from April on; `costs`: m7=… in yen."""
    found = [bill(str(figure), unit, month, year, name) for month, figure in zip(YEAR, figures, strict=True)]
    return [r.model_copy(update={"cost_yen": Decimal(costs[f"m{r.month}"])}) if f"m{r.month}" in costs else r for r in found]


def asked(supplies: list[EnergySupply], records: list[EnergyRecord]) -> list[Problem]:
    return list(check_plausibility(case(supplies, records), K).problems)


def with_month(figures: tuple[int, ...], month: int, figure: int | str) -> tuple[int | str, ...]:
    place = YEAR.index(month)
    return (*figures[:place], figure, *figures[place + 1 :])


def proposed(problem: Problem) -> list[tuple[int | None, str, str]]:
    return [(cell[2], f"{quantity:f}", unit) for cell, (quantity, unit) in corrections(problem).items()]


# --- no false alarm ---------------------------------------------------------------------------------------------------------


def test_the_sample_firm_is_asked_nothing() -> None:
    sample = Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))
    assert check_plausibility(sample, K).problems == ()


def test_heating_oil_that_rests_in_summer_is_asked_nothing() -> None:
    warmer = (40, 0, 0, 0, 0, 0, 20, 260, 540, 700, 660, 250)
    records = [*year_of(KEROSENE, "L", 2024), *year_of(warmer, "L", 2025)]
    assert asked([supply("kerosene", "L")], records) == []
    assert asked([supply("kerosene", "L")], year_of(KEROSENE, "L")) == []


def test_heating_by_gas_and_a_summer_peak_of_power_are_asked_nothing() -> None:
    gas = (900, 400, 180, 150, 140, 150, 300, 700, 1500, 2100, 1900, 1400)
    power = (9000, 8000, 14000, 21000, 22000, 17000, 9000, 8500, 9000, 9500, 9200, 9000)
    supplies = [supply("city_gas", "m3", "g"), supply("electricity", "kWh", "e")]
    records = [r for y in (2024, 2025) for r in (*year_of(gas, "m3", y, "g"), *year_of(power, "kWh", y, "e"))]
    assert asked(supplies, records) == []


def test_oil_delivered_by_lorry_every_few_months_is_asked_nothing() -> None:
    first, second = (8000, 0, 0, 8000, 0, 0, 4000, 0, 8000, 0, 8000, 0), (0, 8000, 0, 0, 8000, 0, 0, 6000, 0, 8000, 0, 8000)
    records = [*year_of(first, "L", 2024), *year_of(second, "L", 2025)]
    assert asked([supply("heavy_oil_a", "L")], records) == []


def test_the_same_figure_in_every_month_is_an_estimate_not_a_slip() -> None:
    assert asked([supply("electricity", "kWh")], full_year("12345", "kWh")) == []


# --- slips by 1000 -----------------------------------------------------------------------------------------------------------


def test_a_month_in_thousands_is_asked_with_both_figures_and_the_right_one() -> None:
    records = [*year_of(POWER, "kWh", 2024), *year_of(with_month(POWER, 7, "35.676"), "kWh")]
    (found,) = asked([supply("electricity", "kWh")], records)
    assert (found.level, found.code, found.path) == ("warning", "plausibility.slip", "records.s.2025.7")
    assert found.message == (
        "本社工場の電気（2025年度7月）は 35.676 kWh で、前年度の同じ月 35,676 kWh の約1,000分の1です。"
        "単位の取り違えかもしれません。35,676 kWh の間違いなら直し、そのままでよいときは理由を書いて残してください。"
    )
    assert proposed(found) == [(7, "35676", "kWh")]


def test_千kWh_chosen_for_a_kWh_figure_is_found_in_the_first_year_by_the_other_months() -> None:
    records = [r for r in year_of(POWER, "kWh") if r.month != 7]
    (found,) = asked([supply("electricity", "kWh")], [*records, bill("35676", "千kWh", 7)])
    assert found.code == "plausibility.slip"
    assert "35,676 千kWh で、ほかの月の中央値 32,809 kWh の約1,087倍" in found.message
    assert proposed(found) == [(7, "35676", "kWh")]


def test_kL_for_L_is_found() -> None:
    figures = (410, 395, 402, 430, 415, 420, 405, 390, 400, 425, 410, 415)
    records = [r for r in year_of(figures, "L") if r.month != 1]
    (found,) = asked([supply("diesel", "L")], [*records, bill("425", "kL", 1)])
    assert (found.code, proposed(found)) == ("plausibility.slip", [(1, "425", "L")])
    assert "425 kL" in found.message
    assert "410 L" in found.message


def test_a_figure_proposed_stands_in_the_unit_of_the_column() -> None:
    figures = tuple(Decimal(figure).scaleb(-3) for figure in POWER)
    records = [*year_of(figures, "千kWh", 2024), *year_of(with_month(figures, 7, 35676), "千kWh")]
    (found,) = asked([supply("electricity", "千kWh")], records)
    assert "35,676 千kWh で、前年度の同じ月 35.676 千kWh の約1,000倍" in found.message
    assert proposed(found) == [(7, "35.676", "千kWh")]


def test_a_whole_year_in_the_wrong_unit_is_one_question_that_accuses_neither_year() -> None:
    records = [*year_of(POWER, "kWh", 2024), *year_of(tuple(Decimal(f).scaleb(-3) for f in POWER), "kWh")]
    (found,) = asked([supply("electricity", "kWh")], records)
    assert (found.code, found.path, found.params["count"]) == ("plausibility.slip_many", "records.s.2025.4", 12)
    assert "12か月の合計が 394.391 kWh で、前年度の同じ月の合計 394,391 kWh の約1,000分の1" in found.message
    assert proposed(found) == []


def test_the_money_paid_tells_which_year_is_wrong() -> None:
    costs = {f"m{month}": 800_000 for month in YEAR}
    records = [*year_of(POWER, "kWh", 2024, **costs), *year_of(tuple(Decimal(f).scaleb(-3) for f in POWER), "kWh", **costs)]
    (found,) = asked([supply("electricity", "kWh")], records)
    assert found.code == "plausibility.slip_many"
    assert proposed(found)[:2] == [(4, "30623", "kWh"), (5, "29644", "kWh")]
    assert len(proposed(found)) == 12
    assert "合計 394,391 kWh の間違いなら直し" in found.message


def test_the_wrong_month_of_last_year_does_not_accuse_this_year() -> None:
    records = [*year_of(with_month(POWER, 7, "35.676"), "kWh", 2024), *year_of(POWER, "kWh", 2025)]
    assert [problem.path for problem in asked([supply("electricity", "kWh")], records)] == ["records.s.2024.7"]


@pytest.mark.parametrize(("figure", "odd"), [("330", False), ("330.1", True), ("0.099", False), ("0.0989", True)])
def test_both_sides_of_the_limits_of_the_other_months(figure: str, odd: bool) -> None:
    """The others use 33 L: 330 is ten times that; a third of a thousandth is 0.099. In between, fuel may vary."""
    records = [bill("33", "L", month) for month in YEAR[1:]]
    assert bool(asked([supply("gasoline", "L")], [bill(figure, "L", 4), *records])) is odd


# --- last year's month -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "odd"), [(71352, False), (71353, True), (17838, False), (17837, True)])
def test_both_sides_of_twice_and_half_last_years_month(figure: int, odd: bool) -> None:
    records = [*year_of(POWER, "kWh", 2024), *year_of(with_month(POWER, 7, figure), "kWh")]
    found = asked([supply("electricity", "kWh")], records)
    assert [problem.code for problem in found] == ["plausibility.last_year"] * odd
    if odd:
        assert f"{figure:,} kWh で、前年度の同じ月 35,676 kWh の約2" in found[0].message
        assert proposed(found[0]) == []


def test_a_missing_digit_is_proposed() -> None:
    records = [*year_of(POWER, "kWh", 2024), *year_of(with_month(POWER, 7, 3567), "kWh")]
    (found,) = asked([supply("electricity", "kWh")], records)
    assert (found.code, proposed(found)) == ("plausibility.last_year", [(7, "35670", "kWh")])


def test_a_small_month_may_vary_as_it_likes() -> None:
    small = with_month(KEROSENE, 5, 75)
    records = [*year_of(KEROSENE, "L", 2024), *year_of(small, "L", 2025)]
    assert asked([supply("kerosene", "L")], records) == []


def test_half_a_year_unlike_last_year_is_one_question() -> None:
    doubled = tuple(figure * 3 if n < 6 else figure for n, figure in enumerate(POWER))
    (found,) = asked([supply("electricity", "kWh")], [*year_of(POWER, "kWh", 2024), *year_of(doubled, "kWh")])
    assert (found.code, found.params["count"]) == ("plausibility.last_year_many", 6)
    assert "6か月の合計が 583,533 kWh で、前年度の同じ月の合計 194,511 kWh の約3倍" in found.message


def test_five_months_are_five_questions() -> None:
    doubled = tuple(figure * 3 if n < 5 else figure for n, figure in enumerate(POWER))
    found = asked([supply("electricity", "kWh")], [*year_of(POWER, "kWh", 2024), *year_of(doubled, "kWh")])
    assert [problem.path for problem in found] == [f"records.s.2025.{month}" for month in (4, 5, 6, 7, 8)]


def test_no_power_at_all_is_asked_but_no_oil_is_not() -> None:
    for energy, unit, count in (("electricity", "kWh", 1), ("kerosene", "L", 0)):
        records = [*year_of(POWER, unit, 2024), *year_of(with_month(POWER, 7, 0), unit)]
        found = asked([supply(energy, unit)], records)
        assert len(found) == count
        if found:
            assert found[0].message.startswith("本社工場の電気（2025年度7月）は 0 kWh で、前年度の同じ月は 35,676 kWh です。")


def test_year_figures_are_held_against_the_whole_of_last_year() -> None:
    whole = sum(POWER)
    supplies = [supply("electricity", "kWh")]
    (found,) = asked(supplies, [*year_of(POWER, "kWh", 2024), bill(str(whole * 3), "kWh", None)])
    assert (found.code, found.path) == ("plausibility.last_year", "records.s.2025.year")
    assert "（2025年度の合計）は 1,183,173 kWh で、前年度の合計 394,391 kWh の約3倍" in found.message
    assert asked(supplies, [*year_of(POWER, "kWh", 2024), bill(str(whole), "kWh", None)]) == []


def test_a_change_of_retailer_is_held_against_the_one_before() -> None:
    supplies = [supply("electricity", "kWh", "old", supplier="A0270"), supply("electricity", "kWh", "new", supplier="A0345")]
    fine = [*year_of(POWER, "kWh", 2024, "old"), *year_of(POWER, "kWh", 2025, "new")]
    assert asked(supplies, fine) == []
    odd = [*year_of(POWER, "kWh", 2024, "old"), *year_of(with_month(POWER, 7, 75_000), "kWh", 2025, "new")]
    assert [(problem.code, problem.path) for problem in asked(supplies, odd)] == [("plausibility.last_year", "records.new.2025.7")]


def test_a_change_of_retailer_in_mid_year_is_no_drop() -> None:
    supplies = [supply("electricity", "kWh", "old", supplier="A0270"), supply("electricity", "kWh", "new", supplier="A0345")]
    split = [r for r in year_of(POWER, "kWh", 2025, "old") if YEAR.index(r.month or 4) < 6]
    rest = [r for r in year_of(POWER, "kWh", 2025, "new") if YEAR.index(r.month or 4) >= 6]
    overlap = [bill("0", "kWh", 10, 2025, "old"), bill("1000", "kWh", 9, 2025, "new")]
    assert asked(supplies, [*year_of(POWER, "kWh", 2024, "old"), *split, *rest, *overlap]) == []


def test_a_small_meter_beside_a_large_one_is_looked_at_on_its_own() -> None:
    supplies = [supply("electricity", "kWh", "large"), supply("electricity", "kWh", "small")]
    small = tuple(figure // 100 for figure in POWER)
    fine = [*year_of(POWER, "kWh", 2024, "large"), *year_of(POWER[::-1], "kWh", 2025, "large"), *year_of(small, "kWh", 2024, "small")]
    assert asked(supplies, [*fine, *year_of(small, "kWh", 2025, "small")]) == []
    odd = asked(supplies, [*fine, *year_of(with_month(small, 7, 3560), "kWh", 2025, "small")])
    assert [(problem.code, problem.path) for problem in odd] == [("plausibility.last_year", "records.small.2025.7")]


# --- the other months, capacity, price, doubles ---------------------------------------------------------------------------------


def test_a_month_unlike_the_others_in_a_first_year() -> None:
    (found,) = asked([supply("electricity", "kWh")], year_of(with_month(POWER, 7, 135676), "kWh"))
    assert found.code == "plausibility.pattern"
    assert "135,676 kWh で、ほかの月の中央値 32,809 kWh の約4.1倍" in found.message


def test_a_peak_that_comes_every_year_is_no_question() -> None:
    for figures in (with_month(POWER, 7, 120000), with_month(POWER, 1, 5000)):
        records = [*year_of(figures, "kWh", 2024), *year_of(figures, "kWh", 2025)]
        assert asked([supply("electricity", "kWh")], records) == []


def test_too_few_months_make_no_pattern() -> None:
    records = [bill(str(f), "kWh", m) for m, f in zip(YEAR[:4], (30000, 31000, 32000, 130000), strict=True)]
    assert asked([supply("electricity", "kWh")], records) == []
    more = [*records, bill("30500", "kWh", 8)]
    assert [problem.path for problem in asked([supply("electricity", "kWh")], more)] == ["records.s.2025.7"]


@pytest.mark.parametrize(
    ("figure", "month", "odd"),
    [("37200", 7, False), ("37200.1", 7, True), ("36000", 6, False), ("36001", 6, True), ("33600", 2, False), ("33601", 2, True)],
)
def test_more_than_contract_power_times_the_hours_of_the_month(figure: str, month: int, odd: bool) -> None:
    """50 kW × 31 days × 24 h = 37,200 kWh; June 36,000; February 2026 33,600."""
    column = supply("electricity", "kWh").model_copy(update={"contract_kw": Decimal(50)})
    found = asked([column], [bill(figure, "kWh", month)])
    assert [problem.code for problem in found] == ["plausibility.capacity"] * odd
    if figure == "37200.1":
        assert "37,200.1 kWh で、契約電力 50 kW を 744時間 使い続けたときの 37,200 kWh を超えています" in found[0].message


def test_no_contract_power_allows_everything() -> None:
    for contract in (None, Decimal(0)):
        column = supply("electricity", "kWh").model_copy(update={"contract_kw": contract})
        assert asked([column], [bill("99999", "kWh", 7)]) == []


@pytest.mark.parametrize(("figure", "odd"), [("200", False), ("199.9", True)])
def test_both_sides_of_a_fifth_of_the_other_months_of_power(figure: str, odd: bool) -> None:
    records = [bill("1000", "kWh", month) for month in YEAR[1:]]
    assert bool(asked([supply("electricity", "kWh")], [bill(figure, "kWh", 4), *records])) is odd


@pytest.mark.parametrize(("others", "odd"), [(3, False), (4, True)])
@pytest.mark.parametrize(("yen", "unlike"), [(80, False), (81, True)])
def test_a_price_is_held_against_four_other_months_and_four_times_theirs(others: int, odd: bool, yen: int, unlike: bool) -> None:
    """20 yen elsewhere: 80 is four times that."""
    records = [bill("1000", "kWh", m).model_copy(update={"cost_yen": Decimal(20_000)}) for m in YEAR[1 : 1 + others]]
    first = bill("1000", "kWh", 4).model_copy(update={"cost_yen": Decimal(yen * 1000)})
    assert bool(asked([supply("electricity", "kWh")], [first, *records])) is (odd and unlike)


def test_capacity_in_a_leap_year_and_over_a_whole_year() -> None:
    column = supply("electricity", "kWh").model_copy(update={"contract_kw": Decimal(50)})
    assert asked([column], [bill("34800", "kWh", 2, 2023)]) == []
    assert len(asked([column], [bill("34801", "kWh", 2, 2023)])) == 1
    assert asked([column], [bill("438000", "kWh", None)]) == []
    assert len(asked([column], [bill("438001", "kWh", None)])) == 1


def test_capacity_says_the_right_figure_where_the_other_months_bear_it_out() -> None:
    column = supply("electricity", "kWh").model_copy(update={"contract_kw": Decimal(120)})
    records = [r for r in year_of(POWER, "kWh") if r.month != 7]
    (found,) = asked([column], [*records, bill("35676", "千kWh", 7)])
    assert (found.code, proposed(found)) == ("plausibility.capacity", [(7, "35676", "kWh")])


@pytest.mark.parametrize(("cost", "odd"), [(79_999, True), (80_000, False), (1_200_000, False), (1_200_001, True)])
def test_both_sides_of_the_price_nobody_pays(cost: int, odd: bool) -> None:
    """10,000 kWh for less than 8 or more than 120 yen each."""
    record = bill("10000", "kWh", 7).model_copy(update={"cost_yen": Decimal(cost)})
    found = asked([supply("electricity", "kWh")], [record])
    assert [problem.code for problem in found] == ["plausibility.price"] * odd
    if cost == 79_999:
        assert "10,000 kWh で 79,999円、1kWhあたり 8円です（目安は 8〜120円）" in found[0].message
        assert "使用量と金額を確かめて" in found[0].message


def test_the_price_alone_tells_a_unit_slip() -> None:
    record = bill("10", "kWh", 7).model_copy(update={"cost_yen": Decimal(280_000)})
    (found,) = asked([supply("electricity", "kWh")], [record])
    assert (found.code, proposed(found)) == ("plausibility.price", [(7, "10000", "kWh")])


def yen_of(records: list[EnergyRecord], per_unit: str) -> list[EnergyRecord]:
    """Each bill at so many yen a unit."""
    return [r.model_copy(update={"cost_yen": (r.quantity * Decimal(per_unit)).quantize(Decimal(1))}) for r in records]


def test_money_in_thousands_beside_last_years_quantities_is_a_question_about_the_money() -> None:
    records = [*yen_of(year_of(POWER, "kWh", 2024), "25"), *yen_of(year_of(POWER, "kWh", 2025), "0.025")]
    (found,) = asked([supply("electricity", "kWh")], records)
    assert (found.code, found.params["count"], proposed(found)) == ("plausibility.price_many", 12, [])
    assert "使用量は前年度の同じ月と同じくらいなので、金額の桁と単位（円・千円）を確かめて直すか" in found.message


def test_one_months_money_is_doubted_where_the_other_months_bear_the_quantity_out() -> None:
    costs = {f"m{month}": figure * 25 for month, figure in zip(YEAR, POWER, strict=True)}
    (found,) = asked([supply("electricity", "kWh")], year_of(POWER, "kWh", **{**costs, "m7": 891}))
    assert (found.code, proposed(found)) == ("plausibility.price", [])
    assert "使用量はほかの月の中央値と同じくらいなので、金額の" in found.message


def test_where_nothing_tells_whether_money_or_quantity_is_wrong_no_figure_is_proposed() -> None:
    """The first year: 0.025 yen a kWh may be money in thousands as well as Wh for kWh; or both years are alike wrong."""
    for years in ((2025,), (2024, 2025)):
        found = asked([supply("electricity", "kWh")], [r for y in years for r in yen_of(year_of(POWER, "kWh", y), "0.025")])
        assert [(one.code, proposed(one)) for one in found] == [("plausibility.price_many", [])] * len(years)
        assert all("使用量と金額を確かめて直すか" in one.message for one in found[-1:])


def test_a_base_fee_without_use_and_power_for_nothing_are_no_question() -> None:
    records = [
        bill("0", "kWh", 7).model_copy(update={"cost_yen": Decimal(50_000)}),
        bill("1000", "kWh", 8).model_copy(update={"cost_yen": Decimal(0)}),
    ]
    assert asked([supply("electricity", "kWh")], records) == []


def test_a_price_unlike_the_other_months() -> None:
    costs = {f"m{month}": figure * 25 for month, figure in zip(YEAR, POWER, strict=True)}
    found = asked([supply("electricity", "kWh")], year_of(POWER, "kWh", **{**costs, "m7": 35676 * 110}))
    assert [problem.code for problem in found] == ["plausibility.price_pattern"]
    assert "1kWhあたり 110円です。同じ年度のほかの月は 1kWhあたり 25円です" in found[0].message


def test_the_same_bill_in_two_months() -> None:
    (found,) = asked([supply("electricity", "kWh")], year_of(with_month(POWER, 8, 35676), "kWh"))
    assert (found.code, found.path) == ("plausibility.repeated", "records.s.2025.8")
    assert "8月の 35,676 kWh と7月の 35,676 kWh が同じ数字です" in found.message
    round_figures = with_month(with_month(POWER, 7, 35600), 8, 35600)
    assert asked([supply("electricity", "kWh")], year_of(round_figures, "kWh")) == []


def test_the_same_bill_in_two_columns_is_asked_once() -> None:
    supplies = [supply("electricity", "kWh", "one", supplier="A0270"), supply("electricity", "kWh", "two", supplier="A0345")]
    records = [bill("35676", "kWh", 7, 2025, "one"), bill("35676", "kWh", 7, 2025, "two")]
    (found,) = asked(supplies, records)
    assert (found.code, found.path) == ("plausibility.twin", "records.two.2025.7")
    assert "別の列（中部電力ミライズ(株)）の 35,676 kWh と同じ数字です" in found.message
    elsewhere = [supplies[0], supplies[1].model_copy(update={"site_id": "b"})]
    assert asked(elsewhere, records) == []


def test_a_question_names_the_column_the_way_the_firm_does() -> None:
    supplies = [supply("electricity", "kWh", "one", supplier="A0270"), supply("electricity", "kWh", "two", supplier="A0345")]
    named = [each.model_copy(update={"name": name}) for each, name in zip(supplies, ("第1工場 低圧", "第2工場"), strict=True)]
    (found,) = asked(named, [bill("35676", "kWh", 7, 2025, "one"), bill("35676", "kWh", 7, 2025, "two")])
    assert "「第2工場」（2025年度7月）" in found.message
    assert "別の列（第1工場 低圧）の 35,676 kWh と同じ数字です" in found.message


@pytest.mark.parametrize(("months", "asks"), [(5, 0), (6, 1), (12, 1)])
def test_a_copied_column_is_one_question_however_few_digits_its_figures_have(months: int, asks: int) -> None:
    """51.2, 51.9, 52.6 … 千kWh: three digits, which in one month alone may come twice by chance."""
    supplies = [supply("electricity", "千kWh", "one", supplier="A9999"), supply("electricity", "千kWh", "two", supplier="A9999")]
    figures = [Decimal("51.2") + Decimal("0.7") * n for n in range(12)]
    other = [figure if n < months else figure + Decimal("0.1") for n, figure in enumerate(figures)]
    records = [bill(f"{f}", "千kWh", m, 2025, name) for name, c in (("one", figures), ("two", other)) for f, m in zip(c, YEAR, strict=True)]
    found = asked(supplies, records)
    assert [(one.code, one.path, one.params["count"]) for one in found] == [
        ("plausibility.twin_many", "records.two.2025.4", months)
    ] * asks
    if months == 12:
        assert "12か月（合計 660.6 千kWh）が、同じ事業所の別の列（A9999）の同じ月とまったく同じ数字です" in found[0].message


def test_a_column_without_a_supplier_and_a_name_is_called_that() -> None:
    supplies = [supply("electricity", "kWh", "one"), supply("electricity", "kWh", "two", supplier="A0345")]
    (found,) = asked(supplies, [bill("35676", "kWh", 7, 2025, "one"), bill("35676", "kWh", 7, 2025, "two")])
    assert "別の列（事業者と呼び名を入力していない列）" in found.message


def test_two_cars_may_drive_the_same_distance() -> None:
    cars = [supply("gasoline", "km", name).model_copy(update={"km_per_litre": Decimal(15)}) for name in ("one", "two")]
    assert asked(cars, [bill("1234", "km", 7, 2025, name) for name in ("one", "two")]) == []


@given(
    st.lists(st.integers(1000, 2200), min_size=12, max_size=12), st.lists(st.integers(1000, 2200), min_size=12, max_size=12),
    st.sampled_from(["electricity", "kerosene", "city_gas"]), st.lists(st.integers(-1, 130), min_size=12, max_size=12),
)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_the_quick_look_never_hides_a_question(first: list[int], second: list[int], energy: str, prices: list[int]) -> None:
    """A column taken for calm by its extremes has nothing odd when every month is looked at."""
    unit = {"electricity": "kWh", "kerosene": "L", "city_gas": "m3"}[energy]
    costs = {f"m{m}": figure * price for m, figure, price in zip(YEAR, second, prices, strict=True) if min(prices) > 0}
    now = case([supply(energy, unit)], [*year_of(tuple(first), unit, 2024), *year_of(tuple(second), unit, **costs)])
    columns = columns_of(now).by_key
    last, shape = shape_of(columns["s", 2024]), shape_of(columns["s", 2025])
    assert last is not None
    assert shape is not None
    bounds = bounds_of(K, energy, shape.kind, 2025)
    if calm(now.supplies[0], shape, last, bounds):
        assert odd_figures(now.supplies[0], K.energies[energy], 2025, shape, Near(last), bounds) == []


# --- what is no business of these checks ------------------------------------------------------------------------------------------


def test_figures_that_are_wrong_anyway_are_left_to_the_other_checks() -> None:
    twice = [*year_of(POWER, "kWh"), bill("35676", "千kWh", 7)]
    assert asked([supply("electricity", "kWh")], twice) == []
    negative = year_of(with_month(POWER, 7, -5), "kWh")
    assert asked([supply("electricity", "kWh")], negative) == []
    mixed = [*year_of(POWER, "kg")[:11], bill("1", "m3", 3)]
    assert asked([supply("lpg", "kg")], mixed) == []
    assert asked([supply("dilithium", "t")], year_of(POWER, "t")) == []
    assert asked([supply("kerosene", "樽")], year_of(POWER, "樽")) == []


def test_every_figure_is_asked_about_once_at_most() -> None:
    column = supply("electricity", "kWh").model_copy(update={"contract_kw": Decimal(60)})
    odd = with_month(POWER, 7, 35676000)
    records = [*year_of(POWER, "kWh", 2024), *year_of(odd, "kWh", m7=900)]
    assert [problem.path for problem in asked([column], records)] == ["records.s.2025.7"]


EVERYTHING = [(energy.id, unit) for energy in K.energies.values() for unit in energy.units]
FIGURES = st.one_of(st.decimals(0, 10**12, places=6), st.sampled_from([Decimal(0), Decimal("0.000001"), Decimal("9999999999999.999999")]))


@given(
    st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=3), st.data(),
    st.one_of(st.none(), st.decimals(0, 10**6, places=1)),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_whatever_is_entered_is_asked_in_whole_sentences(
    kinds: list[tuple[str, str]], data: st.DataObject, contract: Decimal | None
) -> None:
    supplies = [
        supply(energy, unit, f"s{n}").model_copy(update={"contract_kw": contract}) for n, (energy, unit) in enumerate(kinds)
    ]  # fmt: skip
    places = st.tuples(st.sampled_from(supplies), st.sampled_from([2024, 2025]), st.sampled_from([*YEAR, None]))
    cells = data.draw(st.lists(places, max_size=30))
    records = [
        bill("0", one.unit, month, year, one.id).model_copy(
            update={"quantity": data.draw(FIGURES), "cost_yen": data.draw(st.one_of(st.none(), st.decimals(0, 10**9, places=0)))}
        )
        for one, year, month in cells
    ]
    for question in asked(supplies, records):
        assert question.message.endswith("。")
        assert not re.search(r"None|\{|E\+|Decimal", question.message)
        json.dumps(question.params, default=str)
