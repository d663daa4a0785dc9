"""Coming back to a screen finds it as it was left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from support.screen import focused, press, settle

from sllassist.flow.pages import HUB, Place
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.hub import HubPage, TaskRow
from sllassist.ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier


def test_coming_back_to_the_list_finds_it_as_it_was_left(sample: Window) -> None:
    hub = sample.shown_screen
    assert isinstance(hub, HubPage)
    line = next(made for made in hub.rows if made.place == Place("plan"))
    line.setFocus()
    settle()
    scrolled = hub.area.verticalScrollBar().value()
    assert scrolled > 0
    press(Qt.Key.Key_Return)
    assert sample.place == Place("plan")
    press(Qt.Key.Key_Left, ALT)
    settle()
    assert sample.place == HUB
    assert hub.area.verticalScrollBar().value() == scrolled
    here = focused()
    assert isinstance(here, TaskRow)
    assert here.place == Place("plan")


def test_coming_back_to_a_page_finds_it_as_it_was_left(sample: Window) -> None:
    sample.show_place(Place("conditions", focus="duty.vehicles"))
    settle()
    screen = sample.shown_screen
    assert isinstance(screen, PageFrame)
    scrolled, held = screen.area.verticalScrollBar().value(), focused()
    assert scrolled > 0
    sample.show_place(Place("contact"))
    settle()
    press(Qt.Key.Key_Left, ALT)
    settle()
    assert (screen.area.verticalScrollBar().value(), focused()) == (scrolled, held)
