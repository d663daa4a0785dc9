"""対象事業者 2つ目: 3,000 t-CO2 of other gases, from the firm's records of gases where it has any."""

from decimal import Decimal

import pytest
from support.nagano import fitting_case, judged

from sllassist.case.model import Case, Duty, GasRecord, Site
from sllassist.flow.pages import fields_of, page
from sllassist.schemes.rules import Node

NAGANO = (Site(id="a", name="本社工場", prefecture="長野県"),)


def left(kg: str, gas: str = "CH4", year: int = 2025, site: str = "a", name: str = "g") -> GasRecord:
    return GasRecord(id=name, site_id=site, gas=gas, fiscal_year=year, quantity=Decimal(kg), unit="kg")


def with_gases(*records: GasRecord, sites: tuple[Site, ...] = NAGANO, told: str | None = None) -> Case:
    duty = Duty(other_gases_t=None if told is None else Decimal(told), vehicles=3)
    return fitting_case(sites=sites, gases=records, duty=duty)


def leaf(case: Case) -> Node:
    nodes = judged(case).scheme("nagano_sll").node.leaves()
    return next(node for node in nodes if node.key == "duty_other_gases_t")


# 3,000,000 kg ÷ 28 = 107,142.857143 kg of methane
@pytest.mark.parametrize(("kg", "answer", "verdict"), [("107142.857142", "yes", "fits"), ("107142.857143", "no", "does_not_fit")])
def test_対象事業者_2_both_sides_of_3000_t_from_records(kg: str, answer: str, verdict: str) -> None:
    case = with_gases(left(kg))
    assert leaf(case).answer == answer
    assert judged(case).scheme("nagano_sll").verdict == verdict


def test_exactly_3000_t_is_the_duty() -> None:
    assert leaf(with_gases(left("3000000", "CO2"))).answer == "no"
    assert leaf(with_gases(left("2999999.999999", "CO2"))).answer == "yes"


def test_the_figure_is_shown_with_its_year_and_not_asked() -> None:
    case = with_gases(left("2500", "HFC-134a"))
    node = leaf(case)
    assert node.seen == "3,250 t-CO2（2025年度、ガスの記録から計算）"
    assert (node.answer, node.paths) == ("no", ("gases",))
    conditions = page("conditions")
    assert "duty.other_gases_t" not in fields_of(conditions, case)
    assert "duty.other_gases_t" in fields_of(conditions, fitting_case())


def test_the_records_count_and_what_was_typed_before_is_named() -> None:
    node = leaf(with_gases(left("1000"), told="5000"))
    assert node.answer == "yes"
    assert "前に入力された 5,000 t-CO2/年 は使わず" in node.statement


def test_the_newest_year_with_records_decides() -> None:
    assert leaf(with_gases(left("200000", year=2024), left("1", name="h"))).answer == "yes"
    assert leaf(with_gases(left("1", year=2024), left("200000", name="h"))).answer == "no"


def test_gases_outside_the_prefecture_do_not_count() -> None:
    sites = (*NAGANO, Site(id="b", name="東京工場", prefecture="東京都"))
    assert leaf(with_gases(left("200000", site="b"), sites=sites)).answer == "yes"


def test_a_site_of_unknown_place_and_an_unreadable_record_keep_it_open() -> None:
    sites = (*NAGANO, Site(id="b", name="第二工場"))
    assert leaf(with_gases(left("1", site="b"), sites=sites)).answer == "unknown"
    open_record = with_gases(left("1"), left("1", gas="R-410A", name="h"))
    assert leaf(open_record).answer == "unknown"
    over = with_gases(left("200000"), left("1", gas="R-410A", name="h"))
    assert leaf(over).answer == "no"


def test_the_papers_state_the_figure_of_the_records() -> None:
    case = with_gases(left("1000"), told="5")
    (plan,) = [papers for papers in judged(case).scheme("nagano_sll").paper_sets if papers.set_id == "plan"]
    assert plan.blocking == ()
    values = {form.form_id: form.values for form in plan.forms}
    assert values["nagano_sll/form1"]["duty_other_gases_t"] == 28
    assert values["nagano_sll/energy_summary"]["duty_other_gases_t"] == 28
