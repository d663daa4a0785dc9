"""Checks the totals a table states itself against the sum of the figures read: a difference means a figure was missed.

Not for: totals of the case.
"""

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


def check_totals(table: TableProposal, columns: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes) -> None:
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
    values = dict(zip(reader.body.rows, reader.figures[column.index].values, strict=True))
    since, passed = Decimal(0), Decimal(0)
    totals = set(reader.body.totals)
    for row in range(table.region.first, table.region.last):
        if row in totals:
            label = "".join(sheet.text(row, index) for index in table.region.columns[:3])
            stated = _stated(sheet, row, column.index)
            if stated is not None and not any(word in fold(label) for word in _NO_SUMS):
                if stated not in (since, passed) and (since or passed):
                    _warn(notes, label or address(row, column.index), address(row, column.index), stated, since if since else passed)
                since = Decimal(0)
        elif (value := values.get(row)) is not None:
            since += value
            passed += value


def _across(column: Column, quantities: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes) -> None:
    for place, row in enumerate(reader.body.rows):
        stated = _stated(sheet, row, column.index)
        found = [value for each in quantities if (value := reader.figures[each.index].values[place]) is not None]
        if stated is not None and found and stated != sum(found, Decimal(0)):
            _warn(notes, column.heading, address(row, column.index), stated, sum(found, Decimal(0)))


def _warn(notes: Notes, label: str, where: str, stated: Decimal, found: Decimal) -> None:
    notes.warn("importers_warning.total", label=label[:30], where=where, stated=f"{stated:,f}", found=f"{found:,f}")
