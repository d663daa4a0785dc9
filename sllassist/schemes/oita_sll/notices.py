"""Which event asks for 名称等変更届出書 (or for a paper of the bank), per loan, with the calculation of the threshold.

Source: 運用要領 6(2), 6(3), 7(3). ③–⑤ need it only when the emissions looked at change by more than the base year's amount times
the rate of SPT②; ①②⑥ always do. Not for: when it is due (`calendar`).
"""

from decimal import Decimal
from typing import Any

from sllassist.case.model import Event
from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, Notice
from sllassist.schemes.oita_sll import eligibility
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.rules import Answer
from sllassist.schemes.running import Lent, happens_in, lent, move_concerns
from sllassist.schemes.targets import series_t

PAPER = "おおいたグリーン事業者認証制度名称等変更届出書"
ON_SITE = ("site_opened", "site_closed", "site_use")
"""Events of one site, which has its prefecture."""


def loans(facts: Facts) -> tuple[Lent, ...]:
    """The loans under the scheme."""
    return lent(facts, of.SCHEME_ID, eligibility.judge(facts).answer)


def base_t(facts: Facts, loan: Lent) -> Decimal | None:
    """The base year's emissions (t-CO2) for a loan: as told, else from the complete bills of its base year or of the case's."""
    if loan.base_t is not None:
        return loan.base_t
    for year in (loan.base_year, facts.case.plan.base_year):
        if year is not None and of.complete(facts, year):
            return series_t(facts, year, of.local_sites(facts))
    return None


def plain(value: Decimal) -> str:
    """A figure without needless zeros, with thousands separated: 20.00 → 20, 20.10 → 20.1; six decimals at most, for reading."""
    text = f"{value:,.6f}"
    return text.rstrip("0").rstrip(".")


def _due(event: Event) -> str:
    return f"速やかに（{japanese_date(event.day)}に起きたこと）" if event.day else "速やかに"


def _missing(facts: Facts, event: Event, loan: Lent, base: Decimal | None) -> tuple[str, ...]:
    found = []
    if event.change_t is None:
        found.append(f"events.{event.id}.change_t")
    if base is None:
        found.append(f"running.{loan.id}.base_t" if loan.id else "records")
    if of.rate_percent(facts) is None:
        found.append("firm.sector")
    return tuple(found)


def _by_threshold(facts: Facts, event: Event, loan: Lent, trigger: dict[str, Any]) -> tuple[Answer, str, str, tuple[str, ...]]:
    """Answer, why, arithmetic, and what is still to be told."""
    prefecture = of.param(facts, "site.prefecture").text
    here = happens_in(facts, event, prefecture) if event.kind in ON_SITE else True
    name = f"{trigger['mark']}{trigger['words']}"
    if here is False:
        return "no", f"{prefecture}の外の事業所のことなので、評価の対象になるCO2排出量は変わりません。", "", ()
    base, change, rate = base_t(facts, loan), event.change_t, of.rate_percent(facts)
    if base is None or change is None or rate is None:
        why = f"{name}は、増減する排出量がしきい値を超えるときに届け出ます。計算に要る数字がまだ足りません。"
        return "unknown", why, "", _missing(facts, event, loan, base)
    share = of.param(facts, "notice.years").number
    limit = base * rate * share / 100
    over = abs(change) > limit
    sign = "▲" if change < 0 else "＋"
    arithmetic = (
        f"しきい値 {plain(base)} t × {plain(rate)}%（{plain(share)}年分）＝ {plain(limit)} t。"
        f"増減 {sign}{plain(abs(change))} t はしきい値{'を超えます' if over else '以下です'}。"
    )
    if not over:
        return "no", f"{name}ですが、増減がしきい値を超えないため、届出は要りません。", arithmetic, ()
    if here is None:
        why = f"{name}です。{prefecture}内の事業所のことなら、届出が要ります。"
        return "unknown", why, arithmetic, (f"events.{event.id}.prefecture",)
    more = "基準年度の排出量を直すかどうかは要領に書かれていないため、県に相談します。"
    return "yes", f"{name}で、増減がしきい値を超えるため、届出が要ります。{more}", arithmetic, ()


def _of_firm(facts: Facts, event: Event, loan: Lent, trigger: dict[str, Any]) -> Notice:
    answer: Answer = "yes"
    why, arithmetic = f"{trigger['mark']}{trigger['words']}にあたります。排出量の増減にかかわらず、届出が要ります。", ""
    paths: tuple[str, ...] = ()
    prefecture, name = of.param(facts, "site.prefecture").text, f"{trigger['mark']}{trigger['words']}"
    if trigger["threshold"]:
        answer, why, arithmetic, paths = _by_threshold(facts, event, loan, trigger)
    elif event.kind == "moved" and (answer := move_concerns(facts, event, prefecture)) != "yes":
        why = f"{prefecture}の外の事業所の移転なので、{name}にあたりません。"
        if answer == "unknown":
            why = f"本社の移転なら、{name}にあたります。{prefecture}の外の、本社でない事業所の移転なら、届出は要りません。"
            paths = ("firm.prefecture",)
    elif trigger["mark"] == "⑥":
        why = f"{trigger['mark']}{trigger['words']}にあたるとみます。「大幅」の定めがないため、届け出るものとして県に確かめます。"
    return Notice(
        event.id, of.SCHEME_ID, loan.id, answer, PAPER, "貴社", of.param(facts, "recipient.prefecture").value["name"], _due(event), why,
        arithmetic, of.clause(facts, "notice.triggers", f"7 (3) {trigger['mark']}"), f"notice-{event.id}", paths,
    )


def _of_bank(facts: Facts, event: Event, loan: Lent, paper: dict[str, Any]) -> Notice:
    return Notice(
        event.id, of.SCHEME_ID, loan.id, "yes", paper["paper"], loan.bank, of.param(facts, "recipient.prefecture").value["name"],
        _due(event), paper["why"], clause=of.clause(facts, "notice.bank"), paper_set=f"notice-{event.id}-bank{loan.id}",
    )


def notices(facts: Facts, event: Event) -> tuple[Notice, ...]:
    """What an event asks for, per loan it falls into."""
    found = []
    for loan in loans(facts):
        if not loan.concerns(event.day):
            continue
        found += [_of_firm(facts, event, loan, row) for row in of.param(facts, "notice.triggers").value if event.kind in row["kinds"]]
        found += [_of_bank(facts, event, loan, row) for row in of.param(facts, "notice.bank").value if event.kind in row["kinds"]]
    return tuple(found)
