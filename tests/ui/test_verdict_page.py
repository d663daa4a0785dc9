"""使える制度: the verdicts of all schemes at a glance, why, what would change them, as of which day, set aside or not."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from support.screen import button, click, focused, press, settle, type_keys

from sllassist.case import paths
from sllassist.flow.pages import Place
from sllassist.flow.verdicts import kept, set_override
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.verdict import VerdictPage
from sllassist.ui.widgets.scheme_row import SchemeRow
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


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


def nagano(page: VerdictPage) -> SchemeRow:
    return page.row("nagano_sll")


def test_one_row_for_each_scheme_in_their_order(sample: Window) -> None:
    page = shown(sample)
    assert sample.model is not None
    assert [line.result.scheme_id for line in page.rows] == [result.scheme_id for result in sample.model.assessment.schemes]
    assert [line.name.plain for line in page.rows] == [result.short for result in sample.model.assessment.schemes]


def test_a_firm_that_fits_is_told_so(sample: Window) -> None:
    line = nagano(shown(sample))
    assert line.tag.text() == "対象です"
    assert "件）を満たしています" in line.reason.plain


@pytest.mark.parametrize(("vehicles", "tag", "why"), [
    (199, "対象です", "件）を満たしています"),
    (200, "対象ではありません", "200 台 以上あり、県への計画書の提出が義務です"),
])  # fmt: skip
def test_both_sides_of_a_threshold(sample: Window, vehicles: int, tag: str, why: str) -> None:
    page = shown(sample)
    answer(sample, "duty.vehicles", vehicles)
    assert nagano(page).tag.text() == tag
    assert why in nagano(page).reason.plain


def test_a_no_says_why_and_what_would_turn_it(sample: Window) -> None:
    page = shown(sample)
    answer(sample, "loan.term_months", 24)
    answer(sample, "loan.penalty_rate", True)
    line = nagano(page)
    assert "融資期間が2年で、3年に足りません" in line.reason.plain
    assert "（ほか1件）" in line.reason.plain
    assert "融資期間：2年（24か月） → 3年（36か月）" in line.then.plain
    assert "：はい → いいえ" in line.then.plain


def test_an_open_question_is_never_a_no_and_leads_to_the_questions(sample: Window) -> None:
    page = shown(sample)
    answer(sample, "loan.bank_head_office", None)
    assert nagano(page).tag.text() == "あと1問で分かります"
    assert page.ask.isVisible()
    click(page.ask)
    assert sample.place == Place("interview")


def test_nothing_is_decided_about_an_empty_case(window: Window) -> None:
    page = shown(window)
    assert "分かります" in nagano(page).tag.text()
    assert "対象" not in nagano(page).tag.text()


def test_five_verdicts_can_be_seen_without_scrolling(sample: Window) -> None:
    sample.resize(1366, 768)
    page = shown(sample)
    screen = sample.shown_screen
    assert isinstance(screen, PageFrame)
    view = screen.area.viewport()
    for line in page.rows[:5]:
        low = line.tag.mapTo(view, QPoint(0, line.tag.height())).y()
        assert 0 < low <= view.height(), line.name.plain


def test_the_keyboard_goes_from_a_verdict_to_the_scheme_and_back_to_the_same_row(sample: Window) -> None:
    page = shown(sample)
    nagano(page).look_link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place == Place("scheme", focus="nagano_sll")
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert sample.place == Place("verdict")
    assert focused() is nagano(page).look_link


def test_a_scheme_set_aside_stands_apart_and_can_be_taken_back(sample: Window) -> None:
    page = shown(sample)
    nagano(page).aside_link.setFocus()
    press(Qt.Key.Key_Space)
    settle()
    assert sample.model is not None
    assert sample.model.case.set_aside == ("nagano_sll",)
    assert page.rows[0].result.scheme_id == "nagano_sll"
    assert nagano(page).aside_link.text() == "考えに戻す"
    assert focused() is nagano(page).aside_link
    press(Qt.Key.Key_Return)
    settle()
    assert sample.model.case.set_aside == ()


def test_a_conclusion_decided_by_hand_is_shown_with_who_and_why(sample: Window) -> None:
    page = shown(sample)
    assert sample.model is not None
    case = set_override(sample.model.case, "nagano_sll", "does_not_fit", "県に確かめた", "髙橋", dt.date(2026, 11, 18))
    sample.model.edit(case, "用意")
    settle()
    assert nagano(page).tag.text() == "対象ではありません"
    told = nagano(page).reason.plain
    assert "この結論は髙橋さんが2026年11月18日に手で決めたものです。" in told
    assert "理由：県に確かめた" in told


def test_another_day_is_looked_from_and_left_again(sample: Window) -> None:
    page = shown(sample)
    assert page.date.said.plain == "2026年11月20日の時点です。"
    assert not sample.notices.day.isVisible()
    click(page.date.change)
    assert focused() is page.date.edit
    press(Qt.Key.Key_A, CTRL)
    type_keys("2025/7/16")  # the day before 信州SLL was announced
    press(Qt.Key.Key_Return)
    settle()
    assert page.date.said.plain == "2025年7月16日の時点です。"
    assert "2025年7月16日の時点で見ています" in sample.notices.day.text
    assert nagano(page).tag.text() == "対象ではありません"
    assert "2025年7月17日に始まる" in nagano(page).reason.plain
    sample.show_place(Place("contact"))
    assert sample.notices.day.isVisible(), "it is said on every page"
    shown(sample)
    click(page.date.today_link)
    settle()
    assert nagano(page).tag.text() == "対象です"
    assert not sample.notices.day.isVisible()
    assert focused() is page.date.change


def test_the_notice_at_the_top_leads_back_to_today(sample: Window) -> None:
    page = shown(sample)
    page.model.look_from(dt.date(2025, 7, 16))
    settle()
    sample.notices.today.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert page.model.as_of == page.model.today
    assert nagano(page).tag.text() == "対象です"
    assert not sample.notices.isVisible()
    assert focused() is page.date.change


@pytest.mark.parametrize(("text", "told"), [
    ("いつか", "日付で入力してください"), ("1999/12/31", "2000年から2100年まで"), ("2101-01-01", "2000年から2100年まで"),
])  # fmt: skip
def test_a_day_nobody_can_read_is_asked_again(sample: Window, text: str, told: str) -> None:
    page = shown(sample)
    click(page.date.change)
    page.date.edit.setText(text)
    click(page.date.show_button)
    assert page.date.wrong.isVisible()
    assert told in page.date.wrong.plain
    assert focused() is page.date.edit
    assert page.model.as_of == page.model.today
    press(Qt.Key.Key_Escape)
    assert not page.date.edit.isVisible()
    assert sample.place == Place("verdict"), "Esc folded the box and went nowhere"


def test_all_verdicts_are_kept_once(sample: Window) -> None:
    page = shown(sample)
    click(button(sample, "この判定を残す"))
    settle()
    assert sample.model is not None
    (judged,) = kept(sample.model.case, "nagano_sll")
    assert (judged.verdict, judged.made_on, judged.as_of) == ("fits", dt.date(2026, 11, 20), dt.date(2026, 11, 20))
    assert page.keep.said.plain == "残しました。"
    answer(sample, "loan.term_months", 24)
    assert page.keep.said.plain == ""


def test_the_keyboard_begins_on_the_button_that_goes_on(sample: Window) -> None:
    shown(sample)
    assert focused().property("text") == "次へ"
    press(Qt.Key.Key_Return)
    assert sample.place != Place("verdict")
