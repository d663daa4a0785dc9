"""Reads columns of figures: exact decimals, whole columns at once where they are plain, cell by cell where they are not.

Not for: which supply, month and unit a figure belongs to (`sllassist.importers.apply`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, overload

from sllassist.case.parsing import MAX_ABS, MAX_PLACES, parse_number
from sllassist.case.problems import InputProblem
from sllassist.importers.grid import sort_of
from sllassist.importers.source import BINARY, NUMBERS, Cell, number_of, text_of

_PLAIN_COLUMN = re.compile(r"[0-9.\n]*")
_COLUMN_WITH_COMMAS = re.compile(r"[0-9.,\n]*")
_NATIVE_COLUMN = re.compile(r"[0-9.\n-]*")
_BAD_COMMAS = re.compile(r",(?:(?![0-9]{3}(?:[,.\n]|$))|(?<=[0-9]{4},))")
_ODD_POINTS = re.compile(r"\.[0-9,]*[.,]|\.(?<=\n\.)\n")
"""Two points in a cell, a comma behind a point, or nothing but a point."""
_TOO_FINE = re.compile(r"\.\d{7}")
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_RESPELLED = re.compile(r"[¥￥\\]|\d\s+\d")
"""A yen sign before a figure, or blanks between its thousands."""
_UNIT_LIKE = re.compile(r"(?!e\b)[^\W\d_][^\s\d_※*]{0,9}[23³²]?|%")
"""What may stand behind a figure as its unit: a word."""
_FINEST = Decimal(1).scaleb(-MAX_PLACES)
_FOURTEEN = re.compile(r"[0-9]{14}")
_LONGEST_WITH_COMMAS = 16
_MOST_WHOLE, _MOST_BROKEN = 10**13, 10**9
"""Whole numbers below the first, and others below the second, can be told to be plain without being written out."""
_MILLION, _TO_WHOLE = 10**6 / 1, 3 * 2**51 / 1
"""Adding the second to a binary number below 2**51, and taking it away again, leaves the nearest whole number."""
_LONGEST = 13
"""Most letters of a cell in a column that is read as a whole."""


class PlainFigures(Sequence[Decimal | None]):
    """A column of texts known to be plain numbers without blanks, well placed commas apart; a Decimal is made when looked at."""

    def __init__(self, texts: Sequence[str], *, commas: bool) -> None:
        self._texts, self._commas = texts, commas

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> Decimal: ...
    @overload
    def __getitem__(self, place: slice) -> list[Decimal | None]: ...
    def __getitem__(self, place: int | slice) -> Decimal | list[Decimal | None]:
        if isinstance(place, slice):
            return [Decimal(text.replace(",", "")) for text in self._texts[place]]
        return Decimal(self._texts[place].replace(",", ""))

    def __iter__(self) -> Iterator[Decimal]:
        return (Decimal(text.replace(",", "")) for text in self._texts) if self._commas else map(Decimal, self._texts)


class BinaryFigures(Sequence[Decimal | None]):
    """A column of a workbook with blank cells and plain numbers, from zero on and of six decimals at most.

    A Decimal is made when looked at. `cells`: as the workbook holds them, "" for blank ones; `blanks`: places of these.
    """

    def __init__(self, cells: Sequence[Any], blanks: Sequence[int]) -> None:
        self.cells, self.blanks = cells, blanks

    def at(self, places: Sequence[int]) -> "BinaryFigures":
        """The figures at these places."""
        cells = [self.cells[place] for place in places]
        return BinaryFigures(cells, [place for place, cell in enumerate(cells) if cell == ""] if self.blanks else ())

    @property
    def numbers(self) -> Sequence[Any]:
        """The cells as binary numbers, 0 for blank ones."""
        return [cell or 0 for cell in self.cells] if self.blanks else self.cells

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, place: int) -> Decimal | None: ...
    @overload
    def __getitem__(self, place: slice) -> list[Decimal | None]: ...
    def __getitem__(self, place: int | slice) -> Decimal | list[Decimal | None] | None:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        cell = self.cells[place]
        return None if cell == "" else number_of(cell)

    def __iter__(self) -> Iterator[Decimal | None]:
        return (None if cell == "" else number_of(cell) for cell in self.cells)


@dataclass(slots=True)
class Figures:
    """Values by row (None: blank or unreadable), unit texts of cells that carry one, and cells that are none or written otherwise.

    `whole`: no value is None. `sound`: none is below zero or beyond the size of a figure.
    """

    values: Sequence[Decimal | None]
    whole: bool = False
    sound: bool = False
    units: dict[int, str] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)
    dashes: dict[int, str] = field(default_factory=dict)
    rounded: dict[int, str] = field(default_factory=dict)
    respelled: dict[int, str] = field(default_factory=dict)

    def gaps(self) -> Sequence[int]:
        """Places without a figure."""
        if self.whole or isinstance(self.values, BinaryFigures):
            return self.values.blanks if isinstance(self.values, BinaryFigures) else ()
        return [place for place, value in enumerate(self.values) if value is None]

    def take(self, places: Sequence[int]) -> "Figures":
        """The figures at these places, renumbered."""

        def of(cells: dict[int, str]) -> dict[int, str]:
            return {new: cells[old] for new, old in enumerate(places) if old in cells} if cells else {}

        if isinstance(self.values, BinaryFigures):
            chosen = self.values.at(places)
            return Figures(chosen, not chosen.blanks, self.sound)
        values = [self.values[place] for place in places]
        whole = self.whole or all(value is not None for value in values)
        return Figures(
            values, whole, self.sound, of(self.units), of(self.unreadable), of(self.dashes), of(self.rounded), of(self.respelled)
        )  # fmt: skip


def read_figures(cells: Sequence[Cell]) -> Figures:
    """Reads a column. Blank cells and lone dashes hold nothing; more than six decimals are rounded half up, and that is noted."""
    plain = _all_plain(cells)
    if plain is not None:
        return plain
    values: list[Decimal | None] = [None] * len(cells)
    result = Figures(values)
    known: dict[str, tuple[Decimal, str] | None] = {}
    for row, cell in enumerate(cells):
        if isinstance(cell, str):
            if not cell:
                continue
            if _PLAIN.fullmatch(cell):
                values[row] = Decimal(cell)
                continue
            found = known[cell] if cell in known else known.setdefault(cell, _typed(cell))
            if found is not None:
                values[row] = found[0]
                if found[1]:
                    result.units[row] = found[1]
                if _RESPELLED.search(cell):
                    result.respelled[row] = cell.strip()
            elif cell.strip():
                (result.dashes if sort_of(cell) == "blank" else result.unreadable)[row] = cell.strip()
        else:
            values[row] = _native(cell, row, result)
    result.whole = all(value is not None for value in result.values)
    return result


def _all_plain(cells: Sequence[Cell]) -> Figures | None:
    """The whole column when it holds nothing but plain numbers or nothing but texts of digits, points and well placed commas."""
    whole = _whole_numbers(cells)
    kinds = {BINARY} if whole else set(map(type, cells))
    if kinds <= {str}:
        texts: Any = cells
        return _plain_texts(texts, _PLAIN_COLUMN) or _plain_texts(texts, _COLUMN_WITH_COMMAS)
    if kinds - {str, *NUMBERS}:
        return None
    blanks: Sequence[int] = ()
    if str in kinds:
        blanks = [place for place, cell in enumerate(cells) if isinstance(cell, str)]
        if any(cells[place] for place in blanks):
            return None
    if _plain_numbers([cell for cell in cells if cell != ""] if blanks else cells, whole=whole or kinds == {int}):
        return Figures(BinaryFigures(cells, blanks), whole=not blanks, sound=True)
    shown = "\n".join(map(repr, cells)) + "\n"
    return _plain_texts(shown.replace("''", "").replace(".0\n", "\n")[:-1].split("\n"), _NATIVE_COLUMN)


def _whole_numbers(cells: Sequence[Any]) -> bool:
    """Whether all cells, one at least, are binary numbers without a fraction."""
    try:
        return bool(cells) and all(map(BINARY.is_integer, cells))
    except TypeError:
        return False


def _plain_numbers(cells: Sequence[Any], *, whole: bool) -> bool:
    """Whether numbers are all plain: neither below zero nor too large, and each the nearest to one of six decimals.

    Below 10**9 its millionfold lies so near a whole number then that rounding finds it, and a millionth of that is the cell.
    """
    least, most = min(cells), max(cells)
    if not least >= 0 or (least == 0 and any(repr(cell)[0] == "-" for cell in cells if not cell)):
        return False
    if whole and most < _MOST_WHOLE:
        return True
    if most >= _MOST_BROKEN:
        return False
    nearest = [(cell * _MILLION + _TO_WHOLE - _TO_WHOLE) / _MILLION for cell in cells]
    return nearest == list(cells)


def _plain_texts(texts: Sequence[str], letters: re.Pattern[str]) -> Figures | None:
    joined = "\n".join(texts)
    if not letters.fullmatch(joined) or joined.count("\n") != len(texts) - 1:
        return None
    commas = letters is _COLUMN_WITH_COMMAS
    lengths = list(map(len, texts))
    longest = max(lengths, default=0)
    if longest > (_LONGEST_WITH_COMMAS if commas else _LONGEST) or (longest > _LONGEST and _FOURTEEN.search(joined)):
        return None
    if commas and (joined.startswith(",") or "\n," in joined or _BAD_COMMAS.search(joined)):
        return None
    if "." in joined and (_TOO_FINE.search(joined) or _ODD_POINTS.search(f"\n{joined}\n")):
        return None
    sound = "-" not in joined
    if sound and min(lengths, default=0):
        return Figures(PlainFigures(texts, commas=commas), whole=True, sound=True)
    try:
        return Figures([Decimal(text.replace(",", "")) if text else None for text in texts], sound=sound)
    except InvalidOperation:
        return None


def _typed(text: str) -> tuple[Decimal, str] | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if bracketed := re.fullmatch(r"\(([\d,.]+)\)", plain):
        plain = f"-{bracketed[1]}"
    if any(letter.isdigit() and not letter.isascii() for letter in plain):
        return None
    try:
        typed = parse_number(plain.removeprefix("+"))
    except InputProblem:
        return None
    return (typed.value, typed.unit_text) if not typed.unit_text or _UNIT_LIKE.fullmatch(typed.unit_text) else None


def _native(cell: Cell, row: int, result: Figures) -> Decimal | None:
    """The value of a number cell; what is none, or is rounded, is noted in `result`."""
    if sort_of(cell) != "figure":
        result.unreadable[row] = text_of(cell)
        return None
    try:
        value = number_of(cell)
    except (ArithmeticError, ValueError):
        result.unreadable[row] = text_of(cell)
        return None
    if abs(value) >= MAX_ABS:
        result.unreadable[row] = text_of(cell)
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MAX_PLACES:
        result.rounded[row] = f"{value:f}"
        value = value.quantize(_FINEST, ROUND_HALF_UP).normalize()
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return value
