"""The sample firm's totals, calculated by hand: whole numbers and fractions, factors written out here.

Nothing of the product computes in this file: the sample is read as JSON, the arithmetic is Fraction's. The factors below are
compared with the reference tables where these lie beside the checkout.
"""

import csv
import json
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SAMPLE = json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8"))

# GJ per unit and tC per GJ from FY2023: 算定省令 別表第1.
FUEL = {
    "okaya-heavy-oil": ("heavy_oil_a", Fraction("38.9"), Fraction("0.0193")),
    "matsumoto-kerosene": ("kerosene", Fraction("36.5"), Fraction("0.0187")),
    "okaya-gasoline": ("gasoline", Fraction("33.4"), Fraction("0.0187")),
    "okaya-diesel": ("diesel", Fraction("38.0"), Fraction("0.0188")),
    "okaya-lpg": ("lpg", Fraction("50.1"), Fraction("0.0163")),
}
# t-CO2 per kWh, basic = adjusted, by fiscal year of the emissions. FY2024 of 松本ガス is not known: FY2025 stands in.
POWER = {
    ("okaya-electricity", 2024): ("A0270", "メニューB(残差)", "2024", Fraction("0.000421")),
    ("okaya-electricity", 2025): ("A0270", "メニューB(残差)", "2025", Fraction("0.000411")),
    ("nagano-electricity", 2024): ("A0270", "メニューB(残差)", "2024", Fraction("0.000421")),
    ("nagano-electricity", 2025): ("A0270", "メニューB(残差)", "2025", Fraction("0.000411")),
    ("matsumoto-electricity", 2024): ("A0345", "メニューB(残差)", "2025", Fraction("0.000434")),
    ("matsumoto-electricity", 2025): ("A0345", "メニューB(残差)", "2025", Fraction("0.000434")),
}
POWER_GJ = Fraction("8.64")  # per 千kWh
GAS_GJ, GAS_T = Fraction(45), Fraction("2.09")  # per 千m3; 長野都市ガス, FY2025 stands in for FY2024
PROPANE_M3_PER_T = 502
OIL = Fraction("0.0258")


def by_hand(year: int, supplies: set[str] | None = None) -> tuple[Fraction, Fraction, Fraction]:
    """GJ, kL and t-CO2 of the sample in a fiscal year."""
    gj = tonnes = Fraction(0)
    for record in SAMPLE["records"]:
        supply = record["supply_id"]
        if record["fiscal_year"] != year or (supplies is not None and supply not in supplies):
            continue
        quantity = Fraction(record["quantity"])
        if supply in FUEL:
            _, heat, carbon = FUEL[supply]
            units = quantity / PROPANE_M3_PER_T if supply == "okaya-lpg" else quantity / 1000
            gj += units * heat
            tonnes += units * heat * carbon * 44 / 12
        elif supply == "nagano-gas":
            gj += quantity / 1000 * GAS_GJ
            tonnes += quantity / 1000 * GAS_T
        else:
            gj += quantity / 1000 * POWER_GJ
            tonnes += quantity * POWER[(supply, year)][3]
    return gj, gj * OIL, tonnes


def digits28(value: Fraction) -> Decimal:
    return Context(prec=28).divide(Decimal(value.numerator), Decimal(value.denominator))


def ledger():
    return build_ledger(Case.model_validate(SAMPLE), load_knowledge())


@pytest.mark.parametrize("year", [2024, 2025])
def test_totals_of_the_sample_equal_the_calculation_by_hand_to_the_last_digit(year: int) -> None:
    total = ledger().total(year)
    gj, kl, tonnes = (digits28(value) for value in by_hand(year))
    assert (total.heat_gj, total.oil_kl, total.co2_basic_t, total.co2_adjusted_t) == (gj, kl, tonnes, tonnes)
    assert len(str(total.co2_basic_t).replace(".", "")) == 28


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("site", ["okaya", "nagano", "matsumoto"])
def test_totals_of_each_site_equal_the_calculation_by_hand(year: int, site: str) -> None:
    own = {supply["id"] for supply in SAMPLE["supplies"] if supply["site_id"] == site}
    total = ledger().total(year, site_ids={site})
    assert (total.heat_gj, total.oil_kl, total.co2_basic_t) == tuple(digits28(value) for value in by_hand(year, own))


@pytest.mark.parametrize("year", [2024, 2025])
def test_rows_of_the_summary_sheet_equal_the_calculation_by_hand(year: int) -> None:
    energies = {supply["id"]: supply["energy"] for supply in SAMPLE["supplies"]}
    for row in ledger().groups(year):
        gj, _, tonnes = by_hand(year, set(row.supply_ids))
        assert {energies[supply] for supply in row.supply_ids} == {row.energy}
        assert (row.heat_gj, row.co2_basic_t) == (digits28(gj), digits28(tonnes))


def test_the_sample_is_believable() -> None:
    (_, kl, base), (_, _, after) = by_hand(2024), by_hand(2025)
    assert 390 < base < 420
    assert kl < 1500
    assert Fraction(5, 100) <= 1 - after / base < Fraction(6, 100)
    expected = sum(Fraction(measure["expected_t"]) for measure in SAMPLE["measures"])
    assert expected >= base * Fraction(15, 100)
    assert {problem.code for problem in ledger().problems} == {"emissions.provisional"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="reference data is not here")
def test_the_factors_written_out_here_are_those_of_the_reference() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (SHARED / name).open(encoding="utf-8") as told:
            return list(csv.DictReader(told))

    fuels = {row["id"]: row for row in rows("fuels_2024.csv")}
    for name, heat, carbon in FUEL.values():
        assert (Fraction(fuels[name]["heat_GJ_per_unit"]), Fraction(fuels[name]["carbon_tC_per_GJ"])) == (heat, carbon)
    assert Fraction(fuels["elec_grid"]["heat_GJ_per_unit"]) == POWER_GJ
    assert {Fraction(row["oil_kl_per_GJ"]) for row in fuels.values()} == {OIL}
    lists = {(row["retailer_id"], row["menu"], row["calc_fy"]): row for row in rows("electricity.csv")}
    for retailer, menu, year, value in POWER.values():
        row = lists[(retailer, menu, year)]
        assert (Fraction(row["basic"]), Fraction(row["adjusted"])) == (value, value)
    assert ("A0345", "メニューB(残差)", "2024") not in lists
    gas = next(row for row in rows("citygas.csv") if row["gas_id"] == "D0060")
    assert (Fraction(gas["heat_GJ_per_1000m3"].rstrip("?")), Fraction(gas["basic_tCO2_per_1000m3"])) == (GAS_GJ, GAS_T)
    propane = next(row for row in rows("lpg_density.csv") if row["key"] == "lpg_propane")
    assert propane["value_text"].startswith(f"1/{PROPANE_M3_PER_T} t/m3")
