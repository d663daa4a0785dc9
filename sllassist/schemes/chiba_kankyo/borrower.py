"""Who may borrow: industry, and size by industry and legal form.

Source: 案内「融資を受けることができる方」. A company passes with capital or people; sole proprietors, NPOs and firms mainly in
medicine by people alone; unions and founders whatever their size. Other corporations are not named there, so they stay open.
Not for: limits by industry themselves (`resources/knowledge/industries.csv`, columns chiba…).
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from sllassist.knowledge import UNVERIFIED, VERIFIED, Industry, Knowledge
from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.firm_size import MANYEN, small_enough
from sllassist.schemes.rules import Answer, Change, Node

FINEST = "細"
ASK = "県の経営支援課（金融支援室）に、対象になるかを確かめます。"
OTHER = {"medical": "医療法人", "welfare": "社会福祉法人", "school": "学校法人", "other": "その他の法人"}


@dataclass(frozen=True, slots=True)
class Limits:
    """The upper limits of one industry. `capital_yen` None: only people count.

    `key`: the parameter that says where they come from; `sure`: whether the reading of the industry was checked.
    """

    people: int
    capital_yen: Decimal | None
    key: str
    sure: bool


def finest(facts: Facts, code: str) -> tuple[Industry, ...]:
    """The finest classes within a class of any level; () for a code the classification lacks."""
    return _finest(facts.knowledge, code)


@lru_cache(maxsize=64)
def _finest(knowledge: Knowledge, code: str) -> tuple[Industry, ...]:
    """Looked up once per class: the classification has 2,000 of them."""
    industries = knowledge.industries
    if code not in industries:
        return ()
    whole = industries[code].level == "大"
    own = tuple(one.code for one in industries.values() if one.parent == code) if whole else (code,)
    return tuple(one for one in industries.values() if one.code.startswith(own) and one.level == FINEST)


def industry(facts: Facts) -> Node:
    """Whether the main industry is one the loan is for; open while the class told is too coarse to say."""
    code = facts.case.firm.industry_code
    rows = finest(facts, code) if code else ()
    label = facts.knowledge.industry_label(code) if code else ""
    answer: Answer = "unknown"
    statement, todo = "主な業種がまだ分かりません。", "主な業種を選びます。"
    standings = {row.chiba for row in rows}
    if standings == {"対象"}:
        answer, statement, todo = "yes", f"主な業種（{label}）は、融資の対象です。", ""
    elif standings == {"対象外"}:
        answer, statement, todo = "no", f"主な業種（{label}）は、融資の対象になりません。", ""
    elif standings == {"要確認"}:
        statement, todo = f"主な業種（{label}）が対象になるか、案内からは決められません。", ASK
    elif standings:
        statement = f"主な業種（{label}）には、対象になる業種とならない業種があります。"
        todo = "主な業種を、もっと細かい分類で選びます。"
    return Node(
        answer, statement, seen=label, limit=f"{of.param(facts, 'borrower.industries').value}ではないこと",
        clause=of.clause(facts, "borrower.industries"), paths=("firm.industry_code",), todo=todo, key="industry",
        changes=_accepted(facts) if answer == "no" else (),
    )


def _accepted(facts: Facts) -> tuple[Change, ...]:
    """An industry the loan is for: judged with the first division all of whose classes are, said without naming it."""
    divisions = (one.code for one in facts.knowledge.industries.values() if one.level == "大")
    code = next((code for code in divisions if {row.chiba for row in finest(facts, code)} == {"対象"}), None)
    return () if code is None else (Change("firm.industry_code", code, 3, "主な業種が、融資の対象になる業種であるとき"),)


def _medical(row: Industry) -> bool:
    """Rows without a limit of capital: 医業を主たる業とする法人."""
    return row.chiba_capital_manyen is None and row.chiba_employees is not None


def _limits_of(facts: Facts, row: Industry, form: str) -> Limits | None:
    """The limits for a firm of this legal form in this industry; None where the leaflet names no such firm."""
    way = of.param(facts, "borrower.forms").value.get(form)
    if row.chiba_employees is None or (way is None and not _medical(row)):
        return None
    if form == "sole" and _medical(row):
        return Limits(int(of.param(facts, "size.sole_doctor_people").number), None, "size.sole_doctor_people", sure=False)
    capital = row.chiba_capital_manyen if way == "どちらか" else None
    return Limits(row.chiba_employees, None if capital is None else capital * MANYEN, "size.limits", row.status == VERIFIED)


def _open(facts: Facts, statement: str, paths: tuple[str, ...], todo: str) -> Node:
    return Node(
        "unknown", statement, limit="業種ごとの上限以下", clause=of.clause(facts, "borrower.forms"), paths=paths, todo=todo, key="size",
    )


def size(facts: Facts) -> Node:
    """Whether the firm is small enough for its industry and legal form."""
    firm, forms = facts.case.firm, of.param(facts, "borrower.forms").value
    form = firm.legal_form
    if form is None:
        return _open(facts, "会社・個人などの別がまだ分かりません。", ("firm.legal_form",), "会社・個人などの別を選びます。")
    if forms.get(form) == "なし":
        who = "組合" if form == "cooperative" else "これから創業する方"
        clause = of.clause(facts, "borrower.forms")
        return Node("yes", f"{who}は、融資の対象です。", who, "規模の条件なし", clause, ("firm.legal_form",), key="size")
    asked = ("firm.industry_code", "firm.employees", *(("firm.capital_yen",) if forms.get(form) == "どちらか" else ()))
    if firm.industry_code is None:
        told = "業種と会社の規模が分かると、中小企業者にあたるかどうかが決まります。"
        return _open(facts, told, asked, "主な業種と会社の規模を入力します。")
    every = finest(facts, firm.industry_code)
    rows = tuple({(row.chiba, row.chiba_capital_manyen, row.chiba_employees, row.status): row for row in every}.values())
    if form == "medical":
        rows = tuple(filter(_medical, rows))
    found = {limits for row in rows if row.chiba != "対象外" and (limits := _limits_of(facts, row, form)) is not None}
    complete = all(_limits_of(facts, row, form) is not None for row in rows if row.chiba != "対象外")
    if not found or not complete:
        return _not_listed(facts, form)
    return _judged(facts, sorted(found, key=lambda one: (one.people, one.capital_yen or Decimal(0), one.sure)), asked)


def _not_listed(facts: Facts, form: str) -> Node:
    if form not in OTHER:
        return _open(facts, "業種が分からないため、規模の上限が決まりません。", ("firm.industry_code",), "主な業種を選び直します。")
    who = OTHER[form]
    return _open(facts, f"{who}は、医業を主な業とする場合のほかは、案内に載っていません。", ("firm.legal_form", "firm.industry_code"), ASK)


def _judged(facts: Facts, limits: list[Limits], asked: tuple[str, ...]) -> Node:
    """The tree of the limits that decide: the same answer under all of them, else open until the industry is finer."""
    trees = [_tree(facts, one) for one in limits]
    answers = {tree.answer for tree in trees}
    if {"yes", "no"} <= answers:
        told = "主な業種を、もっと細かい分類で選びます。"
        return _open(facts, "業種の分類によって上限が違い、中小企業者にあたるかどうかが分かれます。", asked, told)
    if answers == {"no"}:
        return trees[-1]
    return next((tree for tree in trees if tree.answer == "unknown"), trees[0])


def _tree(facts: Facts, limits: Limits) -> Node:
    clause = of.clause(facts, limits.key)
    if not limits.sure:
        clause = replace(clause, status=UNVERIFIED)
    either = "（資本金か従業員のどちらかが上限以下）" if limits.capital_yen is not None else "（従業員が上限以下）"
    return small_enough(facts, f"中小企業者にあたる大きさ{either}", capital_yen=limits.capital_yen, people=limits.people, clause=clause)
