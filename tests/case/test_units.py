"""Units of bills, as written by people, and exact conversion."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case import units
from sllassist.case.problems import InputProblem


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("ＫＷＨ", "kWh"), ("キロワット時", "kWh"), ("千ｋＷｈ", "千kWh"), ("㎥", "m3"), ("m³", "m3"),
        ("㎏", "kg"), ("リットル", "L"), ("ℓ", "L"), ("kl", "kL"), ("Ｔ", "t"), ("Ｎｍ３", "Nm3"), ("N㎥", "Nm3"), ("Nm³", "Nm3"),
        ("千Nm3", "千Nm3"), ("㎞", "km"), ("MWH", "MWh"), ("ＭＪ", "MJ"),
    ],
)
def test_spellings(written: str, unit: str) -> None:
    assert units.parse_unit(written) == unit


def test_an_unknown_unit_is_none() -> None:
    assert units.parse_unit("ガロン") is None


def test_what_cannot_be_converted_is_said() -> None:
    with pytest.raises(InputProblem, match="LはkWhに直せません"):
        units.convert(Decimal(1), "L", "kWh")


@pytest.mark.parametrize(("unit", "to"), [("Nm3", "m3"), ("m3", "千Nm3"), ("km", "L")])
def test_what_needs_a_fact_of_the_world_is_no_plain_conversion(unit: str, to: str) -> None:
    with pytest.raises(InputProblem, match="直せません"):
        units.convert(Decimal(1), unit, to)


KINDS = ("electricity", "heat", "volume_gas", "volume_normal", "mass", "volume_liquid", "distance")


@given(st.sampled_from(KINDS), st.decimals(min_value=0, max_value=10**9, places=3), st.data())
def test_conversion_there_and_back_changes_nothing(kind: str, quantity: Decimal, data: st.DataObject) -> None:
    one, other = (data.draw(st.sampled_from(units.units_of(kind))) for _ in range(2))
    assert units.convert(units.convert(quantity, one, other), other, one) == quantity


def test_a_thousand_litres_are_a_kilolitre() -> None:
    assert units.convert(Decimal(1234), "L", "kL") == Decimal("1.234")
    assert units.convert(Decimal("1.5"), "千kWh", "kWh") == Decimal(1500)
