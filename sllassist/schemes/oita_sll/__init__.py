"""大分サステナビリティ・リンク・ローン活用促進制度 of Oita prefecture.

Source: 大分県「大分サステナビリティ・リンク・ローン活用促進制度運用要領」 (in force from 2026-03-18). Every number lies in
`resources/schemes/oita_sll.toml`.
"""

from sllassist.schemes.base import Facts, Scheme
from sllassist.schemes.oita_sll import eligibility
from sllassist.schemes.rules import Node


class _OitaSll(Scheme):
    id = "oita_sll"
    name = "大分サステナビリティ・リンク・ローン活用促進制度"
    short = "大分SLL"
    about = "CO2を減らす目標を達成すると、融資の金利などで優遇を受けられる、大分県の仕組みです。"
    order = 20

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)


SCHEME: Scheme = _OitaSll()
