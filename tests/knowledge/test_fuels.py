"""Fuel factors: published products, the change between FY2022 and FY2023, years without factors, all rows of the law."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sllassist.knowledge import NoFactorError, load_knowledge
from sllassist.paths import resource

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
K = load_knowledge()

PUBLISHED = {
    "coking_coal_imported": "2.59", "coking_coal_coke": "2.60", "coking_coal_pci": "2.60", "steam_coal_imported": "2.33",
    "steam_coal_domestic": "2.15", "anthracite": "2.64", "coke": "3.18", "petroleum_coke": "3.06", "coal_tar": "2.86",
    "asphalt": "2.99", "ngl": "2.34", "crude_oil": "2.67", "gasoline": "2.29", "naphtha": "2.27", "jet_fuel": "2.48",
    "kerosene": "2.50", "diesel": "2.62", "heavy_oil_a": "2.75", "heavy_oil_bc": "3.10", "lubricating_oil": "2.93",
    "lpg": "2.99", "petroleum_hydrocarbon_gas": "2.43", "lng": "2.79", "natural_gas": "1.96", "cog": "0.735",
    "bfg": "0.313", "bfg_power": "0.334", "ldg": "1.16", "rdf": "1.07", "rpf": "1.64", "waste_tire": "1.64",
    "waste_plastic_msw": "2.76", "waste_plastic_iw": "2.57", "oil_from_waste_oil": "2.64", "oil_from_waste_plastic": "2.62",
}  # fmt: skip
"""環境省「算定方法・排出係数一覧」 p.23: t-CO2 per unit, three significant digits."""


def three_digits(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - 2), ROUND_HALF_UP)


def test_there_are_35_published_products() -> None:
    assert len(PUBLISHED) == 35


@pytest.mark.parametrize(("energy", "printed"), PUBLISHED.items())
def test_heat_times_carbon_times_44_12_is_the_published_product(energy: str, printed: str) -> None:
    factor = K.fuel(energy, 2023)
    assert factor.carbon is not None
    product = Fraction(factor.heat.number) * Fraction(factor.carbon.number) * 44 / 12
    assert str(three_digits(product)) == printed


@pytest.mark.parametrize(
    ("energy", "before", "from_2023"),
    [
        ("gasoline", ("34.6", "0.0183"), ("33.4", "0.0187")),
        ("kerosene", ("36.7", "0.0185"), ("36.5", "0.0187")),
        ("diesel", ("37.7", "0.0187"), ("38.0", "0.0188")),
        ("heavy_oil_a", ("39.1", "0.0189"), ("38.9", "0.0193")),
        ("heavy_oil_bc", ("41.9", "0.0195"), ("41.8", "0.0202")),
        ("lpg", ("50.8", "0.0161"), ("50.1", "0.0163")),
        ("lng", ("54.6", "0.0135"), ("54.7", "0.0139")),
        ("bfg_power", ("3.41", "0.0263"), ("3.45", "0.0264")),
        ("steam_coal_domestic", ("25.7", "0.0247"), ("24.2", "0.0242")),
    ],
)
def test_the_table_changes_between_fy2022_and_fy2023(
    energy: str, before: tuple[str, str], from_2023: tuple[str, str]
) -> None:
    for year, expected in ((2009, before), (2022, before), (2023, from_2023), (2025, from_2023)):
        factor = K.fuel(energy, year)
        assert factor.carbon is not None
        assert (factor.heat.number, factor.carbon.number) == (Decimal(expected[0]), Decimal(expected[1])), year


@pytest.mark.parametrize(
    ("energy", "year", "heat", "tonnes"),
    [
        ("steam_industrial", 2022, "1.02", "0.060"), ("steam_industrial", 2023, "1.17", "0.0654"),
        ("hot_water", 2022, "1.36", "0.057"), ("cold_water", 2023, "1.19", "0.0532"), ("electricity_solar", 2023, "3.60", "0"),
    ],
)  # fmt: skip
def test_bought_heat_and_own_solar_power_have_tonnes_of_their_own(energy: str, year: int, heat: str, tonnes: str) -> None:
    factor = K.fuel(energy, year)
    assert factor.co2_basic is not None
    assert (factor.heat.number, factor.co2_basic.number, factor.carbon) == (Decimal(heat), Decimal(tonnes), None)


@pytest.mark.parametrize(
    ("year", "day", "night"), [(2022, "9.97", "9.28"), (2023, "8.64", "8.64")], ids=["FY2022", "FY2023"]
)
def test_day_and_night_power_are_told_apart_until_fy2022(year: int, day: str, night: str) -> None:
    heats = [K.factor(name, "A0270", None, year).heat.number for name in ("electricity_day", "electricity_night")]
    assert heats == [Decimal(day), Decimal(night)]


def test_bought_power_without_day_and_night_is_9_76_and_then_8_64() -> None:
    assert [K.electricity(None, None, year).heat.number for year in (2022, 2023)] == [Decimal("9.76"), Decimal("8.64")]


@pytest.mark.parametrize("energy", ["kerosene", "electricity", "city_gas"])
def test_a_year_before_the_first_table_says_which_years_there_are(energy: str) -> None:
    with pytest.raises(NoFactorError) as missing:
        K.factor(energy, None, None, 2008)
    assert missing.value.problem.code == "emissions.no_factor_year"
    assert "2008年度の排出係数は登録されていません" in missing.value.problem.message
    assert "2009年度" in missing.value.problem.message
    assert K.factor(energy, None, None, 2009).heat.number > 0


def test_a_fuel_that_is_not_in_the_old_table_is_named() -> None:
    with pytest.raises(NoFactorError) as missing:
        K.fuel("rpf", 2022)
    assert missing.value.problem.code == "emissions.no_factor_energy"
    assert "RPF" in missing.value.problem.message


def test_what_was_not_checked_says_so() -> None:
    assert K.fuel("heavy_oil_a", 2025).status == "確認済"
    assert K.fuel("rpf", 2025).status == "未確認"
    assert K.fuel("wood", 2025).status == "未確認"
    assert K.fuel("cog", 2022).status == "未確認"


def test_every_energy_can_be_chosen_and_computed_in_fy2025() -> None:
    orders = [energy.order for energy in K.energies.values()]
    assert orders == sorted(orders)
    assert list(K.energies)[:3] == ["electricity", "city_gas", "lpg"]
    for energy in K.energies.values():
        assert energy.default_unit in energy.units
        if energy.counted:
            assert K.factor(energy.id, None, None, 2025).heat.number > 0, energy.id


def test_every_fuel_row_is_offered_or_says_which_choice_stands_for_it() -> None:
    offered = {fuel for energy in K.energies.values() for fuel in energy.fuels}
    for row in K.fuels:
        assert row.id in offered or row.note, row.id


@pytest.mark.skipif(not SHARED.is_dir(), reason="reference data is not here")
@pytest.mark.parametrize(("file", "year"), [("fuels_2013.csv", 2022), ("fuels_2024.csv", 2023)])
def test_every_row_of_the_reference_is_here_with_its_figures(file: str, year: int) -> None:
    with (SHARED / file).open(encoding="utf-8") as told:
        wanted = {row["id"]: row for row in csv.DictReader(told)}
    assert len(wanted) == {2022: 32, 2023: 59}[year]
    for name, row in wanted.items():
        found = K.fuels.find([name], year)
        assert found is not None, name
        assert found.heat.number == Decimal(row["heat_GJ_per_unit"])
        assert (found.carbon.number if found.carbon else None) == (
            Decimal(row["carbon_tC_per_GJ"]) if row["carbon_tC_per_GJ"] else None
        )
        sure = row["confidence"].startswith("high")
        assert found.heat.verified == (sure or "heat high" in row["confidence"]), name


def test_the_reference_files_of_the_product_have_one_line_per_row() -> None:
    with resource("knowledge", "fuels.csv").open(encoding="utf-8") as told:
        assert len(list(csv.DictReader(told))) == 32 + 59 + 1  # power of one's own before FY2023
