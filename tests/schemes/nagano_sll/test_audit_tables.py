"""信州SLL 説明資料, row by row: what the tables say of duties, papers, terms and addresses, with the place each row is from."""

import pytest
from support.nagano import AS_OF, fitting_case, judged

from sllassist.case.model import Event, RunningLoan
from sllassist.schemes.base import Row, Section


def section(name: str) -> Section:
    return next(one for one in judged(fitting_case()).sections("nagano_sll") if one.id == name)


def place(row: Row) -> str:
    return row.clause.place if row.clause else ""


# when, by, to, words of what is done, place in the papers
DUTIES = [
    ("はじめる前", "金融機関", "県", "参加表明書（様式第1号）", "提出書類、参加表明書等の作成・提出"),
    ("1年目", "貴社", "金融機関", "計画書の内容を相談", "融資先企業の責務 2"),
    ("1年目", "金融機関", "貴社", "助言", "金融機関の責務 2"),
    ("1年目", "貴社", "ヘルプデスク", "計画書一式を出し、指摘があれば直して", "計画書・報告書の作成・提出"),
    ("1年目", "県", "公開", "審査が終わった月の翌月に公表", "審査・公表"),
    ("1年目", "金融機関", "県", "融資実行報告書（様式第2号）", "金融機関の責務 1"),
    ("1年目", "金融機関", "貴社", "目標（SPT）によっては", "SLLの流れ"),
    ("2年目から毎年", "貴社", "ヘルプデスク", "報告書一式を7月末まで", "計画書・報告書の作成・提出"),
    ("2年目から毎年", "貴社", "金融機関", "報告書を金融機関にも", "融資先企業の責務 2"),
    ("2年目から毎年", "県", "公開", "その年度の12月に公表", "審査・公表"),
    ("2年目から毎年", "金融機関", "貴社", "引下げ・維持・引戻し", "SLLの流れ、金融機関の責務 2・3"),
    ("計画期間が終わったとき", "貴社", "ヘルプデスク", "次の計画書を出して参加し続ける", "融資先企業の責務 1"),
    ("変わったとき", "貴社", "県", "速やかに変更届出書（様式第4号）", "融資先企業の責務 2"),
    ("変わったとき", "金融機関", "県", "様式第2号、参加表明書の内容が変わったら様式第1号", "参加表明書等の作成・提出"),
    ("終わるとき", "金融機関", "県", "融資完了報告書（様式第3号）", "金融機関の責務 1"),
]


@pytest.mark.clause("nagano_sll", "duties")
def test_責務_every_duty_with_its_place() -> None:
    found = section("duties").rows
    assert [(*row.cells[:3], place(row)) for row in found] == [(when, by, to, where) for when, by, to, _, where in DUTIES]
    for row, (_, _, _, words, _) in zip(found, DUTIES, strict=True):
        assert words in row.cells[3]


# 提出書類: name, by, to, when, form of the file
@pytest.mark.clause("nagano_sll", "papers")
def test_提出書類_every_paper_with_its_form_and_time() -> None:
    start, yearly = "融資開始時", "融資期間中の毎年度"
    both = f"{start}と、{yearly}"
    firm, xlsx, mail = ("貴社", "ヘルプデスク"), "Excel（.xlsx）", "電子メール"
    bank = ("金融機関", "県ゼロカーボン推進課")
    assert [row.cells for row in section("papers").rows] == [
        ("事業活動温暖化対策計画書 兼 実施状況等報告書（様式1号）", *firm, both, xlsx),
        ("計画書提出書（様式2号）", *firm, start, xlsx),
        ("実施状況等報告書提出書（様式3号）", *firm, yearly, xlsx),
        ("エネルギー起源二酸化炭素排出量等算定総括表（参考様式）", *firm, both, xlsx),
        ("変更届出書（様式第4号）", "貴社", "県ゼロカーボン推進課", "変わったとき、速やかに", ""),
        ("参加表明書（様式第1号）", *bank, "制度に参加するとき、内容が変わったとき", mail),
        ("融資実行報告書（様式第2号）", *bank, "融資を実行したとき、契約が変わったとき", mail),
        ("融資完了報告書（様式第3号）", *bank, "契約かモニタリングが終わったとき", mail),
    ]


@pytest.mark.clause("nagano_sll", "loan.terms")
def test_融資の基本的な内容_every_term_with_its_place() -> None:
    whole = "融資の基本的な内容"
    assert [(row.cells[0], place(row)) for row in section("terms").rows] == [
        ("KPI（指標）", f"{whole} KPI"), ("SPT（目標）ア", f"{whole} SPT ア"), ("SPT（目標）イ", f"{whole} SPT イ"),
        ("融資金額", f"{whole} 融資金額"), ("資金の使いみち", f"{whole} 資金使途"), ("達成したとき", "金融機関の責務 3"),
        ("達成できなかったとき", f"{whole} 備考"), ("金利の判定", "金融機関の責務 3 インセンティブの付与"),
    ]  # fmt: skip


@pytest.mark.clause("nagano_sll", "recipient.helpdesk")
@pytest.mark.clause("nagano_sll", "recipient.prefecture")
def test_提出先_telephone_numbers() -> None:
    notes = "".join(section("papers").notes)
    for words in ("026-262-1793 または 026-262-1794", "026-235-7022", "中外テクノス株式会社", "長野県環境部ゼロカーボン推進課"):
        assert words in notes


@pytest.mark.clause("nagano_sll", "notice.bank")
@pytest.mark.parametrize(
    ("kind", "words"), [("loan", "金融機関が様式第2号"), ("loan_ended", "モニタリングが終わったときは、金融機関が様式第3号")]
)
def test_参加表明書等の作成提出_why_the_bank_has_to_tell(kind: str, words: str) -> None:
    lent = RunningLoan(id="r", scheme="nagano_sll", start_date=AS_OF, term_months=60)
    case = fitting_case(running=(lent,), events=(Event(id="e", kind=kind, day=AS_OF),))
    (found,) = [one for one in judged(case).notices() if one.scheme == "nagano_sll"]
    assert words in found.why


@pytest.mark.clause("nagano_sll", "review.comparison")
def test_比較_three_burdens_with_their_places() -> None:
    assert [place(row) for row in section("saving").rows] == [
        "比較 KPI・SPT設定の事務負担", "比較 第三者評価費用", "比較 毎年の報告・検証",
    ]  # fmt: skip


@pytest.mark.clause("nagano_sll", "unknowns")
def test_nine_things_are_not_known_and_each_says_what_is_done() -> None:
    found = section("unknowns").rows
    assert len(found) == 9
    assert all(row.cells[1] for row in found)
