"""長野県「信州SLL活用促進制度」説明資料 提出期限: what is due when."""

import datetime as dt

import pytest
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, Submission
from sllassist.schemes.base import Deadline


def deadline(case: Case, identifier: str, as_of: dt.date = dt.date(2026, 11, 20)) -> Deadline:
    return next(item for item in judged(case, as_of).scheme("nagano_sll").deadlines if item.id == identifier)


@pytest.mark.parametrize(("year", "day"), [(2026, dt.date(2027, 7, 31)), (2027, dt.date(2028, 7, 31)), (2028, dt.date(2029, 7, 31))])
def test_報告書_翌年度の7月末日まで_計画期間中は毎年度(year: int, day: dt.date) -> None:
    assert deadline(fitting_case(), f"report-{year}").day == day


@pytest.mark.parametrize(("as_of", "state"), [(dt.date(2027, 7, 31), "upcoming"), (dt.date(2027, 8, 1), "overdue")])
def test_報告書_the_last_day_still_counts(as_of: dt.date, state: str) -> None:
    assert deadline(fitting_case(), "report-2026", as_of).state == state


def test_報告書_sent_is_done() -> None:
    sent = Submission(scheme="nagano_sll", set_id="report", fiscal_year=2026, sent_on=dt.date(2027, 7, 20))
    assert deadline(fitting_case(submissions=(sent,)), "report-2026", dt.date(2027, 8, 1)).state == "done"


def test_報告書_a_weekend_is_pointed_out() -> None:
    assert dt.date(2027, 7, 31).weekday() == 5
    assert "前の平日までに" in deadline(fitting_case(), "report-2026").note
    assert deadline(fitting_case(), "report-2027").note == ""


def test_計画書_is_due_when_the_loan_starts() -> None:
    case = fitting_case()
    assert deadline(case, "plan").day is None
    started = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2027, 1, 15)})})
    assert deadline(started, "plan").day == dt.date(2027, 1, 15)


def test_融資完了報告書_is_the_banks_at_the_end_of_the_loan() -> None:
    case = fitting_case()
    started = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2027, 1, 31), "term_months": 37})})
    end = deadline(started, "bank-end-report")
    assert (end.day, end.by) == (dt.date(2030, 2, 28), "見本信用金庫")


def test_継続_a_loan_longer_than_the_plan_asks_for_the_next_plan() -> None:
    case = fitting_case()
    longer = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2026, 4, 1), "term_months": 37})})
    shorter = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2026, 3, 31), "term_months": 36})})
    assert "2029年度" in deadline(longer, "next-plan").when
    assert not [item for item in judged(shorter).scheme("nagano_sll").deadlines if item.id == "next-plan"]


def test_宛先_report_to_the_helpdesk_and_bank_papers_to_the_prefecture() -> None:
    assert "ヘルプデスク" in deadline(fitting_case(), "report-2026").to
    assert "ゼロカーボン推進課" in deadline(fitting_case(), "bank-loan-report").to
