"""Who has a case file open for change: a lock file beside it, `~$name.sll.lock`, that says whose it is.

The lock itself is the system's (filelock): when its owner dies, also on another PC of a file share, it is free again,
whatever the file beside it still says. That text is only for the message.
Not for: noticing that the file was changed without a lock; the session compares checksums for that.
"""

import contextlib
import datetime as dt
import getpass
import json
import os
import platform
import stat
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from sllassist.case.problems import Problem
from sllassist.store.atomic import sha256
from sllassist.store.problems import StoreProblem, of_os_error

_LONGEST_NAME = 255  # bytes (Linux) or UTF-16 units (Windows) of one name


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: PC, user, process, and since when (ISO, with zone)."""

    host: str
    user: str
    pid: int
    since: str


def lock_path(path: Path) -> Path:
    """The lock file of `path`: `~$<name>.lock` beside it, shortened where the name would grow too long."""
    name = f"~${path.name}.lock"
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        name = f"~${sha256(path.name.encode('utf-8', 'surrogatepass'))[:16]}.lock"
    return path.with_name(name)


def _me() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name to be found, as in some service accounts
        user = ""
    return Holder(platform.node(), user, os.getpid(), dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock file `path`, as far as it says so."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(1)  # Windows lets nobody read the first byte, which carries the lock
            found = json.loads(file.read(4096))
        return Holder(str(found["host"]), str(found["user"]), int(found["pid"]), str(found["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hide(path: Path) -> None:
    """Hides the lock file in the Explorer."""
    if sys.platform == "win32":
        import ctypes

        hidden = 2  # FILE_ATTRIBUTE_HIDDEN
        ctypes.windll.kernel32.SetFileAttributesW(str(path), hidden)


class Guard:
    """The right to change one file; given back by `release`."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

    def release(self) -> None:
        """Gives the right back and removes the lock file. May be called twice."""
        if not self._lock.is_locked:
            return
        if sys.platform != "win32":
            # While we hold it: who waits on this very file notices that it has no name any more and makes a new one.
            with contextlib.suppress(OSError):
                self._path.unlink()
        with contextlib.suppress(OSError):
            self._lock.release()


def _tried(path: Path) -> BaseFileLock:
    """A lock held on `path`. Raises Timeout when another holds it, OSError where none can be made."""
    lock: BaseFileLock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except PermissionError:
        raise
    except (OSError, NotImplementedError):  # a share whose server knows no locks: the bare file must do
        lock = SoftFileLock(path, timeout=0, thread_local=False)
        lock.acquire()
    return lock


def hold(path: Path) -> Guard:
    """Takes the lock file `path` (see `lock_path`) at once or not at all.

    Raises Timeout when somebody holds it, OSError when it cannot be made there.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(path.parent)
    lock = _tried(path)
    if not isinstance(lock, SoftFileLock):  # which writes its own words into it
        with contextlib.suppress(OSError), path.open("r+b", buffering=0) as file:
            file.seek(1)
            file.write(json.dumps(asdict(_me())).encode("ascii"))
            file.truncate()
        _hide(path)
    return Guard(lock, path)


def guard(path: Path) -> Guard:
    """The right to change the case file `path`.

    Raises StoreProblem: `store.locked…` when it is open elsewhere, else what keeps a lock file from being made
    (`store.folder_read_only`, `store.folder_missing` …).
    """
    beside = lock_path(path)
    try:
        return hold(beside)
    except Timeout:
        raise _of_holder(path, holder_of(beside)) from None
    except OSError as error:
        raise of_os_error(error, path, "create") from error


def guard_or_reason(path: Path) -> tuple[Guard | None, Problem | None]:
    """The right to change the file `path`, or why it can only be read: its folder or the file is write-protected.

    Raises StoreProblem `store.locked…` when it is open elsewhere.
    """
    with contextlib.suppress(OSError):
        if path.is_file() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            return None, Problem("warning", "store.read_only_file", "", {"name": path.name})
    try:
        return guard(path), None
    except StoreProblem as problem:
        if problem.problem.code.startswith("store.locked"):
            raise
        return None, Problem("warning", "store.read_only_folder", "", {"name": path.name})


def _of_holder(path: Path, holder: Holder | None) -> StoreProblem:
    if holder is None:
        return StoreProblem("store.locked_unknown", name=path.name)
    if holder.host == platform.node() and holder.user == _me().user:
        return StoreProblem("store.locked_here", name=path.name)
    return StoreProblem(
        "store.locked", name=path.name, host=holder.host, user=holder.user or "利用者名なし", since=_clock(holder.since)
    )


def _clock(since: str) -> str:
    try:
        local = dt.datetime.fromisoformat(since).astimezone()
    except ValueError:
        return since
    return f"{local.month}月{local.day}日 {local.hour}:{local.minute:02}"
