"""What a scheme gives: verdict, target path, deadlines, and papers with the contents of their forms.

Not for: any one scheme, for file formats (`sllassist.documents`) or screens.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from sllassist.case.model import Case, Event
from sllassist.case.periods import japanese_date
from sllassist.case.problems import Problem
from sllassist.emissions import Ledger
from sllassist.knowledge import Knowledge, KnowledgeAt, Sourced
from sllassist.schemes.rules import Answer, Clause, Node

CellValue = str | Decimal | int | dt.date | None
"""A value for a form field, unrounded; the form's map says how it is rounded and shown."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All a scheme may look at: the case, what follows from its bills, and the world's facts on a date."""

    case: Case
    ledger: Ledger
    knowledge: Knowledge
    at: KnowledgeAt
    as_of: dt.date

    def param(self, scheme: str, key: str) -> Sourced:
        """A dated parameter of a scheme. Raises KeyError for a key its file lacks."""
        return self.at.param(scheme, key)

    def clause(self, scheme: str, key: str) -> Clause:
        """Where a parameter comes from."""
        return clause_of(self.param(scheme, key))


def clause_of(told: Sourced) -> Clause:
    """Where a value comes from, with a word on its days when the verdict's day lies outside them."""
    note = ""
    if told.expired and told.valid_to is not None:
        note = f"{japanese_date(told.valid_to)}までの値です。そのあとの値は確認できていません。"
    elif told.before_first:
        note = f"{japanese_date(told.valid_from)}からの値です。"
    return Clause(told.source, told.clause, told.status, told.valid_from.isoformat(), note)


@dataclass(frozen=True, slots=True)
class TargetYear:
    """One year of the plan. Tonnes are t-CO2 of the chosen series, unrounded; None where not known yet."""

    fiscal_year: int
    index: int
    target_t: Decimal
    linear_t: Decimal
    compound_t: Decimal
    planned_t: Decimal | None
    actual_t: Decimal | None
    reduction_percent: Decimal | None
    met: bool | None
    met_other_method: bool | None


@dataclass(frozen=True, slots=True)
class TargetPath:
    """The target of a plan period against its base year."""

    base_year: int
    base_t: Decimal
    rate_percent: Decimal
    required_percent: Decimal
    method: Literal["linear", "compound"]
    series: Literal["basic", "adjusted"]
    years: tuple[TargetYear, ...]
    basis: Clause
    notes: tuple[str, ...] = ()

    @property
    def short_years(self) -> tuple[TargetYear, ...]:
        """Years still to come whose planned emissions lie above their target."""
        return tuple(y for y in self.years if y.actual_t is None and y.planned_t is not None and y.planned_t > y.target_t)


DeadlineState = Literal["done", "overdue", "upcoming", "undated"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing to do by a date. `day` None: tied to an event without a date yet; `when` says which."""

    id: str
    title: str
    day: dt.date | None
    when: str
    by: str
    to: str
    state: DeadlineState
    clause: Clause
    note: str = ""
    paper_set: str = ""
    lead_days: int = 0
    """How many days before `day` to begin preparing; 0: nothing to prepare."""


@dataclass(frozen=True, slots=True)
class FormContent:
    """What goes into one form: single fields, and rows of its tables, by the names of the form's map."""

    form_id: str
    title: str
    file_stem: str
    values: Mapping[str, CellValue]
    tables: Mapping[str, tuple[Mapping[str, CellValue], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a set of papers, and how."""

    name: str
    email: str
    phone: str
    way: str
    clause: Clause
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """That a set was sent before it is made (again): when, the day it is made, and the edition of factors that came since."""

    on: dt.date
    made_on: dt.date
    newer_factors: str = ""


@dataclass(frozen=True, slots=True)
class PaperSet:
    """Papers that are sent together. `blocking`: problems that must be mended before they can be made."""

    id: str
    scheme: str
    set_id: str
    fiscal_year: int
    title: str
    folder: str
    recipient: Recipient
    subject: str
    body: tuple[str, ...]
    copies_to: tuple[str, ...]
    due: Deadline | None
    forms: tuple[FormContent, ...]
    blocking: tuple[Problem, ...]
    checks: tuple[str, ...] = ()
    target: TargetPath | None = None
    """The target path as this set states it: results up to its own year only."""
    sent: Sent | None = None
    """Filled in by `sllassist.assessment` for every scheme."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a section. `mark`: a word on the row (「当てはまります」, 「古い情報」); `detail`: shown when it is opened."""

    cells: tuple[str, ...]
    mark: str = ""
    detail: str = ""
    url: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what a scheme has to say about the firm: a lead, and a table with named columns.

    `search`: the rows are many, and are looked for by words. `figures`: (what, value in its unit) pairs to show in large.
    """

    id: str
    title: str
    lead: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    search: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What an event asks for under one loan of one scheme.

    `needed`: yes, no, or unknown while a fact is missing. `arithmetic`: the threshold's calculation in one line.
    `loan`: id of the running loan, "" for the loan of the case itself. `paper_set`: names it among the submissions.
    """

    event_id: str
    scheme: str
    loan: str
    needed: Answer
    paper: str
    by: str
    to: str
    due: str
    why: str
    arithmetic: str = ""
    clause: Clause | None = None
    paper_set: str = ""
    paths: tuple[str, ...] = ()


NO_CATEGORY: Final = "none"
"""`Project.category` of what is none of the things a scheme lends money for: asked, and answered so."""


@dataclass(frozen=True, slots=True)
class ProjectCategory:
    """One kind of thing a scheme lends money for, to be chosen for a project. `code`: what `Project.category` keeps.

    `group`, `kind`, `detail`: the list it stands in, 設備資金 or 運転資金, and what to know before choosing it.
    """

    code: str
    name: str
    group: str
    kind: str
    detail: str = ""


class Scheme:
    """What a scheme gives. A scheme folder's `SCHEME` is one; it says only what it has, the rest stays empty."""

    id: str = ""
    """Folder name, also of its `resources/schemes/<id>.toml` and `forms/<id>/`."""

    name: str = ""
    """Name as the scheme's own papers print it."""

    short: str = ""
    """Name where there is little room."""

    about: str = ""
    """What it is, in one sentence for a person who has never heard of it."""

    order: int = 1000
    """Place in lists of schemes."""

    fits_word: str = "対象です"
    """How the verdict 対象 reads for this scheme (a catalogue has no 対象)."""

    no_word: str = "対象ではありません"
    """How the verdict 対象外 reads for this scheme."""

    open_word: str = "まだ決まりません"
    """How an open verdict reads for this scheme."""

    def eligibility(self, facts: Facts) -> Node:
        """The explained verdict."""
        raise NotImplementedError

    def target(self, facts: Facts) -> TargetPath | None:
        """The target path, None while base year or period is open or the scheme has none."""
        del facts
        return None

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        """What is due when, by whom, to whom."""
        del facts
        return ()

    def paper_sets(self, facts: Facts) -> tuple[PaperSet, ...]:
        """The sets of papers of this case, each with its contents as far as known."""
        del facts
        return ()

    def problems(self, facts: Facts) -> tuple[Problem, ...]:
        """What keeps the scheme from working as told, beyond eligibility."""
        del facts
        return ()

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        """What else there is to know for this firm: conditions of the loan, costs, duties, catalogue."""
        del facts
        return ()

    def notices(self, facts: Facts, event: Event) -> tuple[Notice, ...]:
        """Which notice an event asks for, per loan."""
        del facts, event
        return ()

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        """Case paths worth asking for besides the conditions: they do not decide the verdict, but what is shown with it."""
        del facts
        return ()

    def topics(self, facts: Facts) -> tuple[str, ...]:
        """What a person can tick as a concern (`Case.concerns`), so that what the scheme lists for it comes first."""
        del facts
        return ()

    def project_categories(self, facts: Facts) -> tuple[ProjectCategory, ...]:
        """The kinds of things the scheme lends money for, in the order of its papers; () where it does not list any."""
        del facts
        return ()

    def search_projects(self, facts: Facts, text: str) -> tuple[ProjectCategory, ...]:
        """The kinds that what a person says (「屋根に太陽光」) may mean, best first; () where nothing fits."""
        del facts, text
        return ()
