"""Blocks copied out of people's own spreadsheets: figures reach the month and energy they are written beside, or nothing does."""

from __future__ import annotations

import calendar
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.problems import InputProblem
from sllassist.flow.pasting import SUM_ROW, Arranged, Head, arrange

POWER = Head("e", ("電気", "電気（電力会社から買った分）"), "中部電力ミライズ株式会社", "kWh", "quantity")
GAS = Head("g", ("LPガス", "プロパンガス", "LPG"), "", "m3", "quantity")
OIL = Head("o", ("A重油",), "", "L", "quantity")
HEADS = [POWER, GAS, OIL]
YEN = [POWER, POWER._replace(kind="cost", unit="円"), GAS, GAS._replace(kind="cost", unit="円")]
ORDER = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]


def put(rows: list[list[str]], heads: list[Head] = HEADS, left: int = 0) -> Arranged:
    found = arrange(rows, heads, 2025, left)
    assert found is not None
    return found


def code(rows: list[list[str]], heads: list[Head] = HEADS) -> str:
    with pytest.raises(InputProblem) as told:
        arrange(rows, heads, 2025, 0)
    assert told.value.problem.message.endswith("。")
    return told.value.problem.code


def written(style: str, month: int) -> str:
    year = 2025 if month >= 4 else 2026
    english = calendar.month_abbr[month]
    return style.format(y=year, m=month, r=year - 2018, mm=f"{month:02}", e=english, yy=year % 100)


STYLES = [
    "{m}月", "{m}月分", "{y}年{m}月", "{y}年{m}月分", "R{r}.{m}", "R{r}/{mm}", "令和{r}年{m}月",
    "{y}/{m}", "{y}-{mm}", "{y}/{m}/1", "{e}-{yy}",
]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_rows_go_to_their_months_however_these_are_written(style: str) -> None:
    rows = [["年月", "電気", "LPガス"], *([written(style, m), str(m * 100), str(m)] for m in ORDER)]
    found = put(rows)
    assert found.by_month
    assert found.cells == tuple((r, c, t) for r, m in enumerate(ORDER) for c, t in ((0, str(m * 100)), (1, str(m))))
    assert "見出しの行" in found.told[0]


@given(st.permutations(ORDER), st.sampled_from(["{y}年{m}月", "R{r}.{m}", "{y}/{m}"]), st.permutations([0, 1, 2]))
def test_any_order_of_dated_rows_and_named_columns_gives_the_same(months: list[int], style: str, columns: list[int]) -> None:
    names = ["電気", "LPガス", "A重油"]
    rows = [["", *(names[c] for c in columns)], *([written(style, m), *(str(m * 10 + c) for c in columns)] for m in months)]
    assert sorted(put(rows).cells) == [(r, c, str(m * 10 + c)) for r, m in enumerate(ORDER) for c in range(3)]


def test_months_missing_in_the_middle_leave_gaps() -> None:
    assert put([["4月", "1"], ["6月", "3"], ["1月", "9"]]).cells == ((0, 0, "1"), (2, 0, "3"), (9, 0, "9"))


def test_a_year_written_once_holds_until_december_and_changes_in_january() -> None:
    rows = [["2025年12月", "12"], ["1月", "1"], ["2月", "2"]]
    assert put(rows).cells == ((8, 0, "12"), (9, 0, "1"), (10, 0, "2"))


def test_bare_numbers_are_months_when_they_are_a_whole_year() -> None:
    assert put([[str(m), str(m * 7)] for m in ORDER]).cells == tuple((r, 0, str(m * 7)) for r, m in enumerate(ORDER))
    assert arrange([["4", "100"], ["5", "200"]], HEADS, 2025, 0) is None, "two rows of figures"


def test_a_sum_is_handed_over_as_a_sum_and_other_rows_are_named() -> None:
    rows = [["4月", "1"], ["5月", "2"], ["上期計画", "8"], ["合計", "3"]]
    found = put(rows)
    assert found.cells == ((0, 0, "1"), (1, 0, "2"), (SUM_ROW, 0, "3"))
    assert found.told == ("「上期計画」の行は入れていません。",)


def test_months_across_the_top_are_turned() -> None:
    rows = [["", "4月", "5月", "6月"], ["LPガス", "1", "2", "3"], ["電気", "10", "20", "30"]]
    assert set(put(rows).cells) == {(0, 1, "1"), (1, 1, "2"), (2, 1, "3"), (0, 0, "10"), (1, 0, "20"), (2, 0, "30")}


def test_a_heading_alone_is_skipped_and_an_empty_april_keeps_its_place() -> None:
    found = put([["使用量(kWh)"], ["10"], ["20"]], left=0)
    assert (found.cells, found.by_month) == (((0, 0, "10"), (1, 0, "20")), False)
    assert put([["LPG"], [""], ["20"]]).cells == ((0, 1, ""), (1, 1, "20"))
    assert arrange([["", ""], ["1", "2"]], HEADS, 2025, 0) is None
    assert arrange([["－", "なし"], ["1", "2"]], HEADS, 2025, 0) is None


def test_the_unit_of_a_heading_goes_with_the_figures() -> None:
    rows = [["月", "電力使用量（MWh）", "A重油(kL)"], ["4月", "12", "3"]]
    assert put(rows).cells == ((0, 0, "12 MWh"), (0, 2, "3 kL"))
    assert put([["月", "電気(kWh)"], ["4月", "12"]]).cells == ((0, 0, "12"),)


def test_costs_never_become_quantities() -> None:
    rows = [["月", "電気", "", "プロパン", ""], ["", "使用量", "金額", "使用量", "金額"], ["4月", "100", "2500", "7", "900"]]
    assert put(rows).cells == ((0, 0, "100"), (0, 1, "7"))
    assert "金額の列は入れていません" in put(rows).told[1]
    assert put(rows, YEN).cells == ((0, 0, "100"), (0, 1, "2500"), (0, 2, "7"), (0, 3, "900"))
    plain = [["月", "使用量", "金額（円）"], ["4月", "100", "2500"]]
    assert put(plain).cells == ((0, 0, "100"),)


def test_two_contracts_of_one_energy_follow_each_other_or_their_supplier() -> None:
    two = [POWER, POWER._replace(supply_id="f", supplier="東京電力エナジーパートナー株式会社")]
    assert put([["月", "電気", "電気"], ["4月", "1", "2"]], two).cells == ((0, 0, "1"), (0, 1, "2"))
    rows = [["月", "電気 東京電力エナジーパートナー", "電気 中部電力ミライズ"], ["4月", "1", "2"]]
    assert put(rows, two).cells == ((0, 1, "1"), (0, 0, "2"))
    assert code([["月", "電気"], ["4月", "1"]], two) == "paste.column_unclear"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["月", "灯油", "電気"], ["4月", "1", "2"]], "paste.column_unclear"),
        ([["月", "電気", "LPガス", "CO2排出量"], ["4月", "1", "2", "3"]], "paste.column_unclear"),
        ([["月", "電気", "電気"], ["4月", "1", "2"]], "paste.column_unclear"),
        ([["月", "電気代（千円）"], ["4月", "1"]], "paste.column_unclear"),
        ([[f"{m}月", "1"] for m in range(1, 13)], "paste.order_unclear"),
        ([["4月", "1"], ["4月", "2"]], "paste.month_twice"),
        ([["4月", "1"], ["", "2"]], "paste.row_unclear"),
        ([["4月", "1"], ["13月", "2"]], "paste.row_unclear"),
        ([["月", "電気"], ["4", "1"], ["6", "2"]], "paste.months_unclear"),
        ([["2025.4", "1"], ["2025.5", "2"]], "paste.months_unclear"),
        ([["2025", "4月", "1"], ["", "5月", "2"]], "paste.months_unclear"),
        ([["2024年度", "電気"], ["4月", "1"]], "paste.other_year"),
        ([["2024年4月", "1"], ["2024年5月", "1"]], "paste.other_months"),
        ([["4月"], ["5月"]], "paste.no_figures"),
    ],
)
def test_what_is_doubtful_is_refused_as_a_whole_with_what_to_do(rows: list[list[str]], told: str) -> None:
    assert code(rows) == told


def test_months_of_other_fiscal_years_stay_out_and_their_sum_with_them() -> None:
    rows = [["2025年3月", "3"], ["2025年4月", "4"], ["合計", "7"]]
    found = put(rows)
    assert found.cells == ((0, 0, "4"),)
    assert "2025年3月" in found.told[0]


def test_plain_figures_are_left_as_they_are() -> None:
    rng = random.Random(4)
    rows = [[f"{rng.randint(0, 99999):,}" for _ in range(3)] for _ in range(12)]
    assert arrange(rows, HEADS, 2025, 0) is None
    assert arrange([["1200 kWh"]], HEADS, 2025, 0) is None


TRUCKS = [Head(name, ("軽油",), "", "L", "quantity", name) for name in ("11号車", "1号車", "髙﨑の車")]


def test_columns_of_one_energy_are_found_by_the_names_the_firm_gave_them() -> None:
    rows = [["月", "1号車", "髙﨑の車（L）", "軽油 11号車"], ["4月", "1", "2", "3"]]
    assert sorted(put(rows, TRUCKS).cells) == [(0, 0, "3"), (0, 1, "1"), (0, 2, "2")]
    assert sorted(put([["月", "軽油「1号車」"], ["4月", "5"]], TRUCKS).cells) == [(0, 1, "5")]


@pytest.mark.parametrize("heading", ["2号車", "111号車", "号車", "軽油"])
def test_a_name_that_is_only_alike_takes_nothing(heading: str) -> None:
    assert code([["月", heading], ["4月", "1"]], TRUCKS) == "paste.column_unclear"


def test_a_name_that_is_also_an_energy_takes_nothing() -> None:
    petrol = Head("p", ("ガソリン",), "", "L", "quantity")
    assert code([["月", "ガソリン"], ["4月", "1"]], [TRUCKS[0]._replace(called="ガソリン"), petrol]) == "paste.column_unclear"
