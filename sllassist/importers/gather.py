"""Brings together what falls on one supply and month: bills that reach over months, several rows, several tables, lone amounts.

Adding up is done only where the rows say themselves that they are parts (they bear different days); else the user is asked.
Not for: reading tables (`sllassist.importers.tableread`) and for figures in the case (`sllassist.importers.apply`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from operator import itemgetter

from sllassist.case.parsing import MAX_ABS
from sllassist.case.problems import InputProblem
from sllassist.case.units import convert
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.columnar import ColumnarRecords, chained
from sllassist.importers.notes import Notes
from sllassist.importers.places import Places
from sllassist.importers.preview import ProposedRecord
from sllassist.importers.source import Cell, address
from sllassist.importers.straddle import Straddling
from sllassist.importers.tableread import Cost
from sllassist.messages import text as message

Spot = tuple[int, int, int | None]
"""Place, fiscal year and month of a figure."""
_SPOT, _MONTH, _START = itemgetter(0, 1, 2), itemgetter(2), itemgetter(ProposedRecord._fields.index("start"))


@dataclass(frozen=True, slots=True)
class TableNames:
    """A table in words and questions: its name, its key in questions, headings by column, the cells of its rows.

    `rows_differ`: whether no row of it stands twice.
    """

    name: str
    key: str
    headings: Dict[int, str]
    row_cells: Callable[[int], tuple[Cell, ...]]
    rows_differ: Callable[[], bool]


class Gatherer:
    """Makes one figure per place and month. `tables`: by number; `is_clock`: whether a heading is a time of day."""

    def __init__(
        self, places: Places, asker: Asker, notes: Notes, tables: Sequence[TableNames], is_clock: Callable[[str], bool]
    ) -> None:
        self._places, self._asker, self._notes = places, asker, notes
        self._tables, self._is_clock = tables, is_clock

    def gather(
        self, read: Sequence[Sequence[ProposedRecord]], costs: Sequence[Cost], *, sound: bool
    ) -> Sequence[ProposedRecord]:
        """One figure per place and month, in the order of the file. `sound`: none of them is below zero or too large."""
        if sound and not costs:
            if (untouched := chained(read)) is not None:
                return untouched
            if len(read) == 1 and (sums := self._of_distinct_rows(read[0])) is not None:
                return sums
        figures = list(chain.from_iterable(read))
        if any(map(_START, figures)):
            figures = Straddling(self._places, self._asker, self._notes).spread(figures)
        if len(set(map(_SPOT, figures))) < len(figures):
            figures, sound = self._joined(figures), False
        if None in set(map(_MONTH, figures)):
            figures = self._whole_years(figures)
        if not sound:
            figures = self._sound(figures)
        return self._with_costs(figures, costs) if costs else figures

    def _of_distinct_rows(self, figures: Sequence[ProposedRecord]) -> list[ProposedRecord] | None:
        """Months of a long list of daily or half-hourly figures without a line that stands twice; None for any other."""
        if not isinstance(figures, ColumnarRecords):
            return None
        table = self._tables[figures.table]
        if not table.rows_differ() or (sums := figures.by_month()) is None:
            return None
        for figure in sums:
            if figure.note:
                self._notes.changed("importers_change.sum", self._where(figure), table=table.name)
        return self._sound(sums)

    # --- several figures for one month ------------------------------------------------------------------------------

    def _joined(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        groups: dict[Spot, list[ProposedRecord]] = {}
        for figure in figures:
            groups.setdefault(figure[:3], []).append(figure)
        found: list[ProposedRecord] = []
        for group in groups.values():
            one = self._one_of(group) if len(group) > 1 else group[0]
            if one is not None:
                found.append(one)
        return found

    def _one_of(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        """One figure out of several for the same month; None while the user has not said which."""
        by_table: dict[int, list[ProposedRecord]] = {}
        for figure in group:
            by_table.setdefault(figure.table, []).append(figure)
        sums: list[ProposedRecord] = []
        for own in by_table.values():
            one = own[0] if len(own) == 1 else self._of_one_table(own)
            if one is None:
                return None
            sums.append(one)
        return sums[0] if len(sums) == 1 else self._of_tables(sums)

    def _of_one_table(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        by_row: dict[int, list[ProposedRecord]] = {}
        for figure in group:
            by_row.setdefault(figure.row, []).append(figure)
        rows: list[ProposedRecord] = []
        for own in by_row.values():
            columns = {figure.column for figure in own}
            if len(own) > 1 and len(columns) > 1:
                one = self._of_columns(own)
                if one is None:
                    return None
                rows.append(one)
            else:
                rows += own
        if len(rows) == 1:
            return rows[0]
        return self._of_rows(rows)

    def _of_columns(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        names = [self._tables[figure.table].headings.get(figure.column, "") for figure in group]
        if all(map(self._is_clock, names)):
            return self._sum(group)
        shown = "」と「".join(dict.fromkeys(names))
        options = (
            Option("add", message("importers_option.add")),
            Option("first", message("importers_option.first", name=names[0])),
            leave_option(),
        )
        key = f"columns:{shown}"
        answer = self._asker.ask(Question(key, message("importers_question.columns", shown=shown), options))
        return self._decided(answer, key, group)

    def _of_rows(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        table = self._tables[group[0].table].name
        alike = {(*self._tables[figure.table].row_cells(figure.row), figure.note) for figure in group}
        spans = {(figure.start, figure.end) for figure in group}
        is_fine = all(figure.fine for figure in group)
        if (
            is_fine
            and (len(alike) == len(group))
            and (spans == {(None, None)} or len(spans) == len(group) or any(f.note for f in group))
        ):
            return self._sum(group)
        kind = "double" if len(alike) < len(group) else "rows"
        key = f"{kind}:{self._tables[group[0].table].key}"
        options = [Option("add", message("importers_option.add"))]
        if kind == "double":
            options.append(Option("once", message("importers_option.once")))
        options.append(leave_option())
        answer = self._asker.ask(
            Question(
                key, message(f"importers_question.{kind}", table=table, shown=self._shown(group[0])), tuple(options)
            )
        )
        if answer == "once":
            kept = {(*self._tables[f.table].row_cells(f.row), f.note): f for f in reversed(group)}
            rest = sorted(kept.values(), key=lambda figure: figure.row)
            self._notes.left("importers_left.double", [self._where(f) for f in group if f not in rest])
            return rest[0] if len(rest) == 1 else self._sum(rest)
        return self._decided(answer, key, group)

    def _of_tables(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        if len({(figure.quantity, figure.unit) for figure in group}) == 1:
            paid = next((figure for figure in group if figure.cost_yen is not None), group[0])
            self._notes.changed(
                "importers_change.same_twice", self._where(group[1]), table=self._tables[group[1].table].name
            )
            return group[0]._replace(cost_yen=paid.cost_yen)
        names = [self._tables[figure.table].name for figure in group]
        key = f"tables:{'|'.join(self._tables[figure.table].key for figure in group)}"
        options = [
            Option(f"table{place}", message("importers_option.first", name=name)) for place, name in enumerate(names)
        ]
        options += [Option("add", message("importers_option.add")), leave_option()]
        text = message("importers_question.tables", shown="」と「".join(names), spot=self._shown(group[0]))
        answer = self._asker.ask(Question(key, text, tuple(options)))
        if answer is not None and answer.startswith("table"):
            chosen = group[int(answer.removeprefix("table"))]
            self._notes.left("importers_left.told", [self._where(figure) for figure in group if figure is not chosen])
            return chosen
        return self._decided(answer, key, group)

    def _decided(self, answer: str | None, key: str, group: list[ProposedRecord]) -> ProposedRecord | None:
        if answer == "add":
            return self._sum(group)
        if answer == "first":
            self._notes.left("importers_left.told", [self._where(figure) for figure in group[1:]])
            return group[0]
        if answer == LEAVE:
            self._notes.left("importers_left.told", [self._where(figure) for figure in group])
        else:
            self._asker.waiting(key, self._where(group[0]), len(group))
        return None

    def _sum(self, group: list[ProposedRecord]) -> ProposedRecord | None:
        """The figures added up, in the unit of the first."""
        unit = group[0].unit
        try:
            quantity = sum(
                (f.quantity if f.unit == unit else convert(f.quantity, f.unit, unit) for f in group), Decimal(0)
            )
        except InputProblem:
            self._notes.left(
                "importers_left.units_differ",
                [self._where(figure) for figure in group],
                self._shown(group[0]),
                look=True,
            )
            return None
        paid = [figure.cost_yen for figure in group if figure.cost_yen is not None]
        cost = sum(paid, Decimal(0)) if len(paid) == len(group) else None
        if paid and cost is None:
            self._notes.warn("importers_warning.cost_incomplete", shown=self._shown(group[0]))
        rows = {(figure.table, figure.row, figure.column) for figure in group}
        note = "；".join(dict.fromkeys(figure.note for figure in group if figure.note))
        if not note and len(rows) > 1:
            note = message("importers_note.sum", count=len(rows))
            self._notes.changed("importers_change.sum", self._where(group[0]), table=self._tables[group[0].table].name)
        return group[0]._replace(quantity=quantity, cost_yen=cost, note=note, start=None, end=None)

    # --- whole years, signs, amounts --------------------------------------------------------------------------------

    def _whole_years(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        """A figure of a whole year beside its months: it is their sum, or the user says which counts."""
        months: dict[tuple[int, int], list[ProposedRecord]] = defaultdict(list)
        for figure in figures:
            if figure.month is not None:
                months[figure[:2]].append(figure)
        found: list[ProposedRecord] = []
        dropped: set[tuple[int, int]] = set()
        for figure in figures:
            own = months.get(figure[:2]) if figure.month is None else None
            if not own:
                found.append(figure)
                continue
            total = self._sum_or_none(own, figure.unit)
            if total == figure.quantity:
                self._notes.left("importers_left.year_is_sum", [self._where(figure)])
                continue
            key = f"year_and_months:{self._tables[figure.table].key}"
            options = (
                Option("months", message("importers_option.keep_months")),
                Option("year", message("importers_option.keep_year")),
            )
            text = message(
                "importers_question.year_and_months", shown=self._label(figure.place), year=figure.fiscal_year,
                total=f"{figure.quantity:,f}", months="—" if total is None else f"{total:,f}", unit=figure.unit,
            )  # fmt: skip
            answer = self._asker.ask(Question(key, text, options))
            if answer == "year":
                dropped.add(figure[:2])
                found.append(figure)
            elif answer == "months":
                self._notes.left("importers_left.told", [self._where(figure)])
            else:
                self._asker.waiting(key, self._where(figure))
        if not dropped:
            return found
        out = [figure for figure in found if figure.month is not None and figure[:2] in dropped]
        self._notes.left("importers_left.told", [self._where(figure) for figure in out])
        return [figure for figure in found if figure.month is None or figure[:2] not in dropped]

    @staticmethod
    def _sum_or_none(group: list[ProposedRecord], unit: str) -> Decimal | None:
        try:
            return sum((convert(figure.quantity, figure.unit, unit) for figure in group), Decimal(0))
        except InputProblem:
            return None

    def _sound(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        """Without figures below zero or beyond all size, and without negative amounts."""
        if all(
            figure.quantity >= 0 and figure.quantity < MAX_ABS and (figure.cost_yen is None or figure.cost_yen >= 0)
            for figure in figures
        ):
            return figures
        found: list[ProposedRecord] = []
        for figure in figures:
            if not 0 <= figure.quantity < MAX_ABS:
                key = "importers_left.negative" if figure.quantity < 0 else "importers_left.too_large"
                self._notes.left(key, [self._where(figure)], f"{figure.quantity:,f} {figure.unit}", look=True)
            elif figure.cost_yen is not None and figure.cost_yen < 0:
                self._notes.left(
                    "importers_left.negative_cost", [self._where(figure)], f"{figure.cost_yen:,f}", look=True
                )
                found.append(figure._replace(cost_yen=None))
            else:
                found.append(figure)
        return found

    def _with_costs(self, figures: list[ProposedRecord], costs: Sequence[Cost]) -> list[ProposedRecord]:
        amounts: dict[Spot, Decimal] = {}
        where: dict[Spot, list[str]] = {}
        for cost in costs:
            spot = (cost.place, cost.fiscal_year, cost.month)
            amounts[spot] = amounts.get(spot, Decimal(0)) + cost.yen
            where.setdefault(spot, []).append(address(cost.row, cost.column))
        found: list[ProposedRecord] = []
        for figure in figures:
            amount = amounts.pop(figure[:3], None) if figure.cost_yen is None else None
            found.append(figure if amount is None or amount < 0 else figure._replace(cost_yen=amount))
        for spot in amounts:
            self._notes.left("importers_left.cost_only", where[spot], heading=self._label(spot[0]))
        return found

    # --- words ------------------------------------------------------------------------------------------------------

    def _label(self, place: int) -> str:
        return self._places.places[place].label

    def _where(self, figure: ProposedRecord) -> str:
        return address(figure.row, figure.column)

    def _shown(self, figure: ProposedRecord) -> str:
        if figure.month is None:
            return message("importers_word.spot_year", label=self._label(figure.place), year=figure.fiscal_year)
        year = figure.fiscal_year + (figure.month < 4)
        return message("importers_word.spot", label=self._label(figure.place), year=year, month=figure.month)
