"""大分サステナビリティ・リンク・ローン活用促進制度 of Oita prefecture.

Source: 大分県「大分サステナビリティ・リンク・ローン活用促進制度運用要領」 (in force from 2026-03-18). Every number lies in
`resources/schemes/oita_sll.toml`.
"""

from sllassist.case.model import Event
from sllassist.case.problems import Problem
from sllassist.schemes.base import Deadline, Facts, Notice, Scheme, Section, TargetPath
from sllassist.schemes.oita_sll import calendar, eligibility, notices, sections, target
from sllassist.schemes.rules import Node


class _OitaSll(Scheme):
    id = "oita_sll"
    name = "大分サステナビリティ・リンク・ローン活用促進制度"
    short = "大分SLL"
    about = "CO2を減らす目標を達成すると、融資の金利などで優遇を受けられる、大分県の仕組みです。"
    order = 20

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def target(self, facts: Facts) -> TargetPath | None:
        return target.path(facts)

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        return calendar.deadlines(facts)

    def problems(self, facts: Facts) -> tuple[Problem, ...]:
        return target.problems(facts)

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        return sections.sections(facts)

    def notices(self, facts: Facts, event: Event) -> tuple[Notice, ...]:
        return notices.notices(facts, event)

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        return sections.wishes(facts)


SCHEME: Scheme = _OitaSll()
