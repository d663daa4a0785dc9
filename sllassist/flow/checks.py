"""What is to mend or to look at on one page, errors first.

Not for: finding problems in values (`sllassist.assessment`, `sllassist.flow.fields`); this only gathers them.
"""

from sllassist.assessment import Assessment
from sllassist.case.model import Case, EnergySupply
from sllassist.case.problems import Problem
from sllassist.case.wholes import OF_SUPPLY
from sllassist.flow import fields, interview
from sllassist.flow.gases import CERTIFICATE_NAMES, NAMES, row_paths
from sllassist.flow.pages import HUB, Place, fields_of, page_of_path
from sllassist.flow.supplies import has_own
from sllassist.flow.years import reported_years

_SITE_FIELDS = ("name", "kind", "prefecture", "address")
_MEASURE_FIELDS = ("name", "site_id", "expected_t", "planned_year", "actual_t", "actual_year")
_EVENT_FIELDS = ("kind", "day", "prefecture", "change_t", "note")
_LOAN_FIELDS = ("scheme", "bank_name", "start_date", "term_months", "plan_first_year", "plan_years", "base_year", "base_t")
_BELOW = {
    "sites": ("sites",), "supplies": ("supplies",), "gases": ("gases", "certificates"), "plan": ("measures", "plan"),
    "result": ("denominators",),
}  # fmt: skip
_ORDER = {"error": 0, "warning": 1, "note": 2}


def _under(prefixes: tuple[str, ...], problems: tuple[Problem, ...]) -> list[Problem]:
    return [p for p in problems if any(p.path == prefix or p.path.startswith(f"{prefix}.") for prefix in prefixes)]


def _of_supply(case: Case, supply: EnergySupply) -> list[str]:
    """Answers of an entry that are asked for now."""
    path = f"supplies.{supply.id}"
    listed = [f"{path}.contract_kw", f"{path}.name"]
    listed += [f"{path}.km_per_litre"] if supply.unit == "km" else []
    for kind, names in OF_SUPPLY.items():
        if has_own(case, supply.id, kind):
            listed += [f"{path}.{kind}.{name}" for name in names]
    return listed


def _fields_on(case: Case, assessment: Assessment, place: Place) -> list[str]:
    listed = list(fields_of(place.page, case, reported_years(case, assessment.as_of)))
    if place.page.kind == "sites":
        listed += [f"sites.{site.id}.{name}" for site in case.sites for name in _SITE_FIELDS]
    if place.page.kind == "supplies":
        listed += [path for supply in case.supplies for path in _of_supply(case, supply)]
    if place.page.kind == "gases":
        listed += [f"{path}.{name}" for path in row_paths(case, "gases") for name in NAMES]
        listed += [f"{path}.{name}" for path in row_paths(case, "certificates") for name in CERTIFICATE_NAMES]
    if place.page.kind == "result":
        for found in case.denominators:
            years = [f"values.{given.fiscal_year}.value" for given in found.values]
            listed += [f"denominators.{found.id}.{name}" for name in ("name", "unit", *years)]
    if place.page.kind == "interview":
        listed += [path for path in case.drafts if interview.is_asked(path)]
    if place.page.kind == "events":
        listed += [f"events.{event.id}.{name}" for event in case.events for name in _EVENT_FIELDS]
        listed += [f"running.{loan.id}.{name}" for loan in case.running for name in _LOAN_FIELDS]
    if place.page.kind == "plan":
        listed += [f"measures.{measure.id}.{name}" for measure in case.measures for name in _MEASURE_FIELDS]
    return listed


def _told(case: Case, assessment: Assessment, place: Place, listed: list[str]) -> list[Problem]:
    if place.page.kind == "bills":
        bills = [p for p in assessment.problems if p.path.startswith("records")]
        return [p for p in bills if page_of_path(case, p.path).fiscal_year == place.fiscal_year]
    return _under((*listed, *_BELOW.get(place.page.kind, ())), assessment.problems)


def _said(problem: Problem, seen: set[str]) -> bool:
    """Whether the fields at these paths say already what a problem of something typed says."""
    if problem.code.startswith("waits."):
        return any(path.startswith(f"{problem.path}.") for path in seen)
    return problem.path in seen and problem.code in ("field.draft", "field.empty_text")


def _same_names(case: Case) -> list[Problem]:
    """Two sites of one name: lists and papers could not tell them apart."""
    told: list[Problem] = []
    seen: set[str] = set()
    for site in case.sites:
        name = "".join((site.name or "").split())
        if name and name in seen:
            told.append(Problem("warning", "site.same_name", f"sites.{site.id}.name", {"name": site.name}))
        seen.add(name)
    return told


def page_problems(case: Case, assessment: Assessment, place: Place) -> tuple[Problem, ...]:
    """Everything to mend or to look at on one page, errors first; shown when the user asks to go on."""
    if place == HUB:
        return ()
    listed = _fields_on(case, assessment, place)
    found = [problem for path in listed if (problem := fields.problem_of(case, path))]
    if place.page.kind == "sites" and not case.sites:
        found.insert(0, Problem("error", "papers.no_sites", "sites"))
    if place.page.kind == "sites":
        found += _same_names(case)
    seen = {problem.path for problem in found if problem.code != "site.same_name"}
    found += [problem for problem in _told(case, assessment, place, listed) if not _said(problem, seen)]
    return tuple(sorted(found, key=lambda problem: _ORDER[problem.level]))
