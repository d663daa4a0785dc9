"""Taking a preview over: one edit, nothing overwritten without a decision, nothing entered while a question is open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.importing import FILES, case_with, look

from sllassist.case.edits import put_record
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.problems import InputProblem
from sllassist.importers import Preview, merge

SUPPLY = EnergySupply(id="e0", site_id="s0", energy="electricity", unit="kWh")
EMPTY = case_with("岡谷工場", supplies=[SUPPLY])
TEXT = "年月\t電気(kWh)\t金額(円)\n2024/4\t100\t3000\n2024/5\t120\t3600\n"
APRIL, MAY, YEAR = ("e0", 2024, 4), ("e0", 2024, 5), ("e0", 2024, None)


def having(*records: tuple[int | None, str], cost: str | None = None) -> Case:
    """The case with these figures of fiscal year 2024."""
    case = EMPTY
    for month, quantity in records:
        case = put_record(case, ("e0", 2024, month), Decimal(quantity), "kWh", None if cost is None else Decimal(cost))
    return case


def figures(case: Case) -> dict[int | None, tuple[str, str | None]]:
    """Quantity and cost by month."""
    return {
        record.month: (f"{record.quantity:f}", None if record.cost_yen is None else f"{record.cost_yen:f}")
        for record in case.records
    }


def refusal(case: Case, preview: Preview, **decisions: object) -> str:
    """The code of the refusal."""
    with pytest.raises(InputProblem) as told:
        merge(case, preview, **decisions)  # type: ignore[arg-type]
    return told.value.problem.code


def test_figures_enter_an_empty_case() -> None:
    merged = merge(EMPTY, look(TEXT, EMPTY))
    assert figures(merged) == {4: ("100", "3000"), 5: ("120", "3600")}
    assert merged.supplies == (SUPPLY,)
    assert EMPTY.records == ()


def test_the_same_figures_again_change_nothing() -> None:
    merged = merge(EMPTY, look(TEXT, EMPTY))
    again = look(TEXT, merged)
    assert (list(again.records), again.same, again.conflicts) == ([], 2, ())
    assert refusal(merged, again) == "importers.nothing"


def test_another_figure_is_a_conflict_with_both_side_by_side() -> None:
    case = having((4, "99"), (6, "7"))
    preview = look(TEXT, case)
    assert [(conflict.cell, conflict.kind, conflict.text) for conflict in preview.conflicts] == [
        (APRIL, "month", "99 kWh")
    ]
    assert preview.records[preview.conflicts[0].proposed].quantity == 100
    assert refusal(case, preview) == "importers.undecided"
    assert (
        refusal(case, preview, decisions={APRIL: "add"}) == "importers.undecided"
    )  # nothing to add: both are whole months
    assert figures(merge(case, preview, {APRIL: "keep"})) == {4: ("99", None), 5: ("120", "3600"), 6: ("7", None)}
    assert figures(merge(case, preview, {APRIL: "replace"})) == {4: ("100", "3000"), 5: ("120", "3600"), 6: ("7", None)}


def test_an_amount_alone_is_added_to_the_same_figure() -> None:
    case = having((4, "100"), (5, "120"))
    preview = look(TEXT, case)
    assert preview.conflicts == ()
    assert figures(merge(case, preview)) == {4: ("100", "3000"), 5: ("120", "3600")}


def test_a_figure_without_amount_leaves_the_cases_amount() -> None:
    case = having((4, "100"), cost="2999")
    preview = look("年月\t電気(kWh)\n2024/4\t100\n2024/5\t120\n", case)
    assert (preview.same, preview.conflicts) == (1, ())
    assert figures(merge(case, preview)) == {4: ("100", "2999"), 5: ("120", None)}


def test_months_against_a_whole_year() -> None:
    case = having((None, "1500"))
    preview = look(TEXT, case)
    assert [(conflict.kind, conflict.others) for conflict in preview.conflicts] == [
        ("year", (YEAR,)),
        ("year", (YEAR,)),
    ]
    assert figures(merge(case, preview, {APRIL: "keep", MAY: "keep"})) == {None: ("1500", None)}
    assert figures(merge(case, preview, {APRIL: "replace", MAY: "replace"})) == {4: ("100", "3000"), 5: ("120", "3600")}


def test_a_whole_year_against_months() -> None:
    case = having((4, "99"), (5, "98"))
    preview = look("年度\t電気(kWh)\n2024年度\t1500\n", case)
    assert [(conflict.kind, conflict.others) for conflict in preview.conflicts] == [("year", (APRIL, MAY))]
    assert figures(merge(case, preview, {YEAR: "replace"})) == {None: ("1500", None)}
    assert figures(merge(case, preview, {YEAR: "keep"})) == {4: ("99", None), 5: ("98", None)}


def test_an_unread_typed_text_is_not_thrown_away_unasked() -> None:
    case = EMPTY.model_copy(update={"drafts": {"records.e0.2024.4": "百くらい"}})
    preview = look(TEXT, case)
    assert [(conflict.kind, conflict.text) for conflict in preview.conflicts] == [("draft", "百くらい")]
    kept = merge(case, preview, {APRIL: "keep"})
    assert kept.drafts == {"records.e0.2024.4": "百くらい"}
    assert merge(case, preview, {APRIL: "replace"}).drafts == {}


def test_parts_of_a_month_may_be_added() -> None:
    gas = EnergySupply(id="g0", site_id="s0", energy="city_gas", unit="m3")
    case = case_with(
        "岡谷工場",
        supplies=[gas],
        records=[EnergyRecord(supply_id="g0", fiscal_year=2023, month=3, quantity=Decimal(140), unit="m3")],
    )
    preview = look(FILES / "gas_bills.csv", case, {"energy:": "city_gas", "straddle": "prorate", "partial": "include"})
    march = ("g0", 2023, 3)
    assert [(conflict.cell, conflict.can_add) for conflict in preview.conflicts] == [(march, True)]
    merged = merge(case, preview, {march: "add"})
    assert next(record.quantity for record in merged.records if record.month == 3) == Decimal("300.000")  # 140 + 160


def test_nothing_enters_while_a_question_is_open() -> None:
    preview = look(FILES / "no_year.csv", EMPTY)
    assert preview.questions
    assert refusal(EMPTY, preview) == "importers.open_questions"


@pytest.mark.parametrize("change", ["figure", "supply", "draft"])
def test_a_case_that_changed_meanwhile_is_not_overwritten(change: str) -> None:
    preview = look(TEXT, EMPTY)
    changed = {
        "figure": having((4, "1")), "supply": EMPTY.model_copy(update={"supplies": ()}),
        "draft": EMPTY.model_copy(update={"drafts": {"records.e0.2024.5": "?"}}),
    }[change]  # fmt: skip
    assert refusal(changed, preview) == "importers.changed_since"


def test_new_sites_and_supplies_are_added_once_and_only_when_used() -> None:
    case = case_with("岡谷工場", "長野工場")
    preview = look(FILES / "sites_across.xlsx", case, {"site:塩尻営業所": "new"})
    merged = merge(case, preview)
    assert [site.name for site in merged.sites] == ["岡谷工場", "長野工場", "塩尻営業所"]
    assert [(supply.energy, supply.unit) for supply in merged.supplies] == [("electricity", "kWh")] * 3
    assert {supply.site_id for supply in merged.supplies} == {site.id for site in merged.sites}
    assert len(merged.records) == 9
    again = look(FILES / "sites_across.xlsx", merged)
    assert (again.questions, list(again.records), again.same) == ((), [], 9)


def test_the_unit_of_a_new_supply_is_the_bills() -> None:
    case = case_with("岡谷工場")
    merged = merge(case, look(FILES / "thousand_kwh.xlsx", case))
    assert {supply.energy: supply.unit for supply in merged.supplies} == {
        "electricity": "千kWh",
        "heavy_oil_a": "kL",
        "lpg": "t",
    }


def test_notes_say_how_a_figure_came_about() -> None:
    case = case_with("岡谷工場")
    preview = look(FILES / "gas_bills.csv", case, {"energy:": "city_gas", "straddle": "prorate", "partial": "include"})
    april = next(record for record in merge(case, preview).records if record.month == 4)
    assert april.note == (
        "日割り：2024/3/16〜2024/4/15の310 m3のうち4月の15日分；日割り：2024/4/16〜2024/5/15の300 m3のうち4月の15日分"
    )  # fmt: skip


@given(
    st.lists(st.sampled_from(["keep", "replace"]), min_size=12, max_size=12),
    st.lists(st.integers(0, 3), min_size=12, max_size=12),
)
def test_every_month_ends_as_decided(decisions: list[str], old: list[int]) -> None:
    months = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
    case = having(*((month, str(value)) for month, value in zip(months, old, strict=True) if value))
    text = "年月\t電気(kWh)\n" + "".join(f"2024年度{month}月\t{place % 4}\n" for place, month in enumerate(months))
    preview = look(text, case)
    wanted = {("e0", 2024, month): decision for month, decision in zip(months, decisions, strict=True)}
    merged = figures(merge(case, preview, wanted) if preview.records else case)  # type: ignore[arg-type]
    for place, month in enumerate(months):
        new = place % 4
        value = old[place] if old[place] and (decisions[place] == "keep" or old[place] == new) else new
        assert merged[month] == (str(value), None)
