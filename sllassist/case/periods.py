"""Fiscal years (4月–3月), their months, and Japanese era dates (和暦).

Not for: deadlines, which belong to schemes.
"""

import datetime as dt
import re
import unicodedata

from sllassist.case.problems import InputProblem

FISCAL_MONTHS: tuple[int, ...] = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
"""Calendar months of a fiscal year in order."""

ERAS: tuple[tuple[str, str, dt.date], ...] = (
    ("令和", "R", dt.date(2019, 5, 1)),
    ("平成", "H", dt.date(1989, 1, 8)),
    ("昭和", "S", dt.date(1926, 12, 25)),
    ("大正", "T", dt.date(1912, 7, 30)),
    ("明治", "M", dt.date(1868, 1, 25)),
)
"""Name, letter and first day of each era, newest first. 元号法 and the ordinances that named each era."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Fiscal years the program accepts at all; whether factors exist for a year is knowledge."""


def fiscal_year_of(day: dt.date) -> int:
    """Fiscal year (April to March) that holds `day`, as the year it begins in."""
    return day.year if day.month >= 4 else day.year - 1


def month_start(fiscal_year: int, month: int) -> dt.date:
    """First day of calendar `month` (1–12) within `fiscal_year`."""
    return dt.date(fiscal_year if month >= 4 else fiscal_year + 1, month, 1)


def fiscal_year_end(fiscal_year: int) -> dt.date:
    """31 March that ends `fiscal_year`."""
    return dt.date(fiscal_year + 1, 3, 31)


def wareki(day: dt.date) -> str:
    """`day` in the Japanese calendar, e.g. 令和8年3月18日; the first year of an era is 元年."""
    for name, _, start in ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def wareki_fiscal_year(fiscal_year: int) -> str:
    """Fiscal year in the Japanese calendar by its first day, e.g. 2024 → 令和6年度; 2019 is 令和元年度 by usage."""
    start = dt.date(fiscal_year, 5, 1)  # April 2019 belongs to 平成31年, yet the year is called 令和元年度
    for name, _, first in ERAS:
        if start >= first:
            year = fiscal_year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年度"
    return f"{fiscal_year}年度"


def japanese_date(day: dt.date, *, weekday: bool = False) -> str:
    """`day` as 2027年7月31日, with (土) when `weekday` is asked for."""
    plain = f"{day.year}年{day.month}月{day.day}日"
    return f"{plain}（{'月火水木金土日'[day.weekday()]}）" if weekday else plain


_DATE_PARTS = re.compile(
    r"^(?:(?P<era>令和|平成|昭和|大正|明治|[RHSTM])\s*)?(?P<y>元|\d{1,4})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*日?$"
)
_DATE_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def parse_date(text: str, label: str = "日付") -> dt.date:
    """Reads 令和8年3月18日, R8.3.18, 2026/3/18, 2026-03-18, 20260318, full-width forms of these.

    Raises InputProblem `date.unreadable` with `label` when it is no date, `date.era` when the era does not hold that year.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    plain = re.sub(r"[−‐―ー–—]", "-", plain)
    if digits := _DATE_DIGITS.match(plain):
        year, month, day = (int(part) for part in digits.groups())
    elif parts := _DATE_PARTS.match(plain):
        year = 1 if parts["y"] == "元" else int(parts["y"])
        month, day = int(parts["m"]), int(parts["d"])
        if parts["era"]:
            start = next(start for name, letter, start in ERAS if parts["era"] in (name, letter))
            year += start.year - 1
        elif year < 1000:
            raise InputProblem("date.unreadable", label=label)
    else:
        raise InputProblem("date.unreadable", label=label)
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise InputProblem("date.unreadable", label=label) from None
    return found


_YEAR = re.compile(r"^(?:(?P<era>令和|平成|昭和|[RHS])\s*)?(?P<y>元|\d{1,4})\s*(?:年度?)?$")


def parse_fiscal_year(text: str, label: str = "年度") -> int:
    """Reads 2024, 2024年度, 令和6年度, R6 as a fiscal year.

    Raises InputProblem `year.unreadable` or `year.range` with `label`.
    """
    match = _YEAR.match(unicodedata.normalize("NFKC", text).strip().upper())
    if not match:
        raise InputProblem("year.unreadable", label=label)
    year = 1 if match["y"] == "元" else int(match["y"])
    if match["era"]:
        year += next(start for name, letter, start in ERAS if match["era"] in (name, letter)).year - 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputProblem("year.range", label=label, min=FIRST_YEAR, max=LAST_YEAR)
    return year
