"""An open case: what is entered reaches the file within about a second, and trouble with the file loses nothing."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from sllassist.case import edits, paths
from sllassist.case.model import Case
from sllassist.case.problems import InputProblem
from sllassist.store import backups, casefile, folders, lock
from sllassist.store.problems import StoreProblem
from sllassist.store.session import CaseSession


class Clock:
    """A clock the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path, full_case: Case) -> Path:
    """A saved case file, alone in a folder."""
    folder = tmp_path / "仕事"
    folder.mkdir()
    path = folder / "髙﨑𠮷.sll"
    casefile.write_case(path, full_case, {"検針票.pdf": b"%PDF"})
    return path


def name(session: CaseSession, text: str, merge_key: str | None = None) -> None:
    session.edit(paths.put(session.case, "firm.name", text), f"会社名を{text}に", merge_key)


def stored(path: Path) -> str | None:
    return casefile.read_case(path).firm.name


def test_changes_reach_the_file_when_they_are_a_second_old(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    before = stored(path)
    name(session, "見本")
    clock.now += 0.99
    session.tick()
    assert stored(path) == before
    assert session.status.state == "waiting"
    clock.now += 0.01
    session.tick()
    assert stored(path) == "見本"
    assert session.status.state == "saved"
    assert session.status.sentence.endswith("に保存しました")
    session.close()


def test_steady_typing_does_not_put_saving_off(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    for i in range(100):
        name(session, f"{i}")
        clock.now += 0.05
        session.tick()
        saved = stored(path) or ""
        assert i < 25 or int(saved) >= i - 25  # never more than a second and a tick behind
    session.close()


def test_saving_keeps_the_attachments_and_leaves_nothing_beside_the_file(path: Path) -> None:
    session = CaseSession.open(path)
    name(session, "新")
    assert session.save_now()
    session.close()
    assert dict(casefile.load(path).attachments) == {"検針票.pdf": b"%PDF"}
    assert list(path.parent.iterdir()) == [path]
    assert list(folders.journals().iterdir()) == []


def test_closing_saves_what_waits(path: Path) -> None:
    session = CaseSession.open(path)
    name(session, "最後の一文字")
    assert session.close().state == "saved"
    assert stored(path) == "最後の一文字"
    session.close()
    with pytest.raises(StoreProblem):
        name(session, "閉じたあと")


def test_looking_at_a_file_does_not_write_it(path: Path) -> None:
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    session = CaseSession.open(path)
    session.tick()
    session.edit(paths.put(session.case, "firm.name", session.case.firm.name), "同じ値")
    assert not session.can_undo
    session.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_undo_and_redo_are_saved_like_any_edit(path: Path, clock: Clock, full_case: Case) -> None:
    session = CaseSession.open(path, clock=clock)
    for text in ("見", "見本"):
        name(session, text, merge_key="firm.name")
    session.seal()
    session.edit(edits.put_record(session.case, ("e1", 2024, 4), None, "kWh"), "4月の使用量を消す")
    assert session.undo_label == "4月の使用量を消す"
    session.undo()
    session.undo()
    assert (session.can_undo, session.redo_label) == (False, "会社名を見に")
    assert session.case == full_case
    session.undo()
    assert session.save_now()
    assert casefile.read_case(path) == full_case
    session.redo()
    clock.now += 1
    session.tick()
    assert stored(path) == "見本"
    session.redo()
    session.redo()
    assert len(session.case.records) == 11
    session.close()


def test_listeners_are_told_until_they_leave(path: Path) -> None:
    session, heard = CaseSession.open(path), list[str]()
    leave = session.subscribe(heard.append)
    name(session, "一")
    assert heard == ["case", "status"]
    session.save_now()
    assert heard == ["case", "status", "status"]
    session.save_as(path.with_name("別.sll"))
    assert heard[3:] == ["path", "status"]
    leave()
    leave()
    name(session, "二")
    assert len(heard) == 5
    session.close()


def test_a_case_that_could_not_be_read_back_is_refused_and_the_old_stays(path: Path, full_case: Case) -> None:
    session = CaseSession.open(path)
    with pytest.raises(InputProblem, match="入力し直して"):
        name(session, "\ud842")
    assert session.case == full_case
    assert session.saved
    session.close()


# --- trouble with the file ------------------------------------------------------------------------------------------


def test_changed_by_another_program_it_is_not_overwritten(path: Path, clock: Clock, full_case: Case) -> None:
    session = CaseSession.open(path, clock=clock)
    name(session, "こちらの変更")
    casefile.write_case(path, paths.put(full_case, "firm.name", "あちらの変更"))
    for _ in range(4):
        clock.now += 10
        session.tick()
    assert stored(path) == "あちらの変更"
    assert session.status.state == "failed"
    assert "「髙﨑𠮷.sll」がほかで書き換えられている" in session.status.sentence
    assert "別名で保存" in session.status.sentence
    other = path.with_name("別名.sll")
    session.save_as(other)
    assert (stored(path), stored(other)) == ("あちらの変更", "こちらの変更")
    assert session.status.state == "saved"
    session.close()


def test_saving_over_it_on_purpose_keeps_the_other_as_a_backup(path: Path, full_case: Case) -> None:
    session = CaseSession.open(path)
    name(session, "こちら")
    casefile.write_case(path, paths.put(full_case, "firm.name", "あちら"))
    session.save_as(path)
    assert stored(path) == "こちら"
    assert "あちら" in {backup.title for backup in backups.of_case(full_case.case_id)}
    name(session, "まだ書ける")
    assert session.save_now()
    session.close()


def test_a_file_that_went_away_is_told_and_saved_under_a_name(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    name(session, "新")
    path.unlink()
    assert not session.save_now()
    assert "元の場所に見つからない" in session.status.sentence
    assert not path.exists()
    session.save_as(path)
    assert stored(path) == "新"
    session.close()


def test_a_folder_that_comes_back_is_saved_to_again(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    name(session, "新")
    away = path.parent.with_name("USBを抜いた")
    path.parent.rename(away)
    assert not session.save_now()
    assert "USBメモリー" in session.status.sentence
    away.rename(path.parent)
    clock.now += 4.9
    session.tick()
    assert session.status.state == "failed"
    clock.now += 0.2
    session.tick()
    assert session.status.state == "saved"
    assert stored(path) == "新"
    session.close()


def noise(count: int) -> str:
    """Text no zip makes smaller."""
    chance = random.Random(0)
    return "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(count))


def test_a_full_disk_loses_nothing(small_disk: Path, full_case: Case, clock: Clock) -> None:
    path = small_disk / "a.sll"
    casefile.write_case(path, full_case)
    session = CaseSession.open(path, clock=clock)
    session.edit(paths.put(session.case, "plan.target_text", noise(60_000)), "長い文章")
    assert not session.save_now()
    assert "空き" in session.status.sentence
    assert casefile.read_case(path) == full_case
    session.edit(paths.put(session.case, "plan.target_text", "短い文章"), "短く")
    clock.now += 6
    session.tick()
    assert session.status.state == "saved"
    assert casefile.read_case(path).plan.target_text == "短い文章"
    session.close()


def test_a_file_open_elsewhere_keeps_the_edit_and_is_saved_later(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, full_case: Case
) -> None:
    session = CaseSession.open(path, clock=clock)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "denied")
        return replace(self, target)

    with monkeypatch.context() as held:
        held.setattr(Path, "replace", refuse)
        name(session, "新")
        assert not session.save_now()
        assert "ほかのソフトが使っているか" in session.status.sentence
        assert casefile.read_case(path) == full_case
        assert session.case.firm.name == "新"
    clock.now += 6
    session.tick()
    assert stored(path) == "新"
    session.close()


def test_a_data_folder_that_takes_nothing_does_not_stop_the_work(path: Path, clock: Clock) -> None:
    folders.data().write_text("a file where the folder should be")
    session = CaseSession.open(path, clock=clock)
    name(session, "新")
    assert session.status.unsafe is not None
    assert "変更の控えをこのパソコンに書けません" in session.status.unsafe.message
    clock.now += 1
    session.tick()
    assert stored(path) == "新"
    folders.data().unlink()
    clock.now += 6
    session.tick()
    assert session.status.unsafe is None
    assert len(list(folders.journals().glob("*.journal"))) == 1
    session.close()


# --- read-only and locked -------------------------------------------------------------------------------------------


def test_open_twice_is_refused_and_read_only_offered(path: Path) -> None:
    first = CaseSession.open(path)
    with pytest.raises(StoreProblem, match="別のウィンドウ"):
        CaseSession.open(path)
    second = CaseSession.open(path, read_only=True)
    assert second.status.state == "read_only"
    with pytest.raises(StoreProblem, match="読み取り専用"):
        name(second, "x")
    name(first, "一つ目は書ける")
    first.close()
    second.close()
    assert stored(path) == "一つ目は書ける"


def test_a_folder_without_permission_opens_read_only_and_can_be_saved_elsewhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = lock._tried

    def refuse(beside: Path) -> object:
        if beside.parent == path.parent:
            raise PermissionError(13, "denied")
        return tried(beside)

    monkeypatch.setattr(lock, "_tried", refuse)
    session = CaseSession.open(path)
    assert session.read_only
    assert session.notice is not None
    assert "読み取り専用で開きました" in session.notice.message
    session.tick()
    target = tmp_path / "自分の場所.sll"
    session.save_as(target)
    assert not session.read_only
    assert session.notice is None
    name(session, "書ける")
    session.close()
    assert stored(target) == "書ける"
    assert stored(path) == "髙﨑𠮷工業㈱"


def test_a_write_protected_file_stays_as_it_is(path: Path) -> None:
    path.chmod(0o444)
    session = CaseSession.open(path)
    assert session.read_only
    session.close()
    assert session.notice is not None
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_opened_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.sll"
    path.write_bytes(b"PK\x03\x04rubbish")
    for _ in range(2):
        with pytest.raises(StoreProblem, match="壊れています"):
            CaseSession.open(path)
    assert list(tmp_path.iterdir()) == [path]


KILLED_SAVE = """
import os, sys
from pathlib import Path
from sllassist.case.model import Case
from sllassist.store.session import CaseSession
session = CaseSession.open(Path(sys.argv[1]))
session.edit(Case(), "すべて消す")
Path.replace = lambda *_: os._exit(9)
session.save_now()
"""


def test_leftovers_of_a_killed_save_are_removed_on_opening(path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED_SAVE, path]).returncode == 9
    assert len(list(path.parent.glob("*.tmp"))) == 1
    CaseSession.open(path).close()
    assert list(path.parent.iterdir()) == [path]


# --- new cases and names --------------------------------------------------------------------------------------------


def test_a_new_case_lives_in_the_data_folder_until_it_has_a_name(tmp_path: Path, clock: Clock) -> None:
    session = CaseSession.create(clock=clock)
    assert (session.named, session.status.state, session.title) == (False, "new", "名称未入力")
    name(session, "新会社")
    clock.now += 1
    session.tick()
    assert session.path.parent == folders.unnamed()
    assert stored(session.path) == "新会社"
    assert "控えました" in session.status.sentence
    unnamed, target = session.path, tmp_path / "新会社.sll"
    session.save_as(target)
    assert (session.named, session.path, session.title) == (True, target, "新会社")
    assert not unnamed.exists()
    name(session, "改名")
    session.close()
    assert stored(target) == "改名"
    assert list(folders.unnamed().iterdir()) == []


def test_a_new_case_nobody_typed_into_leaves_nothing() -> None:
    session = CaseSession.create()
    session.tick()
    session.close()
    assert list(folders.unnamed().iterdir()) == []
    assert list(folders.journals().iterdir()) == []


def test_the_usual_start_is_saved_only_once_somebody_typed(full_case: Case, clock: Clock) -> None:
    session = CaseSession.create(case=full_case, blank=True, clock=clock)
    clock.now += 5
    session.tick()
    assert session.status.state == "new"
    session.close()
    assert list(folders.unnamed().iterdir()) == []
    session = CaseSession.create(case=full_case, blank=True, clock=clock)
    name(session, "新")
    session.close()
    assert stored(session.path) == "新"


def test_a_new_case_with_a_path_is_written_at_once_or_told(tmp_path: Path, full_case: Case) -> None:
    session = CaseSession.create(tmp_path / "新.sll", case=full_case, attachments={"a": b"b"})
    assert casefile.load(tmp_path / "新.sll").attachments == {"a": b"b"}
    session.close()
    with pytest.raises(StoreProblem, match="見つからない"):
        CaseSession.create(tmp_path / "ない" / "新.sll", case=full_case)
    assert list(folders.unnamed().iterdir()) == []
    assert list(folders.journals().iterdir()) == []


def test_a_given_case_is_saved_without_an_edit(full_case: Case, clock: Clock) -> None:
    session = CaseSession.create(case=full_case, clock=clock)
    assert session.status.state == "waiting"
    clock.now += 1
    session.tick()
    assert casefile.read_case(session.path) == full_case
    session.close()


def test_saving_under_the_name_of_an_open_file_is_refused(path: Path, tmp_path: Path) -> None:
    other = CaseSession.create(tmp_path / "開いている.sll")
    session = CaseSession.open(path)
    name(session, "新")
    with pytest.raises(StoreProblem, match="別のウィンドウ"):
        session.save_as(other.path)
    assert session.path == path
    assert session.save_now()
    assert stored(path) == "新"
    other.close()
    session.close()


def test_save_as_frees_the_old_file_and_holds_the_new(path: Path) -> None:
    session = CaseSession.open(path)
    new = path.with_name("新しい名前.sll")
    session.save_as(new)
    CaseSession.open(path).close()
    with pytest.raises(StoreProblem):
        CaseSession.open(new)
    session.close()


def test_save_as_into_a_folder_that_is_gone_changes_nothing(path: Path, tmp_path: Path) -> None:
    session = CaseSession.open(path)
    with pytest.raises(StoreProblem, match="見つからない"):
        session.save_as(tmp_path / "ない" / "a.sll")
    assert session.path == path
    name(session, "新")
    session.close()
    assert stored(path) == "新"


def test_a_json_file_is_edited_as_json(tmp_path: Path, full_case: Case) -> None:
    path = tmp_path / "a.json"
    casefile.write_case(path, full_case)
    session = CaseSession.open(path)
    name(session, "新")
    session.close()
    assert '"name": "新"' in path.read_text("utf-8")


# --- backups and speed ----------------------------------------------------------------------------------------------


def test_a_backup_of_the_file_as_it_was_opened_and_then_every_ten_minutes(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    case_id = session.case.case_id
    assert [backup.title for backup in backups.of_case(case_id)] == ["髙﨑𠮷工業㈱"]
    start = clock.now
    while clock.now < start + 1260:  # 21 minutes of typing
        name(session, f"{clock.now - start:.0f}")
        clock.now += 30
        session.tick()
    assert len(backups.of_case(case_id)) == 3
    session.close()
    CaseSession.open(path, read_only=True).close()
    assert len(backups.of_case(case_id)) == 3


def test_opening_again_and_again_does_not_use_up_the_backups(path: Path, full_case: Case) -> None:
    for _ in range(15):
        CaseSession.open(path).close()
    assert len(backups.of_case(full_case.case_id)) == 1


def test_a_long_journal_is_begun_anew_after_a_save(path: Path, clock: Clock) -> None:
    session = CaseSession.open(path, clock=clock)
    for i in range(12):
        session.edit(paths.put(session.case, "plan.target_text", f"{i}" * 500_000), "長い文章")
    (journal,) = folders.journals().glob("*.journal")
    assert journal.stat().st_size > 5_000_000
    clock.now += 1
    session.tick()
    assert journal.stat().st_size < 2_000_000
    session.close()

