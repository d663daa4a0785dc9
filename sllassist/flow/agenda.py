"""Every deadline of every live scheme in one list, with the days left and the day to begin. No Qt.

Not for: which deadlines a scheme has (`sllassist.schemes`), and for calendar files (`sllassist.documents.ics`).
"""

import datetime as dt
from dataclasses import dataclass

from sllassist.assessment import Assessment
from sllassist.case.periods import japanese_date
from sllassist.flow.pages import Place
from sllassist.schemes.base import Deadline
from sllassist.schemes.dates import day_off


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline. `begin`: when to start preparing; `day_words`: the day with weekday and holiday, or when it will be.

    `days_left`: negative once it is over, None without a day or when it is done. `place`: where its papers are made.
    """

    deadline: Deadline
    scheme_id: str
    scheme_short: str
    begin: dt.date | None
    day_words: str
    days_left: int | None
    place: Place | None


def _day_words(deadline: Deadline) -> str:
    if deadline.day is None:
        return deadline.when
    off = day_off(deadline.day)
    holiday = f"　{off}" if off and off not in ("土曜日", "日曜日") else ""
    return f"{japanese_date(deadline.day, weekday=True)}{holiday}"


def agenda(assessment: Assessment) -> tuple[Item, ...]:
    """All deadlines, dated first in order of their day."""
    found = []
    for result in assessment.schemes:
        if not result.live:
            continue
        made = {papers.id for papers in result.paper_sets}
        for told in result.deadlines:
            begin = told.day - dt.timedelta(days=told.lead_days) if told.day and told.lead_days else None
            left = (told.day - assessment.as_of).days if told.day and told.state in ("upcoming", "overdue") else None
            place = Place("documents", focus=told.paper_set) if told.paper_set in made else None
            found.append(Item(told, result.scheme_id, result.short, begin, _day_words(told), left, place))
    return tuple(sorted(found, key=lambda item: (item.deadline.day is None, item.deadline.day or dt.date.max)))


def next_item(assessment: Assessment) -> Item | None:
    """The deadline to look at first: the oldest that is over, else the next to come; None when none is dated and open."""
    return next((item for item in agenda(assessment) if item.days_left is not None), None)
