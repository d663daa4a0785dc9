"""For every energy, unit and period: splitting a record, changing the order or the unit never changes a total."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, case

from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.units import convert, kind_of, units_of
from sllassist.emissions import build_ledger
from sllassist.emissions.basis import applied, basis_of
from sllassist.emissions.exact import handed_out
from sllassist.emissions.split import MEASURES
from sllassist.knowledge import load_knowledge

K = load_knowledge()
YEARS = (2022, 2025)
STATES = [None, *K.gas_volumes]
QUANTITIES = st.decimals(min_value=0, max_value=10**9, places=6, allow_nan=False)
SUPPLIES = st.builds(
    lambda choice, site, state, mix, economy: EnergySupply(
        site_id=site, energy=choice[0], unit=choice[1], gas_state=state, gas_mix=mix, km_per_litre=economy
    ),
    st.sampled_from([(energy.id, unit) for energy in K.energies.values() for unit in energy.units]), st.sampled_from("ab"),
    st.sampled_from(STATES), st.sampled_from([None, *K.lpg_densities]),
    st.decimals(min_value=Decimal("0.1"), max_value=100, places=2),
)  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> Case:
    supplies = draw(st.lists(SUPPLIES, min_size=1, max_size=4))
    records = draw(
        st.lists(
            st.builds(
                lambda supply, month, year, quantity: EnergyRecord(
                    supply_id=supply.id, fiscal_year=year, month=month, quantity=quantity, unit=supply.unit
                ),
                st.sampled_from(supplies), st.sampled_from([*YEAR, None]), st.sampled_from(YEARS), QUANTITIES,
            ),
            min_size=1, max_size=12,
        )
    )  # fmt: skip
    return case(supplies, records)


def totals(now: Case) -> list[tuple[str, ...]]:
    ledger = build_ledger(now, K)
    wholes = [ledger.total(year) for year in YEARS]
    parts = [total for year in YEARS for _, total in (*sorted(ledger.by_site(year).items()), *sorted(ledger.by_energy(year).items()))]
    return [tuple(str(getattr(total, measure)) for measure in MEASURES) for total in (*wholes, *parts)]


def with_records(now: Case, records: list[EnergyRecord]) -> Case:
    return now.model_copy(update={"records": tuple(records)})


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_never_matters(now: Case, chance: random.Random) -> None:
    records, supplies = list(now.records), list(now.supplies)
    chance.shuffle(records)
    chance.shuffle(supplies)
    shuffled = with_records(now, records)
    assert totals(shuffled) == totals(now)
    assert totals(shuffled.model_copy(update={"supplies": tuple(supplies)})) == totals(now)


@given(cases(), st.data())
@settings(max_examples=150, deadline=None)
def test_splitting_a_record_never_changes_a_total(now: Case, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(now.records) - 1))
    whole = now.records[place]
    cuts = sorted(data.draw(st.lists(st.decimals(min_value=0, max_value=whole.quantity, places=6), max_size=4)))
    edges = [Decimal(0), *cuts, whole.quantity]
    pieces = [whole.model_copy(update={"quantity": b - a}) for a, b in pairwise(edges)]
    assert totals(with_records(now, [*now.records[:place], *pieces, *now.records[place + 1 :]])) == totals(now)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_a_bill_in_another_unit_of_its_kind_gives_the_same_total(now: Case) -> None:
    for end in (0, -1):
        records = []
        for record in now.records:
            unit = units_of(kind_of(record.unit) or "")[end]
            records.append(record.model_copy(update={"quantity": convert(record.quantity, record.unit, unit), "unit": unit}))
        assert totals(with_records(now, records)) == totals(now)


@given(QUANTITIES, st.sampled_from([unit for energy in K.energies.values() for unit in energy.units]), st.data())
@settings(max_examples=200, deadline=None)
def test_changing_the_unit_there_and_back_gives_the_same_figure(quantity: Decimal, unit: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(units_of(kind_of(unit) or "")))
    assert convert(convert(quantity, unit, other), other, unit) == quantity


@given(cases())
@settings(max_examples=100, deadline=None)
def test_the_lines_of_the_basis_add_up_to_the_totals_exactly(now: Case) -> None:
    ledger = build_ledger(now, K)
    found = basis_of(now, ledger)
    for year in ledger.fiscal_years:
        lines = [item for item in found.lines if item.line.fiscal_year == year]
        heat = sum(applied(item.line.quantity, item.way.heat) for item in lines)
        co2 = sum(applied(item.line.quantity, item.way.co2_basic) for item in lines if item.way.co2_basic is not None)
        total = ledger.total(year)
        assert (handed_out(Fraction(heat)), handed_out(Fraction(co2))) == (total.heat_gj, total.co2_basic_t)
