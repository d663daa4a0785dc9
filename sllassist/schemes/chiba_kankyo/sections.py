"""What there is to know besides the verdict: terms, amount, repayment and guarantee fee for this firm.

Source: 案内「融資の条件」 and what `repayment` and `guarantee` name. Papers, steps, banks and offices: `sections_papers`.
Not for: the verdict (`eligibility`).
"""

from decimal import Decimal

from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, Row, Section
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo import guarantee, sections_papers
from sllassist.schemes.chiba_kankyo.amounts import WORDS, borrowable
from sllassist.schemes.chiba_kankyo.calendar import subsidised, subsidy_day
from sllassist.schemes.chiba_kankyo.eligibility import KINDS, usable
from sllassist.schemes.chiba_kankyo.facts import Told
from sllassist.schemes.chiba_kankyo.repayment import Instalment, interest_in_all, years
from sllassist.schemes.chiba_kankyo.terms import Loan, loan, rate_for, rates
from sllassist.schemes.conditions import spell_months
from sllassist.schemes.firm_size import spell_yen

HERE = "当てはまります"


def year_note(facts: Facts) -> str:
    """Which year's leaflet the terms are from, and that later ones are not known."""
    told = of.param(facts, "scheme.year")
    if told.expired or told.before_first:
        return f"{told.text}の案内にある条件です。{japanese_date(facts.as_of)}の条件は確認できていません。申し込む前に県に確かめます。"
    return f"{told.text}の案内にある条件です。"


def _percent(value: Decimal, places: int) -> str:
    """1.1 → 1.1％, 0.8 with two places → 0.80％; what has more places keeps them."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    short = isinstance(exponent, int) and -exponent < places
    return f"{plain.quantize(Decimal(1).scaleb(-places)) if short else plain:f}％"


def terms(facts: Facts) -> Section:
    """Rate by length of the loan, with the row of this loan marked."""
    months, source = facts.case.loan.term_months, of.clause(facts, "loan.rates")
    long = max(of.term_months(facts, kind) for kind in KINDS)
    own = rate_for(facts, months) if months is not None and months <= long else None
    rows = []
    for rate in rates(facts):
        kinds = [kind for kind in KINDS if of.term_months(facts, kind) > rate.over]
        cells = (rate.words, f"年{_percent(rate.percent, 1)}", "・".join(kinds))
        rows.append(Row(cells, mark=HERE if rate == own else "", clause=source))
    limits = "、".join(f"{kind}{spell_months(of.term_months(facts, kind))}以内" for kind in KINDS)
    figures = [("限度額", spell_yen(of.param(facts, "loan.limit_yen").number))]
    if own is not None and months is not None:
        figures.insert(0, (f"利率（{spell_months(months)}のとき）", f"年{_percent(own.percent, 1)}"))
    grace = spell_months(int(of.param(facts, "loan.grace_months").number))
    return Section(
        "terms", "融資の条件", year_note(facts), ("融資期間", "利率", "使える資金"), tuple(rows), tuple(figures),
        (
            f"融資期間は{limits}です。据置期間（利息だけを払う期間）は{grace}以内で、融資期間に含みます。",
            "融資するかどうかは、県の認定と、金融機関（保証を付けるときは信用保証協会も）の審査で決まります。",
            "元金は分割して返します。担保と保証人は、金融機関の窓口で相談します。",
            "固定金利かどうかは、金融機関に確かめます（平成28年度の県のページには固定金利とあります）。",
        ),
    )


def amount(facts: Facts, projects: tuple[Told, ...]) -> Section:
    """What can be borrowed for the projects, in each reading of 「他の補助金額を除く」."""
    def yen(value: Decimal | None) -> str:
        return "未入力" if value is None else spell_yen(value)

    rows = tuple(
        Row((told.label, yen(told.project.cost_yen), yen(told.project.subsidy_yen), yen(told.net_yen))) for told in projects
    )
    limits = borrowable(facts, projects)
    lead = "かかる費用と、ほかの補助金の額を入力すると計算します。"
    figures: tuple[tuple[str, str], ...] = ()
    if limits is not None:
        lead = f"限度額 {spell_yen(of.param(facts, 'loan.limit_yen').number)}と、費用からほかの補助金を引いた額の、小さいほうです。"
        same = len(set(limits.values())) == 1
        shown = list(limits.items())[:1] if same else list(limits.items())
        figures = tuple(("借りられる額（上限）" if same else WORDS[name], spell_yen(value)) for name, value in shown)
    notes = ["「他の補助金額を除く」の計算式は、案内に記載がありません（未確認）。額が分かれるときは、小さいほうで計画します。"]
    if any(told.scheme == of.SCHEME_ID for told in facts.case.running):
        notes.append("すでにこの資金を借りているときに限度額から引くかどうかは、案内に記載がありません（未確認）。県に確かめます。")
    columns = ("買いたいもの・行いたい工事", "費用", "ほかの補助金", "残り")
    return Section("amount", "借りられる額", lead, columns, rows, figures, tuple(notes))


def _what_for(told: Loan) -> str:
    grace = f"、据置 {spell_months(told.grace)}" if told.grace else ""
    which = "融資の希望額" if told.told else "借りられる額の上限"
    return f"{which} {spell_yen(Decimal(told.amount_yen))}、{spell_months(told.months)}{grace}、年{_percent(told.percent, 1)}"


def repayment(facts: Facts, told: Loan | None, instalments: tuple[Instalment, ...]) -> Section:
    """What is paid in the first, in a later and in the last month, and by year."""
    title = "返済のめやす"
    if told is None:
        return Section("repayment", title, "融資の希望額（または費用）と融資期間を入力すると計算します。")
    figures = [("最初の月の支払い", f"{instalments[0].payment:,}円")]
    if told.grace:
        figures.append((f"{told.grace + 1}か月目（元金の返済が始まる月）", f"{instalments[told.grace].payment:,}円"))
    figures += [("最後の月の支払い", f"{instalments[-1].payment:,}円"), ("利息の合計", f"{interest_in_all(instalments):,}円")]
    rows = tuple(
        Row((f"{one.year}年目", *(f"{value:,}円" for value in (one.principal, one.interest, one.principal + one.interest, one.balance))))
        for one in years(instalments)
    )
    source = of.clause(facts, "repayment.unit_yen")
    return Section(
        "repayment", title, f"{_what_for(told)}を、元金を毎月同じ額ずつ返す場合です。", ("", "元金", "利息", "支払い", "残高"), rows,
        tuple(figures),
        (
            "金融機関の返済予定表とは一致しないことがあります（日数の数え方、端数、休日の扱いが違うため）。",
            f"利息は残高×利率÷12、1円未満切捨てで計算しています（{source.status}）。{year_note(facts)}",
        ),
    )


def fee(facts: Facts, projects: tuple[Told, ...], told: Loan | None, instalments: tuple[Instalment, ...]) -> Section:
    """The guarantee fee by class, and what is left after the subsidy where every project has one."""
    halved = subsidised(facts, projects)
    whole = bool(halved) and len(halved) == len(projects)
    own = facts.case.loan.guarantee_class
    found = guarantee.fees(facts, instalments, subsidised=whole)
    rows = []
    for one in found:
        cells = [f"区分{one.number}", _percent(one.rate, 2), f"{one.yen:,}円" if told else "—"]
        if one.left_rate is not None and one.left_yen is not None:
            cells += [_percent(one.left_rate, 2), f"{one.left_yen:,}円" if told else "—"]
        rows.append(Row(tuple(cells), mark=HERE if one.number == own else "", clause=of.clause(facts, "guarantee.rates")))
    lead = "信用保証は、必要なときに付けます。付けないときは、信用保証料はかかりません。"
    if facts.case.loan.guarantee is False:
        lead = "信用保証を付けないため、信用保証料はかかりません。付けるときは次のとおりです。"
    figures = []
    mine = next((one for one in found if one.number == own), None)
    if mine is not None and told is not None:
        figures = [(f"信用保証料（区分{mine.number}）", f"{mine.yen:,}円")]
        figures += [("補助のあとの負担", f"{mine.left_yen:,}円")] if mine.left_yen is not None else []
    columns = ("区分", "料率（年）", "信用保証料", *(("補助のあとの料率", "補助のあとの負担") if whole else ()))
    return Section(
        "guarantee", "信用保証料", lead if told is None else f"{lead}{_what_for(told)}の場合です。", columns, tuple(rows), tuple(figures),
        (*_fee_notes(facts), *(_subsidy_notes(facts, whole=whole) if halved else ())),
    )


def _fee_notes(facts: Facts) -> tuple[str, ...]:
    factors, sheet = of.clause(facts, "guarantee.split_factors"), of.param(facts, "guarantee.no_sheet_class")
    return (
        f"区分は金融機関か信用保証協会から示されます。貸借対照表を作っていない方は区分{sheet.number}とみています（{sheet.status}）。",
        f"分割して返すときの係数は、ほかの都県の信用保証協会の表によります（{factors.status}）。実際の額は千葉県信用保証協会が決めます。",
    )


def _subsidy_notes(facts: Facts, *, whole: bool) -> tuple[str, ...]:
    groups = "、".join(of.param(facts, "guarantee.subsidy_groups").value)
    share, rounding = of.param(facts, "guarantee.subsidy_share"), of.clause(facts, "guarantee.subsidy_unit_yen")
    notes = [
        f"{groups}の信用保証料は、半額が補助されます。手続きを終える期限は{japanese_date(subsidy_day(facts))}とみています。",
        f"補助の端数は少なめにみています（{rounding.status}）。",
    ]
    if not whole:
        notes[1] = "ほかの事業の分には補助がないため、補助のあとの額は示していません。"
    if share.expired or share.before_first:
        year = of.param(facts, "scheme.year").text
        notes.append(f"補助があることを確認できたのは{year}です。いまもあるかを、県の経営支援課に確かめます。")
    return tuple(notes)


def sections(facts: Facts) -> tuple[Section, ...]:
    """All parts, in the order a person needs them."""
    projects = usable(facts)
    told = loan(facts, projects)
    instalments = told.instalments(int(of.param(facts, "repayment.unit_yen").number)) if told is not None else ()
    return (
        terms(facts), amount(facts, projects), repayment(facts, told, instalments), fee(facts, projects, told, instalments),
        *sections_papers.sections(facts, projects),
    )
