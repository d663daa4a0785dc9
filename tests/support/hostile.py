"""Files made to do harm, or by mistake: the sentence that refuses each (or None when it is read) by name."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="電気" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
HEAD = '<c r="A1" t="inlineStr"><is><t>年月</t></is></c><c r="B1" t="inlineStr"><is><t>電気(kWh)</t></is></c>'
GOOD = (
    f'<row r="1">{HEAD}</row><row r="2"><c r="A2" t="inlineStr"><is><t>2024/4</t></is></c><c r="B2"><v>5</v></c></row>'
)


def workbook(
    rows: str = GOOD, *, prolog: str = '<?xml version="1.0"?>', extra: dict[str, bytes] | None = None, compress: int = 9
) -> bytes:
    """A small .xlsx whose sheet holds these rows as written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=compress) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(kind=f"{OFFICE}/officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", RELATIONS.format(kind=f"{OFFICE}/worksheet", target="worksheets/sheet1.xml")
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def zip_bomb() -> bytes:
    """A sheet of 256 MB of blanks in 256 kB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", BOOK)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            block = b" " * (1 << 24)
            for _ in range(16):
                part.write(block)
    return stream.getvalue()


def lying_zip_bomb() -> bytes:
    """The same with a directory that claims a hundred bytes."""
    data = bytearray(zip_bomb())
    place = data.rfind(b"PK\x01\x02")
    while place >= 0:
        name_length = struct.unpack_from("<H", data, place + 28)[0]
        if b"sheet1" in data[place + 46 : place + 46 + name_length]:
            struct.pack_into("<I", data, place + 24, 100)
        place = data.rfind(b"PK\x01\x02", 0, place)
    return bytes(data)


def many_parts() -> bytes:
    """A zip file with 60,000 empty parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}", b"")
    return stream.getvalue()


def two_million_rows() -> bytes:
    """More rows than any spreadsheet has."""
    return workbook("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_000_001)), compress=1)


def far_corner() -> bytes:
    """Two cells in opposite corners of the largest sheet."""
    return workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_corner_in_other_words() -> bytes:
    """The same with a name-space prefix and single quotes."""
    return workbook(
        f"<x:row xmlns:x='{MAIN}' r='1'><x:c r = 'A1'><x:v>1</x:v></x:c><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row>"
    )


def entity_bomb() -> bytes:
    """Ten entities of ten entities each."""
    letters = "abcdefghij"
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {letters[n]} "{("&" + letters[n - 1] + ";") * 10}">' for n in range(1, 10)
    )
    return workbook(
        "<row r='1'><c r='A1' t='inlineStr'><is><t>&j;</t></is></c></row>",
        prolog=f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>',
    )


def outside_entity() -> bytes:
    """An entity that would read a file of the computer."""
    return workbook(prolog='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')


def ods(rows: str) -> bytes:
    """A small .ods with these rows."""
    table = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{table}office:1.0" xmlns:table="{table}table:1.0" '
        f'xmlns:text="{table}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def repeated_ods() -> bytes:
    """One row said to stand a hundred million times."""
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    return ods(f'<table:table-row table:number-rows-repeated="100000000">{cell}</table:table-row>')


def container(stream: str, content: bytes = b"\0" * 4096) -> bytes:
    """An old Office container with one stream of this name."""
    from sllassist.importers import cfb

    return cfb.pack(content).replace("Workbook".encode("utf-16-le"), stream.encode("utf-16-le").ljust(16, b"\0")[:16])


def far_corner_xls() -> bytes:
    """An .xls with two cells in opposite corners."""
    from sllassist.importers import cfb

    number = struct.pack("<d", 1.0)
    records = [(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))]
    records += [(0x0203, struct.pack("<HHH", row, column, 0) + number) for row, column in ((0, 0), (65535, 65535))]
    return cfb.pack(b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in [*records, (0x000A, b"")]))


def encrypted_xlsx() -> bytes:
    """What Excel makes of a workbook with a password: an old container around the encrypted package."""
    data = container("Workbook", random.Random(1).randbytes(8192))
    place = data.find("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    return data[:place] + name.ljust(64, b"\0") + struct.pack("<H", len(name)) + data[place + 66 :]


HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "zip_bomb.xlsx": (zip_bomb, "importers.too_big_unpacked"),
    "lying_zip_bomb.xlsx": (lying_zip_bomb, "importers.damaged"),
    "many_parts.xlsx": (many_parts, "importers.too_big_unpacked"),
    "two_million_rows.xlsx": (two_million_rows, "importers.too_many_rows"),
    "two_million_rows.csv": (lambda: b"a,b\n" + b"2024/4,1\n" * 2_000_000, "importers.too_many_rows"),
    "far_corner.xlsx": (far_corner, "importers.too_many_rows"),
    "far_corner_in_other_words.xlsx": (far_corner_in_other_words, "importers.too_many_rows"),
    "far_corner.xls": (far_corner_xls, "importers.too_many_cells"),
    "repeated.ods": (repeated_ods, "importers.too_many_rows"),
    "entity_bomb.xlsx": (entity_bomb, "importers.entities"),
    "outside_entity.xlsx": (outside_entity, "importers.entities"),
    "external_links.xlsx": (lambda: workbook(extra={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), None),
    "formula_without_result.xlsx": (lambda: workbook(GOOD.replace("<v>5</v>", "<f>1+4</f>")), None),
    "encrypted.xlsx": (encrypted_xlsx, "importers.encrypted"),
    "web_page.xls": (lambda: "<html><body><table><tr><td>年月</td><td>1</td></tr></table></body></html>".encode("cp932"), "importers.html"),
    "xml_2003.xls": (lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "importers.xml_workbook"),
    "word.doc": (lambda: container("WordDocu"), "importers.other_kind"),
    "document.pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "importers.pdf"),
    "picture.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "importers.picture"),
    "empty.xlsx": (lambda: b"", "importers.empty"),
    "blanks.csv": (lambda: b" \r\n\t\r\n,,,\r\n", "importers.empty"),
    "noise.csv": (lambda: random.Random(7).randbytes(200_000), "importers.binary"),
    "noise.xlsx": (lambda: b"PK\x03\x04" + random.Random(8).randbytes(200_000), "importers.damaged"),
    "noise.xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(9).randbytes(200_000), "importers.damaged"),
    "huge_cell.csv": (lambda: "年月,電気(kWh)\n2024/4,".encode() + b"1" * 30_000_000, "importers.cell_too_long"),
    "huge_cell.xlsx": (lambda: workbook(GOOD.replace("2024/4", "あ" * 5_000_000)), "importers.cell_too_long"),
    "open_quote.csv": (('年月,電気(kWh)\n"2024/4,1\n' + "2024/5,2\n" * 50_000).encode, "importers.quote_open"),
    "cut.xlsx": (lambda: workbook()[:-40], "importers.damaged"),
    "too_big.csv": (lambda: b"1,2\n" * (9 * 2**20), "importers.too_big"),
    "own.sll": (lambda: _zip({"case.json": b"{}"}), "importers.own_file"),
    "binary.xlsb": (lambda: _zip({"xl/workbook.bin": b""}), "importers.binary_workbook"),
    "photos.zip": (lambda: _zip({"a.jpg": b"x"}), "importers.other_kind"),
}  # fmt: skip


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
