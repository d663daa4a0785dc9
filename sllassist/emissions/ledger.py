"""The ledger: every bill figure with its factor, and exact sums over any part of them.

Records of one supply, year and unit share factor and conversion, so they are kept together as a batch; a total is the sum
of batch quantities times their terms, exact until it is handed out (`sllassist.emissions.exact`).
Not for: finding what is wrong with the records (`sllassist.emissions.checks`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from operator import is_
from typing import Any, NamedTuple

from sllassist.case.columns import Bills, Key
from sllassist.case.model import EnergyRecord, EnergySupply
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.problems import Problem
from sllassist.emissions.entries import GroupRow, Line, Part, Totals
from sllassist.emissions.exact import EXACT, ExactSum, Term, add_all, handed_out, product
from sllassist.emissions.rates import Link, Rate
from sllassist.knowledge import Knowledge, Sourced

_Asked = tuple[int, frozenset[str] | None, frozenset[str] | None, str | None]
"""What a total was asked for: fiscal year, sites, supplies, energy."""


class Batch(NamedTuple):
    """Records of one supply, fiscal year and unit. `rate` None: they cannot be counted."""

    supply: EnergySupply
    fiscal_year: int
    unit: str
    records: tuple[EnergyRecord, ...]
    quantity: Decimal
    rate: Rate | None

    @property
    def activity(self) -> Decimal:
        """The quantity in the factor's unit; 0 when it cannot be counted."""
        return Decimal(0) if self.rate is None else _figure(self.quantity, self.rate.conversion.term)

    @property
    def heat_gj(self) -> Decimal:
        """GJ; 0 when it cannot be counted."""
        return Decimal(0) if self.rate is None else _figure(self.quantity, self.rate.heat)

    @property
    def co2_t(self) -> tuple[Decimal, Decimal]:
        """t-CO2 basic and adjusted; 0 without a CO2 factor."""
        if self.rate is None:
            return Decimal(0), Decimal(0)
        return _figure(self.quantity, self.rate.co2_basic), _figure(self.quantity, self.rate.co2_adjusted)


class Kept(NamedTuple):
    """What one column (supply and year) gave, with all it was made of: it holds as long as these stay the same."""

    supply: EnergySupply
    records: Bills
    site_name: str
    batches: tuple[Batch, ...]
    problems: tuple[Problem, ...]

    def holds_for(self, supply: EnergySupply, records: Bills, site_name: str) -> bool:
        """Whether the column would give the same again."""
        return self.records is records and self.supply is supply and self.site_name == site_name


class _Adder:
    """Adds up batches, parts of them, or other sums: quantities by rate, so that each rate is multiplied with once."""

    __slots__ = ("left_out", "lines", "quantities", "rates")

    def __init__(self) -> None:
        self.lines = self.left_out = 0
        self.rates: dict[int, Rate] = {}
        self.quantities: dict[int, Decimal] = {}

    def add(self, batch: Batch, quantity: Decimal, count: int) -> None:
        rate = batch.rate
        if rate is None:
            self.left_out += count
            return
        self.lines += count
        if rate.co2_basic is None or rate.co2_adjusted is None:
            self.left_out += count
        self._put(rate, quantity)

    def _put(self, rate: Rate, quantity: Decimal) -> None:
        place = id(rate)
        known = self.quantities.get(place)
        if known is None:
            self.rates[place], self.quantities[place] = rate, quantity
        else:
            self.quantities[place] = EXACT.add(known, quantity)

    def merge(self, other: "_Adder") -> None:
        for place, quantity in other.quantities.items():
            self._put(other.rates[place], quantity)
        self.lines += other.lines
        self.left_out += other.left_out

    @property
    def provisional(self) -> bool:
        return any(rate.factor.provisional for rate in self.rates.values())

    @property
    def unverified(self) -> bool:
        return any(rate.unverified for rate in self.rates.values())

    def sums(self) -> tuple[Fraction, Fraction, Fraction]:
        """GJ, t-CO2 basic and adjusted; CO2 only of rates that have both."""
        heat, basic, adjusted = ExactSum(), ExactSum(), ExactSum()
        for place, rate in self.rates.items():
            quantity = self.quantities[place]
            heat.add(quantity, rate.heat)
            if rate.co2_basic is not None and rate.co2_adjusted is not None:
                basic.add(quantity, rate.co2_basic)
                adjusted.add(quantity, rate.co2_adjusted)
        return heat.fraction(), basic.fraction(), adjusted.fraction()

    def totals(self, oil_kl_per_gj: Decimal) -> Totals:
        heat, basic, adjusted = self.sums()
        return Totals(
            handed_out(heat), handed_out(heat * Fraction(oil_kl_per_gj)), handed_out(basic), handed_out(adjusted),
            self.provisional, self.unverified, self.lines, self.left_out,
        )  # fmt: skip


class _SiteYear:
    """The batches of one site in one year, in the order of the supplies; added up once."""

    __slots__ = ("_sum", "batches")

    def __init__(self, batches: list[Batch]) -> None:
        self.batches = batches
        self._sum: _Adder | None = None

    @property
    def sum(self) -> _Adder:
        """The sum of all batches."""
        if self._sum is None:
            adder = _Adder()
            for batch in self.batches:
                adder.add(batch, batch.quantity, len(batch.records))
            self._sum = adder
        return self._sum


class Ledger:
    """All bill figures of a case with factors. Made by `build_ledger`; never changes.

    `before`: an earlier ledger, whose sums over what stayed the very same are taken over.
    """

    def __init__(
        self, knowledge: Knowledge, kept: Mapping[Key, Kept], problems: tuple[Problem, ...], before: "Ledger | None" = None
    ) -> None:
        self.knowledge = knowledge
        self.kept = kept
        self.problems = problems
        self._totals_known: dict[_Asked, Totals] = {}
        batches: dict[int, dict[str, list[Batch]]] = defaultdict(lambda: defaultdict(list))
        for found in kept.values():
            for batch in found.batches:
                batches[batch.fiscal_year][batch.supply.site_id].append(batch)
        self._sites = {
            year: {site_id: _taken_over(before, year, site_id, own) for site_id, own in sites.items()}
            for year, sites in batches.items()
        }
        if before is not None and before.knowledge is knowledge:
            self._totals_known.update((key, found) for key, found in before.known_totals if self._same_year(before, key[0]))

    @property
    def known_totals(self) -> Collection[tuple[_Asked, Totals]]:
        """What `total` has answered so far, for a ledger that follows this one."""
        return self._totals_known.items()

    def _same_year(self, before: "Ledger", fiscal_year: int) -> bool:
        """Whether the year consists of the very same batches as in an earlier ledger."""
        own, other = self._sites.get(fiscal_year, {}), before.site_years(fiscal_year)
        return own.keys() == other.keys() and all(own[site_id] is other[site_id] for site_id in own)

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Fiscal years with bill figures, ascending."""
        return tuple(sorted(self._sites))

    def oil_factor(self, fiscal_year: int) -> Sourced:
        """How many kL of crude oil per GJ in that year."""
        return self.knowledge.constant("oil_kl_per_gj", fiscal_year)

    def site_years(self, fiscal_year: int) -> Mapping[str, _SiteYear]:
        """The batches of one year by site, for a ledger that follows this one."""
        return self._sites.get(fiscal_year, {})

    def _site_years(self, fiscal_year: int, site_ids: AbstractSet[str] | None) -> Iterator[_SiteYear]:
        for site_id, site_year in self._sites.get(fiscal_year, {}).items():
            if site_ids is None or site_id in site_ids:
                yield site_year

    def batches(
        self, fiscal_year: int, *, site_ids: AbstractSet[str] | None = None, energy: str | None = None,
        supply_ids: AbstractSet[str] | None = None,
    ) -> Iterator[Batch]:  # fmt: skip
        """Batches of a year, limited to sites, an energy id or supplies where given; in the order of the supplies."""
        for site_year in self._site_years(fiscal_year, site_ids):
            for batch in site_year.batches:
                if (energy is None or batch.supply.energy == energy) and (
                    supply_ids is None or batch.supply.id in supply_ids
                ):
                    yield batch

    def total(
        self, fiscal_year: int, *, site_ids: AbstractSet[str] | None = None, energy: str | None = None,
        supply_ids: AbstractSet[str] | None = None,
    ) -> Totals:  # fmt: skip
        """Sums of a fiscal year over the given sites, energy id and supplies (None: all)."""
        sites, supplies = (None if ids is None else frozenset(ids) for ids in (site_ids, supply_ids))
        key = (fiscal_year, sites, supplies, energy)
        found = self._totals_known.get(key)
        if found is None:
            adder = _Adder()
            if energy is None and supply_ids is None:
                for site_year in self._site_years(fiscal_year, site_ids):
                    adder.merge(site_year.sum)
            else:
                for batch in self.batches(fiscal_year, site_ids=site_ids, energy=energy, supply_ids=supply_ids):
                    adder.add(batch, batch.quantity, len(batch.records))
            found = self._totals_known[key] = self._totals(adder, fiscal_year)
        return found

    def by_energy(self, fiscal_year: int, *, site_ids: AbstractSet[str] | None = None) -> dict[str, Totals]:
        """Totals per energy id, in the catalogue's order."""
        adders = self._split(fiscal_year, site_ids, lambda batch: batch.supply.energy)
        place = {b.supply.energy: b.rate.energy.order for b in self.batches(fiscal_year) if b.rate}
        return {key: adders[key] for key in sorted(adders, key=lambda key: (place.get(key, 10**6), key))}

    def by_site(self, fiscal_year: int) -> dict[str, Totals]:
        """Totals per site id."""
        return self._split(fiscal_year, None, lambda batch: batch.supply.site_id)

    def by_supply(self, fiscal_year: int, *, site_ids: AbstractSet[str] | None = None) -> dict[str, Totals]:
        """Totals per supply id."""
        return self._split(fiscal_year, site_ids, lambda batch: batch.supply.id)

    def by_month(
        self, fiscal_year: int, *, site_ids: AbstractSet[str] | None = None, energy: str | None = None
    ) -> dict[int | None, Totals]:
        """Totals per calendar month in the order of the fiscal year, and under None those known for the year only."""
        adders: dict[int | None, _Adder] = {}
        for batch in self.batches(fiscal_year, site_ids=site_ids, energy=energy):
            for record in batch.records:
                adders.setdefault(record.month, _Adder()).add(batch, record.quantity, 1)
        return {m: self._totals(adders[m], fiscal_year) for m in (*FISCAL_MONTHS, None) if m in adders}

    def _split(
        self, fiscal_year: int, site_ids: AbstractSet[str] | None, key: Callable[[Batch], str]
    ) -> dict[str, Totals]:
        adders: dict[str, _Adder] = {}
        for batch in self.batches(fiscal_year, site_ids=site_ids):
            adders.setdefault(key(batch), _Adder()).add(batch, batch.quantity, len(batch.records))
        return {name: self._totals(adder, fiscal_year) for name, adder in adders.items()}

    def _totals(self, adder: _Adder, fiscal_year: int) -> Totals:
        return adder.totals(self.oil_factor(fiscal_year).number)

    def lines(self, fiscal_year: int, **limits: Any) -> tuple[Line, ...]:
        """Every counted bill figure of a year, limited as `total`."""
        return tuple(line for batch in self.batches(fiscal_year, **limits) for line in self.lines_of(batch))

    def lines_of(self, batch: Batch) -> tuple[Line, ...]:
        """The bill figures of a batch, none when it cannot be counted."""
        rate = batch.rate
        return () if rate is None else tuple(_line(batch, rate, record) for record in batch.records)

    def line(self, supply_id: str, fiscal_year: int, month: int | None) -> Line | None:
        """The (first) counted figure of one cell, None when there is none."""
        found = self.lines(fiscal_year, supply_ids={supply_id})
        return next((line for line in found if line.month == month), None)

    def groups(self, fiscal_year: int, site_ids: AbstractSet[str] | None = None) -> tuple[GroupRow, ...]:
        """Rows of the 算定総括表: one per energy and factor, in the catalogue's order, then by supplier and menu."""
        together: dict[str, list[Batch]] = defaultdict(list)
        for batch in self.batches(fiscal_year, site_ids=site_ids):
            if batch.rate is not None:
                together[batch.rate.key].append(batch)
        rows = [_group(fiscal_year, batches) for batches in together.values()]
        return tuple(sorted(rows, key=lambda row: (row.rate.energy.order, row.supplier, row.menu, row.rate.key)))


def _taken_over(before: Ledger | None, year: int, site_id: str, batches: list[Batch]) -> _SiteYear:
    """The site's year of `before` when it consists of the very same batches, else a new one."""
    known = None if before is None else before.site_years(year).get(site_id)
    same = known is not None and len(known.batches) == len(batches) and all(map(is_, known.batches, batches))
    return known if known is not None and same else _SiteYear(batches)


def _figure(quantity: Decimal, term: Term | None) -> Decimal:
    return Decimal(0) if term is None else product(quantity, term)


def _line(batch: Batch, rate: Rate, record: EnergyRecord) -> Line:
    quantity = record.quantity
    return Line(
        batch.supply.id, batch.supply.site_id, batch.fiscal_year, record.month, quantity, batch.unit, record.note, rate,
        _figure(quantity, rate.conversion.term), _figure(quantity, rate.heat), _figure(quantity, rate.co2_basic),
        _figure(quantity, rate.co2_adjusted),
    )  # fmt: skip


def _group(fiscal_year: int, batches: list[Batch]) -> GroupRow:
    adder, activity = _Adder(), ExactSum()
    parts: dict[tuple[str, tuple[Link, ...]], list[Batch]] = defaultdict(list)
    rate = batches[0].rate
    assert rate is not None
    for batch in batches:
        assert batch.rate is not None
        adder.add(batch, batch.quantity, len(batch.records))
        activity.add(batch.quantity, batch.rate.conversion.term)
        parts[(batch.unit, batch.rate.links)].append(batch)
    heat, basic, adjusted = adder.sums()
    return GroupRow(
        fiscal_year, rate, _unique(b.supply.site_id for b in batches), _unique(b.supply.id for b in batches),
        tuple(_part(found) for found in parts.values()), handed_out(activity.fraction()),
        handed_out(heat), handed_out(basic), handed_out(adjusted), adder.provisional, adder.unverified, adder.lines,
    )  # fmt: skip


def _part(batches: list[Batch]) -> Part:
    rate = batches[0].rate
    assert rate is not None
    return Part(add_all(batch.quantity for batch in batches), batches[0].unit, rate)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
