"""Quantity effect + factor effect = change, exactly; the base year at its own factors is the base year."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from support.bills import YEAR, case, supply

from sllassist.case.model import EnergyRecord
from sllassist.emissions import build_ledger
from sllassist.emissions.exact import handed_out
from sllassist.emissions.split import MEASURES, compare_years
from sllassist.knowledge import load_knowledge

K = load_knowledge()
SUPPLIES = [
    supply("electricity", "kWh", "e", supplier="A0480"), supply("electricity", "kWh", "f", supplier="A0270"),
    supply("city_gas", "m3", "g", supplier="K0010"), supply("lpg", "m3", "p", gas_mix="propane"), supply("lpg", "m3", "m", site_id="b"),
    supply("heavy_oil_a", "L", "o"), supply("kerosene", "L", "k", site_id="b"), supply("electricity_solar", "kWh", "s"),
    supply("electricity_day", "kWh", "d"), supply("waste_oil", "L", "w"), supply("electricity", "kWh", "h", site_id="b"),
]  # fmt: skip
UNITS = {s.id: s.unit for s in SUPPLIES}
YEARS = (2022, 2023, 2025)
RECORDS = st.lists(
    st.builds(
        lambda name, month, year, quantity: EnergyRecord(
            supply_id=name, fiscal_year=year, month=month, quantity=quantity, unit=UNITS[name]
        ),
        st.sampled_from(sorted(UNITS)), st.sampled_from(YEAR), st.sampled_from(YEARS),
        st.decimals(min_value=0, max_value=10**12, places=6, allow_nan=False),
    ),
    max_size=25,
)  # fmt: skip


@given(RECORDS, st.sampled_from(YEARS), st.sampled_from(YEARS), st.sampled_from(MEASURES))
@settings(max_examples=300, deadline=None)
def test_quantity_effect_and_factor_effect_are_the_change_exactly(
    records: list[EnergyRecord], base: int, year: int, measure: str
) -> None:
    ledger = build_ledger(case(SUPPLIES, records), K)
    found = compare_years(ledger, base, year, measure)
    for effects in (found.total, *(one.effects for one in (*found.supplies, *found.groups(), *found.energies()))):
        assert effects.quantity + effects.factor == effects.change == effects.now - effects.base
    for parts in (found.supplies, found.groups(), found.energies()):
        for name in ("base", "now", "fixed"):
            assert sum((getattr(p.effects, name) for p in parts), Fraction(0)) == getattr(found.total, name)
    assert handed_out(found.total.base) == getattr(ledger.total(base), measure)
    assert handed_out(found.total.now) == getattr(ledger.total(year), measure)
    for one in found.supplies:
        assert one.base_activity * one.base_factor == one.effects.base
        assert one.now_activity * one.now_factor == one.effects.now
        assert one.now_activity * one.fixed_factor == one.effects.fixed


@given(RECORDS, st.sampled_from(YEARS), st.sampled_from(MEASURES))
@settings(max_examples=150, deadline=None)
def test_the_base_year_at_its_own_factors_is_the_base_year(records: list[EnergyRecord], base: int, measure: str) -> None:
    found = compare_years(build_ledger(case(SUPPLIES, records), K), base, base, measure)
    assert found.total.fixed == found.total.base == found.total.now
    assert {one.basis for one in found.supplies} <= {"own"}


@given(RECORDS, st.sampled_from(MEASURES))
@settings(max_examples=100, deadline=None)
def test_the_same_quantities_have_no_quantity_effect_and_the_change_turns_round(
    records: list[EnergyRecord], measure: str
) -> None:
    then = [r for r in records if r.fiscal_year == 2022]
    same = [*then, *(r.model_copy(update={"fiscal_year": 2025}) for r in then)]
    ledger = build_ledger(case(SUPPLIES, same), K)
    forth, back = compare_years(ledger, 2022, 2025, measure), compare_years(ledger, 2025, 2022, measure)
    assert all(one.effects.quantity == 0 for one in (*forth.supplies, *back.supplies) if one.basis == "own")
    assert forth.total.change == -back.total.change
