"""An import on its way, without a window: which questions still matter, and what the preview says in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.importing import KNOWLEDGE, case_with

from sllassist.case.model import EnergyRecord, EnergySupply
from sllassist.flow import import_words, imports
from sllassist.flow.import_outlook import look_out, take
from sllassist.flow.imports import Look
from sllassist.importers import read_source

SUPPLY = EnergySupply(id="e0", site_id="s0", energy="electricity", unit="kWh")


def look(text: str, *, records: tuple[EnergyRecord, ...] = (), supplies: tuple[EnergySupply, ...] = (SUPPLY,)) -> Look:
    case = case_with("岡谷工場", "長野工場", supplies=supplies, records=records)
    return imports.first_look(read_source(text), KNOWLEDGE, case)


def bill(month: int, quantity: str) -> EnergyRecord:
    return EnergyRecord(supply_id="e0", fiscal_year=2024, month=month, quantity=Decimal(quantity), unit="kWh")


TWO = "事業所\t年月\t電気(kWh)\n岡谷工場\t2024年4月\t100\n塩尻\t2024年4月\t7\n塩尻\t2025年1月\t8\n"


def test_an_answered_question_stays_as_long_as_it_matters() -> None:
    found = look(TWO)
    (question,) = found.questions()
    assert [each.key for each in found.unanswered()] == ["site:塩尻"]
    after = imports.look_again(found, *imports.answered(found, question, "s1"))
    assert after.unanswered() == ()
    assert [each.key for each in after.questions()] == ["site:塩尻"]
    assert after.answer_of(question) == "s1"
    table = after.proposal.tables[0]
    without = imports.look_again(after, after.mapping.with_use(table.fingerprint, use=False), after.choices)
    assert without.questions() == ()


def test_the_last_answer_counts_before_the_next_look() -> None:
    found = look(TWO)
    mapping, choices = imports.answered(found, found.questions()[0], "leave_out")
    waiting = replace(found, mapping=mapping, choices=choices)
    assert waiting.unanswered() == ()


def test_refused_places_go_and_conflicts_keep_their_figures() -> None:
    found = look(TWO + "岡谷工場\t2024年5月\t200\n", records=(bill(4, "1"), bill(5, "2")))
    found = imports.look_again(found, *imports.answered(found, found.questions()[0], "new"))
    (new,) = look_out(found.preview, {}, {}).new
    assert len(found.preview.records) == 4
    kept = imports.agreed(found.preview, [new])
    assert sorted(record.quantity for record in kept.records) == [Decimal(100), Decimal(200)]
    assert {kept.records[each.proposed].quantity: each.cell[2] for each in kept.conflicts} == {Decimal(100): 4, Decimal(200): 5}
    assert imports.agreed(found.preview, []) is found.preview
    entering = imports.entering(kept, {("e0", 2024, 4): "keep", ("e0", 2024, 5): "replace"})
    assert [record.quantity for record in entering] == [Decimal(200)]


def test_the_outlook_counts_what_enters_under_the_decisions_and_the_case_follows_it() -> None:
    found = look(TWO + "岡谷工場\t2024年5月\t200\n", records=(bill(4, "1"), bill(5, "2")))
    found = imports.look_again(found, *imports.answered(found, found.questions()[0], "new"))
    undecided = look_out(found.preview, {}, {})
    key = found.preview.places[undecided.new[0]].key
    assert undecided.counts[undecided.new[0]] == 2
    assert sorted(cell[2] or 0 for _, cell in undecided.conflicts) == [4, 5]
    assert len(undecided.taken) == 4
    decided = look_out(found.preview, {key: False}, {("e0", 2024, 4): "keep", ("e0", 2024, 5): "replace"})
    assert decided.new == undecided.new, "a place that was refused can still be chosen"
    assert [(row.months, row.total) for row in decided.sums] == [("1か月", "200 kWh")]
    taken = take(found.proposal.case, decided.preview, {("e0", 2024, 4): "keep", ("e0", 2024, 5): "replace"})
    assert taken.before is found.proposal.case
    assert sorted((record.month, record.quantity) for record in taken.after.records) == [(4, Decimal(1)), (5, Decimal(200))]
    assert taken.years == (2024,)
    assert "使用量1件を取り込みました" in taken.sentence


def test_sums_add_units_of_one_kind_exactly() -> None:
    found = look("年月\t電気\t事業所\n2024年4月\t1.5千kWh\t岡谷工場\n2024年5月\t0.25 kWh\t岡谷工場\n2025年5月\t10 kWh\t岡谷工場\n")
    rows = import_words.sums(found.preview, found.preview.records)
    assert [(row.fiscal_year, row.months, row.total) for row in rows] == [(2024, "2か月", "1.50025 千kWh"), (2025, "1か月", "10 kWh")]


def test_the_sentence_afterwards_counts_what_came_in() -> None:
    found = look("事業所\t年月\t電気(kWh)\n岡谷工場\t2024年4月\t100\n岡谷工場\t2025年5月\t7\n", records=(bill(4, "1"),))
    assert "2024年度・2025年度の使用量2件" in import_words.came_in(found.preview, {("e0", 2024, 4): "replace"})
    assert "2025年度の使用量1件" in import_words.came_in(found.preview, {("e0", 2024, 4): "keep"})
    alone = look("事業所\t年月\t電気(kWh)\n岡谷工場\t2024年4月\t100\n岡谷工場\t2024年5月\t\n", records=(bill(4, "1"),))
    assert "取り込まず" in import_words.came_in(alone.preview, {("e0", 2024, 4): "keep"})


def test_a_conflict_shows_both_figures() -> None:
    found = look("事業所\t年月\t電気(kWh)\n岡谷工場\t2025年1月\t1234\n岡谷工場\t2025年2月\t5\n", records=(bill(1, "1000"),))
    words = import_words.PlaceWords(found.preview, found.proposal.case, KNOWLEDGE)
    side = import_words.conflict_words(found.preview.conflicts[0], found.preview, words)
    assert (side.whose, side.now, side.file) == ("岡谷工場　電気　2025年1月", "1,000 kWh", "1,234 kWh")


def test_a_figure_for_a_column_with_a_name_is_shown_under_that_name() -> None:
    named = SUPPLY.model_copy(update={"name": "第1工場 低圧"})
    found = look("事業所\t年月\t電気(kWh)\n岡谷工場\t2025年2月\t5\n", supplies=(named,))
    words = import_words.PlaceWords(found.preview, found.proposal.case, KNOWLEDGE)
    assert [words.energy(place) for place in found.preview.places] == ["電気「第1工場 低圧」"]


MONTHS = [(4, "2024年4月"), (12, "2024年12月"), (1, "2025年1月"), (3, "2025年3月"), (None, "2024年度の合計")]


@pytest.mark.parametrize(("month", "shown"), MONTHS)
def test_months_are_shown_as_on_the_calendar(month: int | None, shown: str) -> None:
    assert import_words.when(2024, month) == shown


def test_months_across_stand_in_one_line() -> None:
    months = "\t".join(f"{month}月" for month in (*range(4, 13), 1, 2, 3))
    found = look(f"2024年度　岡谷工場\nエネルギー\t{months}\t合計\n電気（kWh）\t" + "\t".join(["5"] * 12) + "\t60\n")
    lines = imports.column_lines(found, found.proposal.tables[0])
    assert [(len(line.columns), line.value) for line in lines] == [(1, "energy"), (12, "quantity"), (1, "ignore")]
    assert {line.sure for line in lines} == {"確か"}
    changed = imports.look_again(found, imports.with_role(found, lines[1], "ignore"), {})
    assert len(found.preview.records) == 12
    assert len(changed.preview.records) == 0


def test_a_changed_case_gives_other_conflicts_under_the_same_answers() -> None:
    found = look(TWO)
    found = imports.look_again(found, *imports.answered(found, found.questions()[0], "s1"))
    assert found.preview.conflicts == ()
    case = found.proposal.case.model_copy(update={"records": (bill(4, "9"),)})
    after = imports.for_case(found, case)
    assert after.choices == found.choices
    assert [each.cell for each in after.preview.conflicts] == [("e0", 2024, 4)]
