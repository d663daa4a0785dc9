"""Fills a form's blank with its contents: values into cells, unused rows hidden, rows made high enough for long texts.

Not for: where the contents come from (`sllassist.schemes`), and for files on disk (`sllassist.documents.create`).
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sllassist.case.problems import Problem
from sllassist.documents import fonts, geometry, xmltext
from sllassist.documents.forms import FormMap, Slot, Table
from sllassist.documents.values import stored
from sllassist.documents.workbook import Workbook
from sllassist.documents.wrap import break_lines
from sllassist.schemes.base import CellValue, FormContent

LINE = 1.7
"""Line height of 游ゴシック in em, as Excel sets it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook; without `data` when a problem of level "error" kept it from being made."""

    form: FormMap
    data: bytes | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Write:
    slot: Slot
    sheet: str
    cell: str
    value: str | Decimal | dt.date | None


def _writes(form: FormMap, content: FormContent) -> Iterator[_Write]:
    """Every cell to write. A formula whose value is not known gets an empty result. Raises KeyError for unknown names."""
    for name in {**content.values, **content.tables}:
        if name not in form.fields and name not in form.tables:
            raise KeyError(f"{form.form_id}: {name}")
    for name, item in form.fields.items():
        given = _verdict(form, content, *item.compared) if item.compared else content.values.get(name)
        if given is not None or item.formula:
            value = None if given is None else stored(form, item, given)
            for sheet, cell in item.places:
                yield _Write(item, sheet, cell, value)
    for name, table in form.tables.items():
        rows = content.tables.get(name, ())
        for row_number, row in zip(table.rows, rows, strict=False):
            if unknown := row.keys() - table.columns.keys():
                raise KeyError(f"{form.form_id}: {name}.{sorted(unknown)}")
            yield from _row_writes(form, table, row_number, dict(row))
        for row_number in table.rows[len(rows) :]:
            yield from _row_writes(form, table, row_number, {})


def _verdict(form: FormMap, content: FormContent, figure: str, limit: str) -> str:
    """How a figure compares with its limit, in the form's words."""
    assert form.verdicts is not None
    value, bound = content.values.get(figure), content.values.get(limit)
    if not isinstance(value, Decimal | int) or not isinstance(bound, Decimal | int):
        return form.verdicts.unknown
    return form.verdicts.below if value < bound else form.verdicts.reached


def _row_writes(form: FormMap, table: Table, number: int, row: dict[str, CellValue]) -> Iterator[_Write]:
    for name, column in table.columns.items():
        given = row.get(name)
        if given is not None or column.formula:
            value = None if given is None else stored(form, column, given)
            yield _Write(column, table.sheet, f"{column.column}{number}", value)


def _is_used(content: FormContent, prefix: str, unless: tuple[str, ...]) -> bool:
    return any(
        name.startswith(prefix) and name not in unless and value not in (None, (), "")
        for name, value in (*content.values.items(), *content.tables.items())
    )


def _hidden_rows(form: FormMap, content: FormContent) -> Iterator[tuple[str, range]]:
    for name, table in form.tables.items():
        if not table.keep_rows:
            yield table.sheet, table.rows[len(content.tables.get(name, ())) :]
    for hide in form.hide.values():
        if not _is_used(content, hide.prefix, hide.unless):
            yield hide.sheet, range(hide.rows[0], hide.rows[1] + 1)


@cache
def careful_width(char: str) -> float:
    """Width in em that neither the PDF's font nor a common Japanese workbook font exceeds by much."""
    usual = 1.0 if unicodedata.east_asian_width(char) in "FWA" else 0.6
    return max([usual, *(fonts.char_width(drawn) for drawn in fonts.printable(char).text if drawn != "\n")])


@dataclass(frozen=True, slots=True)
class _Height:
    """What a wrapped text in one row needs, in points, and how many of its characters the highest row holds."""

    write: _Write
    row: int
    needed: float
    present: float
    holds: int


def _heights(form: FormMap, writes: list[_Write]) -> Iterator[_Height]:
    import openpyxl

    book = openpyxl.load_workbook(form.blank)
    sheets = {name: geometry.Geometry(book[name]) for name in book.sheetnames}
    for write in writes:
        if not isinstance(write.value, str):
            continue
        sizes = sheets[write.sheet]
        cell, box = sizes.cell(write.cell), sizes.box(write.cell)
        if not cell.alignment.wrap_text or box.top != box.bottom:
            continue
        size = float(cell.font.sz or 11)
        room = sizes.width(box) - 2 * geometry.PADDING - size * float(cell.alignment.indent or 0)
        lines = break_lines(xmltext.clean(write.value), room / size, careful_width)
        dimension = sizes.sheet.row_dimensions[box.top]
        most = int((geometry.MAX_ROW - 2) / (size * LINE))
        present = float(dimension.height or geometry.DEFAULT_ROW)
        yield _Height(write, box.top, len(lines) * size * LINE + 2, present, sum(map(len, lines[:most])))


def _too_much(form: FormMap, content: FormContent) -> Iterator[Problem]:
    for name, table in form.tables.items():
        count = len(content.tables.get(name, ()))
        if count > table.capacity:
            params = {"form": form.title, "label": table.label, "capacity": table.capacity, "count": count}
            yield Problem("error", "documents.table_full", params=params)


def fill(form: FormMap, content: FormContent) -> Filled:
    """The blank of `form` with `content`.

    Problems: `documents.table_full`, `documents.text_too_long` (both errors; then there is no workbook).
    Raises KeyError and TypeError where the content does not speak the map's language, OSError for a missing blank.
    """
    problems = list(_too_much(form, content))
    if problems:
        return Filled(form, None, tuple(problems))
    writes = list(_writes(form, content))
    rows: dict[tuple[str, int], float] = {}
    for height in _heights(form, writes):
        slot, place = height.write.slot, (height.write.sheet, height.row)
        if height.needed > geometry.MAX_ROW:
            count, limit = len(str(height.write.value)), height.holds // 10 * 10
            params = {"form": form.title, "label": slot.label, "count": count, "limit": limit}
            problems.append(Problem("error", "documents.text_too_long", params=params))
        elif height.needed > max(height.present, rows.get(place, 0.0)):
            rows[place] = height.needed
    if problems:
        return Filled(form, None, tuple(problems))
    book = Workbook.open(form.blank)
    for write in writes:
        if write.slot.formula:
            assert not isinstance(write.value, dt.date)
            book.put_result(write.sheet, write.cell, "" if write.value is None else write.value)
        elif write.value is not None:
            book.put(write.sheet, write.cell, write.value)
    for (sheet, row), points in rows.items():
        book.set_row_height(sheet, row, points)
    for sheet, hidden in _hidden_rows(form, content):
        book.hide_rows(sheet, hidden)
    return Filled(form, book.to_bytes(), ())
