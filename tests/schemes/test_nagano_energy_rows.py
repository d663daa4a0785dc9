"""Rows of the 算定総括表: what the sheet's own formulas give from the cells of a row is what the ledger computed.

The formulas are those of `forms/nagano_sll/energy_summary.toml`: quantity = bill × conversion, GJ = quantity × heat value,
CO2 = GJ × carbon × 44/12 where a carbon factor is given, else quantity × factor.
"""

from decimal import Decimal

import pytest
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, EnergyRecord, EnergySupply, OwnFactor, Site
from sllassist.schemes.base import CellValue, FormContent

OWN = OwnFactor(basic_t=Decimal("0.0005"), adjusted_t=Decimal("0.0003"), unit="kWh", source="みほん電力のお知らせ")
ENTRIES = {
    "gas_low": EnergySupply(site_id="a", energy="city_gas", supplier="D0060", unit="m3", gas_state="low_pressure"),
    "gas_unknown": EnergySupply(site_id="a", energy="city_gas", supplier="D0060", unit="m3"),
    "gas_normal": EnergySupply(site_id="a", energy="city_gas", supplier="D0060", unit="千Nm3"),
    "gas_heat": EnergySupply(site_id="a", energy="city_gas", supplier="K0010", menu="残差", unit="MJ"),
    "natural_low": EnergySupply(site_id="a", energy="natural_gas", unit="m3", gas_state="low_pressure"),
    "lpg": EnergySupply(site_id="a", energy="lpg", unit="m3", gas_mix="propane"),
    "car": EnergySupply(site_id="a", energy="gasoline", unit="km", km_per_litre=Decimal("12.5")),
    "own": EnergySupply(site_id="a", energy="electricity", supplier="A0270", unit="千kWh", own_factor=OWN),
    "own_gj": EnergySupply(site_id="a", energy="kerosene", unit="L", own_factor=OWN.model_copy(update={"unit": "GJ"})),
    "sold": EnergySupply(site_id="a", energy="electricity_sold", unit="kWh"),
}


def sheet(year: int, *names: str) -> FormContent:
    supplies = tuple(ENTRIES[name].model_copy(update={"id": name}) for name in names)
    records = tuple(EnergyRecord(supply_id=s.id, fiscal_year=year, quantity=Decimal("123.45"), unit=s.unit) for s in supplies)
    plan = fitting_case().plan.model_copy(update={"base_year": year, "first_year": year + 1})
    case: Case = fitting_case(supplies=supplies, records=records, plan=plan, measures=())
    (papers,) = [p for p in judged(case).scheme("nagano_sll").paper_sets if p.set_id == "plan"]
    assert papers.blocking == ()
    return next(form for form in papers.forms if form.form_id == "nagano_sll/energy_summary")


def figure(value: CellValue) -> Decimal:
    assert isinstance(value, Decimal)
    return value


@pytest.mark.parametrize("year", [2022, 2025])
@pytest.mark.parametrize("name", [name for name in ENTRIES if name != "sold"])
def test_a_row_gives_its_own_figures(name: str, year: int) -> None:
    (row,) = sheet(year, name).tables["lines"]
    quantity = figure(row["bill_quantity"]) * figure(row["conversion"])
    gj = quantity * figure(row["heat_value"])
    assert abs(quantity - figure(row["quantity"])) < Decimal("1e-20")
    assert abs(gj - figure(row["gj"])) < Decimal("1e-20")
    for kind in ("basic", "adjusted"):
        carbon, factor = row["carbon_factor"], row[f"co2_factor_{kind}"]
        assert (carbon is None) != (factor is None)
        tonnes = gj * carbon * 44 / 12 if isinstance(carbon, Decimal) else quantity * figure(factor)
        assert abs(tonnes - figure(row[f"co2_{kind}"])) < Decimal("1e-20")


def test_the_totals_are_the_sums_of_the_rows_and_sold_power_has_none() -> None:
    form = sheet(2025, *ENTRIES)
    rows = form.tables["lines"]
    assert len(rows) == len(ENTRIES) - 1
    for column, total in (("gj", "total_gj"), ("co2_basic", "total_co2_basic_t"), ("co2_adjusted", "total_co2_adjusted_t")):
        assert abs(sum(figure(row[column]) for row in rows) - figure(form.values[total])) < Decimal("1e-18")


def test_conversions_and_own_factors_stand_among_the_sources_with_their_marks() -> None:
    sources = {row["subject"]: (row["value"], row["source"], row["status"]) for row in sheet(2025, *ENTRIES).tables["sources"]}
    low = sources["都市ガス 低圧（15℃、2kPaで計量）からSATPへの換算"]
    assert (low[0], low[2]) == (Decimal("1.06911"), "確認済")
    assert sources["揮発油（ガソリン） 燃費"] == (Decimal("12.5"), "入力された燃費", "未確認")
    assert sources["自分で入力した係数（基礎）"][1:] == ("みほん電力のお知らせ", "未確認")
    assert sources["液化石油ガス（LPG） LPガスの換算（プロパン）"][0] == 502


@pytest.mark.parametrize(("sites", "rows"), [(60, 120), (61, 2)])
def test_more_supplies_than_the_sheet_has_rows_become_one_row_per_factor(sites: int, rows: int) -> None:
    """120 rows: 60 sites with two energies each still have rows of their own, 61 sites do not; the totals stay."""
    names = [f"s{number}" for number in range(sites)]
    supplies = tuple(
        EnergySupply(id=f"{name}-{energy}", site_id=name, energy=energy, unit=unit)
        for name in names for energy, unit in (("kerosene", "L"), ("gasoline", "L"))
    )
    records = tuple(EnergyRecord(supply_id=s.id, fiscal_year=2025, quantity=Decimal(1000), unit="L") for s in supplies)
    plan = fitting_case().plan.model_copy(update={"base_year": 2025, "first_year": 2026})
    places = tuple(Site(id=name, name=name, kind="store", prefecture="長野県") for name in names)
    case: Case = fitting_case(sites=places, supplies=supplies, records=records, plan=plan, measures=())
    (papers,) = [p for p in judged(case).scheme("nagano_sll").paper_sets if p.set_id == "plan"]
    assert papers.blocking == ()
    (form,) = [form for form in papers.forms if form.form_id == "nagano_sll/energy_summary"]
    assert len(form.tables["lines"]) == rows
    # 灯油 36.5 GJ/kL, 揮発油 33.4 GJ/kL (算定省令 別表第1): 1 kL of each per site
    assert figure(form.values["total_gj"]) == sites * (Decimal("36.5") + Decimal("33.4"))
    assert sum(figure(row["gj"]) for row in form.tables["lines"]) == sites * (Decimal("36.5") + Decimal("33.4"))
