"""The hub's rows and the way through the pages, without a window."""

import datetime as dt
from decimal import Decimal

from support.nagano import AS_OF, fitting_case, judged
from support.toy import toy_scheme

from sllassist.assessment import assess
from sllassist.case import edits, paths
from sllassist.case.model import Case, EnergySupply, Event, Loan, RunningLoan, Site, Submission
from sllassist.flow import events, fields, interview, task_schemes, verdicts
from sllassist.flow.agenda import agenda
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import HUB, PAGES, Place, page_of_path
from sllassist.flow.papers import mark_made
from sllassist.flow.task import Known
from sllassist.flow.tasks import Task, next_open_task, next_place, tasks
from sllassist.flow.years import bill_years, new_case, reported_years


def by_place(case: Case, as_of: dt.date = AS_OF) -> dict[Place, Task]:
    return {task.place: task for task in tasks(case, judged(case, as_of))}


def test_a_new_case_starts_with_the_usual_plan() -> None:
    plan = new_case(dt.date(2026, 11, 20)).plan
    assert (plan.base_year, plan.first_year, plan.years, plan.rate_percent) == (2025, 2026, 3, Decimal(5))
    assert new_case(dt.date(2027, 3, 31)).plan.first_year == 2026
    assert new_case(dt.date(2027, 4, 1)).plan.first_year == 2027


def test_a_new_case_begins_with_the_questions_and_cannot_make_papers_yet() -> None:
    case = new_case(AS_OF)
    rows = by_place(case)
    assert rows[Place("firm")].status == "未着手"
    assert rows[Place("bills", 2025)].status == "まだ開始できません"
    assert rows[Place("documents")].status == "まだ開始できません"
    first = next_open_task(case, judged(case))
    assert first is not None
    assert first.place == Place("interview")
    assert tasks(case, judged(case))[0].place == Place("interview")


def test_a_fitting_case_has_everything_done_but_the_check_and_the_papers() -> None:
    firm = fitting_case().firm.model_copy(update={"customer_requests": False, "public_works": False})
    case = fitting_case(firm=firm)
    open_rows = {task.place.page_id: task.status for task in tasks(case, judged(case)) if task.status != "完了"}
    assert open_rows == {"calendar": "任意", "events": "任意", "gases": "任意", "check": "未着手", "documents": "未着手"}
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


def row(case: Case, page_id: str, as_of: dt.date = AS_OF) -> Task:
    return next(task for task in tasks(case, judged(case, as_of)) if task.place.page_id == page_id)


def test_the_questions_are_open_begun_and_done() -> None:
    empty = row(new_case(AS_OF), "interview")
    assert (empty.status, "制度を" in empty.summary) == ("未着手", True)
    begun = interview.tell_prefectures(new_case(AS_OF), ["長野県"])
    assert row(begun, "interview").status == "入力中"
    left = interview.progress(judged(begun))[1]
    assert row(begun, "interview").summary == f"あと{left}問"
    case = begun
    while questions := interview.questions(judged(case)):
        case = interview.pass_over(case, questions[0])
    done = row(case, "interview")
    assert (done.status, f"わからない {len(case.dont_know)}件" in done.summary) == ("完了", True)
    assert row(case, "verdict").status == "完了", "nothing more can be asked; what stays open is told"
    told = paths.put(paths.put(case, "duty.vehicles", 3), "duty.other_gases_t", Decimal(0))
    assert f"わからない {len(case.dont_know) - 2}件" in row(told, "interview").summary


def test_わからない_about_energy_no_longer_counts_once_the_bills_are_there() -> None:
    case = fitting_case(records=())
    for name in ("electricity_kwh", "gas_m3", "fuel_l"):
        case = paths.put_dont_know(case, f"rough.{name}")
    assert set(interview.unknown(judged(case))) >= {"rough.gas_m3", "rough.fuel_l"}
    billed = case.model_copy(update={"records": fitting_case().records})
    assert not [path for path in interview.unknown(judged(billed)) if path.startswith("rough.")]


def test_an_unreadable_answer_is_a_problem_of_the_questions() -> None:
    case = fields.type_text(fitting_case(), "rough.gas_m3", "すこし")
    assert row(case, "interview").status == "問題があります"
    (problem,) = page_problems(case, judged(case), Place("interview"))
    assert problem.path == "rough.gas_m3"
    assert page_of_path(case, "rough.gas_m3") == Place("interview", focus="rough.gas_m3")


def test_the_row_of_verdicts_names_the_schemes_and_leaves_out_those_set_aside() -> None:
    case = fitting_case()
    shown = row(case, "verdict").summary
    assert "信州SLL" in shown.split("まだ決まらない制度")[0]
    aside = verdicts.set_aside(case, "nagano_sll")
    assert "信州SLL" not in row(aside, "verdict").summary
    decided = verdicts.set_override(case, "nagano_sll", "does_not_fit", "社内の方針", "見本", AS_OF)
    assert "手で決めた結論があります" in row(decided, "verdict").summary


def lent(day: dt.date) -> Case:
    return fitting_case(loan=fitting_case().loan.model_copy(update={"start_date": day}))


def test_the_row_of_deadlines_tells_the_next_one_and_warns_of_those_that_are_over() -> None:
    soon = row(lent(dt.date(2026, 11, 24)), "calendar")
    assert soon.status == "任意"
    assert soon.summary == "2026年11月24日（火）　事業活動温暖化対策計画書を提出する（信州SLL）　あと4日"
    over = row(lent(dt.date(2026, 11, 19)), "calendar")
    assert (over.status, over.summary.endswith("1日過ぎています")) == ("問題があります", True)
    sent = edits.mark_sent(
        lent(dt.date(2026, 11, 19)), Submission(scheme="nagano_sll", set_id="plan", fiscal_year=2026, sent_on=AS_OF)
    )
    assert row(sent, "calendar").status == "任意"


def test_an_overdue_deadline_does_not_stand_in_the_way_of_going_on() -> None:
    following = next_open_task(lent(dt.date(2026, 11, 19)), judged(lent(dt.date(2026, 11, 19))))
    assert following is not None
    assert following.place.page_id != "calendar"


def test_events_are_optional_until_a_notice_is_needed_or_an_entry_is_half_done() -> None:
    assert row(fitting_case(), "events").status == "任意"
    half = events.add_event(fitting_case())
    assert row(half, "events").status == "入力中"
    with toy_scheme() as knowledge:
        loan = RunningLoan(id="r", scheme="toy_sll", bank_name="見本銀行", start_date=AS_OF, term_months=60, base_t=Decimal(10))
        event = Event(kind="new_line", day=AS_OF, change_t=Decimal(5))
        case = fitting_case(running=(loan,), events=(event,))
        found = task_schemes._events(Known(case, assess(case, knowledge, AS_OF)))
        assert (found.status, found.summary) == ("未着手", "届出が要ることが1件あります")


def elsewhere() -> Case:
    """A firm for which no scheme looks at energy, and none has papers."""
    case = interview.tell_prefectures(new_case(AS_OF), ["沖縄県"])
    return case.model_copy(update={"set_aside": tuple(s.scheme_id for s in judged(case).schemes if s.live and s.has_papers)})


def test_energy_plan_and_papers_wait_for_a_scheme_that_needs_them_or_for_the_user_to_begin() -> None:
    groups = {task.group for task in tasks(elsewhere(), judged(elsewhere()))}
    assert groups == {"会社について", "使える制度を調べる"}
    begun = edits.add_supply(elsewhere(), EnergySupply(id="s", site_id=elsewhere().sites[0].id, energy="electricity", unit="kWh"))
    assert "エネルギーとCO2" in {task.group for task in tasks(begun, judged(begun))}
    assert {"エネルギーとCO2", "計画", "書類をつくる"} <= {task.group for task in tasks(new_case(AS_OF), judged(new_case(AS_OF)))}


def test_blank_months_of_several_columns_are_counted_with_their_places() -> None:
    case = edits.add_site(fitting_case(records=()), Site(id="b", name="第2工場", prefecture="長野県"))
    case = edits.add_supply(case, EnergySupply(id="t", site_id="b", energy="heavy_oil_a", unit="kL"))
    case = edits.put_record(edits.put_record(case, ("s", 2025, 4), Decimal(1), "kL"), ("t", 2025, 4), Decimal(1), "kL")
    assert by_place(case)[Place("bills", 2025)].summary == "2か所の事業所で、あわせて22か月分が空欄です"
    one = edits.add_supply(fitting_case(records=()), EnergySupply(id="t", site_id="a", energy="kerosene", unit="kL"))
    one = edits.put_record(edits.put_record(one, ("s", 2025, 4), Decimal(1), "kL"), ("t", 2025, 4), Decimal(1), "kL")
    assert by_place(one)[Place("bills", 2025)].summary == "本社工場で、あわせて22か月分が空欄です"


def test_papers_are_made_then_sent() -> None:
    case = edits.mark_finished(fitting_case(), ["check"])
    waiting = by_place(case)[Place("documents")]
    assert waiting.status == "未着手"
    assert "信州SLL" in waiting.summary
    for papers in judged(case).paper_sets():
        case = mark_made(case, papers)
    made = by_place(case)[Place("documents")]
    assert (made.status, made.summary.startswith("作成済み・未送信")) == ("入力中", True)
    for papers in judged(case).paper_sets():
        told = Submission(scheme=papers.scheme, set_id=papers.set_id, fiscal_year=papers.fiscal_year, sent_on=AS_OF)
        case = edits.mark_sent(case, told)
    assert by_place(case)[Place("documents")].status == "完了"


def test_a_sixth_scheme_stands_on_the_hub_without_anybody_naming_it() -> None:
    case = interview.tell_prefectures(new_case(AS_OF), ["山梨県"])
    case = case.model_copy(update={"loan": Loan(term_months=60, start_date=dt.date(2026, 12, 1))})
    with toy_scheme() as knowledge:
        assessment = assess(case, knowledge, AS_OF)
        found = {task.place.page_id: task for task in task_schemes.schemes(Known(case, assessment))}
        assert "見本SLL" in found["verdict"].summary
        (item,) = [item for item in agenda(assessment) if item.scheme_id == "toy_sll"]
        assert (item.left_words, item.begin_words) == ("あと193日", "2027年5月2日から準備を始めます")
        assert [q.id for q in interview.wishes(assessment) if "見本SLL" in q.schemes] == ["guarantee"]
        open_term = paths.put(case, "loan.term_months", None)
        (term,) = [q for q in interview.questions(assess(open_term, knowledge, AS_OF)) if "loan.term_months" in q.paths]
        assert "見本SLL" in term.schemes
    assert "見本SLL" not in {result.short for result in judged(case).schemes}
