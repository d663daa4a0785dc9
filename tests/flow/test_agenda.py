"""The list of deadlines: sorted, with the days left, the day to begin, and for calendars."""

import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from support.firms import answered
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case import edits
from sllassist.case.model import Case, Event, EventKind, Plan, RunningLoan, Site, Submission
from sllassist.documents.ics import calendar
from sllassist.flow import events, verdicts
from sllassist.flow.agenda import Item, agenda, next_item, to_export
from sllassist.flow.pages import Place
from sllassist.schemes import all_schemes


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


@pytest.mark.parametrize(("as_of", "words"), [(dt.date(2027, 6, 15), "今日"), (dt.date(2027, 6, 16), "めやすの日を1日過ぎています")])
def test_a_guide_that_has_passed_is_told_as_a_guide(as_of: dt.date, words: str) -> None:
    event = Event(id="e", kind="renamed", day=dt.date(2027, 6, 1))
    item = the(nagano(lent().model_copy(update={"events": (event,)}), as_of), "notice-e")
    assert (item.deadline.state, item.left_words) == ("upcoming", words)


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


@st.composite
def bound(draw: st.DrawFn) -> Case:
    """A firm with any answers, loans of its own and running ones under every scheme, and things that happened."""
    case = draw(answered())
    start = st.dates(dt.date(2025, 8, 1), dt.date(2027, 3, 31))
    loans = []
    for scheme in all_schemes():
        for number in range(draw(st.integers(0, 2))):
            made = RunningLoan(
                id=f"{scheme.id}{number}", scheme=scheme.id, bank_name="見本銀行", start_date=draw(st.none() | start),
                term_months=draw(st.none() | st.integers(12, 120)), base_year=2024, base_t=Decimal(100),
                plan_first_year=draw(st.none() | st.integers(2023, 2027)), plan_years=draw(st.none() | st.integers(0, 5)),
            )
            loans.append(made)
    kinds = draw(st.lists(st.sampled_from(get_args(EventKind)), max_size=3))
    happened = tuple(Event(id=f"e{n}", kind=kind, day=draw(st.none() | start), change_t=Decimal(30)) for n, kind in enumerate(kinds))
    loan = case.loan.model_copy(update={"start_date": draw(st.none() | start)})
    plan = Plan(base_year=2025, first_year=2026, years=3, rate_percent=Decimal(5))
    return case.model_copy(update={"running": tuple(loans), "events": happened, "loan": loan, "plan": plan})


@given(bound(), st.dates(dt.date(2025, 8, 1), dt.date(2030, 4, 1)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_binds_a_firm_each_deadline_has_its_own_place_in_a_calendar(case: Case, as_of: dt.date) -> None:
    assessment = judged(case, as_of)
    items = agenda(assessment)
    uids = [item.uid for item in items]
    assert len(uids) == len(set(uids)), [uid for uid in uids if uids.count(uid) > 1]
    days = [item.day for item in items if item.day is not None]
    assert days == sorted(days)
    for item in items:
        assert item.day_words
        assert item.heading
        assert "None" not in "".join((*item.details, item.heading, item.day_words, item.left_words, item.begin_words))
        if item.begin is not None:
            assert item.day is not None
            assert item.begin < item.day
    exported = to_export(assessment)
    read = Calendar.from_ical(calendar(exported, as_of, "期限")).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in read] == [item.day for item in exported]
    for event in events.told(assessment):
        for notice in event.notices:
            assert notice.word
            sent = events.mark_sent(case, notice.notice, as_of)
            assert events.sent_on(sent, notice.notice) == as_of
