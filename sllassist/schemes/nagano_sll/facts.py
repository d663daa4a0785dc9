"""What several parts of the scheme look at: its parameters, the sites in the prefecture, complete years.

Not for: conditions (`eligibility`) or contents of forms (`papers`).
"""

from decimal import Decimal

from sllassist.case.coverage import is_complete, years_with_records
from sllassist.emissions import OtherGases, Totals, other_gases, years_with_gases
from sllassist.knowledge import Sourced
from sllassist.schemes import conditions, targets
from sllassist.schemes.base import Facts, clause_of
from sllassist.schemes.rules import Clause

SCHEME_ID = "nagano_sll"


def param(facts: Facts, key: str) -> Sourced:
    """A dated parameter of the scheme."""
    return facts.at.param(SCHEME_ID, key)


def clause(facts: Facts, key: str, place: str = "") -> Clause:
    """Where a parameter comes from; `place`: the clause of one row of a table."""
    told = clause_of(param(facts, key))
    return Clause(told.source, place, told.status, told.valid_from, told.note) if place else told


def local_sites(facts: Facts) -> frozenset[str]:
    """Ids of the sites in the prefecture."""
    return conditions.local_sites(facts, SCHEME_ID, "site.prefecture")


def totals(facts: Facts, fiscal_year: int) -> Totals:
    """Energy and emissions of the sites in the prefecture."""
    return facts.ledger.total(fiscal_year, site_ids=local_sites(facts))


def gas_records(facts: Facts) -> OtherGases | None:
    """Other greenhouse gases of the sites in the prefecture in the newest year with gas records; None without any."""
    newest = max(years_with_gases(facts.case), default=None)
    return None if newest is None else other_gases(facts.case, facts.knowledge, newest, local_sites(facts))


def other_gases_t(facts: Facts) -> Decimal | None:
    """t-CO2 per year of other greenhouse gases in the prefecture: from the records where there are any, else as told."""
    found = gas_records(facts)
    return facts.case.duty.other_gases_t if found is None else found.co2_t


def complete(facts: Facts, fiscal_year: int) -> bool:
    """Whether every month of the year is recorded for every energy of the sites in the prefecture."""
    return is_complete(facts.case, fiscal_year, local_sites(facts))


def latest_complete_year(facts: Facts) -> int | None:
    """The newest completely recorded fiscal year, or None."""
    years = [year for year in years_with_records(facts.case) if complete(facts, year)]
    return max(years, default=None)


def series_t(facts: Facts, fiscal_year: int) -> Decimal:
    """Emissions (t-CO2) of the year in the series the plan chose."""
    return targets.series_t(facts, fiscal_year, local_sites(facts))
