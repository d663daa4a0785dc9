"""What the certificate is good for, what makes it cheaper, and how its data serve other schemes.

Not for: the verdict (`eligibility`), which rests on the benefits that one question or a site decides.
"""

from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.ea21 import facts as of
from sllassist.schemes.ea21.eligibility import judge
from sllassist.schemes.rules import Answer

APPLIES, NOT = "当てはまります", "当てはまりません"
_MARKS: dict[Answer, str] = {"yes": APPLIES, "no": NOT, "unknown": "未回答"}
_NAMES = {
    "keishin": "経営事項審査の加点", "bidding": "自治体の入札での加点", "customers": "取引先への答え", "oita": "大分県の認証に使えるデータ",
    "chiba": "千葉県の融資の対象", "waste": "優良な処理業者の認定",
}


def benefits(facts: Facts) -> Section:
    """Every benefit, those that apply first, each with whether it applies to the firm."""
    remarks = {"keishin": of.param(facts, "benefit.keishin_points").note, "oita": of.param(facts, "benefit.oita").note}
    rows = [
        Row((_NAMES[leaf.key], leaf.statement), _MARKS[leaf.answer], remarks.get(leaf.key, ""), clause=leaf.clause)
        for leaf in judge(facts).leaves()
    ]
    loans = f"認証・登録事業者向けの低利融資が、{of.param(facts, 'benefit.loans').text}にあります。取引のある金融機関に聞きます。"
    rows.append(Row(("金融機関の低い金利の融資", loans), "要確認", clause=of.clause(facts, "benefit.loans")))
    saving = of.param(facts, "benefit.saving").value
    if of.local(facts, saving["prefecture"]):
        text = (
            f"{saving['prefecture']}の{saving['firms']}社では、合わせて約{saving['co2_t']:,} t-CO2、"
            f"1社あたり約{saving['yen_per_firm'] // 10_000:,}万円が減ったと計算されています（2018年の資料）。"
        )
        rows.append(Row(("光熱費などの削減の例", text), clause=of.clause(facts, "benefit.saving")))
    order = {APPLIES: 0, "未回答": 1, "要確認": 2, "": 3, NOT: 4}
    return Section(
        "ea21-benefits", "貴社にとっての利点", "1つでも当てはまれば、取り組む利点があるとみています。費用と比べて決めてください。",
        ("利点", "貴社では"), tuple(sorted(rows, key=lambda row: order[row.mark])),
    )


def _programme_fits(facts: Facts, kind: str) -> bool:
    if kind == "customers":
        return bool(facts.case.firm.customer_requests)
    return kind == "shinkin" and "信用金庫" in (facts.case.loan.bank_name or "")


def cheaper(facts: Facts) -> Section:
    """Programmes and subsidies that make it cheaper, and in which order to apply."""
    found = of.param(facts, "help.programmes")
    rows = [
        Row((one["name"], one["what"], one["who"]), APPLIES if _programme_fits(facts, one["kind"]) else "")
        for one in found.value
    ]
    rows += [row for row in _examples(facts) if row.mark]
    trap = of.param(facts, "help.order_trap").text
    fee = of.param(facts, "cost.consulting_yen")
    consulting = f"{fee.label}は、{fee.number:,}{fee.unit}ほどです（{fee.status}）。{fee.note}"
    return Section(
        "ea21-cheaper", "費用と手間を減らす方法", f"補助金は、申請の順番に気をつけます。{trap}", ("仕組み", "内容", "聞くところ"),
        tuple(rows), notes=(consulting, of.source_note(facts, "help.programmes")),
    )


def _examples(facts: Facts) -> list[Row]:
    """Examples of municipalities: marked where a site lies there, or in the same prefecture."""
    rows = []
    for one in of.param(facts, "help.examples").value:
        sites = [site for site in facts.case.sites if site.prefecture == one["prefecture"]]
        there = one["city"] and any(one["city"] in (site.address or "") for site in sites)
        mark = "" if not sites else APPLIES if there else "同じ都県の例"
        year = f"{one['year']}年度" if one["year"] else "年度は不明"
        place = f"{one['prefecture']}{one['city']}"
        rows.append(Row((f"{place}の例", f"{one['what']}（{year}）", f"{place}の環境・産業の担当課"), mark))
    return rows


def links(facts: Facts) -> Section:
    """How the data of the certificate serve the other schemes."""
    rows = [
        Row((one["name"], one["what"], one["data"]), APPLIES if of.local(facts, one["prefecture"]) else "")
        for one in of.param(facts, "links.schemes").value
    ]
    rows.sort(key=lambda row: not row.mark)
    years = of.param(facts, "benefit.chiba_term_years").number
    note = (
        f"千葉県の環境保全資金では、認証を取る費用は運転資金にあたり、{years}年以内の融資の対象です。"
        "融資するかどうかは、県の認定と金融機関の審査で決まります。"
    )
    return Section(
        "ea21-links", "ほかの制度とのつながり", "一度そろえた数字を、ほかの制度の書類にも使えます。", ("制度", "つながり", "使えるデータ"),
        tuple(rows), notes=(note, of.source_note(facts, "links.schemes")),
    )
