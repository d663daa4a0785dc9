"""A sheet seen for the search of tables: which cells are blank, figures, times or words.

Not for: the values of figures (`sllassist.importers.figures`).
"""

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

from sllassist.importers.source import NUMBERS, Cell, Sheet, number_of, text_of
from sllassist.importers.when import FIRST_SERIAL, LAST_SERIAL, When, day_of_serial, read_when, when_of_day
from sllassist.importers.words import Heading, Words, read_unit

Sort = Literal["blank", "figure", "time", "word"]
DASHES: Final = frozenset("-‐‑‒–—―−ー－ｰ…/／")
"""What people write into a cell that holds nothing."""
_PLAIN_NUMBER = re.compile(
    r"^[-+▲△−]?[¥\\]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[-+▲△−]?[¥\\]?\d+(?:\.\d*)?$|^\.\d+$|^[-▲△−]?\d+(?:\.\d+)?e[-+]?\d+$"
)
_WITH_UNIT = re.compile(r"^[-+▲△−]?[¥\\]?[\d,]+(?:\.\d+)?\s*(?P<unit>[^\d\s,.]\S{0,7})$")
_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}", re.IGNORECASE)
_PLAIN_UNITS: Final = frozenset(("円", "千円", "万円", "%", "kw", "人", "台", "日", "件"))


def is_error(text: str) -> bool:
    """Whether a text is the error value of a spreadsheet's formula (#DIV/0!, #N/A)."""
    return bool(_ERROR.fullmatch(text.strip()))


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing: no text, blanks, or a lone dash."""
    if not isinstance(cell, str):
        return False
    bare = cell.strip()
    return not bare or (len(bare) < 4 and set(bare) <= DASHES)


@lru_cache(maxsize=65_536)
def sort_of_text(text: str) -> Sort:
    """What kind of cell a text makes."""
    if is_blank(text):
        return "blank"
    plain = unicodedata.normalize("NFKC", text).strip().lower()
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
        self._merged: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        self._texts: dict[tuple[int, int, int], set[str]] = {}
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

    def texts(self, column: int, first: int, last: int) -> set[str]:
        """The different texts in a column between two rows."""
        key = (column, first, last)
        if key not in self._texts:
            cells: set[Any] = set(self.sheet.columns[column][first:last])
            self._texts[key] = (
                cells if set(map(type, cells)) <= {str} else {cell for cell in cells if isinstance(cell, str)}
            )
        return self._texts[key]

    def filled(self, row: int) -> list[int]:
        """Columns with something in them."""
        return list(self._filled(row, range(self.width)))

    def several(self, row: int, columns: Iterable[int]) -> bool:
        """Whether more than one of these columns has something in it."""
        found = self._filled(row, columns)
        return next(found, None) is not None and next(found, None) is not None

    def _filled(self, row: int, columns: Iterable[int]) -> Iterator[int]:
        every = self.sheet.columns
        for column in columns:
            if (cell := every[column][row]) != "" and (type(cell) in NUMBERS or not is_blank(cell)):
                yield column


def whole_number(value: Cell) -> int | None:
    """A cell's number when it is a whole one below ten millions, else None."""
    try:
        exact = number_of(int(unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value)
    except (ArithmeticError, ValueError):
        return None
    return int(exact) if exact == exact.to_integral_value() and 0 < exact < 10**7 else None


def may_follow(before: int, after: int) -> bool:
    """Whether two numbers may be neighbours in a row of times."""
    if before <= 12 and after <= 12:
        return after == before % 12 + 1
    return 0 < after - before <= (100 if before > 199_000 else 31)


def times_across(values: Sequence[Cell]) -> dict[int, When]:
    """Time told by numbers that follow one another in a row: 4, 5, 6 … 3; 202404, 202405 …; day numbers of months; years.

    Place in `values` → time; empty when the numbers do not run. Three in a row are needed, two for years.
    """
    numbers: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if sort_of(value) != "figure":
            continue
        number = whole_number(value)
        if number is None or (
            numbers
            and not may_follow(numbers[-1][1], number)
            and not (len(numbers) > 2 and number == numbers[0][1] <= 12)
        ):
            return {}
        numbers.append((place, number))
    plain = [number for _, number in numbers]
    steps = list(itertools.pairwise(plain))
    if len(plain) >= 3 and all(number <= 12 for number in plain):
        return {place: When(None, number) for place, number in numbers}
    if (
        len(plain) >= 3
        and all(FIRST_SERIAL <= number <= LAST_SERIAL for number in plain)
        and all(b - a >= 28 for a, b in steps)
    ):
        return {place: when_of_day(day_of_serial(number)) for place, number in numbers}
    months = [read_when(str(number)) if number > 199_000 else None for number in plain]
    if len(plain) >= 3 and all(months):
        return {place: month for (place, _), month in zip(numbers, months, strict=True) if month}
    if len(plain) >= 2 and all(1990 <= number <= 2100 for number in plain) and all(b - a == 1 for a, b in steps):
        return {place: When(number, bare=True) for place, number in numbers}
    return {}
