"""長野県「信州SLL活用促進制度」説明資料 SPT イ, 計画書制度: the target, the period, and what is wrong with a plan."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Measure, OwnFactor, Plan
from sllassist.schemes.base import TargetPath

PLAN = fitting_case().plan


def target(case: Case, as_of: dt.date = AS_OF) -> TargetPath:
    found = judged(case, as_of).scheme("nagano_sll").target
    assert found is not None
    return found


def codes(case: Case) -> set[str]:
    return {problem.code for problem in judged(case).scheme("nagano_sll").problems}


def planned(**changes: object) -> Case:
    return fitting_case(plan=PLAN.model_copy(update=changes))


@pytest.mark.clause("nagano_sll", "target.rate_percent")
@pytest.mark.parametrize(("rate", "low"), [("4.999999", True), ("5", False), ("100", False)])
def test_SPT_イ_five_percent_a_year_or_more(rate: str, low: bool) -> None:
    case = planned(rate_percent=Decimal(rate))
    assert ("plan.rate_low" in codes(case)) is low
    assert target(case).required_percent == 5
    assert "plan.rate_high" in codes(planned(rate_percent=Decimal("100.000001")))
    assert "plan.rate_high" not in codes(case)


# 100 kL of heavy oil A are 275.282333… t; the target of the first year is 95 % of it: 261.518217 t
@pytest.mark.clause("nagano_sll", "target.rate_percent")
@pytest.mark.parametrize(("kilolitres", "met"), [("95", True), ("95.000001", False)])
def test_SPT_イ_reached_at_95_percent_and_missed_above(kilolitres: str, met: bool) -> None:
    result = EnergyRecord(supply_id="s", fiscal_year=2026, quantity=Decimal(kilolitres), unit="kL")
    case = fitting_case(records=(*fitting_case().records, result))
    assert target(case, dt.date(2027, 5, 1)).years[0].met is met
    missed = {p.code for p in judged(case, dt.date(2027, 5, 1)).scheme("nagano_sll").problems}
    assert ("plan.missed" in missed) is not met


@pytest.mark.clause("nagano_sll", "target.method")
def test_SPT_イ_the_way_to_count_is_linear_until_chosen_and_said_to_be_unverified() -> None:
    years = target(fitting_case()).years
    assert [round(year.target_t / years[0].linear_t * 95, 4) for year in years] == [95, 90, 85]
    compound = target(planned(method="compound")).years
    assert [round(year.target_t / years[0].linear_t * 95, 4) for year in compound] == [95, Decimal("90.25"), Decimal("85.7375")]
    assert any("年平均の数え方" in note and "未確認" in note for note in target(fitting_case()).notes)


@pytest.mark.clause("nagano_sll", "target.series")
def test_SPT_イ_the_series_is_the_basic_one_until_chosen_and_said_to_be_unverified() -> None:
    factor = OwnFactor(basic_t=Decimal("0.0005"), adjusted_t=Decimal("0.0003"), unit="kWh", source="検針票")
    power = EnergySupply(id="s", site_id="a", energy="electricity", own_factor=factor, unit="kWh")
    bill = EnergyRecord(supply_id="s", fiscal_year=2025, quantity=Decimal(1000), unit="kWh")
    case = fitting_case(supplies=(power,), records=(bill,))
    basic, adjusted = target(case), target(case.model_copy(update={"plan": PLAN.model_copy(update={"series": "adjusted"})}))
    assert (basic.series, basic.base_t) == ("basic", Decimal("0.5"))
    assert (adjusted.series, adjusted.base_t) == ("adjusted", Decimal("0.3"))
    assert any("調整後排出量" in note and "未確認" in note for note in basic.notes)


@pytest.mark.clause("nagano_sll", "plan.max_years")
@pytest.mark.parametrize(("years", "wrong"), [(1, False), (3, False), (4, True)])
def test_計画書制度_at_most_three_years(years: int, wrong: bool) -> None:
    assert ("plan.too_long" in codes(planned(years=years))) is wrong


@pytest.mark.clause("nagano_sll", "plan.max_measures")
@pytest.mark.parametrize(("count", "wrong"), [(10, False), (11, True)])
def test_様式1号_ten_measures_have_room(count: int, wrong: bool) -> None:
    many = tuple(Measure(id=f"m{n}", name="LED", expected_t=Decimal(1), planned_year=2026) for n in range(count))
    assert ("plan.too_many_measures" in codes(fitting_case(measures=many))) is wrong


@pytest.mark.clause("nagano_sll", "plan.base_year_offset")
@pytest.mark.parametrize(("base", "told"), [(2026, {"plan.base_not_before"}), (2025, set()), (2024, {"plan.base_unusual"})])
def test_書類作成の流れ_the_base_year_is_the_one_before(base: int, told: set[str]) -> None:
    assert codes(planned(base_year=base)) & {"plan.base_not_before", "plan.base_unusual"} == told


def test_no_target_before_the_plan_and_its_base_year_are_known() -> None:
    for case in (fitting_case(plan=Plan()), planned(rate_percent=None), fitting_case(records=())):
        assert judged(case).scheme("nagano_sll").target is None
