"""Bill figures → GJ → kL of crude oil → t-CO2, as a ledger whose every line knows its factor and source.

Not for: rounding to what a form shows, and for judging the result.
"""

from sllassist.emissions.answers import settle
from sllassist.emissions.apart import Certificates, Power, certificates, power
from sllassist.emissions.build import build_ledger
from sllassist.emissions.entries import GroupRow, Line, Part, Totals
from sllassist.emissions.explain import Explanation, Operand, Step, explain, explain_total
from sllassist.emissions.gases import GasLine, OtherGases, explain_gas, other_gases, other_gases_t, years_with_gases
from sllassist.emissions.ledger import Batch, Ledger
from sllassist.emissions.plausibility import Plausibility, check_plausibility
from sllassist.emissions.rates import Conversion, Rate

__all__ = [
    "Batch",
    "Certificates",
    "Conversion",
    "Explanation",
    "GasLine",
    "GroupRow",
    "Ledger",
    "Line",
    "Operand",
    "OtherGases",
    "Part",
    "Plausibility",
    "Power",
    "Rate",
    "Step",
    "Totals",
    "build_ledger",
    "certificates",
    "check_plausibility",
    "explain",
    "explain_gas",
    "explain_total",
    "other_gases",
    "other_gases_t",
    "power",
    "settle",
    "years_with_gases",
]
