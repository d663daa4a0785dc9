"""The list of deadlines: sorted, with the days left, the day to begin, and for calendars."""

import datetime as dt

import pytest
from icalendar import Calendar
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case import edits
from sllassist.case.model import Case, Site, Submission
from sllassist.documents.ics import calendar
from sllassist.flow import verdicts
from sllassist.flow.agenda import Item, agenda, next_item, to_export
from sllassist.flow.pages import Place


def lent(day: dt.date = dt.date(2027, 1, 15)) -> Case:
    case = fitting_case()
    return case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": day})})


def nagano(case: Case, as_of: dt.date = AS_OF) -> list[Item]:
    return [item for item in agenda(judged(case, as_of)) if item.scheme_id == "nagano_sll"]


def the(items: list[Item], deadline_id: str) -> Item:
    return next(item for item in items if item.deadline.id == deadline_id)


def test_dated_things_come_first_in_order_of_their_day() -> None:
    days = [item.day for item in agenda(judged(lent()))]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert days == [*dated, *[None] * (len(days) - len(dated))]


@pytest.mark.parametrize(
    ("as_of", "left", "words"),
    [
        (dt.date(2027, 7, 19), 12, "あと12日"),
        (dt.date(2027, 7, 30), 1, "あと1日"),
        (dt.date(2027, 7, 31), 0, "今日"),
        (dt.date(2027, 8, 1), -1, "1日過ぎています"),
    ],
)
def test_days_left_on_both_sides_of_the_day(as_of: dt.date, left: int, words: str) -> None:
    item = the(nagano(lent(), as_of), "report-2026")
    assert (item.days_left, item.left_words) == (left, words)


def test_the_day_is_told_with_its_weekday() -> None:
    assert the(nagano(lent()), "report-2026").day_words == "2027年7月31日（土）"


def test_a_holiday_is_named() -> None:
    assert the(nagano(lent(dt.date(2027, 1, 1))), "plan").day_words == "2027年1月1日（金）　元日"


def test_what_was_sent_has_no_days_left_and_is_not_exported() -> None:
    sent = edits.mark_sent(lent(), Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2026, sent_on=AS_OF))
    item = the(nagano(sent), "plan")
    assert (item.days_left, item.left_words) == (None, "")
    assert "plan" not in {item.deadline.id for item in to_export(judged(sent))}


def test_a_scheme_set_aside_or_that_says_no_has_no_deadlines() -> None:
    assert nagano(lent())
    assert not nagano(verdicts.set_aside(lent(), "nagano_sll"))
    assert not nagano(lent().model_copy(update={"sites": (Site(id="a", prefecture="東京都"),)}))


def test_the_next_item_is_the_oldest_that_is_over_else_the_next_to_come() -> None:
    over = next_item(judged(lent(), dt.date(2027, 8, 1)))
    assert over is not None
    assert (over.deadline.id, over.deadline.state) == ("plan", "overdue")


def test_papers_that_can_be_made_lead_to_their_page() -> None:
    assert the(nagano(lent()), "plan").place == Place("documents", focus="plan-2026")


def test_a_calendar_file_has_every_open_day_with_an_identifier_of_its_own() -> None:
    case = lent()
    items = to_export(judged(case))
    read = list(Calendar.from_ical(calendar(items, AS_OF, "期限")).walk("VEVENT"))
    assert [event.decoded("DTSTART") for event in read] == [item.day for item in items]
    assert len({str(event["UID"]) for event in read}) == len(items) > 2
    again = to_export(judged(case, dt.date(2026, 12, 1)))
    assert {item.uid for item in again} <= {item.uid for item in items}


def test_another_case_has_other_identifiers() -> None:
    other = lent().model_copy(update={"case_id": "another"})
    assert not {item.uid for item in agenda(judged(lent()))} & {item.uid for item in agenda(judged(other))}
