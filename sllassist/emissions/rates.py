"""What one unit on the bill gives: the conversion to the factor's unit, and GJ and t-CO2 per bill unit, exactly.

Not for: sums over records (`sllassist.emissions.ledger`).
"""

from dataclasses import dataclass
from decimal import Decimal

from sllassist.case.problems import InputProblem
from sllassist.case.units import kind_of, ratio
from sllassist.emissions.exact import EXACT, Term
from sllassist.knowledge import Density, Energy, Factor, Knowledge, Sourced


@dataclass(frozen=True, slots=True)
class Conversion:
    """From `unit` to `to`: × `multiplier`, ÷ `divisor`, both exact; `density` where LP gas volumes become t."""

    unit: str
    to: str
    multiplier: Decimal
    divisor: int
    density: Density | None = None

    @property
    def term(self) -> Term:
        """The conversion as a term."""
        return Term(self.multiplier, self.divisor)


@dataclass(frozen=True, slots=True)
class Rate:
    """Factor and conversion for one bill unit, with the resulting terms (t terms None when no CO2 factor is known)."""

    energy: Energy
    factor: Factor
    conversion: Conversion
    heat: Term
    co2_basic: Term | None
    co2_adjusted: Term | None
    co2_mass: Sourced
    carbon_mass: Sourced

    @property
    def unverified(self) -> bool:
        """Whether a factor or the conversion is 未確認."""
        density = self.conversion.density
        return self.factor.status == "未確認" or (density is not None and density.status == "未確認")


def conversion(energy: Energy, unit: str, to: str, gas_mix: str | None, knowledge: Knowledge) -> Conversion:
    """How `unit` becomes `to`; volumes of LP gas become t by the density of `gas_mix` (id, None: unknown).

    Raises InputProblem `unit.incompatible` when there is no way.
    """
    kind = kind_of(unit)
    if not energy.density or kind == kind_of(to) or kind not in ("volume_gas", "volume_liquid"):
        return Conversion(unit, to, ratio(unit, to), 1)
    try:
        density = knowledge.lpg_density(gas_mix, "m3" if kind == "volume_gas" else "kL")
    except KeyError:
        raise InputProblem("unit.incompatible", unit=unit, to=to) from None
    tonnes = EXACT.multiply(ratio(unit, density.per), ratio("t", to))
    return Conversion(unit, to, EXACT.multiply(tonnes, density.t_per_unit or Decimal(1)), density.divisor or 1, density)


def rate(energy: Energy, factor: Factor, unit: str, gas_mix: str | None, knowledge: Knowledge) -> Rate:
    """The rate of one bill unit. Raises InputProblem `unit.incompatible` when the unit cannot become the factor's.

    CO2 from a carbon factor: heat × carbon × 44/12 (算定省令); else t-CO2 per unit as published.
    """
    way = conversion(energy, unit, factor.unit, gas_mix, knowledge)
    co2_mass, carbon_mass = (knowledge.constant(key, factor.fiscal_year) for key in ("mass.co2", "mass.carbon"))
    heat = Term(EXACT.multiply(way.multiplier, factor.heat.number), way.divisor)
    basic = adjusted = None
    if factor.carbon is not None:
        carbon = EXACT.multiply(EXACT.multiply(heat.numerator, factor.carbon.number), co2_mass.number)
        basic = adjusted = Term(carbon, way.divisor * int(carbon_mass.number))
    elif factor.co2_basic is not None and factor.co2_adjusted is not None:
        per = EXACT.multiply(way.multiplier, ratio(factor.unit, factor.co2_per))
        basic = Term(EXACT.multiply(per, factor.co2_basic.number), way.divisor)
        adjusted = Term(EXACT.multiply(per, factor.co2_adjusted.number), way.divisor)
    return Rate(energy, factor, way, heat, basic, adjusted, co2_mass, carbon_mass)
