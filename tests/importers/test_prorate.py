"""A bill over several months, split by days: the parts are the bill, to the last digit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sllassist.importers.prorate import Share, shares, split

DAYS = st.dates(dt.date(1991, 1, 1), dt.date(2099, 1, 1))
FIGURES = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False)


def test_days_of_each_month() -> None:
    assert shares(dt.date(2024, 3, 15), dt.date(2024, 4, 14)) == (Share(2024, 3, 17, False), Share(2024, 4, 14, False))
    assert shares(dt.date(2024, 2, 1), dt.date(2024, 2, 29)) == (Share(2024, 2, 29, True),)
    assert shares(dt.date(2023, 12, 31), dt.date(2024, 2, 1)) == (
        Share(2023, 12, 1, False),
        Share(2024, 1, 31, True),
        Share(2024, 2, 1, False),
    )


def test_a_bill_of_thousand_over_three_days() -> None:
    assert split(Decimal(1000), (1, 1, 1)) == (Decimal("333.333"), Decimal("333.334"), Decimal("333.333"))
    assert split(Decimal(1000), (1, 1, 1), 0) == (Decimal(333), Decimal(334), Decimal(333))


@given(FIGURES, st.lists(st.integers(1, 31), min_size=1, max_size=14))
def test_parts_add_up_exactly_and_none_is_negative(figure: Decimal, days: list[int]) -> None:
    parts = split(figure, tuple(days))
    assert sum(parts) == figure
    assert len(parts) == len(days)
    assert all(part >= 0 for part in parts)
    assert all(-int(part.as_tuple().exponent) <= 6 for part in parts)


@given(FIGURES, st.lists(st.integers(1, 31), min_size=1, max_size=14))
def test_every_part_is_its_share_within_one_step(figure: Decimal, days: list[int]) -> None:
    step = Decimal("0.000002")
    for part, count in zip(split(figure, tuple(days)), days, strict=True):
        assert abs(part * sum(days) - figure * count) <= step * sum(days)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 31), min_size=1, max_size=14))
def test_yen_stay_whole(yen: int, days: list[int]) -> None:
    parts = split(Decimal(yen), tuple(days), 0)
    assert sum(parts) == yen
    assert all(part == part.to_integral_value() for part in parts)


@given(DAYS, st.integers(0, 400))
def test_the_days_of_the_months_are_the_days_of_the_bill(start: dt.date, length: int) -> None:
    end = start + dt.timedelta(days=length)
    parts = shares(start, end)
    assert sum(part.days for part in parts) == length + 1
    assert [(part.year, part.month) for part in parts] == sorted(
        {((start + dt.timedelta(days=n)).year, (start + dt.timedelta(days=n)).month) for n in range(length + 1)}
    )
