"""Which published row serves a supply: the rules for menus, residuals, substitutes and years without a complete list.

Rules (heading of the list of 電気事業者別排出係数, R8.6.4): a menu that is not published takes 残差; without 残差 the
(参考値)事業者全体; a retailer that is not listed takes 代替値. A year whose list is not complete here gives what it has; for
the rest the nearest list that holds the supplier and menu serves, of two equally near the later, marked as provisional.
A supplier no list holds takes 代替値 of the year itself where that is known.
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
Pick = tuple[Menu, Basis, str]
"""What one list gives a supply: the row, how it was come by, and why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The row for basic and the row for adjusted (the same but where a year published only one), and why.

    `provisional`: at least one of the two comes from another year's list, or stands in until the year's list is complete.
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

    `supplier` None: unknown. `menu` None: unknown. Raises NoFactorError when no list tells anything.
    """
    own = book.tables.get(fiscal_year)
    found = _pick(own, supplier, menu, book.names) if own else None
    if own and found and _both(found[0]):
        return _of_year(own, found)
    other = _stand_in(book, supplier, menu, fiscal_year)
    if other is None:
        raise NoFactorError("emissions.no_supplier_table", year=fiscal_year)
    table, (row, basis, reason) = other
    if own and found:  # the year published only one of the two figures
        part = found[0]
        missing = "基礎" if part.basic is None else "調整後"
        why = messages.text("factor.one_figure", year=fiscal_year, table=table.calc_fy, figure=missing)
        if part.basic is None:
            return Choice(row, part, "nearest_year", True, f"{found[2]}{why}", own, table.calc_fy, own.calc_fy)
        return Choice(part, row, "nearest_year", True, f"{found[2]}{why}", own, own.calc_fy, table.calc_fy)
    if own and menu and basis in ("residual", "whole"):
        # No list publishes this menu, so what the year's own list says of the supplier's rest goes before another year's.
        rest = _pick(own, supplier, menu, book.names, menu_unpublished=True)
        if rest and _both(rest[0]):
            return _of_year(own, rest)
    if own and basis == "substitute" and (substitute := own.substitute()) is not None and _both(substitute):
        # Still provisional: what is missing here of the year's list may hold the supplier.
        why = messages.text("factor.own_substitute", year=fiscal_year)
        return Choice(substitute, substitute, "substitute", True, f"{why}{reason}", own, own.calc_fy, own.calc_fy)
    why = messages.text("factor.nearest_year", year=fiscal_year, table=table.calc_fy)
    return Choice(row, row, "nearest_year", True, f"{why}{reason}", table, table.calc_fy, table.calc_fy)


def _of_year(table: SupplierTable, found: Pick) -> Choice:
    row, basis, reason = found
    return Choice(row, row, basis, False, reason, table, table.calc_fy, table.calc_fy)


def _both(row: Menu) -> bool:
    """Whether both figures were published."""
    return row.basic is not None and row.adjusted is not None


def _stand_in(book: SupplierBook, supplier: str | None, menu: str | None, fiscal_year: int) -> tuple[SupplierTable, Pick] | None:
    """The nearest other list that tells most of the supply: its menu, else the supplier's rest, else 代替値."""
    others = [table for table in book.nearest_first(fiscal_year) if table.calc_fy != fiscal_year]
    for tell in (_menu_itself, _rest_of_supplier, _substitute_at_last):
        for table in others:
            if (pick := tell(book, table, supplier, menu)) is not None and _both(pick[0]):
                return table, pick
    return None


def _menu_itself(book: SupplierBook, table: SupplierTable, supplier: str | None, menu: str | None) -> Pick | None:
    pick = _pick(table, supplier, menu, book.names)
    return pick if pick and pick[1] != "substitute" and (pick[1] == "exact" or not menu) else None


def _rest_of_supplier(book: SupplierBook, table: SupplierTable, supplier: str | None, menu: str | None) -> Pick | None:
    """What a list says of a supplier whose menu no list publishes."""
    pick = _pick(table, supplier, menu, book.names, menu_unpublished=True)
    return pick if pick and pick[1] != "substitute" else None


def _substitute_at_last(book: SupplierBook, table: SupplierTable, supplier: str | None, menu: str | None) -> Pick | None:
    """代替値: of a complete list with the reason it gives; of any list where no supplier is known."""
    return _pick(table, supplier, menu, book.names)


def _pick(
    table: SupplierTable, supplier: str | None, menu: str | None, names: dict[str, str], *, menu_unpublished: bool = False
) -> Pick | None:
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


def _substitute(table: SupplierTable, key: str, **params: str) -> Pick | None:
    row = table.substitute()
    return None if row is None else (row, "substitute", messages.text(key, year=table.calc_fy, **params))


def _of_supplier(table: SupplierTable, rows: tuple[Menu, ...], menu: str | None, *, sure: bool) -> Pick | None:
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
