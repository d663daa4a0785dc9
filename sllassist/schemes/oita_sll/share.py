"""The share of a firm's CO2 (its group included) that its sites in the prefecture emit: 8割以上 to begin, over 6割 to go on.

Source: 運用要領 3(2). What was told counts; what was not is bounded by the bills, so that nobody is asked for what follows
from them. Only for firms that are no 中小企業 (`borrower`).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from sllassist.schemes.base import Facts
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.rules import Answer, Change, Node
from sllassist.schemes.targets import series_t

HUNDRED = Decimal(100)
LAST_PLACE = Decimal("0.000001")
WHOLE, LOCAL = "group.co2_t", "group.local_co2_t"


@dataclass(frozen=True, slots=True)
class Share:
    """Between which percentages the share lies. `whole_t`, `local_t`: t-CO2 as told, None where open.

    `bills_year`: the newest fiscal year with complete bills of the sites in the prefecture, None without any.
    """

    low: Decimal
    high: Decimal
    whole_t: Decimal | None
    local_t: Decimal | None
    bills_year: int | None

    @property
    def exact(self) -> bool:
        """Whether both amounts were told."""
        return self.whole_t is not None and self.local_t is not None


def share(facts: Facts) -> Share:
    """The share as far as it is known. Bills of sites are a part of the whole, so they bound it from below."""
    whole, local = facts.case.group.co2_t, facts.case.group.local_co2_t
    year = of.latest_complete_year(facts)
    own = elsewhere = Decimal(0)
    if year is not None:
        sites = of.local_sites(facts)
        others = frozenset(site.id for site in facts.case.sites if site.prefecture is not None) - sites
        own = series_t(facts, year, sites)
        elsewhere = series_t(facts, year, others) if others else Decimal(0)
    low, high = Decimal(0), HUNDRED
    if whole is None:
        if local is not None and local + elsewhere > 0:
            high = local / (local + elsewhere) * HUNDRED
    elif whole == 0:
        high = low
    elif local is not None:
        low = high = local / whole * HUNDRED
    else:
        low, high = min(own / whole * HUNDRED, HUNDRED), max((whole - elsewhere) / whole * HUNDRED, Decimal(0))
    return Share(low, high, whole, local, year)


def is_running(facts: Facts, start: dt.date | None, months: int | None) -> bool:
    """Whether a loan has begun and is not over: then only the lower limit of a running loan holds."""
    if start is None or start > facts.as_of:
        return False
    end = of.loan_last_day(facts, start, months)
    return end is None or end >= facts.as_of


def meets(facts: Facts, found: Share, *, running: bool) -> Answer:
    """Whether the share is enough: at least the limit to begin a loan, over the lower one while it runs."""
    limit = of.param(facts, "group.running_share_percent" if running else "group.share_percent").number
    if (found.low > limit) if running else (found.low >= limit):
        return "yes"
    return "no" if (found.high <= limit if running else found.high < limit) else "unknown"


def percent_text(value: Decimal) -> str:
    """A percentage in words, two decimals, cut off: 79.999 is shown as 79.99, never as a limit it does not reach."""
    return f"{value.quantize(Decimal('0.01'), ROUND_DOWN):,f}%"


def _contradiction(found: Share) -> str:
    """What cannot be in the two amounts as told; "" when nothing."""
    if found.whole_t == 0:
        return "全体のCO2排出量が0 tのため、割合を計算できません。数字を確かめてください。"
    if found.exact and found.low > HUNDRED:
        return "大分県内の量が全体より多く、割合を計算できません。どちらかの数字を直してください。"
    return ""


def _seen(found: Share, answer: Answer) -> str:
    """The share in words; where only a bound is known, the one that decided."""
    if found.exact:
        return f"{percent_text(found.low)}（{found.local_t:,f} t ÷ {found.whole_t:,f} t）"
    if answer == "no":
        return f"{percent_text(found.high)}以下（請求書から）"
    return f"{percent_text(found.low)}以上（{found.bills_year}年度の請求書から）" if answer == "yes" else ""


def _asked(found: Share) -> tuple[str, ...]:
    """What is still to be told: the whole first; what the sites in the prefecture emit only where bills do not say enough."""
    if found.exact:
        return WHOLE, LOCAL
    if found.whole_t is not None:
        return (LOCAL,)
    return (WHOLE,) if found.local_t is not None or found.bills_year is not None else (WHOLE, LOCAL)


def _without_zeros(figure: str) -> str:
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def _less_elsewhere(found: Share, limit: Decimal, *, running: bool) -> tuple[Change, ...]:
    """Less CO2 outside the prefecture, so that the same amount in it is share enough; nobody is told to emit more.

    Rounded down to a tenth of a tonne, finer only where that would leave less than the amount in the prefecture.
    """
    whole, local = found.whole_t or Decimal(0), found.local_t or Decimal(0)
    most = local * HUNDRED / limit
    for place in (Decimal(1), Decimal("0.1"), LAST_PLACE):
        enough = most.quantize(place, ROUND_DOWN)
        enough -= place if running and enough == most else 0
        if 0 < local <= enough < whole and (place == LAST_PLACE or enough * 1000 >= most * 999):
            now, then = _without_zeros(f"{whole - local:,f}"), _without_zeros(f"{enough - local:,f}")
            percent = _without_zeros(percent_text(local / enough * HUNDRED).rstrip("%"))
            return (Change(WHOLE, enough, 3, f"大分県外の排出量を {now} → {then} t-CO2/年 以下にする（県内の割合 {percent}%）"),)
    return ()


def share_node(facts: Facts) -> Node:
    """The condition of a firm that is no 中小企業."""
    loan = facts.case.loan
    found, running = share(facts), is_running(facts, loan.start_date, loan.term_months)
    key = "group.running_share_percent" if running else "group.share_percent"
    limit = of.param(facts, key).number
    bound = f"{limit:,f}%を超える（融資期間中）" if running else f"{limit:,f}%以上"
    wrong = _contradiction(found)
    answer: Answer = "no" if wrong else meets(facts, found, running=running)
    seen = _seen(found, answer)
    words = {
        "yes": f"CO2のうち大分県内の割合は {seen} で、条件（{bound}）を満たします。",
        "no": f"CO2のうち大分県内の割合は {seen} で、条件（{bound}）に足りません。",
        "unknown": "中小企業にあたらないときは、全体（グループ企業を含む）のCO2のうち大分県内の割合で決まります。",
    }[answer]
    changes: tuple[Change, ...] = ()
    if found.exact and not wrong and found.whole_t:
        changes = _less_elsewhere(found, limit, running=running)
    todo = "全体と大分県内のCO2排出量（t-CO2/年）を入力します。" if answer == "unknown" else ""
    if answer == "no" and running:
        todo = "ファイナンスの種類をSLLから変えることになります。金融機関と県に相談します。"
    return Node(
        answer, wrong or words, seen=seen, limit=bound, clause=of.clause(facts, key), paths=_asked(found), todo=todo,
        key="share", changes=changes,
    )
