"""Odd figures as questions: a warning whose sentence has both figures, and the proposed correction for a program to read.

`params["corrections"]`: list of {"month", "quantity", "unit"}, empty where no figure can be proposed; `params["cells"]`: the
places of the figures; `params["seen"]`: the figures as they stand, by which a kept figure is known again.
Not for: finding what is odd (`sllassist.emissions.odd`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from sllassist import messages
from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import EnergyRecord, EnergySupply
from sllassist.case.problems import Problem
from sllassist.case.units import kind_of, ratio, units_of
from sllassist.emissions.checks import month_name, seen_text
from sllassist.emissions.exact import add_all
from sllassist.emissions.figures import Bounds
from sllassist.emissions.odd import Hit
from sllassist.knowledge import Energy, Knowledge

_MANY: Final = ("capacity", "slip", "price", "last_year", "twin")
_SMALLEST: Final = Decimal("0.000001")
"""The last digit a stored figure can have."""


def plain(value: Decimal) -> str:
    """A figure with thousands separators and without idle zeros."""
    return f"{value.normalize():,f}"


def times_text(size: Decimal, other: Decimal) -> str:
    """How many times as much, or one so-manieth."""
    larger, smaller = max(size, other), min(size, other)
    if not smaller:
        return "0倍"
    times = larger / smaller
    rounded = times.quantize(Decimal(1) if times >= 10 else Decimal("0.1"), ROUND_HALF_UP)
    return f"約{plain(rounded)}倍" if size > other else f"約{plain(rounded)}分の1"


class Asker:
    """Makes the questions of one column."""

    def __init__(
        self, knowledge: Knowledge, supply: EnergySupply, energy: Energy, fiscal_year: int, site: str, kind: str, bounds: Bounds
    ) -> None:
        self._knowledge, self._supply, self._energy, self._bounds = knowledge, supply, energy, bounds
        self._shown = {"site": site, "energy": supply.called(energy.form_name), "year": fiscal_year}
        self._smallest = units_of(kind)[0]
        self._unit = supply.unit if kind_of(supply.unit) == kind else self._smallest

    def ask(self, hits: Sequence[Hit]) -> Iterator[Problem]:
        """One question per figure, or one for the column where the same happens in many months."""
        together: dict[tuple[str, bool, str], list[Hit]] = defaultdict(list)
        for hit in hits:
            if hit.code in _MANY and hit.record.month is not None:
                larger, column = hit.other is not None and hit.size > hit.other, hit.column.id if hit.column else ""
                together[hit.code, larger, column].append(hit)
        many = [found for found in together.values() if len(found) >= self._bounds.many_months]
        covered = {id(hit) for found in many for hit in found}
        for found in many:
            yield self._many(found)
        for hit in hits:
            if id(hit) not in covered:
                yield self._one(hit)

    # --- the parts of a sentence ------------------------------------------------------------------------------------------

    def _in_unit(self, size: Decimal) -> Decimal:
        return size / ratio(self._unit, self._smallest)

    def _size(self, size: Decimal) -> str:
        value = self._in_unit(size)
        rounded = value.quantize(_SMALLEST, ROUND_HALF_UP) if value.adjusted() < 12 else value
        return f"{plain(rounded)} {self._unit}"

    def _bill(self, record: EnergyRecord) -> str:
        return f"{plain(record.quantity)} {record.unit}"

    def _other(self, hit: Hit) -> str:
        if hit.code == "capacity":
            return f"{plain(self._supply.contract_kw or Decimal(0))} kW"
        if hit.code == "price_pattern" and hit.other is not None:
            return plain(_yen(hit.other))
        if hit.other_record is not None:
            return self._bill(hit.other_record)
        return "" if hit.other is None else self._size(hit.other)

    def _correction(self, hit: Hit) -> dict[str, Any] | None:
        """The proposed figure in the column's unit, where a bill can hold it."""
        if hit.right is None:
            return None
        value = self._in_unit(hit.right)
        if value.adjusted() >= 12 or value != value.quantize(_SMALLEST):
            return None
        return {"month": hit.record.month, "quantity": f"{value.normalize():f}", "unit": self._unit}

    def _price_limits(self) -> dict[str, Any]:
        low, high = self._bounds.price_low or Decimal(0), self._bounds.price_high or Decimal(0)
        return {"low": plain(low), "high": plain(high), "unit": self._smallest}

    def _advice(self, fixes: Sequence[dict[str, Any]], hits: Sequence[Hit]) -> str:
        code = hits[0].code
        if len(fixes) == 1:
            fixed = f"{plain(Decimal(fixes[0]['quantity']))} {fixes[0]['unit']}"
            return messages.text("plausibility.advice_fix", fixed=fixed)
        if fixes:
            total = add_all(Decimal(fix["quantity"]) for fix in fixes)
            return messages.text("plausibility.advice_fix", fixed=f"合計 {plain(total)} {self._unit}")
        if code == "price" and all(hit.against for hit in hits):
            return messages.text("plausibility.advice_yen", against=messages.text(f"plausibility.against_{hits[0].against}"))
        return messages.text("plausibility.advice_price" if code.startswith("price") else "plausibility.advice")

    # --- questions --------------------------------------------------------------------------------------------------------

    def _one(self, hit: Hit) -> Problem:
        record = hit.record
        fix = self._correction(hit)
        fixes = [fix] if fix else []
        params = {
            **self._shown, "month": month_name(record.month), "figure": self._bill(record), "other": self._other(hit),
            "advice": self._advice(fixes, [hit]), **self._told(hit, [hit]),
        }  # fmt: skip
        return self._problem(hit.code, [hit], params, fixes)

    def _many(self, hits: Sequence[Hit]) -> Problem:
        first = hits[0]
        found = [self._correction(hit) for hit in hits if hit.priced]
        fixes = [fix for fix in found if fix] if len(found) == len(hits) and all(found) else []
        params = {
            **self._shown, "count": len(hits), "figure": self._size(add_all(hit.size for hit in hits)),
            "advice": self._advice(fixes, hits), **self._told(first, hits),
        }  # fmt: skip
        others = [hit.other for hit in hits if hit.other is not None]
        params["other"] = self._other(first) if first.code == "capacity" else self._size(add_all(others)) if others else ""
        return self._problem(f"{first.code}_many", hits, params, fixes)

    def _told(self, hit: Hit, hits: Sequence[Hit]) -> dict[str, Any]:
        size = add_all(one.size for one in hits)
        other = add_all(one.other for one in hits if one.other is not None)
        if hit.code.startswith("price"):
            cost = add_all(one.record.cost_yen for one in hits if one.record.cost_yen is not None)
            return {**self._price_limits(), "cost": plain(cost), "price": plain(_yen(cost / size))}
        if hit.code == "capacity":
            return {"hours": f"{hit.hours:,}", "most": self._size(other)}
        if hit.code == "repeated" and hit.other_record is not None:
            return {"other_month": month_name(hit.other_record.month)}
        if hit.code == "twin" and hit.column is not None:
            return {"column": self._column(hit.column)}
        told = {"times": times_text(size, other)}
        return {**told, "against": messages.text(f"plausibility.against_{hit.against}")} if hit.against else told

    def _column(self, supply: EnergySupply) -> str:
        if supply.name:
            return supply.name
        kind = self._energy.supplier_kind
        name = supply.supplier or ""
        if kind != "none" and name:
            name = self._knowledge.supplier_name(kind, name) or name
        return " ".join(part for part in (name, supply.menu) if part) or messages.text("plausibility.column_unnamed")

    def _problem(self, code: str, hits: Sequence[Hit], params: dict[str, Any], fixes: list[dict[str, Any]]) -> Problem:
        seen = seen_text(hit.record for hit in hits)
        cells = tuple(cell_of(hit.record) for hit in hits)
        found = {**params, "cells": cells, "corrections": fixes, "seen": seen}
        return Problem("warning", f"plausibility.{code}", record_path(cells[0]), found)


def _yen(price: Decimal) -> Decimal:
    return price.quantize(Decimal("0.01"), ROUND_HALF_UP)
