"""assess(): pure, the same every time, and never at a loss whatever a file says."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.nagano import AS_OF, fitting_case, judged

from sllassist.assessment import assess
from sllassist.case.model import (
    Case,
    Duty,
    EnergyRecord,
    EnergySupply,
    Loan,
    Measure,
    Plan,
    RunningLoan,
    Site,
    YearNote,
)
from sllassist.knowledge import load_knowledge
from sllassist.published import AssessmentOut, publish

DOCS = Path(__file__).resolve().parent.parent / "docs"
FIGURES = st.none() | st.decimals(min_value=-(10**9), max_value=10**13 - 1, places=3)
YEARS = st.none() | st.integers(2022, 2028) | st.integers(1990, 2100)
PREFECTURES = st.sampled_from([None, "長野県", "東京都", "", "どこか"])
UNITS = st.sampled_from(["kWh", "千kWh", "m3", "L", "kL", "t", "ガロン", ""])
ENERGIES = st.sampled_from(["electricity", "city_gas", "lpg", "gasoline", "heavy_oil_a", "steam_industrial", "魔法"])
RETAILERS = st.sampled_from([None, "A0270", "X"])
NAMES = st.sampled_from(["a", "b", "消えた"])


@st.composite
def odd_cases(draw: st.DrawFn) -> Case:
    """Cases no screen would make but a file can hold."""
    return Case(
        sites=tuple(Site(id=name, prefecture=draw(PREFECTURES)) for name in draw(st.lists(st.sampled_from("ab"), unique=True))),
        supplies=tuple(
            EnergySupply(id=name, site_id=draw(NAMES), energy=draw(ENERGIES), unit=draw(UNITS), supplier=draw(RETAILERS))
            for name in draw(st.lists(st.sampled_from("ab"), unique=True))
        ),
        records=tuple(
            EnergyRecord(
                supply_id=draw(NAMES), fiscal_year=draw(YEARS.filter(bool)), month=draw(st.none() | st.integers(1, 12)),
                quantity=draw(FIGURES.filter(lambda value: value is not None)), unit=draw(UNITS),
            )
            for _ in range(draw(st.integers(0, 5)))
        ),
        duty=Duty(other_gases_t=draw(FIGURES), vehicles=draw(st.none() | st.integers(-5, 10**6))),
        loan=Loan(
            bank_head_office=draw(PREFECTURES), term_months=draw(st.none() | st.integers(-12, 10_000)),
            start_date=draw(st.none() | st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1))),
        ),
        plan=Plan(
            base_year=draw(YEARS), first_year=draw(YEARS), years=draw(st.none() | st.integers(1, 10)), rate_percent=draw(FIGURES),
            method=draw(st.sampled_from(["linear", "compound"])), change_reasons=(YearNote(fiscal_year=2025, text=None),),
        ),
        measures=tuple(Measure(id=str(n), expected_t=draw(FIGURES), planned_year=draw(YEARS)) for n in range(draw(st.integers(0, 12)))),
        drafts=draw(st.sampled_from([{}, {"duty.vehicles": "三"}, {"records.a.2025.4": "約百"}])),
    )


@settings(max_examples=150, deadline=None)
@given(odd_cases(), st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 12, 31)))
def test_whatever_a_file_says_is_assessed_and_told_in_sentences(case: Case, as_of: dt.date) -> None:
    assessment = judged(case, as_of)
    for problem in (*assessment.problems, *(p for papers in assessment.paper_sets() for p in papers.blocking)):
        assert problem.message.endswith("。")
        assert "None" not in problem.message
    json.loads(publish(assessment).model_dump_json())


def test_the_same_case_gets_the_same_answer_and_stays_as_it_is() -> None:
    case = fitting_case()
    before = case.model_dump_json()
    assert publish(judged(case)).model_dump_json() == publish(judged(case)).model_dump_json()
    assert case.model_dump_json() == before


def test_an_unread_text_blocks_the_papers_and_says_which() -> None:
    case = fitting_case(drafts={"records.s.2025.4": "約百"})
    (papers,) = judged(case).paper_sets()
    told = "本社工場のA重油（2025年度4月）は数字で入力してください（例 12,345）。"
    assert told in [problem.message for problem in papers.blocking]


def test_a_scheme_that_does_not_fit_makes_no_papers_and_no_deadlines() -> None:
    assessment = judged(fitting_case(loan=Loan(bank_head_office="東京都")))
    assert assessment.paper_sets() == ()
    assert assessment.deadlines() == ()


def test_a_fiscal_year_without_factors_is_one_sentence() -> None:
    case = fitting_case(records=(EnergyRecord(supply_id="s", fiscal_year=2000, quantity=Decimal(1), unit="kL"),))
    (told,) = [problem for problem in judged(case).problems if problem.path.startswith("records.s.2000")]
    assert told.level == "error"
    assert "2000年度" in told.message


def test_one_record_out_of_twelve_is_never_mistaken_for_a_year() -> None:
    case = fitting_case(records=(EnergyRecord(supply_id="s", fiscal_year=2025, month=4, quantity=Decimal(1), unit="kL"),))
    result = judged(case).scheme("nagano_sll")
    assert result.target is None
    assert any(problem.code == "papers.base_incomplete" for problem in result.paper_sets[0].blocking)


def test_results_of_a_year_that_is_not_over_are_not_reported() -> None:
    records = tuple(EnergyRecord(supply_id="s", fiscal_year=year, quantity=Decimal(90), unit="kL") for year in (2025, 2026))
    sets = [papers.id for papers in judged(fitting_case(records=records), dt.date(2027, 3, 31)).paper_sets()]
    assert sets == ["plan-2026"]
    later = [papers.id for papers in judged(fitting_case(records=records), dt.date(2027, 4, 1)).paper_sets()]
    assert later == ["plan-2026", "report-2026"]


@pytest.mark.parametrize(("name", "model"), [("case", Case), ("assessment", AssessmentOut)])
def test_the_published_schemas_are_those_of_the_program(name: str, model: type[Case | AssessmentOut]) -> None:
    mode = "validation" if name == "case" else "serialization"
    told = json.loads((DOCS / f"{name}.schema.json").read_text("utf-8"))
    assert told == model.model_json_schema(mode=mode)  # type: ignore[arg-type]


def test_the_judgement_follows_the_date() -> None:
    assert judged(fitting_case(), AS_OF).as_of == AS_OF


def test_a_running_loan_keeps_its_deadlines_whatever_the_verdict_says_today() -> None:
    """要領 7(2): the yearly report goes on while the loan runs, even when a condition is no longer met."""
    loan = RunningLoan(
        id="r", scheme="oita_sll", bank_name="見本銀行", start_date=dt.date(2026, 4, 1), term_months=60, base_year=2025, base_t=Decimal(500)
    )
    bare = Case(sites=(Site(id="a", prefecture="大分県"),), loan=Loan(term_months=12))
    assert assess(bare, load_knowledge(), dt.date(2026, 11, 20)).scheme("oita_sll").verdict == "does_not_fit"
    assert not [due for due in assess(bare, load_knowledge(), dt.date(2026, 11, 20)).agenda() if due.scheme.scheme_id == "oita_sll"]
    bound = bare.model_copy(update={"running": (loan,)})
    kept = [due for due in assess(bound, load_knowledge(), dt.date(2026, 11, 20)).agenda() if due.scheme.scheme_id == "oita_sll"]
    assert dt.date(2027, 7, 31) in [due.deadline.day for due in kept]
    away = bound.model_copy(update={"set_aside": ("oita_sll",)})
    assert [due.deadline.id for due in assess(away, load_knowledge(), dt.date(2026, 11, 20)).agenda()]


@pytest.mark.parametrize(("term", "last"), [(12, 2026), (11, 2026), (13, 2027)])
def test_every_year_of_another_running_loan_has_its_report(term: int, last: int) -> None:
    """The year a loan ends in is reported on too: 12 months from 1 April 2026 end on 31 March 2027, in FY2026."""
    loan = RunningLoan(id="r", scheme="nagano_sll", bank_name="見本銀行", start_date=dt.date(2026, 4, 1), term_months=term)
    case = Case(sites=(Site(id="a", prefecture="長野県"),), running=(loan,))
    reports = [due.deadline for due in assess(case, load_knowledge(), AS_OF).agenda() if due.deadline.id.startswith("report-")]
    assert [told.day for told in reports] == [dt.date(year + 1, 7, 31) for year in range(2026, last + 1)]
    assert all("別の融資" in told.note for told in reports)
