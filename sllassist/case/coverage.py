"""Which months of a fiscal year the bill records cover, per site and energy.

Not for: whether the figures are plausible (`sllassist.emissions`).
"""

from sllassist.case.columns import Use, columns_of
from sllassist.case.model import Case

__all__ = ["Use", "is_complete", "missing_months", "years_with_records"]


def years_with_records(case: Case) -> tuple[int, ...]:
    """Fiscal years that hold at least one bill record, ascending."""
    return columns_of(case).fiscal_years


def missing_months(case: Case, fiscal_year: int, site_ids: frozenset[str] | None = None) -> dict[Use, tuple[int, ...]]:
    """Calendar months without a figure, for every energy a site uses; empty when the year is complete.

    A month counts when any supply of that energy at the site has a figure for it (a change of retailer in mid-year
    leaves no hole), a whole-year figure counts for all twelve. `site_ids` limits the look to these sites.
    """
    found = columns_of(case).missing(fiscal_year)
    return {use: months for use, months in found.items() if site_ids is None or use[0] in site_ids}


def is_complete(case: Case, fiscal_year: int, site_ids: frozenset[str] | None = None) -> bool:
    """Whether the sites have at least one energy and no month of the year is missing."""
    used = any(site_ids is None or supply.site_id in site_ids for supply in case.supplies)
    return used and not missing_months(case, fiscal_year, site_ids)
