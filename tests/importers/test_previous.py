"""Last year's file as a start."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from sllassist.case.model import Case, Certificate, Denominator, EnergyRecord, GasRecord, Measure, YearFigure
from sllassist.importers import from_previous

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "mihon_seiki.json"


def old_case() -> Case:
    """The sample firm with measures, marks and figures of its years."""
    case = Case.model_validate({**json.loads(SAMPLE.read_text("utf-8")), "schema_version": Case().schema_version})
    return case.model_copy(update={
        "measures": (Measure(id="m", name="LED照明", planned_year=2025, expected_t=Decimal(3), actual_t=Decimal(2), actual_year=2025),),
        "dont_know": ("firm.capital_yen", "loan.amount_yen"),
        "drafts": {"firm.phone": "？", "records.x.2024.4": "？", "measures.m.actual_t": "？"},
        "finished": ("firm",),
        "gases": (GasRecord(site_id="okaya", gas="CH4", fiscal_year=2024, quantity=Decimal(1), unit="kg"),),
        "certificates": (Certificate(kind="j_credit", fiscal_year=2024, quantity=Decimal(1), unit="t-CO2"),),
        "denominators": (Denominator(id="d", name="生産量", unit="t", values=(YearFigure(fiscal_year=2024, value=Decimal(5)),)),),
    })  # fmt: skip


def test_who_the_firm_is_and_what_it_uses_is_carried() -> None:
    old = old_case()
    start = from_previous(old)
    assert (start.case.firm, start.case.contact) == (old.firm, old.contact)
    assert (start.case.sites, start.case.supplies) == (old.sites, old.supplies)
    assert (start.sites, start.supplies, start.measures, start.records) == (len(old.sites), len(old.supplies), 1, 0)
    assert start.case.case_id != old.case_id
    assert start.case.dont_know == ("firm.capital_yen",)
    assert start.case.drafts == {"firm.phone": "？"}


def test_what_belongs_to_the_old_round_is_not() -> None:
    old = old_case()
    case = from_previous(old).case
    fresh = Case()
    assert (case.records, case.gases, case.certificates) == ((), (), ())
    assert (case.loan, case.plan, case.duty) == (fresh.loan, fresh.plan, fresh.duty)
    assert (case.submissions, case.finished, case.accepted, case.pins) == ((), (), (), ())
    measure = case.measures[0]
    assert (measure.name, measure.expected_t, measure.planned_year) == ("LED照明", 3, 2025)
    assert (measure.actual_t, measure.actual_year) == (None, None)
    assert [(each.name, each.unit, each.values) for each in case.denominators] == [("生産量", "t", ())]


def test_bills_come_along_when_wanted_of_all_years_or_some() -> None:
    old = old_case()
    assert from_previous(old, records=True).case.records == old.records
    some = from_previous(old, records=True, fiscal_years=frozenset({2024}))
    assert {record.fiscal_year for record in some.case.records} == {2024}
    assert some.records == sum(record.fiscal_year == 2024 for record in old.records)
    assert [gas.fiscal_year for gas in some.case.gases] == [2024]
    assert some.case.denominators[0].values == (YearFigure(fiscal_year=2024, value=Decimal(5)),)
    none = from_previous(old, records=True, fiscal_years=frozenset({2020}))
    assert (none.case.records, none.case.gases) == ((), ())


def test_the_old_case_stays_as_it_was() -> None:
    old = old_case()
    before = old.model_dump_json()
    start = from_previous(old, records=True)
    assert old.model_dump_json() == before
    assert Case.model_validate_json(start.case.model_dump_json()) == start.case
    assert all(isinstance(record, EnergyRecord) for record in start.case.records)
