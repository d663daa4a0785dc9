"""Who can use 大分SLL: borrower, bank and loan, each explained.

Source: 運用要領 3 (対象事業者), 4 (対象金融機関), 5 (ファイナンス). Which target is chosen (5(3)) decides nothing here, since
SPT② is open to everybody (`sections`). Not for: whether a bank grants the loan.
"""

import datetime as dt

from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts
from sllassist.schemes.conditions import in_force, months_later, no_penalty, site_in_prefecture, term_at_least
from sllassist.schemes.oita_sll import facts as of
from sllassist.schemes.oita_sll.borrower import borrower, operating
from sllassist.schemes.rules import Answer, Change, Node, all_of, decided, equals


def _approved(facts: Facts) -> Node:
    wanted = of.param(facts, "bank.approved").value
    loan = facts.case.loan
    answer = equals(loan.bank_approved, wanted)
    name = loan.bank_name or "金融機関"
    statement = {
        "yes": f"{name}は、大分SLLの参加を県に承認されています。",
        "no": f"{name}は、大分SLLの参加を県に承認されていません。",
        "unknown": f"{name}が大分SLLの参加を県に承認されているか、まだ分かりません。",
    }[answer]
    seen = "" if loan.bank_approved is None else "承認あり" if loan.bank_approved else "承認なし"
    return Node(
        answer, statement, seen=seen, limit="県の承認がある", clause=of.clause(facts, "bank.approved"),
        paths=("loan.bank_approved",), key="bank_approved",
        todo="金融機関の窓口で、参加表明書（様式第1号）が承認されているかを確かめます。",
        changes=(Change("loan.bank_approved", wanted, 2),),
    )


def _head_office(facts: Facts) -> Node:
    """Head office in the prefecture; the prefecture may relax this, which it has done for a bank it approved."""
    wanted = of.param(facts, "bank.prefecture").value
    loan = facts.case.loan
    name, office = loan.bank_name or "金融機関", loan.bank_head_office
    todo = f"本店が{wanted}内の金融機関を選ぶか、県が本店の条件を緩めた金融機関かを確かめます。"
    if office == wanted:
        answer: Answer = "yes"
        statement = f"{name}の本店は{wanted}内にあります。"
    elif loan.bank_approved:
        answer = "yes"
        where = f"の本店は{office}にありますが" if office else "は"
        statement = f"{name}{where}、県が承認しているため、本店の条件も満たしているとみます。"
    elif office is None:
        answer, statement = "unknown", f"{name}の本店がどこにあるか、県が条件を緩めているかが、まだ分かりません。"
    else:
        answer = decided(None if loan.bank_approved is None else False)
        statement = f"{name}の本店は{office}にあります。県が本店の条件を緩めて承認したときだけ使えます。"
    return Node(
        answer, statement, seen=office or "", limit=f"本店が{wanted}内、または県が認めた金融機関",
        clause=of.clause(facts, "bank.prefecture"), todo=todo, key="bank",
        paths=("loan.bank_approved",) if answer == "unknown" else ("loan.bank_head_office",),
        changes=(Change("loan.bank_head_office", wanted, 2),),
    )


def _latest_start(facts: Facts, months: int, last: dt.date) -> dt.date:
    """The last day a loan of so many months can be paid out and still be over by `last`."""
    counted = of.param(facts, "loan.start_day_counted").value
    return months_later(last + dt.timedelta(days=1) if counted else last, -months)


def _end(facts: Facts) -> Node:
    """The loan is over by the last day. Without a date it is enough that there is time for it in the months to come."""
    told = of.param(facts, "loan.last_day")
    last: dt.date = told.value
    start, months = facts.case.loan.start_date, facts.case.loan.term_months
    limit, clause = f"{japanese_date(last)}までに終わる", of.clause(facts, "loan.last_day")
    if months is None:
        return Node("unknown", "融資期間が決まると、いつ終わるかが決まります。", "", limit, clause, ("loan.term_months",), key="end")
    latest = _latest_start(facts, months, last)
    until = f"{japanese_date(latest)}までに実行すれば、{japanese_date(last)}までに終わります"
    shorter = (Change("loan.term_months", fitting, 1),) if (fitting := _longest(facts, start or facts.as_of, last)) else ()
    if start is None:
        ahead = months_later(facts.as_of, int(of.param(facts, "loan.start_within_months").number))
        if latest < max(told.valid_from, facts.as_of):
            long = f"融資期間が長く、これから実行しても{japanese_date(last)}までに終わりません。"
            return Node("no", long, "", limit, clause, ("loan.term_months",), "融資期間を短くして相談します。", key="end", changes=shorter)
        answer: Answer = "yes" if ahead <= latest else "unknown"
        statement = f"この融資期間なら、{until}。" if answer == "yes" else f"実行日が決まると、終わる日が分かります。{until}。"
        return Node(answer, statement, "", limit, clause, ("loan.start_date",), "融資の実行日（予定）を入力します。", key="end")
    end = of.loan_last_day(facts, start, months)
    answer = decided(end is not None and end <= last)
    seen = japanese_date(end) if end else ""
    statement = f"融資は{seen}に終わり、{japanese_date(last)}{'までに収まります' if answer == 'yes' else 'を過ぎます'}。"
    if not shorter and latest < facts.as_of:  # only an earlier day and a shorter term together
        latest = _latest_start(facts, int(of.param(facts, "loan.term_months").number), last)
    earlier = (Change("loan.start_date", latest, 1),) if facts.as_of <= latest < start else ()
    return Node(
        answer, statement, seen, limit, clause, ("loan.start_date", "loan.term_months"), "実行日を早めるか、融資期間を短くして相談します。",
        key="end", changes=(*shorter, *earlier),
    )


def _longest(facts: Facts, start: dt.date, last: dt.date) -> int:
    """The longest term (months) from `start` that is over by `last`; 0 when none is long enough for the scheme."""
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    while months > 0 and (end := of.loan_last_day(facts, start, months)) is not None and end > last:
        months -= 1
    return months if months >= int(of.param(facts, "loan.term_months").number) else 0


def judge(facts: Facts) -> Node:
    """The whole verdict of the scheme as a tree."""
    not_yet = operating(facts)
    bank = all_of("県に参加を承認された金融機関の融資です。", (_head_office(facts), _approved(facts)), key="banks")
    return all_of(
        "大分SLLを使える条件",
        (
            in_force(facts, of.SCHEME_ID, "scheme.period"), site_in_prefecture(facts, of.SCHEME_ID, "site.prefecture"),
            *((not_yet,) if not_yet else ()), borrower(facts), bank, term_at_least(facts, of.SCHEME_ID, "loan.term_months"),
            _end(facts), no_penalty(facts, of.SCHEME_ID, "loan.penalty"),
        ),
        key="oita_sll",
    )
