"""Keeps what has the keyboard in view: pages scroll after it, wherever it came from and whatever grows or goes above it.

Qt scrolls only when Tab moves within one scroll area; coming from the header, from the foot of the page or by a button that
unfolds something, the keyboard would be out of sight. Not for: drawing where it is (`sllassist.ui.widgets.focus`).
"""

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from sllassist.ui import theme

WHOLE = "seen_whole"
"""Property of a widget that should be seen as a whole when the keyboard is in it (a box with its list)."""
ROOM = 24
"""Left free above and below, px at 100 %."""


def _bring(area: QScrollArea, target: QWidget, widget: QWidget) -> None:
    """Scrolls to `target`, or to the cursor of `widget` where there is no room for all of that."""
    room = theme.px(ROOM)
    for shown in (target, widget):
        half = shown.height() // 2 + room
        if 2 * half <= area.viewport().height():
            middle = shown.mapTo(area.widget(), shown.rect().center())
            area.ensureVisible(middle.x(), middle.y(), 0, half)
            return
    area.ensureWidgetVisible(widget, 0, room)


def _around(widget: QWidget) -> Iterator[tuple[QScrollArea, QWidget]]:
    """The scroll areas a widget lies in, from the inside out, each with what should be seen in it as a whole."""
    target, inside = widget, widget
    while not inside.isWindow() and (parent := inside.parentWidget()) is not None:
        if inside.property(WHOLE):
            target = inside
        if isinstance(parent, QScrollArea):
            yield parent, target
        inside = parent


class Sight(QObject):
    """Follows the keyboard, except while a mouse button is down: what is being clicked must not move away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._pages: list[QWidget] = []
        self._later = QTimer(self, singleShot=True, interval=0)  # once what has just unfolded is laid out
        self._later.timeout.connect(self._show)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        for page in self._pages:
            if shiboken6.isValid(page):
                page.removeEventFilter(self)
        self._pages = [area.widget() for area, _ in _around(now)] if now is not None else []
        for page in self._pages:
            page.installEventFilter(self)
        self._start()

    def _start(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page that has become longer or shorter may have moved the keyboard out of sight."""
        if event.type() == QEvent.Type.Resize:
            self._start()
        return super().eventFilter(watched, event)

    @staticmethod
    def _show() -> None:
        widget: QWidget | None = QApplication.focusWidget()
        if widget is None:
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if isinstance(widget, QAbstractScrollArea) and not widget.visibleRegion().isEmpty():
            return  # a table scrolls after its own cursor
        for area, target in _around(widget):
            _bring(area, target, widget)


def install_sight(app: QApplication) -> None:
    """Installs it once per application."""
    if app.findChild(Sight) is None:
        Sight(app)
