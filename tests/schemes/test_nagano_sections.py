"""What 信州SLL says besides the verdict: what is saved, duties, periods, papers and what is not known."""

import datetime as dt

import pytest
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, Plan
from sllassist.schemes.base import Section


def sections(case: Case) -> dict[str, Section]:
    return {one.id: one for one in judged(case).sections("nagano_sll")}


def with_loan(**changes: object) -> Case:
    case = fitting_case()
    return case.model_copy(update={"loan": case.loan.model_copy(update=changes)})


@pytest.mark.clause("nagano_sll", "review.cost")
@pytest.mark.clause("nagano_sll", "review.cost_low_yen")
@pytest.mark.clause("nagano_sll", "review.own_cost_yen")
@pytest.mark.clause("nagano_sll", "review.comparison")
def test_比較_the_review_costs_several_million_yen_less() -> None:
    saving = sections(fitting_case())["saving"]
    figures = dict(saving.figures)
    assert figures["第三者評価の費用のちがい（1件）"] == "200万円以上（未確認）"
    assert any("数百万円" in note and "見積りではありません" in note for note in saving.notes)
    rows = {row.cells[0]: row.cells for row in saving.rows}
    assert rows["第三者評価の費用"] == ("第三者評価の費用", "数百万円／件（借入人の負担）", "借入人の負担なし（県が負担）")
    assert len(rows) == 3


@pytest.mark.clause("nagano_sll", "review.months")
@pytest.mark.parametrize(("months", "times"), [(36, "3回"), (47, "3回"), (48, "4回"), (60, "5回")])
def test_比較_one_verification_a_year_over_the_firms_term(months: int, times: str) -> None:
    figures = sections(with_loan(term_months=months))["saving"].figures
    assert times in dict(figures).values()
    assert "1年に1回" in dict(sections(with_loan(term_months=None))["saving"].figures).values()


@pytest.mark.clause("nagano_sll", "loan.terms")
@pytest.mark.clause("nagano_sll", "loan.judgement")
def test_融資の基本的な内容() -> None:
    terms = dict(row.cells for row in sections(fitting_case())["terms"].rows)
    assert "長野県内の事業所" in terms["KPI（指標）"]
    assert "計画書" in terms["SPT（目標）ア"]
    assert "5％以上" in terms["SPT（目標）イ"]
    assert "上限・下限はありません" in terms["融資金額"]
    assert "引き上げることはできません" in terms["達成できなかったとき"]
    assert terms["金利の判定"] == "報告書をもとに毎年、または契約で定めた時期"


@pytest.mark.clause("nagano_sll", "duties")
def test_責務_who_hands_what_to_whom_in_the_first_and_in_every_later_year() -> None:
    rows = [row.cells for row in sections(fitting_case())["duties"].rows]
    for when, by, to, what in (
        ("はじめる前", "金融機関", "県", "様式第1号"), ("1年目", "貴社", "金融機関", "相談"), ("1年目", "貴社", "ヘルプデスク", "計画書"),
        ("1年目", "金融機関", "県", "様式第2号"), ("2年目から毎年", "貴社", "ヘルプデスク", "7月末"),
        ("2年目から毎年", "貴社", "金融機関", "報告書"), ("2年目から毎年", "金融機関", "貴社", "金利を判定"),
        ("計画期間が終わったとき", "貴社", "ヘルプデスク", "参加し続ける"), ("変わったとき", "貴社", "県", "様式第4号"),
        ("終わるとき", "金融機関", "県", "様式第3号"),
    ):  # fmt: skip
        assert any(row[:3] == (when, by, to) and what in row[3] for row in rows), (when, what)


@pytest.mark.clause("nagano_sll", "plan.renewal")
@pytest.mark.clause("nagano_sll", "plan.max_years")
def test_責務1_as_many_periods_as_the_loan_needs() -> None:
    def names(**loan: object) -> list[str]:
        return [row.cells[0] for row in sections(with_loan(**loan))["periods"].rows]

    three, six = ["第1期　2026〜2028年度"], ["第1期　2026〜2028年度", "第2期　2029〜2031年度"]
    assert names(start_date=dt.date(2026, 4, 1), term_months=36) == three  # to 2029-03-31
    assert names(start_date=dt.date(2026, 4, 2), term_months=36) == six  # to 2029-04-01
    assert names(start_date=None) == three
    periods = sections(with_loan(start_date=dt.date(2026, 4, 2), term_months=36))["periods"]
    assert periods.rows[1].cells[2] == "2030年7月31日、2031年7月31日、2032年7月31日"
    assert "最大3年" in periods.lead
    assert "参加し続ける" in periods.lead
    assert any("ヘルプデスクに確かめて" in note for note in periods.notes)
    assert "periods" not in sections(fitting_case(plan=Plan()))


@pytest.mark.clause("nagano_sll", "papers")
@pytest.mark.clause("nagano_sll", "forms.official_url")
@pytest.mark.clause("nagano_sll", "forms.addressee")
@pytest.mark.clause("nagano_sll", "publication.report_month")
@pytest.mark.clause("nagano_sll", "publication.plan_months_after_review")
@pytest.mark.clause("nagano_sll", "recipient.helpdesk")
@pytest.mark.clause("nagano_sll", "recipient.prefecture")
def test_提出書類_eight_papers_of_which_one_is_published() -> None:
    papers = sections(fitting_case())["papers"]
    assert len(papers.rows) == 8
    assert [row.cells[0] for row in papers.rows if row.mark] == ["事業活動温暖化対策計画書 兼 実施状況等報告書（様式1号）"]
    by_place = {to: {row.cells[0] for row in papers.rows if row.cells[2] == to} for to in ("ヘルプデスク", "県ゼロカーボン推進課")}
    assert "変更届出書（様式第4号）" in by_place["県ゼロカーボン推進課"]
    assert len(by_place["ヘルプデスク"]) == 4
    notes = "".join(papers.notes)
    for words in ("翌月", "12月", "naganoco2@chugai-tec.co.jp", "sho-ene@pref.nagano.lg.jp", "紙では受け付けられません"):
        assert words in notes
    assert "https://www.pref.nagano.lg.jp/ontai/jourei26/gaiyou.html" in notes
    assert "長野県知事、未確認" in notes


@pytest.mark.clause("nagano_sll", "unknowns")
def test_what_is_not_known_is_said() -> None:
    rows = sections(fitting_case())["unknowns"].rows
    assert {row.mark for row in rows} == {"未確認"}
    for word in ("年平均", "調整後", "エネルギー以外", "自動車の燃料", "次の計画期間", "土日祝日", "様式"):
        assert any(word in row.cells[0] for row in rows), word


def test_nothing_breaks_on_an_empty_case() -> None:
    assert [one.id for one in judged(Case()).sections("nagano_sll")] == ["saving", "terms", "duties", "papers", "unknowns"]
