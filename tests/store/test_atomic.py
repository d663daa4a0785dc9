"""Writing whole files: whatever happens the old file or the new one is there, and nothing beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sllassist.store import atomic
from sllassist.store.atomic import remove_leftovers, write_atomic
from sllassist.store.problems import StoreProblem


def told(path: Path, data: bytes = b"new") -> str:
    with pytest.raises(StoreProblem) as caught:
        write_atomic(path, data)
    return str(caught.value)


def test_a_file_is_replaced_and_nothing_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "髙﨑𠮷.sll"
    write_atomic(path, b"old")
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    longest = tmp_path / ("長" * 83 + "a.sll")  # 254 of 255 bytes
    write_atomic(longest, b"x")
    assert longest.read_bytes() == b"x"
    assert list(tmp_path.iterdir()) == [longest]


@pytest.mark.skipif(sys.platform == "win32", reason="how long a path may be differs between Windows machines")
def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    assert "長すぎる" in told(tmp_path / ("長" * 84 + "a.sll"))  # 257 bytes
    assert list(tmp_path.iterdir()) == []


def test_a_path_too_long_for_windows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows then speaks of a folder it cannot find."""

    def refuse(self: Path, _: Path) -> None:
        raise FileNotFoundError(errno.ENOENT, "path not found")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", refuse)
    deep = tmp_path.joinpath(*["深い" * 10] * 12)
    deep.mkdir(parents=True)
    assert "長すぎる" in told(deep / "a.sll")
    assert "見つからない" in told(tmp_path / "a.sll")


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "a.sll"
    write_atomic(path, b"old")
    said = told(path, os.urandom(200_000))
    assert "空き" in said
    assert "別名で保存" in said
    assert path.read_bytes() == b"old"
    assert list(small_disk.iterdir()) == [path]


def test_a_file_open_elsewhere_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sll"
    write_atomic(path, b"old")
    tries: list[Path] = []

    def refuse(self: Path, target: Path) -> None:
        tries.append(target)
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(atomic, "_REPLACE_PAUSE_S", 0)
    with monkeypatch.context() as held:
        held.setattr(Path, "replace", refuse)
        said = told(path)
    assert "a.sll」をほかのソフトが使っているか" in said
    assert len(tries) == 3
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_held_for_a_moment_is_written_after_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, replace, refusals = tmp_path / "a.sll", Path.replace, [1, 1]

    def late(self: Path, target: Path) -> Path:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "a scanner looks at it")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", late)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, ""), "書き込めない"),
        (OSError(errno.EROFS, ""), "書き込めない"),
        (OSError(errno.ENOSPC, ""), "空き"),
        (OSError(errno.EDQUOT, ""), "空き"),
        (OSError(errno.EIO, ""), "つながり"),
        (OSError(errno.ETIMEDOUT, ""), "つながり"),
        (OSError(errno.EMFILE, ""), "保存していません"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    assert said in told(tmp_path / "a.sll")


def test_an_error_while_the_disk_finishes_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sll"
    write_atomic(path, b"old")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "network share is full")

    monkeypatch.setattr(os, "fsync", refuse)
    assert "空き" in told(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_folders_that_are_none(tmp_path: Path) -> None:
    assert "見つからない" in told(tmp_path / "ない" / "a.sll")
    (tmp_path / "file").write_text("x")
    assert "見つからない" in told(tmp_path / "file" / "a.sll")
    (tmp_path / "a.sll").mkdir()
    assert "フォルダーです" in told(tmp_path / "a.sll")


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.sll", tmp_path / "link.sll"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="rights on Windows come from the folder")
def test_who_else_may_read_the_file_does_not_change(tmp_path: Path) -> None:
    path = tmp_path / "a.sll"
    write_atomic(path, b"old")
    path.chmod(0o664)
    write_atomic(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o664


POWER_CUT = """
import os, sys
from pathlib import Path
from sllassist.store.atomic import write_atomic
Path.replace = lambda *_: os._exit(9)
write_atomic(Path(sys.argv[1]), b"x")
"""


def test_only_leftovers_of_this_file_are_removed(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.sll", tmp_path / "other.sll"
    for path in (mine, other):
        assert subprocess.run([sys.executable, "-c", POWER_CUT, path]).returncode == 9
    assert len(list(tmp_path.iterdir())) == 2
    remove_leftovers(mine)
    assert len(list(tmp_path.iterdir())) == 1
    remove_leftovers(other)
    assert list(tmp_path.iterdir()) == []
