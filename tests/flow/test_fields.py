"""What is typed into a field is understood or kept; what is stored shows in a form that reads back the same."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist import messages
from sllassist.case import paths
from sllassist.case.model import Case, Measure, Site
from sllassist.case.problems import InputProblem
from sllassist.flow import fields
from sllassist.flow.pages import PAGES
from sllassist.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("firm.name", "　髙﨑𠮷工業㈱　", "髙﨑𠮷工業㈱"),
        ("firm.capital_yen", "１，０００万円", Decimal(10_000_000)),
        ("firm.employees", "４２人", 42),
        ("firm.postcode", "〒394-0000", "3940000"),
        ("loan.term_months", "5年", 60),
        ("loan.term_months", "60", 60),
        ("loan.term_months", "36か月", 36),
        ("loan.term_months", "8か月", 8),
        ("loan.term_months", "12", 12),
        ("loan.start_date", "R8.12.1", dt.date(2026, 12, 1)),
        ("loan.penalty_rate", "no", False),
        ("plan.first_year", "令和8年度", 2026),
        ("plan.rate_percent", "５．５％", Decimal("5.5")),
        ("duty.other_gases_t", "12.5 t-CO2", Decimal("12.5")),
        ("plan.change_reasons.2025.text", "生産が減った", "生産が減った"),
    ],
)
def test_typed_text_becomes_a_value_and_shows_so_that_it_reads_back(path: str, typed: str, value: object) -> None:
    case = fields.type_text(Case(), path, typed)
    assert paths.get(case, path) == value
    assert paths.get(fields.type_text(Case(), path, fields.input_text(case, path)), path) == value


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("firm.employees", "多い", "常時使用する従業員数は数字で入力してください"),
        ("firm.employees", "4.5", "小数のつかない"),
        ("loan.term_months", "5nen", "例 5年、60か月"),
        ("loan.term_months", "0か月", "1以上600以下"),
        ("loan.term_months", "5", "年か、か月かを付けて"),
        ("plan.rate_percent", "101", "0以上100以下"),
        ("contact.email", "taro", "「名前@会社.jp」"),
        ("plan.first_year", "来年", "年度で入力してください"),
        ("duty.other_gases_t", "-1", "0以上"),
    ],
)
def test_unreadable_text_is_kept_and_answered_with_one_sentence(path: str, typed: str, sentence: str) -> None:
    case = fields.type_text(Case(), path, typed)
    assert fields.input_text(case, path) == typed
    problem = fields.problem_of(case, path)
    assert problem is not None
    assert sentence in problem.message


def test_mending_the_text_clears_the_problem_and_emptying_asks_again() -> None:
    case = fields.type_text(Case(), "duty.vehicles", "三台")
    case = fields.type_text(case, "duty.vehicles", "3")
    assert fields.problem_of(case, "duty.vehicles") is None
    case = fields.type_text(case, "duty.vehicles", " ")
    problem = fields.problem_of(case, "duty.vehicles")
    assert problem is not None
    assert problem.message == "県内で使っている自動車の台数を入力してください。"


def test_optional_fields_may_stay_empty_and_wakaranai_counts_as_an_answer() -> None:
    assert fields.problem_of(Case(), "firm.capital_yen") is None
    assert fields.problem_of(paths.put_dont_know(Case(), "duty.vehicles"), "duty.vehicles") is None


def test_check_page_answers_read_like_words() -> None:
    knowledge = load_knowledge()
    case = Case(sites=(Site(id="a", name="本社", kind="factory"),), measures=(Measure(id="m", site_id="a"),))
    case = fields.type_text(fields.type_text(case, "loan.term_months", "60"), "loan.penalty_rate", "no")
    case = fields.type_text(fields.type_text(case, "plan.first_year", "2026"), "firm.industry_code", "24")
    assert fields.answer_text(case, "loan.term_months", knowledge) == "5年（60か月）"
    short = fields.type_text(fields.type_text(case, "loan.grace_months", "6か月"), "loan.term_months", "18か月")
    assert fields.answer_text(short, "loan.grace_months", knowledge) == "6か月"
    assert fields.answer_text(short, "loan.term_months", knowledge) == "18 か月"
    assert fields.answer_text(case, "loan.penalty_rate", knowledge) == "いいえ"
    assert fields.answer_text(case, "sites.a.kind", knowledge) == "工場"
    assert fields.answer_text(case, "measures.m.site_id", knowledge) == "本社"
    assert fields.answer_text(case, "plan.first_year", knowledge) == "2026年度"
    assert fields.answer_text(case, "firm.industry_code", knowledge) == "24 金属製品製造業"
    assert fields.answer_text(case, "firm.phone", knowledge) == "未入力"
    assert fields.answer_text(paths.put_dont_know(case, "duty.vehicles"), "duty.vehicles", knowledge) == "わからない"


def test_every_field_of_every_page_is_in_the_catalogue_with_label_and_reason() -> None:
    for page in PAGES:
        for path in page.fields:
            spec = fields.field(path)
            assert spec.label
            assert spec.why


def test_every_field_of_the_catalogue_lives_on_a_case() -> None:
    case = Case(sites=(Site(id="x"),), measures=(Measure(id="x"),))
    case = fields.type_text(case, "plan.change_reasons.2025.text", "a")
    for pattern in messages.field_table():
        paths.get(case, pattern.replace("change_reasons.*", "change_reasons.2025").replace("*", "x"))


@given(st.sampled_from(sorted(p for p in messages.field_table() if "*" not in p)), st.text(max_size=30))
def test_no_text_in_any_field_is_lost_or_breaks_anything(path: str, text: str) -> None:
    case = fields.type_text(Case(), path, text)
    if path in case.drafts:
        assert case.drafts[path] == text
        assert fields.problem_of(case, path) is not None


@pytest.mark.parametrize(("text", "month"), [("3", 3), ("３月", 3), ("12月決算", 12), ("1", 1)])
def test_closing_month_is_read(text: str, month: int) -> None:
    assert fields.read("firm.closing_month", text) == month


@pytest.mark.parametrize("text", ["0", "13", "3.5", "三月", "3年"])
def test_no_closing_month(text: str) -> None:
    with pytest.raises(InputProblem):
        fields.read("firm.closing_month", text)
