"""Headings, row labels and titles as other people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.importing import KNOWLEDGE

from sllassist.importers.propose import words_for

WORDS = words_for(KNOWLEDGE)
MEANT = {
    "電気使用量(kWh)": ("quantity", ("electricity",), "kWh"),
    "電気\n使用量\n[kWh]": ("quantity", ("electricity",), "kWh"),
    "使用電力量": ("quantity", ("electricity",), None),
    "電気（千kWh）": (None, ("electricity",), "千kWh"),
    "買電 kWh": (None, ("electricity",), "kWh"),
    "都市ガス使用量（㎥）": ("quantity", ("city_gas",), "m3"),
    "ﾌﾟﾛﾊﾟﾝｶﾞｽ": (None, ("lpg",), None),
    "LPG(kg)": (None, ("lpg",), "kg"),
    "Ａ重油（ｋＬ）": (None, ("heavy_oil_a",), "kL"),
    "灯油(ℓ)": (None, ("kerosene",), "L"),
    "レギュラー": (None, ("gasoline",), None),
    "軽油使用料": ("cost", ("diesel",), None),
    "電気料金（円）": ("cost", ("electricity",), None),
    "ご請求金額(税込)": ("cost", (), None),
    "太陽光自家消費量(kWh)": (None, ("electricity_solar",), "kWh"),
    "数量（L）": ("quantity", (), "L"),
    "C重油": (None, ("heavy_oil_bc",), None),
}
OPEN = {
    "ガス使用量": ("city_gas", "lpg"),
    "重油": ("heavy_oil_a", "heavy_oil_bc"),
    "電力量（昼間）": ("electricity", "electricity_day"),
}
SKIPPED = {
    "売電量(kWh)": "sold",
    "余剰電力": "sold",
    "発電量": "generated",
    "前年同月": "previous",
    "前年比(%)": "ratio",
    "目標値": "plan",
    "CO2排出量(t)": "emissions",
    "原油換算(kL)": "heat",
    "単価": "price",
    "契約電力(kW)": "demand",
    "力率": "demand",
    "基本料金": "part_of_cost",
    "税抜金額": "part_of_cost",
    "上水道使用量(m3)": "water",
    "生産量": "intensity",
    "平均気温": "weather",
    "非化石証書": "certificate",
    "備考": "other",
    "No.": "other",
}
ROLES = {
    "年月": "period",
    "使用月": "period",
    "検針日": "period_read",
    "請求年月": "period_bill",
    "給油日": "period_bill",
    "自": "period_from",
    "使用期間終了日": "period_to",
    "年度": "year",
    "事業所名": "site",
    "ご使用場所": "site",
    "拠点": "site",
    "油種": "energy",
    "エネルギー種別": "energy",
    "電力会社": "supplier",
    "契約メニュー": "menu",
    "お客さま番号": "account",
    "単位": "unit",
    "使用量": "quantity",
    "ご請求金額": "cost",
}


@pytest.mark.parametrize("text", MEANT)
def test_energies_units_and_figures(text: str) -> None:
    head = WORDS.read(text)
    assert (head.figure, head.energies, head.unit, head.skip, head.total, head.rest) == (*MEANT[text], "", False, "")


@pytest.mark.parametrize("text", OPEN)
def test_words_that_leave_the_energy_open(text: str) -> None:
    assert set(WORDS.read(text).energies) == set(OPEN[text])


@pytest.mark.parametrize("text", SKIPPED)
def test_what_is_never_read_as_energy_used(text: str) -> None:
    assert WORDS.read(text).skip == SKIPPED[text]


@pytest.mark.parametrize("text", ROLES)
def test_roles(text: str) -> None:
    assert WORDS.read(text).role == ROLES[text]


@pytest.mark.parametrize(
    "text", ["合計", "小 計", "電気計", "年間合計", "第1四半期 小計", "累計", "平均", "Total", "上期計"]
)
def test_totals(text: str) -> None:
    assert WORDS.read(text).total


@pytest.mark.parametrize("text", ["設計課", "時計", "岡谷工場", "合計金額", "総使用量"])
def test_what_only_looks_like_a_total(text: str) -> None:
    assert not WORDS.read(text).total


def test_money_and_what_is_left_over() -> None:
    assert WORDS.read("電気料金（千円）").money == Decimal(1000)
    assert WORDS.read("金額(円)").money == Decimal(1)
    assert WORDS.read("電気室温度").rest == "室温度"
    assert WORDS.read("岡谷工場電気使用量").rest == "岡谷工場"


@pytest.mark.parametrize("text", ["0:30", "00:00", "23:30", "0:00～0:30", "13時", "13時30分"])
def test_times_of_day(text: str) -> None:
    assert WORDS.read(text).clock


def test_a_title_may_name_a_site() -> None:
    assert WORDS.site_in_title("■岡谷本社工場 エネルギー使用量（令和6年度）") == "岡谷本社工場"
    assert WORDS.site_in_title("塩尻営業所の電気使用量") == "塩尻営業所"
    assert WORDS.site_in_title("事業所別エネルギー使用量") == ""


def test_every_energy_of_the_catalogue_is_found_by_its_own_name() -> None:
    for energy in KNOWLEDGE.energies.values():
        if not energy.counted:
            continue
        assert (
            WORDS.read(energy.form_name).energies == (energy.id,) or len(WORDS.read(energy.form_name).energies) > 1
        ), energy.form_name
