"""関東経済産業局 連携プログラム2023「管内」: eleven prefectures, and nobody else."""

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Site
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Section

INSIDE = ("茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "長野県", "山梨県", "静岡県")


def at(*prefectures: str | None) -> Case:
    return Case(sites=tuple(Site(id=f"s{number}", prefecture=name) for number, name in enumerate(prefectures)))


def verdict(case: Case) -> str:
    return judged(case).scheme("kanto_measures").verdict


def about(case: Case) -> Section:
    return next(one for one in judged(case).sections("kanto_measures") if one.id == "kanto-about")


@pytest.mark.clause("kanto_measures", "area.prefectures")
def test_参考_管内_is_eleven_prefectures() -> None:
    everywhere = judged(Case()).facts.knowledge.prefectures
    assert len(everywhere) == 47
    assert {name for name in everywhere if verdict(at(name)) == "fits"} == set(INSIDE)
    assert {verdict(at(name)) for name in everywhere if name not in INSIDE} == {"does_not_fit"}


@pytest.mark.clause("kanto_measures", "area.prefectures")
def test_one_site_inside_is_enough_and_a_site_not_told_leaves_it_open() -> None:
    assert verdict(at("大分県", "長野県")) == "fits"
    assert verdict(at("大分県", None)) == "open"
    assert verdict(Case()) == "open"
    [leaf] = judged(Case()).scheme("kanto_measures").node.open_leaves()
    assert leaf.paths == ("sites",)


def test_a_firm_elsewhere_is_told_what_would_change_it() -> None:
    assert judged(at("大分県")).smallest_change("kanto_measures") is not None
    [leaf] = judged(at("大分県")).scheme("kanto_measures").node.leaves()
    assert leaf.todo == "所在地を受け持つ経済産業局に聞きます。"


@pytest.mark.clause("kanto_measures", "program.contact", "program.banks")
def test_問合せ先と参加機関_stand_as_in_the_paper() -> None:
    contact, banks, area = (row.cells[1] for row in about(at("長野県")).rows)
    assert "金融連携推進室" in contact
    assert "048-600-0256" in contact
    assert "bzl-kanto-kinyurenkei@meti.go.jp" in contact
    assert banks == "97／158機関（地方銀行など 24／25、信用金庫 65／81、信用組合 8／52）"
    assert set(area.split("、")) == set(INSIDE)
    # 内訳の合計が全体に一致する
    assert (24 + 65 + 8, 25 + 81 + 52) == (97, 158)


def test_the_verdict_reads_as_a_catalogue() -> None:
    scheme = next(one for one in all_schemes() if one.id == "kanto_measures")
    assert (scheme.fits_word, scheme.no_word) == ("使える施策を探せます", "管内に事業所がありません")
