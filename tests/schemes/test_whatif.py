"""Smallest changes are found by judging, turn the verdict, and cannot be made smaller."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.firms import answered

from sllassist.assessment import assess
from sllassist.case.model import Case, Duty, EnergyRecord, EnergySupply, Loan, Rough, Site
from sllassist.emissions import Ledger, build_ledger
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.schemes import all_schemes, whatif
from sllassist.schemes.base import Facts, Scheme
from sllassist.schemes.rules import Change, Node, all_of, any_of, at_least, at_most
from sllassist.schemes.whatif import applied, smallest_change

AS_OF = dt.date(2026, 11, 20)
FITTING = Case(
    sites=(Site(id="a", prefecture="長野県"),),
    rough=Rough(electricity_kwh=Decimal(100_000), gas_m3=Decimal(0), fuel_l=Decimal(1_000)),
    duty=Duty(other_gases_t=Decimal(0), vehicles=3),
    loan=Loan(bank_head_office="長野県", term_months=60, penalty_rate=False),
)


def changes_of(case: Case) -> tuple[Change, ...] | None:
    return assess(case, load_knowledge(), AS_OF).smallest_change("nagano_sll")


def verdict(case: Case) -> str:
    return assess(case, load_knowledge(), AS_OF).scheme("nagano_sll").verdict


def test_a_fitting_firm_needs_no_change() -> None:
    assert verdict(FITTING) == "fits"
    assert changes_of(FITTING) == ()


@pytest.mark.parametrize(
    ("update", "path", "value"),
    [
        ({"loan": FITTING.loan.model_copy(update={"term_months": 35})}, "loan.term_months", 36),
        ({"loan": FITTING.loan.model_copy(update={"penalty_rate": True})}, "loan.penalty_rate", False),
        ({"loan": FITTING.loan.model_copy(update={"bank_head_office": "東京都"})}, "loan.bank_head_office", "長野県"),
        ({"duty": FITTING.duty.model_copy(update={"vehicles": 200})}, "duty.vehicles", 199),
    ],
)
def test_one_failing_fact_gives_its_own_change(update: dict[str, object], path: str, value: object) -> None:
    case = FITTING.model_copy(update=update)
    assert verdict(case) == "does_not_fit"
    found = changes_of(case)
    assert found is not None
    assert [(change.path, change.value) for change in found] == [(path, value)]
    assert verdict(applied(case, found)) == "fits"


def test_several_failing_facts_need_all_their_changes() -> None:
    loan = Loan(bank_head_office="東京都", term_months=12, penalty_rate=True)
    case = FITTING.model_copy(update={"loan": loan, "sites": (Site(id="a", prefecture="大分県"),)})
    found = changes_of(case)
    assert found is not None
    assert {change.path for change in found} == {"loan.bank_head_office", "loan.term_months", "loan.penalty_rate", "sites"}
    assert verdict(applied(case, found)) == "fits"
    for fewer in combinations(found, len(found) - 1):
        assert verdict(applied(case, fewer)) == "does_not_fit"


def test_too_much_energy_is_told_as_less_energy_and_the_bills_stay_as_they_are() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="heavy_oil_a", unit="kL")
    record = EnergyRecord(supply_id="s", fiscal_year=2025, quantity=Decimal(2000), unit="kL")
    case = FITTING.model_copy(update={"supplies": (supply,), "records": (record,)})
    assert verdict(case) == "does_not_fit"
    (change,) = changes_of(case) or ()
    assert (change.path, "減らす" in change.words) == ("records", True)
    turned = applied(case, (change,))
    assert verdict(turned) == "fits"
    assert turned.records[0].quantity < case.records[0].quantity == Decimal(2000)


def test_a_day_before_the_scheme_began_cannot_be_changed() -> None:
    assessment = assess(FITTING, load_knowledge(), dt.date(2025, 7, 16))
    assert assessment.scheme("nagano_sll").verdict == "does_not_fit"
    assert assessment.smallest_change("nagano_sll") is None
    assert assess(FITTING, load_knowledge(), dt.date(2025, 7, 17)).scheme("nagano_sll").verdict == "fits"


def every_way(scheme: Scheme, facts: Facts, most: int = 3000) -> bool:
    """Whether any set of changes that failed conditions offer, one after the other, turns the verdict: tried without a plan."""
    waiting: list[tuple[Change, ...]] = [()]
    seen = set()
    while waiting and most > 0:
        made = waiting.pop(0)
        case = applied(facts.case, made)
        node = scheme.eligibility(replace(facts, case=case, ledger=build_ledger(case, facts.knowledge)))
        if node.answer != "no":
            return True
        most -= 1
        for change in (change for leaf in node.failed_leaves() for change in leaf.changes):
            key = frozenset(f"{one.path}={one.words or one.value!r}" for one in (*made, change))
            if key not in seen and all(change.path != one.path for one in made):
                seen.add(key)
                waiting.append((*made, change))
    return False


def check_changes(case: Case, as_of: dt.date) -> None:
    assessment = assess(case, load_knowledge(), as_of)
    for scheme in all_schemes():
        facts = assessment.facts
        if scheme.eligibility(facts).answer != "no":
            assert smallest_change(scheme, facts) == ()
            continue
        found = smallest_change(scheme, facts)
        if found is None:
            assert not every_way(scheme, facts), scheme.id
            continue
        for number in range(len(found) + 1):
            for some in combinations(found, number):
                turned = applied(case, some)
                again = assess(turned, load_knowledge(), as_of).scheme(scheme.id).computed
                assert (again != "does_not_fit") == (number == len(found)), (scheme.id, [one.path for one in some])


DAYS = st.sampled_from([AS_OF, AS_OF, AS_OF, dt.date(2025, 7, 16), dt.date(2020, 1, 1), dt.date(2031, 4, 1)])
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(answered(), DAYS)
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_the_changes_found_turn_the_verdict_and_no_fewer_do(case: Case, as_of: dt.date) -> None:
    check_changes(case, as_of)


@pytest.mark.soak
@given(answered(), DAYS)
@settings(max_examples=1000, deadline=None, suppress_health_check=SLOW)
def test_the_changes_found_for_a_thousand_firms_turn_the_verdict_and_no_fewer_do(case: Case, as_of: dt.date) -> None:
    check_changes(case, as_of)


def test_bills_are_counted_anew_once_however_many_conditions_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    supply = EnergySupply(id="s", site_id="a", energy="heavy_oil_a", unit="kL")
    record = EnergyRecord(supply_id="s", fiscal_year=2025, quantity=Decimal(2000), unit="kL")
    loan = Loan(bank_head_office="東京都", term_months=12, penalty_rate=True)
    case = FITTING.model_copy(update={"supplies": (supply,), "records": (record,), "loan": loan})
    assessment = assess(case, load_knowledge(), AS_OF)
    built: list[Case] = []

    def counted(case: Case, knowledge: Knowledge, before: Ledger | None = None) -> Ledger:
        built.append(case)
        return build_ledger(case, knowledge, before)

    monkeypatch.setattr(whatif, "build_ledger", counted)
    found = assessment.smallest_change("nagano_sll")
    assert found is not None
    assert {change.path for change in found} == {"loan.bank_head_office", "loan.term_months", "loan.penalty_rate", "records"}
    assert len(built) == 1


def test_the_nearer_of_two_ways_is_proposed() -> None:
    """A scheme that fits through either of two facts is turned by the one that is easier to change."""

    class Either(Scheme):
        id = "either"

        def eligibility(self, facts: Facts) -> Node:
            firm, loan = facts.case.firm, facts.case.loan
            people = Node(
                at_most(firm.employees, Decimal(300)), "", key="people", paths=("firm.employees",),
                changes=(Change("firm.employees", 300, 3),),
            )
            term = Node(
                at_least(loan.term_months, Decimal(36)), "", key="term", paths=("loan.term_months",),
                changes=(Change("loan.term_months", 36, 1),),
            )
            both = Node(
                at_most(loan.amount_yen, Decimal(100)), "", key="amount", paths=("loan.amount_yen",),
                changes=(Change("loan.amount_yen", Decimal(100), 1),),
            )
            return all_of("", (any_of("", (people, term)), both))

    case = FITTING.model_copy(update={"loan": FITTING.loan.model_copy(update={"term_months": 12, "amount_yen": Decimal(500)})})
    case = case.model_copy(update={"firm": case.firm.model_copy(update={"employees": 500})})
    facts = assess(case, load_knowledge(), AS_OF).facts
    found = smallest_change(Either(), facts)
    assert found is not None
    assert {change.path for change in found} == {"loan.term_months", "loan.amount_yen"}
