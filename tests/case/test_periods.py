"""Fiscal years, eras and dates as people write them."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case import periods
from sllassist.case.problems import InputProblem


@pytest.mark.parametrize(("day", "year"), [("2025-03-31", 2024), ("2025-04-01", 2025), ("2026-01-01", 2025)])
def test_a_fiscal_year_runs_from_april_to_march(day: str, year: int) -> None:
    assert periods.fiscal_year_of(dt.date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05-01", "令和元年5月1日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01-08", "平成元年1月8日"),
        ("2026-03-18", "令和8年3月18日"),
    ],
)
def test_eras_change_on_their_day(day: str, words: str) -> None:
    assert periods.wareki(dt.date.fromisoformat(day)) == words


@pytest.mark.parametrize(("year", "words"), [(2018, "平成30年度"), (2019, "令和元年度"), (2020, "令和2年度"), (2025, "令和7年度")])
def test_fiscal_years_in_the_japanese_calendar(year: int, words: str) -> None:
    assert periods.wareki_fiscal_year(year) == words
    assert periods.parse_fiscal_year(words) == year


@pytest.mark.parametrize(
    "typed", ["令和8年3月18日", "R8.3.18", "r8/3/18", "2026/3/18", "2026-03-18", "20260318", "２０２６年３月１８日", "令和８年３月１８日"]
)
def test_dates_are_read_as_people_write_them(typed: str) -> None:
    assert periods.parse_date(typed) == dt.date(2026, 3, 18)


@pytest.mark.parametrize("typed", ["2026-02-29", "2026/13/1", "あした", "8.3.18", "", "R99999.1.1"])
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InputProblem, match="例 2026年4月1日"):
        periods.parse_date(typed, "融資の実行日")


@given(st.dates(min_value=dt.date(1912, 7, 30), max_value=dt.date(2100, 12, 31)))
def test_a_written_era_date_reads_back(day: dt.date) -> None:
    assert periods.parse_date(periods.wareki(day)) == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    for reader in (periods.parse_date, periods.parse_fiscal_year):
        with contextlib.suppress(InputProblem):
            reader(text, "日付")
