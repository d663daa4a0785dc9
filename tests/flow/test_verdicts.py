"""Verdicts are kept, compared, decided by hand and set aside without touching what is computed."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from support.firms import answered
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case.model import Case, Site
from sllassist.case.problems import InputProblem
from sllassist.flow import changes, verdicts
from sllassist.store.casefile import read_case, write_case

NAGANO = "nagano_sll"


def with_loan(case: Case, **update: object) -> Case:
    return case.model_copy(update={"loan": case.loan.model_copy(update=update)})


def test_a_kept_verdict_stays_as_it_was_when_the_answers_change() -> None:
    case = verdicts.keep(judged(fitting_case()), AS_OF)
    (judgement,) = verdicts.kept(case, NAGANO)
    assert (judgement.verdict, judgement.as_of, judgement.made_on) == ("fits", AS_OF, AS_OF)
    shorter = with_loan(case, term_months=24)
    assert verdicts.kept(shorter, NAGANO) == (judgement,)
    said = verdicts.differences(judgement, judged(shorter).scheme(NAGANO))
    assert said == (
        "判定：対象です → " + judged(shorter).scheme(NAGANO).word,
        "適合　融資期間は5年で、3年以上です。 → 不適合　融資期間が2年で、3年に足りません。",
    )


def test_nothing_is_different_right_after_keeping() -> None:
    case = verdicts.keep(judged(fitting_case()), AS_OF)
    for result in judged(case).schemes:
        (judgement,) = verdicts.kept(case, result.scheme_id)
        assert verdicts.differences(judgement, result) == ()


def test_keeping_twice_on_a_day_keeps_once_and_the_newest_comes_first() -> None:
    once = verdicts.keep(judged(fitting_case()), AS_OF)
    assert verdicts.keep(judged(once), AS_OF) is once
    later = AS_OF + dt.timedelta(days=1)
    twice = verdicts.keep(judged(once, later), later)
    assert [judgement.made_on for judgement in verdicts.kept(twice, NAGANO)] == [later, AS_OF]


def test_kept_verdicts_and_overrides_come_back_from_the_file(tmp_path: Path) -> None:
    case = verdicts.set_override(verdicts.keep(judged(fitting_case()), AS_OF), NAGANO, "does_not_fit", "協議中", "髙﨑 𠮷子", AS_OF)
    write_case(tmp_path / "a.sll", case)
    back = read_case(tmp_path / "a.sll")
    assert (back.judged, back.overrides) == (case.judged, case.overrides)


def test_an_override_counts_and_the_computed_verdict_stays_beside_it() -> None:
    case = verdicts.set_override(fitting_case(), NAGANO, "does_not_fit", " 社内の方針 ", " 見本 ", AS_OF)
    result = judged(case).scheme(NAGANO)
    assert (result.verdict, result.computed, result.live) == ("does_not_fit", "fits", False)
    assert verdicts.override_words(result, AS_OF) == (
        "この結論は見本さんが2026年11月20日に手で決めたものです。", "計算による判定：対象です", "理由：社内の方針",
    )
    lifted = verdicts.lift_override(case, NAGANO)
    assert (judged(lifted).scheme(NAGANO).verdict, verdicts.override_words(judged(lifted).scheme(NAGANO), AS_OF)) == ("fits", ())


def test_an_override_says_on_which_day_it_was_made_when_looked_at_from_another() -> None:
    case = verdicts.set_override(fitting_case(), NAGANO, "does_not_fit", "協議中", "見本", AS_OF)
    later = dt.date(2027, 4, 1)
    said = verdicts.override_words(judged(case, later).scheme(NAGANO), later)
    assert said[1].startswith("2026年11月20日に決めた結論を、2027年4月1日の時点の判定にも使っています。")
    assert not [line for line in verdicts.override_words(judged(case).scheme(NAGANO), AS_OF) if "にも使って" in line]


def test_a_second_override_takes_the_place_of_the_first() -> None:
    case = verdicts.set_override(fitting_case(), NAGANO, "does_not_fit", "協議中", "見本", AS_OF)
    case = verdicts.set_override(case, NAGANO, "fits", "県に確かめた", "見本", AS_OF)
    assert [told.reason for told in case.overrides] == ["県に確かめた"]


@pytest.mark.parametrize(("reason", "by", "word"), [("", "見本", "理由"), (" 　", "見本", "理由"), ("協議中", " ", "名前")])
def test_an_override_needs_a_reason_and_a_name(reason: str, by: str, word: str) -> None:
    with pytest.raises(InputProblem) as told:
        verdicts.set_override(fitting_case(), NAGANO, "fits", reason, by, AS_OF)
    assert word in str(told.value)


def test_a_scheme_set_aside_is_not_live_until_it_is_taken_back() -> None:
    aside = verdicts.set_aside(fitting_case(), NAGANO)
    assert not judged(aside).scheme(NAGANO).live
    assert verdicts.set_aside(aside, NAGANO) is aside
    back = verdicts.take_back(aside, NAGANO)
    assert judged(back).scheme(NAGANO).live
    assert verdicts.take_back(back, NAGANO) is back
    assert verdicts.lift_override(back, NAGANO) is back


def test_facts_used_name_every_answer_a_person_gave() -> None:
    told = dict(verdicts.facts_used(judged(fitting_case()), NAGANO))
    assert told["事業所のある都道府県"] == "長野県"
    assert told["融資期間"] == "5年（60か月）"
    assert told["請求書の使用量"] == "2025年度"
    assert told["県内で使っている自動車の台数"] == "3 台"


def test_changes_are_told_with_what_is_now_and_what_would_be() -> None:
    case = with_loan(fitting_case(), term_months=24, bank_head_office="東京都")
    assert changes.what_would_change(judged(case), NAGANO) == (
        "金融機関の本店がある都道府県：東京都 → 長野県", "融資期間：2年（24か月） → 3年（36か月）",
    )
    assert changes.what_would_change(judged(fitting_case()), NAGANO) == ()
    assert changes.what_would_change(judged(fitting_case(), dt.date(2025, 7, 16)), NAGANO) is None


def test_a_change_without_a_field_is_told_in_its_own_words() -> None:
    case = fitting_case(sites=(Site(id="a", name="本社", prefecture="東京都"),))
    assert changes.what_would_change(judged(case), NAGANO) == ("長野県内に事業所を置く",)


def test_instead_names_what_the_failed_conditions_advise() -> None:
    said = verdicts.instead(judged(with_loan(fitting_case(), term_months=24)), NAGANO)
    assert "融資期間を3年以上で相談します。" in said
    assert not any(line.startswith(judged(fitting_case()).scheme(NAGANO).name) for line in said)


def test_the_paper_of_an_open_verdict_names_the_questions_that_settle_it() -> None:
    case = fitting_case()
    open_case = case.model_copy(update={"duty": case.duty.model_copy(update={"vehicles": None})})
    said = verdicts.statement(judged(open_case), NAGANO)
    assert len(said.changes) == 1
    assert "自動車" in said.changes[0]
    assert said.notes[-1] == verdicts.NO_PROMISE


@given(answered())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_scheme_has_words_for_any_firm(case: Case) -> None:
    assessment = judged(case)
    for result in assessment.schemes:
        said = verdicts.statement(assessment, result.scheme_id)
        texts = [result.word, *said.changes, *said.notes, *(text for fact in said.facts for text in fact)]
        assert all(text and "None" not in text for text in texts), (result.scheme_id, texts)
        assert bool(said.changes) == (result.computed != "fits")
        verdicts.instead(assessment, result.scheme_id)


def test_the_capital_of_a_firm_is_told_in_yen() -> None:
    case = fitting_case()
    case = case.model_copy(update={"firm": case.firm.model_copy(update={"capital_yen": Decimal(10_000_000)})})
    for scheme in judged(case).schemes:
        told = dict(verdicts.facts_used(judged(case), scheme.scheme_id))
        assert told.get("資本金", "10,000,000 円") == "10,000,000 円"
