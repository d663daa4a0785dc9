"""Vehicles counted by distance: km ÷ km/L = L, then as fuel."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import EnergySupply
from sllassist.case.problems import Problem
from sllassist.emissions import Ledger, build_ledger, explain
from sllassist.knowledge import load_knowledge
from sllassist.messages import field_table

K = load_knowledge()


def car(energy: str = "gasoline", economy: str | None = "12.5", name: str = "s") -> EnergySupply:
    return EnergySupply(id=name, site_id="a", energy=energy, unit="km", km_per_litre=None if economy is None else Decimal(economy))


def economies(economy: str) -> list[Problem]:
    return [problem for problem in driven(car(economy=economy)).problems if problem.code == "plausibility.economy"]


def driven(*cars: EnergySupply, km: str = "12500") -> Ledger:
    return build_ledger(case(list(cars), [bill(km, "km", None, name=one.id) for one in cars]), K)


@pytest.mark.parametrize(
    ("energy", "economy", "km", "heat"),
    [
        ("gasoline", "12.5", "12500", "33.4"), ("diesel", "4", "4000", "38"), ("gasoline", "0.5", "500", "33.4"),
        ("gasoline", "1000", "1000000", "33.4"),
    ],
)  # fmt: skip
def test_a_thousand_litres_by_distance(energy: str, economy: str, km: str, heat: str) -> None:
    """12,500 km ÷ 12.5 km/L = 1,000 L = 1 kL of gasoline: 33.4 GJ."""
    assert driven(car(energy, economy), km=km).total(2025).heat_gj == Decimal(heat)


def test_it_is_the_same_as_the_litres() -> None:
    litres = build_ledger(case([supply("gasoline", "L")], [bill("1000", "L", None)]), K).total(2025)
    found = driven(car()).total(2025)
    assert (found.heat_gj, found.co2_basic_t, found.oil_kl) == (litres.heat_gj, litres.co2_basic_t, litres.oil_kl)


def test_an_economy_without_an_end_is_exact_all_the_same() -> None:
    """7 km at 7 km/L three times: 3 L, though 1/7 has no end."""
    ledger = build_ledger(case([car(economy="7")], [bill("7", "km", month) for month in (4, 5, 6)]), K)
    assert ledger.total(2025).heat_gj == Decimal("0.1002")


@pytest.mark.parametrize("economy", [None, "0", "-1"])
def test_without_an_economy_nothing_is_counted_and_it_is_said_once(economy: str | None) -> None:
    cars = [car(economy=economy)]
    ledger = build_ledger(case(cars, [*full_year("100", "km"), *full_year("100", "km", 2024)]), K)
    assert [(p.level, p.path, p.message) for p in ledger.problems] == [
        ("error", "supplies.s.km_per_litre",
         "本社工場の揮発油（ガソリン）は走行距離（km）で入力されています。燃費（1Lで何km走るか）を0より大きい数字で入力してください。"),
    ]  # fmt: skip
    assert (ledger.total(2025).lines, ledger.total(2025).left_out) == (0, 12)


def test_litres_need_no_economy() -> None:
    assert build_ledger(case([supply("gasoline", "L")], full_year("100", "L")), K).problems == ()


def test_the_way_from_km_to_litres_is_shown_and_marked() -> None:
    (line,) = driven(car()).lines(2025)
    said = explain(line)
    assert said.steps[0].formula == "12,500 km ÷ 12.5 km/L ÷ 1,000 × 33.4 GJ/kL"
    assert said.steps[1].formula == "12,500 km ÷ 12.5 km/L ÷ 1,000 × 33.4 GJ/kL × 0.0187 tC/GJ × 44 ÷ 12"
    (economy,) = [o for o in said.operands if o.label == "燃費"]
    assert (economy.value, economy.unit, economy.source, economy.status) == (Decimal("12.5"), "km/L", "入力された燃費", "未確認")
    assert any("給油量が分かるときは" in remark for remark in said.remarks)
    assert line.unverified


def test_two_cars_of_one_fuel_share_a_row_with_both_economies() -> None:
    (row,) = driven(car(name="s", economy="12.5"), car(name="t", economy="10")).groups(2025)
    assert (row.activity, row.heat_gj) == (Decimal("2.25"), Decimal("75.15"))
    assert explain(row).steps[0].formula == "（12,500 km ÷ 12.5 km/L ÷ 1,000 ＋ 12,500 km ÷ 10 km/L ÷ 1,000） × 33.4 GJ/kL"


def test_an_absurd_distance_is_a_warning() -> None:
    found = build_ledger(case([car()], [bill("100000001", "km", 4)]), K)
    assert [p.code for p in found.problems if p.level == "warning"] == ["records.slip", "records.gap"]


@pytest.mark.parametrize(("figure", "asks"), [("0.99", 1), ("1", 0), ("8.25", 0), ("40", 0), ("40.1", 1)])
def test_a_fuel_economy_no_vehicle_has_is_asked_about(figure: str, asks: int) -> None:
    found = economies(figure)
    assert [(one.level, one.code, one.path) for one in found] == [
        ("warning", "plausibility.economy", "supplies.s.km_per_litre")
    ] * asks


def test_a_slipped_point_of_a_fuel_economy_is_said_with_both_figures_and_that_it_serves_all_years() -> None:
    """0.0825 may be 8.25 only; 200 may be 20 or 2, so nothing is proposed."""
    (found,) = economies("0.0825")
    assert "燃費は 0.0825 km/L で、ふつうの範囲（1〜40 km/L）から外れています。8.25 km/L の間違いではありませんか。" in found.message
    assert "すべての年度の走行距離" in found.message
    (other,) = economies("200")
    assert "間違いではありませんか" not in other.message
    assert "すべての年度" in field_table()["supplies.*.km_per_litre"]["hint"]
