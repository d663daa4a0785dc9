"""The sets of papers: the plan once, a report for each finished year; with contents, recipient and what blocks them.

Source: 説明資料「提出書類」「計画書・報告書の作成・提出」. Which value stands where is said by the maps in
`forms/nagano_sll/`. Not for: writing files (`sllassist.documents`).
"""

from sllassist.case.model import Case, Override
from sllassist.case.periods import fiscal_year_end, japanese_date
from sllassist.case.problems import Problem
from sllassist.emissions.drafts import draft_problems
from sllassist.schemes.base import Facts, FormContent, PaperSet, Recipient
from sllassist.schemes.form_parts import missing
from sllassist.schemes.nagano_sll import calendar, eligibility, form_energy, form_letters, form_plan
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll.target import path as target_path
from sllassist.schemes.nagano_sll.target import plan_years, problems

_ASKED = (
    "firm.name", "firm.representative_title", "firm.representative_name", "firm.prefecture", "firm.address", "firm.industry_code",
    "contact.person", "contact.phone", "contact.email", "plan.first_year", "plan.years", "plan.base_year", "plan.rate_percent",
    "plan.target_text",
)


def _asked(case: Case) -> tuple[str, ...]:
    """Case paths the forms cannot do without."""
    sites = (f"sites.{site.id}.{name}" for site in case.sites for name in ("name", "prefecture"))
    measures = (f"measures.{one.id}.{name}" for one in case.measures for name in ("name", "expected_t", "planned_year"))
    return (*_ASKED, *sites, *measures)


def _year_ready(facts: Facts, year: int) -> list[Problem]:
    local = of.local_sites(facts)
    if not any(supply.site_id in local for supply in facts.case.supplies):
        return [Problem("error", "papers.needs_energy", "supplies", {"year": year})]
    if not of.complete(facts, year):
        return [Problem("error", "papers.base_incomplete", f"records.all.{year}.year", {"year": year})]
    return [p for p in facts.ledger.problems if p.level == "error" and f".{year}." in f"{p.path}."]


def _blocking(facts: Facts, years: tuple[int, ...]) -> tuple[Problem, ...]:
    found = [*missing(facts.case, _asked(facts.case)), *draft_problems(facts.case, facts.knowledge)]
    if not of.local_sites(facts):
        found.append(Problem("error", "papers.no_sites", "sites"))
    else:
        for year in years:
            found += _year_ready(facts, year)
        found += [p for p in facts.ledger.problems if p.level == "error" and p.path.startswith(("supplies.", "gases."))]
    if _decided(facts) is None:
        for leaf in eligibility.judge(facts).failed_leaves():
            found.append(Problem("error", "papers.not_eligible", leaf.paths[0] if leaf.paths else "plan", {"why": leaf.statement}))
    found += [problem for problem in problems(facts) if problem.level == "error"]
    return tuple(found)


def _decided(facts: Facts) -> Override | None:
    """That a person decided that the firm may use the scheme, whatever the conditions say."""
    return next((told for told in facts.case.overrides if (told.scheme, told.verdict) == (of.SCHEME_ID, "fits")), None)


def _recipient(facts: Facts) -> Recipient:
    told = of.param(facts, "recipient.helpdesk").value
    return Recipient(told["name"], told["email"], told["phone"], told["way"], of.clause(facts, "recipient.helpdesk"))


def _checks(facts: Facts) -> tuple[str, ...]:
    verdict, decided = eligibility.judge(facts), _decided(facts)
    open_leaves = verdict.open_leaves()
    checks = []
    if decided is not None:
        who = f"{decided.by}さんの判断（{japanese_date(decided.decided_on)}、{decided.reason}）"
        checks += [f"当てはまらない条件がありますが、{who}で作っています：{leaf.statement}" for leaf in verdict.failed_leaves()]
    checks += [f"まだ分かっていない条件があります：{leaf.statement}{leaf.todo}" for leaf in open_leaves]
    if plan_years(facts.case.plan) and not facts.case.measures:
        checks.append("取組が1つも入っていません。計画書の措置の表が空欄になります。")
    checks += [problem.message for problem in problems(facts) if problem.level == "warning"]
    checks += [
        "様式1号は県のホームページで公表されます。個人の名前や取引先の情報が入っていないか、見直してください。",
        "書類の様式は、公式の様式が手もとにないため独自に作ったものです。県の公式様式に書き写すか、ヘルプデスクに確かめてから送ってください。",
    ]
    return tuple(checks)


def _body(facts: Facts, what: str) -> tuple[str, ...]:
    firm, contact = facts.case.firm, facts.case.contact
    return (
        "事業活動温暖化対策計画書制度ヘルプデスク 御中",
        "",
        f"{firm.name or ''}の{contact.person or ''}です。",
        "信州SLL（脱炭素型）活用促進制度の利用にあたり、任意事業者として",
        f"{what}を提出します。添付をご確認ください。",
        "",
        f"{firm.name or ''} {contact.department or ''} {contact.person or ''}".strip(),
        f"電話 {contact.phone or ''}　メール {contact.email or ''}",
    )


def _forms(facts: Facts, year: int | None, report_year: int | None, blocking: tuple[Problem, ...]) -> tuple[FormContent, ...]:
    """The contents of the forms; none while something blocks them, since nothing half-known goes on paper."""
    if blocking or year is None:
        return ()
    return (form_plan.content(facts, report_year), form_letters.letter(facts, report_year), form_energy.content(facts, year))


def paper_sets(facts: Facts) -> tuple[PaperSet, ...]:
    """The plan's set, then one report set for each year of the plan that has ended."""
    plan, firm = facts.case.plan, facts.case.firm
    years = plan_years(plan)
    bank = (facts.case.loan.bank_name or "融資を受ける金融機関",)
    name = firm.name or "名称未入力"
    first = plan.first_year if plan.first_year is not None else 0
    base = () if plan.base_year is None else (plan.base_year,)
    blocking = _blocking(facts, base)
    sets = [
        PaperSet(
            f"plan-{first}", of.SCHEME_ID, "plan", first, "計画書の提出", f"計画書の提出_{first}年度", _recipient(facts),
            f"【信州SLL】事業活動温暖化対策計画書の提出（{name}）", _body(facts, "計画書一式"), bank, calendar.plan_due(facts),
            _forms(facts, plan.base_year, None, blocking), blocking, _checks(facts), target_path(facts, plan.base_year),
        )
    ]
    for year in years:
        if fiscal_year_end(year) >= facts.as_of:
            continue
        reasons = [
            Problem("error", "papers.reason_missing", f"plan.change_reasons.{done}.text", {"year": done})
            for done in years
            if done <= year and not any(note.fiscal_year == done and note.text for note in plan.change_reasons)
        ]
        blocking = (*_blocking(facts, (*base, *(done for done in years if done <= year))), *reasons)
        sets.append(
            PaperSet(
                f"report-{year}", of.SCHEME_ID, "report", year, f"{year}年度の報告書の提出", f"報告書の提出_{year}年度", _recipient(facts),
                f"【信州SLL】{year}年度 事業活動温暖化対策実施状況等報告書の提出（{name}）", _body(facts, f"{year}年度の報告書一式"), bank,
                calendar.report_due(facts, year), _forms(facts, year, year, blocking), blocking, _checks(facts), target_path(facts, year),
            )
        )
    return tuple(sets)
