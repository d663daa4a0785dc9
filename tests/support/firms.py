"""Generated firms: an answer for every question of the interview, わからない among them, with the limits of the schemes in reach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from sllassist import messages
from sllassist.case import edits, paths
from sllassist.case.model import Case, EnergyRecord, EnergySupply, Firm, Site
from sllassist.emissions import build_ledger
from sllassist.flow import fields, interview
from sllassist.knowledge import load_knowledge
from sllassist.schemes import all_schemes
from sllassist.schemes.base import NO_CATEGORY, Facts

AS_OF = dt.date(2026, 11, 20)
PREFECTURES = ("長野県", "大分県", "千葉県", "東京都", "新潟県", "埼玉県")
INDUSTRIES = tuple(sorted(load_knowledge().industries))
CAPITALS = (0, 1, 3_000_000, 10_000_000, 50_000_000, 50_000_001, 100_000_000, 100_000_001, 300_000_000, 300_000_001, 20_000_000_000)
PEOPLE = (0, 1, 5, 6, 20, 21, 50, 51, 100, 101, 200, 300, 301, 900, 901, 5000)
FIGURES = (0, 1, 100, 999, 1000, 10_000, 100_000, 1_000_000, 7_000_000, 50_000_000)
TONNES = (0, 1, 99, 799, 800, 801, 1000, 2999, 3000, 3001, 40_000)
MONTHS = (1, 6, 11, 12, 13, 24, 35, 36, 37, 60, 61, 84, 120, 121, 180, 240)
YEN = (0, 1, 500_000, 4_999_999, 5_000_000, 10_000_000, 30_000_000, 50_000_000, 80_000_000, 80_000_001, 300_000_000)
DAYS = tuple(AS_OF + dt.timedelta(days=n) for n in (-400, -30, 0, 1, 30, 200, 900))
BANKS = ("見本信用金庫", "千葉銀行", "株式会社千葉興業銀行", "千葉信用金庫", "大分銀行", "八十二長野銀行", "みずほ銀行", "銀行")


@cache
def categories() -> tuple[str, ...]:
    """Kinds of projects that some scheme lists, and none of them."""
    knowledge = load_knowledge()
    case = Case()
    facts = Facts(case, build_ledger(case, knowledge), knowledge, knowledge.at(AS_OF), AS_OF)
    return (*(one.code for scheme in all_schemes() for one in scheme.project_categories(facts)), NO_CATEGORY)


def values(path: str) -> st.SearchStrategy[Any]:
    """Answers to a field, as values of the Case."""
    spec = fields.field(path)
    pattern = messages.pattern(path)
    by_pattern: dict[str, tuple[Any, ...]] = {
        "firm.capital_yen": CAPITALS, "firm.employees": PEOPLE, "duty.vehicles": (0, 3, 199, 200, 201, 5000),
        "loan.guarantee_class": tuple(range(1, 10)), "loan.bank_name": BANKS,
    }
    by_kind: dict[str, tuple[Any, ...]] = {
        "yes_no": (True, False), "prefecture": PREFECTURES, "industry": INDUSTRIES, "yen": YEN, "count": PEOPLE, "figure": FIGURES,
        "tonnes": TONNES, "change_tonnes": (-40, -1, 0, 1, 40), "months_term": MONTHS, "date": DAYS,
        "choice": tuple(value for value, _ in spec.choices), "text": ("見本",), "listed": categories(),
    }
    found = by_pattern.get(pattern) or by_kind[spec.kind]
    decimal = spec.kind in ("yen", "figure", "tonnes", "change_tonnes")
    return st.sampled_from([Decimal(value) for value in found] if decimal else list(found))


@dataclass
class Walk:
    """One firm on its way through the interview: answers on demand, and what was asked."""

    data: st.DataObject
    dont_know: float
    asked: list[str] = field(default_factory=list)

    def _unknown(self) -> bool:
        return self.dont_know > 0 and self.data.draw(st.floats(0, 1)) < self.dont_know

    def answer(self, case: Case, question: interview.Question) -> Case:
        """The case with an answer to everything the question asks."""
        for path in question.paths:
            self.asked.append(path)
            case = self._one(case, path)
        return case

    def _one(self, case: Case, path: str) -> Case:
        if path == "sites":
            names = self.data.draw(st.lists(st.sampled_from(PREFECTURES), min_size=1, max_size=3, unique=True))
            return interview.tell_prefectures(case, names)
        if self._unknown():
            one = interview.Question("", "", "", "fields", (path,), ())
            return interview.pass_over(case, one)
        if path == "projects":
            for _ in range(self.data.draw(st.integers(1, 2))):
                case = interview.add_project(case, "太陽光", self.data.draw(st.sampled_from(categories())))
            return case
        return paths.put(case, path, self.data.draw(values(path), label=path))


@st.composite
def started(draw: st.DrawFn) -> Case:
    """A case somebody has begun: some of the firm's facts, named sites (one perhaps without prefecture), perhaps bills."""
    case = Case(case_id="generated")
    if draw(st.booleans()):
        firm = Firm(name="見本", industry_code=draw(st.sampled_from(INDUSTRIES)), prefecture=draw(st.sampled_from(PREFECTURES)))
        case = case.model_copy(update={"firm": firm})
    for number in range(draw(st.integers(0, 2))):
        where = draw(st.sampled_from([None, *PREFECTURES]))
        case = edits.add_site(case, Site(id=f"s{number}", name=f"事業所{number}", prefecture=where))
    if case.sites and draw(st.booleans()):
        supply = EnergySupply(id="e", site_id="s0", energy="heavy_oil_a", unit="kL")
        kilolitres = Decimal(draw(st.sampled_from([1, 100, 1400, 1600, 9000])))
        record = EnergyRecord(supply_id="e", fiscal_year=2025, quantity=kilolitres, unit="kL")
        case = case.model_copy(update={"supplies": (supply,), "records": (record,)})
    return case


ANSWERS = (
    "firm.legal_form", "firm.industry_code", "firm.sector", "firm.capital_yen", "firm.employees", "loan.bank_name", "loan.bank_head_office",
    "loan.bank_approved", "loan.term_months", "loan.grace_months", "loan.amount_yen", "loan.penalty_rate", "rough.electricity_kwh",
    "rough.gas_m3", "rough.fuel_l", "duty.vehicles", "duty.other_gases_t", "group.co2_t", "group.local_co2_t", "standing.co2co2",
    "standing.oita_applied", "standing.ea21", "loan.guarantee",
)
"""What a firm may have answered before anybody asks."""


@st.composite
def answered(draw: st.DrawFn) -> Case:
    """A case with most things answered at random, so that several conditions of a scheme fail at once."""
    case = draw(started())
    for path in ANSWERS:
        if draw(st.integers(0, 9)):
            case = paths.put(case, path, draw(values(path)))
    if draw(st.booleans()):
        case = interview.tell_prefectures(case, draw(st.lists(st.sampled_from(PREFECTURES), min_size=1, max_size=2, unique=True)))
    if draw(st.booleans()):
        case = interview.add_project(case, "太陽光", draw(st.sampled_from(categories())))
        for name in ("cost_yen", "subsidy_yen", "site_area_m2"):
            path = f"projects.{case.projects[0].id}.{name}"
            case = paths.put(case, path, draw(values(path)))
    return case
