"""Emissions and energy per production, sales, floor area or head count, by hand; nothing where the denominator is missing."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Denominator, YearFigure
from sllassist.emissions import build_ledger
from sllassist.emissions.intensity import Intensity, intensity
from sllassist.emissions.split import Measure
from sllassist.knowledge import load_knowledge

K = load_knowledge()
HEATED = case(
    [supply("kerosene", "L", "a"), supply("kerosene", "L", "b", site_id="b")],
    [
        *full_year("1000", "L", 2023, "a"), *full_year("900", "L", 2024, "a"), *full_year("600", "L", 2025, "a"),
        bill("1000", "L", 4, 2025, "b"),
    ],
)
LEDGER = build_ledger(HEATED, K)


def made(**values: str | None) -> Denominator:
    years = tuple(YearFigure(fiscal_year=int(y[1:]), value=None if v is None else Decimal(v)) for y, v in values.items())
    return Denominator(id="d", name="生産台数", unit="台", values=years)


def found(denominator: Denominator, measure: Measure = "heat_gj", **more: object) -> Intensity:
    return intensity(HEATED, LEDGER, denominator, measure, **more)


def test_heat_per_production_by_hand() -> None:
    """12 kL × 36.5 = 438 GJ, 10.8 kL = 394.2 GJ, (7.2 + 1) kL = 299.3 GJ."""
    result = found(made(y2023="1000", y2024="1200", y2025="500"), base_year=2023)
    assert result.unit == "GJ/台"
    assert [(y.fiscal_year, y.figure, y.intensity) for y in result.years] == [
        (2023, Decimal(438), Decimal("0.438")), (2024, Decimal("394.2"), Decimal("0.3285")),
        (2025, Decimal("299.3"), Decimal("0.5986")),
    ]  # fmt: skip
    assert [y.change_percent for y in result.years] == [None, Decimal(-25), Decimal("82.22222222222222222222222222")]
    assert [y.since_base_percent for y in result.years][1:] == [Decimal(-25), Decimal("36.66666666666666666666666667")]
    assert [y.complete for y in result.years] == [False, False, False]


@pytest.mark.parametrize(("measure", "value"), [
    ("heat_gj", "438"), ("oil_kl", "11.3004"), ("co2_basic_t", "30.0322"), ("co2_adjusted_t", "30.0322"),
])  # fmt: skip
def test_every_measure_per_one(measure: Measure, value: str) -> None:
    """438 GJ × 0.0258 = 11.3004 kL; 438 × 0.0187 × 44 ÷ 12 = 30.0322 t."""
    assert found(made(y2023="1"), measure).years[0].intensity == Decimal(value)


@pytest.mark.parametrize("missing", [None, "0"])
def test_nothing_where_the_denominator_is_missing_or_zero(missing: str | None) -> None:
    result = found(made(y2023="1000", y2024=missing, y2025="500"), base_year=2024)
    assert [y.intensity is None for y in result.years] == [False, True, False]
    assert [y.change_percent for y in result.years] == [None, None, None]
    assert [y.since_base_percent for y in result.years] == [None, None, None]


def test_a_year_without_bills_or_without_a_denominator_has_no_intensity() -> None:
    ahead = found(made(y2026="100")).years
    assert [(y.figure, y.value, y.intensity) for y in ahead if y.fiscal_year == 2026] == [(Decimal(0), Decimal(100), None)]
    assert [y.intensity for y in found(made()).years] == [None, None, None]


def test_one_site_alone_and_whether_its_year_is_complete() -> None:
    result = found(made(y2025="100"), site_ids={"a"})
    assert (result.years[-1].figure, result.years[-1].complete) == (Decimal("262.8"), True)
    assert found(made(y2025="100"), site_ids={"b"}).years[-1].complete is False


def test_a_denominator_without_a_unit() -> None:
    assert found(Denominator(id="d")).unit == "GJ/単位"
