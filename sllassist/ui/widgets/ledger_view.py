"""「この数字の根拠」: the formula of a figure with its factors and sources, and the bill lines it is made of.

Not for: computing; everything shown comes from the ledger and its explanations.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, cast

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sllassist.case.edits import record_path
from sllassist.case.model import Case, EnergySupply
from sllassist.emissions import Explanation, Line, explain
from sllassist.flow.pages import Place
from sllassist.flow.rounding import shown
from sllassist.ui import theme
from sllassist.ui.stylesheet import scaled
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head

SHOWN_ROWS: Final = 8
_ANY_WIDTH: Final = 16_777_215
"""Qt's word for no limit."""
_HEADS: Final = ("事業所", "エネルギー", "月", "請求書の数字", "熱量（GJ）", "CO2 基礎（t）", "CO2 調整後（t）", "印")
_WORDS: Final = {0, 1, 7}
_SHEET: Final = """
QTableView::item { padding: 0 8px; border-bottom: 1px solid @line; }
QTableView::item:selected { background: @keytint; color: @ink; }
"""
Index = QModelIndex | QPersistentModelIndex


def figure(value: Decimal, places: int = 3) -> str:
    """A figure for reading: at most `places` behind the point, idle zeros dropped, thousands separated."""
    text = shown(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Lines(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._sites: dict[str, str] = {}
        self._supplies: dict[str, EnergySupply] = {}

    def put(self, lines: Sequence[Line], case: Case) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self._sites = {site.id: site.name or "名称未入力" for site in case.sites}
        self._supplies = {supply.id: supply for supply in case.supplies}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def texts(self, line: Line) -> tuple[str, ...]:
        marks = (("暫定", line.provisional), ("未確認", line.unverified), ("メモ", bool(line.note)))
        words = [word for word, on in marks if on]
        month = "年間" if line.month is None else f"{line.month}月"
        energy, supply = line.rate.energy.name.split("（")[0], self._supplies.get(line.supply_id)
        return (
            self._sites.get(line.site_id, ""), supply.called(energy) if supply else energy, month, f"{line.quantity:,f} {line.unit}",
            shown(line.heat_gj, 3), shown(line.co2_basic_t, 3), shown(line.co2_adjusted_t, 3), "・".join(words),
        )  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        texts = self.texts(self.lines[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[index.column()]} {texts[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() in _WORDS else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class LedgerView(Card):
    """The basis of one figure. `go` asks for the cell of a bill line; `closed` says it has been folded."""

    go = Signal(Place)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = row(spacing=16)
        self.heading = Heading("この数字の根拠")
        self.heading.setMaximumWidth(_ANY_WIDTH)
        head.addWidget(self.heading, 1)
        self.close_link = LinkButton("根拠を閉じる")
        self.close_link.clicked.connect(self.fold)
        head.addWidget(self.close_link)
        self.body.addLayout(head)
        self._said = column(spacing=16)
        self.body.addLayout(self._said)
        self._lines_title = Heading("もとになった請求書の数字", level=3)
        self.body.addWidget(self._lines_title)
        self._model = _Lines()
        self.lines = QTableView(self)
        self._set_up_lines()
        self.body.addWidget(self.lines)
        self._line_note = Note("", measure=None)
        self.body.addWidget(self._line_note)
        self.to_bill = LinkButton("この数字を直す")
        self.to_bill.clicked.connect(self._go)
        self.body.addWidget(self.to_bill)
        self.hide()

    def _set_up_lines(self) -> None:
        self.lines.setModel(self._model)
        self.lines.setAccessibleName("もとになった請求書の数字")
        self.lines.setTabKeyNavigation(False)
        self.lines.setShowGrid(False)
        self.lines.setStyleSheet(scaled(_SHEET, theme.COLOURS, theme.px))
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.lines.verticalHeader().hide()
        self.lines.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.lines.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.lines.horizontalHeader().setHighlightSections(False)
        self.lines.selectionModel().currentRowChanged.connect(self._show_line)
        self.lines.doubleClicked.connect(self._go)
        self.lines.installEventFilter(self)

    def put(self, title: str, explanations: Sequence[Explanation], lines: Sequence[Line], case: Case) -> None:
        """Shows the basis of a figure."""
        self.heading.set_text(f"この数字の根拠　{title}")
        clear(self._said)
        for explanation in explanations:
            self._said.addWidget(_Said(explanation, heading=len(explanations) > 1))
        self._model.put(lines, case)
        shown = min(len(lines), SHOWN_ROWS)
        edge = self.lines.horizontalHeader().sizeHint().height() + 2 * self.lines.frameWidth()
        self.lines.setFixedHeight(theme.px(32) * shown + edge)
        for widget in (self.lines, self._lines_title, self._line_note, self.to_bill):
            widget.setVisible(bool(lines))
        if lines:
            self.lines.setCurrentIndex(self._model.index(0, 0))
        self.show()

    def fold(self) -> None:
        """Closes the basis."""
        self.hide()
        self.closed.emit()

    def _current(self) -> Line | None:
        at = self.lines.currentIndex().row()
        return self._model.lines[at] if 0 <= at < len(self._model.lines) else None

    def _show_line(self) -> None:
        line = self._current()
        if line is not None:
            told = explain(line)
            steps = "\n".join(f"{step.label}：{step.formula} ＝ {figure(step.value, 6)} {step.unit}" for step in told.steps)
            note = f"\nメモ：{line.note}" if line.note else ""
            self._line_note.set_text(f"{told.title}\n{steps}{note}")

    def _go(self) -> None:
        line = self._current()
        if line is not None:
            self.go.emit(Place("bills", line.fiscal_year, record_path((line.supply_id, line.fiscal_year, line.month))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a line goes to its cell."""
        pressed = cast("QKeyEvent", event).key() if watched is self.lines and event.type() == QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
            return
        super().keyPressEvent(event)


class _Said(QWidget):
    """One explanation: steps, operands with sources, remarks."""

    def __init__(self, told: Explanation, *, heading: bool) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        if heading:
            layout.addWidget(Heading(told.title, level=3))
        for step in told.steps:
            layout.addWidget(Body(f"{step.label}　{step.formula}\n　＝ {figure(step.value, 6)} {step.unit}", measure=None))
        heads = (Head("使った数字", stretch=3), Head("値", figures=True), Head("単位"), Head("状態"), Head("出典", stretch=4))
        table = FigureTable(heads, "使った数字")
        rows = []
        for operand in told.operands:
            tag = StatusTag(operand.status)
            tag.setAccessibleName(operand.status)
            rows.append(FigureRow((operand.label, f"{operand.value:,f}", operand.unit, tag, operand.source)))
        table.put(rows)
        layout.addWidget(table)
        for remark in told.remarks:
            layout.addWidget(Note(remark, measure=None))
