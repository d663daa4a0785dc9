"""The case file: `.sll`, a zip of `case.json`, `manifest.json` and `attachments/`; or `.json`, the case alone.

How it is built is told in docs/case_file.md.
Not for: locks, backups and when to save (`sllassist.store.session`).
"""

import datetime as dt
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, ValidationError

from sllassist import __version__
from sllassist.case.model import SCHEMA_VERSION, Case
from sllassist.store import atomic, casejson
from sllassist.store.problems import StoreProblem, of_os_error

CASE, MANIFEST, ATTACHMENTS = "case.json", "manifest.json", "attachments/"
FORMAT: Final = "sllassist-case"

MAX_FILE: Final = 256 * 1024 * 1024
"""Bytes of a whole file, packed or unpacked. With the next two it keeps a hostile zip from filling the memory."""
MAX_ATTACHMENT: Final = 64 * 1024 * 1024
MAX_PARTS: Final = 1000
_MAX_MANIFEST: Final = 1024 * 1024
_FIRST_YEAR, _LAST_YEAR = 1980, 9000  # zip knows no earlier year, Python no later one than 9999
_LEVEL: Final = 3  # of 9: half as many milliseconds as the usual 6, a few percent more bytes


def _sober(moment: dt.datetime) -> dt.datetime:
    """A moment every later calculation with time zones can bear."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no moment a program saved at")
    return moment


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
    sha256: str


class Manifest(BaseModel):
    """What a file says about itself. `title` is the firm's name, so that a list of files need not read the cases."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    format: str
    schema_version: int
    app_version: str
    saved_at: Annotated[AwareDatetime, AfterValidator(_sober)]
    case_id: str
    title: str = ""
    parts: dict[str, _Part]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What was read from a file: its Case, its attachments, and the sha256 of the whole file as it lay there."""

    case: Case
    sha256: str
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    saved_at: dt.datetime | None = None
    """When it was saved; None for `.json`, which does not say."""


def title_of(case: Case) -> str:
    """The firm's name, or words for its absence."""
    return case.firm.name or "名称未入力"


def build(case: Case, attachments: Mapping[str, bytes], suffix: str, saved_at: dt.datetime) -> bytes:
    """The bytes of a case file; `suffix` ".json" gives JSON alone (without attachments), any other the zip.

    Raises StoreProblem for a case that cannot be written (see `casejson.encode`).
    """
    if suffix.lower() == ".json":
        return casejson.encode(case, readable=True)
    parts = {CASE: casejson.encode(case), **{f"{ATTACHMENTS}{name}": data for name, data in attachments.items()}}
    manifest = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "app_version": __version__,
        "saved_at": saved_at.isoformat(timespec="seconds"),
        "case_id": case.case_id,
        "title": title_of(case),
        "parts": {name: {"sha256": atomic.sha256(data)} for name, data in parts.items()},
    }
    stamp = _sober(saved_at).timetuple()[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in {MANIFEST: json.dumps(manifest, ensure_ascii=False).encode(), **parts}.items():
            info = zipfile.ZipInfo(name, stamp)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def write_case(path: Path, case: Case, attachments: Mapping[str, bytes] | None = None) -> str:
    """Writes a case file whole or not at all; the sha256 of the file. `.json` is written as JSON alone.

    Raises StoreProblem when it cannot be written; what was at `path` is then untouched.
    """
    data = build(case, attachments or {}, path.suffix, dt.datetime.now(dt.UTC))
    atomic.write_atomic(path, data)
    return atomic.sha256(data)


def read_bytes(path: Path) -> bytes:
    """The raw file. Raises StoreProblem: missing, a folder, empty, too big, not readable."""
    try:
        if path.is_dir():
            raise StoreProblem("store.is_folder", name=path.name)
        if path.stat().st_size > MAX_FILE:
            raise StoreProblem("store.too_big", name=path.name, limit=MAX_FILE // 1024**2)
        raw = path.read_bytes()
    except OSError as error:
        raise of_os_error(error, path, "read") from error
    if not raw.strip(b"\0 \r\n\t"):  # a power cut can leave nothing but zeros
        raise StoreProblem("store.empty", name=path.name)
    return raw


def load(path: Path) -> CaseFile:
    """Reads a case file of any version so far; by its content, whatever its name ends in.

    Raises StoreProblem with a sentence for each way it can fail; see docs/case_file.md.
    """
    return interpret(read_bytes(path), path.name)


def interpret(raw: bytes, name: str) -> CaseFile:
    """The case file in `raw`; `name` is for messages. Raises StoreProblem as `load`."""
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return CaseFile(casejson.decode(raw, name), atomic.sha256(raw))
    if raw[:2] != b"PK":
        raise StoreProblem("store.not_ours", name=name)
    return _from_zip(raw, name)


def read_case(path: Path) -> Case:
    """The Case in a file. Raises StoreProblem as `load`."""
    return load(path).case


def read_manifest(path: Path) -> Manifest:
    """What a `.sll` says about itself, without reading its case. Raises StoreProblem as `load`."""
    raw = read_bytes(path)
    with _opened(raw, path.name) as archive:
        return _manifest(archive, path.name)


def _opened(raw: bytes, name: str) -> zipfile.ZipFile:
    """The archive, after a look at what its directory promises. Raises StoreProblem."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise StoreProblem("store.damaged", name=name) from error
    parts = archive.infolist()
    if MANIFEST not in archive.namelist() or CASE not in archive.namelist():
        code = "store.damaged" if {MANIFEST, CASE} & set(archive.namelist()) else "store.not_ours"
        raise StoreProblem(code, name=name)
    if any(part.flag_bits & 1 for part in parts):
        raise StoreProblem("store.encrypted", name=name)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_FILE:
        raise StoreProblem("store.too_big", name=name, limit=MAX_FILE // 1024**2)
    return archive


def _part(archive: zipfile.ZipFile, part: str, limit: int, name: str) -> bytes:
    """One part, never more than `limit` bytes of it, whatever its header says. Raises StoreProblem."""
    try:
        with archive.open(part) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise StoreProblem("store.damaged", name=name) from error
    if len(data) > limit:
        raise StoreProblem("store.too_big", name=name, limit=limit // 1024**2)
    return data


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    try:
        data: dict[str, Any] = casejson.parse(_part(archive, MANIFEST, _MAX_MANIFEST, name), name)
        manifest = Manifest.model_validate(data)
    except ValidationError as error:
        raise StoreProblem("store.damaged", name=name) from error
    if manifest.format != FORMAT:
        raise StoreProblem("store.not_ours", name=name)
    return manifest


def _from_zip(raw: bytes, name: str) -> CaseFile:
    with _opened(raw, name) as archive:
        manifest = _manifest(archive, name)
        if manifest.schema_version > SCHEMA_VERSION:  # its parts may follow rules we do not know: no further look
            raise StoreProblem("store.newer", name=name, version=manifest.app_version)
        found = archive.namelist()
        if sorted(found) != sorted([MANIFEST, *manifest.parts]):
            raise StoreProblem("store.altered", name=name)
        contents: dict[str, bytes] = {}
        for part, promised in manifest.parts.items():
            contents[part] = _part(archive, part, casejson.MAX_BYTES if part == CASE else MAX_ATTACHMENT, name)
            if atomic.sha256(contents[part]) != promised.sha256:
                raise StoreProblem("store.altered", name=name)
    case = casejson.decode(contents.pop(CASE), name, written_by=manifest.app_version)
    attachments = {part.removeprefix(ATTACHMENTS): data for part, data in contents.items()}
    return CaseFile(case, atomic.sha256(raw), attachments, manifest.saved_at)
