"""連携プログラム2023: which items come first for a firm, and why; each reason with and without the fact that gives it."""

from decimal import Decimal

import pytest
from support.nagano import judged

from sllassist.case.model import Case, Firm, Loan, Measure, Project, Rough, Site
from sllassist.schemes.base import Row

NAGANO = (Site(id="a", prefecture="長野県", address="岡谷市見本1-2-3"),)


def case(*, sites: tuple[Site, ...] = NAGANO, **changes: object) -> Case:
    return Case(sites=sites).model_copy(update=changes)


def rows(told: Case) -> tuple[Row, ...]:
    return next(one for one in judged(told).sections("kanto_measures") if one.id == "kanto-measures").rows


def suited(told: Case) -> dict[str, str]:
    """Numbers of the items that suit the firm, each with its reasons."""
    found = {}
    for row in rows(told):
        why = [line.removeprefix("当てはまる理由：") for line in row.detail.splitlines() if line.startswith("当てはまる理由：")]
        assert bool(why) == ("当てはまります：" in row.cells[1])
        if why:
            found[row.cells[0].split(" ")[0]] = "／".join(why)
    return found


def industry(code: str | None) -> Case:
    return case(firm=Firm(industry_code=code))


def test_a_firm_that_told_nothing_but_its_place_has_nothing_singled_out() -> None:
    assert suited(case()) == {}


@pytest.mark.clause("kanto_measures", "match.industries")
@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("3113", {"1-②", "1-⑦"}), ("311", {"1-②", "1-⑦"}), ("31", {"1-②", "1-⑦"}), ("313", {"1-②"}), ("24", {"1-②"}),
        ("28", {"1-②", "2-⑦"}), ("2912", {"1-②"}), ("09", {"1-②", "2-④"}), ("76", {"1-⑧", "2-④"}), ("75", {"1-⑧"}),
        ("58", {"1-⑧", "2-④"}), ("59", {"1-⑧"}), ("06", set()), ("44", set()), (None, set()),
    ],
)
def test_industry_brings_its_items_first(code: str | None, numbers: set[str]) -> None:
    assert set(suited(industry(code))) == numbers


def test_a_coarse_industry_is_told_apart_from_a_sure_one() -> None:
    assert "つくっていれば" in suited(industry("31"))["1-⑦"]
    assert "つくる業種のため" in suited(industry("3113"))["1-⑦"]


def test_energy_in_bills_or_rough_figures_brings_the_energy_check() -> None:
    assert "エネルギーの使用量" in suited(case(rough=Rough(electricity_kwh=Decimal(1_000))))["1-②"]
    assert "1-②" not in suited(case(rough=Rough(electricity_kwh=Decimal(0))))


def test_planned_measures_or_things_to_buy_bring_credits() -> None:
    assert "2-⑤" in suited(case(measures=(Measure(id="m", name="空調の更新"),)))
    assert "2-⑤" in suited(case(projects=(Project(id="p"),)))
    assert "2-⑤" not in suited(case())


@pytest.mark.parametrize(
    ("words", "fits"), [("自家発電機", True), ("キュービクルの更新", True), ("無停電電源装置", True), ("LED照明", False), (None, False)]
)
def test_things_against_power_cuts_bring_the_plan_for_disasters(words: str | None, fits: bool) -> None:
    assert ("1-⑥" in suited(case(projects=(Project(id="p", words=words),)))) == fits


@pytest.mark.parametrize(
    ("prefecture", "address", "fits"),
    [("長野県", "松本市丸の内3-7", True), ("長野県", "岡谷市1", False), ("静岡県", "三島市1", True), ("新潟県", "松本市1", False)],
)
def test_a_site_where_the_scheme_for_people_was_tried(prefecture: str, address: str, fits: bool) -> None:
    assert ("1-⑫" in suited(case(sites=(Site(id="a", prefecture=prefecture, address=address),)))) == fits


@pytest.mark.parametrize(
    ("bank", "numbers"),
    [
        ("諏訪信用金庫", {"1-⑪", "1-⑮"}), ("株式会社東和銀行", {"1-⑪", "1-⑬"}), ("長野県信用組合", {"1-⑯"}), ("八十二銀行", set()),
        (None, set()),
    ],
)
def test_a_bank_that_took_part_brings_its_items(bank: str | None, numbers: set[str]) -> None:
    assert set(suited(case(loan=Loan(bank_name=bank)))) == numbers


def test_a_founder_is_shown_what_is_for_start_ups() -> None:
    assert set(suited(case(firm=Firm(legal_form="founder")))) == {"1-⑩", "2-②"}
    assert suited(case(firm=Firm(legal_form="company"))) == {}


@pytest.mark.clause("kanto_measures", "topics.list")
@pytest.mark.parametrize(
    ("concern", "numbers"),
    [
        ("価格転嫁", {"1-①"}), ("事業承継", {"1-⑳"}), ("知的財産", {"1-⑭", "1-⑮", "1-⑯", "2-③"}), ("海外展開", {"1-⑰"}),
        ("防災", {"1-⑥"}), ("後継者", {"1-⑳"}), ("宇宙", set()),
    ],
)
def test_a_concern_ticked_or_typed_brings_its_items(concern: str, numbers: set[str]) -> None:
    found = suited(case(concerns=(concern,)))
    assert set(found) == numbers
    assert all(f"「{concern}」" in why for why in found.values())


def test_more_reasons_come_before_fewer_and_the_rest_keeps_the_order_of_the_paper() -> None:
    told = case(firm=Firm(industry_code="3113"), rough=Rough(electricity_kwh=Decimal(1)), concerns=("自動車の電動化",))
    numbers = [row.cells[0].split(" ")[0] for row in rows(told)]
    assert numbers[:5] == ["1-②", "1-⑦", "1-①", "1-③", "1-④"]


def test_an_ended_item_never_suits_but_stands_next_when_a_concern_asks_for_it() -> None:
    told = case(concerns=("補助金・設備投資",))
    assert "1-⑤" not in suited(told)
    assert rows(told)[len(suited(told))].cells[0].startswith("1-⑤ ")
    assert rows(case(concerns=("防災",)))[1].cells[0].startswith("1-① ")


def test_a_firm_outside_the_area_sees_everything_and_nothing_singled_out() -> None:
    told = case(sites=(Site(id="a", prefecture="大分県"),), firm=Firm(industry_code="3113"), concerns=("防災",))
    assert suited(told) == {}
    assert len(rows(told)) == 34


def test_how_many_suit_is_a_figure() -> None:
    [found] = [one for one in judged(industry("3113")).sections("kanto_measures") if one.id == "kanto-measures"]
    assert dict(found.figures) == {"当てはまる施策": "2件", "資料にある施策": "34件", "終了が分かったもの": "1件"}
