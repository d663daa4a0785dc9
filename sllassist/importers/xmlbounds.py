"""How far the cells of a sheet's XML reach, before a reader makes room for them; and formulas that were saved without a result.

A reader fills the whole rectangle up to the last cell: two cells in opposite corners of an empty sheet would be too much.
Not for: values.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from sllassist.case.problems import InputProblem
from sllassist.importers import limits

_PREFIX = re.compile(rb"<((?:[\w.-]+:)?)sheetData[\s/>]")
_OTHER_NAMES = re.compile(rb"[<:](?:c|row)[\s/>]")
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"')
_BARE_FORMULA = rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
_ANY_UNCOMPUTED = re.compile(_BARE_FORMULA)
_UNCOMPUTED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*t="str")[^>]*(?<!/)>\s*' + _BARE_FORMULA)
_ERROR_CELL = re.compile(
    rb'<(?:[\w.-]+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*(?<!/)>'
    rb"(?s:(?!</(?:[\w.-]+:)?c>).){0,4096}?<(?:[\w.-]+:)?v>\s*(#[^<]{1,20})<"
)
_LARGE = 20 * 2**20
"""Bytes of a sheet from which its rows are counted before its cells are gathered."""
_LONG, _ENDS = 2**16, 2**12
"""Bytes of a sheet from which its reach is guessed by its ends of so many bytes, and the guess proven."""
_MOST_UNCOMPUTED = 10_000
_MOST_ROW_NUMBERS = 2**21
"""Rows beyond any spreadsheet's last one."""
_REFERENCE = re.compile(r"^\s*([A-Za-z]{1,3})([1-9]\d{0,6})\s*$")
_ODS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Rows and columns up to the last cell (or further), and formula cells without a result (row, column from 0).

    `errors`: cells whose formula ended in an error value, with that value (#N/A).
    """

    rows: int
    columns: int
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    errors: tuple[tuple[int, int, str], ...] = ()

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

    A long sheet may be told up to twice as high and twice as wide as it is, unless `exact`.
    """
    told = _PREFIX.search(content)
    if told is None:
        return _checked(_walked(content, name), name)
    prefix, start, end = told[1], told.end(), content.rfind(b"</" + told[1] + b"sheetData")
    bounds = None
    if end >= start and not _OTHER_NAMES.search(content, end):
        short = exact or prefix or end - start < _LONG
        bounds = (None if short else _guessed(content, start, end)) or _gathered(content, name, prefix, start, end)
    formulas = content.find(b"f", start, end) >= 0 and content.find(b"<" + prefix + b"f", start, end) >= 0
    if bounds is None or (prefix and formulas):
        return _checked(_walked(content, name), name)
    _checked(bounds, name)
    uncomputed = frozenset(_without_result(content)) if formulas else frozenset()
    return replace(bounds, uncomputed=uncomputed, errors=_errors(content)) if formulas or _has_errors(content) else bounds


def _has_errors(content: bytes) -> bool:
    return content.find(b't="e"') >= 0


def _errors(content: bytes) -> tuple[tuple[int, int, str], ...]:
    """Cells with an error value, told from the first on."""
    found = _ERROR_CELL.finditer(content) if _has_errors(content) else ()
    return tuple(
        (int(cell[2]) - 1, column_number(cell[1].decode()), cell[3].decode("ascii", "replace"))
        for _, cell in zip(range(_MOST_UNCOMPUTED), found, strict=False)
    )


def _guessed(content: bytes, start: int, end: int) -> Bounds | None:
    """Bounds by the cells at both ends of the sheet, when every other cell is proven to lie within; None else."""
    cells = [*_CELL.findall(content, start, start + _ENDS), *_CELL.findall(content, end - _ENDS, end)]
    if not cells:
        return None
    reach = _reaching(*(max(set(told), key=_by_length) for told in zip(*cells, strict=True)))
    bounds = reach.bounds
    if bounds.rows > limits.ROWS or bounds.columns > limits.COLUMNS or bounds.area > limits.CELLS:
        return None
    if reach.beyond.search(content, start, end):
        return None
    return None if content.find(b":", start, end) >= 0 and _PREFIXED.search(content, start, end) else bounds


def _by_length(text: bytes) -> tuple[int, bytes]:
    return len(text), text


@dataclass(frozen=True, slots=True)
class _Reach:
    """Round bounds, and a pattern that finds whatever begins like a cell but is none within them."""

    bounds: Bounds
    beyond: re.Pattern[bytes]


@lru_cache(maxsize=64)
def _reaching(column: bytes, row: bytes) -> _Reach:
    """Bounds around a column (letters) and a row (digits), rounded up behind their first sign."""

    def within(first: bytes, last: bytes, told: bytes, every: bytes) -> bytes:
        same = b"[%s-%s]" % (first, told[:1]) + every * (len(told) - 1)
        return same if len(told) == 1 else b"(?:%s|[%s-%s]%s{0,%d})" % (same, first, last, every, len(told) - 2)

    columns = column_number((column[:1] + b"Z" * (len(column) - 1)).decode()) + 1
    rows = int(row[:1] + b"9" * (len(row) - 1))
    return _Reach(
        Bounds(rows, columns),
        re.compile(b'<c(?! r="%s%s")' % (within(b"A", b"Z", column, b"[A-Z]"), within(b"1", b"9", row, b"[0-9]"))),
    )


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Column and row of any cell as common programs write them; the first gives nothing for a cell that is written otherwise."""
    cell = rb"<" + re.escape(prefix) + rb"c"
    return (
        re.compile(cell + rb'(?: r="([A-Z]{1,3})[1-9]\d{0,6}")?'),
        re.compile(cell + rb' r="[A-Z]{1,3}([1-9]\d{0,6})"'),
    )


def _gathered(content: bytes, name: str, prefix: bytes, start: int, end: int) -> Bounds | None:
    """Bounds when every cell is written `<c r="B5"…`, as the common programs do; else None. Raises InputProblem for too many."""
    if end - start > _LARGE:
        _not_too_many(content, name, prefix, start, end)
    of_column, of_row = _patterns(prefix)
    columns = of_column.findall(content, start, end)
    cells, letters = len(columns), set(columns)
    if b"" in letters or _has_other_names(content, prefix, start, end, cells):
        return None
    if not cells:
        return Bounds(0, 0)
    width = max(column_number(each.decode()) for each in letters) + 1
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
    for number, found in enumerate(_UNCOMPUTED.finditer(content) if _ANY_UNCOMPUTED.search(content) else ()):
        if number >= _MOST_UNCOMPUTED:
            return
        yield int(found[2]) - 1, column_number(found[1].decode())


def _walked(content: bytes, name: str) -> Bounds:
    """Bounds of a sheet written in an unusual way, element by element, by the same rules a reader follows."""
    if len(content) > limits.DEEP_BYTES:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    row, column, last_row, last_column, cells = -1, -1, -1, -1, 0
    uncomputed: list[tuple[int, int]] = []
    errors: list[tuple[int, int, str]] = []
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
            if cells > limits.CELLS or last_row >= _MOST_ROW_NUMBERS:
                raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
        elif kind == "c":
            children = {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}
            value = children.get("v")
            empty = value is None or not (value.text or "").strip()
            if "f" in children and empty and element.get("t") != "str" and len(uncomputed) < _MOST_UNCOMPUTED:
                uncomputed.append((row, column))
            if element.get("t") == "e" and value is not None and not empty and len(errors) < _MOST_UNCOMPUTED:
                errors.append((row, column, (value.text or "").strip()[:20]))
            element.clear()
        elif kind == "row":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return Bounds(last_row + 1, last_column + 1, frozenset(uncomputed), tuple(errors))


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
