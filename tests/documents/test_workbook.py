"""Patching a workbook: what is asked for changes, everything else stays byte for byte; other programs read it back."""

import datetime as dt
import io
import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook, SheetTypeEnum
from support.samplebook import SHEET_NAME, parts, sample_workbook

from sllassist.documents.workbook import NotAWorkbook, Workbook

SHEET_PART = "xl/worksheets/sheet1.xml"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "testdata"
TOUCHED = {SHEET_PART, "xl/workbook.xml"}


@pytest.fixture
def book() -> Workbook:
    return Workbook(sample_workbook())


def read(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[SHEET_NAME]


def test_only_the_touched_sheet_and_the_recalculation_flag_change(book: Workbook) -> None:
    book.put(SHEET_NAME, "B3", "はい")
    before, after = parts(sample_workbook()), parts(book.to_bytes())
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == TOUCHED
    assert b'<calcPr calcId="191029" iterate="1" fullCalcOnLoad="1"/>' in after["xl/workbook.xml"]


def test_nothing_put_leaves_every_sheet_as_it_was(book: Workbook) -> None:
    before, after = parts(sample_workbook()), parts(book.to_bytes())
    assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml"}


def test_what_is_not_a_cell_stays_in_the_touched_sheet(book: Workbook) -> None:
    book.put(SHEET_NAME, "B3", "はい")
    text = parts(book.to_bytes())[SHEET_PART].decode()
    for kept in ('imeMode="hiragana"', "<oddFooter>&amp;P/&amp;N</oddFooter>", 'kept="yes"', 'x14ac:dyDescent="0.4"', 'ht="30"'):
        assert kept in text


def test_values_keep_the_cell_style_and_read_back(book: Workbook) -> None:
    book.put(SHEET_NAME, "A1", "髙﨑𠮷㎥ 葛\U000e0100")
    book.put(SHEET_NAME, "C1", Decimal("1234.50"))
    book.put(SHEET_NAME, "B3", -7)
    sheet = read(book.to_bytes())
    assert sheet["A1"].value == "髙﨑𠮷㎥ 葛\U000e0100"
    assert sheet["A1"].font.sz == 14
    assert sheet["C1"].value == 1234.5
    assert sheet["C1"].number_format == "#,##0.00"
    assert sheet["B3"].value == -7


def test_missing_cells_and_rows_come_in_order_with_the_style_of_row_or_column(book: Workbook) -> None:
    for cell, value in (("D1", 1), ("A2", 2), ("E3", 3), ("AA3", 4), ("B4", 5), ("F8", 6), ("A12", 7), ("A7", 8)):
        book.put(SHEET_NAME, cell, value)
    data = book.to_bytes()
    sheet = read(data)
    assert [sheet[cell].value for cell in ("D1", "A2", "E3", "AA3", "B4", "F8", "A12", "A7")] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert sheet["E3"].number_format == "#,##0.00"  # column E
    assert sheet["F8"].number_format == "#,##0.00"  # row 8
    assert [sheet["A8"].value, sheet["B8"].value] == [5, 6]  # cells that do not say where they stand
    rows = [int(row.get("r")) for row in etree.fromstring(parts(data)[SHEET_PART]).iter("{*}row")]
    assert rows == sorted(rows)
    assert rows == [1, 2, 3, 4, 5, 6, 7, 8, 12]


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "'=x", "\t=1"])
def test_text_never_becomes_a_formula(book: Workbook, text: str) -> None:
    book.put(SHEET_NAME, "B3", text)
    cell = read(book.to_bytes())["B3"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value == text


def test_a_formula_that_is_replaced_leaves_the_calculation_chain(book: Workbook) -> None:
    book.put(SHEET_NAME, "D3", 5)
    after = parts(book.to_bytes())
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert read(book.to_bytes())["D3"].value == 5


def test_the_head_of_a_shared_formula_is_not_overwritten(book: Workbook) -> None:
    with pytest.raises(ValueError, match="A5"):
        book.put(SHEET_NAME, "A5", 1)


def test_results_are_stored_beside_formulas(book: Workbook) -> None:
    book.put_result(SHEET_NAME, "D3", Decimal("0.1"))
    book.put_result(SHEET_NAME, "B5", "基準未満")
    data = book.to_bytes()
    assert read(data)["D3"].value == "=C1*2"
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET_NAME]
    assert (values["D3"].value, values["B5"].value) == (0.1, "基準未満")
    assert "xl/calcChain.xml" in parts(data)
    assert book.has_formula(SHEET_NAME, "D3")
    assert not book.has_formula(SHEET_NAME, "A1")
    with pytest.raises(KeyError):
        book.put_result(SHEET_NAME, "A1", 1)


def test_rows_are_hidden_and_made_higher(book: Workbook) -> None:
    book.hide_rows(SHEET_NAME, (3, 10))
    book.set_row_height(SHEET_NAME, 1, 55.5)
    sheet = read(book.to_bytes())
    assert [row for row in range(1, 12) if sheet.row_dimensions[row].hidden] == [3, 10]
    assert sheet.row_dimensions[1].height == 55.5


@pytest.mark.parametrize("day", [dt.date(1904, 1, 2), dt.date(2026, 3, 31), dt.date(2028, 2, 29)])
def test_dates_follow_the_epoch_of_the_workbook(day: dt.date) -> None:
    plain = sample_workbook(**{"xl/workbook.xml": parts(sample_workbook())["xl/workbook.xml"].decode().replace(' date1904="1"', "")})
    for data, epoch in ((sample_workbook(), dt.date(1904, 1, 1)), (plain, dt.date(1899, 12, 30))):
        book = Workbook(data)
        book.put(SHEET_NAME, "B3", day)
        assert read(book.to_bytes())["B3"].value == (day - epoch).days


def test_a_date_excel_counts_wrongly_is_refused() -> None:
    plain = parts(sample_workbook())["xl/workbook.xml"].decode().replace(' date1904="1"', "")
    book = Workbook(sample_workbook(**{"xl/workbook.xml": plain}))
    book.put(SHEET_NAME, "B3", dt.date(1900, 3, 1))
    with pytest.raises(ValueError, match="1900"):
        book.put(SHEET_NAME, "B3", dt.date(1900, 2, 28))


def test_the_longest_text_of_a_cell_fits_and_one_more_does_not(book: Workbook) -> None:
    book.put(SHEET_NAME, "B3", "あ" * 32_767)
    assert len(read(book.to_bytes())["B3"].value) == 32_767
    with pytest.raises(ValueError, match="32768"):
        book.put(SHEET_NAME, "B3", "あ" * 32_768)


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_figure_is_refused(book: Workbook, bad: Decimal) -> None:
    with pytest.raises(ValueError, match=r"NaN|Infinity"):
        book.put(SHEET_NAME, "B3", bad)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), sample_workbook()[:900]])
def test_what_is_no_workbook_is_said(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        Workbook(data)


def test_an_unknown_sheet_is_said(book: Workbook) -> None:
    with pytest.raises(KeyError, match="ない"):
        book.put("ない", "A1", 1)


def test_names_of_all_sheets(book: Workbook) -> None:
    assert book.sheet_names == (SHEET_NAME, "隠し")


ALLOWED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def without_forbidden(text: str) -> str:
    """What XML 1.0 can hold of a text (§2.2), line ends as LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 0x20 and ord(c) not in (0xFFFE, 0xFFFF)))


@given(ALLOWED)
@example("_x0041_ と _x000D_")
@example("\x00\x0b\ufffe 前後 ")
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    book = Workbook(sample_workbook())
    book.put(SHEET_NAME, "B3", text)
    data = book.to_bytes()
    told = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(SHEET_NAME).to_python(skip_empty_area=False)[2][1]
    assert told == without_forbidden(text)
    assert unescape(read(data)["B3"].value or "") == without_forbidden(text)  # openpyxl leaves _x005F_ as it stands


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
@settings(max_examples=150, deadline=None)
def test_any_figure_comes_back_as_near_as_a_workbook_can_hold(value: Decimal) -> None:
    book = Workbook(sample_workbook())
    book.put(SHEET_NAME, "B3", value)
    found = read(book.to_bytes())["B3"].value
    assert math.isclose(found, value, rel_tol=1e-15, abs_tol=1e-300)


def workbooks() -> Iterator[Path]:
    yield from sorted((SHARED / "xlsx").glob("*.xls[xm]"))
    yield from sorted((SHARED / "forms").glob("*.xlsx"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of workbooks is not here")
def test_workbooks_made_by_excel_keep_every_other_part() -> None:
    seen = 0
    for path in workbooks():
        book = Workbook.open(path)
        kinds = CalamineWorkbook.from_path(path).sheets_metadata
        name = next(sheet.name for sheet in kinds if sheet.typ is SheetTypeEnum.WorkSheet)
        book.put(name, "AC900", "髙﨑𠮷")
        book.put(name, "B901", Decimal("0.1"))
        before, data = parts(path.read_bytes()), book.to_bytes()
        after = parts(data)
        changed = [part for part in before if before[part] != after.get(part)]
        assert set(before) == set(after), path.name
        assert len(changed) == 2, (path.name, changed)
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert (cells[899][28], cells[900][1]) == ("髙﨑𠮷", 0.1), path.name
        seen += 1
    assert seen > 100
