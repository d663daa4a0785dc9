"""Which rows of a table's body hold figures: totals, comparisons, repeated headings and notes are told apart.

Blank cells of merged keys are filled. Not for: the figures (`sllassist.importers.tableread`).
"""

import re
from collections.abc import Iterable, Sequence, Set
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field

from sllassist.importers.asking import Asker, Option, Question
from sllassist.importers.columns import TIME_ROLES, Column
from sllassist.importers.grid import Grid, is_blank
from sllassist.importers.proposal import TableProposal
from sllassist.importers.source import Cell, text_of
from sllassist.importers.words import Words, fold
from sllassist.messages import text as message

_JUST_TIMES = re.compile(r"[\d/.:年月日 \n-]*")
_SHORT = 8
"""Letters below which a cell may be nothing but blanks and a dash."""
_ROW_SKIPS = (
    "ratio",
    "previous",
    "plan",
    "emissions",
    "heat",
    "price",
    "intensity",
    "water",
    "demand",
    "weather",
    "certificate",
)
_NAME_SKIPS = ("ratio", "previous")
"""Reasons that hold for a row's site or time too; a site's name may hold other words of the list."""


@dataclass(slots=True)
class Body:
    """The rows that may hold figures. `skipped`: row → reason (message key); `keys`: column index → cells of `rows`."""

    rows: Sequence[int]
    skipped: dict[int, str] = field(default_factory=dict)
    keys: dict[int, Sequence[Cell]] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)


def find_body(
    grid: Grid,
    table: TableProposal,
    columns: Sequence[Column],
    unreadable: Dict[int, Set[str]],
    asker: Asker,
    end: int | None = None,
) -> Body:
    """The rows of a table that are read, and its key columns with merged cells filled.

    `unreadable`: by column of figures the texts in it that are none. `end`: the row from which another table stands.
    """
    region, sheet = table.region, grid.sheet
    skipped: dict[int, str] = {}
    totals: list[int] = []
    for column in columns:
        if column.is_figure:
            marked = _headings_again(column, unreadable.get(column.index, frozenset()))
        else:
            marked = _marked(grid.texts(column.index, region.first, region.last), column, grid.words)
        cells = sheet.columns[column.index][region.first : region.last] if marked else ()
        for row, cell in enumerate(cells, region.first):
            if isinstance(cell, str) and (reason := marked.get(cell)):
                skipped.setdefault(row, reason)
                if reason == "importers_skip.total":
                    totals.append(row)
    if end is not None:
        skipped.update(dict.fromkeys(range(end, region.last), "importers_left.other_table"))
    every = range(region.first, region.last)
    rows: Sequence[int] = [row for row in every if row not in skipped] if skipped else every
    body = Body(rows, skipped, totals=sorted(set(totals)))
    for column in columns:
        if column.role not in ("quantity", "cost", "ignore"):
            body.keys[column.index] = _key_cells(grid, table, column, columns, body, asker)
    return body


def _headings_again(column: Column, texts: Set[str]) -> dict[str, str]:
    """Headings repeated further down, as printed pages have them."""
    wanted = fold(column.heading.split(" / ")[-1])
    return {text: "importers_left.heading_again" for text in texts if wanted and fold(text) == wanted}


def _marked(texts: Iterable[str], column: Column, words: Words) -> dict[str, str]:
    """Texts of a column that mark their row as no figure of its own."""
    found: dict[str, str] = {}
    if column.role in TIME_ROLES and _JUST_TIMES.fullmatch("\n".join(texts)):
        return found
    telling = column.role in ("energy", "site", "year", *TIME_ROLES)
    for text in filter(None, texts):
        if not telling and not words.vocabulary.total_inside.search(fold(text)):
            continue
        head = words.read(text)
        if not head.known or head.when is not None:
            continue
        exact = fold(text) in words.vocabulary.totals or head.main in words.vocabulary.totals
        if telling:
            if head.total:
                found[text] = "importers_skip.total"
            elif head.skip in (_ROW_SKIPS if column.role == "energy" else _NAME_SKIPS):
                found[text] = f"importers_skip.{head.skip}"
        elif exact:
            found[text] = "importers_skip.total"
    return found


def _key_cells(
    grid: Grid, table: TableProposal, column: Column, columns: Sequence[Column], body: Body, asker: Asker
) -> Sequence[Cell]:
    """Cells of a key column in the rows that are read, merged ones filled, other blanks filled when the user says so."""
    source = grid.sheet.columns[column.index]
    region = table.region
    whole = len(body.rows) == region.last - region.first
    plain = source[region.first : region.last] if whole else [source[row] for row in body.rows]
    if column.role == "unit" or not _has_blank(grid.texts(column.index, region.first, region.last)):
        return plain
    cells = list(plain)
    blanks: list[int] = []
    for place, row in enumerate(body.rows):
        if is_blank(cells[place]):
            merge = grid.merge(row, column.index)
            if merge is not None and merge[0] < row and merge[0] >= region.first:
                cells[place] = source[merge[0]]
            else:
                blanks.append(place)
    if not blanks or column.role in TIME_ROLES:
        return cells
    return _filled_down(grid, table, column, columns, body, cells, blanks, asker)


def _has_blank(texts: Set[str]) -> bool:
    """Whether one of the texts is nothing but blanks and a dash."""
    if min(map(len, texts), default=_SHORT) >= _SHORT and not any(map(str.isspace, texts)):
        return False
    return any(is_blank(text) for text in texts if len(text) < _SHORT or text.isspace())


def _filled_down(
    grid: Grid,
    table: TableProposal,
    column: Column,
    columns: Sequence[Column],
    body: Body,
    cells: list[Cell],
    blanks: list[int],
    asker: Asker,
) -> list[Cell]:
    figures = [each.index for each in columns if each.role == "quantity"]
    waiting = [place for place in blanks if any(grid.sort(body.rows[place], index) == "figure" for index in figures)]
    above = next((place for place in range(len(cells)) if place not in blanks[:1] and cells[place] != ""), None)
    if not waiting or above is None or above > waiting[0]:
        return cells
    key = f"fill:{table.key}:{column.key}"
    options = (Option("yes", message("importers_option.fill_yes")), Option("no", message("importers_option.fill_no")))
    sample = text_of(cells[above])
    question = Question(
        key, message("importers_question.fill", heading=column.heading or sample, table=table.name, sample=sample), options, "yes",
        count=len(waiting),
    )  # fmt: skip
    if asker.ask(question) == "no":
        return cells
    carried: Cell = ""
    for place, cell in enumerate(cells):
        if is_blank(cell):
            cells[place] = carried
        else:
            carried = cell
    return cells
