"""エコアクション21: every benefit on both sides, and a verdict with at most two questions of its own."""

from itertools import product

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm, Site
from sllassist.flow import interview
from sllassist.schemes.rules import Node

NAGANO = (Site(id="a", prefecture="長野県"),)
TWO = {"firm.public_works", "firm.customer_requests"}


def firm(*, sites: tuple[Site, ...] = NAGANO, **told: object) -> Case:
    return Case(firm=Firm(**told), sites=sites)


def verdict(case: Case) -> str:
    return judged(case).scheme("ea21").verdict


def leaf(case: Case, key: str) -> Node:
    return next(node for node in judged(case).scheme("ea21").node.leaves() if node.key == key)


def test_an_empty_case_is_open_and_never_refused() -> None:
    assert verdict(Case()) == "open"


@pytest.mark.clause("ea21", "benefit.bidding")
@pytest.mark.parametrize(("told", "answer"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_信金中金_1_1_入札の加点(told: bool | None, answer: str) -> None:
    node = leaf(firm(public_works=told), "bidding")
    assert node.answer == answer
    assert node.clause is not None
    assert node.clause.status == "確認済"
    assert verdict(firm(public_works=told, customer_requests=False)) == {"yes": "fits", "no": "does_not_fit", "unknown": "open"}[answer]


@pytest.mark.clause("ea21", "benefit.customers")
@pytest.mark.parametrize(("told", "answer"), [(True, "yes"), (False, "no"), (None, "unknown")])
def test_信金中金_1_3_取引先の求め(told: bool | None, answer: str) -> None:
    assert leaf(firm(customer_requests=told), "customers").answer == answer
    assert verdict(firm(public_works=False, customer_requests=told)) == {"yes": "fits", "no": "does_not_fit", "unknown": "open"}[answer]


# 経営事項審査 W8: エコアクション21 3点。建設業者の審査なので、ほかの業種には出さない
@pytest.mark.clause("ea21", "benefit.keishin_points", "benefit.construction")
def test_経審_W8_only_construction_firms_in_public_works_are_told_of_the_three_points() -> None:
    builder = firm(industry_code="0621", public_works=True)
    node = leaf(builder, "keishin")
    assert node.answer == "yes"
    assert "認証を取ると、経営事項審査（W点）で3点" in node.statement
    assert node.clause is not None
    assert node.clause.status == "未確認"
    assert leaf(firm(industry_code="0621", public_works=False), "keishin").answer == "no"
    for code in ("24", "05", None):
        keys = {node.key for node in judged(firm(industry_code=code, public_works=True)).scheme("ea21").node.leaves()}
        assert "keishin" not in keys


@pytest.mark.clause("ea21", "benefit.waste")
def test_優良産廃認定_only_firms_that_treat_waste() -> None:
    told = {"public_works": False, "customer_requests": False}
    assert verdict(firm(industry_code="8821", **told)) == "fits"
    assert verdict(firm(industry_code="89", **told)) == "does_not_fit"


@pytest.mark.clause("ea21", "benefit.oita", "benefit.chiba")
@pytest.mark.parametrize(
    ("prefecture", "found"),
    [("大分県", "fits"), ("福岡県", "does_not_fit"), ("千葉県", "fits"), ("茨城県", "does_not_fit")],
)
def test_大分グリーン認証_千葉環境保全資金11_a_site_there(prefecture: str, found: str) -> None:
    case = firm(sites=(Site(id="a", prefecture=prefecture),), public_works=False, customer_requests=False)
    assert verdict(case) == found


def test_a_site_in_chiba_settles_it_without_any_question() -> None:
    result = judged(firm(sites=(Site(id="a", prefecture="千葉県"),))).scheme("ea21")
    assert result.verdict == "fits"
    assert result.node.open_leaves() == ()


def test_a_site_without_a_prefecture_leaves_it_open() -> None:
    assert verdict(firm(sites=(Site(id="a"),), public_works=False, customer_requests=False)) == "open"


# With sites told, only the two yes-or-no questions are ever open, and their answers always settle the verdict.
@pytest.mark.parametrize(("works", "requests"), list(product((True, False), repeat=2)))
@pytest.mark.parametrize("code", ["06", "24", "88", None])
def test_two_questions_settle_the_verdict(works: bool, requests: bool, code: str | None) -> None:
    case = firm(industry_code=code)
    opened = {path for node in judged(case).scheme("ea21").node.open_leaves() for path in node.paths}
    assert opened == (set() if code == "88" else TWO)
    settled = verdict(firm(industry_code=code, public_works=works, customer_requests=requests))
    assert settled == ("fits" if works or requests or code == "88" else "does_not_fit")


def test_an_answer_that_settles_it_leaves_the_other_question_unasked() -> None:
    questions = interview.questions(judged(firm(customer_requests=True)))
    assert "firm.public_works" not in {path for question in questions for path in question.paths}


def test_what_is_not_known_to_the_firm_never_becomes_no() -> None:
    case = firm(customer_requests=False).model_copy(update={"dont_know": ("firm.public_works",)})
    assert verdict(case) == "open"


def test_nothing_applies_reads_as_a_sentence_and_bidding_would_change_it() -> None:
    assessment = judged(firm(public_works=False, customer_requests=False))
    assert all(node.statement.endswith("。") for node in assessment.scheme("ea21").node.leaves())
    changes = assessment.smallest_change("ea21")
    assert changes is not None
    assert [(change.path, change.value) for change in changes] == [("firm.public_works", True)]


def test_the_two_places_say_which_prefecture_they_look_for() -> None:
    said = [leaf(Case(), key).statement for key in ("oita", "chiba")]
    assert [words[:3] for words in said] == ["大分県", "千葉県"]
    assert len(set(said)) == 2
