"""The tasks of the hub: what is done, what is open, what cannot start yet; and which page comes after which.

Not for: what is right or wrong in a value (`sllassist.assessment`, `sllassist.flow.fields`).
"""

from sllassist.assessment import Assessment
from sllassist.case.model import Case
from sllassist.flow.pages import HUB, Place
from sllassist.flow.papers import is_made, is_sent
from sllassist.flow.task import FIRM, PAPERS, PASSED_BY, Known, Status, Task, some
from sllassist.flow.task_energy import energy, plan
from sllassist.flow.task_schemes import schemes
from sllassist.schemes.base import PaperSet

__all__ = ["PASSED_BY", "Status", "Task", "next_open_task", "next_place", "tasks"]


def _firm(known: Known) -> list[Task]:
    case = known.case
    named = [site.name or "名称未入力" for site in case.sites]
    sites = known.row(
        "sites", FIRM, "事業所を登録する", f"{len(named)}か所（{some(named, 3)}）" if named else "工場・事務所・店舗・倉庫など",
        None if named else "未着手",
    )
    return [
        known.row("firm", FIRM, "会社の基本情報を入力する", case.firm.name or "名称、代表者、住所、業種"),
        known.row("contact", FIRM, "書類の担当者を入力する", case.contact.person or "審査の連絡を受ける方"),
        sites,
    ]


def _papers(known: Known) -> list[Task]:
    """The rows on papers; none while no scheme has any and nothing was sent."""
    case = known.case
    if not (known.writing or case.submissions):
        return []
    # what papers and deadlines need to know of the loan, beyond what the questions ask
    loan = known.row("conditions", PAPERS, "融資について入力する", case.loan.bank_name or "金融機関、融資の実行日など")
    return [loan, *_sets(known)]


def _sets(known: Known) -> list[Task]:
    sets = known.assessment.paper_sets()
    ready = [papers for papers in sets if not papers.blocking]
    if not ready:
        summary = _missing(known, sets) if sets else "対象になる制度がありません"
        return [
            known.row("check", PAPERS, "入力内容を確認する", "書類に書かれる内容を見直します", "まだ開始できません"),
            known.row("documents", PAPERS, "書類を作る", summary, "まだ開始できません"),
        ]
    checked: Status = "完了" if "check" in known.case.finished else "未着手"
    return [
        known.row("check", PAPERS, "入力内容を確認する", "書類に書かれる内容を見直します", checked),
        known.row("documents", PAPERS, "書類を作る", *_ready(known, ready)),
    ]


def _missing(known: Known, sets: tuple[PaperSet, ...]) -> str:
    """How much is missing to the set that needs least, with its scheme."""
    counts = [(len({(p.code, p.path) for p in papers.blocking}), papers) for papers in sets]
    count, least = min(counts, key=lambda one: one[0])
    return f"あと{count}か所を入力すると、{known.assessment.scheme(least.scheme).short}の{least.title}の書類を作れます"


def _ready(known: Known, ready: list[PaperSet]) -> tuple[str, Status]:
    """What can be made, what was made and waits to be sent, with the schemes."""
    waiting = [papers for papers in ready if not is_sent(known.case, papers)]
    unmade = [papers for papers in waiting if not is_made(known.case, papers)]

    def names(sets: list[PaperSet]) -> str:
        return some([f"{papers.title}（{known.assessment.scheme(papers.scheme).short}）" for papers in sets], 3)

    if unmade:
        return f"{names(unmade)}の書類を作れます", "未着手" if unmade == waiting else "入力中"
    if waiting:
        return f"作成済み・未送信：{names(waiting)}", "入力中"
    return f"{names(ready)}を送りました", "完了"


def tasks(case: Case, assessment: Assessment) -> tuple[Task, ...]:
    """All rows of the hub, in order."""
    known = Known(case, assessment)
    return tuple(task for part in (schemes, _firm, energy, plan, _papers) for task in part(known))


def next_place(case: Case, assessment: Assessment, place: Place) -> Place:
    """The page after `place`: the next task of the hub in order, the hub after the last. Optional ones are passed by."""
    here = Place(place.page_id, place.fiscal_year)
    places = [task.place for task in tasks(case, assessment) if task.status not in PASSED_BY or task.place == here]
    if here not in places:
        return HUB
    index = places.index(here) + 1
    return places[index] if index < len(places) else HUB


def next_open_task(case: Case, assessment: Assessment) -> Task | None:
    """The first task that waits for the user, for 「続きから始める」; deadlines are looked at, not worked off."""
    waiting = (task for task in tasks(case, assessment) if task.status in ("未着手", "入力中", "問題があります"))
    return next((task for task in waiting if task.place.page_id != "calendar"), None)
