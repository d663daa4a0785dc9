"""A table of texts to look at, however long: rows are worded only when they come into sight.

Not for: tables to type into (`sllassist.ui.widgets.grid`).
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sllassist.ui import theme
from sllassist.ui.stylesheet import scaled

_SHEET: Final = """
QTableView::item { padding: 0 8px; border-bottom: 1px solid @line; }
QTableView::item:selected { background: @keytint; color: @ink; }
"""
ROW_HEIGHT: Final = 32
_WIDEST: Final = 240
_LOOK: Final = 200
"""Rows that decide how wide a column is."""
Index = QModelIndex | QPersistentModelIndex
Row = Callable[[int], Sequence[str]]


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[str, ...] = ()
        self.figures: frozenset[int] = frozenset()
        self.count = 0
        self.row_of: Row = lambda number: ()

    def put(self, heads: Sequence[str], count: int, row_of: Row, figures: frozenset[int]) -> None:
        self.beginResetModel()
        self.heads, self.count, self.figures = tuple(heads), count, figures
        self.row_of = lru_cache(maxsize=256)(row_of)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.row_of(index.row())[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[index.column()]} {self.row_of(index.row())[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in self.figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class TextTable(QTableView):
    """Texts in rows. It is as high as its rows, at most `most` of them; more are scrolled to."""

    def __init__(self, name: str, parent: QWidget | None = None, *, most: int = 8, wide: Sequence[int] = ()) -> None:
        """`wide`: columns that share the spare width; without any each is as wide as it needs, and one scrolls sideways."""
        super().__init__(parent)
        self._most, self._wide = most, tuple(wide)
        self._model = _Model()
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(not wide)
        self.setWordWrap(False)
        self.setStyleSheet(scaled(_SHEET, theme.COLOURS, theme.px))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def put(self, heads: Sequence[str], count: int, row_of: Row, figures: Sequence[int] = ()) -> None:
        """Shows `count` rows; `row_of` gives the texts of a row, `figures` are the columns with figures."""
        self._model.put(heads, count, row_of, frozenset(figures))
        height = theme.px(ROW_HEIGHT) * min(count, self._most) + 2 * self.frameWidth()
        height += self.horizontalHeader().sizeHint().height()
        for number in range(len(heads)):
            spare = number in self._wide
            # Never by contents: Qt would word every row, and there may be many.
            mode = QHeaderView.ResizeMode.Stretch if spare else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(number, mode)
            if not spare:
                self.setColumnWidth(number, self._wish(number))
        if not self._wide:
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height)

    def _wish(self, number: int) -> int:
        """The width a column needs, by its heading and its first rows."""
        letters = self.fontMetrics()
        texts = (self._model.row_of(row)[number] for row in range(min(self._model.count, _LOOK)))
        widest = max((letters.horizontalAdvance(text) for text in texts), default=0) + theme.px(32)
        return min(max(widest, self.horizontalHeader().sectionSizeHint(number)), theme.px(_WIDEST))

    def texts(self, number: int) -> tuple[str, ...]:
        """The texts of a row."""
        return tuple(self._model.row_of(number))

    @property
    def count(self) -> int:
        """Number of rows."""
        return self._model.count
