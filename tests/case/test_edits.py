"""Edits of sites, supplies and bills make a new Case and lose nothing by accident."""

from decimal import Decimal

import pytest

from sllassist.case import coverage, edits, paths
from sllassist.case.model import Case, EnergySupply, Measure, Site
from sllassist.case.problems import InputProblem

ELECTRICITY = EnergySupply(id="e", site_id="a", energy="electricity", unit="kWh")
OTHER_RETAILER = EnergySupply(id="f", site_id="a", energy="electricity", unit="kWh")


def case_with_bills(*months: int | None) -> Case:
    case = edits.add_supply(edits.add_site(Case(), Site(id="a", name="本社工場")), ELECTRICITY)
    for month in months:
        case = edits.put_record(case, ("e", 2025, month), Decimal(100), "kWh")
    return case


def test_a_site_with_bills_is_not_removed_by_accident() -> None:
    case = case_with_bills(4, 5)
    with pytest.raises(InputProblem, match="「本社工場」には使用量が2件入っています"):
        edits.remove_site(case, "a")


def test_a_site_removed_on_purpose_takes_its_bills_but_not_the_measures() -> None:
    case = edits.add_measure(case_with_bills(4), Measure(id="m", name="LED", site_id="a"))
    gone = edits.remove_site(case, "a", with_records=True)
    assert (gone.sites, gone.supplies, gone.records) == ((), (), ())
    assert [(m.name, m.site_id) for m in gone.measures] == [("LED", None)]
    assert len(case.records) == 1


def test_a_cell_holds_one_figure_and_can_be_emptied() -> None:
    case = edits.put_record(case_with_bills(4), ("e", 2025, 4), Decimal(7), "kWh")
    assert [record.quantity for record in case.records] == [Decimal(7)]
    assert edits.put_record(case, ("e", 2025, 4), None, "kWh").records == ()


def test_an_unreadable_cell_is_kept_as_typed_until_it_is_mended() -> None:
    case = edits.put_records(case_with_bills(4), {("e", 2025, 5): None}, {("e", 2025, 5): "約百"})
    assert case.drafts == {"records.e.2025.5": "約百"}
    assert edits.put_record(case, ("e", 2025, 5), Decimal(1), "kWh").drafts == {}


def test_twelve_months_or_one_yearly_figure_make_a_year_complete() -> None:
    assert not coverage.is_complete(case_with_bills(4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2), 2025)
    assert coverage.missing_months(case_with_bills(4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2), 2025) == {("a", "electricity"): (3,)}
    assert coverage.is_complete(case_with_bills(4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3), 2025)
    assert coverage.is_complete(case_with_bills(None), 2025)
    assert not coverage.is_complete(Case(), 2025)


def test_a_change_of_retailer_in_mid_year_leaves_no_hole() -> None:
    case = edits.add_supply(case_with_bills(4, 5, 6, 7, 8, 9), OTHER_RETAILER)
    for month in (10, 11, 12, 1, 2, 3):
        case = edits.put_record(case, ("f", 2025, month), Decimal(1), "kWh")
    assert coverage.is_complete(case, 2025)


def test_paths_read_and_write_and_clear_marks() -> None:
    case = edits.add_site(Case(), Site(id="a"))
    case = paths.put_draft(case, "sites.a.name", "？")
    case = paths.put(case, "sites.a.name", "髙﨑𠮷工場")
    assert paths.get(case, "sites.a.name") == "髙﨑𠮷工場"
    assert case.drafts == {}
    unknown = paths.put_dont_know(case, "duty.vehicles")
    assert paths.is_answered(unknown, "duty.vehicles")
    assert paths.get(unknown, "duty.vehicles") is None
    assert paths.put(unknown, "duty.vehicles", 3).dont_know == ()


def test_a_value_that_does_not_fit_changes_nothing() -> None:
    with pytest.raises(InputProblem):
        paths.put(Case(), "plan.base_year", 99999)
