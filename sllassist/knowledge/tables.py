"""Reads a CSV table of `resources/knowledge/` strictly: what is missing or malformed names file, line and column.

Not for: what a table means; each table has its own module.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, NoReturn

from sllassist.knowledge.errors import KnowledgeError, RowError
from sllassist.knowledge.sourced import UNVERIFIED, VERIFIED, Status

MOST_DIGITS: Final = 15
"""Digits before and behind the point: far more than any published figure has, few enough for exact products."""


class Row:
    """One line of a table; cells are text until asked for as something else."""

    __slots__ = ("_cells", "_file", "_line")

    def __init__(self, file: str, line: int, cells: dict[str, str]) -> None:
        self._file = file
        self._line = line
        self._cells = cells

    def fail(self, column: str, what: str) -> NoReturn:
        """Raises RowError that names this line and `column`."""
        raise RowError(self._file, self._line, column, what)

    @property
    def line(self) -> int:
        """Line in the file; the heading is 1."""
        return self._line

    def text(self, column: str) -> str:
        """The cell as it stands; empty text when blank."""
        return self._cells[column]

    def needed(self, column: str) -> str:
        """The cell; blank is refused."""
        return self._cells[column] or self.fail(column, "空欄です")

    def number(self, column: str) -> Decimal:
        """The cell as a number ≥ 0; blank is refused."""
        value = self.number_or_none(column)
        return self.fail(column, "空欄です") if value is None else value

    def number_or_none(self, column: str) -> Decimal | None:
        """The cell as a number ≥ 0, or None when blank."""
        text = self._cells[column]
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            self.fail(column, f"数値ではありません（{text}）")
        if not value.is_finite() or value < 0:
            self.fail(column, f"0以上の数値にしてください（{text}）")
        exponent = value.as_tuple().exponent
        if value.adjusted() > MOST_DIGITS or not isinstance(exponent, int) or exponent < -MOST_DIGITS:
            self.fail(column, f"桁が多すぎます（{text[:40]}）")
        return value

    def year(self, column: str) -> int:
        """The cell as a fiscal year; blank is refused."""
        text = self.needed(column)
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            self.fail(column, f"年度ではありません（{text}）")
        return int(text)

    def year_or_none(self, column: str) -> int | None:
        """The cell as a fiscal year, or None when blank."""
        return self.year(column) if self._cells[column] else None

    def status(self, column: str = "status") -> Status:
        """The cell as 確認済 or 未確認; anything else is refused."""
        text = self._cells[column]
        if text == VERIFIED:
            return VERIFIED
        if text == UNVERIFIED:
            return UNVERIFIED
        return self.fail(column, f"{VERIFIED}か{UNVERIFIED}にしてください（{text}）")


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a UTF-8 CSV file whose header holds at least `columns`.

    Raises KnowledgeError when the file cannot be read, a column is missing, or a line has too few or too many cells.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise KnowledgeError(f"{path.name}: 読み取れません（{problem}）") from problem
    reader = csv.reader(text.splitlines())
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise KnowledgeError(f"{path.name}: 列 {'、'.join(missing)} がありません")
        for cells in reader:
            if len(cells) != len(header):
                raise KnowledgeError(f"{path.name} の{reader.line_num}行目: 列の数が見出しと違います")
            yield Row(path.name, reader.line_num, dict(zip(header, cells, strict=True)))
    except csv.Error as problem:
        raise KnowledgeError(f"{path.name} の{reader.line_num}行目: 表として読み取れません（{problem}）") from problem
