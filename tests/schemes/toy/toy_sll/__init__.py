"""A made-up scheme of one more prefecture: nothing in the program names it."""

from sllassist.case.model import Event
from sllassist.schemes.base import Deadline, Facts, Notice, Row, Scheme, Section
from sllassist.schemes.conditions import in_force, months_later, site_in_prefecture, term_at_least
from sllassist.schemes.dates import deadline, sent_on
from sllassist.schemes.rules import Node, all_of

ID = "toy_sll"


class _Toy(Scheme):
    id = ID
    name = "見本SLL活用制度"
    short = "見本SLL"
    about = "テストのための制度です。"
    order = 60
    fits_word = "使えます"

    def eligibility(self, facts: Facts) -> Node:
        return all_of("見本SLLを使える条件", (in_force(facts, ID), site_in_prefecture(facts, ID), term_at_least(facts, ID)), key=ID)

    def deadlines(self, facts: Facts) -> tuple[Deadline, ...]:
        start = facts.case.loan.start_date
        after = int(facts.param(ID, "report.due").number)
        return (
            deadline(
                facts, "report", "見本の報告を出す", day=months_later(start, after) if start else None, by="貴社", to="見本県",
                clause=facts.clause(ID, "report.due"), when=f"融資の{after}か月後", lead_days=30,
                sent=sent_on(facts, ID, "report", 2026),
            ),
        )

    def sections(self, facts: Facts) -> tuple[Section, ...]:
        source = facts.clause(ID, "report.due")
        return (Section("report", "報告の内容", columns=("報告", "時期"), rows=(Row(("見本の報告", "6か月後"), clause=source),)),)

    def notices(self, facts: Facts, event: Event) -> tuple[Notice, ...]:
        limit = facts.param(ID, "notice.percent").number
        found = []
        for loan in (one for one in facts.case.running if one.scheme == ID):
            known = event.change_t is not None and loan.base_t
            percent = abs(event.change_t or 0) / loan.base_t * 100 if known and loan.base_t else None
            found.append(
                Notice(
                    event.id, ID, loan.id, "unknown" if percent is None else "yes" if percent >= limit else "no", "変更届", "貴社",
                    "見本県", "速やかに", f"{limit}％以上の変化で届け出ます。",
                    "" if percent is None else f"{abs(event.change_t or 0)} ÷ {loan.base_t} × 100 ＝ {percent:.1f}％",
                    facts.clause(ID, "notice.percent"), f"notice-{event.id}", () if known else (f"events.{event.id}.change_t",),
                )
            )
        return tuple(found)

    def wishes(self, facts: Facts) -> tuple[str, ...]:
        return ("loan.guarantee",)


SCHEME: Scheme = _Toy()
