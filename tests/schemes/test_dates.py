"""Days off, months after the end of a year, and days that cannot be: a deadline never fails on what a person entered."""

import datetime as dt

import pytest
from support.oita import AS_OF, oita_case, result, with_loan

from sllassist.case.model import Event, Override, RunningLoan
from sllassist.schemes.conditions import months_later
from sllassist.schemes.dates import day_off, months_after_end, working_day_before


@pytest.mark.parametrize(
    ("end", "months", "day"),
    [
        (dt.date(2027, 3, 31), 4, dt.date(2027, 7, 31)),
        (dt.date(2027, 3, 31), 6, dt.date(2027, 9, 30)),
        (dt.date(2027, 2, 28), 4, dt.date(2027, 6, 30)),
        (dt.date(2026, 9, 30), 4, dt.date(2027, 1, 31)),
        (dt.date(2027, 6, 15), 4, dt.date(2027, 10, 15)),
    ],
)
def test_民法143条_months_are_counted_from_the_day_after(end: dt.date, months: int, day: dt.date) -> None:
    assert months_after_end(end, months) == day


@pytest.mark.parametrize(
    ("day", "name"),
    [(dt.date(2027, 7, 30), ""), (dt.date(2027, 7, 31), "土曜日"), (dt.date(2028, 1, 1), "元日"), (dt.date(2032, 9, 21), "国民の休日")],
)
def test_days_off(day: dt.date, name: str) -> None:
    assert day_off(day) == name


def test_the_calendar_has_ends() -> None:
    assert months_later(dt.date(9999, 6, 1), 12) == dt.date.max
    assert months_later(dt.date(1, 6, 1), -12) == dt.date.min
    assert months_later(dt.date(9998, 1, 31), 13) == dt.date.max
    assert day_off(dt.date.max) == ""
    assert working_day_before(dt.date.min) == dt.date.min


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1, 3, 1), dt.date(9998, 6, 1), dt.date.max])
@pytest.mark.parametrize("months", [-5, 0, 36, 10**9])
def test_no_day_and_no_term_breaks_the_deadlines(day: dt.date, months: int) -> None:
    lent = RunningLoan(id="r", scheme="oita_sll", start_date=day, term_months=months)
    fits = Override(scheme="oita_sll", verdict="fits", reason="見本", by="見本", decided_on=AS_OF)
    for case in (with_loan(start_date=day, term_months=months).model_copy(update={"overrides": (fits,)}), oita_case(running=(lent,))):
        found = result(case.model_copy(update={"events": (Event(id="e", kind="renamed", day=day),)}))
        assert len({item.id for item in found.deadlines}) == len(found.deadlines) > 0
