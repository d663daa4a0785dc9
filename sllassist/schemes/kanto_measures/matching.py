"""Which items suit the firm, and why: its concerns, industry, places, bank, things to buy, and what it does.

A fact not told suits nothing. Not for: whether the firm may use an item; the paper seldom says.
"""

from collections.abc import Iterator

from sllassist.knowledge.names import fold
from sllassist.schemes.base import Facts
from sllassist.schemes.industry import classes
from sllassist.schemes.kanto_measures.catalogue import Item
from sllassist.schemes.kanto_measures.eligibility import SCHEME_ID, in_area


def reasons(facts: Facts, item: Item) -> tuple[str, ...]:
    """Why the item suits the firm, in words; () when nothing told speaks for it, it has ended, or the firm is elsewhere."""
    if item.state == "ended" or in_area(facts) == "no":
        return ()
    found = (*_concerns(facts, item), *_industries(facts, item), *_places(facts, item), *_banks(facts, item))
    return (*found, *_words(facts, item), *_doings(facts, item))


def named_concerns(facts: Facts, item: Item) -> tuple[str, ...]:
    """The concerns of the firm that are topics of the item, or stand in its name or its words to search for."""
    words = [fold(text) for text in (item.name, *item.search)]
    return tuple(
        told for told in facts.case.concerns
        if told in item.topics or (len(fold(told)) > 1 and any(fold(told) in word for word in words))
    )


def _concerns(facts: Facts, item: Item) -> Iterator[str]:
    yield from (f"「{told}」に印があるため" for told in named_concerns(facts, item))


def _industries(facts: Facts, item: Item) -> Iterator[str]:
    told = classes(facts)
    wanted = item.fits.get("industries", ())
    for group in facts.param(SCHEME_ID, "match.industries").value:
        if group["id"] not in wanted or not told:
            continue
        if any(code in group["codes"] for code in told):
            yield group["reason"]
        elif told[0] in group["exact"]:
            yield group["unsure"]


def _places(facts: Facts, item: Item) -> Iterator[str]:
    for place in item.fits.get("places", ()):
        if any(site.prefecture == place["prefecture"] and place["city"] in (site.address or "") for site in facts.case.sites):
            yield f"事業所のある{place['city']}が、{item.fits['place_reason']}"


def _banks(facts: Facts, item: Item) -> Iterator[str]:
    told = fold(facts.case.loan.bank_name or "")
    for bank in item.fits.get("banks", ()):
        if fold(bank) in told:
            yield f"{bank}が、{item.fits['bank_reason']}"


def _words(facts: Facts, item: Item) -> Iterator[str]:
    for project in facts.case.projects:
        words = project.words or ""
        if any(fold(part) in fold(words) for part in item.fits.get("words", ())):
            yield f"「{words}」は、{item.fits['word_reason']}"


def _doings(facts: Facts, item: Item) -> Iterator[str]:
    case = facts.case
    rough = (case.rough.electricity_kwh, case.rough.gas_m3, case.rough.fuel_l)
    known = {
        "energy": ("エネルギーの使用量が分かっているため", bool(case.records) or any(rough)),
        "plans": ("設備の導入や削減の取組を計画しているため", bool(case.measures or case.projects)),
        "founder": ("これから創業するため", case.firm.legal_form == "founder"),
    }
    for name in item.fits.get("facts", ()):
        reason, holds = known[name]
        if holds:
            yield reason
