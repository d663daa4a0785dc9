"""The interview asks what the conditions leave open, once, and nothing else."""

from decimal import Decimal

from support.nagano import AS_OF, fitting_case, judged

from sllassist.case import paths
from sllassist.case.model import Case, Duty, Site
from sllassist.flow import interview
from sllassist.flow.years import new_case


def ids(case: Case) -> list[str]:
    return [question.id for question in interview.questions(judged(case))]


def test_an_empty_case_is_asked_first_where_it_is() -> None:
    first = interview.questions(judged(new_case(AS_OF)))[0]
    assert (first.id, first.kind, first.paths) == ("where", "prefectures", ("sites",))
    assert "信州SLL" in first.schemes


def test_an_answer_given_anywhere_is_not_asked_for() -> None:
    case = paths.put(new_case(AS_OF), "duty.vehicles", 3)
    (duty,) = [question for question in interview.questions(judged(case)) if question.id == "duty"]
    assert duty.paths == ("duty.other_gases_t",)


def test_dont_know_is_an_answer_and_leaves_the_verdict_open() -> None:
    case = fitting_case(duty=Duty(other_gases_t=Decimal(0)))
    asked = [q for q in interview.questions(judged(case)) if "信州SLL" in q.schemes]
    assert [q.paths for q in asked] == [("duty.vehicles",)]
    passed = interview.pass_over(case, asked[0])
    assert not [q for q in interview.questions(judged(passed)) if "信州SLL" in q.schemes]
    result = judged(passed).scheme("nagano_sll")
    assert result.verdict == "open"
    assert [leaf.paths for leaf in result.node.open_leaves()] == [("duty.vehicles",)]


def test_telling_prefectures_makes_bare_sites_and_takes_only_those_away() -> None:
    case = interview.tell_prefectures(Case(), ["長野県", "千葉県"])
    assert interview.told_prefectures(case) == ("長野県", "千葉県")
    named = case.model_copy(update={"sites": (case.sites[0].model_copy(update={"name": "本社"}), case.sites[1])})
    changed = interview.tell_prefectures(named, ["大分県"])
    assert [(site.name, site.prefecture) for site in changed.sites] == [("本社", "長野県"), (None, "大分県")]


def test_a_named_site_without_prefecture_is_asked_about_by_name() -> None:
    case = Case(sites=(Site(id="a", name="第2工場"),))
    first = interview.questions(judged(case))[0]
    assert (first.kind, first.paths) == ("fields", ("sites.a.prefecture",))


def why(case: Case, question_id: str) -> str:
    assessment = judged(case)
    return "".join(interview.reasons(assessment, next(q for q in interview.questions(assessment) if q.id == question_id)))


def test_a_question_says_what_the_schemes_that_ask_it_look_at() -> None:
    chiba = interview.tell_prefectures(new_case(AS_OF), ["千葉県"])
    assert "取扱金融機関" in why(chiba, "bank")
    assert "長野県" not in why(chiba, "bank")
    oita = interview.tell_prefectures(new_case(AS_OF), ["大分県"])
    assert "大分SLLで「会社または個人」" in why(oita, "kind")
    assert "計画書" not in why(oita, "kind")


def test_only_a_question_that_cannot_bring_another_is_called_the_last() -> None:
    first = interview.questions(judged(new_case(AS_OF)))
    assert {question.id: interview.may_open_more(question) for question in first} == {
        "where": True, "kind": True, "bank": True, "loan": False, "energy": False, "duty": False, "project": True, "reasons": False,
    }  # fmt: skip
