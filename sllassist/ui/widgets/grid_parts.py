"""Heads, cells and the cell editor of the bill table, as they are painted and typed into.

Not for: moving between cells and the clipboard (`sllassist.ui.widgets.grid`).
"""

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sllassist.ui import theme
from sllassist.ui.stylesheet import scaled
from sllassist.ui.widgets.grid_model import CO2, MONTH_ROWS, ROW_NAMES, TOTAL, BillTable
from sllassist.ui.widgets.inputs import LineEdit

KEEP_MS: Final = 400
"""Pause in typing after which an unfinished cell is handed over, so that no more than it is ever at risk."""
ROW_HEIGHT: Final = 30
"""Height of a row, px at 100 %: a year must be seen at once on a small screen."""
HEAD_HEIGHT: Final = 70
_MOVES: Final = {Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0), Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1)}
_ARROWS: Final = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_BOX: Final = "QLineEdit { min-height: 0; border: 2px solid @key; border-radius: 0; padding: 0 6px; }"
Index = QModelIndex | QPersistentModelIndex
Move = Callable[[int, int], None]


class ColumnHead(QHeaderView):
    """Name or energy in bold, supplier and unit below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Three lines high."""
        return QSize(super().sizeHint().width(), theme.px(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - named by Qt
        """Paints one head."""
        column = cast("BillTable", self.model()).columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, QColor(theme.GROUND))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(theme.px(8), theme.px(6), -theme.px(8), -theme.px(5))
        lines = (
            (column.title, theme.TEXT, True, theme.INK), (column.below, theme.SMALL, False, theme.SUB),
            (column.unit, theme.SMALL, False, theme.INK),
        )  # fmt: skip
        step = inner.height() // 3
        for number, (text, size, bold, colour) in enumerate(lines):
            painter.setFont(theme.font(size, bold=bold))
            painter.setPen(QColor(colour))
            line = QRect(inner.left(), inner.top() + number * step, inner.width(), step)
            shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class RowHead(QHeaderView):
    """Months, and the rows under them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.setMinimumSectionSize(theme.px(ROW_HEIGHT))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As wide as the longest name."""
        metrics = QFontMetrics(theme.font(theme.SMALL, bold=True))
        return QSize(max(metrics.horizontalAdvance(name) for name in ROW_NAMES) + theme.px(20), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - named by Qt
        """Paints one name."""
        painter.save()
        painter.fillRect(rect, QColor(theme.GROUND))
        painter.setPen(QColor(theme.BORDER if logicalIndex == MONTH_ROWS - 1 else theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        month = logicalIndex < MONTH_ROWS
        painter.setFont(theme.font(theme.TEXT if month else theme.SMALL, bold=logicalIndex in (TOTAL, CO2)))
        painter.setPen(QColor(theme.INK))
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, ROW_NAMES[logicalIndex])
        painter.restore()


class CellEditor(LineEdit):
    """The box that opens in a cell. `typed`: opened by typing, so arrow keys end it as in a spreadsheet.

    While it is open, Ctrl+Z takes back letters, not steps of the case.
    """

    def __init__(self, parent: QWidget, name: str, *, typed: bool) -> None:
        super().__init__(parent)
        self.typed = typed
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFrame(False)
        self.setStyleSheet(scaled(_BOX, theme.COLOURS, theme.px))

    def event(self, event: QEvent) -> bool:
        """Keeps Ctrl+Z for the letters."""
        return QLineEdit.event(self, event)


class CellDelegate(QStyledItemDelegate):
    """Paints cells and runs their editor; `move` is called with the step a finishing key asks for."""

    def __init__(self, parent: QTableView, move: Move) -> None:
        super().__init__(parent)
        self._move = move
        self._sitting = 0
        self._before = ""
        self.opened_by_typing = False
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._keep_text)
        self.editor: CellEditor | None = None
        self._index = QPersistentModelIndex()

    @property
    def _table(self) -> BillTable:
        return cast("BillTable", cast("QTableView", self.parent()).model())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain box: no validator, for those swallow full-width digits."""
        del option
        name = f"{ROW_NAMES[index.row()]}　{self._table.columns[index.column()].head}"
        editor = CellEditor(parent, name, typed=self.opened_by_typing)
        editor.textEdited.connect(self._keep.start)
        self._sitting += 1
        self._before = str(self._table.data(index, Qt.ItemDataRole.EditRole))
        self.editor, self._index = editor, QPersistentModelIndex(index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - named by Qt
        """Forgets the box."""
        self._keep.stop()
        self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows the cell's text, but never over what is being typed."""
        box = cast("CellEditor", editor)
        if not box.isModified():
            box.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hands the text over, as part of the undo step this editor began."""
        del model
        box = cast("CellEditor", editor)
        if box.isModified():
            self._table.type_text(index.row(), index.column(), box.text(), f"cell{self._sitting}")

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fills the cell."""
        del index
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]  # the stubs lack QStyleOption's fields

    def _keep_text(self) -> None:
        if self.editor is not None and self._index.isValid():
            self.setModelData(self.editor, self._table, self._index)

    def finish(self) -> None:
        """Takes over what is being typed and closes the box."""
        if self.editor is not None:
            editor = self.editor
            editor.take_composed()
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and, while typing, the arrow keys end the cell and move on; Esc brings back what was there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, CellEditor):
            pressed = cast("QKeyEvent", event)
            shift = bool(pressed.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            ctrl = bool(pressed.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
            key = Qt.Key(pressed.key())
            if key == Qt.Key.Key_Escape:
                self._revert(watched)
                return True
            step = None if ctrl else _MOVES.get(key)
            if step is None and not (ctrl or shift) and (watched.typed or key in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
                step = _ARROWS.get(key)
            if step is not None:
                down, right = step
                self.finish()
                self._move(-down if shift and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else down, right)
                return True
        return super().eventFilter(watched, event)

    def _revert(self, editor: CellEditor) -> None:
        self._keep.stop()
        self._table.type_text(self._index.row(), self._index.column(), self._before, f"cell{self._sitting}")
        editor.setModified(False)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell: figure, mark, selection, and the ring of the current cell."""
        view = cast("QTableView", self.parent())
        row, column, rect = index.row(), index.column(), QRect(option.rect)  # type: ignore[attr-defined]  # as above
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        problem = self._table.problem(row, column)
        doubt = not problem and self._table.doubt(row, column)
        plain = not self._table.locked(row, column)
        painter.save()
        ground = theme.ERROR_TINT if problem else theme.WARN_TINT if doubt else theme.WHITE if plain else theme.GROUND
        painter.fillRect(rect, QColor(theme.KEY_TINT if selected else ground))
        painter.setFont(theme.font(theme.TEXT, bold=row in (TOTAL, CO2)))
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if problem or doubt:
            painter.setPen(QColor(theme.ERROR if problem else theme.WARN))
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "！" if problem else "？")
            painter.setPen(QColor(theme.ERROR if problem else theme.INK))
            inner.setLeft(inner.left() + theme.px(18))
        else:
            painter.setPen(QColor(theme.INK))
        shown = QFontMetrics(painter.font()).elidedText(
            str(self._table.data(index)), Qt.TextElideMode.ElideLeft, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        if row == MONTH_ROWS - 1:
            painter.setPen(QColor(theme.BORDER))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index == view.currentIndex() and view.hasFocus():
            width = theme.px(2)
            painter.setPen(QPen(QColor(theme.KEY), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
            edge = width // 2
            painter.drawRect(rect.adjusted(edge, edge, -edge - 1, -edge - 1))
        painter.restore()
