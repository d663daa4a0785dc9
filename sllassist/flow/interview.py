"""The interview: which questions the conditions of the live schemes still leave open, one after the other. No Qt.

Nothing is asked twice, and nothing that no live scheme needs. Order and wording are data (`resources/interview.toml`).
Not for: bills, which are a task of their own, and for what an answer means (`sllassist.schemes`).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from sllassist import messages
from sllassist.assessment import Assessment, SchemeResult
from sllassist.case import edits, paths
from sllassist.case.model import Case, Project, Site
from sllassist.flow import fields
from sllassist.paths import resource
from sllassist.schemes import all_schemes

Kind = Literal["fields", "prefectures", "project"]
LISTS: Final[dict[str, Kind]] = {"sites": "prefectures", "projects": "project"}
"""Paths of whole lists that are asked for in a way of their own."""
TASKS: Final = ("records", "gases")
"""Paths that are no question: the bills and the records of gases are tasks of the hub."""


@dataclass(frozen=True, slots=True)
class Question:
    """One screen of the interview. `paths`: what is asked; `schemes`: short names of the schemes that need it."""

    id: str
    title: str
    lead: str
    kind: Kind
    paths: tuple[str, ...]
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of the data: its words, and the patterns it covers in order."""

    id: str
    title: str
    lead: str
    patterns: tuple[str, ...]
    opens_more: bool


@cache
def _order() -> tuple[_Asked, ...]:
    table = tomllib.loads(resource("interview.toml").read_text("utf-8"))
    return tuple(
        _Asked(one["id"], one["title"], one["lead"], tuple(one["paths"]), one.get("opens_more", False)) for one in table["question"]
    )


@cache
def _place_of(pattern: str) -> tuple[int, int] | None:
    """Where the data asks for a pattern: number of the question, place in it."""
    for number, asked in enumerate(_order()):
        if pattern in asked.patterns:
            return number, asked.patterns.index(pattern)
    return None


def _pattern(path: str) -> str:
    return path if path in LISTS else messages.pattern(path)


def _is_field(path: str) -> bool:
    return path in LISTS or messages.pattern(path) in messages.field_table()


def is_asked(path: str) -> bool:
    """Whether the interview has a place for `path` among its questions."""
    return _place_of(_pattern(path)) is not None


def fields_asked() -> tuple[str, ...]:
    """Every single field the interview may ask for, in its order; those of listed parts left out."""
    return tuple(pattern for asked in _order() for pattern in asked.patterns if pattern not in LISTS and "*" not in pattern)


def is_settled(case: Case, path: str) -> bool:
    """Whether `path` need not be asked: it has a value, or the answer was わからない."""
    if path == "sites":
        return path in case.dont_know or (bool(case.sites) and all(site.prefecture for site in case.sites))
    if path == "projects":
        return path in case.dont_know or bool(case.projects)
    return paths.is_answered(case, path)


def _spread(case: Case, path: str) -> tuple[str, ...]:
    """The paths to ask for; for "sites" those of the sites whose prefecture is open, where there are any to keep."""
    kept = [site for site in case.sites if not site.prefecture and _is_kept(site)] if path == "sites" else []
    wanted = tuple(f"sites.{site.id}.prefecture" for site in kept) or (path,)
    return tuple(one for one in wanted if not is_settled(case, one))


def _is_kept(site: Site) -> bool:
    """Whether a site is more than a prefecture that was told."""
    return bool(site.name or site.kind or site.address)


def _wanted(case: Case, by_scheme: Iterable[tuple[SchemeResult, Iterable[str]]]) -> dict[str, list[str]]:
    """Open path → short names of the schemes that want it."""
    wanted: dict[str, list[str]] = {}
    for result, looked_at in by_scheme:
        for path in looked_at:
            if path in TASKS or not _is_field(path):
                continue
            for one in _spread(case, path):
                names = wanted.setdefault(one, [])
                if result.short not in names:
                    names.append(result.short)
    return wanted


def _grouped(wanted: dict[str, list[str]]) -> tuple[Question, ...]:
    """The questions in the order of the data; what the data does not know comes last, each by itself."""
    groups: dict[int, list[str]] = {}
    last: list[str] = []
    for path in wanted:
        place = _place_of(_pattern(path))
        if place is None:
            last.append(path)
        else:
            groups.setdefault(place[0], []).append(path)
    found = []
    for number in sorted(groups):
        asked = _order()[number]
        own = sorted(groups[number], key=lambda path: _place_of(_pattern(path)) or (0, 0))
        for path in own:
            if path in LISTS:
                found.append(Question(asked.id, asked.title, asked.lead, LISTS[path], (path,), tuple(wanted[path])))
        plain = tuple(path for path in own if path not in LISTS)
        if plain:
            names = tuple(dict.fromkeys(name for path in plain for name in wanted[path]))
            found.append(Question(asked.id, asked.title, asked.lead, "fields", plain, names))
    found += [Question(path, fields.field(path).label, "", "fields", (path,), tuple(wanted[path])) for path in last]
    return tuple(found)


def _asking(assessment: Assessment) -> tuple[SchemeResult, ...]:
    """The schemes whose verdict the interview works on: live, and not decided by hand."""
    return tuple(result for result in assessment.schemes if result.live and result.override is None)


def questions(assessment: Assessment) -> tuple[Question, ...]:
    """The questions still open, in the order they are asked."""
    needed = [(result, [path for leaf in result.node.open_leaves() for path in leaf.paths]) for result in _asking(assessment)]
    return _grouped(_wanted(assessment.case, needed))


def unknown(assessment: Assessment) -> tuple[str, ...]:
    """What was answered with わからない and still keeps a verdict open."""
    looked_at = (path for result in _asking(assessment) for leaf in result.node.open_leaves() for path in leaf.paths)
    told = assessment.case.dont_know
    return tuple(dict.fromkeys(path for path in looked_at if path in told))


def question_of(assessment: Assessment, path: str) -> Question:
    """The question a path belongs to, also when it is answered: for changing an answer. Raises KeyError for a path without a field."""
    names = tuple(r.short for r in assessment.schemes if not r.set_aside and any(path in leaf.paths for leaf in r.node.leaves()))
    if not _is_field(path):
        raise KeyError(path)
    return _grouped({path: list(names)})[0]


def reasons(assessment: Assessment, question: Question) -> tuple[str, ...]:
    """Why a question is asked: what each scheme looks at with its answers; else what the fields say of themselves."""
    asked = {"sites" if path.startswith("sites.") else path for path in question.paths}
    told = []
    for result in _asking(assessment):
        limits = dict.fromkeys(leaf.limit for leaf in result.node.leaves() if leaf.limit and asked & set(leaf.paths))
        if limits:
            told.append(f"{result.short}で{''.join(f'「{limit}」' for limit in limits)}に当てはまるかを見ます。")
    return tuple(told) or tuple(dict.fromkeys(filter(None, (fields.field(path).why for path in question.paths if path not in LISTS))))


def may_open_more(question: Question) -> bool:
    """Whether an answer to the question can bring another question; a question the data does not know can."""
    return next((asked.opens_more for asked in _order() if asked.id == question.id), True)


def wishes(assessment: Assessment) -> tuple[Question, ...]:
    """Questions that decide no verdict, but what is shown with it; what the interview asks anyway is left out."""
    asked = {path for question in questions(assessment) for path in question.paths}
    facts = assessment.facts
    by_id = {scheme.id: scheme for scheme in all_schemes()}
    wished = [(result, by_id[result.scheme_id].wishes(facts)) for result in assessment.schemes if result.live]
    found = _wanted(assessment.case, wished)
    return _grouped({path: names for path, names in found.items() if path not in asked})


def progress(assessment: Assessment) -> tuple[int, int]:
    """(answered, open): questions with every needed answer given, and those still open."""
    open_ids = {question.id for question in questions(assessment)}
    looked_at = {path for r in assessment.schemes if not r.set_aside for leaf in r.node.leaves() for path in leaf.paths}
    done = {path: ["-"] for path in looked_at if path not in TASKS and _is_field(path) and is_settled(assessment.case, path)}
    return len({question.id for question in _grouped(done)} - open_ids), len(questions(assessment))


def told_prefectures(case: Case) -> tuple[str, ...]:
    """The prefectures with a site, each once, in the order they were told."""
    return tuple(dict.fromkeys(site.prefecture for site in case.sites if site.prefecture))


def _hangs_on(case: Case, site: Site) -> bool:
    """Whether a site holds more than its prefecture: then a list of prefectures does not remove it."""
    return _is_kept(site) or any(
        (
            any(supply.site_id == site.id for supply in case.supplies),
            any(record.site_id == site.id for record in case.gases),
            any(measure.site_id == site.id for measure in case.measures),
            any(path.startswith(f"sites.{site.id}.") for path in case.drafts),
        )
    )


def tell_prefectures(case: Case, names: Iterable[str]) -> Case:
    """The case with a site in each of these prefectures; unnamed sites without data elsewhere go, all others stay."""
    wanted = tuple(dict.fromkeys(names))
    changed = case
    for site in case.sites:
        if site.prefecture not in wanted and not _hangs_on(case, site):
            changed = edits.remove_site(changed, site.id)
    for name in wanted:
        if name not in told_prefectures(changed):
            changed = edits.add_site(changed, Site(prefecture=name))
    return paths.forget(changed, "sites")


def add_project(case: Case, words: str, category: str | None = None) -> Case:
    """The case with one more thing to buy or to build."""
    added = Project(words=words.strip() or None, category=category)
    return paths.forget(case.model_copy(update={"projects": (*case.projects, added)}), "projects")


def remove_project(case: Case, project_id: str) -> Case:
    """The case without that project."""
    rest = tuple(project for project in case.projects if project.id != project_id)
    return edits.without_drafts(case.model_copy(update={"projects": rest}), f"projects.{project_id}")


def pass_over(case: Case, question: Question) -> Case:
    """The case in which everything the question asks and that has no answer is answered with わからない."""
    for path in question.paths:
        if not is_settled(case, path):
            case = _dont_know(case, path)
    return case


def _dont_know(case: Case, path: str) -> Case:
    if path in LISTS:
        return case.model_copy(update={"dont_know": (*case.dont_know, path)})
    return paths.put_dont_know(case, path)
