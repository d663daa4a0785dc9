"""A ledger carried over from before an edit says the same as one built anew: totals, lines, rows and problems."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, case, full_year, supply

from sllassist.assessment import assess
from sllassist.case.edits import put_record, remove_supply
from sllassist.case.model import Case, EnergyRecord
from sllassist.case.paths import put
from sllassist.emissions import Ledger, build_ledger, check_plausibility
from sllassist.knowledge import load_knowledge

K = load_knowledge()
TODAY = dt.date(2026, 11, 20)
SUPPLIES = [
    supply("electricity", "kWh", "e", supplier="A0345"), supply("lpg", "m3", "p", site_id="b"),
    supply("kerosene", "L", "k", site_id="b"), supply("dilithium", "L", "x"), supply("electricity", "kWh", "f", site_id="b"),
]  # fmt: skip
UNITS = {"e": "kWh", "p": "m3", "k": "L", "x": "L", "f": "kWh", "gone": "L"}
START = case(SUPPLIES, [r for name, unit in UNITS.items() for year in (2024, 2025) for r in full_year("100", unit, year, name)])

EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("cell"), st.sampled_from(sorted(UNITS)), st.sampled_from([2024, 2025, 2026]), st.sampled_from([*YEAR, None]),
            st.one_of(st.none(), st.decimals(0, 10**12, places=3)), st.sampled_from(["kWh", "m3", "L", "kL", "千kWh"]),
        ),
        st.tuples(st.just("site"), st.sampled_from(["a", "b"]), st.text(max_size=3)),
        st.tuples(st.just("retailer"), st.sampled_from(["e", "f"]), st.sampled_from(["A0270", "A0480", None, "A9999"])),
        st.tuples(st.just("contract"), st.sampled_from(["e", "f"]), st.sampled_from([None, Decimal("0.1"), Decimal(5)])),
        st.tuples(st.just("drop"), st.sampled_from(sorted(UNITS))),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def edited(now: Case, edit: tuple) -> Case:
    kind, *rest = edit
    if kind == "cell":
        name, year, month, quantity, unit = rest
        return put_record(now, (name, year, month), quantity, unit)
    if kind == "site":
        return put(now, f"sites.{rest[0]}.name", rest[1])
    if kind in ("retailer", "contract"):
        known = now.supply(rest[0]) is not None
        name = {"retailer": "supplier", "contract": "contract_kw"}[kind]
        return put(now, f"supplies.{rest[0]}.{name}", rest[1]) if known else now
    return remove_supply(now, rest[0], with_records=True)


def said(ledger: Ledger) -> object:
    years = ledger.fiscal_years
    return (
        years, [ledger.total(year) for year in years], [ledger.by_site(year) for year in years],
        [ledger.by_energy(year) for year in years], [ledger.lines(year) for year in years],
        [ledger.groups(year) for year in years], ledger.problems,
    )  # fmt: skip


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_a_ledger_carried_over_says_the_same_as_one_built_anew(edits: list[tuple]) -> None:
    now, carried = START, build_ledger(START, K)
    for edit in edits:
        said(carried)  # sums that are remembered must not be taken over where they no longer hold
        now = edited(now, edit)
        carried = build_ledger(now, K, carried)
        fresh = now.model_copy(update={"records": tuple(r.model_copy() for r in now.records)})
        assert said(carried) == said(build_ledger(fresh, K))


@given(EDITS)
@settings(max_examples=100, deadline=None)
def test_an_assessment_carried_over_asks_the_same_as_one_made_anew(edits: list[tuple]) -> None:
    now = START
    carried = assess(now, K, TODAY)
    for edit in edits:
        now = edited(now, edit)
        carried = assess(now, K, TODAY, carried)
        fresh = now.model_copy(update={"records": tuple(r.model_copy() for r in now.records)})
        anew = assess(fresh, K, TODAY)
        assert carried.problems == anew.problems
        assert carried.schemes == anew.schemes


def test_the_question_about_a_month_goes_when_last_years_figure_is_mended() -> None:
    odd = put_record(START, ("f", 2024, 7), Decimal(4000), "kWh")
    before = check_plausibility(odd, K)
    assert [p.path for p in before.problems] == ["records.f.2024.7"]
    assert check_plausibility(START.model_copy(update={"records": START.records}), K, before).problems == ()


def test_the_first_figure_of_a_new_year_is_asked_about_too() -> None:
    before = check_plausibility(START, K)
    new = put_record(START, ("f", 2026, 7), Decimal(900), "kWh")
    assert [p.path for p in check_plausibility(new, K, before).problems] == ["records.f.2026.7"]


def test_a_contract_told_later_bears_on_figures_told_before() -> None:
    before = check_plausibility(START, K)
    told = put(START, "supplies.f.contract_kw", Decimal("0.1"))
    found = check_plausibility(told, K, before).problems
    assert [(p.code, p.path, p.params["count"]) for p in found] == [
        ("plausibility.capacity_many", f"records.f.{year}.4", 12) for year in (2024, 2025)
    ]  # fmt: skip


def test_the_new_retailers_figure_is_held_against_the_mended_one_of_the_old() -> None:
    supplies = [supply("electricity", "kWh", "old", supplier="A0270"), supply("electricity", "kWh", "new", supplier="A0345")]
    fine = case(supplies, [*full_year("1000", "kWh", 2024, "old"), *full_year("1000", "kWh", 2025, "new")])
    before = check_plausibility(fine, K)
    assert before.problems == ()
    changed = put_record(fine, ("old", 2024, 7), Decimal(450), "kWh")
    assert [p.path for p in check_plausibility(changed, K, before).problems] == ["records.new.2025.7"]


def test_another_set_of_facts_takes_nothing_over() -> None:
    other = type(K)(*K._folders)
    carried = build_ledger(START, other, build_ledger(START, K))
    assert {batch.rate.factor.heat.number for batch in carried.batches(2025) if batch.rate} >= {Decimal("8.64")}
    factors = {id(batch.rate) for batch in build_ledger(START, K).batches(2025) if batch.rate}
    assert not factors & {id(batch.rate) for batch in carried.batches(2025) if batch.rate}


def test_records_of_an_untouched_column_are_not_looked_at_again() -> None:
    before = build_ledger(START, K)
    after = build_ledger(put_record(START, ("k", 2025, 4), Decimal(7), "L"), K, before)
    changed = {key for key in after.kept if after.kept[key] is not before.kept[key]}
    assert changed == {("k", 2025)}
    assert after.total(2025).heat_gj != before.total(2025).heat_gj


def test_a_record_is_frozen_so_that_what_is_remembered_holds() -> None:
    assert EnergyRecord.model_config["frozen"] is True
