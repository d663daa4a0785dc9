"""How far the cells of a sheet's XML reach, before a reader makes room for them; and formulas that were saved without a result.

A reader fills the whole rectangle up to the last cell: two cells in opposite corners of an empty sheet would be too much.
Not for: values.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from sllassist.case.problems import InputProblem
from sllassist.importers import limits

_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)sheetData[\s/>]")
_OTHER_NAMES = re.compile(rb"[<:](?:c|row)[\s/>]")
_UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*t="str")[^>]*(?<!/)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_LARGE = 20 * 2**20
"""Bytes of a sheet from which its rows are counted before its cells are gathered."""
_MANY, _FIVE_DIGITS = 20_000, 99_999
_MOST_UNCOMPUTED = 10_000
_REFERENCE = re.compile(r"^\s*([A-Za-z]{1,3})([1-9]\d{0,6})\s*$")
_ODS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Rows and columns up to the last cell (or further), and formula cells without a result (row, column from 0)."""

    rows: int
    columns: int
    uncomputed: frozenset[tuple[int, int]] = frozenset()

    @property
    def area(self) -> int:
        """Cells of the rectangle."""
        return self.rows * self.columns


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _checked(bounds: Bounds, name: str) -> Bounds:
    if bounds.rows > limits.ROWS:
        raise InputProblem("importers.too_many_rows", name=name, rows=f"{bounds.rows:,}", limit=f"{limits.ROWS:,}")
    if bounds.area > limits.CELLS or bounds.columns > limits.COLUMNS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    return bounds


def xlsx_sheet(content: bytes, name: str, *, exact: bool = False) -> Bounds:
    """Bounds of a worksheet part. Raises InputProblem `importers.too_many_rows`, `importers.too_many_cells`, `importers.damaged`.

    Of a sheet with many cells the rows are told as 99,999 when there are fewer, unless `exact`.
    """
    told = _PREFIX.search(content)
    prefix = told[1] if told is not None else b""
    bounds = _written_as_usual(content, name, prefix, told.end(), exact=exact) if told is not None else None
    formulas = b"<" + prefix + b"f" in content
    if bounds is None or (prefix and formulas):
        return _checked(_walked(content, name), name)
    _checked(bounds, name)
    return Bounds(bounds.rows, bounds.columns, frozenset(_without_result(content))) if formulas else bounds


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes], re.Pattern[bytes]]:
    """Column of cells in rows of at most five digits, column of any cell, and row of any cell, as common programs write them.

    The first two give nothing for a cell that is written otherwise.
    """
    cell = rb"<" + re.escape(prefix) + rb"c"
    return (
        re.compile(cell + rb'(?: r="([A-Z]{1,3})[1-9]\d{0,4}")?'),
        re.compile(cell + rb'(?: r="([A-Z]{1,3})[1-9]\d{0,6}")?'),
        re.compile(cell + rb' r="[A-Z]{1,3}([1-9]\d{0,6})"'),
    )


def _written_as_usual(content: bytes, name: str, prefix: bytes, start: int, *, exact: bool) -> Bounds | None:
    """Bounds when every cell is written `<c r="B5"…`, as the common programs do; else None. Raises InputProblem for too many."""
    end = content.rfind(b"</" + prefix + b"sheetData")
    if end < start or _OTHER_NAMES.search(content, end):
        return None
    if end - start > _LARGE:
        _not_too_many(content, name, prefix, start, end)
    in_few_rows, of_column, of_row = _patterns(prefix)
    columns = in_few_rows.findall(content, start, end)
    cells, letters = len(columns), set(columns)
    few_rows = b"" not in letters
    if not few_rows:
        letters = set(of_column.findall(content, start, end))
    if b"" in letters or _has_other_names(content, prefix, start, end, cells):
        return None
    if not cells:
        return Bounds(0, 0)
    width = max(column_number(each.decode()) for each in letters) + 1
    if few_rows and not exact and cells > _MANY and width * _FIVE_DIGITS <= limits.CELLS:
        return Bounds(_FIVE_DIGITS, width)
    return Bounds(max(map(int, set(of_row.findall(content, start, end)))), width)


def _not_too_many(content: bytes, name: str, prefix: bytes, start: int, end: int) -> None:
    """Raises InputProblem for more rows or cells than are read, before their references are gathered."""
    if (rows := content.count(b"<" + prefix + b"row", start, end)) > limits.ROWS:
        raise InputProblem("importers.too_many_rows", name=name, rows=f"{rows:,}", limit=f"{limits.ROWS:,}")
    if content.count(b"<" + prefix + b"c", start, end) > limits.CELLS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")


def _has_other_names(content: bytes, prefix: bytes, start: int, end: int, cells: int) -> bool:
    """Whether cells or rows stand under another name-space prefix too."""
    if not prefix and content.find(b":", start, end) < 0:
        return False
    own = (prefix or b"<")[-1:]
    named = Counter(found[:1] + found[1:2] for found in _OTHER_NAMES.findall(content, start, end))
    return named[own + b"c"] != cells or any(name[:1] != own for name in named)


def _without_result(content: bytes) -> Iterator[tuple[int, int]]:
    for number, found in enumerate(_UNCOMPUTED.finditer(content)):
        if number >= _MOST_UNCOMPUTED:
            return
        yield int(found[2]) - 1, column_number(found[1].decode())


def _walked(content: bytes, name: str) -> Bounds:
    """Bounds of a sheet written in an unusual way, element by element, by the same rules a reader follows."""
    if len(content) > limits.DEEP_BYTES:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    row, column, last_row, last_column, cells = -1, -1, -1, -1, 0
    uncomputed: list[tuple[int, int]] = []
    for event, element in etree.iterparse(
        io.BytesIO(content), events=("start", "end"), no_network=True, resolve_entities=False
    ):
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind == "row" and event == "start":
            told = element.get("r", "")
            row, column = int(told) - 1 if told.strip().isdecimal() else row + 1, -1
        elif kind == "c" and event == "start":
            found = _REFERENCE.match(element.get("r", ""))
            if found:
                row, column = int(found[2]) - 1, column_number(found[1])
            else:
                column += 1
            cells += 1
            last_row, last_column = max(last_row, row), max(last_column, column)
            if cells > limits.CELLS or last_row >= limits.ROWS * 4:
                raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
        elif kind == "c":
            children = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
            value = children.get("v")
            empty = value is None or not (value.text or "").strip()
            if "f" in children and empty and element.get("t") != "str" and len(uncomputed) < _MOST_UNCOMPUTED:
                uncomputed.append((row, column))
            element.clear()
        elif kind == "row":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return Bounds(last_row + 1, last_column + 1, frozenset(uncomputed))


def _repeated(element: etree._Element, what: str) -> int:
    text = element.get(f"{_ODS}number-{what}-repeated", "1")
    return int(text) if text.isdecimal() and len(text) < 9 else 10**9


def ods_tables(content: bytes, name: str) -> dict[str, Bounds]:
    """Bounds of the tables of a content.xml by name, repeated rows and cells counted out. Raises InputProblem as `xlsx_sheet`."""
    if len(content) > limits.DEEP_BYTES:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    found: dict[str, Bounds] = {}
    table, row, column, rows, columns, filled = "", 0, 0, 0, 0, False
    uncomputed: list[tuple[int, int]] = []
    wanted = [f"{_ODS}{kind}" for kind in ("table", "table-row", "table-cell", "covered-table-cell")]
    for event, element in etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=wanted, no_network=True, resolve_entities=False
    ):
        kind = str(element.tag).removeprefix(_ODS)
        if kind == "table":
            if event == "start":
                table, row, rows, columns, uncomputed = element.get(f"{_ODS}name", ""), 0, 0, 0, []
            else:
                found[table] = _checked(Bounds(rows, columns, frozenset(uncomputed)), name)
        elif kind == "table-row":
            if event == "start":
                column, filled = 0, False
            else:
                row += _repeated(element, "rows")
                rows = row if filled else rows
                element.clear()
                _checked(Bounds(rows, max(columns, 1)), name)
        elif event == "end":
            times = _repeated(element, "columns")
            has_value = any(str(key).startswith(_ODS_VALUE) for key in element.attrib)
            if len(element) or has_value:
                filled, columns = True, max(columns, column + times)
                _checked(Bounds(1, columns), name)
            if (
                element.get(f"{_ODS}formula")
                and not has_value
                and not len(element)
                and len(uncomputed) < _MOST_UNCOMPUTED
            ):
                uncomputed.append((row, column))
            column += times
    return found
