"""Units as on the bill: gas in its states, gas billed by heat, and what of it is said under the figure.

省エネ法 takes city gas as metered, SHK in 標準状態 (to FY2022) or SATP (from FY2023), as metered where the state is unknown
(rules: 資源エネルギー庁 and 東京ガス FAQ 8954).
"""

from decimal import Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import bill, case, supply
from support.formulas import calculated

from sllassist.case.model import EnergyRecord, EnergySupply, OwnFactor
from sllassist.emissions import Explanation, GroupRow, Ledger, Totals, build_ledger, explain
from sllassist.emissions.rates import Bill, rate
from sllassist.knowledge import load_knowledge

K = load_knowledge()
NAGANO_TOSHI, TOKYO = "D0060", "A0020"


def ledger(energy: str, quantity: str, unit: str, year: int = 2025, **more: str) -> Ledger:
    return build_ledger(case([supply(energy, unit, **more)], [bill(quantity, unit, None, year)]), K)


def total(energy: str, quantity: str, unit: str, year: int = 2025, **more: str) -> Totals:
    return ledger(energy, quantity, unit, year, **more).total(year)


def explained(energy: str, quantity: str, unit: str, year: int = 2025, **more: str) -> Explanation:
    (line,) = ledger(energy, quantity, unit, year, **more).lines(year)
    return explain(line)


@pytest.mark.parametrize(
    ("unit", "state", "tonnes"),
    [
        ("m3", None, "2.09"), ("m3", "satp", "2.09"), ("m3", "low_pressure", "2.2344399"), ("m3", "medium_pressure", "2.2123904"),
        ("m3", "normal", "2.3115191"), ("Nm3", None, "2.3115191"), ("Nm3", "low_pressure", "2.3115191"),
    ],
)  # fmt: skip
def test_city_gas_from_fy2023_heat_as_metered_co2_in_satp(unit: str, state: str | None, tonnes: str) -> None:
    """45 GJ/千m3 as metered; 2.09 t/千m3 SATP × 1.06911 (低圧), 1.05856 (中圧), 1.10599 (標準状態), 1 (unknown)."""
    found = total("city_gas", "1000", unit, supplier=NAGANO_TOSHI, **({"gas_state": state} if state else {}))
    assert (found.heat_gj, found.co2_basic_t, found.co2_adjusted_t) == (45, Decimal(tonnes), Decimal(tonnes))


@pytest.mark.parametrize(
    ("quantity", "unit", "state", "heat", "tonnes"),
    [
        ("1000", "m3", None, "45", "2.244"), ("1000", "m3", "normal", "45", "2.244"), ("1000", "Nm3", None, "45", "2.244"),
        ("1000", "m3", "low_pressure", "45", "2.1691626"), ("1000", "m3", "medium_pressure", "45", "2.14777728"),
        ("1105.99", "m3", "satp", "49.76955", "2.244"),
    ],
)  # fmt: skip
def test_city_gas_to_fy2022_co2_in_normal_state(quantity: str, unit: str, state: str | None, heat: str, tonnes: str) -> None:
    """45 × 0.0136 × 44/12 = 2.244 t/千Nm3; × 0.96665 (低圧), × 0.95712 (中圧), ÷ 1.10599 (SATP)."""
    found = total("city_gas", quantity, unit, 2022, supplier=TOKYO, **({"gas_state": state} if state else {}))
    assert (found.heat_gj, found.co2_basic_t) == (Decimal(heat), Decimal(tonnes))


@pytest.mark.parametrize(
    ("year", "unit", "state", "heat"),
    [
        (2025, "m3", None, "38.4"), (2025, "m3", "satp", "38.4"), (2025, "m3", "low_pressure", "41.053824"),
        (2025, "Nm3", None, "42.470016"), (2022, "m3", None, "43.5"), (2022, "Nm3", None, "43.5"),
        (2022, "m3", "low_pressure", "42.049275"),
    ],
)  # fmt: skip
def test_natural_gas_heat_and_co2_from_the_same_volume(year: int, unit: str, state: str | None, heat: str) -> None:
    """38.4 GJ/千m3 SATP from FY2023, 43.5 GJ/千Nm3 before; CO2 is this heat × 0.0139 × 44/12."""
    found = total("natural_gas", "1000", unit, year, **({"gas_state": state} if state else {}))
    assert found.heat_gj == Decimal(heat)
    assert abs(found.co2_basic_t - Decimal(heat) * Decimal("0.0139") * 44 / 12) < Decimal("1e-24")


@pytest.mark.parametrize(("quantity", "unit"), [("45", "GJ"), ("45000", "MJ")])
def test_city_gas_billed_by_heat(quantity: str, unit: str) -> None:
    """45,000 MJ are 45 GJ, and at 45 GJ/千m3 they are 1 千m3, 2.09 t."""
    found = total("city_gas", quantity, unit, supplier=NAGANO_TOSHI)
    assert (found.heat_gj, found.co2_basic_t) == (45, Decimal("2.09"))
    old = total("city_gas", quantity, unit, 2022, supplier=NAGANO_TOSHI)
    assert (old.heat_gj, old.co2_basic_t) == (45, Decimal("2.244"))


def test_heat_on_the_bill_is_the_heat_whatever_the_suppliers_gas_holds() -> None:
    """46.05 GJ/千m3 (日本瓦斯): 1,000 MJ are exactly 1 GJ and 1 ÷ 46.05 × 2.14 t."""
    found = total("city_gas", "1000", "MJ", supplier="K0010", menu="残差")
    assert (str(found.heat_gj), str(found.co2_basic_t)) == ("1", "0.04647122692725298588490770901")


def test_natural_gas_billed_by_heat_needs_no_volume() -> None:
    found = total("natural_gas", "38400", "MJ")
    assert (found.heat_gj, found.co2_basic_t) == (Decimal("38.4"), Decimal("1.95712"))


@pytest.mark.parametrize(
    ("energy", "unit"),
    [("kerosene", "MJ"), ("lpg", "Nm3"), ("lng", "MJ"), ("electricity", "GJ"), ("heavy_oil_a", "km")],
)
def test_units_an_energy_is_not_billed_in_are_refused(energy: str, unit: str) -> None:
    found = ledger(energy, "10", unit)
    assert [(p.level, p.code, p.path) for p in found.problems] == [("error", "supplies.unit", "records.s.2025.year")]
    assert found.total(2025).left_out == 1


def test_a_state_nobody_knows_is_said_and_the_volume_taken_as_billed() -> None:
    found = ledger("city_gas", "1000", "m3", supplier=NAGANO_TOSHI, gas_state="高圧")
    assert [(p.level, p.code, p.path) for p in found.problems] == [("warning", "supplies.gas_state", "supplies.s.gas_state")]
    assert "「高圧」は登録されていません" in found.problems[0].message
    assert found.total(2025).co2_basic_t == Decimal("2.09")


def test_the_conversion_stands_in_the_formula_with_its_source() -> None:
    said = explained("city_gas", "1200", "m3", supplier=NAGANO_TOSHI, gas_state="low_pressure")
    heat, co2 = said.steps
    assert heat.formula == "1,200 m3 ÷ 1,000 × 45 GJ/千m3"
    assert co2.formula == "1,200 m3 × 1.06911 m3(SATP)/m3 ÷ 1,000 × 2.09 t-CO2/千m3"
    assert (heat.value, co2.value) == (54, Decimal("2.68132788"))
    operand = next(o for o in said.operands if o.value == Decimal("1.06911"))
    assert (operand.label, operand.status) == ("低圧（15℃、2kPaで計量）からSATPへの換算", "確認済")
    assert "気体の状態方程式" in operand.source
    assert "熱量は、請求書の体積をそのまま使って計算しています（省エネ法の扱い）。" in said.remarks
    assert "CO2は、請求書の体積をSATPの体積に換算して計算しています。" in said.remarks


def test_a_divided_conversion_reads_as_it_is_calculated() -> None:
    said = explained("city_gas", "1105.99", "m3", 2022, supplier=TOKYO, gas_state="satp")
    assert said.steps[1].formula == (
        "1,105.99 m3 ÷ 1.10599 m3(SATP)/Nm3 ÷ 1,000 × 45 GJ/千m3 × 0.0136 tC/GJ × 44 ÷ 12"
    )


def test_a_volume_taken_as_metered_is_said() -> None:
    said = explained("city_gas", "1200", "m3", supplier=NAGANO_TOSHI)
    assert "ガスの量は、請求書の体積をそのまま使っています。計量時の圧力と温度が分からないときの扱いです。" in said.remarks
    assert not any("換算" in operand.label for operand in said.operands)


def test_heat_on_the_bill_is_shown_as_heat() -> None:
    said = explained("city_gas", "45000", "MJ", supplier=NAGANO_TOSHI)
    assert [step.formula for step in said.steps] == [
        "45,000 MJ ÷ 1,000", "45,000 MJ ÷ 1,000 ÷ 45 GJ/千m3 × 2.09 t-CO2/千m3",
    ]  # fmt: skip
    assert any(o.label.startswith("熱量から体積への換算") for o in said.operands)


def rows(*states: str | None) -> tuple[GroupRow, ...]:
    """One row set of gas columns with these states."""
    supplies = [
        supply("city_gas", "m3", f"s{n}", supplier=NAGANO_TOSHI, **({"gas_state": state} if state else {}))
        for n, state in enumerate(states)
    ]
    return build_ledger(case(supplies, [bill("1000", "m3", None, name=s.id) for s in supplies]), K).groups(2025)


def test_gas_in_different_states_stands_in_rows_of_its_own() -> None:
    """A row must show one way from its amount to its CO2."""
    assert len(rows(None, None)) == 1
    assert len(rows("low_pressure", "low_pressure")) == 1
    found = rows("low_pressure", "medium_pressure", None)
    assert sorted(row.co2_basic_t for row in found) == [Decimal("2.09"), Decimal("2.2123904"), Decimal("2.2344399")]


def test_the_factor_per_unit_of_activity_holds_the_conversion() -> None:
    """For a sheet that multiplies the billed volume: 2.09 × 1.06911 t per 千m3 of 低圧 gas."""
    gas = K.energies["city_gas"]
    factor = K.city_gas(NAGANO_TOSHI, None, 2025)
    assert rate(gas, factor, Bill("m3", gas_state="low_pressure"), K).co2_per_unit == (Decimal("2.2344399"), Decimal("2.2344399"))
    assert rate(gas, factor, Bill("千m3"), K).co2_per_unit == (Decimal("2.09"), Decimal("2.09"))
    power = rate(K.energies["electricity"], K.electricity("A0480", None, 2025), Bill("kWh"), K)
    assert power.co2_per_unit == (Decimal("0.411"), Decimal("0.293"))
    assert rate(K.energies["waste_oil"], K.fuel("waste_oil", 2025), Bill("kL"), K).co2_per_unit is None


PAIRS = st.sampled_from([("MJ", "GJ", "city_gas"), ("Nm3", "千Nm3", "city_gas"), ("kWh", "MWh", "electricity"), ("m3", "千m3", "biogas")])


@given(PAIRS, st.integers(0, 10**12), st.sampled_from([2022, 2025]), st.sampled_from(["low_pressure", "satp"]))
@settings(max_examples=100, deadline=None)
def test_the_larger_unit_gives_the_same_to_the_last_digit(pair: tuple[str, str, str], quantity: int, year: int, state: str) -> None:
    small, large, energy = pair
    one = total(energy, str(quantity), small, year, gas_state=state)
    other = total(energy, str(Decimal(quantity).scaleb(-3)), large, year, gas_state=state)
    assert str(one) == str(other)


OWN = OwnFactor(basic_t=Decimal("0.000457"), adjusted_t=Decimal("0.000311"), unit="MJ", source="みほん電力のお知らせ")
ODD = [
    supply("city_gas", "m3", "low", supplier=NAGANO_TOSHI, gas_state="low_pressure"), supply("city_gas", "Nm3", "nm3", supplier="K0010"),
    supply("city_gas", "m3", "satp", supplier=TOKYO, gas_state="satp"), supply("city_gas", "MJ", "heat", supplier="K0010", menu="残差"),
    supply("natural_gas", "m3", "natural", gas_state="satp"), supply("lpg", "m3", "lpg", gas_mix="propane"),
    EnergySupply(id="car", site_id="a", energy="diesel", unit="km", km_per_litre=Decimal("7.3")),
    supply("kerosene", "L", "own").model_copy(update={"own_factor": OWN}),
]  # fmt: skip


@pytest.mark.parametrize("entry", ODD, ids=lambda entry: entry.id)
@pytest.mark.parametrize("year", [2022, 2025])
def test_every_formula_gives_its_figure_when_read_back(entry: EnergySupply, year: int) -> None:
    ledger = build_ledger(case([entry], [bill("1234.567", entry.unit, 4, year, entry.id), bill("8.9", entry.unit, 5, year, entry.id)]), K)
    found = [*ledger.lines(year), *ledger.groups(year)]
    assert len(found) == 3
    for item in found:
        for step in explain(item).steps:
            exact = calculated(step.formula)
            assert Context(prec=28).divide(Decimal(exact.numerator), Decimal(exact.denominator)) == step.value, step


def record(name: str, quantity: Decimal, month: int) -> EnergyRecord:
    unit = next(entry.unit for entry in ODD if entry.id == name)
    return EnergyRecord(supply_id=name, fiscal_year=2025, month=month, quantity=quantity, unit=unit)


@given(st.sampled_from(sorted(entry.id for entry in ODD)), st.decimals(0, 10**9, places=6), st.data())
@settings(max_examples=100, deadline=None)
def test_splitting_a_bill_never_changes_a_total_by_any_way_of_conversion(name: str, whole: Decimal, data: st.DataObject) -> None:
    part = data.draw(st.decimals(min_value=0, max_value=whole, places=6))
    one = build_ledger(case(ODD, [record(name, whole, 4)]), K).total(2025)
    two = build_ledger(case(ODD, [record(name, part, 4), record(name, whole - part, 5)]), K).total(2025)
    figures = [[str(getattr(t, f)) for f in ("heat_gj", "oil_kl", "co2_basic_t", "co2_adjusted_t")] for t in (one, two)]
    assert figures[0] == figures[1]
