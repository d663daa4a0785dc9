"""Fields on a page, by real keys, pastes and input methods: what is typed arrives, stays, and can be taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from support.screen import (
    button,
    click,
    compose,
    confirm,
    controls,
    focused,
    paste,
    press,
    settle,
    turn_wheel,
    type_keys,
)

from sllassist.case import paths
from sllassist.flow.pages import HUB, PAGES, Place
from sllassist.store import casefile
from sllassist.ui.pages.form import FormPage
from sllassist.ui.widgets.choices import RadioField
from sllassist.ui.widgets.fields import DEBOUNCE_MS, FieldWidget, TextField
from sllassist.ui.widgets.pick import PickField
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
FORMS = [page.id for page in PAGES if page.kind == "form" and page.id != "report"]


def field(window: Window, path: str) -> FieldWidget:
    """The field of a path on the page shown."""
    body = window.page_body
    assert isinstance(body, FormPage)
    return body.fields.fields[path]


def text_field(window: Window, path: str) -> TextField:
    found = field(window, path)
    assert isinstance(found, TextField)
    return found


def at(window: Window, page_id: str, path: str) -> TextField:
    """Goes to a page, with the cursor in a field."""
    window.show_place(Place(page_id, focus=path))
    settle()
    found = text_field(window, path)
    assert found.edit.hasFocus()
    return found


def case_of(window: Window) -> object:
    assert window.model is not None
    return window.model.case


def value(window: Window, path: str) -> object:
    assert window.model is not None
    return paths.get(window.model.case, path)


@pytest.mark.parametrize(
    ("page_id", "path", "typed", "stored", "shown"),
    [
        ("firm", "firm.employees", "４２人", 42, "42"),
        ("firm", "firm.capital_yen", "１，０００万円", Decimal(10_000_000), "10,000,000"),
        ("firm", "firm.postcode", "〒３９４−００００", "3940000", "394-0000"),
        ("conditions", "loan.term_months", "５年", 60, "60"),
        ("conditions", "duty.other_gases_t", "１２．５", Decimal("12.5"), "12.5"),
        ("period", "plan.first_year", "令和８年度", 2026, "2026"),
    ],
)
def test_full_width_by_input_method_is_understood(
    window: Window, page_id: str, path: str, typed: str, stored: object, shown: str
) -> None:
    made = at(window, page_id, path)
    made.edit.selectAll()
    confirm(made.edit, typed)
    assert made.text == typed, "nothing is rewritten while the cursor is in the field"
    press(Qt.Key.Key_Tab)
    assert value(window, path) == stored
    assert made.text == shown


def test_typing_arrives_after_a_pause_without_leaving_the_field(window: Window) -> None:
    made = at(window, "contact", "contact.phone")
    type_keys("0266-00-0000")
    assert value(window, "contact.phone") is None
    QTest.qWait(DEBOUNCE_MS + 100)
    assert value(window, "contact.phone") == "0266-00-0000"
    assert made.edit.hasFocus()


def test_typing_in_the_middle_keeps_the_cursor(window: Window) -> None:
    made = at(window, "firm", "firm.capital_yen")
    type_keys("1000000")
    QTest.qWait(DEBOUNCE_MS + 100)
    press(Qt.Key.Key_Home)
    type_keys("2")
    QTest.qWait(DEBOUNCE_MS + 100)
    assert isinstance(made.edit, QLineEdit)
    assert (made.text, made.edit.cursorPosition()) == ("21000000", 1)
    assert value(window, "firm.capital_yen") == Decimal(21_000_000)


@pytest.mark.parametrize(
    ("typed", "stored"), [("12345 人", 12345), (" 1,234 ", 1234), ("\t42\n", 42), ("１　２３４", 1234)]
)
def test_pasted_numbers_are_understood(window: Window, typed: str, stored: int) -> None:
    made = at(window, "firm", "firm.employees")
    paste(made.edit, typed)
    press(Qt.Key.Key_Tab)
    assert value(window, "firm.employees") == stored


def test_a_long_paste_is_not_cut(window: Window) -> None:
    made = at(window, "firm", "firm.address")
    paste(made.edit, "あ" * 40_000)
    press(Qt.Key.Key_Tab)
    assert value(window, "firm.address") == "あ" * 40_000


def test_rare_kanji_survive_screen_file_and_screen(window: Window) -> None:
    made = at(window, "firm", "firm.representative_name")
    confirm(made.edit, "髙﨑 𠮷子")
    window.show_place(HUB)
    assert window.model is not None
    window.model.save_now()
    assert casefile.read_case(window.model.session.path).firm.representative_name == "髙﨑 𠮷子"
    assert at(window, "firm", "firm.representative_name").text == "髙﨑 𠮷子"


def test_text_that_is_still_composed_is_taken_when_the_page_is_left(window: Window) -> None:
    made = at(window, "firm", "firm.name")
    compose(made.edit, "見本精機")
    assert value(window, "firm.name") is None
    window.show_place(HUB)
    assert value(window, "firm.name") == "見本精機"


def test_text_that_is_still_composed_is_taken_when_the_button_is_pressed(window: Window) -> None:
    made = at(window, "firm", "firm.name")
    compose(made.edit, "見本精機")
    window.press_primary()
    assert value(window, "firm.name") == "見本精機"
    assert "事業者の名称を入力してください。" not in [line.problem.message for line in frame_lines(window)]


def frame_lines(window: Window) -> list[object]:
    from sllassist.ui.frame import PageFrame

    screen = window.shown_screen
    assert isinstance(screen, PageFrame)
    return list(screen.summary.lines)


def test_unreadable_text_stays_across_pages_and_says_what_to_do(window: Window) -> None:
    made = at(window, "firm", "firm.employees")
    confirm(made.edit, "たくさん")
    press(Qt.Key.Key_Tab)
    assert made.problem is None, "nobody is told off while still typing"
    window.show_place(Place("contact"))
    window.show_place(Place("firm"))
    made = text_field(window, "firm.employees")
    sentence = "常時使用する従業員数は数字で入力してください（例 12,345）。"
    assert made.text == "たくさん"
    assert made.problem is not None
    assert made.problem.message == sentence
    assert sentence.rstrip("。") in made.edit.accessibleDescription()
    made.edit.setFocus()
    made.edit.selectAll()
    type_keys("42")
    press(Qt.Key.Key_Tab)
    assert made.problem is None
    assert value(window, "firm.employees") == 42


def test_undo_and_redo_by_keys_reach_the_field_one_is_in(window: Window) -> None:
    made = at(window, "contact", "contact.phone")
    type_keys("0266-00-0000")
    press(Qt.Key.Key_Tab)
    made.edit.setFocus()
    made.edit.selectAll()
    type_keys("026-111-2222")
    press(Qt.Key.Key_Z, CTRL)
    assert (made.text, value(window, "contact.phone")) == ("0266-00-0000", "0266-00-0000")
    press(Qt.Key.Key_Z, CTRL)
    assert (made.text, value(window, "contact.phone")) == ("", None)
    press(Qt.Key.Key_Y, CTRL)
    press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (made.text, value(window, "contact.phone")) == ("026-111-2222", "026-111-2222")


def test_undo_of_a_long_text(sample: Window) -> None:
    sample.show_place(Place("report"))
    body = sample.page_body
    assert isinstance(body, FormPage)
    path = next(iter(body.fields.fields))
    before = value(sample, path)
    made = text_field(sample, path)
    assert isinstance(made.edit, QPlainTextEdit)
    made.edit.setFocus()
    made.edit.selectAll()
    confirm(made.edit, "暖冬のため減りました。")
    press(Qt.Key.Key_Tab)
    assert value(sample, path) == "暖冬のため減りました。"
    made.edit.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert value(sample, path) == before
    assert made.text == before


def test_dont_know_empties_the_box_and_typing_takes_it_back(window: Window) -> None:
    made = at(window, "conditions", "duty.vehicles")
    type_keys("12")
    assert made.dont_know is not None
    click(made.dont_know)
    assert window.model is not None
    assert "duty.vehicles" in window.model.case.dont_know
    assert (made.text, value(window, "duty.vehicles")) == ("", None)
    made.edit.setFocus()
    type_keys("8")
    press(Qt.Key.Key_Tab)
    assert "duty.vehicles" not in window.model.case.dont_know
    assert not made.dont_know.isChecked()
    assert value(window, "duty.vehicles") == 8


def test_questions_have_no_answer_until_one_is_chosen(window: Window) -> None:
    window.show_place(Place("conditions"))
    asked = field(window, "loan.penalty_rate")
    assert isinstance(asked, RadioField)
    assert not any(radio.isChecked() for radio in asked.radios.values())
    asked.radios["no"].setFocus()
    press(Qt.Key.Key_Space)
    assert value(window, "loan.penalty_rate") is False
    press(Qt.Key.Key_Down)
    assert window.model is not None
    assert "loan.penalty_rate" in window.model.case.dont_know, "the answer after いいえ is わからない"
    press(Qt.Key.Key_Z, CTRL)
    assert value(window, "loan.penalty_rate") is False
    assert [key for key, radio in asked.radios.items() if radio.isChecked()] == ["no"]
    press(Qt.Key.Key_Z, CTRL)
    assert not any(radio.isChecked() for radio in asked.radios.values())


def test_an_optional_choice_can_be_taken_away(window: Window) -> None:
    window.show_place(Place("conditions"))
    asked = field(window, "loan.judgement")
    assert isinstance(asked, RadioField)
    asked.radios["yearly"].setFocus()
    press(Qt.Key.Key_Return)
    assert value(window, "loan.judgement") == "yearly"
    press(Qt.Key.Key_Delete)
    assert value(window, "loan.judgement") is None
    press(Qt.Key.Key_Return)
    assert value(window, "loan.judgement") == "yearly"
    click(button(asked, "選んだものを消す"))
    assert value(window, "loan.judgement") is None
    assert asked.holds_focus()
    assert not any(radio.isChecked() for radio in asked.radios.values())


def test_tab_goes_from_an_answer_to_the_next_question(window: Window) -> None:
    window.show_place(Place("conditions"))
    asked = field(window, "loan.penalty_rate")
    assert isinstance(asked, RadioField)
    asked.focus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    following = field(window, "loan.judgement")
    assert following.holds_focus()


def test_a_prefecture_is_picked_by_keyboard(window: Window) -> None:
    window.show_place(Place("firm", focus="firm.prefecture"))
    settle()
    press(Qt.Key.Key_Return)
    confirm(focused(), "長野")
    press(Qt.Key.Key_Return)
    assert value(window, "firm.prefecture") == "長野県"
    picked = field(window, "firm.prefecture")
    assert isinstance(picked, PickField)
    assert picked.search_list is None
    assert picked.button.hasFocus()
    assert "長野県" in picked.button.accessibleName()


def test_escape_folds_the_search_and_stays_on_the_page(window: Window) -> None:
    window.show_place(Place("firm", focus="firm.industry_code"))
    settle()
    press(Qt.Key.Key_Return)
    confirm(focused(), "金属")
    press(Qt.Key.Key_Escape)
    assert window.place.page_id == "firm"
    assert value(window, "firm.industry_code") is None
    press(Qt.Key.Key_Escape)
    assert window.place == HUB


@pytest.mark.parametrize("page_id", FORMS)
def test_the_wheel_changes_nothing(sample: Window, page_id: str) -> None:
    sample.show_place(Place(page_id))
    settle()
    before = case_of(sample)
    for widget in controls(sample.shown_screen):
        turn_wheel(widget)
        widget.setFocus()
        turn_wheel(widget, 120)
    sample.flush()
    assert case_of(sample) == before


def test_the_wheel_over_a_list_box_scrolls_the_page_instead(sample: Window) -> None:
    from sllassist.ui.frame import PageFrame
    from sllassist.ui.widgets.basic import ComboBox

    sample.show_place(Place("firm"))
    body, frame = sample.page_body, sample.shown_screen
    assert isinstance(body, FormPage)
    assert isinstance(frame, PageFrame)
    box = ComboBox(body)
    box.addItems(["一", "二", "三"])
    box.setGeometry(0, 0, 200, 44)
    box.show()
    settle()
    box.setFocus()
    turn_wheel(box)
    assert box.currentText() == "一"
    assert frame.area.verticalScrollBar().value() > 0


@pytest.mark.parametrize("page_id", FORMS)
def test_boxes_have_no_validators_placeholders_or_limits(sample: Window, page_id: str) -> None:
    sample.show_place(Place(page_id))
    edits = sample.shown_screen.findChildren(QLineEdit)
    for edit in edits:
        assert edit.validator() is None
        assert not edit.inputMask()
        assert not edit.placeholderText()
        assert edit.maxLength() > 1_000_000
    assert not sample.shown_screen.findChildren(QComboBox)


def test_enter_in_a_box_does_not_leave_the_page(window: Window) -> None:
    made = at(window, "contact", "contact.person")
    confirm(made.edit, "見本")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert window.place.page_id == "contact"
    assert made.edit.hasFocus()
