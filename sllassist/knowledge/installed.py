"""Packs on this computer: taken in whole or not at all, each in a folder of its own, the newest one first.

Not for: where that folder is; the caller gives it.
"""

import contextlib
import datetime as dt
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sllassist import __version__
from sllassist.knowledge.editions import MANIFEST
from sllassist.knowledge.facade import Knowledge, load_knowledge
from sllassist.knowledge.pack_checks import check_files, known_part
from sllassist.knowledge.pack_faults import PackError
from sllassist.knowledge.packs import Manifest, Pack, parse_manifest, read_pack, runs_here

_UNFINISHED: Final = "~"
_CHECKED: Final = "checked.txt"
"""In the folder of a pack: with which edition of the tables it was found to fit."""


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack on this computer.

    `usable` False: it is damaged, older than the tables that came with the program, or no longer fits them.
    """

    folder: Path
    info: Manifest | None
    usable: bool


def install_pack(path: Path, folder: Path, base: Knowledge | None = None) -> Path:
    """Takes a pack into `folder`, made when missing; the folder to hand to `load_knowledge`.

    `base`: the facts it is to be used with (default: the program's with the packs in `folder`). Either the whole pack is
    there afterwards or nothing has changed. Taking in the same pack again changes nothing. Raises PackError as `read_pack`,
    and when another pack has the same id, or `folder` cannot be written to.
    """
    pack = read_pack(path, base or load_knowledge(*pack_folders(folder)))
    target = folder / pack.info.id
    if target.exists():
        if _manifest_bytes(target) == pack.manifest and _sound(target, pack.manifest):
            return target
        if _manifest_bytes(target) is not None and _sound(target, _manifest_bytes(target) or b""):
            raise PackError.of("same_id", id=pack.info.id)
    unfinished = folder / f"{_UNFINISHED}{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        _fill(unfinished, pack)
        if target.exists():  # damaged: the sound one takes its place
            shutil.rmtree(target)
        unfinished.rename(target)
        load_knowledge.cache_clear()  # what was read from a folder of that name is no longer there
    except OSError as problem:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise PackError.of("unwritable", folder=str(folder)) from problem
    return target


def _fill(place: Path, pack: Pack) -> None:
    for part, data in {**pack.files, MANIFEST: pack.manifest}.items():
        file = place / part
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())


def _sweep(folder: Path) -> None:
    """Removes what a killed process left half done."""
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            if left.name.startswith(_UNFINISHED) and left.is_dir():
                shutil.rmtree(left, ignore_errors=True)


def _manifest_bytes(place: Path) -> bytes | None:
    try:
        return (place / MANIFEST).read_bytes()
    except OSError:
        return None


def _sound(place: Path, manifest: bytes) -> bool:
    """Whether every part is there as it was taken in."""
    try:
        told = parse_manifest(manifest, place.name)
        return all(hashlib.sha256((place / part).read_bytes()).hexdigest() == f.sha256 for part, f in told.files.items())
    except (PackError, OSError):
        return False


def installed_packs(folder: Path, base: Knowledge | None = None) -> tuple[InstalledPack, ...]:
    """The packs in `folder`, newest first. Each was checked against the program's facts (`base`) and the packs before it.

    Unusable ones are told too, so that the user can take them in anew.
    """
    current = base or load_knowledge()
    own = current.editions[-1:]
    places = [p for p in (folder.iterdir() if folder.is_dir() else ()) if p.is_dir() and not p.name.startswith(_UNFINISHED)]
    found: list[InstalledPack] = []
    for place, info in sorted(((place, _info(place)) for place in places), key=_age):
        usable = info is not None and all(info.made_on >= edition.made_on for edition in own) and _fits(place, info, current)
        if usable:
            current = Knowledge(place, *current.folders)
        found.append(InstalledPack(place, info, usable))
    return tuple(reversed(found))


def _info(place: Path) -> Manifest | None:
    try:
        return parse_manifest(_manifest_bytes(place) or b"", place.name)
    except PackError:
        return None


def _age(found: tuple[Path, Manifest | None]) -> tuple[dt.date, str]:
    place, info = found
    return (info.made_on if info else dt.date.min, place.name)


def _fits(place: Path, info: Manifest, base: Knowledge) -> bool:
    """Whether the pack is whole and fits program and `base`; the tables are gone through once per edition of them."""
    if not runs_here(info, __version__):
        return False
    try:
        files = {part: (place / part).read_bytes() for part in info.files}
        if any(hashlib.sha256(data).hexdigest() != info.files[part].sha256 for part, data in files.items()):
            return False
        mark, state = place / _CHECKED, f"{__version__} {base.pack_id}"
        if mark.is_file() and mark.read_text("utf-8") == state:
            return True
        if not all(known_part(part, base) for part in files) or check_files(files, base):
            return False
        with contextlib.suppress(OSError):
            mark.write_text(state, "utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return True


def pack_folders(folder: Path, base: Knowledge | None = None) -> tuple[Path, ...]:
    """The folders of the usable packs, newest first: `load_knowledge(*pack_folders(folder))`."""
    return tuple(pack.folder for pack in installed_packs(folder, base) if pack.usable)


def remove_pack(folder: Path, pack_id: str) -> None:
    """Takes a pack out again; nothing happens when it is not there. Raises PackError when that is not possible."""
    target = folder / pack_id
    if target.parent != folder or not target.is_dir():
        return
    gone = folder / f"{_UNFINISHED}{secrets.token_hex(4)}"
    try:
        target.rename(gone)
        load_knowledge.cache_clear()
        shutil.rmtree(gone)
    except OSError as problem:
        raise PackError.of("unwritable", folder=str(folder)) from problem
