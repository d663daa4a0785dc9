"""What happened to the firm, and the notices it asks for under each loan."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from support.nagano import AS_OF, fitting_case
from support.toy import toy_scheme

from sllassist.assessment import Assessment, assess
from sllassist.case import paths
from sllassist.case.model import Case, RunningLoan
from sllassist.flow import events, fields, verdicts
from sllassist.knowledge import Knowledge


@pytest.fixture
def knowledge() -> Iterator[Knowledge]:
    with toy_scheme() as found:
        yield found


def lent(*loans: RunningLoan) -> Case:
    return fitting_case(running=loans or (RunningLoan(id="r", scheme="toy_sll", bank_name="見本銀行", base_t=Decimal(200)),))


def grown(case: Case, tonnes: str) -> Case:
    case = events.add_event(case, "new_line")
    path = f"events.{case.events[-1].id}"
    case = fields.type_text(case, f"{path}.day", "2026年10月1日")
    return fields.type_text(case, f"{path}.change_t", tonnes)


def toy(assessment: Assessment) -> list[events.ToldNotice]:
    return [notice for event in events.told(assessment) for notice in event.notices if notice.notice.scheme == "toy_sll"]


@pytest.mark.parametrize(
    ("tonnes", "word"),
    [("19.9", "届出は要りません"), ("20", "届出が要ります"), ("▲20", "届出が要ります"), ("", "まだ分かりません")],
)
def test_a_notice_is_told_with_its_calculation_for_each_loan(knowledge: Knowledge, tonnes: str, word: str) -> None:
    (told,) = toy(assess(grown(lent(), tonnes), knowledge, AS_OF))
    assert (told.word, told.scheme, told.loan) == (word, "見本SLL", "見本銀行の融資")
    assert bool(told.notice.arithmetic) == bool(tonnes)


def test_an_event_is_told_in_words_and_stands_even_without_a_notice() -> None:
    case = events.add_event(fitting_case(), "renamed")
    assessment = assess(case, fitting_knowledge(), AS_OF)
    (told,) = events.told(assessment)
    assert told.words == "会社や事業所の名前が変わった"
    assert events.told(assess(events.add_event(fitting_case()), fitting_knowledge(), AS_OF))[0].words == ""


def fitting_knowledge() -> Knowledge:
    from sllassist.knowledge import load_knowledge

    return load_knowledge()


def test_a_sent_notice_is_marked_for_its_event_alone_and_can_be_unmarked(knowledge: Knowledge) -> None:
    case = grown(grown(lent(), "20"), "40")
    first, second = toy(assess(case, knowledge, AS_OF))
    sent = events.mark_sent(case, first.notice, dt.date(2026, 11, 2))
    assert [told.sent_on for told in toy(assess(sent, knowledge, AS_OF))] == [dt.date(2026, 11, 2), None]
    corrected = events.mark_sent(sent, first.notice, dt.date(2026, 11, 3))
    assert [told.sent_on for told in toy(assess(corrected, knowledge, AS_OF))] == [dt.date(2026, 11, 3), None]
    assert len(corrected.submissions) == 1
    assert events.unmark(corrected, first.notice).submissions == case.submissions
    assert second.sent_on is None


def test_two_loans_of_a_scheme_are_marked_apart(knowledge: Knowledge) -> None:
    loans = (RunningLoan(id="a", scheme="toy_sll", base_t=Decimal(10)), RunningLoan(id="b", scheme="toy_sll", base_t=Decimal(10)))
    case = grown(lent(*loans), "5")
    first, _ = toy(assess(case, knowledge, AS_OF))
    sent = events.mark_sent(case, first.notice, AS_OF)
    assert [(told.notice.loan, told.sent_on) for told in toy(assess(sent, knowledge, AS_OF))] == [("a", AS_OF), ("b", None)]


def test_a_sent_notice_stays_sent_when_the_day_of_the_event_is_corrected(knowledge: Knowledge) -> None:
    case = grown(lent(), "20")
    (told,) = toy(assess(case, knowledge, AS_OF))
    sent = events.mark_sent(case, told.notice, AS_OF)
    moved = paths.put(sent, f"events.{case.events[0].id}.day", dt.date(2026, 3, 1))
    (again,) = toy(assess(moved, knowledge, AS_OF))
    assert again.sent_on == AS_OF


def test_removing_an_event_takes_its_unread_texts_along(knowledge: Knowledge) -> None:
    case = grown(lent(), "たくさん")
    event_id = case.events[0].id
    assert f"events.{event_id}.change_t" in case.drafts
    gone = events.remove_event(case, event_id)
    assert (gone.events, gone.drafts) == ((), {})


def test_no_notice_under_a_scheme_set_aside(knowledge: Knowledge) -> None:
    case = grown(lent(), "20")
    assert toy(assess(case, knowledge, AS_OF))
    assert not toy(assess(verdicts.set_aside(case, "toy_sll"), knowledge, AS_OF))


def test_needed_notices_wait_until_they_are_sent(knowledge: Knowledge) -> None:
    case = grown(grown(lent(), "20"), "1")
    (waiting,) = events.waiting(assess(case, knowledge, AS_OF))
    assert waiting.notice.event_id == case.events[0].id
    assert events.waiting(assess(events.mark_sent(case, waiting.notice, AS_OF), knowledge, AS_OF)) == ()


def test_running_loans_are_added_and_taken_away() -> None:
    case = events.add_loan(events.add_loan(fitting_case(), "nagano_sll"), "oita_sll")
    assert [loan.scheme for loan in case.running] == ["nagano_sll", "oita_sll"]
    first = f"running.{case.running[0].id}"
    case = fields.type_text(fields.type_text(case, f"{first}.bank_name", "見本銀行"), f"{first}.term_months", "五")
    gone = events.remove_loan(case, case.running[0].id)
    assert ([loan.scheme for loan in gone.running], gone.drafts) == (["oita_sll"], {})
