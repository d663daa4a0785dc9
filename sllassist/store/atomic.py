"""Writing a whole file so that at every moment either the old or the new one is there, complete.

Not for: appending (`sllassist.store.journal`).
"""

import contextlib
import hashlib
import os
import secrets
import stat
import sys
import time
from pathlib import Path

from sllassist.store.problems import StoreProblem, of_os_error

_REPLACE_TRIES = 3
_REPLACE_PAUSE_S = 0.05
"""Virus scanners and sync programs hold a fresh file for a moment; then the second or third try succeeds."""


def sha256(data: bytes) -> str:
    """Hex digest of `data`."""
    return hashlib.sha256(data).hexdigest()


def _prefix(path: Path) -> str:
    """How the temporary files of `path` begin: short, so that a name of greatest length still works."""
    return f"~${sha256(path.name.encode('utf-8', 'surrogatepass'))[:8]}-"


def sync_folder(folder: Path) -> None:
    """Makes a renamed or removed name in `folder` last through a power cut, where the system offers that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some network file systems cannot; the file's own content is safe by then
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_atomic(path: Path, data: bytes) -> None:
    """Replaces `path` by `data`, or leaves it as it was.

    Raises StoreProblem when the folder is missing or read-only, the disk full, or the file held by another program.
    """
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.is_dir():
            raise StoreProblem("store.is_folder", name=path.name)
    except OSError as error:
        raise of_os_error(error, path, "create") from error
    temporary = path.with_name(f"{_prefix(path)}{secrets.token_hex(4)}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise of_os_error(error, path, "create") from error
    try:
        _fill(handle, temporary, path, data)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _fill(handle: int, temporary: Path, path: Path, data: bytes) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
    except OSError as error:
        raise of_os_error(error, path, "write") from error


def _replace(temporary: Path, path: Path) -> None:
    for left in reversed(range(_REPLACE_TRIES)):
        try:
            temporary.replace(path)
        except PermissionError as error:
            if not left:
                raise of_os_error(error, path, "replace") from error
            time.sleep(_REPLACE_PAUSE_S)
        except OSError as error:
            raise of_os_error(error, path, "replace") from error
        else:
            return


def remove_leftovers(path: Path) -> None:
    """Removes temporary files of `path` that a killed process left. Only for who holds the lock of `path`."""
    with contextlib.suppress(OSError):
        for leftover in path.parent.iterdir():
            if leftover.name.startswith(_prefix(path)) and leftover.name.endswith(".tmp"):
                leftover.unlink(missing_ok=True)
