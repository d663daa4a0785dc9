"""Target paths against figures worked out by hand."""

from decimal import Decimal

import pytest

from sllassist.case.model import Measure
from sllassist.schemes.targets import allowed, planned, reduction_percent, target_years

# 合成例: electricity 120,000 kWh × 0.000411, petrol 3.0 kL, diesel 4.0 kL, LPG 5.0 t, heavy oil A 2.0 kL with the published
# factors of FY2025: 49.32 + 6.87 + 10.48 + 14.95 + 5.50 = 87.12 t.
BASE = Decimal("87.12")


@pytest.mark.parametrize(("after", "tonnes"), [(1, "82.764"), (2, "78.408"), (3, "74.052")])
def test_linear_takes_five_percent_of_the_base_each_year(after: int, tonnes: str) -> None:
    assert allowed(BASE, Decimal(5), after, "linear") == Decimal(tonnes)


@pytest.mark.parametrize(("after", "tonnes"), [(1, "82.764"), (2, "78.6258"), (3, "74.69451")])
def test_compound_takes_five_percent_of_the_year_before(after: int, tonnes: str) -> None:
    assert allowed(BASE, Decimal(5), after, "compound") == Decimal(tonnes)


def test_nothing_is_allowed_below_zero() -> None:
    assert allowed(BASE, Decimal(60), 2, "linear") == 0


@pytest.mark.parametrize(
    ("now", "met", "met_other"),
    [("74.052", True, True), ("74.0521", False, True), ("74.6945", False, True), ("74.6946", False, False)],
)
def test_between_the_two_readings_the_judgement_differs_and_says_so(now: str, met: bool, met_other: bool) -> None:
    years = target_years(2024, BASE, range(2025, 2028), Decimal(5), "linear", (), lambda year: Decimal(now) if year == 2027 else None)
    assert (years[2].met, years[2].met_other_method) == (met, met_other)
    assert (years[0].met, years[0].actual_t) == (None, None)


def test_長野県事務事業_2009年度から2019年度_20_2パーセント() -> None:
    found = reduction_percent(Decimal(78122), Decimal(62344))
    assert found is not None
    assert found.quantize(Decimal("0.1")) == Decimal("20.2")


def test_a_base_of_zero_has_no_percentage() -> None:
    assert reduction_percent(Decimal(0), Decimal(5)) is None


def test_measures_count_from_their_year_on() -> None:
    measures = (Measure(expected_t=Decimal(4), planned_year=2025), Measure(expected_t=Decimal(6), planned_year=2027), Measure(name="未定"))
    found = [planned(BASE, 2024, measures, year) for year in (2025, 2026, 2027)]
    assert found == [Decimal("83.12"), Decimal("83.12"), Decimal("77.12")]
    assert planned(BASE, 2024, (), 2025) is None


def test_measures_done_by_the_base_year_are_not_taken_off_again() -> None:
    measures = (Measure(expected_t=Decimal(4), planned_year=2023), Measure(expected_t=Decimal(5), planned_year=2024))
    assert planned(BASE, 2024, measures, 2025) == BASE


def test_what_is_planned_starts_from_the_newest_result() -> None:
    measures = (Measure(expected_t=Decimal(5), planned_year=2025), Measure(expected_t=Decimal(4), planned_year=2026))
    actual = {2025: Decimal("84.5")}
    years = target_years(2024, BASE, range(2025, 2028), Decimal(5), "linear", measures, actual.get)
    assert [year.planned_t for year in years] == [Decimal("82.12"), Decimal("80.5"), Decimal("80.5")]
