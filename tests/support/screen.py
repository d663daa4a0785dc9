"""What a hand at mouse and keyboard does, for tests of the window."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QClipboard, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from sllassist.ui.window import Window


class Chosen:
    """Stands for the system's file dialogs: answers with the path the test has set."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.proposed = ""

    def file_to_open(self, parent: object) -> str:
        del parent
        return str(self.path) if self.path else ""

    def file_to_save(self, parent: object, name: str) -> str:
        del parent
        self.proposed = name
        return str(self.path) if self.path else ""


def compose(widget: QWidget, letters: str) -> None:
    """Types `letters` with an input method and does not confirm them."""
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def confirm(widget: QWidget, letters: str) -> None:
    """Confirms `letters` in an input method, as after pressing Enter there."""
    compose(widget, letters)
    event = QInputMethodEvent("", [])
    event.setCommitString(letters)
    QApplication.sendEvent(widget, event)


def paste(widget: QWidget, text: str) -> None:
    """Ctrl+V of `text`."""
    QApplication.clipboard().setText(text, QClipboard.Mode.Clipboard)
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, to whatever has the keyboard."""
    QTest.keyClick(focused(), key, modifiers)
    settle(1)


def type_keys(text: str) -> None:
    """Plain letters, to whatever has the keyboard."""
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    """The widget that has the keyboard; the active window when none has."""
    found: QWidget | None = QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None, "the keyboard is nowhere"
    return found


def click(widget: QWidget) -> None:
    """A click in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
    settle(1)


def turn_wheel(widget: QWidget, delta: int = -120) -> None:
    """One notch of the wheel with the mouse over a widget, which is scrolled into sight first."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    window = widget.window()
    middle = QPointF(widget.mapTo(window, widget.rect().center()))
    assert window.rect().contains(middle.toPoint()), "out of sight"
    QTest.wheelEvent(window.windowHandle(), middle, QPoint(0, delta))


def settle(times: int = 4) -> None:
    """Lets the window finish laying itself out."""
    for _ in range(times):
        QApplication.processEvents()


def controls(inside: QWidget) -> Iterator[QWidget]:
    """Everything one can type into or press that is on the screen."""
    for widget in inside.findChildren(QWidget):
        if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton) and widget.isVisible():
            yield widget


def tab_stops(inside: QWidget) -> set[QWidget]:
    """What the Tab key should reach."""
    return {w for w in inside.findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None}  # fmt: skip


def button(inside: QWidget, words: str) -> QAbstractButton:
    """The visible button with these words or this accessible name."""
    found = [b for b in inside.findChildren(QAbstractButton) if b.isVisible() and words in (b.text(), b.accessibleName())]
    assert len(found) == 1, f"{words}: {len(found)} found"
    return found[0]


def open_window(window: Window, width: int = 1366, height: int = 768) -> Window:
    """Shows a window at a size, with the keyboard in it."""
    window.resize(width, height)
    window.show()
    window.activateWindow()
    settle()
    return window


@contextlib.contextmanager
def answering(kind: type[QDialog], act: Callable[[Any], None]) -> Iterator[None]:
    """While in the block, does `act` with the first dialog of that kind that opens; fails when none does."""
    done: list[BaseException | None] = []
    timer = QTimer(interval=10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            return
        timer.stop()
        try:
            act(dialog)
            done.append(None)
        except BaseException as error:  # raised again outside the dialog's own event loop
            done.append(error)
        if dialog.isVisible():
            dialog.reject()

    timer.timeout.connect(look)
    timer.start()
    try:
        yield
        for _ in range(100):
            if done:
                break
            QTest.qWait(10)
    finally:
        timer.stop()
    settle()
    assert done, "no dialog was opened"
    if done[0] is not None:
        raise done[0]
