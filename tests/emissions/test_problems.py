"""What is wrong or odd with bills is said in one sentence, at its cell, and nothing is lost."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.emissions import Ledger, build_ledger
from sllassist.knowledge import load_knowledge

K = load_knowledge()


def ledger(supplies: list[EnergySupply], records: list[EnergyRecord]) -> Ledger:
    return build_ledger(case(supplies, records), K)


def said(found: Ledger) -> list[tuple[str, str, str]]:
    return [(problem.level, problem.path, problem.message) for problem in found.problems]


def test_a_complete_year_of_a_known_fuel_has_no_problems() -> None:
    assert said(ledger([supply("kerosene", "L")], full_year("100", "L"))) == []


def test_a_month_twice_counts_twice_and_says_so() -> None:
    found = ledger([supply("kerosene", "L")], [*full_year("100", "L"), bill("100", "L", 5)])
    sentence = "本社工場の灯油（2025年度5月）が2回入っています。1つを残して消してください。"
    assert said(found) == [("error", "records.s.2025.5", sentence)]
    assert found.total(2025).lines == 13


def test_the_same_month_in_two_units_is_twice_too() -> None:
    found = ledger([supply("kerosene", "L")], [*full_year("100", "L"), bill("0.1", "kL", 5)])
    assert [problem.code for problem in found.problems] == ["records.duplicate"]
    assert found.total(2025).heat_gj == Decimal("1.3") * Decimal("36.5")


def test_year_and_months_together_are_refused() -> None:
    found = ledger([supply("kerosene", "L")], [*full_year("100", "L"), bill("1200", "L", None)])
    assert said(found) == [
        ("error", "records.s.2025.year",
         "本社工場の灯油は、2025年度の年間の合計と月ごとの使用量の両方が入っています。どちらか一方にしてください。"),
    ]  # fmt: skip


def test_a_year_figure_alone_is_fine() -> None:
    assert said(ledger([supply("kerosene", "L")], [bill("1200", "L", None)])) == []


@pytest.mark.parametrize(("quantity", "problems"), [("-0.1", 1), ("0", 0)])
def test_negative_figures(quantity: str, problems: int) -> None:
    records = [*full_year("100", "L")[:-1], bill(quantity, "L", 3)]
    found = said(ledger([supply("kerosene", "L")], records))
    assert len(found) == problems
    assert all(path == "records.s.2025.3" and "0より小さく" in sentence for _, path, sentence in found)


@pytest.mark.parametrize(
    ("energy", "quantity", "unit", "month", "words"),
    [
        ("electricity", "1000000000", "kWh", 4, ""),
        ("electricity", "1000000000.1", "kWh", 4, "（2025年度4月）の 1,000,000,000.1 kWh は大きすぎます"),
        ("electricity", "1000001", "千kWh", 4, "（2025年度4月）の 1,000,001 千kWh は大きすぎます"),
        ("electricity", "12000000000", "kWh", None, ""),
        ("electricity", "13000000000", "kWh", None, "（2025年度の合計）の 13,000,000,000 kWh は大きすぎます"),
        ("kerosene", "100000.1", "kL", 4, "（2025年度4月）の 100,000.1 kL は大きすぎます"),
    ],
)
def test_an_absurd_figure_is_a_warning_with_the_figure_in_it(
    energy: str, quantity: str, unit: str, month: int | None, words: str
) -> None:
    found = [p for p in ledger([supply(energy, unit)], [bill(quantity, unit, month)]).problems if p.code == "records.slip"]
    assert [problem.level for problem in found] == ["warning"] * bool(words)
    assert all(words in problem.message for problem in found)


def test_an_absurd_figure_in_another_unit_than_the_rest_is_found() -> None:
    found = ledger([supply("kerosene", "L")], [*full_year("100", "L")[:-1], bill("100001", "kL", 3)])
    assert [(problem.code, problem.path) for problem in found.problems] == [("records.slip", "records.s.2025.3")]


def test_missing_months_are_named_once_per_site_and_energy() -> None:
    records = [record for record in full_year("100", "L") if record.month not in (8, 9)]
    assert said(ledger([supply("kerosene", "L")], records)) == [
        ("warning", "records.s.2025.8", "本社工場の灯油は、2025年度の8月・9月の使用量が空欄です。使っていない月には0を入力してください。"),
    ]  # fmt: skip


def test_a_change_of_retailer_within_the_year_leaves_no_gap() -> None:
    supplies = [supply("electricity", "kWh", "old", supplier="A0270"), supply("electricity", "kWh", "new", supplier="A0345")]
    records = [record.model_copy(update={"supply_id": "old"}) for record in full_year("100", "kWh")[:6]]
    records += [record.model_copy(update={"supply_id": "new"}) for record in full_year("100", "kWh")[6:]]
    assert said(ledger(supplies, records)) == []
    elsewhere = [supplies[0], supplies[1].model_copy(update={"site_id": "b"})]
    assert [problem.code for problem in ledger(elsewhere, records).problems] == ["records.gap", "records.gap"]


def test_an_energy_nobody_knows() -> None:
    found = ledger([supply("dilithium", "t")], [bill("1", "t", None)])
    assert said(found) == [
        ("error", "supplies.s.energy",
         "「dilithium」という種類のエネルギーは登録されていません。エネルギーの種類を選び直してください。"),
    ]  # fmt: skip
    assert found.total(2025).left_out == 1


def test_a_retailer_nobody_knows_is_computed_with_the_substitute_and_named() -> None:
    found = ledger([supply("electricity", "kWh", supplier="A9999")], [bill("1000", "kWh", None)])
    assert [(problem.level, problem.path, problem.code) for problem in found.problems] == [
        ("error", "supplies.s.supplier", "supplies.unknown_supplier")
    ]
    assert "「A9999」は一覧にありません" in found.problems[0].message
    assert found.total(2025).co2_basic_t == Decimal("0.416")


def test_a_unit_that_cannot_become_the_factors_names_those_that_can() -> None:
    found = ledger([supply("kerosene", "kg")], [bill("10", "kg", None)])
    assert said(found) == [
        ("error", "records.s.2025.year", "灯油は「kg」からは計算できません。L・kLのどれかで入力してください。")
    ]
    assert (found.total(2025).lines, found.total(2025).left_out) == (0, 1)


def test_gas_by_weight_needs_a_density_only_lp_gas_has() -> None:
    assert [p.code for p in ledger([supply("lng", "m3")], [bill("10", "m3", None)]).problems] == ["supplies.unit"]
    assert [p.code for p in ledger([supply("city_gas", "kg")], [bill("10", "kg", None)]).problems] == ["supplies.unit"]


def test_a_unit_nobody_knows() -> None:
    assert [p.code for p in ledger([supply("kerosene", "樽")], [bill("10", "樽", None)]).problems] == ["supplies.unit"]


@pytest.mark.parametrize(("year", "problems"), [(2008, 1), (2009, 0)])
def test_a_year_without_factors(year: int, problems: int) -> None:
    found = said(ledger([supply("kerosene", "L")], [bill("10", "L", None, year)]))
    sentence = "2008年度の排出係数は登録されていません。2009年度以降の使用量を入力してください。"
    assert found == [("error", "records.s.2008.year", sentence)] * problems


def test_a_fuel_without_co2_factor_is_not_counted_as_free_of_co2() -> None:
    found = ledger([supply("waste_oil", "L")], [bill("1000", "L", None)])
    assert [(problem.level, problem.code) for problem in found.problems] == [("error", "emissions.no_co2")]
    assert (found.total(2025).heat_gj, found.total(2025).left_out) == (Decimal("40.2"), 1)


def test_a_provisional_factor_is_a_warning_that_says_why() -> None:
    found = ledger([supply("electricity", "kWh", supplier="A0345")], [bill("1000", "kWh", None, 2024)])
    assert [(problem.level, problem.path, problem.code) for problem in found.problems] == [
        ("warning", "records.s.2024.year", "emissions.provisional")
    ]
    assert "暫定" in found.problems[0].message
    assert "2025年度の一覧" in found.problems[0].message


def test_records_whose_supply_is_gone_are_counted_in_the_sentence() -> None:
    records = [bill("1", "L", 4, name="gone"), bill("1", "L", 5, name="gone"), bill("1", "L", None)]
    found = ledger([supply("kerosene", "L")], records)
    assert said(found) == [
        ("error", "records.gone.2025.4", "使用量2件の列が見つかりません。エネルギーの表で列を作り直し、入力し直してください。")
    ]


def test_a_supply_whose_site_is_gone() -> None:
    found = ledger([supply("kerosene", "L", site_id="gone")], [bill("1000", "L", None)])
    assert said(found) == [("error", "supplies.s.site_id", "灯油の列の事業所が見つかりません。事業所を選び直してください。")]
    assert found.total(2025).heat_gj == Decimal("36.5")


def test_an_empty_case_has_an_empty_ledger() -> None:
    found = build_ledger(Case(), K)
    assert (found.problems, found.fiscal_years, found.groups(2025), found.total(2025).lines) == ((), (), (), 0)
