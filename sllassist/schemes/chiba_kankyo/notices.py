"""What the leaflet says about changes of a running loan: only that the bank cannot be changed once a project is certified.

No duty to give notice is known; where an event may need one, the answer stays open and says whom to ask.
Source: 案内「融資の手続き」 2つ目. Not for: events of other schemes' loans.
"""

from sllassist.case.model import Event, EventKind
from sllassist.schemes.base import Facts, Notice
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.eligibility import judge
from sllassist.schemes.running import happens_in, move_concerns

ABOUT: dict[EventKind, str] = {
    "loan": "金額・期間などの変更に届出が要るかは、案内に記載がありません（未確認）。変える前に、金融機関と県に確かめます。",
    "other": "認定を受けた事業の内容を変えるときの手続きは、案内に記載がありません（未確認）。変える前に、県に確かめます。",
    "moved": "県内で事業を行うことが条件です。移転するときの手続きは、案内に記載がありません（未確認）。県に確かめます。",
    "closed": "県内で事業を行うことが条件です。やめるときの手続きは、案内に記載がありません（未確認）。県に確かめます。",
}
"""Kinds of events that touch what was certified or lent, and what is known of each."""
UNKNOWN = "届出の定めを確認できていません。県に確かめてください（未確認）。"
"""Said of every other kind."""
ON_SITE = ("site_opened", "site_closed", "site_use")


def _loans(facts: Facts) -> list[str]:
    """Ids of the loans of this scheme, "" for the loan of the case when it has been paid out and fits."""
    case = facts.case
    fits = {told.scheme: told.verdict for told in case.overrides}.get(of.SCHEME_ID)
    own = case.loan.start_date is not None and case.loan.start_date <= facts.as_of
    if own and fits is None:
        fits = "fits" if judge(facts).answer == "yes" else "does_not_fit"
    return [*([""] if own and fits == "fits" else []), *(loan.id for loan in case.running if loan.scheme == of.SCHEME_ID)]


def notices(facts: Facts, event: Event) -> tuple[Notice, ...]:
    """What to do about an event, per loan of this scheme; nothing for what happens to a site elsewhere."""
    here = of.param(facts, "site.prefecture").text
    elsewhere = happens_in(facts, event, here) is False if event.kind in ON_SITE else (
        event.kind == "moved" and move_concerns(facts, event, here) == "no"
    )
    if event.kind is None or elsewhere:
        return ()
    about = ABOUT.get(event.kind, UNKNOWN)
    office = of.contact(facts, "certify")["name"]
    bank = of.param(facts, "certify.bank_change").text
    return tuple(
        Notice(
            event.id, of.SCHEME_ID, loan, "unknown", "届出（様式は確認できていません）", "貴社", office, "変更の前に相談",
            f"認定の通知のあとは、取扱金融機関を変えることは{bank}。{about}" if event.kind == "loan" else about,
            clause=of.clause(facts, "certify.bank_change"), paper_set=f"notice-{event.id}",
        )
        for loan in _loans(facts)
    )
