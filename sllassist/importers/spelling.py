"""Times written with mere numbers, which can mean several things: 6/4 (令和6年4月 or 6月4日) and 04/05/06 (in which order?).

Where the cells of the column do not tell by themselves, the user is asked once for the whole column.
Not for: two digits of a year (`sllassist.importers.calendar`).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.columns import Column
from sllassist.importers.grid import is_blank
from sllassist.importers.source import Cell
from sllassist.importers.words import fold
from sllassist.messages import text as message

_TWO = re.compile(r"(\d{1,2})/(\d{1,2})")
_THREE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})")
_ORDERS: Final = {"ymd": (0, 1, 2), "mdy": (2, 0, 1), "dmy": (2, 1, 0)}
"""Where year, month and day stand."""
_SEVERAL = 3
"""Different numbers from which on a part of the dates is not the year of one table."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the times of a column are written out. `waits`: the question that is open; `leave`: they are not to be read."""

    write: Callable[[str], str]
    waits: str = ""
    leave: bool = False

    def of(self, cell: Cell) -> Cell:
        """The cell as it can be read; "" while it cannot."""
        if not isinstance(cell, str):
            return cell
        return "" if self.waits or self.leave else self.write(_plain(cell))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def spelling(column: Column, cells: Sequence[Cell], table: str, key: str, asker: Asker) -> Spelling | None:
    """How a column of times is to be read; None where its cells are clear. `table`, `key`: its name, and its key in questions."""
    first = next((cell for cell in cells if not is_blank(cell)), None)
    pattern = next((each for each in (_TWO, _THREE) if isinstance(first, str) and each.fullmatch(_plain(first))), None)
    if pattern is None:
        return None
    found: dict[str, re.Match[str]] = {}
    for cell in dict.fromkeys(cells):
        if is_blank(cell):
            continue
        plain = _plain(cell) if isinstance(cell, str) else ""
        if (match := pattern.fullmatch(plain)) is None:
            return None
        found[plain] = match
    if pattern is _TWO:
        return _month_or_day(column, [(int(match[1]), int(match[2])) for match in found.values()], table, key, asker)
    return _order(column, [(match[1], match[3], match[4]) for match in found.values()], table, key, asker)


def _month_or_day(column: Column, pairs: list[tuple[int, int]], table: str, key: str, asker: Asker) -> Spelling | None:
    """6/4 in a column whose heading does not speak of days."""
    first_days = len(pairs) >= _SEVERAL and {second for _, second in pairs} == {1}
    if "日" in fold(column.heading) or first_days or any(not (1 <= a <= 12 and 1 <= b <= 12) for a, b in pairs):
        return None
    year, month = pairs[0]
    shown = {"text": f"{year}/{month}", "year": year, "month": month}
    options = [Option(value, message(f"importers_option.slash_{value}", **shown)) for value in ("era", "day")]
    proposed = "era" if "年月" in fold(column.heading) else None
    name = f"slash:{key}:{column.key}"
    question = message("importers_question.slash", table=table, heading=column.heading, **shown)
    answer = asker.ask(Question(name, question, (*options, leave_option()), proposed))
    write = {"era": lambda text: f"R{text}", "day": lambda text: f"{text.split('/')[0]}月"}.get(answer or "", str)
    return Spelling(write, "" if answer else name, answer == LEAVE)


def _order(column: Column, dates: list[tuple[str, str, str]], table: str, key: str, asker: Asker) -> Spelling | None:
    """04/05/06, where the order is not plain from numbers that can be no month or no day, or from a year that stays the same."""
    fitting = [order for order in _ORDERS if all(_is_date(order, parts) for parts in dates)]
    firsts, lasts = len({parts[0] for parts in dates}), len({parts[2] for parts in dates})
    if not fitting or fitting == ["ymd"] or ("ymd" in fitting and firsts < min(_SEVERAL, lasts)):
        return None
    answer: str | None = fitting[0]
    name = f"order:{key}:{column.key}"
    if len(fitting) > 1:
        sample = "/".join(dates[0])
        options = [Option(order, message(f"importers_option.order_{order}", **_parts(order, dates[0]))) for order in fitting]
        question = message("importers_question.order", table=table, heading=column.heading, text=sample)
        answer = asker.ask(Question(name, question, (*options, leave_option())))

    def write(text: str) -> str:
        match = _THREE.fullmatch(text)
        if match is None or answer is None:
            return text
        return "/".join(_parts(answer, (match[1], match[3], match[4])).values())

    return Spelling(write, "" if answer else name, answer == LEAVE)


def _parts(order: str, parts: tuple[str, str, str]) -> dict[str, str]:
    year, month, day = (parts[place] for place in _ORDERS[order])
    return {"year": year.zfill(2), "month": month.lstrip("0") or "0", "day": day.lstrip("0") or "0"}


def _is_date(order: str, parts: tuple[str, str, str]) -> bool:
    year, month, day = (parts[place] for place in _ORDERS[order])
    if len(year) == 1 or len(month) > 2 or len(day) > 2:
        return False
    try:
        dt.date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True
