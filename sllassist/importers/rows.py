"""Which rows of a table's body hold figures: totals, comparisons, repeated headings and notes are told apart.

Blank cells of merged keys are filled. Not for: the figures (`sllassist.importers.tableread`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sllassist.importers.asking import Asker, Option, Question
from sllassist.importers.columns import TIME_ROLES, Column
from sllassist.importers.grid import Grid, sort_of
from sllassist.importers.proposal import TableProposal
from sllassist.importers.source import Cell, text_of
from sllassist.importers.words import Words, fold
from sllassist.messages import text as message

_ROW_SKIPS = ("ratio", "previous", "plan", "emissions", "heat", "price", "intensity", "sold", "water", "demand", "weather", "certificate")
_NAME_SKIPS = ("ratio", "previous")
"""Reasons that hold for a row's site or time too; a site's name may hold other words of the list."""


@dataclass(slots=True)
class Body:
    """The rows that may hold figures. `skipped`: row → reason (message key); `keys`: column index → cells of `rows`."""

    rows: list[int]
    skipped: dict[int, str] = field(default_factory=dict)
    keys: dict[int, list[Cell]] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)


def find_body(grid: Grid, table: TableProposal, columns: Sequence[Column], asker: Asker) -> Body:
    """The rows of a table that are read, and its key columns with merged cells filled."""
    region, sheet = table.region, grid.sheet
    skipped: dict[int, str] = {}
    totals: list[int] = []
    for column in columns:
        if column.is_figure:
            continue
        cells = sheet.columns[column.index][region.first : region.last]
        marked = _marked(cells, column, grid.words)
        if marked:
            for row, cell in enumerate(cells, region.first):
                if isinstance(cell, str) and (reason := marked.get(cell)):
                    skipped.setdefault(row, reason)
                    if reason == "importers_skip.total":
                        totals.append(row)
    _headings_again(grid, table, columns, skipped)
    if skipped:
        rows = [row for row in range(region.first, region.last) if row not in skipped]
    else:
        rows = list(range(region.first, region.last))
    body = Body(rows, skipped, totals=sorted(set(totals)))
    for column in columns:
        if column.role not in ("quantity", "cost", "ignore"):
            body.keys[column.index] = _key_cells(grid, table, column, columns, body, asker)
    return body


def _marked(cells: Sequence[Cell], column: Column, words: Words) -> dict[str, str]:
    """Texts of a column that mark their row as no figure of its own."""
    found: dict[str, str] = {}
    for text in set(cells):
        if not isinstance(text, str) or not text or not (head := words.read(text)).known or (head.when is not None):
            continue
        exact = fold(text) in words.vocabulary.totals or head.main in words.vocabulary.totals
        if column.role in ("energy", "site", *TIME_ROLES) or (column.role == "year"):
            if head.total:
                found[text] = "importers_skip.total"
            elif head.skip in (_ROW_SKIPS if column.role == "energy" else _NAME_SKIPS):
                found[text] = f"importers_skip.{head.skip}"
        elif exact:
            found[text] = "importers_skip.total"
    return found


def _headings_again(grid: Grid, table: TableProposal, columns: Sequence[Column], skipped: dict[int, str]) -> None:
    """Headings repeated further down, as printed pages have them."""
    headings = {column.index: fold(column.heading.split(" / ")[-1]) for column in columns if column.heading}
    figures = [column for column in columns if column.is_figure and column.index in headings]
    for column in figures[:2]:
        wanted = headings[column.index]
        cells = grid.sheet.columns[column.index][table.region.first : table.region.last]
        again = {cell for cell in set(cells) if isinstance(cell, str) and cell and not cell[0].isdigit() and fold(cell) == wanted}
        for row, cell in enumerate(cells, table.region.first) if again else ():
            if cell in again:
                skipped.setdefault(row, "importers_left.heading_again")


def _key_cells(grid: Grid, table: TableProposal, column: Column, columns: Sequence[Column], body: Body, asker: Asker) -> list[Cell]:
    """Cells of a key column in the rows that are read, merged ones filled, other blanks filled when the user says so."""
    source = grid.sheet.columns[column.index]
    region = table.region
    if len(body.rows) == region.last - region.first:
        cells = list(source[region.first : region.last])
    else:
        cells = [source[row] for row in body.rows]
    if "" not in cells and not any(isinstance(cell, str) and not cell.strip() for cell in cells[:200]):
        return cells
    if column.role not in ("site", "energy", "year", *TIME_ROLES, "supplier", "menu", "account"):
        return cells
    blanks: list[int] = []
    for place, row in enumerate(body.rows):
        if isinstance(cells[place], str) and sort_of(cells[place]) == "blank":
            merge = grid.merge(row, column.index)
            if merge is not None and merge[0] < row and merge[0] >= region.first:
                cells[place] = source[merge[0]]
            else:
                blanks.append(place)
    if not blanks or column.role in TIME_ROLES:
        return cells
    return _filled_down(grid, table, column, columns, body, cells, blanks, asker)


def _filled_down(
    grid: Grid, table: TableProposal, column: Column, columns: Sequence[Column], body: Body, cells: list[Cell], blanks: list[int], asker: Asker
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
        if isinstance(cell, str) and sort_of(cell) == "blank":
            cells[place] = carried
        else:
            carried = cell
    return cells
