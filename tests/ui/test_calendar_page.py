"""期限: the picture, the list with its states in words, one scheme alone, another day, and the calendar file."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from support.screen import button, click, focused, press, settle

from sllassist.case.model import Site, Standing
from sllassist.flow.agenda import Item
from sllassist.flow.pages import Place
from sllassist.schemes.base import Deadline, DeadlineState
from sllassist.schemes.rules import Clause
from sllassist.ui.pages.calendar import CalendarPage, grouped
from sllassist.ui.widgets.basic import Text
from sllassist.ui.widgets.calendar_picture import CalendarPicture, months_on, sentence, span
from sllassist.ui.widgets.calendar_row import CalendarRow, state_word
from sllassist.ui.window import Window

AS_OF = dt.date(2026, 11, 20)


def shown(window: Window) -> CalendarPage:
    window.show_place(Place("calendar"))
    settle()
    body = window.page_body
    assert isinstance(body, CalendarPage)
    return body


def said(part: QWidget) -> str:
    return "\n".join(label.plain for label in part.findChildren(Text) if label.isVisible())


def item(day: dt.date | None, state: DeadlineState = "upcoming", *, lead: int = 0, name: str = "x", scheme: str = "信州SLL") -> Item:
    clause = Clause("要綱", "第1条", "未確認")
    told = Deadline(name, f"{name}を出す", day, "" if day else "毎年", "貴社", "県", state, clause, lead_days=lead)
    begin = day - dt.timedelta(days=lead) if day and lead else None
    left = (day - AS_OF).days if day and state in ("upcoming", "overdue") else None
    return Item(f"{name}@x", told, scheme, scheme, begin, str(day), left, None)


@pytest.mark.parametrize(("days", "lead", "word"), [
    (253, 0, "あと253日"), (31, 0, "あと31日"), (60, 61, "準備を始めるころです　あと60日"), (62, 61, "あと62日"), (30, 0, "あと30日"),
    (1, 0, "あと1日"), (0, 0, "今日が期限です"),
])  # fmt: skip
def test_the_state_of_what_is_to_come(days: int, lead: int, word: str) -> None:
    assert state_word(item(AS_OF + dt.timedelta(days=days), lead=lead))[0] == word


def test_the_state_of_the_rest() -> None:
    assert state_word(item(AS_OF - dt.timedelta(days=3), "overdue")) == ("期限を過ぎています（3日）", "error")
    assert state_word(item(AS_OF, "done")) == ("済みました", "ok")
    assert state_word(item(None, "undated"))[0] == ""
    assert state_word(item(AS_OF - dt.timedelta(days=3), "undated"))[0] == "過ぎた日付です"


def test_what_is_over_comes_first_then_by_year_then_without_a_day_then_what_is_done() -> None:
    items = (
        item(dt.date(2026, 7, 31), "overdue", name="a"), item(dt.date(2026, 10, 1), "done", name="b"),
        item(dt.date(2026, 12, 1), name="c"), item(dt.date(2027, 1, 31), name="d"), item(None, "undated", name="e"),
    )  # fmt: skip
    assert {heading: [one.deadline.id for one in found] for heading, found in grouped(items).items()} == {
        "期限を過ぎています": ["a"], "2026年": ["c"], "2027年": ["d"], "日付の決まっていないもの": ["e"], "済んだもの・過ぎた日付": ["b"],
    }  # fmt: skip


@pytest.mark.parametrize(("days", "months"), [
    ((10,), 12), ((10, 400), 24), ((10, 20, 30, 2000), 12), ((10, 2000), 60), ((10, 1000), 36),
])  # fmt: skip
def test_the_picture_reaches_as_far_as_it_must(days: tuple[int, ...], months: int) -> None:
    assert span([item(AS_OF + dt.timedelta(days=n)) for n in days], AS_OF) == months


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert [months_on(dt.date(2026, 11, 30), n) for n in (0, 1, 2, 14)] == [
        dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1), dt.date(2028, 1, 1),
    ]  # fmt: skip


def test_the_sentence_says_what_the_picture_shows() -> None:
    over, near, far = (item(AS_OF + dt.timedelta(days=n), "overdue" if n < 0 else "upcoming", name=str(n)) for n in (-5, 11, 4000))
    told = sentence((over, near, far), AS_OF)
    assert "期限を過ぎたものが1件あります。" in told
    assert "「11を出す」（あと11日）" in told
    assert "ほか1件" in told
    assert sentence((item(None, "undated"),), AS_OF) == "日付の決まった、これからの期限はありません。"


def test_the_picture_is_told_to_screen_readers_in_words(sample: Window) -> None:
    page = shown(sample)
    assert isinstance(page.picture, CalendarPicture)
    assert page.picture.accessibleName() == page.sentence.plain
    assert "2027年7月31日（土）　信州SLL　2026年度の実施状況等報告書を提出する　あと253日" in page.picture.accessibleDescription()


def test_the_list_says_day_duty_sender_receiver_holiday_and_source(sample: Window) -> None:
    page = shown(sample)
    line = next(made for made in page.rows if made.item.deadline.id == "report-2026")
    text = said(line)
    assert "2027年7月31日（土）" in text
    assert "貴社 → 事業活動温暖化対策計画書制度ヘルプデスク" in text
    assert "前の平日" in text
    assert "説明資料" in text
    assert line.tag.text() == "あと253日"
    bank = next(made for made in page.rows if made.item.deadline.by != "貴社" and made.item.day)
    assert f"{bank.item.deadline.by} → " in bank.who.plain


def test_the_papers_of_a_deadline_are_one_press_away(sample: Window) -> None:
    page = shown(sample)
    line = next(made for made in page.rows if made.item.deadline.id == "report-2025")
    assert line.link is not None
    line.link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place.page_id == "documents"


def two_schemes(window: Window) -> CalendarPage:
    assert window.model is not None
    case = window.model.case
    sites = (*case.sites, Site(id="oita", prefecture="大分県"))
    standing = Standing(ea21="registered", ea21_registered_on=dt.date(2025, 12, 1))
    window.model.edit(case.model_copy(update={"sites": sites, "standing": standing}), "用意")
    return shown(window)


def test_one_scheme_alone_can_be_looked_at(sample: Window) -> None:
    page = two_schemes(sample)
    assert page.filter is not None
    assert len({made.item.scheme_id for made in page.rows}) > 1
    page.filter.focus()
    assert focused() is page.filter.radios[""]
    for _ in range(10):
        press(Qt.Key.Key_Down)
        settle()
        if page.filter.radios["ea21"].isChecked():
            break
    assert {made.item.scheme_id for made in page.rows} == {"ea21"}
    assert focused() is page.filter.radios["ea21"], "the keyboard stays where it chose"
    click(page.filter.radios[""])
    settle()
    assert len({made.item.scheme_id for made in page.rows}) > 1


def test_from_another_day_what_was_to_come_is_over(sample: Window) -> None:
    page = shown(sample)
    assert sample.model is not None
    sample.model.look_from(dt.date(2027, 8, 1))
    settle()
    line = next(made for made in page.rows if made.item.deadline.id == "report-2026")
    assert line.tag.text() == "期限を過ぎています（1日）"
    assert sample.notices.day.isVisible()
    assert "期限を過ぎたものが1件あります" in page.sentence.plain


def test_an_empty_case_has_no_deadlines_and_says_how_they_come(window: Window) -> None:
    page = shown(window)
    assert page.nothing.isVisible()
    assert page.rows == []
    assert not page.save.isVisible()
    assert focused() is button(window, "次へ")


def test_the_calendar_file_holds_what_is_still_to_be_done(sample: Window, tmp_path: Path) -> None:
    page = shown(sample)
    proposed: list[str] = []

    def choose(parent: QWidget, name: str, kind: str) -> str:
        del parent, kind
        proposed.append(Path(name).name)
        return str(tmp_path / "dates.ics")

    page.save.chooser = choose
    click(page.save)
    end = time.monotonic() + 30
    while page.save.is_busy and time.monotonic() < end:
        settle(1)
    assert proposed == ["期限_見本精機株式会社_20261120.ics"]
    text = (tmp_path / "dates.ics").read_bytes().decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == sum(made.item.days_left is not None for made in page.rows)
    assert "DTSTART;VALUE=DATE:20270731" in text
    assert page.save.told.isVisible()
    assert "保存しました" in page.save.told.accessibleName()


def test_a_narrow_row_puts_the_day_above(sample: Window) -> None:
    page = shown(sample)
    line = page.rows[0]
    assert isinstance(line, CalendarRow)
    wide = line.day.mapTo(line, line.day.rect().topLeft()).y(), line.title.mapTo(line, line.title.rect().topLeft()).y()
    assert abs(wide[0] - wide[1]) < 12
    sample.resize(640, 700)
    settle()
    narrow = line.day.mapTo(line, line.day.rect().topLeft()).y(), line.title.mapTo(line, line.title.rect().topLeft()).y()
    assert narrow[1] > narrow[0] + 12
