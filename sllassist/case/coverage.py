"""Which months of a fiscal year the bill records cover, per site and energy.

Not for: whether the figures are plausible (`sllassist.emissions`).
"""

from collections import defaultdict

from sllassist.case.model import Case
from sllassist.case.periods import FISCAL_MONTHS

Use = tuple[str, str]
"""Site id and energy id."""


def years_with_records(case: Case) -> tuple[int, ...]:
    """Fiscal years that hold at least one bill record, ascending."""
    return tuple(sorted({record.fiscal_year for record in case.records}))


def missing_months(case: Case, fiscal_year: int, site_ids: frozenset[str] | None = None) -> dict[Use, tuple[int, ...]]:
    """Calendar months without a figure, for every energy a site uses; empty when the year is complete.

    A month counts when any supply of that energy at the site has a figure for it (a change of retailer in mid-year
    leaves no hole), a whole-year figure counts for all twelve. `site_ids` limits the look to these sites.
    """
    covered: dict[Use, set[int]] = defaultdict(set)
    for supply in case.supplies:
        if site_ids is None or supply.site_id in site_ids:
            covered[(supply.site_id, supply.energy)] = set()
    for record in case.records:
        if record.fiscal_year != fiscal_year:
            continue
        used = case.supply(record.supply_id)
        if used is not None and (use := (used.site_id, used.energy)) in covered:
            covered[use].update(FISCAL_MONTHS if record.month is None else (record.month,))
    gaps = {use: tuple(month for month in FISCAL_MONTHS if month not in months) for use, months in covered.items()}
    return {use: months for use, months in gaps.items() if months}


def is_complete(case: Case, fiscal_year: int, site_ids: frozenset[str] | None = None) -> bool:
    """Whether the sites have at least one energy and no month of the year is missing."""
    used = any(site_ids is None or supply.site_id in site_ids for supply in case.supplies)
    return used and not missing_months(case, fiscal_year, site_ids)
