"""What one unit on the bill gives: the conversion to the factor's unit, and GJ and t-CO2 per bill unit, exactly.

A conversion is a chain of links, each with its number and source, so that it can be shown as it is calculated:
m3 of LP gas ÷ 458 m3/t, km ÷ 12.5 km/L, m3 × 1.06911 to SATP, GJ ÷ 45 GJ/千m3.
Not for: sums over records (`sllassist.emissions.ledger`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from sllassist import messages
from sllassist.case.model import EnergySupply, OwnFigure
from sllassist.case.problems import InputProblem
from sllassist.case.units import kind_of, ratio
from sllassist.emissions.exact import EXACT, Term, handed_out
from sllassist.knowledge import NORMAL, UNVERIFIED, Energy, Factor, Knowledge, Sourced, Status, VolumeState

_GAS: Final = ("volume_gas", "volume_normal")
_GAS_UNIT: Final = {"volume_gas": "m3", "volume_normal": "Nm3"}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a conversion: what is stated in `start` is multiplied, or divided, by `value` and is then in `end`.

    `unit` belongs to `value`. A `value` of 1 changes the name of the unit only. `id` tells alike links apart from others.
    """

    id: str
    label: str
    divide: bool
    value: Decimal
    unit: str
    start: str
    end: str
    source: str = ""
    status: Status = "確認済"
    note: str = ""

    @property
    def shown(self) -> bool:
        """Whether the link changes a figure."""
        return self.value != 1


@dataclass(frozen=True, slots=True)
class Conversion:
    """From `unit` to `to`: × `multiplier`, ÷ `divisor`, both exact, by way of `links`."""

    unit: str
    to: str
    multiplier: Decimal
    divisor: int
    links: tuple[Link, ...] = ()

    @property
    def term(self) -> Term:
        """The conversion as a term."""
        return Term(self.multiplier, self.divisor)


@dataclass(frozen=True, slots=True)
class Rate:
    """Factor and conversion for one bill unit, with the resulting terms (t terms None when no CO2 factor is known).

    `conversion` gives the activity, in `factor.unit`, from which heat is computed; `co2_way` what CO2 is computed from,
    in `factor.unit` with a carbon factor, else in `factor.co2_per`. The two differ where 省エネ法 takes the volume of gas
    as metered and SHK takes it in a state. `by_heat`: the bill itself states heat, which then is the heat.
    """

    energy: Energy
    factor: Factor
    conversion: Conversion
    co2_way: Conversion
    by_heat: bool
    heat: Term
    co2_basic: Term | None
    co2_adjusted: Term | None
    co2_mass: Sourced
    carbon_mass: Sourced
    remarks: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link of both conversions that changes a figure, once."""
        return tuple(dict.fromkeys(link for link in (*self.conversion.links, *self.co2_way.links) if link.shown))

    @property
    def unverified(self) -> bool:
        """Whether a factor or the conversion is 未確認."""
        return self.factor.status == UNVERIFIED or any(link.status == UNVERIFIED for link in self.links)

    @property
    def same_activity(self) -> bool:
        """Whether CO2 is computed from the same amount as heat."""
        return self.conversion.links == self.co2_way.links

    @property
    def key(self) -> str:
        """The same for bills whose activity, heat and CO2 stand in the same proportions: one row of the 算定総括表."""
        if self.same_activity and not self.by_heat:
            return self.factor.key
        return f"{self.factor.key}/{'heat' if self.by_heat else ''}/{'+'.join(link.id for link in self.co2_way.links)}"

    @property
    def co2_per_unit(self) -> tuple[Decimal, Decimal] | None:
        """t-CO2 basic and adjusted per `factor.unit` of activity, conversions included; None without a CO2 factor."""
        if self.co2_basic is None or self.co2_adjusted is None or not self.conversion.multiplier:
            return None
        activity = _fraction(self.conversion.term)
        return handed_out(_fraction(self.co2_basic) / activity), handed_out(_fraction(self.co2_adjusted) / activity)


class NoEconomyError(LookupError):
    """Kilometres are to become litres, but the entry lacks its fuel economy (or has none above 0)."""


class Bill(NamedTuple):
    """What of a supply decides its rate, beside the factor."""

    unit: str
    gas_mix: str | None = None
    gas_state: str | None = None
    km_per_litre: Decimal | None = None
    own_density: OwnFigure | None = None

    @classmethod
    def of(cls, supply: EnergySupply, unit: str) -> "Bill":
        """The bills of `supply` that are stated in `unit`."""
        return cls(unit, supply.gas_mix, supply.gas_state, supply.km_per_litre, supply.own_density)


def _fraction(term: Term) -> Fraction:
    return Fraction(term.numerator) / term.divisor


def chain(unit: str, to: str, links: tuple[Link, ...]) -> Conversion:
    """The conversion along `links`. Raises InputProblem `unit.incompatible` where they do not fit together."""
    multiplier, divisor, at = Decimal(1), 1, unit
    for link in links:
        multiplier = EXACT.multiply(multiplier, ratio(at, link.start))
        if link.divide:
            upper, lower = link.value.as_integer_ratio()
            multiplier, divisor = EXACT.multiply(multiplier, Decimal(lower)), divisor * upper
        else:
            multiplier = EXACT.multiply(multiplier, link.value)
        at = link.end
    return Conversion(unit, to, EXACT.multiply(multiplier, ratio(at, to)), divisor, links)


def _distance(bill: Bill) -> Link:
    economy = bill.km_per_litre
    if economy is None or economy <= 0:
        raise NoEconomyError
    label, source = messages.text("conversion.economy"), messages.text("conversion.economy_source")
    return Link("km", label, True, economy, "km/L", "km", "L", source, UNVERIFIED)


def _density(bill: Bill, kind: str, knowledge: Knowledge) -> Link:
    """What the supplier told comes before the table (定期報告書 記入要領); it says nothing of liquid gas."""
    own = bill.own_density
    if own is not None and own.value > 0 and kind == "volume_gas":
        source = own.source.strip() or messages.text("own_factor.source_missing")
        return Link("own_density", messages.text("own_density.label"), True, own.value, "m3/t", "m3", "t", source, UNVERIFIED)
    density = knowledge.lpg_density(bill.gas_mix, "m3" if kind == "volume_gas" else "kL")
    label = messages.text("conversion.density", name=density.name)
    told = (density.source, density.status, density.note)
    if density.divisor is not None:
        return Link(density.id, label, True, Decimal(density.divisor), f"{density.per}/t", density.per, "t", *told)
    return Link(density.id, label, False, density.t_per_unit or Decimal(0), f"t/{density.per}", density.per, "t", *told)


def _heat(factor: Factor, *, divide: bool) -> Link:
    """Between heat (GJ) and the factor's unit, by the heat value."""
    heat = factor.heat
    if not heat.number:
        raise InputProblem("unit.incompatible", unit="GJ", to=factor.unit)
    label = messages.text("conversion.heat", name=heat.label or factor.name)
    ends = ("GJ", factor.unit) if divide else (factor.unit, "GJ")
    note = messages.text("conversion.heat_note") if divide else ""
    return Link("heat", label, divide, heat.number, heat.unit, *ends, heat.source, heat.status, note)


def _volume(bill: Bill, kind: str, goal: str, wanted: VolumeState, knowledge: Knowledge) -> Iterator[Link]:
    """From a volume of gas as billed to one in the `wanted` state; as it stands where the state is not known."""
    start, end = _GAS_UNIT[kind], _GAS_UNIT[goal]
    states = knowledge.gas_volumes
    state = states.get(NORMAL if kind == "volume_normal" else bill.gas_state or "")
    if wanted in ("標準状態", "SATP") and state is not None:
        value, divide = state.to_satp, False
        if wanted == "標準状態":
            value, divide = (states[NORMAL].to_satp, True) if state.to_normal is None else (state.to_normal, False)
        name = "m3(SATP)" if wanted == "SATP" else "Nm3"
        label = messages.text("conversion.gas", name=state.name, state=wanted)
        # As a divisor the number says how many SATP m3 one Nm3 is, else how many of the wanted one as billed is.
        unit = "m3(SATP)/Nm3" if divide else f"{name}/{start}"
        yield Link(f"{state.id}>{wanted}", label, divide, value, unit, start, end, state.source, state.status, state.note)
    elif start != end:
        yield Link("as_billed", "", False, Decimal(1), "", start, end)


def fits(energy: Energy, unit: str) -> bool:
    """Whether bills of this energy come in units of this kind."""
    return kind_of(unit) is not None and kind_of(unit) in {kind_of(own) for own in energy.units}


def conversion(
    energy: Energy, factor: Factor, bill: Bill, to: str, state: VolumeState, knowledge: Knowledge
) -> Conversion:
    """How the bill's unit becomes `to`, a volume of gas in `state`.

    Volumes of LP gas become t by the density of the mix (unknown: the mixed one), km become L by the fuel economy, heat
    becomes a volume by the heat value. Raises InputProblem `unit.incompatible` when there is no way or bills of this energy
    do not come in such a unit, NoEconomyError for kilometres without a fuel economy.
    """
    kind, goal = kind_of(bill.unit) or "", kind_of(to) or ""
    if not fits(energy, bill.unit):
        raise InputProblem("unit.incompatible", unit=bill.unit, to=to)
    links: list[Link] = []
    if kind == "distance" != goal:
        links.append(_distance(bill))
        kind = "volume_liquid"
    if energy.density and kind != goal and kind in ("volume_gas", "volume_liquid"):
        links.append(_density(bill, kind, knowledge))
        kind = "mass"
    if kind == "heat" != goal:
        links.append(_heat(factor, divide=True))
        kind = kind_of(factor.unit) or ""
    if goal == "heat" != kind:
        own = kind_of(factor.unit) or ""
        if kind in _GAS and own in _GAS:
            links.extend(_volume(bill, kind, own, factor.heat_state, knowledge))
        links.append(_heat(factor, divide=False))
    elif kind in _GAS and goal in _GAS:
        links.extend(_volume(bill, kind, goal, state, knowledge))
    return chain(bill.unit, to, tuple(links))


def _remarks(factor: Factor, bill: Bill, heat_way: Conversion, co2_way: Conversion) -> Iterator[str]:
    kind = kind_of(bill.unit)
    if kind == "distance":
        yield messages.text("conversion.by_distance")
    if kind not in (*_GAS, "heat") or not factor.heat_state:
        return
    stated = [link for link in co2_way.links if link.id not in ("heat", "as_billed")]
    if factor.basis == "own" and factor.co2_state == "計量値":
        yield messages.text("conversion.own_as_billed")
    elif stated:
        if factor.heat_state == "計量値" and heat_way.links != co2_way.links:
            yield messages.text("conversion.metered_heat")
        yield messages.text("conversion.converted", state=factor.co2_state)
    elif kind == "volume_gas" and factor.co2_state:
        yield messages.text("conversion.as_metered")


def rate(energy: Energy, factor: Factor, bill: Bill, knowledge: Knowledge) -> Rate:
    """The rate of one bill unit. Raises InputProblem and NoEconomyError as `conversion`.

    CO2 from a carbon factor: heat × carbon × 44/12 (算定省令); else t-CO2 per unit as published. Gas: 省エネ法 takes the
    volume as metered, SHK in 標準状態 (to FY2022) or SATP, the metered one where its state is not known; `factor` says which.
    """
    way = conversion(energy, factor, bill, factor.unit, factor.heat_state, knowledge)
    by_heat = kind_of(bill.unit) == "heat" != kind_of(factor.unit)
    co2_mass, carbon_mass = (knowledge.constant(key, factor.fiscal_year) for key in ("mass.co2", "mass.carbon"))
    heat = Term(ratio(bill.unit, "GJ"), 1) if by_heat else _times(way.term, factor.heat.number)
    basic = adjusted = None
    co2_way = way
    if factor.carbon is not None:
        co2_way = conversion(energy, factor, bill, factor.unit, factor.co2_state, knowledge)
        burnt = heat if by_heat else _times(co2_way.term, factor.heat.number)
        carbon = _times(_times(burnt, factor.carbon.number), co2_mass.number)
        basic = adjusted = Term(carbon.numerator, carbon.divisor * int(carbon_mass.number))
    elif factor.co2_basic is not None and factor.co2_adjusted is not None:
        co2_way = conversion(energy, factor, bill, factor.co2_per, factor.co2_state, knowledge)
        basic, adjusted = (_times(co2_way.term, value.number) for value in (factor.co2_basic, factor.co2_adjusted))
    remarks = tuple(_remarks(factor, bill, way, co2_way))
    return Rate(energy, factor, way, co2_way, by_heat, heat, basic, adjusted, co2_mass, carbon_mass, remarks)


def _times(term: Term, value: Decimal) -> Term:
    return Term(EXACT.multiply(term.numerator, value), term.divisor)
