"""A small firm in Chiba that may use 環境保全資金 in every condition; tests bend one fact at a time."""

import datetime as dt
from decimal import Decimal
from typing import Any

from support.nagano import judged

from sllassist.case.model import Case, Firm, Loan, Project, Site, Standing
from sllassist.schemes.base import Facts, Section
from sllassist.schemes.rules import Node

AS_OF = dt.date(2026, 11, 20)
IN_R6 = dt.date(2024, 10, 1)
"""A day in the year of the leaflet."""


def fitting_case(**changes: object) -> Case:
    """A metal works with 45 people that puts solar panels for 3,000万円 on its roof."""
    case = Case(
        firm=Firm(name="見本精機株式会社", legal_form="company", industry_code="24", capital_yen=Decimal(10_000_000), employees=45),
        sites=(Site(id="a", name="本社工場", prefecture="千葉県"),),
        projects=(project("p", "Z1"),),
        standing=Standing(co2co2=True),
        loan=Loan(bank_name="千葉銀行", amount_yen=Decimal(30_000_000), term_months=120),
    )
    return case.model_copy(update=changes)


def project(name: str, category: str | None, cost: int | None = 30_000_000, subsidy: int | None = 0, **more: Any) -> Project:
    """A project of a category, cost and other subsidies in yen."""
    return Project(
        id=name, words=f"事業{name}", category=category, cost_yen=None if cost is None else Decimal(cost),
        subsidy_yen=None if subsidy is None else Decimal(subsidy), **more,
    )  # fmt: skip


def firm(**told: Any) -> Case:
    """The fitting case with another firm."""
    return fitting_case(firm=Firm(**told))


def loan(**told: Any) -> Case:
    """The fitting case with other facts of the loan."""
    case = fitting_case()
    return case.model_copy(update={"loan": case.loan.model_copy(update=told)})


def verdict(case: Case, as_of: dt.date = AS_OF) -> str:
    """fits, does_not_fit or open."""
    return judged(case, as_of).scheme("chiba_kankyo").verdict


def leaf(case: Case, key: str, as_of: dt.date = AS_OF) -> Node:
    """The condition with that key."""
    return next(node for node in judged(case, as_of).scheme("chiba_kankyo").node.leaves() if node.key == key)


def node(case: Case, key: str) -> Node:
    """The condition or group of conditions with that key."""

    def below(one: Node) -> list[Node]:
        return [one, *(found for child in one.children for found in below(child))]

    return next(one for one in below(judged(case).scheme("chiba_kankyo").node) if one.key == key)


def facts(case: Case | None = None, as_of: dt.date = AS_OF) -> Facts:
    """What the scheme looks at."""
    return judged(case or Case(), as_of).facts


def section(case: Case, name: str, as_of: dt.date = AS_OF) -> Section:
    """The part of what the scheme has to say with that id."""
    return next(one for one in judged(case, as_of).sections("chiba_kankyo") if one.id == name)
