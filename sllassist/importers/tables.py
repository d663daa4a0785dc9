"""Finds the tables on a sheet: heading rows, body, columns, the lines above that title them, the notes below.

Not for: what the columns mean (`sllassist.importers.columns`).
"""

from dataclasses import dataclass, replace
from typing import Any

from sllassist.importers.grid import Grid, may_follow, times_across, whole_number
from sllassist.importers.source import NUMBERS, Cell
from sllassist.importers.words import Heading

_LOOK = 3_000
"""Rows of a sheet that are searched for headings; of longer sheets only the first `_LOOK_LONG`."""
_LOOK_LONG = 120
_RUN_BELOW = 6
"""Numbers that must follow one another to be taken for months in a row below other headings."""
_MOST_LEVELS = 4
_MOST_TITLES = 6
_TOO_FAR = 101
"""Numbers so far apart are no neighbours in a row of times, whichever they are."""
_HEADINGS_COMPARED = 2
"""Columns by whose headings further tables of a long sheet are found."""
_BODY_BEGINS = 15
"""Rows below headings within which a figure must come: a year of blank months may stand before it."""


@dataclass(frozen=True, slots=True)
class Region:
    """One table. Rows and columns count from 0; `first` to `last` (exclusive) is the body; `titles` stand above it.

    `sheet_titles`: the lines at the top of the sheet, without the last, which belongs to the first table.

    `headings`: per column the texts of the heading rows, from top to bottom, merged ones filled in.
    """

    headers: tuple[int, ...]
    first: int
    last: int
    columns: tuple[int, ...]
    titles: tuple[str, ...]
    headings: tuple[tuple[Cell, ...], ...]
    title_rows: tuple[int, ...] = ()
    sheet_titles: tuple[str, ...] = ()


def looks_like_headings(grid: Grid, row: int, known_width: int) -> bool:
    """Whether a row holds headings. `known_width`: filled cells of the headings found above it, 0 for none."""
    filled = grid.filled(row)
    if len(filled) < 2:
        return False
    narrow = bool(known_width) and len(filled) * 2 < known_width
    sorts = [grid.sort(row, column) for column in filled]
    running = times_across([grid.value(row, column) for column in filled]) if sorts[0] != "time" else {}
    if known_width and len(running) < _RUN_BELOW and not all(when.year for when in running.values()):
        running = {}  # three small figures of a body may follow one another by chance
    if sorts.count("figure") > len(running):
        return False
    heads = [
        grid.words.read(grid.text(row, column)) for column, sort in zip(filled, sorts, strict=True) if sort == "word"
    ]
    named = sum(bool(head.role or head.figure or head.total or head.skip) for head in heads)
    energies = {head.energies for head in heads if head.energies and not head.role}
    units = sum(bool(head.unit or head.money) for head in heads)
    if running and any(head.energies or head.unit or head.figure for head in heads):
        return False  # a labelled row whose figures happen to follow one another
    times = sorts.count("time") + len(running)
    if narrow and not any(head.role and not head.figure for head in heads):
        return False  # the labels of a body row without figures
    if known_width and times == 1 and not named:
        return False
    if times >= 2 and not heads and filled[0] > 0:
        return True
    return (
        named >= 2 or (named == 1 and (bool(energies) or units > 0 or times >= 2)) or times >= 3 or len(energies) >= 2
    )


def _only_units(grid: Grid, row: int) -> bool:
    heads = [grid.heading(row, column) for column in grid.filled(row)]
    return len(heads) >= 1 and all((head.unit or head.money) and not head.main for head in heads)


def _has_figures(grid: Grid, row: int) -> bool:
    filled = grid.filled(row)
    figures = sum(grid.sort(row, column) == "figure" for column in filled)
    return figures > len(times_across([grid.value(row, column) for column in filled]))


def _is_level(grid: Grid, row: int, below: list[int]) -> bool:
    """Whether a row above headings groups them (電気 over 使用量 and 金額) rather than titles the table."""
    filled = grid.filled(row)
    if not filled or _has_figures(grid, row):
        return False
    if len(filled) == 1:
        merge = grid.merge(row, filled[0])
        wide = merge is not None and merge[3] - merge[1] + 1 >= max(2, len(below) - 1)
        if filled[0] <= below[0] or wide:
            return False
    heads: list[Heading] = [grid.heading(row, column) for column in filled]
    if any("単位" in head.text for head in heads):
        return False
    if any(":" in head.text or "：" in head.text for head in heads) and not any(head.unit for head in heads):
        return False
    if any(head.role or head.energies or head.figure or head.unit or head.when for head in heads):
        return True
    return any((merge := grid.merge(row, column)) is not None and merge[3] > merge[1] for column in filled)


def _blocks(grid: Grid) -> list[tuple[int, int]]:
    """First and last heading row of every table, from top to bottom."""
    look = grid.height if grid.height <= _LOOK else _LOOK_LONG
    blocks: list[tuple[int, int]] = []
    row, known_width, floor = 0, 0, 0
    further: list[int] | None = None
    sample: list[int] = []
    while row < grid.height:
        if row >= look:  # a long sheet: further down only rows that bear one of the headings already found
            further = _same_words(grid, blocks) if further is None else further
            row = next((each for each in further if each >= row), grid.height)
            if row >= grid.height:
                break
        if sample and (end := _body_end(grid, row, sample, look if row < look else row + 1)) > row:
            row = end
            continue
        if not looks_like_headings(grid, row, known_width):
            row += 1
            continue
        top, bottom = row, row
        below = grid.filled(row)
        while top > floor and row - top < _MOST_LEVELS and _is_level(grid, top - 1, below):
            top -= 1
        while bottom + 1 < grid.height and bottom - top < _MOST_LEVELS:
            follows = looks_like_headings(grid, bottom + 1, 1) and _continues(grid, bottom + 1, below[0])
            if not follows and not _only_units(grid, bottom + 1):
                break
            bottom += 1
        if (
            blocks
            and bottom + 1 < grid.height
            and not any(_has_figures(grid, r) for r in range(bottom + 1, min(bottom + _BODY_BEGINS, grid.height)))
        ):
            row = bottom + 1
            continue
        blocks.append((top, bottom))
        known_width = max(len(grid.filled(r)) for r in range(top, bottom + 1))
        row = floor = bottom + 1
        sample = _figure_columns(grid, row)
    return blocks


def _figure_columns(grid: Grid, row: int) -> list[int]:
    """Two columns of numbers in the first row of a body, by which the rows that follow are quickly told."""
    if row >= grid.height:
        return []
    found = [column for column in grid.filled(row) if type(grid.value(row, column)) in NUMBERS]
    return found[:2] if len(found) > 1 else []


def _body_end(grid: Grid, row: int, sample: list[int], last: int) -> int:
    """The first row from `row` on, before `last`, without numbers in both columns that cannot be neighbours in a row of times."""
    one: Any
    other: Any
    firsts, seconds = (grid.sheet.columns[column] for column in sample)
    for place in range(row, last):
        one, other = firsts[place], seconds[place]
        if type(one) not in NUMBERS or type(other) not in NUMBERS:
            return place
        if other - one > _TOO_FAR or (one > _TOO_FAR and one - other > 1):
            continue
        first, second = whole_number(one), whole_number(other)
        if first is not None and second is not None and may_follow(first, second):
            return place
    return max(row, last)


def _same_words(grid: Grid, blocks: list[tuple[int, int]]) -> list[int]:
    """Rows in which one of the headings found so far stands again in its column."""
    found: set[int] = set()
    for _, bottom in blocks:
        for column in grid.filled(bottom)[:_HEADINGS_COMPARED]:
            heading, cells = grid.value(bottom, column), grid.sheet.columns[column]
            if isinstance(heading, str) and cells.count(heading) > 1:
                found.update(row for row, cell in enumerate(cells) if cell == heading)
    return sorted(found)


def _continues(grid: Grid, row: int, first: int) -> bool:
    """Whether a row that looks like headings is the second level of those above, not a body row that begins with a month."""
    filled = grid.filled(row)
    when = grid.heading(row, filled[0]).when
    return filled[0] > first or when is None or when.month is None


def _titles(grid: Grid, top: int, floor: int) -> tuple[int, ...]:
    """Rows right above the headings that title the table: text only, no blank row between them but one."""
    rows: list[int] = []
    row, blank = top - 1, 0
    while row >= floor and len(rows) < _MOST_TITLES:
        filled = grid.filled(row)
        if not filled:
            blank += 1
            if blank > 1 and floor > 0:
                break
        elif _has_figures(grid, row) or any(
            grid.text(row, column).startswith(("※", "注", "*", "＊")) for column in filled[:1]
        ):
            break
        else:
            if blank and floor > 0 and rows:
                break
            rows.append(row)
        row -= 1
    return tuple(reversed(rows))


def _filled_level(grid: Grid, row: int, columns: list[int], last: bool) -> dict[int, Cell]:
    """Heading cells of a row with merged ones spread over their columns."""
    found: dict[int, Cell] = {}
    has_merges = any(grid.merge(row, column) for column in columns)
    carried: Cell = ""
    for column in columns:
        value = grid.value(row, column)
        merge = grid.merge(row, column)
        blank = value == "" or grid.sort(row, column) == "blank"
        if merge is not None:
            value = grid.value(merge[0], merge[1]) if merge[2] == merge[0] or merge[0] == row else ""
            found[column] = "" if merge[0] < row else value
            carried = ""
        elif not blank:
            found[column] = carried = value
        else:
            found[column] = carried if not last and not has_merges else ""
    return found


def _split(
    grid: Grid, columns: list[int], headers: range, heads: dict[int, list[Heading]], used: set[int]
) -> list[list[int]]:
    """Tables that stand side by side: apart by an empty column, or the first heading comes again."""
    groups: list[list[int]] = [[]]
    firsts: set[str] = set()
    for column in columns:
        if column not in used:
            if groups[-1]:
                groups.append([])
            continue
        names = [
            head.main or head.text
            for head in heads[column]
            if head.role in ("period", "period_read", "period_bill", "year")
        ]
        if names and groups[-1] and names[-1] in firsts:
            groups.append([])
        firsts.update(names)
        groups[-1].append(column)
    groups = [group for group in groups if group]
    merged: list[list[int]] = []
    for group in groups:
        has_key = any(head.role and not head.figure for column in group for head in heads[column])
        if merged and not has_key:
            merged[-1] += group
        else:
            merged.append(group)
    return merged


def find_tables(grid: Grid) -> list[Region]:
    """The tables of a sheet, from top to bottom and left to right; one without headings when there are only figures."""
    blocks = _blocks(grid)
    if not blocks:
        return _without_headings(grid)
    found: list[Region] = []
    blocks = _without_repeats(grid, blocks)
    tops = [
        (top, _titles(grid, top, blocks[number - 1][1] + 1 if number else 0)) for number, (top, _) in enumerate(blocks)
    ]
    for number, (top, bottom) in enumerate(blocks):
        following = tops[number + 1] if number + 1 < len(blocks) else None
        last = (following[1][0] if following[1] else following[0]) if following else grid.height
        found += _regions(grid, range(top, bottom + 1), last, tops[number][1])
    above = tops[0][1]
    lines = tuple(text for row in above[:-1] for column in grid.filled(row) if (text := grid.text(row, column)))
    return [replace(region, sheet_titles=lines) if region.headers[0] > tops[0][0] else region for region in found]


def _without_repeats(grid: Grid, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same headings again without a title of their own, as printed pages have them, begin no new table."""
    kept = blocks[:1]
    for top, bottom in blocks[1:]:
        before, end = kept[-1]
        alike = bottom - top == end - before and all(
            list(grid.sheet.rows(before + level, before + level + 1)) == list(grid.sheet.rows(top + level, top + level + 1))
            for level in range(bottom - top + 1)
        )  # fmt: skip
        if not (alike and not _titles(grid, top, end + 1)):
            kept.append((top, bottom))
    return kept


def _regions(grid: Grid, headers: range, last: int, title_rows: tuple[int, ...]) -> list[Region]:
    first = headers.stop
    sample = range(first, min(last, first + 100))
    in_headers = {column for row in headers for column in grid.filled(row)}
    used = {
        column
        for column in range(grid.width)
        if column in in_headers or any(grid.sort(row, column) != "blank" for row in sample)
    }
    if not used:
        return []
    columns = list(range(min(used), max(used) + 1))
    levels = [_filled_level(grid, row, columns, row == headers[-1]) for row in headers]
    heads = {
        column: [grid.words.read(str(level[column])) for level in levels if level[column] != ""] for column in columns
    }
    found: list[Region] = []
    groups = _split(grid, columns, headers, heads, used)
    for group in groups:
        titles = tuple(
            text for row in title_rows for column in grid.filled(row) if (text := grid.text(row, column))
            and (len(groups) == 1 or _over(column, group, groups))
        )  # fmt: skip
        headings = tuple(tuple(level[column] for level in levels) for column in group)
        found.append(Region(tuple(headers), first, last, tuple(group), titles, headings, title_rows))
    return found


def _over(column: int, group: list[int], groups: list[list[int]]) -> bool:
    """Whether a title stands over this one of several tables side by side (over the first of all: over every one)."""
    owner = next((each for each in reversed(groups) if column >= each[0]), groups[0])
    return owner is group


def _without_headings(grid: Grid) -> list[Region]:
    look = range(min(grid.height, _LOOK_LONG))
    rows = [row for row in look if _has_figures(grid, row)]
    if not rows:
        return []
    used = sorted({column for row in look for column in grid.filled(row)})
    first = rows[0]
    titles = tuple(grid.text(row, column) for row in range(first) for column in grid.filled(row))
    return [Region((), first, grid.height, tuple(used), titles, tuple(() for _ in used), tuple(range(first)))]
