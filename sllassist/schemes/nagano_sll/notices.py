"""Which event asks for 変更届出書（様式第4号） (or for a paper of the bank), per loan.

Source: 説明資料「融資先企業の責務 2」「参加表明書等の作成・提出」. It goes to ゼロカーボン推進課, not to the helpdesk.
Not for: when it is due (`calendar`).
"""

from typing import Any

from sllassist.case.model import Event
from sllassist.case.periods import japanese_date
from sllassist.schemes.base import Facts, Notice
from sllassist.schemes.nagano_sll import eligibility
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.rules import Answer
from sllassist.schemes.running import Lent, happens_in, lent, move_concerns

PAPER = "変更届出書（様式第4号）"
ASK = "県のゼロカーボン推進課に確かめます。"


def loans(facts: Facts) -> tuple[Lent, ...]:
    """The loans under the scheme."""
    return lent(facts, of.SCHEME_ID, eligibility.judge(facts).answer)


def _due(event: Event) -> str:
    return f"速やかに（{japanese_date(event.day)}に起きたこと）" if event.day else "速やかに"


def _notice(facts: Facts, event: Event, loan: Lent, key: str, answer: Answer, why: str, paths: tuple[str, ...] = ()) -> Notice:
    return Notice(
        event.id, of.SCHEME_ID, loan.id, answer, PAPER, "貴社", of.param(facts, "recipient.prefecture").value["name"], _due(event), why,
        clause=of.clause(facts, key), paper_set=f"notice-{event.id}", paths=paths,
    )


def _listed(facts: Facts, event: Event, loan: Lent, row: dict[str, Any]) -> Notice:
    """What the papers name. A move of a site elsewhere that is not the head office changes nothing they hold."""
    prefecture = of.param(facts, "site.prefecture").text
    here = move_concerns(facts, event, prefecture) if event.kind == "moved" else "yes"
    name = f"{row['mark']}{row['words']}"
    if here == "no":
        return _notice(facts, event, loan, "notice.triggers", "no", f"{prefecture}の外の事業所の移転なので、{name}にあたりません。")
    if here == "unknown":
        why = f"本社の移転なら、{name}にあたります。{prefecture}の外の、本社でない事業所の移転なら、届出は要りません。"
        return _notice(facts, event, loan, "notice.triggers", "unknown", why, ("firm.prefecture",))
    return _notice(facts, event, loan, "notice.triggers", "yes", f"{name}にあたります。")


def _likely(facts: Facts, event: Event, loan: Lent, row: dict[str, Any]) -> Notice:
    """What the papers do not name: said to be unverified; sites elsewhere are not looked at at all."""
    prefecture = of.param(facts, "site.prefecture").text
    here = happens_in(facts, event, prefecture)
    name = f"{row['mark']}{row['words']}"
    if here is False:
        return _notice(facts, event, loan, "notice.likely", "no", f"{prefecture}の外のことなので、計画書の内容は変わりません。")
    if row["needed"] == "unknown":
        return _notice(facts, event, loan, "notice.likely", "unknown", f"{name}にあたるかどうかは、説明資料に書かれていません。{ASK}")
    if here is None:
        why = f"{prefecture}内の事業所のことなら、{name}にあたるとみて届け出ます。"
        return _notice(facts, event, loan, "notice.likely", "unknown", why, (f"events.{event.id}.prefecture",))
    return _notice(facts, event, loan, "notice.likely", "yes", f"{name}にあたるとみています。要るかどうかを、{ASK}")


def _of_bank(facts: Facts, event: Event, loan: Lent, row: dict[str, Any]) -> Notice:
    return Notice(
        event.id, of.SCHEME_ID, loan.id, "yes", row["paper"], loan.bank, of.param(facts, "recipient.prefecture").value["name"], _due(event),
        row["why"], clause=of.clause(facts, "notice.bank"), paper_set=f"notice-{event.id}-bank{loan.id}",
    )


def notices(facts: Facts, event: Event) -> tuple[Notice, ...]:
    """What an event asks for, per loan it falls into."""
    found = []
    for loan in loans(facts):
        if not loan.concerns(event.day):
            continue
        for row in of.param(facts, "notice.triggers").value:
            if event.kind in row["kinds"]:
                found.append(_listed(facts, event, loan, row))
        found += [_likely(facts, event, loan, row) for row in of.param(facts, "notice.likely").value if event.kind in row["kinds"]]
        found += [_of_bank(facts, event, loan, row) for row in of.param(facts, "notice.bank").value if event.kind in row["kinds"]]
    return tuple(found)
