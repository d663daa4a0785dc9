"""Ways through the window: hub, pages, back and forward, what is to mend, the check page, keys, text size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.screen import Chosen, answering, button, click, confirm, focused, press, settle, tab_stops, type_keys

from sllassist.flow.checks import page_problems
from sllassist.flow.pages import HUB, PAGES, Place
from sllassist.flow.tasks import tasks
from sllassist.store import casefile
from sllassist.ui import settings
from sllassist.ui.desk import Desk
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.check import CheckPage
from sllassist.ui.pages.form import FormPage
from sllassist.ui.pages.hub import HubPage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.widgets.dialogs import Explanation
from sllassist.ui.widgets.fields import TextField
from sllassist.ui.window import Window

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def frame(window: Window) -> PageFrame:
    found = window.shown_screen
    assert isinstance(found, PageFrame)
    return found


def hub(window: Window) -> HubPage:
    found = window.shown_screen
    assert isinstance(found, HubPage)
    return found


def text_field(window: Window, path: str) -> TextField:
    body = window.page_body
    assert isinstance(body, FormPage)
    found = body.fields.fields[path]
    assert isinstance(found, TextField)
    return found


def messages(window: Window) -> list[str]:
    return [line.problem.message for line in frame(window).summary.lines]


# --- the hub ----------------------------------------------------------------------------------------------------------


def test_hub_shows_every_task_with_its_status(sample: Window) -> None:
    assert sample.model is not None
    wanted = tasks(sample.model.case, sample.model.assessment)
    rows = hub(sample).rows
    assert [row.accessibleName() for row in rows] == [f"{task.title}　{task.status}" for task in wanted]
    assert "見本精機株式会社" in hub(sample).heading.plain


def test_hub_rows_are_one_tab_stop_each_and_enter_opens_them(sample: Window) -> None:
    assert {row for row in hub(sample).rows if row.isEnabled()} <= tab_stops(sample)
    row = next(row for row in hub(sample).rows if row.place == Place("contact"))
    row.setFocus()
    press(Qt.Key.Key_Return)
    assert sample.place == Place("contact")


def test_hub_rows_open_by_a_click_anywhere(sample: Window) -> None:
    row = next(row for row in hub(sample).rows if row.place == Place("firm"))
    click(row)
    assert sample.place == Place("firm")


def test_tasks_that_cannot_start_yet_are_no_links(window: Window) -> None:
    waiting = [row for row in hub(window).rows if "まだ開始できません" in row.accessibleName()]
    assert waiting
    assert not set(waiting) & tab_stops(window)
    click(waiting[0])
    assert window.place == HUB


def test_the_button_of_the_hub_leads_to_the_first_open_task(window: Window) -> None:
    assert focused() is hub(window).primary
    press(Qt.Key.Key_Return)
    assert window.place == Place("interview")


def test_hub_tells_the_days_left_and_whose_turn_it_is(sample: Window) -> None:
    texts = [label.plain for label in hub(sample)._deadline_card.findChildren(Text) if label.plain]
    assert "2027年7月31日（土）" in texts
    assert "2026年度の実施状況等報告書を提出する　信州SLL　あと253日" in texts


def test_a_window_can_be_made_for_a_case_that_is_open_already(desk: Desk, app: QApplication) -> None:
    model = desk.sample()
    window = Window(model)
    window.show_place(Place("contact"))
    assert window.place == Place("contact")
    assert window.page_body is not None
    assert window.page_body.model is model
    window.close()
    with pytest.raises(ValueError, match="desk"):
        Window()


# --- back and forward -------------------------------------------------------------------------------------------------


def test_back_and_forward_five_times_lose_nothing(window: Window) -> None:
    window.show_place(Place("firm", focus="firm.name"))
    confirm(text_field(window, "firm.name").edit, "見本精機株式会社")
    window.show_place(Place("contact", focus="contact.email"))
    type_keys("taro@")  # not an address yet
    window.show_place(Place("conditions", focus="loan.amount_yen"))
    type_keys("3000man")
    for _ in range(5):
        press(Qt.Key.Key_Left, ALT)
        assert window.place == Place("contact")
        assert text_field(window, "contact.email").text == "taro@"
        press(Qt.Key.Key_Left, ALT)
        assert text_field(window, "firm.name").text == "見本精機株式会社"
        press(Qt.Key.Key_Right, ALT)
        press(Qt.Key.Key_Right, ALT)
        assert window.place == Place("conditions")
        assert text_field(window, "loan.amount_yen").text == "3000man"
    assert window.model is not None
    assert window.model.case.drafts == {"contact.email": "taro@", "loan.amount_yen": "3000man"}


def test_back_stops_at_the_hub_and_a_new_way_forgets_what_lay_ahead(window: Window) -> None:
    window.show_place(Place("firm"))
    window.show_place(Place("contact"))
    for _ in range(4):
        press(Qt.Key.Key_Left, ALT)
    assert window.place == HUB
    window.show_place(Place("sites"))
    press(Qt.Key.Key_Right, ALT)
    assert window.place == Place("sites")
    press(Qt.Key.Key_Left, ALT)
    assert window.place == HUB


def test_the_links_on_top_lead_back(window: Window) -> None:
    window.show_place(Place("firm"))
    window.show_place(Place("contact"))
    click(frame(window).back_link)
    assert window.place == Place("firm")
    click(frame(window).hub_link)
    assert window.place == HUB


def test_escape_goes_to_the_hub_and_keeps_what_was_typed(window: Window) -> None:
    window.show_place(Place("contact", focus="contact.person"))
    confirm(text_field(window, "contact.person").edit, "見本 太郎")
    press(Qt.Key.Key_Escape)
    assert window.place == HUB
    assert window.model is not None
    assert window.model.case.contact.person == "見本 太郎"
    row = next(row for row in hub(window).rows if row.place == Place("contact"))
    assert "見本 太郎" in row.accessibleDescription()
    press(Qt.Key.Key_Escape)
    assert window.place == HUB


# --- what is to mend --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_id", ["firm", "contact", "conditions"])
def test_summary_has_one_line_per_problem_and_the_keyboard(window: Window, page_id: str) -> None:
    window.show_place(Place(page_id))
    assert window.model is not None
    wrong = [p for p in page_problems(window.model.case, window.model.assessment, Place(page_id)) if p.level == "error"]
    assert len(wrong) >= 3
    assert not frame(window).summary.isVisible()
    click(frame(window).primary)
    assert window.place == Place(page_id)
    assert frame(window).summary.isVisible()
    assert messages(window) == [problem.message for problem in wrong]
    assert focused() is frame(window).summary
    assert frame(window).summary.accessibleName() == "入力内容に問題があります"
    body = window.page_body
    assert isinstance(body, FormPage)
    beside = {path for path, made in body.fields.fields.items() if made.problem is not None}
    assert beside == {problem.path for problem in wrong}


def test_each_line_of_the_summary_jumps_to_its_field(window: Window) -> None:
    window.show_place(Place("firm"))
    click(frame(window).primary)
    body = window.page_body
    assert isinstance(body, FormPage)
    for line in list(frame(window).summary.lines):
        line.setFocus()
        press(Qt.Key.Key_Return)
        settle()
        target = body.fields.fields[line.problem.path]
        assert target.holds_focus()
        view = frame(window).area.viewport()
        assert view.rect().contains(focused().mapTo(view, focused().rect().center())), "the field is in sight"


def test_mended_problems_leave_the_summary_and_no_new_ones_come(window: Window) -> None:
    window.show_place(Place("contact"))
    press(Qt.Key.Key_Return, CTRL)
    assert messages(window) == [
        "担当者の氏名を入力してください。", "担当者の電話番号を入力してください。", "担当者のメールアドレスを入力してください。",
    ]  # fmt: skip
    made = text_field(window, "contact.person")
    made.edit.setFocus()
    confirm(made.edit, "見本 太郎")
    press(Qt.Key.Key_Tab)
    assert messages(window) == ["担当者の電話番号を入力してください。", "担当者のメールアドレスを入力してください。"]
    assert made.problem is None
    type_keys("abc")
    press(Qt.Key.Key_Tab)
    assert len(messages(window)) <= 2
    text_field(window, "contact.phone").edit.setFocus()
    text_field(window, "contact.phone").edit.selectAll()
    type_keys("0266-00-0000")
    press(Qt.Key.Key_Tab)
    type_keys("taro@example.jp")
    press(Qt.Key.Key_Return, CTRL)
    assert window.place == Place("sites")


def test_a_warning_is_shown_once_and_lets_the_user_go_on(sample: Window) -> None:
    sample.show_place(Place("period", focus="plan.base_year"))
    assert sample.model is not None
    made = text_field(sample, "plan.base_year")
    made.edit.selectAll()
    type_keys("2023")
    press(Qt.Key.Key_Return, CTRL)
    assert sample.place == Place("period")
    assert frame(sample).summary.accessibleName() == "確かめてください"
    assert any("基準年度はふつう2024年度です" in message for message in messages(sample))
    press(Qt.Key.Key_Return, CTRL)
    assert sample.place != Place("period")


def test_the_next_page_is_one_that_can_be_started(window: Window) -> None:
    window.show_place(Place("verdict"))
    assert window.model is not None
    waiting = {task.place for task in tasks(window.model.case, window.model.assessment) if task.status == "まだ開始できません"}
    visited = []
    for _ in range(len(PAGES) + 3):
        window._next()
        visited.append(window.place)
        if window.place == HUB:
            break
    assert visited[-1] == HUB
    assert not waiting & set(visited)


# --- the check page ---------------------------------------------------------------------------------------------------


def test_a_change_from_the_check_page_returns_to_its_line(sample: Window) -> None:
    sample.show_place(Place("check"))
    settle()
    body = sample.page_body
    assert isinstance(body, CheckPage)
    link = button(body, "代表電話を変更")
    link.setFocus()
    press(Qt.Key.Key_Return)
    assert sample.place == Place("firm")
    made = text_field(sample, "firm.phone")
    assert made.edit.hasFocus()
    assert frame(sample).primary.text() == "保存して確認に戻る"
    made.edit.selectAll()
    type_keys("0266-99-9999")
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert sample.place == Place("check")
    again = button(body, "代表電話を変更")
    assert focused() is again
    assert "0266-99-9999" in [label.plain for label in body.findChildren(Text) if label.isVisible()]
    sample.show_place(Place("firm"))
    assert frame(sample).primary.text() == "保存して次へ", "only a 変更 link leads back"


def test_check_page_tells_at_once_what_is_missing(window: Window) -> None:
    window.show_place(Place("check"))
    assert frame(window).summary.isVisible()
    assert "事業者の名称を入力してください。" in messages(window)
    line = next(line for line in frame(window).summary.lines if line.problem.path == "firm.name")
    click(line)
    assert window.place == Place("firm")
    assert text_field(window, "firm.name").edit.hasFocus()
    assert frame(window).primary.text() == "保存して確認に戻る"


def test_papers_wait_for_the_tick_and_the_tick_is_kept(sample: Window) -> None:
    sample.show_place(Place("check"))
    body = sample.page_body
    assert isinstance(body, CheckPage)
    press(Qt.Key.Key_Return, CTRL)
    assert sample.place == Place("check")
    assert focused() is body.confirm
    assert "印を付けてください" in body.confirm.accessibleDescription()
    press(Qt.Key.Key_Space)
    assert sample.model is not None
    assert "check" in sample.model.case.finished
    press(Qt.Key.Key_Return, CTRL)
    assert sample.place == Place("documents")


# --- keys -------------------------------------------------------------------------------------------------------------


def test_ctrl_s_saves_at_once_what_is_still_being_typed(window: Window, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "見本"
    window.show_place(Place("firm", focus="firm.name"))
    confirm(focused(), "見本精機株式会社")
    press(Qt.Key.Key_S, CTRL)
    assert chosen.proposed == "見本精機株式会社.sll", "a file without a name is given one"
    assert casefile.read_case(tmp_path / "見本.sll").firm.name == "見本精機株式会社"
    assert "見本.sll" in window.header.file.plain
    assert "自動保存済み" in window.header.file.plain
    focused().setFocus()
    confirm(focused(), "長野")
    press(Qt.Key.Key_S, CTRL)
    assert casefile.read_case(tmp_path / "見本.sll").firm.name == "見本精機株式会社長野"


def test_f1_explains_the_page_field_by_field(sample: Window) -> None:
    sample.show_place(Place("contact"))
    seen: list[str] = []

    def look(dialog: Explanation) -> None:
        seen.extend(label.plain for label in dialog.findChildren(Text))
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    with answering(Explanation, look):
        press(Qt.Key.Key_F1)
    assert "審査の問合せと完了の通知を受ける方を入力します。" in seen
    assert "提出はメールだけなので、返事が届くアドレスが必要です。" in seen


def test_acts_that_cannot_be_done_are_not_offered(window: Window) -> None:
    acts = window.actions_by_name
    assert not acts["undo"].isEnabled()
    assert not acts["redo"].isEnabled()
    window.show_place(Place("contact", focus="contact.phone"))
    type_keys("0266-00-0000")
    press(Qt.Key.Key_Tab)
    assert acts["undo"].isEnabled()
    assert "担当者の電話番号" in acts["undo"].toolTip()
    press(Qt.Key.Key_Z, CTRL)
    assert acts["redo"].isEnabled()


# --- text size --------------------------------------------------------------------------------------------------------


def test_a_larger_text_size_scales_everything_and_loses_nothing(window: Window, app: QApplication) -> None:
    window.show_place(Place("contact", focus="contact.email"))
    type_keys("taro@")
    high = text_field(window, "contact.email").edit.height()
    window.set_text_size(150)
    settle()
    assert window.place == Place("contact")
    made = text_field(window, "contact.email")
    assert made.text == "taro@"
    assert made.edit.height() == pytest.approx(high * 1.5, abs=2)
    assert app.font().pixelSize() == 23
    assert settings.load().text_size == 150
    window.set_text_size(100)
    settle()
    assert text_field(window, "contact.email").edit.height() == high


def test_title_and_window_title_say_where_one_is(sample: Window) -> None:
    sample.show_place(Place("bills", 2024))
    assert frame(sample).heading.plain == "2024年度の使用量"
    assert sample.windowTitle() == "2024年度の使用量 — 見本精機株式会社 — SLLアシスト"


def test_hub_chart_shows_the_sample_s_base_year(sample: Window) -> None:
    assert sample.model is not None
    total = sample.model.assessment.ledger.total(2024).co2_basic_t
    assert f"{total:,.1f}" in hub(sample)._chart.picture.accessibleDescription()
    assert total.quantize(Decimal("0.1")) == Decimal("405.4")
