"""大分SLL 運用要領, row by row: what the tables say of duties, papers, terms and sectors, with the place each row is from."""

import pytest
from support.nagano import judged
from support.oita import AS_OF, oita_case, with_firm

from sllassist.case.model import Case, Event
from sllassist.schemes.base import Row, Section


def rows(name: str, case: Case | None = None) -> tuple[Row, ...]:
    told: tuple[Section, ...] = judged(case or oita_case(), AS_OF).sections("oita_sll")
    return next(one for one in told if one.id == name).rows


def place(row: Row) -> str:
    return row.clause.place if row.clause else ""


# by, to, words of what is done, place in the rules
DUTIES = [
    ("金融機関", "県", "参加表明書（様式第1号）を出し、承認を受ける", "4、6 (1)"),
    ("貴社", "金融機関", "取組目標設定書の内容を相談", "7 (1)"),
    ("金融機関", "貴社", "助言", "6 (4)"),
    ("貴社", "県", "取組目標設定書を出す", "5 (3)、7 (1)"),
    ("県", "貴社", "結果を知らせ、公表", "8 (2)"),
    ("金融機関", "県", "速やかに融資実行報告書（様式第2号）", "6 (2)"),
    ("貴社", "県", "4か月以内に実績報告書", "7 (2)"),
    ("県", "貴社", "結果を知らせ、公表", "8 (2)"),
    ("金融機関", "貴社", "実績報告書で進みを確かめ", "6 (4)"),
    ("金融機関", "貴社", "金利を判定", "5 (6)"),
    ("貴社", "県", "6か月以内に新しい取組目標設定書", "7 (1)"),
    ("貴社", "県", "速やかに名称等変更届出書", "7 (3)"),
    ("金融機関", "県", "様式第2号を改めて", "6 (2)"),
    ("金融機関", "県", "様式第1号の別紙", "6 (1)"),
    ("金融機関", "県", "速やかに融資完了報告書（様式第3号）", "6 (3)"),
]


@pytest.mark.clause("oita_sll", "duties")
def test_oita_003_6_7_8_every_duty_with_its_place() -> None:
    found = rows("duties")
    assert [(*row.cells[1:3], place(row)) for row in found] == [(by, to, where) for by, to, _, where in DUTIES]
    for row, (_, _, words, _) in zip(found, DUTIES, strict=True):
        assert words in row.cells[3]


@pytest.mark.clause("oita_sll", "loan.terms")
def test_oita_003_5_every_term_with_its_place() -> None:
    assert [(row.cells[0], place(row)) for row in rows("terms")] == [
        ("KPI（指標）", "5 (2)"), ("融資金額", "5 (5)"), ("資金の使いみち", "5"), ("達成したとき", "5 (7)"),
        ("達成できなかったとき", "5 (7)"), ("金利の判定", "5 (6)"),
    ]  # fmt: skip


@pytest.mark.clause("oita_sll", "papers")
def test_oita_facts_1_2_names_of_the_forms_of_the_bank() -> None:
    names = [row.cells[0] for row in rows("papers") if row.cells[1] == "金融機関"]
    assert names == ["参加表明書（様式第1号）と別紙", "融資実行報告書（様式第2号）", "融資完了報告書（様式第3号）"]


# 5(3)②: every class of the 日本標準産業分類 but T (分類不能) stands under one of the three sectors
@pytest.mark.clause("oita_sll", "sector.industries")
@pytest.mark.parametrize(("classes", "rate"), [("ABCDE", "2.8%"), ("FGIJKLMNOPQRS", "4%"), ("H", "3.7%")])
def test_oita_003_5_3_2_every_class_of_industry_has_its_sector(classes: str, rate: str) -> None:
    for code in classes:
        assert f"年 {rate} 以上" in rows("spt", with_firm(industry_code=code))[1].cells[2], code


@pytest.mark.clause("oita_sll", "notice.bank")
@pytest.mark.parametrize(("kind", "words"), [("loan", "様式第2号を改めて"), ("loan_ended", "途中の終了も含めて金融機関が様式第3号")])
def test_oita_003_6_why_the_bank_has_to_tell(kind: str, words: str) -> None:
    case = oita_case(events=(Event(id="e", kind=kind, day=AS_OF.replace(year=2027, month=12)),))
    (found,) = [one for one in judged(case, AS_OF).notices() if one.scheme == "oita_sll"]
    assert words in found.why
    assert found.clause is not None
    assert found.clause.place == "6 (2)、6 (3)"


@pytest.mark.clause("oita_sll", "unknowns")
def test_oita_facts_5_eleven_things_are_not_known_and_each_says_what_is_done() -> None:
    found = rows("unknowns")
    assert len(found) == 11
    assert all(row.cells[1] for row in found)
