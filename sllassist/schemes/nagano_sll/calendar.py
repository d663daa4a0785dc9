"""What is due when, by whom and to whom.

Source: 説明資料「提出書類」「参加表明書等の作成・提出」「計画書・報告書の作成・提出」「審査・公表」「融資先企業の責務」.
Not for: the papers themselves (`papers`), and which changes are to be told (`notices`).
"""

import datetime as dt

from sllassist.case.periods import LAST_YEAR, fiscal_year_end, fiscal_year_of
from sllassist.schemes import dates
from sllassist.schemes.base import Deadline, Facts
from sllassist.schemes.dates import deadline
from sllassist.schemes.nagano_sll import eligibility, notices
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.running import (
    Lent,
    goes_on,
    last_day,
    later_periods,
    notice_deadlines,
    other_years,
    planned,
    running,
    without_years,
)
from sllassist.schemes.targets import plan_years

FIRM = "貴社"


def sent_on(facts: Facts, set_id: str, fiscal_year: int) -> dt.date | None:
    """When the set of papers was sent, as told."""
    return dates.sent_on(facts, of.SCHEME_ID, set_id, fiscal_year)


def _to(facts: Facts, key: str) -> str:
    found: str = of.param(facts, key).value["name"]
    return found


def loan_end(facts: Facts) -> dt.date | None:
    """The day the loan of the case ends."""
    return last_day(facts, of.SCHEME_ID, facts.case.loan.start_date, facts.case.loan.term_months)


def report_due(facts: Facts, fiscal_year: int) -> Deadline:
    """The report on `fiscal_year`: due in the year after, by the day the parameters say (7月末日)."""
    rule = of.param(facts, "report.due").value
    own = plan_years(facts.case.plan)
    notes = []
    if fiscal_year == max(own, default=None):
        notes.append("計画期間の最後の年度の報告も、同じ期限とみています（未確認）。")
    day, end = dt.date(fiscal_year + 1, int(rule["month"]), int(rule["day"])), loan_end(facts)
    if fiscal_year in other_years(facts, of.SCHEME_ID) and fiscal_year not in own:
        notes.append("実行中の別の融資の年度です。")
    elif fiscal_year not in own:
        notes.append("次の計画期間の報告です（融資が続くため）。")
        if end is not None and day > end:
            notes.append("融資が終わったあとの提出になります。要るかどうかをヘルプデスクに確かめてください（未確認）。")
    return deadline(
        facts, f"report-{fiscal_year}", f"{fiscal_year}年度の実施状況等報告書を提出する", day=day, by=FIRM,
        to=_to(facts, "recipient.helpdesk"), clause=of.clause(facts, "report.due"), sent=sent_on(facts, "report", fiscal_year),
        rule=of.param(facts, "report.holiday_rule").text, notes=tuple(notes), paper_set=f"report-{fiscal_year}",
        lead_days=int(of.param(facts, "report.lead_days").number),
    )


def reported_years(facts: Facts) -> range:
    """Fiscal years a report is due for: those of the plan, and those after it while the loan runs."""
    own, end = plan_years(facts.case.plan), loan_end(facts)
    if not own or end is None:
        return own
    return range(own[0], min(max(own[-1], fiscal_year_of(end)), LAST_YEAR) + 1)


def plan_due(facts: Facts) -> Deadline:
    """The plan: when the firm starts to use the scheme, so by the day of the loan when that is known."""
    plan, told = facts.case.plan, of.param(facts, "plan.due")
    sent = sent_on(facts, "plan", plan.first_year) if plan.first_year is not None else None
    return deadline(
        facts, "plan", "事業活動温暖化対策計画書を提出する", day=facts.case.loan.start_date, by=FIRM, to=_to(facts, "recipient.helpdesk"),
        clause=of.clause(facts, "plan.due"), when=f"{told.text}（融資の実行まで）", sent=sent,
        rule=of.param(facts, "report.holiday_rule").text, notes=("提出の前に金融機関に相談します。",),
        paper_set=f"plan-{plan.first_year}", lead_days=int(of.param(facts, "plan.lead_days").number),
    )


def _of_bank(facts: Facts, lent: Lent) -> list[Deadline]:
    suffix = f"-{lent.id}" if lent.id else ""
    told = [
        ("bank-loan-report", "融資実行報告書を県に送る", lent.start, "融資を実行したとき"),
        ("bank-end-report", "融資完了報告書を県に送る", lent.last_day, "融資が終わったとき"),
    ]
    return [
        deadline(
            facts, f"{name}{suffix}", title, day=day, by=lent.bank, to=_to(facts, "recipient.prefecture"),
            clause=of.clause(facts, "notice.bank"), when=when, rule=of.param(facts, "report.holiday_rule").text, ours=False,
        )
        for name, title, day, when in told
    ]


def _bank_joins(facts: Facts) -> list[Deadline]:
    """The bank takes part before the loan is paid out; whether it does already is not known here."""
    loan, told = facts.case.loan, of.param(facts, "bank.joins")
    if loan.start_date is not None and loan.start_date <= facts.as_of:
        return []
    return [
        deadline(
            facts, "bank-joins", f"{told.value['paper']}を県に出し、承認を受ける", day=None, by=loan.bank_name or "金融機関",
            to=_to(facts, "recipient.prefecture"), clause=of.clause(facts, "bank.joins"), when=told.value["when"], ours=False,
            notes=("金融機関が制度に参加しているかを、融資の前に確かめてください。",),
        )
    ]


def _own_bank_duties(facts: Facts) -> list[Deadline]:
    loan = facts.case.loan
    return _bank_joins(facts) + _of_bank(facts, Lent("", loan.bank_name or "金融機関", loan.start_date, loan_end(facts)))


def _judgement(facts: Facts, bank: str, chosen: str | None, suffix: str = "") -> Deadline:
    words = {"yearly": "毎年、報告書を出したあと", "contract": "契約で定めた時期"}
    ways = [words[way] for way in of.param(facts, "loan.judgement").value]
    return deadline(
        facts, f"judgement{suffix}", "報告書を金融機関にも渡し、金利の判定を受ける", day=None, by=FIRM, to=bank,
        clause=of.clause(facts, "loan.judgement"), when=words[chosen] if chosen else "か、".join(ways),
    )


def periods(facts: Facts) -> list[range]:
    """The plan periods of a loan: the one told, and as many of the same length behind it as the loan needs."""
    first, end = plan_years(facts.case.plan), loan_end(facts)
    return [first, *(later_periods(first, end, fiscal_year_end) if end is not None else ())] if first else []


def _next_plan(facts: Facts, years: range) -> Deadline:
    """The plan for a period after the first; its day is not known, so it has none."""
    renewal = of.param(facts, "plan.renewal")
    return deadline(
        facts, f"next-plan-{years[0]}", "次の計画期間の計画書を提出する", day=None, by=FIRM, to=_to(facts, "recipient.helpdesk"),
        clause=of.clause(facts, "plan.renewal"), when=f"{years[0]}年度（融資が計画期間のあとも続くため）",
        sent=sent_on(facts, "plan", years[0]), notes=(f"{renewal.note}（未確認）",), paper_set=f"plan-{years[0]}",
    )


def _publication(facts: Facts, plans: set[int], reports: set[int]) -> list[Deadline]:
    """What the prefecture publishes of papers that were sent."""
    month = int(of.param(facts, "publication.report_month").number)
    after = int(of.param(facts, "publication.plan_months_after_review").number)
    office, found = _to(facts, "recipient.prefecture"), []
    for first in sorted(plans):
        if sent_on(facts, "plan", first) is None:
            continue
        when = "審査が終わった月の翌月" if after == 1 else f"審査が終わった月の{after}か月後"
        name, title = ("", "") if first == facts.case.plan.first_year else (f"-{first}", f"{first}年度からの")
        found.append(
            deadline(
                facts, f"published-plan{name}", f"{title}計画書が県のホームページで公表される", day=None, by=office, to="公開", when=when,
                ours=False, clause=of.clause(facts, "publication.plan_months_after_review"),
            )
        )
    for year in sorted(reports):
        sent = sent_on(facts, "report", year)
        if sent is None:
            continue
        day = dt.date(fiscal_year_of(sent), month, 1)
        if (day.year, day.month) >= (facts.as_of.year, facts.as_of.month):
            found.append(
                deadline(
                    facts, f"published-{year}", f"{year}年度の報告書が県のホームページで公表される", day=None, by=office, to="公開",
                    when=f"{day.year}年{month}月", ours=False, clause=of.clause(facts, "publication.report_month"),
                )
            )
    return found


def _open(facts: Facts) -> list[Deadline]:
    """What the other loans ask for whose days cannot be counted yet, so that it is not left out."""
    to = _to(facts, "recipient.helpdesk")
    found = [
        deadline(
            facts, f"reports-{one.id}", f"毎年度の実施状況等報告書を提出する（{one.bank_name or '実行中の融資'}）", day=None,
            by=FIRM, to=to, when="融資の実行日と融資期間を入力すると、期限の日が分かります", clause=of.clause(facts, "report.due"),
        )
        for one in without_years(facts, of.SCHEME_ID)
    ]
    found += [
        deadline(
            facts, f"next-plan-of-{one.id}", f"次の計画書を出す（{one.bank_name or '実行中の融資'}）", day=None, by=FIRM, to=to,
            when="計画期間が終わり、融資が続くとき。計画の最初の年度と年数を入力すると、年度が分かります",
            clause=of.clause(facts, "plan.renewal"), notes=(f"{of.param(facts, 'plan.renewal').note}（未確認）",),
        )
        for one in running(facts, of.SCHEME_ID) if not planned(one)
    ]
    return found


def deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """Everything due, dated things first in order of their day.

    Nothing for a firm without a site in the prefecture or another loan; beside another loan, of that of the case only while it goes on.
    """
    others = running(facts, of.SCHEME_ID)
    local = bool(of.local_sites(facts))
    if not local and not others:
        return ()
    own = local and (not others or goes_on(facts, of.SCHEME_ID, eligibility.judge(facts).answer, "plan"))
    first = facts.case.plan.first_year
    firsts = {first} if own and first is not None else set()
    later = {years[0]: years for years in periods(facts)[1:]} if own else {}
    for one in others:
        end = last_day(facts, of.SCHEME_ID, one.start_date, one.term_months)
        firsts |= {planned(one)[0]} if planned(one) else set()
        later |= {years[0]: years for years in later_periods(planned(one), end, fiscal_year_end)}
    reports = {*(reported_years(facts) if own else ()), *other_years(facts, of.SCHEME_ID)}
    loan = facts.case.loan
    found = [plan_due(facts), *_own_bank_duties(facts), _judgement(facts, loan.bank_name or "金融機関", loan.judgement)] if own else []
    found += [report_due(facts, year) for year in sorted(reports)]
    found += [_next_plan(facts, years) for year, years in sorted(later.items()) if not own or year != first]
    found += _publication(facts, {*firsts, *later}, reports)
    for lent in notices.loans(facts):
        if lent.id:
            found += [*_of_bank(facts, lent), _judgement(facts, lent.bank, None, f"-{lent.id}")]
    found += _open(facts)
    found += notice_deadlines(
        facts, notices.notices, by=FIRM, guide_days=int(of.param(facts, "notice.guide_days").number),
        clause=of.clause(facts, "notice.guide_days"),
    )
    return tuple(sorted(found, key=lambda item: (item.day is None, item.day or dt.date.max, item.id)))
