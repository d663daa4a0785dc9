"""What was found in a source: its tables, what their columns are taken for, and the questions about them.

Not for: finding it (`sllassist.importers.propose`) and reading the figures (`sllassist.importers.apply`).
"""

from dataclasses import dataclass, replace

from sllassist.case.model import Case
from sllassist.importers.asking import LEAVE, Option, Question
from sllassist.importers.columns import ASKED_SKIPS, Column, Sure
from sllassist.importers.context import Context
from sllassist.importers.mapping import ColumnRule, Mapping
from sllassist.importers.source import Source, column_letters
from sllassist.importers.tables import Region
from sllassist.importers.words import ROLES, Role, Words
from sllassist.knowledge import Knowledge
from sllassist.messages import text as message

_OFFERED: tuple[Role, ...] = (
    "quantity",
    "cost",
    "period",
    "year",
    "site",
    "energy",
    "supplier",
    "menu",
    "account",
    "unit",
    "ignore",
)


@dataclass(frozen=True, slots=True)
class TableProposal:
    """One table. `name`: for sentences. `use` False: proposed to be left out, because of `why_not` (message key).

    `twin`: how many tables with the same headings stand before it.
    """

    number: int
    sheet: int
    name: str
    region: Region
    columns: tuple[Column, ...]
    layout: str
    fingerprint: str
    context: Context
    use: bool
    why_not: str = ""
    twin: int = 0

    @property
    def key(self) -> str:
        """Name of the table in the keys of questions: the same in next year's file."""
        return f"{self.fingerprint}.{self.twin}" if self.twin else self.fingerprint


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source with its tables. `mapping`: what is sure or remembered; a column to confirm has no rule in it yet."""

    source: Source
    tables: tuple[TableProposal, ...]
    mapping: Mapping
    questions: tuple[Question, ...]
    knowledge: Knowledge
    case: Case
    words: Words


def column_question(table: TableProposal, column: Column) -> Question:
    """Asks what a column is."""
    options: list[Option] = []
    proposed: str | None = None
    if column.why in ASKED_SKIPS:
        generated = column.why == "importers_skip.generated"
        energy = "electricity_solar" if generated else "electricity_sold"
        options.append(
            Option(
                f"quantity:{energy}",
                message("importers_option.generated_used" if generated else "importers_option.sold_apart"),
            )
        )
        options.append(Option("ignore", message("importers_role.ignore")))
        proposed = None if generated else options[0].value
    else:
        proposed = column.role if column.why != "importers_why.unknown_figures" else None
        options += [Option(role, message(f"importers_role.{role}")) for role in _OFFERED]
    shown = message(
        "importers_word.column",
        heading=column.heading or column_letters(column.index),
        samples="、".join(column.samples[:3]),
    )
    return Question(
        f"column:{table.fingerprint}:{column.key}", message("importers_question.column", column=shown, table=table.name),
        tuple(options), proposed, message(column.why),
    )  # fmt: skip


def rule_of(answer: str) -> ColumnRule:
    """The rule an answer to `column_question` means."""
    role, _, energy = answer.partition(":")
    chosen: Role = next((each for each in ROLES if each == role), "ignore")
    return ColumnRule("ignore" if answer == LEAVE else chosen, energy or None)


def ruled(column: Column, rule: ColumnRule | None, sure: Sure) -> Column:
    """The column under a rule of the mapping."""
    if rule is None:
        return column
    same = rule.role == column.role and rule.energy is None and rule.unit is None
    why = column.why if same else "importers_why.told" if sure == "told" else "importers_why.remembered"
    return replace(
        column, role=rule.role, sure="sure" if same and column.sure == "sure" else sure, why=why,
        energies=(rule.energy,) if rule.energy else column.energies, unit=rule.unit or column.unit,
    )  # fmt: skip
