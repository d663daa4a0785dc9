"""Power sold, certificates and credits: recorded and shown beside the totals, never netted against them."""

from decimal import Decimal

import pytest
from support.bills import bill, case, full_year, supply

from sllassist.case.model import Case, Certificate
from sllassist.emissions import build_ledger, certificates, power
from sllassist.knowledge import load_knowledge

K = load_knowledge()
BOUGHT = supply("electricity", "kWh", "e", supplier="A0270")
OWN = supply("electricity_solar", "kWh", "o")
SOLD = supply("electricity_sold", "千kWh", "v")


def with_solar(**more: object) -> Case:
    records = [*full_year("1000", "kWh", name="e"), *full_year("200", "kWh", name="o"), *full_year("0.3", "千kWh", name="v")]
    return case([BOUGHT, OWN, SOLD], records).model_copy(update=more)


def test_bought_used_and_sold_power_stand_apart() -> None:
    found = power(with_solar(), K, 2025)
    assert (found.bought_kwh, found.own_kwh, found.sold_kwh) == (12000, 2400, 3600)
    assert found.words == ("売った電気 3,600 kWh（2025年度）は、使用量にもCO2にも入れていません。買った電気から差し引いてもいません。",)


def test_sold_power_changes_no_total() -> None:
    """12,000 kWh bought × 8.64 + 2,400 kWh of one's own × 3.60; CO2 of the bought alone."""
    with_sold = build_ledger(with_solar(), K)
    without = build_ledger(case([BOUGHT, OWN], [r for r in with_solar().records if r.supply_id != "v"]), K)
    assert with_sold.total(2025) == without.total(2025)
    assert with_sold.total(2025).heat_gj == Decimal("103.68") + Decimal("8.64")
    assert with_sold.total(2025).co2_basic_t == Decimal("4.932")
    assert (with_sold.total(2025).lines, with_sold.total(2025).left_out) == (24, 0)
    assert [row.energy for row in with_sold.groups(2025)] == ["electricity", "electricity_solar"]
    assert with_sold.problems == ()


def test_power_sold_alone_is_no_use_at_all() -> None:
    ledger = build_ledger(case([SOLD], full_year("5", "千kWh", name="v")), K)
    assert (ledger.problems, ledger.total(2025).lines, ledger.total(2025).left_out, ledger.total(2025).heat_gj) == ((), 0, 0, 0)


def test_a_gap_or_a_wrong_unit_of_sold_power_is_said_all_the_same() -> None:
    gap = build_ledger(case([SOLD], full_year("5", "千kWh", name="v")[1:]), K).problems
    assert [(p.code, p.path) for p in gap] == [("records.gap", "records.v.2025.4")]
    wrong = build_ledger(case([SOLD], [bill("5", "L", None, name="v")]), K).problems
    assert [(p.level, p.code, p.path) for p in wrong] == [("error", "supplies.unit", "records.v.2025.year")]
    assert "kWh・千kWh・MWhのどれかで入力してください" in wrong[0].message


def test_power_can_be_limited_to_sites_and_years() -> None:
    assert power(with_solar(), K, 2025, {"b"}).bought_kwh == 0
    assert power(with_solar(), K, 2024).words == ()


@pytest.mark.parametrize(("year", "heat"), [(2022, "0"), (2023, "3.6")])
def test_power_of_ones_own_counts_from_fy2023(year: int, heat: str) -> None:
    ledger = build_ledger(case([OWN], [bill("1000", "kWh", None, year, "o")]), K)
    assert (ledger.total(year).heat_gj, ledger.total(year).co2_basic_t, ledger.problems) == (Decimal(heat), 0, ())
    assert ledger.total(year).unverified


def bought(kind: str, quantity: str, unit: str, year: int = 2025, note: str | None = None, name: str = "c") -> Certificate:
    return Certificate.model_validate(
        {"id": name, "kind": kind, "fiscal_year": year, "quantity": Decimal(quantity), "unit": unit, "note": note}
    )


def test_certificates_are_listed_per_kind_with_words_and_never_netted() -> None:
    papers = (
        bought("non_fossil", "10000", "kWh", note="第1回"), bought("non_fossil", "2.5", "千kWh"), bought("j_credit", "3", "t-CO2"),
        bought("green_power", "500", "kWh", 2024),
    )  # fmt: skip
    told = with_solar(certificates=papers)
    found = certificates(told, 2025)
    assert [(c.name, c.quantity, c.unit, c.notes) for c in found] == [
        ("非化石証書", 12500, "kWh", ("第1回",)), ("J-クレジット", 3, "t-CO2", ()),
    ]  # fmt: skip
    assert found[0].words.startswith("非化石証書 12,500 kWh（2025年度）は、排出量から差し引いていません。")
    assert [c.name for c in certificates(told, 2024)] == ["グリーン電力証書"]
    assert build_ledger(told, K).total(2025) == build_ledger(with_solar(), K).total(2025)
    assert certificates(Case(), 2025) == ()


@pytest.mark.parametrize(
    ("paper", "problems"),
    [
        (bought("other", "1", "枚"), [("certificates.unit", "certificates.c.unit")]), (bought("other", "0", "kWh"), []),
        (bought("other", "-1", "kWh"), [("certificates.negative", "certificates.c.quantity")]),
        (bought("j_credit", "1", "t"), [("certificates.unit", "certificates.c.unit")]),
    ],
)  # fmt: skip
def test_certificates_that_cannot_be_shown_are_said(paper: Certificate, problems: list[tuple[str, str]]) -> None:
    found = build_ledger(with_solar(certificates=(paper,)), K).problems
    assert [(p.code, p.path) for p in found] == problems
    assert all(p.level == "error" for p in found)
