"""長野県「信州SLL活用促進制度」説明資料 提出期限: what is due when."""

import datetime as dt

import pytest
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case.model import Case, RunningLoan, Site, Submission
from sllassist.schemes.base import Deadline


def deadline(case: Case, identifier: str, as_of: dt.date = dt.date(2026, 11, 20)) -> Deadline:
    return next(item for item in judged(case, as_of).scheme("nagano_sll").deadlines if item.id == identifier)


@pytest.mark.clause("nagano_sll", "report.due")
@pytest.mark.parametrize(("year", "day"), [(2026, dt.date(2027, 7, 31)), (2027, dt.date(2028, 7, 31)), (2028, dt.date(2029, 7, 31))])
def test_報告書_翌年度の7月末日まで_計画期間中は毎年度(year: int, day: dt.date) -> None:
    assert deadline(fitting_case(), f"report-{year}").day == day


@pytest.mark.parametrize(("as_of", "state"), [(dt.date(2027, 7, 31), "upcoming"), (dt.date(2027, 8, 1), "overdue")])
def test_報告書_the_last_day_still_counts(as_of: dt.date, state: str) -> None:
    assert deadline(fitting_case(), "report-2026", as_of).state == state


def test_報告書_sent_is_done() -> None:
    sent = Submission(scheme="nagano_sll", set_id="report", fiscal_year=2026, sent_on=dt.date(2027, 7, 20))
    assert deadline(fitting_case(submissions=(sent,)), "report-2026", dt.date(2027, 8, 1)).state == "done"


@pytest.mark.clause("nagano_sll", "report.holiday_rule")
def test_報告書_a_weekend_is_pointed_out() -> None:
    assert dt.date(2027, 7, 31).weekday() == 5
    assert "前の平日（7月30日）までに" in deadline(fitting_case(), "report-2026").note
    assert deadline(fitting_case(), "report-2027").note == ""


@pytest.mark.clause("nagano_sll", "plan.due")
def test_計画書_is_due_when_the_loan_starts() -> None:
    case = fitting_case()
    assert deadline(case, "plan").day is None
    started = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2027, 1, 15)})})
    assert deadline(started, "plan").day == dt.date(2027, 1, 15)


@pytest.mark.clause("nagano_sll", "notice.bank")
@pytest.mark.clause("nagano_sll", "loan.start_day_counted")
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (dt.date(2027, 1, 31), dt.date(2030, 2, 27)),  # no 31st in February
        (dt.date(2027, 3, 1), dt.date(2030, 3, 31)),
        (dt.date(2027, 3, 2), dt.date(2030, 4, 1)),
    ],
)
def test_融資完了報告書_is_the_banks_at_the_end_of_the_loan(start: dt.date, end: dt.date) -> None:
    found = deadline(with_loan(start_date=start, term_months=37), "bank-end-report")
    assert (found.day, found.by) == (end, "見本信用金庫")


@pytest.mark.clause("nagano_sll", "plan.renewal")
def test_継続_a_loan_longer_than_the_plan_asks_for_the_next_plan() -> None:
    case = fitting_case()
    longer = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2026, 4, 1), "term_months": 37})})
    shorter = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2026, 3, 31), "term_months": 36})})
    assert "2029年度" in deadline(longer, "next-plan-2029").when
    assert not [item for item in judged(shorter).scheme("nagano_sll").deadlines if item.id.startswith("next-plan")]


@pytest.mark.clause("nagano_sll", "recipient.helpdesk")
@pytest.mark.clause("nagano_sll", "recipient.prefecture")
def test_宛先_report_to_the_helpdesk_and_bank_papers_to_the_prefecture() -> None:
    assert "ヘルプデスク" in deadline(fitting_case(), "report-2026").to
    assert "ゼロカーボン推進課" in deadline(fitting_case(), "bank-loan-report").to


def ids(case: Case, as_of: dt.date = dt.date(2026, 11, 20)) -> list[str]:
    return [item.id for item in judged(case, as_of).scheme("nagano_sll").deadlines]


def with_loan(**changes: object) -> Case:
    case = fitting_case()
    return case.model_copy(update={"loan": case.loan.model_copy(update=changes)})


@pytest.mark.clause("nagano_sll", "report.holiday_rule")
def test_報告書_a_national_holiday_is_pointed_out_by_its_name() -> None:
    start = dt.date(2027, 1, 1)  # a Friday, 元日
    assert start.weekday() == 4
    note = deadline(with_loan(start_date=start), "plan").note
    assert "元日" in note
    assert "12月31日" in note
    assert "前の平日" not in deadline(with_loan(start_date=dt.date(2027, 1, 5)), "plan").note


@pytest.mark.clause("nagano_sll", "report.lead_days")
@pytest.mark.clause("nagano_sll", "plan.lead_days")
def test_time_to_prepare_is_said_for_the_firms_own_papers() -> None:
    case = with_loan(start_date=dt.date(2027, 1, 5))
    assert (deadline(case, "plan").lead_days, deadline(case, "report-2026").lead_days) == (60, 60)
    assert deadline(case, "bank-loan-report").lead_days == 0


@pytest.mark.clause("nagano_sll", "notice.bank")
@pytest.mark.parametrize(
    ("as_of", "state", "note"),
    [
        (dt.date(2027, 1, 15), "upcoming", ""),
        (dt.date(2027, 1, 16), "undated", "過ぎた日付です。見本信用金庫が出したか確かめてください。"),
    ],
)
def test_融資実行報告書_a_day_of_the_bank_that_has_passed_is_said_to_have_passed(as_of: dt.date, state: str, note: str) -> None:
    found = deadline(with_loan(start_date=dt.date(2027, 1, 15)), "bank-loan-report", as_of)
    assert (found.state, found.note) == (state, note)


def test_融資完了報告書_every_running_loan_has_its_own() -> None:
    other = RunningLoan(id="r", scheme="nagano_sll", bank_name="諏訪見本信金", start_date=dt.date(2026, 5, 11), term_months=36)
    elsewhere = RunningLoan(id="o", scheme="oita_sll", start_date=dt.date(2026, 5, 11), term_months=36)
    case = fitting_case(running=(other, elsewhere))
    assert (deadline(case, "bank-end-report-r").day, deadline(case, "bank-end-report-r").by) == (dt.date(2029, 5, 10), "諏訪見本信金")
    assert "bank-end-report-o" not in ids(case)


@pytest.mark.clause("nagano_sll", "plan.renewal")
def test_継続_reports_and_plans_go_on_while_the_loan_runs() -> None:
    case = with_loan(start_date=dt.date(2026, 9, 1), term_months=84)  # to 2033-09-01
    found = ids(case)
    assert [name for name in found if name.startswith("report-")] == [f"report-{year}" for year in range(2026, 2034)]
    assert [name for name in found if name.startswith("next-plan")] == ["next-plan-2029", "next-plan-2032"]
    assert "次の計画期間の報告" in deadline(case, "report-2029").note
    assert "要るかどうか" not in deadline(case, "report-2031").note  # due 2032-07-31
    assert "要るかどうか" in deadline(case, "report-2033").note  # due 2034-07-31, after the loan
    assert "未確認" in deadline(case, "next-plan-2029").note
    sent = Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2029, sent_on=dt.date(2029, 6, 1))
    assert deadline(case.model_copy(update={"submissions": (sent,)}), "next-plan-2029").state == "done"


@pytest.mark.clause("nagano_sll", "loan.judgement")
@pytest.mark.parametrize(
    ("chosen", "when"),
    [("yearly", "毎年、報告書を出したあと"), ("contract", "契約で定めた時期"), (None, "毎年、報告書を出したあとか、契約で定めた時期")],
)
def test_金融機関の責務3_interest_is_judged_each_year_or_as_agreed(chosen: str | None, when: str) -> None:
    assert deadline(with_loan(judgement=chosen), "judgement").when == when


@pytest.mark.clause("nagano_sll", "publication.report_month")
@pytest.mark.parametrize(
    ("sent", "as_of", "when"),
    [
        (dt.date(2027, 7, 20), dt.date(2027, 12, 31), "2027年12月"),
        (dt.date(2028, 2, 1), dt.date(2027, 12, 31), "2027年12月"),  # still fiscal year 2027
        (dt.date(2027, 7, 20), dt.date(2028, 1, 1), None),
    ],
)
def test_公表_a_report_in_december_of_the_year_it_was_sent(sent: dt.date, as_of: dt.date, when: str | None) -> None:
    case = fitting_case(submissions=(Submission(scheme="nagano_sll", set_id="report", fiscal_year=2026, sent_on=sent),))
    assert ("published-2026" in ids(case, as_of)) is (when is not None)
    if when is not None:
        assert deadline(case, "published-2026", as_of).when == when


@pytest.mark.clause("nagano_sll", "publication.plan_months_after_review")
def test_公表_a_plan_in_the_month_after_its_review() -> None:
    sent = Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2026, sent_on=dt.date(2026, 12, 1))
    assert deadline(fitting_case(submissions=(sent,)), "published-plan").when == "審査が終わった月の翌月"
    assert "published-plan" not in ids(fitting_case())


def test_nothing_is_due_for_a_firm_without_a_site_in_nagano() -> None:
    assert ids(fitting_case(sites=(Site(id="a", prefecture="山梨県"),))) == []


def other_loan(**told: object) -> RunningLoan:
    return RunningLoan(id="r", scheme="nagano_sll", bank_name="諏訪見本信金", start_date=dt.date(2025, 10, 1), term_months=60, **told)


def refused(**changes: object) -> Case:
    """The own loan comes from a bank outside the prefecture: the scheme says no to it."""
    return with_loan(start_date=dt.date(2027, 1, 15), term_months=60, bank_head_office="大分県", bank_name="大分銀行", **changes)


def test_a_loan_the_scheme_refuses_has_no_deadlines_beside_those_of_another_loan() -> None:
    case = refused().model_copy(update={"running": (other_loan(),)})
    found = judged(case).scheme("nagano_sll")
    assert (found.verdict, found.bound) == ("does_not_fit", True)
    assert "大分銀行" not in {word for item in found.deadlines for word in (item.by, item.to)}
    reports = [item.id for item in found.deadlines if item.id.startswith("report-")]
    assert reports == [f"report-{year}" for year in range(2025, 2031)], "2030-09-30 lies in FY2030"
    assert "plan" not in ids(case)
    assert {"bank-end-report-r", "judgement-r"} <= set(ids(case))


@pytest.mark.parametrize(("year", "kept"), [(2026, True), (2027, False)])  # 2026 is the plan's own first year
def test_papers_sent_for_a_loan_keep_its_deadlines_alive(year: int, kept: bool) -> None:
    sent = Submission(scheme="nagano_sll", set_id="plan", fiscal_year=year, sent_on=dt.date(2026, 11, 1))
    case = refused().model_copy(update={"running": (other_loan(),), "submissions": (sent,)})
    assert ("bank-end-report" in ids(case)) is kept
    notice = sent.model_copy(update={"set_id": "notice-e", "fiscal_year": 2020})
    assert "bank-end-report" not in ids(case.model_copy(update={"submissions": (notice,)}))


def test_the_deadlines_of_another_loan_need_no_site_to_be_told() -> None:
    case = Case(running=(other_loan(),))
    assert "report-2026" in ids(case)
    assert "plan" not in ids(case)


@pytest.mark.parametrize(("term", "plans"), [(30, []), (31, [2028]), (60, [2028])])  # 2025-10-01 + 30 months end on 2028-03-31
def test_継続_the_next_plan_of_another_loan_follows_its_own_plan(term: int, plans: list[int]) -> None:
    loan = other_loan(plan_first_year=2025, plan_years=3).model_copy(update={"term_months": term})
    found = ids(Case(running=(loan,)))
    assert [name for name in found if name.startswith("next-plan")] == [f"next-plan-{year}" for year in plans]


@pytest.mark.parametrize("told", [{}, {"plan_first_year": 2025}, {"plan_years": 3}, {"plan_first_year": 2025, "plan_years": 0}])
def test_継続_while_its_plan_is_not_told_the_next_one_is_listed_without_a_day(told: dict[str, int]) -> None:
    found = deadline(Case(running=(other_loan(**told),)), "next-plan-of-r")
    assert (found.day, found.state, found.title) == (None, "undated", "次の計画書を出す（諏訪見本信金）")
    assert "計画の最初の年度" in found.when


def test_報告書_of_another_loan_without_dates_are_listed_without_a_day() -> None:
    bare = RunningLoan(id="r", scheme="nagano_sll")
    assert deadline(Case(running=(bare,)), "reports-r").state == "undated"
    assert "reports-r" not in ids(Case(running=(other_loan(),)))
    told = bare.model_copy(update={"plan_first_year": 2026, "plan_years": 3})
    assert [name for name in ids(Case(running=(told,))) if name.startswith("report")] == ["report-2026", "report-2027", "report-2028"]


def test_公表_papers_sent_for_another_loan_are_published_too() -> None:
    sent = [Submission(scheme="nagano_sll", set_id=name, fiscal_year=2025, sent_on=dt.date(2026, 7, 1)) for name in ("plan", "report")]
    case = Case(running=(other_loan(plan_first_year=2025, plan_years=3),), submissions=tuple(sent))
    assert {"published-plan-2025", "published-2025"} <= set(ids(case))


@pytest.mark.clause("nagano_sll", "bank.joins")
@pytest.mark.parametrize(("start", "listed"), [(None, True), (1, True), (0, False)])
def test_参加表明書_the_bank_takes_part_before_the_loan_is_paid_out(start: int | None, listed: bool) -> None:
    """Until the day of the loan the bank's 参加表明書 stands among what is to be seen to."""
    case = fitting_case()
    day = None if start is None else AS_OF + dt.timedelta(days=start)
    case = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": day})})
    found = [told for told in judged(case).deadlines() if told.id == "bank-joins"]
    assert bool(found) is listed
    assert all("様式第1号" in told.title and told.day is None and told.state == "undated" for told in found)
