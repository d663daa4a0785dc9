"""Where the keyboard is after what had it has vanished: near by, never at the top of the window."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from support.screen import button, click, focused, press, settle, type_keys

from sllassist.case.model import GasRecord
from sllassist.flow.pages import Place
from sllassist.ui.pages.form import FormPage
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.widgets.basic import Card, SecondaryButton, column
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def turn() -> None:
    """Some turns of the event loop, in which what was let go really goes."""
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle()


def test_a_field_that_an_undo_takes_away_leaves_the_keyboard_in_its_card(sample: Window) -> None:
    sample.show_place(Place("result"))
    settle()
    page = sample.page_body
    assert isinstance(page, ResultPage)
    page.intensity.offers["生産量"].setFocus()
    press(Qt.Key.Key_Return)
    assert "分母の値" in focused().accessibleName()
    press(Qt.Key.Key_Z, CTRL)
    turn()
    assert page.intensity.isAncestorOf(focused())


def test_a_form_that_is_made_anew_keeps_the_keyboard_in_the_same_field(sample: Window) -> None:
    assert sample.model is not None
    sample.show_place(Place("conditions"))
    settle()
    page = sample.page_body
    assert isinstance(page, FormPage)
    case = sample.model.case
    gas = GasRecord(id="x", site_id=case.sites[0].id, gas="CH4", fiscal_year=2025, quantity=Decimal(1), unit="kg")
    sample.model.edit(case.model_copy(update={"gases": (gas,)}), "用意")
    turn()
    assert page.focus_path("loan.amount_yen")
    press(Qt.Key.Key_Z, CTRL)  # the question about other gases is back
    turn()
    assert "duty.other_gases_t" in page.fields.fields
    assert page.fields.fields["loan.amount_yen"].isAncestorOf(focused())


@pytest.fixture
def buttons(sample: Window) -> dict[str, SecondaryButton]:
    """Two cards with buttons one below the other, on a page."""
    body = sample.page_body
    assert body is not None
    holder = QWidget(body)
    layout = column(holder)
    made = {}
    for card_name in "ab":
        card = Card()
        layout.addWidget(card)
        for number in range(3):
            made[f"{card_name}{number}"] = SecondaryButton(f"{card_name}{number}")
            card.body.addWidget(made[f"{card_name}{number}"])
    holder.resize(400, 500)
    holder.show()
    holder.raise_()
    settle()
    return made


@pytest.mark.parametrize(
    ("gone", "near"), [("a0", "a1"), ("a1", "a2"), ("a2", "a1"), ("b0", "b1"), ("b2", "b1")]
)  # fmt: skip
def test_the_neighbour_in_the_same_group_has_it_next(buttons: dict[str, SecondaryButton], gone: str, near: str) -> None:
    for switch_off in (buttons[gone].hide, lambda: buttons[gone].setEnabled(False)):
        buttons[gone].setVisible(True)
        buttons[gone].setEnabled(True)
        settle()
        buttons[gone].setFocus()
        switch_off()
        turn()
        assert focused() is buttons[near]


def test_a_whole_group_that_goes_leaves_it_to_the_next_group(buttons: dict[str, SecondaryButton]) -> None:
    buttons["a1"].setFocus()
    card = buttons["a1"].parentWidget()
    assert card is not None
    card.hide()
    turn()
    assert focused() is buttons["b0"]


def test_whoever_says_where_the_keyboard_goes_is_left_alone(buttons: dict[str, SecondaryButton]) -> None:
    buttons["a0"].setFocus()
    buttons["a0"].hide()
    buttons["b2"].setFocus()
    turn()
    assert focused() is buttons["b2"]


# --- 元に戻す and やり直し --------------------------------------------------------------------------------------------------


def places(window: Window) -> dict[str, QPoint]:
    return {words: button(window.header, words).mapTo(window, QPoint(0, 0)) for words in ("元に戻す", "やり直し")}


def test_undo_and_redo_stay_in_place_and_a_second_click_never_does_the_opposite(window: Window) -> None:
    assert window.model is not None
    window.show_place(Place("contact"))
    settle()
    before = places(window)
    undo = button(window.header, "元に戻す")
    assert not undo.isEnabled()
    type_keys("keiri")
    press(Qt.Key.Key_Tab)
    type_keys("sato")
    press(Qt.Key.Key_Tab)
    assert places(window) == before
    at = undo.mapTo(window, undo.rect().center())
    told = []
    for _ in range(4):
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        settle()
        told.append((window.model.case.contact.department, window.model.case.contact.person))
        assert places(window) == before
    assert told == [("keiri", None), (None, None), (None, None), (None, None)]
    click(button(window.header, "やり直し"))
    assert window.model.case.contact.department == "keiri"


def test_enter_on_undo_again_does_nothing_once_nothing_is_left(window: Window) -> None:
    assert window.model is not None
    window.show_place(Place("contact"))
    settle()
    type_keys("keiri")
    press(Qt.Key.Key_Tab)
    undo = button(window.header, "元に戻す")
    undo.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Return)
        turn()
        assert focused() is undo
        assert window.model.case.contact.department is None
    press(Qt.Key.Key_Tab)
    assert not undo.isEnabled()
    assert focused() is button(window.header, "やり直し")


def test_there_is_nothing_to_undo_on_the_screen_to_begin_with(start: Window) -> None:
    words = {link.property("text") for link in start.header.findChildren(QWidget) if link.isVisible()}
    assert not words & {"元に戻す", "やり直し"}
