"""Ten backups per case in the user's data folder: of the file as it was opened, and every so often while it is edited.

Not for: undo within a sitting (`history`) and crashes (`journal`); a backup is for the day after a mistake.
"""

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sllassist.store import atomic, casefile, folders
from sllassist.store.problems import StoreProblem

KEEP: Final = 10
"""Backups per case."""
EVERY_S: Final = 600.0
"""While a case is edited, at most one backup in this many seconds."""
_RECENT: Final = 3  # the newest are never thinned out


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, the moment its content was saved, the firm's name, and its case."""

    path: Path
    saved_at: dt.datetime
    title: str
    case_id: str


def _folder(case_id: str) -> Path:
    safe = case_id if case_id.isalnum() and case_id.isascii() else atomic.sha256(case_id.encode("utf-8", "replace"))
    return folders.backups() / safe[:64]


def keep(data: bytes, name: str, read: casefile.CaseFile | None = None) -> Path | None:
    """Keeps the file content `data` (of a file called `name`) as a backup; None when the same content is kept already.

    `read` is what was read from `data`, when the caller has it. Raises StoreProblem when `data` is no case file or the
    disk does not take it.
    """
    read = read or casefile.interpret(data, name)
    saved_at = read.saved_at or dt.datetime.now(dt.UTC)
    folder = _folder(read.case.case_id)
    known = _files(folder)
    if any(path.stem.endswith(read.sha256[:8]) for path in known):
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem("store.unsafe", folder=str(folder)) from error
    suffix = ".sll" if data[:2] == b"PK" else ".json"
    target = folder / f"{saved_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{read.sha256[:8]}{suffix}"
    atomic.write_atomic(target, data)
    for path in surplus([*known, target]):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return target


def _files(folder: Path) -> list[Path]:
    """Backups in a folder, oldest first."""
    try:
        found = [path for path in folder.iterdir() if path.suffix in {".sll", ".json"} and _moment(path)]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name)


def _moment(path: Path) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(path.name.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def surplus(backups: list[Path]) -> list[Path]:
    """Which backups go so that `KEEP` stay.

    Among those older than the newest few, first one that has a later one of the same (local) day, oldest first, so
    that a long day does not push out the days before; when each day has but one, the oldest.
    """
    left = sorted(backups, key=lambda path: path.name)
    gone: list[Path] = []
    while len(left) > KEEP:
        days = [moment.astimezone().date() for path in left if (moment := _moment(path))]
        older = range(len(left) - _RECENT)
        victim = next((i for i in older if days[i] == days[i + 1]), 0)
        gone.append(left.pop(victim))
    return gone


def of_case(case_id: str) -> list[Backup]:
    """Backups of a case, newest first."""
    return [backup for path in reversed(_files(_folder(case_id))) if (backup := _described(path))]


def everything() -> list[Backup]:
    """Backups of every case, newest first."""
    try:
        cases = [folder for folder in folders.backups().iterdir() if folder.is_dir()]
    except OSError:
        return []
    found = [backup for folder in cases for path in _files(folder) if (backup := _described(path))]
    return sorted(found, key=lambda backup: backup.saved_at, reverse=True)


def _described(path: Path) -> Backup | None:
    """What a backup is, or None when it cannot be read."""
    try:
        if path.suffix == ".sll":
            manifest = casefile.read_manifest(path)
            return Backup(path, manifest.saved_at, manifest.title, manifest.case_id)
        case = casefile.read_case(path)
    except StoreProblem:
        return None
    moment = _moment(path)
    return Backup(path, moment, casefile.title_of(case), case.case_id) if moment else None


def restore(backup: Backup, target: Path) -> None:
    """Writes a backup as the new file `target`; the file that went wrong stays as it is.

    Raises StoreProblem when `target` exists, the backup cannot be read, or `target` cannot be written.
    """
    if target.exists():
        raise StoreProblem("store.exists", name=target.name)
    data = casefile.read_bytes(backup.path)
    casefile.interpret(data, backup.path.name)
    atomic.write_atomic(target, data)
