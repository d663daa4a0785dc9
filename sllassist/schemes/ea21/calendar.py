"""When what is due: the audits after registration, and the first day an audit can be asked for before it.

Source: 中央事務局「中間・更新審査について」 (おおむね1年後、2年以内). Not for: how long each step takes; that is not published.
"""

import datetime as dt
from dataclasses import dataclass

from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Deadline, DeadlineState, Facts
from sllassist.schemes.conditions import months_later
from sllassist.schemes.dates import day_off, state_of, working_day_before
from sllassist.schemes.ea21 import facts as of

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AuditDay:
    """The `number`-th audit after registration: every second one renews and must be passed by `day`."""

    number: int
    day: dt.date
    renews: bool

    @property
    def name(self) -> str:
        """What the audit is called."""
        return "更新審査" if self.renews else "中間審査"


def audit_day(facts: Facts, registered: dt.date, number: int) -> AuditDay:
    """When the audit falls due. Renewals: the last day of the two years, the day before the anniversary."""
    interim, valid = (int(of.param(facts, f"calendar.{name}_months").number) for name in ("interim", "valid"))
    rounds, rest = divmod(number, 2)
    if rest:
        return AuditDay(number, months_later(registered, rounds * valid + interim), False)
    return AuditDay(number, months_later(registered, rounds * valid) - _DAY, True)


def next_audits(facts: Facts) -> tuple[AuditDay, ...]:
    """The next two audits from the day of the verdict on; () without a day of registration."""
    registered = of.registered_on(facts)
    if registered is None:
        return ()
    number = 1
    while audit_day(facts, registered, number).day < facts.as_of:
        number += 1
    return tuple(audit_day(facts, registered, later) for later in (number, number + 1))


def _audit(facts: Facts, audit: AuditDay) -> Deadline:
    notes = [] if audit.renews else ["登録の日からおおむね1年後です。日は審査員と決めます。"]
    if audit.renews:
        notes.append("登録証に有効期限があれば、その日が先です。")
        off = day_off(audit.day)
        if off:
            weekday = working_day_before(audit.day)
            notes.append(f"{off}にあたるため、前の平日（{weekday.month}月{weekday.day}日）までに審査を終えます。")
    return Deadline(
        f"ea21-audit-{audit.number}", f"エコアクション21の{audit.name}を受ける", audit.day, "", "貴社", "地域事務局・審査員",
        state_of(facts, audit.day, None), of.clause(facts, "calendar.valid_months" if audit.renews else "calendar.interim_months"),
        "".join((*notes, _missed(facts, audit))), lead_days=int(of.param(facts, "calendar.lead_days").number),
    )


def _missed(facts: Facts, audit: AuditDay) -> str:
    """A word on the audit just passed, of which nothing is known here, beside the one that follows it."""
    registered = of.registered_on(facts)
    if registered is None or audit.number == 1:
        return ""
    before = audit_day(facts, registered, audit.number - 1)
    passed = (facts.as_of - before.day).days
    if not 0 < passed <= int(of.param(facts, "calendar.look_back_days").number):
        return ""
    until = "まで" if before.renews else "ごろ"
    return f"前の{before.name}は{japanese_date(before.day)}{until}でした。まだ受けていないときは、すぐに地域事務局に連絡します。"


def earliest_application(facts: Facts, decided: dt.date) -> dt.date:
    """The first day an audit can be asked for by a firm that begins on the day it decides."""
    return months_later(decided, int(of.param(facts, "calendar.operation_months").number))


def deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """The next audits and the yearly report of a registered firm, or the first day to ask for an audit."""
    if of.registered(facts):
        audits = tuple(_audit(facts, audit) for audit in next_audits(facts))
        report = Deadline(
            "ea21-report", "環境経営レポートを作り、公表する", None, "毎年（審査の前）", "貴社", "公開・地域事務局", "undated",
            of.clause(facts, "documents.report"),
        )
        return (*audits, report)
    decided = facts.case.standing.ea21_decided_on
    if decided is None:
        return ()
    day = earliest_application(facts, decided)
    months = int(of.param(facts, "calendar.operation_months").number)
    words = f"決めた日（{japanese_date(decided)}）に運用を始めたときの、最も早い日です。この日より前には申し込めません。"
    state: DeadlineState = "upcoming" if day >= facts.as_of else "undated"
    return (
        Deadline(
            "ea21-apply", f"エコアクション21の審査を申し込めるようになる（運用が{months}か月以上）", day, "", "貴社", "地域事務局", state,
            of.clause(facts, "calendar.operation_months"), words,
        ),
    )
