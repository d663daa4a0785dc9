"""Exact arithmetic: nothing is rounded until a figure is handed out, and then once, to 28 significant digits.

A figure is kept as numerator over a whole divisor (458 m3 of LP gas per t, the 12 of 44/12), so that products and sums of
decimal figures stay exact; the contexts below raise if anything would ever be rounded on the way. That is why splitting a
record or changing the order of records cannot change a total.
Not for: rounding for forms (data beside each form).
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from typing import NamedTuple

EXACT = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""For products and sums on the way: wide enough for every figure and factor the program takes."""
HANDED_OUT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
"""For the one rounding at the end."""


class Term(NamedTuple):
    """What one bill unit gives: `numerator` / `divisor`."""

    numerator: Decimal
    divisor: int


class ExactSum:
    """A sum of quantities times terms, kept exactly."""

    __slots__ = ("by_divisor",)

    def __init__(self) -> None:
        self.by_divisor: dict[int, Decimal] = {}

    def add(self, quantity: Decimal, term: Term) -> None:
        """Adds quantity × numerator / divisor."""
        product = EXACT.multiply(quantity, term.numerator)
        known = self.by_divisor.get(term.divisor)
        self.by_divisor[term.divisor] = product if known is None else EXACT.add(known, product)

    def fraction(self) -> Fraction:
        """The sum as an exact fraction."""
        return sum((Fraction(total) / divisor for divisor, total in self.by_divisor.items()), Fraction(0))


def add_all(quantities: Iterable[Decimal]) -> Decimal:
    """Exact sum of decimal figures."""
    total = Decimal(0)
    for quantity in quantities:
        total = EXACT.add(total, quantity)
    return total


def handed_out(value: Fraction) -> Decimal:
    """`value` rounded to 28 significant digits, once, without trailing zeros behind the point."""
    return HANDED_OUT.divide(Decimal(value.numerator), Decimal(value.denominator)) or Decimal(0)


def product(quantity: Decimal, term: Term) -> Decimal:
    """One quantity × term, rounded like `handed_out`."""
    rounded = HANDED_OUT.divide(EXACT.multiply(quantity, term.numerator), Decimal(term.divisor))
    plain = rounded.normalize(HANDED_OUT)
    return Decimal(int(plain)) if plain == plain.to_integral_value() else plain
