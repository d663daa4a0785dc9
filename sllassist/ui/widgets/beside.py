"""Two things side by side, or under each other where there is no room for both: cards, and both ends of a line.

Not for: tables (`sllassist.ui.widgets.side_scroll`).
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sllassist.ui import theme

LEAST = 1000
"""Width from which two cards stand side by side, px at 100 %."""


class Beside(QWidget):
    """Two widgets of the same width, or with these shares of it."""

    def __init__(self, first: QWidget, second: QWidget, *, top: bool = False, shares: tuple[int, int] = (1, 1)) -> None:
        """`top`: each keeps its own height."""
        super().__init__()
        self._parts = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(16))
        for part, share in zip(self._parts, shares, strict=True):
            self._box.addWidget(part, share, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        width = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turns the row into a column and back."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(LEAST)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class Ends(QWidget):
    """Two widgets at both ends of a line; the second stands below the first where the line is too short for both."""

    def __init__(self, first: QWidget, second: QWidget, *, spacing: int = 24) -> None:
        super().__init__()
        self._parts = (first, second)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(spacing))
        self._box.addWidget(first, 1, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(second, 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two."""
        width = max((part.minimumSizeHint().width() for part in self._parts if not part.isHidden()), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def _turn(self) -> None:
        shown = [part.sizeHint().width() for part in self._parts if not part.isHidden()]
        fits = sum(shown) + self._box.spacing() * (len(shown) - 1) <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)

    def event(self, event: QEvent) -> bool:
        """What is in it has become longer or shorter."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turns the line into two and back."""
        super().resizeEvent(event)
        self._turn()
