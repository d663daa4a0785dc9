"""Results kept as they were computed: a pin holds a year's totals and the edition of the factors behind them.

A pin never changes by itself; when the present factors or bills give something else, the difference is shown and the user
takes it over by pinning the year anew. Not for: which factors there are (`sllassist.knowledge`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from sllassist.case.model import Case, Pin
from sllassist.case.problems import Problem
from sllassist.emissions.changes import Change, changed
from sllassist.emissions.entries import Totals
from sllassist.emissions.explain import number
from sllassist.emissions.ledger import Ledger
from sllassist.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class PinDifference:
    """A kept result and what would come of it now.

    `other_edition`: the factors in use are not those of the pin; when they are the same, the bills have changed since.
    """

    pin: Pin
    changes: tuple[Change, ...]
    other_edition: bool


def pin_year(case: Case, ledger: Ledger, knowledge: Knowledge, year: int, on: dt.date) -> Case:
    """Keeps the totals of a fiscal year (all sites) as `ledger` has them, in place of an earlier pin of that year."""
    totals = ledger.total(year)
    pin = Pin(
        fiscal_year=year, pack=knowledge.for_year(year).pack_id, pinned_on=on, heat_gj=totals.heat_gj, oil_kl=totals.oil_kl,
        co2_basic_t=totals.co2_basic_t, co2_adjusted_t=totals.co2_adjusted_t,
    )  # fmt: skip
    return case.model_copy(update={"pins": tuple(sorted((*_others(case, year), pin), key=lambda p: p.fiscal_year))})


def unpin_year(case: Case, year: int) -> Case:
    """Lets go of the kept result of a fiscal year."""
    return case.model_copy(update={"pins": _others(case, year)})


def _others(case: Case, year: int) -> tuple[Pin, ...]:
    return tuple(pin for pin in case.pins if pin.fiscal_year != year)


def pin_of(case: Case, year: int) -> Pin | None:
    """The kept result of a fiscal year, None when it was not kept."""
    return next((pin for pin in case.pins if pin.fiscal_year == year), None)


def compare_pins(case: Case, ledger: Ledger, knowledge: Knowledge) -> tuple[PinDifference, ...]:
    """Kept results that differ from what `ledger` gives now, by fiscal year."""
    found = []
    for pin in sorted(case.pins, key=lambda p: p.fiscal_year):
        now = ledger.total(pin.fiscal_year)
        if changes := tuple(changed(_kept(pin, now), now)):
            found.append(PinDifference(pin, changes, pin.pack != knowledge.for_year(pin.fiscal_year).pack_id))
    return tuple(found)


def _kept(pin: Pin, now: Totals) -> Totals:
    return replace(
        now, heat_gj=pin.heat_gj, oil_kl=pin.oil_kl, co2_basic_t=pin.co2_basic_t, co2_adjusted_t=pin.co2_adjusted_t
    )


def _shown(value: Decimal) -> str:
    """Three digits behind the point, as explanations show figures."""
    return number(value.quantize(Decimal("0.001"), ROUND_HALF_UP))


def pin_problems(case: Case, ledger: Ledger, knowledge: Knowledge) -> Iterator[Problem]:
    """A note per kept result that differs from what would come of it now, with both figures."""
    for found in compare_pins(case, ledger, knowledge):
        told = "、".join(f"{c.label} {_shown(c.before)} → {_shown(c.after)} {c.unit}" for c in found.changes)
        code = "pins.differs" if found.other_edition else "pins.differs_bills"
        params = {"year": str(found.pin.fiscal_year), "day": f"{found.pin.pinned_on:%Y-%m-%d}", "changes": told}
        yield Problem("note", code, f"pins.{found.pin.fiscal_year}", params)
