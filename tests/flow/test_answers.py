"""What the check page lists: every answer in words, where it is changed, and what is still open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case import paths
from sllassist.case.model import Case, Firm, Site, YearNote
from sllassist.flow import events, interview
from sllassist.flow.answers import Answer, open_problems, sections
from sllassist.flow.pages import PAGES, Place, fields_of
from sllassist.flow.years import new_case
from sllassist.knowledge import load_knowledge


def listed(case: Case, as_of: dt.date = AS_OF) -> dict[str, Answer]:
    """Answers by label (the first of each)."""
    found: dict[str, Answer] = {}
    for section in sections(judged(case, as_of), load_knowledge()):
        for answer in section.answers:
            found.setdefault(answer.label, answer)
    return found


def test_every_field_of_every_form_is_listed_with_the_way_to_it() -> None:
    case = fitting_case()
    leads = {answer.place.focus for section in sections(judged(case), load_knowledge()) for answer in section.answers}
    wanted = {path for page in PAGES for path in fields_of(page, case, ())}
    assert wanted <= leads


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("事業者の名称", "見本精機株式会社"),
        ("代表者の氏名", "髙﨑 𠮷子"),
        ("郵便番号", "394-0000"),
        ("融資期間", "5年（60か月）"),
        ("目標を達成できないとき、当初より金利を上げる条件がありますか", "いいえ"),
        ("県内で使っている自動車の台数", "3 台"),
        ("計画の最初の年度", "2026年度"),
        ("年平均の目標削減率", "5 %"),
        ("ボイラの更新", "60 t-CO2/年　2026年度"),
        ("本社工場", "長野県"),
    ],
)
def test_answers_read_as_words(label: str, text: str) -> None:
    assert listed(fitting_case())[label].text == text


def test_states_tell_what_is_open_and_what_could_not_be_read() -> None:
    case = paths.put_draft(fitting_case(), "firm.employees", "たくさん")
    case = paths.put_dont_know(case, "duty.vehicles")
    found = listed(case)
    assert (found["常時使用する従業員数"].state, found["常時使用する従業員数"].text) == ("wrong", "たくさん（直してください）")
    assert (found["県内で使っている自動車の台数"].state, found["県内で使っている自動車の台数"].text) == ("answered", "わからない")
    assert (found["代表電話"].state, found["代表電話"].text) == ("open", "未入力")


def test_bills_are_told_with_their_totals_and_their_holes() -> None:
    case = fitting_case()
    # 100 kL of heavy oil A × 38.9 GJ/kL (from FY2023) = 3,890 GJ; × 0.0258 = 100.362 kL; × 0.0193 t-C/GJ × 44/12 = 275.3 t
    full = listed(case)["2025年度の使用量"]
    assert full.text == "基礎排出量 275.3 t-CO2　原油換算 100.4 kL"
    assert full.state == "answered"
    assert full.place == Place("bills", 2025)
    only_april = case.model_copy(update={"records": tuple(r.model_copy(update={"month": 4}) for r in case.records)})
    holes = listed(only_april)["2025年度の使用量"]
    assert holes.state == "open"
    assert "空欄が11か所あります" in holes.text
    assert listed(case.model_copy(update={"records": ()}))["2025年度の使用量"].text == "未入力"


def test_a_report_has_its_reason_for_each_finished_year() -> None:
    case = fitting_case()
    reasons = (YearNote(fiscal_year=2026, text="減りました"),)
    case = case.model_copy(update={"plan": case.plan.model_copy(update={"change_reasons": reasons})})
    later = listed(case, dt.date(2027, 6, 1))
    assert later["2026年度の排出量等の増減理由"].text == "減りました"
    assert "2026年度の排出量等の増減理由" not in listed(case)


def test_an_empty_case_lists_no_section_without_answers() -> None:
    titles = [section.title for section in sections(judged(new_case(AS_OF)), load_knowledge())]
    assert "事業所" not in titles
    assert "実績の報告" not in titles
    assert titles[0] == "会社の基本情報"


def test_a_case_that_is_ready_has_nothing_open_that_stops_it() -> None:
    found = open_problems(judged(fitting_case()))
    assert not [problem for problem in found if problem.level == "error"]


def test_what_is_missing_is_told_once_and_errors_come_first() -> None:
    case = fitting_case(firm=Firm(), sites=(Site(id="a"),))
    found = open_problems(judged(case))
    keys = [(problem.path, problem.code) for problem in found]
    assert len(keys) == len(set(keys))
    assert ("firm.name", "field.empty_text") in keys
    assert ("sites.a.prefecture", "field.empty_choice") in keys
    levels = [problem.level for problem in found]
    assert levels == sorted(levels, key=["error", "warning"].index)


def test_answers_of_the_questions_and_what_happened_are_listed_where_they_are_changed() -> None:
    case = interview.add_project(fitting_case(), "屋根に太陽光", "Z1")
    case = paths.put_dont_know(paths.put(case, "rough.gas_m3", Decimal(10)), "standing.co2co2")
    case = events.add_event(events.add_loan(case, "nagano_sll"), "moved")
    case = paths.put(case, f"events.{case.events[0].id}.day", dt.date(2026, 10, 1))
    found = {section.title: section.answers for section in sections(judged(case), load_knowledge())}
    asked = {answer.label: (answer.text, answer.place) for answer in found["質問に答える"]}
    assert asked["1年間のガスの使用量（めやす）"] == ("10 m3", Place("interview", focus="rough.gas_m3"))
    assert "わからない" in {text for text, _ in asked.values()}
    solar, place = asked["屋根に太陽光"]
    assert "太陽光" in solar, "the kind by its name, not its code"
    assert place == Place("interview", focus="projects")
    happened = {answer.label: (answer.text, answer.place.page_id) for answer in found["起きたことを届け出る"]}
    assert happened["本社や事業所が移転した"] == ("2026年10月1日", "events")
    assert happened["実行中の融資（信州SLL）"][1] == "events"


def test_no_answer_is_listed_on_two_pages() -> None:
    case = fitting_case()
    told = [a.place.focus for s in sections(judged(case), load_knowledge()) for a in s.answers if a.place.focus]
    assert len(told) == len(set(told))
