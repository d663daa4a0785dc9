"""信州SLL（脱炭素型）活用促進制度 of Nagano prefecture.

Source: 長野県「信州SLL（脱炭素型）活用促進制度」説明資料 (令和7年度). Every number lies in
`resources/schemes/nagano_sll.toml`, the forms in `forms/nagano_sll/`.
"""

from sllassist.case.model import Event
from sllassist.case.problems import Problem
from sllassist.schemes.base import Deadline, Facts, Notice, PaperSet, Scheme, Section, TargetPath
from sllassist.schemes.nagano_sll import calendar, eligibility, notices, papers, sections, target
from sllassist.schemes.rules import Node


class _NaganoSll(Scheme):
    id = "nagano_sll"
    name = "信州SLL（脱炭素型）活用促進制度"
    short = "信州SLL"
    about = "温室効果ガスを減らす目標を達成すると、融資の金利などで優遇を受けられる、長野県の仕組みです。"
    order = 10

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def target(self, facts: Facts) -> TargetPath | None:
        return target.path(facts)

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        return calendar.deadlines(facts)

    def paper_sets(self, facts: Facts) -> tuple[PaperSet, ...]:
        return papers.paper_sets(facts)

    def problems(self, facts: Facts) -> tuple[Problem, ...]:
        return target.problems(facts)

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        return sections.sections(facts)

    def notices(self, facts: Facts, event: Event) -> tuple[Notice, ...]:
        return notices.notices(facts, event)

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        return sections.wishes(facts)


SCHEME: Scheme = _NaganoSll()
