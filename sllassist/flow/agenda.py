"""Every deadline of every scheme that counts in one list, with the days left and the day to begin. No Qt.

Not for: which deadlines a scheme has (`sllassist.schemes`), and for calendar files (`sllassist.documents.ics`).
"""

import datetime as dt
from dataclasses import dataclass

from sllassist.assessment import Assessment, Due
from sllassist.case.periods import japanese_date
from sllassist.flow.pages import Place
from sllassist.schemes.base import Deadline
from sllassist.schemes.dates import day_off


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline. `uid`: the same for the same deadline of the same case; `begin`: when to start preparing.

    `day_words`: the day with weekday and holiday, or when it will be. `days_left`: negative once it is over, None without a
    day or when it is done. `place`: where its papers are made or its notice is told.
    """

    uid: str
    deadline: Deadline
    scheme_id: str
    scheme_short: str
    begin: dt.date | None
    day_words: str
    days_left: int | None
    place: Place | None

    @property
    def day(self) -> dt.date | None:
        """The day it is due."""
        return self.deadline.day

    @property
    def lead_days(self) -> int:
        """How many days before to begin."""
        return self.deadline.lead_days

    @property
    def heading(self) -> str:
        """One line for a calendar."""
        return f"{self.deadline.title}（{self.scheme_short}）"

    @property
    def left_words(self) -> str:
        """「あと12日」, 「今日」 or 「3日過ぎています」 (of a guide: 「めやすの日を…」); "" without a day or when it is done."""
        if self.days_left is None:
            return ""
        if self.days_left < 0 and self.deadline.state != "overdue":
            return f"めやすの日を{-self.days_left}日過ぎています"
        return f"あと{self.days_left}日" if self.days_left > 0 else "今日" if self.days_left == 0 else f"{-self.days_left}日過ぎています"

    @property
    def begin_words(self) -> str:
        """「6月1日から準備を始めます」; "" where nothing is to be prepared."""
        return f"{japanese_date(self.begin)}から準備を始めます" if self.begin else ""

    @property
    def details(self) -> tuple[str, ...]:
        """Who sends it to whom, when to begin, notes and the source, a line each."""
        told = self.deadline
        source = "　".join(part for part in (told.clause.source, told.clause.place) if part)
        doubt = "" if told.clause.status == "確認済" else f"（{told.clause.status}）"
        lines = (told.when, f"{told.by} → {told.to}", self.begin_words, told.note, told.clause.note, f"根拠：{source}{doubt}")
        return tuple(line for line in lines if line)


def _day_words(deadline: Deadline) -> str:
    if deadline.day is None:
        return deadline.when
    off = day_off(deadline.day)
    holiday = f"　{off}" if off and off not in ("土曜日", "日曜日") else ""
    return f"{japanese_date(deadline.day, weekday=True)}{holiday}"


def _place(deadline: Deadline, made: frozenset[str]) -> Place | None:
    if deadline.paper_set in made:
        return Place("documents", focus=deadline.paper_set)
    return Place("events") if deadline.paper_set.startswith("notice-") else None


def agenda(assessment: Assessment) -> tuple[Item, ...]:
    """All deadlines of all schemes that count, dated first in order of their day."""
    return tuple(_item(assessment.case.case_id, due) for due in assessment.agenda())


def _item(case_id: str, due: Due) -> Item:
    told, result = due.deadline, due.scheme
    place = _place(told, frozenset(papers.id for papers in result.paper_sets))
    uid = f"{case_id}-{result.scheme_id}-{told.id}@sllassist"
    return Item(uid, told, result.scheme_id, result.short, due.begin, _day_words(told), due.days_left, place)


def to_export(assessment: Assessment) -> tuple[Item, ...]:
    """The deadlines for a calendar file: dated ones that are not done, those that are over included."""
    return tuple(item for item in agenda(assessment) if item.days_left is not None)


def next_item(assessment: Assessment) -> Item | None:
    """The deadline to look at first: the oldest that is over, else the next to come; None when none is dated and open."""
    return next(iter(to_export(assessment)), None)
