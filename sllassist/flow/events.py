"""What has happened to the firm, and what is to be told to whom because of it. No Qt; every edit makes a new Case.

Not for: when a notice is needed (`Scheme.notices`).
"""

import datetime as dt
from dataclasses import dataclass

from sllassist import messages
from sllassist.assessment import Assessment
from sllassist.case import edits
from sllassist.case.model import Case, Event, EventKind, RunningLoan, Submission
from sllassist.case.periods import fiscal_year_of
from sllassist.schemes.base import Notice
from sllassist.schemes.rules import Answer

NEEDED: dict[Answer, str] = {"yes": "届出が要ります", "no": "届出は要りません", "unknown": "まだ分かりません"}


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """One notice as it is shown. `scheme`, `loan`, `word`: short name, which loan, whether it is needed; `sent_on`: when it was sent."""

    notice: Notice
    scheme: str
    loan: str
    word: str
    sent_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event with its kind in words, and its notices."""

    event: Event
    words: str
    notices: tuple[ToldNotice, ...]


def add_event(case: Case, kind: EventKind | None = None) -> Case:
    """The case with one more event."""
    return case.model_copy(update={"events": (*case.events, Event(kind=kind))})


def remove_event(case: Case, event_id: str) -> Case:
    """The case without that event; what was sent because of it stays noted."""
    rest = tuple(event for event in case.events if event.id != event_id)
    return edits.without_drafts(case.model_copy(update={"events": rest}), f"events.{event_id}")


def add_loan(case: Case, scheme_id: str) -> Case:
    """The case with one more running loan under a scheme."""
    return case.model_copy(update={"running": (*case.running, RunningLoan(scheme=scheme_id))})


def remove_loan(case: Case, loan_id: str) -> Case:
    """The case without that running loan; what was sent because of it stays noted."""
    rest = tuple(loan for loan in case.running if loan.id != loan_id)
    return edits.without_drafts(case.model_copy(update={"running": rest}), f"running.{loan_id}")


def told(assessment: Assessment) -> tuple[ToldEvent, ...]:
    """Every event with its notices, as entered."""
    case = assessment.case
    notices = assessment.notices()
    kinds = messages.choices("events.*.kind")
    return tuple(
        ToldEvent(event, kinds[event.kind] if event.kind else "", tuple(_told(assessment, n) for n in notices if n.event_id == event.id))
        for event in case.events
    )


def _told(assessment: Assessment, notice: Notice) -> ToldNotice:
    case = assessment.case
    loan = next((one for one in case.running if one.id == notice.loan), None)
    bank = (loan.bank_name if loan else case.loan.bank_name) or "金融機関未入力"
    return ToldNotice(notice, assessment.scheme(notice.scheme).short, f"{bank}の融資", NEEDED[notice.needed], sent_on(case, notice))


def waiting(assessment: Assessment) -> tuple[ToldNotice, ...]:
    """Notices that are needed and were not sent yet."""
    found = (notice for event in told(assessment) for notice in event.notices)
    return tuple(notice for notice in found if notice.notice.needed == "yes" and notice.sent_on is None)


def set_id(notice: Notice) -> str:
    """Under which name a notice stands among what was sent: that of its papers, and of the loan where it is not the case's own."""
    own = notice.paper_set or f"notice-{notice.event_id}"
    return f"{own}-{notice.loan}" if notice.loan and not own.endswith(f"-{notice.loan}") else own


def _is_of(sent: Submission, notice: Notice) -> bool:
    return (sent.scheme, sent.set_id) == (notice.scheme, set_id(notice))


def sent_on(case: Case, notice: Notice) -> dt.date | None:
    """When the notice was sent, as told; None while it was not."""
    return next((sent.sent_on for sent in case.submissions if _is_of(sent, notice)), None)


def mark_sent(case: Case, notice: Notice, day: dt.date) -> Case:
    """The case in which the notice was sent on that day."""
    event = next((one for one in case.events if one.id == notice.event_id), None)
    year = fiscal_year_of(event.day if event is not None and event.day is not None else day)
    made = Submission(scheme=notice.scheme, set_id=set_id(notice), fiscal_year=year, sent_on=day)
    return edits.mark_sent(unmark(case, notice), made)


def unmark(case: Case, notice: Notice) -> Case:
    """The case in which the notice was not sent yet."""
    return case.model_copy(update={"submissions": tuple(sent for sent in case.submissions if not _is_of(sent, notice))})
