"""Rows of a table of energy use with factors, figures and numbered sources, as sheets of 算定根拠 ask for them.

Every figure is handed over unrounded beside the factors it is made of, so that a sheet's own formulas can be checked against
it. Not for: computing; the ledger did.
"""

from collections.abc import Iterable
from decimal import Decimal

from sllassist.case.model import Case
from sllassist.emissions import Batch
from sllassist.knowledge import Sourced
from sllassist.schemes.base import CellValue

Row = dict[str, CellValue]


class Sources:
    """Numbers the sources in the order they are first used; `rows` lists them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, CellValue, str, str], int] = {}
        self.rows: list[Row] = []

    def add(self, subject: str, value: Decimal, unit: str, period: str, source: str, status: str) -> int:
        """The number of a source, a new one unless it is there already."""
        key = (subject, value, unit, source)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            number: Row = {"number": self._numbers[key], "subject": subject, "value": value, "unit": unit}
            self.rows.append({**number, "period": period, "source": source, "status": status})
        return self._numbers[key]

    def add_fact(self, fact: Sourced, subject: str, *, provisional: bool = False) -> int:
        """The number of the source of a dated value."""
        until = f"{fact.valid_to.year - 1}年度" if fact.valid_to else ""
        period = f"{fact.valid_from.year}年度〜{until}"
        return self.add(subject, fact.number, fact.unit, period, fact.source, "暫定" if provisional else fact.status)


def rows_of(case: Case, batches: Iterable[Batch], sources: Sources, most: int, all_sites: str) -> tuple[Row, ...]:
    """A row for each batch that has a rate; where these are more than `most`, one per factor over all sites, called `all_sites`."""
    counted = [batch for batch in batches if batch.rate is not None]
    by_site = len(counted) <= most
    shown = counted if by_site else _merged(counted)
    names = {site.id: site.name or "" for site in case.sites}
    return tuple(
        _row(batch, number, sources, names.get(batch.supply.site_id, "") if by_site else all_sites)
        for number, batch in enumerate(shown, 1)
    )


def _merged(batches: Iterable[Batch]) -> list[Batch]:
    """One batch per factor and unit over all sites."""
    found: dict[tuple[object, ...], Batch] = {}
    for batch in batches:
        assert batch.rate is not None
        key = (batch.rate.key, batch.unit, batch.rate.links)
        known = found.get(key)
        found[key] = known._replace(quantity=known.quantity + batch.quantity) if known else batch
    return list(found.values())


def _row(batch: Batch, number: int, sources: Sources, site: str) -> Row:
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
    carbon = factor.carbon if rate.same_activity else None  # else the sheet's own formula would start from another volume
    per = None if carbon is not None else rate.co2_per_unit
    return {
        "number": number,
        "site": site,
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
