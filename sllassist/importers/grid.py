"""A sheet seen for the search of tables: which cells are blank, figures, times or words.

Not for: the values of figures (`sllassist.importers.figures`).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from sllassist.importers.source import Cell, Sheet, number_of, text_of
from sllassist.importers.when import FIRST_SERIAL, LAST_SERIAL, When, day_of_serial, read_when, when_of_day
from sllassist.importers.words import Heading, Words, read_unit

Sort = Literal["blank", "figure", "time", "word"]
DASHES: Final = frozenset("-‐‑‒–—―−ー－ｰ…/／")
"""What people write into a cell that holds nothing."""
_PLAIN_NUMBER = re.compile(r"^[-+▲△−]?[¥\\]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[-+▲△−]?[¥\\]?\d+(?:\.\d*)?$|^\.\d+$|^[-▲△−]?\d+(?:\.\d+)?e[-+]?\d+$")
_WITH_UNIT = re.compile(r"^[-+▲△−]?[¥\\]?[\d,]+(?:\.\d+)?\s*(?P<unit>[^\d\s,.]\S{0,7})$")
_PLAIN_UNITS: Final = frozenset(("円", "千円", "万円", "%", "kw", "人", "台", "日", "件"))


@lru_cache(maxsize=65_536)
def sort_of_text(text: str) -> Sort:
    """What kind of cell a text makes."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if not plain or (len(plain) < 4 and set(plain) <= DASHES):
        return "blank"
    if plain[0] in "0123456789-+▲△−¥\\.":
        if _PLAIN_NUMBER.match(plain):
            return "figure"
        if read_when(text) is not None:
            return "time"
        found = _WITH_UNIT.match(plain)
        return "figure" if found and (read_unit(found["unit"]) or found["unit"] in _PLAIN_UNITS) else "word"
    return "time" if read_when(text) is not None else "word"


def sort_of(value: Cell) -> Sort:
    """What kind of cell this is."""
    if isinstance(value, str):
        return sort_of_text(value) if value else "blank"
    if isinstance(value, dt.date):
        return "time"
    return "word" if isinstance(value, (bool, dt.time, dt.timedelta)) else "figure"


class Grid:
    """A sheet with its cells read as headings where asked."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words
        self.width, self.height = sheet.width, sheet.height
        self._merged = {}
        for top, left, bottom, right in sheet.merges or ():
            for row in range(top, min(bottom, top + 50) + 1):
                for column in range(left, min(right, left + 200) + 1):
                    self._merged[row, column] = (top, left, bottom, right)

    def value(self, row: int, column: int) -> Cell:
        """The cell as read."""
        return self.sheet.columns[column][row]

    def text(self, row: int, column: int) -> str:
        """The cell as text."""
        return text_of(self.sheet.columns[column][row]).strip()

    def sort(self, row: int, column: int) -> Sort:
        """Kind of the cell."""
        return sort_of(self.sheet.columns[column][row])

    def heading(self, row: int, column: int) -> Heading:
        """The cell read as a heading."""
        return self.words.read(self.text(row, column))

    def merge(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged range a cell lies in."""
        return self._merged.get((row, column))

    def filled(self, row: int) -> list[int]:
        """Columns with something in them."""
        return [column for column in range(self.width) if (cell := self.sheet.columns[column][row]) != "" and sort_of(cell) != "blank"]


def times_across(values: Sequence[Cell]) -> dict[int, When]:
    """Time told by numbers that follow one another in a row: 4, 5, 6 … 3; 202404, 202405 …; day numbers of months; years.

    Place in `values` → time; empty when the numbers do not run. Three in a row are needed, two for years.
    """
    numbers: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if sort_of(value) != "figure" or isinstance(value, bool):
            continue
        try:
            exact = number_of(value) if not isinstance(value, str) else number_of(int(unicodedata.normalize("NFKC", value)))
        except (ArithmeticError, ValueError):
            return {}
        if exact != exact.to_integral_value() or not 0 < exact < 10**7:
            return {}
        numbers.append((place, int(exact)))
    plain = [number for _, number in numbers]
    steps = list(zip(plain, plain[1:], strict=False))
    if len(plain) >= 3 and all(1 <= number <= 12 for number in plain) and all(b == a % 12 + 1 for a, b in steps):
        return {place: When(None, number) for place, number in numbers}
    if len(plain) >= 3 and all(FIRST_SERIAL <= number <= LAST_SERIAL for number in plain) and all(28 <= b - a <= 31 for a, b in steps):
        return {place: when_of_day(day_of_serial(number)) for place, number in numbers}
    months = [read_when(str(number)) if number > 199_000 else None for number in plain]
    if len(plain) >= 3 and all(months) and all(b > a for a, b in steps):
        return {place: month for (place, _), month in zip(numbers, months, strict=True) if month}
    if len(plain) >= 2 and all(1990 <= number <= 2100 for number in plain) and all(b - a == 1 for a, b in steps):
        return {place: When(number) for place, number in numbers}
    return {}
