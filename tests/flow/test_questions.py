"""Odd figures as the screen asks about them: every kind of question has its figures side by side."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from support.bills import YEAR, bill, case, supply

from sllassist.assessment import assess
from sllassist.case.model import Case
from sllassist.emissions.answers import keep, withdraw
from sllassist.flow.questions import kept, questions
from sllassist.knowledge import load_knowledge

K = load_knowledge()
TODAY = dt.date(2026, 11, 20)
POWER = (30623, 29644, 32051, 35676, 33708, 32809, 31355, 31763, 34371, 35316, 33829, 33246)


def firm(change: dict[int, str], *, last_year: bool = False, cost: int | None = None) -> Case:
    """One supply of power in FY2025 with some months changed; `cost`: yen of July."""
    records = [bill(change.get(month, str(figure)), "kWh", month) for month, figure in zip(YEAR, POWER, strict=True)]
    if cost is not None:
        records[3] = records[3].model_copy(update={"cost_yen": Decimal(cost)})
    if last_year:
        records += [bill(str(figure), "kWh", month, 2024) for month, figure in zip(YEAR, POWER, strict=True)]
    return case([supply("electricity", "kWh", supplier="A0270")], records)


def asked(made: Case) -> list[tuple[tuple[str, str], ...]]:
    return [question.figures for question in questions(assess(made, K, TODAY).problems, 2025)]


def test_a_slip_shows_both_figures_and_the_proposal() -> None:
    (question,) = questions(assess(firm({7: "35.676"}, last_year=True), K, TODAY).problems, 2025)
    assert question.title.endswith("電気　2025年度7月")
    assert question.figures == (("入力した数字", "35.676 kWh"), ("前年度の同じ月", "35,676 kWh"), ("提案", "35,676 kWh"))
    assert question.fix == "35,676 kWhに直す"
    assert question.cells == (("s", 2025, 7),)


def test_without_last_year_the_other_months_stand_beside_it() -> None:
    ((entered, compared, proposal),) = asked(firm({7: "35.676"}))
    assert entered == ("入力した数字", "35.676 kWh")
    assert compared[0] == "ほかの月の中央値"
    assert proposal == ("提案", "35,676 kWh")


def test_a_price_out_of_bounds_shows_the_price_and_its_bounds() -> None:
    (figures,) = asked(firm({}, cost=100))
    assert [name for name, _ in figures[:3]] == ["入力した数字", "入力した金額と単価", "目安の単価"]
    assert figures[1][1].startswith("100円（1kWhあたり ")


def test_a_figure_without_a_proposal_has_no_words_to_take_it_over() -> None:
    (question,) = questions(assess(firm({7: "130000"}, last_year=True), K, TODAY).problems, 2025)
    assert question.fix == ""
    assert [name for name, _ in question.figures] == ["入力した数字", "前年度の同じ月"]


def test_a_whole_year_in_thousands_is_one_question_about_twelve_months() -> None:
    change = {month: f"{Decimal(figure) / 1000}" for month, figure in zip(YEAR, POWER, strict=True)}
    (question,) = questions(assess(firm(change, last_year=True), K, TODAY).problems, 2025)
    assert question.figures[0][0] == "入力した数字（12か月の合計）"
    assert question.figures[1] == ("前年度の同じ月の合計", f"{sum(POWER):,} kWh")
    assert len(question.cells) == 12


def test_what_was_kept_is_listed_until_it_is_asked_again() -> None:
    made = firm({7: "130000"}, last_year=True)
    (question,) = questions(assess(made, K, TODAY).problems, 2025)
    after = keep(made, question.problem, "新しい炉を入れた")
    problems = assess(after, K, TODAY).problems
    assert questions(problems, 2025) == ()
    (found,) = kept(problems, 2025)
    assert "新しい炉を入れた" in found.sentence
    assert questions(assess(withdraw(after, found.code, found.path), K, TODAY).problems, 2025)[0].key == question.key


@pytest.mark.parametrize("year", [2024, 2026])
def test_other_years_are_not_asked_here(year: int) -> None:
    assert questions(assess(firm({7: "35.676"}), K, TODAY).problems, year) == ()
