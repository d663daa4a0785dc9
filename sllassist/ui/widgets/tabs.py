"""A row of names of which one is shown: sites of the firm, fiscal years. Arrow keys change it, Tab passes it.

Not for: pages of the window, and for answers to questions.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from sllassist.ui import theme
from sllassist.ui.stylesheet import scaled

_SHEET = """
QTabBar { background: transparent; border: none; }
QTabBar::tab { min-height: 44px; padding: 0 20px; color: @ink; background: transparent; border: none;
    border-bottom: 3px solid @line; font-size: 15px; }
QTabBar::tab:hover { background: @keytint; }
QTabBar::scroller { width: 88px; }
QTabBar QToolButton { background: @white; border: 1px solid @line; }
QTabBar QToolButton:hover { background: @keytint; }
QTabBar::tab:selected { color: @key; font-weight: bold; border-bottom: 3px solid @key; }
"""


class Tabs(QTabBar):
    """Names with values; `picked` gives the value the user chose."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setStyleSheet(scaled(_SHEET, theme.COLOURS, theme.px))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # the focus ring goes round the names only
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)  # a name is read whole: where there is no room the row moves
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._values: tuple[str, ...] = ()
        self.currentChanged.connect(self._changed)

    @property
    def value(self) -> str:
        """The chosen value, "" without any."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else ""

    def put(self, items: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Shows these (value, name) pairs; keeps the chosen one when it is still there and none is given."""
        wanted = chosen or self.value
        told = [(self._values[number], self.tabText(number)) for number in range(self.count())]
        if told == list(items) and wanted == self.value:
            return  # laying out many tabs takes longer than all that led to them
        before = self.blockSignals(True)
        while self.count() > len(items):
            self.removeTab(self.count() - 1)
        for number, (_, name) in enumerate(items):
            if number < self.count():
                self.setTabText(number, name)
            else:
                self.addTab(name)
        self._values = tuple(value for value, _ in items)
        self.setCurrentIndex(self._values.index(wanted) if wanted in self._values else 0)
        self.blockSignals(before)
        self.updateGeometry()

    def _changed(self, number: int) -> None:
        if 0 <= number < len(self._values):
            self.picked.emit(self._values[number])
