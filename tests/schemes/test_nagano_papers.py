"""長野県「信州SLL活用促進制度」説明資料 提出書類: which papers, to whom, with which contents."""

import datetime as dt
from decimal import Decimal

import pytest
from support.nagano import fitting_case, judged

from sllassist.case import paths
from sllassist.case.model import Case, Duty, EnergyRecord, Loan, Measure, Override, Submission, YearNote
from sllassist.knowledge import load_knowledge
from sllassist.schemes.base import FormContent, PaperSet

REPORT_TIME = dt.date(2027, 6, 1)


def reporting_case(quantity: str = "90", reason: str | None = "ボイラを更新した") -> Case:
    """The fitting case one year on: FY2026 recorded with its reason."""
    case = fitting_case()
    more = EnergyRecord(supply_id="s", fiscal_year=2026, quantity=Decimal(quantity), unit="kL")
    plan = case.plan.model_copy(update={"change_reasons": (YearNote(fiscal_year=2026, text=reason),)})
    return case.model_copy(update={"records": (*case.records, more), "plan": plan})


def sets(case: Case, as_of: dt.date = REPORT_TIME) -> dict[str, PaperSet]:
    return {papers.id: papers for papers in judged(case, as_of).paper_sets()}


def form(papers: PaperSet, form_id: str) -> FormContent:
    return next(content for content in papers.forms if content.form_id == form_id)


def codes(papers: PaperSet) -> set[str]:
    return {problem.code for problem in papers.blocking}


def test_提出書類_融資開始時_a_plan_is_form_1_form_2_and_the_energy_sheet() -> None:
    papers = sets(fitting_case())["plan-2026"]
    assert [content.form_id for content in papers.forms] == ["nagano_sll/form1", "nagano_sll/form2", "nagano_sll/energy_summary"]


def test_提出書類_毎年度_a_report_is_form_1_form_3_and_the_energy_sheet_of_that_year() -> None:
    papers = sets(reporting_case())["report-2026"]
    assert [content.form_id for content in papers.forms] == ["nagano_sll/form1", "nagano_sll/form3", "nagano_sll/energy_summary"]
    assert form(papers, "nagano_sll/energy_summary").values["fiscal_year"] == 2026


def test_提出先_the_helpdesk_by_mail_with_a_copy_to_the_bank() -> None:
    papers = sets(fitting_case())["plan-2026"]
    assert papers.recipient.email == "naganoco2@chugai-tec.co.jp"
    assert papers.copies_to == ("見本信用金庫",)
    assert "見本精機株式会社" in papers.subject


def test_the_plan_states_base_target_and_no_results() -> None:
    # 100 kL × 38.9 GJ/kL × 0.0193 tC/GJ × 44/12 = 275.28233… t-CO2; 15 % less after three years
    values = form(sets(reporting_case())["plan-2026"], "nagano_sll/form1").values
    base = values["energy_co2_base_t"]
    assert isinstance(base, Decimal)
    assert base.quantize(Decimal("0.0001")) == Decimal("275.2823")
    target = values["energy_co2_target_t"]
    assert isinstance(target, Decimal)
    assert target.quantize(Decimal("0.0001")) == Decimal("233.9900")
    assert values["energy_co2_target_percent"] == 15
    assert values["paper_kind"] == "計画書"
    assert "energy_co2_t_year1" not in values


def test_the_report_states_the_result_and_its_reason() -> None:
    values = form(sets(reporting_case())["report-2026"], "nagano_sll/form1").values
    result = values["energy_co2_reduction_percent_year1"]
    assert isinstance(result, Decimal)
    assert result.quantize(Decimal("0.000001")) == 10
    assert values["energy_co2_change_reason_year1"] == "ボイラを更新した"
    assert values["paper_kind"] == "実施状況等報告書（第一年度）"
    assert "energy_co2_t_year2" not in values


def test_a_report_without_a_reason_or_a_month_waits() -> None:
    assert "papers.reason_missing" in codes(sets(reporting_case(reason=None))["report-2026"])
    assert "papers.base_incomplete" in codes(sets(fitting_case())["report-2026"])


@pytest.mark.parametrize(
    "path",
    [
        "firm.name", "firm.representative_name", "firm.address", "firm.industry_code", "contact.person", "contact.email",
        "plan.target_text", "sites.a.name", "measures.m.expected_t",
    ],
)
def test_what_the_forms_need_is_asked_for_and_blocks_until_then(path: str) -> None:
    papers = sets(paths.put(fitting_case(), path, None))["plan-2026"]
    assert path in {problem.path for problem in papers.blocking}
    assert papers.forms == ()


def test_年平均5パーセント未満の計画は作れない() -> None:
    low = paths.put(fitting_case(), "plan.rate_percent", Decimal("4.999999"))
    assert codes(sets(low)["plan-2026"]) == {"plan.rate_low"}
    assert codes(sets(paths.put(fitting_case(), "plan.rate_percent", Decimal(5)))["plan-2026"]) == set()


def test_1計画期間は最大3か年() -> None:
    assert codes(sets(paths.put(fitting_case(), "plan.years", 4))["plan-2026"]) == {"plan.too_long"}
    assert codes(sets(paths.put(fitting_case(), "plan.years", 3))["plan-2026"]) == set()


def test_ten_measures_fit_the_table_and_eleven_do_not() -> None:
    many = tuple(Measure(id=str(n), name=f"取組{n}", expected_t=Decimal(9), planned_year=2026) for n in range(11))
    assert codes(sets(fitting_case(measures=many[:10]))["plan-2026"]) == set()
    assert codes(sets(fitting_case(measures=many))["plan-2026"]) == {"plan.too_many_measures"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"energy": "no_such_energy"}, "supplies.unknown_energy"),
        ({"energy": "electricity", "unit": "kWh", "supplier": "A9999"}, "supplies.unknown_supplier"),
    ],
)
def test_bills_that_cannot_be_counted_rightly_make_no_papers(change: dict[str, str], code: str) -> None:
    case = fitting_case()
    supply = case.supplies[0].model_copy(update=change)
    records = tuple(record.model_copy(update={"unit": supply.unit}) for record in case.records)
    assert code in codes(judged(case.model_copy(update={"supplies": (supply,), "records": records})).paper_sets()[0])


def test_an_open_condition_is_told_before_sending_but_does_not_block() -> None:
    papers = sets(fitting_case(duty=Duty(other_gases_t=Decimal(0))))["plan-2026"]
    assert papers.blocking == ()
    assert any("自動車" in check for check in papers.checks)


def test_a_refused_condition_makes_no_papers() -> None:
    assert sets(fitting_case(loan=Loan(bank_head_office="東京都"))) == {}


def test_who_decides_by_hand_that_it_fits_gets_papers_and_is_named_on_the_list() -> None:
    decided = Override(scheme="nagano_sll", verdict="fits", reason="県が認めた", by="髙﨑", decided_on=dt.date(2026, 11, 18))
    refused = Loan(bank_name="見本銀行", bank_head_office="東京都", term_months=60, penalty_rate=False)
    papers = sets(fitting_case(loan=refused, overrides=(decided,)))["plan-2026"]
    assert papers.blocking == ()
    assert len(papers.forms) == 3
    (said,) = [check for check in papers.checks if "髙﨑さんの判断（2026年11月18日、県が認めた）" in check]
    assert "東京都" in said
    fitting = sets(fitting_case(overrides=(decided,)))["plan-2026"]
    assert not [check for check in fitting.checks if "判断" in check]
    other = decided.model_copy(update={"scheme": "oita_sll"})
    assert sets(fitting_case(loan=refused, overrides=(other,))) == {}


def test_a_missed_target_is_told_with_the_other_reading() -> None:
    # 95 kL of 100 is exactly 5 %; in the second year 90.25 kL is the compound limit and 90 kL the linear one.
    exact = judged(reporting_case("95"), REPORT_TIME).scheme("nagano_sll")
    assert exact.target is not None
    assert exact.target.years[0].met is True
    over = judged(reporting_case("95.000001"), REPORT_TIME)
    assert "plan.missed" in {problem.code for problem in over.problems}


def test_a_plan_paper_knows_nothing_of_later_results() -> None:
    done = Measure(id="m", name="ボイラの更新", expected_t=Decimal(60), planned_year=2026, actual_t=Decimal(41), actual_year=2026)
    case = reporting_case().model_copy(update={"measures": (done,)})
    plan, report = sets(case)["plan-2026"], sets(case)["report-2026"]
    assert form(plan, "nagano_sll/form1").tables["measures"][0]["actual_t"] is None
    assert form(plan, "nagano_sll/form1").values["measures_actual_total_t"] is None
    assert form(report, "nagano_sll/form1").tables["measures"][0]["actual_t"] == 41
    assert form(report, "nagano_sll/form1").values["measures_actual_total_t"] == 41
    assert plan.target is not None
    assert report.target is not None
    assert [year.actual_t is None for year in plan.target.years] == [True, True, True]
    assert [year.actual_t is None for year in report.target.years] == [False, True, True]


def test_a_total_of_nothing_is_blank_and_a_result_of_nought_is_not() -> None:
    nought = Measure(id="m", name="ボイラの更新", expected_t=Decimal(60), planned_year=2026, actual_t=Decimal(0), actual_year=2026)
    done, none = (sets(reporting_case().model_copy(update={"measures": found})) for found in ((nought,), ()))
    assert form(done["report-2026"], "nagano_sll/form1").values["measures_actual_total_t"] == 0
    assert form(none["report-2026"], "nagano_sll/form1").values["measures_actual_total_t"] is None
    assert form(none["plan-2026"], "nagano_sll/form1").values["measures_expected_total_t"] is None


def test_a_set_that_was_sent_knows_when_and_whether_factors_are_newer() -> None:
    def sent(on: dt.date, set_id: str = "plan", year: int = 2026) -> Case:
        told = Submission(scheme="nagano_sll", set_id=set_id, fiscal_year=year, sent_on=on)
        return reporting_case().model_copy(update={"submissions": (told,)})

    after = max(edition.made_on for edition in load_knowledge().editions)
    before = after - dt.timedelta(days=1)
    old, new = (sets(sent(on))["plan-2026"].sent for on in (before, after))
    assert old is not None
    assert new is not None
    assert (old.on, old.made_on) == (before, REPORT_TIME)
    assert (bool(old.newer_factors), new.newer_factors) == (True, "")
    assert sets(sent(after))["report-2026"].sent is None
    assert sets(sent(after, "report"))["report-2026"].sent is not None
    assert sets(reporting_case())["plan-2026"].sent is None


def test_measures_beyond_the_base_year_s_emissions_are_a_slip() -> None:
    measure = fitting_case().measures[0]
    assert codes(sets(fitting_case(measures=(measure.model_copy(update={"expected_t": Decimal("275.2")}),)))["plan-2026"]) == set()
    over = measure.model_copy(update={"expected_t": Decimal("275.3")})
    assert codes(sets(fitting_case(measures=(over,)))["plan-2026"]) == {"plan.more_than_base"}


def test_every_year_still_to_come_is_held_against_its_target() -> None:
    late = fitting_case().measures[0].model_copy(update={"planned_year": 2028})
    short = [p.params["year"] for p in judged(fitting_case(measures=(late,)), REPORT_TIME).problems if p.code == "plan.short"]
    assert short == [2026, 2027]


def test_the_energy_sheet_adds_up_and_names_every_source() -> None:
    content = form(sets(fitting_case())["plan-2026"], "nagano_sll/energy_summary")
    (row,) = content.tables["lines"]
    assert (row["quantity"], row["heat_value"], row["carbon_factor"]) == (Decimal(100), Decimal("38.9"), Decimal("0.0193"))
    assert content.values["total_gj"] == Decimal(3890)
    assert content.values["total_kl"] == Decimal("100.362")
    numbers = {source["number"] for source in content.tables["sources"]}
    assert {int(part) for part in str(row["source"]).split("、")} <= numbers
    assert all(source["source"] and source["status"] for source in content.tables["sources"])
