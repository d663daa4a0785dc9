"""What has the keyboard is in view, wherever it came from; what is being clicked stays where it is."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget, QWidgetItem
from support.screen import button, focused, press, settle

from sllassist.flow.pages import Place
from sllassist.ui.frame import PageFrame
from sllassist.ui.widgets.search_list import SearchList
from sllassist.ui.widgets.tab_order import order_tabs
from sllassist.ui.window import Window


def page(window: Window) -> PageFrame:
    found = window.shown_screen
    assert isinstance(found, PageFrame)
    return found


def seen_whole(window: Window, widget: QWidget) -> bool:
    view = page(window).area.viewport()
    return view.rect().contains(widget.rect().translated(widget.mapTo(view, QPoint(0, 0))))


@pytest.fixture
def firm(window: Window) -> Window:
    """The page of the firm, which is longer than the window."""
    window.show_place(Place("firm"))
    settle()
    assert page(window).area.verticalScrollBar().maximum() > 0
    return window


def test_tab_from_the_header_scrolls_to_the_top_and_back_to_the_end(firm: Window) -> None:
    bar = page(firm).area.verticalScrollBar()
    bar.setValue(bar.maximum())
    button(firm, "この画面の説明 F1").setFocus()
    settle()
    press(Qt.Key.Key_Tab)
    settle()
    assert focused() is page(firm).hub_link
    assert seen_whole(firm, focused())
    page(firm).primary.setFocus()
    settle()
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert list(page(firm).body.fields.fields.values())[-1].isAncestorOf(focused())
    assert seen_whole(firm, focused())


@pytest.mark.parametrize("label", ["本社のある都道府県", "主な業種"])
def test_a_search_that_unfolds_is_seen_with_its_list(firm: Window, label: str) -> None:
    button(firm, f"{label}：まだ選んでいません。選ぶ").setFocus()
    press(Qt.Key.Key_Space)
    settle()
    (found,) = [made for made in firm.findChildren(SearchList) if made.isVisible()]
    assert seen_whole(firm, found)


def test_a_mended_problem_above_does_not_carry_the_keyboard_out_of_sight(firm: Window) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    button(firm, "本社のある都道府県：まだ選んでいません。選ぶ").setFocus()
    press(Qt.Key.Key_Space)
    settle()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle()
    assert focused().accessibleName() == "本社のある都道府県：北海道。選び直す"
    assert seen_whole(firm, focused())


def test_what_is_being_clicked_does_not_move_away(firm: Window) -> None:
    target = button(firm, "本社のある都道府県：まだ選んでいません。選ぶ")
    view, bar = page(firm).area.viewport(), page(firm).area.verticalScrollBar()
    bar.setValue(target.mapTo(page(firm).area.widget(), QPoint(0, 0)).y() - view.height() + target.height() // 2)
    settle()
    place = target.mapTo(firm, QPoint(target.width() // 2, 4))
    assert not seen_whole(firm, target)
    before = bar.value()
    QTest.mousePress(firm.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    assert bar.value() == before
    QTest.mouseRelease(firm.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle()
    assert any(made.isVisible() for made in firm.findChildren(SearchList)), "the click has counted"


def layout_items() -> int:
    return sum(isinstance(kept, QWidgetItem) for kept in shiboken6.getAllValidWrappers())


def test_ordering_the_stops_keeps_no_layout_items(firm: Window) -> None:
    """Qt deletes these unseen, and an event at the same address would be taken for one."""
    before = layout_items()
    order_tabs(firm)
    assert layout_items() == before
