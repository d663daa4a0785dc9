"""Beginning, going on, naming, closing: the start screen and the acts of the file menu."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.screen import Chosen, answering, button, click, confirm, focused, press, settle

from sllassist.case.model import Case, Firm
from sllassist.flow.pages import HUB, Place
from sllassist.store import atomic, backups, casefile, recovery
from sllassist.store.session import CaseSession
from sllassist.ui import theme
from sllassist.ui.files import Files
from sllassist.ui.pages.hub import HubPage
from sllassist.ui.pages.start import StartPage
from sllassist.ui.widgets.backup_list import BackupDialog
from sllassist.ui.widgets.basic import Banner, Note
from sllassist.ui.widgets.dialogs import Ask
from sllassist.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def start_page(window: Window) -> StartPage:
    found = window.shown_screen
    assert isinstance(found, StartPage)
    return found


def told(window: Window) -> list[str]:
    """Messages on the start screen."""
    return [banner.text for banner in start_page(window).findChildren(Banner) if banner.isVisible()]


def write(path: Path, name: str = "見本精機株式会社") -> Path:
    casefile.write_case(path, Case(firm=Firm(name=name)))
    return path


def type_name(window: Window, name: str) -> None:
    window.show_place(Place("firm", focus="firm.name"))
    settle()
    focused().setProperty("text", "")
    confirm(focused(), name)
    window.flush()


# --- beginning --------------------------------------------------------------------------------------------------------


def test_enter_on_the_first_screen_begins_a_new_case(start: Window) -> None:
    assert focused() is start_page(start).new_button
    press(Qt.Key.Key_Return)
    assert isinstance(start.shown_screen, HubPage)
    assert start.model is not None
    assert start.model.case.firm.name is None
    assert start.model.case.plan.first_year == 2026


def test_the_sample_opens_as_a_copy_of_its_own(start: Window) -> None:
    click(button(start, "見本の会社で試す"))
    assert start.model is not None
    assert start.model.case.firm.name == "見本精機株式会社"
    assert not start.model.session.named


def test_a_file_is_opened_by_the_file_dialog_and_stands_under_recent_files(
    start: Window, chosen: Chosen, tmp_path: Path
) -> None:
    chosen.path = write(tmp_path / "髙﨑鉄工.sll", "髙﨑鉄工")
    click(button(start, "ファイルを開く"))
    assert start.model is not None
    assert start.model.case.firm.name == "髙﨑鉄工"
    assert "髙﨑鉄工.sll" in start.header.file.plain
    start.files.leave()
    settle()
    (row,) = start_page(start).rows
    assert row.accessibleName() == "髙﨑鉄工"
    row.setFocus()
    press(Qt.Key.Key_Return)
    assert isinstance(start.shown_screen, HubPage)


def test_a_case_without_a_name_can_be_gone_on_with(window: Window) -> None:
    type_name(window, "名無し製作所")
    window.files.leave()
    settle()
    (row,) = start_page(window).rows
    assert "ファイル名はまだありません" in row.accessibleDescription()
    click(row)
    assert window.model is not None
    assert window.model.case.firm.name == "名無し製作所"


def test_a_new_case_nobody_touched_leaves_nothing_behind(window: Window) -> None:
    assert window.model is not None
    path = window.model.session.path
    window.files.leave()
    settle()
    assert start_page(window).rows == []
    assert not path.exists()
    assert recovery.recoverable() == []


# --- files that cannot be opened --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "は中身が空です"),
        (b"PK\x03\x04 and then nothing", "は途中で切れているか、壊れています"),
        (b"%PDF-1.4", "はSLLアシストのファイルではありません"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(start: Window, tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "壊れた.sll"
    path.write_bytes(content)
    start.files.open(path)
    settle()
    assert len([text for text in told(start) if sentence in text]) == 1
    assert start.model is None
    assert path.read_bytes() == content


def test_half_a_file_leads_to_the_backups(start: Window, tmp_path: Path) -> None:
    path = write(tmp_path / "見本.sll")
    start.files.open(path)
    type_name(start, "見本精機（変更後）")
    assert start.model is not None
    start.model.save_now()
    start.files.leave()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    start.files.open(path)
    settle()

    def choose(dialog: BackupDialog) -> None:
        click(dialog.rows[0])

    with answering(BackupDialog, choose):
        click(button(start, "控え（バックアップ）から開く"))
    assert start.model is not None
    assert start.model.case.firm.name == "見本精機株式会社"
    assert not start.model.session.named, "the broken file stays as it is"


def test_a_file_of_a_newer_version_is_told(start: Window, tmp_path: Path) -> None:
    path = tmp_path / "先の版.json"
    path.write_text(Case(schema_version=99).model_dump_json(), "utf-8")
    start.files.open(path)
    settle()
    assert any("新しい版のSLLアシスト" in text for text in told(start))


def test_a_missing_recent_file_is_told_and_forgotten(start: Window, chosen: Chosen, tmp_path: Path) -> None:
    path = write(tmp_path / "見本.sll")
    start.files.open(path)
    start.files.leave()
    settle()
    path.unlink()
    click(start_page(start).rows[0])
    settle()
    assert any("が見つかりません" in text for text in told(start))
    assert start_page(start).rows == []


def test_a_file_open_elsewhere_is_told_and_can_be_read(start: Window, tmp_path: Path) -> None:
    path = write(tmp_path / "見本.sll")
    other = CaseSession.open(path)
    try:
        start.files.open(path)
        settle()
        assert any("別のウィンドウで開いています" in text for text in told(start))
        click(button(start, "読み取り専用で開く"))
        assert start.model is not None
        assert start.model.session.read_only
        assert "読み取り専用で開いています" in start.header.file.plain
    finally:
        other.close()


def test_an_edit_of_a_read_only_file_is_refused_with_a_sentence_and_the_box_goes_back(
    start: Window, chosen: Chosen, tmp_path: Path
) -> None:
    path = write(tmp_path / "見本.sll")
    start.files.open(path, read_only=True)
    start.show_place(Place("firm", focus="firm.name"))
    settle()
    confirm(focused(), "別の名前")
    box = focused()
    press(Qt.Key.Key_Tab)
    assert "読み取り専用で開いています" in start.notices.message.text
    assert start.notices.message.isVisible()
    assert box.property("text") == "見本精機株式会社"
    chosen.path = tmp_path / "写し.sll"
    press(Qt.Key.Key_S, CTRL)
    box.setFocus()
    confirm(box, "（写し）")
    press(Qt.Key.Key_Tab)
    assert start.model is not None
    assert start.model.case.firm.name == "見本精機株式会社（写し）"
    assert casefile.read_case(path).firm.name == "見本精機株式会社"


# --- after a crash ----------------------------------------------------------------------------------------------------


def crashed(path: Path, name: str) -> None:
    """What is left when the program dies after an edit: the file as it was, and the journal."""
    session = CaseSession.open(path)
    session.edit(session.case.model_copy(update={"firm": Firm(name=name)}), "「事業者の名称」の入力")
    session.tick()
    session._end(keep_journal=True)


def test_after_a_crash_the_first_screen_offers_the_work_with_date_and_name(make_window: object, tmp_path: Path) -> None:
    crashed(write(tmp_path / "見本.sll"), "見本精機（途中）")
    window = make_window()  # type: ignore[operator]  # the fixture's own type is known to the other tests
    settle()
    (sentence,) = told(window)
    assert "見本.sll" in sentence
    assert "最後の変更" in sentence
    notes = [note.plain for note in start_page(window).findChildren(Note) if note.isVisible()]
    assert "会社の名称：見本精機（途中）" in notes
    click(button(window, "復元する"))
    assert window.model.case.firm.name == "見本精機（途中）"
    window.undo()
    assert window.model.case.firm.name == "見本精機株式会社"


def test_dropping_what_a_crash_left_asks_once(make_window: object, tmp_path: Path) -> None:
    crashed(write(tmp_path / "見本.sll"), "見本精機（途中）")
    window = make_window()  # type: ignore[operator]  # as above
    settle()
    with answering(Ask, lambda dialog: press(Qt.Key.Key_Escape)):
        click(button(window, "破棄する"))
    assert len(recovery.recoverable()) == 1
    with answering(Ask, lambda dialog: click(dialog.buttons["drop"])):
        click(button(window, "破棄する"))
    assert recovery.recoverable() == []
    settle()
    assert told(window) == []


def test_opening_the_file_of_a_crash_asks_about_the_work_first(make_window: object, tmp_path: Path) -> None:
    path = write(tmp_path / "見本.sll")
    window = make_window()  # type: ignore[operator]  # as above
    crashed(path, "見本精機（途中）")
    with answering(Ask, lambda dialog: click(dialog.buttons["recover"])):
        window.files.open(path)
    assert window.model.case.firm.name == "見本精機（途中）"


# --- saving and closing -----------------------------------------------------------------------------------------------


def test_save_as_goes_on_in_the_new_file(start: Window, chosen: Chosen, tmp_path: Path) -> None:
    start.files.open(write(tmp_path / "もと.sll"))
    chosen.path = tmp_path / "写し.sll"
    start.actions_by_name["save_as"].trigger()
    type_name(start, "写しの会社")
    assert start.model is not None
    start.model.save_now()
    assert casefile.read_case(tmp_path / "写し.sll").firm.name == "写しの会社"
    assert casefile.read_case(tmp_path / "もと.sll").firm.name == "見本精機株式会社"


def test_a_file_that_cannot_be_written_is_told_until_it_can(
    start: Window, chosen: Chosen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "見本.sll")
    start.files.open(path)

    def in_use(source: object, target: object) -> None:
        raise PermissionError(13, "in use", str(target))

    with monkeypatch.context() as patched:
        patched.setattr(atomic.os, "replace", in_use)
        type_name(start, "新しい名前")
        assert start.model is not None
        assert not start.model.save_now()
        settle()
        assert "保存できていません" in start.header.file.plain
        assert "ほかのソフトが使っている" in start.notices.saving.text
        assert start.notices.saving.isVisible()
        with answering(Ask, lambda dialog: click(dialog.buttons["stay"])):
            assert not start.close()
        assert start.isVisible()
    assert casefile.read_case(path).firm.name == "見本精機株式会社"
    start.model.save_now()
    assert not start.notices.saving.isVisible()
    assert casefile.read_case(path).firm.name == "新しい名前"


def test_save_as_from_the_notice_when_the_file_cannot_be_written(
    start: Window, chosen: Chosen, tmp_path: Path
) -> None:
    folder = tmp_path / "共有"
    folder.mkdir()
    start.files.open(write(folder / "見本.sll"))
    type_name(start, "新しい名前")
    shutil.rmtree(folder)
    assert start.model is not None
    assert not start.model.save_now()
    settle()
    chosen.path = tmp_path / "手もと.sll"
    click(button(start.notices, "別名で保存"))
    assert casefile.read_case(tmp_path / "手もと.sll").firm.name == "新しい名前"
    assert not start.notices.saving.isVisible()


def test_a_data_folder_that_takes_nothing_is_told_and_saving_goes_on(start: Window, tmp_path: Path, user_home: Path) -> None:
    path = write(tmp_path / "見本.sll")
    shutil.rmtree(user_home / "data", ignore_errors=True)
    (user_home / "data").write_text("in the way")
    start.files.open(path)
    type_name(start, "新しい名前")
    assert start.model is not None
    assert start.model.save_now()
    settle()
    assert "変更の控えをこのパソコンに書けません" in start.notices.saving.text
    assert start.notices.saving.property("kind") == "warn"
    assert "自動保存済み" in start.header.file.plain
    assert casefile.read_case(path).firm.name == "新しい名前"


def test_closing_the_window_saves_what_is_still_in_the_box(start: Window, tmp_path: Path) -> None:
    path = write(tmp_path / "見本.sll")
    start.files.open(path)
    start.show_place(Place("contact", focus="contact.person"))
    settle()
    confirm(focused(), "髙﨑 𠮷美")
    assert start.close()
    assert casefile.read_case(path).contact.person == "髙﨑 𠮷美"
    CaseSession.open(path).close()  # and the lock is gone


def test_opening_another_file_closes_the_first(start: Window, tmp_path: Path) -> None:
    first, second = write(tmp_path / "一.sll", "一"), write(tmp_path / "二.sll", "二")
    start.files.open(first)
    type_name(start, "一の会社")
    start.files.open(second)
    assert start.model is not None
    assert start.model.case.firm.name == "二"
    assert start.place == HUB
    assert casefile.read_case(first).firm.name == "一の会社"
    CaseSession.open(first).close()


def test_a_file_that_will_not_open_leaves_the_open_one_alone(start: Window, tmp_path: Path) -> None:
    start.files.open(write(tmp_path / "一.sll", "一"))
    (tmp_path / "壊れた.sll").write_bytes(b"PK")
    start.files.open(tmp_path / "壊れた.sll")
    assert start.model is not None
    assert start.model.case.firm.name == "一"
    assert "壊れています" in start.notices.message.text


# --- backups ----------------------------------------------------------------------------------------------------------


def test_going_back_to_a_backup_can_itself_be_taken_back(start: Window, tmp_path: Path) -> None:
    start.files.open(write(tmp_path / "見本.sll"))
    type_name(start, "消してしまった")
    assert start.model is not None
    assert len(backups.of_case(start.model.case.case_id)) == 1
    with answering(BackupDialog, lambda dialog: press(Qt.Key.Key_Return)):
        start.actions_by_name["backups"].trigger()
    assert start.model.case.firm.name == "見本精機株式会社"
    assert "の内容に戻しました" in start.notices.message.text
    assert start.notices.message.isVisible()
    start.undo()
    assert start.model.case.firm.name == "消してしまった"
    assert not start.notices.message.isVisible(), "it speaks of an undo that is done"


def test_without_backups_the_list_says_when_they_are_made(window: Window) -> None:
    seen: list[int] = []
    with answering(BackupDialog, lambda dialog: seen.append(len(dialog.rows))):
        window.files.backups()
    assert seen == [0]


@pytest.mark.parametrize(
    ("title", "name"), [("見本/精機*", "見本 精機"), ("株式会社 髙﨑", "株式会社 髙﨑"), (" .. ", "案件"), ("a\tb", "a b")]
)
def test_a_firm_s_name_becomes_a_file_name(title: str, name: str) -> None:
    from sllassist.ui import files

    assert files._file_name(title) == name
    assert Files is files.Files


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_buttons_of_a_question_show_their_words_whole(
    app: QApplication, start: Window, chosen: Chosen, tmp_path: Path, scale: float
) -> None:
    """Also where the screen is so small that the window system narrows the question."""
    chosen.path = write(tmp_path / "inn.sll")
    cut: list[str] = []

    def look(dialog: Ask) -> None:
        dialog.resize(1, 1)
        settle()
        for own in dialog.buttons.values():
            words = own.fontMetrics().horizontalAdvance(own.text())
            if own.width() < words + 2 * theme.px(24):
                cut.append(own.text())
        press(Qt.Key.Key_Escape)

    theme.apply_theme(app, scale)
    with answering(Ask, look):
        start.files.choose_previous()
    assert cut == []
