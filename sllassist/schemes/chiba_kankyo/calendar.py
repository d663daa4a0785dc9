"""What is due when: advice before applying, certification before the loan and before works begin, the subsidy within the year.

Source: 案内「融資の手続き」. What the leaflet leaves open (start of works, later years' subsidy) is said to be unverified.
Not for: the papers themselves (`sections_papers`).
"""

import datetime as dt

from sllassist.case.periods import fiscal_year_of, japanese_date
from sllassist.schemes.base import Deadline, Facts
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.eligibility import usable
from sllassist.schemes.chiba_kankyo.facts import Told
from sllassist.schemes.conditions import local_sites
from sllassist.schemes.dates import deadline, sent_on

FIRM = "貴社"


def _consult(facts: Facts) -> Deadline:
    told = of.param(facts, "certify.consult")
    return deadline(
        facts, "chiba-consult", "融資の条件を相談する", day=None, by=FIRM, to=told.text, clause=of.clause(facts, "certify.consult"),
        when="県に事業の認定を申請する前",
    )


def _certify(facts: Facts) -> Deadline:
    """The certification: before the loan, so by the day it is paid out when that is known."""
    start = facts.case.loan.start_date
    year = fiscal_year_of(start or facts.as_of)
    bank = of.param(facts, "certify.bank_change").text
    return deadline(
        facts, "chiba-certify", "事業の認定を申請し、認定の通知を受ける", day=start, by=FIRM, to=of.contact(facts, "certify")["name"],
        clause=of.clause(facts, "certify.before_loan"), when=of.param(facts, "certify.before_loan").text,
        sent=sent_on(facts, of.SCHEME_ID, "certify", year), rule=of.param(facts, "calendar.holiday_rule").text,
        notes=(f"認定の通知のあとは、取扱金融機関を変えることは{bank}。審査にかかる日数は確認できていません。",),
        paper_set=f"certify-{year}", lead_days=int(of.param(facts, "certify.lead_days").number),
    )


def _start(facts: Facts, told: Told) -> Deadline:
    """Works begin after certification: not said in the leaflet, so to be asked before."""
    when = of.param(facts, "certify.start_of_works").text
    return deadline(
        facts, f"chiba-start-{told.project.id}", f"「{told.label}」の着工・購入の前に、認定の通知を受ける", day=told.project.start_on,
        by=FIRM, to=of.contact(facts, "certify")["name"], clause=of.clause(facts, "certify.start_of_works"),
        notes=(f"着工・購入の時期は案内に記載がありません（未確認）。{when}でよいかを、着工の前に県に確かめます。",),
        lead_days=int(of.param(facts, "certify.lead_days").number),
    )


def subsidy_day(facts: Facts) -> dt.date:
    """The last day for the subsidy of the guarantee fee: the end of the fiscal year of the loan, or of the day of the verdict."""
    told = of.param(facts, "guarantee.subsidy_deadline").value
    start = facts.case.loan.start_date
    year = fiscal_year_of(start if start is not None and start > facts.as_of else facts.as_of)
    return dt.date(year + 1, int(told["month"]), int(told["day"]))


def subsidised(facts: Facts, projects: tuple[Told, ...]) -> tuple[Told, ...]:
    """The projects whose guarantee fee is subsidised."""
    groups = of.param(facts, "guarantee.subsidy_groups").value
    return tuple(told for told in projects if told.category is not None and told.category.group in groups)


def _subsidy(facts: Facts) -> Deadline:
    day, told = subsidy_day(facts), of.param(facts, "guarantee.subsidy_deadline")
    outside = told.before_first or (told.valid_to is not None and day > told.valid_to)
    year = of.param(facts, "scheme.year").text
    note = f"{japanese_date(day)}は、{year}と同じく年度の終わりとみた日です（未確認）。補助があるかと期限を、県に確かめます。"
    return deadline(
        facts, "chiba-fee-subsidy", "信用保証料の補助の手続きを、最後まで終える", day=day, by=FIRM, to=of.contact(facts, "loan")["name"],
        clause=of.clause(facts, "guarantee.subsidy_deadline"), rule=of.param(facts, "calendar.holiday_rule").text,
        notes=(note,) if outside else (),
    )


def deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """Everything due, dated first; nothing without a site in Chiba or a project, and nothing of an application that is over."""
    projects = usable(facts)
    if not projects or not local_sites(facts, of.SCHEME_ID):
        return ()
    start = facts.case.loan.start_date
    if start is not None and start < facts.as_of:
        open_year = fiscal_year_of(start) == fiscal_year_of(facts.as_of)
        return (_subsidy(facts),) if open_year and subsidised(facts, projects) and facts.case.loan.guarantee is not False else ()
    found = [_consult(facts), _certify(facts), *(_start(facts, told) for told in projects if told.project.start_on is not None)]
    if subsidised(facts, projects) and facts.case.loan.guarantee is not False:
        found.append(_subsidy(facts))
    return tuple(sorted(found, key=lambda item: (item.day is None, item.day or dt.date.max, item.id)))
