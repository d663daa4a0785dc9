"""Old formats: each past version has one step, and one real file that opens for ever."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sllassist.case.model import SCHEMA_VERSION
from sllassist.store import casefile, upgrades
from sllassist.store.problems import StoreProblem

OLD_FILES = Path(__file__).resolve().parent.parent / "old_files"


def name_split(data: dict[str, Any]) -> dict[str, Any]:
    """A toy step: one name becomes two."""
    family, _, given = data.pop("name").partition(" ")
    return {**data, "family": family, "given": given}


def years_as_list(data: dict[str, Any]) -> dict[str, Any]:
    """A toy step on the result of the one before."""
    return {**data, "names": [data["family"], data["given"]]}


STEPS = {1: name_split, 2: years_as_list}


def test_steps_follow_one_another_to_the_current_version() -> None:
    new = upgrades.upgrade({"schema_version": 1, "name": "見本 太郎"}, "a.sll", steps=STEPS, current=3)
    assert new == {"schema_version": 3, "family": "見本", "given": "太郎", "names": ["見本", "太郎"]}


def test_a_file_starts_at_its_own_version() -> None:
    data = {"schema_version": 2, "family": "a", "given": "b"}
    assert upgrades.upgrade(data, "a.sll", steps=STEPS, current=3)["names"] == ["a", "b"]


def test_current_data_stay_as_they_are() -> None:
    data = {"schema_version": 3, "name": "x"}
    assert upgrades.upgrade(data, "a.sll", steps=STEPS, current=3) is data


def test_a_later_version_is_told() -> None:
    with pytest.raises(StoreProblem, match=r"新しい版のSLLアシスト（9\.9\.9）"):
        upgrades.upgrade({"schema_version": 4}, "a.sll", written_by="9.9.9", steps=STEPS, current=3)


def test_every_past_version_has_a_step_and_a_file() -> None:
    assert sorted(upgrades.STEPS) == list(range(1, SCHEMA_VERSION))
    for version in range(1, SCHEMA_VERSION + 1):
        assert casefile.read_manifest(OLD_FILES / f"v{version}.sll").schema_version == version


def test_the_file_of_version_1_opens() -> None:
    read = casefile.load(OLD_FILES / "v1.sll")
    case = read.case
    assert (case.firm.name, case.firm.corporate_number) == ("髙﨑𠮷見本工業株式会社", "7000012050002")
    assert case.firm.capital_yen == Decimal(30_000_000)
    assert [site.name for site in case.sites] == ["本社工場", "塩尻工場", "㈱髙﨑倉庫"]
    assert len(case.records) == 25
    january = next(r for r in case.records if (r.supply_id, r.fiscal_year, r.month) == ("denki1", 2024, 1))
    assert (january.quantity, january.unit, january.cost_yen) == (Decimal("10101.5"), "kWh", Decimal(301_000))
    year = next(r for r in case.records if r.month is None)
    assert (year.quantity, year.unit, year.note) == (Decimal("2.25"), "kL", "年間の合計だけ分かる")
    assert case.loan.start_date == dt.date(2026, 4, 1)
    assert case.plan.rate_percent == Decimal("5.5")
    assert case.plan.change_reasons[0].text == "増産のため\n（２直化）"
    assert case.measures[0].expected_t == Decimal("12.345678")
    assert case.submissions[0].sent_on == dt.date(2026, 7, 31)
    assert case.dont_know == ("supplies.gas1.gas_mix",)
    assert case.finished == ("firm", "energy")
    assert case.drafts == {"records.denki1.2025.4": "約一万"}
    assert dict(read.attachments) == {"検針票/令和6年4月.txt": "使用量 10,104.5㎥".encode()}


def test_the_file_of_version_2_opens() -> None:
    case = casefile.load(OLD_FILES / "v2.sll").case
    own = case.supplies[0].own_factor
    assert own is not None
    assert (own.basic_t, own.unit, own.source) == (Decimal("0.000398"), "kWh", "見本電力の請求書 2025年4月")
    assert [(gas.gas, gas.quantity, gas.unit) for gas in case.gases] == [("HFC-134a", Decimal("1.2"), "kg")]
    assert [(year.fiscal_year, year.value) for year in case.denominators[0].values] == [(2024, Decimal(320)), (2025, Decimal("305.5"))]
    assert case.accepted[0].reason == "設備を増やした"
    assert case.pins[0].oil_kl == Decimal("2.5929")


def test_the_file_of_version_3_opens() -> None:
    case = casefile.load(OLD_FILES / "v3.sll").case
    assert case.firm.legal_form == "company"
    assert case.rough.electricity_kwh == Decimal(120_000)
    assert (case.projects[0].words, case.projects[0].category, case.projects[0].cost_yen) == ("屋根に太陽光", "Z1", Decimal(12_000_000))
    loan = case.running[0]
    assert (loan.scheme, loan.bank_name, loan.term_months, loan.base_t) == ("oita_sll", "𠮷﨑銀行", 60, Decimal(500))
    assert (loan.plan_first_year, loan.plan_years) == (2026, 3)
    assert (case.events[0].kind, case.events[0].change_t) == ("site_closed", Decimal(-25))
    assert (case.overrides[0].verdict, case.overrides[0].by, case.set_aside) == ("fits", "髙橋", ("ea21",))
    assert case.judged[0].conditions[0].answer == "yes"
    assert case.supplies[0].name == "𠮷﨑1号"
