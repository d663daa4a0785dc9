"""Which fiscal years a case is about on a date: those reported on, and those whose bills are asked for.

Not for: what the bills say.
"""

import datetime as dt
from decimal import Decimal

from sllassist.case.coverage import years_with_records
from sllassist.case.model import Case, Plan
from sllassist.case.periods import fiscal_year_end, fiscal_year_of


def new_case(as_of: dt.date) -> Case:
    """An empty case with the usual plan: three years from this fiscal year on, against the year before."""
    year = fiscal_year_of(as_of)
    return Case(plan=Plan(first_year=year, years=3, base_year=year - 1, rate_percent=Decimal(5)))


def reported_years(case: Case, as_of: dt.date) -> tuple[int, ...]:
    """Years of the plan that have ended by `as_of`: those a report is written on."""
    plan = case.plan
    if plan.first_year is None or plan.years is None:
        return ()
    return tuple(y for y in range(plan.first_year, plan.first_year + plan.years) if fiscal_year_end(y) < as_of)


def bill_years(case: Case, as_of: dt.date) -> tuple[int, ...]:
    """Fiscal years whose bills are asked for or already there, ascending."""
    base = case.plan.base_year
    wanted = {base if base is not None else fiscal_year_of(as_of) - 1, *reported_years(case, as_of), *years_with_records(case)}
    return tuple(sorted(wanted))
