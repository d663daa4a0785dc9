"""大分SLL 運用要領 7(3): which changes have to be told, per loan, with the threshold of ③–⑤."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import judged
from support.oita import AS_OF, FIRM, oita_case, with_loan

from sllassist.case.model import Case, Event, Override, RunningLoan, Site
from sllassist.schemes.base import Notice

DAY = dt.date(2027, 6, 1)
LENT = RunningLoan(id="r", scheme="oita_sll", bank_name="別府信用金庫", start_date=dt.date(2026, 5, 1), term_months=60, base_t=Decimal(500))


def notices(kind: str, change: str | None = None, **more: object) -> list[Notice]:
    """Notices of 大分SLL for one event of a firm in the 業務部門 (4.0 %), with a running loan of a base of 500 t."""
    event = Event(id="e", kind=kind, day=DAY, change_t=None if change is None else Decimal(change))
    case = with_loan(start_date=None).model_copy(
        update={"firm": FIRM.model_copy(update={"sector": "commercial"}), "running": (LENT,), "events": (event,), **more}
    )
    return told(case)


def told(case: Case) -> list[Notice]:
    return [notice for notice in judged(case, AS_OF).notices() if notice.scheme == "oita_sll"]


def one(kind: str, change: str | None = None, **more: object) -> Notice:
    (found,) = notices(kind, change, **more)
    return found


# facts 4.2: B = 500.0 t, 業務 4.0 % → 20.0 t. +20.0 not needed, +20.1 needed, −25.0 needed
@pytest.mark.clause("oita_sll", "notice.triggers")
@pytest.mark.clause("oita_sll", "notice.years")
@pytest.mark.parametrize("kind", ["site_opened", "site_closed", "site_use", "merged"])
@pytest.mark.parametrize(
    ("change", "needed"),
    [("20", "no"), ("20.1", "yes"), ("20.000001", "yes"), ("-20", "no"), ("-25", "yes"), ("0", "no"), (None, "unknown")],
)
def test_oita_facts_4_2_threshold_of_20_t(kind: str, change: str | None, needed: str) -> None:
    found = one(kind, change)
    assert found.needed == needed
    assert "名称等変更届出書" in found.paper
    if change is None:
        assert found.paths == ("events.e.change_t",)
    else:
        assert "500 t × 4%（1年分）＝ 20 t" in found.arithmetic


@pytest.mark.clause("oita_sll", "notice.triggers")
@pytest.mark.parametrize(
    ("kind", "mark"), [("closed", "①"), ("renamed", "②"), ("moved", "②"), ("target", "⑥"), ("new_line", "⑥"), ("other", "⑥")]
)
@pytest.mark.parametrize("change", [None, "0", "1"])
def test_oita_facts_4_2_1_2_and_6_are_always_needed(kind: str, mark: str, change: str | None) -> None:
    found = one(kind, change)
    assert found.needed == "yes"
    assert found.why.startswith(mark)
    assert found.arithmetic == ""


@pytest.mark.clause("oita_sll", "recipient.prefecture")
def test_oita_003_7_3_goes_at_once_to_the_governor() -> None:
    found = one("renamed")
    assert found.by == "貴社"
    assert found.to.startswith("大分県知事")
    assert "環境政策課" in found.to
    assert found.due == "速やかに（2027年6月1日に起きたこと）"
    assert found.clause is not None
    assert found.clause.place == "7 (3) ②"


@pytest.mark.clause("oita_sll", "notice.bank")
@pytest.mark.parametrize(("kind", "paper"), [("loan", "様式第2号"), ("loan_ended", "様式第3号")])
def test_oita_003_6_changes_of_the_loan_are_told_by_the_bank(kind: str, paper: str) -> None:
    found = one(kind)
    assert (found.needed, found.by) == ("yes", "別府信用金庫")
    assert paper in found.paper


def test_oita_003_7_3_a_site_elsewhere_changes_nothing_and_an_unknown_place_is_asked_for() -> None:
    def of_event(prefecture: str | None, change: str, sites: tuple[Site, ...]) -> Notice:
        event = Event(id="e", kind="site_opened", day=DAY, prefecture=prefecture, change_t=Decimal(change))
        return one("site_opened", sites=sites, events=(event,))

    here, both = (Site(id="a", prefecture="大分県"),), (Site(id="a", prefecture="大分県"), Site(id="b", prefecture="福岡県"))
    assert of_event("福岡県", "100", both).needed == "no"
    assert of_event("大分県", "100", both).needed == "yes"
    assert of_event(None, "100", here).needed == "yes"
    assert of_event(None, "100", both).paths == ("events.e.prefecture",)
    assert of_event(None, "20", both).needed == "no"


def test_oita_003_7_3_the_base_of_the_case_serves_a_loan_without_one() -> None:
    # 100 kL of heavy oil A are 275.28 t; 4 % of it 11.01 t
    bare = LENT.model_copy(update={"base_t": None})
    assert one("merged", "11.01", running=(bare,)).needed == "no"
    assert one("merged", "11.02", running=(bare,)).needed == "yes"
    assert one("merged", "11.02", running=(bare,), records=()).paths == ("running.r.base_t",)
    by_year = bare.model_copy(update={"base_year": 2025})
    assert "275.282333 t" in one("merged", "1", running=(by_year,)).arithmetic


def test_oita_003_7_3_without_a_sector_the_rate_is_not_known() -> None:
    firm = FIRM.model_copy(update={"industry_code": None})
    assert one("merged", "20.1", firm=firm).paths == ("firm.sector",)


def own(**changes: object) -> list[tuple[str, str]]:
    case = oita_case(events=(Event(id="e", kind="renamed", day=DAY),), **changes)
    return [(notice.loan, notice.needed) for notice in told(case)]


def test_the_loan_of_the_case_counts_once_its_day_is_told_and_the_scheme_may_be_used() -> None:
    assert own() == [("", "yes")]
    assert own(loan=with_loan(start_date=None).loan) == []
    assert own(running=(LENT,)) == [("", "yes"), ("r", "yes")]
    assert own(set_aside=("oita_sll",)) == []
    assert own(sites=(Site(id="a", prefecture="福岡県"),)) == []
    against = Override(scheme="oita_sll", verdict="does_not_fit", reason="見送り", by="見本", decided_on=AS_OF)
    assert own(overrides=(against,)) == []
    by_hand = against.model_copy(update={"verdict": "fits"})
    assert own(overrides=(by_hand,), loan=with_loan(penalty_rate=True).loan) == [("", "yes")]
    assert own(loan=with_loan(penalty_rate=True).loan) == []


def test_only_loans_that_run_on_the_day_are_concerned() -> None:
    def of_day(day: dt.date | None) -> list[str]:
        case = with_loan(start_date=None).model_copy(
            update={"running": (LENT,), "events": (Event(id="e", kind="renamed", day=day),)}
        )
        return [notice.loan for notice in told(case)]

    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2031, 5, 1), dt.date(2031, 5, 2), None]
    assert [of_day(day) for day in days] == [[], ["r"], ["r"], [], ["r"]]
    assert of_day(DAY) == ["r"]


def test_a_loan_of_another_scheme_is_not_looked_at() -> None:
    assert notices("renamed", running=(LENT.model_copy(update={"scheme": "nagano_sll"}),)) == []


@pytest.mark.clause("oita_sll", "notice.triggers")
@pytest.mark.parametrize(
    ("place", "office", "needed"),
    [
        ("大分県", "東京都", "yes"),
        ("東京都", "東京都", "yes"),
        (None, "大分県", "yes"),
        ("東京都", "大分県", "no"),
        ("東京都", None, "unknown"),
    ],
)
def test_a_move_elsewhere_is_told_only_when_it_is_that_of_the_head_office(place: str | None, office: str | None, needed: str) -> None:
    firm = FIRM.model_copy(update={"prefecture": office})
    found = one("moved", events=(Event(id="e", kind="moved", day=DAY, prefecture=place),), firm=firm)
    assert found.needed == needed
    assert found.paths == (("firm.prefecture",) if needed == "unknown" else ())
