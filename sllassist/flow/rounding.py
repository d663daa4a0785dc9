"""Figures as screens show them: rounded half up, as everybody does it by hand, thousands separated.

Not for: figures of forms, whose digits are data beside each output (`sllassist.documents.numfmt`).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def shown(value: Decimal | Fraction, places: int = 1) -> str:
    """A figure with `places` digits behind the point (12,345.7)."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def signed(value: Decimal | Fraction, places: int = 1) -> str:
    """A change with its sign (＋1.2, －3.4); a change that rounds to 0 has none."""
    text = shown(value, places)
    if not any(sign in "123456789" for sign in text):
        return text.removeprefix("-")
    return f"－{text[1:]}" if text.startswith("-") else f"＋{text}"
