"""A box to type part of a name into, and the list of what fits: for choices too many for buttons.

Filters while letters are still being composed. Not for: knowing what there is to find (the caller's `search`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sllassist.ui import theme
from sllassist.ui.widgets.basic import Note
from sllassist.ui.widgets.sight import WHOLE

ROW_HEIGHT: Final = 52
"""Two lines, px at 100 %."""
SHOWN_ROWS: Final = 6
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to choose: what is stored, what is read, and a line of detail."""

    value: str
    name: str
    detail: str = ""


Search = Callable[[str], Sequence[Found]]


class ComposingEdit(QLineEdit):
    """A line edit that also tells what is being composed and not yet part of its text."""

    composed = Signal(str)
    """The text as the eye sees it, letters in composition included."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = ""
        self.textChanged.connect(lambda: self.composed.emit(self.seen))

    @property
    def seen(self) -> str:
        """Text with the letters in composition at the cursor."""
        at = self.cursorPosition()
        return self.text()[:at] + self._composing + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Tells every change of the composition."""
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self.composed.emit(self.seen)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Found, ...] = ()

    def put(self, items: Sequence[Found]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.name}　{item.detail}".strip()
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(theme.px(200), theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = cast("_Model", index.model()).items[index.row()]
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs lack QStyleOption's fields
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        painter.save()
        painter.fillRect(rect, QColor(theme.KEY_TINT if selected else theme.WHITE))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(12), theme.px(4), -theme.px(12), -theme.px(4))
        lines = [(item.name, theme.TEXT, theme.KEY if selected else theme.INK)]
        lines += [(item.detail, theme.SMALL, theme.SUB)] if item.detail else []
        step = inner.height() // len(lines)
        for number, (text, size, colour) in enumerate(lines):
            painter.setFont(theme.font(size, bold=selected and number == 0))
            painter.setPen(QColor(colour))
            line = QRect(inner.left(), inner.top() + number * step, inner.width(), step)
            shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class SearchList(QWidget):
    """Label, hint, box and list. `picked` gives the value of what was chosen by Enter or a click."""

    picked = Signal(str)

    def __init__(self, label: str, search: Search, parent: QWidget | None = None, *, hint: str = "", unit: str = "件") -> None:
        super().__init__(parent)
        self.setProperty(WHOLE, True)
        self._search = search
        self._unit = unit
        self._model = _Model()
        title = QLabel(label, self)
        title.setProperty("role", "label")
        self.edit = ComposingEdit(self)
        title.setBuddy(self.edit)
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(f"{hint}　下矢印キーで一覧に移り、Enterで選びます。".strip())
        self.count = Note("", self, measure=None)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setAccessibleName(f"{label}の一覧")
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setFixedHeight(theme.px(ROW_HEIGHT) * SHOWN_ROWS + 2 * self.list.frameWidth())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(title)
        if hint:
            layout.addWidget(Note(hint, self))
        for widget in (self.edit, self.count, self.list):
            layout.addWidget(widget)
        self.edit.composed.connect(self.look_up)
        self.edit.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._pick)
        self.look_up("")

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 - named by Qt
        """Puts the keyboard into the box. A focus proxy would not do: Tab would come by it a second time, out of order."""
        self.edit.setFocus(reason)

    @property
    def items(self) -> tuple[Found, ...]:
        """What the list shows now."""
        return self._model.items

    def look_up(self, text: str) -> None:
        """Shows what fits `text`."""
        found = self._search(text.strip())
        self._model.put(found)
        if found:
            self.count.set_text(f"{len(found):,}{self._unit}見つかりました。")
        elif not text.strip():
            self.count.set_text("言葉を入力すると、ここに一覧が出ます。")
        else:
            self.count.set_text("見つかりません。名前の一部だけで探すか、ひらがな・カタカナで探してください。")
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, self.count.plain))

    def _pick(self, index: Index) -> None:
        if index.isValid():
            self.picked.emit(self._model.items[index.row()].value)

    def _into_list(self) -> None:
        if self._model.items:
            self.list.setCurrentIndex(self._model.index(0, 0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ goes into the list, Enter picks the only hit or goes into the list; in the list Enter picks, ↑ comes back."""
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = cast("QKeyEvent", event).key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.edit and (enter or key == Qt.Key.Key_Down):
            if enter and len(self._model.items) == 1:
                self._pick(self._model.index(0, 0))
            else:
                self._into_list()
            return True
        if watched is self.list:
            if enter:
                self._pick(self.list.currentIndex())
                return True
            if (key == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0) or key == Qt.Key.Key_Escape:
                self.edit.setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
        return super().eventFilter(watched, event)
