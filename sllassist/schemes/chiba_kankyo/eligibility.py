"""Whether the loan can be used: borrower, projects, amount, grace period and bank, each explained.

Source: 案内「融資を受けることができる方」「融資の条件」「取扱金融機関」「中小企業環境保全資金の対象事業」. With several projects the
loan fits when one of them does. Not for: whether the prefecture accepts a project or a bank lends.
"""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from sllassist.case.periods import japanese_date
from sllassist.knowledge import UNVERIFIED
from sllassist.schemes.base import NO_CATEGORY, Facts
from sllassist.schemes.chiba_kankyo import borrower
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.amounts import borrowable, readings
from sllassist.schemes.chiba_kankyo.banks import Bank, banks, find
from sllassist.schemes.chiba_kankyo.categories import Category, categories
from sllassist.schemes.chiba_kankyo.facts import Told
from sllassist.schemes.conditions import site_in_prefecture, spell_months
from sllassist.schemes.firm_size import spell_yen
from sllassist.schemes.rules import Answer, Change, Node, all_of, any_of, at_least, at_most, decided

KINDS = ("設備資金", "運転資金")


def _year(facts: Facts) -> Node:
    """Which year's leaflet the loan is judged by; of other years nothing is known, which does not make it a no."""
    told, day = of.param(facts, "scheme.year"), japanese_date(facts.as_of)
    clause = of.clause(facts, "scheme.year")
    if not told.expired and not told.before_first:
        return Node("yes", f"{told.text}の案内にある融資です。", told.text, "案内のある年度", clause, key="year")
    statement = f"{day}の案内は確認できていないため、{told.text}の案内で判定しています。"
    return Node("yes", statement, told.text, "案内のある年度", replace(clause, status=UNVERIFIED), key="year")


def _term(facts: Facts, kinds: tuple[str, ...], key: str, open_path: str = "") -> Node:
    """The term against the limit of the kind; with both kinds possible it is open between the two limits."""
    months = facts.case.loan.term_months
    limits = sorted({of.term_months(facts, kind) for kind in kinds})
    name = kinds[0] if len(kinds) == 1 else "設備資金か運転資金"
    limit = "、".join(f"{kind}は{spell_months(of.term_months(facts, kind))}以内" for kind in kinds)
    clause = of.clause(facts, "loan.term_working_months" if kinds == ("運転資金",) else "loan.term_capital_months")
    node = partial(Node, limit=limit, clause=clause, key=key)
    if months is None:
        todo = f"融資期間を{spell_months(limits[-1])}以内で相談します。"
        return node("unknown", "融資期間がまだ決まっていません。", paths=("loan.term_months",), todo=todo)
    told = spell_months(months)
    if limits[0] < months <= limits[-1]:
        return node(
            "unknown", f"融資期間 {told} で足りるかどうかは、設備資金か運転資金かで決まります。", seen=told, paths=(open_path,),
            todo="買いたいもの・行いたい工事の種類を選びます。",
        )
    changes = (Change("loan.term_months", limits[-1], 1),)
    if months > limits[-1]:
        statement = f"融資期間 {told} は、{name}の上限 {spell_months(limits[-1])}を超えています。"
        todo = f"融資期間を{spell_months(limits[-1])}以内にします。"
        return node("no", statement, seen=told, paths=("loan.term_months",), todo=todo, changes=changes)
    statement = f"融資期間 {told} は、{name}の上限 {spell_months(limits[0])}以内です。"
    return node("yes", statement, seen=told, paths=("loan.term_months",), changes=changes)


def _category(facts: Facts, told: Told) -> Node:
    place = f"{told.project.id}.category"
    node = partial(
        Node, limit="対象になる事業のどれか", clause=of.clause(facts, "categories"), paths=(f"projects.{place}",), key=f"project.{place}",
    )
    if told.category is not None:
        seen = f"{told.category.name}（{told.category.place}）"
        return node("yes", f"「{told.label}」は、{told.category.group}の{told.category.number}番にあたります。", seen=seen)
    if told.project.category == NO_CATEGORY:
        statement = f"「{told.label}」は、対象になる事業のどれにも当てはまりません。"
        return node("no", statement, seen="当てはまらない", changes=_listed_kinds(facts, told))
    return node(
        "unknown", f"「{told.label}」が対象になる事業かどうか、まだ分かりません。", seen=told.project.category or "",
        todo="対象になる事業の一覧から、当てはまるものを選びます。",
    )


def _listed_kinds(facts: Facts, told: Told) -> tuple[Change, ...]:
    """Something else to buy or do, said with an example: the first kind of each list, for their conditions differ.

    Nothing while another project is of such a kind: that one is what to look at.
    """
    if any(one.category != NO_CATEGORY for one in facts.case.projects):
        return ()
    first: dict[str, Category] = {}
    for kind in categories(facts):
        if not kind.area:
            first.setdefault(kind.group, kind)
    return tuple(
        Change(
            f"projects.{told.project.id}.category", kind.code, 3,
            f"買いたいもの・行いたい工事「{told.label}」を、対象になる事業のもの（例：{kind.name}）にする",
        )
        for kind in first.values()
    )


def _co2co2(facts: Facts, told: Told) -> Node:
    answer = decided(facts.case.standing.co2co2)
    statement = {
        "yes": "CO2CO2スマート宣言事業所に登録しています。",
        "no": "CO2CO2スマート宣言事業所に登録していません。ゼロカーボン促進事業の融資には、登録が要ります。",
        "unknown": "CO2CO2スマート宣言事業所に登録しているかどうか、まだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen={"yes": "登録あり", "no": "登録なし"}.get(answer, ""), limit="登録を受けている",
        clause=of.clause(facts, "co2co2.groups"), paths=("standing.co2co2",), key=f"project.{told.project.id}.co2co2",
        todo="" if answer == "yes" else "県の温暖化対策推進課に、登録を申請します。", changes=(Change("standing.co2co2", True, 2),),
    )


def _area(facts: Facts, told: Told) -> Node:
    limit = of.param(facts, "greening.area_m2")
    area, path = told.project.site_area_m2, f"projects.{told.project.id}.site_area_m2"
    answer = at_least(area, limit.number)
    statement = {
        "yes": f"緑化する工場・事業場の敷地面積は、{limit.number:,} m2以上です。",
        "no": f"緑化する工場・事業場の敷地面積が、{limit.number:,} m2に足りません。",
        "unknown": "緑化する工場・事業場の敷地面積がまだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen="" if area is None else f"{area:,f} m2", limit=f"{limit.number:,} m2以上", paths=(path,),
        clause=of.clause(facts, "greening.area_m2"), key=f"project.{told.project.id}.area", changes=(Change(path, limit.number, 3),),
    )


def project(facts: Facts, told: Told) -> Node:
    """One project: what it is, the term for it, and what its kind asks for besides."""
    name = f"project.{told.project.id}"
    kind = told.category
    if kind is None:
        term = _term(facts, KINDS, f"{name}.term", f"{name.replace('project.', 'projects.')}.category")
        return all_of(f"「{told.label}」", (_category(facts, told), term), key=name)
    parts = [_category(facts, told), _term(facts, (kind.kind,), f"{name}.term")]
    if kind.group in of.param(facts, "co2co2.groups").value:
        parts.append(_co2co2(facts, told))
    if kind.area:
        parts.append(_area(facts, told))
    return all_of(f"「{told.label}」", parts, key=name)


def usable(facts: Facts) -> tuple[Told, ...]:
    """The projects the loan may be used for: those that do not say no."""
    return tuple(told for told in of.told(facts) if project(facts, told).answer != "no")


def _projects(facts: Facts) -> Node:
    told = of.told(facts)
    nodes = [project(facts, one) for one in told]
    if not told:
        ask = Node(
            "unknown", "何に使うお金か、まだ分かりません。", limit="対象になる事業のどれか", clause=of.clause(facts, "categories"),
            paths=("projects",), todo="買いたいもの・行いたい工事を入力します。", key="project",
        )
        nodes = [all_of("買いたいもの・行いたい工事", (ask, _term(facts, KINDS, "term", "projects")), key="project_open")]
    return any_of("買いたいもの・行いたい工事（どれか1つが条件に合えば使えます）", nodes, key="projects")


def _amount(facts: Facts) -> list[Node]:
    """The amount against the limit, and against the limit less other subsidies once there is a project to lend for."""
    limit, amount = of.param(facts, "loan.limit_yen"), facts.case.loan.amount_yen
    told = of.told(facts)
    answers = {one.project.id: project(facts, one).answer for one in told}
    usable_ones = tuple(one for one in told if answers[one.project.id] != "no")
    sure = tuple(one for one in told if answers[one.project.id] == "yes")
    answer = at_most(amount, limit.number)
    seen = "" if amount is None else spell_yen(amount)
    statement = {
        "yes": f"融資の希望額 {seen} は、限度額 {spell_yen(limit.number)}以下です。",
        "no": f"融資の希望額 {seen} は、限度額 {spell_yen(limit.number)}を超えています。",
        "unknown": "融資の希望額がまだ決まっていません。",
    }[answer]
    lower = min((limit.number, *(borrowable(facts, sure or usable_ones) or {}).values()))
    changes: tuple[Change, ...] = (Change("loan.amount_yen", lower or limit.number, 1),)
    if amount is not None and not lower:
        changes += _something_to_lend(sure or usable_ones, min(amount, limit.number))
    first = Node(
        answer, statement, seen=seen, limit=f"{spell_yen(limit.number)}以下", clause=of.clause(facts, "loan.limit_yen"),
        paths=("loan.amount_yen",), key="amount", todo="" if answer == "yes" else f"希望額を{spell_yen(limit.number)}以下にします。",
        changes=changes,
    )
    return [first] if answer == "no" or not usable_ones else [first, _amount_net(facts, sure, usable_ones)]


def _amount_net(facts: Facts, sure: tuple[Told, ...], usable_ones: tuple[Told, ...]) -> Node:
    """The amount against what may be lent for the projects: those that fit suffice, those still open may be needed too."""
    first = _amount_for(facts, sure) if sure else None
    if first is not None and (first.answer == "yes" or sure == usable_ones):
        return first
    second = _amount_for(facts, usable_ones)
    if first is None or second.answer != "yes":
        return second
    waiting = [leaf for one in usable_ones if one not in sure for leaf in project(facts, one).open_leaves()]
    return replace(
        second, answer="unknown", paths=tuple(dict.fromkeys(path for leaf in waiting for path in leaf.paths)),
        statement=f"融資の希望額 {second.seen} に足りるかどうかは、まだ決まっていない事業が対象になるかで変わります。",
        todo="買いたいもの・行いたい工事のうち、まだ決まっていないものを決めます。",
    )


def _amount_for(facts: Facts, projects: tuple[Told, ...]) -> Node:
    amount = facts.case.loan.amount_yen
    node = partial(Node, limit="費用からほかの補助金を除いた額まで", clause=of.clause(facts, "loan.net_of_subsidy"), key="amount_net")
    missing = tuple(path for told in projects for path in told.open_paths())
    limits = borrowable(facts, projects)
    if limits is None or amount is None:
        ask = "かかる費用か、ほかの補助金の額がまだ分かりません。" if missing else "融資の希望額がまだ決まっていません。"
        asked = missing if amount is not None else (*missing, "loan.amount_yen")
        return node("unknown", ask, paths=asked, todo="費用と補助金の額を入力します。" if missing else "希望額を決めます。")
    paths = ("loan.amount_yen", *(f"projects.{told.project.id}.{name}" for told in projects for name in ("cost_yen", "subsidy_yen")))
    sure, most = min(limits.values()), max(limits.values())
    seen, sums = spell_yen(amount), readings(facts, projects)
    if amount <= sure:
        return node("yes", f"融資の希望額 {seen} は、ほかの補助金を除いた額に収まります（{sums}）。", seen=seen, paths=paths)
    lower = f"希望額を{spell_yen(sure)}以下にします。" if sure > 0 else "かかる費用とほかの補助金の額を確かめます。"
    lower += _registering(facts)
    if amount > most:
        statement = f"融資の希望額 {seen} は、ほかの補助金を除いた額を超えています（{sums}）。"
        changes = (Change("loan.amount_yen", sure, 1),) if sure > 0 else _something_to_lend(projects, amount)
        return node("no", statement, seen=seen, paths=paths, todo=lower, changes=changes)
    return node(
        "unknown", f"融資の希望額 {seen} は、ほかの補助金の除き方によって結論が分かれます（{sums}）。", seen=seen, paths=paths,
        todo=f"除き方を県の経営支援課（金融支援室）に確かめるか、{lower}",
    )


def _registering(facts: Facts) -> str:
    """What a registration would add to what can be borrowed for; "" where nothing waits for it."""
    if facts.case.standing.co2co2 is not False:
        return ""
    with_it = replace(facts, case=facts.case.model_copy(update={"standing": facts.case.standing.model_copy(update={"co2co2": True})}))
    more = [one.label for one in of.told(facts) if project(facts, one).answer == "no" and project(with_it, one).answer == "yes"]
    names = "、".join(f"「{label}」" for label in more)
    return f"CO2CO2スマート宣言事業所に登録すると、{names}の費用にも借りられるようになります。" if more else ""


def _something_to_lend(projects: tuple[Told, ...], amount: Decimal) -> tuple[Change, ...]:
    """Where other subsidies pay for everything, without them; where nothing costs anything, a cost of the amount wanted."""
    paid = tuple(told for told in projects if told.project.subsidy_yen)
    if paid:
        return tuple(Change(f"projects.{told.project.id}.subsidy_yen", Decimal(0), 3) for told in paid)
    return tuple(Change(f"projects.{told.project.id}.cost_yen", amount, 3) for told in projects)


def _grace(facts: Facts) -> Node:
    limit, loan = of.param(facts, "loan.grace_months"), facts.case.loan
    months = loan.grace_months
    longest = spell_months(int(limit.number))
    node = partial(Node, limit=f"{longest}以内", clause=of.clause(facts, "loan.grace_months"), paths=("loan.grace_months",), key="grace")
    if not months:
        return node("yes", "据置期間は置かないものとして判定しています。", seen="なし")
    told = spell_months(months)
    most = int(limit.number) if loan.term_months is None else min(int(limit.number), loan.term_months - 1)
    changes = (Change("loan.grace_months", most or None, 1),)
    if months > limit.number:
        statement = f"据置期間 {told} は、{longest}を超えています。"
        return node("no", statement, seen=told, todo=f"据置期間を{longest}以内にします。", changes=changes)
    if loan.term_months is not None and months >= loan.term_months:
        statement = f"据置期間 {told} は融資期間に含むため、融資期間 {spell_months(loan.term_months)}より短くする必要があります。"
        return node("no", statement, seen=told, todo="据置期間を融資期間より短くします。", changes=changes)
    return node("yes", f"据置期間 {told} は、{longest}以内です。", seen=told, changes=changes)


def _bank(facts: Facts) -> Node:
    name, among = facts.case.loan.bank_name, banks(facts)
    limit = f"取扱金融機関（{len(among)}機関）のどれか"
    node = partial(Node, limit=limit, clause=of.clause(facts, "banks"), paths=("loan.bank_name",), key="bank")
    todo = "取扱金融機関の一覧から選びます。"
    if name is None:
        return node("unknown", "どの金融機関から借りるか、まだ分かりません。", todo=todo)
    found = find(name, among)
    if found.banks:
        which = "または".join(bank.name for bank in found.banks)
        return node("yes", f"{which}は、取扱金融機関です。", seen=name)
    answer: Answer = "no" if found.clear else "unknown"
    statement = f"{name}は、取扱金融機関の一覧にありません。" if found.clear else f"「{name}」がどの金融機関か分かりません。"
    ask = todo if found.clear else "金融機関の名前を「○○銀行」「○○信用金庫」のように入力します。"
    return node(answer, statement, seen=name, todo=ask, changes=_listed_bank(name, among) if found.clear else ())


def _listed_bank(now: str, among: tuple[Bank, ...]) -> tuple[Change, ...]:
    """Another bank: judged with the first of the list, said without recommending it."""
    return (Change("loan.bank_name", among[0].name, 2, f"融資を受ける金融機関：{now} → 取扱金融機関のどれか"),)


def judge(facts: Facts) -> Node:
    """The whole verdict of the scheme as a tree."""
    industry = borrower.industry(facts)
    who = [industry] if industry.answer == "no" else [industry, borrower.size(facts)]
    return all_of(
        "千葉県の環境保全資金を使える条件",
        (_year(facts), site_in_prefecture(facts, of.SCHEME_ID), *who, _projects(facts), *_amount(facts), _grace(facts), _bank(facts)),
        key=of.SCHEME_ID,
    )
