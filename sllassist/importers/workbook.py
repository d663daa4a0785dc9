"""Reads .xlsx, .xls and .ods with calamine, after a look through them that keeps harmful files away from it.

Not for: text files (`sllassist.importers.textfile`), and for what the cells mean.
"""

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sllassist.case.problems import InputProblem
from sllassist.importers import biff, cfb, limits
from sllassist.importers.package import open_package
from sllassist.importers.source import Kind, Remark, Sheet, Source
from sllassist.importers.xmlbounds import Bounds

Errors = Sequence[tuple[int, int, str]]
"""Row, column and error value of cells of a sheet."""


def read_package(data: bytes, name: str) -> Source:
    """An .xlsx or .ods. Raises InputProblem as `sllassist.importers.package.open_package`, and `importers.damaged`."""
    package = open_package(data, name)
    kind: Kind = "ods" if package.kind == "ods" else "xlsx"
    remarks = [Remark("importers_remark.external")] if package.external else []
    source = _read(package.data, name, kind, package.bounds, remarks)
    if not package.from_1904:
        return source
    return replace(source, sheets=tuple(replace(sheet, serials=False) for sheet in source.sheets))


def read_xls(data: bytes, name: str) -> Source:
    """An .xls of Excel 97 or later. Raises InputProblem as `cfb.workbook_stream` and `biff.look_through`."""
    records = biff.look_through(cfb.workbook_stream(data, name), name)
    with _reader_kept_quiet():
        return _read(io.BytesIO(cfb.pack(records)), name, "xls", {}, [], biff.errors(records)[1:])


@contextmanager
def _reader_kept_quiet() -> Iterator[None]:
    """The reader of old workbooks prints to the console what it then raises too; the user gets one sentence instead."""
    try:
        console = os.dup(2)
    except OSError:  # a program with a window has no console
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(console, 2)
        os.close(console)


def _read(
    stream: io.BytesIO, name: str, kind: Kind, bounds: Mapping[str, Bounds], remarks: list[Remark], errors: Sequence[Errors] = ()
) -> Source:  # fmt: skip
    import python_calamine as calamine

    sheets: list[Sheet] = []
    try:
        with calamine.load_workbook(stream) as book:
            for number, told in enumerate(book.sheets_metadata[: limits.SHEETS]):
                if told.typ == calamine.SheetTypeEnum.WorkSheet:
                    hidden = told.visible != calamine.SheetVisibleEnum.Visible
                    own = bounds.get(told.name)
                    wrong = own.errors if own is not None else errors[number] if number < len(errors) else ()
                    sheets.append(_sheet(book.get_sheet_by_index(number), hidden, kind, own, name, wrong))
            if len(book.sheets_metadata) > limits.SHEETS:
                remarks.append(Remark("importers_remark.many_sheets", (("limit", limits.SHEETS),)))
    except InputProblem:
        raise
    except calamine.PasswordError:
        raise InputProblem("importers.encrypted", name=name) from None
    except Exception:
        raise InputProblem("importers.damaged", name=name) from None
    except BaseException as stop:
        if type(stop).__name__ != "PanicException":  # how the reader gives up on records that contradict themselves
            raise
        raise InputProblem("importers.damaged", name=name) from None
    if not any(sheet.height for sheet in sheets):
        raise InputProblem("importers.empty", name=name)
    return Source(name, kind, tuple(sheets), remarks=tuple(remarks))


def _sheet(sheet: Any, hidden: bool, kind: Kind, bounds: Bounds | None, name: str, errors: Errors) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    width = max(map(len, rows), default=0)
    for down, across, value in errors:  # the reader leaves cells with an error value blank
        if down < len(rows) and across < len(rows[down]) and rows[down][across] == "":
            rows[down][across] = value
    if len(rows) > limits.ROWS:
        raise InputProblem("importers.too_many_rows", name=name, rows=f"{len(rows):,}", limit=f"{limits.ROWS:,}")
    if width > limits.COLUMNS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    columns = tuple(zip(*rows, strict=True)) if rows else ()
    for column in columns if kind == "xls" else ():
        if max((len(cell) for cell in column if isinstance(cell, str)), default=0) > limits.TEXT_LENGTH:
            line = next(
                row for row, cell in enumerate(column, 1) if isinstance(cell, str) and len(cell) > limits.TEXT_LENGTH
            )
            raise InputProblem("importers.cell_too_long", name=name, line=line, limit=f"{limits.TEXT_LENGTH:,}")
    merges = None
    if kind != "ods" and (ranges := sheet.merged_cell_ranges) is not None:
        merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Sheet(sheet.name, columns, len(rows), merges, hidden, bounds.uncomputed if bounds else frozenset())
