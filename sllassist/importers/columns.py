"""Proposes what each column of a table is: by its heading first, by what stands in it where the heading says nothing.

Headings of the synonym table count as sure; what is only like one (rapidfuzz) or only follows from the cells must be
confirmed by the user. Not for: reading the figures (`sllassist.importers.apply`).
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final, Literal

from sllassist.importers.grid import Grid, is_error, sort_of, times_across
from sllassist.importers.source import NUMBERS, text_of
from sllassist.importers.tables import Region
from sllassist.importers.when import When, when_of
from sllassist.importers.words import Figure, Heading, Role, fold

Sure = Literal["sure", "confirm", "remembered", "told"]
"""sure: by the synonym table; confirm: the user is asked; remembered: confirmed earlier; told: chosen by the user."""
TIME_ROLES: Final[tuple[Role, ...]] = ("period", "period_read", "period_bill")
ASKED_SKIPS: Final = ("importers_skip.generated", "importers_skip.sold")
"""Columns that are not read unless the user says what they are."""
TELLING_SKIPS: Final = ("sold", "generated", "plan", "previous", "ratio", "water")
"""Words of row labels that tell a row apart from the rows of energy used."""
_FUZZY = 74
_MOST_UNKNOWN = 8
"""With more columns of figures that nothing is known about, asking about each would be no help."""
_SAMPLE_FIRST, _SAMPLE_LAST = 80, 20
_MOST_SAMPLES = 8


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is taken for. `key` is the heading as it is remembered; `why` a key of the messages.

    A column of figures may carry what its heading says about them: energies, unit, yen per unit, time, site.
    """

    index: int
    heading: str
    key: str
    samples: tuple[str, ...]
    role: Role
    sure: Sure
    why: str
    energies: tuple[str, ...] = ()
    unit: str | None = None
    money: str | None = None
    when: When | None = None
    site: str = ""
    figure_told: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether figures are read from it."""
        return self.role in ("quantity", "cost")


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a column: shares of its filled cells."""

    filled: int
    figures: int
    times: int
    words: int
    energies: int
    units: int
    figure_words: int
    sites: int
    sold: int
    texts: tuple[str, ...]

    def mostly(self, count: int) -> bool:
        return self.filled > 0 and count * 10 >= self.filled * 7


def _sample_rows(grid: Grid, region: Region) -> list[int]:
    """Rows to judge columns by: from the beginning and the end, without lines of a single cell (notes, blanks)."""
    rows = list(range(region.first, min(region.last, region.first + _SAMPLE_FIRST)))
    rows += range(max(region.last - _SAMPLE_LAST, rows[-1] + 1 if rows else region.last), region.last)
    return [row for row in rows if grid.several(row, region.columns)] or rows


def _content(grid: Grid, rows: list[int], column: int, sites: frozenset[str]) -> _Content:
    source = grid.sheet.columns[column]
    cells = [source[row] for row in rows]
    counts: Counter[str] = Counter()
    texts: dict[str, None] = {}
    numbers = sum(map(NUMBERS.__contains__, map(type, cells)))
    times = Counter(cell for cell in cells if isinstance(cell, str)) if numbers < len(cells) else {}
    for cell in cells:
        if type(cell) in NUMBERS:
            if len(texts) < _MOST_SAMPLES:
                texts.setdefault(text_of(cell))
            elif numbers == len(cells):
                break
            continue
        many = times.pop(cell, 0) if isinstance(cell, str) else 1  # a text counts with the first of its kind
        sort = sort_of(cell) if many else "blank"
        if sort == "blank":
            continue
        text = text_of(cell).strip()
        sort = "figure" if sort == "word" and is_error(text) else sort
        head = grid.words.read(text) if sort == "word" else None
        if head is not None and head.total:
            continue
        counts["filled"] += many
        counts[sort] += many
        if len(texts) < _MOST_SAMPLES:
            texts.setdefault(text)
        if head is not None:
            counts["energies"] += many * bool(head.energies or head.skip in TELLING_SKIPS)
            counts["sold"] += many * (head.skip == "sold")
            counts["units"] += many * bool((head.unit or head.money) and not head.main)
            counts["figure_words"] += many * bool(head.figure)
            counts["sites"] += many * (fold(text) in sites)
    return _Content(
        counts["filled"] + numbers, counts["figure"] + numbers, counts["time"], counts["word"], counts["energies"], counts["units"],
        counts["figure_words"], counts["sites"], counts["sold"], tuple(texts),
    )  # fmt: skip


@dataclass(slots=True)
class _Head:
    """The levels of a heading taken together."""

    text: str = ""
    role: Role | None = None
    figure: Figure | None = None
    energies: tuple[str, ...] = ()
    unit: str | None = None
    money: str | None = None
    when: When | None = None
    total: bool = False
    skip: str = ""
    site: str = ""
    main: str = ""
    unknown: str = ""


def _join_times(upper: When | None, lower: When | None) -> When | None:
    if upper is None or lower is None:
        return lower or upper
    if lower.month is not None and lower.year is None and upper.year is not None and upper.month is None:
        return lower._replace(year=upper.year, fiscal=upper.fiscal, short=upper.short, bare=upper.bare, apart=True)
    if upper.month is not None and upper.year is None and lower.year is not None and lower.month is None:
        return upper._replace(year=lower.year, fiscal=lower.fiscal, short=lower.short, bare=lower.bare, apart=True)
    return lower


def _joined(levels: list[tuple[str, Heading, When | None]], sites: frozenset[str], site_ends: tuple[str, ...]) -> _Head:
    head = _Head(text=" / ".join(dict.fromkeys(text for text, _, _ in levels)))
    for text, level, running in levels:
        when = running or level.when
        head.when = _join_times(head.when, when)
        head.role = level.role or head.role
        head.figure = level.figure or head.figure
        head.energies = level.energies or head.energies
        head.unit = level.unit or head.unit
        head.money = str(level.money) if level.money is not None else head.money
        head.total = head.total or level.total
        head.skip = level.skip or head.skip
        head.main = level.main or head.main
        if when is None and level.rest:
            if fold(text) in sites or fold(level.rest) in sites:
                head.site = text if fold(text) in sites else level.rest
            elif level.rest.endswith(site_ends) or (len(levels) > 1 and not level.known):
                head.site = head.site or (text if not level.known else level.rest)
            else:
                head.unknown = text
    return head


def _heads(grid: Grid, region: Region, sites: frozenset[str]) -> list[_Head]:
    depth = max(map(len, region.headings), default=0)
    running: list[dict[int, When]] = [
        times_across([levels[depth_] for levels in region.headings]) for depth_ in range(depth)
    ]
    heads: list[_Head] = []
    for place, levels in enumerate(region.headings):
        told: list[tuple[str, Heading, When | None]] = []
        for level, cell in enumerate(levels):
            text = text_of(cell).strip()
            when = running[level].get(place)
            if when is None and not isinstance(cell, str):
                when = when_of(cell)
            if text:
                told.append((text, grid.words.read(text), when))
        heads.append(_joined(told, sites, grid.words.vocabulary.site_ends))
    return heads


def memory_key(text: str) -> str:
    """A heading as it is remembered: digits are left out, for next year's heading differs in them."""
    return re.sub(r"\d+", "#", re.sub(r"(?:令和|平成|[rh])(?:元|\d+)年?", "#", fold(text)))


def _by_heading(head: _Head, content: _Content) -> tuple[Role, Sure, str] | None:
    if head.skip:
        asked = head.skip == "generated" or (head.skip == "sold" and head.unit is not None)
        return "ignore", "confirm" if asked else "sure", f"importers_skip.{head.skip}"
    if head.total:
        return "ignore", "sure", "importers_skip.total"
    figures = content.figures * 2 >= content.filled
    if head.when is not None and head.role is None:
        return (head.figure or "quantity", "sure", "importers_why.time_heading") if figures else None
    if head.role is not None and head.figure is None:
        return head.role, "sure", "importers_why.heading"
    if head.figure or head.energies or head.unit or head.money:
        if not figures and not content.figures:
            return None
        clear = figures and not head.unknown
        return head.figure or "quantity", "sure" if clear else "confirm", "importers_why.heading"
    if head.site and content.mostly(content.figures):
        return "quantity", "sure", "importers_why.site_heading"
    return None


def _by_content(head: _Head, content: _Content) -> tuple[Role, Sure, str]:
    if content.mostly(content.times):
        return "period", "confirm", "importers_why.times"
    if content.mostly(content.units):
        return "unit", "sure", "importers_why.units"
    if content.mostly(content.sites):
        return "site", "sure", "importers_why.sites"
    if content.sold or content.mostly(content.energies) or content.mostly(content.figure_words):
        return "energy", "sure", "importers_why.energies"
    if head.text and (near := _nearest(head)) is not None:
        figure_role = near in ("quantity", "cost")
        if figure_role == content.mostly(content.figures):
            return near, "confirm", "importers_why.similar"
    return (
        "ignore",
        "sure",
        "importers_why.unknown_figures" if content.mostly(content.figures) else "importers_why.unknown",
    )


def _names_the_corner(role: Role, content: _Content, site_ends: tuple[str, ...], *, across: bool) -> bool:
    """Whether a heading names what stands right of it, not what stands below: 単位 before kWh and L, 月 before 4月 and 5月."""
    if role == "unit":
        others = max(content.times, content.energies, content.sites)
        return not content.units and (content.mostly(others) or _like_sites(content, site_ends))
    return role in TIME_ROLES and across and not content.times and content.mostly(content.words)


def _by_corner(content: _Content, site_ends: tuple[str, ...]) -> tuple[Role, Sure, str]:
    """What stands below a heading that names what is right of it."""
    role, sure, why = _by_content(_Head(), content)
    if role == "period":
        return role, "sure", why
    if why == "importers_why.unknown" and _like_sites(content, site_ends):
        return "site", "sure", "importers_why.leading"
    return role, sure, why


def _like_sites(content: _Content, site_ends: tuple[str, ...]) -> bool:
    return bool(content.texts) and all(fold(text).endswith(site_ends) for text in content.texts)


def _nearest(head: _Head) -> Role | None:
    from rapidfuzz import fuzz, process

    roles = _role_words()
    found = process.extractOne(head.main or fold(head.text), roles.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return roles[found[0]] if found else None


def _role_words() -> dict[str, Role]:
    from sllassist.importers.words import vocabulary

    return {word: role for word, role in vocabulary().roles.items() if len(word) > 1}


def propose_columns(grid: Grid, region: Region, sites: frozenset[str]) -> tuple[Column, ...]:
    """What each column of the table is taken for. `sites`: folded names of the case's sites."""
    found: list[Column] = []
    contents: list[_Content] = []
    seen: Counter[str] = Counter()
    rows = _sample_rows(grid, region)
    heads = _heads(grid, region, sites)
    across = sum(head.when is not None for head in heads) > 1
    for place, head in enumerate(heads):
        index = region.columns[place]
        content = _content(grid, rows, index, sites)
        role, sure, why = _by_heading(head, content) or _by_content(head, content)
        if _names_the_corner(role, content, grid.words.vocabulary.site_ends, across=across):
            role, sure, why = _by_corner(content, grid.words.vocabulary.site_ends)
        if role == "ignore" and content.sold and content.words:
            role, sure, why = "energy", "sure", "importers_why.sold"  # a remark that says 売電 must not be overlooked
        key = memory_key(head.text)
        seen[key] += 1
        is_figure = role in ("quantity", "cost") or why in ASKED_SKIPS
        contents.append(content)
        found.append(Column(
            index, head.text, key if seen[key] == 1 else f"{key}@{seen[key]}", content.texts, role, sure, why,
            head.energies, head.unit if is_figure else None, head.money, head.when if is_figure else None, head.site,
            head.figure is not None,
        ))  # fmt: skip
    return tuple(_settled(found, contents, grid))


def _settled(columns: list[Column], contents: list[_Content], grid: Grid) -> list[Column]:
    """One column for each key; the others are not read, and why is said."""
    columns = _one_time(columns)
    columns = _one_of(columns, contents, "site", lambda content: content.sites)
    columns = _energy_columns(columns, contents)
    for role in ("supplier", "menu", "account", "unit", "year"):
        columns = _one_of(columns, contents, role, lambda content: 0)
    return _leading_words(_figures(columns, contents, grid), contents)


def _leading_words(columns: list[Column], contents: list[_Content]) -> list[Column]:
    """A column of unknown words before the figures may name the sites, where nothing else does: the user is asked."""
    if any(column.role in ("site", "account") or column.site for column in columns):
        return columns
    for place, column in enumerate(columns):
        if column.is_figure:
            break
        content = contents[place]
        if column.why == "importers_why.unknown" and len(content.texts) > 1 and content.mostly(content.words):
            columns[place] = replace(column, role="site", sure="confirm", why="importers_why.leading")
            break
    return columns


def _left(column: Column, why: str) -> Column:
    return replace(column, role="ignore", sure="sure", why=f"importers_why.{why}")


def _one_time(columns: list[Column]) -> list[Column]:
    roles = {column.role for column in columns}
    if {"period_from", "period_to"} <= roles:
        return [_left(column, "other_time") if column.role in TIME_ROLES else column for column in columns]
    if "period_to" in roles and not roles & set(TIME_ROLES):
        columns = [replace(column, role="period_read") if column.role == "period_to" else column for column in columns]
    columns = [
        _left(column, "other_time") if column.role in ("period_from", "period_to") else column for column in columns
    ]
    chosen = min(
        (column for column in columns if column.role in TIME_ROLES),
        key=lambda column: (TIME_ROLES.index(column.role), column.sure == "confirm"), default=None,
    )  # fmt: skip
    return [
        _left(column, "other_time") if column.role in TIME_ROLES and column is not chosen else column
        for column in columns
    ]


def _one_of(columns: list[Column], contents: list[_Content], role: Role, score: object) -> list[Column]:
    assert callable(score)
    places = [place for place, column in enumerate(columns) if column.role == role]
    if len(places) < 2:
        return columns
    best = max(places, key=lambda place: (score(contents[place]), contents[place].filled > 0, -place))
    return [
        _left(column, "other_same") if column.role == role and place != best else column
        for place, column in enumerate(columns)
    ]


def _energy_columns(columns: list[Column], contents: list[_Content]) -> list[Column]:
    """Columns that tell the energy or what a row's figures are; those in which nothing is known are left, unless it is the only one."""
    places = [place for place, column in enumerate(columns) if column.role == "energy"]
    telling = {
        place for place in places if contents[place].energies or contents[place].figure_words or contents[place].units
    }
    if len(places) < 2:
        return columns
    keep = telling or {places[0]}
    return [
        _left(column, "other_same") if column.role == "energy" and place not in keep else column
        for place, column in enumerate(columns)
    ]


def _figures(columns: list[Column], contents: list[_Content], grid: Grid) -> list[Column]:
    """Of several columns for the same figure the best known heading is read; unknown ones are asked about where they may matter."""
    roles: tuple[Role, ...] = ("quantity", "cost")
    for role in roles:
        same: dict[object, list[int]] = {}
        for place, column in enumerate(columns):
            if column.role == role:
                clock = column.key if grid.words.read(column.heading).clock else ""
                same.setdefault((column.energies, column.when, column.site, clock), []).append(place)
        for places in same.values():
            if len(places) > 1:
                _best_of(columns, places, role, grid)
    by_site = any(column.why == "importers_why.site_heading" for column in columns)
    unknown = [place for place, column in enumerate(columns) if column.why == "importers_why.unknown_figures"]
    for place in unknown if len(unknown) <= _MOST_UNKNOWN else ():
        column = columns[place]
        if by_site and column.heading:
            why = "importers_why.site_heading"
            columns[place] = replace(column, role="quantity", sure="confirm", why=why, site=column.heading)
        elif not any(each.role == "quantity" for each in columns):
            columns[place] = replace(column, sure="confirm")
    return columns


def _best_of(columns: list[Column], places: list[int], role: Role, grid: Grid) -> None:
    """Leaves of these columns only the one whose heading says most clearly that it is the whole figure."""
    words = grid.words.vocabulary.first.get(role, ())

    def rank(place: int) -> int:
        main = grid.words.read(columns[place].heading.split(" / ")[-1]).main
        return words.index(main) if main in words else len(words)

    best = min(places, key=lambda place: (columns[place].sure == "confirm", rank(place)))
    for place in places:
        if place != best:
            sure: Sure = "confirm" if role == "quantity" and rank(place) == rank(best) else columns[place].sure
            columns[place] = replace(columns[place], role="ignore", sure=sure, why="importers_why.other_figure")


def layout_of(columns: tuple[Column, ...]) -> Literal["months_across", "energies_across", "long"]:
    """How the table is laid out."""
    quantities = [column for column in columns if column.role == "quantity"]
    if sum(column.when is not None for column in quantities) > 1:
        return "months_across"
    return "energies_across" if len({(column.energies, column.site) for column in quantities}) > 1 else "long"


def headings_of(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The headings as they are remembered; a run of times counts once, however many months a file holds."""
    keys: list[str] = []
    for column in columns:
        key = f"<{'/'.join(column.energies)}>" if column.when is not None else column.key
        if not keys or keys[-1] != key or column.when is None:
            keys.append(key)
    return tuple(keys)
