"""The target path of a plan: what is allowed in each year, what is planned, what came of it.

Two readings of 年平均: "linear" takes the rate of the base year's emissions each year (5, 10, 15 %), "compound" the
rate of the year before (5, 9.75, 14.2625 %). Both are always computed; the scheme says which one counts.
Not for: any scheme's own rate or choice.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from sllassist.case.coverage import is_complete
from sllassist.case.model import Measure, Plan
from sllassist.case.periods import fiscal_year_end
from sllassist.schemes.base import Facts, TargetPath, TargetYear
from sllassist.schemes.rules import Clause

Method = Literal["linear", "compound"]
HUNDRED = Decimal(100)
_LAST_DIGITS = Decimal("1e-20")
"""Share of the base that the 28-digit rounding of two figures may differ by; far below a gram for any firm."""


def allowed(base_t: Decimal, rate_percent: Decimal, years: int, method: Method) -> Decimal:
    """Emissions (t) allowed `years` years after the base year at `rate_percent` a year; not below zero."""
    rate = rate_percent / HUNDRED
    share = 1 - rate * years if method == "linear" else (1 - rate) ** years
    return base_t * max(share, Decimal(0))


def planned(from_t: Decimal, from_year: int, measures: tuple[Measure, ...], fiscal_year: int) -> Decimal | None:
    """Emissions (t) expected in a year: those of `from_year` less the measures planned after it; None without any measure.

    What was done by the end of `from_year` is in its emissions already and is not taken off again.
    """
    counted = [m for m in measures if m.expected_t is not None and m.planned_year is not None]
    if not counted:
        return None
    due = [m for m in counted if from_year < (m.planned_year or 0) <= fiscal_year]
    return max(from_t - sum((m.expected_t or Decimal(0) for m in due), Decimal(0)), Decimal(0))


def reduction_percent(base_t: Decimal, now_t: Decimal) -> Decimal | None:
    """(base − now) ÷ base × 100; None when the base is zero."""
    return (base_t - now_t) / base_t * HUNDRED if base_t else None


def reaches(now_t: Decimal, target_t: Decimal, base_t: Decimal) -> bool:
    """Whether `now_t` is at or below `target_t`; a firm exactly on the line reaches it, whatever the last digits do."""
    return now_t <= target_t + base_t * _LAST_DIGITS


def target_years(
    base_year: int, base_t: Decimal, plan_years: range, rate_percent: Decimal, method: Method,
    measures: tuple[Measure, ...], actual: Callable[[int], Decimal | None],
) -> tuple[TargetYear, ...]:
    """The plan's years. `actual` gives the emissions (t) of a finished, completely recorded year, else None.

    What is planned for a year starts from the newest actual year before it, so that a result worse than planned shows in
    every later year.
    """
    from_t, from_year = base_t, base_year
    other: Method = "compound" if method == "linear" else "linear"
    years = []
    for index, year in enumerate(plan_years, 1):
        after = year - base_year
        by_method = {name: allowed(base_t, rate_percent, after, name) for name in (method, other)}
        now = actual(year)
        years.append(
            TargetYear(
                fiscal_year=year,
                index=index,
                target_t=by_method[method],
                linear_t=by_method["linear"],
                compound_t=by_method["compound"],
                planned_t=planned(from_t, from_year, measures, year),
                actual_t=now,
                reduction_percent=None if now is None else reduction_percent(base_t, now),
                met=None if now is None else reaches(now, by_method[method], base_t),
                met_other_method=None if now is None else reaches(now, by_method[other], base_t),
            )
        )
        if now is not None:
            from_t, from_year = now, year
    return tuple(years)


def plan_years(plan: Plan, usual_years: int | None = None) -> range:
    """Fiscal years of the plan period; empty while first year or length (else `usual_years`) is open."""
    years = plan.years if plan.years is not None else usual_years
    return range(0) if plan.first_year is None or years is None else range(plan.first_year, plan.first_year + years)


def series_t(facts: Facts, fiscal_year: int, sites: frozenset[str]) -> Decimal:
    """Emissions (t-CO2) of the sites in a year, in the series the plan chose."""
    found = facts.ledger.total(fiscal_year, site_ids=sites)
    return found.co2_adjusted_t if facts.case.plan.series == "adjusted" else found.co2_basic_t


def target_path(
    facts: Facts, sites: frozenset[str], years: range, *, rate_percent: Decimal, required_percent: Decimal, basis: Clause,
    notes: tuple[str, ...] = (), results_until: int | None = None,
) -> TargetPath | None:
    """The target path of these sites; None until the base year is told and completely recorded.

    Results count when their fiscal year has ended; with `results_until` only those up to that year (for the papers of a
    plan or of an earlier report, which were written without the later ones).
    """
    plan = facts.case.plan
    if plan.base_year is None or not years or not is_complete(facts.case, plan.base_year, sites):
        return None

    def actual(year: int) -> Decimal | None:
        counts = fiscal_year_end(year) < facts.as_of and (results_until is None or year <= results_until)
        return series_t(facts, year, sites) if counts and is_complete(facts.case, year, sites) else None

    base_t = series_t(facts, plan.base_year, sites)
    found = target_years(plan.base_year, base_t, years, rate_percent, plan.method, facts.case.measures, actual)
    return TargetPath(plan.base_year, base_t, rate_percent, required_percent, plan.method, plan.series, found, basis, notes)
