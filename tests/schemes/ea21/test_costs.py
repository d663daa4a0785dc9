"""エコアクション21の費用: the published examples, the five-year sums of each size, and every boundary of the two tables."""

from decimal import Decimal

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm
from sllassist.schemes.base import Section


def section(case: Case, name: str = "ea21-cost") -> Section:
    return next(one for one in judged(case).sections("ea21") if one.id == name)


def firm(people: int | None, code: str | None = "24") -> Case:
    return Case(firm=Firm(employees=people, industry_code=code))


def yen(text: str) -> Decimal:
    return Decimal(text.removesuffix("以上").removesuffix("円").replace(",", ""))


def totals(people: int) -> list[int]:
    return [int(yen(row.cells[4])) for row in section(firm(people)).rows]


def figure(case: Case, name: str) -> str:
    return dict(section(case).figures)[name]


# ea21.md §9: cash flow of the first five years, larger load, least days (thousand yen)
@pytest.mark.clause("ea21", "cost.rate_yen", "cost.man_days", "cost.fee_yen")
@pytest.mark.parametrize(
    ("people", "years", "whole"),
    [
        (8, [150, 100, 150, 50, 150], 600), (20, [200, 100, 200, 50, 200], 750), (45, [225, 100, 200, 50, 200], 775),
        (80, [250, 125, 225, 75, 225], 900), (200, [275, 150, 250, 100, 250], 1_025),
    ],
)
def test_ea21_9_five_years(people: int, years: list[int], whole: int) -> None:
    assert totals(people) == [thousand * 1_000 for thousand in years]
    assert yen(figure(firm(people), "5年間の合計")) == whole * 1_000


# 地域事務局 nkbc.jp「従業員200人程度、環境負荷が大きい」: 3.5日 175,000円 + 100,000円 = 275,000円
def test_nkbc_200人_275000円() -> None:
    row = section(firm(200)).rows[0]
    assert row.cells == ("1年目　登録審査", "3.5以上", "175,000円以上", "100,000円", "275,000円以上")


# 札幌の行政書士の頁「建設業 31〜60人」: 登録 12.5万+10万、2年目 10万、3年目 10万+10万、中間の2回目から 5万
def test_建設業_31から60人_four_years() -> None:
    rows = section(firm(50, "06")).rows
    paid = [(yen(row.cells[2]), Decimal(0) if row.cells[3] == "なし" else yen(row.cells[3])) for row in rows]
    assert paid[:4] == [(125_000, 100_000), (100_000, 0), (100_000, 100_000), (50_000, 0)]


# 長野県産業環境保全協会「製造業・建設業で20〜30名、事業所1か所」: 審査費用 10万円
@pytest.mark.parametrize("people", [20, 30])
def test_長野地域事務局_20から30名_審査10万円(people: int) -> None:
    assert section(firm(people)).rows[0].cells[2] == "100,000円"


# 標準審査工数: 30/31, 60/61, 100/101, 500/501 人
@pytest.mark.clause("ea21", "cost.man_days")
@pytest.mark.parametrize(
    ("people", "days"),
    [
        (30, ["2", "2", "2", "1", "2"]), (31, ["2.5", "2", "2", "1", "2"]), (60, ["2.5", "2", "2", "1", "2"]),
        (61, ["3", "2.5", "2.5", "1.5", "2.5"]), (100, ["3", "2.5", "2.5", "1.5", "2.5"]),
        (101, ["3.5以上", "3以上", "3以上", "2以上", "3以上"]), (500, ["3.5以上", "3以上", "3以上", "2以上", "3以上"]),
        (501, ["4以上", "3.5以上", "3.5以上", "2.5以上", "3.5以上"]),
    ],
)
def test_標準審査工数_boundaries(people: int, days: list[str]) -> None:
    assert [row.cells[1] for row in section(firm(people)).rows] == days


# 登録料・更新登録料(2年分): 10/11, 300/301, 500/501, 1,000/1,001 人
@pytest.mark.clause("ea21", "cost.fee_yen")
@pytest.mark.parametrize(
    ("people", "fee"),
    [
        (1, 50_000), (10, 50_000), (11, 100_000), (300, 100_000), (301, 150_000), (500, 150_000), (501, 200_000),
        (1_000, 200_000), (1_001, 300_000),
    ],
)
def test_登録料_boundaries(people: int, fee: int) -> None:
    rows = section(firm(people)).rows
    assert [row.cells[3] for row in rows] == [f"{fee:,}円", "なし", f"{fee:,}円", "なし", f"{fee:,}円"]


# 低負荷・10人以下: 100,000円 + 50,000円 = 150,000円 (nkbc.jp)。11人からは分からない
@pytest.mark.clause("ea21", "cost.low_load", "cost.low_industries")
def test_環境負荷が小さい事業所_only_small_firms_have_a_known_first_year() -> None:
    small = firm(10, "76")
    assert figure(small, "最初の年（計算例から）") == "150,000円"
    assert "最初の年（計算例から）" not in dict(section(firm(11, "76")).figures)
    assert figure(firm(11, "76"), "最初の年（参考）") == "200,000円"
    assert "読み取れていません" in "".join(section(small).notes)
    assert "参考の額" in section(small).lead


@pytest.mark.clause("ea21", "cost.high_industries", "cost.low_industries", "cost.other_industries")
@pytest.mark.parametrize(
    ("code", "words", "reference"),
    [
        ("2421", "環境負荷が比較的大きい", False), ("06", "環境負荷が比較的大きい", False), ("8821", "環境負荷が比較的大きい", False),
        ("8911", "環境負荷が比較的大きい", False), ("90", "環境負荷が比較的大きい", False), ("91", "別の表で決まります", True),
        ("57", "別の表で決まります", True), ("811", "審査の日数が別に決まる", True), ("82", "どちらの表", True),
        ("44", "どちらの表", True), ("R", "どちらの表", True), (None, "どちらの表", True),
    ],
)
def test_which_table_holds_for_the_industry(code: str | None, words: str, reference: bool) -> None:
    found = section(firm(20, code))
    assert words in found.lead
    assert any("参考" in name for name, _ in found.figures) == reference


def test_without_the_number_of_people_nothing_is_computed() -> None:
    found = section(firm(None))
    assert found.rows == ()
    assert found.figures == ()
    assert "従業員の数が分かると計算します" in found.lead


@pytest.mark.parametrize(("people", "own"), [(10, "10人以下"), (11, "11〜30人"), (300, "101〜300人"), (1_001, "1,001人以上")])
def test_the_table_of_all_sizes_marks_the_firm(people: int, own: str) -> None:
    rows = section(firm(people), "ea21-cost-sizes").rows
    assert [row.cells[0] for row in rows] == [
        "10人以下", "11〜30人", "31〜60人", "61〜100人", "101〜300人", "301〜500人", "501〜1,000人", "1,001人以上",
    ]
    assert [row.cells[0] for row in rows if row.mark] == [own]
    assert [yen(row.cells[2]) for row in rows[:5]] == [600_000, 750_000, 775_000, 900_000, 1_025_000]


def test_how_far_the_next_class_is_counts_officers_and_part_timers() -> None:
    assert "役員とパート・アルバイトを含めて31人以上" in section(firm(20)).lead
    assert "次の区分" not in section(firm(2_000)).lead
