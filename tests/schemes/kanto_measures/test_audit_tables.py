"""連携プログラム2023, entry by entry: which banks and industries an item names, and the figures its text takes from the paper."""

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm, Loan, Site
from sllassist.schemes.base import Row


def rows(**told: object) -> dict[str, Row]:
    case = Case(sites=(Site(id="a", prefecture="長野県"),)).model_copy(update=told)
    found = next(one for one in judged(case).sections("kanto_measures") if one.id == "kanto-measures").rows
    return {row.cells[0].split(" ")[0]: row for row in found}


BANKS = {
    "1-⑪": "みずほ銀行 滋賀銀行 埼玉りそな銀行 東和銀行 しののめ信用金庫 東京東信用金庫 多摩信用金庫 横浜信用金庫 きらぼし銀行 "
    "第四北越銀行 諏訪信用金庫 三島信用金庫 しずおか焼津信用金庫 浜松いわた信用金庫",
    "1-⑬": "亀有信用金庫 城南信用金庫 東和銀行 新潟信用金庫 柏崎信用金庫 三条信用金庫 新発田信用金庫 長岡信用金庫 水戸信用金庫 "
    "東京東信用金庫 鹿沼相互信用金庫 青木信用金庫 しずおか焼津信用金庫 静岡信用金庫 大東京信用組合 アイオー信用金庫 小松川信用金庫 "
    "沼津信用金庫 桐生信用金庫 いわき信用組合",
    "1-⑮": "三島信用金庫 埼玉縣信用金庫 柏崎信用金庫 鹿沼相互信用金庫 長野信用金庫 上田信用金庫 松本信用金庫 諏訪信用金庫 "
    "アルプス中央信用金庫 飯田信用金庫",
    "1-⑯": "長野県信用組合",
}


@pytest.mark.clause("kanto_measures", "catalogue.items")
def test_金融機関の名前_every_bank_the_paper_names_brings_its_items() -> None:
    for bank in {name for names in BANKS.values() for name in names.split()}:
        suited = {number for number, row in rows(loan=Loan(bank_name=bank)).items() if "当てはまります" in row.cells[1]}
        assert suited == {number for number, names in BANKS.items() if bank in names.split()}, bank


@pytest.mark.clause("kanto_measures", "match.industries")
@pytest.mark.parametrize(("number", "codes"), [("1-⑧", "I L M N O P R"), ("2-④", "M 58 09 10 76 77"), ("1-②", "E"), ("2-⑦", "28")])
def test_施策が向く業種_every_class_of_the_list(number: str, codes: str) -> None:
    for code in codes.split():
        assert "当てはまります" in rows(firm=Firm(industry_code=code))[number].cells[1], code


# what the paper counts, item by item
@pytest.mark.clause("kanto_measures", "catalogue.items")
@pytest.mark.parametrize(
    ("number", "figures"),
    [
        ("1-④", ["2021年度から"]),
        ("1-⑥", ["2019年度に始まりました", "特別償却16%", "機械装置は100万円、器具備品は30万円、建物附属設備は60万円"]),
        ("1-⑧", ["2022年9月から"]), ("1-⑩", ["2023年9月までに53回"]), ("1-⑫", ["8つの地域", "2023年6月"]),
        ("1-⑬", ["約800名", "2,571社", "57%"]), ("1-⑭", ["10社ほど", "5〜7月"]), ("1-⑯", ["2分の1・500万円まで", "定額・1,000万円まで"]),
        ("1-㉑", ["515名"]), ("2-①", ["2023年6月"]), ("2-③", ["2023年3月"]), ("2-⑤", ["約98万円", "約490トン", "100t-CO2以上"]),
        ("2-⑥", ["2023年9月に会員の募集"]), ("2-⑦", ["2023年6月に第1回"]), ("3-②", ["36回"]), ("3-④", ["19件"]),
        ("3-⑤", ["週1回", "58回"]),
    ],
)  # fmt: skip
def test_各施策の数字(number: str, figures: list[str]) -> None:
    detail = rows()[number].detail
    assert [figure for figure in figures if figure not in detail] == []


def test_各施策の数字_専門家の派遣は5日まで() -> None:
    assert "5日まで無料" in rows()["1-⑦"].cells[2]
