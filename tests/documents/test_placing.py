"""All files or none; what was there before is kept; each hindrance is one sentence and leaves everything as it was."""

import errno
import os
import re
from pathlib import Path, PurePath

import pytest

from sllassist.case.problems import InputProblem
from sllassist.documents.placing import place

FILES = {PurePath("一.xlsx"): b"new 1", PurePath("控え", "二.pdf"): b"new 2", PurePath("三.txt"): b"new 3"}


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


WANTED = {str(name): data for name, data in FILES.items()}


def test_files_are_placed_in_a_folder_that_did_not_exist(tmp_path: Path) -> None:
    folder = tmp_path / "書類" / "髙﨑𠮷"
    assert place(folder, FILES) == tuple(folder / name for name in FILES)
    assert state(folder) == WANTED


def test_placing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    place(tmp_path, FILES)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    place(tmp_path, FILES)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }


def test_a_different_file_is_kept_with_the_time_it_was_made(tmp_path: Path) -> None:
    (tmp_path / "一.xlsx").write_bytes(b"mine")
    os.utime(tmp_path / "一.xlsx", (1_790_000_000, 1_790_000_000))
    place(tmp_path, FILES)
    kept = [name for name in state(tmp_path) if "旧" in name]
    assert len(kept) == 1
    assert re.fullmatch(r"一（旧 2026-09-2\d \d{4}）\.xlsx", kept[0])
    assert state(tmp_path) == {**WANTED, kept[0]: b"mine"}


def test_two_old_files_of_the_same_minute_are_both_kept(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        (tmp_path / "一.xlsx").write_bytes(content)
        os.utime(tmp_path / "一.xlsx", (1_790_000_000, 1_790_000_000))
        place(tmp_path, FILES)
    assert sorted(data for name, data in state(tmp_path).items() if "旧" in name) == [b"first", b"second"]


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Moving a file onto, or away from, this name fails, as on Windows while a program has it open."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if name in (self.name, Path(target).name) and ".sllassist-" not in str(target):
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("name", ["一.xlsx", "二.pdf", "三.txt"])
def test_a_file_that_is_open_stops_everything_and_everything_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    old = {PurePath("一.xlsx"): b"old 1", PurePath("控え", "二.pdf"): b"old 2", PurePath("三.txt"): b"old 3"}
    place(tmp_path, old)
    before = names(tmp_path)
    refusing(monkeypatch, name, PermissionError(13, "in use"))
    with pytest.raises(InputProblem) as caught:
        place(tmp_path, FILES)
    assert str(caught.value) == (
        f"「{name}」がほかのプログラムで開いています。閉じてから、もう一度書類を作ってください。前の書類はそのまま残っています。"
    )
    assert names(tmp_path) == before
    assert state(tmp_path) == {str(key): data for key, data in old.items()}


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "一.xlsx").write_bytes(b"old")
    calls = 0

    def fsync(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(InputProblem, match="空きが足りません") as caught:
        place(tmp_path, FILES)
    assert str(tmp_path) in str(caught.value)
    assert state(tmp_path) == {"一.xlsx": b"old"}
    assert names(tmp_path) == {"一.xlsx"}


@pytest.mark.parametrize("inside", ["", "下"])
def test_a_folder_that_cannot_be_is_said(tmp_path: Path, inside: str) -> None:
    (tmp_path / "塞ぐ").write_bytes(b"a file, not a folder")
    folder = tmp_path / "塞ぐ" / inside
    with pytest.raises(InputProblem, match="保存できません。書き込みできる別のフォルダーを選んでください"):
        place(folder, FILES)
    assert names(tmp_path) == {"塞ぐ"}


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(InputProblem, match="保存できません"):
        place(tmp_path / "新しい", FILES)
    assert names(tmp_path) == set()


def test_a_folder_with_the_name_of_a_file_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "三.txt").mkdir()
    with pytest.raises(InputProblem):
        place(tmp_path, FILES)
    assert names(tmp_path) == {"三.txt"}


def test_what_an_interrupted_run_left_behind_is_cleared_away(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".sllassist-old", tmp_path / ".sllassist-now"
    for folder in (left, fresh):
        folder.mkdir()
        (folder / "半分.xlsx").write_bytes(b"half")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    place(tmp_path, FILES)
    assert not left.exists()
    assert fresh.exists()  # may belong to another window that is just writing
