"""A row of the hub, and what every row is made from.

Not for: which rows there are (`sllassist.flow.tasks`).
"""

from dataclasses import dataclass
from typing import Literal

from sllassist.assessment import Assessment, SchemeResult
from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import Place, fields_of
from sllassist.flow.years import reported_years

Status = Literal["未着手", "入力中", "完了", "まだ開始できません", "問題があります", "任意", "更新待ち"]
PASSED_BY: tuple[Status, ...] = ("任意", "更新待ち")
"""任意: nothing is missing without it; 更新待ち: nothing can be done before newer factors come. Passed by unless the user goes there."""

FIRM, SCHEMES, ENERGY, PLAN, PAPERS = "会社について", "使える制度を調べる", "エネルギーとCO2", "計画", "書類をつくる"


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the hub."""

    place: Place
    group: str
    title: str
    summary: str
    status: Status


@dataclass(frozen=True, slots=True)
class Known:
    """What every row is made from."""

    case: Case
    assessment: Assessment

    def row(self, page_id: str, group: str, title: str, summary: str, status: Status | None = None) -> Task:
        """A row that leads to a page; without a status, that of the page's fields."""
        return Task(Place(page_id), group, title, summary, status or self.status(Place(page_id)))

    def status(self, place: Place) -> Status:
        """Of a page of fields: by its errors, and by whether anything is answered yet."""
        errors = [p for p in page_problems(self.case, self.assessment, place) if p.level == "error"]
        if not errors:
            return "完了"
        if any(problem.code not in ("field.empty_text", "field.empty_choice") for problem in errors):
            return "問題があります"
        names = fields_of(place.page, self.case, reported_years(self.case, self.assessment.as_of))
        return "入力中" if any(paths.is_answered(self.case, name) for name in names) else "未着手"

    def site_name(self, site_id: str) -> str:
        """The name of a site."""
        site = self.case.site(site_id)
        return (site and site.name) or "名称未入力"

    @property
    def counting(self) -> tuple[SchemeResult, ...]:
        """Schemes that count and look at energy: they have a target, or a condition that waits for the bills."""
        found = [result for result in self.assessment.schemes if result.counts]
        waits = [result for result in found if any("records" in leaf.paths for leaf in result.node.open_leaves())]
        return tuple(result for result in found if result.has_target or result in waits)

    @property
    def writing(self) -> tuple[SchemeResult, ...]:
        """Schemes that count and have papers to make."""
        return tuple(result for result in self.assessment.schemes if result.counts and result.has_papers)


def some(names: list[str], most: int) -> str:
    """The first names, and whether there are more."""
    return "・".join(names[:most]) + (" ほか" if len(names) > most else "")


def shorts(results: tuple[SchemeResult, ...]) -> str:
    """信州SLL・大分SLL."""
    return "・".join(result.short for result in results)
