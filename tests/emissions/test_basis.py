"""Every figure multiplied out along its chain of numbers is the ledger's, and every number names its source."""

import json
from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case, EnergySupply
from sllassist.emissions import build_ledger
from sllassist.emissions.basis import Basis, applied, basis_of, words
from sllassist.emissions.exact import handed_out
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

K = load_knowledge()


def basis(now: Case) -> Basis:
    return basis_of(now, build_ledger(now, K))


def proves_itself(found: Basis) -> None:
    facts = {fact.number: fact for fact in found.facts}
    for item in found.lines:
        line, way = item.line, item.way
        assert handed_out(applied(line.quantity, way.activity)) == line.activity
        assert handed_out(applied(line.quantity, way.heat)) == line.heat_gj
        for chain, value in ((way.co2_basic, line.co2_basic_t), (way.co2_adjusted, line.co2_adjusted_t)):
            assert (chain is None and value == 0) or (chain is not None and handed_out(applied(line.quantity, chain)) == value)
        for chain in (way.activity, way.heat, way.co2_basic or (), way.co2_adjusted or ()):
            for op in chain:
                assert op.fact is None or facts[op.fact].value == op.value
    assert all(fact.source and fact.status in ("確認済", "未確認", "暫定") for fact in found.facts)
    assert [fact.number for fact in found.facts] == list(range(1, len(found.facts) + 1))


def test_the_sample_proves_itself() -> None:
    sample = Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))
    found = basis(sample)
    assert (len(found.lines), len(found.uncounted)) == (216, 0)
    proves_itself(found)
    oil = [fact for fact in found.facts if fact.number in found.oil.values()]
    assert [(fact.value, fact.unit) for fact in oil] == [(Decimal("0.0258"), "kL/GJ")]


@pytest.mark.parametrize("energy", list(K.energies))
def test_every_energy_and_unit_proves_itself_in_both_periods(energy: str) -> None:
    units = K.energies[energy].units
    supplies = [supply(energy, unit, f"s{n}").model_copy(update={"km_per_litre": Decimal("12.5")}) for n, unit in enumerate(units)]
    records = [bill("1234.567", unit, None, year, f"s{n}") for n, unit in enumerate(units) for year in (2022, 2025)]
    found = basis(case(supplies, records))
    proves_itself(found)
    assert len(found.lines) + len(found.uncounted) == len(records)


def test_a_fuel_line_reads_as_on_paper() -> None:
    (item,) = basis(case([supply("heavy_oil_a", "L")], [bill("12000", "L", 1)])).lines
    assert words(item.way.heat) == "÷ 1,000 × 38.9"
    assert words(item.way.co2_basic or ()) == "÷ 1,000 × 38.9 × 0.0193 × 44 ÷ 12"
    assert item.way.plain


def test_a_bill_in_heat_needs_no_heat_value_for_its_heat() -> None:
    (item,) = basis(case([supply("city_gas", "MJ", supplier="K0010")], [bill("45000", "MJ", 1)])).lines
    assert words(item.way.heat) == "÷ 1,000"
    assert not item.way.plain


def test_facts_used_twice_stand_once_and_provisional_ones_apart() -> None:
    supplies = [supply("electricity", "kWh", "e", supplier="A0345"), supply("electricity", "kWh", "f", supplier="A0345", site_id="b")]
    records = [bill("10", "kWh", None, year, name) for year in (2024, 2025) for name in ("e", "f")]
    found = basis(case(supplies, records))
    assert [(fact.value, fact.status, fact.period) for fact in found.facts if "基礎" in fact.label] == [
        (Decimal("0.000434"), "暫定", "2025年度"), (Decimal("0.000434"), "確認済", "2025年度"),
    ]  # fmt: skip
    assert [item.way.number for item in found.lines] == [1, 1, 2, 2]


def test_what_is_in_no_total_is_kept_in_sight() -> None:
    supplies = [supply("kerosene", "kg", "k"), supply("electricity_sold", "kWh", "s"), supply("diesel", "L", "d")]
    records = [bill("1", "kg", 4, name="k"), bill("5", "kWh", 4, name="s"), bill("7", "L", 4, name="d"), bill("9", "L", 4, name="gone")]
    found = basis(case(supplies, records))
    assert [r.supply_id for r in found.uncounted] == ["k", "s", "gone"]
    assert [item.line.supply_id for item in found.lines] == ["d"]


def test_lines_stand_by_year_site_and_energy() -> None:
    supplies: list[EnergySupply] = [
        supply("kerosene", "L", "k"), supply("electricity", "kWh", "e", site_id="b"), supply("kerosene", "L", "l", site_id="b"),
        supply("electricity", "kWh", "f", site_id="b"),
    ]  # fmt: skip
    records = [r for name in "klef" for year in (2025, 2024) for r in full_year("1", "L" if name in "kl" else "kWh", year, name)]
    keys = [(i.line.fiscal_year, i.line.site_id, i.line.energy) for i in basis(case(supplies, records)).lines]
    assert list(dict.fromkeys(keys)) == [
        (2024, "a", "kerosene"), (2024, "b", "electricity"), (2024, "b", "kerosene"),
        (2025, "a", "kerosene"), (2025, "b", "electricity"), (2025, "b", "kerosene"),
    ]  # fmt: skip
    assert keys == sorted(keys, key=list(dict.fromkeys(keys)).index)
    assert len(keys) == 96


def test_a_ledger_carried_over_an_edit_has_the_same_basis() -> None:
    start = case([supply("kerosene", "L", "k"), supply("kerosene", "L", "l", site_id="b")], [
        *full_year("1", "L", 2025, "k"), *full_year("1", "L", 2025, "l"),
    ])  # fmt: skip
    edited = start.model_copy(update={"records": (start.records[0].model_copy(update={"quantity": Decimal(7)}), *start.records[1:])})
    carried = build_ledger(edited, K, build_ledger(start, K))
    fresh = Case.model_validate(edited.model_dump())
    assert basis_of(edited, carried) == basis_of(fresh, build_ledger(fresh, K))
