"""エネルギー起源二酸化炭素排出量等算定総括表（参考様式）: the use of one fiscal year, its factors and figures, and the duty's limits.

Not for: the rows themselves (`sllassist.schemes.energy_table`).
"""

from decimal import Decimal

from sllassist.schemes.base import CellValue, Facts, FormContent
from sllassist.schemes.energy_table import Sources, rows_of
from sllassist.schemes.nagano_sll import facts as of
from sllassist.schemes.nagano_sll import form_gases

MOST_ROWS = 120
"""Rows of the sheet; a firm with more supplies gets one row per factor over all its sites."""


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
    sources = Sources()
    rows = rows_of(case, facts.ledger.batches(year, site_ids=local), sources, MOST_ROWS, "県内の合計")
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
