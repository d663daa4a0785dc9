"""Smallest changes are found by judging, turn the verdict, and cannot be made smaller."""

import datetime as dt
from decimal import Decimal
from itertools import combinations

import pytest

from sllassist.assessment import assess
from sllassist.case.model import Case, Duty, Loan, Rough, Site
from sllassist.knowledge import load_knowledge
from sllassist.schemes.rules import Change
from sllassist.schemes.whatif import applied

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


def test_a_day_before_the_scheme_began_cannot_be_changed() -> None:
    assessment = assess(FITTING, load_knowledge(), dt.date(2025, 7, 16))
    assert assessment.scheme("nagano_sll").verdict == "does_not_fit"
    assert assessment.smallest_change("nagano_sll") is None
    assert assess(FITTING, load_knowledge(), dt.date(2025, 7, 17)).scheme("nagano_sll").verdict == "fits"
