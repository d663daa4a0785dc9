"""What an import would do, for the user to see before anything enters the Case.

Not for: making it (`sllassist.importers.apply`) and doing it (`sllassist.importers.merge`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from sllassist.case.edits import Cell
from sllassist.case.model import EnergyRecord
from sllassist.importers.asking import Question
from sllassist.importers.mapping import Mapping
from sllassist.messages import text as message

Decision = Literal["keep", "replace", "add"]
"""For a figure that is there already: keep it, take the imported one, or (parts of a month) add the two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures go: a supply of the case (`supply_id`), or one to be added, at a site of the case or a new one.

    `supplier`: id of the list, None when unknown. `label`: for showing.
    """

    key: str
    energy: str
    unit: str
    label: str
    supply_id: str | None = None
    site_id: str | None = None
    new_site: str | None = None
    supplier: str | None = None
    menu: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether a supply would be added."""
        return self.supply_id is None


class ProposedRecord(NamedTuple):
    """One figure as it would enter the case. `place` counts in `Preview.places`.

    `table`, `row`, `column`: where it stands (table counts in `Proposal.tables`; row and column of the sheet, from 0).
    `start`, `end`: the bill's days, when it says them. `fine`: the time is told to the day. `partial`: the figure covers
    only some days of its month. `note` goes into the record.
    """

    place: int
    fiscal_year: int
    month: int | None
    quantity: Decimal
    unit: str
    cost_yen: Decimal | None
    table: int
    row: int
    column: int
    start: dt.date | None = None
    end: dt.date | None = None
    fine: bool = False
    note: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something read otherwise than it is written: the message's key, the sentence, how often, and where first."""

    key: str
    sentence: str
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows, columns or cells that do not enter the case, and why. `look`: the user should look at it (a figure may be missing)."""

    key: str
    reason: str
    count: int
    where: tuple[str, ...]
    texts: tuple[str, ...] = ()
    look: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure of the file against one in the case. `cell`: its place in the case; `proposed`: index in `Preview.records`.

    `kind` "month": the same month; "year": months against a figure for the whole year (or the other way round), then
    `others` are the case's cells that a replacement would clear; "draft": an unread typed text stands there.
    """

    cell: Cell
    kind: Literal["month", "year", "draft"]
    proposed: int
    existing: EnergyRecord | None
    text: str
    can_add: bool = False
    others: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class TableView:
    """How one table was understood: its name, rows read, and one line per column that was read."""

    name: str
    rows: int
    records: int
    columns: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole look ahead. `mapping` holds the user's choices, for remembering. `same`: figures the case has already."""

    source: str
    places: tuple[Place, ...]
    records: Sequence[ProposedRecord]
    questions: tuple[Question, ...]
    tables: tuple[TableView, ...]
    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]
    conflicts: tuple[Conflict, ...]
    warnings: tuple[str, ...]
    mapping: Mapping
    same: int = 0

    @property
    def ready(self) -> bool:
        """Whether every question is answered and there is something to take over."""
        return not self.questions and bool(self.records)

    def summary(self) -> str:
        """One sentence: how many figures, how many lines of what was left out, how many questions."""
        key = "importers_word.summary_open" if self.questions else "importers_word.summary"
        return message(key, records=len(self.records), left=len(self.left_out), questions=len(self.questions))
