"""What typed, pasted and cleared cells do to the Case: nothing lost, nothing misread, one edit for a block."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.case.problems import InputProblem
from sllassist.flow.bills import BillCells, Target, make_block, parse_block, type_cells, zeros

UNITS = {"e": ("kWh", "千kWh"), "g": ("m3",)}
APRIL, MAY = Target(("e", 2025, 4)), Target(("e", 2025, 5))
APRIL_YEN = Target(("e", 2025, 4), "cost")


def case(*records: EnergyRecord) -> Case:
    supplies = (
        EnergySupply(id="e", site_id="a", energy="electricity", unit="kWh"),
        EnergySupply(id="g", site_id="a", energy="city_gas", unit="m3"),
    )
    return Case(sites=(Site(id="a"),), supplies=supplies, records=records)


def record(quantity: str, *, unit: str = "kWh", month: int | None = 4, **more: object) -> EnergyRecord:
    return EnergyRecord.model_validate(
        {"supply_id": "e", "fiscal_year": 2025, "month": month, "quantity": Decimal(quantity), "unit": unit, **more}
    )


@pytest.mark.parametrize(
    ("typed", "quantity", "unit"),
    [
        ("1200", "1200", "kWh"),
        ("１，２００", "1200", "kWh"),
        ("1,200.5", "1200.5", "kWh"),
        ("12345 kWh", "12345", "kWh"),
        ("1.2千kWh", "1.2", "千kWh"),
        ("1.2 MWh", "1.2", "MWh"),
        (" 0 ", "0", "kWh"),
    ],
)
def test_figures_as_people_write_them_become_records(typed: str, quantity: str, unit: str) -> None:
    made = type_cells(case(), {APRIL: typed}, UNITS)
    (only,) = made.records
    assert (only.quantity, only.unit, only.month) == (Decimal(quantity), unit, 4)
    assert not made.drafts


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12ケ", "読み取れません"), ("約1200", "数字で"), ("▲5", "0以上"), ("-5", "0以上"), ("1e5", "読み取れません"), ("1,23", "数字で"),
        ("100 L", "kWhに直せません"), ("5 馬力", "読み取れません"), ("99999999999999", "桁が多すぎ"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_stays_as_typed_with_a_sentence(typed: str, told: str) -> None:
    made = type_cells(case(record("1000")), {APRIL: typed}, UNITS)
    cells = BillCells(made, UNITS)
    assert not made.records, "the old figure must not be used while the cell shows something else"
    assert cells.shown(APRIL) == cells.text(APRIL) == typed
    assert told in cells.problem(APRIL)


def test_a_mended_text_becomes_a_figure_and_leaves_no_draft() -> None:
    wrong = type_cells(case(), {APRIL: "12ケ"}, UNITS)
    right = type_cells(wrong, {APRIL: "12"}, UNITS)
    assert [r.quantity for r in right.records] == [Decimal(12)]
    assert not right.drafts


def test_cells_show_thousands_and_a_unit_that_is_not_the_columns() -> None:
    cells = BillCells(case(record("1234567.5"), record("1.5", unit="千kWh", month=5)), UNITS)
    assert cells.shown(APRIL) == "1,234,567.5"
    assert cells.shown(MAY) == "1.5 千kWh"
    assert cells.text(MAY) == "1.5 千kWh"


@given(st.decimals(min_value=0, max_value=10**12, places=3), st.sampled_from(["kWh", "千kWh", "MWh"]))
def test_what_a_cell_gives_for_editing_reads_back_the_same(quantity: Decimal, unit: str) -> None:
    before = case(record(str(quantity), unit=unit))
    text = BillCells(before, UNITS).text(APRIL)
    again = type_cells(case(), {APRIL: text}, UNITS).records[0]
    assert (again.quantity, again.unit) == (quantity, unit)


def test_typing_the_same_again_changes_nothing_at_all() -> None:
    before = case(record("1200"))
    assert type_cells(before, {APRIL: "1200", MAY: ""}, UNITS) is before


def test_a_note_and_a_cost_survive_a_new_quantity() -> None:
    before = case(record("1200", note="推定検針", cost_yen=Decimal(30000)))
    (after,) = type_cells(before, {APRIL: "1300"}, UNITS).records
    assert (after.quantity, after.note, after.cost_yen) == (Decimal(1300), "推定検針", Decimal(30000))


def test_a_cost_without_a_quantity_waits_and_joins_it_later() -> None:
    first = type_cells(case(), {APRIL_YEN: "12,000円"}, UNITS)
    assert not first.records
    assert "使用量も入力" in BillCells(first, UNITS).problem(APRIL_YEN)
    second = type_cells(first, {APRIL: "500"}, UNITS)
    assert [(r.quantity, r.cost_yen) for r in second.records] == [(Decimal(500), Decimal(12000))]
    assert not second.drafts


def test_clearing_a_quantity_keeps_its_cost_in_sight() -> None:
    after = type_cells(case(record("1200", cost_yen=Decimal(30000))), {APRIL: ""}, UNITS)
    assert not after.records
    assert BillCells(after, UNITS).shown(APRIL_YEN) == "30000"
    assert not type_cells(after, {APRIL_YEN: ""}, UNITS).drafts


def test_an_unreadable_cost_leaves_the_quantity_alone() -> None:
    after = type_cells(case(record("1200", cost_yen=Decimal(30000))), {APRIL_YEN: "三万"}, UNITS)
    assert [(r.quantity, r.cost_yen) for r in after.records] == [(Decimal(1200), None)]
    assert BillCells(after, UNITS).shown(APRIL_YEN) == "三万"


def test_a_month_told_twice_shows_both_until_one_is_typed() -> None:
    before = case(record("1200"), record("1300"))
    cells = BillCells(before, UNITS)
    assert cells.shown(APRIL) == "1,200／1,300"
    assert "2つ" in cells.problem(APRIL)
    after = type_cells(before, {APRIL: "1300"}, UNITS)
    assert [r.quantity for r in after.records] == [Decimal(1300)]


def test_totals_convert_units_and_refuse_what_cannot_be_added() -> None:
    cells = BillCells(case(record("500"), record("1.5", unit="千kWh", month=5)), UNITS)
    assert cells.total("e", 2025, "quantity") == Decimal(2000)
    assert BillCells(case(), UNITS).total("e", 2025, "quantity") is None
    assert BillCells(case(record("5", unit="kg")), UNITS).total("e", 2025, "quantity") is None


def test_zeros_fill_only_empty_months_of_columns_told_by_month() -> None:
    by_month = zeros(case(record("500")), ["e", "g"], 2025)
    assert len(by_month) == 11 + 12
    assert APRIL not in by_month
    assert zeros(case(record("6000", month=None)), ["e"], 2025) == {}
    waiting = type_cells(case(), {APRIL: "12ケ"}, UNITS)
    assert APRIL not in zeros(waiting, ["e"], 2025), "a text that waits to be mended is not empty"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n2\n3", [["1"], ["2"], ["3"]]),
        ('"1,234"\t"a\nb"\n5\n', [["1,234", "a\nb"], ["5", ""]]),
        ('"12""34"', [['12"34']]),
        ("\ufeff１２\t\n", [["１２", ""]]),
        ("", []),
        ("\n\n", []),
        ("\t\t\n\t\t", []),
    ],
)
def test_blocks_from_a_spreadsheet(text: str, block: list[list[str]]) -> None:
    assert parse_block(text) == block


def test_a_monstrous_block_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputProblem, match="範囲が大きすぎます"):
        parse_block("1\t" * 300_000)


cell = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], blacklist_characters="\ufeff"), min_size=1, max_size=6)


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=5)))
def test_a_copied_block_pastes_back_the_same(block: list[list[str]]) -> None:
    assert parse_block(make_block(block)) == block


def test_a_cost_that_waits_is_told_as_one_and_leads_to_its_cell() -> None:
    from datetime import date

    from sllassist.assessment import assess
    from sllassist.flow.pages import page_of_path
    from sllassist.knowledge import load_knowledge

    waiting = type_cells(case(), {APRIL_YEN: "12,000"}, UNITS)
    (problem,) = [p for p in assess(waiting, load_knowledge(), date(2026, 11, 20)).problems if "cost" in p.path]
    assert "金額「12,000」" in problem.message
    place = page_of_path(waiting, problem.path)
    assert (place.page_id, place.fiscal_year, place.focus) == ("bills", 2025, APRIL_YEN.path)
