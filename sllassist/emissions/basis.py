"""算定根拠: from a total down to the bill line, with every number a figure is made of and where it comes from.

Each way of counting (a `Rate`) becomes chains of × and ÷ that start from the bill's quantity; every number of the outside
world in them points to a numbered fact. Read by the workbook, the published JSON and tests alike, each in its own form.
Not for: computing; the ledger did. Multiplying a chain out gives the ledger's figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sllassist.case.model import Case, EnergyRecord, GasRecord
from sllassist.case.periods import fiscal_year_of
from sllassist.case.units import ratio
from sllassist.emissions.entries import Line
from sllassist.emissions.gases import GasLine, other_gases, years_with_gases
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.rates import Conversion, Rate
from sllassist.knowledge import Factor, Sourced


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the outside world: what it is, its value, where it comes from, 確認済, 未確認 or 暫定.

    `period`: fiscal years it holds for, empty where that is not a matter of years.
    """

    number: int
    label: str
    value: Decimal
    unit: str
    period: str
    source: str
    status: str
    note: str


class Op(NamedTuple):
    """One step: × or ÷ `value`. `fact`: number of the fact it is, None for a change of units. `end`: the unit then."""

    divide: bool
    value: Decimal
    fact: int | None
    end: str


Chain = tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How bills of one kind are counted: chains from the quantity to activity, GJ and t-CO2 (None without a CO2 factor).

    `plain`: heat is activity × heat value and CO2 starts from that heat or activity; else each chain stands on its own.
    """

    number: int
    rate: Rate
    activity: Chain
    heat: Chain
    co2_basic: Chain | None
    co2_adjusted: Chain | None
    plain: bool

    @property
    def facts(self) -> tuple[int, ...]:
        """The facts of all chains, in the order they are first used."""
        chains = (self.activity, self.heat, self.co2_basic or (), self.co2_adjusted or ())
        return tuple(dict.fromkeys(op.fact for chain in chains for op in chain if op.fact is not None))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this factor, and what is to be known about the conversion."""
        return (self.rate.factor.reason, *self.rate.remarks)


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A bill line, the way it is counted, and what was paid."""

    line: Line
    way: Way
    cost_yen: Decimal | None


@dataclass(frozen=True, slots=True)
class BasisGas:
    """A gas other than CO2 from energy that left a site, and the number of the fact it is multiplied with (t-CO2 per t)."""

    line: GasLine
    fact: int


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything the totals of a case are made of. `oil`: fiscal year → number of the fact kL per GJ.

    `lines`: by year, site, energy and supply, in the order of the ledger. `uncounted`: bills that are in no total.
    `gases`: by year, in the order they were entered; they are in none of the totals of energy. `uncounted_gases`: without t-CO2.
    """

    facts: tuple[Fact, ...]
    ways: tuple[Way, ...]
    lines: tuple[BasisLine, ...]
    uncounted: tuple[EnergyRecord, ...]
    oil: dict[int, int]
    gases: tuple[BasisGas, ...]
    uncounted_gases: tuple[GasRecord, ...]


def applied(quantity: Decimal, chain: Chain) -> Fraction:
    """A quantity taken along a chain, exactly."""
    value = Fraction(quantity)
    for op in chain:
        value = value / Fraction(op.value) if op.divide else value * Fraction(op.value)
    return value


def basis_of(case: Case, ledger: Ledger) -> Basis:
    """The basis of all totals of `ledger`, which is that of `case`."""
    book = _Book()
    lines: list[BasisLine] = []
    counted: set[int] = set()
    for year in ledger.fiscal_years:
        by_site: dict[str, dict[str, list[BasisLine]]] = {}
        for batch in ledger.batches(year):
            if batch.rate is None:
                continue
            way = book.way(batch.rate)
            own = by_site.setdefault(batch.supply.site_id, {}).setdefault(batch.supply.energy, [])
            for record, line in zip(batch.records, ledger.lines_of(batch), strict=True):
                counted.add(id(record))
                own.append(BasisLine(line, way, record.cost_yen))
        lines.extend(line for energies in by_site.values() for own in energies.values() for line in own)
    oil = {year: book.fact(ledger.oil_factor(year), "原油換算") for year in ledger.fiscal_years}
    uncounted = tuple(record for record in case.records if id(record) not in counted)
    gases = tuple(_gases(case, ledger, book))
    told = {gas.line.record.id for gas in gases}
    left_out = tuple(record for record in case.gases if record.id not in told)
    return Basis(tuple(book.facts.values()), tuple(book.ways.values()), tuple(lines), uncounted, oil, gases, left_out)


def _gases(case: Case, ledger: Ledger, book: "_Book") -> Iterator[BasisGas]:
    for year in years_with_gases(case):
        for line in other_gases(case, ledger.knowledge, year).lines:
            yield BasisGas(line, book.fact(line.potential, f"地球温暖化係数（{line.gas.id}）"))


class _Book:
    """Numbers facts and ways in the order they are first used."""

    def __init__(self) -> None:
        self.facts: dict[tuple[str, Decimal, str, str, str, str], Fact] = {}
        self.ways: dict[Rate, Way] = {}
        self._ways: dict[int, Way] = {}

    def _number(self, label: str, value: Decimal, unit: str, period: str, source: str, status: str, note: str) -> int:
        key = (label, value, unit, period, source, status)
        if key not in self.facts:
            self.facts[key] = Fact(len(self.facts) + 1, *key, note)
        return self.facts[key].number

    def fact(self, value: Sourced, what: str, *, provisional: bool = False) -> int:
        """The number of a fact; `provisional`: it stands in for one of another year."""
        label = f"{what}（{value.label}）" if value.label else what
        first, last = fiscal_year_of(value.valid_from), value.valid_to and fiscal_year_of(value.valid_to)
        period = f"{first}年度" if first == last else f"{first}年度〜{f'{last}年度' if last else ''}"
        status = "暫定" if provisional else value.status
        return self._number(label, value.number, value.unit, period, f"{value.source} {value.clause}".strip(), status, value.note)

    def way(self, rate: Rate) -> Way:
        """The way of a rate; alike rates have one, also where a ledger holds them as several objects."""
        found = self._ways.get(id(rate))
        if found is None:
            if rate not in self.ways:
                self.ways[rate] = self._way(len(self.ways) + 1, rate)
            found = self._ways[id(rate)] = self.ways[rate]
        return found

    def _way(self, number: int, rate: Rate) -> Way:
        factor = rate.factor
        activity = tuple(self._along(rate, rate.conversion))
        heat_value = Op(False, factor.heat.number, self.fact(factor.heat, "単位発熱量"), "GJ")
        by_heat = tuple(_scaled(rate.conversion.unit, "GJ")) if rate.by_heat else None
        heat = (*activity, heat_value) if by_heat is None else by_heat
        basic = adjusted = None
        if factor.carbon is not None:
            start = by_heat if by_heat is not None else (*self._along(rate, rate.co2_way), heat_value)
            basic = adjusted = (*start, *self._carbon(rate, factor.carbon))
        elif factor.co2_basic is not None and factor.co2_adjusted is not None:
            way = tuple(self._along(rate, rate.co2_way))
            basic = (*way, self._co2(factor, factor.co2_basic))
            adjusted = (*way, self._co2(factor, factor.co2_adjusted))
        return Way(number, rate, activity, heat, basic, adjusted, rate.same_activity and not rate.by_heat)

    def _along(self, rate: Rate, way: Conversion) -> Iterator[Op]:
        """The links of a conversion with the changes of units between them."""
        at = way.unit
        for link in way.links:
            yield from _scaled(at, link.start)
            if link.shown:
                label = f"{rate.energy.form_name}　{link.label}"
                number = self._number(label, link.value, link.unit, "", link.source, link.status, link.note)
                yield Op(link.divide, link.value, number, link.end)
            at = link.end
        yield from _scaled(at, way.to)

    def _carbon(self, rate: Rate, carbon: Sourced) -> Iterator[Op]:
        yield Op(False, carbon.number, self.fact(carbon, "炭素排出係数", provisional=rate.factor.provisional), "tC")
        yield Op(False, rate.co2_mass.number, self.fact(rate.co2_mass, "換算"), "")
        yield Op(True, rate.carbon_mass.number, self.fact(rate.carbon_mass, "換算"), "t-CO2")

    def _co2(self, factor: Factor, value: Sourced) -> Op:
        return Op(False, value.number, self.fact(value, "CO2排出係数", provisional=factor.provisional), "t-CO2")


def _scaled(unit: str, to: str) -> Iterator[Op]:
    """The change from one unit to another of the same kind; nothing when both are alike."""
    times = ratio(unit, to)
    if times != 1:
        yield Op(True, Decimal(int(1 / times)), None, to) if times < 1 else Op(False, times, None, to)


def words(ops: Iterable[Op]) -> str:
    """A chain as text: ÷ 1,000 × 38.9."""
    return " ".join(f"{'÷' if op.divide else '×'} {op.value:,f}" for op in ops)
