"""What several parts of the scheme look at: its parameters, the sites in the prefecture, the sector and its rate.

Not for: conditions (`eligibility`, `borrower`).
"""

import datetime as dt
from decimal import Decimal

from sllassist.case.coverage import is_complete, years_with_records
from sllassist.case.model import Sector
from sllassist.knowledge import Sourced
from sllassist.schemes import conditions, industry
from sllassist.schemes.base import Facts, clause_of
from sllassist.schemes.rules import Clause
from sllassist.schemes.running import last_day

SCHEME_ID = "oita_sll"
SECTORS: dict[Sector, str] = {"industry": "産業部門", "commercial": "業務部門", "transport": "運輸部門"}


def param(facts: Facts, key: str) -> Sourced:
    """A dated parameter of the scheme."""
    return facts.param(SCHEME_ID, key)


def clause(facts: Facts, key: str, place: str = "") -> Clause:
    """Where a parameter comes from; `place`: the clause of one row of a table."""
    told = clause_of(param(facts, key))
    return Clause(told.source, place, told.status, told.valid_from, told.note) if place else told


def local_sites(facts: Facts) -> frozenset[str]:
    """Ids of the sites in the prefecture."""
    return conditions.local_sites(facts, SCHEME_ID, "site.prefecture")


def complete(facts: Facts, fiscal_year: int) -> bool:
    """Whether every month of the year is recorded for every energy of the sites in the prefecture."""
    return is_complete(facts.case, fiscal_year, local_sites(facts))


def latest_complete_year(facts: Facts) -> int | None:
    """The newest completely recorded fiscal year of the sites in the prefecture, or None."""
    return max((year for year in years_with_records(facts.case) if complete(facts, year)), default=None)


def sector(facts: Facts) -> Sector | None:
    """The sector told, else the one its industry (大分類) stands under; None while neither is known."""
    if facts.case.firm.sector is not None:
        return facts.case.firm.sector
    for row in param(facts, "sector.industries").value:
        if industry.lies_in(facts, row["classes"]):
            found: Sector = row["sector"]
            return found
    return None


def rate_percent(facts: Facts) -> Decimal | None:
    """The rate (% of the base year, a year) of SPT② for the firm's sector; None while the sector is not known."""
    found = sector(facts)
    return None if found is None else Decimal(param(facts, "target.rates").value[found])


def loan_last_day(facts: Facts, start: dt.date | None, months: int | None) -> dt.date | None:
    """The last day of a loan of so many months."""
    return last_day(facts, SCHEME_ID, start, months)
