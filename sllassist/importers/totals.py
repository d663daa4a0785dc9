"""Checks the totals a table states itself against the sum of the figures read: a difference means a figure was missed.

Not for: totals of the case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from sllassist.case.parsing import MAX_PLACES
from sllassist.importers.columns import Column
from sllassist.importers.figures import BinaryFigures, read_figures
from sllassist.importers.notes import Notes
from sllassist.importers.proposal import TableProposal
from sllassist.importers.source import NUMBERS, Sheet, address
from sllassist.importers.tableread import TableReader
from sllassist.importers.words import fold

_NO_SUMS = ("平均", "最大", "最小", "累計", "average")


@dataclass(frozen=True, slots=True)
class _TotalRow:
    """A row of totals. `places`: of all figures under its label; those before `last` stand above it.

    From `first` on they stand below the row of totals before.
    """

    row: int
    places: Sequence[int]
    first: int
    last: int


def check_totals(
    table: TableProposal, columns: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes
) -> None:
    """Warns of total rows and total columns that differ from the figures read.

    A total row may add up everything so far, or what stands since the total row before it, or the subtotals before it.
    """
    quantities = [column for column in columns if column.role == "quantity" and column.index in reader.figures]
    rows = _total_rows(table, reader, sheet) if reader.body.totals else []
    for column in quantities if rows else ():
        _rows(column, rows, reader, sheet, notes, table)
    if len(quantities) > 1 and all(column.when is not None for column in quantities):
        for column in columns:
            if column.why == "importers_skip.total" and not any(word in fold(column.heading) for word in _NO_SUMS):
                _across(column, quantities, reader, sheet, notes)


def _stated(sheet: Sheet, row: int, column: int) -> Decimal | None:
    return read_figures([sheet.columns[column][row]]).values[0]


def _total_rows(table: TableProposal, reader: TableReader, sheet: Sheet) -> list[_TotalRow]:
    """The rows of totals that can be checked: figures of several energies are not added up."""
    labels = [each.index for each in reader.columns if each.role == "energy"]
    numbers = {row: place for place, row in enumerate(reader.body.rows)}
    totals = set(reader.body.totals)
    places: dict[tuple[str, ...], list[int]] = {}
    begun: dict[tuple[str, ...], int] = {}
    found: list[_TotalRow] = []
    for row in range(table.region.first, table.region.last):
        own = tuple(sheet.text(row, index) for index in labels)
        if row not in totals:
            mine = places.setdefault(own, [])
            if row in numbers:
                mine.append(numbers[row])
        elif own in places:
            mine = places[own]
            found.append(_TotalRow(row, mine, begun.get(own, 0), len(mine)))
            begun[own] = len(mine)
    return found


def _rows(
    column: Column, rows: Sequence[_TotalRow], reader: TableReader, sheet: Sheet, notes: Notes, table: TableProposal
) -> None:
    values = reader.figures[column.index].values
    proven = _Proof(values)
    sums: dict[int, list[Decimal]] = {}
    for each in rows:
        stated = _stated(sheet, each.row, column.index)
        if stated is None or proven.adds_up(sheet.columns[column.index][each.row], each):
            continue
        if id(each.places) not in sums:
            figures = (values[place] or Decimal(0) for place in each.places)
            sums[id(each.places)] = list(accumulate(figures, initial=Decimal(0)))
        passed = sums[id(each.places)][each.last]
        if not passed or stated in (passed, passed - sums[id(each.places)][each.first]):
            continue
        since = sum((values[place] or Decimal(0) for place in each.places[each.first : each.last]), Decimal(0))
        texts = (sheet.text(each.row, index) for index in table.region.columns[:3] if index != column.index)
        label, where = "".join(texts), address(each.row, column.index)
        if not any(word in fold(label) for word in _NO_SUMS):
            _warn(notes, label or where, where, stated, since or passed)


def _across(column: Column, quantities: Sequence[Column], reader: TableReader, sheet: Sheet, notes: Notes) -> None:
    cells = sheet.columns[column.index]
    stated = read_figures([cells[row] for row in reader.body.rows]).values
    figures = [reader.figures[each.index].values for each in quantities]
    for place in _doubtful(stated, figures):
        total = stated[place]
        found = [value for each in figures if (value := each[place]) is not None]
        if total is not None and found and total != (added := sum(found, Decimal(0))):
            _warn(notes, column.heading, address(reader.body.rows[place], column.index), total, added)


def _near(largest: Any, count: int) -> Any:
    """How near the binary sum of `count` cells must come to a stated one to be equal to it; `largest`: neither is larger.

    The figures are of six decimals at most, and what is stated is rounded to six: within half a millionth, less all that
    binary roundings can amount to, there is no other figure of six decimals.
    """
    return 1 / (2 * 10**MAX_PLACES) - largest * (count + 1) / 2**50


def _doubtful(stated: Sequence[Decimal | None], figures: Sequence[Sequence[Decimal | None]]) -> Iterable[int]:
    """Places of the rows whose figures are not proven to add up to what is stated, by the binary numbers of the workbook."""
    binary = [each.numbers for each in figures if isinstance(each, BinaryFigures)]
    if not isinstance(stated, BinaryFigures) or len(binary) < len(figures):
        return range(len(stated))
    sums, totals = list(map(sum, zip(*binary, strict=True))), stated.numbers
    near = _near(max(*sums, *totals), len(binary))
    return [
        place for place, (total, added) in enumerate(zip(totals, sums, strict=True)) if not -near < total - added < near
    ]


class _Proof:
    """Proves rows of totals by the binary numbers of the workbook; what is not proven must be added up as decimals."""

    def __init__(self, values: Sequence[Decimal | None]) -> None:
        self._numbers = values.numbers if isinstance(values, BinaryFigures) else None
        self._sums: dict[int, list[Any]] = {}

    def adds_up(self, stated: Any, row: _TotalRow) -> bool:
        """Whether the stated cell is proven to be the sum of all figures, or of those since the row of totals before."""
        if self._numbers is None or type(stated) not in NUMBERS:
            return False
        if id(row.places) not in self._sums:
            self._sums[id(row.places)] = list(accumulate(map(self._numbers.__getitem__, row.places), initial=0))
        passed = self._sums[id(row.places)][row.last]
        near = _near(max(passed, stated), row.last)
        return any(-near < stated - sum_ < near for sum_ in (passed, passed - self._sums[id(row.places)][row.first]))


def _warn(notes: Notes, label: str, where: str, stated: Decimal, found: Decimal) -> None:
    notes.warn("importers_warning.total", label=label[:30], where=where, stated=f"{stated:,f}", found=f"{found:,f}")
