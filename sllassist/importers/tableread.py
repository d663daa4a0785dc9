"""Reads one table: every cell of figures becomes a proposed figure with its place, month, unit and cost, or is accounted for.

Columns of a clean long table are read as wholes; anything else row by row. Both ways give the same.
Not for: adding up what falls on one month (`sllassist.importers.gather`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import repeat

from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.calendar import Calendar, Miss, Period, month_before
from sllassist.importers.columnar import ColumnarRecords, packed
from sllassist.importers.columns import Column
from sllassist.importers.figures import Figures, read_figures
from sllassist.importers.grid import Grid, is_error
from sllassist.importers.notes import Notes
from sllassist.importers.places import Places
from sllassist.importers.preview import ProposedRecord
from sllassist.importers.proposal import TableProposal
from sllassist.importers.rows import Body, find_body
from sllassist.importers.senses import YEN, CommonSenses, Sense, SenseMemo, Senses
from sllassist.importers.source import Cell, address
from sllassist.importers.spelling import spelling
from sllassist.importers.tables import looks_like_headings
from sllassist.importers.times import RowKey, Times, fine
from sllassist.importers.when import When
from sllassist.importers.words import Heading
from sllassist.knowledge import Knowledge
from sllassist.messages import text as message

Periods = dict[tuple[RowKey, When | None], Period | Miss]
_NO_MATTER = ("importers_left.told", "importers_left.calendar_year")
"""Reasons the user has given, which need no second look."""


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount that stands in another row than its quantity."""

    place: int
    fiscal_year: int
    month: int | None
    yen: Decimal
    table: int
    row: int
    column: int


class TableReader:
    """Reads one table with the columns the mapping gives it."""

    def __init__(
        self,
        table: TableProposal,
        columns: Sequence[Column],
        grid: Grid,
        knowledge: Knowledge,
        places: Places,
        asker: Asker,
        notes: Notes,
        common: CommonSenses,
    ) -> None:
        self._table, self.columns, self._grid = table, columns, grid
        self._asker, self._notes, self._common = asker, notes, common
        self._senses = Senses(table, columns, grid.words, knowledge, places, asker)
        self.costs: list[Cost] = []
        self.body: Body = Body([])
        self.figures: dict[int, Figures] = {}
        self._bare: list[int] = []
        self._memos: dict[tuple[object, ...], SenseMemo] = {}
        self.sound = False
        """Whether no figure read can be below zero or beyond all size."""

    def read(self, calendar: Calendar, *, bulk: bool = True) -> list[Sequence[ProposedRecord]]:
        """The figures of the table, column by column. `bulk` False reads every row by itself."""
        quantities = [column for column in self.columns if column.role == "quantity"]
        costs = [column for column in self.columns if column.role == "cost"]
        self._read_columns([*quantities, *costs])
        times = Times(
            self.columns,
            self.body.keys,
            len(self.body.rows),
            self._table.context,
            self._bare,
            lambda column, cells: spelling(column, cells, self._table.name, self._table.key, self._asker),
            serials=self._grid.sheet.serials,
        )
        periods = self._of_use(times, times.resolve((column.when for column in quantities), calendar))
        self._say_times(times, periods)
        found: list[Sequence[ProposedRecord]] = []
        paired: set[int] = set()
        for column in quantities:
            cost = self._partner(column, costs, quantities)
            if cost is not None:
                paired.add(cost.index)
            found.append(self._read_figures(column, cost, times, periods, bulk=bulk))
        for column in costs:
            if column.index not in paired:
                self._lone_costs(column, times, calendar)
        return found

    # --- columns ----------------------------------------------------------------------------------------------------

    def _read_columns(self, columns: list[Column]) -> None:
        """Reads the figures, finds the rows that count, and says what is no figure."""
        region = self._table.region
        whole = {
            column.index: read_figures(self._grid.sheet.columns[column.index][region.first : region.last])
            for column in columns
        }
        texts = {
            index: frozenset(figures.unreadable.values()) for index, figures in whole.items() if figures.unreadable
        }
        self.body = find_body(
            self._grid, self._table, self.columns, texts, self._asker, self._other_table(columns, whole)
        )
        for row, reason in self.body.skipped.items():
            look = reason == "importers_left.other_table"
            self._notes.left(reason, [address(row, region.columns[0])], self._row_text(row), look=look)
        kept = None if not self.body.skipped else [row - region.first for row in self.body.rows]
        self.figures = {index: figures if kept is None else figures.take(kept) for index, figures in whole.items()}
        self.sound = all(figures.sound for figures in self.figures.values())
        for column in columns:
            self._say_cells(column)
        self._bare = self._bare_rows(columns)

    def _other_table(self, columns: list[Column], whole: dict[int, Figures]) -> int | None:
        """The row of the body, if any, in which another table's headings stand: what follows is not of this table."""
        first = self._table.region.first
        for place in sorted({place for figures in whole.values() for place in figures.unreadable}):
            own = {
                whole[column.index].unreadable.get(place, "") == column.heading.split(" / ")[-1] for column in columns
            }
            if (
                own != {True}
                and first + place > self._table.region.first
                and looks_like_headings(self._grid, first + place, 0)
            ):
                return first + place
        return None

    def _say_cells(self, column: Column) -> None:
        figures = self.figures[column.index]
        if figures.dashes:
            self._notes.changed(
                "importers_change.dash", self._table.name, len(figures.dashes), text=next(iter(figures.dashes.values()))
            )
        for place, text in figures.rounded.items():
            self._notes.changed(
                "importers_change.rounded", self._where(place, column), text=text, value=f"{figures.values[place]:f}"
            )
        if figures.respelled:
            place, text = next(iter(figures.respelled.items()))
            self._notes.changed(
                "importers_change.respelled", self._where(place, column), len(figures.respelled), text=text,
                value=f"{figures.values[place]:f}",
            )  # fmt: skip
        if uncomputed := self._grid.sheet.uncomputed:
            missing = [place for place, row in enumerate(self.body.rows) if (row, column.index) in uncomputed]
            if missing:
                self._ask_to_leave("uncomputed", column, dict.fromkeys(missing, ""))
        if unreadable := {
            place: text for place, text in figures.unreadable.items() if not self._is_note(self.body.rows[place])
        }:
            wrong = {place: text for place, text in unreadable.items() if is_error(text)}
            other = {place: text for place, text in unreadable.items() if place not in wrong}
            for kind, cells in (("error_value", wrong), ("unreadable", other)):
                if cells:
                    self._ask_to_leave(kind, column, cells)

    def _ask_to_leave(self, kind: str, column: Column, cells: dict[int, str]) -> None:
        places = [self._where(place, column) for place in cells]
        shown = "、".join(
            f"{where}{f'「{text[:20]}」' if text else ''}"
            for where, text in zip(places[:5], cells.values(), strict=False)
        )
        question = Question(
            f"{kind}:{self._table.key}:{column.key}",
            message(f"importers_question.{kind}", count=len(cells), shown=shown, heading=column.heading), (leave_option("leave_these"),),
            remember=False, count=len(cells), places=tuple(places[:5]),
        )  # fmt: skip
        if self._asker.ask(question) == LEAVE:
            self._notes.left(f"importers_left.{kind}", places, next(iter(cells.values())), look=True)

    def _bare_rows(self, columns: list[Column]) -> list[int]:
        """Places of rows without any figure; what they are is said."""
        if not columns or any(self.figures[column.index].whole for column in columns):
            return []
        bare = sorted(set[int].intersection(*(set(self.figures[column.index].gaps()) for column in columns)))
        for place in bare:
            row = self.body.rows[place]
            filled = self._grid.filled(row)
            unread = any(place in self.figures[column.index].unreadable for column in columns)
            if filled and (self._is_note(row) or not unread):
                note = self._is_note(row)
                first = filled[0] if note else columns[0].index
                self._notes.left("importers_left.note" if note else "importers_left.blank", [address(row, first)], self._row_text(row))
        return bare

    def _is_note(self, row: int) -> bool:
        """Whether a row holds nothing but words: one cell, or a line that begins like a note."""
        filled = self._grid.filled(row)
        if not filled or any(self._grid.sort(row, column) != "word" for column in filled):
            return False
        head = self._grid.heading(row, filled[0])
        return head.text.startswith(("※", "注", "*", "＊")) or (
            len(filled) == 1 and (bool(head.rest) or not head.known)
        )

    def _partner(self, column: Column, costs: list[Column], quantities: list[Column]) -> Column | None:
        """The column of amounts that belongs to a column of quantities."""
        same = [
            cost
            for cost in costs
            if (cost.energies, cost.when, cost.site) == (column.energies, column.when, column.site)
        ]
        if len(same) == 1:
            return same[0]
        if len(costs) == 1 and len(quantities) == 1:
            return costs[0]
        after = [
            cost
            for cost in costs
            if not cost.energies and cost.index == column.index + 1 and len(quantities) == len(costs)
        ]
        return after[0] if after else None

    # --- figures ----------------------------------------------------------------------------------------------------

    def _raws(self) -> Iterable[tuple[Cell, ...]]:
        """The key cells of every row that tell place and unit."""
        arrays = [self.body.keys[column.index] for column in self._senses.used]
        return zip(*arrays, strict=True) if arrays else repeat((), len(self.body.rows))

    def _read_figures(
        self, column: Column, cost: Column | None, times: Times, periods: Periods, *, bulk: bool
    ) -> Sequence[ProposedRecord]:
        own = {key: periods[key, column.when] for key in times.distinct()}
        figures = self.figures[column.index]
        memo = self._memo_for(
            column, max((period.fiscal_year for period in periods.values() if isinstance(period, Period)), default=0)
        )
        is_fine = {key: fine(times.whens(key)[0] or column.when) for key in own}
        amounts = self.figures[cost.index] if cost is not None else None
        money = (cost.money or self._table.context.money) if cost is not None else None
        plain = not figures.units and (amounts is None or (not amounts.units and money in (None, "1")))
        months = {key: period for key, period in own.items() if isinstance(period, Period) and period.start is None}
        if bulk and plain and len(months) == len(own):
            gaps = frozenset(figures.gaps())
            places = [place for place in range(len(self.body.rows)) if place not in gaps] if gaps else None
            known = memo.columns(self._raws, places)
            if known is not None:
                self._say_gaps(column, sorted(gaps))
                return self._in_bulk(column, amounts, times, months, known, is_fine, places)
        return self._row_by_row(column, cost, times, own, memo, is_fine)

    def _memo_for(self, column: Column, year: int) -> SenseMemo:
        """Senses of the rows for a column; columns that say the same about their figures share them."""
        in_cells = bool(self.figures[column.index].units)
        heading = column.heading if column.when is None else ""
        like = (
            column.role,
            column.energies,
            column.unit,
            column.money,
            column.site,
            column.figure_told,
            heading,
            in_cells,
        )
        if like not in self._memos:
            read = partial(self._senses.read, column=column, fiscal_year=year, units_in_cells=in_cells)
            self._memos[like] = SenseMemo(read, self._asker, self._common_senses(like))
        return self._memos[like]

    def _common_senses(self, like: tuple[object, ...]) -> dict[tuple[Cell, ...], Sense]:
        """Senses that tables of this kind share; none where suppliers are told, for their list is that of the year."""
        used = self._senses.used
        if any(column.role == "supplier" for column in used):
            return {}
        context = replace(self._table.context, year=None, month=None)
        return self._common.setdefault((*like, context, *(column.role for column in used)), {})

    def _in_bulk(
        self,
        column: Column,
        amounts: Figures | None,
        times: Times,
        own: dict[RowKey, Period],
        known: tuple[list[int], list[str]],
        is_fine: dict[RowKey, bool],
        places: Sequence[int] | None,
    ) -> ColumnarRecords:
        """The figures of a column at these places (None: of all rows)."""
        rows, keys, figures = self.body.rows, times.keys, self.figures[column.index]
        if places is not None:
            rows, keys, figures = (
                [rows[place] for place in places],
                [keys[place] for place in places],
                figures.take(places),
            )
            amounts = amounts.take(places) if amounts is not None else None
        by_key = {key: packed(period.fiscal_year, period.month) for key, period in own.items()}
        months = list(by_key.values()) * len(rows) if len(by_key) == 1 else list(map(by_key.__getitem__, keys))
        alike = len(set(is_fine.values())) == 1
        days = [is_fine[times.keys[0]]] * len(rows) if alike else [is_fine[key] for key in keys]
        return ColumnarRecords(
            known[0], months, figures.values, known[1], amounts.values if amounts is not None else None, self._table.number, rows,
            column.index, days,
        )  # fmt: skip

    def _row_by_row(
        self, column: Column, cost: Column | None, times: Times, own: dict[RowKey, Period | Miss], memo: SenseMemo,
        is_fine: dict[RowKey, bool],
    ) -> list[ProposedRecord]:  # fmt: skip
        figures = self.figures[column.index]
        accounted = self._accounted(column)
        found: list[ProposedRecord] = []
        for place, (value, raw) in enumerate(zip(figures.values, self._raws(), strict=True)):
            if value is None:
                if place not in accounted:
                    self._notes.left("importers_left.blank", [self._where(place, column)])
                continue
            sense, period = memo[raw], own[times.keys[place]]
            if isinstance(sense.place, Miss) or isinstance(period, Miss):
                self._missed([each for each in (sense.place, period) if isinstance(each, Miss)], column, place)
                continue
            if sense.figure == "cost":
                self._note_cost(sense.place, period, value * sense.money, column, place)
                continue
            unit = self._unit(sense, figures.units.get(place), sense.place, column)
            if isinstance(unit, Miss):
                self._missed([unit], column, place)
                continue
            found.append(ProposedRecord(
                sense.place, period.fiscal_year, period.month, value, unit, self._cost_at(cost, place), self._table.number,
                self.body.rows[place], column.index, period.start, period.end, is_fine[times.keys[place]],
            ))  # fmt: skip
        return found

    def _accounted(self, column: Column) -> set[int]:
        """Places without a figure of which it has been said, or asked, why."""
        figures = self.figures[column.index]
        uncomputed = self._grid.sheet.uncomputed
        missing = (
            [place for place, row in enumerate(self.body.rows) if (row, column.index) in uncomputed]
            if uncomputed
            else ()
        )
        return {*self._bare, *figures.unreadable, *figures.dashes, *missing}

    def _say_gaps(self, column: Column, gaps: Sequence[int]) -> None:
        accounted = self._accounted(column) if gaps else ()
        if blank := [self._where(place, column) for place in gaps if place not in accounted]:
            self._notes.left("importers_left.blank", blank)

    def _unit(self, sense: Sense, text: str | None, place: int, column: Column) -> str | Miss:
        """The unit of one figure: the one typed behind it, else that of row, heading or title."""
        if not text:
            return self._senses.unit_at(place, None, column, sense.item) if sense.unit is None else sense.unit
        head = self._grid.words.read(text)
        if head.money:
            return Miss(reason="importers_left.money")
        unit = head.unit
        if unit is None:
            return self._senses.unknown_unit(text, Heading(""))
        return self._senses.unit_at(place, unit, column, Heading(""))

    def _cost_at(self, cost: Column | None, place: int) -> Decimal | None:
        if cost is None:
            return None
        figures = self.figures[cost.index]
        value = figures.values[place]
        if value is None:
            return None
        money = self._grid.words.read(figures.units[place]).money if place in figures.units else None
        if place in figures.units and money is None:
            self._notes.left(
                "importers_left.cost_unit", [self._where(place, cost)], f"{value:f}{figures.units[place]}", look=True
            )
            return None
        factor = money or Decimal(cost.money or self._table.context.money or 1)
        if factor != YEN:
            self._notes.changed("importers_change.money", self._where(place, cost), factor=f"{factor:,f}")
        return value * factor

    def _note_cost(self, spot: int, period: Period, yen: Decimal, column: Column, place: int) -> None:
        self.costs.append(
            Cost(spot, period.fiscal_year, period.month, yen, self._table.number, self.body.rows[place], column.index)
        )

    def _missed(self, misses: list[Miss], column: Column, place: int) -> None:
        """Counts a figure that waits for answers, or is left out for the first reason."""
        where = self._where(place, column)
        reason = next((miss.reason for miss in misses if miss.reason), "")
        if reason:
            self._notes.left(
                reason,
                [where],
                self._row_text(self.body.rows[place]),
                look=reason.startswith("importers_left.") and reason not in _NO_MATTER,
            )
            return
        for miss in misses:
            self._asker.waiting(miss.question, where)

    def _lone_costs(self, column: Column, times: Times, calendar: Calendar) -> None:
        """A column of amounts without quantities beside it: joined to quantities of other rows by place and month."""
        values = self.figures[column.index].values
        if not column.energies and not any(each.role == "energy" for each in self.columns):
            places = [self._where(place, column) for place, value in enumerate(values) if value is not None]
            self._notes.left("importers_left.cost_only", places, heading=column.heading)
            return
        periods = self._of_use(times, times.resolve([column.when], calendar))
        told = replace(column, figure_told=True)
        memo = SenseMemo(partial(self._senses.read, column=told, fiscal_year=0, units_in_cells=True), self._asker, {})
        for place, (raw, value) in enumerate(zip(self._raws(), values, strict=True)):
            if value is None:
                continue
            sense, period = memo[raw], periods[times.keys[place], column.when]
            if isinstance(sense.place, int) and isinstance(period, Period):
                self._note_cost(sense.place, period, value * sense.money, column, place)

    # --- words ------------------------------------------------------------------------------------------------------

    def _of_use(self, times: Times, periods: Periods) -> Periods:
        """Months of bills (請求月) become months of use as the user says: the same, or the month before."""
        if not times.of_bills:
            return periods
        key = f"billing_month:{self._table.key}"
        options = [Option(value, message(f"importers_option.billing_{value}")) for value in ("same", "before")]
        text = message("importers_question.billing_month", table=self._table.name)
        answer = self._asker.ask(Question(key, text, tuple(options)))
        if answer == "same":
            return periods
        if answer is None:
            return {
                pair: period if isinstance(period, Miss) else Miss(question=key) for pair, period in periods.items()
            }
        return {pair: period if isinstance(period, Miss) else month_before(period) for pair, period in periods.items()}

    def _say_times(self, times: Times, periods: Periods) -> None:
        times.note_changes(periods, self._table.name, self._notes)
        if times.kind == "period_read":
            self._notes.assume("importers_assumed.reading_day", table=self._table.name)
        elif times.kind == "period_bill" and not times.of_bills:
            self._notes.assume("importers_assumed.bill_day", table=self._table.name)

    def _where(self, place: int, column: Column) -> str:
        sheet = self._grid.sheet.name
        cell = address(self.body.rows[place], column.index)
        return f"{sheet}!{cell}" if sheet else cell

    def _row_text(self, row: int) -> str:
        texts = (self._grid.text(row, column) for column in self._table.region.columns)
        return " ".join(text for text in texts if text)[:80]
