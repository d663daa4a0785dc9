"""Figures on screens round half up, unlike Python's own formatting."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sllassist.flow.rounding import shown, signed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("16.25", 1, "16.3"), ("16.35", 1, "16.4"), ("16.249", 1, "16.2"), ("1234567.85", 1, "1,234,567.9"), ("0", 3, "0.000"),
        ("2.5", 0, "3"),
    ],
)
def test_halves_go_up_and_thousands_are_separated(value: str, places: int, text: str) -> None:
    assert shown(Decimal(value), places) == text
    assert shown(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.25", "＋1.3"), ("-1.25", "－1.3"), ("-0.04", "0.0"), ("0.04", "0.0"), ("0", "0.0"), ("-1234.5", "－1,234.5")],
)
def test_changes_carry_their_sign_unless_they_round_to_nothing(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text
