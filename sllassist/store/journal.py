"""The journal of an open case: every edit, appended to a file in the user's data folder the moment it is made.

First line: the Case as it was, where its file lies and that file's sha256. Then one line per edit (the difference)
and per save (the file's sha256 before and after it is swapped in). Each line carries a CRC; reading stops at the
first line that is torn. So nothing acknowledged is lost when the program dies, even when the case file is gone too.
Not for: deciding what to do with a journal found after a crash (`sllassist.store.recovery`).
"""

import contextlib
import datetime as dt
import json
import os
import secrets
import zlib
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from filelock import Timeout

from sllassist import __version__
from sllassist.case.model import Case
from sllassist.store import atomic, casejson, folders
from sllassist.store.differences import Change, replay
from sllassist.store.lock import Guard, hold
from sllassist.store.problems import StoreProblem, of_os_error

FORMAT: Final = 1
SYNC_S: Final = 0.5
"""At most this often the disk is made to finish writing; a killed program loses nothing, a power cut this much."""
COMPACT_BYTES: Final = 4 * 1024 * 1024
"""A journal that grew by more than this is begun anew after the next save."""
SUFFIX: Final = ".journal"

Mark = Literal["saving", "saved"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the Case a journal begins with comes from.

    `file_sha256` is that of the file at `path`, None when there was none; `in_file` tells whether the file holds the
    Case (or the Case is blank), so that nothing is lost when only the file remains.
    """

    path: Path
    file_sha256: str | None
    in_file: bool = True


@dataclass(slots=True)
class Content:
    """A journal as read: `data` is the JSON object of the last state; `saves` tells after how many edits each save was."""

    origin: Origin
    data: dict[str, Any]
    app_version: str
    last_edit: dt.datetime
    """When the last edit was made; when the journal was begun, if there was none."""
    edits: int = 0
    saves: list[tuple[Mark, str, int]] = field(default_factory=list)
    complete: bool = True
    """False when lines follow one that cannot be read: then the state is that before the unreadable line."""


def _line(entry: dict[str, Any]) -> bytes:
    # A path on Linux may hold bytes that are no letters; they travel as half characters.
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _entry(line: bytes) -> dict[str, Any] | None:
    """What a line says, or None when it is torn or damaged."""
    if not line.endswith(b"\n"):
        return None
    crc, _, text = line[:-1].partition(b" ")
    if crc != b"%08x" % zlib.crc32(text):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


class Journal:
    """The journal of one open case. Every method may raise StoreProblem when the disk does not take it."""

    def __init__(self, origin: Origin, case: Case) -> None:
        """Begins a journal under a new name with `case`."""
        self.path = folders.journals() / f"{case.case_id[:8]}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
        self._grown = 0
        self._synced_at = 0.0
        self._unsynced = False
        self._handle: int | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._guard = _held(self.path)
        except OSError as error:
            raise of_os_error(error, self.path, "create") from error
        try:
            self.restart(origin, case)
        except BaseException:
            self._guard.release()
            raise

    def restart(self, origin: Origin, case: Case) -> None:
        """Begins anew with `case`, in one stroke: what the journal said before is kept until the new one is there."""
        first = {
            "format": FORMAT,
            "app": __version__,
            "at": _now(),
            "path": str(origin.path),
            "file": origin.file_sha256,
            "in_file": origin.in_file,
            "case": json.loads(casejson.encode(case)),
        }
        self._close_file()
        line = _line(first)
        atomic.write_atomic(self.path, line)
        try:
            self._handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise of_os_error(error, self.path, "write") from error
        self._grown = 0
        self._unsynced = False

    @property
    def is_long(self) -> bool:
        """Whether it should begin anew after the next save."""
        return self._grown > COMPACT_BYTES

    def edit(self, change: Change, now: float) -> None:
        """Appends an edit made at `now` (seconds of a steady clock)."""
        self._append({"at": _now(), "edit": change})
        self._unsynced = True
        self.sync(now)

    def mark(self, mark: Mark, sha256: str) -> None:
        """Notes that the file with this sha256 is about to be swapped in ("saving") or has been ("saved").

        The former waits for the disk, so that a file is never newer than its journal knows.
        """
        self._append({"at": _now(), mark: sha256})
        if mark == "saving":
            self.sync(None)

    def sync(self, now: float | None) -> None:
        """Makes the disk finish writing, when that is due at `now`; at once for None."""
        if self._handle is None or (now is not None and (not self._unsynced or now - self._synced_at < SYNC_S)):
            return
        try:
            os.fsync(self._handle)
        except OSError as error:
            raise of_os_error(error, self.path, "write") from error
        self._unsynced = False
        self._synced_at = now if now is not None else self._synced_at

    def _append(self, entry: dict[str, Any]) -> None:
        if self._handle is None:
            raise StoreProblem("store.unsafe", folder=str(self.path.parent))
        line = _line(entry)
        try:
            written = os.write(self._handle, line)
        except OSError as error:
            self._close_file()
            raise of_os_error(error, self.path, "write") from error
        if written != len(line):
            self._close_file()  # its last line is torn: nothing may follow it
            raise StoreProblem("store.disk_full", name=self.path.name, folder=str(self.path.parent))
        self._grown += written

    def _close_file(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                os.close(handle)

    def close(self, *, keep: bool) -> None:
        """Ends the journal; it is removed unless edits in it are not in the file yet (`keep`)."""
        if keep:
            with contextlib.suppress(StoreProblem):
                self.sync(None)
        self._close_file()
        if not keep:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
        self._guard.release()


def _held(path: Path) -> Guard:
    return hold(path.with_suffix(".lock"))


def claim(path: Path) -> Guard | None:
    """The right to read and remove the journal at `path`; None while a living program writes it."""
    try:
        return _held(path)
    except (Timeout, OSError):
        return None


def _entries(path: Path) -> Generator[dict[str, Any] | None]:
    with path.open("rb") as file:
        for line in file:
            yield _entry(line)


def read(path: Path) -> Content:
    """Reads a journal and replays it as far as it can be read.

    Raises ValueError when not even its first line can be read or it is of a later format, OSError as the disk does.
    """
    entries = _entries(path)
    with contextlib.closing(entries):
        content = _begun(next(entries, None))
        for entry in entries:
            if entry is None or not _taken(content, entry):
                content.complete = next(entries, None) is None
                break
    return content


def _begun(first: dict[str, Any] | None) -> Content:
    try:
        if first is None or first["format"] != FORMAT:
            raise ValueError("no journal")
        case = dict(first["case"])
        begun = _moment(first["at"])
        origin = Origin(Path(first["path"]), first["file"], bool(first["in_file"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("no journal") from error
    return Content(origin, case, str(first["app"]), begun)


def _taken(content: Content, entry: dict[str, Any]) -> bool:
    """Takes one line into `content`; False when it makes no sense."""
    try:
        if "edit" in entry:
            data, at = replay(content.data, entry["edit"]), _moment(entry["at"])
            content.data, content.last_edit = data, at
            content.edits += 1
        for mark in ("saving", "saved"):
            if mark in entry:
                content.saves.append((mark, str(entry[mark]), content.edits))
    except (LookupError, TypeError, ValueError, AttributeError):
        return False
    return True
