"""千葉県 中小企業振興資金（環境保全資金）: a loan of Chiba prefecture for what protects the environment or saves CO2.

Source: 千葉県「中小企業向け融資のご案内（環境保全資金）」 (令和6年度). Every number, category and bank lies in
`resources/schemes/chiba_kankyo.toml`.
"""

from sllassist.case.model import Event
from sllassist.schemes.base import Deadline, Facts, Notice, ProjectCategory, Scheme, Section
from sllassist.schemes.chiba_kankyo import calendar, categories, eligibility, notices, sections
from sllassist.schemes.rules import Node


class _ChibaKankyo(Scheme):
    id = "chiba_kankyo"
    name = "千葉県 中小企業振興資金（環境保全資金）"
    short = "千葉 環境保全資金"
    about = "省エネルギーや公害の防止のための設備・工事に、千葉県の決めた低い利率で借りられる融資です。"
    order = 30

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        return calendar.deadlines(facts)

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        return sections.sections(facts)

    def notices(self, facts: Facts, event: Event) -> tuple[Notice, ...]:
        return notices.notices(facts, event)

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        projects = tuple(f"projects.{told.project.id}.start_on" for told in eligibility.usable(facts))
        fee = () if facts.case.loan.guarantee is False else ("loan.guarantee_class",)
        return ("loan.grace_months", "loan.guarantee", *fee, "loan.start_date", *projects)

    def project_categories(self, facts: Facts) -> tuple[ProjectCategory, ...]:
        return categories.categories(facts)

    def search_projects(self, facts: Facts, text: str) -> tuple[ProjectCategory, ...]:
        return categories.search(text, categories.categories(facts))


SCHEME: Scheme = _ChibaKankyo()
