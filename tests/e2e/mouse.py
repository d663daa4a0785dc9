"""A person with a mouse: clicks where things are on the screen, and turns the wheel to get there.

A click goes to the window at a place, so whatever lies there gets it. Not for: looking and typing (`e2e.person`).
"""

from __future__ import annotations

import re

from e2e.person import Lost, Person, name_of
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QListView,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)


class WithMouse(Person):
    """One who takes the mouse where there is something to click, and the keyboard to type."""

    def _click_at(self, widget: QWidget, place: QPoint, *, double: bool = False) -> None:
        """A click where a place of a widget is on the screen: whatever lies there gets it."""
        top = widget.window()
        at = widget.mapTo(top, place)
        if not widget.visibleRegion().contains(place):
            raise Lost(f"{name_of(widget)} is not in sight")
        if double:
            QTest.mouseDClick(top.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        else:
            QTest.mouseClick(top.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.rest()

    def scroll_to(self, widget: QWidget, place: QRect | None = None) -> QPoint:
        """Turns the wheel, with the mouse on the page's margin, until the middle of a widget (or a place in it) is in view."""
        self.rest()
        for _ in range(200):
            middle = (place or widget.rect()).center()
            if widget.visibleRegion().contains(middle):
                return middle
            area = self._page_of(widget)
            if area is None:
                break
            view = area.viewport()
            down = widget.mapTo(view, middle).y() > view.height() // 2
            self.turn_wheel(area, -120 if down else 120)
        raise Lost(f"{name_of(widget)} cannot be scrolled into view")

    @staticmethod
    def _page_of(widget: QWidget) -> QScrollArea | None:
        parent = widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def turn_wheel(self, over: QAbstractItemView | QScrollArea, delta: int) -> None:
        """One notch of the wheel, with the mouse at the left edge of something that scrolls."""
        top = over.window()
        at = over.viewport().mapTo(top, QPoint(4, over.viewport().height() // 2))
        QTest.wheelEvent(top.windowHandle(), QPointF(at), QPoint(0, delta))
        self.rest()

    def scroll_up(self) -> None:
        """Turns the wheel until the page's top is in view."""
        for area in list(self._on_screen(QScrollArea))[:1]:
            for _ in range(200):
                if area.verticalScrollBar().value() == 0:
                    return
                self.turn_wheel(area, 120)

    def click(self, words: str) -> None:
        """Clicks the button, link, box to tick or row that is called so."""
        found = self.find(words, QAbstractButton)
        self._click_at(found, self.scroll_to(found))

    def click_into(self, label: str) -> None:
        """Clicks into the box with this label."""
        found = self.box(label)
        self._click_at(found, self.scroll_to(found))
        if self.here is not found:
            raise Lost(f"a click on 「{label}」 puts the keyboard on 「{name_of(self.here)}」")

    def choose(self, question: str, answer: str) -> None:
        """Clicks the answer to a question."""
        found = self.answer(question, answer)
        self._click_at(found, self.scroll_to(found))

    def click_tab(self, name: str) -> None:
        """Clicks the tab of that name."""
        self.rest()
        for bar in self._on_screen(QTabBar):
            for number in range(bar.count()):
                if bar.tabText(number) == name:
                    self._click_at(bar, self.scroll_to(bar, bar.tabRect(number)))
                    return
        raise Lost(f"there is no tab 「{name}」")

    def click_in_list(self, name: str) -> None:
        """Clicks the line of a list that says so."""
        self.rest()
        for view in self._on_screen(QListView):
            for number in range(view.model().rowCount()):
                index = view.model().index(number, 0)
                if index.data() == name:
                    self.scroll_to(view, QRect(0, 0, view.width(), 8))
                    for _ in range(view.model().rowCount()):
                        if not view.viewport().rect().contains(view.visualRect(index).center()):
                            self.turn_wheel(view, -120)
                    self._click_at(view.viewport(), self.scroll_to(view.viewport(), view.visualRect(index)))
                    return
        raise Lost(f"no list has 「{name}」")

    def click_cell(self, row: str, head: str, *, double: bool = False) -> None:
        """Clicks a cell of the table."""
        self.rest()
        view, index = self.table(), self.cell(row, head)
        place = self.scroll_to(view.viewport(), view.visualRect(index))
        self._click_at(view.viewport(), place, double=double)

    def click_in_menu(self, menu: str, line: str) -> None:
        """Clicks a menu open, and one of its lines."""
        self.click(menu)
        found = self.desk
        if not isinstance(found, QMenu):
            raise Lost(f"「{menu}」 does not unfold")
        for action in found.actions():
            if re.sub(r"\(&.\)|…|&", "", action.text()) == line:
                self._click_at(found, found.actionGeometry(action).center())
                return
        raise Lost(f"no line 「{line}」 in {[action.text() for action in found.actions()]}")

    def pick(self, box: str, line: str) -> None:
        """Clicks a box that folds out, and one of its lines."""
        found = self.find(box, QComboBox)
        self._click_at(found, self.scroll_to(found))
        self.click_in_list(line)

    def fill(self, label: str, text: str) -> None:
        """Clicks into a box and types over what stands there."""
        self.click_into(label)
        self.press("Ctrl+A")
        self.type(text)
