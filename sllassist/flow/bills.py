"""The bill table without a screen: what a cell shows, and what typed or pasted texts do to the Case, in one edit.

Not for: how the table looks (`sllassist.ui.widgets.grid`), for files (`sllassist.importers`) or plausibility.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from sllassist.case import parsing
from sllassist.case.columns import Bills, Key, columns_of
from sllassist.case.edits import Cell, put_records, record_path
from sllassist.case.model import Case, EnergyRecord
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.problems import InputProblem
from sllassist.case.units import convert, kind_of

Kind = Literal["quantity", "cost"]
Units = Mapping[str, tuple[str, ...]]
"""Supply id → units its bills may be stated in."""

LABELS: dict[Kind, str] = {"quantity": "使用量", "cost": "金額"}
_COST = ".cost_yen"
_TOO_MANY = 200_000
"""Cells of a pasted block that are looked at; a year of the largest firm has fewer."""


class Target(NamedTuple):
    """One cell of the table: the place of a bill figure, and whether its quantity or its cost is meant."""

    cell: Cell
    kind: Kind = "quantity"

    @property
    def path(self) -> str:
        """Path of the cell for drafts and problems."""
        return record_path(self.cell) + (_COST if self.kind == "cost" else "")


class BillCells:
    """The bill figures of a Case by their place. Only the columns asked about are looked at: a case may hold thousands."""

    def __init__(self, case: Case, units: Units) -> None:
        self.case = case
        self._units = units
        self._by_key = columns_of(case).by_key
        self._columns: dict[Key, dict[int | None, list[EnergyRecord]]] = {}

    def _at(self, cell: Cell) -> list[EnergyRecord]:
        """All records of a place."""
        key = cell[:2]
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = {}
            for record in self._by_key.get(key, ()):
                found.setdefault(record.month, []).append(record)
        return found.get(cell[2], [])

    def column(self, supply_id: str, fiscal_year: int) -> Bills | None:
        """All records of a supply and year; the same object while no edit touches one of them."""
        return self._by_key.get((supply_id, fiscal_year))

    def record(self, cell: Cell) -> EnergyRecord | None:
        """The (first) record of a place."""
        found = self._at(cell)
        return found[0] if found else None

    def has_months(self, supply_id: str, fiscal_year: int) -> bool:
        """Whether any month of the year has a figure or an unread text."""
        cells = [(supply_id, fiscal_year, month) for month in FISCAL_MONTHS]
        return any(self._at(cell) or record_path(cell) in self.case.drafts for cell in cells)

    def has_year(self, supply_id: str, fiscal_year: int) -> bool:
        """Whether the year is stated as one figure (or an unread text stands there)."""
        cell = (supply_id, fiscal_year, None)
        return bool(self._at(cell)) or record_path(cell) in self.case.drafts

    def _unit(self, supply_id: str) -> str:
        supply = self.case.supply(supply_id)
        return supply.unit if supply else ""

    def text(self, target: Target) -> str:
        """What stands in the cell when it is edited or copied: reads back to the same value."""
        if target.path in self.case.drafts:
            return self.case.drafts[target.path]
        record = self.record(target.cell)
        if record is None:
            return ""
        if target.kind == "cost":
            return "" if record.cost_yen is None else f"{record.cost_yen:f}"
        own = record.unit == self._unit(record.supply_id)
        return f"{record.quantity:f}" if own else f"{record.quantity:f} {record.unit}"

    def shown(self, target: Target) -> str:
        """What the cell shows: figures with commas, unread texts as typed, doubled figures side by side."""
        if target.path in self.case.drafts:
            return self.case.drafts[target.path]
        found = self._at(target.cell)
        unit = self._unit(target.cell[0])
        texts = []
        for record in found:
            if target.kind == "cost":
                texts += [] if record.cost_yen is None else [f"{record.cost_yen:,f}"]
            else:
                texts.append(f"{record.quantity:,f}" + ("" if record.unit == unit else f" {record.unit}"))
        return "／".join(texts)

    def problem(self, target: Target) -> str:
        """The sentence on what to do about the cell; empty when it is in order."""
        path = target.path
        if path in self.case.drafts:
            try:
                _read(target, self.case.drafts[path], self._unit(target.cell[0]), self._units)
            except InputProblem as told:
                return told.problem.message
            return "金額は使用量と一緒に残します。同じ月の使用量も入力してください。"
        if target.kind == "quantity" and len(self._at(target.cell)) > 1:
            return "同じ月の数字が2つ入っています。正しい数字を1つ入力し直してください。"
        return ""

    def total(self, supply_id: str, fiscal_year: int, kind: Kind) -> Decimal | None:
        """Sum of the year in the supply's unit (or yen); None when there is nothing or units cannot be added."""
        unit = self._unit(supply_id)
        found = [r for month in (*FISCAL_MONTHS, None) for r in self._at((supply_id, fiscal_year, month))]
        if kind == "cost":
            costs = [record.cost_yen for record in found if record.cost_yen is not None]
            return sum(costs, Decimal(0)) if costs else None
        try:
            parts = [r.quantity if r.unit == unit else convert(r.quantity, r.unit, unit) for r in found]
        except InputProblem:
            return None
        return sum(parts, Decimal(0)) if parts else None


def plain_figure(value: Decimal) -> str:
    """A bill figure for reading: thousands separated, no idle zeros behind the point."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def _read(target: Target, text: str, unit: str, units: Units) -> tuple[Decimal, str]:
    """Value and unit of a typed text ("円" for costs). Raises InputProblem with the sentence to show."""
    if target.kind == "cost":
        return parsing.parse_yen(text, LABELS["cost"]), "円"
    value, found = parsing.parse_quantity(text, unit, LABELS["quantity"])
    allowed = units.get(target.cell[0], ())
    if found != unit and found not in allowed and kind_of(found) not in {kind_of(name) for name in (unit, *allowed)}:
        raise InputProblem("unit.incompatible", unit=found, to=unit)
    return value, found


def _placed(old: EnergyRecord | None, cell: Cell, quantity: Decimal, unit: str, cost: Decimal | None) -> EnergyRecord:
    if old is not None:
        return old.model_copy(update={"quantity": quantity, "unit": unit, "cost_yen": cost})
    return EnergyRecord(supply_id=cell[0], fiscal_year=cell[1], month=cell[2], quantity=quantity, unit=unit, cost_yen=cost)


def type_cells(case: Case, typed: Mapping[Target, str], units: Units) -> Case:
    """The Case after these texts were typed into these cells: values where they can be read, else drafts; blanks clear.

    One edit for the whole block. A cost whose month has no quantity (any more) is kept as a draft, never dropped.
    Returns the same Case when nothing changes.
    """
    before = BillCells(case, units)
    new = {target: text.strip() for target, text in typed.items() if text.strip() != before.text(target)}
    if not new:
        return case
    records: dict[Cell, EnergyRecord | None] = {}
    drafts: dict[Cell, str] = {}
    cost_drafts: dict[str, str | None] = {}
    for cell in dict.fromkeys(target.cell for target in new):
        old = before.record(cell)
        unit = supply.unit if (supply := case.supply(cell[0])) else ""
        texts: dict[Kind, str] = {}
        values: dict[Kind, tuple[Decimal, str] | None] = {}
        for kind in LABELS:
            target = Target(cell, kind)
            texts[kind] = new.get(target, before.text(target))
            try:
                values[kind] = _read(target, texts[kind], unit, units) if texts[kind] else None
            except InputProblem:
                values[kind] = None
        quantity, cost = values["quantity"], values["cost"]
        records[cell] = None if quantity is None else _placed(old, cell, *quantity, cost[0] if cost else None)
        if quantity is None and texts["quantity"]:
            drafts[cell] = texts["quantity"]
        kept = texts["cost"] and (cost is None or quantity is None)
        cost_drafts[Target(cell, "cost").path] = texts["cost"] if kept else None
    changed = put_records(case, records, drafts)
    left = {path: text for path, text in changed.drafts.items() if path not in cost_drafts}
    left.update({path: text for path, text in cost_drafts.items() if text is not None})
    return changed.model_copy(update={"drafts": left})


def zeros(case: Case, supply_ids: Iterable[str], fiscal_year: int, months: Iterable[int] = FISCAL_MONTHS) -> dict[Target, str]:
    """Texts that put 0 into every empty month of these supplies; supplies with a whole-year figure are left alone."""
    cells = BillCells(case, {})
    wanted = tuple(months)
    return {
        Target((supply_id, fiscal_year, month)): "0"
        for supply_id in supply_ids
        if not cells.has_year(supply_id, fiscal_year)
        for month in wanted
        if not cells.text(Target((supply_id, fiscal_year, month)))
    }


def parse_block(text: str) -> list[list[str]]:
    """Rows of cells of a block copied in a spreadsheet: tabs and line breaks, quoted cells, the last line break ignored.

    Raises InputProblem `paste.too_large` for a block no bill table has.
    """
    plain = text.removeprefix("\ufeff").replace("\x00", "")
    if plain.count("\t") + plain.count("\n") > _TOO_MANY:
        raise InputProblem("paste.too_large")
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(plain, newline=""), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def make_block(rows: Iterable[Iterable[str]]) -> str:
    """A block as spreadsheets take it from the clipboard; reads back by `parse_block`."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="\t", lineterminator="\n").writerows(rows)
    return buffer.getvalue()
