"""The ledger's sums: published figures, limits by site, energy and supply, months, rows, and what could not be counted."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case, EnergyRecord
from sllassist.emissions import Totals, build_ledger
from sllassist.knowledge import load_knowledge

K = load_knowledge()


def total(energy: str, quantity: str, unit: str, year: int = 2025, **more: str) -> Totals:
    record = bill(quantity, unit, None, year)
    return build_ledger(case([supply(energy, unit, **more)], [record]), K).total(year)


@pytest.mark.parametrize(("m3", "printed"), [("1300000", 1509), ("2600000", 3019)])
def test_published_toho_gas_faq_oil_equivalent_of_city_gas(m3: str, printed: int) -> None:
    """東邦ガスFAQ: 1,300千m3 → 1,509 kL, 2,600千m3 → 3,018.6 → 3,019 kL (四捨五入)."""
    assert round(total("city_gas", m3, "m3", 2022, supplier="A0025").oil_kl) == printed


def test_published_old_city_gas_product() -> None:
    """45.0 GJ × 0.0136 tC × 44/12 = 2.244 t per 千m3 (to FY2022)."""
    assert total("city_gas", "1", "千m3", 2022, supplier="A0020").co2_basic_t == Decimal("2.244")


@pytest.mark.parametrize(
    ("mwh", "side"), [("6729.112", "below"), ("6729.113", "above")], ids=["below 1,500 kL", "above 1,500 kL"]
)
def test_power_alone_reaches_1500_kl_at_6729_1_thousand_kwh(mwh: str, side: str) -> None:
    """1,500 ÷ (8.64 × 0.0258) = 6,729.1128… 千kWh."""
    oil = total("electricity", mwh, "千kWh").oil_kl
    assert (oil < 1500) == (side == "below")


@pytest.mark.parametrize(
    ("energy", "quantity", "unit", "gj"),
    [
        ("heavy_oil_a", "12000", "L", "466.8"), ("heavy_oil_a", "12", "kL", "466.8"),
        ("electricity", "1000", "kWh", "8.64"), ("electricity", "1", "千kWh", "8.64"),
        ("lpg", "1000", "kg", "50.1"), ("lpg", "1", "t", "50.1"), ("lpg", "458", "m3", "50.1"), ("lpg", "1", "kL", "28.056"),
        ("steam_industrial", "1000", "MJ", "1.17"), ("steam_industrial", "1", "GJ", "1.17"),
    ],
)  # fmt: skip
def test_units_as_on_the_bill(energy: str, quantity: str, unit: str, gj: str) -> None:
    assert total(energy, quantity, unit).heat_gj == Decimal(gj)


def test_oil_equivalent_is_the_exact_heat_times_0_0258_rounded_once() -> None:
    """50.1 ÷ 458 × 0.0258 = 0.002822227074235807860262008733624…; from the rounded heat the last digit would be 3."""
    assert str(total("lpg", "1", "m3").oil_kl) == "0.002822227074235807860262008734"


@pytest.mark.parametrize(("mix", "m3"), [("propane", "502"), ("butane", "355"), ("mix", "458")])
def test_lp_gas_by_composition(mix: str, m3: str) -> None:
    assert total("lpg", m3, "m3", gas_mix=mix).heat_gj == Decimal("50.1")


def test_basic_and_adjusted_are_told_apart() -> None:
    found = total("electricity", "100000", "kWh", supplier="A0480")
    assert (found.co2_basic_t, found.co2_adjusted_t) == (Decimal("41.1"), Decimal("29.3"))


@pytest.mark.parametrize(
    ("energy", "quantity", "unit", "year", "gj", "tonnes"),
    [
        ("kerosene", "1000", "L", 2022, "36.7", "2.489483333333333333333333333"),
        ("kerosene", "1000", "L", 2023, "36.5", "2.502683333333333333333333333"),
        ("lpg", "1", "t", 2022, "50.8", "2.998893333333333333333333333"),
        ("lpg", "1", "t", 2023, "50.1", "2.99431"),
        ("city_gas", "1000", "m3", 2022, "45", "2.244"),
        ("city_gas", "1000", "m3", 2023, "45", "2.05"),
    ],
)
def test_the_year_of_the_bill_decides_the_factor(
    energy: str, quantity: str, unit: str, year: int, gj: str, tonnes: str
) -> None:
    found = total(energy, quantity, unit, year)
    assert (found.heat_gj, found.co2_basic_t) == (Decimal(gj), Decimal(tonnes))


def two_sites() -> Case:
    supplies = [
        supply("electricity", "kWh", "e", supplier="A0270"), supply("kerosene", "L", "k"),
        supply("electricity", "kWh", "f", site_id="b", supplier="A0270"),
    ]  # fmt: skip
    records = [*full_year("1000", "kWh", name="e"), *full_year("50", "L", name="k"), *full_year("400", "kWh", name="f")]
    return case(supplies, [*records, *full_year("1100", "kWh", 2024, "e")])


def test_sums_can_be_limited_to_sites_energies_and_supplies() -> None:
    ledger = build_ledger(two_sites(), K)
    assert ledger.fiscal_years == (2024, 2025)
    assert ledger.total(2025).heat_gj == Decimal("16.8") * Decimal("8.64") + Decimal("0.6") * Decimal("36.5")
    assert ledger.total(2025, energy="electricity").heat_gj == Decimal("16.8") * Decimal("8.64")
    assert ledger.total(2025, site_ids={"b"}).heat_gj == Decimal("4.8") * Decimal("8.64")
    assert ledger.total(2025, site_ids={"a"}, energy="kerosene").heat_gj == Decimal("21.9")
    assert ledger.total(2025, supply_ids={"e"}).lines == 12
    assert ledger.total(2024).heat_gj == Decimal("13.2") * Decimal("8.64")
    assert ledger.total(2025, site_ids=set()) == Totals(Decimal(0), Decimal(0), Decimal(0), Decimal(0), False, False, 0, 0)
    assert ledger.total(2030).lines == 0


def test_parts_by_energy_site_supply_and_month_cover_the_whole() -> None:
    ledger = build_ledger(two_sites(), K)
    whole = ledger.total(2025)
    for parts in (ledger.by_energy(2025), ledger.by_site(2025), ledger.by_supply(2025), ledger.by_month(2025)):
        assert sum(part.lines for part in parts.values()) == whole.lines == 36
        assert sum(part.heat_gj for part in parts.values()) == whole.heat_gj
    assert list(ledger.by_energy(2025)) == ["electricity", "kerosene"]
    assert list(ledger.by_month(2025)) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert ledger.by_month(2025, site_ids={"b"})[4].heat_gj == Decimal("0.4") * Decimal("8.64")


def test_rows_gather_one_factor_over_sites() -> None:
    rows = build_ledger(two_sites(), K).groups(2025)
    assert [(row.energy_name, row.supplier, row.menu, row.site_ids) for row in rows] == [
        ("電気", "中部電力ミライズ(株)", "メニューB(残差)", ("a", "b")),
        ("灯油", "", "", ("a",)),
    ]
    power, oil = rows
    assert (power.activity, power.unit, power.heat_value) == (Decimal("16.8"), "千kWh", Decimal("8.64"))
    assert (power.co2_factor_basic, power.co2_per, power.carbon_factor) == (Decimal("0.000411"), "kWh", None)
    assert (oil.activity, oil.unit, oil.carbon_factor, oil.co2_factor_basic) == (
        Decimal("0.6"), "kL", Decimal("0.0187"), None,
    )  # fmt: skip


def test_one_line_per_bill_figure() -> None:
    ledger = build_ledger(two_sites(), K)
    line = ledger.line("k", 2025, 1)
    assert line is not None
    assert (line.quantity, line.unit, line.activity, line.heat_gj) == (Decimal(50), "L", Decimal("0.05"), Decimal("1.825"))
    assert line.co2_basic_t == Decimal("0.1251341666666666666666666667")
    assert ledger.line("k", 2024, 1) is None
    assert len(ledger.lines(2025, energy="electricity")) == 24


def test_provisional_and_unverified_figures_mark_their_totals() -> None:
    supplies = [supply("electricity", "kWh", "e", supplier="A0345"), supply("diesel", "L", "d"), supply("rpf", "t", "r")]
    records = [bill("100", "kWh", name="e"), bill("100", "L", name="d"), bill("1", "t", name="r")]
    now = build_ledger(case(supplies, records), K)
    assert [(t.provisional, t.unverified) for t in now.by_energy(2025).values()] == [(False, False), (False, False), (False, True)]
    earlier = [record.model_copy(update={"fiscal_year": 2024}) for record in records]
    before = build_ledger(case(supplies, earlier), K)
    assert [(t.provisional, t.unverified) for t in before.by_energy(2024).values()] == [(True, False), (False, False), (False, True)]
    assert before.total(2024).provisional


def test_an_unchecked_density_marks_the_total() -> None:
    assert [total("lpg", "1", unit).unverified for unit in ("m3", "kg", "L")] == [False, False, True]


def test_what_cannot_be_counted_is_counted_as_left_out() -> None:
    supplies = [supply("kerosene", "L", "k"), supply("waste_oil", "L", "w"), supply("coal of the moon", "t", "x")]
    records = [bill("100", "L", name="k"), bill("100", "L", name="w"), bill("1", "t", name="x"), bill("5", "kWh", 5, name="k")]
    found = build_ledger(case(supplies, records), K).total(2025)
    assert (found.lines, found.left_out) == (2, 3)
    assert found.heat_gj == Decimal("3.65") + Decimal("4.02")


def test_a_large_case_keeps_every_digit() -> None:
    record = EnergyRecord(supply_id="s", fiscal_year=2025, month=4, quantity=Decimal("9999999999999.999999"), unit="kWh")
    found = build_ledger(case([supply("electricity", "kWh", supplier="A0270")], [record]), K).total(2025)
    assert found.co2_basic_t == Decimal("4109999999.999999999589")
