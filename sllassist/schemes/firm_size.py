"""Size of a firm against limits of capital and people: 資本金または従業員のどちらかが上限以下.

A company passes with either; a sole proprietor has no capital and passes with people alone. Not for: which limits hold
for which scheme, and who else a scheme takes (medical corporations, NPOs …).
"""

from decimal import Decimal
from functools import lru_cache

from sllassist.knowledge import Knowledge
from sllassist.schemes.base import Facts
from sllassist.schemes.rules import Change, Clause, Node, any_of, at_most

MANYEN = Decimal(10_000)
"""Yen in 万円."""


@lru_cache(maxsize=256)
def sme_limits(knowledge: Knowledge, code: str) -> tuple[tuple[Decimal, int], ...]:
    """Limits (capital in yen, people) of 中小企業基本法2条1項 for an industry, smallest first; () for an unknown code.

    One pair for a class that is fine enough, several for a coarse one whose parts fall under different limits.
    Source: `resources/knowledge/industries.csv`, columns sme_….
    """
    industries = knowledge.industries
    found, within = set(), {code}
    for one in industries.values():  # every class stands behind the one it lies in
        if one.code in within or one.parent in within:
            within.add(one.code)
            if one.sme_capital_manyen is not None and one.sme_employees is not None and one.level == "細":
                found.add((one.sme_capital_manyen * MANYEN, one.sme_employees))
    return tuple(sorted(found))


def spell_yen(yen: Decimal) -> str:
    """300000000 → 3億円, 50000000 → 5,000万円, 1234567 → 1,234,567円."""
    if yen and yen % (MANYEN * MANYEN) == 0:
        return f"{yen / (MANYEN * MANYEN):,.0f}億円"
    if yen and yen % MANYEN == 0:
        return f"{yen / MANYEN:,.0f}万円"
    return f"{yen:,.0f}円"


def capital_at_most(facts: Facts, limit_yen: Decimal, clause: Clause, key: str = "capital") -> Node:
    """Capital at or below the limit (yen)."""
    capital = facts.case.firm.capital_yen
    answer = at_most(capital, limit_yen)
    told = spell_yen(capital) if capital is not None else ""
    statement = {
        "yes": f"資本金 {told} は、{spell_yen(limit_yen)}以下です。",
        "no": f"資本金 {told} は、{spell_yen(limit_yen)}を超えています。",
        "unknown": "資本金がまだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen=told, limit=f"{spell_yen(limit_yen)}以下", clause=clause, paths=("firm.capital_yen",), key=key,
        todo="資本金（または出資の総額）を入力します。" if answer == "unknown" else "",
        changes=(Change("firm.capital_yen", limit_yen, 3),),
    )


def people_at_most(facts: Facts, limit: int, clause: Clause, key: str = "employees") -> Node:
    """常時使用する従業員 at or below the limit."""
    people = facts.case.firm.employees
    answer = at_most(people, Decimal(limit))
    told = f"{people:,}人" if people is not None else ""
    statement = {
        "yes": f"従業員 {told} は、{limit:,}人以下です。",
        "no": f"従業員 {told} は、{limit:,}人を超えています。",
        "unknown": "従業員の数がまだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen=told, limit=f"{limit:,}人以下", clause=clause, paths=("firm.employees",), key=key,
        todo="常時使用する従業員の数を入力します。" if answer == "unknown" else "",
        changes=(Change("firm.employees", limit, 3),),
    )


def small_enough(
    facts: Facts, statement: str, *, capital_yen: Decimal | None, people: int, clause: Clause, key: str = "size"
) -> Node:
    """Either limit suffices; `capital_yen` None: only people count (sole proprietors, corporations without capital)."""
    nodes = [people_at_most(facts, people, clause, f"{key}_employees")]
    if capital_yen is not None:
        nodes.insert(0, capital_at_most(facts, capital_yen, clause, f"{key}_capital"))
    return any_of(statement, nodes, key=key)
