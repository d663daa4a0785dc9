"""SPT②: the sector's yearly reduction against the base year, whether plan and results reach it, and the share while a loan runs.

Source: 運用要領 3(2) ただし書, 5(3). How the yearly rate is counted is 未確認 there: a fixed share of the base year is taken, the
other reading is shown beside it. Not for: SPT① (`sections`).
"""

from decimal import Decimal

from sllassist.case.problems import Problem
from sllassist.schemes.base import Facts, TargetPath
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.oita_sll.borrower import small_firm
from sllassist.schemes.oita_sll.share import LOCAL, WHOLE, is_running, meets, percent_text, share
from sllassist.schemes.targets import plan_years, reaches, target_path


def years(facts: Facts) -> range:
    """Fiscal years of the plan period; its usual length where none is told."""
    return plan_years(facts.case.plan, int(of.param(facts, "plan.years").number))


def path(facts: Facts, results_until: int | None = None) -> TargetPath | None:
    """The target path of SPT②; None until sector, base year (with complete records) and first year are known."""
    rate = of.rate_percent(facts)
    if rate is None:
        return None
    notes = []
    if of.param(facts, "target.method").status == "未確認":
        notes.append("「基準年度比の年率」の計算式は要領に書かれていません。県に確かめてください（未確認）。")
    if of.param(facts, "target.series").status == "未確認":
        notes.append("「評価の対象となるCO2排出量」の数え方と使う排出係数は、県に確かめてください（未確認）。")
    if facts.case.firm.sector is None and of.param(facts, "sector.industries").status == "未確認":
        found = of.sector(facts)
        notes.append(f"主な業種から{of.SECTORS[found] if found else ''}とみています。違うときは「部門」を選びます（未確認）。")
    return target_path(
        facts, of.local_sites(facts), years(facts), rate_percent=rate, required_percent=rate, basis=of.clause(facts, "target.rates"),
        notes=tuple(notes), results_until=results_until,
    )


def problems(facts: Facts) -> tuple[Problem, ...]:
    """Where plan or results miss the target, and what the share asks of a firm that is no small one."""
    if not of.local_sites(facts):
        return ()
    plan = facts.case.plan
    found = list(_share_problems(facts))
    if plan.base_year is not None and plan.first_year is not None and plan.base_year >= plan.first_year:
        found.append(Problem("error", "plan.base_not_before", "plan.base_year", {"first": plan.first_year}))
        return tuple(found)
    return (*found, *_against_target(facts))


def _share_problems(facts: Facts) -> list[Problem]:
    """While a loan runs, the share of a firm that is no 中小企業 is looked at each year."""
    others = (one for one in facts.case.running if one.scheme == of.SCHEME_ID)
    lent = any(is_running(facts, one.start_date, one.term_months) for one in others)
    own = is_running(facts, facts.case.loan.start_date, facts.case.loan.term_months)
    if not (lent or own) or small_firm(facts).answer != "no":
        return []
    known = share(facts)
    limit = of.param(facts, "group.running_share_percent").number
    answer = meets(facts, known, running=True)
    if answer == "no":
        said = {"share": percent_text(known.high), "limit": limit}
        return [Problem("error", "oita_sll.share_low", LOCAL if known.local_t is not None else WHOLE, said)]
    return [Problem("warning", "oita_sll.share_check", WHOLE, {"limit": limit})] if answer == "unknown" else []


def _against_target(facts: Facts) -> list[Problem]:
    target = path(facts)
    if target is None:
        return []
    if target.base_t == 0:
        return [Problem("error", "plan.base_zero", "plan.base_year", {"year": target.base_year})]
    found = []
    for year in target.years:
        if year.actual_t is None and year.planned_t is not None and not reaches(year.planned_t, year.target_t, target.base_t):
            short = {"year": year.fiscal_year, "short": f"{year.planned_t - year.target_t:,.1f}"}
            found.append(Problem("warning", "oita_sll.short", "measures", short))
        if year.met is False:
            said = {"year": year.fiscal_year, "rate": target.required_percent}
            found.append(Problem("warning", "oita_sll.missed", "plan.first_year", said))
        if year.met is not None and year.met != year.met_other_method:
            found.append(Problem("warning", "oita_sll.methods_differ", "plan.method", {"year": year.fiscal_year}))
    return found


def allowed_share(rate: Decimal, after: int) -> Decimal:
    """Percent of the base year's emissions allowed so many years after it, counted linearly; may fall below zero."""
    return Decimal(100) - rate * after
