"""Problems with files, as one Japanese sentence that says what to do; and the system's errors turned into them.

Not for: problems with what the firm entered (`sllassist.case.problems`).
"""

import errno
import sys
from pathlib import Path
from typing import Any, Literal

from sllassist.case.problems import InputProblem

Stage = Literal["read", "create", "write", "replace"]
"""What was being done: reading the file; making a new file beside it; filling that; putting it in the old one's place."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_TOO_LONG = {errno.ENAMETOOLONG}
_UNREACHABLE = {errno.EIO, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ESTALE}
_WINDOWS_NO_ROOM = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_WINDOWS_TOO_LONG = {111, 206}  # ERROR_BUFFER_OVERFLOW, ERROR_FILENAME_EXCED_RANGE
_WINDOWS_PATH = 235  # letters of a path that leave room for a temporary file beside it within the 260 of old
_WINDOWS_BAD_NAME = {123, 161}  # ERROR_INVALID_NAME, ERROR_BAD_PATHNAME
_WINDOWS_IN_USE = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_WINDOWS_UNREACHABLE = {21, 51, 53, 55, 59, 64, 67, 121, 1231, 1232}  # device not ready, network gone in its many ways


class StoreProblem(InputProblem):
    """Raised when a case cannot be read or written; carries the Problem to show. Nothing was half-written."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, "", **params)


def of_os_error(error: OSError, path: Path, stage: Stage) -> StoreProblem:
    """The StoreProblem for an error of the operating system met with `path` at `stage`."""
    names = {"name": path.name, "folder": str(path.parent)}
    number, windows = error.errno, getattr(error, "winerror", None)
    if number in _NO_ROOM or windows in _WINDOWS_NO_ROOM:
        return StoreProblem("store.disk_full", **names)
    too_deep = sys.platform == "win32" and isinstance(error, FileNotFoundError) and len(str(path)) > _WINDOWS_PATH
    if number in _TOO_LONG or windows in _WINDOWS_TOO_LONG or too_deep:
        return StoreProblem("store.name_too_long", **names)
    if windows in _WINDOWS_BAD_NAME:
        return StoreProblem("store.name_unfit", **names)
    if number in _UNREACHABLE or windows in _WINDOWS_UNREACHABLE:
        return StoreProblem("store.unreachable", **names)
    if stage == "read":
        return _of_read_error(error, path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreProblem("store.folder_missing", **names)
    if isinstance(error, IsADirectoryError):
        return StoreProblem("store.is_folder", **names)
    if windows in _WINDOWS_IN_USE or (isinstance(error, PermissionError) and stage == "replace"):
        return StoreProblem("store.in_use", **names)
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return StoreProblem("store.folder_read_only", **names)
    return StoreProblem("store.write_failed", **names)


def _of_read_error(error: OSError, path: Path) -> StoreProblem:
    names = {"name": path.name, "folder": str(path.parent)}
    if path.is_dir():
        return StoreProblem("store.is_folder", **names)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreProblem("store.missing", **names)
    if isinstance(error, PermissionError):
        return StoreProblem("store.no_access", **names)
    return StoreProblem("store.unreachable", **names)
