"""The tasks of the hub: what is done, what is open, what cannot start yet; and which page comes after which.

Not for: what is right or wrong in a value (`sllassist.assessment`, `sllassist.flow.fields`).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sllassist.assessment import Assessment
from sllassist.case import paths
from sllassist.case.coverage import is_complete, missing_months, years_with_records
from sllassist.case.model import Case, Plan
from sllassist.case.periods import fiscal_year_end, fiscal_year_of
from sllassist.case.problems import Problem
from sllassist.flow import fields
from sllassist.flow.pages import HUB, PAGES, Place, fields_of, page_of_path

Status = Literal["未着手", "入力中", "完了", "まだ開始できません", "問題があります"]


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the hub."""

    place: Place
    group: str
    title: str
    summary: str
    status: Status


def new_case(as_of: dt.date) -> Case:
    """An empty case with the usual plan: three years from this fiscal year on, against the year before."""
    year = fiscal_year_of(as_of)
    return Case(plan=Plan(first_year=year, years=3, base_year=year - 1, rate_percent=Decimal(5)))


def reported_years(case: Case, as_of: dt.date) -> tuple[int, ...]:
    """Years of the plan that have ended by `as_of`: those a report is written on."""
    plan = case.plan
    if plan.first_year is None or plan.years is None:
        return ()
    return tuple(y for y in range(plan.first_year, plan.first_year + plan.years) if fiscal_year_end(y) < as_of)


def bill_years(case: Case, as_of: dt.date) -> tuple[int, ...]:
    """Fiscal years whose bills are asked for or already there, ascending."""
    base = case.plan.base_year
    wanted = {base if base is not None else fiscal_year_of(as_of) - 1, *reported_years(case, as_of), *years_with_records(case)}
    return tuple(sorted(wanted))


def _under(prefixes: tuple[str, ...], problems: tuple[Problem, ...]) -> list[Problem]:
    return [p for p in problems if any(p.path == prefix or p.path.startswith(f"{prefix}.") for prefix in prefixes)]


def page_problems(case: Case, assessment: Assessment, place: Place) -> tuple[Problem, ...]:
    """Everything to mend or to look at on one page, errors first; shown when the user asks to go on."""
    if place == HUB:
        return ()
    found: list[Problem] = []
    own = place.page
    listed: list[str] = list(fields_of(own, case, reported_years(case, assessment.as_of)))
    if own.kind == "sites":
        listed += [f"sites.{site.id}.{name}" for site in case.sites for name in ("name", "kind", "prefecture", "address")]
        if not case.sites:
            found.append(Problem("error", "papers.no_sites", "sites"))
    if own.kind == "plan":
        names = ("name", "site_id", "expected_t", "planned_year", "actual_t", "actual_year")
        listed += [f"measures.{measure.id}.{name}" for measure in case.measures for name in names]
    found += [problem for path in listed if (problem := fields.problem_of(case, path))]
    prefixes = tuple(listed) + {"sites": ("sites",), "supplies": ("supplies",), "plan": ("measures", "plan")}.get(own.kind, ())
    told = _under(prefixes, assessment.problems)
    if own.kind == "bills":
        told = [p for p in assessment.problems if p.path.startswith("records") and page_of_path(case, p.path).fiscal_year == place.fiscal_year]
    seen = {problem.path for problem in found}
    found += [problem for problem in told if problem.path not in seen or problem.code != "field.draft"]
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda problem: order[problem.level]))


def _form_status(case: Case, assessment: Assessment, place: Place) -> Status:
    names = fields_of(place.page, case, reported_years(case, assessment.as_of))
    errors = [problem for problem in page_problems(case, assessment, place) if problem.level == "error"]
    if not errors:
        return "完了"
    if any(problem.code not in ("field.empty_text", "field.empty_choice") for problem in errors):
        return "問題があります"
    started = any(paths.is_answered(case, name) for name in names)
    return "入力中" if started else "未着手"


def _firm(case: Case, assessment: Assessment) -> list[Task]:
    group = "会社について"
    rows = [
        Task(Place("firm"), group, "会社の基本情報を入力する", case.firm.name or "名称、代表者、住所、業種", _form_status(case, assessment, Place("firm"))),
        Task(Place("contact"), group, "書類の担当者を入力する", case.contact.person or "審査の連絡を受ける方", _form_status(case, assessment, Place("contact"))),
    ]
    named = [site.name or "名称未入力" for site in case.sites]
    status = "未着手" if not named else _form_status(case, assessment, Place("sites"))
    summary = f"{len(named)}か所（{'、'.join(named[:3])}{' ほか' if len(named) > 3 else ''}）" if named else "工場・事務所・店舗・倉庫など"
    return [*rows, Task(Place("sites"), group, "事業所を登録する", summary, status)]


def _schemes(case: Case, assessment: Assessment) -> list[Task]:
    group = "使える制度を調べる"
    told = []
    for result in assessment.schemes:
        words = {"fits": "対象です", "does_not_fit": "対象になりません", "open": f"あと{len(result.node.open_leaves())}つで分かります"}
        told.append(f"{result.name}：{words[result.verdict]}")
    settled = all(result.verdict != "open" for result in assessment.schemes)
    started = any(paths.is_answered(case, path) for path in Place("conditions").page.fields) or bool(case.sites)
    verdict: Status = "完了" if settled else "入力中" if started else "未着手"
    return [
        Task(Place("conditions"), group, "融資と義務の条件に答える", case.loan.bank_name or "金融機関、融資期間、車の台数など", _form_status(case, assessment, Place("conditions"))),
        Task(Place("verdict"), group, "使える制度を確かめる", "、".join(told), verdict),
    ]


def _bills(case: Case, assessment: Assessment, year: int) -> Task:
    place = Place("bills", year)
    base = "（基準年度）" if year == case.plan.base_year else ""
    title = f"{year}年度{base}の使用量を入力する"
    if not case.supplies:
        return Task(place, "エネルギーとCO2", title, "使っているエネルギーを選ぶと始められます", "まだ開始できません")
    gaps = missing_months(case, year)
    if any(problem.level == "error" for problem in page_problems(case, assessment, place)):
        return Task(place, "エネルギーとCO2", title, "直すところがあります", "問題があります")
    if year not in years_with_records(case):
        return Task(place, "エネルギーとCO2", title, "4月から翌年3月までの請求書を用意します", "未着手")
    if gaps:
        (site_id, _), months = next(iter(gaps.items()))
        site = case.site(site_id)
        summary = f"{(site and site.name) or '名称未入力'}の{'・'.join(f'{m}月' for m in months[:4])}{' ほか' if len(months) > 4 else ''}が空欄です"
        return Task(place, "エネルギーとCO2", title, summary, "入力中")
    totals = assessment.ledger.total(year)
    return Task(place, "エネルギーとCO2", title, f"{totals.co2_basic_t:,.1f} t-CO2　原油換算 {totals.oil_kl:,.1f} kL", "完了")


def _energy(case: Case, assessment: Assessment) -> list[Task]:
    group = "エネルギーとCO2"
    plan = case.plan
    period = f"{plan.first_year}〜{plan.first_year + plan.years - 1}年度　基準 {plan.base_year}年度" if plan.first_year and plan.years else "基準年度と計画の年数"
    sites_used = {supply.site_id for supply in case.supplies}
    supplies: Status = "まだ開始できません" if not case.sites else "未着手" if not case.supplies else "完了" if {s.id for s in case.sites} <= sites_used else "入力中"
    years = bill_years(case, assessment.as_of)
    done = any(is_complete(case, year) for year in years)
    return [
        Task(Place("period"), group, "計画期間を決める", period, _form_status(case, assessment, Place("period"))),
        Task(Place("supplies"), group, "使っているエネルギーを選ぶ", f"{len(case.supplies)}件" if case.supplies else "電気・ガス・灯油・ガソリンなど", supplies),
        *(_bills(case, assessment, year) for year in years),
        Task(Place("result"), group, "CO2と原油換算を確かめる", "数字の根拠も見られます" if done else "使用量がそろうと見られます", "完了" if done else "まだ開始できません"),
    ]


def _plan(case: Case, assessment: Assessment) -> list[Task]:
    group = "計画"
    ready = case.plan.base_year is not None and is_complete(case, case.plan.base_year)
    status: Status = _form_status(case, assessment, Place("plan")) if ready else "まだ開始できません"
    if status == "完了" and not case.measures:
        status = "入力中"
    short = next((problem.message for problem in assessment.problems if problem.code == "plan.short"), "")
    summary = short or (f"取組 {len(case.measures)}件" if case.measures else "目標と、そのための取組" if ready else "基準年度の使用量がそろうと始められます")
    rows = [Task(Place("plan"), group, "削減の目標と取組を決める", summary, status)]
    if years := reported_years(case, assessment.as_of):
        state = _form_status(case, assessment, Place("report"))
        rows.append(Task(Place("report"), group, "実績の報告を書く", "、".join(f"{year}年度" for year in years), state))
    return rows


def _papers(case: Case, assessment: Assessment) -> list[Task]:
    group = "書類をつくる"
    sets = assessment.paper_sets()
    ready = [papers for papers in sets if not papers.blocking]
    open_count = len({problem for papers in sets for problem in ((p.code, p.path) for p in papers.blocking)})
    check: Status = "完了" if "check" in case.finished and ready else "未着手" if ready else "まだ開始できません"
    sent = {(s.scheme, s.set_id, s.fiscal_year) for s in case.submissions}
    waiting = [papers for papers in ready if (papers.scheme, papers.set_id, papers.fiscal_year) not in sent]
    made: Status = "まだ開始できません" if not ready else "未着手" if waiting else "完了"
    summary = f"{'、'.join(papers.title for papers in ready)}を作れます" if ready else f"あと{open_count}か所を入力すると作れます"
    return [
        Task(Place("check"), group, "入力内容を確認する", "書類に書かれる内容を見直します", check),
        Task(Place("documents"), group, "書類を作る", summary, made),
    ]


def tasks(case: Case, assessment: Assessment) -> tuple[Task, ...]:
    """All rows of the hub, in order."""
    parts = (_firm, _schemes, _energy, _plan, _papers)
    return tuple(task for part in parts for task in part(case, assessment))


def next_place(case: Case, assessment: Assessment, place: Place) -> Place:
    """The page after `place`: the next task of the hub in order, the hub after the last."""
    places = [task.place for task in tasks(case, assessment)]
    here = Place(place.page_id, place.fiscal_year)
    if here not in places:
        return HUB
    index = places.index(here) + 1
    return places[index] if index < len(places) else HUB


def next_open_task(case: Case, assessment: Assessment) -> Task | None:
    """The first task that waits for the user, for 「続きから始める」."""
    return next((task for task in tasks(case, assessment) if task.status in ("未着手", "入力中", "問題があります")), None)


PAGE_ORDER = tuple(page.id for page in PAGES)
"""Page ids in the order of the map."""
