"""原単位 on the screen: values as typed, changes against the year before and the base year, legible figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.bills import bill, case, supply

from sllassist.case.model import Case
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.emissions import build_ledger
from sllassist.flow import fields, intensities
from sllassist.knowledge import load_knowledge

K = load_knowledge()


def firm(*years: int) -> Case:
    """100 L of kerosene a month."""
    return case([supply("kerosene", "L")], [bill("100", "L", month, year) for year in years for month in FISCAL_MONTHS])


def with_values(made: Case, values: dict[int, str]) -> tuple[Case, str]:
    made, denominator_id = intensities.add(made, "生産量", "個")
    for year, text in values.items():
        made = fields.type_text(made, f"denominators.{denominator_id}.values.{year}.value", text)
    return made, denominator_id


def rows(made: Case, denominator_id: str) -> list[intensities.IntensityRow]:
    found = intensities.find(made, denominator_id)
    assert found is not None
    return list(intensities.rows(made, build_ledger(made, K), found, "co2_basic_t", ()))


def test_half_the_denominator_doubles_the_intensity() -> None:
    first, second = rows(*with_values(firm(2024, 2025), {2024: "１，０００", 2025: "500"}))
    assert (first.text, second.text) == ("0.003003", "0.006006")  # 1,200 L x 36.5 GJ/kL x 0.0187 x 44/12 / 1,000
    assert (second.change, second.since_base) == ("＋100.0％", "＋100.0％")
    assert first.change == first.since_base == ""


def test_years_without_a_value_or_with_zero_show_nothing() -> None:
    first, second = rows(*with_values(firm(2024, 2025), {2024: "0"}))
    assert first.text == second.text == ""


def test_a_year_with_gaps_says_so() -> None:
    made = firm(2024)
    made = made.model_copy(update={"records": made.records[1:]})
    (only,) = rows(*with_values(made, {2024: "10"}))
    assert only.mark == "空欄の月があります"


def test_an_unreadable_value_is_kept_and_told() -> None:
    made, denominator_id = with_values(firm(2024), {2024: "千個"})
    path = f"denominators.{denominator_id}.values.2024.value"
    assert fields.input_text(made, path) == "千個"
    assert fields.problem_of(made, path) is not None


def test_usual_denominators_are_offered_until_taken() -> None:
    made, denominator_id = with_values(firm(2024), {})
    assert "生産量" not in [name for name, _ in intensities.left_to_offer(made)]
    assert intensities.is_blank(made, made.denominators[0])
    assert intensities.left_to_offer(intensities.remove(made, denominator_id)) == intensities.USUAL


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.00012345", "0.0001235"), ("12345.6", "12,346"), ("1.23455", "1.235"), ("0", "0"), ("0.3284", "0.3284"), ("99.995", "100.00")],
)
def test_intensities_of_any_size_show_four_digits(value: str, text: str) -> None:
    assert intensities.significant(Decimal(value)) == text
