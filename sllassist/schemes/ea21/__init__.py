"""エコアクション21: is the certificate worth it for this firm, what does it cost, when is what to be done.

Sources: 信金中央金庫・持続性推進機構「連携協定の締結について」, pages of the 中央事務局. Every number lies in
`resources/schemes/ea21.toml`.
"""

from sllassist.schemes.base import Deadline, Facts, Scheme, Section
from sllassist.schemes.ea21 import calendar, eligibility, sections_cost, sections_path, sections_value
from sllassist.schemes.ea21 import facts as of
from sllassist.schemes.rules import Node


class _Ea21(Scheme):
    id = "ea21"
    name = "エコアクション21 認証・登録制度"
    short = "エコアクション21"
    about = "環境省のガイドラインに沿って環境の取組を続け、審査を受けて登録される、中小企業向けの認証です。"
    order = 40
    fits_word = "取り組む利点があります"
    no_word = "いまのところ、決め手になる利点が見つかりません"
    open_word = "利点があるかどうか、まだ決まりません"

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        return calendar.deadlines(facts)

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        return (
            sections_value.benefits(facts), sections_cost.five_years(facts), sections_path.timeline(facts), sections_value.cheaper(facts),
            sections_value.links(facts), sections_path.documents(facts), sections_cost.all_sizes(facts), sections_path.unknown(facts),
        )

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        asked = ["firm.employees", "firm.industry_code", "firm.customer_requests", "firm.public_works", "standing.ea21"]
        asked.append("standing.ea21_registered_on" if of.registered(facts) else "standing.ea21_decided_on")
        return tuple(asked)


SCHEME: Scheme = _Ea21()
