"""Energies of a site in words, and the edits of an entry."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.flow import supplies
from sllassist.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()


def case_of(supply: EnergySupply, *, unknown: bool = False) -> Case:
    marks = (f"supplies.{supply.id}.supplier",) if unknown else ()
    return Case(sites=(Site(id="a"),), supplies=(supply,), dont_know=marks)


def test_common_energies_are_what_small_firms_have_bills_for() -> None:
    names = [supplies.short_name(energy) for energy in supplies.common(KNOWLEDGE)]
    assert names == ["電気", "都市ガス", "LPガス", "ガソリン", "軽油", "灯油", "A重油", "太陽光などの自家発電", "売った電気"]


@pytest.mark.parametrize(("text", "energy"), [("木材", "wood"), ("ｌｎｇ", ""), ("コークス炉", "cog"), ("石炭", "steam_coal_imported")])
def test_energies_are_found_by_name_or_group(text: str, energy: str) -> None:
    found = [one.id for one in supplies.search_energies(KNOWLEDGE, text)]
    assert (energy in found) if energy else ("lng" in found)


def test_an_unanswered_supplier_is_not_the_same_as_an_unknown_one() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="electricity", unit="kWh")
    open_question = supplies.words(case_of(supply), KNOWLEDGE, supply, 2025)
    answered = supplies.words(case_of(supply, unknown=True), KNOWLEDGE, supply, 2025)
    assert open_question.marks[:2] == ("未選択", "代替値")
    assert answered.marks[:1] == ("代替値",)
    assert answered.supplier == "事業者は分からない"
    assert "代替値" in answered.reason


def test_a_fuel_needs_no_words_about_factors() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="diesel", unit="L")
    assert supplies.words(case_of(supply), KNOWLEDGE, supply, 2025) == supplies.SupplyWords("軽油", "", "L", "", ())


def test_an_energy_nobody_knows_is_shown_by_its_id() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="unobtainium", unit="kg")
    assert supplies.words(case_of(supply), KNOWLEDGE, supply, 2025).energy == "unobtainium"
    assert supplies.factor_of(KNOWLEDGE, supply, 2025) is None


def test_a_year_without_factors_has_no_words_about_them() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="diesel", unit="L")
    assert supplies.factor_of(KNOWLEDGE, supply, 1995) is None


def test_choosing_a_supplier_keeps_a_menu_only_where_it_exists() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="electricity", unit="kWh", supplier="A0270", menu="メニューB(残差)")
    case = case_of(supply)
    same = KNOWLEDGE.supplier("electricity", "A0270", 2025)
    assert same is not None
    kept = supplies.choose_supplier(case, supply, same).supplies[0]
    assert kept.menu in (*same.menus, None)
    none = supplies.choose_supplier(case, supply, None)
    assert (none.supplies[0].supplier, none.supplies[0].menu) == (None, None)
    assert "supplies.s.supplier" in none.dont_know


def test_restating_a_unit_touches_only_figures_of_the_old_unit() -> None:
    supply = EnergySupply(id="s", site_id="a", energy="kerosene", unit="L")
    records = tuple(
        EnergyRecord(supply_id="s", fiscal_year=2025, month=month, quantity=Decimal(5), unit=unit) for month, unit in ((4, "L"), (5, "kL"))
    )
    case = case_of(supply).model_copy(update={"records": records})
    meant = supplies.change_unit(case, supply, "kL", restate=True)
    assert [r.unit for r in meant.records] == ["kL", "kL"]
    kept = supplies.change_unit(case, supply, "kL", restate=False)
    assert [r.unit for r in kept.records] == ["L", "kL"]
    assert kept.supplies[0].unit == meant.supplies[0].unit == "kL"


def test_retailers_come_before_transmission_companies() -> None:
    found = supplies.search_suppliers(KNOWLEDGE, "electricity", "東京電力", 2025)
    ids = [one.id for one in found]
    assert "A0269" in ids
    assert any(one.startswith("TSO") for one in ids)
    assert ids == sorted(ids, key=lambda one: one.startswith("TSO"))
    assert len(found) == len(KNOWLEDGE.search_suppliers("electricity", "東京電力", 2025))


def test_published_factors_are_told_in_kilograms() -> None:
    chubu = KNOWLEDGE.supplier("electricity", "A0270", 2025)
    assert chubu is not None
    # electricity.csv, 2025: メニューA 0.000000, メニューB(残差) 0.000411 t-CO2/kWh
    told = supplies.menu_factors(KNOWLEDGE, chubu)
    assert (told["メニューA"], told["メニューB(残差)"]) == ("0 kg-CO2/kWh", "0.411 kg-CO2/kWh")


@pytest.mark.parametrize(("menu", "zero"), [("メニューA", True), ("メニューB(残差)", False), (None, False)])
def test_a_factor_of_zero_is_noticed(menu: str | None, zero: bool) -> None:
    supply = EnergySupply(id="e", site_id="a", energy="electricity", unit="kWh", supplier="A0270", menu=menu)
    assert supplies.is_zero(KNOWLEDGE, supply, 2025) is zero


def test_entries_of_one_energy_are_told_apart_by_their_names() -> None:
    names = ("1号車", "髙﨑の車", None)
    trucks = [EnergySupply(id=f"t{n}", site_id="a", energy="diesel", unit="L", name=name) for n, name in enumerate(names)]
    case = Case(sites=(Site(id="a", name="本社"),), supplies=tuple(trucks))
    assert [supplies.words(case, KNOWLEDGE, truck, 2025).title for truck in trucks] == ["軽油「1号車」", "軽油「髙﨑の車」", "軽油"]
    unknown = EnergySupply(id="u", site_id="a", energy="unobtainium", unit="kg", name="炉")
    sold = EnergySupply(id="v", site_id="a", energy="solar_sold", unit="kWh", name="屋根")
    assert supplies.words(case, KNOWLEDGE, unknown, 2025).name == "炉"
    assert supplies.words(case, KNOWLEDGE, sold, 2025).name == "屋根"
