"""What a scheme gives: verdict, target path, deadlines, and papers with the contents of their forms.

Not for: any one scheme, for file formats (`sllassist.documents`) or screens.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.emissions import Ledger
from sllassist.knowledge import Knowledge, KnowledgeAt
from sllassist.schemes.rules import Clause, Node

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


class Scheme(Protocol):
    """A scheme folder's `SCHEME` fulfils this."""

    @property
    def id(self) -> str:
        """Folder name, also of its `resources/schemes/<id>.toml` and `forms/<id>/`."""

    @property
    def name(self) -> str:
        """Name as the scheme's own papers print it."""

    @property
    def order(self) -> int:
        """Place in lists of schemes."""

    def eligibility(self, facts: Facts) -> Node:
        """The explained verdict."""

    def target(self, facts: Facts) -> TargetPath | None:
        """The target path, None while base year or period is open or the scheme has none."""

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        """What is due when, by whom, to whom."""

    def paper_sets(self, facts: Facts) -> tuple[PaperSet, ...]:
        """The sets of papers of this case, each with its contents as far as known."""

    def problems(self, facts: Facts) -> tuple[Problem, ...]:
        """What keeps the scheme from working as told, beyond eligibility."""
