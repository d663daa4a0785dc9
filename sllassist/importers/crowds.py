"""Columns with more unknown names than anyone would answer questions about: one question takes the place of them all.

Not for: what a name means (`sllassist.importers.senses`, `sllassist.importers.places`).
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice

from sllassist.importers import limits
from sllassist.importers.asking import Asker, Option, Question
from sllassist.importers.columns import Column
from sllassist.importers.grid import Grid
from sllassist.importers.proposal import TableProposal
from sllassist.importers.senses import label
from sllassist.importers.words import fold
from sllassist.messages import text as message

_ROLES = ("site", "energy", "supplier", "menu", "unit")
"""Roles whose names are asked about one by one."""


def without_crowds(
    table: TableProposal, columns: Sequence[Column], grid: Grid, sites: Set[str], asker: Asker
) -> tuple[Column, ...] | None:
    """The columns, those with too many unknown names left out where the user says so; None while that is open.

    `sites`: folded names of the case's sites.
    """
    found: list[Column] = []
    waits = False
    for column in columns:
        if column.role not in _ROLES or not _is_crowded(column, table, grid, sites):
            found.append(column)
            continue
        text = message("importers_question.crowd", table=table.name, heading=column.heading, limit=limits.LABELS)
        option = Option("ignore", message("importers_option.crowd_ignore"))
        waits |= asker.ask(Question(f"crowd:{table.key}:{column.key}", text, (option,))) is None
        found.append(replace(column, role="ignore", sure="told", why="importers_why.told"))
    return None if waits else tuple(found)


def _is_crowded(column: Column, table: TableProposal, grid: Grid, sites: Set[str]) -> bool:
    texts = grid.texts(column.index, table.region.first, table.region.last)
    if len(texts) <= limits.LABELS:
        return False
    unknown = islice(_unknown(column, texts, grid, sites), limits.LABELS + 1)
    return sum(1 for _ in unknown) > limits.LABELS


def _unknown(column: Column, texts: Set[str], grid: Grid, sites: Set[str]) -> Iterator[str]:
    """The different names in a column about which something would be asked."""
    seen: set[str] = set()
    for text in filter(str.strip, texts):
        head = label(grid.words, [text.strip()]) if column.role == "energy" else grid.words.read(text)
        name = fold(head.text if column.role == "energy" else text)
        if name in seen or head.total:
            continue
        seen.add(name)
        if column.role == "site" and name in sites:
            continue
        if column.role == "unit" and (head.unit or head.money):
            continue
        if column.role == "energy" and (head.skip or (len(head.energies) == 1 and not head.rest)):
            continue
        yield name
