"""Finds characters a PDF draws as the "missing glyph" box, by looking into its embedded font programs.

Not for: what the text says; pdftotext tells that, and would not notice a box.
"""

import io
import struct
from dataclasses import dataclass
from itertools import pairwise

import pypdf
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject


@dataclass
class Font:
    """An embedded TrueType subset: code → glyph number, glyph number → outline."""

    name: str
    glyphs: tuple[int, ...]
    first: int
    outlines: list[bytes]

    def is_box(self, code: int) -> bool:
        """Whether this code draws .notdef, or a copy of its outline."""
        index = code - self.first
        glyph = self.glyphs[index] if 0 <= index < len(self.glyphs) else 0
        return glyph == 0 or (self.outlines[glyph] == self.outlines[0] != b"")


def _font(name: str, program: bytes) -> Font:
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack(">H", program[4:6])[0], 16):
        tag, _, offset, length = struct.unpack(">4sLLL", program[at : at + 16])
        tables[tag.decode()] = program[offset : offset + length]
    _, first, count = struct.unpack(">HHH", tables["cmap"][16:22])
    glyphs = struct.unpack(f">{count}H", tables["cmap"][22 : 22 + 2 * count])
    wide = struct.unpack(">h", tables["head"][50:52])[0]
    size = len(tables["loca"]) // (4 if wide else 2)
    places = struct.unpack(f">{size}{'L' if wide else 'H'}", tables["loca"])
    ends = [place if wide else place * 2 for place in places]
    return Font(name, glyphs, first, [tables["glyf"][a:b] for a, b in pairwise(ends)])


def _codes(text: object) -> bytes:
    if isinstance(text, TextStringObject):
        return text.original_bytes
    assert isinstance(text, ByteStringObject)
    return bytes(text)


def missing_glyphs(pdf: bytes) -> list[tuple[int, str, int]]:
    """(page, font, code) of everything drawn as a box. Also finds fonts that are used but not embedded (code -1)."""
    found = []
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for number, page in enumerate(reader.pages, 1):
        fonts: dict[str, Font | None] = {}
        for name, reference in page["/Resources"]["/Font"].items():
            descriptor = reference.get_object().get("/FontDescriptor")
            fonts[name] = _font(name, descriptor["/FontFile2"].get_data()) if descriptor else None
        current = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                current = operands[0]
            elif operator in (b"Tj", b"'"):
                codes, font = _codes(operands[0]), fonts[current]
                if codes and font is None:
                    found.append((number, current, -1))
                elif font is not None:
                    found += [(number, current, code) for code in codes if font.is_box(code)]
    return found
