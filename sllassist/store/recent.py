"""Files opened lately, newest first, for the start screen.

Not for: anything that must not be lost; a damaged list is simply empty.
"""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sllassist.store import atomic, folders
from sllassist.store.problems import StoreProblem

LIMIT: Final = 12
"""Files remembered."""


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A file that was opened: where it lay, the firm's name then, and when."""

    path: Path
    title: str
    opened_at: dt.datetime


def _list() -> Path:
    return folders.data() / "recent.json"


def _read(entry: Any) -> RecentFile | None:
    try:
        opened_at = dt.datetime.fromisoformat(entry["opened_at"])
        return RecentFile(Path(entry["path"]), str(entry["title"]), opened_at)
    except (TypeError, KeyError, ValueError):
        return None


def files() -> list[RecentFile]:
    """The files opened lately, newest first. They may be gone by now; nobody has looked."""
    try:
        entries = json.loads(_list().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [found for entry in entries if (found := _read(entry))][:LIMIT] if isinstance(entries, list) else []


def _write(entries: list[RecentFile]) -> None:
    """Writes the list, or leaves it when the disk does not take it: it is a convenience."""
    plain = [{"path": str(e.path), "title": e.title, "opened_at": e.opened_at.isoformat()} for e in entries]
    with contextlib.suppress(OSError, StoreProblem):
        _list().parent.mkdir(parents=True, exist_ok=True)
        atomic.write_atomic(_list(), json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "replace"))


def note(path: Path, title: str) -> None:
    """Puts a file at the head of the list."""
    path = path.absolute()
    _write([RecentFile(path, title, dt.datetime.now(dt.UTC)), *(e for e in files() if e.path != path)][:LIMIT])


def forget(path: Path) -> None:
    """Takes a file off the list."""
    _write([entry for entry in files() if entry.path != path.absolute()])
