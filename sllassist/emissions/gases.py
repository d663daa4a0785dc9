"""Greenhouse gases other than CO2 from energy: what left each site × the warming potential of the year, in t-CO2.

Sums are exact and rounded once, to 28 digits. Not for: CO2 from energy (`sllassist.emissions.ledger`), and for what
counts as an emission; the firm enters what left its sites.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sllassist import messages
from sllassist.case.model import Case, GasRecord
from sllassist.case.problems import Problem
from sllassist.case.units import kind_of, ratio
from sllassist.emissions.checks import site_name
from sllassist.emissions.exact import EXACT, handed_out
from sllassist.emissions.explain import Explanation, Operand, Step, number
from sllassist.knowledge import Gas, Knowledge, Sourced


@dataclass(frozen=True, slots=True)
class GasLine:
    """One record with its gas, the potential of its year, and t-CO2."""

    record: GasRecord
    gas: Gas
    potential: Sourced
    co2_t: Decimal


@dataclass(frozen=True, slots=True)
class OtherGases:
    """Gases of one fiscal year. `by_group`: t-CO2 of every group, in the order of the forms, 0 where nothing left.

    `left_out`: records that could not be counted; `gas_problems` says why.
    """

    fiscal_year: int
    lines: tuple[GasLine, ...]
    by_group: dict[str, Decimal]
    co2_t: Decimal
    left_out: int
    unverified: bool


def years_with_gases(case: Case) -> tuple[int, ...]:
    """Fiscal years that have at least one gas record, ascending."""
    return tuple(sorted({record.fiscal_year for record in case.gases}))


def other_gases(
    case: Case, knowledge: Knowledge, fiscal_year: int, site_ids: AbstractSet[str] | None = None
) -> OtherGases:
    """The gases of a fiscal year at the given sites (None: all)."""
    records = [r for r in case.gases if r.fiscal_year == fiscal_year and (site_ids is None or r.site_id in site_ids)]
    lines = tuple(line for record in records if (line := _line(record, knowledge)) is not None)
    sums = dict.fromkeys(knowledge.gas_groups, Fraction(0))
    for line in lines:
        sums[line.gas.group] += Fraction(line.co2_t)
    return OtherGases(
        fiscal_year, lines, {group: handed_out(total) for group, total in sums.items()}, handed_out(sum(sums.values(), Fraction(0))),
        len(records) - len(lines), any(not line.potential.verified for line in lines),
    )  # fmt: skip


def other_gases_t(
    case: Case, knowledge: Knowledge, fiscal_year: int, site_ids: AbstractSet[str] | None = None
) -> Decimal | None:
    """t-CO2 of all other gases of a fiscal year at the given sites (None: all); None without a record that counts."""
    found = other_gases(case, knowledge, fiscal_year, site_ids)
    return found.co2_t if found.lines else None


def _line(record: GasRecord, knowledge: Knowledge) -> GasLine | None:
    gas = knowledge.gases.get(record.gas)
    potential = None if gas is None else gas.potential(record.fiscal_year)
    if gas is None or potential is None or kind_of(record.unit) != "mass":
        return None
    tonnes = EXACT.multiply(record.quantity, ratio(record.unit, "t"))
    return GasLine(record, gas, potential, EXACT.multiply(tonnes, potential.number))


def gas_problems(case: Case, knowledge: Knowledge) -> Iterator[Problem]:
    """What keeps gas records from being counted, or is odd about them; paths begin with `gases.<id>`."""
    for record in case.gases:
        path = f"gases.{record.id}"
        told = {"site": site_name(case, record.site_id), "gas": record.gas, "year": str(record.fiscal_year)}
        gas = knowledge.gases.get(record.gas)
        if case.site(record.site_id) is None:
            yield Problem("error", "gases.unknown_site", f"{path}.site_id", told)
        if gas is None:
            yield Problem("error", "gases.unknown", f"{path}.gas", told)
        elif gas.potential(record.fiscal_year) is None:
            yield Problem("error", "gases.no_potential", f"{path}.fiscal_year", told)
        if kind_of(record.unit) != "mass":
            yield Problem("error", "gases.unit", f"{path}.unit", {**told, "unit": record.unit})
        if record.quantity < 0:
            yield Problem("error", "gases.negative", f"{path}.quantity", told)


def explain_gas(line: GasLine) -> Explanation:
    """Why a gas record gives its t-CO2: the formula with the potential of its year, and where that comes from."""
    record, potential = line.record, line.potential
    scale = "" if record.unit == "t" else " ÷ 1,000"
    formula = f"{_plain(record.quantity)} {record.unit}{scale} × {number(potential.number)} t-CO2/t"
    operand = Operand(
        messages.text("gases.potential", gas=line.gas.id), potential.number, potential.unit, potential.source,
        potential.status, potential.note,
    )  # fmt: skip
    remarks = () if potential.verified else (f"未確認：{operand.label}（{operand.source}）",)
    name = line.gas.id if line.gas.name == line.gas.id else f"{line.gas.name}（{line.gas.id}）"
    title = f"{name}　{record.fiscal_year}年度"
    return Explanation(title, (Step("CO2換算", formula, handed_out(Fraction(line.co2_t)), "t-CO2"),), (operand,), remarks)


def _plain(value: Decimal) -> str:
    return number(handed_out(Fraction(value)))
