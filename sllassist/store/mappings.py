"""How tables of other programs are read, as the user confirmed it: kept per source in the user's data folder.

A mapping is an opaque text here (`sllassist.importers.mapping` writes and reads it). Not for: anything that must not be
lost; a damaged file is simply empty, and the questions are asked again.
"""

import contextlib
import json
from typing import Any, Final

from sllassist.store import atomic, folders
from sllassist.store.problems import StoreProblem

LIMIT: Final = 100
"""Sources remembered; the one not used for longest is forgotten first."""
LARGEST: Final = 200_000
"""Letters of one mapping that are still kept."""
_MOST_BYTES: Final = 32 * 1024 * 1024


def _entry(found: Any) -> tuple[str, str] | None:
    if not isinstance(found, dict):
        return None
    key, text = found.get("key"), found.get("text")
    return (key, text) if isinstance(key, str) and isinstance(text, str) and key and len(text) <= LARGEST else None


def _entries() -> list[tuple[str, str]]:
    path = folders.data() / "mappings.json"
    try:
        if path.stat().st_size > _MOST_BYTES:
            return []
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [entry for each in found if (entry := _entry(each))][-LIMIT:] if isinstance(found, list) else []


def texts() -> list[str]:
    """All mappings kept, newest last."""
    return [text for _, text in _entries()]


def keep(key: str, text: str) -> None:
    """Keeps a mapping as the newest, in place of an earlier one of the same `key`; left undone when the disk does not take it."""
    if not key or len(text) > LARGEST:
        return
    entries = [*(entry for entry in _entries() if entry[0] != key), (key, text)][-LIMIT:]
    plain = [{"key": each, "text": kept} for each, kept in entries]
    with contextlib.suppress(OSError, StoreProblem):
        folders.data().mkdir(parents=True, exist_ok=True)
        atomic.write_atomic(folders.data() / "mappings.json", json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
