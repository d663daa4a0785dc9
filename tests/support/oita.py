"""A small firm in Oita that fits 大分SLL in every condition; tests bend one fact at a time."""

import datetime as dt
from decimal import Decimal

from support.nagano import judged

from sllassist.assessment import SchemeResult
from sllassist.case.model import Case, EnergyRecord, EnergySupply, Firm, Loan, Plan, Site
from sllassist.schemes.rules import Node

AS_OF = dt.date(2026, 11, 20)
LOAN = Loan(
    bank_name="見本銀行", bank_head_office="大分県", bank_approved=True, term_months=60, start_date=dt.date(2027, 4, 1), penalty_rate=False
)
FIRM = Firm(
    name="見本木工株式会社", legal_form="company", industry_code="13", capital_yen=Decimal(10_000_000), employees=40, prefecture="大分県"
)


def oita_case(**changes: object) -> Case:
    """One site, heavy oil A only: 100 kL in FY2025."""
    case = Case(
        firm=FIRM,
        sites=(Site(id="a", name="日田工場", prefecture="大分県"),),
        supplies=(EnergySupply(id="s", site_id="a", energy="heavy_oil_a", unit="kL"),),
        records=(EnergyRecord(supply_id="s", fiscal_year=2025, quantity=Decimal(100), unit="kL"),),
        loan=LOAN,
        plan=Plan(base_year=2025, first_year=2026, years=3),
    )
    return case.model_copy(update=changes)


def with_firm(**changes: object) -> Case:
    """The case with other facts of the firm."""
    return oita_case(firm=FIRM.model_copy(update=changes))


def with_loan(**changes: object) -> Case:
    """The case with other facts of the loan."""
    return oita_case(loan=LOAN.model_copy(update=changes))


def result(case: Case, as_of: dt.date = AS_OF) -> SchemeResult:
    """What 大分SLL says of the case."""
    return judged(case, as_of).scheme("oita_sll")


def verdict(case: Case, as_of: dt.date = AS_OF) -> str:
    """The verdict of 大分SLL."""
    return result(case, as_of).verdict


def part(case: Case, key: str, as_of: dt.date = AS_OF) -> Node:
    """A condition or a group of conditions by its key. Raises StopIteration where there is none."""

    def walk(node: Node) -> list[Node]:
        return [node, *(found for child in node.children for found in walk(child))]

    return next(node for node in walk(result(case, as_of).node) if node.key == key)


def keys(case: Case) -> set[str]:
    """Keys of all conditions looked at."""
    return {leaf.key for leaf in result(case).node.leaves()}


def open_paths(case: Case) -> set[str]:
    """What is still to be answered."""
    return {path for leaf in result(case).node.open_leaves() for path in leaf.paths}
