"""Patches an .xlsx in place: single cells, row heights and hidden rows; every part not concerned stays byte for byte.

Texts go in as texts (never as formulas), figures as figures. Formulas stay; the value we know is stored beside them.
Not for: making workbooks from nothing, and for deciding what is written (`sllassist.documents.fill`).
"""

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from lxml import etree

from sllassist.documents.sheet import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BEFORE_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
                "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip
"""What stands behind calcPr in workbook.xml (ECMA-376 part 1, 18.2.27)."""

Value = str | Decimal | int | dt.date


class NotAWorkbook(ValueError):
    """The bytes are no .xlsx workbook this program can fill."""


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _serialise(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _relation_targets(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (type, part name) of a part."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found = {}
    for relation in _parse(package.read(rels)).iter(_RELS):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), path)
    return found


class Workbook:
    """An .xlsx held in memory with its pending changes. Nothing is written to disk here."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of an .xlsx. Raises NotAWorkbook when they are none (also .xls, and encrypted files)."""
        self._data = data
        self._changed: dict[str, bytes] = {}
        self._sheets: dict[str, Sheet] = {}
        self._formula_replaced = False
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                root = _relation_targets(package, "")
                self._part = next(path for kind, path in root.values() if kind.endswith("/officeDocument"))
                self._book = _parse(package.read(self._part))
                self._relations = _relation_targets(package, self._part)
        except (zipfile.BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError) as problem:
            raise NotAWorkbook(str(problem)) from problem
        self._ns = etree.QName(self._book).namespace or ""
        if self._ns not in (MAIN, STRICT):
            raise NotAWorkbook(self._ns)
        properties = self._book.find(f"{{{self._ns}}}workbookPr")
        self._epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")

    @classmethod
    def open(cls, path: Path) -> "Workbook":
        """Read a workbook file. Raises OSError, or NotAWorkbook."""
        return cls(path.read_bytes())

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Names of all sheets, hidden ones too, in order."""
        return tuple(sheet.get("name", "") for sheet in self._book.iter(f"{{{self._ns}}}sheet"))

    def _sheet(self, name: str) -> Sheet:
        if name not in self._sheets:
            part = self._part_of(name)
            with zipfile.ZipFile(io.BytesIO(self._data)) as package:
                root = _parse(package.read(part))
            self._sheets[name] = Sheet(root, self._ns)
        return self._sheets[name]

    def _part_of(self, name: str) -> str:
        for sheet in self._book.iter(f"{{{self._ns}}}sheet"):
            if sheet.get("name") == name:
                for key, value in sheet.attrib.items():
                    if str(key).endswith("}id") and str(value) in self._relations:
                        return self._relations[str(value)][1]
        raise KeyError(name)

    def put(self, sheet: str, cell: str, value: Value) -> None:
        """Set a cell. A formula that stood there goes.

        Raises KeyError for an unknown sheet, ValueError for a figure that is not finite, for a text beyond 32,767
        characters, and where the cell's formula is the head of a group of cells.
        """
        if self._sheet(sheet).put(cell, value, epoch_1904=self._epoch_1904):
            self._formula_replaced = True

    def put_result(self, sheet: str, cell: str, value: str | Decimal | int) -> None:
        """Store the known value of the formula in a cell, for readers that do not calculate.

        Raises KeyError when the cell holds no formula.
        """
        self._sheet(sheet).put_result(cell, value)

    def has_formula(self, sheet: str, cell: str) -> bool:
        """Whether the cell holds a formula."""
        return self._sheet(sheet).has_formula(cell)

    def hide_rows(self, sheet: str, rows: Iterable[int]) -> None:
        """Hide rows (counted from 1)."""
        for row in rows:
            self._sheet(sheet).set_row(row, hidden=True)

    def set_row_height(self, sheet: str, row: int, points: float) -> None:
        """Set a row's height in points (Excel takes 409 at most)."""
        self._sheet(sheet).set_row(row, points=points)

    def _finish_book(self) -> None:
        """Every program with an engine recalculates on loading, so our stored values can never mislead it."""
        book = self._book
        calc = book.find(f"{{{self._ns}}}calcPr")
        if calc is None:
            calc = etree.Element(f"{{{self._ns}}}calcPr")
            behind = [child for child in book if etree.QName(child).localname in _BEFORE_CALC]
            if behind:
                behind[0].addprevious(calc)
            else:
                book.append(calc)
        calc.set("fullCalcOnLoad", "1")
        self._changed[self._part] = _serialise(book)

    def _drop_calc_chain(self, package: zipfile.ZipFile) -> str | None:
        """The calculation chain names cells whose formulas are gone; Excel rebuilds it when it is missing."""
        chain = next((path for kind, path in self._relations.values() if kind.endswith("/calcChain")), None)
        if chain is None:
            return None
        folder, name = posixpath.split(self._part)
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        relations = _parse(package.read(rels))
        for relation in [r for r in relations.iter(_RELS) if r.get("Type", "").endswith("/calcChain")]:
            relations.remove(relation)
        self._changed[rels] = _serialise(relations)
        types = _parse(package.read("[Content_Types].xml"))
        for override in [o for o in types if o.get("PartName", "").lstrip("/") == chain]:
            types.remove(override)
        self._changed["[Content_Types].xml"] = _serialise(types)
        return chain

    def to_bytes(self) -> bytes:
        """The workbook with all changes. Parts that were not concerned are the same bytes, in the same order."""
        for name, sheet in self._sheets.items():
            self._changed[self._part_of(name)] = _serialise(sheet.root)
        self._finish_book()
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as package, zipfile.ZipFile(out, "w") as target:
            gone = self._drop_calc_chain(package) if self._formula_replaced else None
            for info in package.infolist():
                if info.filename == gone:
                    continue
                data = self._changed.get(info.filename)
                target.writestr(info, package.read(info) if data is None else data)
        return out.getvalue()

