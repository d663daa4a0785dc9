"""エネルギー起源二酸化炭素排出量等算定総括表（参考様式）: rows of one fiscal year with factors, figures and sources.

Every figure is handed over unrounded beside the factors it is made of, so that the sheet's own formulas can be checked
against it. Not for: computing; the ledger did.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sllassist.emissions import Batch
from sllassist.knowledge import Sourced
from sllassist.schemes.base import CellValue, Facts, FormContent
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll import form_gases

MOST_ROWS = 120
"""Rows of the sheet; a firm with more supplies gets one row per factor over all its sites."""


class _Sources:
    """Numbers the sources in the order they are first used."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, CellValue, str, str], int] = {}
        self.rows: list[dict[str, CellValue]] = []

    def add(self, subject: str, value: Decimal, unit: str, period: str, source: str, status: str) -> int:
        key = (subject, value, unit, source)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            number: dict[str, CellValue] = {"number": self._numbers[key], "subject": subject, "value": value, "unit": unit}
            self.rows.append({**number, "period": period, "source": source, "status": status})
        return self._numbers[key]

    def add_fact(self, fact: Sourced, subject: str, *, provisional: bool = False) -> int:
        until = f"{fact.valid_to.year - 1}年度" if fact.valid_to else ""
        period = f"{fact.valid_from.year}年度〜{until}"
        return self.add(subject, fact.number, fact.unit, period, fact.source, "暫定" if provisional else fact.status)


def _merged(batches: Iterable[Batch]) -> list[Batch]:
    """One batch per factor and unit over all sites."""
    found: dict[tuple[object, ...], Batch] = {}
    for batch in batches:
        assert batch.rate is not None
        key = (batch.rate.key, batch.unit, batch.rate.links)
        known = found.get(key)
        found[key] = replace(known, quantity=known.quantity + batch.quantity) if known else batch
    return list(found.values())


def _row(facts: Facts, batch: Batch, number: int, sources: _Sources, *, by_site: bool) -> dict[str, CellValue]:
    rate = batch.rate
    assert rate is not None
    factor, way = rate.factor, rate.conversion
    basic, adjusted = batch.co2_t
    factor_values = (factor.carbon, factor.co2_basic, factor.co2_adjusted)
    used = [sources.add_fact(factor.heat, factor.heat.label or rate.energy.form_name)]
    used += [sources.add_fact(v, v.label or rate.energy.form_name, provisional=factor.provisional) for v in factor_values if v]
    for link in rate.links:
        if link.source:
            used.append(sources.add(f"{rate.energy.form_name} {link.label}", link.value, link.unit, "", link.source, link.status))
    site = facts.case.site(batch.supply.site_id)
    carbon = factor.carbon if rate.same_activity else None  # else the sheet's own formula would start from another volume
    per = None if carbon is not None else rate.co2_per_unit
    return {
        "number": number,
        "site": ((site and site.name) or "") if by_site else "県内の合計",
        "energy": rate.energy.form_name,
        "supplier": " ".join(dict.fromkeys(part for part in (factor.supplier, factor.menu) if part)),
        "bill_quantity": batch.quantity,
        "bill_unit": batch.unit,
        "conversion": way.multiplier / way.divisor,
        "quantity": batch.activity,
        "unit": factor.unit,
        "heat_value": factor.heat.number,
        "gj": batch.heat_gj,
        "carbon_factor": carbon.number if carbon else None,
        "co2_factor_basic": per[0] if per else None,
        "co2_factor_adjusted": per[1] if per else None,
        "co2_basic": basic,
        "co2_adjusted": adjusted,
        "source": "、".join(map(str, dict.fromkeys(used))),
    }


def _notes(facts: Facts, year: int) -> str:
    totals = of.totals(facts, year)
    notes = []
    if totals.provisional:
        notes.append("「暫定」の係数は、その年度の一覧が手もとにないため、近い年度の値を使っています。公表された値に替えてから提出してください。")
    if totals.unverified:
        notes.append("「未確認」の係数は、原典を確かめていない値です。「係数の出典」のシートで確かめてください。")
    return "\n".join(notes)


def content(facts: Facts, year: int) -> FormContent:
    """The sheet for `year`, sites in the prefecture only."""
    case, local = facts.case, of.local_sites(facts)
    batches = [batch for batch in facts.ledger.batches(year, site_ids=local) if batch.rate is not None]
    by_site = len(batches) <= MOST_ROWS
    sources = _Sources()
    shown = batches if by_site else _merged(batches)
    rows = tuple(_row(facts, batch, number, sources, by_site=by_site) for number, batch in enumerate(shown, 1))
    oil = facts.ledger.oil_factor(year)
    sources.add_fact(oil, oil.label)
    totals = of.totals(facts, year)
    values: dict[str, CellValue] = {
        "firm_name": case.firm.name,
        "fiscal_year": year,
        "factor_set": f"{year}年度の排出量に使う係数（「係数の出典」のシート）",
        "made_on": facts.as_of,
        "total_gj": totals.heat_gj,
        "kl_per_gj": oil.number,
        "total_kl": totals.oil_kl,
        "total_co2_basic_t": totals.co2_basic_t,
        "total_co2_adjusted_t": totals.co2_adjusted_t,
        "duty_other_gases_t": form_gases.total_t(facts, year),
        "duty_vehicles": case.duty.vehicles,
        "limit_oil_kl": Decimal(of.param(facts, "duty.oil_kl").value),
        "limit_other_gases_t": Decimal(of.param(facts, "duty.other_gases_t").value),
        "limit_vehicles": Decimal(of.param(facts, "duty.vehicles").value),
        "notes": _notes(facts, year) or None,
    }
    return FormContent(
        "nagano_sll/energy_summary", f"エネルギー起源二酸化炭素排出量等算定総括表（{year}年度）",
        f"算定総括表_{year}年度_{case.firm.name or ''}", values, {"lines": rows, "sources": tuple(sources.rows)},
    )
