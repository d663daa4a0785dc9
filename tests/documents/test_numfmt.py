"""Figures are shown by number format as Excel shows them."""

from decimal import Decimal

import pytest

from sllassist.documents.numfmt import shown, supported

D = Decimal


@pytest.mark.parametrize(
    ("value", "number_format", "wanted"),
    [
        (D("1234567.5"), "#,##0", "1,234,568"), (1234567, "0", "1234567"), (0.5, "#,##0", "1"), (-0.4, "#,##0", "0"), (-2.5, "#,##0", "-3"),
        (0.1 + 0.2, "#,##0.0", "0.3"), (1.005, "#,##0.00", "1.01"), (5, "#,##0.00##", "5.00"), (8.64, "#,##0.00##", "8.64"),
        (0.0163, "0.0000##", "0.0163"), (0.00199203187250996, "0.0#####", "0.001992"), (1, "0.0#####", "1.0"), (0, "#,##0.000", "0.000"),
        (812.0, "General", "812"), (12.5, "General", "12.5"), (1e21, "General", "1000000000000000000000"),
        (999.9996, "#,##0.000", "1,000.000"),
    ],
)  # fmt: skip
def test_shown(value: D | float, number_format: str, wanted: str) -> None:
    assert shown(value, number_format) == wanted


@pytest.mark.parametrize("number_format", ["0%", "[Red]0", "yyyy/m/d", "#,##0;▲#,##0", "0.0E+00", ""])
def test_a_format_that_cannot_be_followed_is_said(number_format: str) -> None:
    assert not supported(number_format)
    with pytest.raises(ValueError, match=r"^.*$"):
        shown(1, number_format)
