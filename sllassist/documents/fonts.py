"""Fonts of the PDFs: BIZ UDPGothic, and Noto Sans JP for the characters it lacks (𠮷, ㎾). No empty box is ever drawn.

A character that neither font has becomes 〓 and is named, so that the user learns of it.
Not for: the fonts of the screens.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from sllassist import paths

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, FALLBACK = "BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "NotoSansJP-Regular"
GETA = "〓"
"""What printers set for a sort they lack."""

_SELECTORS = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")


def to_unicode_cmap(fontname: str, subset: Iterable[int]) -> str:
    """The ToUnicode map of a font subset, in UTF-16BE: reportlab's own cannot name characters beyond U+FFFF.

    ISO 32000-1 §9.10.3; at most 100 entries to a block (Adobe Technical Note 5014).
    """
    names = [chr(code).encode("utf-16-be", "surrogatepass").hex().upper() for code in subset]
    entries = [f"<{index:02X}> <{name}>" for index, name in enumerate(names)]
    blocks: list[str] = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo", f"<< /Registry ({fontname})", f"/Ordering ({fontname})", "/Supplement 0", ">> def",
        f"/CMapName /{fontname} def", "/CMapType 2 def",
        "1 begincodespacerange", f"<00> <{len(entries) - 1:02X}>", "endcodespacerange",
        *blocks, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ])  # fmt: skip


@cache
def load() -> dict[str, "TTFont"]:
    """The three fonts, registered once with reportlab."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode_cmap
    found = {}
    for name in (REGULAR, BOLD, FALLBACK):
        found[name] = ttfonts.TTFont(name, str(paths.resource("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(found[name])
    return found


def has_glyph(font: str, char: str) -> bool:
    """Whether a font draws this character with a glyph of its own."""
    return bool(load()[font].face.charToGlyph.get(ord(char)))


@cache
def font_for(char: str, *, bold: bool = False) -> str:
    """The font that draws `char`. Raises KeyError when none can; `printable` sees to it that this never happens."""
    for name in (BOLD if bold else REGULAR, FALLBACK):
        if has_glyph(name, char):
            return name
    raise KeyError(char)


@cache
def char_width(char: str, *, bold: bool = False) -> float:
    """Width of `char` in em."""
    face = load()[font_for(char, bold=bold)].face
    return float(face.charWidths.get(ord(char), face.defaultWidth)) / 1000


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of `text`, which must be printable, in points at `size` points."""
    return sum(char_width(char, bold=bold) for char in text) * size


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """`text` in pieces of one font each: (font name, piece)."""
    return [(name, "".join(chars)) for name, chars in groupby(text, key=lambda char: font_for(char, bold=bold))]


@dataclass(frozen=True, slots=True)
class Printable:
    """A text every character of which can be drawn, and what had to be replaced by 〓."""

    text: str
    missing: tuple[str, ...] = ()


def printable(text: str) -> Printable:
    """`text` as it can be drawn: か＋゛ composed, variation selectors and invisible marks left out, tabs as blanks.

    Names keep their characters: nothing is replaced by a look-alike.
    """
    text = _VOICED.sub(lambda match: unicodedata.normalize("NFC", match[0]), _SELECTORS.sub("", text))
    missing: dict[str, None] = {}
    out = []
    for char in text:
        if char == "\n":
            out.append(char)
        elif char == "\t" or unicodedata.category(char) == "Zs":
            out.append("\u3000" if char == "\u3000" else " ")
        elif unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp"):
            continue
        elif has_glyph(REGULAR, char) or has_glyph(FALLBACK, char):
            out.append(char)
        else:
            missing[char] = None
            out.append(GETA)
    return Printable("".join(out), tuple(missing))
