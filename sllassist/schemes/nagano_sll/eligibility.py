"""Who can use 信州SLL: borrower, duty thresholds, bank and loan terms, each explained.

Source: 説明資料「対象者」「融資の基本的な内容」「事業活動温暖化対策計画書制度 制度概要」.
Not for: whether a bank grants the loan; that is between the firm and the bank.
"""

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from functools import partial

from sllassist.case.coverage import years_with_records
from sllassist.case.model import EnergyRecord
from sllassist.case.periods import fiscal_year_of
from sllassist.schemes.base import Facts
from sllassist.schemes.conditions import bank_in_prefecture, in_force, no_penalty, site_in_prefecture, term_at_least
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.rules import Answer, Change, Node, all_of, below


def _rough_kl(facts: Facts) -> Decimal | None:
    """Crude oil (kL) of what the firm told as its rough yearly use, at the highest heat value of each kind; None while open."""
    told = facts.case.rough
    amounts = (told.electricity_kwh, told.gas_m3, told.fuel_l)
    if any(amount is None for amount in amounts):
        return None
    heat = [Decimal(of.param(facts, key).value) for key in ("rough.electricity_gj", "rough.gas_gj", "rough.fuel_gj")]
    gj = sum(((amount or Decimal(0)) / 1000 * value for amount, value in zip(amounts, heat, strict=True)), Decimal(0))
    return gj * facts.knowledge.constant("oil_kl_per_gj", fiscal_year_of(facts.as_of)).number


def _energy_changes(facts: Facts, year: int | None, oil_kl: Decimal, bound: Decimal) -> tuple[Change, ...]:
    """Less energy: the bills of the year (or the rough figures) brought just below the limit."""
    share = (bound - 1) / oil_kl
    words = f"県内のエネルギー使用量を、原油換算で {oil_kl - bound:,.1f} kL より多く減らす（いま {oil_kl:,.1f} kL）"
    if year is None:
        told = facts.case.rough
        parts = {name: (getattr(told, name) * share).quantize(Decimal("0.01")) for name in ("electricity_kwh", "gas_m3", "fuel_l")}
        return (Change("rough", told.model_copy(update=parts), 3, words),)
    return (Change("records", partial(_less_energy, facts, year, share), 3, words),)


def _less_energy(facts: Facts, year: int, share: Decimal) -> tuple[EnergyRecord, ...]:
    """The bills with those of the sites in the prefecture in `year` brought down to `share` of what they are."""
    local = {supply.id for supply in facts.case.supplies if supply.site_id in of.local_sites(facts)}
    return tuple(
        record.model_copy(update={"quantity": (record.quantity * share).quantize(Decimal("0.01"), ROUND_DOWN)})
        if record.supply_id in local and record.fiscal_year == year else record
        for record in facts.case.records
    )


def _road_kl(facts: Facts, year: int) -> Decimal:
    """Crude oil (kL) of the fuels that cars use too: 工場等 have a limit of their own, cars are counted by number."""
    local = of.local_sites(facts)
    fuels = of.param(facts, "duty.road_fuels").value
    return sum((facts.ledger.total(year, site_ids=local, energy=fuel).oil_kl for fuel in fuels), Decimal(0))


def _energy(facts: Facts) -> Node:
    limit = of.param(facts, "duty.oil_kl")
    bound = Decimal(limit.value)
    node = partial(
        Node, limit=f"{bound:,} {limit.unit}未満", clause=of.clause(facts, "duty.oil_kl"), key="duty_energy",
    )
    newest = max(years_with_records(facts.case), default=None)
    year = of.latest_complete_year(facts)
    if newest is not None and of.totals(facts, newest).oil_kl >= bound:
        year = newest  # even an unfinished year is over the limit once its months add up to it
    if year is None:
        return _rough_energy(facts, bound, node)
    oil = of.totals(facts, year).oil_kl
    road = _road_kl(facts, year)
    if oil >= bound > oil - road:
        return node(
            "unknown", f"{year}年度のエネルギー使用量（原油換算 {oil:,.1f} kL）は {bound:,} kL 以上ですが、車にも使うガソリンと軽油"
            f"（{road:,.1f} kL）を除くと {oil - road:,.1f} kL です。",
            seen=f"{oil - road:,.1f}〜{oil:,.1f} kL（{year}年度）", paths=("records",),
            todo="基準は工場等のエネルギーで、自動車は台数で別に決まります。車に使った燃料を除いた量を、ヘルプデスクに確かめます。",
        )
    answer = below(oil, bound)
    relation = f"義務の基準 {bound:,} kL より小さいです" if answer == "yes" else f"計画書の提出が義務になる {bound:,} kL 以上です"
    return node(
        answer, f"{year}年度のエネルギー使用量（原油換算 {oil:,.1f} kL）は、{relation}。", seen=f"{oil:,.1f} kL（{year}年度）",
        paths=("records",), changes=() if answer == "yes" else _energy_changes(facts, year, oil, bound),
    )


def _rough_energy(facts: Facts, bound: Decimal, node: Callable[..., Node]) -> Node:
    """Before the bills: from the rough figures, which are counted at their highest, so that below the limit is below."""
    oil = _rough_kl(facts)
    asked = ("rough.electricity_kwh", "rough.gas_m3", "rough.fuel_l")
    if oil is None:
        return node(
            "unknown", "県内のエネルギー使用量が、基準より小さいかどうかがまだ分かりません。", paths=asked,
            todo="1年間の使用量のめやすを答えるか、請求書を12か月分入力します。",
        )
    seen = f"{oil:,.1f} kL（めやすを大きめに計算）"
    if oil < bound:
        small = f"めやすのエネルギー使用量は、大きめにみても原油換算 {oil:,.1f} kL で、義務の基準 {bound:,} kL より小さいです。"
        return node("yes", small, seen=seen, paths=asked)
    large = f"めやすのエネルギー使用量は、大きめにみると原油換算 {oil:,.1f} kL です。"
    return node(
        "unknown", f"{large}{bound:,} kL 以上かどうかは、請求書を入力すると決まります。", seen=seen,
        paths=("records",), todo="電気・ガス・燃料の使用量を、12か月分または年間の合計で入力します。",
    )


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
        changes=(Change(path, int(bound) - 1 if path == "duty.vehicles" else bound - 1, 3),),
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
    return all_of(
        "信州SLLを使える条件",
        (
            in_force(facts, of.SCHEME_ID, "scheme.period"), site_in_prefecture(facts, of.SCHEME_ID, "site.prefecture"), no_duty,
            bank_in_prefecture(facts, of.SCHEME_ID, "bank.prefecture"), term_at_least(facts, of.SCHEME_ID, "loan.term_months"),
            no_penalty(facts, of.SCHEME_ID, "loan.penalty"),
        ),
        key="nagano_sll",
    )
