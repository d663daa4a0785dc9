"""長野県「信州SLL活用促進制度」説明資料: every condition on both sides of its boundary."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, Duty, EnergyRecord, EnergySupply, Loan, Rough, Site
from sllassist.schemes.rules import Node


def leaf(case: Case, key: str) -> Node:
    return next(node for node in judged(case).scheme("nagano_sll").node.leaves() if node.key == key)


def verdict(case: Case) -> str:
    return judged(case).scheme("nagano_sll").verdict


def with_oil(quantity: str, month: int | None = None) -> Case:
    return fitting_case(records=(EnergyRecord(supply_id="s", fiscal_year=2025, month=month, quantity=Decimal(quantity), unit="kL"),))


def test_a_firm_that_meets_every_condition_fits() -> None:
    assert verdict(fitting_case()) == "fits"


def test_an_empty_case_is_open_and_never_refused() -> None:
    result = judged(Case()).scheme("nagano_sll")
    assert result.verdict == "open"
    assert {node.key for node in result.node.open_leaves()} == {
        "site", "duty_energy", "duty_other_gases_t", "duty_vehicles", "bank", "term", "penalty",
    }


@pytest.mark.clause("nagano_sll", "scheme.period")
@pytest.mark.parametrize(("day", "answer"), [(dt.date(2025, 7, 16), "no"), (dt.date(2025, 7, 17), "yes")])
def test_報道発表_the_scheme_began_on_17_july_2025(day: dt.date, answer: str) -> None:
    node = judged(fitting_case(), day).scheme("nagano_sll").node
    assert next(one for one in node.leaves() if one.key == "in_force").answer == answer


# 対象者 借入人: 県内に事業所を有する事業者。本社は県外でもよい
def test_対象者_a_firm_from_elsewhere_with_a_site_in_nagano_fits() -> None:
    case = fitting_case()
    assert verdict(case.model_copy(update={"firm": case.firm.model_copy(update={"prefecture": "東京都"})})) == "fits"


@pytest.mark.clause("nagano_sll", "site.prefecture")
def test_対象者_a_firm_without_a_site_in_nagano_does_not_fit() -> None:
    case = fitting_case(sites=(Site(id="a", name="本社工場", prefecture="山梨県"),))
    assert verdict(case) == "does_not_fit"
    assert leaf(case, "site").answer == "no"


def test_対象者_a_site_without_a_prefecture_leaves_the_question_open() -> None:
    assert leaf(fitting_case(sites=(Site(id="a", prefecture="山梨県"), Site(id="b"))), "site").answer == "unknown"


# 義務の要件 1: 原油換算 1,500 kl/年以上. 1,500 ÷ (38.9 GJ/kL × 0.0258 kL/GJ) = 1,494.589585 kL of heavy oil A
@pytest.mark.clause("nagano_sll", "duty.oil_kl")
@pytest.mark.parametrize(("kilolitres", "answer"), [("1494.589584", "yes"), ("1494.589586", "no")])
def test_対象事業者_1_原油換算1500kL(kilolitres: str, answer: str) -> None:
    assert leaf(with_oil(kilolitres), "duty_energy").answer == answer


def test_対象事業者_1_an_unfinished_year_is_open_until_it_is_over_the_limit() -> None:
    assert leaf(with_oil("1494.589584", month=4), "duty_energy").answer == "unknown"
    assert leaf(with_oil("1494.589586", month=4), "duty_energy").answer == "no"


# めやす at its highest: 1,500 kL are 58,139.53 GJ: 6,729,112.8 kWh × 8.64, 409,433.3 m3 × 142, 1,390,897.9 L × 41.8 (GJ per thousand)
@pytest.mark.clause("nagano_sll", "rough.electricity_gj")
@pytest.mark.clause("nagano_sll", "rough.gas_gj")
@pytest.mark.clause("nagano_sll", "rough.fuel_gj")
@pytest.mark.parametrize(
    ("name", "below", "above"),
    [("electricity_kwh", "6729112", "6729113"), ("gas_m3", "409433", "409434"), ("fuel_l", "1390897", "1390898")],
)
def test_対象事業者_1_a_rough_figure_settles_it_only_when_even_its_highest_is_below(name: str, below: str, above: str) -> None:
    def answer(amount: str) -> str:
        told = Rough(electricity_kwh=Decimal(0), gas_m3=Decimal(0), fuel_l=Decimal(0)).model_copy(update={name: Decimal(amount)})
        return leaf(fitting_case(records=(), supplies=(), rough=told), "duty_energy").answer

    assert (answer(below), answer(above)) == ("yes", "unknown")


def test_対象事業者_1_counts_only_sites_in_nagano() -> None:
    elsewhere = (Site(id="a", name="本社", prefecture="東京都"), Site(id="b", name="岡谷", prefecture="長野県"))
    assert leaf(with_oil("9000").model_copy(update={"sites": elsewhere}), "duty_energy").answer == "unknown"


# 義務の要件 2: エネ起CO2以外の温室効果ガス 3,000 t-CO2/年以上
@pytest.mark.clause("nagano_sll", "duty.other_gases_t")
@pytest.mark.parametrize(("tonnes", "answer"), [("2999.999999", "yes"), ("3000", "no"), (None, "unknown")])
def test_対象事業者_2_その他ガス3000t(tonnes: str | None, answer: str) -> None:
    duty = Duty(other_gases_t=None if tonnes is None else Decimal(tonnes), vehicles=3)
    assert leaf(fitting_case(duty=duty), "duty_other_gases_t").answer == answer


# 義務の要件 3: 県内に使用の本拠を有する自動車 200台以上
@pytest.mark.clause("nagano_sll", "duty.vehicles")
@pytest.mark.parametrize(("vehicles", "answer"), [(199, "yes"), (200, "no"), (None, "unknown")])
def test_対象事業者_3_自動車200台(vehicles: int | None, answer: str) -> None:
    assert leaf(fitting_case(duty=Duty(other_gases_t=Decimal(0), vehicles=vehicles)), "duty_vehicles").answer == answer


# 対象者 金融機関: 県内に本店を有する金融機関
@pytest.mark.clause("nagano_sll", "bank.prefecture")
@pytest.mark.parametrize(("prefecture", "answer"), [("長野県", "yes"), ("東京都", "no"), (None, "unknown")])
def test_対象者_金融機関の本店(prefecture: str | None, answer: str) -> None:
    assert leaf(fitting_case(loan=Loan(bank_head_office=prefecture)), "bank").answer == answer


# 融資期間: 3年以上
@pytest.mark.clause("nagano_sll", "loan.term_months")
@pytest.mark.parametrize(("months", "answer"), [(35, "no"), (36, "yes"), (None, "unknown")])
def test_融資期間_3年以上(months: int | None, answer: str) -> None:
    assert leaf(fitting_case(loan=Loan(term_months=months)), "term").answer == answer


# 備考: 当初の利率から引き上げるペナルティは認めない
@pytest.mark.clause("nagano_sll", "loan.penalty")
@pytest.mark.parametrize(("penalty", "answer"), [(False, "yes"), (True, "no"), (None, "unknown")])
def test_備考_引上げの条件(penalty: bool | None, answer: str) -> None:
    assert leaf(fitting_case(loan=Loan(penalty_rate=penalty)), "penalty").answer == answer


def test_one_open_answer_is_named_as_the_one_that_settles_it() -> None:
    case = fitting_case(duty=Duty(other_gases_t=Decimal(0)))
    (only,) = judged(case).scheme("nagano_sll").node.open_leaves()
    assert (only.key, only.paths) == ("duty_vehicles", ("duty.vehicles",))


def test_every_condition_names_its_source_and_place() -> None:
    for node in judged(fitting_case()).scheme("nagano_sll").node.leaves():
        assert node.clause is not None
        assert "信州SLL" in node.clause.source
        assert node.clause.place
        assert node.limit


# 工場等のエネルギー（1つ目）と自動車の台数（3つ目）は別の要件: 灯油 36.5 GJ/kL × 0.0258 = 0.9417 kL/kL, 軽油 38.0 × 0.0258 = 0.9804 kL/kL
@pytest.mark.clause("nagano_sll", "duty.road_fuels")
@pytest.mark.parametrize(
    ("kerosene", "diesel", "answer"),
    [("0", "1600", "unknown"), ("1593", "0", "no"), ("1592", "1", "unknown"), ("1592", "0", "yes"), ("1593", "1600", "no")],
)
def test_対象事業者_1つ目_車の燃料を除くと基準より小さいときは決めない(kerosene: str, diesel: str, answer: str) -> None:
    supplies = tuple(EnergySupply(id=energy, site_id="a", energy=energy, unit="kL") for energy in ("kerosene", "diesel"))
    records = tuple(
        EnergyRecord(supply_id=energy, fiscal_year=2025, quantity=Decimal(amount), unit="kL")
        for energy, amount in (("kerosene", kerosene), ("diesel", diesel))
    )
    node = leaf(fitting_case(supplies=supplies, records=records), "duty_energy")
    assert node.answer == answer
    assert ("ヘルプデスク" in node.todo) == (answer == "unknown")


@pytest.mark.parametrize(
    ("names", "seen"),
    [(("本社",), "本社"), ((None,), "長野県の事業所"), ((None, None), "長野県の事業所"), (("本社", None), "本社、長野県の事業所")],
)
def test_a_site_without_a_name_is_called_by_its_prefecture(names: tuple[str | None, ...], seen: str) -> None:
    sites = tuple(Site(id=str(place), name=name, prefecture="長野県") for place, name in enumerate(names))
    found = leaf(Case(sites=(*sites, Site(id="x", prefecture="東京都"))), "site")
    assert found.seen == seen
    assert f"（{len(names)}か所）" in found.statement
