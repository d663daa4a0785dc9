"""Columns of figures, plain or messy."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.importing import case_with, keys, lines, look

from sllassist.importers.figures import read_figures
from sllassist.importers.grid import sort_of_text

TYPED = {
    "1234": "1234",
    "1,234": "1234",
    "1,234,567.5": "1234567.5",
    "１，２３４": "1234",
    "▲5": "-5",
    "△ 1,000": "-1000",
    "−5": "-5",
    "￥1,000": "1000",
    "(1,200)": "-1200",
    "（1,200）": "-1200",
    " 12.50 ": "12.50",
    "1　234": "1234",
    "+5": "5",
    "0": "0",
    ".5": "0.5",
    "007": "7",
}
UNREADABLE = [
    "1,23",
    "12,34",
    "1.2.3",
    "約100",
    "100※",
    "NaN",
    "Infinity",
    "1e5",
    "1_000",
    "--5",
    "検針なし",
    "#REF!",
    "99999999999999",
    "0.0000001",
    "1,234,5",
    ",5",
    "٣٤",
]


@pytest.mark.parametrize("text", TYPED)
def test_typed_figures(text: str) -> None:
    figures = read_figures([text, "1"])
    assert list(figures.values) == [Decimal(TYPED[text]), Decimal(1)]
    assert not figures.unreadable


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_figure_is_never_guessed(text: str) -> None:
    figures = read_figures(["1", text, ""])
    assert list(figures.values) == [Decimal(1), None, None]
    assert figures.unreadable == {1: text}
    assert not figures.whole


@pytest.mark.parametrize("text", ["-", "－", "―", "ー", "…", "--", "  -  "])
def test_a_lone_dash_holds_nothing(text: str) -> None:
    figures = read_figures([text, "1"])
    assert list(figures.values) == [None, Decimal(1)]
    assert figures.dashes == {0: text.strip()}
    assert sort_of_text(text) == "blank"


def test_units_behind_figures_are_kept_apart() -> None:
    figures = read_figures(["1,234 kWh", "12.5㎥", "5円"])
    assert list(figures.values) == [Decimal(1234), Decimal("12.5"), Decimal(5)]
    assert figures.units == {0: "kWh", 1: "m3", 2: "円"}


def test_number_cells_keep_the_digits_a_spreadsheet_shows() -> None:
    noisy = 0.1 + 0.2
    figures = read_figures([12.0, 3.25, noisy, 1234567890123.0, "", 5])
    assert list(figures.values) == [
        Decimal(12),
        Decimal("3.25"),
        Decimal("0.3"),
        None,
        None,
        Decimal(5),
    ] or figures.values[3] == Decimal(1234567890123)
    assert f"{figures.values[0]:f}" == "12"


def test_more_than_six_decimals_are_rounded_and_said() -> None:
    figures = read_figures([1 / 3, 2.0])
    assert list(figures.values) == [Decimal("0.333333"), Decimal(2)]
    assert figures.rounded == {0: "0.333333333333333"}


def test_true_and_dates_are_no_figures() -> None:
    assert read_figures([True, 1.0]).unreadable == {0: "TRUE"}


NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


@given(st.lists(NUMBERS, min_size=1, max_size=30), st.sampled_from(["{:f}", "{:,f}"]))
def test_a_whole_column_reads_as_its_cells_do(numbers: list[Decimal], shape: str) -> None:
    texts = [shape.format(number) for number in numbers]
    assert list(read_figures(texts).values) == numbers
    # One odd cell makes the column be read cell by cell: the others stay the same.
    assert list(read_figures([*texts, "▲1"]).values) == [*numbers, Decimal(-1)]


@given(st.lists(st.one_of(NUMBERS.map(float), st.just("")), min_size=1, max_size=30))
def test_a_column_of_number_cells_reads_as_its_cells_do(cells: list[object]) -> None:
    together = list(read_figures(cells).values)
    alone = [read_figures([cell, "x"]).values[0] for cell in cells]
    assert together == alone


MILLIONTHS = st.one_of(st.integers(0, 10**6), st.integers(0, 10**12), st.integers(0, 10**15 - 1))


@given(st.lists(st.one_of(MILLIONTHS, st.none()), min_size=1, max_size=20), st.sampled_from([10**6, 10**4, 10**3]))
def test_number_cells_are_the_decimals_that_were_typed(numbers: list[int | None], parts: int) -> None:
    """A workbook holds the nearest binary number; up to six decimals are read as they were typed."""
    figures = read_figures(["" if number is None else number / parts for number in numbers])
    typed = [None if number is None else Decimal(number) / parts for number in numbers]
    large = [place for place, value in enumerate(typed) if value is not None and value >= 10**13]
    assert sorted(figures.unreadable) == large
    read = [None if place in large else value for place, value in enumerate(typed)]
    assert list(figures.values) == [figures.values[place] for place in range(len(read))] == read
    assert list(figures.gaps()) == [place for place, value in enumerate(read) if value is None]
    assert figures.whole == (None not in read)
    assert not figures.rounded


@given(st.integers(0, 10**6), st.integers(0, 10**6 - 1), st.integers(1, 9))
def test_a_seventh_decimal_of_a_number_cell_is_rounded_and_said(whole: int, sixth: int, seventh: int) -> None:
    typed = Decimal(whole) + Decimal(sixth).scaleb(-6) + Decimal(seventh).scaleb(-7)
    figures = read_figures([12.5, float(typed), 3.0])
    assert list(figures.values) == [Decimal("12.5"), typed.quantize(Decimal("0.000001"), ROUND_HALF_UP), Decimal(3)]
    assert list(figures.rounded) == [1]


@pytest.mark.parametrize("odd", [-0.0, -1.0, -0.5, float("nan"), float("inf"), 1e13, 1e300])
def test_one_odd_number_cell_does_not_change_its_neighbours(odd: float) -> None:
    figures = read_figures([1.0, odd, 2.5, ""])
    assert [figures.values[place] for place in (0, 2, 3)] == [Decimal(1), Decimal("2.5"), None]
    assert not figures.sound
    alone = read_figures([odd, "x"])
    assert (figures.values[1], 1 in figures.unreadable) == (alone.values[0], 0 in alone.unreadable)
    assert str(figures.values[1]) == str(alone.values[0])


@given(st.lists(st.text("0123456789.,-▲ kWh円　", max_size=8), min_size=1, max_size=8))
def test_cells_do_not_change_their_neighbours(texts: list[str]) -> None:
    together = read_figures(texts)
    alone = [read_figures([text, "x"]) for text in texts]
    assert list(together.values) == [each.values[0] for each in alone]
    assert sorted(together.unreadable) == [place for place, each in enumerate(alone) if 0 in each.unreadable]


def test_an_amount_with_a_yen_sign_is_listed_among_what_was_changed() -> None:
    case = case_with("本館")
    preview = look("年月,電気(kWh),金額\n2024/4,1 234,¥12000\n2024/5,200,¥13000\n", case)
    assert lines(preview, case) == [
        ("本館", "electricity", 2024, 4, "1234", "kWh", "12000"),
        ("本館", "electricity", 2024, 5, "200", "kWh", "13000"),
    ]
    told = [(change.count, change.sentence) for change in preview.changes]
    assert (2, "「¥12000」を12000と読みました（円の記号や、3桁ごとの空白を除いています）") in told
    assert (1, "「1 234」を1234と読みました（円の記号や、3桁ごとの空白を除いています）") in told


def test_two_numbers_in_one_cell_are_asked_about() -> None:
    months = "".join(f"2024/{month},{month}00\n" for month in range(6, 12))
    preview = look(f"年月,電気(kWh)\n2024/4,1000 20\n2024/5,12 34 56\n{months}", case_with("本館"))
    assert [key.split(":")[0] for key in keys(preview)] == ["unreadable"]
    assert "1000 20" in preview.questions[0].text


@pytest.mark.parametrize("money", ["￥500", '"1,000円"', "3千円"])
def test_money_in_a_column_of_quantities_never_becomes_a_quantity(money: str) -> None:
    preview = look(f"年月,電気(kWh)\n2024/4,{money}\n2024/5,300\n", case_with("本館"))
    assert keys(preview) == ["look:importers_left.money"]
    assert "使用量の列に金額（円）が入っています（1か所：B2" in preview.questions[0].text
    assert [record.quantity for record in preview.records] == [300]
