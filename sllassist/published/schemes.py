"""What the schemes say, published: verdicts with conditions, changes, sections, deadlines, papers, notices.

Not for: finding any of it (`sllassist.assessment`).
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from sllassist.assessment import Assessment, Due, SchemeResult
from sllassist.messages import label
from sllassist.published.parts import Out, ProblemOut, problem_out
from sllassist.schemes.base import Notice, Section
from sllassist.schemes.rules import Change, Clause, Node


class ConditionOut(Out):
    """One condition of a verdict with its parts. `note`: what to know of the days its source holds for."""

    key: str
    answer: Literal["yes", "no", "unknown"]
    statement: str
    seen: str
    limit: str
    source: str
    place: str
    status: str
    note: str
    todo: str
    parts: tuple["ConditionOut", ...]


class TargetYearOut(Out):
    """One year of the target path, t-CO2 and percent."""

    fiscal_year: int
    target_t: Decimal
    linear_t: Decimal
    compound_t: Decimal
    planned_t: Decimal | None
    actual_t: Decimal | None
    reduction_percent: Decimal | None
    met: bool | None


class TargetOut(Out):
    """The target path."""

    base_year: int
    base_t: Decimal
    rate_percent: Decimal
    method: Literal["linear", "compound"]
    series: Literal["basic", "adjusted"]
    years: tuple[TargetYearOut, ...]
    notes: tuple[str, ...]


class DeadlineOut(Out):
    """Something due. `lead_days`: how many days before to begin; 0: nothing to prepare."""

    id: str
    title: str
    day: dt.date | None
    when: str
    by: str
    to: str
    state: Literal["done", "overdue", "upcoming", "undated"]
    note: str
    lead_days: int


class DueOut(Out):
    """An entry of the agenda: a deadline (by its id) of a scheme that may still be used, with days left and the day to begin."""

    scheme: str
    deadline: str
    title: str
    day: dt.date | None
    begin: dt.date | None
    days_left: int | None


class ChangeOut(Out):
    """A change that would turn the verdict: Case path, what it is, and the value it would take (null where it is many)."""

    path: str
    label: str
    value: bool | int | str | None


class OverrideOut(Out):
    """A verdict decided by hand: by whom, when and why."""

    verdict: Literal["fits", "does_not_fit"]
    reason: str
    by: str
    decided_on: dt.date


class RowOut(Out):
    """A row of a section."""

    cells: tuple[str, ...]
    mark: str
    detail: str
    url: str
    source: str
    place: str
    status: str


class SectionOut(Out):
    """What else a scheme has to say: a table, and figures as (what, value)."""

    id: str
    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[RowOut, ...]
    figures: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


class NoticeOut(Out):
    """What an event asks for under a loan ("" for the loan of the case itself)."""

    event_id: str
    scheme: str
    loan: str
    needed: Literal["yes", "no", "unknown"]
    paper: str
    by: str
    to: str
    due: str
    why: str
    arithmetic: str
    source: str
    place: str
    status: str


class PaperSetOut(Out):
    """A set of papers and what keeps it from being made."""

    id: str
    title: str
    recipient: str
    email: str
    forms: tuple[str, ...]
    blocking: tuple[ProblemOut, ...]


class SchemeOut(Out):
    """What one scheme says. `computed`: the verdict before anybody decided by hand; `word`: how the verdict reads.

    `bound`: the firm has a loan under it or has sent it papers, so that its deadlines and papers go on whatever the verdict.
    `changes`: the fewest changes that would turn a computed "does_not_fit"; null when nothing turns it.
    """

    id: str
    name: str
    verdict: Literal["fits", "does_not_fit", "open"]
    word: str
    computed: Literal["fits", "does_not_fit", "open"]
    override: OverrideOut | None
    set_aside: bool
    bound: bool
    open_questions: tuple[str, ...]
    changes: tuple[ChangeOut, ...] | None
    conditions: ConditionOut
    sections: tuple[SectionOut, ...]
    target: TargetOut | None
    deadlines: tuple[DeadlineOut, ...]
    papers: tuple[PaperSetOut, ...]


def _condition(node: Node) -> ConditionOut:
    return ConditionOut(
        key=node.key, answer=node.answer, statement=node.statement, seen=node.seen, limit=node.limit, todo=node.todo,
        note=node.clause.note if node.clause else "", parts=tuple(_condition(child) for child in node.children), **_origin(node.clause),
    )


def _change(change: Change) -> ChangeOut:
    value = f"{change.value:f}" if isinstance(change.value, Decimal) else change.value
    return ChangeOut(
        path=change.path, label=change.words or label(change.path), value=value if isinstance(value, str | bool | int) else None
    )


def _origin(clause: Clause | None) -> dict[str, str]:
    if clause is None:
        return {"source": "", "place": "", "status": ""}
    return {"source": clause.source, "place": clause.place, "status": clause.status}


def _section(section: Section) -> SectionOut:
    return SectionOut(
        id=section.id, title=section.title, lead=section.lead, columns=section.columns, figures=section.figures, notes=section.notes,
        rows=tuple(RowOut(cells=row.cells, mark=row.mark, detail=row.detail, url=row.url, **_origin(row.clause)) for row in section.rows),
    )


def notice_out(notice: Notice) -> NoticeOut:
    """What an event asks for."""
    return NoticeOut(
        event_id=notice.event_id, scheme=notice.scheme, loan=notice.loan, needed=notice.needed, paper=notice.paper, by=notice.by,
        to=notice.to, due=notice.due, why=notice.why, arithmetic=notice.arithmetic, **_origin(notice.clause),
    )


def due_out(due: Due) -> DueOut:
    """An entry of the agenda."""
    told = due.deadline
    return DueOut(
        scheme=due.scheme.scheme_id, deadline=told.id, title=told.title, day=told.day, begin=due.begin, days_left=due.days_left
    )


def scheme_out(assessment: Assessment, result: SchemeResult) -> SchemeOut:
    """What one scheme says."""
    changes = assessment.smallest_change(result.scheme_id)
    target = None if result.target is None else TargetOut(
        base_year=result.target.base_year, base_t=result.target.base_t, rate_percent=result.target.rate_percent,
        method=result.target.method, series=result.target.series, notes=result.target.notes,
        years=tuple(TargetYearOut.model_validate(year, from_attributes=True) for year in result.target.years),
    )
    return SchemeOut(
        id=result.scheme_id,
        name=result.name,
        verdict=result.verdict,
        word=result.word,
        computed=result.computed,
        override=None if result.override is None else OverrideOut.model_validate(result.override, from_attributes=True),
        set_aside=result.set_aside,
        bound=result.bound,
        changes=None if changes is None else tuple(map(_change, changes)),
        sections=tuple(map(_section, assessment.sections(result.scheme_id))),
        open_questions=tuple(leaf.statement for leaf in result.node.open_leaves()),
        conditions=_condition(result.node),
        target=target,
        deadlines=tuple(DeadlineOut.model_validate(item, from_attributes=True) for item in result.deadlines),
        papers=tuple(
            PaperSetOut(
                id=papers.id, title=papers.title, recipient=papers.recipient.name, email=papers.recipient.email,
                forms=tuple(form.title for form in papers.forms), blocking=tuple(problem_out(p) for p in papers.blocking),
            )
            for papers in result.paper_sets
        ),
    )
