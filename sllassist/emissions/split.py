"""A year against the base year, in both views: with each year's factors, and with the base year's factors held fixed.

Per supply: quantity effect = now at the base year's factor − base; factor effect = now − now at the base year's factor. The
two add up to the change exactly, for every supply, group and the total. The base year's factor of a supply that was not used
then is, in this order: the mean of the supplies of the same site and kind that were given up (a change of retailer changes the
factor, not the quantity); the mean of all of that site and kind; the one the tables have for the base year; its own of the
later year. What was given up is quantity. Each supply says which of these it took (`basis`).
Not for: totals (`sllassist.emissions.ledger`); these sums are exact fractions of the same figures.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.case.problems import InputProblem
from sllassist.case.units import ratio
from sllassist.emissions.build import build_ledger
from sllassist.emissions.exact import Term, handed_out
from sllassist.emissions.ledger import Batch, Ledger
from sllassist.emissions.rates import Rate

Measure = Literal["heat_gj", "oil_kl", "co2_basic_t", "co2_adjusted_t"]
MEASURES: Final[tuple[Measure, ...]] = ("heat_gj", "oil_kl", "co2_basic_t", "co2_adjusted_t")
UNITS: Final[Mapping[Measure, str]] = {"heat_gj": "GJ", "oil_kl": "kL", "co2_basic_t": "t-CO2", "co2_adjusted_t": "t-CO2"}
Basis = Literal["own", "replaced", "site", "table", "year", "left"]
"""Where the base year's factor comes from; sentences in `resources/messages/split.toml`."""
_LEFT: Final[Basis] = "left"


@dataclass(frozen=True, slots=True)
class Effects:
    """Base year, later year, and later year at the base year's factors, exactly; and what follows from the three."""

    base: Fraction = Fraction(0)
    now: Fraction = Fraction(0)
    fixed: Fraction = Fraction(0)

    def __add__(self, other: "Effects") -> "Effects":
        return Effects(self.base + other.base, self.now + other.now, self.fixed + other.fixed)

    @property
    def change(self) -> Fraction:
        """Later year less base year."""
        return self.now - self.base

    @property
    def quantity(self) -> Fraction:
        """Quantity effect: the change at the base year's factors."""
        return self.fixed - self.base

    @property
    def factor(self) -> Fraction:
        """Factor effect: what the change of factors did to the later year's quantity."""
        return self.now - self.fixed

    @property
    def change_percent(self) -> Decimal | None:
        """The change in percent of the base year, each year with its factors; None when the base year is 0."""
        return handed_out(self.change / self.base * 100) if self.base else None

    @property
    def fixed_percent(self) -> Decimal | None:
        """The change in percent with the base year's factors held fixed; None when the base year is 0."""
        return handed_out(self.quantity / self.base * 100) if self.base else None


@dataclass(frozen=True, slots=True)
class SupplyChange:
    """One supply in both years. Activities in `unit`, factors in the measure's unit per `unit`; 0 in a year without use.

    `base_provisional`, `now_provisional`: the factor of that year stands in for one not known yet (暫定); of the base year also
    where only the factor held fixed does. Never for heat and crude oil, which no supplier's list bears on.
    """

    supply: EnergySupply
    energy: str
    energy_name: str
    supplier: str
    menu: str
    unit: str
    base_activity: Fraction
    now_activity: Fraction
    base_factor: Fraction
    now_factor: Fraction
    fixed_factor: Fraction
    basis: Basis
    effects: Effects
    base_provisional: bool = False
    now_provisional: bool = False


@dataclass(frozen=True, slots=True)
class GroupChange:
    """Supplies of one energy, supplier and menu, or of one energy (then `supplier` and `menu` are empty)."""

    energy: str
    energy_name: str
    supplier: str
    menu: str
    supplies: tuple[SupplyChange, ...]
    effects: Effects


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year against the base year in one measure. `left_out`: bill figures of either year that could not be counted."""

    base_year: int
    year: int
    measure: Measure
    supplies: tuple[SupplyChange, ...]
    left_out: int

    @property
    def provisional_years(self) -> tuple[int, ...]:
        """The years of the two of which some factor is provisional (暫定)."""
        base, now = any(s.base_provisional for s in self.supplies), any(s.now_provisional for s in self.supplies)
        return tuple(year for year, marked in ((self.base_year, base), (self.year, now)) if marked)

    @property
    def total(self) -> Effects:
        """All supplies together."""
        return _sum(self.supplies)

    def groups(self) -> tuple[GroupChange, ...]:
        """Per energy, supplier and menu, in the order of the supplies."""
        return _grouped(self.supplies, lambda one: (one.supplier, one.menu))

    def energies(self) -> tuple[GroupChange, ...]:
        """Per energy, in the order of the supplies."""
        return _grouped(self.supplies, lambda _: ("", ""))


def _sum(supplies: Iterable[SupplyChange]) -> Effects:
    total = Effects()
    for one in supplies:
        total += one.effects
    return total


def _grouped(
    supplies: Iterable[SupplyChange], names: Callable[[SupplyChange], tuple[str, str]]
) -> tuple[GroupChange, ...]:
    found: dict[tuple[str, str, str], list[SupplyChange]] = defaultdict(list)
    for one in supplies:
        found[one.energy, *names(one)].append(one)
    return tuple(
        GroupChange(energy, own[0].energy_name, supplier, menu, tuple(own), _sum(own))
        for (energy, supplier, menu), own in found.items()
    )


@dataclass(slots=True)
class _Use:
    """One supply in one year."""

    supply: EnergySupply
    rate: Rate
    alone: Fraction
    activity: Fraction = Fraction(0)
    value: Fraction = Fraction(0)
    provisional: bool = False

    @property
    def factor(self) -> Fraction:
        """Per unit of activity; of a year without use, the one its bills would have had."""
        return self.value / self.activity if self.activity else self.alone

    @property
    def kind(self) -> tuple[str, str]:
        """Site, and energies that can replace one another (power by day, by night and altogether)."""
        energy = self.rate.energy
        return self.supply.site_id, energy.id if energy.supplier_kind == "none" else energy.supplier_kind


def _fraction(term: Term) -> Fraction:
    return Fraction(term.numerator) / term.divisor


def _term(rate: Rate, measure: Measure) -> Term | None:
    if measure in ("heat_gj", "oil_kl"):
        return rate.heat
    return rate.co2_basic if measure == "co2_basic_t" else rate.co2_adjusted


def _uses(
    ledger: Ledger, batches: Iterable[Batch], year: int, measure: Measure
) -> tuple[dict[str, _Use], int]:
    """The supplies of a year that can be counted, and how many bill figures cannot."""
    scale = Fraction(ledger.oil_factor(year).number) if measure == "oil_kl" else Fraction(1)
    found: dict[str, _Use] = {}
    left_out = 0
    for batch in batches:
        term = _term(batch.rate, measure) if batch.rate else None
        if batch.rate is None or term is None:
            left_out += len(batch.records)
            continue
        per_bill, activity = _fraction(term) * scale, _fraction(batch.rate.conversion.term)
        use = found.get(batch.supply.id)
        if use is None:
            use = found[batch.supply.id] = _Use(batch.supply, batch.rate, per_bill / activity if activity else Fraction(0))
        use.activity += Fraction(batch.quantity) * activity
        use.value += Fraction(batch.quantity) * per_bill
        use.provisional |= batch.rate.factor.provisional and measure in ("co2_basic_t", "co2_adjusted_t")
    return found, left_out


def _mean(uses: Collection[_Use], unit: str) -> Fraction | None:
    """The mean factor per `unit` of uses, None without any activity or where units cannot be added."""
    try:
        scales = [Fraction(ratio(use.rate.factor.unit, unit)) for use in uses]
    except InputProblem:
        return None
    activity = sum((use.activity * scale for use, scale in zip(uses, scales, strict=True)), Fraction(0))
    return sum((use.value for use in uses), Fraction(0)) / activity if activity else None


def _as_in(ledger: Ledger, uses: Collection[_Use], year: int, measure: Measure) -> dict[str, _Use]:
    """What these supplies would be in another year by that year's tables; without those the tables lack."""
    if not uses:
        return {}
    records = (
        EnergyRecord(supply_id=use.supply.id, fiscal_year=year, quantity=Decimal(1), unit=use.rate.conversion.unit)
        for use in uses
    )
    sites = tuple(Site(id=site_id) for site_id in dict.fromkeys(use.supply.site_id for use in uses))
    thought = Case(sites=sites, supplies=tuple(use.supply for use in uses), records=tuple(records))
    other = build_ledger(thought, ledger.knowledge)
    return _uses(other, other.batches(year), year, measure)[0]


class _Base:
    """The base year, and which of its factors holds for a supply of another year."""

    def __init__(self, ledger: Ledger, base: dict[str, _Use], now: dict[str, _Use], year: int, measure: Measure) -> None:
        self._own = base
        self._kinds: dict[tuple[str, str], list[_Use]] = defaultdict(list)
        for use in base.values():
            self._kinds[use.kind].append(use)
        self._left = {supply_id for supply_id in base if supply_id not in now}
        self._table = _as_in(ledger, [use for use in now.values() if use.supply.id not in base], year, measure)

    def factor(self, use: _Use) -> tuple[Fraction, Basis, bool]:
        """The base year's factor per unit of the use's activity, where it comes from, and whether it is provisional."""
        unit = use.rate.factor.unit
        alike = self._kinds[use.kind]
        given_up = [other for other in alike if other.supply.id in self._left]
        sources: tuple[tuple[Basis, list[_Use]], ...] = (("replaced", given_up), ("site", alike))
        own = self._own.get(use.supply.id)
        if own is not None and (same := _scaled(own, unit)) is not None:
            return same, "own", own.provisional
        for basis, others in sources:
            if own is None and (mean := _mean(others, unit)) is not None:
                return mean, basis, any(other.provisional for other in others)
        table = self._table.get(use.supply.id)
        if table is not None and (same := _scaled(table, unit)) is not None:
            return same, "table", table.provisional
        return use.factor, "year", use.provisional


def _scaled(use: _Use, unit: str) -> Fraction | None:
    """The factor of a use per `unit`, None where its unit cannot become that."""
    try:
        return use.factor * Fraction(ratio(unit, use.rate.factor.unit))
    except InputProblem:
        return None


def base_year_of(case: Case, ledger: Ledger) -> int | None:
    """The plan's base year where it has bills, else the first year that has; None without any."""
    years = ledger.fiscal_years
    return case.plan.base_year if case.plan.base_year in years else min(years, default=None)


def compare_years(
    ledger: Ledger, base_year: int, year: int, measure: Measure = "co2_basic_t", *, site_ids: AbstractSet[str] | None = None
) -> Comparison:
    """`year` against `base_year`, limited to sites where given."""
    base, out_then = _uses(ledger, ledger.batches(base_year, site_ids=site_ids), base_year, measure)
    now, out_now = _uses(ledger, ledger.batches(year, site_ids=site_ids), year, measure)
    factors = _Base(ledger, base, now, base_year, measure)
    order = dict.fromkeys(supply_id for supply_id, _ in ledger.kept if supply_id in base or supply_id in now)
    changes = tuple(_change(base.get(supply_id), now.get(supply_id), factors) for supply_id in order)
    return Comparison(base_year, year, measure, changes, out_then + out_now)


def _change(base: _Use | None, now: _Use | None, factors: _Base) -> SupplyChange:
    told = now or base
    assert told is not None
    factor = told.rate.factor
    activity, base_factor = (Fraction(0), Fraction(0)) if base is None else _stated(base, factor.unit)
    fixed, basis, unsure = factors.factor(now) if now is not None else (base_factor, _LEFT, False)
    effects = Effects(
        base.value if base else Fraction(0), now.value if now else Fraction(0), now.activity * fixed if now else Fraction(0)
    )
    return SupplyChange(
        told.supply, told.rate.energy.id, told.rate.energy.form_name, factor.supplier, factor.menu, factor.unit,
        activity, now.activity if now else Fraction(0), base_factor, now.factor if now else Fraction(0), fixed, basis, effects,
        unsure or (base is not None and base.provisional), now is not None and now.provisional,
    )  # fmt: skip


def _stated(use: _Use, unit: str) -> tuple[Fraction, Fraction]:
    """Activity and factor of a use in `unit`; as they are where its unit cannot become that."""
    factor = _scaled(use, unit)
    if factor is None:
        return use.activity, use.factor
    return use.activity * Fraction(ratio(use.rate.factor.unit, unit)), factor
