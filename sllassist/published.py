"""The assessment as published JSON: the answer of `sllassist assess --json`, with a JSON Schema of its own.

Figures are decimal text, unrounded. Not for: computing anything; it only restates an `Assessment`.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sllassist import __version__, messages
from sllassist.assessment import Assessment, SchemeResult
from sllassist.case.coverage import is_complete, years_with_records
from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.emissions import Ledger, Totals
from sllassist.emissions.basis import BasisLine, Chain, Way, basis_of
from sllassist.emissions.exact import handed_out
from sllassist.emissions.intensity import intensity
from sllassist.emissions.split import MEASURES, UNITS, Comparison, Effects, base_year_of, compare_years
from sllassist.schemes.rules import Node


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CorrectionOut(_Out):
    """A figure the program proposes for a bill (month null: the whole year)."""

    month: int | None
    quantity: Decimal
    unit: str


class ProblemOut(_Out):
    """A problem: level, key, Case path, sentence, and the figures proposed where there are any."""

    level: Literal["error", "warning", "note"]
    code: str
    path: str
    message: str
    corrections: tuple[CorrectionOut, ...] = ()


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
    """One fiscal year: all sites, each site and each energy (by id).

    `oil_fact`: number of the fact kL of crude oil per GJ, null where no bill counts.
    """

    fiscal_year: int
    complete: bool
    oil_fact: int | None
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


class FactOut(_Out):
    """A number of the outside world that figures are made of, with its source and status (確認済, 未確認, 暫定)."""

    number: int
    label: str
    value: Decimal
    unit: str
    period: str
    source: str
    status: str
    note: str


class StepOut(_Out):
    """One step of a calculation: × or ÷ a value, the fact it is (null: a change of units), the unit reached."""

    sign: Literal["×", "÷"]
    value: Decimal
    fact: int | None
    unit: str


class WayOut(_Out):
    """How bills of one energy, supplier, unit and year are counted; each chain of steps starts from the bill's quantity."""

    number: int
    energy: str
    energy_name: str
    supplier: str
    menu: str
    fiscal_year: int
    bill_unit: str
    unit: str
    provisional: bool
    unverified: bool
    reasons: tuple[str, ...]
    activity: tuple[StepOut, ...]
    heat_gj: tuple[StepOut, ...]
    co2_basic_t: tuple[StepOut, ...] | None
    co2_adjusted_t: tuple[StepOut, ...] | None


class LineOut(_Out):
    """One bill figure (month null: the whole year) and what follows from it. `way`: number of the way it is counted."""

    site: str
    supply: str
    fiscal_year: int
    month: int | None
    quantity: Decimal
    unit: str
    cost_yen: Decimal | None
    note: str | None
    way: int
    activity: Decimal
    heat_gj: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal


class EffectsOut(_Out):
    """Base year, later year, later year at the base year's factors, and the change in two parts that add up to it."""

    base: Decimal
    now: Decimal
    fixed: Decimal
    change: Decimal
    quantity_effect: Decimal
    factor_effect: Decimal


class SupplyChangeOut(_Out):
    """One supply against the base year. `basis`: where the base year's factor comes from, with the sentence in `why`."""

    supply: str
    site: str
    energy: str
    supplier: str
    menu: str
    basis: str
    why: str
    effects: EffectsOut


class ComparisonOut(_Out):
    """A year against the base year in one measure."""

    base_year: int
    fiscal_year: int
    measure: str
    unit: str
    total: EffectsOut
    supplies: tuple[SupplyChangeOut, ...]


class IntensityYearOut(_Out):
    """One year of an intensity; null where the denominator is missing or 0."""

    fiscal_year: int
    figure: Decimal
    denominator: Decimal | None
    intensity: Decimal | None
    change_percent: Decimal | None
    since_base_percent: Decimal | None
    complete: bool


class IntensityOut(_Out):
    """原単位: a measure per denominator."""

    denominator: str | None
    measure: str
    unit: str
    years: tuple[IntensityYearOut, ...]


class AssessmentOut(_Out):
    """Everything that follows from a case on a date; `facts`, `ways` and `lines` say where every total comes from."""

    program: str
    case_id: str
    firm: str | None
    as_of: dt.date
    years: tuple[YearOut, ...]
    comparisons: tuple[ComparisonOut, ...]
    intensities: tuple[IntensityOut, ...]
    facts: tuple[FactOut, ...]
    ways: tuple[WayOut, ...]
    lines: tuple[LineOut, ...]
    schemes: tuple[SchemeOut, ...]
    problems: tuple[ProblemOut, ...]


def _problem(problem: Problem) -> ProblemOut:
    return ProblemOut(
        level=problem.level, code=problem.code, path=problem.path, message=problem.message,
        corrections=tuple(CorrectionOut(**fix) for fix in problem.params.get("corrections", ())),
    )


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


def _years(assessment: Assessment, oil: dict[int, int]) -> tuple[YearOut, ...]:
    case, ledger = assessment.case, assessment.ledger
    energies = tuple(dict.fromkeys(supply.energy for supply in case.supplies))
    return tuple(
        YearOut(
            fiscal_year=year,
            complete=is_complete(case, year),
            oil_fact=oil.get(year),
            total=_totals(ledger.total(year)),
            sites={site.id: _totals(ledger.total(year, site_ids=frozenset({site.id}))) for site in case.sites},
            energies={energy: _totals(ledger.total(year, energy=energy)) for energy in energies},
        )
        for year in years_with_records(case)
    )


def _steps(chain: Chain) -> tuple[StepOut, ...]:
    return tuple(StepOut(sign="÷" if op.divide else "×", value=op.value, fact=op.fact, unit=op.end) for op in chain)


def _way(way: Way) -> WayOut:
    rate, factor = way.rate, way.rate.factor
    return WayOut(
        number=way.number, energy=rate.energy.id, energy_name=rate.energy.form_name, supplier=factor.supplier, menu=factor.menu,
        fiscal_year=factor.fiscal_year, bill_unit=rate.conversion.unit, unit=factor.unit, provisional=factor.provisional,
        unverified=rate.unverified, reasons=way.reasons, activity=_steps(way.activity), heat_gj=_steps(way.heat),
        co2_basic_t=None if way.co2_basic is None else _steps(way.co2_basic),
        co2_adjusted_t=None if way.co2_adjusted is None else _steps(way.co2_adjusted),
    )


def _line(item: BasisLine) -> LineOut:
    line = item.line
    return LineOut(
        site=line.site_id, supply=line.supply_id, fiscal_year=line.fiscal_year, month=line.month, quantity=line.quantity,
        unit=line.unit, cost_yen=item.cost_yen, note=line.note, way=item.way.number, activity=line.activity,
        heat_gj=line.heat_gj, co2_basic_t=line.co2_basic_t, co2_adjusted_t=line.co2_adjusted_t,
    )


def _effects(effects: Effects) -> EffectsOut:
    figures = (effects.base, effects.now, effects.fixed, effects.change, effects.quantity, effects.factor)
    return EffectsOut(**dict(zip(EffectsOut.model_fields, map(handed_out, figures), strict=True)))


def _comparison(found: Comparison) -> ComparisonOut:
    return ComparisonOut(
        base_year=found.base_year, fiscal_year=found.year, measure=found.measure, unit=UNITS[found.measure], total=_effects(found.total),
        supplies=tuple(
            SupplyChangeOut(
                supply=one.supply.id, site=one.supply.site_id, energy=one.energy, supplier=one.supplier, menu=one.menu,
                basis=one.basis, why=messages.text(f"split.{one.basis}"), effects=_effects(one.effects),
            )
            for one in found.supplies
        ),
    )


def _comparisons(case: Case, ledger: Ledger) -> tuple[ComparisonOut, ...]:
    base = base_year_of(case, ledger)
    if base is None:
        return ()
    later = [year for year in ledger.fiscal_years if year != base]
    return tuple(_comparison(compare_years(ledger, base, year, measure)) for year in later for measure in MEASURES)


def _intensities(case: Case, ledger: Ledger) -> tuple[IntensityOut, ...]:
    base = base_year_of(case, ledger)
    found = (intensity(case, ledger, one, measure, base_year=base) for one in case.denominators for measure in MEASURES)
    return tuple(
        IntensityOut(
            denominator=one.denominator.name, measure=one.measure, unit=one.unit,
            years=tuple(
                IntensityYearOut(
                    fiscal_year=year.fiscal_year, figure=year.figure, denominator=year.value, intensity=year.intensity,
                    change_percent=year.change_percent, since_base_percent=year.since_base_percent, complete=year.complete,
                )
                for year in one.years
            ),
        )
        for one in found
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
    case, ledger = assessment.case, assessment.ledger
    basis = basis_of(case, ledger)
    return AssessmentOut(
        program=f"SLLアシスト {__version__}",
        case_id=assessment.case.case_id,
        firm=assessment.case.firm.name,
        as_of=assessment.as_of,
        years=_years(assessment, basis.oil),
        comparisons=_comparisons(case, ledger),
        intensities=_intensities(case, ledger),
        facts=tuple(FactOut.model_validate(fact, from_attributes=True) for fact in basis.facts),
        ways=tuple(_way(way) for way in basis.ways),
        lines=tuple(_line(item) for item in basis.lines),
        schemes=tuple(_scheme(result) for result in assessment.schemes),
        problems=tuple(_problem(problem) for problem in assessment.problems),
    )
