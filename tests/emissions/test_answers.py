"""A question about a figure is answered by correcting it or by keeping it with a reason; both are one edit."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, bill, case, full_year, supply

from sllassist.assessment import assess
from sllassist.case.edits import put_record
from sllassist.case.model import Case
from sllassist.case.paths import put
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions import build_ledger, check_plausibility, explain
from sllassist.emissions.answers import can_be_kept, correct, corrections, keep, withdraw
from sllassist.knowledge import load_knowledge
from sllassist.messages import text

K = load_knowledge()
TODAY = dt.date(2026, 11, 20)
POWER = (30623, 29644, 32051, 35676, 33708, 32809, 31355, 31763, 34371, 35316, 33829, 33246)
SLIPPED = case(
    [supply("electricity", "kWh", supplier="A0270")],
    [bill(str(figure) if month != 7 else "35.676", "kWh", month) for month, figure in zip(YEAR, POWER, strict=True)],
)


def warnings(now: Case) -> list[Problem]:
    return [p for p in assess(now, K, TODAY).problems if p.level == "warning" and p.path.startswith("records")]


def notes(now: Case) -> list[str]:
    return [p.message for p in assess(now, K, TODAY).problems if p.level == "note"]


def test_the_proposed_figure_is_taken_over_in_one_edit_and_the_question_is_gone() -> None:
    costly = SLIPPED.records[3].model_copy(update={"cost_yen": Decimal(900_000), "note": "検針"})
    before = SLIPPED.model_copy(update={"records": (*SLIPPED.records[:3], costly, *SLIPPED.records[4:])})
    (question,) = warnings(before)
    after = correct(before, question)
    assert [r.quantity for r in after.records] == [Decimal(figure) for figure in POWER]
    assert (after.records[3].cost_yen, after.records[3].note, after.records[3].unit) == (Decimal(900_000), "検針", "kWh")
    assert warnings(after) == []
    assert after.model_copy(update={"records": before.records}) == before


def test_a_figure_of_the_users_own_may_be_given_instead() -> None:
    (question,) = warnings(SLIPPED)
    after = correct(SLIPPED, question, Decimal("35.1"), "千kWh")
    assert [(r.quantity, r.unit) for r in after.records if r.month == 7] == [(Decimal("35.1"), "千kWh")]
    assert warnings(after) == []


def test_a_question_without_a_proposal_needs_a_figure() -> None:
    odd = put_record(SLIPPED, ("s", 2025, 7), Decimal(130_000), "kWh")
    (question,) = warnings(odd)
    assert corrections(question) == {}
    with pytest.raises(InputProblem, match="正しい使用量を入力"):
        correct(odd, question)
    with pytest.raises(InputProblem):
        correct(odd, question, Decimal("1e20"))
    assert warnings(correct(odd, question, Decimal(35_000))) == []


def test_a_kept_figure_is_a_note_with_its_reason_in_the_ledger_and_under_the_figure() -> None:
    (question,) = warnings(SLIPPED)
    kept = keep(SLIPPED, question, " 夏の間、工場を止めたため ")
    assert warnings(kept) == []
    (note,) = notes(kept)
    assert note == f"{question.message}（残した理由：夏の間、工場を止めたため）"
    line = build_ledger(kept, K).line("s", 2025, 7)
    assert line is not None
    assert line.note == "夏の間、工場を止めたため"
    assert "メモ：夏の間、工場を止めたため" in explain(line).remarks
    assert build_ledger(kept, K).total(2025) == build_ledger(SLIPPED, K).total(2025)


def test_a_reason_is_added_to_a_note_that_was_there() -> None:
    noted = SLIPPED.records[3].model_copy(update={"note": "検針"})
    before = SLIPPED.model_copy(update={"records": (*SLIPPED.records[:3], noted, *SLIPPED.records[4:])})
    (question,) = warnings(before)
    kept = keep(keep(before, question, "休業"), question, "休業")
    assert kept.records[3].note == "検針／休業"
    assert len(kept.accepted) == 1


@pytest.mark.parametrize("reason", ["", " 　"])
def test_keeping_needs_a_reason(reason: str) -> None:
    (question,) = warnings(SLIPPED)
    with pytest.raises(InputProblem, match="理由を入力"):
        keep(SLIPPED, question, reason)


def test_a_figure_that_changes_after_it_was_kept_is_asked_about_again() -> None:
    (question,) = warnings(SLIPPED)
    kept = keep(SLIPPED, question, "休業")
    changed = put_record(kept, ("s", 2025, 7), Decimal("35.677"), "kWh")
    assert [p.path for p in warnings(changed)] == ["records.s.2025.7"]
    assert notes(changed) == []
    renamed = put(kept, "sites.a.name", "新工場")
    assert warnings(renamed) == []
    assert notes(renamed)[0].startswith("新工場の電気（2025年度7月）は 35.676 kWh")


def test_a_kept_figure_can_be_asked_about_again() -> None:
    (question,) = warnings(SLIPPED)
    kept = keep(SLIPPED, question, "休業")
    assert [p.code for p in warnings(withdraw(kept, question.code, question.path))] == [question.code]
    assert withdraw(SLIPPED, question.code, question.path) is SLIPPED


def test_keeping_one_figure_of_a_month_told_twice_loses_neither() -> None:
    absurd = [bill("2000000000", "kWh", 7), bill("35676", "kWh", 7)]
    before = case([supply("electricity", "kWh", supplier="A0270")], [*[r for r in SLIPPED.records if r.month != 7], *absurd])
    (question,) = [p for p in warnings(before) if p.code == "records.slip"]
    kept = keep(before, question, "確認済み")
    assert [(r.quantity, r.note) for r in kept.records if r.month == 7] == [
        (Decimal(2_000_000_000), "確認済み"), (Decimal(35_676), None),
    ]  # fmt: skip
    mended = correct(before, question, Decimal(2000))
    assert [r.quantity for r in mended.records if r.month == 7] == [Decimal(2000), Decimal(35_676)]


def test_a_gap_may_be_kept_until_other_months_are_missing() -> None:
    records = [record for record in full_year("100", "L") if record.month not in (8, 9)]
    before = case([supply("kerosene", "L")], records)
    (gap,) = warnings(before)
    kept = keep(before, gap, "メーター交換のため請求がない")
    assert warnings(kept) == []
    assert kept.records == before.records
    fewer = kept.model_copy(update={"records": kept.records[1:]})
    assert [p.code for p in warnings(fewer)] == ["records.gap"]


def test_a_provisional_factor_is_no_question_a_reason_settles() -> None:
    before = case([supply("electricity", "kWh", supplier="A0345")], full_year("1000", "kWh", 2024))
    (provisional,) = warnings(before)
    assert not can_be_kept(provisional)
    with pytest.raises(InputProblem, match="入力を直すと消えます"):
        keep(before, provisional, "よい")


def test_a_year_of_slips_is_corrected_in_one_edit() -> None:
    costs = {"cost_yen": Decimal(800_000)}
    records = [bill(str(f), "kWh", m, 2024) for m, f in zip(YEAR, POWER, strict=True)]
    slips = [bill(str(Decimal(f).scaleb(-3)), "kWh", m).model_copy(update=costs) for m, f in zip(YEAR, POWER, strict=True)]
    before = case([supply("electricity", "kWh", supplier="A0270")], [*records, *slips])
    (question,) = check_plausibility(before, K).problems
    after = correct(before, question)
    assert [r.quantity for r in after.records if r.fiscal_year == 2025] == [Decimal(f) for f in POWER]
    assert check_plausibility(after, K).problems == ()
    kept = keep(before, question, "省エネ")
    assert {r.note for r in kept.records if r.fiscal_year == 2025} == {"省エネ"}
    assert {r.note for r in kept.records if r.fiscal_year == 2024} == {None}


FIGURES = st.lists(st.integers(0, 10**7), min_size=12, max_size=12)


@given(FIGURES, FIGURES, st.sampled_from(["electricity", "kerosene", "city_gas"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_is_asked_can_be_answered_and_is_then_not_asked_again(
    first: list[int], second: list[int], energy: str, priced: bool
) -> None:
    unit = {"electricity": "kWh", "kerosene": "L", "city_gas": "m3"}[energy]
    records = [bill(str(f), unit, m, year) for year, figures in ((2024, first), (2025, second)) for m, f in zip(YEAR, figures, strict=True)]
    if priced:
        records = [r.model_copy(update={"cost_yen": Decimal(n * 40_000)}) for n, r in enumerate(records)]
    now = case([supply(energy, unit).model_copy(update={"contract_kw": Decimal(3000)})], records)
    questions = check_plausibility(now, K).problems
    assert len({q.path for q in questions}) == len(questions)
    for question in questions:
        assert question.message == text(question.code, **question.params)
        now = keep(now, question, "確認した")
        fixed = corrections(question)
        if fixed:
            changed = correct(now, question)
            assert {(r.supply_id, r.fiscal_year, r.month): (r.quantity, r.unit) for r in changed.records}.items() >= fixed.items()
    assert [p for p in warnings(now) if p.code.startswith("plausibility")] == []
