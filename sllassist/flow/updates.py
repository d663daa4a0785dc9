"""Newer factors as the screen shows them: whether a case's results would change, by how much and why, and the user's choice.

Nothing is computed anew before the user has chosen. Not for: taking packs in (`sllassist.knowledge.installed`).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sllassist.case.model import Case
from sllassist.emissions.changes import Change
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.pins import pin_year
from sllassist.emissions.updates import YearDifference, differences
from sllassist.flow.rounding import shown, signed
from sllassist.knowledge import Knowledge

_last: Final[list[tuple[tuple[object, ...], tuple[YearDifference, ...]]]] = []
"""The newest answer of `pending` with what it follows from; two whole ledgers are computed for it."""


@dataclass(frozen=True, slots=True)
class YearChange:
    """A fiscal year whose results would change. `figures`: name, now, then, change; `reasons`: one sentence per entry."""

    fiscal_year: int
    figures: tuple[tuple[str, str, str, str], ...]
    reasons: tuple[str, ...]


def pending(case: Case, knowledge: Knowledge) -> tuple[YearDifference, ...]:
    """What the newest factors would change in a case that goes on with older ones; empty when it does not.

    Years whose result was kept are decided and left out.
    """
    if knowledge.newest is knowledge or knowledge.newest.pack_id == knowledge.pack_id:
        return ()
    key = (case.records, case.supplies, case.sites, case.pins, knowledge)
    if not _last or any(one is not other for one, other in zip(_last[0][0], key, strict=True)):
        _last[:] = [(key, preview(case, knowledge, knowledge.newest))]
    return _last[0][1]


def preview(case: Case, knowledge: Knowledge, newer: Knowledge) -> tuple[YearDifference, ...]:
    """What `newer` factors would change in a case computed with `knowledge`; years whose result was kept are left out."""
    kept = {pin.fiscal_year for pin in case.pins}
    return tuple(found for found in differences(knowledge, newer, case) if found.fiscal_year not in kept)


def year_changes(found: Iterable[YearDifference]) -> tuple[YearChange, ...]:
    """The differences in words and rounded figures."""
    return tuple(year_change(year.fiscal_year, year.changes, year.reasons) for year in found)


def year_change(fiscal_year: int, changes: Iterable[Change], reasons: Iterable[str]) -> YearChange:
    """One year's differences in words and rounded figures."""
    return YearChange(fiscal_year, tuple(_figure(change) for change in changes), tuple(reasons))


def _figure(change: Change) -> tuple[str, str, str, str]:
    figures = (shown(change.before, 3), shown(change.after, 3), signed(change.after - change.before, 3))
    return (f"{change.label}（{change.unit}）", *figures)


def years_text(found: Sequence[YearDifference]) -> str:
    """2024・2025年度."""
    return "・".join(str(year.fiscal_year) for year in found) + "年度"


def take_newest(case: Case, knowledge: Knowledge) -> Case:
    """The case computed with the newest factors from now on; years whose result was kept stay as they are."""
    return case.model_copy(update={"edition": knowledge.newest.pack_id})


def keep_results(case: Case, ledger: Ledger, years: Iterable[int], on: dt.date, newest: Knowledge) -> Case:
    """The case whose results of these years stay as `ledger` has them; the newest factors serve the other years."""
    kept = case
    for year in years:
        kept = pin_year(kept, ledger, ledger.knowledge, year, on)
    return take_newest(kept, newest)
