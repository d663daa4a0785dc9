"""Proposes how a source is to be read: its tables and what each column is. Nothing is decided that is not certain.

Not for: reading the figures (`sllassist.importers.apply`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from sllassist.case.model import Case
from sllassist.case.problems import InputProblem
from sllassist.importers.asking import Option, Question
from sllassist.importers.bulk import many_objects
from sllassist.importers.columns import ASKED_SKIPS, Column, headings_of, layout_of, propose_columns
from sllassist.importers.context import read_context
from sllassist.importers.grid import Grid
from sllassist.importers.mapping import ColumnRule, Mapping, TableRule, fingerprint_of
from sllassist.importers.proposal import Proposal, TableProposal, column_question, ruled
from sllassist.importers.source import Sheet, Source
from sllassist.importers.tables import Region, find_tables
from sllassist.importers.textfile import NAMES
from sllassist.importers.words import Words, fold
from sllassist.knowledge import Knowledge
from sllassist.messages import text as message

_MAY_BE_QUANTITY = ("importers_why.unknown_figures", *ASKED_SKIPS)


@lru_cache(maxsize=2)
def words_for(knowledge: Knowledge) -> Words:
    """The vocabulary with the catalogue's names of energies; a name that several share leaves open which is meant."""
    names: dict[str, dict[str, None]] = {}
    for energy in knowledge.energies.values():
        for name in (energy.name, energy.form_name):
            inner = "" if "除く" in name else re.sub(r"[（）()]", "", name)
            for word in {name.split("（")[0], inner}:
                if len(word) > 1:
                    names.setdefault(word, {})[energy.id] = None
    return Words((word, tuple(energies)) for word, energies in names.items())


@many_objects()
def propose(source: Source, knowledge: Knowledge, case: Case, remembered: Iterable[Mapping] = ()) -> Proposal:
    """Finds the tables of a source and proposes what their columns are.

    `remembered`: mappings the user confirmed before, newest last; one is used where a table has the same headings.
    Raises InputProblem `importers.no_table` when there is no figure in the whole source.
    """
    words = words_for(knowledge)
    sites = {fold(site.name): site.name for site in case.sites if site.name}
    known = list(remembered)
    tables: list[TableProposal] = []
    answers: dict[str, str] = {}
    for number, sheet in enumerate(source.sheets):
        grid = Grid(sheet, words)
        for region in find_tables(grid):
            table = _table(len(tables), number, sheet, grid, region, source, sites)
            tables.append(table)
    if not tables:
        raise InputProblem("importers.no_table", name=source.name)
    tables = _told_apart(tables)
    for place, table in enumerate(tables):
        for mapping in known:
            if (rule := mapping.rule_for(table.key, table.fingerprint)) is not None:
                tables[place] = _remembered(table, rule)
                answers.update(mapping.answers)
    rules = {table.key: TableRule(_rules(table.columns), table.use) for table in tables}
    questions = [
        column_question(table, column)
        for table in tables
        if table.use
        for column in table.columns
        if column.sure == "confirm"
    ]
    questions += [question for question in source_questions(source) if question.key not in answers]
    unique = {question.key: question for question in questions}
    return Proposal(source, tuple(tables), Mapping(rules, answers), tuple(unique.values()), knowledge, case, words)


def source_questions(source: Source) -> list[Question]:
    """Questions about the file as a whole: its letters, and values that come from other files."""
    found: list[Question] = []
    if source.other_encodings and source.encoding:
        sample = next((text for row in source.sheets[0].rows(0, 20) for text in row if not text.isascii()), "")
        options = tuple(Option(each, NAMES[each]) for each in (source.encoding, *source.other_encodings))
        found.append(
            Question("encoding", message("importers_question.encoding", sample=sample[:40]), options, source.encoding)
        )
    if any(remark.key == "importers_remark.external" for remark in source.remarks):
        options = (Option("yes", message("importers_option.external_yes")),)
        found.append(Question("external", message("importers_question.external"), options, "yes", remember=False))
    return found


def _table(
    number: int, place: int, sheet: Sheet, grid: Grid, region: Region, source: Source, sites: dict[str, str]
) -> TableProposal:
    columns = propose_columns(grid, region, frozenset(sites))
    context = read_context(grid.words, region.titles, region.sheet_titles, sheet.name, source.name, sites)
    named = [text for text in region.titles if "単位" not in text and not any(mark in text for mark in ":：")]
    name = named[-1] if named else sheet.name or source.name
    why_not = ""
    if sheet.hidden:
        why_not = "importers_left.hidden"
    elif context.skip:
        why_not = f"importers_skip.{context.skip}"
    elif not any(
        column.role == "quantity" or (column.sure == "confirm" and column.why in _MAY_BE_QUANTITY) for column in columns
    ):
        why_not = "importers_left.no_quantity"
    fingerprint = fingerprint_of(headings_of(columns))
    return TableProposal(
        number, place, name[:60], region, columns, layout_of(columns), fingerprint, context, not why_not, why_not
    )


def _remembered(table: TableProposal, rule: TableRule) -> TableProposal:
    columns = tuple(ruled(column, rule.columns.get(column.key), "remembered") for column in table.columns)
    return replace(
        table,
        columns=columns,
        layout=layout_of(columns),
        use=rule.use,
        why_not="" if rule.use else table.why_not or "importers_left.told",
    )


def _rules(columns: tuple[Column, ...]) -> dict[str, ColumnRule]:
    """Rules for the columns that need no confirmation."""
    found: dict[str, ColumnRule] = {}
    for column in columns:
        if column.sure != "confirm":
            told = column.sure in ("remembered", "told")
            energy = column.energies[0] if told and len(column.energies) == 1 else None
            found[column.key] = ColumnRule(column.role, energy, column.unit if told else None)
    return found


def _told_apart(tables: list[TableProposal]) -> list[TableProposal]:
    """Tables of the same name get a number, so that sentences can tell them apart; those with the same headings a count."""
    names = [table.name for table in tables]
    seen: Counter[str] = Counter()
    twins: Counter[str] = Counter()
    found: list[TableProposal] = []
    for table in tables:
        seen[table.name] += 1
        name = table.name
        if names.count(name) > 1:
            name = message("importers_word.numbered", name=name, number=seen[name])
        found.append(replace(table, name=name, twin=twins[table.fingerprint]))
        twins[table.fingerprint] += 1
    return found
