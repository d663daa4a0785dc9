"""Locks: one who changes a file at a time, and a message that says who."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import Timeout

from sllassist.store import lock
from sllassist.store.lock import guard, guard_or_reason, holder_of, lock_path
from sllassist.store.problems import StoreProblem

HOLD = """
import sys
from pathlib import Path
from sllassist.store.lock import guard
held = guard(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
held.release()
print("free", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file to be locked."""
    path = tmp_path / "髙﨑𠮷.sll"
    path.write_bytes(b"x")
    return path


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the file open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def told(path: Path) -> str:
    with pytest.raises(StoreProblem) as caught:
        guard(path)
    return str(caught.value)


def test_the_lock_lies_beside_the_file_and_goes_with_its_owner(path: Path) -> None:
    held = guard(path)
    beside = path.with_name("~$髙﨑𠮷.sll.lock")
    assert beside.exists()
    held.release()
    held.release()
    assert not beside.exists()
    guard(path).release()


def test_a_second_window_of_the_same_program_is_told(path: Path) -> None:
    held = guard(path)
    assert "別のウィンドウ" in told(path)
    held.release()


def test_another_program_keeps_it_until_it_lets_go(path: Path, other: subprocess.Popen[str]) -> None:
    assert "別のウィンドウ" in told(path)
    assert other.stdin
    assert other.stdout
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "free\n"
    guard(path).release()


def test_another_pc_is_named(path: Path, other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch) -> None:
    holder = holder_of(lock_path(path))
    assert holder is not None
    assert (holder.host, holder.pid) == (platform.node(), other.pid)
    monkeypatch.setattr(platform, "node", lambda: "KEIRI-PC")
    said = told(path)
    assert said.startswith(f"このファイルは {holder.host}（{holder.user}）で開かれています")
    assert "読み取り専用" in said


def test_a_dead_program_holds_nothing(path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    assert lock_path(path).exists()
    held = guard(path)
    holder = holder_of(lock_path(path))
    assert holder is not None
    assert holder.pid == os.getpid()
    held.release()
    assert not lock_path(path).exists()


@pytest.mark.parametrize("content", [b"", b"\0{}", b"\0[]", b"\0\xff\xfe", b'\0{"host": 1}', b"\0" + b"9" * 9000])
def test_a_lock_file_that_says_nothing_useful(path: Path, content: bytes) -> None:
    held = guard(path)
    with lock_path(path).open("r+b") as file:
        file.truncate()
        file.write(content)
    assert "開かれています" in told(path)
    held.release()
    lock_path(path).write_bytes(content)
    guard(path).release()


def test_a_name_of_greatest_length_can_be_locked(tmp_path: Path) -> None:
    path = tmp_path / ("長" * 83 + ".sll")
    path.write_bytes(b"x")
    held = guard(path)
    assert "別のウィンドウ" in told(path)
    assert [p.name for p in tmp_path.iterdir() if p != path] == [lock_path(path).name]
    held.release()


def test_a_share_without_locks_is_guarded_by_the_bare_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoLocks(lock.FileLock):  # type: ignore[misc,valid-type]
        def _acquire(self) -> None:
            raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock, "FileLock", NoLocks)
    held = guard(path)
    assert lock_path(path).exists()
    with pytest.raises(Timeout):
        lock.hold(lock_path(path))
    assert "開かれています" in told(path)
    held.release()
    assert not lock_path(path).exists()
    guard(path).release()


def test_a_write_protected_place_gives_a_reason_not_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(lock, "_tried", refuse)
    held, reason = guard_or_reason(path)
    assert held is None
    assert reason is not None
    assert "読み取り専用で開きました" in reason.message
    assert "書き込めない" in told(path)


def test_a_write_protected_file_gives_a_reason(path: Path) -> None:
    path.chmod(0o444)
    held, reason = guard_or_reason(path)
    assert held is None
    assert reason is not None
    assert "書き込みが止められている" in reason.message


def test_no_folder_is_made_for_a_lock(tmp_path: Path) -> None:
    assert "見つからない" in told(tmp_path / "ない" / "a.sll")
    assert not (tmp_path / "ない").exists()
