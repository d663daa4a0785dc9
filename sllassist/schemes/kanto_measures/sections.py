"""The catalogue as it is shown: what suits the firm first, then everything in the order of the paper, to be searched.

Not for: choosing (`matching`) and freshness (`catalogue.mark`).
"""

from sllassist.case.periods import japanese_date
from sllassist.knowledge.sourced import VERIFIED
from sllassist.schemes.base import Facts, Row, Section, clause_of
from sllassist.schemes.kanto_measures.catalogue import Item, items, mark, source, stale
from sllassist.schemes.kanto_measures.eligibility import SCHEME_ID, in_area
from sllassist.schemes.kanto_measures.matching import named_concerns, reasons


def catalogue(facts: Facts) -> Section:
    """All items; those more speaks for first, then ended ones a concern asks for (they name what follows them)."""
    told = [(item, reasons(facts, item)) for item in items(facts)]
    told.sort(key=lambda pair: (-len(pair[1]), not (pair[0].state == "ended" and named_concerns(facts, pair[0]))))
    suits = sum(1 for _, why in told if why)
    ended = sum(1 for item, _ in told if item.state == "ended")
    paper = facts.param(SCHEME_ID, "catalogue.items")
    lead = "業種、事業所の所在地、買いたいもの、困っていることに合うものを先に並べています。"
    if in_area(facts) == "no":
        lead = "管内に事業所がないため、当てはまるものは選んでいません。"
    elif not suits:
        lead = "業種や困っていることが分かると、合うものを先に並べます。"
    return Section(
        "kanto-measures", "施策を探す", f"{lead}「省エネ」「人材」などの言葉でも探せます。",
        ("番号・名称", "だれが使えるか", "何ができるか", "金融機関ができること", "ページ・年"),
        tuple(_row(facts, item, why) for item, why in told),
        (("当てはまる施策", f"{suits}件"), ("資料にある施策", f"{len(told)}件"), ("終了が分かったもの", f"{ended}件")),
        (f"出典：{paper.source}。{facts.param(SCHEME_ID, 'program.newer').text}",), search=True,
    )


def _row(facts: Facts, item: Item, why: tuple[str, ...]) -> Row:
    who = f"{item.who}\n当てはまります：{why[0]}" if why else item.who
    cells = (f"{item.number} {item.name}", who, item.can, item.bank, f"P.{item.page}\n{item.year}年")
    return Row(cells, mark(facts, item), _detail(facts, item, why), item.url, source(facts, item))


def _detail(facts: Facts, item: Item, why: tuple[str, ...]) -> str:
    lines = [item.about, *(f"当てはまる理由：{reason}" for reason in why)]
    for one in item.present:
        over = f"{japanese_date(one.until)}を過ぎました。" if one.until is not None and facts.as_of > one.until else ""
        address = f"　{one.url}" if one.url else ""
        looked = f"{japanese_date(one.checked)}に調べました。もとの資料は未確認です"
        if one.status == VERIFIED:
            looked = f"{japanese_date(one.checked)}に確かめました"
        lines.append(f"{one.name}：{over}{one.text}（{looked}）{address}")
    if not item.present:
        lines.append(f"{item.year}年の資料のままです。いまも続いているかどうかは確認できていません。窓口か取引のある金融機関に確かめてください。")
    elif stale(facts, item):
        days = facts.param(SCHEME_ID, "check.valid_days").number
        lines.append(f"確かめてから{days}日以上たっています。いまのようすは、窓口に確かめてください。")
    lines.append(f"探すことば：{'、'.join((*item.topics, *item.search))}")
    return "\n".join(lines)


def about(facts: Facts) -> Section:
    """Whom to ask, and which banks take part."""
    contact, banks = facts.param(SCHEME_ID, "program.contact"), facts.param(SCHEME_ID, "program.banks")
    area = facts.param(SCHEME_ID, "area.prefectures")
    told, joined = contact.value, banks.value
    kinds = (("地方銀行など", "regional"), ("信用金庫", "shinkin"), ("信用組合", "credit_unions"))
    shares = "、".join(f"{name} {joined[key][0]}／{joined[key][1]}" for name, key in kinds)
    rows = (
        Row((contact.label, f"{told['name']}　電話 {told['phone']}　{told['email']}"), clause=clause_of(contact)),
        Row((banks.label, f"{joined['joined']}／{joined['all']}機関（{shares}）"), clause=clause_of(banks)),
        Row((area.label, "、".join(area.value)), clause=clause_of(area)),
    )
    return Section(
        "kanto-about", "相談するところ", "まず取引のある金融機関に、使いたい施策の番号とページを伝えて相談します。", ("こと", "内容"), rows,
    )
