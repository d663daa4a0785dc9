"""Which totals differ between two results of one fiscal year.

Not for: why they differ (`sllassist.emissions.updates`), nor for splitting a change from one year to the next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sllassist.emissions.entries import Totals

FIGURES: Final[Mapping[str, tuple[str, str]]] = {
    "heat_gj": ("熱量", "GJ"), "oil_kl": ("原油換算", "kL"), "co2_basic_t": ("CO2（基礎）", "t-CO2"),
    "co2_adjusted_t": ("CO2（調整後）", "t-CO2"),
}  # fmt: skip
"""Totals that are compared: name of the figure → words and unit."""


@dataclass(frozen=True, slots=True)
class Change:
    """One total that changes: `figure` is its name in `Totals`, `label` and `unit` are for screens; unrounded."""

    figure: str
    label: str
    unit: str
    before: Decimal
    after: Decimal


def changed(before: Totals, after: Totals) -> Iterator[Change]:
    """The figures of two totals that differ."""
    for figure, (label, unit) in FIGURES.items():
        one, other = getattr(before, figure), getattr(after, figure)
        if one != other:
            yield Change(figure, label, unit, one, other)
