"""Where the program's own read-only files (`resources/`, `forms/`) lie, however it was installed.

Not for: the user's files and folders; see `sllassist.store.folders`.
"""

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    """The folder that holds `resources/` and `forms/`: frozen program, installed wheel, or checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen)] if frozen else []
    candidates += [_PACKAGE / "_data", _PACKAGE.parent]
    for folder in candidates:
        if (folder / "resources").is_dir():
            return folder
    raise FileNotFoundError("resources")


def resource(*parts: str) -> Path:
    """Path of a file or folder under `resources/`."""
    return _root().joinpath("resources", *parts)


def form(*parts: str) -> Path:
    """Path of a file or folder under `forms/`."""
    return _root().joinpath("forms", *parts)
