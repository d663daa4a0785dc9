"""Making the papers from the window: what blocks them, the folder, the files, the preview, and the day they were sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.screen import button, click, press, settle

from sllassist.case import paths
from sllassist.flow.pages import Place
from sllassist.flow.tasks import tasks
from sllassist.ui.pages.documents import DocumentsPage
from sllassist.ui.widgets import paper_card
from sllassist.ui.widgets.paper_card import PaperCard
from sllassist.ui.window import Window

PLAN = "plan-2025"


def shown(window: Window) -> DocumentsPage:
    window.show_place(Place("documents"))
    settle()
    body = window.page_body
    assert isinstance(body, DocumentsPage)
    return body


@pytest.fixture
def page(sample: Window, tmp_path: Path) -> DocumentsPage:
    made = shown(sample)
    made.folder_edit.setText(str(tmp_path / "提出"))
    return made


def make(card: PaperCard, qtbot: QtBot) -> None:
    click(card.make_button)
    qtbot.waitUntil(lambda: not card.is_busy, timeout=60_000)
    settle()


@pytest.fixture
def made(page: DocumentsPage, qtbot: QtBot) -> PaperCard:
    card = page.cards[PLAN]
    make(card, qtbot)
    assert card.created is not None, card.trouble.text
    return card


def test_one_press_makes_the_set_in_the_folder_of_choice(made: PaperCard, tmp_path: Path) -> None:
    books = sorted((tmp_path / "提出").rglob("*.xlsx"))
    assert len(books) == 3
    values = [str(cell.value) for book in books for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]
    assert any("見本精機株式会社" in value for value in values)
    shown_paths = made.made.paths.plain
    for file in (tmp_path / "提出").rglob("*.*"):
        assert str(file) in shown_paths
    assert "3個" in made.made.told.text


def test_the_list_of_tasks_knows_what_was_made_and_not_sent(page: DocumentsPage, qtbot: QtBot, sample: Window) -> None:
    def told() -> str:
        assert sample.model is not None
        return next(task.summary for task in tasks(sample.model.case, sample.model.assessment) if task.place == Place("documents"))

    page.model.edit(page.model.case.model_copy(update={"submissions": ()}), "用意")
    settle()
    assert "作成済み" not in told()
    for card in page.cards.values():
        if not card.links:
            make(card, qtbot)
    assert told().startswith("作成済み・未送信")


def test_the_window_stays_alive_while_papers_are_made(page: DocumentsPage, qtbot: QtBot) -> None:
    card = page.cards[PLAN]
    turns: list[int] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    click(card.make_button)
    assert card.is_busy
    assert card.progress.isVisible()
    assert not card.make_button.isVisible()
    qtbot.waitUntil(lambda: not card.is_busy, timeout=60_000)
    assert len(turns) > 3
    assert not card.progress.isVisible()


def test_whom_to_send_what_by_when_is_said_and_can_be_copied(made: PaperCard) -> None:
    rows = {row[0]: row[1] for row in made.made.way.texts}
    assert rows["メール"] == made.papers.recipient.email
    assert "2025年10月1日" in rows["期限"]
    assert "見本信用金庫" in rows["写しを渡す先"]
    click(made.made.copy_subject)
    assert QApplication.clipboard().text() == made.papers.subject
    click(made.made.copy_body)
    assert "御中" in QApplication.clipboard().text()


def test_every_pdf_can_be_looked_at(made: PaperCard) -> None:
    tabs, preview = made.made.tabs, made.made.preview
    assert made.created is not None
    pdfs = [file for file in made.created.files if file.pages]
    assert tabs.count() == len(pdfs) == 4
    tabs.setFocus()
    for number, file in enumerate(pdfs):
        tabs.setCurrentIndex(number)
        settle()
        assert preview.count == file.pages
        picture = preview.image
        assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}) > 2
    tabs.setCurrentIndex(0)
    assert "見本精機株式会社" in preview.area.accessibleDescription()


def test_a_later_change_is_not_sent_by_mistake(made: PaperCard, page: DocumentsPage) -> None:
    assert not made.made.stale.isVisible()
    page.model.edit(paths.put(page.model.case, "firm.representative_name", "髙﨑 𠮷子"), "変更")
    settle()
    assert made.made.stale.isVisible()
    assert "もう一度作って" in made.made.stale.text


def test_making_again_keeps_the_old_file_beside(made: PaperCard, page: DocumentsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.model.edit(paths.put(page.model.case, "firm.representative_name", "髙﨑 𠮷子"), "変更")
    settle()
    make(made, qtbot)
    assert not made.made.stale.isVisible()
    assert any("旧" in file.name for file in (tmp_path / "提出").rglob("*.xlsx"))


def test_what_blocks_a_set_leads_to_its_field(sample: Window) -> None:
    assert sample.model is not None
    unsent = sample.model.case.model_copy(update={"submissions": ()})
    sample.model.edit(paths.put(unsent, "contact.email", None), "用意")
    card = shown(sample).cards[PLAN]
    assert "あと1か所" in card.tag.text()
    assert not card.make_button.isVisible()
    (link,) = card.links
    assert "メールアドレス" in link.text()
    click(link)
    settle()
    assert sample.place == Place("contact")


@pytest.mark.parametrize("typed", ["", "   ", "書類"])
def test_without_a_folder_nothing_is_made_and_the_page_asks_for_one(page: DocumentsPage, typed: str) -> None:
    page.folder_edit.setText(typed)
    click(page.cards[PLAN].make_button)
    settle()
    assert not page.cards[PLAN].is_busy
    assert page.wrong.isVisible()
    assert "フォルダーを選ぶ" in page.wrong.plain
    assert page.folder_edit.hasFocus()
    assert page.wrong.plain in page.folder_edit.accessibleDescription()


def test_a_path_copied_with_quotes_is_understood(page: DocumentsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.folder_edit.setText(f'"{tmp_path / "提出"}" ')
    make(page.cards[PLAN], qtbot)
    assert list((tmp_path / "提出").rglob("*.xlsx"))


def test_a_folder_that_cannot_be_written_is_a_sentence(page: DocumentsPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "ふさがり").write_text("file", encoding="utf-8")
    page.folder_edit.setText(str(tmp_path / "ふさがり" / "中"))
    card = page.cards[PLAN]
    make(card, qtbot)
    assert card.trouble.isVisible()
    assert card.created is None
    assert "Traceback" not in card.trouble.text
    assert "フォルダ" in card.trouble.text
    assert card.make_button.isVisible()


def test_a_failure_nobody_expected_is_a_sentence_too(page: DocumentsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(paper_card, "create_papers", broken)
    card = page.cards[PLAN]
    make(card, qtbot)
    assert card.trouble.text == paper_card.FAILED
    assert card.make_button.isVisible()


def test_the_folder_button_fills_the_box(page: DocumentsPage, tmp_path: Path) -> None:
    asked: list[str] = []

    def choose(parent: object, start: str) -> str:
        asked.append(start)
        return str(tmp_path / "別の場所")

    page.chooser = choose
    click(page.folder_button)
    assert page.folder_edit.text() == str(tmp_path / "別の場所")
    assert asked == [str(tmp_path / "提出")]
    page.chooser = lambda parent, start: ""
    click(page.folder_button)
    assert page.folder_edit.text() == str(tmp_path / "別の場所")


def test_the_folder_can_be_opened(made: PaperCard, page: DocumentsPage) -> None:
    opened: list[Path] = []
    page.opener = lambda folder: bool(opened.append(folder)) or True
    click(made.made.open_button)
    assert made.created is not None
    assert opened == [made.created.folder]
    page.opener = lambda folder: False
    click(made.made.open_button)
    assert str(made.created.folder) in made.made.copied.plain


def test_the_day_of_sending_is_kept_corrected_and_taken_back(page: DocumentsPage) -> None:
    line = page.cards[PLAN].sent
    click(line.undo_link)
    settle()
    assert not any(s.set_id == "plan" for s in page.model.case.submissions)
    line.edit.setText("R8.11.19")
    click(line.button)
    settle()
    assert [s.sent_on for s in page.model.case.submissions if s.set_id == "plan"] == [dt.date(2026, 11, 19)]
    assert "2026年11月19日（木）に送りました。" in line.told.plain
    assert page.cards[PLAN].tag.text() == "送りました"


@pytest.mark.parametrize(("typed", "told"), [("きのう", "日付で入力"), ("2026年11月21日", "今日まで"), ("", "日付で入力")])
def test_a_day_that_is_none_or_still_to_come_is_not_taken(page: DocumentsPage, typed: str, told: str) -> None:
    line = page.cards[PLAN].sent
    click(line.undo_link)
    settle()
    line.edit.setText(typed)
    click(line.button)
    settle()
    assert told in line.wrong.plain
    assert line.wrong.isVisible()
    assert line.edit.text() == typed
    assert not any(s.set_id == "plan" for s in page.model.case.submissions)


def test_results_survive_leaving_the_page_and_another_text_size(made: PaperCard, page: DocumentsPage, sample: Window) -> None:
    sample.show_place(Place("hub"))
    sample.set_text_size(125)
    settle()
    again = shown(sample).cards[PLAN]
    assert again is not made
    assert again.made.isVisible()
    assert made.created is not None
    assert str(made.created.folder) in again.made.paths.plain
    sample.set_text_size(100)


def test_leaving_while_papers_are_made_neither_waits_nor_breaks(page: DocumentsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    card = page.cards[PLAN]
    click(card.make_button)
    sample.show_place(Place("hub"))
    assert card.is_busy
    qtbot.waitUntil(lambda: not card.is_busy, timeout=60_000)
    assert list((tmp_path / "提出").rglob("*.xlsx"))


def test_keyboard_alone_makes_the_papers(page: DocumentsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.cards[PLAN].make_button.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.cards[PLAN].is_busy, timeout=60_000)
    settle()
    assert page.cards[PLAN].made.open_button.hasFocus()
    assert list((tmp_path / "提出").rglob("*.pdf"))


def test_a_firm_that_does_not_fit_is_told_why_there_is_nothing_to_make(sample: Window) -> None:
    assert sample.model is not None
    unbound = sample.model.case.model_copy(update={"submissions": ()})
    sample.model.edit(paths.put(unbound, "duty.vehicles", 500), "用意")
    page = shown(sample)
    assert page.nothing.isVisible()
    assert page.cards == {}
    assert button(sample, "一覧に戻る")
