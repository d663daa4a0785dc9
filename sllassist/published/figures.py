"""Energy and emissions, published: years, bills with the steps and facts that lead to them, comparisons, intensities.

Not for: computing anything; it only restates what `sllassist.emissions` found.
"""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from sllassist import messages
from sllassist.assessment import Assessment
from sllassist.case.coverage import is_complete, years_with_records
from sllassist.case.model import Case, GasRecord
from sllassist.case.units import ratio
from sllassist.emissions import Ledger, Totals
from sllassist.emissions.basis import Basis, BasisLine, Chain, Way
from sllassist.emissions.exact import EXACT, handed_out
from sllassist.emissions.intensity import intensity
from sllassist.emissions.split import MEASURES, UNITS, Comparison, Effects, base_year_of, compare_years
from sllassist.published.parts import Out


class TotalsOut(Out):
    """Energy and emissions: GJ, kL of crude oil, t-CO2."""

    heat_gj: Decimal
    oil_kl: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal
    provisional: bool
    unverified: bool


class YearOut(Out):
    """One fiscal year: all sites, each site and each energy (by id).

    `oil_fact`: number of the fact kL of crude oil per GJ, null where no bill counts.
    """

    fiscal_year: int
    complete: bool
    oil_fact: int | None
    total: TotalsOut
    sites: dict[str, TotalsOut]
    energies: dict[str, TotalsOut]


class FactOut(Out):
    """A number of the outside world that figures are made of, with its source and status (確認済, 未確認, 暫定)."""

    number: int
    label: str
    value: Decimal
    unit: str
    period: str
    source: str
    status: str
    note: str


class StepOut(Out):
    """One step of a calculation: × or ÷ a value, the fact it is (null: a change of units), the unit reached."""

    sign: Literal["×", "÷"]
    value: Decimal
    fact: int | None
    unit: str


class WayOut(Out):
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


class LineOut(Out):
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


class GasOut(Out):
    """A gas other than CO2 from energy that left a site: tonnes × potential = `co2_t`. `fact`: number of the potential.

    `tonnes`, `fact` and `co2_t` are null where the gas, its unit or its year is not known.
    """

    site: str
    gas: str
    fiscal_year: int
    quantity: Decimal
    unit: str
    note: str | None
    tonnes: Decimal | None
    fact: int | None
    co2_t: Decimal | None


class CertificateOut(Out):
    """A certificate or credit as it was entered; never taken off the totals."""

    kind: str
    name: str
    fiscal_year: int
    quantity: Decimal
    unit: str
    note: str | None


class PackOut(Out):
    """One set of tables: a pack taken in, or the program's own."""

    id: str
    title: str
    made_on: dt.date


class EditionOut(Out):
    """The tables that figures were computed with. `pack_id` changes whenever one of them does; `packs`: newest first.

    `years`: fiscal year → pack_id, for a year kept with an older edition another one.
    """

    pack_id: str
    packs: tuple[PackOut, ...]
    years: dict[int, str]


class EffectsOut(Out):
    """Base year, later year, later year at the base year's factors, and the change in two parts that add up to it."""

    base: Decimal
    now: Decimal
    fixed: Decimal
    change: Decimal
    quantity_effect: Decimal
    factor_effect: Decimal


class SupplyChangeOut(Out):
    """One supply against the base year. `basis`: where the base year's factor comes from, with the sentence in `why`."""

    supply: str
    site: str
    energy: str
    supplier: str
    menu: str
    basis: str
    why: str
    effects: EffectsOut
    base_provisional: bool
    now_provisional: bool


class ComparisonOut(Out):
    """A year against the base year in one measure. `provisional_years`: those of the two with a provisional factor (暫定)."""

    base_year: int
    fiscal_year: int
    measure: str
    unit: str
    provisional_years: tuple[int, ...]
    total: EffectsOut
    supplies: tuple[SupplyChangeOut, ...]


class IntensityYearOut(Out):
    """One year of an intensity; null where the denominator is missing or 0."""

    fiscal_year: int
    figure: Decimal
    denominator: Decimal | None
    intensity: Decimal | None
    change_percent: Decimal | None
    since_base_percent: Decimal | None
    complete: bool


class IntensityOut(Out):
    """原単位: a measure per denominator."""

    denominator: str | None
    measure: str
    unit: str
    years: tuple[IntensityYearOut, ...]


def _totals(totals: Totals) -> TotalsOut:
    return TotalsOut(
        heat_gj=totals.heat_gj, oil_kl=totals.oil_kl, co2_basic_t=totals.co2_basic_t, co2_adjusted_t=totals.co2_adjusted_t,
        provisional=totals.provisional, unverified=totals.unverified,
    )


def years(assessment: Assessment, oil: dict[int, int]) -> tuple[YearOut, ...]:
    """Every year with bills."""
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


def way_out(way: Way) -> WayOut:
    """How bills are counted."""
    rate, factor = way.rate, way.rate.factor
    return WayOut(
        number=way.number, energy=rate.energy.id, energy_name=rate.energy.form_name, supplier=factor.supplier, menu=factor.menu,
        fiscal_year=factor.fiscal_year, bill_unit=rate.conversion.unit, unit=factor.unit, provisional=factor.provisional,
        unverified=rate.unverified, reasons=way.reasons, activity=_steps(way.activity), heat_gj=_steps(way.heat),
        co2_basic_t=None if way.co2_basic is None else _steps(way.co2_basic),
        co2_adjusted_t=None if way.co2_adjusted is None else _steps(way.co2_adjusted),
    )


def line_out(item: BasisLine) -> LineOut:
    """One bill figure."""
    line = item.line
    return LineOut(
        site=line.site_id, supply=line.supply_id, fiscal_year=line.fiscal_year, month=line.month, quantity=line.quantity,
        unit=line.unit, cost_yen=item.cost_yen, note=line.note, way=item.way.number, activity=line.activity,
        heat_gj=line.heat_gj, co2_basic_t=line.co2_basic_t, co2_adjusted_t=line.co2_adjusted_t,
    )


def gases(basis: Basis) -> tuple[GasOut, ...]:
    """Every gas record, those that count first."""
    counted = tuple(
        GasOut(
            **_gas(item.line.record), tonnes=EXACT.multiply(item.line.record.quantity, ratio(item.line.record.unit, "t")),
            fact=item.fact, co2_t=item.line.co2_t,
        )
        for item in basis.gases
    )  # fmt: skip
    return counted + tuple(GasOut(**_gas(one), tonnes=None, fact=None, co2_t=None) for one in basis.uncounted_gases)


def _gas(record: GasRecord) -> dict[str, Any]:
    return {
        "site": record.site_id, "gas": record.gas, "fiscal_year": record.fiscal_year, "quantity": record.quantity,
        "unit": record.unit, "note": record.note,
    }  # fmt: skip


def certificates(case: Case) -> tuple[CertificateOut, ...]:
    """Every certificate and credit."""
    return tuple(
        CertificateOut(
            kind=one.kind, name=messages.text(f"certificates.{one.kind}"), fiscal_year=one.fiscal_year, quantity=one.quantity,
            unit=one.unit, note=one.note,
        )
        for one in case.certificates
    )  # fmt: skip


def edition(ledger: Ledger) -> EditionOut:
    """Which tables the figures rest on."""
    known = ledger.knowledge
    packs = tuple(PackOut(id=one.id, title=one.title, made_on=one.made_on) for one in known.editions)
    return EditionOut(pack_id=known.pack_id, packs=packs, years={year: known.for_year(year).pack_id for year in ledger.fiscal_years})


def _effects(effects: Effects) -> EffectsOut:
    figures = (effects.base, effects.now, effects.fixed, effects.change, effects.quantity, effects.factor)
    return EffectsOut(**dict(zip(EffectsOut.model_fields, map(handed_out, figures), strict=True)))


def _comparison(found: Comparison) -> ComparisonOut:
    return ComparisonOut(
        base_year=found.base_year, fiscal_year=found.year, measure=found.measure, unit=UNITS[found.measure],
        provisional_years=found.provisional_years, total=_effects(found.total),
        supplies=tuple(
            SupplyChangeOut(
                supply=one.supply.id, site=one.supply.site_id, energy=one.energy, supplier=one.supplier, menu=one.menu,
                basis=one.basis, why=messages.text(f"split.{one.basis}"), effects=_effects(one.effects),
                base_provisional=one.base_provisional, now_provisional=one.now_provisional,
            )
            for one in found.supplies
        ),
    )


def comparisons(case: Case, ledger: Ledger) -> tuple[ComparisonOut, ...]:
    """Every later year against the base year, in every measure."""
    base = base_year_of(case, ledger)
    if base is None:
        return ()
    later = [year for year in ledger.fiscal_years if year != base]
    return tuple(_comparison(compare_years(ledger, base, year, measure)) for year in later for measure in MEASURES)


def intensities(case: Case, ledger: Ledger) -> tuple[IntensityOut, ...]:
    """Every intensity of the case."""
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
