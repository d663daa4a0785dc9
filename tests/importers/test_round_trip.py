"""Any set of bills, written as a table in any of the usual layouts, comes back as the same bills."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from support.importing import KNOWLEDGE, Line, case_with, lines

from sllassist.importers import apply_mapping, merge, propose, read_source

SITES = ("岡谷工場", "長野工場", "松本倉庫")
CASE = case_with(*SITES)
ENERGIES = {
    "electricity": ("電気", "kWh"),
    "city_gas": ("都市ガス", "m3"),
    "lpg": ("LPガス", "kg"),
    "kerosene": ("灯油", "L"),
    "heavy_oil_a": ("A重油", "kL"),
}
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
FIGURES = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False, allow_infinity=False).map(
    lambda value: value.normalize() + 0
)
Use = tuple[str, str, int]
BILLS = st.dictionaries(
    st.tuples(st.sampled_from(SITES), st.sampled_from(sorted(ENERGIES)), st.sampled_from(MONTHS)),
    FIGURES,
    min_size=1,
    max_size=40,
)
YEARS = st.integers(2010, 2040)
SHAPES = st.sampled_from(["{:f}", "{:,f}"])


def written(rows: list[list[str]], delimiter: str) -> str:
    """The rows as text."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def expected(bills: dict[Use, Decimal], year: int) -> list[Line]:
    """What the preview must hold."""
    return sorted(((s, e, year, m, f"{q:f}", ENERGIES[e][1], None) for (s, e, m), q in bills.items()), key=str)


def months_across(bills: dict[Use, Decimal], year: int, shape: str) -> list[list[str]]:
    """Sites and energies down, months across, a total behind."""
    rows = [
        [f"{year}年度 エネルギー使用量"],
        ["事業所名", "エネルギー", "単位", *(f"{month}月" for month in MONTHS), "合計"],
    ]
    for site, energy in dict.fromkeys((site, energy) for site, energy, _ in bills):
        own = [bills.get((site, energy, month)) for month in MONTHS]
        name, unit = ENERGIES[energy]
        rows.append(
            [
                site,
                name,
                unit,
                *("" if value is None else shape.format(value) for value in own),
                shape.format(sum(filter(None, own), Decimal(0))),
            ]
        )
    return rows


def months_down(bills: dict[Use, Decimal], year: int, shape: str) -> list[list[str]]:
    """Months down, one column for each energy of one site, tables below each other."""
    rows: list[list[str]] = []
    for site in dict.fromkeys(site for site, _, _ in bills):
        energies = sorted({energy for own, energy, _ in bills if own == site})
        rows += [
            [f"■{site}"],
            ["年月", *(f"{ENERGIES[energy][0]}使用量（{ENERGIES[energy][1]}）" for energy in energies)],
        ]
        for month in MONTHS:
            own = [bills.get((site, energy, month)) for energy in energies]
            rows.append(
                [f"{year + (month < 4)}年{month}月", *("" if value is None else shape.format(value) for value in own)]
            )
        rows.append([])
    return rows


def long(bills: dict[Use, Decimal], year: int, shape: str) -> list[list[str]]:
    """One row for each bill."""
    rows = [["使用月", "事業所", "油種・種別", "使用量", "単位", "備考"]]
    rows[0][2] = "種別"
    for (site, energy, month), value in bills.items():
        rows.append(
            [
                f"R{year - 2018 + (month < 4)}.{month}" if year > 2018 else f"{year + (month < 4)}/{month:02}",
                site,
                *ENERGIES[energy][:1],
                shape.format(value),
                ENERGIES[energy][1],
                "",
            ]
        )
    return rows


LAYOUTS = {"months across": months_across, "months down": months_down, "long": long}


@settings(max_examples=120, deadline=None)
@given(BILLS, YEARS, SHAPES, st.sampled_from(sorted(LAYOUTS)), st.sampled_from([",", "\t"]))
def test_bills_come_back_from_every_layout(
    bills: dict[Use, Decimal], year: int, shape: str, layout: str, delimiter: str
) -> None:
    text = written(LAYOUTS[layout](bills, year, shape), delimiter)
    proposal = propose(read_source(text, "表.csv"), KNOWLEDGE, CASE)
    preview = apply_mapping(proposal)
    assert [question.text for question in preview.questions] == []
    assert lines(preview, CASE) == expected(bills, year), text
    assert preview.warnings == ()
    merged = merge(CASE, preview)
    assert sum(record.quantity for record in merged.records) == sum(bills.values())
    again = apply_mapping(propose(read_source(text, "表.csv"), KNOWLEDGE, merged))
    assert (list(again.records), again.same, again.conflicts) == ([], len(bills), ())


@settings(max_examples=60, deadline=None)
@given(BILLS, YEARS, SHAPES, st.sampled_from(sorted(LAYOUTS)))
def test_reading_whole_columns_and_row_by_row_give_the_same(
    bills: dict[Use, Decimal], year: int, shape: str, layout: str
) -> None:
    proposal = propose(read_source(written(LAYOUTS[layout](bills, year, shape), "\t"), "表.csv"), KNOWLEDGE, CASE)
    quick, slow = apply_mapping(proposal), apply_mapping(proposal, bulk=False)
    assert list(quick.records) == list(slow.records)
    assert [quick.records[place] for place in range(len(quick.records))] == list(quick.records)
    assert quick.places == slow.places
    assert quick.left_out == slow.left_out


def number_cells(texts: list[list[str]]) -> list[list[object]]:
    """The rows as a workbook holds them: numbers as numbers."""
    return [[float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else text for text in row] for row in texts]


@settings(max_examples=60, deadline=None)
@given(st.lists(BILLS, min_size=1, max_size=3), st.sampled_from(sorted(LAYOUTS)))
def test_workbooks_with_a_sheet_for_each_year_come_back_in_whole_columns_and_row_by_row(
    years: list[dict[Use, Decimal]], layout: str
) -> None:
    book = Workbook(write_only=True)
    for year, bills in enumerate(years, 2022):
        sheet = book.create_sheet(f"{year}年度")
        for row in number_cells(LAYOUTS[layout](bills, year, "{:f}")):
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    proposal = propose(read_source(stream.getvalue(), "表.xlsx"), KNOWLEDGE, CASE)
    quick, slow = apply_mapping(proposal), apply_mapping(proposal, bulk=False)
    assert [question.text for question in quick.questions] == []
    assert lines(quick, CASE) == sorted(
        (line for year, bills in enumerate(years, 2022) for line in expected(bills, year)), key=str
    )
    assert list(quick.records) == list(slow.records)
    assert (quick.places, quick.left_out, quick.warnings) == (slow.places, slow.left_out, ())


DAYS = st.dates(dt.date(2023, 4, 1), dt.date(2023, 9, 30))
DELIVERIES = st.lists(
    st.tuples(DAYS, st.sampled_from(SITES), st.sampled_from(sorted(ENERGIES)), FIGURES, st.integers(0, 99)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=100, deadline=None)
@given(DELIVERIES)
def test_daily_figures_add_up_alike_in_whole_columns_and_row_by_row(
    deliveries: list[tuple[dt.date, str, str, Decimal, int]],
) -> None:
    rows = [["日付", "事業所", "種別", "数量", "単位", "金額(円)"]]
    rows += [
        [str(day), site, ENERGIES[e][0], f"{q:f}", ENERGIES[e][1], "" if yen is None else str(yen)]
        for day, site, e, q, yen in deliveries
    ]
    proposal = propose(read_source(written(rows, "\t")), KNOWLEDGE, CASE)
    quick, slow = apply_mapping(proposal), apply_mapping(proposal, bulk=False)
    assert sorted(quick.records, key=str) == sorted(slow.records, key=str)
    assert [question.key for question in quick.questions] == [question.key for question in slow.questions]
    assert quick.changes == slow.changes
    if len(set(deliveries)) == len(deliveries):
        assert quick.questions == ()
        assert sum(record.quantity for record in quick.records) == sum(quantity for _, _, _, quantity, _ in deliveries)
        if all(yen is not None for *_, yen in deliveries):
            assert sum(record.cost_yen or 0 for record in quick.records) == sum(yen or 0 for *_, yen in deliveries)


@settings(max_examples=60, deadline=None)
@given(BILLS, YEARS, st.randoms())
def test_the_order_of_rows_never_matters(bills: dict[Use, Decimal], year: int, dice: object) -> None:
    rows = long(bills, year, "{:f}")
    body = rows[1:]
    dice.shuffle(body)  # type: ignore[attr-defined]
    one = apply_mapping(propose(read_source(written(rows, "\t")), KNOWLEDGE, CASE))
    other = apply_mapping(propose(read_source(written([rows[0], *body], "\t")), KNOWLEDGE, CASE))
    assert lines(one, CASE) == lines(other, CASE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), FIGURES), min_size=1, max_size=12, unique=True), YEARS)
def test_deliveries_of_a_month_add_up(deliveries: list[tuple[int, Decimal]], year: int) -> None:
    rows = [["納品日", "品名", "数量(L)"], *([f"{year}/11/{day}", "灯油", f"{figure:f}"] for day, figure in deliveries)]
    case = case_with("岡谷工場")
    preview = apply_mapping(propose(read_source(written(rows, "\t")), KNOWLEDGE, case))
    assert preview.questions == ()
    assert [record.quantity for record in preview.records] == [sum(figure for _, figure in deliveries)]


def test_a_long_sheet_of_tables_below_each_other_keeps_every_site_apart() -> None:
    """The second table begins far below the rows that are looked at closely; its bills must not fall to the first site."""
    rows: list[list[str]] = []
    for number, site in enumerate(SITES[:2]):
        rows += [[f"■{site}", "", ""], ["年月", "軽油(L)", "灯油(L)"]]
        rows += [
            [f"{year}年{month}月", str(number * 10**6 + year * 100 + month), "1"]
            for year in range(1991, 2100)
            for month in range(1, 13)
        ] * 2
    rows = [row for place, row in enumerate(rows) if place < 4000]
    preview = apply_mapping(propose(read_source(written(rows, "\t"), "表.csv"), KNOWLEDGE, CASE))
    assert {question.key.split(":")[0] for question in preview.questions} == {"double"}  # every line stands twice
    places = {place.label for place in preview.places}
    assert places == {f"{site} {name}" for site in SITES[:2] for name in ("軽油", "灯油")}


def test_headings_repeated_on_every_page_are_no_new_table() -> None:
    rows = [
        ["■岡谷工場", ""],
        ["年月", "軽油(L)"],
        ["2024/4", "1"],
        ["2024/5", "2"],
        ["年月", "軽油(L)"],
        ["2024/6", "3"],
    ]
    preview = apply_mapping(propose(read_source(written(rows, "\t"), "表.csv"), KNOWLEDGE, CASE))
    assert preview.questions == ()
    assert [line[0] for line in lines(preview, CASE)] == ["岡谷工場"] * 3
    assert len(preview.tables) == 1


def test_the_same_headings_under_another_title_are_another_table() -> None:
    rows = [
        ["■岡谷工場", ""],
        ["年月", "軽油(L)"],
        ["2024/4", "1"],
        ["■松本倉庫", ""],
        ["年月", "軽油(L)"],
        ["2024/4", "3"],
    ]
    preview = apply_mapping(propose(read_source(written(rows, "\t"), "表.csv"), KNOWLEDGE, CASE))
    assert preview.questions == ()
    assert [(line[0], line[4]) for line in lines(preview, CASE)] == [("岡谷工場", "1"), ("松本倉庫", "3")]
