"""The hub's rows and the way through the pages, without a window."""

import datetime as dt
from decimal import Decimal

from support.nagano import AS_OF, fitting_case, judged

from sllassist.case import edits, paths
from sllassist.case.model import Case, EnergySupply, Submission
from sllassist.flow import fields
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import HUB, PAGES, Place, page_of_path
from sllassist.flow.tasks import Task, next_open_task, next_place, tasks
from sllassist.flow.years import bill_years, new_case, reported_years


def by_place(case: Case, as_of: dt.date = AS_OF) -> dict[Place, Task]:
    return {task.place: task for task in tasks(case, judged(case, as_of))}


def test_a_new_case_starts_with_the_usual_plan() -> None:
    plan = new_case(dt.date(2026, 11, 20)).plan
    assert (plan.base_year, plan.first_year, plan.years, plan.rate_percent) == (2025, 2026, 3, Decimal(5))
    assert new_case(dt.date(2027, 3, 31)).plan.first_year == 2026
    assert new_case(dt.date(2027, 4, 1)).plan.first_year == 2027


def test_a_new_case_begins_with_the_firm_and_cannot_make_papers_yet() -> None:
    case = new_case(AS_OF)
    rows = by_place(case)
    assert rows[Place("firm")].status == "未着手"
    assert rows[Place("bills", 2025)].status == "まだ開始できません"
    assert rows[Place("documents")].status == "まだ開始できません"
    first = next_open_task(case, judged(case))
    assert first is not None
    assert first.place == Place("firm")


def test_a_fitting_case_has_everything_done_but_the_check_and_the_papers() -> None:
    firm = fitting_case().firm.model_copy(update={"customer_requests": False, "public_works": False})
    case = fitting_case(firm=firm)
    open_rows = {task.place.page_id: task.status for task in tasks(case, judged(case)) if task.status != "完了"}
    assert open_rows == {"gases": "任意", "check": "未着手", "documents": "未着手"}
    done = edits.mark_finished(case, ["check"])
    sent = edits.mark_sent(done, Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2026, sent_on=AS_OF))
    running = next_open_task(sent, judged(sent))
    assert running is not None
    assert running.place == Place("bills", 2026)
    months = (4, 5, 6, 7, 8, 9, 10)
    for month in months:
        sent = edits.put_record(sent, ("s", 2026, month), Decimal(8), "kL")
    assert next_open_task(sent, judged(sent)) is None
    fewer = edits.put_record(sent, ("s", 2026, 10), None, "kL")
    assert by_place(fewer)[Place("bills", 2026)].summary == "本社工場の10月が空欄です"


def test_the_usual_plan_is_a_proposal_until_somebody_has_seen_it() -> None:
    case = new_case(AS_OF)
    assert by_place(case)[Place("period")].status == "未着手"
    assert by_place(edits.mark_finished(case, ["period"]))[Place("period")].status == "完了"


def test_an_unreadable_answer_is_a_problem_on_its_row_and_its_page() -> None:
    case = fields.type_text(fitting_case(), "duty.vehicles", "三台")
    assert by_place(case)[Place("conditions")].status == "問題があります"
    (problem,) = page_problems(case, judged(case), Place("conditions"))
    assert (problem.path, problem.level) == ("duty.vehicles", "error")


def test_a_missing_month_keeps_the_year_open_and_is_named() -> None:
    case = edits.put_record(fitting_case(records=()), ("s", 2025, 4), Decimal(10), "kL")
    row = by_place(case)[Place("bills", 2025)]
    assert (row.status, row.summary) == ("入力中", "本社工場の5月・6月・7月・8月 ほかが空欄です")


def test_bills_are_asked_for_the_base_year_and_each_finished_year_of_the_plan() -> None:
    case = fitting_case()
    assert bill_years(case, dt.date(2027, 3, 31)) == (2025,)
    assert bill_years(case, dt.date(2027, 4, 1)) == (2025, 2026)
    assert reported_years(case, dt.date(2029, 4, 1)) == (2026, 2027, 2028)


def test_the_report_row_appears_when_a_year_of_the_plan_is_over() -> None:
    assert Place("report") not in by_place(fitting_case(), dt.date(2027, 3, 31))
    assert by_place(fitting_case(), dt.date(2027, 4, 1))[Place("report")].status == "未着手"


def test_going_on_from_page_to_page_visits_every_row_but_optional_ones_and_ends_at_the_hub() -> None:
    case = fitting_case()
    assessment = judged(case)
    rows = [task.place for task in tasks(case, assessment) if task.status != "任意"]
    place, visited = rows[0], [rows[0]]
    while (place := next_place(case, assessment, place)) != HUB:
        visited.append(place)
    assert visited == rows


def test_every_field_leads_to_the_page_that_has_it() -> None:
    case = fitting_case()
    for page in PAGES:
        for path in page.fields:
            assert page_of_path(case, path) == Place(page.id, focus=path)
    assert page_of_path(case, "records.s.2025.4") == Place("bills", 2025, "records.s.2025.4")
    assert page_of_path(case, "measures.m.expected_t").page_id == "plan"
    assert page_of_path(case, "plan.change_reasons.2025.text").page_id == "report"


def test_every_blocking_problem_of_an_empty_case_leads_to_a_page_that_shows_it() -> None:
    case = edits.add_supply(new_case(AS_OF), EnergySupply(id="s", site_id="gone", energy="lpg", unit="m3"))
    case = paths.put(case, "plan.years", 9)
    assessment = judged(case)
    for papers in assessment.paper_sets():
        for problem in papers.blocking:
            place = page_of_path(case, problem.path)
            assert place.page_id != "check", problem
