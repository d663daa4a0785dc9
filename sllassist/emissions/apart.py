"""What is shown beside the totals and never netted against them: power sold, certificates and credits.

Not for: schemes that let a certificate be deducted; such a rule belongs to the scheme and its form.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sllassist import messages
from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.case.units import kind_of, ratio
from sllassist.emissions.exact import EXACT
from sllassist.knowledge import Energy, Knowledge

POWER: Final = "電気"
"""Group of the catalogue that holds power bought, made and sold."""
TONNES: Final = "t-CO2"


@dataclass(frozen=True, slots=True)
class Power:
    """Power of a fiscal year in kWh: bought, made by the firm and used, made by the firm and sold."""

    fiscal_year: int
    bought_kwh: Decimal
    own_kwh: Decimal
    sold_kwh: Decimal

    @property
    def words(self) -> tuple[str, ...]:
        """A sentence for what is sold, none when nothing is."""
        told = {"quantity": f"{self.sold_kwh:,f}", "year": self.fiscal_year}
        return (messages.text("power.sold", **told),) if self.sold_kwh else ()


@dataclass(frozen=True, slots=True)
class Certificates:
    """Certificates of one kind in a fiscal year, in kWh or t-CO2, with a sentence that says what became of them."""

    kind: str
    name: str
    fiscal_year: int
    quantity: Decimal
    unit: str
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """What there is, and that nothing was deducted for it."""
        told = {"name": self.name, "quantity": f"{self.quantity:,f}", "unit": self.unit, "year": self.fiscal_year}
        return messages.text("certificates.words", **told)


def power(case: Case, knowledge: Knowledge, fiscal_year: int, site_ids: AbstractSet[str] | None = None) -> Power:
    """Power of a fiscal year at the given sites (None: all); figures in other units than of power are passed over."""
    sums = {"bought": Decimal(0), "own": Decimal(0), "sold": Decimal(0)}
    flows = {supply.id: flow for supply in case.supplies if (flow := _flow(knowledge.energies.get(supply.energy)))}
    for record in case.records:
        supply = case.supply(record.supply_id)
        if record.fiscal_year != fiscal_year or supply is None or supply.id not in flows:
            continue
        if (site_ids is None or supply.site_id in site_ids) and kind_of(record.unit) == "electricity":
            flow = flows[supply.id]
            sums[flow] = EXACT.add(sums[flow], EXACT.multiply(record.quantity, ratio(record.unit, "kWh")))
    return Power(fiscal_year, _plain(sums["bought"]), _plain(sums["own"]), _plain(sums["sold"]))


def _flow(energy: Energy | None) -> str:
    if energy is None or energy.group != POWER:
        return ""
    if not energy.counted:
        return "sold"
    return "bought" if energy.supplier_kind == "electricity" else "own"


def certificates(case: Case, fiscal_year: int) -> tuple[Certificates, ...]:
    """Certificates and credits of a fiscal year, one entry per kind and unit, in the order they were entered."""
    sums: dict[tuple[str, str], Decimal] = {}
    notes: dict[tuple[str, str], list[str]] = {}
    for found in case.certificates:
        unit = _unit(found.unit)
        if found.fiscal_year != fiscal_year or unit is None:
            continue
        key = (found.kind, unit)
        amount = found.quantity if unit == TONNES else EXACT.multiply(found.quantity, ratio(found.unit, "kWh"))
        sums[key] = EXACT.add(sums.get(key, Decimal(0)), amount)
        notes.setdefault(key, []).extend([found.note] if found.note else [])
    return tuple(
        Certificates(kind, messages.text(f"certificates.{kind}"), fiscal_year, _plain(total), unit, tuple(notes[(kind, unit)]))
        for (kind, unit), total in sums.items()
    )


def _unit(unit: str) -> str | None:
    return TONNES if unit == TONNES else "kWh" if kind_of(unit) == "electricity" else None


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(EXACT)


def certificate_problems(case: Case) -> Iterator[Problem]:
    """Certificates that cannot be shown as they are; paths begin with `certificates.<id>`."""
    for found in case.certificates:
        told = {"name": messages.text(f"certificates.{found.kind}"), "year": str(found.fiscal_year), "unit": found.unit}
        if _unit(found.unit) is None:
            yield Problem("error", "certificates.unit", f"certificates.{found.id}.unit", told)
        if found.quantity < 0:
            yield Problem("error", "certificates.negative", f"certificates.{found.id}.quantity", told)
