"""Rows of gases, certificates and own factors: nothing typed is lost, nothing half-filled counts."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.case import wholes
from sllassist.case.model import Case, EnergySupply, OwnFactor, Site
from sllassist.flow import fields, parts
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import Place
from sllassist.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()
GAS = {"site_id": "a", "gas": "HFC-134a", "fiscal_year": "令和7年度", "quantity": "１２．５", "unit": "kg"}
CERTIFICATE = {"kind": "j_credit", "fiscal_year": "2025", "quantity": "3", "unit": "t-CO2"}
OWN = {"unit": "kWh", "basic_t": "0.421 kg-CO2", "adjusted_t": "0.0004", "source": "○○電力のお知らせ 2025年度"}


def firm() -> Case:
    supply = EnergySupply(id="s", site_id="a", energy="electricity", unit="kWh")
    return Case(case_id="c", sites=(Site(id="a", name="本社"),), supplies=(supply,))


@pytest.mark.parametrize("order", list(permutations(GAS))[::11])
def test_a_row_of_gas_is_there_with_its_last_value_whatever_the_order(order: tuple[str, ...]) -> None:
    case = firm()
    for number, name in enumerate(order):
        assert case.gases == ()
        case = fields.type_text(case, f"gases.g.{name}", GAS[name])
        assert wholes.waiting(case, "gases") == (() if number == len(order) - 1 else ("gases.g",))
    (row,) = case.gases
    assert (row.id, row.site_id, row.gas, row.fiscal_year, row.quantity, row.unit) == ("g", "a", "HFC-134a", 2025, Decimal("12.5"), "kg")
    assert case.drafts == {}


def test_what_waits_is_told_once_and_shows_as_typed() -> None:
    case = fields.type_text(fields.type_text(firm(), "gases.g.quantity", "12"), "gases.g.unit", "kg")
    assert fields.input_text(case, "gases.g.quantity") == "12"
    (told,) = wholes.draft_problems(case)
    assert (told.code, told.path) == ("waits.gases", "gases.g")
    assert "残りの欄" in told.message


def test_an_unreadable_value_keeps_the_row_waiting_and_says_why() -> None:
    case = firm()
    for name, text in {**GAS, "quantity": "少し"}.items():
        case = fields.type_text(case, f"gases.g.{name}", text)
    assert case.gases == ()
    problem = fields.problem_of(case, "gases.g.quantity")
    assert problem is not None
    assert "数字で入力" in problem.message
    assert fields.problem_of(case, "gases.g.fiscal_year") is None


def test_a_value_taken_out_of_a_row_is_asked_for_and_the_row_stays() -> None:
    case = firm()
    for name, text in GAS.items():
        case = fields.type_text(case, f"gases.g.{name}", text)
    case = fields.type_text(case, "gases.g.quantity", "")
    problem = fields.problem_of(case, "gases.g.quantity")
    assert problem is not None
    assert problem.message == "出た量を入力してください。"
    assert [told.message for told in wholes.draft_problems(case)] == ["出た量を入力してください。"]
    case = fields.type_text(case, "gases.g.quantity", "7")
    assert case.gases[0].quantity == 7


@pytest.mark.parametrize(("typed", "unit"), [("0.5 t", "t"), ("500kg", "kg"), ("５００　ｋｇ", "kg")])
def test_a_unit_typed_behind_an_amount_is_taken_over(typed: str, unit: str) -> None:
    case = firm()
    for name, text in GAS.items():
        case = fields.type_text(case, f"gases.g.{name}", text)
    case = fields.type_text(case, "gases.g.quantity", typed)
    assert case.gases[0].unit == unit
    waiting = fields.type_text(firm(), "gases.h.quantity", typed)
    assert fields.input_text(waiting, "gases.h.unit") == unit


def test_a_certificate_in_tonnes_of_co2_reads_its_own_unit() -> None:
    case = firm()
    for name, text in {**CERTIFICATE, "quantity": "3 t-CO2", "unit": "kWh"}.items():
        case = fields.type_text(case, f"certificates.c.{name}", text)
    assert case.certificates[0].unit == "kWh"  # the unit was chosen after the amount was typed
    case = fields.type_text(case, "certificates.c.quantity", "4 t-CO2")
    assert (case.certificates[0].quantity, case.certificates[0].unit) == (4, "t-CO2")
    wrong = fields.type_text(case, "certificates.c.quantity", "4 kg")
    problem = fields.problem_of(wrong, "certificates.c.quantity")
    assert problem is not None
    assert "kWh・t-CO2のどれか" in problem.message


def test_an_own_factor_counts_with_its_last_value_and_kilograms_become_tonnes() -> None:
    case = firm()
    for name in ("basic_t", "adjusted_t", "unit"):
        case = fields.type_text(case, f"supplies.s.own_factor.{name}", OWN[name])
        assert case.supplies[0].own_factor is None
    (told,) = wholes.draft_problems(case)
    assert told.code == "waits.own_factor"
    case = fields.type_text(case, "supplies.s.own_factor.source", OWN["source"])
    assert case.supplies[0].own_factor == OwnFactor(
        basic_t=Decimal("0.000421"), adjusted_t=Decimal("0.0004"), unit="kWh", source="○○電力のお知らせ 2025年度"
    )
    assert case.drafts == {}


def test_removing_takes_the_part_and_what_waits_for_it() -> None:
    case = firm()
    for name, text in OWN.items():
        case = fields.type_text(case, f"supplies.s.own_factor.{name}", text)
    assert parts.remove(case, "supplies.s.own_factor.unit") == firm()
    waiting = fields.type_text(firm(), "gases.g.quantity", "1")
    assert parts.remove(waiting, "gases.g") == firm()


def test_the_page_names_each_open_answer_once() -> None:
    from datetime import date

    from sllassist.assessment import assess

    case = fields.type_text(firm(), "supplies.s.own_factor.basic_t", "0.4 kg-CO2")
    told = page_problems(case, assess(case, KNOWLEDGE, date(2026, 11, 20)), Place("supplies"))
    messages = [problem.message for problem in told if problem.level == "error"]
    assert messages == ["係数の単位を選んでください。", "調整後排出係数を入力してください。", "出典を入力してください。"]


@given(st.sampled_from(sorted(GAS)), st.text(max_size=20))
def test_no_text_in_a_row_breaks_anything_or_is_lost(name: str, text: str) -> None:
    case = fields.type_text(firm(), f"gases.g.{name}", text)
    assert case.gases == ()
    assert fields.input_text(case, f"gases.g.{name}") == (text if text.strip() else "")
