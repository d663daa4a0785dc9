"""エコアクション21: the lists of help, examples and industries, entry by entry, as ea21.md §9, §10 and §12 have them."""

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm, Site
from sllassist.schemes.base import Row


def rows(case: Case, name: str) -> tuple[Row, ...]:
    return next(one for one in judged(case).sections("ea21") if one.id == f"ea21-{name}").rows


EXAMPLES = [
    ("東京都", "東京都江東区の例", ("2分の1、20万円まで", "2026年度")),
    ("東京都", "東京都品川区の例", ("2分の1、15万円まで", "20万円まで", "2022年度")),
    ("愛知県", "愛知県小牧市の例", ("2分の1", "年度は不明")), ("長野県", "長野県箕輪町の例", ("30〜50社", "年度は不明")),
    ("長野県", "長野県千曲市の例", ("勉強会", "年度は不明")), ("岐阜県", "岐阜県の例", ("全4回", "年度は不明")),
    ("神奈川県", "神奈川県相模原市の例", ("5回の無料の勉強会", "2022年度")),
]  # fmt: skip


@pytest.mark.clause("ea21", "help.examples")
@pytest.mark.parametrize(("prefecture", "name", "words"), EXAMPLES, ids=[name for _, name, _ in EXAMPLES])
def test_自治体の例_stand_with_their_year_where_a_site_is(prefecture: str, name: str, words: tuple[str, ...]) -> None:
    here = rows(Case(sites=(Site(id="a", prefecture=prefecture),)), "cheaper")
    (found,) = [row for row in here if row.cells[0] == name]
    assert all(word in found.cells[1] for word in words)
    assert not [row for row in rows(Case(sites=(Site(id="a", prefecture="大分県"),)), "cheaper") if row.cells[0] == name]


@pytest.mark.clause("ea21", "help.programmes")
def test_費用や手間を減らす仕組み_five_of_them() -> None:
    found = {row.cells[0]: row.cells[1] for row in rows(Case(), "cheaper")}
    assert list(found) == [
        "自治体イニシアティブ・プログラム", "関係企業グリーン化プログラム", "信用金庫の勉強会", "グループでの取組", "市区町村の補助金",
    ]  # fmt: skip
    assert "4〜5回" in found["自治体イニシアティブ・プログラム"]
    assert "4回までの指導が無料" in found["グループでの取組"]
    assert "2分の1、10万〜25万円" in found["市区町村の補助金"]


@pytest.mark.clause("ea21", "cost.low_industries", "cost.other_industries")
@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("G", "I", "J", "K", "L", "M", "79", "80", "Q", "91", "92", "93"), "別の表で決まります"),
        (("81", "S"), "審査の日数が別に決まる"),
    ],
)
def test_every_industry_whose_table_is_another_one_is_told_so(codes: tuple[str, ...], words: str) -> None:
    for code in codes:
        found = next(one for one in judged(Case(firm=Firm(employees=20, industry_code=code))).sections("ea21") if one.id == "ea21-cost")
        assert words in found.lead, code


@pytest.mark.clause("ea21", "links.schemes", "office.central")
def test_links_and_offices_are_named_as_their_own_pages_name_them() -> None:
    oita = next(row for row in rows(Case(), "links") if "おおいた" in row.cells[0])
    assert "もう1つ以上の項目" in oita.cells[1]
    assert "2年ごとの更新" in oita.cells[1]
    timeline = next(one for one in judged(Case()).sections("ea21") if one.id == "ea21-timeline")
    assert any("一般財団法人 持続性推進機構（エコアクション21中央事務局）　https://www.ea21.jp" in note for note in timeline.notes)
