"""Splitting a record, changing the order of records or the unit of a bill never changes a total, to the last digit."""

import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, case, supply

from sllassist.case.model import EnergyRecord, EnergySupply
from sllassist.emissions import build_ledger
from sllassist.knowledge import load_knowledge

K = load_knowledge()
SUPPLIES = [
    supply("electricity", "kWh", "e", supplier="A0480"), supply("city_gas", "m3", "g", supplier="K0010"),
    supply("lpg", "m3", "p", gas_mix="propane"), supply("lpg", "m3", "m", site_id="b"), supply("heavy_oil_a", "L", "o"),
    supply("kerosene", "L", "k", site_id="b"), supply("steam_other", "GJ", "h"),
]  # fmt: skip
BY_ID = {s.id: s for s in SUPPLIES}
QUANTITIES = st.decimals(min_value=0, max_value=10**12, places=6, allow_nan=False)
RECORDS = st.lists(
    st.builds(
        lambda s, month, year, quantity: EnergyRecord(supply_id=s, fiscal_year=year, month=month, quantity=quantity, unit=BY_ID[s].unit),
        st.sampled_from(sorted(BY_ID)), st.sampled_from(YEAR), st.sampled_from([2022, 2025]), QUANTITIES,
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def totals(records: list[EnergyRecord], supplies: list[EnergySupply] = SUPPLIES):
    ledger = build_ledger(case(supplies, records), K)
    found = []
    for year in (2022, 2025):
        total = ledger.total(year)
        found.append((total.heat_gj, total.oil_kl, total.co2_basic_t, total.co2_adjusted_t))
        found += [(site, t.heat_gj, t.co2_basic_t) for site, t in sorted(ledger.by_site(year).items())]
    return [tuple(map(str, row)) for row in found]


@given(RECORDS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_never_matters(records: list[EnergyRecord], chance: random.Random) -> None:
    shuffled, supplies = list(records), list(SUPPLIES)
    chance.shuffle(shuffled)
    chance.shuffle(supplies)
    assert totals(shuffled) == totals(records)
    assert totals(records, supplies) == totals(records)


@given(RECORDS, st.data())
@settings(max_examples=150, deadline=None)
def test_splitting_a_record_never_changes_a_total(records: list[EnergyRecord], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(records) - 1))
    whole = records[place]
    part = data.draw(st.decimals(min_value=0, max_value=whole.quantity, places=6))
    month = data.draw(st.sampled_from([*YEAR, whole.month]))
    halves = [
        whole.model_copy(update={"quantity": part}),
        whole.model_copy(update={"quantity": whole.quantity - part, "month": month}),
    ]
    assert totals([*records[:place], *halves, *records[place + 1 :]]) == totals(records)


LARGER = {"kWh": "千kWh", "m3": "千m3", "L": "kL", "GJ": "TJ"}


@given(st.lists(st.tuples(st.sampled_from(sorted(BY_ID)), st.integers(0, 10**9)), min_size=1, max_size=10))
@settings(max_examples=100, deadline=None)
def test_the_unit_of_the_bill_never_changes_a_total(bills: list[tuple[str, int]]) -> None:
    def record(name: str, quantity: Decimal, unit: str) -> EnergyRecord:
        return EnergyRecord(supply_id=name, fiscal_year=2025, month=4, quantity=quantity, unit=unit)

    small = [record(name, Decimal(q), BY_ID[name].unit) for name, q in bills]
    large = [record(name, Decimal(q).scaleb(-3), LARGER[BY_ID[name].unit]) for name, q in bills]
    assert totals(large) == totals(small)


def test_a_third_of_a_ton_three_times_is_a_ton() -> None:
    """1/458 t has no end; 458 single m3 must still weigh exactly one t."""
    records = [EnergyRecord(supply_id="m", fiscal_year=2025, month=YEAR[n % 12], quantity=Decimal(1), unit="m3") for n in range(458)]
    assert build_ledger(case(SUPPLIES, records), K).total(2025).heat_gj == Decimal("50.1")
