"""関東経済産業局「地域金融機関との連携プログラム2023」: a catalogue of measures to look up, with what suits the firm first.

Source: the paper of 2023-10-19. Every item lies in `resources/schemes/kanto_measures.toml`.
"""

from sllassist.schemes.base import Facts, Scheme, Section
from sllassist.schemes.kanto_measures import eligibility, sections
from sllassist.schemes.rules import Node


class _KantoMeasures(Scheme):
    id = eligibility.SCHEME_ID
    name = "地域金融機関との連携プログラム2023（関東経済産業局）"
    short = "関東局の支援策"
    about = "関東経済産業局が、地域の金融機関と一緒に企業を支えるための施策34件の一覧です。"
    order = 50
    fits_word = "使える施策を探せます"
    no_word = "管内に事業所がありません"
    open_word = "事業所の所在地で決まります"

    def eligibility(self, facts: Facts) -> Node:
        return eligibility.judge(facts)

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        return (sections.catalogue(facts), sections.about(facts))

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        del facts
        return ("firm.industry_code", "loan.bank_name")

    def topics(self, facts: Facts) -> tuple[str, ...]:
        return tuple(facts.param(self.id, "topics.list").value)


SCHEME: Scheme = _KantoMeasures()
