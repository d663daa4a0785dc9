"""What is looked at before a workbook is parsed: its real size, however its XML is written."""

from __future__ import annotations

import io
import warnings
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import MAIN, workbook
from support.importing import FILES

from sllassist.case.problems import InputProblem
from sllassist.importers import cfb, read_source, xmlbounds
from sllassist.importers.package import open_package
from sllassist.importers.xmlbounds import xlsx_sheet

SPOTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=12, unique=True)


def sheet_xml(spots: list[tuple[int, int]], prefix: str = "", quote: str = '"', name_space: str = "") -> bytes:
    """A sheet with a 1 in each of these cells (row, column)."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(spots):
        rows.setdefault(row, []).append(column)
    body = ""
    for row, columns in rows.items():
        cells = "".join(
            f"<{prefix}c r={quote}{openpyxl.utils.get_column_letter(column + 1)}{row + 1}{quote}><{prefix}v>1</{prefix}v></{prefix}c>"
            for column in columns
        )
        body += f"<{prefix}row r={quote}{row + 1}{quote}>{cells}</{prefix}row>"
    space = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    return f"<{prefix}worksheet {space}{name_space}><{prefix}sheetData>{body}</{prefix}sheetData></{prefix}worksheet>".encode()


@given(SPOTS, st.sampled_from([("", '"'), ("x:", '"'), ("", "'"), ("x:", "'")]))
def test_bounds_are_those_of_the_last_row_and_column_however_written(
    spots: list[tuple[int, int]], style: tuple[str, str]
) -> None:
    bounds = xlsx_sheet(sheet_xml(spots, *style), "a.xlsx")
    assert (bounds.rows, bounds.columns) == (max(row for row, _ in spots) + 1, max(column for _, column in spots) + 1)


@given(SPOTS)
def test_the_short_way_and_the_long_way_agree(spots: list[tuple[int, int]]) -> None:
    content = sheet_xml(spots)
    start, end = content.find(b"<sheetData>"), content.find(b"</sheetData>")
    assert xmlbounds._gathered(content, "a", b"", start, end) == xmlbounds._walked(content, "a")


LONG = [(row, column) for row in range(1_234) for column in range(12)]


def test_a_long_sheet_is_told_at_least_as_large_as_it_is_and_at_most_twice() -> None:
    content = sheet_xml(LONG)
    told = xlsx_sheet(content, "a")
    assert 1_234 <= told.rows < 2 * 1_234
    assert 12 <= told.columns <= 24
    exact = xlsx_sheet(content, "a", exact=True)
    assert (exact.rows, exact.columns) == (1_234, 12)


@pytest.mark.parametrize(
    ("usual", "odd", "rows", "columns"),
    [
        (b'r="L600"', b'r="L6000"', 6_000, 12),
        (b'r="C600"', b'r="ZZ600"', 1_234, 702),
        (b'<c r="C600"', b'<c s="0" r="ZZ600"', 1_234, 702),
        (b'<c r="C600"', b"<c\nr='ZZ600'", 1_234, 702),
        (b'<c r="C600"><v>1</v></c>', b'<y:c xmlns:y="MAIN" r="ZZ600"><y:v>1</y:v></y:c>', 1_234, 702),
    ],
)
def test_a_far_cell_in_the_middle_of_a_long_sheet_is_seen(usual: bytes, odd: bytes, rows: int, columns: int) -> None:
    content = sheet_xml(LONG)
    assert content.count(usual) == 1
    told = xlsx_sheet(content.replace(usual, odd), "a")
    assert told.rows >= rows
    assert told.columns >= columns


def test_cells_without_references_are_counted_on() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    content = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    bounds = xlsx_sheet(content.encode(), "a")
    assert (bounds.rows, bounds.columns) == (2, 2)


FAR = '<c r="XFD900000"><v>1</v></c>'
HIDING = {
    "behind a commented end": f'<row r="1"><c r="A1"><v>1</v></c></row><!-- </sheetData> --><row r="900000">{FAR}</row>',
    "in a second part of the data": f'</sheetData><sheetData><row r="900000">{FAR}</row>',
    "behind a commented beginning": f'<!-- <y:sheetData> --><row r="900000">{FAR}</row>',
    "with a blank before the sign": '<row r="900000"><c r ="XFD900000"><v>1</v></c></row>',
    "another attribute first": '<row r="900000"><c s="0" r="XFD900000"><v>1</v></c></row>',
    "on a line of its own": '<row r="900000"><c\nr="XFD900000"><v>1</v></c></row>',
}


@pytest.mark.parametrize("rows", HIDING.values(), ids=HIDING)
def test_a_far_cell_is_seen_however_it_hides(rows: str) -> None:
    with pytest.raises(InputProblem):
        open_package(workbook(rows), "a.xlsx")


def test_a_cell_hidden_under_another_prefix_is_seen() -> None:
    hidden = f'<row r="1"><c r="A1"><v>1</v></c><y:c xmlns:y="{MAIN}" r="XFD900000"><y:v>1</y:v></y:c></row>'
    with pytest.raises(InputProblem) as told:
        open_package(workbook(hidden), "a.xlsx")
    assert told.value.problem.code == "importers.too_many_rows"


def test_what_is_read_is_what_was_looked_at() -> None:
    """A second part of the same name, or a directory that lies, is not what the reader gets."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{far}</sheetData></worksheet>'
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the name stands there twice is meant
        archive.writestr("xl/worksheets/sheet1.xml", part)
    with pytest.raises(InputProblem):
        open_package(stream.getvalue(), "a.xlsx")
    package = open_package(workbook(), "a.xlsx")
    with zipfile.ZipFile(package.data) as archive:
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())


def test_sheets_are_found_by_openpyxl_and_here_alike(tmp_path: object) -> None:
    book = openpyxl.Workbook()
    book.active.title = "一枚目"  # type: ignore[union-attr]
    second = book.create_sheet("二枚目")
    second["C7"] = "=1+1"
    second.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    package = open_package(stream.getvalue(), "a.xlsx")
    assert package.bounds["二枚目"].uncomputed == {(6, 2)}
    assert set(package.bounds) == {"一枚目", "二枚目"}


def test_an_old_workbook_keeps_its_cells_through_the_copy() -> None:
    data = (FILES / "utility_export.xls").read_bytes()
    copy = cfb.pack(cfb.workbook_stream(data, "a.xls"))
    assert copy != data
    assert read_source(copy, "a.xls").sheets == read_source(data, "a.xls").sheets
    assert read_source(data, "a.xls").sheets[0].text(1, 1) == "岡谷工場"


@given(st.binary(max_size=20_000))
def test_any_bytes_come_back_out_of_an_old_container(records: bytes) -> None:
    packed = cfb.pack(records)
    assert cfb.workbook_stream(packed, "a")[: len(records)] == records
