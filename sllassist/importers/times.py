"""The time of every row of a table: which cells tell it, and what is said about reading them.

Not for: filling what they leave open (`sllassist.importers.calendar`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sllassist.importers.calendar import Calendar, Miss, Period, Told, combine
from sllassist.importers.columns import TIME_ROLES, Column
from sllassist.importers.context import Context, YearKind
from sllassist.importers.grid import is_blank
from sllassist.importers.notes import Notes
from sllassist.importers.source import Cell, text_of
from sllassist.importers.spelling import Spelling
from sllassist.importers.when import FIRST_SERIAL, LAST_SERIAL, When, when_of
from sllassist.importers.words import fold

RowKey = object
"""The cell, or the cells in a tuple, that tell a row's time."""
_MANY = 1_000
_BILL = "請求"
_STAMP = re.compile(r"^\d{4}[/-]\d{1,2}[/-]\d{1,2} \d{1,2}:\d{2}(?::\d{2})?$")
_DOTTED = re.compile(r"^(\d{4})\.(\d{1,2})$")


class Times:
    """The times of one table. `keys`: per row the cells that tell the time; the columns' headings may add to it.

    `bare_rows`: places of rows without figures. `serials`: whether bare day numbers (45383) are days.
    `spell`: tells how the times of a column are written out, where mere numbers leave it open.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        cells: dict[int, Sequence[Cell]],
        rows: int,
        context: Context,
        bare_rows: Sequence[int],
        spell: Callable[[Column, Sequence[Cell]], Spelling | None],
        *,
        serials: bool,
    ) -> None:
        by_role = {column.role: column for column in columns}
        self._span = (by_role.get("period_from"), by_role.get("period_to"))
        self._single = next((by_role[role] for role in TIME_ROLES if role in by_role), None)
        self._year = by_role.get("year")
        self._context, self._serials = context, serials
        used = [*self._span, self._year] if all(self._span) else [self._single, self._year]
        self._used = [column for column in used if column is not None]
        arrays = [_without_time_of_day(cells[column.index]) for column in self._used]
        self.keys: Sequence[RowKey] = (
            arrays[0] if len(arrays) == 1 else list(zip(*arrays, strict=True)) if arrays else [()] * rows
        )
        self._spelled = {
            column.role: told for column in self._used
            if column is not self._year and (told := spell(column, cells[column.index])) is not None
        }  # fmt: skip
        self._row_whens: dict[RowKey, tuple[When | None, When | None]] = {}
        self._sections = False
        self._distinct: dict[RowKey, None] | None = None
        if self._single is not None and self._year is None and not all(self._span):
            self._take_sections(cells[self._single.index], bare_rows)
        self._ambiguous = self._doubtful_tenths()
        self.of_bills = bool(
            self._single is not None and self._single.role == "period_bill" and _BILL in fold(self._single.heading)
        )
        """Whether the month is told by the bill (請求月), which may come after the month of use."""
        self.kind = self._single.role if self._single is not None and not all(self._span) else None

    def _take_sections(self, cells: Sequence[Cell], bare_rows: Sequence[int]) -> None:
        """Rows without figures that hold just a year (令和5年度) tell the year of the months below them."""
        marks = {
            place
            for place in bare_rows
            if (when := when_of(cells[place], years=True)) is not None and when.month is None
        }
        if not marks:
            return
        self._sections = True
        carried: Cell = ""
        keys: list[RowKey] = []
        for place, cell in enumerate(cells):
            if place in marks:
                carried = cell
            keys.append((cell, carried))
        self.keys = keys

    def _cells(self, key: RowKey) -> tuple[Cell, ...]:
        """The cells of a row's key."""
        return key if isinstance(key, tuple) else (key,)

    def _doubtful_tenths(self) -> frozenset[str]:
        """2024.1 among 2024.9, 2024.11 …: a lost zero of 2024.10, or January? It is not read."""
        months: dict[str, set[str]] = {}
        for key in self.distinct() if self._single else ():
            if found := _DOTTED.match(text_of(self._cells(key)[0]).strip()):
                months.setdefault(found[1], set()).add(found[2])
        return frozenset(
            f"{year}.1"
            for year, seen in months.items()
            if "1" in seen and "10" not in seen and seen & {"11", "12", "9"}
        )

    def distinct(self) -> Iterable[RowKey]:
        """The distinct keys in the order of the table."""
        if self._distinct is None:
            self._distinct = dict.fromkeys(self.keys)
        return self._distinct

    def whens(self, key: RowKey) -> tuple[When | None, When | None]:
        """Time and year that the cells of a row tell."""
        if key not in self._row_whens:
            self._row_whens[key] = self._read(key)
        return self._row_whens[key]

    def _read(self, key: RowKey) -> tuple[When | None, When | None]:
        cells = self._cells(key)
        told = dict(zip((column.role for column in self._used), cells, strict=False))
        for role, spelling in self._spelled.items():
            told[role] = spelling.of(told[role])
        year = (
            when_of(told["year"] if "year" in told else cells[1], years=True)
            if "year" in told or self._sections
            else None
        )
        if all(self._span):
            first, last = (when_of(told[role], serials=self._serials) for role in ("period_from", "period_to"))
            if first is None or last is None or first.day is None or last.day is None:
                return None, year
            return first._replace(end=last), year
        if self._single is None:
            return None, year
        cell = told[self._single.role]
        if text_of(cell).strip() in self._ambiguous:
            return None, year
        return when_of(cell, serials=self._serials, months=True, years=True), year

    def year_kind(self) -> YearKind:
        """What the heading of the year's column says the year is."""
        main = fold(self._year.heading.split(" / ")[-1]) if self._year is not None else ""
        return "fiscal" if "年度" in main or main == "fy" else "calendar" if main == "年" else "bare"

    def resolve(
        self, headings: Iterable[When | None], calendar: Calendar
    ) -> dict[tuple[RowKey, When | None], Period | Miss]:
        """Periods by the row's key and the heading's time."""
        headings = list(headings)
        if not self._used and not any(headings) and self._context.month is None:
            return dict.fromkeys(((key, None) for key in self.distinct()), calendar.whole_table())
        kind = self.year_kind()
        told: dict[tuple[RowKey, When | None], Told | None] = {}
        order = list(dict.fromkeys(headings))
        for key in self.distinct():
            when, year = self.whens(key)
            for heading in order:
                told[key, heading] = (
                    None if self._is_unread(key, when) else combine(when, heading, year, self._context, kind)
                )
        periods = calendar.resolve(each for pair in told if (each := told[pair]) is not None)
        return {pair: self._nothing(pair[0]) if each is None else periods[each] for pair, each in told.items()}

    def _is_unread(self, key: RowKey, when: When | None) -> bool:
        """Whether a row's own cell for the time holds something that is none; nothing else may stand in for it then."""
        has_time = self._single is not None or all(self._span)
        return has_time and when is None and not all(map(is_blank, self._cells(key)[: 2 if all(self._span) else 1]))

    def _nothing(self, key: RowKey) -> Miss:
        for spelling in self._spelled.values():
            if spelling.waits:
                return Miss(question=spelling.waits)
            if spelling.leave:
                return Miss(reason="importers_left.told")
        return Miss(reason="importers_left.time" if self._is_unread(key, None) else "importers_left.no_time")

    def note_changes(self, periods: dict[tuple[RowKey, When | None], Period | Miss], table: str, notes: Notes) -> None:
        """Says which times are read otherwise than they are written."""
        counts: Counter[RowKey] | None = None
        for (key, _), period in periods.items():
            if isinstance(period, Miss) or key == () or period.month is None or self.whens(key)[0] is None:
                continue
            cell = self._cells(key)[0]
            text = text_of(cell).strip()
            year = period.fiscal_year + (period.month < 4)
            is_serial = not isinstance(cell, str) and text.isdecimal() and FIRST_SERIAL <= int(text) <= LAST_SERIAL
            if str(year) in text and not is_serial:
                continue
            counts = counts if counts is not None else Counter(self.keys)
            notes.changed("importers_change.time", table, counts[key], text=text, year=year, month=period.month)


def _without_time_of_day(cells: Sequence[Cell]) -> Sequence[Cell]:
    """2024/04/01 0:30 → 2024/04/01, for long lists of half hours; the month is the same."""
    if len(cells) < _MANY or not all(
        isinstance(cell, str) and _STAMP.match(cell) for cell in cells[:: len(cells) // 50]
    ):
        return cells
    return [cell.split(" ", 1)[0] if isinstance(cell, str) and ":" in cell else cell for cell in cells]


def fine(when: When | None) -> bool:
    """Whether a row's time is told to the day."""
    return when is not None and (when.day is not None or when.is_range)
