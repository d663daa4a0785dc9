"""A factor of the firm's own: it takes the place of the table's CO2, with its source line, always marked 未確認."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import EnergySupply, OwnFactor
from sllassist.emissions import Ledger, build_ledger, explain
from sllassist.knowledge import load_knowledge

K = load_knowledge()
SOURCE = "みほん電力のお知らせ（2025年度）"


def own(basic: str, adjusted: str, unit: str, source: str = SOURCE) -> OwnFactor:
    return OwnFactor(basic_t=Decimal(basic), adjusted_t=Decimal(adjusted), unit=unit, source=source)


def billed(energy: str, quantity: str, unit: str, factor: OwnFactor | None, year: int = 2025, **more: str) -> Ledger:
    entry: EnergySupply = supply(energy, unit, **more).model_copy(update={"own_factor": factor})
    return build_ledger(case([entry], [bill(quantity, unit, None, year)]), K)


@pytest.mark.parametrize(
    ("unit", "basic", "adjusted"), [("kWh", "0.0005", "0.0003"), ("千kWh", "0.5", "0.3"), ("MWh", "0.5", "0.3")]
)
def test_it_replaces_the_co2_and_leaves_the_heat(unit: str, basic: str, adjusted: str) -> None:
    """10,000 kWh × 0.0005 = 5 t, × 0.0003 = 3 t; heat 86.4 GJ as with any retailer."""
    found = billed("electricity", "10000", "kWh", own(basic, adjusted, unit), supplier="A0270").total(2025)
    assert (found.heat_gj, found.co2_basic_t, found.co2_adjusted_t) == (Decimal("86.4"), 5, 3)
    assert (found.unverified, found.provisional) == (True, False)


@pytest.mark.parametrize(
    ("energy", "quantity", "bill_unit", "factor", "tonnes"),
    [
        ("kerosene", "1000", "L", own("2.5", "2.5", "kL"), "2.5"),
        ("kerosene", "1000", "L", own("0.0685", "0.0685", "GJ"), "2.50025"),
        ("lpg", "458", "m3", own("3", "3", "t"), "3"),
        ("lpg", "100", "m3", own("0.0065", "0.0065", "m3"), "0.65"),
        ("city_gas", "1000", "m3", own("2.21", "2.21", "千m3"), "2.21"),
        ("city_gas", "45000", "MJ", own("0.05", "0.05", "GJ"), "2.25"),
        ("steam_other", "10", "GJ", own("0.06", "0.06", "GJ"), "0.6"),
    ],
)
def test_it_may_be_per_any_unit_the_bill_can_become(
    energy: str, quantity: str, bill_unit: str, factor: OwnFactor, tonnes: str
) -> None:
    """36.5 GJ × 0.0685 = 2.50025 t; 458 m3 = 1 t of LP gas; steam: t per GJ on the bill."""
    ledger = billed(energy, quantity, bill_unit, factor, supplier="D0060" if energy == "city_gas" else "")
    assert ledger.problems == ()
    assert ledger.total(2025).co2_basic_t == Decimal(tonnes)


def test_a_factor_per_metered_volume_is_never_converted_twice() -> None:
    """The supplier's 2.21 per m3 at low pressure is multiplied with the bill as it stands."""
    ledger = billed("city_gas", "1000", "m3", own("2.21", "2.21", "千m3"), supplier="D0060", gas_state="low_pressure")
    assert ledger.total(2025).co2_basic_t == Decimal("2.21")
    assert "自分で入力した係数は、請求書の体積にそのまま掛けています。" in explain(ledger.lines(2025)[0]).remarks


def test_it_serves_where_no_list_has_a_factor_of_the_year() -> None:
    """Then nothing is provisional any more."""
    assert billed("electricity", "1000", "kWh", None, 2019, supplier="A0345").total(2019).provisional
    found = billed("electricity", "1000", "kWh", own("0.0005", "0.0005", "kWh"), 2019, supplier="A0345").total(2019)
    assert (found.provisional, found.co2_basic_t, found.heat_gj) == (False, Decimal("0.5"), Decimal("9.76"))


def test_source_and_mark_stand_under_the_figure() -> None:
    ledger = billed("electricity", "1000", "kWh", own("0.0005", "0.0003", "kWh"), supplier="A0270", menu="特別メニュー")
    said = explain(ledger.lines(2025)[0])
    assert said.title == "電気　中部電力ミライズ(株) 特別メニュー　2025年度年間"
    assert [step.formula for step in said.steps[1:]] == ["1,000 kWh × 0.0005 t-CO2/kWh", "1,000 kWh × 0.0003 t-CO2/kWh"]
    told = [(o.label, o.source, o.status) for o in said.operands if o.label.startswith("CO2")]
    assert told == [
        ("CO2排出係数（自分で入力した係数（基礎））", SOURCE, "未確認"), ("CO2排出係数（自分で入力した係数（調整後））", SOURCE, "未確認"),
    ]  # fmt: skip
    assert said.remarks[0] == f"自分で入力した係数を使っています（出典：{SOURCE}）。国の一覧の値ではありません。"


@pytest.mark.parametrize("source", ["", "　 "])
def test_a_missing_source_is_a_problem_even_without_bills(source: str) -> None:
    entry = supply("electricity", "kWh").model_copy(update={"own_factor": own("0.0005", "0.0005", "kWh", source)})
    for records in ([], full_year("100", "kWh")):
        found = build_ledger(case([entry], records), K).problems
        assert [(p.level, p.code, p.path) for p in found] == [("error", "own_factor.no_source", "supplies.s.own_factor.source")]
        assert "どこに書かれた係数か（会社名・資料名・年度）を入力してください" in found[0].message


@pytest.mark.parametrize(
    ("value", "unit", "codes"),
    [
        ("0.01", "kWh", []), ("0.010001", "kWh", ["own_factor.large"]), ("10", "千kWh", []), ("10.000001", "千kWh", ["own_factor.large"]),
        ("0.43", "kWh", ["own_factor.large"]), ("0", "kWh", []), ("-0.000001", "kWh", ["own_factor.negative"]),
    ],
)  # fmt: skip
def test_slips_of_kg_for_t_and_negative_figures_are_found(value: str, unit: str, codes: list[str]) -> None:
    found = billed("electricity", "1000", "kWh", own(value, "0.0004", unit)).problems
    assert [p.code for p in found] == codes
    assert [p.level for p in found] == ["warning" if code == "own_factor.large" else "error" for code in codes]
    if codes == ["own_factor.large"]:
        assert "kgで書かれた値なら1,000で割って" in found[0].message


@pytest.mark.parametrize(
    ("energy", "bill_unit", "unit"),
    [("electricity", "kWh", "L"), ("electricity", "kWh", "ガロン"), ("gasoline", "L", "km"), ("lpg", "kg", "m3")],
)
def test_a_unit_that_does_not_fit_is_said_at_the_factor_once(energy: str, bill_unit: str, unit: str) -> None:
    entry = supply(energy, bill_unit).model_copy(update={"own_factor": own("0.0005", "0.0005", unit)})
    found = build_ledger(case([entry], [*full_year("1", bill_unit), *full_year("1", bill_unit, 2024)]), K)
    assert [(p.level, p.code, p.path) for p in found.problems] == [("error", "own_factor.unit", "supplies.s.own_factor.unit")]
    assert found.total(2025).left_out == 12


def test_a_bill_in_a_wrong_unit_is_not_blamed_on_the_factor() -> None:
    found = billed("kerosene", "10", "kg", own("2.5", "2.5", "kL")).problems
    assert [(p.code, p.path) for p in found] == [("supplies.unit", "records.s.2025.year")]


def test_two_entries_with_different_own_factors_stand_in_rows_of_their_own() -> None:
    supplies = [
        supply("electricity", "kWh", name).model_copy(update={"own_factor": own(value, value, "kWh")})
        for name, value in (("s", "0.0005"), ("t", "0.0004"), ("u", "0.0004"))
    ]
    ledger = build_ledger(case(supplies, [bill("1000", "kWh", None, name=name) for name in "stu"]), K)
    assert sorted(row.co2_basic_t for row in ledger.groups(2025)) == [Decimal("0.5"), Decimal("0.8")]
