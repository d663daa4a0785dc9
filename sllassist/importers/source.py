"""What a file or a pasted block holds: sheets of cells as they stand, and what was found out on reading.

Not for: what the cells mean (`sllassist.importers.propose`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

Cell = object
"""A cell as read: text ("" when blank), a number, a truth value, a date or a time."""
Kind = Literal["csv", "xlsx", "xls", "ods", "paste"]
Merge = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, counted from 0."""

BINARY: Final[Any] = type(1 / 2)
"""The type of number cells in workbooks; they are made Decimals before anything is reckoned with them."""
NUMBERS: Final = frozenset((int, BINARY))
"""Types of number cells."""
_MOST_DIGITS = 10**14
_SHOWN_DIGITS = ".15g"
"""Spreadsheets show 15 digits of a number; the rest is noise of their binary arithmetic."""


def number_of(value: Any) -> Decimal:
    """A number cell as a Decimal with the digits a spreadsheet shows. Raises ArithmeticError for none (infinite, not a number)."""
    if type(value) is BINARY and 0 < value < _MOST_DIGITS and value.is_integer():
        return Decimal(int(value))
    text = repr(value)
    number = Decimal(text) if len(text) < 17 else Decimal(format(value, _SHOWN_DIGITS))
    if not number.is_finite():
        raise ArithmeticError(text)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() and number.adjusted() < 20 else number


def text_of(value: Cell) -> str:
    """The cell as a person would type it: dates as 2024-04-01, numbers without exponent."""
    if isinstance(value, str):
        return value
    if type(value) is BINARY:
        return _number_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.timedelta):
        return str(value)
    return _number_text(value)


def _number_text(value: Cell) -> str:
    try:
        return f"{number_of(value):f}"
    except ArithmeticError:
        return str(value)


def column_letters(column: int) -> str:
    """The letters a spreadsheet gives to a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's name in a spreadsheet, e.g. B5 for row 4, column 1 counted from 0."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `columns` hold the cells column by column, all of them `height` long.

    `merges` is None where the kind of file does not tell. `uncomputed` are formula cells whose result is not in the file.
    `serials` False: bare day numbers cannot be told, for the workbook counts them from 1904.
    """

    name: str
    columns: tuple[Sequence[Cell], ...]
    height: int
    merges: tuple[Merge, ...] | None = None
    hidden: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    serials: bool = True

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)

    def text(self, row: int, column: int) -> str:
        """The cell as text, outer blanks trimmed; "" outside the sheet."""
        if row < 0 or column < 0 or row >= self.height or column >= len(self.columns):
            return ""
        return text_of(self.columns[column][row]).strip()

    def rows(self, first: int = 0, last: int | None = None) -> Iterator[tuple[str, ...]]:
        """Rows as texts, for showing."""
        for row in range(first, min(self.height, self.height if last is None else last)):
            yield tuple(text_of(column[row]).strip() for column in self.columns)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth knowing about the file: a key of `resources/messages/importers.toml` and what fills its sentence."""

    key: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file or pasted block as read.

    `encoding` and `delimiter` are set for text; `other_encodings` are those the text could also be in, when it is not sure.
    """

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    other_encodings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
