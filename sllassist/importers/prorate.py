"""Splits a bill that reaches over months by days, so that the parts add up to the bill to the last digit.

Not for: whether to split (the user's choice).
"""

import calendar
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sllassist.case.parsing import MAX_PLACES

_MORE_PLACES = 3
"""Decimals a part has beyond those of the bill."""


class Share(NamedTuple):
    """Days of one calendar month within a bill."""

    year: int
    month: int
    days: int
    whole: bool


def shares(start: dt.date, end: dt.date) -> tuple[Share, ...]:
    """Days per calendar month from `start` to `end`, both included. `whole`: the bill covers the month completely."""
    found: list[Share] = []
    day = start
    while day <= end:
        length = calendar.monthrange(day.year, day.month)[1]
        last = min(end, day.replace(day=length))
        days = (last - day).days + 1
        found.append(Share(day.year, day.month, days, days == length))
        day = last + dt.timedelta(days=1)
    return tuple(found)


def split(figure: Decimal, days: tuple[int, ...], places: int | None = None) -> tuple[Decimal, ...]:
    """`figure` in proportion to `days`; the parts add up exactly.

    Each part is the difference of two rounded running totals. `places`: decimals of a part, by default three more than
    the figure has, at most six.
    """
    exponent = figure.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    wanted = max(own, min(MAX_PLACES, own + _MORE_PLACES)) if places is None else max(own, places)
    step, total = Decimal(1).scaleb(-wanted), sum(days)
    parts: list[Decimal] = []
    passed, told = 0, Decimal(0)
    for count in days:
        passed += count
        upto = figure if passed == total else (figure * passed / total).quantize(step, ROUND_HALF_UP)
        parts.append(upto - told)
        told = upto
    return tuple(parts)
