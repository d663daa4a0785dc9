"""What there is to do and where: projects the loan is for, papers, steps, registration, banks, offices.

Source: 案内「事業認定に必要な書類」「融資の手続き」「取扱金融機関」「対象事業」「申請先・問い合わせ先」.
Not for: figures of the loan (`sections`), and for filling papers.
"""

from collections.abc import Mapping
from typing import Any

from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.banks import banks, find
from sllassist.schemes.chiba_kankyo.categories import categories
from sllassist.schemes.chiba_kankyo.facts import Told

HERE = "当てはまります"
NOT_HERE = "当てはまりません"
FIRST_STEP = ord("①")


def _shown(word: str) -> bool:
    """Whether a word of the search is one to show: no pair, and no bare reading in hiragana."""
    return "+" not in word and not all("ぁ" <= letter <= "ん" for letter in word)


def _groups(projects: tuple[Told, ...]) -> frozenset[str]:
    return frozenset(told.category.group for told in projects if told.category is not None)


def _applies(one: Mapping[str, Any], groups: frozenset[str]) -> bool | None:
    """Whether what is only for some lists is for these projects; None while no project's kind is told."""
    if "groups" not in one:
        return True
    return bool(groups & set(one["groups"])) if groups else None


def projects_list(facts: Facts, projects: tuple[Told, ...]) -> Section:
    """Every kind of project the loan is for, to be searched."""
    own = {told.category.code for told in projects if told.category is not None}
    source = of.clause(facts, "categories")
    rows = tuple(
        Row(
            (one.place, one.name, one.kind), mark=HERE if one.code in own else "",
            detail=f"{one.detail}ことばの例：{'、'.join(filter(_shown, one.words))}", clause=source,
        )
        for one in categories(facts)
    )
    lead = "この中のどれかにあたる設備や工事に使えます。くわしい決まりは県の「対象事業の認定に関する要領」にあります。"
    return Section("projects", "対象になる事業", lead, ("番号", "事業", "資金"), rows, search=True)


def papers(facts: Facts, projects: tuple[Told, ...]) -> Section:
    """The papers for the certification, and which of them this firm needs."""
    copies = f"{of.param(facts, 'papers.copies').number}部"
    groups, source = _groups(projects), of.clause(facts, "papers.certify")
    marks = {True: "", False: NOT_HERE, None: "要確認"}
    rows = tuple(
        Row((one["name"], one["form"], copies), mark=marks[_applies(one, groups)], clause=source)
        for one in of.param(facts, "papers.certify").value
    )
    office = of.contact(facts, "certify")
    return Section(
        "papers", "事業の認定に必要な書類", f"{office['name']}に、{copies}ずつ出します。", ("書類", "様式", "部数"), rows,
        notes=("様式は県のホームページにあります。事業の種類ごとに、ほかの資料を求められることがあります。",),
    )


def bank_papers(facts: Facts) -> Section:
    """The papers the bank asks for, as far as an older page tells."""
    source = of.clause(facts, "papers.bank")
    rows = tuple(Row((one["name"], one["when"]), mark="未確認", clause=source) for one in of.param(facts, "papers.bank").value)
    lead = "県の平成29年度のページから読み取ったものです。いまの書類は、金融機関に確かめます。"
    return Section("bank_papers", "金融機関に出す書類", lead, ("書類", "いつ"), rows)


def steps(facts: Facts, projects: tuple[Told, ...]) -> Section:
    """The way to the loan, step by step."""
    groups, source = _groups(projects), of.clause(facts, "steps")
    wanted = [one for one in of.param(facts, "steps").value if _applies(one, groups) is not False]
    rows = tuple(Row((chr(FIRST_STEP + number), one["name"], one["by"]), clause=source) for number, one in enumerate(wanted))
    start = of.param(facts, "certify.start_of_works")
    consult, bank = of.param(facts, "certify.consult").text, of.param(facts, "certify.bank_change").text
    before = of.param(facts, "certify.before_loan").text
    return Section(
        "steps", "融資までの手続き", f"事業の認定は、{before}に受けます。順序は県の説明から組み立てたものです（{source.status}）。",
        ("", "すること", "だれが"), rows,
        notes=(
            f"認定を申請する前に、{consult}に融資の条件を相談します。",
            f"認定の通知のあとは、取扱金融機関を変えることは{bank}。",
            f"着工・購入の時期は案内に記載がありません（{start.status}）。{start.text}でよいかを、着工や購入の前に県に確かめます。",
        ),
    )


def registration(facts: Facts, projects: tuple[Told, ...]) -> tuple[Section, ...]:
    """How to register as CO2CO2スマート宣言事業所, where a project needs it and it is not done."""
    needed = _groups(projects) & set(of.param(facts, "co2co2.groups").value)
    if not needed or facts.case.standing.co2co2:
        return ()
    told, office = of.param(facts, "co2co2.courses"), of.contact(facts, "co2co2")
    rows = tuple(Row((one["name"], one["what"]), mark="古い情報", clause=of.clause(facts, "co2co2.courses")) for one in told.value)
    lead = f"{'、'.join(sorted(needed))}の融資には、事業所の登録が要ります。登録は{office['name']}（{office['phone']}）に申請します。"
    note = "コースの内容は平成29年度までのものです。いまの内容は、県に確かめます。"
    return (Section("co2co2", "CO2CO2スマート宣言事業所の登録", lead, ("コース", "内容"), rows, notes=(note,)),)


def banks_list(facts: Facts) -> Section:
    """The banks that handle the loan, to be searched."""
    among, name = banks(facts), facts.case.loan.bank_name
    own = set(find(name, among).banks) if name else set()
    rows = tuple(Row((bank.name, bank.kind), mark=HERE if bank in own else "") for bank in among)
    source = of.clause(facts, "banks")
    note = f"{source.source}によります。{source.note}"
    return Section("banks", "取扱金融機関", "この中の金融機関で申し込みます。", ("金融機関", "種類"), rows, notes=(note,), search=True)


def contacts(facts: Facts) -> Section:
    """The offices to ask."""
    source = of.clause(facts, "contacts")
    rows = tuple(
        Row((one["what"], one["name"], one["phone"]), detail=one["address"], url=one["url"], clause=source)
        for one in of.param(facts, "contacts").value
    )
    return Section("contacts", "申請先と問合せ先", "", ("用件", "窓口", "電話"), rows)


def sections(facts: Facts, projects: tuple[Told, ...]) -> tuple[Section, ...]:
    """All parts, in the order a person needs them."""
    return (
        steps(facts, projects), papers(facts, projects), *registration(facts, projects), bank_papers(facts),
        projects_list(facts, projects), banks_list(facts), contacts(facts),
    )
