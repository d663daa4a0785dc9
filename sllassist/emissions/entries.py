"""What the ledger hands out: lines, totals, and rows of the 算定総括表. All figures rounded once, to 28 digits.

Not for: adding up; totals never come from lines.
"""

from dataclasses import dataclass
from decimal import Decimal

from sllassist.emissions.rates import Rate


@dataclass(frozen=True, slots=True)
class Line:
    """One bill figure and what follows from it: `activity` in the factor's unit, GJ, t-CO2 (0 without a CO2 factor)."""

    supply_id: str
    site_id: str
    fiscal_year: int
    month: int | None
    quantity: Decimal
    unit: str
    note: str | None
    rate: Rate
    activity: Decimal
    heat_gj: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal

    @property
    def energy(self) -> str:
        """Energy id."""
        return self.rate.energy.id

    @property
    def provisional(self) -> bool:
        """Whether the factor stands in for one not yet known (暫定)."""
        return self.rate.factor.provisional

    @property
    def unverified(self) -> bool:
        """Whether a factor or conversion is 未確認."""
        return self.rate.unverified


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums: GJ, kL of crude oil (the sum of GJ × 0.0258, once), t-CO2 basic and adjusted.

    `lines`: bill figures counted. `left_out`: bill figures that could not be counted, or only without their CO2; the
    ledger's problems say which. `provisional`, `unverified`: some counted figure rests on such a factor.
    """

    heat_gj: Decimal
    oil_kl: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal
    provisional: bool
    unverified: bool
    lines: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Part:
    """Bill quantity of one unit and rate within a row."""

    quantity: Decimal
    unit: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One row of the 算定総括表: everything of one energy that has the same factor.

    `activity` is in `rate.factor.unit`. `parts`: the bill quantities it is made of.
    """

    fiscal_year: int
    rate: Rate
    site_ids: tuple[str, ...]
    supply_ids: tuple[str, ...]
    parts: tuple[Part, ...]
    activity: Decimal
    heat_gj: Decimal
    co2_basic_t: Decimal
    co2_adjusted_t: Decimal
    provisional: bool
    unverified: bool
    lines: int

    @property
    def energy(self) -> str:
        """Energy id."""
        return self.rate.energy.id

    @property
    def energy_name(self) -> str:
        """Name of the energy as printed on forms."""
        return self.rate.energy.form_name

    @property
    def supplier(self) -> str:
        """Name of the supplier, empty where the energy has none or it is unknown."""
        return self.rate.factor.supplier

    @property
    def menu(self) -> str:
        """Menu whose factor is used (残差, 代替値 … included), empty without menus."""
        return self.rate.factor.menu

    @property
    def unit(self) -> str:
        """Unit of `activity`."""
        return self.rate.factor.unit

    @property
    def heat_value(self) -> Decimal:
        """GJ per unit."""
        return self.rate.factor.heat.number

    @property
    def carbon_factor(self) -> Decimal | None:
        """Carbon factor in tC per GJ, None where CO2 is computed per unit."""
        carbon = self.rate.factor.carbon
        return None if carbon is None else carbon.number

    @property
    def co2_factor_basic(self) -> Decimal | None:
        """t-CO2 per `co2_per` (basic), None where CO2 comes from a carbon factor or is unknown."""
        found = self.rate.factor.co2_basic
        return None if found is None else found.number

    @property
    def co2_factor_adjusted(self) -> Decimal | None:
        """t-CO2 per `co2_per` (adjusted), None as for `co2_factor_basic`."""
        found = self.rate.factor.co2_adjusted
        return None if found is None else found.number

    @property
    def co2_per(self) -> str:
        """Unit the t-CO2 factors are per (kWh for electricity, whose `unit` is 千kWh)."""
        return self.rate.factor.co2_per
