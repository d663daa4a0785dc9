"""Loans under a scheme, and what happens to the firm while they run: which loans an event concerns, and by when to tell of it.

Not for: which event asks for which paper; that is each scheme's own (`notices`).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sllassist import messages
from sllassist.case.model import Event
from sllassist.case.periods import FIRST_YEAR, LAST_YEAR, fiscal_year_of
from sllassist.schemes.base import Deadline, Facts, Notice
from sllassist.schemes.conditions import months_later
from sllassist.schemes.dates import deadline
from sllassist.schemes.rules import Answer, Clause

LastDay = Callable[[dt.date | None, int | None], dt.date | None]
"""From the day a loan is paid out and its term (months) to its last day; None while either is open."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan under a scheme. `id`: that of the running loan, "" for the loan of the case. `base_t`: t-CO2 as told."""

    id: str
    bank: str
    start: dt.date | None
    last_day: dt.date | None
    base_year: int | None = None
    base_t: Decimal | None = None

    def concerns(self, day: dt.date | None) -> bool:
        """Whether something that happens on `day` (None: not told yet) falls into the loan."""
        after_start = day is None or self.start is None or day >= self.start
        return after_start and (day is None or self.last_day is None or day <= self.last_day)


def is_used(facts: Facts, scheme: str, answer: Answer) -> bool:
    """Whether the loan of the case can be one under the scheme: not set aside, and neither judged nor set by hand to no."""
    told = next((one.verdict for one in facts.case.overrides if one.scheme == scheme), None)
    return scheme not in facts.case.set_aside and (answer != "no" if told is None else told != "does_not_fit")


def lent(facts: Facts, scheme: str, answer: Answer, last_day: LastDay) -> tuple[Lent, ...]:
    """The loans under a scheme whose verdict is `answer`: the loan of the case once its day is told, and the running ones."""
    loan, found = facts.case.loan, []
    if loan.start_date is not None and is_used(facts, scheme, answer):
        end = last_day(loan.start_date, loan.term_months)
        found.append(Lent("", loan.bank_name or "金融機関", loan.start_date, end, facts.case.plan.base_year))
    for one in facts.case.running:
        if one.scheme == scheme:
            end = last_day(one.start_date, one.term_months)
            found.append(Lent(one.id, one.bank_name or "金融機関", one.start_date, end, one.base_year, one.base_t))
    return tuple(found)


def other_years(facts: Facts, scheme: str, last_day: LastDay) -> tuple[int, ...]:
    """Fiscal years in which another loan under the scheme runs, those over or not begun included: each has its report."""
    found: set[int] = set()
    for one in facts.case.running:
        end = last_day(one.start_date, one.term_months)
        if one.scheme == scheme and one.start_date is not None and end is not None:
            found.update(range(max(fiscal_year_of(one.start_date), FIRST_YEAR), min(fiscal_year_of(end), LAST_YEAR) + 1))
    return tuple(sorted(found))


def same_day_later(start: dt.date | None, months: int | None) -> dt.date | None:
    """The last day of a loan as the same day of the month so many months later."""
    return None if start is None or months is None else months_later(start, months)


def happens_in(facts: Facts, event: Event, prefecture: str) -> bool | None:
    """Whether an event happens in the prefecture: as told, else so when all sites are in it; None when it cannot be known."""
    if event.prefecture is not None:
        return event.prefecture == prefecture
    return True if facts.case.sites and all(site.prefecture == prefecture for site in facts.case.sites) else None


def words_of(event: Event) -> str:
    """What happened, in the words of the choice."""
    return messages.choices("events.*.kind").get(event.kind or "", "")


def notice_deadlines(
    facts: Facts, notices: Callable[[Facts, Event], Iterable[Notice]], *, by: str, guide_days: int, clause: Clause
) -> list[Deadline]:
    """One deadline for each paper of `by` that the events ask for. 速やかに has no day: `guide_days` after the event is a guide."""
    found: dict[str, Deadline] = {}
    for event in facts.case.events:
        for notice in notices(facts, event):
            if notice.needed != "yes" or notice.by != by or notice.paper_set in found:
                continue
            key = (notice.scheme, notice.paper_set)
            sent = next((told.sent_on for told in facts.case.submissions if (told.scheme, told.set_id) == key), None)
            guide = dt.timedelta(days=guide_days)
            day = None if event.day is None else min(event.day, dt.date.max - guide) + guide
            found[notice.paper_set] = deadline(
                facts, notice.paper_set, f"{notice.paper}を出す（{words_of(event)}）", day=day, by=by, to=notice.to, clause=clause,
                when=notice.due, sent=sent, paper_set=notice.paper_set, lead_days=guide_days if day else 0,
                notes=(f"「速やかに」とだけ決められているため、起きた日から{guide_days}日を目安にしています。",),
            )
    return list(found.values())
