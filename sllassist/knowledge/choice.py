"""Which published row serves a supply: the rules for menus, residuals, substitutes and years without a complete list.

Rules (heading of the list of 電気事業者別排出係数, R8.6.4): a menu that is not published takes 残差; without 残差 the
(参考値)事業者全体; a retailer that is not listed takes 代替値. A year whose list is not complete here gives what it has;
for the rest the nearest complete list serves, marked as provisional.
Not for: heat values and units (`sllassist.knowledge.factors`).
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from sllassist import messages
from sllassist.knowledge.errors import NoFactorError
from sllassist.knowledge.sourced import Sourced
from sllassist.knowledge.suppliers import Menu, SupplierBook, SupplierTable

Basis = Literal["standard", "exact", "residual", "whole", "substitute", "nearest_year", "own"]
"""How a factor was come by: 標準（法令の表）, そのまま, 残差, 事業者全体, 代替値, 暫定, 自分で入力した係数."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The row for basic and the row for adjusted (the same but where a year published only one), and why.

    `provisional`: at least one of the two comes from another year's list.
    """

    basic: Menu
    adjusted: Menu
    basis: Basis
    provisional: bool
    reason: str
    table: SupplierTable
    basic_fy: int
    adjusted_fy: int


def choose(book: SupplierBook, supplier: str | None, menu: str | None, fiscal_year: int) -> Choice:
    """The rows that serve this supply in `fiscal_year`.

    `supplier` None: unknown. `menu` None: unknown. Raises NoFactorError when no complete list exists at all.
    """
    own = book.tables.get(fiscal_year)
    found = _pick(own, supplier, menu, book.names) if own else None
    if own and found and found[0].basic is not None and found[0].adjusted is not None:
        row, basis, reason = found
        return Choice(row, row, basis, False, reason, own, own.calc_fy, own.calc_fy)
    nearest = book.nearest_complete(fiscal_year)
    other = _pick(nearest, supplier, menu, book.names) if nearest else None
    if nearest is None or other is None:
        raise NoFactorError("emissions.no_supplier_table", year=fiscal_year)
    if own and not found and other[1] in ("residual", "whole"):
        # No list publishes this menu, so what the year's own list says of the supplier's rest goes before another year's.
        rest = _pick(own, supplier, menu, book.names, menu_unpublished=True)
        if rest and rest[0].basic is not None and rest[0].adjusted is not None:
            return Choice(rest[0], rest[0], rest[1], False, rest[2], own, own.calc_fy, own.calc_fy)
    row, _, reason = other
    if own and found:  # the year published only one of the two figures
        part = found[0]
        missing = "基礎" if part.basic is None else "調整後"
        why = messages.text("factor.one_figure", year=fiscal_year, table=nearest.calc_fy, figure=missing)
        if part.basic is None:
            return Choice(row, part, "nearest_year", True, f"{found[2]}{why}", own, nearest.calc_fy, own.calc_fy)
        return Choice(part, row, "nearest_year", True, f"{found[2]}{why}", own, own.calc_fy, nearest.calc_fy)
    why = messages.text("factor.nearest_year", year=fiscal_year, table=nearest.calc_fy)
    return Choice(row, row, "nearest_year", True, f"{why}{reason}", nearest, nearest.calc_fy, nearest.calc_fy)


def _pick(
    table: SupplierTable, supplier: str | None, menu: str | None, names: dict[str, str], *, menu_unpublished: bool = False
) -> tuple[Menu, Basis, str] | None:
    """Row, basis and reason in one list; None where an incomplete list does not tell.

    `menu_unpublished`: a complete list has shown that the menu is not published, so a missing menu tells enough.
    """
    if supplier is None:
        return _substitute(table, "factor.substitute_unknown")
    rows = table.menus.get(supplier, ())
    if not rows:
        if not table.complete:
            return None
        return _substitute(table, "factor.substitute_unlisted", supplier=names.get(supplier, supplier))
    if rows[0].kind == "unlisted":
        return _substitute(table, "factor.substitute_unlisted", supplier=rows[0].supplier_name)
    return _of_supplier(table, rows, menu, sure=table.complete or menu_unpublished)


def _substitute(table: SupplierTable, key: str, **params: str) -> tuple[Menu, Basis, str] | None:
    row = table.substitute()
    return None if row is None else (row, "substitute", messages.text(key, year=table.calc_fy, **params))


def _of_supplier(
    table: SupplierTable, rows: tuple[Menu, ...], menu: str | None, *, sure: bool
) -> tuple[Menu, Basis, str] | None:
    name = rows[0].supplier_name
    if menu and (named := _named(rows, menu)):
        return named, "exact", messages.text("factor.exact", supplier=name, menu=named.name)
    if not menu and len(rows) == 1 and not rows[0].is_whole:
        return rows[0], "exact", messages.text("factor.exact_plain", supplier=name)
    if menu and not rows[0].name:
        return rows[0], "whole", messages.text("factor.no_menus", supplier=name, year=table.calc_fy)
    if menu and not sure:
        return None
    why = messages.text("factor.menu_unpublished", menu=menu) if menu else messages.text("factor.menu_unknown")
    residuals = [row for row in rows if row.is_residual]
    if same := _all_alike(residuals):
        return same, "residual", why + messages.text("factor.residual", supplier=name)
    if not residuals and (whole := next((row for row in rows if row.is_whole), None)):
        return whole, "whole", why + messages.text("factor.whole", supplier=name)
    if same := _all_alike(list(rows)):
        return same, "exact", messages.text("factor.areas_alike", supplier=name)
    return _substitute(table, "factor.substitute_area", supplier=name)


def _named(rows: tuple[Menu, ...], menu: str) -> Menu | None:
    """The row of that menu; a residual of any letter stands for a residual (letters change from year to year)."""
    wanted = _plain(menu)
    if found := next((row for row in rows if _plain(row.name) == wanted), None):
        return found
    residuals = [row for row in rows if row.is_residual]
    return residuals[0] if "残差" in menu and len(residuals) == 1 else None


def _plain(menu: str) -> str:
    return "".join(unicodedata.normalize("NFKC", menu).split())


def _all_alike(rows: list[Menu]) -> Menu | None:
    """One row for all when every row gives the same figures (areas of one supplier)."""
    if not rows:
        return None
    alike = all((row.basic, row.adjusted) == (rows[0].basic, rows[0].adjusted) for row in rows)
    return (rows[0] if len(rows) == 1 else replace(rows[0], name="", heat=_same_heat(rows))) if alike else None


def _same_heat(rows: list[Menu]) -> Sourced | None:
    first = rows[0].heat
    return first if all(row.heat == first for row in rows) else None
