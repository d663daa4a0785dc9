"""An import on its way: what was found in a source, what the user has answered, and what stands in the way of going on.

Pure: a look is made anew after every answer and never changes the Case. No Qt, no files; the window runs it beside itself.
Not for: the sentences of the preview (`sllassist.flow.import_words`).
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace

from sllassist.case.edits import Cell
from sllassist.case.model import Case
from sllassist.importers import (
    Column,
    Decision,
    Mapping,
    Option,
    Preview,
    Proposal,
    ProposedRecord,
    Question,
    Source,
    TableProposal,
    apply_mapping,
    propose,
)
from sllassist.importers.proposal import column_question, rule_of
from sllassist.importers.source import column_letters
from sllassist.knowledge import Knowledge
from sllassist.messages import text as message

ENCODING = "encoding"
"""Key of the question about the letters of a file; another answer than the present one means reading the file again."""
_COLUMN = "column:"


@dataclass(frozen=True, slots=True)
class Look:
    """A source under the answers given so far. `asked`: every question that has come up, in its order.

    `mapping` holds what is chosen for columns and tables, `choices` the answers to the other questions. `remembered`:
    whether answers of an earlier import were used.
    """

    proposal: Proposal
    mapping: Mapping
    choices: Dict[str, str]
    preview: Preview
    asked: tuple[Question, ...] = ()
    remembered: bool = False

    @property
    def source(self) -> Source:
        """What was read."""
        return self.proposal.source

    def in_use(self, table: TableProposal) -> bool:
        """Whether a table is read."""
        rule = self.mapping.tables.get(table.fingerprint)
        return rule.use if rule is not None else table.use

    def table_of(self, key: str) -> TableProposal | None:
        """The table a question about a column belongs to."""
        fingerprint = key.split(":")[1] if key.startswith(_COLUMN) else ""
        return next((table for table in self.proposal.tables if table.fingerprint == fingerprint), None)

    def answer_of(self, question: Question) -> str | None:
        """The answer given to a question."""
        table = self.table_of(question.key)
        if table is None:
            return self.choices.get(question.key)
        column = next((each for each in table.columns if _column_key(table, each) == question.key), None)
        return _chosen_role(self, table, column) if column is not None else None

    def questions(self) -> tuple[Question, ...]:
        """What is to be answered, or was answered and still matters: for showing in their order, without the letters' question."""
        open_keys = {question.key for question in self.preview.questions}
        taken = self.preview.mapping.answers

        def matters(question: Question) -> bool:
            if question.key in open_keys:
                return True
            if (table := self.table_of(question.key)) is not None:
                return self.in_use(table)
            return question.key in self.choices and (question.key in taken or not question.remember)

        return tuple(question for question in self.asked if question.key != ENCODING and matters(question))

    def why_nothing(self) -> tuple[str, int] | None:
        """Why most of what was left out is not read, and how many there are; None when nothing was left out."""
        most = max(self.preview.left_out, key=lambda left: left.count, default=None)
        return (most.reason, most.count) if most is not None else None

    def unanswered(self) -> tuple[Question, ...]:
        """Questions without an answer, the letters' question too; an answer just given counts before the next look."""
        return tuple(
            question for question in self.preview.questions
            if self.answer_of(question) is None or (question.key == ENCODING and self.choices.get(ENCODING) != self.source.encoding)
        )  # fmt: skip


def first_look(
    source: Source, knowledge: Knowledge, case: Case, remembered: Iterable[Mapping] = (), choices: Dict[str, str] | None = None
) -> Look:  # fmt: skip
    """Proposes how a source is read. Raises InputProblem `importers.no_table`."""
    proposal = propose(source, knowledge, case, remembered)
    used = bool(proposal.mapping.answers) or any(column.sure == "remembered" for table in proposal.tables for column in table.columns)
    look = Look(proposal, proposal.mapping, choices or {}, apply_mapping(proposal, proposal.mapping, choices), (), used)
    return _with_asked(look, (*proposal.questions, *look.preview.questions))


def look_again(look: Look, mapping: Mapping, choices: Dict[str, str]) -> Look:
    """The same source under other answers."""
    preview = apply_mapping(look.proposal, mapping, choices)
    return _with_asked(replace(look, mapping=mapping, choices=choices, preview=preview), preview.questions)


def for_case(look: Look, case: Case) -> Look:
    """The same source and answers for a Case that has changed meanwhile."""
    proposal = replace(look.proposal, case=case)
    return look_again(replace(look, proposal=proposal), look.mapping, look.choices)


def _with_asked(look: Look, questions: Iterable[Question]) -> Look:
    known = {question.key: question for question in look.asked}
    for question in questions:
        known[question.key] = question  # at its old place, with the counts of now
    return replace(look, asked=tuple(known.values()))


def answered(look: Look, question: Question, value: str) -> tuple[Mapping, Dict[str, str]]:
    """Mapping and choices with one more answer, for `look_again`."""
    table = look.table_of(question.key)
    if table is None:
        return look.mapping, {**look.choices, question.key: value}
    return look.mapping.with_column(table.fingerprint, question.key.split(":", 2)[2], rule_of(value)), look.choices


# --- columns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column, or several that are read alike (months across). `value`: the role chosen or certain, None while it is asked about.

    `sure`: 確か, 選んだもの, 前回と同じ or 要確認; `why`: the reason in words.
    """

    table: TableProposal
    columns: tuple[Column, ...]
    heading: str
    samples: str
    value: str | None
    options: tuple[Option, ...]
    sure: str
    why: str

    @property
    def is_read(self) -> bool:
        """Whether figures or names are taken from it."""
        return self.value != "ignore"


def _column_key(table: TableProposal, column: Column) -> str:
    return f"{_COLUMN}{table.fingerprint}:{column.key}"


def _chosen_role(look: Look, table: TableProposal, column: Column) -> str | None:
    """The role as an option's value; None while a column waits for confirmation."""
    rule = look.mapping.tables.get(table.fingerprint)
    own = rule.columns.get(column.key) if rule is not None else None
    if own is None:
        return None if column.sure == "confirm" else column.role
    values = {option.value for option in column_question(table, column).options}
    full = f"{own.role}:{own.energy}" if own.energy else own.role
    return full if full in values else own.role


def column_lines(look: Look, table: TableProposal) -> tuple[ColumnLine, ...]:
    """The columns of a table with what they are taken for; times or sites across that are read alike stand in one line."""
    groups: dict[object, list[Column]] = {}
    for column in table.columns:
        across = column.when is not None or bool(column.site)
        value = _chosen_role(look, table, column)
        key = (value, column.energies, column.sure, column.why, column.money, column.unit, column.when is None) if across else column.index
        groups.setdefault(key, []).append(column)
    return tuple(_line(look, table, tuple(group)) for group in groups.values())


def _line(look: Look, table: TableProposal, columns: tuple[Column, ...]) -> ColumnLine:
    first, last = columns[0], columns[-1]
    heading = first.heading or message("import_words.lettered", letters=column_letters(first.index))
    if len(columns) > 1:
        heading = message("import_words.run", first=heading, last=last.heading, count=len(columns))
    value = _chosen_role(look, table, first)
    options = column_question(table, first).options
    if value is not None and all(option.value != value for option in options):
        options = (Option(value, message(f"importers_role.{value.split(':')[0]}")), *options)
    rule = look.mapping.tables.get(table.fingerprint)
    own = rule.columns.get(first.key) if rule is not None else None
    told = own is not None and (first.sure == "confirm" or own.role != first.role)
    sure = "asked" if value is None else "told" if told else "remembered" if first.sure == "remembered" else "sure"
    why = message("importers_why.told") if told else message(first.why)
    return ColumnLine(
        table, columns, heading, "、".join(first.samples[:3]), value, options, message(f"import_words.{sure}"), why,
    )  # fmt: skip


def with_role(look: Look, line: ColumnLine, value: str) -> Mapping:
    """The mapping with another role for all columns of a line."""
    mapping = look.mapping
    for column in line.columns:
        mapping = mapping.with_column(line.table.fingerprint, column.key, rule_of(value))
    return mapping


def sample_rows(look: Look, table: TableProposal, most: int = 4) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and the first rows of a table as they stand in the file."""
    sheet = look.source.sheets[table.sheet]
    rows = range(table.region.first, min(table.region.last, table.region.first + most))
    headings = tuple(column.heading or column_letters(column.index) for column in table.columns)
    return headings, [tuple(sheet.text(row, column.index) for column in table.columns) for row in rows]


# --- before it enters the case ------------------------------------------------------------------------------------------


def agreed(preview: Preview, refused: Iterable[int]) -> Preview:
    """The preview without the figures of places the user does not want added."""
    out = set(refused)
    if not out:
        return preview
    moved: dict[int, int] = {}
    records: list[ProposedRecord] = []
    for number, record in enumerate(preview.records):
        if record.place not in out:
            moved[number] = len(records)
            records.append(record)
    conflicts = tuple(replace(each, proposed=moved[each.proposed]) for each in preview.conflicts if each.proposed in moved)
    return replace(preview, records=tuple(records), conflicts=conflicts)


def entering(preview: Preview, decisions: Dict[Cell, Decision]) -> tuple[ProposedRecord, ...]:
    """The figures that enter: without those for which the case's own figure is kept."""
    kept = {conflict.proposed for conflict in preview.conflicts if decisions.get(conflict.cell) == "keep"}
    return tuple(record for number, record in enumerate(preview.records) if number not in kept) if kept else tuple(preview.records)


def years_of(records: Iterable[ProposedRecord]) -> tuple[int, ...]:
    """Fiscal years of the figures, the one with most figures first."""
    counts = Counter(record.fiscal_year for record in records)
    return tuple(sorted(counts, key=lambda year: (-counts[year], year)))
