"""SPT イ: 温室効果ガス排出量の削減率が年平均5％以上, and whether plan and results reach it.

Source: 説明資料「SPT」「事業活動温暖化対策計画書制度」. How 年平均 is counted and which series counts are 未確認 there;
both readings are shown (`resources/schemes/nagano_sll.toml`, target.method and target.series).
"""

from decimal import Decimal

from sllassist.case.problems import Problem
from sllassist.schemes.base import Facts, TargetPath
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.targets import plan_years, reaches, target_path

__all__ = ["path", "plan_years", "problems"]


def path(facts: Facts, results_until: int | None = None) -> TargetPath | None:
    """The target path; None until base year (with complete records), period and rate are known. `results_until`: see `targets`."""
    rate = facts.case.plan.rate_percent
    if rate is None:
        return None
    notes = []
    if of.param(facts, "target.method").status == "未確認":
        notes.append("年平均の数え方は県の公表資料に式がないため、ヘルプデスクに確かめてください（未確認）。")
    if of.param(facts, "target.series").status == "未確認":
        notes.append("基礎排出量と調整後排出量のどちらで判定するかは、ヘルプデスクに確かめてください（未確認）。")
    required = Decimal(of.param(facts, "target.rate_percent").value)
    return target_path(
        facts, of.local_sites(facts), plan_years(facts.case.plan), rate_percent=rate, required_percent=required,
        basis=of.clause(facts, "target.rate_percent"), notes=tuple(notes), results_until=results_until,
    )


def problems(facts: Facts) -> tuple[Problem, ...]:
    """What is wrong with the plan as told, and where plan or results miss the target."""
    plan = facts.case.plan
    found: list[Problem] = []
    longest = int(of.param(facts, "plan.max_years").value)
    if plan.years is not None and not 1 <= plan.years <= longest:
        found.append(Problem("error", "plan.too_long", "plan.years", {"max": longest}))
    if plan.base_year is not None and plan.first_year is not None and plan.base_year >= plan.first_year:
        found.append(Problem("error", "plan.base_not_before", "plan.base_year", {"first": plan.first_year}))
    offset = int(of.param(facts, "plan.base_year_offset").value)
    if plan.base_year is not None and plan.first_year is not None and plan.base_year < plan.first_year - offset:
        found.append(Problem("warning", "plan.base_unusual", "plan.base_year", {"usual": plan.first_year - offset}))
    required = Decimal(of.param(facts, "target.rate_percent").value)
    if plan.rate_percent is not None and not required <= plan.rate_percent <= 100:
        code = "plan.rate_low" if plan.rate_percent < required else "plan.rate_high"
        found.append(Problem("error", code, "plan.rate_percent", {"min": required}))
    most = int(of.param(facts, "plan.max_measures").value)
    if len(facts.case.measures) > most:
        found.append(Problem("error", "plan.too_many_measures", "measures", {"max": most, "count": len(facts.case.measures)}))
    for measure in facts.case.measures:
        if measure.planned_year is not None and plan_years(plan) and measure.planned_year not in plan_years(plan):
            years = plan_years(plan)
            where = {"name": measure.name or "名称未入力", "first": years[0], "last": years[-1]}
            found.append(Problem("warning", "plan.measure_outside", f"measures.{measure.id}.planned_year", where))
    found.extend(_against_target(facts))
    return tuple(found)


def _against_target(facts: Facts) -> list[Problem]:
    target = path(facts)
    if target is None:
        return []
    found = []
    if target.base_t == 0:
        found.append(Problem("error", "plan.base_zero", "plan.base_year", {"year": target.base_year}))
    saved = sum((m.expected_t for m in facts.case.measures if m.expected_t is not None), Decimal(0))
    if saved > target.base_t > 0:
        figures = {"saved": f"{saved:,.1f}", "base": f"{target.base_t:,.1f}", "year": target.base_year}
        found.append(Problem("error", "plan.more_than_base", "measures", figures))
    for year in target.years:
        if year.actual_t is None and year.planned_t is not None and not reaches(year.planned_t, year.target_t, target.base_t):
            short = year.planned_t - year.target_t
            found.append(Problem("warning", "plan.short", "measures", {"year": year.fiscal_year, "short": f"{short:,.1f}"}))
        if year.met is False:
            found.append(Problem("warning", "plan.missed", "plan.rate_percent", {"year": year.fiscal_year}))
        if year.met is not None and year.met != year.met_other_method:
            found.append(Problem("warning", "plan.methods_differ", "plan.method", {"year": year.fiscal_year}))
    return found
