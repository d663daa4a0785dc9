"""Columns after an edit equal columns gathered anew, and those the edit did not touch stay the very same objects."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sllassist.case.columns import columns_of
from sllassist.case.coverage import is_complete, missing_months, years_with_records
from sllassist.case.edits import put_record
from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.case.periods import FISCAL_MONTHS

SITES = (Site(id="a"), Site(id="b"))
SUPPLIES = tuple(
    EnergySupply(id=name, site_id=site, energy=energy, unit="L")
    for name, site, energy in (("k", "a", "kerosene"), ("d", "a", "diesel"), ("e", "b", "kerosene"), ("f", "a", "kerosene"))
)
NAMES = ("k", "d", "e", "f", "gone")
RECORDS = st.lists(
    st.builds(
        EnergyRecord, supply_id=st.sampled_from(NAMES), fiscal_year=st.integers(2023, 2026),
        month=st.sampled_from([*FISCAL_MONTHS, None]), quantity=st.integers(0, 9).map(Decimal), unit=st.just("L"),
    ),
    max_size=40,
).map(tuple)  # fmt: skip


def by_hand(records: tuple[EnergyRecord, ...]) -> dict[tuple[str, int], list[EnergyRecord]]:
    keys = {(record.supply_id, record.fiscal_year) for record in records}
    return {key: [r for r in records if (r.supply_id, r.fiscal_year) == key] for key in keys}


def shown(case: Case) -> dict[tuple[str, int], list[EnergyRecord]]:
    return {key: list(column) for key, column in columns_of(case).by_key.items()}


@given(RECORDS, st.data())
@settings(max_examples=200, deadline=None)
def test_columns_after_any_edit_are_those_of_the_new_records(records: tuple[EnergyRecord, ...], data: st.DataObject) -> None:
    case = Case(sites=SITES, supplies=SUPPLIES, records=records)
    assert shown(case) == by_hand(records)
    for _ in range(3):
        start = data.draw(st.integers(0, len(case.records)))
        end = data.draw(st.integers(start, min(len(case.records), start + 3)))
        new = data.draw(RECORDS)[:3]
        case = case.model_copy(update={"records": (*case.records[:start], *new, *case.records[end:])})
        assert shown(case) == by_hand(case.records)


def test_only_the_edited_column_is_gathered_anew() -> None:
    records = tuple(
        EnergyRecord(supply_id=name, fiscal_year=year, month=month, quantity=Decimal(1), unit="L")
        for name in ("k", "d", "e") for year in (2024, 2025) for month in FISCAL_MONTHS
    )  # fmt: skip
    case = Case(sites=SITES, supplies=SUPPLIES, records=records)
    before = columns_of(case).by_key
    after = columns_of(put_record(case, ("d", 2025, 7), Decimal(5), "L")).by_key
    assert {key for key in before if after[key] is not before[key]} == {("d", 2025)}
    assert [record.quantity for record in after["d", 2025]] == [Decimal(1)] * 3 + [Decimal(5)] + [Decimal(1)] * 8
    added = columns_of(put_record(case, ("f", 2025, None), Decimal(5), "L")).by_key
    assert {key for key in added if added[key] is not before.get(key)} <= {("f", 2025), ("d", 2025)}
    removed = columns_of(put_record(case, ("k", 2024, 4), None, "L")).by_key
    assert len(removed["k", 2024]) == 11


@given(RECORDS)
@settings(max_examples=100, deadline=None)
def test_missing_months_by_hand(records: tuple[EnergyRecord, ...]) -> None:
    case = Case(sites=SITES, supplies=SUPPLIES, records=records)
    known = [r for r in records if r.supply_id != "gone"]
    for year in (2023, 2024, 2025, 2026):
        expected = {}
        for use, names in {("a", "kerosene"): "kf", ("a", "diesel"): "d", ("b", "kerosene"): "e"}.items():
            months = {r.month for r in known if r.fiscal_year == year and r.supply_id in names}
            lacking = tuple(m for m in FISCAL_MONTHS if m not in months and None not in months)
            if lacking:
                expected[use] = lacking
        assert missing_months(case, year) == expected
        assert is_complete(case, year, frozenset({"b"})) == (("b", "kerosene") not in expected)
    assert years_with_records(case) == tuple(sorted({r.fiscal_year for r in records}))


def test_supplies_count_although_the_records_stayed() -> None:
    case = Case(sites=SITES, supplies=SUPPLIES[:1], records=())
    assert missing_months(case, 2025) == {("a", "kerosene"): FISCAL_MONTHS}
    assert missing_months(case.model_copy(update={"supplies": SUPPLIES[1:2]}), 2025) == {("a", "diesel"): FISCAL_MONTHS}
