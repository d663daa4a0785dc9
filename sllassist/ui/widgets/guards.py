"""Keeps a turned mouse wheel from changing a value on its way down a page.

Not for: scrolling; the wheel goes on to whatever scrolls around the box.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar


class WheelGuard(QObject):
    """An application-wide event filter: boxes with a value never take the wheel."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Passes the wheel over a value box on to its parent."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, (QComboBox, QAbstractSpinBox, QAbstractSlider)):
            if isinstance(watched, QScrollBar):
                return False
            event.ignore()
            return True
        return False


def install_wheel_guard(app: QApplication) -> None:
    """Installs the guard once per application."""
    if app.findChild(WheelGuard) is None:
        app.installEventFilter(WheelGuard(app))
