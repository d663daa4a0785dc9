"""Checks the totals a table states itself against the sum of the figures read: a difference means a figure was missed.

Not for: totals of the case.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sllassist.importers.columns import Column
from sllassist.importers.figures import read_figures
from sllassist.importers.notes import Notes
from sllassist.importers.proposal import TableProposal
from sllassist.importers.source import Sheet, address
from sllassist.importers.tableread import TableReader
from sllassist.importers.words import fold

_NO_SUMS = ("平均", "最大", "最小", "累計", "average")


def check_totals(
    table: TableProposal, columns: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes
) -> None:
    """Warns of total rows and total columns that differ from the figures read.

    A total row may add up everything so far, or what stands since the total row before it, or the subtotals before it.
    """
    quantities = [column for column in columns if column.role == "quantity" and column.index in reader.figures]
    for column in quantities:
        _rows(column, reader, sheet, notes, table)
    if len(quantities) > 1 and all(column.when is not None for column in quantities):
        for column in columns:
            if column.why == "importers_skip.total" and not any(word in fold(column.heading) for word in _NO_SUMS):
                _across(column, quantities, reader, sheet, notes)


def _stated(sheet: Sheet, row: int, column: int) -> Decimal | None:
    return read_figures([sheet.columns[column][row]]).values[0]


def _rows(column: Column, reader: TableReader, sheet: Sheet, notes: Notes, table: TableProposal) -> None:
    if not reader.body.totals:
        return
    labels = [each.index for each in reader.columns if each.role == "energy"]
    values = dict(zip(reader.body.rows, reader.figures[column.index].values, strict=True))
    since: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    passed: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    totals = set(reader.body.totals)
    for row in range(table.region.first, table.region.last):
        own = tuple(sheet.text(row, index) for index in labels)
        if row not in totals:
            value = values.get(row) or Decimal(0)
            since[own] += value
            passed[own] += value
        elif not labels or own in passed:  # figures of several energies are not added up
            label = "".join(sheet.text(row, index) for index in table.region.columns[:3] if index != column.index)
            stated = _stated(sheet, row, column.index)
            adds_up = not any(word in fold(label) for word in _NO_SUMS)
            if stated is not None and passed[own] and adds_up and stated not in (since[own], passed[own]):
                where = address(row, column.index)
                _warn(notes, label or where, where, stated, since[own] or passed[own])
            since[own] = Decimal(0)


def _across(column: Column, quantities: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes) -> None:
    cells = sheet.columns[column.index]
    stated = read_figures([cells[row] for row in reader.body.rows]).values
    figures = [list(reader.figures[each.index].values) for each in quantities]
    for row, total, *values in zip(reader.body.rows, stated, *figures, strict=True):
        found = [value for value in values if value is not None]
        if total is not None and found and total != (added := sum(found, Decimal(0))):
            _warn(notes, column.heading, address(row, column.index), total, added)


def _warn(notes: Notes, label: str, where: str, stated: Decimal, found: Decimal) -> None:
    notes.warn("importers_warning.total", label=label[:30], where=where, stated=f"{stated:,f}", found=f"{found:,f}")
