"""起きたことを届け出る: what happened, the notices per loan with their arithmetic, what was sent, and the other loans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from support.screen import button, click, confirm, focused, press, settle, type_keys

from sllassist.case.model import Event, RunningLoan
from sllassist.flow.pages import Place
from sllassist.ui.pages.events import EventsPage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.widgets.choices import Radio
from sllassist.ui.widgets.event_card import EventCard
from sllassist.ui.widgets.event_notice import EventNotice
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
OITA = RunningLoan(
    id="r1", scheme="oita_sll", bank_name="大分銀行", start_date=dt.date(2026, 4, 1), term_months=60, base_year=2025, base_t=Decimal(300),
)  # fmt: skip


def shown(window: Window) -> EventsPage:
    window.show_place(Place("events"))
    settle()
    body = window.page_body
    assert isinstance(body, EventsPage)
    return body


def said(part: QWidget) -> str:
    return "\n".join(label.plain for label in part.findChildren(Text) if label.isVisible())


def with_events(window: Window, *events: Event, running: tuple[RunningLoan, ...] = ()) -> EventsPage:
    assert window.model is not None
    window.model.edit(window.model.case.model_copy(update={"events": events, "running": running}), "用意")
    return shown(window)


def only(page: EventsPage) -> EventCard:
    (card,) = page.cards.values()
    return card


def notice(card: EventCard, scheme: str) -> EventNotice:
    return next(made for made in card.notices if made.told.notice.scheme == scheme)


# --- what happened ---------------------------------------------------------------------------------------------------------


def test_a_move_is_told_by_keyboard_and_leads_to_its_notice(sample: Window) -> None:
    page = shown(sample)
    assert isinstance(focused(), Radio)
    assert focused().property("text") == "会社や事業所の名前が変わった"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert page.model.case.events == (), "passing over answers does nothing"
    button(sample, "届出が要るかを調べる").setFocus()
    press(Qt.Key.Key_Return)
    settle()
    (event,) = page.model.case.events
    assert event.kind == "moved"
    card = only(page)
    assert focused() is page.fields.fields[f"events.{event.id}.day"].control
    type_keys("2026/11/1")
    press(Qt.Key.Key_Tab)
    settle()
    assert page.model.case.events[0].day == dt.date(2026, 11, 1)
    assert card.title.plain == "本社や事業所が移転した　2026年11月1日"
    told = notice(card, "nagano_sll")
    assert told.tag.text() == "届出が要ります"
    assert "変更届出書（様式第4号）" in said(told)
    assert "貴社 → 長野県環境部ゼロカーボン推進課" in said(told)
    assert "期限　" in said(told)


def test_nothing_is_made_of_no_choice(sample: Window) -> None:
    page = shown(sample)
    click(button(sample, "届出が要るかを調べる"))
    settle()
    assert "「何が起きましたか」から1つ選んでください。" in said(page)
    assert page.model.case.events == ()
    assert isinstance(focused(), Radio)


@pytest.mark.parametrize(("change", "word", "arithmetic"), [
    (-8, "届出は要りません", "以下です"), (-30, "届出が要ります", "を超えます"), (None, "まだ分かりません", ""),
])  # fmt: skip
def test_the_threshold_is_shown_with_its_arithmetic(sample: Window, change: int | None, word: str, arithmetic: str) -> None:
    """Oita: 300 t × the yearly rate, above which a closed site is to be told."""
    change_t = None if change is None else Decimal(change)
    event = Event(id="a", kind="site_closed", day=dt.date(2026, 11, 1), prefecture="大分県", change_t=change_t)
    card = only(with_events(sample, event, running=(OITA,)))
    told = notice(card, "oita_sll")
    assert told.tag.text() == word
    assert "大分銀行の融資" in said(told)
    assert arithmetic in said(told)
    assert ("計算　しきい値 300 t" in said(told)) is bool(arithmetic)


def test_a_figure_typed_settles_the_notice_at_once(sample: Window) -> None:
    event = Event(id="a", kind="site_closed", day=dt.date(2026, 11, 1), prefecture="大分県")
    page = with_events(sample, event, running=(OITA,))
    told = notice(only(page), "oita_sll")
    assert told.tag.text() == "まだ分かりません"
    assert told.sent is None
    (link,) = told.links
    link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    type_keys("-30")
    press(Qt.Key.Key_Tab)
    settle()
    assert page.model.case.events[0].change_t == -30
    assert notice(only(page), "oita_sll").tag.text() == "届出が要ります"


# --- sent ------------------------------------------------------------------------------------------------------------------


def test_a_notice_is_marked_as_sent_and_taken_back(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    told = notice(only(page), "nagano_sll")
    assert told.sent is not None
    assert told.sent.edit is not None
    assert told.sent.edit.text() == "2026年11月20日"
    told.sent.edit.setFocus()
    press(Qt.Key.Key_A, CTRL)
    type_keys("2026/11/18")
    press(Qt.Key.Key_Return)
    settle()
    (sent,) = [one for one in page.model.case.submissions if one.set_id == "notice-a"]
    assert (sent.scheme, sent.sent_on) == ("nagano_sll", dt.date(2026, 11, 18))
    told = notice(only(page), "nagano_sll")
    assert told.tag.text() == "送りました"
    assert "2026年11月18日（水）に送りました。" in said(told)
    assert told.sent is not None
    assert focused() is told.sent.undo
    press(Qt.Key.Key_Return)
    settle()
    assert not [one for one in page.model.case.submissions if one.set_id == "notice-a"]
    assert notice(only(page), "nagano_sll").tag.text() == "届出が要ります"


@pytest.mark.parametrize(("day", "told"), [("2026/11/21", "今日までの日付"), ("あした", "日付で入力してください")])
def test_a_day_to_come_and_a_day_nobody_can_read_are_refused(sample: Window, day: str, told: str) -> None:
    page = with_events(sample, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    made = notice(only(page), "nagano_sll").sent
    assert made is not None
    assert made.edit is not None
    assert made.button is not None
    made.edit.setText(day)
    click(made.button)
    assert told in made.wrong.plain
    assert focused() is made.edit
    assert not [one for one in page.model.case.submissions if one.set_id == "notice-a"]


def test_looked_at_from_a_later_day_a_notice_is_still_sent_today(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    page.model.look_from(dt.date(2027, 3, 1))
    settle()
    made = notice(only(page), "nagano_sll").sent
    assert made is not None
    assert made.edit is not None
    assert made.edit.text() == "2026年11月20日"


# --- more events, and none -------------------------------------------------------------------------------------------------


def test_an_event_can_be_changed_and_removed(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    card = only(page)
    assert focused() is card.change
    press(Qt.Key.Key_Return)
    settle()
    assert isinstance(focused(), Radio)
    press(Qt.Key.Key_Down)
    settle()
    assert page.model.case.events[0].kind == "moved"
    card.remove.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert "を消しますか" in card.question.text
    click(card.question.buttons[0])
    settle()
    assert page.model.case.events == ()
    assert page.cards == {}
    assert isinstance(focused(), Radio), "the question is asked again"


def test_one_more_event_can_be_begun_and_left(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    assert not page.choice.isVisible()
    click(page.add)
    assert isinstance(focused(), Radio)
    click(page.choice.stop)
    settle()
    assert not page.choice.isVisible()
    assert focused() is page.add
    click(page.add)
    click(page.choice.list.radios["closed"])
    click(page.choice.button)
    settle()
    assert [event.kind for event in page.model.case.events] == ["renamed", "closed"]
    assert len(page.cards) == 2


def test_without_a_day_the_button_that_goes_on_asks_for_it(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="renamed"))
    click(button(sample, "次へ"))
    settle()
    assert "起きた日（予定）を入力してください。" in said(page)
    assert sample.place == Place("events")


def test_an_event_after_no_loan_says_there_is_nothing_to_tell(window: Window) -> None:
    page = with_events(window, Event(id="a", kind="renamed", day=dt.date(2026, 11, 1)))
    assert "届出の要る融資は見つかりません" in said(only(page))


# --- other loans -----------------------------------------------------------------------------------------------------------


def test_another_loan_is_added_filled_and_removed_by_keyboard(sample: Window) -> None:
    page = with_events(sample, Event(id="a", kind="closed", day=dt.date(2026, 11, 1)))
    before = len(only(page).notices)
    page.loans.add.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert isinstance(focused(), Radio)
    while not page.loans.choice.list.radios["oita_sll"].isChecked():
        press(Qt.Key.Key_Down)
    assert page.model.case.running == ()
    page.loans.choice.button.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    confirm(focused(), "大分銀行")
    press(Qt.Key.Key_Tab)
    type_keys("2026-04-01")
    press(Qt.Key.Key_Tab)
    type_keys("60")
    press(Qt.Key.Key_Tab)
    settle()
    (loan,) = page.model.case.running
    assert (loan.scheme, loan.bank_name, loan.start_date, loan.term_months) == ("oita_sll", "大分銀行", dt.date(2026, 4, 1), 60)
    assert len(only(page).notices) == before + 1
    (part,) = page.loans.parts.values()
    assert part.title.plain == "大分SLL　大分銀行の融資"
    click(part.remove)
    click(part.question.buttons[-1])
    assert len(page.model.case.running) == 1, "残す keeps it"
    click(part.remove)
    click(part.question.buttons[0])
    settle()
    assert page.model.case.running == ()
    assert focused() is page.loans.add
    assert len(only(page).notices) == before


def test_undo_takes_a_loan_away_and_gives_it_back(sample: Window) -> None:
    page = with_events(sample, running=(OITA,))
    assert list(page.loans.parts) == ["r1"]
    press(Qt.Key.Key_Z, CTRL)
    settle()
    assert page.loans.parts == {}
    press(Qt.Key.Key_Y, CTRL)
    settle()
    assert list(page.loans.parts) == ["r1"]
