"""Which fiscal years a case is about on a date: those reported on, and those whose bills are asked for.

Not for: what the bills say.
"""

import datetime as dt
from decimal import Decimal

from sllassist.case.coverage import years_with_records
from sllassist.case.model import Case, Plan
from sllassist.case.periods import FISCAL_MONTHS, fiscal_year_end, fiscal_year_of, month_start


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
    running = running_year(case, as_of)
    return tuple(sorted(wanted if running is None else {*wanted, running}))


def running_year(case: Case, as_of: dt.date) -> int | None:
    """The fiscal year that holds `as_of` when the plan counts it and its bills can be entered as they come; else None."""
    plan, year = case.plan, fiscal_year_of(as_of)
    if plan.first_year is None or plan.years is None or not plan.first_year <= year < plan.first_year + plan.years:
        return None
    sent = any(told.set_id == "plan" for told in case.submissions)
    return year if sent or year in years_with_records(case) else None


def months_over(fiscal_year: int, as_of: dt.date) -> tuple[int, ...]:
    """Calendar months of the fiscal year that have ended by `as_of`."""
    return tuple(m for m in FISCAL_MONTHS if month_start(fiscal_year, m) < as_of.replace(day=1))
