"""A year against the base year: both views by hand, and what joined or left."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case, EnergyRecord, EnergySupply, OwnFactor
from sllassist.emissions import build_ledger
from sllassist.emissions.exact import handed_out
from sllassist.emissions.split import Comparison, Effects, Measure, compare_years
from sllassist.knowledge import load_knowledge
from sllassist.messages import text
from sllassist.paths import resource

K = load_knowledge()


def compared(
    supplies: list[EnergySupply], records: list[EnergyRecord], base: int = 2024, year: int = 2025, measure: Measure = "co2_basic_t"
) -> Comparison:
    return compare_years(build_ledger(case(supplies, records), K), base, year, measure)


def by_hand(effects: Effects) -> tuple[str, ...]:
    figures = (effects.base, effects.now, effects.fixed, effects.change, effects.quantity, effects.factor)
    return tuple(str(handed_out(figure)) for figure in figures)


def own(basic: str, name: str = "s", **more: str) -> EnergySupply:
    factor = OwnFactor(basic_t=Decimal(basic), adjusted_t=Decimal(basic), unit="kWh", source="契約書")
    return supply("electricity", "kWh", name, **more).model_copy(update={"own_factor": factor})


def test_less_power_with_a_cleaner_mix_is_split_by_hand() -> None:
    """中部電力ミライズ 残差: 2024 0.000421, 2025 0.000411 t/kWh. 100,000 → 90,000 kWh:
    42.1 t → 36.99 t; at 2024's factor 37.89 t: quantity −4.21 t, factor −0.9 t, together −5.11 t."""
    power = supply("electricity", "kWh", supplier="A0270", menu="メニューB(残差)")
    found = compared([power], [bill("100000", "kWh", None, 2024), bill("90000", "kWh", None, 2025)])
    assert by_hand(found.total) == ("42.1", "36.99", "37.89", "-5.11", "-4.21", "-0.9")
    (row,) = found.supplies
    assert (row.basis, row.unit, row.base_activity, row.now_activity) == ("own", "千kWh", 100, 90)
    assert (row.base_factor, row.now_factor, row.fixed_factor) == (Fraction("0.421"), Fraction("0.411"), Fraction("0.421"))
    assert (row.effects.change_percent, row.effects.fixed_percent) == (
        Decimal("-12.13776722090261282660332542"), Decimal(-10),
    )  # fmt: skip


@pytest.mark.parametrize(("measure", "expected"), [
    ("heat_gj", ("976", "777.6", "878.4", "-198.4", "-97.6", "-100.8")),
    ("oil_kl", ("25.1808", "20.06208", "22.66272", "-5.11872", "-2.51808", "-2.60064")),
])  # fmt: skip
def test_heat_and_oil_change_with_the_law_of_2023(measure: Measure, expected: tuple[str, ...]) -> None:
    """9.76 GJ/千kWh to FY2022, 8.64 from FY2023: 100 → 90 千kWh; × 0.0258 kL/GJ."""
    power = supply("electricity", "kWh", supplier="A0270")
    records = [bill("100000", "kWh", None, 2022), bill("90000", "kWh", None, 2025)]
    assert by_hand(compared([power], records, 2022, 2025, measure).total) == expected


def test_a_change_of_retailer_is_factor_and_not_quantity() -> None:
    """The same 100,000 kWh, 0.0005 then 0.0003 t/kWh: nothing for quantity, −20 t for the factor."""
    supplies = [own("0.0005", "old"), own("0.0003", "new")]
    found = compared(supplies, [bill("100000", "kWh", None, 2024, "old"), bill("100000", "kWh", None, 2025, "new")])
    assert by_hand(found.total) == ("50", "30", "50", "-20", "0", "-20")
    assert [(row.supply.id, row.basis) for row in found.supplies] == [("old", "left"), ("new", "replaced")]
    assert [by_hand(row.effects)[3:] for row in found.supplies] == [("-50", "-50", "0"), ("30", "50", "-20")]
    (energy,) = found.energies()
    assert by_hand(energy.effects)[3:] == ("-20", "0", "-20")


def test_the_supply_that_was_given_up_lends_its_factor_before_those_that_stayed() -> None:
    supplies = [own("0.0009", "stays"), own("0.0005", "old"), own("0.0003", "new")]
    records = [bill("1000", "kWh", None, year, "stays") for year in (2024, 2025)]
    found = compared(supplies, [*records, bill("2000", "kWh", None, 2024, "old"), bill("2000", "kWh", None, 2025, "new")])
    assert by_hand(found.total)[4:] == ("0", "-0.4")
    joined = compared(supplies, [*records, bill("2000", "kWh", None, 2025, "new")])
    assert [(row.basis, row.fixed_factor) for row in joined.supplies] == [("own", Fraction("0.9")), ("site", Fraction("0.9"))]
    assert by_hand(joined.total)[4:] == ("1.8", "-1.2")


def test_a_new_site_takes_the_base_years_factor_of_its_own_retailer() -> None:
    supplies = [own("0.0009", "a"), supply("electricity", "kWh", "b", site_id="b", supplier="A0270", menu="メニューB(残差)")]
    records = [bill("1000", "kWh", None, year, "a") for year in (2024, 2025)]
    found = compared(supplies, [*records, bill("100000", "kWh", None, 2025, "b")])
    row = found.supplies[1]
    assert (row.basis, row.fixed_factor) == ("table", Fraction("0.421"))
    assert by_hand(row.effects) == ("0", "41.1", "42.1", "41.1", "42.1", "-1")


def test_an_energy_the_base_year_has_no_factor_for_is_all_quantity() -> None:
    """水素 has no row before FY2023: 142 GJ/t all count as quantity."""
    found = compared([supply("hydrogen", "t", "s")], [bill("1", "t", None, 2025)], 2022, 2025, "heat_gj")
    assert (found.supplies[0].basis, by_hand(found.total)) == ("year", ("0", "142", "142", "142", "142", "0"))


def test_power_by_day_and_night_gives_way_to_power_altogether() -> None:
    """600 千kWh at 9.97 and 400 at 9.28 GJ, mean 9.694; then 1,000 at 8.64: no quantity effect."""
    supplies = [supply("electricity_day", "kWh", "d"), supply("electricity_night", "kWh", "n"), supply("electricity", "kWh", "e")]
    records = [bill("600", "千kWh", None, 2022, "d"), bill("400", "千kWh", None, 2022, "n"), bill("1000", "千kWh", None, 2025, "e")]
    found = compared(supplies, records, 2022, 2025, "heat_gj")
    assert by_hand(found.total) == ("9694", "8640", "9694", "-1054", "0", "-1054")


def test_an_energy_given_up_is_quantity() -> None:
    found = compared([supply("kerosene", "L", "k")], [bill("1000", "L", None, 2024, "k")], measure="heat_gj")
    assert by_hand(found.total) == ("36.5", "0", "0", "-36.5", "-36.5", "0")
    assert found.supplies[0].basis == "left"


def test_a_year_of_zeros_still_has_a_factor_to_hold_fixed() -> None:
    power = supply("electricity", "kWh", supplier="A0270", menu="メニューB(残差)")
    found = compared([power], [*full_year("0", "kWh", 2024), bill("1000", "kWh", None, 2025)])
    assert by_hand(found.total) == ("0", "0.411", "0.421", "0.411", "0.421", "-0.01")
    assert found.total.change_percent is None
    assert found.total.fixed_percent is None


def test_figures_without_a_factor_are_counted_as_left_out() -> None:
    found = compared([supply("kerosene", "kg"), supply("waste_oil", "L", "w")], [bill("1", "kg", 4), bill("1", "L", 4, 2024, "w")])
    assert (found.supplies, found.left_out) == ((), 2)


def test_bills_in_several_units_are_one_supply() -> None:
    supplies = [supply("lpg", "m3", "p", gas_mix="propane")]
    records = [bill("502", "m3", 4, 2024, "p"), bill("1000", "kg", 5, 2024, "p"), bill("1", "t", 4, 2025, "p")]
    (row,) = compared(supplies, records, measure="heat_gj").supplies
    assert (row.base_activity, row.now_activity, row.unit) == (2, 1, "t")
    assert by_hand(row.effects) == ("100.2", "50.1", "50.1", "-50.1", "-50.1", "0")


def test_groups_are_named_by_supplier_and_menu_and_limited_to_sites() -> None:
    supplies = [
        supply("electricity", "kWh", "e", supplier="A0270", menu="メニューB(残差)"),
        supply("electricity", "kWh", "f", site_id="b", supplier="A0270", menu="メニューB(残差)"), supply("kerosene", "L", "k"),
    ]  # fmt: skip
    records = [bill("1000", unit, None, year, name) for year in (2024, 2025) for name, unit in (("e", "kWh"), ("f", "kWh"), ("k", "L"))]
    ledger = build_ledger(case(supplies, records), K)
    groups = compare_years(ledger, 2024, 2025).groups()
    assert [(g.energy_name, g.supplier, g.menu, len(g.supplies)) for g in groups] == [
        ("電気", "中部電力ミライズ(株)", "メニューB(残差)", 2), ("灯油", "", "", 1),
    ]  # fmt: skip
    assert [one.supply.id for one in compare_years(ledger, 2024, 2025, site_ids={"b"}).supplies] == ["f"]


def test_the_sample_firm_by_hand() -> None:
    """Only power has other factors in 2025: 岡谷 and 長野 −0.00001 t/kWh on the kWh of 2025; 松本 has one list for both years."""
    raw = json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8"))
    kwh = sum(
        Fraction(r["quantity"]) for r in raw["records"]
        if r["fiscal_year"] == 2025 and r["supply_id"] in ("okaya-electricity", "nagano-electricity")
    )  # fmt: skip
    ledger = build_ledger(Case.model_validate(raw), K)
    found = compare_years(ledger, 2024, 2025)
    assert found.total.factor == -kwh * Fraction("0.00001")
    assert handed_out(found.total.base) == ledger.total(2024).co2_basic_t
    assert handed_out(found.total.now) == ledger.total(2025).co2_basic_t


def test_every_basis_is_explained() -> None:
    for basis in ("own", "replaced", "site", "table", "year", "left", "method"):
        assert text(f"split.{basis}")


@pytest.mark.parametrize(
    ("base", "year", "measure", "marked"),
    [
        (2024, 2025, "co2_basic_t", (2024,)), (2025, 2026, "co2_adjusted_t", (2026,)), (2024, 2026, "co2_basic_t", (2024, 2026)),
        (2024, 2026, "oil_kl", ()),
    ],
)  # fmt: skip
def test_a_year_on_a_factor_that_stands_in_is_marked(base: int, year: int, measure: Measure, marked: tuple[int, ...]) -> None:
    """松本ガス is in the list for FY2025 only; crude oil rests on no list of retailers."""
    power = supply("electricity", "kWh", supplier="A0345")
    found = compared([power], [bill("1000", "kWh", None, base), bill("1000", "kWh", None, year)], base, year, measure)
    assert found.provisional_years == marked
    (row,) = found.supplies
    assert (row.base_provisional, row.now_provisional) == (base in marked, year in marked)


def test_a_base_year_factor_taken_from_the_tables_is_marked_too() -> None:
    """A supply that is new: the base year's factor it is held at stands in for one not known."""
    supplies = [supply("electricity", "kWh", "new", supplier="A0345"), supply("kerosene", "L", "old")]
    found = compared(supplies, [bill("10", "L", None, 2024, "old"), bill("1000", "kWh", None, 2025, "new")])
    (power,) = [row for row in found.supplies if row.energy == "electricity"]
    assert (power.basis, power.base_provisional, power.now_provisional, found.provisional_years) == ("table", True, False, (2024,))
