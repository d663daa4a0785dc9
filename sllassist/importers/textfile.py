"""Reads CSV, TSV and pasted blocks: which letters (encoding), which delimiter, which cells.

Order of encodings: byte order mark, UTF-8, cp932; UTF-16 without a mark, JIS and EUC-JP only where the bytes say so,
and those are asked back. Not for: workbooks (`sllassist.importers.workbook`).
"""

import csv
import io
import re
from itertools import zip_longest
from typing import Final, NamedTuple

from sllassist.case.problems import InputProblem
from sllassist.importers import limits
from sllassist.importers.source import Sheet

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f\uf8f0-\uf8ff\ufffd]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_DELIMITERS: Final = ("\t", ",", ";", "|")
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
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None
    return None if _CONTROL.search(text.rstrip("\x1a")) else text


def _half_kana_share(text: str) -> tuple[int, int]:
    return len(_HALF_KANA.findall(text)), len(_NOT_ASCII.findall(text))


def _cp932_or_euc(data: bytes) -> Decoded | None:
    """cp932 reads most EUC-JP bytes too, as a mass of half-width katakana; where that happens the user is asked."""
    plain = _strictly(data, "cp932")
    euc = _strictly(data, "euc_jp")
    if plain is None:
        return None if euc is None else Decoded(euc, "euc_jp", ("cp932",))
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
        text = _strictly(data, encoding) if encoding in NAMES else None
        if text is None:
            raise InputProblem("importers.encoding", name=name)
        return Decoded(text.removeprefix("\ufeff"), encoding)
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
    if not text.strip("\ufeff \t\r\n\u3000,;|\""):
        raise InputProblem("importers.empty", name=name)
    if (lines := max(text.count("\n"), text.count("\r")) + 1) > limits.ROWS:
        raise InputProblem("importers.too_many_rows", name=name, rows=f"{lines:,}", limit=f"{limits.ROWS:,}")
    if told := re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE):
        delimiter, text = told[1], text[told.end() :]
    found = delimiter or _delimiter(text)
    if text.count(found) > limits.CELLS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found)
    try:
        rows = list(reader)
    except csv.Error:
        raise InputProblem("importers.cell_too_long", name=name, line=reader.line_num, limit=f"{limits.TEXT_LENGTH:,}") from None
    _check(rows, text, name, found)
    widths = set(map(len, rows))
    if max(widths) * len(rows) > 4 * limits.CELLS or max(widths) > limits.COLUMNS:
        raise InputProblem("importers.too_many_cells", name=name, limit=f"{limits.CELLS:,}")
    columns = tuple(zip(*rows, strict=True)) if len(widths) == 1 else tuple(zip_longest(*rows, fillvalue=""))
    return Sheet("", columns, len(rows)), found


def _check(rows: list[list[str]], text: str, name: str, delimiter: str) -> None:
    """Raises InputProblem when a cell is longer than any cell is, or swallowed the lines after a lonely quotation mark."""
    if text.count('"') % 2 or ('"' in text and len(rows) == 1):
        for number, row in enumerate(rows, 1):
            if any(cell.count("\n") > 1 and delimiter in cell for cell in row):
                raise InputProblem("importers.quote_open", name=name, line=number)
    if max(map(len, text.split("\n"))) > limits.TEXT_LENGTH:
        for number, row in enumerate(rows, 1):
            if max(map(len, row), default=0) > limits.TEXT_LENGTH:
                raise InputProblem("importers.cell_too_long", name=name, line=number, limit=f"{limits.TEXT_LENGTH:,}")
