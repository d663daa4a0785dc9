"""After a crash: what was entered is offered again, whatever has become of the file meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.store import backups, casefile, folders, recovery
from sllassist.store.problems import StoreProblem
from sllassist.store.session import CaseSession

CRASH = """
import os, sys
from pathlib import Path
from sllassist.case import paths
from sllassist.store.session import CaseSession
where = Path(sys.argv[1]) if sys.argv[1] else None
session = CaseSession.open(where) if where and where.exists() else CaseSession.create(where)
for text in sys.argv[2:]:
    if text == "SAVE":
        assert session.save_now()
    else:
        session.edit(paths.put(session.case, "firm.name", text), "会社名")
os._exit(9)
"""


def crash(path: Path | str, *texts: str) -> None:
    """A program that types these names (or saves) and dies."""
    assert subprocess.run([sys.executable, "-c", CRASH, str(path), *texts]).returncode == 9


@pytest.fixture
def path(tmp_path: Path, full_case: Case) -> Path:
    """A saved case file."""
    path = tmp_path / "仕事" / "髙﨑𠮷.sll"
    path.parent.mkdir()
    casefile.write_case(path, full_case, {"検針票.pdf": b"%PDF"})
    return path


def only() -> recovery.Recovery:
    (found,) = recovery.recoverable()
    return found


def test_edits_after_the_last_save_come_back_and_can_be_undone(path: Path) -> None:
    crash(path, "一", "SAVE", "二", "三")
    found = only()
    assert (found.path, found.title, found.edits, found.file_state) == (path, "三", 2, "as_left")
    assert "「髙﨑𠮷.sll」に、保存の済んでいない変更が2件あります" in found.sentence
    assert casefile.read_case(path).firm.name == "一"
    session = recovery.recover(found)
    assert session.path == path
    assert session.case.firm.name == "三"
    assert session.notice is None
    session.undo()
    assert session.case.firm.name == "一"
    session.redo()
    session.close()
    assert casefile.read_case(path).firm.name == "三"
    assert dict(casefile.load(path).attachments) == {"検針票.pdf": b"%PDF"}
    assert recovery.recoverable() == []
    assert list(folders.journals().iterdir()) == []


def test_nothing_is_offered_when_everything_was_saved(path: Path) -> None:
    crash(path, "一", "SAVE")
    crash(path)
    assert recovery.recoverable() == []
    assert list(folders.journals().iterdir()) == []


def test_a_running_program_is_left_alone(path: Path) -> None:
    session = CaseSession.open(path)
    session.edit(paths.put(session.case, "firm.name", "入力中"), "会社名")
    assert recovery.recoverable() == []
    session.close()
    assert casefile.read_case(path).firm.name == "入力中"


def test_dropped_edits_are_not_offered_again_but_kept_aside(path: Path) -> None:
    crash(path, "一")
    recovery.discard(only())
    assert recovery.recoverable() == []
    assert len(list(folders.set_aside().iterdir())) == 1
    assert casefile.read_case(path).firm.name == "髙﨑𠮷工業㈱"


def test_opening_the_file_meanwhile_loses_neither(path: Path) -> None:
    crash(path, "落ちる前")
    session = CaseSession.open(path)
    session.edit(paths.put(session.case, "firm.employees", 99), "人数")
    session.close()
    found = only()
    assert found.file_state == "other"
    recovered = recovery.recover(found)
    assert recovered.case.firm.name == "落ちる前"
    assert not recovered.named
    assert recovered.notice is not None
    assert "新しいファイルにしました" in recovered.notice.message
    recovered.close()
    assert casefile.read_case(path).firm.employees == 99


def test_a_file_that_is_gone_comes_back_from_the_journal(path: Path) -> None:
    crash(path, "一")
    path.unlink()
    found = only()
    assert found.file_state == "missing"
    session = recovery.recover(found)
    assert (session.case.firm.name, session.named) == ("一", False)
    assert dict(session.attachments) == {"検針票.pdf": b"%PDF"}, "from the backup made on opening"
    session.close()
    assert casefile.read_case(session.path).firm.name == "一"
    assert recovery.recoverable() == []


def test_a_file_that_broke_comes_back_from_the_journal(path: Path) -> None:
    crash(path, "一")
    path.write_bytes(path.read_bytes()[:100])
    session = recovery.recover(only())
    assert session.case.firm.name == "一"
    assert len(session.case.records) == 12
    session.close()


def test_a_file_open_elsewhere_is_recovered_apart(path: Path) -> None:
    crash(path, "一")
    other = CaseSession.open(path)
    session = recovery.recover(only())
    assert session.path != path
    assert session.case.firm.name == "一"
    session.close()
    other.close()


def test_a_file_moved_after_everything_was_saved_is_not_asked_about(path: Path) -> None:
    crash(path, "一", "SAVE")
    path.rename(path.with_name("移動した.sll"))
    assert recovery.recoverable() == []


def test_a_new_case_never_saved_comes_back() -> None:
    crash("", "一", "新会社")
    found = only()
    assert "「新会社」に、" in found.sentence
    session = recovery.recover(found)
    assert (session.case.firm.name, session.named, session.notice) == ("新会社", False, None)
    session.close()
    assert [file.title for file in recovery.unnamed_files()] == ["新会社"]
    assert recovery.recoverable() == []


def test_a_new_case_saved_in_the_data_folder_comes_back_in_place() -> None:
    crash("", "一", "SAVE", "二")
    assert [file.title for file in recovery.unnamed_files()] == ["一"]
    session = recovery.recover(only())
    session.close()
    assert [file.title for file in recovery.unnamed_files()] == ["二"]


def test_a_case_without_a_name_is_removed_but_stays_among_the_backups() -> None:
    crash("", "要らない", "SAVE")
    (file,) = recovery.unnamed_files()
    session = CaseSession.open(file.path)
    with pytest.raises(StoreProblem, match="別のウィンドウ"):
        recovery.remove_unnamed(file)
    session.close()
    recovery.remove_unnamed(file)
    assert recovery.unnamed_files() == []
    assert list(folders.unnamed().iterdir()) == []
    assert "要らない" in {backup.title for backup in backups.everything()}


def test_a_new_case_nobody_typed_into_is_not_offered() -> None:
    crash("")
    assert recovery.recoverable() == []
    assert list(folders.journals().iterdir()) == []


def test_a_failed_last_save_is_offered_at_the_next_start(path: Path) -> None:
    session = CaseSession.open(path)
    session.edit(paths.put(session.case, "firm.name", "保存できない"), "会社名")
    away = path.parent.with_name("USBを抜いた")
    path.parent.rename(away)
    assert session.close().state == "failed"
    away.rename(path.parent)
    recovered = recovery.recover(only())
    assert (recovered.path, recovered.case.firm.name) == (path, "保存できない")
    recovered.close()


def test_several_crashes_are_listed_newest_first_and_per_file(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "別.sll"
    crash(path, "先")
    crash(other, "後")
    assert [found.title for found in recovery.recoverable()] == ["後", "先"]
    assert [found.title for found in recovery.recoverable_for(path)] == ["先"]
    assert recovery.recoverable_for(tmp_path / "無関係.sll") == []


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"rubbish\n", b"00000000 {}\n"])
def test_journals_that_cannot_be_read_are_moved_aside(path: Path, content: bytes) -> None:
    crash(path, "読める")
    folders.journals().joinpath("broken.journal").write_bytes(content)
    assert only().title == "読める"
    assert [file.name for file in folders.set_aside().iterdir()] == ["broken.journal"]


def test_the_folder_of_those_set_aside_does_not_grow() -> None:
    for i in range(25):
        folders.journals().mkdir(parents=True, exist_ok=True)
        folders.journals().joinpath(f"{i}.journal").write_bytes(b"x")
        recovery.recoverable()
    assert len(list(folders.set_aside().iterdir())) == 20


def test_a_journal_damaged_in_the_middle_gives_what_came_before(path: Path) -> None:
    crash(path, "一", "二", "三")
    journal = only().journal
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:3], b"\0" * 10 + b"\n", lines[3]]))
    session = recovery.recover(only())
    assert session.case.firm.name == "二"
    session.close()
    assert [file.name for file in folders.set_aside().iterdir()] == [journal.name], "the damaged one is kept"


def test_a_journal_of_a_newer_program_is_left_for_it(path: Path) -> None:
    crash(path, "一")
    journal = only().journal
    raw = journal.read_bytes()
    head, _, rest = raw.partition(b"\n")
    text = head[9:].replace(b'"schema_version":3', b'"schema_version":4')
    import zlib

    journal.write_bytes(b"%08x %s\n%s" % (zlib.crc32(text), text, rest))
    assert recovery.recoverable() == []
    assert journal.exists()


def test_recovering_twice_is_refused_in_words(path: Path) -> None:
    crash(path, "一")
    found = only()
    recovery.recover(found).close()
    with pytest.raises(StoreProblem, match="変更の控えを読み取れません"):
        recovery.recover(found)


def test_a_case_begun_from_data_is_offered_though_nobody_edited_it(full_case: Case) -> None:
    """An import or a sample that was never saved before the crash."""
    code = (
        "import os, sys; from sllassist.case.model import Case; from sllassist.store.session import CaseSession\n"
        "CaseSession.create(case=Case.model_validate_json(sys.argv[1])); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, full_case.model_dump_json()]).returncode == 9
    session = recovery.recover(only())
    assert session.case == full_case
    session.close()
