"""One question at a time, by keyboard: boxes, choices, prefectures, projects, わからない, back, and the schemes beside."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, confirm, focused, press, settle, type_keys

from sllassist.case import paths
from sllassist.case.model import Site
from sllassist.flow.interview import add_project, questions, tell_prefectures
from sllassist.flow.pages import Place
from sllassist.flow.verdicts import set_override
from sllassist.schemes.base import NO_CATEGORY
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.interview import InterviewPage
from sllassist.ui.widgets.basic import CheckBox, Text
from sllassist.ui.widgets.choices import Radio
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.interview_prefectures import PrefectureList
from sllassist.ui.widgets.interview_projects import ProjectList
from sllassist.ui.window import Window

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def shown(window: Window) -> InterviewPage:
    window.show_place(Place("interview"))
    settle()
    body = window.page_body
    assert isinstance(body, InterviewPage)
    return body


def asked(page: InterviewPage) -> tuple[str, ...]:
    assert page.question is not None
    return page.question.paths


def ask_for(window: Window, *names: str) -> InterviewPage:
    """The interview of a firm with sites in these prefectures."""
    assert window.model is not None
    window.model.edit(tell_prefectures(window.model.case, names), "用意")
    return shown(window)


def until(page: InterviewPage, path: str) -> None:
    """Passes over questions until one asks for `path`."""
    for _ in range(20):
        if page.question is not None and path in page.question.paths:
            return
        assert page.card is not None, "the interview is over"
        click(page.card.pass_link)
        settle()
    raise AssertionError(path)


def state(page: InterviewPage, scheme: str) -> str:
    return page.states.states[scheme].tag.text()


def told(page: InterviewPage) -> str:
    return "\n".join(label.plain for label in page.findChildren(Text) if label.isVisible())


# --- where -----------------------------------------------------------------------------------------------------------------


def test_it_begins_with_where_and_the_keyboard_in_the_first_box(window: Window) -> None:
    page = shown(window)
    assert asked(page) == ("sites",)
    assert page.card is not None
    assert page.card.title.plain == "事業所はどの都道府県にありますか"
    assert isinstance(focused(), CheckBox)
    assert focused().property("text") == "長野県"
    assert page.told.plain.startswith("1問目　あと")
    assert "この答えを使う制度" in told(page)


def test_space_ticks_enter_goes_on_and_the_schemes_follow_at_once(window: Window) -> None:
    page = shown(window)
    assert "分かります" in state(page, "oita_sll")
    press(Qt.Key.Key_Space)
    settle()
    assert [site.prefecture for site in page.model.case.sites] == ["長野県"]
    assert "分かります" in state(page, "nagano_sll")
    assert state(page, "oita_sll") == "対象ではありません"
    assert page.states.states["oita_sll"].why.plain == "大分県内に事業所がありません。"
    press(Qt.Key.Key_Return)
    settle()
    assert asked(page) != ("sites",)
    assert page.told.plain.startswith("2問目")


def test_without_an_answer_the_question_stays_and_says_what_to_do(window: Window) -> None:
    page = shown(window)
    press(Qt.Key.Key_Return)
    settle()
    assert asked(page) == ("sites",)
    assert "事業所のある都道府県を1つ以上選んでください" in told(page)
    screen = window.shown_screen
    assert isinstance(screen, PageFrame)
    assert screen.summary.isVisible()


def test_any_prefecture_is_found_by_search(window: Window) -> None:
    page = shown(window)
    assert page.card is not None
    boxes = page.card.prefectures
    assert isinstance(boxes, PrefectureList)
    boxes.more.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert focused() is boxes.search.edit
    assert len(boxes.search.items) == 47
    confirm(boxes.search.edit, "とうきょう")
    press(Qt.Key.Key_Return)
    settle()
    assert [site.prefecture for site in page.model.case.sites] == ["東京都"]
    assert focused() is boxes.boxes["東京都"]
    assert not boxes.search.isVisible()
    press(Qt.Key.Key_Space)
    settle()
    assert page.model.case.sites == ()


def test_a_registered_site_cannot_be_unticked_away(window: Window) -> None:
    assert window.model is not None
    window.model.edit(window.model.case.model_copy(update={"sites": (Site(id="a", name="本社", prefecture="千葉県"),)}), "用意")
    page = shown(window)
    click(page.answers.links["sites"])
    settle()
    assert page.card is not None
    boxes = page.card.prefectures
    assert boxes is not None
    click(boxes.boxes["千葉県"])
    settle()
    assert [site.name for site in page.model.case.sites] == ["本社"]
    assert boxes.boxes["千葉県"].isChecked()
    assert "登録した事業所：本社（千葉県）" in told(page)


# --- boxes and choices -----------------------------------------------------------------------------------------------------


def test_enter_goes_from_box_to_box_and_from_the_last_to_the_next_question(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "rough.electricity_kwh")
    assert isinstance(focused(), LineEdit)
    for number, text in enumerate(("120000", "0", "2,000 ")):
        type_keys(text)
        press(Qt.Key.Key_Return)
        settle()
        assert ("rough.fuel_l" in asked(page)) == (number < 2)
    rough = page.model.case.rough
    assert [int(part or -1) for part in (rough.electricity_kwh, rough.gas_m3, rough.fuel_l)] == [120_000, -1, 2000]
    assert rough.gas_m3 == 0


def test_enter_chooses_an_answer_and_enter_on_the_chosen_one_goes_on(window: Window) -> None:
    page = ask_for(window, "大分県")
    until(page, "firm.legal_form")
    assert isinstance(focused(), Radio)
    assert page.model.case.firm.legal_form is None
    press(Qt.Key.Key_Down)
    assert page.model.case.firm.legal_form == "sole"
    press(Qt.Key.Key_Up)
    assert page.model.case.firm.legal_form == "company"
    press(Qt.Key.Key_Return)
    settle()
    assert page.card is not None
    industry = page.card.fields.fields["firm.industry_code"]
    assert industry.isAncestorOf(focused()), "the next box, its search unfolded"
    confirm(focused(), "電気めっき")
    press(Qt.Key.Key_Return)
    settle()
    assert page.model.case.firm.industry_code
    assert focused() is button(window, "答えて次へ"), "what was picked can be seen first"
    press(Qt.Key.Key_Return)
    settle()
    assert "firm.legal_form" not in asked(page)


def test_a_text_nobody_can_read_keeps_the_question(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "duty.vehicles")
    confirm(focused(), "たくさん")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert "duty.vehicles" in asked(page)
    assert "数字で入力してください" in told(page)


def test_every_box_wants_an_answer_if_only_dont_know(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "duty.vehicles")
    type_keys("5")
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert "エネルギー以外から出る温室効果ガス（県内合計）を入力してください。" in told(page)
    assert page.card is not None
    field = page.card.fields.fields["duty.other_gases_t"]
    (unknown,) = field.findChildren(CheckBox)
    unknown.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    settle()
    assert "duty.other_gases_t" in page.model.case.dont_know
    assert page.question is None or "duty.vehicles" not in asked(page)


def test_only_what_is_needed_is_asked_so_nothing_is_called_optional(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "loan.term_months")
    assert "任意" not in told(page)
    assert page.card is not None
    assert "任意" not in page.card.fields.fields["loan.term_months"].description()


def test_what_is_typed_counts_at_once_for_the_schemes(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "loan.term_months")
    type_keys("35")
    press(Qt.Key.Key_Return)
    settle()
    assert state(page, "nagano_sll") == "対象ではありません"
    assert "35か月" in page.states.states["nagano_sll"].why.plain or "2年11か月" in page.states.states["nagano_sll"].why.plain


def test_undo_takes_an_answer_back_in_place(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "duty.vehicles")
    type_keys("5")
    press(Qt.Key.Key_Return)
    assert page.model.case.duty.vehicles == 5
    press(Qt.Key.Key_Z, CTRL)
    settle()
    assert page.model.case.duty.vehicles is None
    assert "duty.vehicles" in asked(page)


# --- わからない, back, and what was answered -------------------------------------------------------------------------------


def test_dont_know_goes_on_and_can_be_answered_from_the_list_below(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "loan.bank_head_office")
    assert page.card is not None
    page.card.pass_link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert "loan.bank_head_office" not in asked(page)
    assert "loan.bank_head_office" in page.model.case.dont_know
    assert not any("loan.bank_head_office" in question.paths for question in questions(page.model.assessment))
    here = asked(page)
    link = page.answers.links["loan.bank_head_office"]
    assert link.accessibleName() == "金融機関の本店がある都道府県を変更"
    assert link.accessibleDescription() == "わからない"
    link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert asked(page) == ("loan.bank_head_office",)
    assert page.told.plain.startswith("前に答えた質問です")
    field = page.card.fields.fields["loan.bank_head_office"]
    field.focus()
    press(Qt.Key.Key_Return)
    confirm(focused(), "ながの")
    press(Qt.Key.Key_Return)
    settle()
    assert page.model.case.loan.bank_head_office == "長野県"
    assert page.model.case.dont_know == tuple(path for path in page.model.case.dont_know if path != "loan.bank_head_office")
    press(Qt.Key.Key_Return)
    settle()
    assert asked(page) == here, "on with what was open"


def test_back_finds_the_question_as_it_was_answered(window: Window) -> None:
    page = ask_for(window, "長野県")
    assert not page.previous.isVisible()
    until(page, "duty.vehicles")
    for text in ("5", "0"):
        type_keys(text)
        press(Qt.Key.Key_Return)
    settle()
    following = page.question
    page.previous.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert asked(page) == ("duty.vehicles", "duty.other_gases_t")
    assert page.card is not None
    edit = page.card.fields.fields["duty.vehicles"]
    assert focused() is edit.control
    assert focused().property("text") == "5"
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert page.question == following


def test_leaving_the_page_and_coming_back_keeps_the_question(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "loan.term_months")
    type_keys("60")
    window.show_place(Place("verdict"))
    settle()
    press(Qt.Key.Key_Left, ALT)
    settle()
    assert "loan.term_months" in asked(page)
    assert page.model.case.loan.term_months == 60


# --- projects --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def projects(window: Window) -> ProjectList:
    page = ask_for(window, "千葉県")
    until(page, "projects")
    assert page.card is not None
    assert page.card.projects is not None
    return page.card.projects


def test_words_bring_the_kinds_they_may_mean_first(projects: ProjectList) -> None:
    assert focused() is projects.search.edit
    everything = len(projects.search.items)
    confirm(projects.search.edit, "屋根に太陽光")
    settle()
    assert projects.search.items[0].value == "Z1"
    assert "設備資金" in projects.search.items[0].detail
    assert projects.search.items[-1].value == NO_CATEGORY
    assert len(projects.search.items) < everything
    projects.search.edit.clear()
    confirm(projects.search.edit, "むにゃむにゃ")
    settle()
    assert len(projects.search.items) == everything
    assert "見つからない" in projects.told.plain


def test_a_kind_is_picked_by_keyboard_and_the_words_are_kept(projects: ProjectList, window: Window) -> None:
    confirm(projects.search.edit, "トラックをハイブリッドに")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle()
    assert window.model is not None
    (project,) = window.model.case.projects
    assert (project.words, project.category) == ("トラックをハイブリッドに", "E10")
    assert focused() is button(window, "答えて次へ")
    press(Qt.Key.Key_Return)
    settle()
    page = window.page_body
    assert isinstance(page, InterviewPage)
    assert "projects" not in (asked(page) if page.question else ())


def test_a_project_can_be_added_changed_and_removed(projects: ProjectList, window: Window) -> None:
    assert window.model is not None
    confirm(projects.search.edit, "蓄電池")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle()
    click(projects.add_button)
    settle()
    assert focused() is projects.search.edit
    confirm(projects.search.edit, "社長の机")
    projects.search.list.setCurrentIndex(projects.search.list.model().index(len(projects.search.items) - 1, 0))
    projects.search.list.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    first, second = window.model.case.projects
    assert (first.category, second.category, second.words) == ("Z2", NO_CATEGORY, "社長の机")
    assert "一覧にない種類" in "\n".join(label.plain for label in projects.findChildren(Text))
    click(projects.removes[first.id])
    settle()
    assert [project.words for project in window.model.case.projects] == ["社長の机"]
    press(Qt.Key.Key_Z, CTRL)
    settle()
    assert len(window.model.case.projects) == 2


def test_a_project_without_a_kind_is_asked_for_its_kind(window: Window) -> None:
    assert window.model is not None
    case = add_project(tell_prefectures(window.model.case, ["千葉県"]), "屋根に太陽光")
    window.model.edit(case, "用意")
    page = shown(window)
    (project,) = case.projects
    until(page, f"projects.{project.id}.category")
    assert page.card is not None
    assert page.card.projects is not None
    assert page.card.projects.search.edit.text() == "屋根に太陽光"
    assert page.card.projects.search.items[0].value == "Z1"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    settle()
    assert [(one.words, one.category) for one in page.model.case.projects] == [("屋根に太陽光", "Z1")]


# --- the end ---------------------------------------------------------------------------------------------------------------


def test_the_end_says_so_and_leads_to_the_verdicts(window: Window) -> None:
    page = ask_for(window, "東京都")
    while page.card is not None:
        click(page.card.pass_link)
        settle()
    assert page.ended is not None
    assert page.ended.title.plain == "すべて答えました"
    assert focused() is button(window, "使える制度を見る")
    press(Qt.Key.Key_Return)
    settle()
    assert window.place == Place("verdict")


def test_an_answer_taken_back_at_the_end_asks_again(window: Window) -> None:
    page = ask_for(window, "長野県")
    while page.card is not None:
        click(page.card.pass_link)
        settle()
    page.model.edit(paths.forget(page.model.case, "duty.vehicles"), "用意")
    settle()
    assert asked(page) == ("duty.vehicles",)


def test_what_decides_no_verdict_is_asked_only_on_demand_and_may_stay_empty(window: Window) -> None:
    page = ask_for(window, "長野県")
    while page.card is not None:
        click(page.card.pass_link)
        settle()
    assert page.ended is not None
    assert page.ended.more.isVisible()
    click(page.ended.more)
    settle()
    assert "追加の質問です" in page.told.plain
    for _ in range(20):
        if page.question is None:
            break
        press(Qt.Key.Key_Return, CTRL)
        settle()
    assert page.ended is not None
    assert page.ended.title.plain == "すべて答えました"


def test_what_an_answer_has_made_needless_is_not_demanded(window: Window) -> None:
    """A term too short settles the one scheme that asks about the rest of the loan."""
    page = ask_for(window, "長野県")
    until(page, "loan.term_months")
    assert "loan.penalty_rate" in asked(page)
    type_keys("12")
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert page.question is None or "loan.term_months" not in asked(page)
    assert page.model.case.loan.penalty_rate is None
    assert page.model.case.dont_know == () or "loan.penalty_rate" not in page.model.case.dont_know


def test_an_answer_that_was_given_before_may_be_left_as_it_is(window: Window) -> None:
    page = ask_for(window, "長野県")
    until(page, "duty.vehicles")
    for text in ("5", "0"):
        type_keys(text)
        press(Qt.Key.Key_Return)
    settle()
    click(page.answers.links["duty.vehicles"])
    settle()
    assert asked(page) == ("duty.vehicles",)
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert asked(page) == ("duty.vehicles",), "an answer taken away is wanted again"
    assert "県内で使っている自動車の台数を入力してください。" in told(page)


def test_a_conclusion_by_hand_is_told_beside_the_questions(window: Window) -> None:
    page = ask_for(window, "長野県")
    page.model.edit(set_override(page.model.case, "nagano_sll", "fits", "県に確かめた", "髙橋", dt.date(2026, 11, 18)), "用意")
    settle()
    beside = page.states.states["nagano_sll"]
    assert beside.tag.text() == "対象です"
    assert "髙橋さんが2026年11月18日に手で決めた" in beside.why.plain
