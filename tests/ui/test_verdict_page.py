"""The explained verdict: the word, each condition, its source, and the way to the answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, focused, press, settle

from sllassist.case import paths
from sllassist.flow.pages import Place
from sllassist.ui.pages.verdict import Condition, SchemeCard, VerdictPage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.window import Window


def shown(window: Window) -> VerdictPage:
    window.show_place(Place("verdict"))
    settle()
    body = window.page_body
    assert isinstance(body, VerdictPage)
    return body


def answer(window: Window, path: str, value: object) -> None:
    assert window.model is not None
    window.model.edit(paths.put(window.model.case, path, value), "用意")
    settle()


def nagano(page: VerdictPage) -> SchemeCard:
    return next(card for card in page.cards if card.result.scheme_id == "nagano_sll")


def condition(page: VerdictPage, key: str) -> Condition:
    return next(made for made in nagano(page).conditions if made.node.key == key)


def seen(card: SchemeCard) -> str:
    return "\n".join(label.plain for label in card.findChildren(Text) if label.isVisible())


def test_a_firm_that_fits_is_told_so_with_every_condition(sample: Window) -> None:
    page = shown(sample)
    assert nagano(page).tag.text() == "対象です"
    assert [made.word.plain for made in nagano(page).conditions] == ["適合"] * 7
    assert "1,500 kL より小さい" in seen(nagano(page))


def test_one_card_for_each_scheme(sample: Window) -> None:
    page = shown(sample)
    assert sample.model is not None
    assert [card.result.scheme_id for card in page.cards] == [result.scheme_id for result in sample.model.assessment.schemes]


def test_an_open_question_is_unknown_never_no_and_leads_to_its_page(sample: Window) -> None:
    page = shown(sample)
    answer(sample, "loan.bank_head_office", None)
    assert nagano(page).tag.text() == "あと1つで分かります"
    bank = condition(page, "bank")
    assert bank.word.plain == "不明"
    assert bank.link is not None
    click(bank.link)
    settle()
    assert sample.place == Place("conditions")


@pytest.mark.parametrize(("vehicles", "word", "tag"), [(199, "適合", "対象です"), (200, "不適合", "対象になりません")])
def test_both_sides_of_a_threshold(sample: Window, vehicles: int, word: str, tag: str) -> None:
    page = shown(sample)
    answer(sample, "duty.vehicles", vehicles)
    assert condition(page, "duty_vehicles").word.plain == word
    assert nagano(page).tag.text() == tag


def test_all_reasons_show_value_limit_source_clause_and_date(sample: Window) -> None:
    page = shown(sample)
    card = nagano(page)
    assert "いまの値" not in seen(card)
    click(card.all_link)
    settle()
    text = seen(card)
    assert "いまの値　60か月" in text or "いまの値　5年" in text
    assert "条件　3年以上" in text
    assert "長野県「信州SLL（脱炭素型）活用促進制度」説明資料" in text
    assert "対象者 借入人" in text
    assert "2025/07/17から" in text
    assert "条件「県の条例による計画書の提出義務がありません」" in text
    click(card.all_link)
    settle()
    assert "いまの値" not in seen(card)


def test_an_opened_card_stays_open_when_an_answer_changes(sample: Window) -> None:
    page = shown(sample)
    click(nagano(page).all_link)
    answer(sample, "duty.vehicles", 12)
    assert nagano(page).opened
    assert "いまの値　12 台" in seen(nagano(page))


def test_the_card_says_what_to_do_next(sample: Window) -> None:
    page = shown(sample)
    link = nagano(page).next_link
    assert link is not None
    link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place == Place("bills", 2026)  # the plan has been sent, and its first bills can be entered


def test_a_scheme_that_does_not_fit_says_why_and_what_would_help(sample: Window) -> None:
    page = shown(sample)
    answer(sample, "loan.term_months", 35)
    card = nagano(page)
    assert card.tag.text() == "対象になりません"
    assert "このままでは使えません" in seen(card)
    assert "3年" in seen(card)
    assert condition(page, "term").link is not None


def test_an_empty_case_has_only_open_questions(window: Window) -> None:
    page = shown(window)
    card = nagano(page)
    assert "分かります" in card.tag.text()
    assert {made.word.plain for made in card.conditions} == {"不明"}
    assert all(made.link is not None for made in card.conditions if made.node.paths)
    assert button(window, "次へ")


def test_the_energy_condition_follows_the_bills(sample: Window) -> None:
    page = shown(sample)
    assert sample.model is not None
    case = sample.model.case
    huge = tuple(r.model_copy(update={"quantity": r.quantity * Decimal(10)}) for r in case.records)
    sample.model.edit(case.model_copy(update={"records": huge}), "用意")
    settle()
    assert condition(page, "duty_energy").word.plain == "不適合"


def test_the_keyboard_begins_on_the_button_that_goes_on(sample: Window) -> None:
    shown(sample)
    assert focused().property("text") == "次へ"
    press(Qt.Key.Key_Return)
    assert sample.place != Place("verdict")
