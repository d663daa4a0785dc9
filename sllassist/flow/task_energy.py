"""Rows of the hub on energy and the plan.

Not for: what is right or wrong in a value (`sllassist.assessment`).
"""

from collections.abc import Mapping

from sllassist.case import wholes
from sllassist.case.coverage import Use, is_complete, missing_months, years_with_records
from sllassist.flow import gases, updates
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import Place
from sllassist.flow.rounding import shown
from sllassist.flow.task import ENERGY, PLAN, Known, Status, Task, shorts, some
from sllassist.flow.years import bill_years, months_over, reported_years, running_year


def _bills(known: Known, year: int) -> Task:
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
        return row(_gaps(known, gaps), "入力中")
    totals = known.assessment.ledger.total(year)
    return row(f"{shown(totals.co2_basic_t)} t-CO2　原油換算 {shown(totals.oil_kl)} kL", "完了")


def _gaps(known: Known, gaps: Mapping[Use, tuple[int, ...]]) -> str:
    """Where months are blank: by name for one column, else how many in how many places."""
    (first, _), months = next(iter(gaps.items()))
    if len(gaps) == 1:
        return f"{known.site_name(first)}の{some([f'{month}月' for month in months], 4)}が空欄です"
    sites = {site for site, _ in gaps}
    where = known.site_name(first) if len(sites) == 1 else f"{len(sites)}か所の事業所"
    return f"{where}で、あわせて{sum(map(len, gaps.values()))}か月分が空欄です"


def _gases(known: Known) -> Task:
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


def _update(known: Known) -> list[Task]:
    """Newer factors that would change results; else factors that stand in for some not published yet."""
    place, ledger = Place("update"), known.assessment.ledger
    if found := updates.pending(known.case, ledger.knowledge):
        return [Task(place, ENERGY, "係数の更新を確かめる", f"{updates.years_text(found)}の結果が変わります", "未着手")]
    years = [str(year) for year in ledger.fiscal_years if ledger.total(year).provisional]
    if not years:
        return []
    return [Task(place, ENERGY, "暫定の係数を公表値に替える", f"{'・'.join(years)}年度に暫定の係数を使っています", "更新待ち")]


def energy(known: Known) -> list[Task]:
    """The rows on energy; none while no scheme looks at it and nothing was entered."""
    case, plan = known.case, known.case.plan
    if not (known.counting or case.supplies or case.records or "period" in case.finished):
        return []
    period = f"{shorts(known.counting)}の計算に使います" if known.counting else "基準年度と計画の年数"
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


def plan(known: Known) -> list[Task]:
    """The rows on the plan; none while no scheme has a target and nothing was planned."""
    case = known.case
    base = case.plan.base_year
    aiming = tuple(result for result in known.counting if result.has_target)
    if not (aiming or case.measures or case.plan.target_text):
        return []
    target = f"{shorts(aiming)}の目標" if aiming else "目標"
    if base is None or not is_complete(case, base):
        rows = [known.row("plan", PLAN, "削減の目標と取組を決める", "基準年度の使用量がそろうと始められます", "まだ開始できません")]
    else:
        status = known.status(Place("plan"))
        short = next((problem.message for problem in known.assessment.problems if problem.code == "plan.short"), "")
        summary = short or (f"取組 {len(case.measures)}件" if case.measures else f"{target}と、そのための取組")
        status = "入力中" if status == "完了" and not case.measures else status
        rows = [known.row("plan", PLAN, "削減の目標と取組を決める", summary, status)]
    if years := reported_years(case, known.assessment.as_of):
        rows.append(known.row("report", PLAN, "実績の報告を書く", some([f"{year}年度" for year in years], 3)))
    return rows
