"""Who can use 信州SLL: borrower, duty thresholds, bank and loan terms, each explained.

Source: 説明資料「対象者」「融資の基本的な内容」「事業活動温暖化対策計画書制度 制度概要」.
Not for: whether a bank grants the loan; that is between the firm and the bank.
"""

from decimal import Decimal
from functools import partial

from sllassist.case.coverage import years_with_records
from sllassist.schemes.base import Facts
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.rules import Answer, Node, all_of, at_least, below, decided, equals


def _site(facts: Facts) -> Node:
    wanted = of.param(facts, "site.prefecture")
    names = [site.name or "名称未入力" for site in facts.case.sites if site.prefecture == wanted.value]
    told = [site for site in facts.case.sites if site.prefecture is not None]
    # Sites without a prefecture keep the question open; with all told, none in the prefecture means no.
    answer: Answer = "yes" if names else "no" if told and len(told) == len(facts.case.sites) else "unknown"
    statement = {
        "yes": f"{wanted.value}内に事業所があります（{len(names)}か所）。",
        "no": f"{wanted.value}内に事業所がありません。",
        "unknown": "事業所の所在地がまだ入力されていません。",
    }[answer]
    return Node(
        answer, statement, seen="、".join(names), limit=f"{wanted.value}内に1か所以上", clause=of.clause(facts, "site.prefecture"),
        paths=("sites",), key="site", todo="県内の事業所（工場・事務所・店舗など）を登録します。",
    )


def _energy(facts: Facts) -> Node:
    limit = of.param(facts, "duty.oil_kl")
    bound = Decimal(limit.value)
    node = partial(
        Node, limit=f"{bound:,} {limit.unit}未満", clause=of.clause(facts, "duty.oil_kl"), paths=("records",), key="duty_energy"
    )
    newest = max(years_with_records(facts.case), default=None)
    year = of.latest_complete_year(facts)
    if newest is not None and of.totals(facts, newest).oil_kl >= bound:
        year = newest  # even an unfinished year is over the limit once its months add up to it
    if year is None:
        return node(
            "unknown", "県内のエネルギー使用量が1年分そろうと決まります。",
            todo="電気・ガス・燃料の使用量を、12か月分または年間の合計で入力します。",
        )
    oil = of.totals(facts, year).oil_kl
    answer = below(oil, bound)
    relation = f"義務の基準 {bound:,} kL より小さいです" if answer == "yes" else f"計画書の提出が義務になる {bound:,} kL 以上です"
    return node(answer, f"{year}年度のエネルギー使用量（原油換算 {oil:,.1f} kL）は、{relation}。", seen=f"{oil:,.1f} kL（{year}年度）")


def _asked_threshold(facts: Facts, key: str, path: str, value: Decimal | int | None) -> Node:
    limit = of.param(facts, key)
    bound = Decimal(limit.value)
    answer = below(value, bound)
    statement = {
        "yes": f"{limit.label}は、義務の基準 {bound:,} {limit.unit} より小さいです。",
        "no": f"{limit.label}が {bound:,} {limit.unit} 以上あり、県への計画書の提出が義務です。",
        "unknown": f"{limit.label}がまだ分かりません。",
    }[answer]
    seen = "" if value is None else f"{value:,} {limit.unit}"
    return Node(
        answer, statement, seen=seen, limit=f"{bound:,} {limit.unit}未満", clause=of.clause(facts, key), paths=(path,),
        todo=f"{limit.label}を入力します。" if answer == "unknown" else "", key=key.replace(".", "_"),
    )


def _other_gases(facts: Facts) -> Node:
    """The threshold of other gases: from the records of gases where there are any, else asked."""
    told, found = facts.case.duty.other_gases_t, of.gas_records(facts)
    if found is None:
        return _asked_threshold(facts, "duty.other_gases_t", "duty.other_gases_t", told)
    limit = of.param(facts, "duty.other_gases_t")
    bound, tonnes = Decimal(limit.value), found.co2_t
    unplaced = {site.id for site in facts.case.sites if site.prefecture is None}
    open_records = found.left_out or any(r.site_id in unplaced for r in facts.case.gases if r.fiscal_year == found.fiscal_year)
    answer: Answer = "no" if tonnes >= bound else "unknown" if open_records else "yes"
    seen = f"{tonnes:,f} t-CO2（{found.fiscal_year}年度、ガスの記録から計算）"
    statement = {
        "yes": f"{limit.label}は {tonnes:,f} t-CO2 で、義務の基準 {bound:,} {limit.unit} より小さいです。",
        "no": f"{limit.label}が {tonnes:,f} t-CO2 あり、{bound:,} {limit.unit} 以上のため、県への計画書の提出が義務です。",
        "unknown": f"{limit.label}に、計算できない記録か、所在地の分からない事業所の記録があります。",
    }[answer]
    if told is not None and told != tonnes:
        statement += f"前に入力された {told:,f} {limit.unit} は使わず、ガスの記録から計算しています。"
    return Node(
        answer, statement, seen=seen, limit=f"{bound:,} {limit.unit}未満", clause=of.clause(facts, "duty.other_gases_t"),
        paths=("gases",), todo="ガスの記録と事業所の所在地を直します。" if answer == "unknown" else "", key="duty_other_gases_t",
    )


def _bank(facts: Facts) -> Node:
    wanted = of.param(facts, "bank.prefecture")
    loan = facts.case.loan
    answer = equals(loan.bank_head_office, wanted.value)
    name = loan.bank_name or "金融機関"
    statement = {
        "yes": f"{name}の本店は{wanted.value}内にあります。",
        "no": f"{name}の本店は{loan.bank_head_office}にあり、{wanted.value}内ではありません。",
        "unknown": f"{name}の本店がどこにあるか、まだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen=loan.bank_head_office or "", limit=f"本店が{wanted.value}内", clause=of.clause(facts, "bank.prefecture"),
        paths=("loan.bank_head_office",), todo=f"本店が{wanted.value}内にある金融機関に相談し、参加しているかも確かめます。", key="bank",
    )


def _term(facts: Facts) -> Node:
    limit = of.param(facts, "loan.term_months")
    months = facts.case.loan.term_months
    bound = int(limit.value)
    answer = at_least(months, Decimal(bound))
    statement = {
        "yes": f"融資期間は{spell_months(months or 0)}で、{spell_months(bound)}以上です。",
        "no": f"融資期間が{spell_months(months or 0)}で、{spell_months(bound)}に足りません。",
        "unknown": "融資期間がまだ決まっていません。",
    }[answer]
    return Node(
        answer, statement, seen="" if months is None else spell_months(months), limit=f"{spell_months(bound)}以上",
        clause=of.clause(facts, "loan.term_months"), paths=("loan.term_months",), key="term",
        todo=f"融資期間を{spell_months(bound)}以上で相談します。",
    )


def _penalty(facts: Facts) -> Node:
    penalty = facts.case.loan.penalty_rate
    answer = decided(None if penalty is None else not penalty)
    statement = {
        "yes": "目標を達成できないときも、当初の金利より上がりません。",
        "no": "目標を達成できないと当初より金利が上がる条件があり、この制度では認められません。",
        "unknown": "目標を達成できないときに当初より金利が上がるかどうか、まだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen="" if penalty is None else "あり" if penalty else "なし", limit="引上げの条件がない",
        clause=of.clause(facts, "loan.penalty"), paths=("loan.penalty_rate",),
        todo="金融機関に、当初の金利より引き上げる条件がないことを確かめます。", key="penalty",
    )


def spell_months(months: int) -> str:
    """60 → 5年, 42 → 3年6か月, 8 → 8か月."""
    years, rest = divmod(months, 12)
    return f"{years}年{rest}か月" if years and rest else f"{years}年" if years else f"{rest}か月"


def judge(facts: Facts) -> Node:
    """The whole verdict of the scheme as a tree."""
    duty = facts.case.duty
    no_duty = all_of(
        "県の条例による計画書の提出義務がありません。",
        (
            _energy(facts),
            _other_gases(facts),
            _asked_threshold(facts, "duty.vehicles", "duty.vehicles", duty.vehicles),
        ),
        key="duty",
    )
    return all_of("信州SLLを使える条件", (_site(facts), no_duty, _bank(facts), _term(facts), _penalty(facts)), key="nagano_sll")
