"""One worksheet's XML while it is being patched: cells, and rows that are hidden or made higher.

Not for: the package around it (`sllassist.documents.workbook`).
"""

import datetime as dt
import re
from bisect import bisect_left
from decimal import Decimal

from lxml import etree

from sllassist.documents import xmltext

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REF = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")


def split_ref(cell: str) -> tuple[str, int]:
    """("AB", 12) of "AB12". Raises ValueError for anything else."""
    match = _REF.match(cell)
    if not match:
        raise ValueError(cell)
    return match[1], int(match[2])


def _drop(element: etree._Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


def column_number(letters: str) -> int:
    """1 of "A", 27 of "AA"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Sheet:
    """A parsed worksheet; `root` is serialised by the workbook."""

    def __init__(self, root: etree._Element, namespace: str) -> None:
        self.root = root
        self._tag = f"{{{namespace}}}".__add__
        data = root.find(self._tag("sheetData"))
        if data is None:
            raise KeyError("sheetData")
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[str, etree._Element] = {}
        self._read_places()

    def _read_places(self) -> None:
        """Rows and cells may leave out their place; then they follow the one before."""
        row_number = 0
        for row in self._data.iterchildren(self._tag("row")):
            row_number = int(row.get("r") or row_number + 1)
            self._rows[row_number] = row
            column = 0
            for cell in row.iterchildren(self._tag("c")):
                ref = cell.get("r")
                column = column_number(split_ref(ref)[0]) if ref else column + 1
                if ref is None:
                    ref = f"{column_letters(column)}{row_number}"
                    cell.set("r", ref)
                self._cells[ref] = cell
            row.set("r", str(row_number))

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            row = etree.Element(self._tag("row"), r=str(number))
            places = sorted(self._rows)
            at = bisect_left(places, number)
            if at < len(places):
                self._rows[places[at]].addprevious(row)
            else:
                self._data.append(row)
            self._rows[number] = row
        return self._rows[number]

    def _cell(self, ref: str) -> etree._Element:
        if ref in self._cells:
            return self._cells[ref]
        letters, number = split_ref(ref)
        row, column = self._row(number), column_number(letters)
        cell = etree.Element(self._tag("c"), r=ref)
        style = row.get("s") if row.get("customFormat") in ("1", "true") else self._column_style(column)
        if style:
            cell.set("s", style)
        after = next(
            (c for c in row.iterchildren(self._tag("c")) if column_number(split_ref(c.get("r", ""))[0]) > column), None
        )
        if after is not None:
            after.addprevious(cell)
        else:
            extension = row.find(self._tag("extLst"))
            row.append(cell) if extension is None else extension.addprevious(cell)
        _drop(row, "spans")  # a hint only, and no longer true
        self._cells[ref] = cell
        return cell

    def _column_style(self, column: int) -> str | None:
        for col in self.root.iterfind(f"{self._tag('cols')}/{self._tag('col')}"):
            if int(col.get("min", "0")) <= column <= int(col.get("max", "0")):
                return col.get("style")
        return None

    def has_formula(self, ref: str) -> bool:
        """Whether the cell holds a formula."""
        cell = self._cells.get(ref)
        return cell is not None and cell.find(self._tag("f")) is not None

    def put(self, ref: str, value: str | Decimal | int | dt.date, *, epoch_1904: bool) -> bool:
        """Set the cell, its style kept; says whether a formula had to go. Raises as `Workbook.put`."""
        if isinstance(value, str) and len(value) > xmltext.MAX_TEXT:
            raise ValueError(len(value))
        cell = self._cell(ref)
        formula = cell.find(self._tag("f"))
        if formula is not None and (formula.get("ref") or formula.get("t") in ("array", "dataTable")):
            raise ValueError(ref)
        for child in list(cell):
            if child.tag != self._tag("extLst"):
                cell.remove(child)
        for name in ("t", "cm", "vm"):
            _drop(cell, name)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            holder = etree.Element(self._tag("is"))
            text = etree.SubElement(holder, self._tag("t"))
            text.text = xmltext.cell_text(value)
            text.set(_XML_SPACE, "preserve")
            cell.insert(0, holder)
        else:
            number = xmltext.date_serial(value, epoch_1904=epoch_1904) if isinstance(value, dt.date) else value
            stored = etree.Element(self._tag("v"))
            stored.text = xmltext.cell_number(number)
            cell.insert(0, stored)
        return formula is not None

    def put_result(self, ref: str, value: str | Decimal | int) -> None:
        """Store a formula's value beside it. Raises KeyError when there is no formula."""
        if not self.has_formula(ref):
            raise KeyError(ref)
        cell = self._cells[ref]
        for child in cell.findall(self._tag("v")):
            cell.remove(child)
        _drop(cell, "t")
        stored = etree.Element(self._tag("v"))
        if isinstance(value, str):
            cell.set("t", "str")
            stored.text = xmltext.cell_text(value)
        else:
            stored.text = xmltext.cell_number(value)
        formula = cell.find(self._tag("f"))
        assert formula is not None
        formula.addnext(stored)

    def set_row(self, number: int, *, points: float | None = None, hidden: bool = False) -> None:
        """Hide a row or give it a height in points."""
        row = self._row(number)
        if hidden:
            row.set("hidden", "1")
        if points is not None:
            row.set("ht", f"{points:.2f}")
            row.set("customHeight", "1")


def column_letters(number: int) -> str:
    """"AA" of 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
