"""千葉県「中小企業向け融資のご案内（環境保全資金）」令和6年度, entry by entry: banks, papers, steps and offices."""

import datetime as dt

import pytest
from support.chiba import facts, fitting_case, section

from sllassist.case.model import Standing
from sllassist.schemes.chiba_kankyo.banks import banks

BANKS = {
    "地方銀行": "千葉 千葉興業 京葉 群馬 常陽 筑波 きらぼし 阿波 東日本 東京スター 徳島大正",
    "信用金庫": "千葉 銚子 東京ベイ 館山 佐原 水戸 朝日 東京シティ 東京東 東栄 亀有 小松川 城北 埼玉縣",
    "信用組合": "房総 銚子商工 君津 第一勧業 ハナ 横浜幸銀",
    "都市銀行": "みずほ 三菱UFJ 三井住友 りそな 埼玉りそな",
    "信託銀行": "三井住友",
    "中小企業専門金融機関": "商工組合中央金庫",
    "信用漁業協同組合連合会": "東日本",
}
ENDINGS = {"地方銀行": "銀行", "都市銀行": "銀行", "中小企業専門金融機関": ""}


@pytest.mark.clause("chiba_kankyo", "banks")
@pytest.mark.parametrize("kind", BANKS)
def test_千葉004_取扱金融機関_案内の順に同じ名前(kind: str) -> None:
    found = [bank.name for bank in banks(facts()) if bank.kind == kind]
    assert found == [f"{name}{ENDINGS.get(kind, kind)}" for name in BANKS[kind].split()]


@pytest.mark.clause("chiba_kankyo", "papers.certify")
def test_千葉004_認定の書類_7つ() -> None:
    names = [row.cells[0] for row in section(fitting_case(), "papers").rows]
    words = [
        "認定申請書", "事業計画書", "効果", "法令の手続き", "見積書、仕様書（カタログ）、図面（配置図・構造図）",
        "CO2CO2スマート宣言事業所", "そのほか",
    ]  # fmt: skip
    assert len(names) == len(words)
    for name, word in zip(names, words, strict=True):
        assert word in name


@pytest.mark.clause("chiba_kankyo", "papers.bank")
def test_千葉県H29_金融機関の書類の様式の番号() -> None:
    assert [row.cells[0] for row in section(fitting_case(), "bank_papers").rows] == [
        "融資申込書（別記様式第5）", "決算書または確定申告書", "事業税の納税証明書", "許認可証", "見積書・カタログ・平面図など",
        "組合共同事業設備基本計画書（別記様式第13）",
    ]  # fmt: skip


@pytest.mark.clause("chiba_kankyo", "steps")
def test_千葉004_手続きの順序_相談_認定_融資_補助() -> None:
    words = ["相談", "認定を申請", "認定を通知", "保証を申し込む", "審査する", "承諾", "実行", "補助の手続き"]
    for row, word in zip(section(fitting_case(), "steps").rows, words, strict=True):
        assert word in row.cells[1]


@pytest.mark.clause("chiba_kankyo", "co2co2.courses")
def test_千葉H29_CO2CO2_スタンダードは必須3つを含む13_プレミアムは18() -> None:
    standard, premium = (row.cells[1] for row in section(fitting_case(standing=Standing()), "co2co2").rows)
    assert "40の取組から、必ず行う3つを含む13以上" in standard
    assert "40の取組から18以上" in premium


@pytest.mark.clause("chiba_kankyo", "contacts")
def test_千葉004_申請先の住所とホームページ() -> None:
    certify, loan, register = section(fitting_case(), "contacts").rows
    assert certify.detail == "〒260-8667 千葉市中央区市場町1-1"
    assert [row.url.removeprefix("https://www.pref.chiba.lg.jp/") for row in (certify, loan, register)] == [
        "kansei/yuushi/chuushoushinkou/index.html", "keishi/chuushou-yuushi/yuushiseido/chuushou/index.html",
        "shigen/chikyuukankyou/co2co2smart/office/index.html",
    ]  # fmt: skip


# 令和6年度: 2024-04-01 to 2025-03-31. What may stay the same has no end; what the leaflet says of its year alone ends with it
ENDS_WITH_ITS_YEAR = {
    "scheme.year", "loan.rates", "categories", "banks", "guarantee.subsidy_share", "guarantee.subsidy_groups", "guarantee.subsidy_deadline",
}  # fmt: skip


@pytest.mark.clause("chiba_kankyo", "scheme.year")
def test_千葉004_令和6年度の値は_その年度の初めから() -> None:
    told = facts().knowledge.parameters("chiba_kankyo")
    keys = told.keys()
    days = {
        "令和6年度": (dt.date(2024, 4, 1), dt.date(2025, 3, 31)),
        "平成28年4月1日": (dt.date(2016, 4, 1), dt.date(2017, 3, 31)),
    }
    seen = set()
    for key in keys:
        for value in told.history(key):
            for year, (first, last) in days.items():
                if f"」{year}" in value.source:
                    assert value.valid_from == first, key
                    ends = year != "令和6年度" or key in ENDS_WITH_ITS_YEAR
                    assert value.valid_to == (last if ends else None), key
                    seen.add(key)
    assert seen >= ENDS_WITH_ITS_YEAR
    assert {"loan.limit_yen", "loan.term_capital_months", "loan.grace_months", "co2co2.groups", "greening.area_m2"} <= seen
