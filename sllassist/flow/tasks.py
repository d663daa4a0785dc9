"""The tasks of the hub: what is done, what is open, what cannot start yet; and which page comes after which.

Not for: what is right or wrong in a value (`sllassist.assessment`, `sllassist.flow.fields`).
"""

from dataclasses import dataclass
from typing import Literal

from sllassist.assessment import Assessment
from sllassist.case import paths, wholes
from sllassist.case.coverage import is_complete, missing_months, years_with_records
from sllassist.case.model import Case
from sllassist.flow import gases, updates
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import HUB, Place, fields_of
from sllassist.flow.rounding import shown
from sllassist.flow.years import bill_years, months_over, reported_years, running_year

Status = Literal["未着手", "入力中", "完了", "まだ開始できません", "問題があります", "任意", "更新待ち"]
PASSED_BY: tuple[Status, ...] = ("任意", "更新待ち")
"""任意: nothing is missing without it; 更新待ち: nothing can be done before newer factors come. Passed by unless the user goes there."""

FIRM, SCHEMES, ENERGY, PLAN, PAPERS = "会社について", "使える制度を調べる", "エネルギーとCO2", "計画", "書類をつくる"
_VERDICTS = {"fits": "対象です", "does_not_fit": "対象になりません"}


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the hub."""

    place: Place
    group: str
    title: str
    summary: str
    status: Status


@dataclass(frozen=True, slots=True)
class _Known:
    """What every row is made from."""

    case: Case
    assessment: Assessment

    def row(self, page_id: str, group: str, title: str, summary: str, status: Status | None = None) -> Task:
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
        site = self.case.site(site_id)
        return (site and site.name) or "名称未入力"


def _some(names: list[str], most: int) -> str:
    return "・".join(names[:most]) + (" ほか" if len(names) > most else "")


def _firm(known: _Known) -> list[Task]:
    case = known.case
    named = [site.name or "名称未入力" for site in case.sites]
    sites = known.row(
        "sites", FIRM, "事業所を登録する", f"{len(named)}か所（{_some(named, 3)}）" if named else "工場・事務所・店舗・倉庫など",
        None if named else "未着手",
    )
    return [
        known.row("firm", FIRM, "会社の基本情報を入力する", case.firm.name or "名称、代表者、住所、業種"),
        known.row("contact", FIRM, "書類の担当者を入力する", case.contact.person or "審査の連絡を受ける方"),
        sites,
    ]


def _schemes(known: _Known) -> list[Task]:
    told = []
    for result in known.assessment.schemes:
        words = _VERDICTS.get(result.verdict) or f"あと{len(result.node.open_leaves())}つで分かります"
        told.append(f"{result.name}：{words}")
    asked = known.case.loan.bank_name or "金融機関、融資期間、車の台数など"
    conditions = known.row("conditions", SCHEMES, "融資と義務の条件に答える", asked)
    settled = all(result.verdict != "open" for result in known.assessment.schemes)
    started = conditions.status != "未着手" or bool(known.case.sites)
    verdict: Status = "完了" if settled else "入力中" if started else "未着手"
    return [conditions, known.row("verdict", SCHEMES, "使える制度を確かめる", "、".join(told), verdict)]


def _bills(known: _Known, year: int) -> Task:
    case, place = known.case, Place("bills", year)
    title = f"{year}年度{'（基準年度）' if year == case.plan.base_year else ''}の使用量を入力する"

    def row(summary: str, status: Status) -> Task:
        return Task(place, ENERGY, title, summary, status)

    if not case.supplies:
        return row("使っているエネルギーを選ぶと始められます", "まだ開始できません")
    if any(problem.level == "error" for problem in page_problems(case, known.assessment, place)):
        return row("直すところがあります", "問題があります")
    gaps = missing_months(case, year)
    if year == running_year(case, known.assessment.as_of):
        over = months_over(year, known.assessment.as_of)
        gaps = {use: tuple(month for month in months if month in over) for use, months in gaps.items()}
        gaps = {use: months for use, months in gaps.items() if months}
        if not gaps:
            return row("終わった月まで入力できています", "完了")
    if year not in years_with_records(case):
        return row("4月から翌年3月までの請求書を用意します", "未着手")
    if gaps:
        (site_id, _), months = next(iter(gaps.items()))
        return row(f"{known.site_name(site_id)}の{_some([f'{month}月' for month in months], 4)}が空欄です", "入力中")
    totals = known.assessment.ledger.total(year)
    return row(f"{shown(totals.co2_basic_t)} t-CO2　原油換算 {shown(totals.oil_kl)} kL", "完了")


def _gases(known: _Known) -> Task:
    """Optional: most firms have nothing to enter here."""
    case, place = known.case, Place("gases")
    title = "その他の温室効果ガスと証書を入力する"
    made = gases.years(case, known.assessment.ledger.knowledge)
    summary = gases.told(made[0]) if made else f"証書 {len(case.certificates)}件" if case.certificates else ""
    if any(problem.level == "error" for problem in page_problems(case, known.assessment, place)):
        waits = wholes.waiting(case, "gases") or wholes.waiting(case, "certificates")
        return Task(place, ENERGY, title, summary or "入力の途中の行があります", "入力中" if waits else "問題があります")
    if summary:
        return Task(place, ENERGY, title, summary, "完了")
    return Task(place, ENERGY, title, "エアコンの冷媒の漏れ、J-クレジットなど。心当たりがなければ入力は要りません", "任意")


def _update(known: _Known) -> list[Task]:
    """Newer factors that would change results; else factors that stand in for some not published yet."""
    place, ledger = Place("update"), known.assessment.ledger
    if found := updates.pending(known.case, ledger.knowledge):
        return [Task(place, ENERGY, "係数の更新を確かめる", f"{updates.years_text(found)}の結果が変わります", "未着手")]
    years = [str(year) for year in ledger.fiscal_years if ledger.total(year).provisional]
    if not years:
        return []
    return [Task(place, ENERGY, "暫定の係数を公表値に替える", f"{'・'.join(years)}年度に暫定の係数を使っています", "更新待ち")]


def _energy(known: _Known) -> list[Task]:
    case, plan = known.case, known.case.plan
    period = "基準年度と計画の年数"
    if plan.first_year and plan.years:
        period = f"{plan.first_year}〜{plan.first_year + plan.years - 1}年度　基準 {plan.base_year or '未入力'}年度"
    settled = "period" in case.finished or bool(case.records)  # the usual plan is a proposal until somebody has seen it
    used = {supply.site_id for supply in case.supplies}
    supplies: Status = "入力中"
    if not case.supplies:
        supplies = "未着手" if case.sites else "まだ開始できません"
    elif {site.id for site in case.sites} <= used:
        supplies = "完了"
    years = bill_years(case, known.assessment.as_of)
    done = any(is_complete(case, year) for year in years)
    chosen = f"{len(used)}か所 {len(case.supplies)}件" if used else "電気・ガス・灯油・ガソリンなど"
    result: tuple[str, Status] = ("数字の根拠も見られます", "完了") if done else ("使用量がそろうと見られます", "まだ開始できません")
    return [
        known.row("period", ENERGY, "計画期間を決める", period, None if settled else "未着手"),
        known.row("supplies", ENERGY, "使っているエネルギーを選ぶ", chosen, supplies),
        *(_bills(known, year) for year in years),
        _gases(known),
        *_update(known),
        known.row("result", ENERGY, "CO2と原油換算を確かめる", *result),
    ]


def _plan(known: _Known) -> list[Task]:
    case = known.case
    base = case.plan.base_year
    if base is None or not is_complete(case, base):
        rows = [known.row("plan", PLAN, "削減の目標と取組を決める", "基準年度の使用量がそろうと始められます", "まだ開始できません")]
    else:
        status = known.status(Place("plan"))
        short = next((problem.message for problem in known.assessment.problems if problem.code == "plan.short"), "")
        summary = short or (f"取組 {len(case.measures)}件" if case.measures else "目標と、そのための取組")
        status = "入力中" if status == "完了" and not case.measures else status
        rows = [known.row("plan", PLAN, "削減の目標と取組を決める", summary, status)]
    if years := reported_years(case, known.assessment.as_of):
        rows.append(known.row("report", PLAN, "実績の報告を書く", _some([f"{year}年度" for year in years], 3)))
    return rows


def _papers(known: _Known) -> list[Task]:
    sets = known.assessment.paper_sets()
    ready = [papers for papers in sets if not papers.blocking]
    if not ready:
        open_count = len({(p.code, p.path) for papers in sets for p in papers.blocking})
        summary = f"あと{open_count}か所を入力すると作れます" if sets else "対象になる制度がありません"
        return [
            known.row("check", PAPERS, "入力内容を確認する", "書類に書かれる内容を見直します", "まだ開始できません"),
            known.row("documents", PAPERS, "書類を作る", summary, "まだ開始できません"),
        ]
    sent = {(told.scheme, told.set_id, told.fiscal_year) for told in known.case.submissions}
    waiting = [papers for papers in ready if (papers.scheme, papers.set_id, papers.fiscal_year) not in sent]
    titles = "、".join(papers.title for papers in waiting or ready)
    checked: Status = "完了" if "check" in known.case.finished else "未着手"
    return [
        known.row("check", PAPERS, "入力内容を確認する", "書類に書かれる内容を見直します", checked),
        known.row("documents", PAPERS, "書類を作る", f"{titles}の書類を作れます", "未着手" if waiting else "完了"),
    ]


def tasks(case: Case, assessment: Assessment) -> tuple[Task, ...]:
    """All rows of the hub, in order."""
    known = _Known(case, assessment)
    return tuple(task for part in (_firm, _schemes, _energy, _plan, _papers) for task in part(known))


def next_place(case: Case, assessment: Assessment, place: Place) -> Place:
    """The page after `place`: the next task of the hub in order, the hub after the last. Optional ones are passed by."""
    here = Place(place.page_id, place.fiscal_year)
    places = [task.place for task in tasks(case, assessment) if task.status not in PASSED_BY or task.place == here]
    if here not in places:
        return HUB
    index = places.index(here) + 1
    return places[index] if index < len(places) else HUB


def next_open_task(case: Case, assessment: Assessment) -> Task | None:
    """The first task that waits for the user, for 「続きから始める」."""
    return next((task for task in tasks(case, assessment) if task.status in ("未着手", "入力中", "問題があります")), None)
