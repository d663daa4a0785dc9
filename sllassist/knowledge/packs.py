"""Knowledge packs: newer tables in one file, made from a folder of CSVs, and read only when whole, sound and ours.

A pack is a zip with `manifest.json` and tables laid out like `resources/` (`knowledge/*.csv`, `schemes/*.toml`). A table in
it replaces the program's table of that name as a whole, so it holds the older rows too.
Not for: keeping packs on this computer (`sllassist.knowledge.installed`), and for what a newer factor changes in a case
(`sllassist.emissions.updates`).
"""

import datetime as dt
import hashlib
import io
import json
import os
import re
import secrets
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sllassist import __version__
from sllassist.knowledge.editions import MANIFEST
from sllassist.knowledge.facade import Knowledge, load_knowledge
from sllassist.knowledge.pack_checks import KNOWLEDGE, PARAMETER_FILES, SCHEMES, check_files, known_part, staged
from sllassist.knowledge.pack_faults import PackError, fault
from sllassist.knowledge.pack_tables import TABLES

INFO: Final = "pack.toml"
"""What a pack is called, beside the CSVs it is made from."""
MAX_FILE: Final = 32 * 1024 * 1024
"""Bytes of a pack, packed or unpacked, and of one table. With the next two it keeps a hostile zip from filling the memory."""
MAX_PARTS: Final = 64
_MAX_MANIFEST: Final = 1024 * 1024
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?")
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names Windows keeps for itself; the id becomes the name of a folder."""
_VERSION: Final = r"\d{1,4}(?:\.\d{1,4}){0,3}"
Year = Annotated[int, Field(ge=1990, le=2100)]


class PackInfo(BaseModel):
    """What a pack says about itself. `changes`: sentences for the user; years are those it brings something for."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str
    made_on: dt.date
    valid_from_fy: Year
    valid_to_fy: Year | None = None
    min_program: Annotated[str, Field(pattern=f"^{_VERSION}$")] = __version__
    changes: tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    sha256: str


class Manifest(PackInfo):
    """`manifest.json`: the info, and the parts with their digests."""

    format: Literal["sllassist-knowledge"] = "sllassist-knowledge"
    format_version: Literal[1] = 1
    files: dict[str, _Part]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read and found sound. `files`: its parts by name, without the manifest; `digest` of the whole."""

    info: PackInfo
    files: Mapping[str, bytes]
    manifest: bytes
    digest: str


def read_info(folder: Path) -> PackInfo:
    """The info in `pack.toml` of a folder. Raises PackError when it is missing or not as it must be."""
    try:
        return PackInfo.model_validate(tomllib.loads((folder / INFO).read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, RecursionError) as problem:
        raise PackError.of("info_unreadable") from problem


def make_pack(folder: Path, out: Path, info: PackInfo, base: Knowledge | None = None) -> Pack:
    """Makes the pack `out` from the tables in `folder`, which lie there flat or in `knowledge/` and `schemes/`.

    `base`: the facts it is to be used with (default: the program's). Refused with PackError, which carries a fault with
    file, row and what to do for each: unknown files and columns, rows given twice, years left out or overlapping, figures
    below 0 or beyond belief, missing sources and marks, and whatever the tables in use have and these lack.
    """
    base = base or load_knowledge()
    _check_info(info)
    files = _gather(folder, base)
    if faults := check_files(files, base):
        raise PackError.of_faults(faults)
    parts = {part: _Part(sha256=_sha256(data)) for part, data in files.items()}
    manifest = Manifest(**info.model_dump(), files=parts).model_dump_json(indent=2).encode()
    packed = _zip({MANIFEST: manifest, **files}, info.made_on)
    _write(out, packed)
    return Pack(info, files, manifest, _sha256(packed))


def _check_info(info: PackInfo) -> None:
    if not _ID.fullmatch(info.id) or _DEVICES.fullmatch(info.id):
        raise PackError.of("info_id", id=info.id)
    if not info.title.strip():
        raise PackError.of("info_blank", field="title")
    if not info.changes or not all(change.strip() for change in info.changes):
        raise PackError.of("info_blank", field="changes")
    if info.valid_to_fy is not None and info.valid_to_fy < info.valid_from_fy:
        raise PackError.of("info_years", first=info.valid_from_fy, last=info.valid_to_fy)


def _gather(folder: Path, base: Knowledge) -> dict[str, bytes]:
    """The parts in a folder, by name. Raises PackError for files no pack may hold, and when there is none."""
    known = "、".join((*TABLES, *PARAMETER_FILES))
    files: dict[str, bytes] = {}
    faults = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        place = path.relative_to(folder).as_posix()
        if not path.is_file() or place == INFO or path.name.startswith(".") or path.suffix.lower() in (".md", ".txt"):
            continue
        part = place if place.startswith((KNOWLEDGE, SCHEMES)) else f"{KNOWLEDGE}{place}"
        if not known_part(part, base):
            faults.append(fault(place, None, "unknown_file", known=known))
        elif path.stat().st_size > MAX_FILE:
            faults.append(fault(place, None, "too_big", limit=MAX_FILE // 1024**2))
        else:
            files[part] = path.read_bytes()
    if faults:
        raise PackError.of_faults(faults)
    if not files:
        raise PackError.of_faults([fault(folder.name, None, "nothing", known=known)])
    return files


def _zip(parts: Mapping[str, bytes], day: dt.date) -> bytes:
    """The same parts and day give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            item = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            item.external_attr = 0o644 << 16
            item.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(item, data)
    return packed.getvalue()


def _write(out: Path, data: bytes) -> None:
    temporary = out.with_name(f"~{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(out)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise PackError.of("unwritable", folder=out.parent.name or str(out.parent)) from problem


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_pack(path: Path, base: Knowledge | None = None) -> Pack:
    """Reads a pack. `base`: the facts it is to be used with (default: the program's).

    Raises PackError with one sentence: missing, no pack, damaged, altered, holding strange parts, too big, made for a newer
    program, older than the program's own tables; with faults when its tables are not as they must be.
    """
    base = base or load_knowledge()
    try:
        if path.is_file() and path.stat().st_size > MAX_FILE:
            raise PackError.of("too_big", limit=MAX_FILE // 1024**2)
        raw = path.read_bytes()
    except OSError as problem:
        raise PackError.of("missing", name=path.name) from problem
    if raw[:2] != b"PK":
        raise PackError.of("not_a_pack", name=path.name)
    data, files = _parts(raw, path.name, base)
    manifest = parse_manifest(data, path.name)
    if not runs_here(manifest, __version__):
        raise PackError.of("newer", name=path.name, version=manifest.min_program)
    if {part: _sha256(content) for part, content in files.items()} != {p: f.sha256 for p, f in manifest.files.items()}:
        raise PackError.of("altered", name=path.name)
    own = base.editions[-1] if base.editions else None
    if own is not None and manifest.made_on < own.made_on:
        raise PackError.of("older", name=path.name, own=own.made_on, made=manifest.made_on)
    if faults := check_files(files, base):
        raise PackError.of_faults(faults)
    info = PackInfo(**manifest.model_dump(include=set(PackInfo.model_fields)))
    return Pack(info, files, data, _sha256(raw))


def preview(pack: Pack, base: Knowledge) -> AbstractContextManager[Knowledge]:
    """The facts as they would be with the pack, without taking it in; only to be used inside the `with`."""
    return staged(pack.files, base)


def parse_manifest(data: bytes, name: str) -> Manifest:
    """The manifest in `data`; `name` of its file is for messages. Raises PackError."""
    try:
        manifest = Manifest.model_validate(json.loads(data))
    except (ValueError, RecursionError) as problem:
        raise PackError.of("damaged", name=name) from problem
    _check_info(manifest)
    return manifest


def runs_here(info: PackInfo, program: str) -> bool:
    """Whether a program of version `program` is new enough for the pack."""
    return _numbers(info.min_program) <= _numbers(program)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _parts(raw: bytes, name: str, base: Knowledge) -> tuple[bytes, dict[str, bytes]]:
    """Manifest and parts of a zip, after a look at what its directory promises. Raises PackError."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = archive.infolist()
            _check_directory(listed, name, base)
            found = {part.filename: archive.read(part) for part in listed}
    except PackError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as problem:
        raise PackError.of("damaged", name=name) from problem
    return found.pop(MANIFEST), found


def _check_directory(listed: list[zipfile.ZipInfo], name: str, base: Knowledge) -> None:
    names = [part.filename for part in listed]
    if MANIFEST not in names:
        raise PackError.of("not_a_pack", name=name)
    strange = [part for part in names if part != MANIFEST and not known_part(part, base)]
    strange += [part for part in names if names.count(part) > 1]
    if strange:
        shown = "".join(letter if letter.isprintable() else "?" for letter in strange[0])[:60]
        raise PackError.of("strange_part", name=name, part=shown)
    sizes = [part.file_size for part in listed]
    manifest_size = next(part.file_size for part in listed if part.filename == MANIFEST)
    if len(listed) > MAX_PARTS or sum(sizes) > MAX_FILE or manifest_size > _MAX_MANIFEST:
        raise PackError.of("too_big", limit=MAX_FILE // 1024**2)
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(part.flag_bits & 1 or part.compress_type not in plain for part in listed):
        raise PackError.of("damaged", name=name)
