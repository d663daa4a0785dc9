"""What 大分SLL says besides the verdict, and that it holds what the rules hold."""

from decimal import Decimal

import pytest
from support.nagano import judged
from support.oita import AS_OF, FIRM, oita_case, result

from sllassist.case.model import Case, Firm, Standing
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Row, Section

LARGE = FIRM.model_copy(update={"capital_yen": Decimal(10**9), "employees": 500})


def sections(case: Case) -> dict[str, Section]:
    return {one.id: one for one in judged(case, AS_OF).sections("oita_sll")}


def spt(firm: Firm = FIRM, applied: bool | None = None) -> Row:
    return sections(oita_case(firm=firm, standing=Standing(oita_applied=applied)))["spt"].rows[0]


# 5(3)①: only a small firm's first application
@pytest.mark.clause("oita_sll", "spt.first_application")
@pytest.mark.parametrize(
    ("firm", "applied", "mark"),
    [
        (FIRM, False, "選べます"),
        (FIRM, True, "選べません"),
        (FIRM, None, "まだ分かりません"),
        (LARGE, False, "選べません"),
        (LARGE, None, "選べません"),
        (FIRM.model_copy(update={"employees": None, "capital_yen": None}), False, "まだ分かりません"),
    ],
)
def test_oita_003_5_3_1_only_the_first_application_of_a_small_firm(firm: Firm, applied: bool | None, mark: str) -> None:
    assert spt(firm, applied).mark == mark


def test_oita_003_5_3_1_a_small_firm_is_asked_whether_it_applied_before_and_a_large_one_is_not() -> None:
    scheme = next(one for one in all_schemes() if one.id == "oita_sll")
    assert "standing.oita_applied" in scheme.wishes(judged(oita_case(), AS_OF).facts)
    assert "standing.oita_applied" not in scheme.wishes(judged(oita_case(firm=LARGE), AS_OF).facts)


@pytest.mark.clause("oita_sll", "target.rates")
def test_oita_003_5_3_2_the_rates_are_told_until_the_sector_is_known() -> None:
    nobody_knows = FIRM.model_copy(update={"industry_code": None})
    (_, unknown), (_, known) = (sections(oita_case(firm=firm))["spt"].rows for firm in (nobody_knows, FIRM))
    assert all(rate in unknown.cells[2] for rate in ("2.8%", "4%", "3.7%"))
    assert known.cells[2] == "産業部門なので、年 2.8% 以上です。"


@pytest.mark.clause("oita_sll", "loan.terms")
def test_oita_003_5_terms_of_the_loan() -> None:
    terms = dict(row.cells for row in sections(oita_case())["terms"].rows)
    assert "CO2の削減率" in terms["KPI（指標）"]
    assert "上限・下限はありません" in terms["融資金額"]
    assert "引き上げることはできません" in terms["達成できなかったとき"]
    assert "各年度" in terms["金利の判定"]


@pytest.mark.clause("oita_sll", "duties")
def test_oita_003_6_7_who_hands_what_to_whom() -> None:
    rows = [row.cells for row in sections(oita_case())["duties"].rows]
    done = {(by, to, what) for _, by, to, what in rows}
    for by, to, what in (
        ("金融機関", "県", "様式第1号"), ("金融機関", "県", "様式第2号"), ("金融機関", "県", "様式第3号"), ("貴社", "金融機関", "相談"),
        ("貴社", "県", "取組目標設定書"), ("貴社", "県", "実績報告書"), ("貴社", "県", "名称等変更届出書"), ("県", "貴社", "公表"),
        ("金融機関", "貴社", "助言"),
    ):  # fmt: skip
        assert any((by, to) == (a, b) and what in words for a, b, words in done), what
    assert ("貴社", "県", "取組目標設定書を出す。SPT①にするときは、認証の申請書（SLL部門）も出す") in done


@pytest.mark.clause("oita_sll", "papers")
@pytest.mark.clause("oita_sll", "publication")
@pytest.mark.clause("oita_sll", "recipient.prefecture")
def test_oita_facts_1_2_seven_papers_with_deadline_and_clause() -> None:
    papers = sections(oita_case())["papers"]
    assert len(papers.rows) == 7
    by_name = {row.cells[0]: row for row in papers.rows}
    assert "4か月以内" in by_name["実績報告書（SLL部門）"].cells[2]
    assert "6か月以内" in by_name["取組目標設定書（SLL部門）"].cells[2]
    clauses = [row.clause.place for row in papers.rows if row.clause]
    assert clauses == ["5 (3) ①", "7 (1)", "7 (2)", "7 (3)", "6 (1)", "6 (2)", "6 (3)"]
    assert sum(row.cells[1] == "貴社" for row in papers.rows) == 4
    assert any("公表" in note and "取組目標設定書・実績報告書" in note for note in papers.notes)
    assert any("環境政策課" in note for note in papers.notes)


@pytest.mark.clause("oita_sll", "unknowns")
def test_oita_facts_5_what_is_not_known_is_said() -> None:
    rows = sections(oita_case())["unknowns"].rows
    for word in ("計画期間", "基準年度", "排出係数", "部門", "様式", "金融機関", "評価の対象", "年度が", "SPT②だけ"):
        assert any(word in row.cells[0] for row in rows), word
    assert {row.mark for row in rows} == {"未確認"}


def test_nothing_breaks_on_an_empty_case() -> None:
    told = judged(Case(), AS_OF).sections("oita_sll")
    assert [one.id for one in told] == ["spt", "terms", "duties", "papers", "unknowns"]
    assert result(Case()).target is None
