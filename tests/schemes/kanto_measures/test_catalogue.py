"""連携プログラム2023 事業一覧: all 34 items by number, title and page, their links, and how fresh each one is."""

import datetime as dt
import re
from pathlib import Path

import pytest
from support.nagano import AS_OF, judged

from sllassist.case.model import Case, Site
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Row, Section

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "002_9550a01beb1aaad8.txt"
NAGANO = Case(sites=(Site(id="a", prefecture="長野県"),))
PAPER = [
    ("1-①", "価格転嫁に向けた地域企業支援", 5),
    ("1-②", "カーボンニュートラル実現に向けた地域企業支援", 6),
    ("1-③", "地域企業のデジタル化・DX・サイバーセキュリティ支援", 7),
    ("1-④", "データ活用支援人材の育成", 8),
    ("1-⑤", "事業再構築補助金による地域企業の成長支援", 9),
    ("1-⑥", "事業継続力強化計画策定を通じた防災・減災力向上支援", 10),
    ("1-⑦", "自動車サプライヤーの電動化対応支援", 11),
    ("1-⑧", "地域サービス産業の生産性向上", 12),
    ("1-⑨", "オープンイノベーション・マッチングスクエア（OIMS）", 13),
    ("1-⑩", "地方発！ベンチャー企業ミートアップ", 14),
    ("1-⑪", "中堅・中小企業とスタートアップの連携による価値創造チャレンジ事業", 15),
    ("1-⑫", "地域企業の人的資本経営の推進", 17),
    ("1-⑬", "新現役交流会（シニア人材とのマッチングによる経営課題解決支援）", 20),
    ("1-⑭", "知財経営支援専門家派遣", 23),
    ("1-⑮", "知財・無形資産に着目した地域金融機関職員の対話力（事業性理解力）向上支援", 24),
    ("1-⑯", "先導的・先進的な知財支援の取組支援", 25),
    ("1-⑰", "地域企業のグローバル化支援", 26),
    ("1-⑱", "ガバメントピッチを通じた官民連携の促進", 27),
    ("1-⑲", "中小企業の収益力改善・事業再生・再チャレンジの総合的支援", 28),
    ("1-⑳", "中小企業に対する事業承継支援の推進", 31),
    ("1-㉑", "RIDC（基礎自治体等の地域課題の解決に向けたオンラインコミュニティ）", 32),
    ("2-①", "経営力再構築伴走支援の推進", 34),
    ("2-②", "スタートアップ支援拠点との連携", 35),
    ("2-③", "知財経営の支援体制充実化（地域知財経営支援ネットワーク）", 36),
    ("2-④", "食領域をはじめとする社会課題企業支援・SDGs経営導入支援", 37),
    ("2-⑤", "2050年カーボンニュートラルに向けたJ-クレジットの活性化", 38),
    ("2-⑥", "サーキュラーエコノミーに関する産官学のパートナーシップの立ち上げ", 39),
    ("2-⑦", "関東地域における半導体人材育成の取組", 40),
    ("3-①", "当局（金融連携推進室、各施策担当課室）との個別意見交換", 44),
    ("3-②", "地域金融機関主催の事業者/職員向けセミナー等への講師派遣", 44),
    ("3-③", "地域金融機関向け政策勉強会の開催", 44),
    ("3-④", "地域金融機関主催イベント等への後援名義", 44),
    ("3-⑤", "メールマガジン等によるタイムリーな情報提供", 44),
    ("3-⑥", "財務局との各種連携（オンデマンドセミナー等）", 44),
]


def section(case: Case = NAGANO, as_of: dt.date = AS_OF) -> Section:
    return next(one for one in judged(case, as_of).sections("kanto_measures") if one.id == "kanto-measures")


def item(number: str, as_of: dt.date = AS_OF) -> Row:
    return next(row for row in section(as_of=as_of).rows if row.cells[0].startswith(f"{number} "))


@pytest.mark.clause("kanto_measures", "catalogue.items")
def test_事業一覧_34件_by_number_title_and_page() -> None:
    rows = section().rows
    assert [(*row.cells[0].split(" ", 1), row.cells[4]) for row in rows] == [(no, name, f"P.{page}\n2023年") for no, name, page in PAPER]
    assert (sum(no[0] == "1" for no, _, _ in PAPER), sum(no[0] == "2" for no, _, _ in PAPER)) == (21, 7)


@pytest.mark.clause("kanto_measures", "catalogue.items")
def test_every_item_says_who_what_and_what_a_bank_does_and_where_it_stands() -> None:
    found = section()
    assert found.search
    assert len(found.columns) == 5
    for row in found.rows:
        assert all(row.cells)
        assert row.detail
        assert row.clause is not None
        assert row.cells[4].splitlines()[0] in row.clause.place
        assert row.clause.status == "確認済"


@pytest.mark.skipif(not SEED.is_file(), reason="the paper itself is not at hand")
def test_詳細リンク集_every_link_and_title_stands_in_the_paper() -> None:
    paper = re.sub(r"\s", "", SEED.read_text("utf-8"))
    for row in section().rows:
        part, name = row.cells[0].split(" ", 1)
        assert re.sub(r"\s", "", name) in paper, name
        assert bool(row.url) == (part[0] != "3")
        assert row.url in paper


@pytest.mark.skipif(not SEED.is_file(), reason="the paper itself is not at hand")
def test_the_words_are_our_own() -> None:
    paper = re.sub(r"[\s*●・]", "", SEED.read_text("utf-8"))
    for row in section().rows:
        for text in (*row.cells[1:4], row.detail.splitlines()[0]):
            plain = re.sub(r"[\s*●・]", "", text)
            shared = [plain[at : at + 18] for at in range(len(plain) - 17) if plain[at : at + 18] in paper]
            assert not shared, (row.cells[0], shared)


def test_事業再構築補助金_has_ended_and_names_what_follows() -> None:
    ended = item("1-⑤")
    assert ended.mark == "終了しました"
    assert "後継：新事業進出・ものづくり商業サービス補助金" in ended.detail
    assert dict(section().figures)["終了が分かったもの"] == "1件"
    assert [row.cells[0] for row in section().rows if row.mark == "終了しました"] == [ended.cells[0]]


@pytest.mark.parametrize(
    ("number", "mark"),
    [("1-①", "2023年の資料"), ("1-②", "未確認"), ("1-⑥", ""), ("1-⑦", "未確認"), ("2-⑤", "未確認"), ("3-⑥", "2023年の資料")],
)
def test_what_was_looked_up_since_is_told_from_what_was_not(number: str, mark: str) -> None:
    row = item(number)
    assert row.mark == mark
    assert ("いまも続いているかどうかは確認できていません" in row.detail) == (mark == "2023年の資料")


def test_what_was_looked_up_names_the_day_it_was() -> None:
    looked_up = [line for row in section().rows for line in row.detail.splitlines() if "調べました" in line or "に確かめました" in line]
    assert len(looked_up) == 13
    assert all("2026年11月20日に" in line for line in looked_up)


# 確認日 2026年11月20日から180日: 2027年5月18日までは新しく、5月19日から古い
@pytest.mark.clause("kanto_measures", "check.valid_days")
@pytest.mark.parametrize(("as_of", "mark"), [(dt.date(2027, 5, 18), ""), (dt.date(2027, 5, 19), "古い情報")])
def test_what_was_looked_up_grows_old_after_180_days(as_of: dt.date, mark: str) -> None:
    row = item("1-⑥", as_of)
    assert row.mark == mark
    assert ("確かめてから180日以上たっています" in row.detail) == bool(mark)
    assert item("1-⑤", as_of).mark == "終了しました"


# 租税特別措置法44条の2: 認定は令和9年3月31日まで
@pytest.mark.parametrize(("as_of", "over"), [(dt.date(2027, 3, 31), False), (dt.date(2027, 4, 1), True)])
def test_事業継続力強化計画_税の優遇_ends_on_2027_03_31(as_of: dt.date, over: bool) -> None:
    detail = item("1-⑥", as_of).detail
    assert ("2027年3月31日を過ぎました" in detail) == over
    assert "16%" in detail


@pytest.mark.clause("kanto_measures", "program.newer")
def test_the_paper_and_that_newer_ones_are_unknown_is_said() -> None:
    [note] = section().notes
    assert "連携プログラム2023" in note
    assert "2024年度からの版は手に入っていない" in note


@pytest.mark.clause("kanto_measures", "topics.list")
def test_every_topic_to_tick_has_items_and_every_item_has_topics_of_the_list() -> None:
    facts = judged(NAGANO).facts
    topics = next(one for one in all_schemes() if one.id == "kanto_measures").topics(facts)
    used = [
        set(row.detail.splitlines()[-1].removeprefix("探すことば：").split("、")) & set(topics) for row in section().rows
    ]
    assert all(used)
    assert set().union(*used) == set(topics)
    assert next(one for one in all_schemes() if one.id == "nagano_sll").topics(facts) == ()
