"""What another edition of the factors would change in a case, shown before anything is computed anew.

Not for: taking packs in (`sllassist.knowledge.installed`), and for results that were kept (`sllassist.emissions.pins`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sllassist import messages
from sllassist.case.model import Case
from sllassist.emissions.build import build_ledger
from sllassist.emissions.changes import Change, changed
from sllassist.emissions.checks import site_name
from sllassist.emissions.explain import number
from sllassist.emissions.ledger import Batch, Ledger
from sllassist.emissions.rates import Rate
from sllassist.knowledge import Knowledge, Sourced


@dataclass(frozen=True, slots=True)
class YearDifference:
    """What changes in one fiscal year, and why: one sentence per entry of the bill table whose factors differ."""

    fiscal_year: int
    changes: tuple[Change, ...]
    reasons: tuple[str, ...]


def differences(old: Knowledge, new: Knowledge, case: Case) -> tuple[YearDifference, ...]:
    """Fiscal years whose totals or factors differ between two editions, ascending; empty when nothing would change."""
    before, after = build_ledger(case, old), build_ledger(case, new)
    found = []
    for year in sorted({*before.fiscal_years, *after.fiscal_years}):
        changes = tuple(changed(before.total(year), after.total(year)))
        reasons = tuple(dict.fromkeys(_reasons(case, before, after, year)))
        if changes or reasons:
            found.append(YearDifference(year, changes, reasons))
    return tuple(found)


def _reasons(case: Case, before: Ledger, after: Ledger, year: int) -> Iterator[str]:
    others = {_place(batch): batch for batch in after.batches(year)}
    for batch in before.batches(year):
        other = others.get(_place(batch))
        words = "、".join(_factors(batch.rate, None if other is None else other.rate))
        if words:
            told = {"site": site_name(case, batch.supply.site_id), "energy": _name(batch, other), "changes": words}
            yield messages.text("updates.reason", **told)


def _place(batch: Batch) -> tuple[str, str]:
    return batch.supply.id, batch.unit


def _name(batch: Batch, other: Batch | None) -> str:
    rate = batch.rate or (other.rate if other else None)
    if rate is None:
        return batch.supply.energy
    return f"{rate.energy.form_name}（{rate.factor.supplier}）" if rate.factor.supplier else rate.energy.form_name


def _factors(old: Rate | None, new: Rate | None) -> Iterator[str]:
    """What differs between two rates, in words."""
    if old is None or new is None:
        if old is not new:
            yield messages.text("updates.lost" if new is None else "updates.found")
        return
    one, other = old.factor, new.factor
    pairs = (
        ("単位発熱量", one.heat, other.heat), ("炭素排出係数", one.carbon, other.carbon),
        ("基礎排出係数", one.co2_basic, other.co2_basic), ("調整後排出係数", one.co2_adjusted, other.co2_adjusted),
    )  # fmt: skip
    for label, was, now in pairs:
        if (was and (was.number, was.unit)) != (now and (now.number, now.unit)):
            yield messages.text("updates.value", label=label, before=_value(was), after=_value(now))
    if old.links != new.links:
        yield messages.text("updates.conversion")
    if one.provisional != other.provisional:
        yield messages.text("updates.settled" if one.provisional else "updates.provisional")


def _value(value: Sourced | None) -> str:
    return messages.text("updates.none") if value is None else f"{number(value.number)} {value.unit}"
