"""Bill figures → GJ → kL of crude oil → t-CO2, as a ledger whose every line knows its factor and source.

Not for: rounding to what a form shows, and for judging the result.
"""

from sllassist.emissions.build import build_ledger
from sllassist.emissions.entries import GroupRow, Line, Part, Totals
from sllassist.emissions.explain import Explanation, Operand, Step, explain, explain_total
from sllassist.emissions.ledger import Batch, Ledger
from sllassist.emissions.rates import Conversion, Rate

__all__ = [
    "Batch",
    "Conversion",
    "Explanation",
    "GroupRow",
    "Ledger",
    "Line",
    "Operand",
    "Part",
    "Rate",
    "Step",
    "Totals",
    "build_ledger",
    "explain",
    "explain_total",
]
