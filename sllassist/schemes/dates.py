"""Deadlines from dates: state on the day of the verdict, day of the week, holidays, and time to prepare.

Not for: which deadlines a scheme has.
"""

import datetime as dt

import jpholiday

from sllassist.schemes.base import Deadline, DeadlineState, Facts, Sent
from sllassist.schemes.conditions import months_later
from sllassist.schemes.rules import Clause

HOLIDAY_YEARS = range(1948, 2100)
"""祝日法 began in 1948; the days of the equinoxes are computed up to 2099."""
NO_RULE = "none_known"
"""Value of a scheme's `holiday_rule` where its papers do not say what happens on a holiday."""


def sent_on(facts: Facts, scheme: str, set_id: str, fiscal_year: int) -> dt.date | None:
    """When the set of papers was sent, as told."""
    for told in facts.case.submissions:
        if (told.scheme, told.set_id, told.fiscal_year) == (scheme, set_id, fiscal_year):
            return told.sent_on
    return None


def sent_before(facts: Facts, scheme: str, set_id: str, fiscal_year: int) -> Sent | None:
    """What the case tells of an earlier sending of a set of papers; None when it has not been sent."""
    on = sent_on(facts, scheme, set_id, fiscal_year)
    if on is None:
        return None
    newer = [edition.title for edition in facts.knowledge.editions if edition.made_on > on]
    return Sent(on, facts.as_of, newer[0] if newer else "")


def day_off(day: dt.date) -> str:
    """土曜日, 日曜日 or the name of the national holiday; "" for a working day. Source of holidays: jpholiday (祝日法)."""
    name = jpholiday.is_holiday_name(day) if day.year in HOLIDAY_YEARS else None
    return str(name) if name else {5: "土曜日", 6: "日曜日"}.get(day.weekday(), "")


def holiday_note(day: dt.date, rule: str) -> str:
    """What to do when `day` is a day off; "" when it is none. `rule`: `none_known`, "before" or "after" (繰上げ・繰下げ)."""
    name = day_off(day)
    if not name:
        return ""
    if rule == "after":
        return f"{name}にあたるため、次の平日が期限です。"
    if rule == "before":
        return f"{name}にあたるため、前の平日が期限です。"
    return f"{name}にあたります。繰り下げの定めを確認できていないため、前の平日（{_spell(working_day_before(day))}）までに送ります。"


def _spell(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def working_day_before(day: dt.date) -> dt.date:
    """The last working day at or before `day`."""
    while day_off(day) and day > dt.date.min:
        day -= dt.timedelta(days=1)
    return day


def state_of(facts: Facts, day: dt.date | None, sent: dt.date | None) -> DeadlineState:
    """done once sent, undated without a day, else overdue or upcoming on the day of the verdict."""
    if sent is not None:
        return "done"
    if day is None:
        return "undated"
    return "overdue" if day < facts.as_of else "upcoming"


def months_after_end(end: dt.date, months: int) -> dt.date:
    """The last day of so many months counted from the day after `end`: 3月31日 and 4 → 7月31日, 2月28日 and 4 → 6月30日 (民法143条)."""
    return months_later(end + dt.timedelta(days=1), months) - dt.timedelta(days=1)


def deadline(
    facts: Facts, name: str, title: str, *, day: dt.date | None, by: str, to: str, clause: Clause, when: str = "",
    sent: dt.date | None = None, rule: str = NO_RULE, notes: tuple[str, ...] = (), paper_set: str = "", lead_days: int = 0,
    ours: bool = True,
) -> Deadline:
    """A deadline with its state and the note on holidays.

    `ours` False: somebody else's duty (the bank's), of which nothing is recorded here, so a passed day is not called overdue;
    the note says that it has passed.
    """
    state = state_of(facts, day, sent)
    said = holiday_note(day, rule) if day is not None else ""
    if not ours and state == "overdue":
        state, said = "undated", f"過ぎた日付です。{by}が出したか確かめてください。"
    return Deadline(name, title, day, when, by, to, state, clause, "".join((said, *notes)), paper_set, lead_days)
