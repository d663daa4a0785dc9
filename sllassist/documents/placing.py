"""Puts finished files into a folder: all of them or none, and never over a different file without keeping that one.

Everything is written to a temporary folder beside its place first; an older file is kept as `名前（旧 2026-11-20 1042）`.
Not for: what the files hold.
"""

import contextlib
import datetime as dt
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path, PurePath

from sllassist.case.problems import InputProblem

_PREFIX = ".sllassist-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WINDOWS = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_STALE_SECONDS = 3600


def _folder_problem(folder: Path, problem: OSError) -> InputProblem:
    full = problem.errno in _FULL or getattr(problem, "winerror", None) in _FULL_WINDOWS
    return InputProblem("documents.disk_full" if full else "documents.folder_unwritable", folder=str(folder))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _old_name(path: Path) -> Path:
    """A free name that says when the old file was made."""
    made = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    stem = f"{path.stem}（旧 {made:%Y-%m-%d %H%M}"
    name, number = path.with_name(f"{stem}）{path.suffix}"), 1
    while name.exists():
        number += 1
        name = path.with_name(f"{stem} {number}）{path.suffix}")
    return name


def _same(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


class _Moves:
    """Moves that can be taken back."""

    def __init__(self) -> None:
        self._done: list[tuple[Path, Path]] = []

    def move(self, source: Path, target: Path) -> None:
        source.replace(target)
        self._done.append((source, target))

    def take_back(self) -> None:
        for source, target in reversed(self._done):
            with contextlib.suppress(OSError):
                target.replace(source)


def _clear_stale(folder: Path) -> None:
    """Temporary folders of a run that was cut off."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if left.is_dir() and time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _move_in(folder: Path, work: Path, files: Mapping[PurePath, bytes]) -> None:
    moves = _Moves()
    for relative, data in files.items():
        target = folder / relative
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_file():
                if _same(target, data):
                    continue
                moves.move(target, _old_name(target))
            moves.move(work / relative, target)
        except PermissionError as problem:
            moves.take_back()
            raise InputProblem("documents.file_open", name=target.name) from problem
        except OSError as problem:
            moves.take_back()
            raise _folder_problem(folder, problem) from problem


def place(folder: Path, files: Mapping[PurePath, bytes]) -> tuple[Path, ...]:
    """Write files, named relative to `folder`, which is made when missing; their full paths, in order.

    A file that is there already with the same bytes stays untouched. Raises InputProblem `documents.folder_unwritable`,
    `documents.disk_full` or `documents.file_open`; then everything is as it was.
    """
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    work: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_stale(folder)
        work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        for relative, data in files.items():
            _write(work / relative, data)
        _move_in(folder, work, files)
    except OSError as problem:
        raise _folder_problem(folder, problem) from problem
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
        for parent in [*(folder / p.parent for p in files), *made]:
            with contextlib.suppress(OSError):
                parent.rmdir()  # only goes when empty
    return tuple(folder / relative for relative in files)
