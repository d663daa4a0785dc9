"""What several parts of the scheme look at: its parameters, how far the firm is, which cost table holds for it.

Not for: what follows from them (`eligibility`, `costs`, `calendar`, `sections`).
"""

import datetime as dt
from typing import Literal

from sllassist.knowledge import Sourced
from sllassist.schemes.base import Facts, clause_of
from sllassist.schemes.industry import classes, lies_in
from sllassist.schemes.rules import Clause

SCHEME_ID = "ea21"
Load = Literal["high", "low", "other", "unknown"]
"""Which table of audit days holds: larger or smaller load, a table of its own, or not decided."""


def param(facts: Facts, key: str) -> Sourced:
    """A dated parameter of the scheme."""
    return facts.at.param(SCHEME_ID, key)


def clause(facts: Facts, key: str) -> Clause:
    """Where a parameter comes from."""
    return clause_of(param(facts, key))


def source_note(facts: Facts, key: str) -> str:
    """Where a list comes from, in one line, for lists whose rows share their source."""
    told = param(facts, key)
    return f"出典：{told.source}（{told.status}）"


def registered(facts: Facts) -> bool:
    """Whether the firm holds the certificate; a date of registration alone says so, too."""
    told = facts.case.standing
    return told.ea21 == "registered" or (told.ea21 is None and told.ea21_registered_on is not None)


def registered_on(facts: Facts) -> dt.date | None:
    """The day of registration of a firm that holds the certificate; None while not told."""
    return facts.case.standing.ea21_registered_on if registered(facts) else None


def local(facts: Facts, prefecture: str) -> bool:
    """Whether a site lies in the prefecture, as far as told."""
    return any(site.prefecture == prefecture for site in facts.case.sites)


def load(facts: Facts) -> Load:
    """The table of audit days for the firm's industry."""
    lists: tuple[tuple[Load, str], ...] = (
        ("other", "cost.other_industries"), ("high", "cost.high_industries"), ("low", "cost.low_industries"),
    )
    return next((name for name, key in lists if lies_in(facts, param(facts, key).value)), "unknown")


def industry_words(facts: Facts) -> str:
    """The firm's industry as the classification names it; "" when not told."""
    told = classes(facts)
    return facts.knowledge.industry_label(told[0]) if told else ""
