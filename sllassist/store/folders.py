"""The user's own folders for data, logs and backups; `SLLASSIST_HOME` puts all of them below one folder.

Not for: where the user keeps case files (they choose that), nor the program's own files (`sllassist.paths`).
"""

import os
from pathlib import Path

import platformdirs

_NAME = "SLLAssist"


def data() -> Path:
    """Folder for the user's data. Not made here: each caller makes what it needs."""
    home = os.environ.get("SLLASSIST_HOME")
    return Path(home).absolute() / "data" if home else platformdirs.user_data_path(_NAME, appauthor=False)


def logs() -> Path:
    """Folder for log files."""
    home = os.environ.get("SLLASSIST_HOME")
    return Path(home).absolute() / "log" if home else platformdirs.user_log_path(_NAME, appauthor=False)


def backups() -> Path:
    """Folder that holds one folder of backups per case."""
    return data() / "backups"


def journals() -> Path:
    """Folder of the journals of open cases."""
    return data() / "journals"


def set_aside() -> Path:
    """Folder for journals that could not be read or were not wanted."""
    return journals() / "set_aside"


def packs() -> Path:
    """Folder of the knowledge packs that were taken in."""
    return data() / "packs"


def unnamed() -> Path:
    """Folder of case files that have no name of the user's choice yet."""
    return data() / "unnamed"
