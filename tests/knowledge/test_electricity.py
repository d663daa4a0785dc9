"""Electricity by retailer and menu: 残差, 事業者全体, 代替値, years whose list is not complete here."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.knowledge import Factor, load_knowledge

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
K = load_knowledge()


def figures(factor: Factor) -> tuple[str, str]:
    assert factor.co2_basic is not None
    assert factor.co2_adjusted is not None
    return str(factor.co2_basic.number), str(factor.co2_adjusted.number)


def test_the_list_of_fy2025_emissions_has_511_retailers_and_ten_networks() -> None:
    ids = [supplier.id for supplier in K.search_retailers("", 2025)]
    kinds = Counter("network" if name.startswith("TSO") else "retailer" for name in ids)
    assert kinds == {"retailer": 511, "network": 10}


@pytest.mark.skipif(not SHARED.is_dir(), reason="reference data is not here")
def test_every_row_of_the_reference_gives_its_own_figures() -> None:
    with (SHARED / "electricity.csv").open(encoding="utf-8") as told:
        rows = [row for row in csv.DictReader(told) if row["retailer_id"][0] == "A"]
    asked = 0
    for row in rows:
        if not row["menu"] or row["menu"].startswith("(残差;") or not row["basic"] or not row["adjusted"]:
            continue
        factor = K.electricity(row["retailer_id"], row["menu"], int(row["calc_fy"]))
        assert figures(factor) == (row["basic"], row["adjusted"]), row
        assert (factor.basis, factor.provisional) == ("exact", False)
        assert (factor.status == "確認済") == row["confidence"].startswith("high")
        asked += 1
    assert asked > 1000


def test_menu_as_on_the_contract() -> None:
    factor = K.electricity("A0270", "メニューA", 2025)
    assert figures(factor) == ("0.000000", "0.000000")
    assert (factor.basis, factor.supplier, factor.menu) == ("exact", "中部電力ミライズ(株)", "メニューA")


@pytest.mark.parametrize("menu", [None, "", "ミライズGreenでんき"])
def test_unknown_or_unpublished_menu_takes_the_residual(menu: str | None) -> None:
    factor = K.electricity("A0270", menu, 2025)
    assert figures(factor) == ("0.000411", "0.000411")
    assert (factor.basis, factor.menu, factor.provisional) == ("residual", "メニューB(残差)", False)
    assert "残差" in factor.reason


def test_without_a_residual_the_whole_retailer_serves() -> None:
    factor = K.electricity("A0027", None, 2025)
    assert (factor.basis, factor.menu) == ("whole", "(参考値)事業者全体")
    assert "事業者全体" in factor.reason


def test_a_retailer_with_nothing_but_the_reference_value_is_said_to_be_whole() -> None:
    assert [(f.basis, f.menu) for f in [K.electricity("A0143", None, 2025)]] == [("whole", "(参考値)事業者全体")]


def test_a_retailer_without_menus_needs_none() -> None:
    factor = K.electricity("A0337", None, 2025)
    assert (figures(factor), factor.basis, factor.menu) == (("0.000419", "0.000419"), "exact", "")


def test_a_menu_of_a_retailer_without_menus_takes_the_retailer() -> None:
    factor = K.electricity("A0337", "とくとくプラン", 2025)
    assert (figures(factor), factor.basis) == (("0.000419", "0.000419"), "whole")


def test_basic_and_adjusted_may_differ() -> None:
    assert figures(K.electricity("A0480", None, 2025)) == ("0.000411", "0.000293")


@pytest.mark.parametrize(
    ("retailer", "year", "value", "words"),
    [
        (None, 2025, "0.000416", "事業者が選ばれていない"),
        (None, 2024, "0.000422", "事業者が選ばれていない"),
        (None, 2023, "0.000429", "事業者が選ばれていない"),
        ("A9999", 2025, "0.000416", "2025年度の一覧に載っていない"),
    ],
)
def test_unknown_or_unlisted_retailer_takes_the_substitute_of_the_year(
    retailer: str | None, year: int, value: str, words: str
) -> None:
    factor = K.electricity(retailer, None, year)
    assert (figures(factor), factor.basis, factor.provisional) == ((value, value), "substitute", False)
    assert words in factor.reason


def test_an_incomplete_list_gives_what_it_has() -> None:
    factor = K.electricity("A0270", "メニューB(残差)", 2024)
    assert (figures(factor), factor.provisional, factor.table_fy) == (("0.000421", "0.000421"), False, 2024)
    assert factor.status == "未確認"


def test_a_residual_is_found_under_the_letter_of_its_year() -> None:
    """四国電力 has メニューC(残差) in the list for FY2024, other letters in others."""
    assert figures(K.electricity("A0274", "メニューB(残差)", 2024)) == ("0.000464", "0.000464")


@pytest.mark.parametrize(
    ("retailer", "menu", "year", "basic", "adjusted", "table"),
    [
        ("A0345", "メニューB(残差)", 2024, "0.000434", "0.000434", 2025),
        ("A0270", "メニューA", 2024, "0.000000", "0.000000", 2025),
        ("A0270", "メニューA", 2022, "0.000000", "0.000000", 2025),
        ("A0270", "メニューB(残差)", 2023, "0.000421", "0.000421", 2024),
        ("A0270", "メニューB(残差)", 2022, "0.000421", "0.000421", 2024),
        ("A0270", "ナイト", 2022, "0.000421", "0.000421", 2024),
        ("A0270", None, 2026, "0.000411", "0.000411", 2025),
        ("A0270", None, 2015, "0.000513", "0.000509", 2014),
        ("A0270", None, 2019, "0.000421", "0.000421", 2024),
        ("A0274", "メニューC(残差)", 2023, "0.000464", "0.000464", 2024),
        (None, None, 2026, "0.000416", "0.000416", 2025),
        (None, None, 2014, "0.000512", "0.000512", 2018),
        ("A9999", None, 2026, "0.000416", "0.000416", 2025),
    ],
)
def test_where_the_year_has_nothing_the_nearest_list_that_holds_it_stands_in(
    retailer: str | None, menu: str | None, year: int, basic: str, adjusted: str, table: int
) -> None:
    """Figures of the rows of that list in electricity.csv."""
    factor = K.electricity(retailer, menu, year)
    assert figures(factor) == (basic, adjusted)
    assert (factor.basis, factor.provisional, factor.table_fy) == ("nearest_year", True, table)
    assert f"{year}年度" in factor.reason
    assert f"{table}年度の一覧を暫定で使っています" in factor.reason


@pytest.mark.parametrize(("year", "value"), [(2022, "0.000441"), (2023, "0.000429"), (2024, "0.000422")])
def test_a_retailer_no_list_holds_takes_the_substitute_of_its_own_year(year: int, value: str) -> None:
    """Provisional all the same: what is missing here of the year's list may hold the retailer."""
    factor = K.electricity("A9999", None, year)
    assert (figures(factor), factor.basis) == ((value, value), "substitute")
    assert (factor.provisional, factor.table_fy) == (True, year)
    assert f"{year}年度の代替値を暫定で使っています" in factor.reason


def test_a_year_that_published_one_figure_only_gets_the_other_provisionally() -> None:
    factor = K.electricity("A0269", None, 2017)
    assert figures(factor) == ("0.000530", "0.000474")  # basic of the list for FY2014, adjusted of FY2017
    assert (factor.provisional, factor.basis) == (True, "nearest_year")
    assert "基礎排出係数が分からない" in factor.reason


def test_the_rule_that_results_serve_the_following_year_is_in_the_table() -> None:
    tables = K.books["electricity"].tables
    assert {table.calc_fy - table.results_fy for table in tables.values()} == {1}
    assert [year for year, table in tables.items() if table.complete] == [2025]


def test_every_figure_has_a_source() -> None:
    for table in K.books["electricity"].tables.values():
        for rows in table.menus.values():
            for row in rows:
                assert row.source
                assert row.basic is None or row.basic < Decimal("0.002")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ミライズ", "A0270"), ("㈱中部電力ミライズ", "A0270"), ("中部電力ミライズ株式会社", "A0270"), ("ﾐﾗｲｽﾞ", "A0270"),
        ("みらいず", "A0270"), ("A0270", "A0270"), ("a0270", "A0270"), ("U-POWER", "A0213"), ("ｕーｐｏｗｅｒ", "A0213"),
        ("諏訪ガス", "A0337"), ("松本ガス", "A0345"),
    ],
)  # fmt: skip
def test_a_retailer_is_found_by_part_of_its_name_in_any_spelling(typed: str, expected: str) -> None:
    assert expected in [supplier.id for supplier in K.search_retailers(typed, 2025)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("中電", "A0270"), ("中電", "A0273"), ("東電", "A0269"), ("とうでん", "A0269"), ("エネオス", "A0050"), ("えねおす", "A0050"),
        ("ちゅうぶ", "A0270"), ("ちゅうぶでんりょく", "A0270"), ("ミライズ 中部", "A0270"), ("中部　みらいず", "A0270"),
        ("中電 ミライズ", "A0270"), ("関電", "A0272"), ("よんでん", "A0274"), ("とうほう", "A0085"), ("東京ガス", "A0064"),
        ("とうきょうがす", "A0064"), ("A0270 中部", "A0270"), ("すわがす", "A0337"),
    ],
)  # fmt: skip
def test_a_retailer_is_found_by_short_name_reading_and_words_in_any_order(typed: str, expected: str) -> None:
    assert expected in [supplier.id for supplier in K.search_retailers(typed, 2025)]


def test_all_words_must_hit_and_a_short_name_finds_few() -> None:
    assert [supplier.id for supplier in K.search_retailers("ミライズ 関西", 2025)] == []
    assert {supplier.id for supplier in K.search_retailers("ミライズ 中部", 2025)} == {"A0270"}
    assert "A0272" not in {supplier.id for supplier in K.search_retailers("中電", 2025)}
    assert len(K.search_retailers("東電", 2025)) <= 5


def test_a_gas_supplier_is_found_by_reading_too() -> None:
    assert "A0025" in [supplier.id for supplier in K.search_gas("とうほうがす", 2025)]


def test_the_best_hit_comes_first_and_nonsense_finds_nothing() -> None:
    assert K.search_retailers("四国電力", 2025)[0].id == "A0274"
    assert K.search_retailers("そんな会社はない", 2025) == ()


def test_menus_are_offered_without_the_reference_value() -> None:
    found = K.supplier("electricity", "A0270", 2025)
    assert found is not None
    assert found.menus == ("メニューA", "メニューB(残差)")
    assert K.supplier_name("electricity", "A0270") == "中部電力ミライズ(株)"
    assert K.supplier_name("electricity", "A9999") is None


LISTS = """kind,calc_fy,results_fy,coverage,announced,updated,source,status,note
electricity,2023,2022,complete,2024-01-01,,一覧,確認済,
electricity,2025,2024,complete,2026-01-09,,一覧,確認済,
electricity,2024,2023,partial,,,一覧,未確認,
city_gas,2025,2025,complete,2026-06-30,,一覧,確認済,
"""
ROWS = """calc_fy,kind,id,name,menu,basic,adjusted,status,source,note
2023,substitute,SUBST,代替値,,0.000423,0.000423,確認済,,
2023,retailer,A0001,みほん電力(株),,0.000323,0.000323,確認済,,
2024,retailer,A0002,ためし電力(株),,0.000224,0.000224,未確認,,
2025,substitute,SUBST,代替値,,0.000425,0.000425,確認済,,
2025,retailer,A0001,みほん電力(株),,0.000325,0.000325,確認済,,
"""


@pytest.mark.parametrize(
    ("retailer", "year", "value", "basis", "table"),
    [
        ("A0001", 2022, "0.000323", "nearest_year", 2023), ("A0001", 2023, "0.000323", "exact", 2023),
        ("A0001", 2024, "0.000325", "nearest_year", 2025), ("A0001", 2025, "0.000325", "exact", 2025),
        ("A0001", 2027, "0.000325", "nearest_year", 2025), ("A0002", 2024, "0.000224", "exact", 2024),
        ("A0002", 2025, "0.000425", "substitute", 2025), (None, 2024, "0.000425", "nearest_year", 2025),
    ],
)  # fmt: skip
def test_of_two_lists_equally_near_the_later_stands_in(
    tmp_path: Path, retailer: str | None, year: int, value: str, basis: str, table: int
) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "supplier_tables.csv").write_text(LISTS, "utf-8")
    (tmp_path / "knowledge" / "electricity.csv").write_text(ROWS, "utf-8")
    factor = load_knowledge(tmp_path).electricity(retailer, None, year)
    assert (figures(factor), factor.basis, factor.table_fy) == ((value, value), basis, table)
    assert factor.provisional == (basis == "nearest_year")
