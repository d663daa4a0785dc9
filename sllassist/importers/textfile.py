"""Reads CSV, TSV and pasted blocks: which letters (encoding), which delimiter, which cells.

Order of encodings: byte order mark, UTF-8, cp932; UTF-16 without a mark, JIS and EUC-JP only where the bytes say so,
and those are asked back. Not for: workbooks (`sllassist.importers.workbook`).
"""

import csv
import io
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from sllassist.case.problems import InputProblem
from sllassist.importers import limits
from sllassist.importers.source import Sheet

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_CONTROL = bytes(byte for byte in range(256) if (byte >= 0x20 and byte != 0x7F) or byte in b"\t\n\v\f\r")
"""Bytes that are no control characters; in the encodings of Japan those bytes are never part of another letter."""
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\uf8f0-\uf8ff]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_DELIMITERS: Final = ("\t", ",", ";", "|")
_SOMETHING = re.compile('[^\ufeff \t\r\n\u3000,;|"]')
_SAMPLE = 65_536
NAMES: Final = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8（BOM付き）", "cp932": "Shift_JIS（Windows）", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "euc_jp": "EUC-JP", "iso2022_jp": "JIS（ISO-2022-JP）",
}  # fmt: skip
"""Encodings that can be read, with the names shown to the user."""


class Decoded(NamedTuple):
    """Text, the encoding it was read in, and the encodings it could be in as well (empty when it is sure)."""

    text: str
    encoding: str
    others: tuple[str, ...] = ()


def _strictly(data: bytes, encoding: str) -> str | None:
    if not encoding.startswith(("utf-16", "iso")) and data.rstrip(b"\x1a").translate(None, _NO_CONTROL):
        return None
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if _ODD.search(text.rstrip("\x1a")[:_SAMPLE]) or "\ufffd" in text else text


def _half_kana_share(text: str) -> tuple[int, int]:
    return len(_HALF_KANA.findall(text)), len(_NOT_ASCII.findall(text))


def _cp932_or_euc(data: bytes) -> Decoded | None:
    """cp932 reads most EUC-JP bytes too, as a mass of half-width katakana; where that happens the user is asked."""
    plain = _strictly(data, "cp932")
    euc = _strictly(data, "euc_jp")
    if plain is None:
        return None if euc is None else Decoded(euc, "euc_jp")
    if euc is not None and _NOT_ASCII.search(plain):
        kana, letters = _half_kana_share(plain)
        if kana * 4 > letters:
            from charset_normalizer import from_bytes

            hint = from_bytes(data[:_SAMPLE], cp_isolation=["cp932", "euc_jp"]).best()
            euc_kana, euc_letters = _half_kana_share(euc)
            if (hint is not None and hint.encoding == "euc_jp") or euc_kana * 4 <= euc_letters:
                return Decoded(euc, "euc_jp", ("cp932",))
            return Decoded(plain, "cp932", ("euc_jp",))
    return Decoded(plain, "cp932")


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file. `encoding` (a key of `NAMES`) overrides what would be found.

    Raises InputProblem `importers.encoding` (letters cannot be read) or `importers.binary` (no text at all).
    """
    if encoding is not None:
        if encoding not in NAMES:
            raise InputProblem("importers.encoding", name=name)
        try:
            return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
        except UnicodeError:
            raise InputProblem("importers.encoding", name=name) from None
    for mark, found in _MARKS:
        if data.startswith(mark):
            text = _strictly(data, found)
            if text is None:
                raise InputProblem("importers.encoding", name=name)
            return Decoded(text, found)
    head = data[:_SAMPLE]
    if b"\x00" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        guess = "utf-16-le" if odd > even else "utf-16-be"
        text = _strictly(data, guess) if max(odd, even) * 4 > len(head) // 2 > 3 * min(odd, even) else None
        if text is None:
            raise InputProblem("importers.binary", name=name)
        return Decoded(text, guess, ("cp932",))
    if b"\x1b$" in head and (text := _strictly(data, "iso2022_jp")) is not None:
        return Decoded(text, "iso2022_jp")
    if (text := _strictly(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    if (japanese := _cp932_or_euc(data)) is not None:
        return japanese
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    raise InputProblem("importers.binary" if control * 50 > len(head) else "importers.encoding", name=name)


def _delimiter(text: str) -> str:
    """The delimiter under which most of the first lines have the same number of cells."""
    lines = text[:_SAMPLE].splitlines(keepends=True)[:200]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = (wide.count(usual) * 2 + len(wide), usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def parse(text: str, name: str, delimiter: str | None = None) -> tuple[Sheet, str]:
    """Cells of a text and the delimiter between them.

    Raises InputProblem `importers.empty`, `importers.too_many_rows`, `importers.too_many_cells`, `importers.cell_too_long`
    or `importers.quote_open`.
    """
    text = text.rstrip("\x1a\r\n\t ")
    if not _SOMETHING.search(text):
        raise InputProblem("importers.empty", name=name)
    if (lines := max(text.count("\n"), text.count("\r")) + 1) > limits.ROWS:
        raise InputProblem("importers.too_many_rows", name=name, rows=f"{lines:,}", limit=f"{limits.ROWS:,}")
    if told := re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE):
        delimiter, text = told[1], text[told.end() :]
    found = delimiter or _delimiter(text)
    if text.count(found) > limits.CELLS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    columns = _split(text, found) or _read(text, found, name)
    if len(columns[0]) * len(columns) > 4 * limits.CELLS or len(columns) > limits.COLUMNS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    return Sheet("", columns, len(columns[0])), found


def _split(text: str, delimiter: str) -> tuple[Sequence[str], ...] | None:
    """Columns of a text without quotation marks whose lines all have the same number of cells; None for any other."""
    end = "\r\n" if "\r" in text else "\n"
    if '"' in text or text.count("\r") != (text.count("\n") if end == "\r\n" else 0) or _has_long_line(text):
        return None
    lines = text.count(end)
    if end == "\r\n" and lines != text.count("\n"):
        return None
    width = text[: text.find(end)].count(delimiter) + 1 if lines else text.count(delimiter) + 1
    cells = text.replace(end, f"{delimiter}\n{delimiter}").split(delimiter)
    ends = cells[width :: width + 1]  # a line end stands behind every `width` cells
    if len(ends) != lines or len(cells) != (lines + 1) * (width + 1) - 1 or ends.count("\n") != lines:
        return None
    return tuple(cells[place :: width + 1] for place in range(width))


def _read(text: str, delimiter: str, name: str) -> tuple[Sequence[str], ...]:
    """Columns of any text. Raises InputProblem as `parse`."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells: list[str] = []
    widths: set[int] = set()
    try:
        for row in reader:
            cells += row
            widths.add(len(row))
    except csv.Error:
        if text.count('"') % 2:
            raise InputProblem("importers.quote_open", name=name, line=_open_line(text)) from None
        raise InputProblem(
            "importers.cell_too_long", name=name, line=reader.line_num, limit=f"{limits.TEXT_LENGTH:,}"
        ) from None
    suspect = text.count('"') % 2 or len(cells) == sum(widths) or _has_long_line(text)
    if len(widths) == 1 and not suspect:
        width = widths.pop()
        return tuple(cells[place::width] for place in range(width))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    _check(rows, name, delimiter)
    if max(widths) * len(rows) > 4 * limits.CELLS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    return tuple(zip_longest(*rows, fillvalue=""))


def _check(rows: list[list[str]], name: str, delimiter: str) -> None:
    """Raises InputProblem when a cell is longer than any cell is, or swallowed the lines after a lonely quotation mark."""
    for number, row in enumerate(rows, 1):
        if any(cell.count("\n") > 1 and delimiter in cell for cell in row):
            raise InputProblem("importers.quote_open", name=name, line=number)
        if max(map(len, row), default=0) > limits.TEXT_LENGTH:
            raise InputProblem("importers.cell_too_long", name=name, line=number, limit=f"{limits.TEXT_LENGTH:,}")


def _open_line(text: str) -> int:
    """The first line (from 1) with an odd number of quotation marks."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.count('"') % 2), 1)


def _has_long_line(text: str) -> bool:
    """Whether a line is longer than a cell may be; looked for from line end to line end, a cell's length at a time."""
    place = 0
    while place + limits.TEXT_LENGTH < len(text):
        following = text.rfind("\n", place, place + limits.TEXT_LENGTH + 1)
        if following < 0:
            return True
        place = following + 1
    return False
