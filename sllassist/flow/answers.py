"""All answers of a case in words, by section, each with the place where it is changed: what the check page lists.

Not for: judging them (`sllassist.flow.checks`).
"""

from dataclasses import dataclass
from typing import Literal

from sllassist.assessment import Assessment
from sllassist.case import paths
from sllassist.case.coverage import missing_months, years_with_records
from sllassist.case.model import Case, Event, Measure, RunningLoan, Site
from sllassist.case.problems import Problem
from sllassist.emissions import certificates
from sllassist.flow import fields, gases, interview, supplies
from sllassist.flow.checks import page_problems
from sllassist.flow.derived import derived
from sllassist.flow.pages import Place, fields_of, page, page_of_path
from sllassist.flow.rounding import shown
from sllassist.flow.tasks import tasks
from sllassist.flow.years import bill_years, reported_years
from sllassist.knowledge import Knowledge

State = Literal["answered", "open", "wrong"]
"""answered; open: nothing entered; wrong: a text that could not be read."""
NOTHING = "未入力"
_LOAN_FIELDS = ("bank_name", "start_date", "term_months", "plan_first_year", "plan_years", "base_year", "base_t")
_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: label, what was answered, and where it is changed (`place.focus` names the field)."""

    label: str
    text: str
    place: Place
    state: State = "answered"


@dataclass(frozen=True, slots=True)
class Section:
    """Answers of one page."""

    title: str
    answers: tuple[Answer, ...]


def _state(case: Case, path: str) -> State:
    if path in case.drafts:
        return "wrong"
    return "answered" if paths.is_answered(case, path) else "open"


def _of_field(case: Case, knowledge: Knowledge, page_id: str, path: str) -> Answer:
    spec = fields.field(path)
    names = path.split(".")
    label = f"{names[2]}年度の{spec.label}" if names[:2] == ["plan", "change_reasons"] else spec.label
    return Answer(label, fields.answer_text(case, path, knowledge), Place(page_id, focus=path), _state(case, path))


def _of_parts(case: Case, knowledge: Knowledge, label: str, place: Place, wanted: tuple[str, ...]) -> Answer:
    """Several fields of one listed part in one line."""
    states = [_state(case, path) for path in wanted]
    said = [fields.answer_text(case, path, knowledge) for path, state in zip(wanted, states, strict=True) if state != "open"]
    state: State = "wrong" if "wrong" in states else "answered" if said else "open"
    return Answer(label, "　".join(said) if said else NOTHING, place, state)


def _site(case: Case, knowledge: Knowledge, site: Site) -> Answer:
    prefix = f"sites.{site.id}"
    wanted = tuple(f"{prefix}.{name}" for name in ("kind", "prefecture", "address"))
    return _of_parts(case, knowledge, site.name or "名称未入力", Place("sites", focus=f"{prefix}.name"), wanted)


def _supplies(case: Case, knowledge: Knowledge, site: Site, fiscal_year: int) -> Answer:
    said = []
    for supply in case.supplies:
        if supply.site_id == site.id:
            words = supplies.words(case, knowledge, supply, fiscal_year)
            said.append(f"{words.title}（{words.supplier}）" if words.supplier else words.title)
    place = Place("supplies", focus=f"sites.{site.id}")
    return Answer(site.name or "名称未入力", "、".join(said) or NOTHING, place, "answered" if said else "open")


def _bills(assessment: Assessment, year: int) -> Answer:
    case = assessment.case
    label, place = f"{year}年度の使用量", Place("bills", year)
    if year not in years_with_records(case):
        return Answer(label, NOTHING, place, "open")
    total = assessment.ledger.total(year)
    text = f"基礎排出量 {shown(total.co2_basic_t)} t-CO2　原油換算 {shown(total.oil_kl)} kL"
    gaps = sum(len(months) for months in missing_months(case, year).values())
    return Answer(label, f"{text}（空欄が{gaps}か所あります）", place, "open") if gaps else Answer(label, text, place)


def _gases(case: Case, knowledge: Knowledge) -> list[Answer]:
    found = [Answer(f"{year.fiscal_year}年度の温室効果ガス", gases.told(year), Place("gases")) for year in gases.years(case, knowledge)]
    years = sorted({certificate.fiscal_year for certificate in case.certificates})
    return [*found, *(Answer(f"{year}年度の証書", _certificates(case, year), Place("gases")) for year in years)]


def _certificates(case: Case, year: int) -> str:
    return "、".join(f"{found.name} {found.quantity:,f} {found.unit}" for found in certificates(case, year))


def _asked(case: Case, knowledge: Knowledge) -> list[Answer]:
    """What the questions asked and no other page shows: answered, or answered with わからない."""
    place = Place("interview")
    own = [path for path in interview.fields_asked() if page_of_path(case, path).page_id == place.page_id]
    found = [_of_field(case, knowledge, place.page_id, path) for path in own if _state(case, path) != "open"]
    for project in case.projects:
        prefix = f"projects.{project.id}"
        wanted = tuple(f"{prefix}.{name}" for name in ("category", "cost_yen", "subsidy_yen", "site_area_m2", "start_on"))
        found.append(_of_parts(case, knowledge, project.words or NOTHING, Place(place.page_id, focus="projects"), wanted))
    return found


def _event(case: Case, knowledge: Knowledge, event: Event) -> Answer:
    prefix = f"events.{event.id}"
    wanted = tuple(f"{prefix}.{name}" for name in ("day", "prefecture", "change_t", "note"))
    label = fields.answer_text(case, f"{prefix}.kind", knowledge)
    return _of_parts(case, knowledge, label, Place("events", focus=f"{prefix}.kind"), wanted)


def _running(case: Case, knowledge: Knowledge, loan: RunningLoan) -> Answer:
    prefix = f"running.{loan.id}"
    wanted = tuple(f"{prefix}.{name}" for name in _LOAN_FIELDS)
    label = fields.answer_text(case, f"{prefix}.scheme", knowledge)
    return _of_parts(case, knowledge, f"実行中の融資（{label}）", Place("events", focus=f"{prefix}.scheme"), wanted)


def _measure(case: Case, knowledge: Knowledge, measure: Measure) -> Answer:
    prefix = f"measures.{measure.id}"
    wanted = tuple(f"{prefix}.{name}" for name in ("site_id", "expected_t", "planned_year"))
    return _of_parts(case, knowledge, measure.name or "名称未入力", Place("plan", focus=f"{prefix}.name"), wanted)


def sections(assessment: Assessment, knowledge: Knowledge) -> tuple[Section, ...]:
    """Every answer of the case, page by page; pages that have nothing to ask of this case are left out."""
    case = assessment.case
    years = reported_years(case, assessment.as_of)
    bills = bill_years(case, assessment.as_of)

    def form(page_id: str) -> list[Answer]:
        own = [_of_field(case, knowledge, page_id, path) for path in fields_of(page(page_id), case, years)]
        return [*own, *(Answer(told.label, told.text, told.place) for told in derived(case, knowledge, page_id) if told.text)]

    base = case.plan.base_year if case.plan.base_year is not None else bills[0]
    found = (
        ("firm", form("firm")),
        ("contact", form("contact")),
        ("sites", [_site(case, knowledge, site) for site in case.sites]),
        ("interview", _asked(case, knowledge)),
        ("conditions", form("conditions")),
        ("period", form("period")),
        ("supplies", [_supplies(case, knowledge, site, base) for site in case.sites]),
        ("bills", [_bills(assessment, year) for year in bills]),
        ("gases", _gases(case, knowledge)),
        ("plan", [*form("plan"), *(_measure(case, knowledge, measure) for measure in case.measures)]),
        ("report", form("report")),
        (
            "events",
            [*(_running(case, knowledge, loan) for loan in case.running), *(_event(case, knowledge, event) for event in case.events)],
        ),
    )
    return tuple(Section(page(page_id).title, tuple(answers)) for page_id, answers in found if answers)


def open_problems(assessment: Assessment) -> tuple[Problem, ...]:
    """What is still to mend or to look at on any page, errors first, each once.

    As soon as one set of papers can be made, nothing is an error any more: the user may go on and look at the rest later.
    """
    case = assessment.case
    found: dict[tuple[str, str], Problem] = {}
    for task in tasks(case, assessment):
        for problem in page_problems(case, assessment, task.place):
            found.setdefault((problem.path, problem.code), problem)
    for papers in assessment.paper_sets():
        for problem in papers.blocking:
            found.setdefault((problem.path, problem.code), problem)
    ready = any(not papers.blocking for papers in assessment.paper_sets())
    told = [Problem("warning", p.code, p.path, p.params) if ready and p.level == "error" else p for p in found.values()]
    return tuple(sorted((p for p in told if p.level != "note"), key=lambda problem: _ORDER[problem.level]))
