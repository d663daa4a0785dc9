"""大分SLL 運用要領 2(5), 2(6), 3: who is a small firm, and the share in the prefecture of all others."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import judged
from support.oita import AS_OF, FIRM, LOAN, oita_case, open_paths, part, result, verdict, with_firm

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Group, Site
from sllassist.schemes.whatif import applied

YEN = Decimal(10_000)
INDUSTRY = {"製造": "24", "卸売": "55", "サービス": "88", "小売": "58", "旅館": "751", "ソフトウェア": "391", "ゴム": "193", "病院": "831"}


def firm_case(kind: str, manyen: int | None, people: int | None, form: str = "company", **more: object) -> Case:
    capital = None if manyen is None else manyen * YEN
    return with_firm(industry_code=INDUSTRY[kind], capital_yen=capital, employees=people, legal_form=form).model_copy(update=more)


def size(case: Case) -> str:
    return part(case, "sme").answer


# 中小企業基本法2条1項: company with capital or people; each limit on both sides while the other is over
@pytest.mark.clause("oita_sll", "sme.size")
@pytest.mark.parametrize(
    ("kind", "capital", "people"), [("製造", 30_000, 300), ("卸売", 10_000, 100), ("サービス", 5_000, 100), ("小売", 5_000, 50)]
)
def test_oita_003_2_5_limits_by_industry(kind: str, capital: int, people: int) -> None:
    assert size(firm_case(kind, capital, 9_999)) == "yes"
    assert size(firm_case(kind, capital + 1, 9_999)) == "no"
    assert size(firm_case(kind, 99_999, people)) == "yes"
    assert size(firm_case(kind, 99_999, people + 1)) == "no"


@pytest.mark.clause("oita_sll", "sme.forms")
def test_oita_003_2_5_a_sole_proprietor_passes_with_people_alone() -> None:
    assert size(firm_case("小売", None, 50, "sole")) == "yes"
    assert size(firm_case("小売", 1, 51, "sole")) == "no"


# facts 4.2 定義の分岐
@pytest.mark.clause("oita_sll", "sme.special_limits")
@pytest.mark.parametrize(
    ("kind", "manyen", "people", "form", "answer"),
    [
        ("ソフトウェア", 10_000, 200, "company", "no"),
        ("旅館", 6_000, 150, "company", "no"),
        ("ゴム", 40_000, 500, "company", "no"),
        ("病院", None, 200, "medical", "no"),
        ("製造", 50_000, 250, "company", "yes"),
        ("小売", 4_000, 80, "company", "yes"),
        ("小売", None, 51, "sole", "no"),
    ],
)
def test_oita_facts_4_2_definitions(kind: str, manyen: int | None, people: int, form: str, answer: str) -> None:
    case = firm_case(kind, manyen, people, form)
    assert size(case) == answer
    leaves = {leaf.key: leaf for leaf in part(case, "borrower").leaves()}
    if kind in ("ソフトウェア", "旅館", "ゴム"):
        assert "特例" in leaves["sme_special"].statement
        assert "県" in leaves["sme_special"].todo
        assert leaves["sme_special"].clause is not None
        assert leaves["sme_special"].clause.status == "未確認"
    else:
        assert "sme_special" not in leaves
    assert ("share" in leaves) == (answer == "no")


@pytest.mark.clause("oita_sll", "sme.forms")
@pytest.mark.parametrize("form", ["medical", "npo", "cooperative", "welfare", "school", "other"])
def test_oita_003_2_6_who_is_no_company_stands_on_the_large_side_and_is_told_to_ask(form: str) -> None:
    case = firm_case("製造", None, 3, form)
    leaf = part(case, "legal_form")
    assert (leaf.answer, part(case, "share").answer) == ("no", "unknown")
    assert leaf.clause is not None
    assert leaf.clause.status == "未確認"
    assert "大企業の側" in leaf.statement
    assert "県" in leaf.todo
    assert verdict(case) == "open"
    large = firm_case("製造", None, 3, form, group=Group(co2_t=Decimal(100), local_co2_t=Decimal(80)))
    assert verdict(large) == "fits"


def test_oita_003_2_5_a_coarse_class_is_decided_only_where_all_its_limits_agree() -> None:
    coarse = {"industry_code": "I"}  # 卸売業、小売業: 1億円・100人 and 5千万円・50人
    assert size(with_firm(**coarse, capital_yen=5_000 * YEN, employees=500)) == "yes"
    assert size(with_firm(**coarse, capital_yen=10_001 * YEN, employees=101)) == "no"
    between = with_firm(**coarse, capital_yen=8_000 * YEN, employees=80)
    assert size(between) == "unknown"
    assert open_paths(between) == {"firm.industry_code"}
    assert "分類で選びます" in part(between, "size_industry").todo
    assert size(with_firm(industry_code="55", capital_yen=8_000 * YEN, employees=80)) == "yes"
    assert size(with_firm(industry_code="58", capital_yen=8_000 * YEN, employees=80)) == "no"


def test_oita_003_2_5_nothing_told_is_open_and_asks_only_for_what_decides() -> None:
    case = with_firm(legal_form=None, industry_code=None, capital_yen=None, employees=None)
    assert open_paths(case) == {"firm.legal_form", "firm.industry_code"}
    assert open_paths(with_firm(capital_yen=None, employees=None)) == {"firm.capital_yen", "firm.employees"}
    assert open_paths(with_firm(legal_form="sole", capital_yen=None, employees=None)) == {"firm.employees"}


@pytest.mark.clause("oita_sll", "site.operating")
def test_oita_003_3_1_a_firm_not_founded_yet_is_not_in_business() -> None:
    case = with_firm(legal_form="founder")
    assert verdict(case) == "does_not_fit"
    assert part(case, "operating").answer == "no"
    assert verdict(with_firm(legal_form="sole")) == "fits"
    assert "operating" not in {leaf.key for leaf in result(with_firm(legal_form="sole")).node.leaves()}


def large(whole: str | None, local: str | None, **more: object) -> Case:
    group = Group(co2_t=None if whole is None else Decimal(whole), local_co2_t=None if local is None else Decimal(local))
    return firm_case("製造", 50_000, 500, group=group, **more)


NO_BILLS: dict[str, object] = {"records": (), "supplies": ()}


# 3(2): 8割以上; facts 4.2: 8,000 of 10,000 is in, 7,999 is out
@pytest.mark.clause("oita_sll", "group.share_percent")
@pytest.mark.parametrize(("local", "answer"), [("8000", "fits"), ("7999", "does_not_fit"), ("7999.999999", "does_not_fit")])
def test_oita_003_3_2_share_of_80_percent(local: str, answer: str) -> None:
    case = large("10000", local)
    assert verdict(case) == answer


# 3(2) ただし書: 6割以下 during the loan; facts 4.2: 6,000 has to change, 6,001 may go on
@pytest.mark.clause("oita_sll", "group.running_share_percent")
@pytest.mark.parametrize(("local", "answer"), [("6001", "fits"), ("6000.000001", "fits"), ("6000", "does_not_fit")])
def test_oita_003_3_2_share_of_60_percent_while_the_loan_runs(local: str, answer: str) -> None:
    running = {"loan": LOAN.model_copy(update={"start_date": dt.date(2026, 4, 1)})}
    assert verdict(large("10000", local, **running)) == answer
    assert verdict(large("10000", local)) == "does_not_fit"


@pytest.mark.clause("oita_sll", "group.running_share_percent")
def test_oita_003_3_2_the_lower_limit_holds_from_the_first_to_the_last_day() -> None:
    case = large("10000", "7000")  # 2027-04-01 to 2032-03-31
    days = [dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2032, 3, 31), dt.date(2032, 4, 1)]
    assert [part(case, "share", day).answer for day in days] == ["no", "yes", "yes", "no"]


def test_oita_003_3_2_a_small_firm_is_never_asked_for_its_share() -> None:
    assert "share" not in {leaf.key for leaf in result(oita_case()).node.leaves()}
    assert verdict(oita_case(group=Group(co2_t=Decimal(100), local_co2_t=Decimal(1)))) == "fits"


def test_oita_003_3_2_a_firm_that_cannot_tell_its_size_may_show_its_share_instead() -> None:
    case = with_firm(capital_yen=None, employees=None)
    assert "share" not in {leaf.key for leaf in result(case).node.leaves()}
    unknown = case.model_copy(update={"dont_know": ("firm.capital_yen", "firm.employees")})
    assert open_paths(unknown) == {"firm.capital_yen", "firm.employees", "group.co2_t"}
    assert verdict(unknown.model_copy(update={"group": Group(co2_t=Decimal(100), local_co2_t=Decimal(90))})) == "fits"


# 100 kL of heavy oil A: 100 × 38.9 × 0.0193 × 44/12 = 275.282333… t-CO2
def test_oita_003_3_2_bills_of_the_prefecture_answer_where_they_are_enough() -> None:
    enough, short = large("344", None), large("345", None)  # 80 % of 344 is 275.2, of 345 it is 276
    assert verdict(enough) == "fits"
    assert "2025年度の請求書" in part(enough, "share").seen
    assert verdict(short) == "open"
    assert open_paths(short) == {"group.local_co2_t"}
    assert open_paths(large(None, None)) == {"group.co2_t"}
    assert open_paths(large(None, None, **NO_BILLS)) == {"group.co2_t", "group.local_co2_t"}


def test_oita_003_3_2_bills_from_elsewhere_can_rule_it_out() -> None:
    elsewhere = {
        "sites": (Site(id="a", prefecture="大分県"), Site(id="b", prefecture="福岡県")),
        "supplies": tuple(EnergySupply(id=f"s{site}", site_id=site, energy="heavy_oil_a", unit="kL") for site in "ab"),
        "records": tuple(
            EnergyRecord(supply_id=f"s{site}", fiscal_year=2025, quantity=Decimal(100), unit="kL") for site in "ab"
        ),
    }
    assert verdict(large("1000", None, **elsewhere)) == "does_not_fit"
    assert verdict(large("2000", None, **elsewhere)) == "open"
    assert verdict(large(None, "500", **elsewhere)) == "does_not_fit"  # at most 500 of 775.3
    assert verdict(large(None, "1200", **elsewhere)) == "open"


@pytest.mark.parametrize(("whole", "local"), [("0", "0"), ("1000", "9000")])
def test_oita_003_3_2_amounts_that_cannot_be_are_said_to_be_wrong(whole: str, local: str) -> None:
    leaf = part(large(whole, local), "share")
    assert leaf.answer == "no"
    assert "計算できません" in leaf.statement


@pytest.mark.parametrize(
    ("local", "whole", "most", "words"),
    [
        ("700", "1000", "875", "300 → 175 t-CO2/年 以下にする（県内の割合 80%）"),
        ("7999.999999", "10000", "9999", "2,000.000001 → 1,999.000001 t-CO2/年 以下にする（県内の割合 80%）"),
        ("1", "10000.000001", "1.25", "9,999.000001 → 0.25 t-CO2/年 以下にする（県内の割合 80%）"),
        ("77", "1000", "96.2", "923 → 19.2 t-CO2/年 以下にする（県内の割合 80.04%）"),  # 96.25; 96 would ask for more than needed
    ],
)
def test_oita_003_3_2_what_is_proposed_is_less_elsewhere_never_more_here(local: str, whole: str, most: str, words: str) -> None:
    case = firm_case("製造", None, 3, "medical", group=Group(co2_t=Decimal(whole), local_co2_t=Decimal(local)))
    (change,) = judged(case, AS_OF).smallest_change("oita_sll") or ()
    assert (change.path, change.value) == ("group.co2_t", Decimal(most))
    assert change.words == f"大分県外の排出量を {words}"
    assert verdict(applied(case, (change,))) == "fits"


def test_oita_003_3_2_while_the_loan_runs_less_elsewhere_brings_the_share_over_60_percent() -> None:
    case = firm_case("製造", None, 3, "medical", group=Group(co2_t=Decimal(1000), local_co2_t=Decimal(540)))
    case = case.model_copy(update={"loan": case.loan.model_copy(update={"start_date": dt.date(2026, 4, 1)})})
    (change,) = judged(case, AS_OF).smallest_change("oita_sll") or ()
    assert change.value == Decimal("899.9"), "540 of 900 is 60 percent, which is not over it"
    assert verdict(applied(case, (change,))) == "fits"


def test_oita_003_3_2_nothing_is_proposed_where_nothing_is_emitted_here() -> None:
    case = firm_case("製造", None, 3, "medical", group=Group(co2_t=Decimal(1000), local_co2_t=Decimal(0)))
    assert part(case, "share").changes == ()


def test_the_sample_of_these_tests_is_a_small_firm_by_the_law_itself() -> None:
    leaves = part(oita_case(), "sme").leaves()
    assert [leaf.clause.status for leaf in leaves if leaf.clause] == ["確認済"] * 3
    used = {path for leaf in leaves for path in leaf.paths}
    assert used == {"firm.legal_form", "firm.capital_yen", "firm.employees", "firm.industry_code"}
    assert FIRM.capital_yen == 1_000 * YEN
    assert verdict(oita_case()) == "fits"
