"""Every way a bill, an export or a firm's own sheet writes a month, a day, a year or a period."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.periods import wareki
from sllassist.importers.when import When, day_of_serial, read_when, when_of

YEAR_MONTHS = {
    "2024年4月": (2024, 4),
    "2024年 4月": (2024, 4),
    "２０２４年４月分": (2024, 4),
    "2024/4": (2024, 4),
    "2024/04": (2024, 4),
    "2024-04": (2024, 4),
    "2024.10": (2024, 10),
    "202404": (2024, 4),
    "令和6年4月": (2024, 4),
    "令和元年5月": (2019, 5),
    "平成31年4月分": (2019, 4),
    "R6.4": (2024, 4),
    "Ｒ６／４": (2024, 4),
    "H31.4": (2019, 4),
    "2024年4月度": (2024, 4),
    "2024年4月検針分": (2024, 4),
    "Apr-24": (2024, 4),
    "Sep 2024": (2024, 9),
}
DAYS = {
    "2024年4月1日": (2024, 4, 1),
    "2024/4/1": (2024, 4, 1),
    "2024-04-01": (2024, 4, 1),
    "20240401": (2024, 4, 1),
    "令和6年4月1日": (2024, 4, 1),
    "R6.4.1": (2024, 4, 1),
    "2024/04/01(月)": (2024, 4, 1),
    "2024/04/01 0:30": (2024, 4, 1),
    "2024-02-29 23:59:59": (2024, 2, 29),
}
PERIODS = {
    "2024/3/15～2024/4/14": ((2024, 3, 15), (2024, 4, 14)),
    "2024年3月15日から4月14日": ((2024, 3, 15), (2024, 4, 14)),
    "2024年12月15日〜1月14日": ((2024, 12, 15), (2025, 1, 14)),
    "自2024/3/15至2024/4/14": ((2024, 3, 15), (2024, 4, 14)),
    "R6.3.15〜R6.4.14": ((2024, 3, 15), (2024, 4, 14)),
    "2024/4/1-2024/4/30": ((2024, 4, 1), (2024, 4, 30)),
    "2024年4月分(3/15～4/14)": ((2024, 3, 15), (2024, 4, 14)),
    "2025年1月分(12/15～1/14)": ((2024, 12, 15), (2025, 1, 14)),
    "2024年4月1日～30日": ((2024, 4, 1), (2024, 4, 30)),
    "3/15〜4/14": ((None, 3, 15), (None, 4, 14)),
}
NOTHING = [
    "",
    "岡谷工場",
    "1,234",
    "12.5",
    "13月",
    "2024年13月",
    "2024/2/30",
    "1989年4月",
    "2101年4月",
    "第1四半期",
    "上期",
    "合計",
    "0266-00-0000",
    "元年",
    "6.4",
    "S63.4",
]


@pytest.mark.parametrize("text", YEAR_MONTHS)
def test_year_and_month(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.year, when.month, when.day, when.short, when.fiscal) == (*YEAR_MONTHS[text], None, False, False)


@pytest.mark.parametrize("text", DAYS)
def test_days(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.year, when.month, when.day) == DAYS[text]


@pytest.mark.parametrize("text", PERIODS)
def test_periods(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert when.end is not None
    assert ((when.year, when.month, when.day), (when.end.year, when.end.month, when.end.day)) == PERIODS[text]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_time(text: str) -> None:
    assert read_when(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024年度", 2024), ("令和6年度", 2024), ("令和元年度", 2019), ("FY2024", 2024), ("FY24", 2024), ("R6年度", 2024)],
)
def test_fiscal_years(text: str, year: int) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.year, when.month, when.fiscal) == (year, None, True)


def test_months_alone_and_months_of_a_fiscal_year() -> None:
    assert read_when("4月") == read_when("４月分") == read_when("4月度") == When(None, 4)
    assert read_when("2024年度1月") == When(2024, 1, None, fiscal=True)


@pytest.mark.parametrize("text", ["24/4", "24年4月", "6年4月"])
def test_years_of_one_or_two_digits_stay_open(text: str) -> None:
    when = read_when(text)
    assert when is not None
    assert (when.short, when.month) == (True, 4)


def test_a_month_and_a_day_is_not_a_short_year() -> None:
    assert read_when("4/15") == When(None, 4, 15)
    assert read_when("12/4") == When(None, 12, 4)
    assert read_when("13/4") == When(13, 4, short=True)  # no month has that number


def test_numbers_are_times_only_where_the_column_says_so() -> None:
    assert when_of("45383") is when_of("4") is when_of("2024") is None
    assert when_of("45383", serials=True) == when_of(45383, serials=True) == When(2024, 4, 1)
    assert when_of("4", months=True) == When(None, 4)
    assert when_of(2024, years=True) == When(2024, bare=True)
    assert when_of("13", months=True) is when_of("1989", years=True) is when_of(73_416, serials=True) is None
    assert when_of(dt.date(2024, 4, 1)) == When(2024, 4, 1)
    assert when_of(True) is when_of(dt.time(4, 0)) is None


def test_day_numbers_count_as_spreadsheets_do() -> None:
    assert day_of_serial(45383) == dt.date(2024, 4, 1)
    assert day_of_serial(32874) == dt.date(1990, 1, 1)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_any_day_in_any_calendar_is_read_back(day: dt.date) -> None:
    wanted = When(day.year, day.month, day.day)
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        wareki(day),
    ):
        assert read_when(text) == wanted, text


@given(st.text(max_size=30))
def test_no_text_ever_breaks_it(text: str) -> None:
    when = read_when(text)
    assert when is None or when.month is None or 1 <= when.month <= 12
