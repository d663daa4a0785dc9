"""Reads what a cell or a heading says about time: days, months, fiscal years, and periods from one day to another.

A text may leave the year open (4月分, 3/15〜4/14) or give two digits of it (24/4); that stays open here.
Not for: filling what is open (`sllassist.importers.calendar`), and not for typed dates (`sllassist.case.periods`).
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from sllassist.case.periods import ERAS, FIRST_YEAR, LAST_YEAR
from sllassist.importers.source import Cell, number_of

_SERIAL_START = dt.date(1899, 12, 30)
"""Day 0 of the day numbers of spreadsheets (1900 date system, for days after February 1900)."""
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_415
"""Day numbers of 1990 to 2100."""
_ENGLISH: Final = dict(
    zip(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], range(1, 13), strict=True)
)


class When(NamedTuple):
    """A point in time as far as the text tells it. `fiscal`: the year is a 年度; `short`: only the year's last digits are given.

    `bare`: the year is a mere number, neither 年 nor 年度. `apart`: the year stands in another cell than the month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fiscal: bool = False
    short: bool = False
    end: "When | None" = None
    bare: bool = False
    apart: bool = False

    @property
    def is_range(self) -> bool:
        """Whether a last day is given too."""
        return self.end is not None


_ERA = r"(?P<era>令和|平成|昭和|[RHS])?"
_YEAR = _ERA + r"(?P<y>元|\d{4}|\d{1,2})"
_POINT: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_YEAR}年度(?P<m>\d{{1,2}})月(?:分|度)?$",
        rf"^(?:FY)?{_YEAR}(?P<fy>年度|FY)$",
        r"^FY(?P<fy>(?P<y>\d{4}|\d{2}))$",
        rf"^{_YEAR}(?:年|\.|/|-)(?P<m>\d{{1,2}})(?:月|\.|/|-)(?P<d>\d{{1,2}})日?$",
        rf"^{_YEAR}年(?P<m>\d{{1,2}})月?(?:分|度|検針分?|請求分?|使用分?|利用分?)?$",
        r"^(?P<era>令和|平成|昭和|[RHS])(?P<y>\d{1,2})[./-](?P<m>\d{1,2})月?分?$",
        r"^(?P<y>\d{4})[./-](?P<m>\d{1,2})月?分?$",
        r"^(?P<y>1[3-9]|[2-9]\d)/(?P<m>\d{1,2})月?分?$",
        rf"^{_YEAR}年$",
        r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$",
        r"^(?P<y>\d{4})(?P<m>\d{2})$",
        r"^(?P<m>\d{1,2})月(?P<d>\d{1,2})日$",
        r"^(?P<m>\d{1,2})(?:月分?|月度|月検針分?|月使用分?|月請求分?)$",
        r"^(?P<m>\d{1,2})/(?P<d>\d{1,2})$",
    )
)
_ENGLISH_POINT: Final = (
    re.compile(r"^([A-Z]{3})[A-Z]*[-/.']?(\d{4}|\d{2})$"),
    re.compile(r"^(\d{4})[-/.]?([A-Z]{3})[A-Z]*$"),
)
_RANGE = re.compile(r"^(?:自)?(?P<a>.+?)(?:から|~|〜|→|⇒|至|―|—|–|ー|\.\.+|…)(?P<b>.+?)(?:まで|迄)?(?:分)?$")
_HYPHEN_RANGE = re.compile(r"^(?P<a>[^-]*[/年.月][^-]*)-(?P<b>[^-]*[/年.月][^-]*)$")
_TIME = re.compile(r"[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_WEEKDAY = re.compile(r"\((?:[月火水木金土日]|MON|TUE|WED|THU|FRI|SAT|SUN)\)")
_BRACKETS = re.compile(r"^(.*?)\(([^()]*)\)$")


def day_of_serial(number: int) -> dt.date:
    """The day of a spreadsheet's day number."""
    return _SERIAL_START + dt.timedelta(days=number)


def when_of_day(day: dt.date) -> When:
    """A full date."""
    return When(day.year, day.month, day.day)


def day_of(when: When) -> dt.date | None:
    """The date, when year, month and day are all told."""
    if when.year is None or when.month is None or when.day is None or when.short:
        return None
    return dt.date(when.year, when.month, when.day)


def _sound(when: When) -> bool:
    if when.month is not None and not 1 <= when.month <= 12:
        return False
    if when.year is not None and not when.short and not FIRST_YEAR <= when.year <= LAST_YEAR:
        return False
    if when.day is not None and when.month is not None:
        try:
            dt.date(when.year if when.year is not None and not when.short else 2000, when.month, when.day)
        except ValueError:
            return False
    return True


def _year(era: str | None, text: str) -> tuple[int, bool]:
    number = 1 if text == "元" else int(text)
    if era:
        return next(first for name, letter, first in ERAS if era in (name, letter)).year + number - 1, False
    return number, len(text) < 4


def _point(text: str) -> When | None:
    for pattern in _POINT:
        if not (found := pattern.match(text)):
            continue
        parts = found.groupdict()
        month, day = (int(parts[key]) if parts.get(key) else None for key in ("m", "d"))
        if "y" not in parts:
            when = When(None, month, day)
        else:
            if parts["y"] == "元" and not parts.get("era"):
                continue
            year, short = _year(parts.get("era"), parts["y"])
            if short and text.startswith("FY"):
                year, short = 2000 + year, False
            when = When(year, month, day, "年度" in text or bool(parts.get("fy")), short)
        if _sound(when):
            return when
    return _english(text)


def _english(text: str) -> When | None:
    if (found := _ENGLISH_POINT[0].match(text)) and found[1] in _ENGLISH:
        year = int(found[2])
        return When(year if year > 99 else 2000 + year, _ENGLISH[found[1]])
    if (found := _ENGLISH_POINT[1].match(text)) and found[2] in _ENGLISH:
        return When(int(found[1]), _ENGLISH[found[2]])
    return (
        When(None, _ENGLISH[text[:3]])
        if text[:3] in _ENGLISH and text.isascii() and text.isalpha() and len(text) < 10
        else None
    )


def _range(text: str) -> When | None:
    found = _RANGE.match(text) or _HYPHEN_RANGE.match(text)
    if not found:
        return None
    first, last = _point(found["a"]), _point(found["b"])
    if first is None:
        return None
    if last is None and first.month is not None and (day := re.fullmatch(r"(\d{1,2})日?", found["b"])):
        last = When(first.year, first.month, int(day[1]), short=first.short)
    if last is None or not _sound(last) or first.day is None or last.day is None:
        return None
    if last.year is None and first.year is not None and last.month is not None and first.month is not None:
        later = (last.month, last.day) < (first.month, first.day)
        last = last._replace(year=first.year + later, short=first.short)
    elif first.year is None and last.year is not None and last.month is not None and first.month is not None:
        earlier = (last.month, last.day) < (first.month, first.day)
        first = first._replace(year=last.year - earlier, short=last.short)
    return first._replace(end=last)


@lru_cache(maxsize=16_384)
def read_when(text: str) -> When | None:
    """What a text says about time, None when it is about something else. A bare number is no time here.

    >>> read_when("R6.4")
    When(year=2024, month=4, day=None, fiscal=False, short=False, end=None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain or len(plain) > 60:
        return None
    plain = _WEEKDAY.sub("", plain)
    if ":" in plain and "~" not in plain:
        plain = _TIME.sub("", plain).strip()
    plain = re.sub(r"\s+", "", plain)
    plain = re.sub(r"[−‐―]", "-", plain) if "~" not in plain else plain
    if (found := _BRACKETS.match(plain)) and found[1]:
        inner, outer = _range(found[2]), _point(found[1])
        if inner is not None and outer is not None and outer.month is not None:
            return _with_year(inner, outer)
        if outer is not None:
            return outer
    return _point(plain) or _range(plain)


def _with_year(inner: When, outer: When) -> When:
    """4月分 of 2024 with (3/15〜4/14) behind it: the last day lies in the month before the brackets."""
    if (
        inner.year is not None
        or outer.year is None
        or inner.end is None
        or inner.end.month is None
        or inner.month is None
    ):
        return inner
    end = inner.end._replace(year=outer.year, short=outer.short)
    return inner._replace(year=outer.year - (inner.month > inner.end.month), short=outer.short, end=end)


def when_of(value: Cell, *, serials: bool = False, months: bool = False, years: bool = False) -> When | None:
    """What a cell says about time.

    A bare number counts only where the column says so: `serials` day numbers (45383), `months` 1 to 12, `years` 1990 to 2100.
    """
    if isinstance(value, dt.date):
        return when_of_day(value) if FIRST_YEAR <= value.year <= LAST_YEAR else None
    if isinstance(value, str):
        if (when := read_when(value)) is not None and not (years and not months and when.year is None):
            return when
        plain = unicodedata.normalize("NFKC", value).strip().removesuffix(".0")
        number = int(plain) if plain.isdecimal() and len(plain) < 7 else None
    elif isinstance(value, (bool, dt.time, dt.timedelta)):
        return None
    else:
        try:
            exact = number_of(value)
        except ArithmeticError:
            return None
        number = int(exact) if exact == exact.to_integral_value() and 0 <= exact < 10**8 else None
        if number is not None and number > 199_000 and (when := read_when(str(number))) is not None:
            return when
    if number is None:
        return None
    if serials and FIRST_SERIAL <= number <= LAST_SERIAL:
        return when_of_day(day_of_serial(number))
    if years and FIRST_YEAR <= number <= LAST_YEAR:
        return When(number, bare=True)
    return When(None, number) if months and 1 <= number <= 12 else None
