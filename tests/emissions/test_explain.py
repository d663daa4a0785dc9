"""The formula shown under a figure, read back and calculated, gives the figure; sources and marks stand beside it."""

import json
from decimal import Context, Decimal
from fractions import Fraction

import pytest
from support.bills import bill, case, supply

from sllassist.case.model import Case
from sllassist.emissions import Explanation, build_ledger, explain, explain_total
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

K = load_knowledge()


def read_back(formula: str) -> Decimal:
    """Calculates a formula text: numbers, × ÷ ＋ and brackets; units are passed over."""
    python = []
    for word in formula.replace("（", " ( ").replace("）", " ) ").split():
        if word in "×÷＋()":
            python.append({"×": "*", "÷": "/", "＋": "+"}.get(word, word))
        elif word.replace(",", "").replace(".", "").isdigit():
            python.append(f"Fraction('{word.replace(',', '')}')")
    value: Fraction = eval(" ".join(python), {"Fraction": Fraction})
    return Context(prec=28).divide(Decimal(value.numerator), Decimal(value.denominator))


def steps(explained: Explanation) -> dict[str, tuple[str, Decimal, str]]:
    return {step.label: (step.formula, step.value, step.unit) for step in explained.steps}


def test_a_fuel_line_reads_as_on_paper() -> None:
    ledger = build_ledger(case([supply("heavy_oil_a", "L")], [bill("12000", "L", 1)]), K)
    line = ledger.line("s", 2025, 1)
    assert line is not None
    explained = explain(line)
    assert explained.title == "A重油　2025年度1月"
    assert steps(explained) == {
        "熱量": ("12,000 L ÷ 1,000 × 38.9 GJ/kL", Decimal("466.8"), "GJ"),
        "CO2（基礎・調整後）": (
            "12,000 L ÷ 1,000 × 38.9 GJ/kL × 0.0193 tC/GJ × 44 ÷ 12", Decimal("33.03388"), "t-CO2",
        ),
    }  # fmt: skip
    assert {"38.9", "0.0193", "44", "12"} == {str(operand.value) for operand in explained.operands}
    assert all(operand.source and operand.status == "確認済" for operand in explained.operands)


def test_power_shows_both_figures_where_they_differ() -> None:
    ledger = build_ledger(case([supply("electricity", "kWh", supplier="A0480")], [bill("1234.5", "kWh", None)]), K)
    found = steps(explain(ledger.lines(2025)[0]))
    assert found["熱量"][0] == "1,234.5 kWh ÷ 1,000 × 8.64 GJ/千kWh"
    assert found["CO2（基礎）"][0] == "1,234.5 kWh × 0.000411 t-CO2/kWh"
    assert found["CO2（調整後）"][0] == "1,234.5 kWh × 0.000293 t-CO2/kWh"


def test_lp_gas_shows_its_density_and_where_it_comes_from() -> None:
    supplies = [supply("lpg", "m3", "p", gas_mix="propane"), supply("lpg", "m3", "m"), supply("lpg", "L", "l")]
    records = [bill("100", "m3", None, name="p"), bill("58", "m3", None, name="m"), bill("250", "L", None, name="l")]
    (row,) = build_ledger(case(supplies, records), K).groups(2025)
    explained = explain(row)
    assert steps(explained)["熱量"][0] == (
        "（100 m3 ÷ 502 m3/t ＋ 58 m3 ÷ 458 m3/t ＋ 250 L ÷ 1,000 × 0.56 t/kL） × 50.1 GJ/t"
    )
    assert sum("LPガスの換算" in operand.label for operand in explained.operands) == 3
    assert any(remark.startswith("未確認：LPガスの換算（液体") for remark in explained.remarks)


def test_provisional_factors_say_so_under_the_figure() -> None:
    ledger = build_ledger(case([supply("electricity", "kWh", supplier="A0345")], [bill("1", "kWh", None, 2024)]), K)
    remarks = explain(ledger.lines(2024)[0]).remarks
    assert remarks[0].startswith("暫定：2024年度の係数の一覧がそろっていない")


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_formula_of_the_sample_gives_its_figure_when_read_back(year: int) -> None:
    sample = Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))
    ledger = build_ledger(sample, K)
    found = [*ledger.groups(year), *ledger.lines(year)]
    assert len(found) == 8 + 108
    for item in found:
        for step in explain(item).steps:
            assert read_back(step.formula) == step.value, step


@pytest.mark.parametrize("energy", list(K.energies))
def test_every_energy_and_unit_explains_itself_in_both_periods(energy: str) -> None:
    chosen = K.energies[energy]
    for year in (2022, 2025):
        for unit in chosen.units:
            ledger = build_ledger(case([supply(energy, unit)], [bill("1234.567", unit, None, year)]), K)
            for line in ledger.lines(year):
                explained = explain(line)
                assert [read_back(step.formula) for step in explained.steps] == [step.value for step in explained.steps]
                assert all(operand.source for operand in explained.operands)


def test_a_total_names_its_rows_and_marks() -> None:
    supplies = [supply("electricity", "kWh", "e", supplier="A0345"), supply("kerosene", "L", "k")]
    records = [bill("1000", "kWh", None, 2024, "e"), bill("1000", "L", None, 2024, "k")]
    ledger = build_ledger(case(supplies, records), K)
    explained = explain_total(ledger.total(2024), ledger.groups(2024), ledger.oil_factor(2024), "2024年度")
    found = steps(explained)
    assert found["熱量の合計"][:2] == ("電気 8.640 ＋ 灯油 36.500", Decimal("45.14"))
    assert found["原油換算"] == ("熱量の合計 × 0.0258 kL/GJ", Decimal("1.164612"), "kL")
    assert "暫定の係数を使った行があります。" in explained.remarks
