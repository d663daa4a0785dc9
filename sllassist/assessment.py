"""`assess()`: everything that follows from a Case on a date. Pure: no files, no clock, no Qt.

Same case, same knowledge, same date: same answer. Not for: what to ask next (`sllassist.flow`) or how to show it.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from sllassist.case.model import Case, Override
from sllassist.case.problems import Problem
from sllassist.emissions import Ledger, Plausibility, build_ledger, check_plausibility, settle
from sllassist.emissions.drafts import draft_problems
from sllassist.knowledge import Knowledge
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Deadline, Facts, Notice, PaperSet, Scheme, Section, TargetPath
from sllassist.schemes.dates import sent_before
from sllassist.schemes.rules import Change, Node
from sllassist.schemes.whatif import smallest_change

Verdict = Literal["fits", "does_not_fit", "open"]
_VERDICTS: dict[str, Verdict] = {"yes": "fits", "no": "does_not_fit", "unknown": "open"}


@dataclass(frozen=True)
class SchemeResult:
    """What one scheme says about the case.

    `verdict`: what counts: `computed`, unless somebody set it by hand (`override`). `set_aside`: the user does not think of
    this scheme for now. `bound`: the firm has a loan under the scheme or has sent it papers, so that its deadlines go on
    whatever the verdict says today.
    """

    scheme_id: str
    name: str
    short: str
    verdict: Verdict
    computed: Verdict
    override: Override | None
    set_aside: bool
    bound: bool
    node: Node
    target: TargetPath | None
    problems: tuple[Problem, ...]
    facts: Facts = field(repr=False, compare=False)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """What is due, made when first asked for."""
        return _scheme(self.scheme_id).deadlines(self.facts)

    @cached_property
    def paper_sets(self) -> tuple[PaperSet, ...]:
        """The sets of papers, made when first asked for; those sent before are marked as such."""
        sets = _scheme(self.scheme_id).paper_sets(self.facts)
        return tuple(replace(one, sent=sent_before(self.facts, self.scheme_id, one.set_id, one.fiscal_year)) for one in sets)

    @property
    def live(self) -> bool:
        """Whether the scheme may still be used: it is not set aside, and does not say no."""
        return not self.set_aside and self.verdict != "does_not_fit"

    @property
    def counts(self) -> bool:
        """Whether its deadlines, papers and problems are shown."""
        return self.live or self.bound

    @property
    def has_target(self) -> bool:
        """Whether the scheme knows targets, and so asks for energy."""
        return type(_scheme(self.scheme_id)).target is not Scheme.target

    @property
    def has_papers(self) -> bool:
        """Whether the scheme has papers to make."""
        return type(_scheme(self.scheme_id)).paper_sets is not Scheme.paper_sets

    @property
    def word(self) -> str:
        """How the verdict reads."""
        return self.word_for(self.verdict)

    @property
    def computed_word(self) -> str:
        """How the computed verdict reads, whatever somebody set by hand."""
        return self.word_for(self.computed)

    def word_for(self, verdict: Verdict) -> str:
        """How a verdict of this scheme reads."""
        scheme = _scheme(self.scheme_id)
        return {"fits": scheme.fits_word, "does_not_fit": scheme.no_word, "open": scheme.open_word}[verdict]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline with the scheme it belongs to. `days_left`: negative once it is over, None without a day or when it is done."""

    scheme: SchemeResult
    deadline: Deadline
    days_left: int | None

    @property
    def begin(self) -> dt.date | None:
        """When to start preparing, None where nothing is to be prepared or there is no day."""
        told = self.deadline
        return told.day - dt.timedelta(days=told.lead_days) if told.day and told.lead_days else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that follows from `case` on `as_of`."""

    case: Case
    as_of: dt.date
    ledger: Ledger
    schemes: tuple[SchemeResult, ...]
    problems: tuple[Problem, ...]
    plausibility: Plausibility

    def scheme(self, scheme_id: str) -> SchemeResult:
        """The result of one scheme. Raises KeyError for an id no scheme has."""
        for result in self.schemes:
            if result.scheme_id == scheme_id:
                return result
        raise KeyError(scheme_id)

    @property
    def facts(self) -> Facts:
        """What the schemes looked at."""
        knowledge = self.ledger.knowledge
        return Facts(self.case, self.ledger, knowledge, knowledge.at(self.as_of), self.as_of)

    def sections(self, scheme_id: str) -> tuple[Section, ...]:
        """What else a scheme has to say for this firm. Raises KeyError for an id no scheme has."""
        return _scheme(scheme_id).sections(self.facts)

    def smallest_change(self, scheme_id: str) -> tuple[Change, ...] | None:
        """The fewest changes of facts after which the scheme no longer says no; see `sllassist.schemes.whatif`."""
        return smallest_change(_scheme(scheme_id), self.facts)

    def notices(self) -> tuple[Notice, ...]:
        """What the events of the case ask for, under every scheme that is not set aside."""
        facts = self.facts
        wanted = [_scheme(result.scheme_id) for result in self.schemes if not result.set_aside]
        return tuple(notice for event in self.case.events for scheme in wanted for notice in scheme.notices(facts, event))

    def agenda(self) -> tuple[Due, ...]:
        """Deadlines of all schemes that count, dated first in order of their day, the firm's own before the bank's."""
        found = [
            Due(result, told, (told.day - self.as_of).days if told.day and told.state in ("upcoming", "overdue") else None)
            for result in self.schemes if result.counts for told in result.deadlines
        ]
        return tuple(sorted(found, key=_urgency))

    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines of the agenda alone."""
        return tuple(due.deadline for due in self.agenda())

    def paper_sets(self) -> tuple[PaperSet, ...]:
        """All sets of papers of all schemes that may still fit or that bind the firm."""
        return tuple(papers for result in self.schemes if result.counts for papers in result.paper_sets)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Problems of level error."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def _urgency(due: Due) -> tuple[bool, dt.date, bool]:
    told = due.deadline
    return told.day is None, told.day or dt.date.max, told.by != "貴社"


def _scheme(scheme_id: str) -> Scheme:
    for scheme in all_schemes():
        if scheme.id == scheme_id:
            return scheme
    raise KeyError(scheme_id)


def _is_bound(case: Case, scheme_id: str) -> bool:
    return scheme_id in {*(loan.scheme for loan in case.running), *(told.scheme for told in case.submissions)}


def _judge(facts: Facts) -> tuple[SchemeResult, ...]:
    results = []
    case = facts.case
    for scheme in all_schemes():
        node = scheme.eligibility(facts)
        computed = _VERDICTS[node.answer]
        override = next((told for told in case.overrides if told.scheme == scheme.id), None)
        results.append(
            SchemeResult(
                scheme.id, scheme.name, scheme.short or scheme.name, override.verdict if override else computed, computed, override,
                scheme.id in case.set_aside, _is_bound(case, scheme.id), node, scheme.target(facts),
                scheme.problems(facts), facts,
            )
        )
    return tuple(results)


def assess(case: Case, knowledge: Knowledge, as_of: dt.date, before: Assessment | None = None) -> Assessment:
    """Judges `case` with `knowledge` as it holds on `as_of`. Never raises for what a person entered; it reports.

    `before`: the assessment of the case before an edit; what it says of bills the edit did not touch is taken over. The
    answer is the same with and without it.
    """
    ledger = build_ledger(case, knowledge, None if before is None else before.ledger)
    plausibility = check_plausibility(case, knowledge, None if before is None else before.plausibility)
    schemes = _judge(Facts(case, ledger, knowledge, knowledge.at(as_of), as_of))
    found = [*draft_problems(case, knowledge), *settle(case, (*ledger.problems, *plausibility.problems))]
    for result in schemes:
        if result.counts:
            known = [problem for problem in found if problem.path in {other.path for other in result.problems}]
            found.extend(problem for problem in result.problems if problem not in known)
    return Assessment(case, as_of, ledger, schemes, tuple(found), plausibility)
