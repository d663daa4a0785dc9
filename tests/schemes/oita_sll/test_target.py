"""大分SLL 運用要領 5(3)②: the yearly reduction by sector, and the share of a firm that is no 中小企業 while its loan runs."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import judged
from support.oita import AS_OF, FIRM, LOAN, oita_case, result, with_firm

from sllassist.case.model import Case, EnergyRecord, Group, Measure, Plan, RunningLoan
from sllassist.case.problems import Problem
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Section, TargetPath

HEAVY_OIL_T = Decimal("38.9") * Decimal("0.0193") * 44 / 12
"""t-CO2 of a kilolitre of heavy oil A: 算定省令 別表第1."""


def oil(year: int, tonnes: str) -> EnergyRecord:
    """A year of heavy oil A that gives so many t-CO2, to a millionth of a kilolitre."""
    quantity = (Decimal(tonnes) / HEAVY_OIL_T).quantize(Decimal("0.000001"))
    return EnergyRecord(supply_id="s", fiscal_year=year, quantity=quantity, unit="kL")


def target_case(sector: str | None, years: int, *records: EnergyRecord, **more: object) -> Case:
    firm = FIRM.model_copy(update={"sector": sector})
    return oita_case(
        firm=firm, plan=Plan(base_year=2025, first_year=2026, years=years), records=(oil(2025, "1000"), *records), **more
    )


def target(case: Case, as_of: dt.date = AS_OF) -> TargetPath:
    found = result(case, as_of).target
    assert found is not None
    return found


def section(case: Case, name: str) -> Section:
    return next(one for one in judged(case, AS_OF).sections("oita_sll") if one.id == name)


# facts 4.2: B = 1,000.0 t, linear / compound
PUBLISHED = {
    ("industry", 1): ("972.0", "972.0"), ("commercial", 1): ("960.0", "960.0"), ("transport", 1): ("963.0", "963.0"),
    ("industry", 2): ("944.0", "944.8"), ("commercial", 2): ("920.0", "921.6"), ("transport", 2): ("926.0", "927.4"),
    ("industry", 3): ("916.0", "918.3"), ("commercial", 3): ("880.0", "884.7"), ("transport", 3): ("889.0", "893.1"),
    ("industry", 5): ("860.0", "867.6"), ("commercial", 5): ("800.0", "815.4"), ("transport", 5): ("815.0", "828.2"),
    ("industry", 10): ("720.0", "752.8"), ("commercial", 10): ("600.0", "664.8"), ("transport", 10): ("630.0", "685.9"),
}  # fmt: skip


@pytest.mark.clause("oita_sll", "target.rates")
@pytest.mark.clause("oita_sll", "target.method")
@pytest.mark.parametrize(("sector", "after"), PUBLISHED)
def test_oita_facts_4_2_targets_of_a_base_of_1000_t(sector: str, after: int) -> None:
    year = target(target_case(sector, 10)).years[after - 1]
    assert year.fiscal_year == 2025 + after
    assert (f"{year.linear_t:.1f}", f"{year.compound_t:.1f}") == PUBLISHED[sector, after]
    assert f"{year.target_t:.1f}" == PUBLISHED[sector, after][0], "the linear reading is the usual one"
    assert any("計算式" in note for note in target(target_case(sector, 3)).notes)


# facts 4.2, n = 15: a loan of fifteen years, to 2041-03-31
@pytest.mark.clause("oita_sll", "target.rates")
@pytest.mark.parametrize(
    ("sector", "linear", "compound"), [("industry", "580.0", "653.1"), ("commercial", "400.0", "542.1"), ("transport", "445.0", "568.1")]
)
def test_oita_facts_4_2_targets_after_fifteen_years(sector: str, linear: str, compound: str) -> None:
    loan = LOAN.model_copy(update={"start_date": dt.date(2026, 4, 1), "term_months": 180})
    last = section(target_case(sector, 3, loan=loan), "targets").rows[-1]
    assert (last.cells[0], last.cells[2], last.cells[3]) == ("2040年度", f"{linear} t", f"{compound} t")


@pytest.mark.clause("oita_sll", "target.rates")
@pytest.mark.parametrize(("sector", "limit"), [("industry", "972"), ("commercial", "960"), ("transport", "963")])
def test_oita_003_5_3_2_reached_at_the_rate_and_missed_above_it(sector: str, limit: str) -> None:
    day = dt.date(2027, 5, 1)
    for tonnes, met in ((Decimal(limit) - Decimal("0.01"), True), (Decimal(limit) + Decimal("0.01"), False)):
        case = target_case(sector, 3, oil(2026, str(tonnes)))
        assert target(case, day).years[0].met is met
        missed = [p for p in judged(case, day).problems if p.code == "oita_sll.missed"]
        assert bool(missed) is not met


@pytest.mark.clause("oita_sll", "sector.industries")
@pytest.mark.parametrize(
    ("industry", "rate"),
    [("A", "2.8"), ("06", "2.8"), ("24", "2.8"), ("F", "4.0"), ("58", "4.0"), ("751", "4.0"), ("4411", "3.7"), ("H", "3.7")],
)
def test_oita_003_5_3_2_the_sector_follows_from_the_industry_until_it_is_told(industry: str, rate: str) -> None:
    found = target(with_firm(industry_code=industry))
    assert found.required_percent == Decimal(rate)
    assert any("主な業種から" in note and "未確認" in note for note in found.notes)
    told = target(with_firm(industry_code=industry, sector="transport"))
    assert told.required_percent == Decimal("3.7")
    assert not any("主な業種から" in note for note in told.notes)


def test_oita_003_5_3_2_no_sector_no_target_but_a_wish_to_know_it() -> None:
    for code in (None, "T"):  # 分類不能の産業 stands under no sector
        case = with_firm(industry_code=code)
        assert result(case).target is None
    scheme = next(one for one in all_schemes() if one.id == "oita_sll")
    assert "firm.sector" in scheme.wishes(judged(with_firm(industry_code="T"), AS_OF).facts)
    assert "firm.sector" not in scheme.wishes(judged(oita_case(), AS_OF).facts)


@pytest.mark.clause("oita_sll", "target.series")
def test_oita_003_7_3_the_series_is_the_basic_one_until_chosen_and_said_to_be_unverified() -> None:
    found = target(oita_case())
    assert found.series == "basic"
    assert any("評価の対象" in note and "未確認" in note for note in found.notes)


@pytest.mark.clause("oita_sll", "plan.years")
def test_oita_003_5_6_the_length_of_the_plan_is_three_years_until_told() -> None:
    plan = Plan(base_year=2025, first_year=2026)
    assert [year.fiscal_year for year in target(oita_case(plan=plan)).years] == [2026, 2027, 2028]
    assert len(target(oita_case(plan=plan.model_copy(update={"years": 4}))).years) == 4
    assert "未確認" in section(oita_case(), "unknowns").notes[0]


def test_oita_facts_4_2_a_linear_target_that_reaches_zero_is_pointed_out() -> None:
    # 業務 4.0 %: 25 years take all of it
    plan = Plan(base_year=2004, first_year=2026, years=3)
    record = EnergyRecord(supply_id="s", fiscal_year=2004, quantity=Decimal(100), unit="kL")
    case = oita_case(firm=FIRM.model_copy(update={"sector": "commercial"}), plan=plan, records=(record,), loan=LOAN)
    rows = {row.cells[0]: row for row in section(case, "targets").rows}
    assert rows["2028年度"].mark == ""
    assert rows["2029年度"].mark == "確かめてください"
    assert any("0になる" in note for note in section(case, "targets").notes)
    assert not any("0になる" in note for note in section(oita_case(), "targets").notes)


def test_oita_003_5_3_2_the_table_of_targets_goes_on_while_the_loan_runs() -> None:
    rows = section(target_case("industry", 3), "targets").rows
    assert [row.cells[0] for row in rows] == [f"{year}年度" for year in range(2026, 2032)]
    assert rows[-1].cells[:3] == ("2031年度", "16.8%", "832.0 t")


def test_plan_what_is_missing_to_the_target_is_said_in_tonnes() -> None:
    def missing(saved: str) -> list[str]:
        case = target_case("industry", 1, measures=(Measure(id="m", name="LED", expected_t=Decimal(saved), planned_year=2026),))
        return [p.message for p in judged(case, AS_OF).problems if p.code == "oita_sll.short"]

    assert missing("28.1") == []
    (said,) = missing("20")
    assert "あと8.0 t-CO2" in said


def problems(case: Case) -> list[Problem]:
    return [p for p in result(case).problems if p.code.startswith("oita_sll.share")]


# 3(2) ただし書: 6割以下 → another kind of finance
@pytest.mark.clause("oita_sll", "group.running_share_percent")
def test_oita_003_3_2_a_running_loan_of_a_large_firm_at_60_percent_is_a_problem() -> None:
    firm = FIRM.model_copy(update={"capital_yen": Decimal(10**9), "employees": 500})
    loan = LOAN.model_copy(update={"start_date": dt.date(2026, 4, 1)})

    def said(local: str | None, **more: object) -> list[str]:
        group = Group(co2_t=Decimal(10_000), local_co2_t=None if local is None else Decimal(local))
        case = oita_case(firm=firm, group=group, **{"loan": loan, **more})
        return [p.code for p in problems(case)]

    assert said("6000") == ["oita_sll.share_low"]
    assert said("6001") == []
    assert said(None) == ["oita_sll.share_check"]
    assert said("6000", loan=LOAN) == [], "not begun yet"
    other = RunningLoan(id="r", scheme="oita_sll", start_date=dt.date(2026, 4, 1), term_months=36)
    assert said("6000", loan=LOAN, running=(other,)) == ["oita_sll.share_low"]
    assert said("6000", loan=LOAN, running=(other.model_copy(update={"scheme": "nagano_sll"}),)) == []
    over = other.model_copy(update={"start_date": dt.date(2020, 4, 1)})
    assert said("6000", loan=LOAN, running=(over,)) == []
    assert problems(oita_case(loan=loan)) == [], "a small firm has no share to keep"
