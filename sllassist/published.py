"""The assessment as published JSON: the answer of `sllassist assess --json`, with a JSON Schema of its own.

Figures are decimal text, unrounded. Not for: computing anything; it only restates an `Assessment`.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sllassist import __version__
from sllassist.assessment import Assessment, SchemeResult
from sllassist.case.coverage import is_complete, years_with_records
from sllassist.case.problems import Problem
from sllassist.emissions import Totals
from sllassist.schemes.rules import Node


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProblemOut(_Out):
    """A problem: level, key, Case path, sentence."""

    level: Literal["error", "warning", "note"]
    code: str
    path: str
    message: str


class ConditionOut(_Out):
    """One condition of a verdict with its parts."""

    key: str
    answer: Literal["yes", "no", "unknown"]
    statement: str
    seen: str
    limit: str
    source: str
    place: str
    status: str
    todo: str
    parts: tuple["ConditionOut", ...]


class TotalsOut(_Out):
    """Energy and emissions: GJ, kL of crude oil, t-CO2."""

    heat_gj: Decimal
    oil_kl: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal
    provisional: bool
    unverified: bool


class YearOut(_Out):
    """One fiscal year: all sites, and each site (by id)."""

    fiscal_year: int
    complete: bool
    total: TotalsOut
    sites: dict[str, TotalsOut]
    energies: dict[str, TotalsOut]


class TargetYearOut(_Out):
    """One year of the target path, t-CO2 and percent."""

    fiscal_year: int
    target_t: Decimal
    linear_t: Decimal
    compound_t: Decimal
    planned_t: Decimal | None
    actual_t: Decimal | None
    reduction_percent: Decimal | None
    met: bool | None


class TargetOut(_Out):
    """The target path."""

    base_year: int
    base_t: Decimal
    rate_percent: Decimal
    method: Literal["linear", "compound"]
    series: Literal["basic", "adjusted"]
    years: tuple[TargetYearOut, ...]
    notes: tuple[str, ...]


class DeadlineOut(_Out):
    """Something due."""

    id: str
    title: str
    day: dt.date | None
    when: str
    by: str
    to: str
    state: Literal["done", "overdue", "upcoming", "undated"]
    note: str


class PaperSetOut(_Out):
    """A set of papers and what keeps it from being made."""

    id: str
    title: str
    recipient: str
    email: str
    forms: tuple[str, ...]
    blocking: tuple[ProblemOut, ...]


class SchemeOut(_Out):
    """What one scheme says."""

    id: str
    name: str
    verdict: Literal["fits", "does_not_fit", "open"]
    open_questions: tuple[str, ...]
    conditions: ConditionOut
    target: TargetOut | None
    deadlines: tuple[DeadlineOut, ...]
    papers: tuple[PaperSetOut, ...]


class AssessmentOut(_Out):
    """Everything that follows from a case on a date."""

    program: str
    case_id: str
    firm: str | None
    as_of: dt.date
    years: tuple[YearOut, ...]
    schemes: tuple[SchemeOut, ...]
    problems: tuple[ProblemOut, ...]


def _problem(problem: Problem) -> ProblemOut:
    return ProblemOut(level=problem.level, code=problem.code, path=problem.path, message=problem.message)


def _condition(node: Node) -> ConditionOut:
    told = node.clause
    return ConditionOut(
        key=node.key, answer=node.answer, statement=node.statement, seen=node.seen, limit=node.limit, todo=node.todo,
        source=told.source if told else "", place=told.place if told else "", status=told.status if told else "",
        parts=tuple(_condition(child) for child in node.children),
    )


def _totals(totals: Totals) -> TotalsOut:
    return TotalsOut(
        heat_gj=totals.heat_gj, oil_kl=totals.oil_kl, co2_basic_t=totals.co2_basic_t, co2_adjusted_t=totals.co2_adjusted_t,
        provisional=totals.provisional, unverified=totals.unverified,
    )


def _years(assessment: Assessment) -> tuple[YearOut, ...]:
    case, ledger = assessment.case, assessment.ledger
    energies = tuple(dict.fromkeys(supply.energy for supply in case.supplies))
    return tuple(
        YearOut(
            fiscal_year=year,
            complete=is_complete(case, year),
            total=_totals(ledger.total(year)),
            sites={site.id: _totals(ledger.total(year, site_ids=frozenset({site.id}))) for site in case.sites},
            energies={energy: _totals(ledger.total(year, energy=energy)) for energy in energies},
        )
        for year in years_with_records(case)
    )


def _scheme(result: SchemeResult) -> SchemeOut:
    target = None if result.target is None else TargetOut(
        base_year=result.target.base_year, base_t=result.target.base_t, rate_percent=result.target.rate_percent,
        method=result.target.method, series=result.target.series, notes=result.target.notes,
        years=tuple(TargetYearOut.model_validate(year, from_attributes=True) for year in result.target.years),
    )
    return SchemeOut(
        id=result.scheme_id,
        name=result.name,
        verdict=result.verdict,
        open_questions=tuple(leaf.statement for leaf in result.node.open_leaves()),
        conditions=_condition(result.node),
        target=target,
        deadlines=tuple(DeadlineOut.model_validate(item, from_attributes=True) for item in result.deadlines),
        papers=tuple(
            PaperSetOut(
                id=papers.id, title=papers.title, recipient=papers.recipient.name, email=papers.recipient.email,
                forms=tuple(form.title for form in papers.forms), blocking=tuple(_problem(p) for p in papers.blocking),
            )
            for papers in result.paper_sets
        ),
    )


def publish(assessment: Assessment) -> AssessmentOut:
    """The assessment in its published form."""
    return AssessmentOut(
        program=f"SLLアシスト {__version__}",
        case_id=assessment.case.case_id,
        firm=assessment.case.firm.name,
        as_of=assessment.as_of,
        years=_years(assessment),
        schemes=tuple(_scheme(result) for result in assessment.schemes),
        problems=tuple(_problem(problem) for problem in assessment.problems),
    )
