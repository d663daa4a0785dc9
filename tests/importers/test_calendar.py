"""Which month a figure belongs to when the year stands elsewhere, both sides of every doubt."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import openpyxl.utils.datetime
import pytest
from support.importing import case_with, keys, look

from sllassist.case.model import Firm

CASE = case_with("岡谷工場")
FISCAL = ["4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月"]
CALENDAR = [f"{month}月" for month in range(1, 13)]


def table(title: str, months: list[str]) -> str:
    """A table with the months down and 1, 2, 3 … as figures."""
    return "\n".join([title, "月\t軽油(L)", *(f"{month}\t{number}" for number, month in enumerate(months, 1))])


def months(
    text: str, answers: dict[str, str] | None = None, *, closing: int | None = None, name: str = "表"
) -> list[tuple[int, int | None]]:
    """Fiscal year and month of the figures in the order of the table."""
    case = CASE.model_copy(update={"firm": Firm(closing_month=closing)})
    preview = look(text, case, answers, name=name)
    assert preview.questions == ()
    return [(record.fiscal_year, record.month) for record in sorted(preview.records, key=lambda record: record.row)]


def asked(text: str, *, closing: int | None = None, name: str = "表") -> list[str]:
    """First parts of the open questions' keys."""
    case = CASE.model_copy(update={"firm": Firm(closing_month=closing)})
    return [key.split(":")[0] for key in keys(look(text, case, name=name))]


def test_a_fiscal_year_from_april() -> None:
    assert months(table("令和6年度", FISCAL)) == [(2024, month) for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]


def test_a_calendar_year_from_january_lies_in_two_fiscal_years() -> None:
    assert months(table("2024年", CALENDAR)) == [
        (2023, 1),
        (2023, 2),
        (2023, 3),
        *((2024, month) for month in range(4, 13)),
    ]


def test_a_fiscal_year_whose_months_begin_in_january_is_asked_about() -> None:
    assert asked(table("2024年度", CALENDAR)) == ["basis"]
    assert months(table("2024年度", CALENDAR), {"basis:": "fiscal"})[:4] == [(2024, 1), (2024, 2), (2024, 3), (2024, 4)]
    assert months(table("2024年度", CALENDAR), {"basis:": "calendar"})[:4] == [
        (2023, 1),
        (2023, 2),
        (2023, 3),
        (2024, 4),
    ]


def test_a_calendar_year_whose_months_go_on_into_the_next_is_asked_about() -> None:
    assert asked(table("2024年", FISCAL)) == ["basis"]
    assert asked(table("2024年", FISCAL[:9])) == []  # April to December: no doubt
    assert months(table("2024年", FISCAL), {"basis:": "fiscal"})[-1] == (2024, 3)


def test_a_firms_own_year_is_asked_about_only_where_it_is_one() -> None:
    october = [*FISCAL[6:], *FISCAL[:6]]
    assert asked(table("2024年度", october), closing=9) == ["basis"]
    assert months(table("2024年度", october), {"basis:": "first"}, closing=9) == [
        (2024, 10),
        (2024, 11),
        (2024, 12),
        (2024, 1),
        (2024, 2),
        (2024, 3),
        (2025, 4),
        (2025, 5),
        (2025, 6),
        (2025, 7),
        (2025, 8),
        (2025, 9),
    ]
    assert months(table("2024年度", october), {"basis:": "last"}, closing=9)[0] == (2023, 10)
    assert asked(table("2024年度", FISCAL), closing=3) == []


def test_a_bare_number_of_a_year_is_asked_about() -> None:
    assert asked("月\t2023\t2024\n4月\t1\t2\n5月\t3\t4\n", name="軽油(L)")[0] == "basis"


def test_a_year_that_stands_only_in_the_files_name_is_proposed_and_asked() -> None:
    preview = look("月\t軽油(L)\n4月\t1\n5月\t2\n", CASE, name="R6年度.csv")
    assert [(question.key.split(":")[0], question.proposed) for question in preview.questions] == [("year", "F2024")]
    assert months("月\t軽油(L)\n1月\t1\n2月\t2\n", {"year:": "C2024"}, name="a") == [(2023, 1), (2023, 2)]


def test_year_and_month_in_columns_of_their_own() -> None:
    assert months("年度\t月\t軽油(L)\n2024\t4\t1\n2024\t3\t2\n") == [(2024, 4), (2024, 3)]
    assert months("年\t月\t軽油(L)\n2024\t12\t1\n2025\t1\t2\n") == [(2024, 12), (2024, 1)]
    assert asked("年\t月\t軽油(L)\n2024\t12\t1\n2024\t1\t2\n") == ["basis"]


def test_totals_of_a_calendar_year_are_no_fiscal_year_unless_the_user_says_so() -> None:
    text = "年\t軽油(L)\n2023年\t100\n2024年\t110\n"
    assert asked(text) == ["whole_year"]
    assert months(text, {"whole_year": "fiscal"}) == [(2023, None), (2024, None)]
    left_out = look(text, CASE, {"whole_year": "leave_out"})
    assert list(left_out.records) == []
    assert months("年度\t軽油(L)\n2023年度\t100\n令和6年度\t110\n") == [(2023, None), (2024, None)]


def test_a_year_and_its_months_in_one_table() -> None:
    same = "年月\t軽油(L)\n2024年4月\t60\n2024年5月\t40\n2024年度\t100\n"
    preview = look(same, CASE)
    assert [record.month for record in preview.records] == [4, 5]
    assert [each.key for each in preview.left_out] == ["importers_left.year_is_sum"]
    other = same.replace("\t100\n", "\t120\n")
    assert asked(other) == ["year_and_months"]
    assert months(other, {"year_and_months": "year"}) == [(2024, None)]
    assert months(other, {"year_and_months": "months"}) == [(2024, 4), (2024, 5)]


def test_a_table_without_any_time_is_a_years_total_only_if_the_user_says_so() -> None:
    text = "エネルギー\t使用量\t単位\n軽油\t1000\tL\n灯油\t200\tL\n"
    assert asked(text, name="2024年度") == ["annual"]
    assert months(text, {"annual": "F2024"}, name="2024年度") == [(2024, None), (2024, None)]


def test_a_cell_that_tells_no_month_is_never_given_the_titles_month() -> None:
    preview = look("2024年4月\n月\t事業所\t軽油(L)\n不明\t岡谷工場\t5\n", CASE)
    assert list(preview.records) == []
    assert [question.key for question in preview.questions] == ["look:importers_left.time"]


@pytest.mark.parametrize(
    ("text", "expected"), [("2024/4/1〜2024/4/30", (2024, 4)), ("2024/4/1〜2025/3/31", (2024, None))]
)
def test_periods_that_are_a_month_or_a_year(text: str, expected: tuple[int, int | None]) -> None:
    assert months(f"使用期間\t軽油(L)\n{text}\t5\n") == [expected]


@pytest.mark.parametrize("text", ["2024/4/30〜2024/4/1", "2024/4/1〜2025/5/31", "1989/3/1〜1989/4/2"])
def test_periods_that_cannot_be_are_left_out_with_a_look(text: str) -> None:
    preview = look(f"使用期間\t軽油(L)\n{text}\t5\n2024/5/1〜2024/5/31\t6\n", CASE)
    assert [question.key.split(":")[0] for question in preview.questions] == ["look"]
    assert len(preview.records) == 1


def test_reading_days_that_overlap_are_asked_about() -> None:
    text = "使用期間\t軽油(L)\n2024/3/31〜2024/4/30\t300\n2024/4/30〜2024/5/31\t310\n"
    assert asked(text) == ["overlap", "straddle"]
    assert months(text, {"overlap": "first"}) == [(2024, 4), (2024, 5)]  # 4/1–4/30 and 5/1–5/31
    assert months(text, {"overlap": "last", "straddle": "end"}) == [(2024, 4), (2024, 5)]


def test_two_readings_in_one_month_are_added_only_after_asking() -> None:
    text = "使用期間\t軽油(L)\n2024/3/2〜2024/4/1\t300\n2024/4/2〜2024/4/30\t290\n"
    preview = look(text, CASE, {"straddle": "end"})
    assert [(record.month, record.quantity) for record in preview.records] == [(4, 590)]
    assert "使用期間 2024/3/2〜2024/4/1" in preview.records[0].note


def test_the_day_a_sheet_was_made_is_not_the_time_of_its_figures() -> None:
    text = "2024年5月作成\n年度\t軽油(L)\n2022年度\t100\n2023年度\t110\n"
    assert months(text) == [(2022, None), (2023, None)]
    assert asked("2024年5月現在\nエネルギー\t使用量\t単位\n軽油\t5\tL\n") == ["annual"]
    assert months("2024年5月分\nエネルギー\t使用量\t単位\n軽油\t5\tL\n") == [(2024, 5)]


def test_a_month_in_the_title_is_not_joined_to_years_in_the_rows() -> None:
    assert months("3月決算 推移表\n年度\t軽油(L)\n2022年度\t100\n2023年度\t110\n") == [(2022, None), (2023, None)]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in (["検針日", "軽油(L)"], [dt.date(2024, 4, 1), 5], [43921, 6]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    preview = look(stream.getvalue(), CASE, name="a.xlsx")
    assert [(record.fiscal_year, record.month, record.quantity) for record in preview.records] == [(2024, 4, 5)]
    assert [question.key for question in preview.questions] == ["look:importers_left.time"]  # 43921 is not guessed at
