"""Looks through an .xlsx or .ods before anything parses it: a zip file's real sizes, and what its XML would unfold to.

Every part is unpacked here within limits, looked at, and packed anew uncompressed; only that copy goes to the reader.
So what was looked at is what is read, whatever the original's directory claims.
Not for: values of cells (`sllassist.importers.workbook`).
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from sllassist.case.problems import InputProblem
from sllassist.importers import limits
from sllassist.importers.xmlbounds import Bounds, ods_tables, xlsx_sheet

_END_OF_DIRECTORY = b"PK\x05\x06"
_UNREAD = re.compile(
    r"^(?:xl/(?:media|drawings|charts|externalLinks|pivotCache|pivotTables|theme|comments|embeddings|printerSettings|ctrlProps"
    r"|tables|customProperty|activeX|richData|slicers|threadedComments|persons|queryTables|model)|docProps|customXml)/|calcChain|comments"
)
_FROM_1904 = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)")
_LONGEST_TEXT = limits.TEXT_LENGTH * 3
"""Bytes of the longest text a cell may hold."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
)


@dataclass(slots=True)
class Package:
    """A workbook packed anew, and what was seen: bounds by sheet, links to other files, days counted from 1904."""

    kind: str
    data: io.BytesIO
    bounds: dict[str, Bounds] = field(default_factory=dict)
    external: bool = False
    from_1904: bool = False


def _directory_is_sane(data: bytes, name: str) -> None:
    place = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 65_557))
    if place < 0 or place + 22 > len(data):
        raise InputProblem("importers.damaged", name=name)
    entries, size = struct.unpack_from("<HI", data, place + 10)
    if entries == 0xFFFF or entries > limits.PACKED_PARTS or size > limits.DIRECTORY_BYTES:
        raise InputProblem("importers.too_big_unpacked", name=name, limit=limits.UNPACKED_BYTES // 2**20)


def _kind(names: set[str], archive: zipfile.ZipFile, name: str) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        if b"spreadsheet" in archive.read("mimetype")[:200]:
            return "ods"
        raise InputProblem("importers.other_kind", name=name)
    if "xl/workbook.bin" in names:
        raise InputProblem("importers.binary_workbook", name=name)
    if "case.json" in names:
        raise InputProblem("importers.own_file", name=name)
    loose = {part.lower() for part in names}
    raise InputProblem(
        "importers.damaged"
        if "[content_types].xml" in loose and "xl/workbook.xml" in loose
        else "importers.other_kind",
        name=name,
    )


def _wanted(kind: str, part: str) -> bool:
    if kind == "ods":
        return part in ("mimetype", "content.xml", "META-INF/manifest.xml", "styles.xml")
    return part.endswith((".xml", ".rels")) and not _UNREAD.search(part)


def _unpack(archive: zipfile.ZipFile, kind: str, name: str) -> dict[str, bytes]:
    wanted = {info.filename: info for info in archive.infolist() if _wanted(kind, info.filename)}
    if any(info.flag_bits & 1 for info in wanted.values()):
        raise InputProblem("importers.encrypted", name=name)
    too_big = InputProblem("importers.too_big_unpacked", name=name, limit=limits.UNPACKED_BYTES // 2**20)
    if sum(info.file_size for info in wanted.values()) > limits.UNPACKED_BYTES:
        raise too_big
    parts: dict[str, bytes] = {}
    left = limits.UNPACKED_BYTES
    for part, info in wanted.items():
        with archive.open(info) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_big
        parts[part] = content
    return parts


def _pack(parts: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content)
    stream.seek(0)
    return stream


def _plain_xml(content: bytes, name: str) -> None:
    """Raises InputProblem for XML that declares entities, is not in UTF-8 or has a text longer than a cell may be."""
    if b"!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise InputProblem("importers.entities", name=name)
    head = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    told = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", head)
    if (head and not head.startswith(b"<")) or (told and told[1].lower() not in (b"utf-8", b"us-ascii", b"utf8")):
        raise InputProblem("importers.damaged", name=name)
    place = 0
    while place + _LONGEST_TEXT < len(content):  # from tag to tag, a cell's length at a time
        following = content.rfind(b"<", place + 1, place + _LONGEST_TEXT)
        if following < 0:
            line = content.count(b"<row", 0, place) + content.count(b":row", 0, place)
            raise InputProblem("importers.cell_too_long", name=name, line=max(line, 1), limit=f"{limits.TEXT_LENGTH:,}")
        place = following


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Part of each worksheet → the sheet's name."""
    targets: dict[str, str] = {}
    for relation in etree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<r/>")):
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found: dict[str, str] = {}
    for element in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet"):
        number = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        if number in targets:
            found[targets[str(number)]] = str(element.get("name", ""))
    return found


def open_package(data: bytes, name: str) -> Package:
    """Looks through the workbook in `data` and packs it anew.

    Raises InputProblem: `importers.damaged`, `encrypted`, `too_big_unpacked`, `entities`, `too_many_cells`,
    `too_many_rows`, `other_kind`, `binary_workbook`, `own_file`.
    """
    _directory_is_sane(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = _kind(names, archive, name)
            parts = _unpack(archive, kind, name)
    except InputProblem:
        raise
    except _BROKEN:
        raise InputProblem("importers.damaged", name=name) from None
    for part, content in parts.items():
        if part != "mimetype":
            _plain_xml(content, name)
    package = Package(kind, io.BytesIO(), external=any(part.startswith("xl/externalLinks/") for part in names))
    package.from_1904 = bool(_FROM_1904.search(parts.get("xl/workbook.xml", b"")))
    try:
        if kind == "ods":
            if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
                raise InputProblem("importers.encrypted", name=name)
            package.bounds = ods_tables(parts["content.xml"], name)
        else:
            names_of = _sheet_names(parts)
            holding = [part for part, content in parts.items() if b"sheetData" in content]
            package.bounds = {names_of.get(part, part): xlsx_sheet(parts[part], name) for part in holding}
            if sum(bounds.area for bounds in package.bounds.values()) > limits.CELLS:
                package.bounds = {
                    names_of.get(part, part): xlsx_sheet(parts[part], name, exact=True) for part in holding
                }
    except InputProblem:
        raise
    except (etree.XMLSyntaxError, ValueError):
        raise InputProblem("importers.damaged", name=name) from None
    if sum(bounds.area for bounds in package.bounds.values()) > limits.CELLS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    package.data = _pack(parts)
    return package
