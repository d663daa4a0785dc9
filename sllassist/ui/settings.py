"""What the window remembers of the user's taste: text size, place on the screen.

Not for: anything that belongs to a case.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sllassist.store import atomic, folders
from sllassist.store.problems import StoreProblem
from sllassist.ui.theme import TEXT_SIZES


@dataclass
class Settings:
    """`text_size` in percent; the window's place in px, None before it was ever closed."""

    text_size: int = 100
    geometry: tuple[int, int, int, int] | None = None
    maximised: bool = False


def _file() -> Path:
    return folders.data() / "window.json"


def _geometry(found: Any) -> tuple[int, int, int, int] | None:
    if isinstance(found, list) and len(found) == 4 and all(isinstance(number, int) for number in found):
        return found[0], found[1], found[2], found[3]
    return None


def load() -> Settings:
    """The settings as last saved; the usual ones where the file is missing or says something else."""
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    size = found.get("text_size")
    return Settings(size if size in TEXT_SIZES else 100, _geometry(found.get("geometry")), found.get("maximised") is True)


def save(settings: Settings) -> None:
    """Writes the settings, or leaves it when the disk does not take them: they are a convenience."""
    with contextlib.suppress(OSError, StoreProblem):
        _file().parent.mkdir(parents=True, exist_ok=True)
        atomic.write_atomic(_file(), json.dumps(asdict(settings)).encode("utf-8"))
