"""What the checks of bill figures look at: a column's figures in one unit, their middle, and the dated limits of a year.

Not for: saying what is odd (`sllassist.emissions.plausibility`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from sllassist.case.columns import Bills
from sllassist.case.model import EnergyRecord
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.units import kind_of, ratio, units_of
from sllassist.knowledge import Knowledge

SLIP: Final = 3
"""Tens of a slip of unit: the k of kilo."""


class Bounds(NamedTuple):
    """The limits for one energy, kind of unit and fiscal year; None where the table sets none. Prices in yen per smallest unit.

    `slip_spread`: from how many times as much on a figure may be a slip by 1000; `least_times`: the smallest of all "times".
    """

    last_year: Decimal
    last_year_share: Decimal
    pattern_high: Decimal | None
    pattern_low: Decimal | None
    pattern_months: Decimal
    slip_window: Decimal
    slip_spread: Decimal
    digit_window: Decimal
    repeat_digits: Decimal
    many_months: Decimal
    price_times: Decimal
    price_low: Decimal | None
    price_high: Decimal | None
    least_times: Decimal


def bounds_of(knowledge: Knowledge, energy: str, kind: str, fiscal_year: int) -> Bounds:
    """The limits of `resources/knowledge/plausibility.toml`. Raises KeyError when one that every figure needs is missing."""

    def get(key: str) -> Decimal | None:
        found = knowledge.plausible(key, fiscal_year)
        return None if found is None else found.number

    def need(key: str) -> Decimal:
        found = get(key)
        if found is None:
            raise KeyError(key)
        return found

    window, last_year = need("slip_window"), need(f"last_year.{kind}")
    spread, high, low = Decimal(10) ** SLIP / window, get(f"pattern_high.{kind}"), get(f"pattern_low.{energy}")
    return Bounds(
        last_year, need("last_year_share"), high, low, need("pattern_months"), window, spread, need("digit_window"),
        need("repeat_digits"), need("many_months"), need("price_times"), get(f"price.{energy}.{kind}.low"),
        get(f"price.{energy}.{kind}.high"), min(times for times in (last_year, spread, high, low) if times is not None),
    )  # fmt: skip


class Shape:
    """The figures of one column in the smallest unit of their kind (kWh, m3, kg, L, MJ …).

    `sizes` by month (None: the whole year), only those told once and not below zero; `used`: the months above zero, sorted.
    """

    __slots__ = ("bills", "kind", "sizes", "used")

    def __init__(self, kind: str, bills: Bills, sizes: dict[int | None, Decimal]) -> None:
        self.kind = kind
        self.bills = bills
        self.sizes = sizes
        self.used = [] if None in sizes else sorted([size for size in sizes.values() if size])
        if self.used and self.used[0] < 0:
            self.used = [size for size in self.used if size > 0]
            self.sizes = {month: size for month, size in sizes.items() if size >= 0}

    def record(self, month: int | None) -> EnergyRecord | None:
        """The bill of a month told once."""
        return next((bill for bill in self.bills if bill.month == month), None) if month in self.sizes else None

    @property
    def annual(self) -> bool:
        """Whether the year is told as one figure."""
        return None in self.sizes

    @property
    def mean(self) -> Decimal:
        """The mean of the used months, 0 without any."""
        return sum(self.used, Decimal(0)) / len(self.used) if self.used else Decimal(0)

    def total(self) -> Decimal | None:
        """The whole year; None while months are missing."""
        if self.annual:
            return self.sizes[None]
        return sum(self.sizes.values(), Decimal(0)) if len(self.sizes) == len(FISCAL_MONTHS) else None


def middle_of_others(values: Sequence[Decimal], value: Decimal) -> Decimal:
    """The median of sorted `values` without one that equals `value`; `value` itself when there is no other."""
    place = bisect_left(values, value)
    if place < len(values) and values[place] == value:
        values = [*values[:place], *values[place + 1 :]]
    return median(values) if values else value


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle of sorted values; of an even number the mean of the two in the middle."""
    half, odd = divmod(len(values), 2)
    return values[half] if odd else (values[half - 1] + values[half]) / 2


@cache
def _scale(unit: str) -> tuple[str, Decimal] | None:
    """Kind of a unit, and how many of the kind's smallest unit it is; None for a unit nobody knows."""
    kind = kind_of(unit)
    return None if kind is None else (kind, ratio(unit, units_of(kind)[0]))


def shape_of(bills: Bills) -> Shape | None:
    """The shape of a column; None when its units are of several kinds or unknown."""
    first = _scale(bills[0].unit)
    if first is None:
        return None
    kind, per = first
    sizes = bills.months
    if len(bills.units) > 1:
        scales = {unit: _scale(unit) for unit in bills.units}
        if any(scale is None or scale[0] != kind for scale in scales.values()):
            return None
        sizes = {bill.month: bill.quantity * (scales[bill.unit] or first)[1] for bill in bills}
    elif bills[0].unit != units_of(kind)[0]:
        sizes = {month: size * per for month, size in sizes.items()}
    if not bills.told_once:
        months = [bill.month for bill in bills]
        sizes = {month: size for month, size in sizes.items() if months.count(month) == 1}
    return Shape(kind, bills, sizes)
