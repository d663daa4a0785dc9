"""Rounding is what the map says, on both sides of each edge; years and dates are told in the Japanese calendar."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.documents.forms import Rounding, Slot, form_map
from sllassist.documents.values import rounded, stored

D = Decimal

FORM = form_map("nagano_sll/form1")


@pytest.mark.parametrize(
    ("mode", "digits", "value", "wanted"),
    [
        ("half_up", 0, "812.5", "813"), ("half_up", 0, "812.4999999999999999999999999", "812"), ("half_up", 0, "-0.5", "-1"),
        ("half_up", 1, "5.85", "5.9"), ("half_up", 1, "5.849999", "5.8"), ("half_up", 0, "-0.4", "0"), ("half_up", -2, "1250", "1300"),
        ("half_even", 0, "812.5", "812"), ("floor", 0, "812.9", "812"), ("floor", 0, "-0.1", "-1"),
        ("truncate", 0, "-812.9", "-812"), ("ceiling", 1, "0.01", "0.1"),
    ],
)  # fmt: skip
def test_rounding(mode: str, digits: int, value: str, wanted: str) -> None:
    found = rounded(D(value), Rounding.model_validate({"digits": digits, "mode": mode, "status": "推定"}))
    assert found == D(wanted)
    assert not (found.is_zero() and found.is_signed())


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13), st.integers(0, 4))
def test_half_up_is_never_more_than_half_a_step_away(value: D, digits: int) -> None:
    found = rounded(value, Rounding(digits=digits, mode="half_up", status="推定"))
    assert abs(found - value) <= D(5).scaleb(-digits - 1)


@pytest.mark.parametrize(
    ("style", "year", "wanted"),
    [
        ("both", 2025, "令和7年度（2025年度）"),
        ("lines", 2025, "令和7年度\n（2025年度）"),
        ("wareki", 2019, "令和元年度"),
        ("wareki", 2018, "平成30年度"),
    ],
)
def test_fiscal_years(style: str, year: int, wanted: str) -> None:
    assert stored(FORM, Slot.model_validate({"kind": "year", "label": "年度", "style": style}), year) == wanted


def test_dates() -> None:
    day = dt.date(2026, 7, 31)
    assert stored(FORM, Slot(kind="date", label="日", style="wareki"), day) == "令和8年7月31日"
    assert stored(FORM, Slot(kind="date", label="日", style="serial"), day) == day


def test_a_figure_without_rounding_stays_whole() -> None:
    value = D("0.1234567890123456789012345678")
    assert stored(FORM, Slot(kind="number", label="量"), value) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", "12"), ("number", True), ("text", D(1)), ("year", "2025"), ("date", "2025-04-01"), ("number", 1.5)],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: object) -> None:
    with pytest.raises(TypeError, match="項目"):
        stored(FORM, Slot.model_validate({"kind": kind, "label": "項目"}), value)
