"""What is wrong or odd with bill records: doubled, contradictory, negative, absurd or missing figures.

Each problem has the path of the first cell it concerns. Nothing is left out of the totals for these.
Not for: units and factors that do not fit (`sllassist.emissions.build`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from sllassist.case.columns import Bills, Columns, Key, Use, columns_of
from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.problems import Level, Problem
from sllassist.case.units import kind_of, ratio
from sllassist.emissions.exact import EXACT
from sllassist.knowledge import Knowledge


def site_name(case: Case, site_id: str) -> str:
    """Name of a site for sentences."""
    site = case.site(site_id)
    return (site.name if site else None) or "名称未入力の事業所"


def month_name(month: int | None) -> str:
    """4月, or の合計 for a whole year."""
    return "の合計" if month is None else f"{month}月"


BETWEEN: Final = "；"
"""Between the bills of one `seen_text`."""


def seen_text(records: Iterable[EnergyRecord]) -> str:
    """The figures of these bills as they stand, for telling whether they are still the same."""
    return BETWEEN.join(
        f"{record.month or ''}:{record.quantity.normalize():f} {record.unit}"
        + ("" if record.cost_yen is None else f" {record.cost_yen.normalize():f}円")
        for record in records
    )


class Limits:
    """The largest believable month by bill unit, from the facts of a year, in that unit; None for a unit nobody knows."""

    def __init__(self, knowledge: Knowledge, fiscal_year: int) -> None:
        self._knowledge = knowledge
        self._year = fiscal_year
        self._known: dict[str, Decimal | None] = {}

    def of(self, unit: str) -> Decimal | None:
        """The limit for `unit`."""
        if unit not in self._known:
            kind = kind_of(unit)
            limit = kind and self._knowledge.constant(f"slip.{kind}", self._year)
            self._known[unit] = EXACT.multiply(limit.number, ratio(limit.unit, unit)) if limit else None
        return self._known[unit]


class Column(NamedTuple):
    """The records of one supply in one fiscal year, with what the checks look at, taken out once."""

    supply: EnergySupply
    fiscal_year: int
    records: Bills
    months: Collection[int | None]
    units: set[str]
    quantities: Collection[Decimal]


def column(supply: EnergySupply, fiscal_year: int, bills: Bills) -> Column:
    """The column of these bills."""
    quantities = bills.months.values() if bills.told_once else [record.quantity for record in bills]
    return Column(supply, fiscal_year, bills, bills.months.keys(), bills.units, quantities)


def check_figures(case: Case, energy: str, bills: Column, limits: Limits) -> list[Problem]:
    """Problems of the records of one supply in one year, all units together. `energy`: its name for sentences."""
    if _plain(bills, limits):
        return []
    shown = {"site": site_name(case, bills.supply.site_id), "energy": energy, "year": bills.fiscal_year}
    return [
        Problem(level, code, record_path(cell_of(record)), {**shown, "month": month_name(record.month), **params})
        for level, code, record, params in [*_doubles(bills.records), *_sizes(bills.records, limits)]
    ]


def _plain(bills: Column, limits: Limits) -> bool:
    """Whether nothing can be wrong: one unit, each month once, no year figure beside months, all figures believable."""
    if len(bills.units) > 1 or not bills.records.told_once or (None in bills.months and len(bills.months) > 1):
        return False
    limit = limits.of(bills.records[0].unit)
    return min(bills.quantities) >= 0 and (limit is None or max(bills.quantities) <= limit)


_Found = tuple[Level, str, EnergyRecord, dict[str, object]]


def _doubles(records: Sequence[EnergyRecord]) -> Iterator[_Found]:
    months: dict[int | None, list[EnergyRecord]] = {record.month: [] for record in records}
    if len(months) != len(records):
        for record in records:
            months[record.month].append(record)
        for same in months.values():
            if len(same) > 1:
                yield "error", "records.duplicate", same[0], {"count": len(same)}
    if None in months and len(months) > 1:
        yield "error", "records.annual_and_monthly", next(r for r in records if r.month is None), {}


def _sizes(records: Sequence[EnergyRecord], limits: Limits) -> Iterator[_Found]:
    for record in records:
        unit, quantity = record.unit, record.quantity
        limit = limits.of(unit)
        if quantity < 0:
            yield "error", "records.negative", record, {}
        elif limit is not None and quantity > limit * (12 if record.month is None else 1):
            yield "warning", "records.slip", record, _slip(record)


def _slip(record: EnergyRecord) -> dict[str, object]:
    shown = {"quantity": f"{record.quantity.normalize():,f}", "unit": record.unit}
    return {**shown, "seen": seen_text([record]), "cells": (cell_of(record),)}


def check_gaps(case: Case, names: Mapping[str, str], keys: Sequence[Key]) -> Iterator[Problem]:
    """A warning per site, energy and year that has some months but not all. `names`: energy id → name.

    `keys`: the columns that hold records, in the order of the problems. A change of retailer within a year leaves no hole,
    as all supplies of one energy at a site count together.
    """
    table = columns_of(case)
    holes = {year: found for year in table.fiscal_years if (found := _holes(table, year))}
    if not holes:
        return
    last: dict[tuple[str, str, int], str] = {}
    for supply_id, year in keys:
        supply = case.supply(supply_id)
        if supply is not None and (supply.site_id, supply.energy) in holes.get(year, {}):
            last[(supply.site_id, supply.energy, year)] = supply_id
    for (site_id, energy, year), supply_id in last.items():
        missing = holes[year][(site_id, energy)]
        shown = {"site": site_name(case, site_id), "energy": names.get(energy, energy), "year": year}
        months = "・".join(f"{month}月" for month in missing)
        shown |= {"months": months, "seen": months, "cells": ()}
        yield Problem("warning", "records.gap", record_path((supply_id, year, missing[0])), shown)


def _holes(table: Columns, year: int) -> dict[Use, tuple[int, ...]]:
    return {use: months for use, months in table.missing(year).items() if len(months) < len(FISCAL_MONTHS)}
