"""Whatever a firm answers, the interview ends with every scheme settled or with the open question named, and asks no more than it must."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.firms import Walk, started
from support.nagano import judged

from sllassist import messages
from sllassist.assessment import Assessment
from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.flow import interview

MOST_ANSWERS = 25
NOT_ASKED = ("records", "gases")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def needed(assessment: Assessment) -> set[str]:
    """What the open conditions of the live schemes look at, straight from their trees."""
    live = [result for result in assessment.schemes if result.live and result.override is None]
    return {path for result in live for leaf in result.node.open_leaves() for path in leaf.paths}


def walk(case: Case, data: st.DataObject, dont_know: float) -> tuple[Assessment, list[str]]:
    """Answers question after question until none is left."""
    firm = Walk(data, dont_know)
    while True:
        assessment = judged(case)
        questions = interview.questions(assessment)
        listed = [path for question in questions for path in question.paths]
        assert len(listed) == len(set(listed)), "a field stands in two questions"
        wanted = needed(assessment)
        for path in listed:
            assert path in wanted or (path.startswith("sites.") and "sites" in wanted), f"no live scheme needs {path}"
        if not questions:
            return assessment, firm.asked
        assert set(questions[0].paths).isdisjoint(firm.asked), "asked twice"
        case = firm.answer(case, questions[0])


def named(case: Case, path: str) -> bool:
    """Whether a person knows what is still open at `path`: it was answered with わからない, or it is a task of the hub."""
    below = path == "sites" and any(told.startswith("sites.") for told in case.dont_know)
    return path in case.dont_know or path in NOT_ASKED or below


def check_end(assessment: Assessment) -> None:
    for result in assessment.schemes:
        open_leaves = result.node.open_leaves()
        assert (result.computed == "open") == bool(open_leaves)
        for leaf in open_leaves if result.live else ():
            assert leaf.statement
            # everything it looks at is answered, and still it cannot be told: then it says what to do
            undecided = leaf.todo and all(interview.is_settled(assessment.case, path) for path in leaf.paths)
            told = any(named(assessment.case, path) for path in leaf.paths)
            assert told or undecided, (result.scheme_id, leaf.key, leaf.statement, leaf.paths)


def check_firm(case: Case, data: st.DataObject, dont_know: float) -> None:
    end, asked = walk(case, data, dont_know)
    check_end(end)
    assert len(asked) <= MOST_ANSWERS, asked
    for path in asked:
        assert path in ("sites", "projects") or messages.pattern(path) in messages.field_table()
        assert path in ("sites", "projects") or paths.is_answered(end.case, path)


@given(started(), st.data(), st.sampled_from([0.0, 0.2, 0.7]))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_any_firm_comes_to_the_end(case: Case, data: st.DataObject, dont_know: float) -> None:
    check_firm(case, data, dont_know)


@pytest.mark.soak
@given(started(), st.data(), st.sampled_from([0.0, 0.1, 0.3, 0.7]))
@settings(max_examples=5000, deadline=None, suppress_health_check=SLOW)
def test_thousands_of_firms_come_to_the_end(case: Case, data: st.DataObject, dont_know: float) -> None:
    check_firm(case, data, dont_know)


def test_わからない_to_everything_names_every_open_question_and_settles_nothing() -> None:
    case = interview.tell_prefectures(Case(), ["長野県", "大分県", "千葉県", "東京都"])
    asked: list[str] = []
    while questions := interview.questions(judged(case)):
        asked += questions[0].paths
        case = interview.pass_over(case, questions[0])
    assert asked
    assert len(asked) == len(set(asked)) <= MOST_ANSWERS
    check_end(judged(case))
    assert judged(case).scheme("nagano_sll").verdict == "open"
