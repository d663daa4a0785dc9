"""Fills in what times leave open: the year of a month, what 2024年 means for January, years of two digits.

What the file does not settle is asked. Not for: reading texts (`sllassist.importers.when`).
"""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Final, NamedTuple

from sllassist.case.periods import FIRST_YEAR, LAST_YEAR, fiscal_year_of
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.context import Context, YearKind
from sllassist.importers.when import When
from sllassist.messages import text as message

_LONGEST = 400
"""Days of the longest period a bill may state; a year and a little."""
_CENTURIES: Final = {"W": 2000, "R": 2018, "H": 1988}
"""What a year of two digits counts from: western years, 令和, 平成."""
_SPAN_BEFORE, _SPAN_AFTER = 3, 3
"""Years offered before and after those that are known."""
_USUAL_YEAR = 2024
"""The middle of the years offered when neither case nor file names any."""


class Period(NamedTuple):
    """The fiscal year and month of a figure (None: the whole year); `start` and `end` when the bill says from when to when."""

    fiscal_year: int
    month: int | None
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def straddles(self) -> bool:
        """Whether the bill reaches over the end of a month."""
        return (
            self.start is not None
            and self.end is not None
            and (self.start.year, self.start.month) != (self.end.year, self.end.month)
        )


class Miss(NamedTuple):
    """Why a figure has no period: a question's key, or a reason (key of the messages)."""

    question: str = ""
    reason: str = ""


class Told(NamedTuple):
    """What row, heading, year column and title say together. `kind`: what the year is, None when it stands with its month."""

    when: When
    kind: YearKind | None = None


def combine(
    row: When | None, column: When | None, year: When | None, context: Context, year_kind: YearKind = "bare"
) -> Told | None:
    """One time from the row's period, the column's heading, the year column and the lines around the table; None: none is told."""
    told = [when for when in (row, column) if when is not None]
    base = next((when for when in told if when.month is not None), None if told or year is not None else context.month)
    others = [when for when in told if when is not base and when.year is not None]
    if base is not None and (base.year is not None or (base.end is not None and base.end.year is not None)):
        return Told(base, _kind(base) if base.apart or base.fiscal else None)
    if others:
        other, kind = others[0], _kind(others[0])
    elif year is not None:
        other, kind = year, year_kind if year.bare else _kind(year)
    elif context.year is not None and context.year.sure:
        other, kind = When(context.year.year), context.year.kind
    elif base is None:
        return None
    else:
        return Told(base)
    return Told((base or other)._replace(year=other.year, short=other.short, fiscal=kind == "fiscal"), kind)


def _kind(when: When) -> YearKind:
    return "fiscal" if when.fiscal else "bare" if when.bare else "calendar"


def period_between(start: dt.date, end: dt.date) -> "Period | Miss":
    """The period of a bill from day to day: the month it ends in, or the fiscal year it covers."""
    if not 0 <= (end - start).days <= _LONGEST:
        return Miss(reason="importers_left.range")
    fiscal = fiscal_year_of(end)
    if not FIRST_YEAR <= fiscal <= LAST_YEAR:
        return Miss(reason="importers_left.year_range")
    if (start, end) == (dt.date(fiscal, 4, 1), dt.date(fiscal + 1, 3, 31)):
        return Period(fiscal, None)
    return Period(fiscal, end.month, start, end)


def month_before(period: Period) -> Period:
    """The month before a month; a whole year, and a bill that says its days, stay."""
    if period.month is None or period.start is not None:
        return period
    if period.month == 4:
        return Period(period.fiscal_year - 1, 3)
    return Period(period.fiscal_year, period.month - 1 or 12)


def _month_period(year: int, month: int) -> "Period | Miss":
    fiscal = year if month >= 4 else year - 1
    return Period(fiscal, month) if FIRST_YEAR <= fiscal <= LAST_YEAR else Miss(reason="importers_left.year_range")


def _year_by(basis: str, year: int, month: int, first: int) -> int:
    """The calendar year of a month by what the year is taken for."""
    if basis == "fiscal":
        return year if month >= 4 else year + 1
    if basis == "first":
        return year if month >= first else year + 1
    if basis == "last":
        return year if month < first else year - 1
    return year


class Calendar:
    """Fills in the times of one table. `first_month`: the month the firm's own year begins with; `name`, `key`: the table's."""

    def __init__(
        self, asker: Asker, context: Context, first_month: int, known_years: Iterable[int], name: str, key: str
    ) -> None:
        self._asker, self._context, self._name, self._key = asker, context, name, key
        self._first_month = first_month
        self._known = sorted(set(known_years))

    def resolve(self, told: Iterable[Told]) -> dict[Told, "Period | Miss"]:
        """Periods by what was told; `told` in the order of the table."""
        groups: dict[tuple[object, ...], list[Told]] = {}
        for each in dict.fromkeys(told):
            groups.setdefault((each.when.year, each.when.short, each.kind), []).append(each)
        found: dict[Told, Period | Miss] = {}
        for group in groups.values():
            months = [month for each in group if (month := (each.when.end or each.when).month) is not None]
            found.update({each: self._one(each, months) for each in group})
        return found

    def _one(self, told: Told, months: list[int]) -> "Period | Miss":
        when, kind = told
        if when.short:
            base = self._short_year(when.year or 0)
            if isinstance(base, Miss):
                return base
            end = when.end and when.end._replace(
                year=base + (when.end.year or 0) if when.end.short else when.end.year, short=False
            )
            when = when._replace(year=base + (when.year or 0), short=False, end=end)
        if when.month is None:
            return self._whole_year(when.year, kind)
        last = when.end or when
        if when.is_range and when.end is not None and when.end.year is not None:
            return self._range(when, when.end.year)
        assert last.month is not None
        if when.year is None:
            year = self._asked_year(last.month, months)
        elif kind is None:
            year = when.year
        else:
            year = self._by_kind(when.year, last.month, kind, months)
        if isinstance(year, Miss):
            return year
        return self._range(when, year) if when.is_range else _month_period(year, last.month)

    @staticmethod
    def _range(when: When, end_year: int) -> "Period | Miss":
        end = when.end
        assert end is not None
        if not (when.month and when.day and end.month and end.day):
            return Miss(reason="importers_left.time")
        start_year = end_year - ((when.month, when.day) > (end.month, end.day))
        if when.year is not None and end.year is not None:
            start_year = when.year
        try:
            return period_between(dt.date(start_year, when.month, when.day), dt.date(end_year, end.month, end.day))
        except ValueError:
            return Miss(reason="importers_left.time")

    def _whole_year(self, year: int | None, kind: YearKind | None) -> "Period | Miss":
        assert year is not None
        if kind == "fiscal":
            return Period(year, None)
        key = f"whole_year:{kind}"
        options = (Option("fiscal", message("importers_option.as_fiscal", year=year, next=year + 1)), leave_option())
        text = message(f"importers_question.whole_year_{'calendar' if kind == 'calendar' else 'bare'}", year=year)
        answer = self._asker.ask(Question(key, text, options, "fiscal" if kind == "bare" else None))
        if answer is None:
            return Miss(question=key)
        return Miss(reason="importers_left.calendar_year") if answer == LEAVE else Period(year, None)

    def _short_year(self, short: int) -> "int | Miss":
        options = [
            Option(value, message(f"importers_option.short_{value}", short=short, year=base + short))
            for value, base in _CENTURIES.items()
            if FIRST_YEAR <= base + short <= LAST_YEAR and (value != "H" or short <= 31)
        ]
        question = Question("short_year", message("importers_question.short_year", short=f"{short:02}"), tuple(options))
        answer = self._asker.ask(question)
        return Miss(question=question.key) if answer is None else _CENTURIES[answer]

    def _by_kind(self, year: int, month: int, kind: YearKind, months: list[int]) -> "int | Miss":
        """The calendar year of a month whose year stands elsewhere; asked when the order of months speaks against the word."""
        first = months[0]
        crosses = any(b < a for a, b in itertools.pairwise(months))
        odd = (
            kind == "bare" or (kind == "calendar" and crosses) or (kind == "fiscal" and first == 1 and len(months) > 3)
        )
        odd = odd or (kind == "fiscal" and crosses and first == self._first_month != 4)
        if not odd:
            return _year_by(kind, year, month, first)
        key = f"basis:{kind}:{first}"
        options = [
            Option("fiscal", message("importers_option.basis_fiscal", year=year, next=year + 1)),
            Option("calendar", message("importers_option.basis_calendar", year=year)),
        ]
        if first not in (1, 4):
            options.append(Option("first", message("importers_option.basis_first", year=year, month=first)))
            options.append(Option("last", message("importers_option.basis_last", last=year - 1, month=first)))
        proposed = {1: "calendar", 4: "fiscal"}.get(first)
        shown = message(f"importers_word.year_{kind}", year=year)
        text = message("importers_question.basis", shown=shown, month=month)
        answer = self._asker.ask(Question(key, text, tuple(options), proposed))
        return Miss(question=key) if answer is None else _year_by(answer, year, month, first)

    def whole_table(self) -> "Period | Miss":
        """The year of a table that tells no time for its figures: sums of a year, if the user says so."""
        hint = self._context.year
        options = [
            Option(f"F{year}", message("importers_option.as_fiscal", year=year, next=year + 1)) for year in self._span()
        ]
        proposed = f"F{hint.year}" if hint is not None and hint.kind != "calendar" else None
        key = f"annual:{self._key}"
        text = message("importers_question.annual", table=self._name)
        answer = self._asker.ask(Question(key, text, (*options, leave_option()), proposed, remember=False))
        if answer is None:
            return Miss(question=key)
        return Miss(reason="importers_left.told") if answer == LEAVE else Period(int(answer[1:]), None)

    def _span(self) -> range:
        """Fiscal years to choose from: those of the case and of the file, and some around them."""
        hint = self._context.year
        known = sorted({*self._known, *((hint.year,) if hint else ())}) or [_USUAL_YEAR]
        return range(max(known[0] - _SPAN_BEFORE, FIRST_YEAR), min(known[-1] + _SPAN_AFTER, LAST_YEAR - 1) + 1)

    def _asked_year(self, month: int, months: list[int]) -> "int | Miss":
        """The year of months without any."""
        hint = self._context.year
        span = self._span()
        options = [
            Option(f"F{year}", message("importers_option.year_fiscal", year=year, next=year + 1)) for year in span
        ]
        options += [Option(f"C{year}", message("importers_option.year_calendar", year=year)) for year in span]
        key, proposed, why = f"year:{self._key}", None, ""
        if hint is not None:
            proposed = f"{'C' if hint.kind == 'calendar' or months[0] == 1 else 'F'}{hint.year}"
            why = message("importers_why.file_name", text=hint.text)
        text = message("importers_question.year", scope=self._name)
        answer = self._asker.ask(Question(key, text, tuple(options), proposed, why, remember=False))
        if answer is None:
            return Miss(question=key)
        return _year_by("fiscal" if answer[0] == "F" else "calendar", int(answer[1:]), month, months[0])
