"""Loans under a scheme, and what happens to the firm while they run: which loans an event concerns, and by when to tell of it.

Not for: which event asks for which paper; that is each scheme's own (`notices`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sllassist import messages
from sllassist.case.model import Event, RunningLoan
from sllassist.case.periods import FIRST_YEAR, LAST_YEAR, fiscal_year_of
from sllassist.schemes.base import Deadline, Facts, Notice
from sllassist.schemes.conditions import months_later
from sllassist.schemes.dates import deadline
from sllassist.schemes.rules import Answer, Clause


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
        """Whether something that happens on `day` (None: not told yet) falls into the loan.

        The day after the last one counts too: whether the first day does is not known, and that is the day it is often paid back.
        """
        after_start = day is None or self.start is None or day >= self.start
        return after_start and (day is None or self.last_day is None or day <= self.last_day or (day - self.last_day).days == 1)


def is_used(facts: Facts, scheme: str, answer: Answer) -> bool:
    """Whether the loan of the case can be one under the scheme: not set aside, and neither judged nor set by hand to no."""
    told = next((one.verdict for one in facts.case.overrides if one.scheme == scheme), None)
    return scheme not in facts.case.set_aside and (answer != "no" if told is None else told != "does_not_fit")


def goes_on(facts: Facts, scheme: str, answer: Answer, opening: str) -> bool:
    """Whether the deadlines of the loan of the case hold: it can be one under the scheme, or papers were sent for it.

    `opening`: id of the set of papers a loan begins with. Papers of a year in which another loan runs are taken for the other's.
    """
    others = other_years(facts, scheme)
    sent = [told for told in facts.case.submissions if told.scheme == scheme and not told.set_id.startswith("notice-")]
    own = [
        told for told in sent
        if told.fiscal_year not in others or (told.set_id == opening and told.fiscal_year == facts.case.plan.first_year)
    ]
    return is_used(facts, scheme, answer) or bool(own)


def last_day(facts: Facts, scheme: str, start: dt.date | None, months: int | None) -> dt.date | None:
    """The last day of a loan of so many months; the day it is paid out is the first where the parameter says so."""
    if start is None or months is None:
        return None
    end, day = months_later(start, months), dt.timedelta(days=1)
    return max(end, dt.date.min + day) - day if facts.param(scheme, "loan.start_day_counted").value else end


def running(facts: Facts, scheme: str) -> tuple[RunningLoan, ...]:
    """The other loans under the scheme, those over or not begun included."""
    return tuple(one for one in facts.case.running if one.scheme == scheme)


def lent(facts: Facts, scheme: str, answer: Answer) -> tuple[Lent, ...]:
    """The loans under a scheme whose verdict is `answer`: the loan of the case once its day is told, and the running ones."""
    loan, found = facts.case.loan, []
    if loan.start_date is not None and is_used(facts, scheme, answer):
        end = last_day(facts, scheme, loan.start_date, loan.term_months)
        found.append(Lent("", loan.bank_name or "金融機関", loan.start_date, end, facts.case.plan.base_year))
    for one in running(facts, scheme):
        end = last_day(facts, scheme, one.start_date, one.term_months)
        found.append(Lent(one.id, one.bank_name or "金融機関", one.start_date, end, one.base_year, one.base_t))
    return tuple(found)


def planned(loan: RunningLoan) -> range:
    """Fiscal years of the plan a running loan began with; empty while they are not told."""
    if loan.plan_first_year is None or loan.plan_years is None:
        return range(0)
    return range(loan.plan_first_year, min(loan.plan_first_year + loan.plan_years, LAST_YEAR + 1))


def _years_of(facts: Facts, loan: RunningLoan) -> Iterator[int]:
    end = last_day(facts, loan.scheme, loan.start_date, loan.term_months)
    if loan.start_date is not None and end is not None:
        yield from range(max(fiscal_year_of(loan.start_date), FIRST_YEAR), min(fiscal_year_of(end), LAST_YEAR) + 1)
    yield from planned(loan)


def other_years(facts: Facts, scheme: str) -> tuple[int, ...]:
    """Fiscal years another loan under the scheme or its plan runs in, those over or not begun included: each has its report."""
    return tuple(sorted({year for one in running(facts, scheme) for year in _years_of(facts, one)}))


def without_years(facts: Facts, scheme: str) -> tuple[RunningLoan, ...]:
    """The other loans of which too little is told to know the years of their reports."""
    return tuple(one for one in running(facts, scheme) if not any(True for _ in _years_of(facts, one)))


def later_periods(plan: range, end: dt.date | None, year_end: Callable[[int], dt.date]) -> Iterator[range]:
    """The plan periods of the same length that follow `plan` until the loan ends; just one while its end is not known."""
    while plan and plan[-1] + len(plan) <= LAST_YEAR and (end is None or end > year_end(plan[-1])):
        plan = range(plan[-1] + 1, plan[-1] + 1 + len(plan))
        yield plan
        if end is None:
            return


def happens_in(facts: Facts, event: Event, prefecture: str) -> bool | None:
    """Whether an event happens in the prefecture: as told, else so when all sites are in it; None when it cannot be known."""
    if event.prefecture is not None:
        return event.prefecture == prefecture
    return True if facts.case.sites and all(site.prefecture == prefecture for site in facts.case.sites) else None


def move_concerns(facts: Facts, event: Event, prefecture: str) -> Answer:
    """Whether a move touches the papers of the prefecture: one of a site in it does, and one of the head office wherever it is.

    A move without a place, or in the prefecture of the head office, may be that of the head office and counts as such.
    """
    if event.prefecture is None or event.prefecture in (prefecture, facts.case.firm.prefecture):
        return "yes"
    return "unknown" if facts.case.firm.prefecture is None else "no"


def words_of(event: Event) -> str:
    """What happened, in the words of the choice."""
    return messages.choices("events.*.kind").get(event.kind or "", "")


def _told_on(facts: Facts, notice: Notice) -> dt.date | None:
    """When a notice was sent: noted under its papers, or under its papers and its loan."""
    names = {notice.paper_set, f"{notice.paper_set}-{notice.loan}"} if notice.loan else {notice.paper_set}
    return next((one.sent_on for one in facts.case.submissions if one.scheme == notice.scheme and one.set_id in names), None)


def notice_deadlines(
    facts: Facts, notices: Callable[[Facts, Event], Iterable[Notice]], *, by: str, guide_days: int, clause: Clause
) -> list[Deadline]:
    """One deadline for each paper of `by` that the events ask for, done once it was sent for every loan.

    速やかに has no day: `guide_days` after the event is our own guide, so a guide that has passed is not called overdue.
    """
    found, guide = [], dt.timedelta(days=guide_days)
    for event in facts.case.events:
        asked: dict[str, list[Notice]] = {}
        for notice in notices(facts, event):
            if notice.needed == "yes" and notice.by == by:
                asked.setdefault(notice.paper_set, []).append(notice)
        day = None if event.day is None else min(event.day, dt.date.max - guide) + guide
        for paper_set, same in asked.items():
            first, sent = same[0], [on for notice in same if (on := _told_on(facts, notice)) is not None]
            told = deadline(
                facts, paper_set, f"{first.paper}を出す（{words_of(event)}）", day=day, by=by, to=first.to, clause=clause,
                when=first.due, sent=max(sent) if len(sent) == len(same) else None, paper_set=paper_set,
                lead_days=guide_days if day else 0,
                notes=(f"「速やかに」とだけ決められているため、起きた日から{guide_days}日を目安にしています。",),
            )
            if told.state == "overdue":
                told = replace(told, state="upcoming", note=f"めやすの日を過ぎています。まだのときは、すぐに出します。{told.note}")
            found.append(told)
    return found
