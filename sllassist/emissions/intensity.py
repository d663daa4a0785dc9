"""原単位: energy or emissions per denominator of the firm's choice (production, sales, floor area, head count), year by year.

Not for: the weighting that 省エネ法 applies to the numerators of its own 原単位, and for rounding.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sllassist.case.coverage import is_complete
from sllassist.case.model import Case, Denominator
from sllassist.emissions.exact import handed_out
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.split import UNITS, Measure


@dataclass(frozen=True, slots=True)
class IntensityYear:
    """One fiscal year. `figure` in the measure's unit; `value` of the denominator; `intensity` figure per one denominator.

    `value` None where it is missing; `intensity` None also where it is 0 or the year has no bills; percents None where one of
    the two years has no intensity.
    `complete`: every month of the year is recorded; an incomplete year is not comparable.
    """

    fiscal_year: int
    figure: Decimal
    value: Decimal | None
    intensity: Decimal | None
    change_percent: Decimal | None
    since_base_percent: Decimal | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Intensity:
    """The years of one denominator and measure. `unit`: of the intensity, e.g. t-CO2/台."""

    denominator: Denominator
    measure: Measure
    unit: str
    base_year: int | None
    years: tuple[IntensityYear, ...]


def intensity(
    case: Case, ledger: Ledger, denominator: Denominator, measure: Measure = "co2_basic_t", *,
    base_year: int | None = None, site_ids: AbstractSet[str] | None = None,
) -> Intensity:  # fmt: skip
    """The intensity of every year that has bill figures or a denominator, ascending.

    Changes are in percent against the year before (only where that is the calendar's year before) and against `base_year`.
    """
    values = {given.fiscal_year: given.value for given in denominator.values}
    years = sorted({*ledger.fiscal_years, *(year for year, value in values.items() if value is not None)})
    figures = {year: getattr(ledger.total(year, site_ids=site_ids), measure) for year in years}
    exact = {year: _per(figures[year], values.get(year)) if year in ledger.fiscal_years else None for year in years}
    base = exact.get(base_year) if base_year is not None else None
    limit = None if site_ids is None else frozenset(site_ids)
    found = tuple(
        IntensityYear(
            year, figures[year], values.get(year), None if (per := exact[year]) is None else handed_out(per),
            _percent(per, exact.get(year - 1)), _percent(per, base), is_complete(case, year, limit),
        )
        for year in years
    )  # fmt: skip
    return Intensity(denominator, measure, f"{UNITS[measure]}/{denominator.unit or '単位'}", base_year, found)


def _per(figure: Decimal, value: Decimal | None) -> Fraction | None:
    return Fraction(figure) / Fraction(value) if value else None


def _percent(now: Fraction | None, then: Fraction | None) -> Decimal | None:
    return handed_out((now - then) / then * 100) if now is not None and then else None
