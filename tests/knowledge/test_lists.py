"""LP gas densities, global warming potentials, industries, prefectures."""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.knowledge import load_knowledge
from sllassist.paths import resource

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
K = load_knowledge()


@pytest.mark.parametrize(
    ("mix", "divisor"), [("propane", 502), ("butane", 355), ("mix", 458), (None, 458), ("no such mix", 458)]
)
def test_lp_gas_volumes_become_t_by_whole_divisors(mix: str | None, divisor: int) -> None:
    """定期報告書 記入要領: propane 1/502, butane 1/355, mixed (also when unknown) 1/458 t per m3."""
    assert K.lpg_density(mix, "m3").divisor == divisor


def test_liquid_lp_gas_has_a_density_of_its_own() -> None:
    assert K.lpg_density("propane", "kL").t_per_unit == Decimal("0.56")
    with pytest.raises(KeyError):
        K.lpg_density(None, "kg")


@pytest.mark.parametrize(
    ("gas", "year", "gwp"),
    [
        ("CH4", 2014, 21), ("CH4", 2015, 25), ("CH4", 2022, 25), ("CH4", 2023, 28), ("N2O", 2014, 310), ("N2O", 2023, 265),
        ("HFC-134a", 2022, 1430), ("HFC-134a", 2023, 1300), ("SF6", 2022, 22800), ("SF6", 2023, 23500), ("NF3", 2023, 16100),
    ],
)  # fmt: skip
def test_global_warming_potentials_change_with_the_year(gas: str, year: int, gwp: int) -> None:
    found = K.gwp(gas, year)
    assert found is not None
    assert found.number == gwp


def test_a_gas_without_a_potential_in_the_old_table_has_none() -> None:
    assert K.gwp("NF3", 2014) is None
    with pytest.raises(KeyError):
        K.gwp("XYZ", 2025)


def test_gas_volumes_follow_from_temperature_and_pressure() -> None:
    def normal(kpa: str) -> Decimal:
        return Decimal("273.15") / Decimal("288.15") * (Decimal("101.325") + Decimal(kpa)) / Decimal("101.325")

    found = K.gas_volumes
    satp = Decimal("298.15") / Decimal("273.15") * Decimal("101.325") / 100
    assert round(satp, 5) == found["normal"].to_satp
    for state, kpa in (("low_pressure", "2"), ("medium_pressure", "0.981")):
        assert round(normal(kpa), 5) == found[state].to_normal
        assert round(normal(kpa) * satp, 5) == found[state].to_satp
    assert (found["normal"].to_normal, found["satp"].to_normal, found["satp"].to_satp) == (1, None, 1)


@pytest.mark.parametrize(("word", "name"), [
    ("トラック", "道路貨物運送業"), ("運送", "道路貨物運送業"), ("民宿", "旅館、ホテル"), ("板金", "建設用・建築用金属製品製造業"),
    ("居酒屋", "酒場、ビヤホール"), ("工務店", "木造建築工事業"), ("クリニック", "一般診療所"),
    ("くりにっく", "一般診療所"), ("介護", "老人福祉・介護事業"),
    ("美容室", "美容業"), ("ソフト開発", "ソフトウェア業"), ("スーパー", "各種食料品小売業"), ("印刷", "印刷・同関連業"),
])  # fmt: skip
def test_everyday_words_find_their_industry_first(word: str, name: str) -> None:
    found = K.search_industries(word)
    assert found[0].name.startswith(name)


def test_every_code_of_an_everyday_word_is_an_industry() -> None:
    table = tomllib.loads(resource("industry_words.toml").read_text("utf-8"))["words"]
    assert [(word, code) for word, codes in table.items() for code in codes if code not in K.industries] == []


def test_industries_are_found_by_name_and_code() -> None:
    assert K.search_industries("金属プレス製品")[0].code == "2452"
    assert K.search_industries("24")[0].name == "金属製品製造業"
    assert [i.code for i in K.search_industries("２４５２")] == ["2452"]
    assert K.search_industries("") == ()
    assert len(K.search_industries("業", limit=10)) == 10
    assert K.industry_label("24") == "24 金属製品製造業"
    assert K.industry_label("9X") == "9X"


@pytest.mark.skipif(not SHARED.is_dir(), reason="reference data is not here")
def test_every_industry_of_the_reference_is_here() -> None:
    with (SHARED / "jsic.csv").open(encoding="utf-8") as told:
        wanted = {row["code"]: (row["level"], row["name"], row["parent"]) for row in csv.DictReader(told)}
    assert len(wanted) == 2128
    assert {code: (i.level, i.name, i.parent) for code, i in K.industries.items()} == wanted


def test_every_industry_hangs_below_another_up_to_the_top() -> None:
    for industry in K.industries.values():
        assert industry.level == "大" or industry.parent in K.industries


def test_there_are_47_prefectures_from_north_to_south() -> None:
    assert (len(K.prefectures), K.prefectures[0], K.prefectures[19], K.prefectures[-1]) == (47, "北海道", "長野県", "沖縄県")


def test_the_constants_of_the_calculation() -> None:
    assert K.constant("oil_kl_per_gj", 2025).number == Decimal("0.0258")
    assert (K.constant("mass.co2", 2009).number, K.constant("mass.carbon", 2009).number) == (44, 12)


@pytest.mark.parametrize("typed", ["長野", "ながの", "ナガノ", "ﾅｶﾞﾉ", "ながのけん", " 長野県 "])
def test_a_prefecture_is_found_by_name_or_reading(typed: str) -> None:
    assert "長野県" in K.search_prefectures(typed)
    assert "長崎県" not in K.search_prefectures(typed)


def test_every_prefecture_is_found_by_its_own_reading_only() -> None:
    readings = {"おおさか": "大阪府", "ほっかい": "北海道", "とうきょう": "東京都", "おおいた": "大分県", "ぎふ": "岐阜県"}
    assert {typed: K.search_prefectures(typed) for typed in readings} == {typed: (name,) for typed, name in readings.items()}
    assert K.search_prefectures("") == K.prefectures
    assert set(K.search_prefectures("なが")) == {"長野県", "長崎県"}
    assert K.search_prefectures("けん") == ()
