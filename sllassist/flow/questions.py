"""Odd bill figures as the screen asks about them: both figures side by side, what can be answered, and what was kept. No Qt.

Not for: finding them (`sllassist.emissions.plausibility`) and what an answer does to the case (`sllassist.emissions.answers`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sllassist.case.edits import Cell
from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.emissions.answers import can_be_kept, corrections
from sllassist.flow.bills import plain_figure

GAP: Final = "records.gap"
Figures = tuple[tuple[str, str], ...]
"""(what it is, the figure) pairs to be shown beside each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `figures`: what was entered, what it is held against, and what is proposed.

    `cells`: the bill figures it is about. `fix`: words for taking the proposal over, "" where nothing is proposed.
    `gap`: empty months, in which the proposal is 0.
    """

    problem: Problem
    title: str
    figures: Figures
    cells: tuple[Cell, ...]
    fix: str
    gap: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """The same as long as it is about the same figures."""
        return self.problem.code, self.problem.path, str(self.problem.params.get("seen", ""))


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure kept with a reason. `code` and `path` take the answer back (`sllassist.emissions.answers.withdraw`)."""

    sentence: str
    code: str
    path: str


def _against(params: dict[str, Any]) -> str:
    return str(params.get("against", "くらべた数字"))


_Pair = tuple[str, str]
_COMPARED: dict[str, Callable[[dict[str, Any]], _Pair]] = {
    "capacity": lambda p: (f"契約電力 {p['other']} を {p['hours']}時間 使い続けたとき", str(p["most"])),
    "capacity_many": lambda p: (f"契約電力 {p['other']} を使い続けたとき", str(p["most"])),
    "slip": lambda p: (_against(p), str(p["other"])),
    "slip_many": lambda p: ("前年度の同じ月の合計", str(p["other"])),
    "price": lambda p: ("目安の単価", f"1{p['unit']}あたり {p['low']}〜{p['high']}円"),
    "price_many": lambda p: ("目安の単価", f"1{p['unit']}あたり {p['low']}〜{p['high']}円"),
    "price_pattern": lambda p: ("同じ年度のほかの月の単価", f"1{p['unit']}あたり {p['other']}円"),
    "last_year": lambda p: (_against(p), str(p["other"])),
    "last_year_zero": lambda p: ("前年度の同じ月", str(p["other"])),
    "last_year_many": lambda p: ("前年度の同じ月の合計", str(p["other"])),
    "pattern": lambda p: (_against(p), str(p["other"])),
    "repeated": lambda p: (f"{p['other_month']}に入力した数字", str(p["other"])),
    "twin_many": lambda p: (f"別の列（{p['column']}）の同じ月の合計", str(p["other"])),
    "twin": lambda p: (f"別の列（{p['column']}）の同じ月", str(p["other"])),
}


def _figures(problem: Problem) -> Figures:
    params = problem.params
    code = problem.code.removeprefix("plausibility.")
    entered = str(params.get("figure", ""))
    if not entered:  # from the look at single figures, which has nothing to compare
        return (("入力した数字", f"{params['quantity']} {params['unit']}"),)
    name = f"入力した数字（{params['count']}か月の合計）" if "count" in params else "入力した数字"
    found: list[_Pair] = [(name, entered)]
    if code.startswith("price"):
        found.append(("入力した金額と単価", f"{params['cost']}円（1{params['unit']}あたり {params['price']}円）"))
    found.append(_COMPARED[code](params) if code in _COMPARED else ("くらべた数字", str(params.get("other", ""))))
    return tuple(pair for pair in found if pair[1])


def _proposed(problem: Problem) -> tuple[str, str]:
    """The proposal as a figure, and the words for taking it over; both empty without one."""
    found = list(corrections(problem).values())
    if not found:
        return "", ""
    if len(found) == 1:
        text = f"{plain_figure(found[0][0])} {found[0][1]}"
        return text, f"{text}に直す"
    text = f"{plain_figure(sum((quantity for quantity, _ in found), Decimal(0)))} {found[0][1]}"
    return text, f"{len(found)}か月を直す（合計 {text}）"


def _gap(problem: Problem) -> Question:
    params = problem.params
    title = f"{params['site']}　{params['energy']}　{params['year']}年度"
    months = tuple(int(name.removesuffix("月")) for name in str(params["months"]).split("・"))
    return Question(problem, title, (("空欄の月", str(params["months"])),), (), "空欄の月に0を入れる", months)


def _question(problem: Problem) -> Question:
    params = problem.params
    if problem.code == GAP:
        return _gap(problem)
    when = f"{params['year']}年度{params.get('month', '')}" if "month" in params else f"{params['year']}年度（{params['count']}か月）"
    text, fix = _proposed(problem)
    figures = _figures(problem)
    title = f"{params['site']}　{params['energy']}　{when}"
    return Question(problem, title, (*figures, ("提案", text)) if text else figures, tuple(params.get("cells", ())), fix)


def questions(problems: Iterable[Problem], fiscal_year: int, *, gaps: bool = True) -> tuple[Question, ...]:
    """The open questions about the bill figures of a fiscal year; `gaps` False: without those about empty months."""
    asked = (p for p in problems if can_be_kept(p) and _year(p.path) == fiscal_year)
    return tuple(_question(problem) for problem in asked if gaps or problem.code != GAP)


def kept(problems: Iterable[Problem], fiscal_year: int) -> tuple[Kept, ...]:
    """Figures of a fiscal year that were kept with a reason."""
    found = [p for p in problems if p.code == "accepted.kept" and _year(p.path) == fiscal_year]
    return tuple(Kept(problem.message, str(problem.params["code"]), problem.path) for problem in found)


def _year(path: str) -> int | None:
    names = path.split(".")
    return int(names[2]) if names[0] == "records" and len(names) > 3 and names[2].isdigit() else None


def site_of(case: Case, path: str) -> str:
    """Id of the site a bill figure belongs to, "" when its column is gone."""
    supply = case.supply(path.split(".")[1])
    return supply.site_id if supply else ""
