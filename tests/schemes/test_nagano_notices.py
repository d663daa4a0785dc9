"""長野県「信州SLL活用促進制度」説明資料 融資先企業の責務 2: which changes are to be told, to whom, per loan."""

import datetime as dt

import pytest
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case.model import Case, Event, Override, RunningLoan, Site, Submission
from sllassist.schemes.base import Deadline, Notice

DAY = dt.date(2027, 6, 1)
LENT = RunningLoan(id="r", scheme="nagano_sll", bank_name="諏訪見本信金", start_date=dt.date(2026, 5, 1), term_months=60)


def lent_case(kind: str, day: dt.date | None = DAY, prefecture: str | None = None, **more: object) -> Case:
    """A firm with one running loan and one event."""
    event = Event(id="e", kind=kind, day=day, prefecture=prefecture)
    return fitting_case(**{"running": (LENT,), "events": (event,), **more})


def told(case: Case) -> list[Notice]:
    return [notice for notice in judged(case).notices() if notice.scheme == "nagano_sll"]


def one(kind: str, **more: object) -> Notice:
    (found,) = told(lent_case(kind, **more))
    return found


@pytest.mark.clause("nagano_sll", "notice.triggers")
@pytest.mark.parametrize(
    ("kind", "mark"), [("closed", "①"), ("merged", "②"), ("renamed", "③"), ("moved", "③"), ("target", "④"), ("other", "⑤")]
)
def test_責務2_five_kinds_of_changes_need_form_4(kind: str, mark: str) -> None:
    found = one(kind)
    assert found.needed == "yes"
    assert "様式第4号" in found.paper
    assert found.why.startswith(mark)
    assert found.due == "速やかに（2027年6月1日に起きたこと）"
    assert found.clause is not None
    assert found.clause.status == "確認済"


@pytest.mark.clause("nagano_sll", "recipient.prefecture")
def test_責務2_it_goes_to_the_prefecture_and_not_to_the_helpdesk() -> None:
    found = one("renamed")
    assert found.by == "貴社"
    assert "ゼロカーボン推進課" in found.to
    assert "ヘルプデスク" not in found.to


@pytest.mark.clause("nagano_sll", "notice.likely")
@pytest.mark.parametrize(
    ("kind", "needed"), [("site_opened", "yes"), ("site_closed", "yes"), ("site_use", "unknown"), ("new_line", "unknown")]
)
def test_責務2_what_the_papers_do_not_name_is_said_to_be_unverified(kind: str, needed: str) -> None:
    found = one(kind)
    assert found.needed == needed
    assert found.clause is not None
    assert found.clause.status == "未確認"
    assert "確かめます" in found.why


@pytest.mark.clause("nagano_sll", "notice.likely")
def test_責務2_a_site_elsewhere_is_no_matter_of_the_plan_and_an_unknown_place_is_asked_for() -> None:
    both = (Site(id="a", prefecture="長野県"), Site(id="b", prefecture="東京都"))
    assert one("site_opened", prefecture="東京都", sites=both).needed == "no"
    assert one("site_opened", prefecture="長野県", sites=both).needed == "yes"
    unknown = one("site_opened", sites=both)
    assert (unknown.needed, unknown.paths) == ("unknown", ("events.e.prefecture",))


@pytest.mark.clause("nagano_sll", "notice.bank")
@pytest.mark.parametrize(("kind", "paper"), [("loan", "様式第2号"), ("loan_ended", "様式第3号")])
def test_提出書類_changes_of_the_loan_are_told_by_the_bank(kind: str, paper: str) -> None:
    found = one(kind)
    assert (found.needed, found.by) == ("yes", "諏訪見本信金")
    assert paper in found.paper
    assert "ゼロカーボン推進課" in found.to


def test_every_loan_under_the_scheme_has_its_own_notice() -> None:
    loan = fitting_case().loan.model_copy(update={"start_date": dt.date(2026, 9, 1)})
    assert [notice.loan for notice in told(lent_case("renamed", loan=loan))] == ["", "r"]
    other = LENT.model_copy(update={"scheme": "oita_sll"})
    assert told(lent_case("renamed", running=(other,))) == []
    assert told(lent_case("renamed", set_aside=("nagano_sll",), running=())) == []
    against = Override(scheme="nagano_sll", verdict="does_not_fit", reason="見送り", by="見本", decided_on=AS_OF)
    assert told(lent_case("renamed", loan=loan, running=(), overrides=(against,))) == []


def test_only_loans_that_run_on_the_day_are_concerned() -> None:
    # the day after the last one too: whether the first day counts is not known, and money is often paid back on the same day
    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2031, 5, 1), dt.date(2031, 5, 2), None]
    assert [len(told(lent_case("renamed", day))) for day in days] == [0, 1, 1, 0, 1]


def of_event(case: Case, as_of: dt.date) -> list[Deadline]:
    return [item for item in judged(case, as_of).scheme("nagano_sll").deadlines if item.id.startswith("notice-")]


@pytest.mark.clause("nagano_sll", "notice.guide_days")
def test_責務2_速やかに_has_a_day_as_a_guide() -> None:
    case = lent_case("moved")
    (found,) = of_event(case, dt.date(2027, 6, 15))
    assert (found.day, found.state, found.lead_days, found.paper_set) == (dt.date(2027, 6, 15), "upcoming", 14, "notice-e")
    assert "目安" in found.note
    late = of_event(case, dt.date(2027, 6, 16))[0]
    assert (late.day, late.state) == (dt.date(2027, 6, 15), "upcoming"), "our own guide is no legal deadline"
    assert late.note.startswith("めやすの日を過ぎています。まだのときは、すぐに出します。")
    assert "めやすの日" not in found.note
    sent = Submission(scheme="nagano_sll", set_id="notice-e", fiscal_year=2027, sent_on=dt.date(2027, 6, 3))
    assert of_event(case.model_copy(update={"submissions": (sent,)}), dt.date(2027, 6, 16))[0].state == "done"
    assert of_event(lent_case("new_line"), DAY) == []
    assert of_event(lent_case("loan"), DAY) == [], "the bank's paper is not the firm's deadline"
    assert of_event(lent_case("moved", None), DAY)[0].day is None


@pytest.mark.clause("nagano_sll", "notice.triggers")
@pytest.mark.parametrize(
    ("place", "office", "needed"),
    [
        ("長野県", "東京都", "yes"),
        ("東京都", "東京都", "yes"),
        (None, "長野県", "yes"),
        ("東京都", "長野県", "no"),
        ("東京都", None, "unknown"),
    ],
)
def test_a_move_elsewhere_is_told_only_when_it_is_that_of_the_head_office(place: str | None, office: str | None, needed: str) -> None:
    firm = fitting_case().firm.model_copy(update={"prefecture": office})
    found = one("moved", prefecture=place, firm=firm)
    assert found.needed == needed
    assert found.paths == (("firm.prefecture",) if needed == "unknown" else ())


def test_a_notice_is_done_once_it_was_sent_for_every_loan() -> None:
    other = LENT.model_copy(update={"id": "q"})
    case = lent_case("renamed", running=(LENT, other))
    for sent, state in ((("r",), "upcoming"), (("q",), "upcoming"), (("q", "r"), "done")):
        made = tuple(Submission(scheme="nagano_sll", set_id=f"notice-e-{one}", fiscal_year=2027, sent_on=DAY) for one in sent)
        assert [item.state for item in of_event(case.model_copy(update={"submissions": made}), DAY)] == [state]
