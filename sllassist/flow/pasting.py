"""What a block copied from a spreadsheet means for the bill table: heading rows, a column of months, sums.

Figures go to the month and the energy they are written beside; where that is not certain nothing is taken at all.
Not for: reading the figures themselves (`sllassist.flow.bills`) and files (`sllassist.importers`).
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from sllassist.case.periods import ERAS, FISCAL_MONTHS
from sllassist.case.problems import InputProblem
from sllassist.case.units import parse_unit
from sllassist.knowledge.names import fold

SUM_ROW: Final = len(FISCAL_MONTHS)
"""Stands for the row of sums among the rows of an `Arranged` block; months are 0 (April) to 11 (March)."""
_ERA = "令和|平成|昭和|[RHS]"
_MONTH = re.compile(
    rf"^(?:(?P<era>{_ERA})?\s*(?P<year>元|\d{{1,4}})\s*(?P<mark>年度|年|[./-])\s*)?(?P<month>\d{{1,2}})\s*(?P<word>月分?度?)?(?:[/.-]\d{{1,2}})?$"
)
_ENGLISH = re.compile(r"^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?(?:[-\s'](\d{2}|\d{4}))?$")
_NAMES: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FIGURE = re.compile(r"^[-+▲△¥\\約(]*\s*\.?\d")
_NUMBERED = re.compile(r"^\d+\s*号")
"""1号車 and 2号機 are names, no figures."""
_NONE: Final = {"-", "なし", "無し", "無", "不明", "未定", "未着", "N/A", "#N/A", "?", "×"}
"""What people write in place of a figure they do not have: no heading."""
_SUM = re.compile(r"^(?:年間|年度|総)?(?:合計|計|総計|小計|年計)$|^(?:TOTAL|SUM)$")
_FISCAL = re.compile(rf"(?P<era>{_ERA})?\s*(?P<year>元|\d{{1,4}})\s*年度")
_COST = ("金額", "料金", "円", "税込", "税抜", "費用", "代金")
_GENERIC = re.compile(r"使用量|消費量|購入量|使用|数量|実績|合計|月別|毎月|[(（].*?[)）]|[\s・:：/]")
_UNIT = re.compile(r"[(（\[［]\s*([^()（）\[\]［］]+?)\s*[)）\]］]")


class Head(NamedTuple):
    """A column shown: of which supply, the names of its energy, the supplier, the bill unit, "quantity" or "cost".

    `called`: what the firm calls the column, "" where it has no name of its own.
    """

    supply_id: str
    names: tuple[str, ...]
    supplier: str
    unit: str
    kind: str
    called: str = ""


class Arranged(NamedTuple):
    """Where each copied text belongs: (month 0–11 or `SUM_ROW`, column shown, text), and sentences on what was left out.

    `by_month` False: the block has no months; rows count from the cell it is pasted into, `SUM_ROW` does not occur.
    """

    cells: tuple[tuple[int, int, str], ...]
    told: tuple[str, ...]
    by_month: bool


class _When(NamedTuple):
    month: int
    year: int | None
    """Calendar year, None where only the month is written."""


def _plain(text: str) -> str:
    return re.sub(r"[−‐―–—]", "-", unicodedata.normalize("NFKC", text)).strip().upper()


def _calendar_year(era: str | None, year: str) -> int | None:
    number = 1 if year == "元" else int(year)
    if era:
        start = next(first.year for name, letter, first in ERAS if era in (name, letter))
        return start + number - 1
    return number if number >= 1900 else None


def _when(text: str) -> _When | None:
    """The month a text names in words; None for a bare figure, which may just as well be a quantity."""
    plain = _plain(text)
    if found := _ENGLISH.match(plain):
        year = found[2]
        return _When(_NAMES.index(found[1]) + 1, None if not year else int(year) + (2000 if len(year) == 2 else 0))
    found = _MONTH.match(plain)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    month = int(found["month"])
    if found["year"] is None:
        return _When(month, None) if found["word"] else None
    if found["mark"] == "." and not found["era"] and not found["word"]:
        return None  # 2025.4 is a figure too
    year_number = _calendar_year(found["era"], found["year"])
    if year_number is None:
        return None
    if found["mark"] == "年度" and month < FISCAL_MONTHS[0]:
        year_number += 1
    return _When(month, year_number)


def _bare_months(texts: Sequence[str]) -> list[_When] | None:
    """Months written as bare numbers, a whole year of them in order."""
    try:
        numbers = [int(_plain(text)) for text in texts]
    except ValueError:
        return None
    whole = numbers[: len(FISCAL_MONTHS)]
    return [_When(n, None) for n in numbers] if whole in (list(FISCAL_MONTHS), list(range(1, 13))) and len(numbers) == len(whole) else None


def _is_heading(row: Sequence[str], *, labelled: bool) -> bool:
    """Whether a row holds words only; with `labelled` its first cell may hold a year (2025年度)."""
    rest = row[1:] if labelled and ("年" in row[0] or not row[0]) else row
    figures = any(_FIGURE.match(_plain(cell)) or _plain(cell) in _NONE for cell in rest if cell and not _NUMBERED.match(_plain(cell)))
    return any(row) and not figures and _when(row[0]) is None and not _SUM.match(_plain(row[0]))


def _heading_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top are headings; blank rows above figures are none, for an empty April must not shift the rest."""
    last = 0
    for number, row in enumerate(rows, 1):
        if _is_heading(row, labelled=len(row) > 1):
            last = number
        elif any(row):
            break
    return last


def arrange(block: Sequence[Sequence[str]], heads: Sequence[Head], fiscal_year: int, left: int) -> Arranged | None:
    """Where the texts of a copied block belong in the table of `fiscal_year`; None for plain figures without words around.

    `left`: the column shown that the block is pasted into; used where no heading says which energy a column is.
    Raises InputProblem `paste.…` when it is doubtful; nothing may be taken then.
    """
    rows = [list(row) for row in block]
    if len(rows[0]) >= 3 and sum(_when(cell) is not None for cell in rows[0]) >= 2:
        rows = [list(row) for row in zip(*rows, strict=True)]  # months across the top
    if len(rows) == 1 and (len(rows[0]) == 1 or _when(rows[0][0]) is None):
        return None
    count = _heading_rows(rows)
    headings, body = rows[:count], rows[count:]
    if not any(map(any, body)):
        return None  # no figures: kept as typed, with a mark
    months = _months(headings, body) if len(rows[0]) > 1 else None
    if months is None and any(_when(row[0]) for row in body):
        raise InputProblem("paste.no_figures")
    if months is None and not headings:
        return None
    _check_year(headings, fiscal_year)
    told = ["見出しの行は入れていません。"] if any(any(row) for row in headings) else []
    first = 1 if months else 0
    filled = [n for n in range(first, len(rows[0])) if any(row[n] for row in body)]
    places, over = _columns(["".join(row[n] for row in headings) for n in filled], heads, left)
    told += over
    if months is None:
        cells = tuple((r, place, _with(row[filled[n]], suffix)) for r, row in enumerate(body) for n, place, suffix in places)
        return Arranged(cells, tuple(told), by_month=False)
    numbers, left_out = _rows(months, body, fiscal_year)
    found = tuple(
        (number, place, _with(body[r][filled[n]], suffix))
        for r, number in numbers for n, place, suffix in places if body[r][filled[n]]
    )
    return Arranged(found, (*told, *left_out), by_month=True)


def _with(text: str, suffix: str) -> str:
    return text + suffix if text and text[-1].isdigit() else text


def _months(headings: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> list[_When | None] | None:
    """The month of each row where the first column holds months, else None."""
    first = [row[0] for row in body if any(row)]
    found = [_when(text) for text in first]
    if any(found):
        return [_when(row[0]) for row in body]
    sums = [n for n, text in enumerate(first) if _SUM.match(_plain(text))]
    months = first[: sums[0]] if sums else first
    bare = _bare_months(months)
    if bare is not None and all(any(row) for row in body):
        return [*bare, *[None] * (len(first) - len(bare))]
    named = any(_plain(row[0]).replace(" ", "") in ("月", "年月", "月別", "対象月", "使用月") for row in headings)
    years = all(re.match(rf"^({_ERA})?(19|20)?\d\d(年度?)?$", _plain(text)) for text in first if text)
    dotted = all(re.match(r"^(19|20)\d\d\.(0?[1-9]|1[0-2])$", _plain(text)) for text in first)
    if named or dotted or (years and any(_when(row[1]) for row in body)):
        raise InputProblem("paste.months_unclear")
    return None


def _check_year(headings: Sequence[Sequence[str]], fiscal_year: int) -> None:
    for found in _FISCAL.finditer(_plain(" ".join(cell for row in headings for cell in row))):
        year = _calendar_year(found["era"], found["year"])
        if year is not None and year != fiscal_year:
            raise InputProblem("paste.other_year", year=year, shown=fiscal_year)


def _rows(months: Sequence[_When | None], body: Sequence[Sequence[str]], fiscal_year: int) -> tuple[list[tuple[int, int]], list[str]]:
    """(row of the body, month 0–11 or `SUM_ROW`) and what was left out."""
    rows: list[tuple[int, int]] = []
    other: list[str] = []
    words: list[str] = []
    before: _When | None = None
    for number, (found, row) in enumerate(zip(months, body, strict=True)):
        label = row[0]
        if found is None:
            if _SUM.match(_plain(label)):
                rows.append((number, SUM_ROW))
            elif any(row[1:]) and (not label or re.search(r"\d", _plain(label))):
                raise InputProblem("paste.row_unclear", label=label or "（空欄）")
            elif label:
                words.append(label)
            continue
        if found.year is None and before is not None and before.year is not None:
            when = _When(found.month, before.year + (found.month < before.month))
        elif found.year is None and before is not None and before.month < FISCAL_MONTHS[0] <= found.month:
            raise InputProblem("paste.order_unclear")
        else:
            when = found
        before = when
        if when.year is None or when.year - (when.month < FISCAL_MONTHS[0]) == fiscal_year:
            rows.append((number, FISCAL_MONTHS.index(when.month)))
        else:
            other.append(label)
    placed = [place for _, place in rows]
    doubled = next((place for place in placed if place < SUM_ROW and placed.count(place) > 1), None)
    if doubled is not None:
        raise InputProblem("paste.month_twice", month=FISCAL_MONTHS[doubled])
    if not any(place < SUM_ROW for place in placed):
        raise InputProblem("paste.other_months", year=fiscal_year)
    told = [f"{fiscal_year}年度ではない{len(other)}行（{other[0]}など）は入れていません。"] if other else []
    if other:
        rows = [pair for pair in rows if pair[1] != SUM_ROW]  # a sum of other months compares to nothing
    told += [f"「{'」「'.join(words)}」の行は入れていません。"] if words else []
    return rows, told


def _named(heading: str, heads: Sequence[Head]) -> list[int]:
    """The columns shown that a heading names: as the firm calls them, by the longest name it holds, its part, or the supplier."""
    if called := _called(heading, heads):
        return called
    wanted, core = fold(heading.replace("電力", "電気")), fold(_GENERIC.sub("", heading))
    sizes = {n: max((len(fold(name)) for name in head.names if fold(name) in wanted), default=0) for n, head in enumerate(heads)}
    longest = max(sizes.values(), default=0)
    found = [n for n, size in sizes.items() if longest and size == longest]
    if not found and len(core) > 1:
        found = [n for n, head in enumerate(heads) if any(core in fold(name) for name in head.names)]
    suppliers = [n for n in found or sizes if len(core) > 1 and (core in fold(heads[n].supplier) or _in(heads[n].supplier, heading))]
    return suppliers or found


def _called(heading: str, heads: Sequence[Head]) -> list[int]:
    """The columns the firm calls as the heading says, letter by letter, for 11号車 is not 1号車; with them energies of that name."""
    core = fold(_GENERIC.sub("", heading))
    own = [n for n, head in enumerate(heads) if head.called and core in _own_names(head)]
    return [n for n, head in enumerate(heads) if n in own or core in map(fold, head.names)] if own else []


def _own_names(head: Head) -> set[str]:
    """Ways to write the name of a column, alone or with its energy."""
    called = fold(_GENERIC.sub("", head.called))
    return {called, *(fold(name) + called for name in head.names), *(fold(f"{name}「{head.called}」") for name in head.names)}


def _in(name: str, text: str) -> bool:
    return bool(fold(name)) and fold(name) in fold(text)


def _is_cost(heading: str) -> bool:
    return heading.endswith("代") or any(word in heading for word in _COST)


def _suffix(heading: str, own: str) -> str:
    """The unit a heading states, to be read with each figure, where it is not that of the column."""
    units = [unit for part in (*_UNIT.findall(heading), heading) if (unit := parse_unit(part))]
    return f" {units[0]}" if units and units[0] != own else ""


def _columns(headings: Sequence[str], heads: Sequence[Head], left: int) -> tuple[list[tuple[int, int, str]], list[str]]:
    """(heading, column shown, unit to add to its figures) and sentences on the columns left out.

    Named columns go where their names are; where no heading names one, they follow each other from `left` on.
    """
    places: list[tuple[int, int, str]] = []
    named = [_named(text, heads) for text in headings]
    by_name = any(named)
    with_costs = any(head.kind == "cost" for head in heads)
    costs = over = 0
    following = left
    for number, text in enumerate(headings):
        kind = "cost" if _is_cost(text) else "quantity"
        plain = parse_unit(text) is not None or not fold(_GENERIC.sub("", re.sub("|".join(_COST), "", text)))
        if not (named[number] or plain) or "千円" in text:
            raise InputProblem("paste.column_unclear", heading=text)
        if kind == "cost" and not with_costs:
            costs += 1
            continue
        taken = {place for _, place, _ in places}
        if by_name:
            fitting = [n for n in named[number] if heads[n].kind == kind]
            if not named[number] and kind == "cost" and places:
                own = heads[places[-1][1]].supply_id
                fitting = [n for n, head in enumerate(heads) if head.supply_id == own and head.kind == kind]
            alike = sum(other == named[number] and _is_cost(headings[n]) == (kind == "cost") for n, other in enumerate(named))
            free = [n for n in fitting if n not in taken]
            if not free or (len(fitting) > 1 and alike != len(fitting)):
                raise InputProblem("paste.column_unclear", heading=text or "（空欄）")
            place = free[0]
        else:
            while following < len(heads) and text and heads[following].kind != kind:
                following += 1
            if following >= len(heads):
                over += 1
                continue
            place, following = following, following + 1
        places.append((number, place, _suffix(text, heads[place].unit) if kind == "quantity" else ""))
    if not places:
        raise InputProblem("paste.no_figures")
    told = ["金額の列は入れていません。金額も入れるときは「金額（円）も入力する」を選んでから貼り付けます。"] if costs else []
    return places, [*told, *([f"表からはみ出した右の{over}列は入れていません。"] if over else [])]
