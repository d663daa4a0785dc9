"""What is due when, by whom and to whom.

Source: 運用要領 3(2), 5(3), 5(6), 6, 7. Whether 年度 means the prefecture's year or the firm's own is open there: the prefecture's
is taken, the other is told where it differs. Not for: notices of changes (`notices`).
"""

import datetime as dt
from functools import partial

from sllassist.case.model import RunningLoan
from sllassist.case.periods import LAST_YEAR, fiscal_year_of, japanese_date, month_start
from sllassist.schemes.base import Deadline, Facts
from sllassist.schemes.conditions import months_later
from sllassist.schemes.dates import deadline, months_after_end, sent_on
from sllassist.schemes.oita_sll import eligibility, notices
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.oita_sll.borrower import small_firm
from sllassist.schemes.oita_sll.target import years
from sllassist.schemes.running import (
    Lent,
    goes_on,
    later_periods,
    notice_deadlines,
    other_years,
    planned,
    running,
    without_years,
)

FIRM = "貴社"
OF_OTHER = "実行中の別の融資の年度です。"


def office(facts: Facts) -> str:
    """Whom every paper goes to."""
    found: str = of.param(facts, "recipient.prefecture").value["name"]
    return found


def year_end(facts: Facts, fiscal_year: int) -> dt.date:
    """The last day of a year."""
    told = of.param(facts, "year.ends").value
    return dt.date(fiscal_year + 1, int(told["month"]), int(told["day"]))


def _own_year(facts: Facts, fiscal_year: int, months: int) -> str:
    """What would be due if the firm's business year counted; "" where it is the same."""
    closing = facts.case.firm.closing_month
    if closing is None or closing == year_end(facts, fiscal_year).month:
        return ""
    end = months_later(month_start(fiscal_year, closing), 1) - dt.timedelta(days=1)
    due = japanese_date(months_after_end(end, months))
    return f"会社の事業年度で数えると、{japanese_date(end)}に終わる年度の期限は{due}です。どちらの年度かを県に確かめてください（未確認）。"


def _loan_end(facts: Facts) -> dt.date | None:
    loan = facts.case.loan
    return of.loan_last_day(facts, loan.start_date, loan.term_months)


def results_due(facts: Facts, fiscal_year: int) -> Deadline:
    """実績報告書 on a year: within four months after it."""
    months = int(of.param(facts, "results.months").number)
    day, end = months_after_end(year_end(facts, fiscal_year), months), _loan_end(facts)
    elsewhere = fiscal_year in other_years(facts, of.SCHEME_ID)
    later = "" if fiscal_year in years(facts) else OF_OTHER if elsewhere else "計画期間のあとの年度です（続けて使うとき）。"
    if later and not elsewhere and end is not None and day > end:
        later += "融資が終わったあとの提出になります。要るかどうかを県に確かめてください（未確認）。"
    return deadline(
        facts, f"results-{fiscal_year}", f"{fiscal_year}年度の実績報告書を出す", day=day, by=FIRM, to=office(facts),
        clause=of.clause(facts, "results.months"), sent=sent_on(facts, of.SCHEME_ID, "results", fiscal_year),
        rule=of.param(facts, "holiday_rule").text, notes=(later, _own_year(facts, fiscal_year, months)),
        paper_set=f"results-{fiscal_year}", lead_days=int(of.param(facts, "results.lead_days").number),
    )


def reported_years(facts: Facts) -> range:
    """Years a 実績報告書 is due for: those of the plan, and those after it while the loan runs."""
    own, end = years(facts), _loan_end(facts)
    if not own or end is None:
        return own
    return range(own[0], min(max(own[-1], fiscal_year_of(end)), LAST_YEAR) + 1)


def sheet_due(facts: Facts) -> Deadline:
    """The first 取組目標設定書: when the firm begins to use the scheme, so by the day of the loan when that is known."""
    first = facts.case.plan.first_year
    sent = None if first is None else sent_on(facts, of.SCHEME_ID, "sheet", first)
    return deadline(
        facts, "sheet", "取組目標設定書を出す", day=facts.case.loan.start_date, by=FIRM, to=office(facts),
        clause=of.clause(facts, "sheet.months"), when="制度を使いはじめるとき（融資の実行まで）", sent=sent,
        rule=of.param(facts, "holiday_rule").text, notes=("先に、県に承認された金融機関に相談します。",),
        paper_set=f"sheet-{first}", lead_days=int(of.param(facts, "sheet.lead_days").number),
    )


def _next_sheet(facts: Facts, period: range, *, surely: bool, assumed: bool) -> Deadline:
    """A new 取組目標設定書 within six months after the plan period before `period`.

    `surely`: the loan is known to go on; `assumed`: the years of a period are not told for this loan.
    """
    months, last = int(of.param(facts, "sheet.months").number), period[0] - 1
    ours = () if surely else ("融資が計画期間のあとも続くときに出します。",)
    length = ("計画期間の年数は確認できていません（未確認）。",) if assumed else ()
    return deadline(
        facts, f"sheet-{period[0]}", f"次の計画期間（{period[0]}年度から）の取組目標設定書を出す",
        day=months_after_end(year_end(facts, last), months), by=FIRM, to=office(facts), clause=of.clause(facts, "sheet.months"),
        sent=sent_on(facts, of.SCHEME_ID, "sheet", period[0]), rule=of.param(facts, "holiday_rule").text,
        notes=(*ours, *length, _own_year(facts, last, months)), paper_set=f"sheet-{period[0]}",
        lead_days=int(of.param(facts, "sheet.lead_days").number),
    )


def _next_sheets(facts: Facts, plan: range, end: dt.date | None, *, assumed: bool) -> list[Deadline]:
    periods = later_periods(plan, end, partial(year_end, facts))
    return [_next_sheet(facts, period, surely=end is not None, assumed=assumed) for period in periods]


def _application(facts: Facts) -> list[Deadline]:
    if facts.case.standing.oita_applied:
        return []
    return [
        deadline(
            facts, "application", "おおいたグリーン事業者認証制度申請書（SLL部門）を出す", day=None, by=FIRM, to=office(facts),
            clause=of.clause(facts, "spt.first_application"), when="期限の定めはありません（融資の前に相談します）",
            notes=("中小企業のはじめての申請なら、認証を受けること自体を目標（SPT①）にできます。",),
        )
    ]


def _of_bank(facts: Facts, lent: Lent) -> list[Deadline]:
    suffix = f"-{lent.id}" if lent.id else ""
    told = [
        ("bank-loan-report", "融資実行報告書（様式第2号）を県に出す", lent.start, "融資を実行したら速やかに", "6 (2)"),
        ("bank-end-report", "融資完了報告書（様式第3号）を県に出す", lent.last_day, "融資が終わったら速やかに", "6 (3)"),
    ]
    return [
        deadline(
            facts, f"{name}{suffix}", title, day=day, by=lent.bank, to=office(facts), clause=of.clause(facts, "notice.bank", place),
            when=when, rule=of.param(facts, "holiday_rule").text, ours=False,
        )
        for name, title, day, when, place in told
    ]


def _own_bank_duties(facts: Facts) -> list[Deadline]:
    loan, found = facts.case.loan, []
    if not loan.bank_approved:
        found.append(
            deadline(
                facts, "bank-joins", "参加表明書（様式第1号）を県に出し、承認を受ける", day=None, by=loan.bank_name or "金融機関",
                to=office(facts), clause=of.clause(facts, "bank.approved"), when="融資の前（まだ承認されていないとき）", ours=False,
            )
        )
    return [*found, *_of_bank(facts, Lent("", loan.bank_name or "金融機関", loan.start_date, _loan_end(facts)))]


def _judgement(facts: Facts, bank: str, chosen: str | None, suffix: str = "") -> Deadline:
    told = of.param(facts, "loan.judgement").value
    return deadline(
        facts, f"judgement{suffix}", "実績報告をもとに金利の判定を受ける", day=None, by=FIRM, to=bank,
        clause=of.clause(facts, "loan.judgement"), when=told[chosen] if chosen else "か、".join(told.values()),
    )


def _share_checks(facts: Facts, reports: set[int]) -> list[Deadline]:
    """Each year of a loan, a firm that is no small one looks at its share when it reports."""
    if small_firm(facts).answer != "no":
        return []
    limit = of.param(facts, "group.running_share_percent").number
    found = []
    for year in sorted(reports):
        due = results_due(facts, year)
        found.append(
            deadline(
                facts, f"share-{year}", f"{year}年度の大分県内のCO2の割合を確かめる", day=due.day, by=FIRM, to=due.to,
                clause=of.clause(facts, "group.running_share_percent"), sent=sent_on(facts, of.SCHEME_ID, "results", year),
                notes=(f"{limit}%以下になっていたら、融資の種類をSLLから変えます。確かめる時期の定めはないため、実績報告に合わせています。",),
            )
        )
    return found


def _own(facts: Facts) -> list[Deadline]:
    """What the loan of the case asks for, its reports aside."""
    loan = facts.case.loan
    return [
        *_application(facts), sheet_due(facts), *_own_bank_duties(facts), _judgement(facts, loan.bank_name or "金融機関", loan.judgement),
        *_next_sheets(facts, years(facts), _loan_end(facts), assumed=True),
    ]


def _other(facts: Facts, loan: RunningLoan) -> list[Deadline]:
    """What another loan asks for, its reports aside. Where days cannot be counted yet, it is listed without one."""
    end, bank = of.loan_last_day(facts, loan.start_date, loan.term_months), loan.bank_name or "金融機関"
    months = int(of.param(facts, "sheet.months").number)
    found = [*_of_bank(facts, Lent(loan.id, bank, loan.start_date, end)), _judgement(facts, bank, None, f"-{loan.id}")]
    found += _next_sheets(facts, planned(loan), end, assumed=False)
    if not planned(loan):
        found.append(
            deadline(
                facts, f"sheet-of-{loan.id}", f"次の計画（取組目標設定書）を出す（{loan.bank_name or '実行中の融資'}）", day=None, by=FIRM,
                to=office(facts), clause=of.clause(facts, "sheet.months"),
                when=f"計画期間が終わってから{months}か月以内（融資が続くとき）。計画の最初の年度と年数を入力すると、期限の日が分かります",
            )
        )
    if loan in without_years(facts, of.SCHEME_ID):
        found.append(
            deadline(
                facts, f"results-of-{loan.id}", f"毎年度の実績報告書を出す（{loan.bank_name or '実行中の融資'}）", day=None, by=FIRM,
                to=office(facts), clause=of.clause(facts, "results.months"),
                when="融資の実行日と融資期間を入力すると、期限の日が分かります",
            )
        )
    return found


def deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """Everything due, dated things first in order of their day.

    Nothing for a firm without a site in the prefecture or another loan; beside another loan, of that of the case only while it goes on.
    """
    others = running(facts, of.SCHEME_ID)
    local = bool(of.local_sites(facts))
    if not local and not others:
        return ()
    own = local and (not others or goes_on(facts, of.SCHEME_ID, eligibility.judge(facts).answer, "sheet"))
    reports = {*(reported_years(facts) if own else ()), *other_years(facts, of.SCHEME_ID)}
    found = [*(_own(facts) if own else ()), *(results_due(facts, year) for year in sorted(reports)), *_share_checks(facts, reports)]
    found += [item for loan in others for item in _other(facts, loan)]
    found += notice_deadlines(
        facts, notices.notices, by=FIRM, guide_days=int(of.param(facts, "notice.guide_days").number),
        clause=of.clause(facts, "notice.guide_days"),
    )
    first = {item.id: item for item in reversed(found)}  # loans of one firm may share a plan
    return tuple(sorted(first.values(), key=lambda item: (item.day is None, item.day or dt.date.max, item.id)))
