"""Breaks text into lines by the Japanese rules: no line begins with 。 or ends with （, and figures stay whole.

Not for: drawing (`sllassist.documents.pdf`) and widths of glyphs (`sllassist.documents.fonts`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）」』】〕〉》］｝〗〙〟’”»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "!%),.:;?]}°′″℃％‰～〜…‥"
)
"""行頭禁則: characters no line begins with (JIS X 4051)."""
NO_END = frozenset("（「『【〔〈《［｛〖〘〝‘“«([{￥＄￡＠§〒＃")
"""行末禁則: characters no line ends with."""
_WORD = re.compile(r"[!-~]*\d [A-Za-z][!-~]*|[!-~]+| +|.", re.DOTALL)
"""A figure with its unit behind a blank, a word, blanks, or any one character."""


def _units(paragraph: str) -> Iterator[str]:
    """Pieces that stay on one line where they fit: words, figures, and characters with what must not leave them."""
    unit = ""
    for piece in _WORD.findall(paragraph):
        joins = bool(unit) and (
            piece.isspace() or piece[0] in NO_START or unit[-1] in NO_END or unicodedata.category(piece[0])[0] == "M"
        )
        if unit and not joins:
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _fill(paragraph: str, width: float, char_width: Callable[[str], float]) -> Iterator[str]:
    line, used = "", 0.0
    for unit in _units(paragraph):
        needed = sum(map(char_width, unit.rstrip()))
        if line and used + needed > width:
            yield line.rstrip()
            line, used = "", 0.0
        if needed <= width:
            line += unit
            used += sum(map(char_width, unit))
            continue
        for char in unit:  # longer than a whole line: an address, or a wall of brackets
            step = char_width(char)
            if line and used + step > width:
                yield line
                line, used = "", 0.0
            line += char
            used += step
    yield line.rstrip()


def break_lines(text: str, width: float, char_width: Callable[[str], float]) -> list[str]:
    """Lines of `text` in a column of `width`; `char_width` gives a character's width in the same measure.

    Line ends in the text stay. Every character stays, but blanks at the ends of lines.
    """
    return [line for paragraph in text.split("\n") for line in _fill(paragraph, width, char_width)]
