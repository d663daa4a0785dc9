"""大分SLL 運用要領 6, 7: what is due when, by whom."""

import datetime as dt
from decimal import Decimal

import pytest
from support.oita import AS_OF, FIRM, LOAN, oita_case, result, with_firm, with_loan

from sllassist.case.model import Case, Event, Group, Override, Plan, RunningLoan, Site, Standing, Submission
from sllassist.schemes.base import Deadline


def deadlines(case: Case, as_of: dt.date = AS_OF) -> dict[str, Deadline]:
    found = result(case, as_of).deadlines
    assert len({item.id for item in found}) == len(found)
    return {item.id: item for item in found}


def sent(set_id: str, year: int) -> Submission:
    return Submission(scheme="oita_sll", set_id=set_id, fiscal_year=year, sent_on=dt.date(2027, 7, 1))


# facts 1.4/4.2: FY2026 ends 2027-03-31; the report is due 2027-07-31
@pytest.mark.clause("oita_sll", "results.months")
@pytest.mark.clause("oita_sll", "year.ends")
def test_oita_003_7_2_the_report_is_due_four_months_after_each_year() -> None:
    found = deadlines(oita_case())
    assert [found[f"results-{year}"].day for year in (2026, 2027, 2028)] == [dt.date(y, 7, 31) for y in (2027, 2028, 2029)]


def test_oita_facts_4_2_the_last_day_still_counts_and_a_sent_report_is_done() -> None:
    assert deadlines(oita_case(), dt.date(2027, 7, 31))["results-2026"].state == "upcoming"
    assert deadlines(oita_case(), dt.date(2027, 8, 1))["results-2026"].state == "overdue"
    done = oita_case(submissions=(sent("results", 2026),))
    assert deadlines(done, dt.date(2027, 8, 1))["results-2026"].state == "done"


# facts 1.4/4.2: a plan that ends with FY2026 asks for the next sheet by 2027-09-30
@pytest.mark.clause("oita_sll", "sheet.months")
def test_oita_003_7_1_the_next_sheet_is_due_six_months_after_the_plan() -> None:
    plan = Plan(base_year=2023, first_year=2024, years=3)
    found = deadlines(oita_case(plan=plan))
    assert found["sheet-2027"].day == dt.date(2027, 9, 30)
    assert found["sheet-2030"].day == dt.date(2030, 9, 30)
    assert "sheet-2033" not in found, "the loan is over on 2032-03-31"
    assert deadlines(oita_case(plan=plan, submissions=(sent("sheet", 2027),)))["sheet-2027"].state == "done"


def test_oita_003_7_1_no_next_sheet_when_the_loan_ends_with_the_plan() -> None:
    plan = Plan(base_year=2025, first_year=2026, years=3)  # to 2029-03-31
    ends = [("2029-03-31", False), ("2029-04-01", True)]
    for day, asked in ends:
        start = dt.date.fromisoformat(day) + dt.timedelta(days=1)
        case = with_loan(start_date=dt.date(start.year - 3, start.month, start.day), term_months=36).model_copy(update={"plan": plan})
        assert ("sheet-2029" in deadlines(case)) is asked
    open_end = with_loan(start_date=None).model_copy(update={"plan": plan})
    assert "続くときに" in deadlines(open_end)["sheet-2029"].note


@pytest.mark.clause("oita_sll", "year.ends")
@pytest.mark.parametrize(
    ("month", "end", "due"),
    [(9, "2026年9月30日", "2027年1月31日"), (12, "2026年12月31日", "2027年4月30日"), (2, "2027年2月28日", "2027年6月30日")],
)
def test_oita_facts_1_4_another_business_year_is_told_beside_it(month: int, end: str, due: str) -> None:
    note = deadlines(with_firm(closing_month=month))["results-2026"].note
    assert end in note
    assert due in note
    assert "未確認" in note
    assert "事業年度" not in deadlines(with_firm(closing_month=3))["results-2026"].note
    assert "事業年度" not in deadlines(oita_case())["results-2026"].note


@pytest.mark.clause("oita_sll", "holiday_rule")
def test_oita_003_7_a_day_off_is_pointed_out_since_no_rule_is_known() -> None:
    found = deadlines(oita_case())
    assert found["results-2026"].day == dt.date(2027, 7, 31)  # Saturday
    assert "土曜日" in found["results-2026"].note
    assert "7月30日" in found["results-2026"].note
    assert found["results-2027"].note == ""  # 2028-07-31 is a Monday


@pytest.mark.clause("oita_sll", "results.lead_days")
@pytest.mark.clause("oita_sll", "sheet.lead_days")
def test_time_to_prepare_is_said_for_the_firms_own_papers_only() -> None:
    found = deadlines(oita_case())
    assert found["results-2026"].lead_days == found["sheet"].lead_days == found["sheet-2029"].lead_days == 60
    assert found["bank-loan-report"].lead_days == found["judgement"].lead_days == 0


def test_oita_003_7_1_the_sheet_is_due_when_the_loan_begins() -> None:
    assert deadlines(oita_case())["sheet"].day == dt.date(2027, 4, 1)
    assert deadlines(with_loan(start_date=None))["sheet"].day is None
    assert deadlines(oita_case(submissions=(sent("sheet", 2026),)))["sheet"].state == "done"


@pytest.mark.clause("oita_sll", "spt.first_application")
def test_oita_003_5_3_1_the_application_has_no_day_and_goes_once_it_was_made() -> None:
    assert deadlines(oita_case())["application"].day is None
    assert "application" in deadlines(oita_case(standing=Standing(oita_applied=False)))
    assert "application" not in deadlines(oita_case(standing=Standing(oita_applied=True)))


@pytest.mark.clause("oita_sll", "bank.approved")
@pytest.mark.clause("oita_sll", "notice.bank")
def test_oita_003_6_papers_of_the_bank() -> None:
    found = deadlines(oita_case())
    assert (found["bank-loan-report"].day, found["bank-loan-report"].by) == (dt.date(2027, 4, 1), "見本銀行")
    assert found["bank-end-report"].day == dt.date(2032, 3, 31)
    assert "様式第2号" in found["bank-loan-report"].title
    assert "様式第3号" in found["bank-end-report"].title
    assert "bank-joins" not in found
    assert "様式第1号" in deadlines(with_loan(bank_approved=None))["bank-joins"].title


def test_oita_003_6_a_day_of_the_bank_that_has_passed_is_said_to_have_passed() -> None:
    before, after = (deadlines(oita_case(), day)["bank-loan-report"] for day in (dt.date(2027, 4, 1), dt.date(2027, 4, 2)))
    assert (before.state, before.note) == ("upcoming", "")
    assert after.state == "undated"
    assert after.note == "過ぎた日付です。見本銀行が出したか確かめてください。"


def test_oita_003_6_every_running_loan_has_its_own_papers() -> None:
    other = RunningLoan(id="r", scheme="oita_sll", bank_name="別府信用金庫", start_date=dt.date(2026, 5, 1), term_months=60)
    elsewhere = RunningLoan(id="n", scheme="nagano_sll", bank_name="見本信用金庫", start_date=dt.date(2026, 5, 1), term_months=60)
    found = deadlines(oita_case(running=(other, elsewhere)))
    assert (found["bank-end-report-r"].day, found["bank-end-report-r"].by) == (dt.date(2031, 4, 30), "別府信用金庫")
    assert "bank-end-report-n" not in found


@pytest.mark.clause("oita_sll", "loan.judgement")
@pytest.mark.parametrize(
    ("chosen", "words", "not_words"), [("yearly", "各年度", "計画期間"), ("contract", "計画期間", "各年度"), (None, "計画期間", "四半期")]
)
def test_oita_003_5_6_interest_is_judged_each_year_or_after_the_plan(chosen: str | None, words: str, not_words: str) -> None:
    when = deadlines(with_loan(judgement=chosen))["judgement"].when
    assert words in when
    assert not_words not in when


@pytest.mark.clause("oita_sll", "group.running_share_percent")
def test_oita_003_3_2_a_large_firm_looks_at_its_share_each_year() -> None:
    firm = FIRM.model_copy(update={"capital_yen": Decimal(10**9), "employees": 500})
    case = oita_case(firm=firm, group=Group(co2_t=Decimal(100), local_co2_t=Decimal(90)))
    found = deadlines(case)
    assert [found[f"share-{year}"].day for year in range(2026, 2032)] == [dt.date(year, 7, 31) for year in range(2027, 2033)]
    assert "60%以下" in found["share-2026"].note
    assert not [name for name in deadlines(oita_case()) if name.startswith("share-")]


def test_oita_003_7_2_reports_go_on_until_the_loan_is_over() -> None:
    found = [name for name in deadlines(oita_case()) if name.startswith("results-")]
    assert found == [f"results-{year}" for year in range(2026, 2032)]
    assert "続けて使うとき" in deadlines(oita_case())["results-2029"].note
    fits = Override(scheme="oita_sll", verdict="fits", reason="県に確かめた", by="見本", decided_on=AS_OF)
    endless = deadlines(with_loan(term_months=10**9).model_copy(update={"overrides": (fits,)}))
    assert max(name for name in endless if name.startswith("results-")) == "results-2100"


def test_nothing_is_due_for_a_firm_without_a_site_in_oita() -> None:
    assert deadlines(oita_case(sites=(Site(id="a", prefecture="福岡県"),))) == {}


@pytest.mark.clause("oita_sll", "notice.guide_days")
def test_oita_003_7_3_a_needed_notice_is_a_deadline_with_a_day_as_a_guide() -> None:
    event = Event(id="e", kind="renamed", day=dt.date(2027, 6, 1))
    found = deadlines(oita_case(events=(event,)), dt.date(2027, 6, 15))["notice-e"]
    assert (found.day, found.state, found.lead_days) == (dt.date(2027, 6, 15), "upcoming", 14)
    assert "目安" in found.note
    late = deadlines(oita_case(events=(event,)), dt.date(2027, 6, 16))["notice-e"]
    assert late.state == "upcoming"
    assert "めやすの日を過ぎています" in late.note
    told = Submission(scheme="oita_sll", set_id="notice-e", fiscal_year=2027, sent_on=dt.date(2027, 6, 10))
    assert deadlines(oita_case(events=(event,), submissions=(told,)), dt.date(2027, 6, 16))["notice-e"].state == "done"
    not_needed = Event(id="e", kind="site_opened", day=dt.date(2027, 6, 1), change_t=Decimal(0))
    assert "notice-e" not in deadlines(oita_case(events=(not_needed,)))


def test_the_loan_of_these_tests_runs_five_years() -> None:
    assert (LOAN.start_date, LOAN.term_months) == (dt.date(2027, 4, 1), 60)


def other_loan(**told: object) -> RunningLoan:
    return RunningLoan(id="r", scheme="oita_sll", bank_name="別府信用金庫", start_date=dt.date(2026, 4, 1), term_months=60, **told)


def test_a_loan_the_scheme_refuses_has_no_deadlines_beside_those_of_another_loan() -> None:
    case = with_loan(penalty_rate=True, bank_name="見本銀行").model_copy(update={"running": (other_loan(),)})
    found = deadlines(case)
    assert result(case).verdict == "does_not_fit"
    assert {"sheet", "application", "bank-joins", "bank-loan-report", "judgement"} & set(found) == set()
    assert {"bank-loan-report-r", "bank-end-report-r", "judgement-r", "results-2026"} <= set(found)
    assert "results-2031" not in found, "the other loan ends on 2031-03-31"
    plan = case.plan.first_year
    assert plan is not None
    assert "bank-loan-report" in deadlines(case.model_copy(update={"submissions": (sent("sheet", plan),)}))


# 運用要領 7(1): six months after each plan period while the loan goes on
@pytest.mark.parametrize(("years", "due"), [(3, {"sheet-2029": dt.date(2029, 9, 30)}), (4, {"sheet-2030": dt.date(2030, 9, 30)}), (5, {})])
def test_oita_003_7_1_the_next_sheet_of_another_loan_follows_its_own_plan(years: int, due: dict[str, dt.date]) -> None:
    found = deadlines(Case(running=(other_loan(plan_first_year=2026, plan_years=years),)))
    assert {name: item.day for name, item in found.items() if name.startswith("sheet")} == due
    assert not [name for name in due if "年数は確認できていません" in found[name].note], "the years were told"


def test_oita_003_7_1_while_its_plan_is_not_told_the_next_sheet_is_listed_without_a_day() -> None:
    found = deadlines(Case(running=(other_loan(),)))["sheet-of-r"]
    assert (found.day, found.state) == (None, "undated")
    assert found.title == "次の計画（取組目標設定書）を出す（別府信用金庫）"
    assert "6か月以内" in found.when


def test_oita_003_7_2_reports_of_another_loan_without_dates_are_listed_without_a_day() -> None:
    bare = RunningLoan(id="r", scheme="oita_sll")
    assert deadlines(Case(running=(bare,)))["results-of-r"].state == "undated"
    assert "results-of-r" not in deadlines(Case(running=(other_loan(),)))


def test_oita_003_3_2_a_large_firm_looks_at_its_share_while_another_loan_runs() -> None:
    large = FIRM.model_copy(update={"capital_yen": Decimal(4 * 10**8), "employees": 400})
    checks = [name for name in deadlines(Case(firm=large, running=(other_loan(),))) if name.startswith("share-")]
    assert checks == [f"share-{year}" for year in range(2026, 2031)]
    assert not [name for name in deadlines(Case(firm=FIRM, running=(other_loan(),))) if name.startswith("share-")]
