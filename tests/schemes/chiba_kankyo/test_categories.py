"""千葉004 対象事業: the kinds of projects, and finding them by what people say."""

import pytest
from support.chiba import facts

from sllassist.schemes import all_schemes
from sllassist.schemes.chiba_kankyo.categories import Category, categories, search

ALL = categories(facts())


def found(text: str) -> list[str]:
    return [one.code for one in search(text, ALL)]


@pytest.mark.clause("chiba_kankyo", "categories")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("屋根に太陽光", "Z1"), ("太陽光ﾊﾟﾈﾙを載せたい", "Z1"), ("ソーラーカーポート", "Z1"),
        ("風力発電", "Z1"), ("小水力", "Z1"),
        ("バイオマスボイラー", "Z1"), ("太陽", "Z1"), ("蓄電池", "Z2"), ("ちくでんち", "Z2"),
        ("業務用バッテリー", "Z2"),
        ("EVを買う", "Z3"), ("ＥＶ", "Z3"), ("ev", "Z3"), ("電気自動車を2台", "Z3"), ("EV充電器を置く", "Z3"),
        ("V2H", "Z3"), ("水素ステーション", "Z3"),
        ("LED", "Z4a"), ("ｌｅｄ照明に", "Z4a"), ("蛍光灯をやめたい", "Z4a"), ("エアコン", "Z4a"),
        ("えあこん", "Z4a"), ("ｴｱｺﾝの入れ替え", "Z4a"),
        ("空調更新", "Z4a"), ("変圧器の更新", "Z4a"), ("キュービクル", "Z4a"), ("エネファーム", "Z4a"),
        ("コンプレッサー", "Z4a"), ("コンプレッサ", "Z4a"),
        ("ボイラーの入替え", "Z4a"), ("屋上緑化", "Z4b"), ("壁面を緑化したい", "Z4b"),
        ("屋根の遮熱塗装", "Z4c"), ("窓を二重に", "Z4c"), ("内窓", "Z4c"),
        ("倉庫の断熱", "Z4c"), ("デマンド監視", "Z4d"), ("BEMS導入", "Z4d"), ("電力の見える化", "Z4d"),
        ("工場の排熱を使う", "Z5"), ("下水の熱", "Z5"),
        ("フロン回収装置", "Z6"), ("自然冷媒の冷凍機", "Z6"), ("メタンの回収", "Z6"),
        ("太陽光パネルのリサイクル装置", "Z7"),
        ("使い終わった太陽光パネルを再資源化", "Z7"), ("蓄電池のリサイクル", "Z7"), ("ばい煙処理", "E1"),
        ("集じん機", "E1"), ("排水処理設備", "E2"),
        ("油水分離槽", "E2"), ("地下水汚染の除去", "E3a"), ("汚染土壌の掘削", "E3b"),
        ("井戸から工業用水へ", "E4"), ("遮音壁を立てる", "E5"),
        ("消音器", "E5"), ("脱臭装置", "E6"), ("においの苦情", "E6"), ("有害物質の処理", "E7"),
        ("フロンの処理", "E8"), ("アスベスト", "E9"),
        ("石綿除去工事", "E9"), ("トラックをHVに", "E10"), ("トラックをＨＶに買い替え", "E10"),
        ("プラグインハイブリッド", "E10"), ("PHV", "E10"),
        ("クリーンディーゼル車", "E10"), ("天然ガストラック", "E10"), ("デジタコ", "E10"),
        ("ISO14001", "E11"), ("ISO 14001を取る", "E11"),
        ("エコアクション２１の認証", "E11"), ("環境ﾏﾈｼﾞﾒﾝﾄシステム", "E11"),
        ("ペットボトルの再商品化", "E12"), ("工場の敷地を緑化", "E13"), ("敷地に木を植える", "E13"),
    ],
)  # fmt: skip
def test_千葉004_対象事業_人のことばで見つかる(text: str, code: str) -> None:
    assert found(text)[0] == code


@pytest.mark.parametrize(
    "text",
    [
        "", "　", "パソコン", "ホームページを作る", "運転資金", "土地を買う", "給料", "在庫の仕入れ",
        "クラウド会計", "机と椅子", "広告", "駐車場の舗装", "内装工事",
        "電動アシスト自転車", "ISO9001", "LEVEL", "EVENT", "LEDGER", "x", "！？",
    ],
)  # fmt: skip
def test_関わりのないことばでは何も見つからない(text: str) -> None:
    assert found(text) == []


def test_2つのことを言えば_どちらも見つかる() -> None:
    assert set(found("太陽光と蓄電池")) == {"Z1", "Z2"}
    assert set(found("LED、EV")) == {"Z4a", "Z3"}
    assert set(found("トラック")) == {"Z3", "E10"}


def test_長いことばに含まれる短いことばでは見つけない() -> None:
    assert found("電気自動車") == ["Z3"]  # 自動車 alone would also mean E10
    assert found("屋上緑化") == ["Z4b"]  # 緑化 alone would also mean E13
    assert set(found("緑化")) == {"Z4b", "E13"}


def of(code: str) -> Category:
    return next(one for one in ALL if one.code == code)


@pytest.mark.clause("chiba_kankyo", "categories")
def test_千葉004_対象事業_ゼロカーボン7と環境保全13がすべてある() -> None:
    numbers = {(one.group, one.number) for one in ALL}
    assert numbers == {*(("ゼロカーボン促進事業", n) for n in range(1, 8)), *(("環境保全事業", n) for n in range(1, 14))}
    assert len({one.code for one in ALL}) == len(ALL)
    for one in ALL:  # Z4a stands under 4 of the list of ゼロカーボン促進事業, E3b under 3 of 環境保全事業
        group = {"Z": "ゼロカーボン促進事業", "E": "環境保全事業"}[one.code[0]]
        assert (one.group, str(one.number)) == (group, one.code[1:].rstrip("abcd"))


def test_千葉004_融資期間の注_運転資金になる事業() -> None:
    assert {one.code for one in ALL if one.kind == "運転資金"} == {"Z4b", "Z4c", "E3b", "E9", "E11", "E13"}
    assert {one.kind for one in ALL} == {"設備資金", "運転資金"}
    assert [one.code for one in ALL if one.area] == ["E13"]
    assert "1,000m2以上" in of("E13").name


def test_the_scheme_offers_its_kinds_and_the_search_for_them() -> None:
    scheme = next(one for one in all_schemes() if one.id == "chiba_kankyo")
    assert [one.code for one in scheme.project_categories(facts())] == [one.code for one in ALL]
    assert scheme.search_projects(facts(), "窓を二重に")[0].name == of("Z4c").name
    assert all(not one.search_projects(facts(), "太陽光") for one in all_schemes() if one.id == "nagano_sll")
