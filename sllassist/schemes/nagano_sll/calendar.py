"""What is due when, by whom and to whom.

Source: 説明資料「提出書類」「参加表明書等の作成・提出」「計画書・報告書の作成・提出」「審査・公表」.
Not for: the papers themselves (`papers`).
"""

import datetime as dt

from sllassist.schemes.base import Deadline, DeadlineState, Facts
from sllassist.schemes.conditions import months_later
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll.target import plan_years


def sent_on(facts: Facts, set_id: str, fiscal_year: int) -> dt.date | None:
    """When the set of papers was sent, as told."""
    for told in facts.case.submissions:
        if (told.scheme, told.set_id, told.fiscal_year) == (of.SCHEME_ID, set_id, fiscal_year):
            return told.sent_on
    return None


def _state(facts: Facts, day: dt.date | None, sent: dt.date | None) -> DeadlineState:
    if sent is not None:
        return "done"
    if day is None:
        return "undated"
    return "overdue" if day < facts.as_of else "upcoming"


def report_due(facts: Facts, fiscal_year: int) -> Deadline:
    """The report on `fiscal_year`: due in the year after, by the day the parameters say (7月末日)."""
    rule = of.param(facts, "report.due").value
    day = dt.date(fiscal_year + 1, int(rule["month"]), int(rule["day"]))
    sent = sent_on(facts, "report", fiscal_year)
    notes = []
    if day.weekday() >= 5 and of.param(facts, "report.holiday_rule").value == "none_known":
        notes.append("土日にあたります。繰り下げの定めを確認できていないため、前の平日までに送ります。")
    if fiscal_year == max(plan_years(facts.case.plan), default=None):
        notes.append("計画期間の最後の年度の報告も、同じ期限とみています（未確認）。")
    return Deadline(
        f"report-{fiscal_year}", f"{fiscal_year}年度の実施状況等報告書を提出する", day, "", "貴社",
        of.param(facts, "recipient.helpdesk").value["name"], _state(facts, day, sent), of.clause(facts, "report.due"),
        "".join(notes), f"report-{fiscal_year}",
    )


def plan_due(facts: Facts) -> Deadline:
    """The plan: when the firm starts to use the scheme, so by the day of the loan when that is known."""
    plan, loan = facts.case.plan, facts.case.loan
    sent = sent_on(facts, "plan", plan.first_year) if plan.first_year is not None else None
    return Deadline(
        "plan", "事業活動温暖化対策計画書を提出する", loan.start_date, "制度の活用を開始するとき（融資の実行まで）", "貴社",
        of.param(facts, "recipient.helpdesk").value["name"], _state(facts, loan.start_date, sent), of.clause(facts, "report.due"),
        "提出の前に金融機関に相談します。", f"plan-{plan.first_year}",
    )


def _bank_duties(facts: Facts) -> list[Deadline]:
    loan = facts.case.loan
    bank = loan.bank_name or "金融機関"
    office = of.param(facts, "recipient.prefecture").value["name"]
    source = of.clause(facts, "recipient.prefecture")
    start = loan.start_date
    end = months_later(start, loan.term_months) if start and loan.term_months else None

    def past(day: dt.date | None) -> DeadlineState:
        # What the bank sends is not recorded here, so a passed date is shown, never called overdue.
        return "undated" if day is None or day < facts.as_of else "upcoming"

    return [
        Deadline("bank-loan-report", "融資実行報告書を県に送る", start, "融資を実行したとき", bank, office, past(start), source),
        Deadline("bank-end-report", "融資完了報告書を県に送る", end, "融資が終わったとき", bank, office, past(end), source),
    ]


def _judgement(facts: Facts) -> Deadline:
    when = {"yearly": "毎年、報告書を出したあと", "contract": "契約で定めた時期", None: "毎年、または契約で定めた時期"}
    bank = facts.case.loan.bank_name or "金融機関"
    return Deadline(
        "judgement", "報告書を金融機関にも渡し、金利の判定を受ける", None, when[facts.case.loan.judgement], "貴社", bank, "undated",
        of.clause(facts, "loan.judgement"),
    )


def _next_plan(facts: Facts) -> list[Deadline]:
    plan, loan = facts.case.plan, facts.case.loan
    years = plan_years(plan)
    if not years or loan.start_date is None or loan.term_months is None:
        return []
    end = months_later(loan.start_date, loan.term_months)
    period_end = dt.date(years[-1] + 1, 3, 31)
    if end <= period_end:
        return []
    return [
        Deadline(
            "next-plan", "次の計画期間の計画書を提出する", None, f"{years[-1] + 1}年度（融資が計画期間のあとも続くため）", "貴社",
            of.param(facts, "recipient.helpdesk").value["name"], "undated", of.clause(facts, "plan.max_years"),
            "次の計画の期限と基準年度の決め方は確認できていません（未確認）。ヘルプデスクに確かめてください。",
        )
    ]


def _publication(facts: Facts) -> list[Deadline]:
    month = int(of.param(facts, "publication.report_month").value)
    office = of.param(facts, "recipient.prefecture").value["name"]
    found = []
    for year in plan_years(facts.case.plan):
        sent = sent_on(facts, "report", year)
        if sent is not None and (sent.year, month) >= (facts.as_of.year, facts.as_of.month):
            title = f"{year}年度の報告書が県のホームページで公表される"
            source = of.clause(facts, "publication.report_month")
            found.append(Deadline(f"published-{year}", title, None, f"{sent.year}年{month}月", office, "公開", "undated", source))
    return found


def deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """Everything due, dated things first in order of their day; nothing for a firm without a site in the prefecture."""
    if not of.local_sites(facts):
        return ()
    found = [plan_due(facts), *(report_due(facts, year) for year in plan_years(facts.case.plan))]
    found += [*_bank_duties(facts), _judgement(facts), *_publication(facts), *_next_plan(facts)]
    return tuple(sorted(found, key=lambda item: (item.day is None, item.day or dt.date.max, item.id)))
