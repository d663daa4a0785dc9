"""千葉県 中小企業振興資金（環境保全資金）: a loan of Chiba prefecture for what protects the environment or saves CO2.

Source: 千葉県「中小企業向け融資のご案内（環境保全資金）」 (令和6年度). Every number, category and bank lies in
`resources/schemes/chiba_kankyo.toml`.
"""

from sllassist.schemes.base import Facts, ProjectCategory, Scheme
from sllassist.schemes.chiba_kankyo import categories, eligibility
from sllassist.schemes.rules import Node


class _ChibaKankyo(Scheme):
    id = "chiba_kankyo"
    name = "千葉県 中小企業振興資金（環境保全資金）"
    short = "千葉 環境保全資金"
    about = "省エネルギーや公害の防止のための設備・工事に、千葉県の決めた低い利率で借りられる融資です。"
    order = 30

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def project_categories(self, facts: Facts) -> tuple[ProjectCategory, ...]:
        return categories.categories(facts)

    def search_projects(self, facts: Facts, text: str) -> tuple[ProjectCategory, ...]:
        return categories.search(text, categories.categories(facts))


SCHEME: Scheme = _ChibaKankyo()
