"""A place for a table that may be wider than the window: it scrolls sideways inside itself, the page does not.

Not for: whole pages (`sllassist.ui.frame.page_scroll`).
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.focus import THROUGH


class SideScroll(QScrollArea):
    """As high as what it shows; no Tab stop of its own."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty(THROUGH, True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QScrollArea { background: transparent; }")
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        inside.installEventFilter(self)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than its table."""
        return QSize(theme.px(200), self.minimumHeight())

    def sizeHint(self) -> QSize:
        """As wide as its table."""
        return QSize(self._inside.sizeHint().width(), self.minimumHeight())

    def _fit(self) -> None:
        least = self._inside.minimumSizeHint().width()
        width = max(least, self.width())
        high = self._inside.heightForWidth(width) if self._inside.hasHeightForWidth() else self._inside.sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height() if least > self.width() else 0
        if self.height() != high + bar or self.minimumHeight() != high + bar:
            self.setFixedHeight(high + bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the height of the table."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar comes and goes with the width."""
        super().resizeEvent(event)
        self._fit()
