"""What a gas supplier told the firm: the volume of a tonne of LP gas, the heat of city gas; always with a source, always 未確認."""

from decimal import Decimal

import pytest
from support.bills import bill, case, supply

from sllassist.case.model import OwnFactor, OwnFigure
from sllassist.emissions import Ledger, build_ledger, explain
from sllassist.knowledge import load_knowledge

K = load_knowledge()
SOURCE = "みほんガスの回答（2026年5月）"


def told(value: str, source: str = SOURCE) -> OwnFigure:
    return OwnFigure(value=Decimal(value), source=source)


def lpg(quantity: str, own: OwnFigure | None, unit: str = "m3", year: int = 2025, **more: str) -> Ledger:
    entry = supply("lpg", unit, **more).model_copy(update={"own_density": own})
    return build_ledger(case([entry], [bill(quantity, unit, None, year)]), K)


def gas(quantity: str, own: OwnFigure | None, unit: str = "m3", year: int = 2025, **more: str) -> Ledger:
    entry = supply("city_gas", unit, **more).model_copy(update={"own_heat": own})
    return build_ledger(case([entry], [bill(quantity, unit, None, year)]), K)


@pytest.mark.parametrize(("unit", "quantity"), [("m3", "480"), ("千m3", "0.48")])
def test_lp_gas_is_weighed_as_the_supplier_says_whatever_the_mix(unit: str, quantity: str) -> None:
    """480 m3 ÷ 480 m3/t = 1 t: 50.1 GJ, × 0.0163 × 44/12 = 2.99431 t."""
    for mix in ({}, {"gas_mix": "propane"}):
        found = lpg(quantity, told("480"), unit, **mix).total(2025)
        assert found.heat_gj == Decimal("50.1")
        assert found.unverified
    assert lpg("480", None, gas_mix="propane").total(2025).heat_gj == pytest.approx(Decimal("50.1") * 480 / 502)


def test_weights_and_liquid_gas_take_no_notice_of_it() -> None:
    for unit, quantity in (("kg", "1000"), ("L", "1000")):
        assert lpg(quantity, told("480"), unit).total(2025).heat_gj == lpg(quantity, None, unit).total(2025).heat_gj


def test_the_formula_shows_the_suppliers_figure_and_its_source() -> None:
    (line,) = lpg("480", told("480")).lines(2025)
    said = explain(line)
    assert said.steps[0].formula == "480 m3 ÷ 480 m3/t × 50.1 GJ/t"
    (operand,) = [one for one in said.operands if "確かめた" in one.label]
    assert (operand.value, operand.unit, operand.source, operand.status) == (480, "m3/t", SOURCE, "未確認")
    assert any(SOURCE in remark for remark in said.remarks)


def test_the_heat_of_city_gas_is_the_suppliers_and_its_co2_stays() -> None:
    """1,000 m3 × 46.05 GJ/千m3; from FY2023 CO2 is t per 千m3 of the list."""
    own, plain = gas("1000", told("46.05"), supplier="D0060"), gas("1000", None, supplier="D0060")
    assert own.total(2025).heat_gj == Decimal("46.05")
    assert own.total(2025).co2_basic_t == plain.total(2025).co2_basic_t
    assert own.total(2025).unverified
    (line,) = own.lines(2025)
    said = explain(line)
    assert f"熱量は、ガス会社に確かめた 46.05 GJ/千m3（出典：{SOURCE}）です。" in said.remarks[0]


def test_before_fy2023_its_co2_follows_the_heat() -> None:
    """1 千m3 × 43 GJ × 0.0136 tC/GJ × 44/12."""
    own = gas("1", told("43"), "千m3", 2021, supplier="D0060").total(2021)
    assert own.heat_gj == 43
    assert own.co2_basic_t == pytest.approx(Decimal(43) * Decimal("0.0136") * 44 / 12)


def test_it_serves_beside_a_factor_of_the_firms_own() -> None:
    factor = OwnFactor(basic_t=Decimal("2.1"), adjusted_t=Decimal("2.1"), unit="千m3", source="証明書")
    entry = supply("city_gas", "m3").model_copy(update={"own_heat": told("43"), "own_factor": factor})
    found = build_ledger(case([entry], [bill("1000", "m3", None)]), K).total(2025)
    assert (found.heat_gj, found.co2_basic_t) == (43, Decimal("2.1"))


def test_two_suppliers_figures_are_two_rows_of_the_table() -> None:
    entries = [supply("city_gas", "m3", name, supplier="D0060") for name in ("a", "b")]
    entries[1] = entries[1].model_copy(update={"own_heat": told("43")})
    found = build_ledger(case(entries, [bill("1000", "m3", None, name=name) for name in ("a", "b")]), K)
    assert min(row.heat_gj for row in found.groups(2025)) == 43
    assert len(found.groups(2025)) == 2


def test_heat_of_another_energy_is_left_alone() -> None:
    entry = supply("natural_gas", "m3").model_copy(update={"own_heat": told("99")})
    plain = build_ledger(case([supply("natural_gas", "m3")], [bill("1000", "m3", None)]), K)
    found = build_ledger(case([entry], [bill("1000", "m3", None)]), K)
    assert found.total(2025).heat_gj == plain.total(2025).heat_gj


@pytest.mark.parametrize(
    ("value", "level", "code"),
    [
        ("299.9", "warning", "own_density.unusual"), ("300", "", ""), ("600", "", ""), ("600.1", "warning", "own_density.unusual"),
        ("2.07", "warning", "own_density.unusual"), ("0", "error", "own_density.zero"), ("-1", "error", "own_density.zero"),
    ],
)  # fmt: skip
def test_an_unusual_density_is_asked_about(value: str, level: str, code: str) -> None:
    found = [(p.level, p.code, p.path) for p in lpg("480", told(value)).problems if p.path.startswith("supplies.")]
    assert found == ([(level, code, "supplies.s.own_density.value")] if code else [])


@pytest.mark.parametrize(
    ("value", "level", "code"),
    [
        ("14.9", "warning", "own_heat.unusual"), ("15", "", ""), ("70", "", ""), ("70.1", "warning", "own_heat.unusual"),
        ("0", "error", "own_heat.zero"),
    ],
)  # fmt: skip
def test_an_unusual_heat_is_asked_about(value: str, level: str, code: str) -> None:
    found = [(p.level, p.code, p.path) for p in gas("1000", told(value), supplier="D0060").problems if p.path.startswith("supplies.")]
    assert found == ([(level, code, "supplies.s.own_heat.value")] if code else [])


def test_a_figure_without_its_source_is_an_error() -> None:
    (problem,) = [p for p in lpg("480", told("480", " ")).problems if p.level == "error"]
    assert (problem.code, problem.path) == ("own_density.no_source", "supplies.s.own_density.source")
    assert "出典" in problem.message


def test_a_figure_of_zero_counts_as_none() -> None:
    assert lpg("458", told("0")).total(2025).heat_gj == Decimal("50.1")
    assert gas("1000", told("0"), supplier="D0060").total(2025).heat_gj > 0
