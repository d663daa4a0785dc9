"""Who may borrow: a small firm under 中小企業基本法, or any other whose CO2 lies mostly in the prefecture.

Source: 運用要領 2(5), 2(6), 3. Who is small only under special limits (ソフトウェア業, 旅館業, ゴム製品製造業) or is neither
company nor sole proprietor stands on the other side, and is told to ask the prefecture.
"""

from dataclasses import replace
from decimal import Decimal

from sllassist.schemes.base import Facts
from sllassist.schemes.firm_size import MANYEN, small_enough, sme_limits
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.oita_sll.share import share_node
from sllassist.schemes.rules import Change, Node, all_of, any_of

FORMS = {
    "medical": "医療法人", "npo": "NPO法人", "cooperative": "組合", "welfare": "社会福祉法人", "school": "学校法人",
    "other": "その他の法人",
}  # fmt: skip
ASK = "県の環境政策課に、どちらの側になるかを確かめます。"
EITHER = "どちらか"


def _form(facts: Facts) -> Node:
    """Companies and sole proprietors can be small firms; others stand on the side of large ones."""
    form, forms = facts.case.firm.legal_form, of.param(facts, "sme.forms").value
    clause, limit = of.clause(facts, "sme.forms"), "会社または個人"
    if form is None:
        told = "会社・個人などの別がまだ分かりません。"
        return Node("unknown", told, "", limit, clause, ("firm.legal_form",), "会社・個人などの別を選びます。", key="legal_form")
    if form == "founder":
        told = "創業の前なので、会社か個人かがまだ決まっていません。"
        return Node("unknown", told, "創業の前", limit, clause, ("firm.legal_form",), key="legal_form")
    if form in forms:
        who = "会社" if forms[form] == EITHER else "個人事業"
        told, law = f"{who}なので、大きさで中小企業かどうかが決まります。", of.clause(facts, "sme.size")
        return Node("yes", told, who, limit, law, ("firm.legal_form",), key="legal_form")
    who = FORMS[form]
    told = f"{who}は、要領が引く中小企業基本法の中小企業に書かれていないため、大企業の側で判定します。"
    return Node("no", told, who, limit, clause, ("firm.legal_form",), ASK, key="legal_form")


def _limits(facts: Facts) -> tuple[tuple[Decimal, int], ...]:
    code = facts.case.firm.industry_code
    return sme_limits(facts.knowledge, code) if code else ()


def _of_size(facts: Facts, limits: tuple[Decimal, int], statement: str) -> Node:
    """Capital or people within one pair of limits; only people where the legal form has no capital.

    What is decided also names the industry, which the limits go by.
    """
    by_capital = of.param(facts, "sme.forms").value.get(facts.case.firm.legal_form or "company") == EITHER
    capital = limits[0] if by_capital else None
    node = small_enough(facts, statement, capital_yen=capital, people=limits[1], clause=of.clause(facts, "sme.size"))
    leaves = (one if one.answer == "unknown" else replace(one, paths=(*one.paths, "firm.industry_code")) for one in node.children)
    return replace(node, children=tuple(leaves))


def _size(facts: Facts) -> Node:
    """Size by industry. A coarse class whose parts differ is decided where all its limits agree, else a finer one is needed."""
    limits, clause = _limits(facts), of.clause(facts, "sme.size")
    paths = ("firm.industry_code",)
    if not limits:
        told = "主な業種がまだ分からないため、中小企業の大きさの上限が決まりません。"
        return Node("unknown", told, "", "業種ごとの上限以下", clause, paths, "主な業種を選びます。", key="size_industry")
    label = facts.knowledge.industry_label(facts.case.firm.industry_code or "")
    words = "資本金か従業員の数が、業種の上限以下です。"
    strict = _of_size(facts, limits[0], words if len(limits) == 1 else f"「{label}」のうち上限がいちばん小さい業種で見ています。")
    if len(limits) == 1 or strict.answer != "no":
        return strict
    loose = _of_size(facts, limits[-1], f"「{label}」のうち上限がいちばん大きい業種で見ています。")
    if loose.answer == "no":
        return loose
    told = f"「{label}」には、大きさの上限が違う業種があるため、中小企業かどうかが決まりません。"
    return Node("unknown", told, label, "業種ごとの上限以下", clause, paths, "主な業種を、中分類か小分類で選びます。", key="size_industry")


def _special(facts: Facts) -> Node | None:
    """Said when the firm is small only under the special limits of other laws, which these rules do not name."""
    firm = facts.case.firm
    one = facts.knowledge.industries.get(firm.industry_code or "")
    if one is None or one.chiba_employees is None or firm.legal_form not in of.param(facts, "sme.forms").value:
        return None
    if firm.legal_form == "sole" and one.chiba_capital_manyen is None:  # 医業を主たる業とする法人 only
        return None
    wider_capital = one.chiba_capital_manyen is not None and firm.capital_yen is not None
    by_capital = wider_capital and firm.legal_form == "company" and (firm.capital_yen or 0) <= (one.chiba_capital_manyen or 0) * MANYEN
    by_people = firm.employees is not None and firm.employees <= one.chiba_employees
    if not by_capital and not by_people:
        return None
    told = f"{one.name}は、ほかの法令の特例なら中小企業に入る大きさですが、要領は特例を引いていないため、大企業の側で判定します。"
    clause, paths = of.clause(facts, "sme.special_limits"), ("firm.industry_code",)
    return Node("no", told, one.name, "特例による上限は使わない", clause, paths, ASK, key="sme_special")


def small_firm(facts: Facts) -> Node:
    """中小企業 under 2(5)."""
    form = _form(facts)
    size = _size(facts)
    special = _special(facts) if size.answer == "no" else None
    if special is not None and not of.param(facts, "sme.special_limits").value:
        size = any_of("中小企業の大きさです。", (size, special), key="sme_size")
    return all_of("中小企業です。", (form, size) if form.answer != "no" else (form,), key="sme")


def _passed_over(facts: Facts, node: Node) -> bool:
    """Whether what is open was answered with わからない, so that only another way can settle it."""
    return all(path in facts.case.dont_know for leaf in node.open_leaves() for path in leaf.paths)


def borrower(facts: Facts) -> Node:
    """A small firm, or one with enough of its CO2 in the prefecture; the share is asked only of whom it matters for."""
    small = small_firm(facts)
    words = "中小企業か、CO2の大部分を大分県内で出している事業者です。"
    if small.answer == "yes":
        return any_of(words, (small,), key="borrower")
    share = share_node(facts)
    if small.answer == "no" or share.answer == "yes" or _passed_over(facts, small):
        return any_of(words, (small, share), key="borrower")
    return any_of(words, (small,), key="borrower")


def operating(facts: Facts) -> Node | None:
    """Said of those who have not begun yet: the rules want a firm that is in business."""
    if facts.case.firm.legal_form != "founder" or not of.param(facts, "site.operating").value:
        return None
    return Node(
        "no", "まだ創業していないため、県内でいま事業を営んでいる事業者にあたりません。", "創業の前", "県内でいま事業を営んでいる",
        of.clause(facts, "site.operating"), ("firm.legal_form",), "創業したあとに、もう一度確かめます。", key="operating",
        changes=(Change("firm.legal_form", "company", 3),),
    )
