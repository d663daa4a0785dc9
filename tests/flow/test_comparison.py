"""A year against the base year in words and rounded figures."""

from __future__ import annotations

import json
from decimal import Decimal

from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.emissions.answers import keep
from sllassist.flow.comparison import FIXED, GAPS, NO_FULL_YEARS, OWN, covered, has_reasons, year_name, year_view
from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

K = load_knowledge()


def sample() -> Case:
    return Case.model_validate(json.loads(resource("samples", "mihon_seiki.json").read_text("utf-8")))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("＋", "").replace("－", "-").removesuffix("％"))


def test_both_views_of_the_sample_firm_and_their_effects_agree() -> None:
    made = sample()
    ledger = build_ledger(made, K)
    view = year_view(made, ledger, 2025, "co2_basic_t")
    assert view is not None
    own, fixed = view.views
    assert (own[0], fixed[0]) == (OWN, FIXED)
    assert number(own[1]) == number(fixed[1]) == round(ledger.total(2024).co2_basic_t, 1)
    assert number(own[2]) == round(ledger.total(2025).co2_basic_t, 1)
    quantity, factor = number(view.parts[-1][2]), number(view.parts[-1][3])
    assert number(fixed[3]) == quantity
    assert abs(quantity + factor - number(own[3])) <= Decimal("0.1")
    assert "減りました" in view.sentence
    assert f"使用量の影響が {abs(quantity)} t-CO2 の減少" in view.sentence


def test_the_base_year_itself_and_a_lone_year_have_nothing_to_be_compared_with() -> None:
    made = sample()
    assert year_view(made, build_ledger(made, K), 2024, "oil_kl") is None
    lone = case([supply("kerosene", "L")], [bill("100", "L", 4)])
    assert year_view(lone, build_ledger(lone, K), 2025, "oil_kl") is None


def test_fuel_has_no_factor_effect_and_the_sentence_says_so() -> None:
    made = case([supply("kerosene", "L")], [bill("1000", "L", None, 2024), bill("2000", "L", None, 2025)])
    view = year_view(made, build_ledger(made, K), 2025, "co2_basic_t")
    assert view is not None
    assert view.sentence == "2025年度は2024年度より 2.5 t-CO2（100.0％）増えました。使用量の影響が 2.5 t-CO2 の増加、係数の影響はなしです。"
    assert view.parts[0][3] == "0.0"


def test_where_a_fixed_factor_comes_from_is_said_when_it_is_not_the_entrys_own() -> None:
    entries = [supply("electricity", "kWh", "old", supplier="A0270"), supply("electricity", "kWh", "new")]
    entries[1] = entries[1].model_copy(update={"name": "第2工場"})
    made = case(entries, [bill("1000", "kWh", 4, 2024, "old"), bill("1000", "kWh", 4, 2025, "new")])
    view = year_view(made, build_ledger(made, K), 2025, "co2_basic_t")
    assert view is not None
    assert len(view.notes) == 1
    assert "やめた契約の平均の係数" in view.notes[0]
    assert "「第2工場」" in view.notes[0].split("：")[0]
    assert view.parts[-1][2] == "0.0"


def test_a_year_that_lacks_months_says_how_many_it_covers_and_is_not_called_a_decrease() -> None:
    later = full_year("100", "L")
    made = case([supply("kerosene", "L")], [*full_year("100", "L", 2024), *later[:10]])
    view = year_view(made, build_ledger(made, K), 2025, "co2_basic_t")
    assert view is not None
    assert view.unfinished == (False, True)
    assert view.title == "2025年度（10か月分）と2024年度の比較"
    assert view.sentence.startswith(f"{NO_FULL_YEARS}2025年度（10か月分）は2024年度より 0.5 t-CO2（16.7％）少ない数字です。")
    assert "減りました" not in view.sentence
    assert [name for name, _ in view.bars[1:]] == ["2025年度（係数を固定・10か月分）", "2025年度（その年の係数・10か月分）"]
    assert view.heads == ("2024年度", "2025年度（10か月分）")


def test_an_unfinished_base_year_is_named_so_beside_its_figure() -> None:
    made = case([supply("kerosene", "L")], [*full_year("100", "L", 2024)[:11], *full_year("100", "L")])
    made = made.model_copy(update={"plan": made.plan.model_copy(update={"base_year": 2024})})
    view = year_view(made, build_ledger(made, K), 2025, "oil_kl")
    assert view is not None
    assert view.unfinished == (True, False)
    assert view.bars[0][0] == "2024年度（基準・11か月分）"
    assert view.heads[0] == "2024年度（11か月分）"
    assert NO_FULL_YEARS in view.sentence


def test_what_a_year_covers_is_counted_only_where_all_bills_lack_the_same_months() -> None:
    entries = [supply("kerosene", "L"), supply("electricity", "kWh", "e")]
    whole = [*full_year("1", "L"), *full_year("1", "kWh", name="e")]
    assert (covered(case(entries, whole), 2025), year_name(case(entries, whole), 2025)) == ("", "2025年度")
    both = [bill for bill in whole if bill.month != 3]
    assert covered(case(entries, both), 2025) == "11か月分"
    assert covered(case(entries, whole[:-1]), 2025) == GAPS
    assert year_name(case(entries, whole[:-1]), 2025) == "2025年度（空欄の月あり）"
    assert covered(case(entries, [bill("12", "L", None), bill("12", "kWh", None, name="e")]), 2025) == ""


def test_empty_months_with_a_reason_are_told_apart_from_forgotten_ones() -> None:
    """The year stays unfinished: why a month is empty is known, its figure is not."""
    entries = [supply("kerosene", "L"), supply("electricity", "kWh", "e")]
    bills = [*full_year("1", "L")[:11], *full_year("1", "kWh", name="e")[:10]]

    def kept(made: Case, energy: str) -> Case:
        asked = next(p for p in build_ledger(made, K).problems if p.code == "records.gap" and p.params["energy"].startswith(energy))
        return keep(made, asked, "定休月で使っていません")

    open_ = case(entries, bills)
    one = kept(open_, "灯油")
    both = kept(one, "電気")
    assert [covered(each, 2025) for each in (open_, one, both)] == [GAPS, GAPS, f"{GAPS}・理由あり"]
    assert year_name(both, 2025) == "2025年度（空欄の月あり・理由あり）"
    fewer = both.model_copy(update={"records": tuple(r for r in both.records if not (r.supply_id == "e" and r.month == 4))})
    assert covered(fewer, 2025) == GAPS
    assert not has_reasons(case(entries, [*full_year("1", "L"), *full_year("1", "kWh", name="e")]), 2025)
    twice = case(entries, [*bills, *full_year("1", "L", 2024)[:11], *full_year("1", "kWh", 2024, name="e")[:10]])
    assert not has_reasons(twice.model_copy(update={"accepted": both.accepted}), 2024)


def test_a_year_on_a_provisional_factor_says_so_wherever_it_is_named() -> None:
    """松本ガス is in the list for FY2025 only, so FY2024 takes its figure from there."""
    power = supply("electricity", "kWh", supplier="A0345")
    made = case([power], [*full_year("1000", "kWh", 2024), *full_year("900", "kWh", 2025)])
    view = year_view(made, build_ledger(made, K), 2025, "co2_basic_t")
    assert view is not None
    assert view.heads == ("2024年度（暫定）", "2025年度")
    assert [name for name, _ in view.bars] == ["2024年度（暫定）", "2025年度（係数を固定・暫定）", "2025年度（その年の係数）"]
    assert view.sentence.startswith("2025年度は2024年度（暫定）より")
    assert any(note.startswith("暫定：2024年度は、") for note in view.notes)
    heat = year_view(made, build_ledger(made, K), 2025, "oil_kl")
    assert heat is not None
    assert heat.heads == ("2024年度", "2025年度")
    assert not any("暫定" in note for note in heat.notes)
