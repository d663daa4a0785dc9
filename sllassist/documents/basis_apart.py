"""その他ガス・証書 of the 算定根拠 workbook: gases other than CO2 from energy with their potentials, and certificates.

Not for: totals of energy (`sllassist.documents.basis_sheets`); nothing here is in them or taken off them.
"""

from itertools import groupby
from typing import Final

from sllassist import messages
from sllassist.case.model import Case
from sllassist.case.units import ratio
from sllassist.documents.basis_sheets import UNNAMED, site_names
from sllassist.documents.table import Formula, Table, Value, cell, span
from sllassist.emissions import Ledger
from sllassist.emissions.basis import Basis, BasisGas
from sllassist.emissions.gases import other_gases

APART: Final = "その他ガス・証書"
_GAS_HEAD = ("年度", "事業所", "ガス", "出た量", "単位", "t での量", "地球温暖化係数", "CO2換算 t", "出典番号", "状態", "メモ")
_GAS_WIDTHS = (8, 24, 30, 14, 10, 14, 16, 16, 10, 10, 50)
_TONNES, _POTENTIAL, _CO2 = 5, 6, 7


def has_apart(case: Case) -> bool:
    """Whether there is anything for the sheet."""
    return bool(case.gases or case.certificates)


def apart_sheet(table: Table, case: Case, ledger: Ledger, basis: Basis, facts: dict[int, str], told: str) -> None:
    """Each gas with quantity × potential as a formula and a sum per year; below them the certificates as they were entered."""
    table.title(APART, told, messages.text("gases.apart"))
    style, names = table.styles, site_names(case)
    table.head(_GAS_HEAD, _GAS_WIDTHS)
    looks = (
        style.whole, style.text, style.wrapped, style.number, style.text, style.number, style.number, style.figure, style.text,
        style.text, style.wrapped,
    )  # fmt: skip
    for year, items in groupby(basis.gases, lambda item: item.line.record.fiscal_year):
        first = table.row
        for item in items:
            table.line(_gas(item, table.row, names, facts), looks)
        total = Formula(f"=SUM({span(_CO2, first, table.row - 1)})", other_gases(case, ledger.knowledge, year).co2_t)
        row: list[Value] = [year, "全社", "合計", *[""] * 4, total, "", "", ""]
        table.line(row, [*[style.sum_text] * 7, style.sum, *[style.sum_text] * 3])
    for record in basis.uncounted_gases:
        known = ledger.knowledge.gases.get(record.gas)
        table.line(
            (record.fiscal_year, names.get(record.site_id, UNNAMED), known.name if known else record.gas, record.quantity, record.unit,
             None, None, None, "", "", messages.text("gases.uncounted")), looks,
        )  # fmt: skip
    table.row += 1
    table.title("証書・クレジット", messages.text("certificates.apart"))
    table.head(("年度", "種類", "メモ", "数量", "単位"))
    for found in case.certificates:
        name = messages.text(f"certificates.{found.kind}")
        values = (found.fiscal_year, name, found.note or "", found.quantity, found.unit)
        table.line(values, (style.whole, style.text, style.wrapped, style.number, style.text))


def _gas(item: BasisGas, row: int, names: dict[str, str], facts: dict[int, str]) -> list[Value]:
    line, record = item.line, item.line.record
    scale = ratio("t", record.unit)  # how many of the unit a tonne is
    tonnes = Formula(f"={cell(row, 3)}/{scale:f}", record.quantity / scale)
    name = line.gas.id if line.gas.name == line.gas.id else f"{line.gas.name}（{line.gas.id}）"
    return [
        record.fiscal_year, names.get(record.site_id, UNNAMED), name, record.quantity, record.unit, tonnes,
        Formula(f"={facts[item.fact]}", line.potential.number), Formula(f"={cell(row, _TONNES)}*{cell(row, _POTENTIAL)}", line.co2_t),
        str(item.fact), line.potential.status, record.note or "",
    ]  # fmt: skip
