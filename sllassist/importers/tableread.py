"""Reads one table: every cell of figures becomes a proposed figure with its place, month, unit and cost, or is accounted for.

Columns of a clean long table are read as wholes; anything else row by row. Both ways give the same.
Not for: adding up what falls on one month (`sllassist.importers.gather`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import repeat

from sllassist.case.units import kind_of
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.calendar import Calendar, Miss, Period
from sllassist.importers.columns import Column
from sllassist.importers.figures import Figures, read_figures
from sllassist.importers.grid import Grid
from sllassist.importers.notes import Notes
from sllassist.importers.places import Key, Places
from sllassist.importers.preview import ProposedRecord
from sllassist.importers.proposal import TableProposal
from sllassist.importers.rows import Body, find_body
from sllassist.importers.source import Cell, address, text_of
from sllassist.importers.times import Times, fine
from sllassist.importers.when import When
from sllassist.importers.words import Figure, Heading, Words, fold
from sllassist.knowledge import Energy, Knowledge
from sllassist.messages import text as message

_PLACE_ROLES = ("site", "energy", "supplier", "menu", "account", "unit")
_YEN = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Sense:
    """What the cells of a row say about a figure in one column. `unit` None: it is told behind the figures, or asked for."""

    figure: Figure
    place: int | Miss
    unit: str | Miss | None
    money: Decimal
    item: Heading


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
        self, table: TableProposal, columns: Sequence[Column], grid: Grid, knowledge: Knowledge, places: Places, asker: Asker, notes: Notes
    ) -> None:
        self._table, self._columns, self._grid, self._knowledge = table, columns, grid, knowledge
        self._places, self._asker, self._notes = places, asker, notes
        self._words: Words = grid.words
        self.costs: list[Cost] = []
        self.body: Body = Body([])
        self.figures: dict[int, Figures] = {}
        self._bare: list[int] = []

    def read(self, calendar: Calendar, *, bulk: bool = True) -> list[ProposedRecord]:
        """The figures of the table. `bulk` False reads every row by itself."""
        self.body = find_body(self._grid, self._table, self._columns, self._asker)
        for row, reason in self.body.skipped.items():
            self._notes.left(reason, [address(row, self._table.region.columns[0])], self._row_text(row))
        quantities = [column for column in self._columns if column.role == "quantity"]
        costs = [column for column in self._columns if column.role == "cost"]
        for column in (*quantities, *costs):
            self.figures[column.index] = self._read_column(column)
        self._bare = self._bare_rows([*quantities, *costs])
        times = Times(self._columns, self.body.keys, len(self.body.rows), self._table.context, self._bare)
        periods = times.resolve((column.when for column in quantities), calendar)
        self._say_times(times, periods)
        found: list[ProposedRecord] = []
        paired: set[int] = set()
        for column in quantities:
            cost = self._partner(column, costs, quantities)
            if cost is not None:
                paired.add(cost.index)
            found += self._read_figures(column, cost, times, periods, bulk=bulk)
        for column in costs:
            if column.index not in paired:
                self._lone_costs(column, times, calendar)
        return found

    # --- columns ----------------------------------------------------------------------------------------------------

    def _read_column(self, column: Column) -> Figures:
        source = self._grid.sheet.columns[column.index]
        region = self._table.region
        whole = len(self.body.rows) == region.last - region.first
        cells = source[region.first : region.last] if whole else [source[row] for row in self.body.rows]
        figures = read_figures(cells)
        if figures.dashes:
            self._notes.changed("importers_change.dash", self._table.name, len(figures.dashes), text=next(iter(figures.dashes.values())))
        for place, text in figures.rounded.items():
            self._notes.changed("importers_change.rounded", self._where(place, column), text=text, value=f"{figures.values[place]:f}")
        uncomputed = self._grid.sheet.uncomputed
        if uncomputed:
            missing = [place for place, row in enumerate(self.body.rows) if (row, column.index) in uncomputed]
            if missing:
                self._ask_to_leave("uncomputed", column, {place: "" for place in missing})
        if figures.unreadable:
            notes = self._rows_of_words(column, figures)
            if left := {place: text for place, text in figures.unreadable.items() if place not in notes}:
                self._ask_to_leave("unreadable", column, left)
        return figures

    def _rows_of_words(self, column: Column, figures: Figures) -> set[int]:
        """Rows in which nothing but words stands: notes under the table, not figures that cannot be read."""
        found: set[int] = set()
        for place in figures.unreadable:
            row = self.body.rows[place]
            sorts = [self._grid.sort(row, index) for index in self._table.region.columns]
            if "figure" not in sorts and "time" not in sorts:
                found.add(place)
        return found

    def _ask_to_leave(self, kind: str, column: Column, cells: dict[int, str]) -> None:
        places = [self._where(place, column) for place in cells]
        shown = "、".join(f"{where}{f'「{text[:20]}」' if text else ''}" for where, text in zip(places[:5], cells.values(), strict=False))
        key = f"{kind}:{self._table.key}:{column.key}"
        question = Question(
            key, message(f"importers_question.{kind}", count=len(cells), shown=shown, heading=column.heading), (leave_option("leave_these"),),
            remember=False, count=len(cells), places=tuple(places[:5]),
        )  # fmt: skip
        if self._asker.ask(question) == LEAVE:
            self._notes.left(f"importers_left.{kind}", places, next(iter(cells.values())), look=True)

    def _bare_rows(self, columns: list[Column]) -> list[int]:
        """Places of rows without any figure; what they are is said."""
        arrays = [self.figures[column.index].values for column in columns]
        if not arrays or (len(arrays) > 1 and None not in arrays[0]):
            return []
        bare = [place for place, values in enumerate(zip(*arrays, strict=True)) if not any(value is not None for value in values)]
        for place in bare:
            row = self.body.rows[place]
            filled = self._grid.filled(row)
            unread = any(place in self.figures[column.index].unreadable for column in columns)
            if filled and (self._is_note(row) or not unread):
                reason = "importers_left.note" if self._is_note(row) else "importers_left.blank"
                self._notes.left(reason, [address(row, filled[0])], self._row_text(row))
        return bare

    def _is_note(self, row: int) -> bool:
        filled = self._grid.filled(row)
        return all(self._grid.sort(row, column) == "word" for column in filled) and (
            len(filled) == 1 or self._grid.text(row, filled[0]).startswith(("※", "注", "*", "＊"))
        )

    def _partner(self, column: Column, costs: list[Column], quantities: list[Column]) -> Column | None:
        """The column of amounts that belongs to a column of quantities."""
        same = [cost for cost in costs if (cost.energies, cost.when, cost.site) == (column.energies, column.when, column.site)]
        if len(same) == 1:
            return same[0]
        if len(costs) == 1 and len(quantities) == 1:
            return costs[0]
        after = [cost for cost in costs if not cost.energies and cost.index == column.index + 1 and len(quantities) == len(costs)]
        return after[0] if after else None

    # --- what a row says --------------------------------------------------------------------------------------------

    def _senses(self, column: Column, fiscal_year: int) -> tuple[list[tuple[Cell, ...]], dict[tuple[Cell, ...], _Sense]]:
        used = [each for each in self._columns if each.role in _PLACE_ROLES]
        arrays = [self.body.keys[each.index] for each in used]
        raws: list[tuple[Cell, ...]] = list(zip(*arrays, strict=True)) if arrays else [()] * len(self.body.rows)
        values = self.figures[column.index].values
        if None in values:
            wanted = {raw for raw, value in zip(raws, values, strict=True) if value is not None}
        else:
            wanted = set(raws)
        order = dict.fromkeys(raw for raw in raws if raw in wanted) if len(wanted) < len(raws) else dict.fromkeys(raws)
        return raws, {raw: self._sense(dict_of(used, raw), column, fiscal_year) for raw in order}

    def _sense(self, told: dict[str, list[str]], column: Column, fiscal_year: int) -> _Sense:
        item = _item(self._words, told.get("energy", []))
        unit_text = " ".join(told.get("unit", []))
        by_unit = self._words.read(unit_text) if unit_text else Heading("")
        figure: Figure = "cost" if column.role == "cost" else "quantity"
        if not column.figure_told:
            figure = item.figure or ("cost" if by_unit.money and not item.unit else figure)
        money = by_unit.money or item.money or (Decimal(column.money) if column.money else None)
        if money is None:
            money = Decimal(self._table.context.money) if self._table.context.money else _YEN
        unit: str | Miss | None = by_unit.unit
        if unit is None and unit_text and not by_unit.money and figure == "quantity":
            unit = self._unknown_unit(unit_text, item)
        unit = unit or item.unit or column.unit or self._table.context.unit
        key = self._key(told, item, column, unit if isinstance(unit, str) else "")
        place = self._places.find(key, fiscal_year)
        in_cells = unit is None and bool(self.figures[column.index].units)
        if figure == "quantity" and not isinstance(unit, Miss) and not in_cells:
            unit = Miss() if isinstance(place, Miss) else self._unit_at(place, unit, column, item)
        return _Sense(figure, place, unit, money, item)

    def _key(self, told: dict[str, list[str]], item: Heading, column: Column, unit: str) -> Key:
        context = self._table.context
        energies = item.energies or column.energies
        doubt = bool(item.energies and item.rest)
        site = " ".join(told.get("site", [])) or column.site
        if not site and item.rest and (fold(item.rest) in self._places.site_names() or item.rest.endswith(self._words.vocabulary.site_ends)):
            site, doubt = item.rest, False
        if item.energies and column.energies and not set(item.energies) & set(column.energies):
            energies, doubt = item.energies, True
        if not energies and (not item.text or not item.rest) and context.energies:
            energies, doubt = context.energies, not context.energies_sure
        text = item.text or (column.heading if column.energies or column.site else "")
        return Key(
            site or context.site, energies, text if not (doubt and not item.text) else "", " ".join(told.get("supplier", [])),
            " ".join(told.get("menu", [])), " ".join(told.get("account", [])), unit, self._table.name, self._table.key, doubt,
        )  # fmt: skip

    def _unknown_unit(self, text: str, item: Heading) -> str | Miss:
        units = list(dict.fromkeys(u for energy in self._energies(item) for u in energy.units))
        question = Question(
            f"unit:{fold(text)}", message("importers_question.unit_text", text=text), (*(Option(u, u) for u in units), leave_option()),
        )  # fmt: skip
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        return Miss(reason="importers_left.told") if answer == LEAVE else answer

    def _energies(self, item: Heading) -> Iterable[Energy]:
        known = [self._knowledge.energies[each] for each in item.energies if each in self._knowledge.energies]
        return known or self._knowledge.energies.values()

    def _unit_at(self, number: int, unit: str | None, column: Column, item: Heading) -> str | Miss:
        place = self._places.places[number]
        energy = self._knowledge.energies[place.energy]
        name = energy.name.split("（")[0]
        kinds = {kind_of(each) for each in energy.units}
        if unit is not None and kind_of(unit) in kinds:
            return unit
        options = (*(Option(each, each) for each in energy.units), leave_option())
        heading = item.text or column.heading
        if unit is None:
            text = message("importers_question.unit", energy=name, heading=heading or self._table.name)
            question = Question(f"unit:{energy.id}:{fold(heading)}", text, options, place.unit if not place.is_new else None)
        else:
            text = message("importers_question.unit_unfit", energy=name, unit=unit, heading=heading or self._table.name)
            question = Question(f"unit:{energy.id}:{fold(heading)}:{unit}", text, options)
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        return Miss(reason="importers_left.told") if answer == LEAVE else answer

    # --- figures ----------------------------------------------------------------------------------------------------

    def _read_figures(
        self, column: Column, cost: Column | None, times: Times, periods: dict[tuple[tuple[Cell, ...], When | None], Period | Miss], *, bulk: bool
    ) -> list[ProposedRecord]:
        own = {key: periods[key, column.when] for key in times.distinct()}
        years = [period.fiscal_year for period in own.values() if isinstance(period, Period)]
        raws, senses = self._senses(column, max(years, default=2024))
        figures = self.figures[column.index]
        amounts = self.figures[cost.index] if cost is not None else None
        money = (cost.money or self._table.context.money) if cost is not None else None
        is_fine = {key: fine(key, times.whens(key)[0] or column.when) for key in own}
        simple = bulk and not figures.units and (amounts is None or not amounts.units) and self._all_clear(own, senses, figures, amounts, money)
        if simple:
            return self._in_bulk(column, cost, times, own, raws, senses, is_fine)
        return self._row_by_row(column, cost, times, own, raws, senses, is_fine)

    @staticmethod
    def _all_clear(
        own: dict[tuple[Cell, ...], Period | Miss], senses: dict[tuple[Cell, ...], _Sense], figures: Figures, amounts: Figures | None, money: str | None
    ) -> bool:
        periods = all(isinstance(period, Period) and period.start is None for period in own.values())
        clear = all(s.figure == "quantity" and isinstance(s.place, int) and isinstance(s.unit, str) and s.money == _YEN for s in senses.values())
        whole = None not in figures.values and (amounts is None or None not in amounts.values)
        return periods and clear and whole and (amounts is None or money in (None, "1"))

    def _in_bulk(
        self, column: Column, cost: Column | None, times: Times, own: dict[tuple[Cell, ...], Period | Miss],
        raws: list[tuple[Cell, ...]], senses: dict[tuple[Cell, ...], _Sense], is_fine: dict[tuple[Cell, ...], bool],
    ) -> list[ProposedRecord]:  # fmt: skip
        values = self.figures[column.index].values
        amounts: Iterable[Decimal | None] = self.figures[cost.index].values if cost is not None else repeat(None)
        year_of = {key: period.fiscal_year for key, period in own.items() if isinstance(period, Period)}
        month_of = {key: period.month for key, period in own.items() if isinstance(period, Period)}
        found = [senses[raw] for raw in raws]
        parts = zip(
            [sense.place for sense in found], map(year_of.__getitem__, times.keys), map(month_of.__getitem__, times.keys), values,
            [sense.unit for sense in found], amounts, repeat(self._table.number), self.body.rows, repeat(column.index), repeat(None),
            repeat(None), map(is_fine.__getitem__, times.keys), repeat(""), repeat(False),
        )  # fmt: skip
        return list(map(partial(tuple.__new__, ProposedRecord), parts))

    def _row_by_row(
        self, column: Column, cost: Column | None, times: Times, own: dict[tuple[Cell, ...], Period | Miss],
        raws: list[tuple[Cell, ...]], senses: dict[tuple[Cell, ...], _Sense], is_fine: dict[tuple[Cell, ...], bool],
    ) -> list[ProposedRecord]:  # fmt: skip
        figures = self.figures[column.index]
        found: list[ProposedRecord] = []
        told = {*self._bare, *figures.unreadable, *figures.dashes}
        for place, value in enumerate(figures.values):
            if value is None:
                if place not in told and (self.body.rows[place], column.index) not in self._grid.sheet.uncomputed:
                    self._notes.left("importers_left.blank", [self._where(place, column)])
                continue
            sense, period = senses[raws[place]], own[times.keys[place]]
            where = self._where(place, column)
            if isinstance(sense.place, Miss) or isinstance(period, Miss):
                self._missed([each for each in (sense.place, period) if isinstance(each, Miss)], where, place)
                continue
            if sense.figure == "cost":
                yen = value * sense.money
                self.costs.append(Cost(sense.place, period.fiscal_year, period.month, yen, self._table.number, self.body.rows[place], column.index))
                continue
            unit = self._cell_unit(sense, figures.units.get(place), sense.place, column)
            if isinstance(unit, Miss):
                self._missed([unit], where, place)
                continue
            found.append(ProposedRecord(
                sense.place, period.fiscal_year, period.month, value, unit, self._cost_at(cost, place), self._table.number,
                self.body.rows[place], column.index, period.start, period.end, is_fine[times.keys[place]],
            ))  # fmt: skip
        return found

    def _cell_unit(self, sense: _Sense, text: str | None, place: int, column: Column) -> str | Miss:
        """The unit of one figure: the one typed behind it, else that of row, heading or title."""
        if not text:
            return self._unit_at(place, None, column, sense.item) if sense.unit is None else sense.unit
        unit = self._words.read(text).unit
        if unit is None:
            return self._unknown_unit(text, Heading(""))
        return self._unit_at(place, unit, column, Heading(""))

    def _cost_at(self, cost: Column | None, place: int) -> Decimal | None:
        if cost is None:
            return None
        figures = self.figures[cost.index]
        value = figures.values[place]
        if value is None:
            return None
        money = self._words.read(figures.units[place]).money if place in figures.units else None
        factor = money or Decimal(cost.money or self._table.context.money or 1)
        if place in figures.units and money is None:
            self._notes.left("importers_left.cost_unit", [self._where(place, cost)], f"{value:f}{figures.units[place]}", look=True)
            return None
        if factor != _YEN:
            self._notes.changed("importers_change.money", self._where(place, cost), factor=f"{factor:,f}")
        return value * factor

    def _missed(self, misses: list[Miss], where: str, place: int) -> None:
        """Counts a figure that waits for answers, or is left out for the first reason."""
        reason = next((miss.reason for miss in misses if miss.reason), "")
        if reason:
            look = reason not in ("importers_left.told", "importers_left.calendar_year")
            self._notes.left(reason, [where], self._row_text(self.body.rows[place]), look=look)
            return
        for miss in misses:
            self._asker.waiting(miss.question, where)

    def _lone_costs(self, column: Column, times: Times, calendar: Calendar) -> None:
        """A column of amounts without quantities beside it: joined to quantities of other rows by place and month."""
        if "energy" not in {each.role for each in self._columns} and not column.energies:
            values = self.figures[column.index].values
            places = [self._where(place, column) for place, value in enumerate(values) if value is not None]
            self._notes.left("importers_left.cost_only", places, heading=column.heading)
            return
        periods = times.resolve([column.when], calendar)
        own = {key: periods[key, column.when] for key in times.distinct()}
        raws, senses = self._senses(replace(column, role="cost"), 2024)
        for place, value in enumerate(self.figures[column.index].values):
            if value is None:
                continue
            sense, period = senses[raws[place]], own[times.keys[place]]
            if isinstance(sense.place, int) and isinstance(period, Period):
                yen = value * sense.money
                self.costs.append(Cost(sense.place, period.fiscal_year, period.month, yen, self._table.number, self.body.rows[place], column.index))

    # --- words ------------------------------------------------------------------------------------------------------

    def _say_times(self, times: Times, periods: dict[tuple[tuple[Cell, ...], When | None], Period | Miss]) -> None:
        times.note_changes(periods, self._table.name, self._notes)
        if times.kind == "period_read":
            self._notes.assume("importers_assumed.reading_day", table=self._table.name)
        elif times.kind == "period_bill":
            self._notes.assume("importers_assumed.bill_day", table=self._table.name)

    def _where(self, place: int, column: Column) -> str:
        sheet = self._grid.sheet.name
        cell = address(self.body.rows[place], column.index)
        return f"{sheet}!{cell}" if sheet else cell

    def _row_text(self, row: int) -> str:
        texts = (self._grid.text(row, column) for column in self._table.region.columns)
        return " ".join(text for text in texts if text)[:80]


def dict_of(columns: Sequence[Column], raw: tuple[Cell, ...]) -> dict[str, list[str]]:
    """The texts of a row's key cells by role; a role may have several columns."""
    told: dict[str, list[str]] = {}
    for column, cell in zip(columns, raw, strict=True):
        if text := text_of(cell).strip():
            told.setdefault(column.role, []).append(text)
    return told


def _item(words: Words, texts: list[str]) -> Heading:
    """What the label of a row says: one cell, or several taken together (電気 | 使用量)."""
    heads = [words.read(text) for text in texts]
    if len(heads) == 1:
        head = heads[0]
        return head if head.known or head.rest else replace(head, rest=head.main or head.text)
    joined = Heading(" ".join(texts))
    for head in heads:
        joined = replace(
            joined, figure=head.figure or joined.figure, energies=head.energies or joined.energies, unit=head.unit or joined.unit,
            money=head.money or joined.money, rest=joined.rest + (head.rest if not head.energies or head.rest != head.main else ""),
        )  # fmt: skip
    return joined
