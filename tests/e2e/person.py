"""A person before the window: looks at the screen, and has a keyboard. Nothing else.

Things are found by what one sees or hears of them: words on them, accessible names, heads of tables. Widgets are only
asked where they are and what they show; every act goes through the window system, as the hardware's would. With
SLLASSIST_E2E_PICTURES set to a folder, pictures of the steps are kept there. Not for: the mouse (`e2e.mouse`).
Letters a keyboard does not have (kanji, full-width digits) come from an input method, as on a Japanese desktop.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import (
    QAccessible,
    QClipboard,
    QGuiApplication,
    QInputMethodEvent,
    QKeySequence,
    QTextDocumentFragment,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

PATIENCE_S, GLANCE_S = 15, 1
PICTURES = os.environ.get("SLLASSIST_E2E_PICTURES", "")
MOST_TABS = 150
"""More stops than any page has."""
_ENDS = "：（　。"
"""What may follow the words one looks for in an accessible name: an answer, a unit, a status."""

Found = TypeVar("Found", bound=QWidget)
Box = QLineEdit | QPlainTextEdit


class Lost(AssertionError):
    """The person does not find something, or does not know where the keyboard is."""


def words_of(widget: QWidget) -> str:
    """What is written on a widget."""
    if isinstance(widget, QLabel):
        return QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&", "")
    return ""


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    if widget.accessibleName():  # for boxes that fold out Qt says the value instead, on some systems
        return widget.accessibleName()
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken else ""


def is_called(widget: QWidget, words: str) -> bool:
    """Whether a person would call the widget so."""
    if words in (words_of(widget), words_of(widget).lstrip("＋ ")):
        return True
    name = name_of(widget)
    return name == words or (name.startswith(words) and name[len(words)] in _ENDS)


class Person:
    """One who uses the program. `name` is the name of the folder for pictures."""

    def __init__(self, name: str = "") -> None:
        self._folder = Path(PICTURES) / name if PICTURES and name else None
        self._pictures = 0

    # --- looking ----------------------------------------------------------------------------------------------------

    @property
    def desk(self) -> QWidget:
        """What lies uppermost on the screen: an unfolded menu or list, a dialog, else the window."""
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        if found is None:
            raise Lost("no window has the keyboard")
        return found

    def _on_screen(self, kind: type[Found]) -> Iterator[Found]:
        for widget in self.desk.findChildren(kind):
            if widget.isVisible():
                yield widget

    def sideways(self) -> bool:
        """Whether the page is too wide for the window."""
        self.rest(20)
        return any(area.horizontalScrollBar().isVisible() for area in self._on_screen(QScrollArea))

    def texts(self) -> list[str]:
        """Everything written on the page, above and below the part in view too."""
        return [words_of(label) for label in self._on_screen(QLabel) if words_of(label)]

    def sees(self, words: str) -> bool:
        """Whether these words stand somewhere on the page."""
        return any(words in text for text in self.texts()) or any(is_called(b, words) for b in self._on_screen(QAbstractButton))

    def expect(self, *sentences: str) -> None:
        """Waits until all these words stand on the page."""
        for words in sentences:
            self.wait(lambda words=words: self.sees(words), f"「{words}」 on the page:\n" + "\n".join(self.texts()))

    def wait(self, until: Callable[[], bool], what: str = "") -> None:
        """Waits until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not until():
            if time.monotonic() > end:
                raise Lost(f"waited in vain for {what}")
            self.rest(10)

    def rest(self, ms: int = 0) -> None:
        """Does nothing for a while. A desktop gives the keyboard back when a menu folds up; a screen without one does not."""
        QTest.qWait(ms)
        if QGuiApplication.focusWindow() is None:
            for window in QApplication.topLevelWidgets():
                if window.isVisible() and isinstance(window, QMainWindow):
                    window.activateWindow()
                    QTest.qWait(0)

    def picture(self, name: str) -> None:
        """Keeps a picture of the window, when pictures are wanted."""
        if self._folder is not None:
            self._pictures += 1
            self._folder.mkdir(parents=True, exist_ok=True)
            self.rest(30)
            self.desk.grab().save(str(self._folder / f"{self._pictures:02}_{name}.png"))

    def find(self, words: str, kind: type[Found]) -> Found:
        """The one thing of a kind that is called so; waits a moment for it, as typing shows elsewhere after a moment."""
        end = time.monotonic() + GLANCE_S
        while True:
            self.rest()
            found = [widget for widget in self._on_screen(kind) if is_called(widget, words)]
            exact = [widget for widget in found if words in (words_of(widget), name_of(widget))]
            if len(exact or found) == 1:
                return (exact or found)[0]
            if time.monotonic() > end:
                break
            self.rest(20)
        there = sorted({words_of(w) or name_of(w) for w in self._on_screen(kind)})
        raise Lost(f"{len(exact or found)} things are called 「{words}」; there are {there}")

    def box(self, label: str) -> Box:
        """The box to type into with this label."""
        several_lines = any(is_called(widget, label) for widget in self._on_screen(QPlainTextEdit))
        return self.find(label, QPlainTextEdit if several_lines else QLineEdit)

    def reads(self, label: str) -> str:
        """What stands in a box."""
        found = self.box(label)
        return found.text() if isinstance(found, QLineEdit) else found.toPlainText()

    def answer(self, question: str, answer: str) -> QRadioButton:
        """The radio button of an answer to a question."""
        self.rest()
        found = [b for b in self._on_screen(QRadioButton) if self._says(b, answer) and self._asked(b).startswith(question)]
        if len(found) != 1:
            raise Lost(f"{len(found)} answers 「{answer}」 to 「{question}」")
        return found[0]

    @staticmethod
    def _says(radio: QWidget, answer: str) -> bool:
        """Whether this is the answer; a remark may follow it."""
        return words_of(radio) == answer or words_of(radio).startswith(f"{answer}　")

    @staticmethod
    def _asked(radio: QRadioButton) -> str:
        return radio.accessibleDescription()

    def table(self) -> QTableView:
        """The one table to type into."""
        found = list(self._on_screen(QTableView))
        if len(found) != 1:
            raise Lost(f"{len(found)} tables")
        return found[0]

    def cell(self, row: str, head: str) -> QModelIndex:
        """The cell of a table under a head, in the row of that name."""
        model = self.table().model()
        rows = [n for n in range(model.rowCount()) if model.headerData(n, Qt.Orientation.Vertical) == row]
        heads = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]
        columns = [n for n, text in enumerate(heads) if head in text]
        if len(rows) != 1 or len(columns) != 1:
            raise Lost(f"cell {row}, {head}: there are {heads}")
        return model.index(rows[0], columns[0])

    def shown(self, row: str, head: str) -> str:
        """What a cell shows."""
        return str(self.cell(row, head).data())

    def cell_here(self) -> tuple[str, str]:
        """Row and head (its first word) of the cell the keyboard is on."""
        model, at = self.table().model(), self.table().currentIndex()
        head = str(model.headerData(at.column(), Qt.Orientation.Horizontal))
        return str(model.headerData(at.row(), Qt.Orientation.Vertical)), head.split(" ", maxsplit=1)[0]

    @property
    def here(self) -> QWidget:
        """Where the keyboard is. Lost when it stays nowhere, or somewhere out of sight."""
        end = time.monotonic() + GLANCE_S
        while True:
            found: QWidget | None = QApplication.focusWidget()
            if found is not None and found.isVisible() and found.isEnabled() and not found.visibleRegion().isEmpty():
                return found
            if time.monotonic() > end:
                raise Lost(f"the keyboard is {f'out of sight, on {found} {name_of(found)}' if found else 'nowhere'}")
            self.rest(5)

    # --- the keyboard -----------------------------------------------------------------------------------------------

    @staticmethod
    def _keyboard() -> QWindow:
        found = QGuiApplication.focusWindow()
        if found is None:
            raise Lost("no window has the keyboard")
        return found

    def press(self, *keys: str, times: int = 1) -> None:
        """Presses keys, written as in a manual: "Tab", "Ctrl+Enter", "Alt+Left"."""
        for _ in range(times):
            for written in keys:
                pressed = QKeySequence(written)[0]
                QTest.keyClick(self._keyboard(), pressed.key(), pressed.keyboardModifiers())
        self.rest()

    def type(self, text: str) -> None:
        """Types: ASCII by keys, all else through an input method that shows the letters before it hands them over."""
        for part in re.findall(r"[\x20-\x7e]+|\n|[^\x20-\x7e\n]+", text):
            if part == "\n":
                self.press("Return")
            elif part.isascii():
                for letter in part:
                    QTest.sendKeyEvent(QTest.KeyAction.Click, self._keyboard(), _key(letter), letter, Qt.KeyboardModifier.NoModifier)
            else:
                QApplication.sendEvent(QGuiApplication.focusObject(), QInputMethodEvent(part, []))
                confirmed = QInputMethodEvent("", [])
                confirmed.setCommitString(part)
                QApplication.sendEvent(QGuiApplication.focusObject(), confirmed)
        self.rest()

    def paste(self, text: str) -> None:
        """Ctrl+V of what was copied elsewhere."""
        QApplication.clipboard().setText(text, QClipboard.Mode.Clipboard)
        self.press("Ctrl+V")

    def is_here(self, words: str) -> bool:
        """Whether the keyboard is on something called so."""
        here = self.here
        if isinstance(here, QTabBar):
            return here.tabText(here.currentIndex()) == words or is_called(here, words)
        return is_called(here, words)

    def tab_to(self, words: str, *, back: bool = False) -> QWidget:
        """Presses Tab (Shift+Tab) until the keyboard is on something called so; out of a table by Ctrl+Tab."""
        return self._tab_until(lambda: self.is_here(words), words, back=back)

    def _tab_until(self, arrived: Callable[[], bool], what: str, *, back: bool = False) -> QWidget:
        passed = []
        for _ in range(MOST_TABS):
            if arrived():
                return self.here
            passed.append(name_of(self.here) or str(self.here))
            self.step(back=back)
        raise Lost(f"Tab does not come to 「{what}」, but to {list(dict.fromkeys(passed))}")

    def step(self, *, back: bool = False) -> QWidget:
        """One stop on by Tab; by Ctrl+Tab out of a table that says so."""
        out = "Ctrl+" if "Ctrl+Tab" in self.here.accessibleDescription() else ""
        self.press(f"{out}Shift+Tab" if back else f"{out}Tab")
        return self.here

    def tab_round(self, *, back: bool = False) -> list[QWidget]:
        """Goes round the whole page by Tab; all stops. Lost where the keyboard is caught."""
        if not self.here.focusPolicy() & Qt.FocusPolicy.TabFocus:  # the heading, where a page without boxes begins
            self.step(back=back)
        stops = [self.here]
        for _ in range(MOST_TABS):
            now = self.step(back=back)
            if now is stops[0]:
                return stops
            stops.append(now)
        raise Lost(f"Tab does not come back to 「{name_of(stops[0])}」: {[name_of(stop) for stop in stops[:40]]}")


class ByKeyboard(Person):
    """One who has no mouse. After every key the keyboard must be on something in sight."""

    def press(self, *keys: str, times: int = 1) -> None:
        """Presses keys one by one, and knows after each where the keyboard is."""
        for _ in range(times):
            for written in keys:
                super().press(written)
                self.here  # noqa: B018 - raises Lost

    def go(self, words: str, key: str = "Return") -> None:
        """Goes to something and presses it."""
        self.tab_to(words)
        self.press(key)

    def fill(self, label: str, text: str) -> None:
        """Goes to a box and types over what stands there."""
        self.tab_to(label)
        self.press("Ctrl+A")
        self.type(text)

    def choose(self, question: str, answer: str) -> None:
        """Goes to a question and moves to an answer by the arrow keys."""

        def asked() -> bool:
            return isinstance(self.here, QRadioButton) and self._asked(self.here).startswith(question)

        self._tab_until(asked, question)
        for _ in range(20):
            if self._says(self.here, answer):
                break
            self.press("Down")
        if not self.answer(question, answer).isChecked():
            self.press("Space")
        if not self.answer(question, answer).isChecked():
            raise Lost(f"「{answer}」 cannot be chosen")

    def pick(self, box: str, line: str) -> None:
        """Goes to a box that folds out, and down to one of its lines."""
        found = self.tab_to(box)
        for _ in range(50):
            if isinstance(found, QComboBox) and found.currentText() == line:
                return
            self.press("Down")
        raise Lost(f"「{box}」 has no 「{line}」")

    def to_tab(self, name: str) -> None:
        """Goes to a row of names and on to one of them by the arrow keys."""

        def there() -> bool:
            here = self.here
            return isinstance(here, QTabBar) and name in [here.tabText(n) for n in range(here.count())]

        bar = self._tab_until(there, name)
        for key in ("Right", "Left"):
            for _ in range(10):
                if isinstance(bar, QTabBar) and bar.tabText(bar.currentIndex()) == name:
                    return
                self.press(key)
        raise Lost(f"the arrow keys do not lead to 「{name}」")

    def look_round(self, *, downwards: bool = False) -> None:
        """Tab leads through everything there is to use and back again, and so does Shift+Tab the other way.

        `downwards`: the page has one column, and Tab goes down it as the eye does.
        """
        forth, back = self.tab_round(), self.tab_round(back=True)
        names = [name_of(stop) for stop in forth]
        if [forth[0], *reversed(forth[1:])] != back:
            raise Lost(f"Shift+Tab goes another way than Tab: {names}, {[name_of(stop) for stop in back]}")
        by_key = "Deleteキーでも"  # what a key on the answer does as well needs no stop of its own
        missed = [name_of(widget) for widget in self._usable() if widget not in forth and by_key not in widget.toolTip()]
        if missed:
            raise Lost(f"Tab does not come to {missed}")
        if downwards:
            page = next(self._on_screen(QScrollArea))
            inside = [stop for stop in forth if page.isAncestorOf(stop)]
            tops = [stop.mapTo(page, stop.rect().topLeft()).y() for stop in inside]
            ends = [top + stop.height() for top, stop in zip(tops, inside, strict=True)]
            if sum(end < top for top, end in zip(tops, [*ends[1:], ends[0]], strict=True)) > 1:  # once, from the end to the start
                raise Lost(f"Tab does not go down the page: {[name_of(stop) for stop in inside]}, {tops}")

    def _usable(self) -> Iterator[QWidget]:
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView, QListView):
            for widget in self._on_screen(kind):
                one_of_several = isinstance(widget, QRadioButton)  # of these, Tab comes to one
                inside = isinstance(widget.parent(), QTabBar | QTableView | QComboBox)
                if widget.isEnabled() and not one_of_several and not inside:
                    yield widget


def _key(letter: str) -> Qt.Key:
    return Qt.Key(ord(letter.upper()))
