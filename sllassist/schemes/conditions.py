"""Conditions that several schemes ask for: a site in the prefecture, a bank, the term of the loan, no penalty.

Each takes the id of the scheme whose parameters hold limit and clause. Not for: conditions only one scheme has.
"""

import datetime as dt
from decimal import Decimal

from sllassist.case.model import Site
from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, clause_of
from sllassist.schemes.rules import Answer, Change, Node, at_least, decided, equals


def in_force(facts: Facts, scheme: str, key: str = "scheme.period") -> Node:
    """Whether the scheme has begun (and not ended) on the day of the verdict: `key` holds the date it begins."""
    told = facts.param(scheme, key)
    answer = decided(not told.before_first and not told.expired)
    statement = {
        True: f"{japanese_date(facts.as_of)}の時点で、制度があります。",
        False: f"{japanese_date(told.valid_from)}に始まる制度で、{japanese_date(facts.as_of)}にはまだありません。",
    }[not told.before_first]
    if told.expired and told.valid_to is not None:
        statement = f"制度は{japanese_date(told.valid_to)}に終わっています。"
    return Node(
        answer, statement, seen=japanese_date(facts.as_of), limit=f"{japanese_date(told.valid_from)}から",
        clause=clause_of(told), key="in_force",
    )


def local_sites(facts: Facts, scheme: str, key: str = "site.prefecture") -> frozenset[str]:
    """Ids of the sites in the prefecture of the scheme."""
    wanted = facts.param(scheme, key).value
    return frozenset(site.id for site in facts.case.sites if site.prefecture == wanted)


def site_in_prefecture(facts: Facts, scheme: str, key: str = "site.prefecture") -> Node:
    """At least one site in the prefecture; open while a site's prefecture is not told, or none is told."""
    wanted = facts.param(scheme, key)
    sites = facts.case.sites
    here = [site for site in sites if site.prefecture == wanted.value]
    names = tuple(dict.fromkeys(site.name or f"{wanted.value}の事業所" for site in here))
    told = [site for site in sites if site.prefecture is not None]
    answer: Answer = "yes" if here else "no" if told and len(told) == len(sites) else "unknown"
    statement = {
        "yes": f"{wanted.value}内に事業所があります（{len(here)}か所）。",
        "no": f"{wanted.value}内に事業所がありません。",
        "unknown": f"{wanted.value}内に事業所があるかどうか、まだ分かりません。",
    }[answer]
    opened = (*sites, Site(id="proposed", prefecture=wanted.value))
    return Node(
        answer, statement, seen="、".join(names), limit=f"{wanted.value}内に1か所以上", clause=clause_of(wanted), paths=("sites",),
        key="site", todo="県内の事業所（工場・事務所・店舗など）を登録します。",
        changes=(Change("sites", opened, 3, f"{wanted.value}内に事業所を置く"),),
    )


def bank_in_prefecture(facts: Facts, scheme: str, key: str = "bank.prefecture") -> Node:
    """The bank's head office lies in the prefecture."""
    wanted = facts.param(scheme, key)
    loan = facts.case.loan
    answer = equals(loan.bank_head_office, wanted.value)
    name = loan.bank_name or "金融機関"
    statement = {
        "yes": f"{name}の本店は{wanted.value}内にあります。",
        "no": f"{name}の本店は{loan.bank_head_office}にあり、{wanted.value}内ではありません。",
        "unknown": f"{name}の本店がどこにあるか、まだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen=loan.bank_head_office or "", limit=f"本店が{wanted.value}内", clause=clause_of(wanted),
        paths=("loan.bank_head_office",), todo=f"本店が{wanted.value}内にある金融機関に相談し、参加しているかも確かめます。", key="bank",
        changes=(Change("loan.bank_head_office", wanted.value, 2),),
    )


def term_at_least(facts: Facts, scheme: str, key: str = "loan.term_months") -> Node:
    """The loan runs at least so many months."""
    limit = facts.param(scheme, key)
    months = facts.case.loan.term_months
    bound = int(limit.number)
    answer = at_least(months, Decimal(bound))
    statement = {
        "yes": f"融資期間は{spell_months(months or 0)}で、{spell_months(bound)}以上です。",
        "no": f"融資期間が{spell_months(months or 0)}で、{spell_months(bound)}に足りません。",
        "unknown": "融資期間がまだ決まっていません。",
    }[answer]
    return Node(
        answer, statement, seen="" if months is None else spell_months(months), limit=f"{spell_months(bound)}以上",
        clause=clause_of(limit), paths=("loan.term_months",), key="term", todo=f"融資期間を{spell_months(bound)}以上で相談します。",
        changes=(Change("loan.term_months", bound, 1),),
    )


def no_penalty(facts: Facts, scheme: str, key: str = "loan.penalty") -> Node:
    """The contract does not raise the rate above the first one when the target is missed."""
    penalty = facts.case.loan.penalty_rate
    answer = decided(None if penalty is None else not penalty)
    statement = {
        "yes": "目標を達成できないときも、当初の金利より上がりません。",
        "no": "目標を達成できないと当初より金利が上がる条件があり、この制度では認められません。",
        "unknown": "目標を達成できないときに当初より金利が上がるかどうか、まだ分かりません。",
    }[answer]
    return Node(
        answer, statement, seen="" if penalty is None else "あり" if penalty else "なし", limit="引上げの条件がない",
        clause=facts.clause(scheme, key), paths=("loan.penalty_rate",), key="penalty",
        todo="金融機関に、当初の金利より引き上げる条件がないことを確かめます。",
        changes=(Change("loan.penalty_rate", False, 1),),
    )


def spell_months(months: int) -> str:
    """60 → 5年, 42 → 3年6か月, 8 → 8か月."""
    years, rest = divmod(months, 12)
    return f"{years}年{rest}か月" if years and rest else f"{years}年" if years else f"{rest}か月"


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later, the last of the month where it has no such day.

    Beyond the calendar (years 1 to 9999) it is the first or the last day of the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year < dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
