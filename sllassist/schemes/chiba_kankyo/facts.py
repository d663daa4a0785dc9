"""What several parts of the scheme look at: its parameters, and the projects of the case with their categories.

Not for: conditions (`eligibility`) or what is shown besides the verdict (`sections`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sllassist.case.model import Project
from sllassist.knowledge import Sourced
from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo.categories import Category, category_of
from sllassist.schemes.rules import Clause

SCHEME_ID = "chiba_kankyo"


def param(facts: Facts, key: str) -> Sourced:
    """A dated parameter of the scheme."""
    return facts.param(SCHEME_ID, key)


def clause(facts: Facts, key: str) -> Clause:
    """Where a parameter comes from."""
    return facts.clause(SCHEME_ID, key)


def term_months(facts: Facts, kind: str) -> int:
    """The longest term of a loan of this kind (設備資金, 運転資金), in months."""
    key = "loan.term_working_months" if kind == "運転資金" else "loan.term_capital_months"
    return int(param(facts, key).number)


def contact(facts: Facts, name: str) -> Mapping[str, Any]:
    """The office with this id: what it is for, name, phone, address, url."""
    found: Mapping[str, Any] = next(one for one in param(facts, "contacts").value if one["id"] == name)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """A project of the case and its category, None while that is open or none fits."""

    project: Project
    category: Category | None

    @property
    def label(self) -> str:
        """What the project is called."""
        return self.project.words or (self.category.name if self.category else "名称未入力")

    @property
    def net_yen(self) -> Decimal | None:
        """Cost less other subsidies (yen), None while either is open."""
        cost, subsidy = self.project.cost_yen, self.project.subsidy_yen
        return None if cost is None or subsidy is None else cost - subsidy

    def open_paths(self) -> tuple[str, ...]:
        """Paths of cost and subsidy as far as they are still open."""
        return tuple(f"projects.{self.project.id}.{n}" for n in ("cost_yen", "subsidy_yen") if getattr(self.project, n) is None)


def told(facts: Facts) -> tuple[Told, ...]:
    """Every project of the case."""
    return tuple(Told(project, category_of(facts, project.category)) for project in facts.case.projects)
