"""Differences between Cases: replayed they give the same Case again, whatever changed."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sllassist.case import edits
from sllassist.case.model import Case, EnergyRecord, Firm, Loan, Measure, Plan, Site, YearNote
from sllassist.case.problems import InputProblem
from sllassist.store.differences import difference, replay

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
figures = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000)
years = st.integers(2018, 2026)
maybe = st.none() | texts
records = st.builds(
    EnergyRecord,
    supply_id=st.sampled_from("abc"),
    fiscal_year=years,
    month=st.none() | st.integers(1, 12),
    quantity=figures,
    unit=texts,
    cost_yen=st.none() | figures,
)
sites = st.builds(Site, id=texts, name=maybe, kind=st.none() | st.sampled_from(["factory", "office"]))
measures = st.builds(Measure, id=texts, name=maybe, expected_t=st.none() | figures)
notes = st.lists(st.builds(YearNote, fiscal_year=years, text=texts), max_size=2).map(tuple)


def some(items: st.SearchStrategy[Any], size: int = 6) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=size).map(tuple)


parts = {
    "case_id": texts,
    "firm": st.builds(Firm, name=maybe, capital_yen=st.none() | figures),
    "loan": st.builds(
        Loan, start_date=st.none() | st.dates(dt.date(2020, 1, 1)), penalty_rate=st.none() | st.booleans()
    ),
    "plan": st.builds(Plan, base_year=st.none() | years, change_reasons=notes),
    "sites": some(sites),
    "records": some(records, 12),
    "measures": some(measures),
    "dont_know": some(texts),
    "finished": some(texts),
    "drafts": st.dictionaries(texts, texts, max_size=5),
}
cases = st.builds(Case, **parts)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case and what some edits made of it: parts replaced, lists reordered, cut, doubled, grown."""
    old = draw(cases)
    update: dict[str, Any] = {}
    for name in draw(st.sets(st.sampled_from(sorted(parts)), max_size=4)):
        value, fresh = getattr(old, name), draw(parts[name])
        if isinstance(value, tuple):
            pool = [*value, *value, *fresh]
            value = tuple(draw(st.lists(st.sampled_from(pool), max_size=15))) if pool else ()
        elif isinstance(value, dict):
            kept = draw(st.lists(st.sampled_from(list(value)), unique=True)) if value else []
            value = {**{key: value[key] for key in kept}, **fresh}
        else:
            value = fresh
        update[name] = value
    return old, old.model_copy(update=update)


def replayed(old: Case, change: dict[str, Any]) -> Case:
    """By way of the text a journal holds."""
    line = json.dumps(change).encode()
    return Case.model_validate(replay(json.loads(old.model_dump_json()), json.loads(line)))


@settings(max_examples=500, deadline=None)
@given(edited())
def test_replaying_the_difference_gives_the_new_case(pair: tuple[Case, Case]) -> None:
    old, new = pair
    change = difference(old, new)
    assert replayed(old, change) == new
    assert list(replayed(old, change).drafts.items()) == list(new.drafts.items())


@settings(max_examples=200, deadline=None)
@given(cases, cases)
def test_also_between_cases_that_share_nothing(old: Case, new: Case) -> None:
    assert replayed(old, difference(old, new)) == new


@given(cases)
def test_nothing_changed_is_an_empty_difference(case: Case) -> None:
    assert difference(case, case) == {}
    assert difference(case, case.model_copy(update={"firm": case.firm, "records": tuple(case.records)})) == {}
    rebuilt = Case.model_validate_json(case.model_dump_json())
    assert replayed(case, difference(case, rebuilt)) == case


def test_one_bill_figure_takes_one_short_line(large_case: Case) -> None:
    cell = edits.cell_of(large_case.records[9000])
    new = edits.put_record(large_case, cell, Decimal("1.5"), "kWh")
    change = difference(large_case, new)
    assert change == {
        "records": {
            "runs": [
                [0, 9000],
                {"put": [{"supply_id": cell[0], "fiscal_year": cell[1], "month": cell[2], "quantity": "1.5", "unit": "kWh",
                          "cost_yen": None, "note": None}]},
                [9001, 19200],
            ]
        }
    }  # fmt: skip


def test_removing_scattered_records_writes_no_record(large_case: Case) -> None:
    kept = tuple(record for record in large_case.records if record.month != 7)
    change = difference(large_case, large_case.model_copy(update={"records": kept}))
    assert '"put"' not in json.dumps(change)
    assert replayed(large_case, change).records == kept



@pytest.mark.parametrize(
    "update",
    [
        {"firm": Firm(name="\ud842")},
        {"firm": Firm.model_construct(name=3)},
        {"drafts": {"firm.name": "\udfb7"}},
        {"finished": (3,)},
        {"records": (EnergyRecord.model_construct(supply_id="a", fiscal_year=3, quantity=1.5, unit="x"),)},
        {"case_id": None},
    ],
)
def test_what_could_not_be_read_back_is_refused(full_case: Case, update: dict[str, Any]) -> None:
    with pytest.raises(InputProblem, match="入力し直してください"):
        difference(full_case, full_case.model_copy(update=update))
