"""The bill figures of one site and one fiscal year as a Qt table: months down, energies across.

Every change goes to the open case as one edit. Not for: keys, mouse and painting (`sllassist.ui.widgets.grid`), and for
reading typed text (`sllassist.flow.bills`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sllassist.case.edits import Cell
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.problems import InputProblem
from sllassist.flow.bills import BillCells, Kind, Target, parse_block, type_cells
from sllassist.flow.pasting import Head, arrange
from sllassist.flow.rounding import shown
from sllassist.ui import theme
from sllassist.ui.model import AppModel

MONTH_ROWS: Final = len(FISCAL_MONTHS)
TOTAL, YEAR, CO2 = MONTH_ROWS, MONTH_ROWS + 1, MONTH_ROWS + 2
"""Rows under the months: sum of the year, one figure for the whole year, emissions."""
ROW_NAMES: Final = (*(f"{month}月" for month in FISCAL_MONTHS), "年間合計", "年間の合計だけ入力", "CO2（t）")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: which figures of which supply, and what its head says."""

    supply_id: str
    kind: Kind
    energy: str
    supplier: str
    unit: str
    units: tuple[str, ...]
    name: str = ""
    """What the firm calls the column, "" where it has no name of its own."""

    @property
    def title(self) -> str:
        """What the column is called in a sentence and at the top of its head."""
        return self.name or self.energy

    @property
    def below(self) -> str:
        """What stands under the title: the energy where the title does not say it, and the supplier."""
        return " ".join(part for part in (self.energy if self.name else "", self.supplier) if part)

    @property
    def head(self) -> str:
        """The head in one line, for screen readers."""
        return " ".join(part for part in (self.title, self.below, f"（{self.unit}）") if part)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act on several cells did: how many cells it filled, and sentences on what it left out."""

    count: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a column shows: its bills, t-CO2, unread texts and questions."""

    bills: object
    tonnes: Decimal | None
    drafts: Mapping[str, str]
    doubts: Mapping[Cell, str]

    def same(self, other: "Shown") -> bool:
        """Whether nothing has changed; the bills of a column stay the same object while no edit touches them."""
        mine, others = (self.tonnes, self.drafts, self.doubts), (other.tonnes, other.drafts, other.doubts)
        return self.bills is other.bills and mine == others


class BillTable(QAbstractTableModel):
    """Rows: twelve months, the year's sum, the whole-year figure, t-CO2. Columns: `GridColumn`."""

    def __init__(self, app: AppModel) -> None:
        super().__init__()
        self._app = app
        self.columns: tuple[GridColumn, ...] = ()
        self.fiscal_year = 0
        self._co2: Mapping[str, Decimal | None] = {}
        self._doubts: Mapping[Cell, str] = {}
        self._cells = BillCells(app.case, {})
        self.shown: list[Shown] = []
        """What each column shows; the same object as long as it shows the same."""

    @property
    def _units(self) -> dict[str, tuple[str, ...]]:
        return {column.supply_id: column.units for column in self.columns}

    def show(
        self, columns: Sequence[GridColumn], fiscal_year: int, co2: Mapping[str, Decimal | None], doubts: Mapping[Cell, str]
    ) -> None:
        """Shows these columns of this year.

        `co2` gives t-CO2 of the year per supply id, None where not known; `doubts` the question asked about a figure.
        """
        changed = tuple(columns) != self.columns or fiscal_year != self.fiscal_year
        if changed:
            self.beginResetModel()
        self.columns, self.fiscal_year, self._co2, self._doubts = tuple(columns), fiscal_year, co2, doubts
        self._cells = BillCells(self._app.case, self._units)
        before, now = self.shown, [self._shown_by(column) for column in self.columns]
        if changed:
            self.shown = now
            self.endResetModel()
            return
        self.shown = [old if old.same(new) else new for old, new in zip(before, now, strict=True)]
        for column, (old, new) in enumerate(zip(before, self.shown, strict=True)):
            if new is not old:
                self.dataChanged.emit(self.index(0, column), self.index(CO2, column))

    def _shown_by(self, column: GridColumn) -> "Shown":
        key, prefix = (column.supply_id, self.fiscal_year), f"records.{column.supply_id}.{self.fiscal_year}."
        return Shown(
            self._cells.column(*key), self._co2.get(column.supply_id),
            {path: text for path, text in self._app.case.drafts.items() if path.startswith(prefix)},
            {cell: doubt for cell, doubt in self._doubts.items() if cell[:2] == key},
        )  # fmt: skip

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(ROW_NAMES)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of rows and columns."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return ROW_NAMES[section] if orientation == Qt.Orientation.Vertical else self.columns[section].head

    def target(self, row: int, column: int) -> Target | None:
        """The bill figure of a cell that takes figures, else None."""
        if not 0 <= column < len(self.columns) or not (0 <= row < MONTH_ROWS or row == YEAR):
            return None
        own = self.columns[column]
        return Target((own.supply_id, self.fiscal_year, None if row == YEAR else FISCAL_MONTHS[row]), own.kind)

    def place_of(self, path: str) -> tuple[int, int] | None:
        """Row and column of the cell with a Case path, None when it is not in this table."""
        for column in range(len(self.columns)):
            for row in (*range(MONTH_ROWS), YEAR):
                found = self.target(row, column)
                if found is not None and found.path == path:
                    return row, column
        return None

    def locked(self, row: int, column: int) -> str:
        """Why nothing can be entered in this cell, as a sentence; empty when figures can be entered."""
        if row == TOTAL:
            return "年間合計は、月の数字から計算しています。"
        if row == CO2:
            return "CO2は、使用量から計算しています。"
        if self.target(row, column) is None:
            return "ここには入力できません。"
        own = self.columns[column]
        if row == YEAR and self._cells.has_months(own.supply_id, self.fiscal_year):
            return f"「{own.title}」は月ごとの数字が入っています。年間の合計だけにするときは、先に月の数字を消してください。"
        if row != YEAR and self._cells.has_year(own.supply_id, self.fiscal_year):
            only = f"「{own.title}」は年間の合計だけを入力しています。"
            return f"{only}月ごとにするときは、先に「年間の合計だけ入力」の数字を消してください。"
        return ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All cells can be selected and copied; those that take figures can be edited."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found if self.locked(index.row(), index.column()) else found | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, and for screen readers row, column, figure and what is wrong."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            found = self.target(row, column)
            return self._cells.text(found) if found else self._shown(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problem(row, column) or self.doubt(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = "　要確認" if self.problem(row, column) or self.doubt(row, column) else ""
            return f"{ROW_NAMES[row]}　{self.columns[column].head}　{self._shown(row, column) or '空欄'}{mark}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.problem(row, column) or self.doubt(row, column) or self.locked(row, column)
        return None

    def _shown(self, row: int, column: int) -> str:
        own = self.columns[column]
        if row == TOTAL:
            total = self._cells.total(own.supply_id, self.fiscal_year, own.kind)
            return "" if total is None else f"{total:,f}"
        if row == CO2:
            tonnes = self._co2.get(own.supply_id) if own.kind == "quantity" else None
            return "" if tonnes is None else shown(tonnes)
        found = self.target(row, column)
        return self._cells.shown(found) if found else ""

    def problem(self, row: int, column: int) -> str:
        """What to do about the cell, as a sentence; empty when it is in order."""
        found = self.target(row, column)
        return self._cells.problem(found) if found else ""

    def doubt(self, row: int, column: int) -> str:
        """The question asked about the cell's figure, which may be right; empty when there is none."""
        found = self.target(row, column)
        return self._doubts.get(found.cell, "") if found is not None and found.kind == "quantity" else ""

    # What changes the case

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes over one typed text as one undo step."""
        return role == Qt.ItemDataRole.EditRole and self.type_text(index.row(), index.column(), str(value))

    def type_text(self, row: int, column: int, text: str, merge_key: str | None = None) -> bool:
        """Takes over a typed text; False when the cell takes none. Steps with the same `merge_key` become one."""
        found = self.target(row, column)
        if found is None or self.locked(row, column):
            return False
        changed = type_cells(self._app.case, {found: text}, self._units)
        self._app.edit(changed, f"{self.columns[column].title} {ROW_NAMES[row]}の入力", merge_key)
        return True

    def enter(self, typed: Mapping[Target, str], label: str) -> int:
        """Takes over texts of several cells as one undo step; how many cells took one."""
        self._app.edit(type_cells(self._app.case, typed, self._units), label)
        return len(typed)

    def clear(self, cells: Iterable[tuple[int, int]]) -> int:
        """Empties these cells as one undo step; how many had something."""
        found = [t for row, column in cells if (t := self.target(row, column)) and self._cells.text(t)]
        return self.enter(dict.fromkeys(found, ""), "数字を消す") if found else 0

    def block(self, top: int, left: int, bottom: int, right: int) -> list[list[str]]:
        """The texts of a rectangle, as they are copied."""
        rows = range(top, bottom + 1)
        return [[str(self.data(self.index(row, c), Qt.ItemDataRole.EditRole)) for c in range(left, right + 1)] for row in rows]

    def paste(self, top: int, left: int, text: str, fill: Sequence[tuple[int, int]] = ()) -> Outcome:
        """Puts a copied block with its upper left corner into a cell, as one undo step; takes what fits and tells the rest.

        A single copied figure goes into all cells of `fill`. Months and headings beside the figures decide where those go
        (`sllassist.flow.pasting`). Raises InputProblem `paste.…`, and takes nothing, for an empty, too large or doubtful block.
        """
        block = parse_block(text)
        if not block:
            raise InputProblem("paste.empty")
        arranged = arrange(block, [self._head(column) for column in self.columns], self.fiscal_year, left)
        if arranged is not None and arranged.by_month:
            top = 0
        if len(block) == len(block[0]) == 1 and len(fill) > 1:
            pairs = [(row, column, block[0][0]) for row, column in fill]
        elif arranged is not None:
            pairs = [(top + row, column, cell) for row, column, cell in arranged.cells]
        else:
            pairs = [(top + r, left + c, cell) for r, line in enumerate(block) for c, cell in enumerate(line)]
        typed: dict[Target, str] = {}
        locked: dict[str, None] = {}
        sums: list[tuple[int, str]] = []
        for row, column, cell in pairs:
            found = self.target(row, column)
            if found is not None and not (why := self._closed(row, column, top)):
                typed[found] = cell
            elif found is not None and cell:
                locked[why] = None
            elif row == TOTAL and column < len(self.columns):
                sums.append((column, cell))
        if typed:
            self.enter(typed, "貼り付け")
        if arranged is not None:
            height = max((row for row, _, _ in pairs), default=top) - top + 1
            over = (*self._overflow(top, 0, [[""]] * height, bool(sums)), *arranged.told)
        else:
            over = tuple(self._overflow(top, left, block, bool(sums)))
        return Outcome(len(typed), (*over, *self._compared(sums), *locked))

    def _head(self, column: GridColumn) -> Head:
        energy = self._app.knowledge.energies.get(self._energy_of(column))
        names = (energy.name, energy.form_name) if energy else (column.energy,)
        known = (column.energy, *names, *_bracketed(names))
        return Head(column.supply_id, known, column.supplier, column.unit, column.kind, column.name)

    def _energy_of(self, column: GridColumn) -> str:
        supply = self._app.case.supply(column.supply_id)
        return supply.energy if supply else ""

    def _closed(self, row: int, column: int, top: int) -> str:
        """As `locked`; a block that begins above the whole-year row never fills that row as well."""
        why = self.locked(row, column)
        return why or ("「年間の合計だけ入力」の行には貼り付けていません。" if row == YEAR and top != YEAR else "")

    def _overflow(self, top: int, left: int, block: list[list[str]], sums: bool) -> list[str]:
        over_rows = max(0, top + len(block) - MONTH_ROWS - (1 if sums else 0)) if top < MONTH_ROWS else len(block) - 1
        over_columns = max(0, left + len(block[0]) - len(self.columns))
        parts = [f"下の{over_rows}行"] if over_rows > 0 else []
        parts += [f"右の{over_columns}列"] if over_columns else []
        return [f"表からはみ出した{'と'.join(parts)}は入れていません。"] if parts else []

    def _compared(self, sums: list[tuple[int, str]]) -> list[str]:
        told = []
        for column, cell in sums:
            own = self.columns[column]
            total = self._cells.total(own.supply_id, self.fiscal_year, own.kind)
            try:
                pasted = Decimal(cell.replace(",", "")) if cell else None
            except ArithmeticError:
                pasted = None
            if pasted is not None and total is not None and pasted != total:
                told.append(f"「{own.title}」の合計が、貼り付けた{pasted:,f}と表の{total:,f}で違います。")
        return ["合計の行は計算するので入れていません。", *told] if sums else []

    def unread(self) -> list[tuple[int, int]]:
        """Cells whose text could not be read or that need a look, row by row."""
        rows = (*range(MONTH_ROWS), YEAR)
        return [(row, c) for row in rows for c in range(len(self.columns)) if self.problem(row, c)]

    def empty_months(self, column: int) -> list[int]:
        """Rows of months without a figure in a column; none when the year is stated as one figure."""
        own = self.columns[column]
        if self._cells.has_year(own.supply_id, self.fiscal_year):
            return []
        return [row for row in range(MONTH_ROWS) if not self._shown(row, column)]


def _bracketed(names: Iterable[str]) -> tuple[str, ...]:
    """What stands in brackets in names: LPガス（プロパンガス） is called by either."""
    return tuple(part for name in names for part in re.findall(r"（([^（）、]{2,8})）", name))


def text_width() -> int:
    """Width of a figure column in px: thirteen digits with commas would not fit, ten do."""
    return theme.px(132)
