"""Opens whatever the user hands over: a file, its bytes, or a pasted block; every refusal is one sentence on what to do.

The kind is told by the first bytes, never by the name. Not for: what the cells mean (`sllassist.importers.propose`).
"""

import errno
from pathlib import Path
from typing import Final

from sllassist.case.problems import InputProblem
from sllassist.importers import cfb, limits, textfile
from sllassist.importers.bulk import many_objects
from sllassist.importers.source import Source
from sllassist.importers.workbook import read_package, read_xls

_OTHERS: Final = {
    b"%PDF": "pdf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture", b"\x1f\x8b": "other_kind",
    b"7z\xbc\xaf": "other_kind", b"Rar!": "other_kind", b"PAR1": "other_kind", b"SQLite": "other_kind",
}  # fmt: skip
"""First bytes of files that are no tables."""
_DENIED = (errno.EACCES, errno.EPERM)


def read_source(source: Path | bytes | str, name: str | None = None, *, encoding: str | None = None) -> Source:
    """Reads a file (Path), the bytes of one, or a pasted text (str).

    `name` is used in sentences (default: the file's name, or 「貼り付け」). `encoding`: a key of `textfile.NAMES`, to read
    a text file again in other letters. Raises InputProblem with a code of the group `importers`.
    """
    if isinstance(source, str):
        shown = name or "貼り付け"
        if len(source) > limits.TEXT_BYTES:
            raise InputProblem("importers.too_big", name=shown, limit=limits.TEXT_BYTES // 2**20)
        sheet, delimiter = textfile.parse(source.removeprefix("\ufeff").replace("\x00", ""), shown)
        return Source(shown, "paste", (sheet,), delimiter=delimiter)
    data, shown = (
        (source, name or "ファイル") if isinstance(source, bytes) else (_bytes_of(source), name or source.name)
    )
    return read_bytes(data, shown, encoding)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputProblem("importers.folder", name=path.name)
        if path.stat().st_size > limits.FILE_BYTES:
            raise InputProblem("importers.too_big", name=path.name, limit=limits.FILE_BYTES // 2**20)
        with path.open("rb") as stream:
            return stream.read(limits.FILE_BYTES + 1)
    except FileNotFoundError:
        raise InputProblem("importers.missing", name=path.name) from None
    except OSError as problem:
        raise InputProblem(
            "importers.no_access" if problem.errno in _DENIED else "importers.unreachable", name=path.name
        ) from None


@many_objects()
def read_bytes(data: bytes, name: str, encoding: str | None = None) -> Source:
    """As `read_source` for the bytes of a file."""
    if len(data) > limits.FILE_BYTES:
        raise InputProblem("importers.too_big", name=name, limit=limits.FILE_BYTES // 2**20)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputProblem("importers.empty", name=name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return read_package(data, name)
    if data.startswith(cfb.MAGIC):
        return read_xls(data, name)
    for magic, kind in _OTHERS.items():
        if data.startswith(magic):
            raise InputProblem(f"importers.{kind}", name=name)
    if len(data) > limits.TEXT_BYTES:
        raise InputProblem("importers.too_big", name=name, limit=limits.TEXT_BYTES // 2**20)
    decoded = textfile.decode(data, name, encoding)
    _refuse_markup(decoded.text, name)
    sheet, delimiter = textfile.parse(decoded.text, name)
    return Source(name, "csv", (sheet,), decoded.encoding, delimiter, decoded.others)


def _refuse_markup(text: str, name: str) -> None:
    """Web pages and XML that are named .xls: Excel opens them, and can save them as a workbook."""
    head = text[:4096].lstrip("\ufeff \t\r\n").lower()
    if head.startswith("<?xml") and ("excel.sheet" in head or "urn:schemas-microsoft-com:office:spreadsheet" in head):
        raise InputProblem("importers.xml_workbook", name=name)
    if (
        head.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<body"))
        or "<html" in head[:1000]
        or (head.startswith("<") and "<table" in head)
    ):
        raise InputProblem("importers.html", name=name)
    if head.startswith(("<?xml", "<!doctype", "{", "[{")):
        raise InputProblem("importers.other_kind", name=name)
    if head.startswith(("mime-version:", "{\\rtf")):
        raise InputProblem("importers.other_kind", name=name)
