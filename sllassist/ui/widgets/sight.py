"""Keeps what has the keyboard in view: pages scroll after it, wherever the keyboard came from.

Qt scrolls only when Tab moves within one scroll area; coming from the header, from the foot of the page or by a button that
unfolds something, the keyboard would be out of sight. Not for: drawing where it is (`sllassist.ui.widgets.focus`).
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from sllassist.ui import theme

WHOLE = "seen_whole"
"""Property of a widget that should be seen as a whole when the keyboard is in it (a box with its list)."""
ROOM = 24
"""Left free above and below, px at 100 %."""


class Sight(QObject):
    """Follows the keyboard, except while a mouse button is down: what is being clicked must not move away."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        if now is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            QTimer.singleShot(0, self, lambda: self._show(now))  # once what has just unfolded is laid out

    @staticmethod
    def _show(widget: QWidget) -> None:
        if not shiboken6.isValid(widget) or widget is not QApplication.focusWidget():
            return
        if isinstance(widget, QAbstractScrollArea) and not widget.visibleRegion().isEmpty():
            return  # a table scrolls after its own cursor
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        target, inside = widget, widget
        while (parent := inside.parentWidget()) is not None and not inside.isWindow():
            if inside.property(WHOLE):
                target = inside
            if isinstance(parent, QScrollArea):
                high = parent.viewport().height() - 2 * theme.px(ROOM)
                parent.ensureWidgetVisible(target if target.height() <= high else widget, 0, theme.px(ROOM))
            inside = parent


def install_sight(app: QApplication) -> None:
    """Installs it once per application."""
    if app.findChild(Sight) is None:
        Sight(app)
