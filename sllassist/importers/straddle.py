"""Bills that reach from one month into another: kept as billed in the month they end in, or split by days, as the user says.

Not for: the arithmetic of splitting (`sllassist.importers.prorate`).
"""

import calendar
import datetime as dt
from collections import defaultdict
from itertools import pairwise

from sllassist.case.periods import fiscal_year_of
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.notes import Notes
from sllassist.importers.places import Places
from sllassist.importers.preview import ProposedRecord
from sllassist.importers.prorate import shares, split
from sllassist.importers.source import address
from sllassist.messages import text as message

_Spot = tuple[int, int, int | None]
"""Place, fiscal year and month of a figure."""


class Straddling:
    """Spreads the bills of one source."""

    def __init__(self, places: Places, asker: Asker, notes: Notes) -> None:
        self._places, self._asker, self._notes = places, asker, notes
        self._days: dict[_Spot, int] = defaultdict(int)

    def spread(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        """Figures that each belong to one month; those that wait for an answer are not among them."""
        return self._partial(self._spread(self._without_overlap(figures)))

    def _without_overlap(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        """Bills whose last day is the first day of the next: the user says to which the day of reading belongs."""
        by_place: dict[int, list[ProposedRecord]] = defaultdict(list)
        for figure in figures:
            if figure.start is not None and figure.end is not None:
                by_place[figure.place].append(figure)
        touching: set[tuple[int, int, int]] = set()
        for group in by_place.values():
            group.sort(key=lambda figure: (figure.start or dt.date.min, figure.end or dt.date.min))
            for one, other in pairwise(group):
                if one.end == other.start and one.start != other.start:
                    touching.update((each.table, each.row, each.column) for each in (one, other))
        if not touching:
            return figures
        options = (
            Option("last", message("importers_option.overlap_last")),
            Option("first", message("importers_option.overlap_first")),
        )
        answer = self._asker.ask(
            Question("overlap", message("importers_question.overlap"), options, "last", count=len(touching))
        )
        day = dt.timedelta(days=1)
        found: list[ProposedRecord] = []
        for figure in figures:
            if (figure.table, figure.row, figure.column) not in touching or figure.start is None or figure.end is None:
                found.append(figure)
            elif answer == "first":
                found.append(figure._replace(start=figure.start + day))
            else:
                found.append(figure._replace(end=figure.end - day))
        return found

    def _spread(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        over = [(f.start, f.end) for f in figures if f.start and f.end and _month(f.start) != _month(f.end)]
        if not over:
            return figures
        options = (
            Option("end", message("importers_option.straddle_end")),
            Option("prorate", message("importers_option.straddle_prorate")),
        )
        shown = message("importers_word.span", start=_shown(over[0][0]), end=_shown(over[0][1]))
        answer = self._asker.ask(
            Question(
                "straddle",
                message("importers_question.straddle", shown=shown, count=len(over)),
                options,
                count=len(over),
            )
        )
        found: list[ProposedRecord] = []
        for figure in figures:
            if figure.start is None or figure.end is None:
                found.append(figure)
            elif answer == "prorate":
                found += self._prorated(figure, figure.start, figure.end)
            elif _month(figure.start) == _month(figure.end):
                found.append(figure)
            elif answer == "end":
                found.append(self._at_end(figure, figure.start, figure.end))
        return found

    @staticmethod
    def _at_end(figure: ProposedRecord, start: dt.date, end: dt.date) -> ProposedRecord:
        note = message("importers_note.end", start=_shown(start), end=_shown(end), month=end.month)
        return figure._replace(fiscal_year=fiscal_year_of(end), month=end.month, note=note)

    def _prorated(self, figure: ProposedRecord, start: dt.date, end: dt.date) -> list[ProposedRecord]:
        parts = shares(start, end)
        days = tuple(part.days for part in parts)
        quantities = split(figure.quantity, days)
        costs = (None,) * len(days) if figure.cost_yen is None else split(figure.cost_yen, days, 0)
        found: list[ProposedRecord] = []
        for part, quantity, cost in zip(parts, quantities, costs, strict=True):
            fiscal = fiscal_year_of(dt.date(part.year, part.month, 1))
            self._days[figure.place, fiscal, part.month] += part.days
            note = ""
            if len(parts) > 1:
                note = message(
                    "importers_note.prorated", start=_shown(start), end=_shown(end), quantity=f"{figure.quantity:,f}", unit=figure.unit,
                    month=part.month, days=part.days,
                )  # fmt: skip
            found.append(figure._replace(
                fiscal_year=fiscal, month=part.month, quantity=quantity, cost_yen=cost, note=note, fine=True, partial=not part.whole,
            ))  # fmt: skip
        return found

    def _partial(self, figures: list[ProposedRecord]) -> list[ProposedRecord]:
        """Months of which the prorated bills cover only some days: at both ends, as a rule."""
        short: dict[_Spot, int] = {}
        for spot, days in self._days.items():
            _, fiscal, month = spot
            assert month is not None
            length = calendar.monthrange(fiscal + (month < 4), month)[1]
            if days < length:
                short[spot] = days
            elif days > length:
                self._notes.warn(
                    "importers_warning.days_twice",
                    place=self._places.places[spot[0]].label,
                    year=fiscal,
                    month=month,
                    days=days,
                )
        if not short:
            return [figure._replace(partial=False) if figure.partial else figure for figure in figures]
        shown = "、".join(
            message("importers_word.days_of", month=spot[2], year=spot[1], days=days)
            for spot, days in list(short.items())[:4]
        )
        options = (Option("include", message("importers_option.partial_include")), leave_option("partial_leave"))
        answer = self._asker.ask(
            Question("partial", message("importers_question.partial", shown=shown), options, count=len(short))
        )
        found: list[ProposedRecord] = []
        for figure in figures:
            is_short = figure[:3] in short
            if is_short and answer == LEAVE:
                self._notes.left("importers_left.partial", [address(figure.row, figure.column)], look=True)
            elif not is_short or answer == "include":
                found.append(figure._replace(partial=is_short))
        return found


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _shown(day: dt.date) -> str:
    return f"{day.year}/{day.month}/{day.day}"
