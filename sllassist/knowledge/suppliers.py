"""Factors by supplier and menu: the dated tables of electricity retailers and city gas suppliers.

A table belongs to the fiscal year whose emissions it serves (`calc_fy`). A table is complete, or holds only part of what
was published. Rows of kind "substitute" are 代替値, "average" 全国平均係数, "unlisted" suppliers known by name only.
Not for: which row serves a given supply (`sllassist.knowledge.choice`).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from sllassist.knowledge.errors import KnowledgeError
from sllassist.knowledge.names import fold, rank, spellings
from sllassist.knowledge.sourced import Sourced, Status, year_end, year_start
from sllassist.knowledge.tables import Row, read_table

BookKind = Literal["electricity", "city_gas"]
Coverage = Literal["complete", "partial", "fragment"]
RowKind = Literal["retailer", "network", "supplier", "unlisted", "substitute", "average"]
CO2_UNIT: Final[dict[BookKind, str]] = {"electricity": "kWh", "city_gas": "千m3"}
"""What the published t-CO2 are per."""
_KINDS: Final[dict[str, RowKind]] = {
    "retailer": "retailer", "network": "network", "supplier": "supplier", "unlisted": "unlisted",
    "substitute": "substitute", "average": "average",
}  # fmt: skip
_COVERAGES: Final[dict[str, Coverage]] = {"complete": "complete", "partial": "partial", "fragment": "fragment"}
_TABLE_COLUMNS = ("kind", "calc_fy", "results_fy", "coverage", "announced", "updated", "source", "status", "note")
_ROW_COLUMNS = ("calc_fy", "kind", "id", "name", "menu", "basic", "adjusted", "status", "source", "note")
_HEAT_COLUMNS = ("heat_gj", "heat_status", "heat_source")


@dataclass(frozen=True, slots=True)
class Menu:
    """One published row. `basic` and `adjusted` in t-CO2 per `CO2_UNIT`, None where not published.

    `name` as in the list: "" when the supplier has no menus, 残差 at the end for what no menu covers, 事業者全体 for the
    reference value of the whole supplier. `heat`: GJ per 千m3 of the supplier's own gas where known.
    """

    supplier_id: str
    supplier_name: str
    name: str
    kind: RowKind
    basic: Decimal | None
    adjusted: Decimal | None
    status: Status
    source: str
    note: str
    heat: Sourced | None = None

    @property
    def is_residual(self) -> bool:
        """Whether this is 残差: for use without or with an unpublished menu."""
        return "残差" in self.name

    @property
    def is_whole(self) -> bool:
        """Whether this is the reference value of the whole supplier."""
        return "事業者全体" in self.name


@dataclass(frozen=True, slots=True)
class SupplierTable:
    """The rows that serve the emissions of one fiscal year, and how much of the published list they are."""

    kind: BookKind
    calc_fy: int
    results_fy: int
    coverage: Coverage
    announced: dt.date | None
    source: str
    status: Status
    note: str
    menus: dict[str, tuple[Menu, ...]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether the table holds everything that was published."""
        return self.coverage == "complete"

    def substitute(self) -> Menu | None:
        """代替値 of the year, None when the table lacks it."""
        return next((rows[0] for rows in self.menus.values() if rows[0].kind == "substitute"), None)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier a user can choose, with the menus to choose from (residual among them) in that year's list."""

    kind: BookKind
    id: str
    name: str
    menus: tuple[str, ...]
    table_fy: int
    listed: bool


class SupplierBook:
    """All tables of one kind, by fiscal year."""

    def __init__(self, kind: BookKind, tables: dict[int, SupplierTable]) -> None:
        self.kind: BookKind = kind
        self.tables = tables

    def nearest_complete(self, fiscal_year: int) -> SupplierTable | None:
        """The complete table nearest to `fiscal_year`; of two equally near the later one; None when there is none."""
        return next((table for table in self.nearest_first(fiscal_year) if table.complete), None)

    def nearest_first(self, fiscal_year: int) -> list[SupplierTable]:
        """All tables, nearest to `fiscal_year` first; of two equally near the later first."""
        return sorted(self.tables.values(), key=lambda table: (abs(table.calc_fy - fiscal_year), -table.calc_fy))

    @cached_property
    def names(self) -> dict[str, str]:
        """Newest name of every supplier of any year, by id."""
        found: dict[str, str] = {}
        for year in sorted(self.tables, reverse=True):
            for supplier_id, rows in self.tables[year].menus.items():
                if rows[0].kind not in ("substitute", "average"):
                    found.setdefault(supplier_id, rows[0].supplier_name)
        return found

    def suppliers(self, fiscal_year: int) -> dict[str, Supplier]:
        """Suppliers to choose from in `fiscal_year`, by id: the year's own rows before those of the nearest complete list."""
        found: dict[str, Supplier] = {}
        for table in (self.tables.get(fiscal_year), self.nearest_complete(fiscal_year)):
            for supplier_id, rows in (table.menus if table else {}).items():
                if table is None or supplier_id in found or rows[0].kind in ("substitute", "average"):
                    continue
                names = tuple(row.name for row in rows if row.name and not row.is_whole)
                listed = rows[0].kind != "unlisted"
                found[supplier_id] = Supplier(
                    self.kind, supplier_id, rows[0].supplier_name, names, table.calc_fy, listed
                )  # fmt: skip
        return found

    def search(self, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
        """Suppliers of the year with every word of `text` in name, reading, short name or number, best first; all without text.

        A word may stand anywhere: ミライズ 中部 finds 中部電力ミライズ. Readings and short names: `resources/supplier_words.csv`.
        """
        wanted, words = fold(text), [word for part in text.split() if (word := fold(part))]
        hits: list[tuple[int, str, str, Supplier]] = []
        for supplier in self.suppliers(fiscal_year).values():
            name = fold(supplier.name)
            place = 0 if not wanted else rank(name, wanted)
            if place is None and all(any(word in told for told in (*spellings(name), supplier.id.lower())) for word in words):
                place = 3
            if place is not None:
                hits.append((place, name, supplier.id, supplier))
        return tuple(hit[3] for hit in sorted(hits, key=lambda hit: hit[:3]))


def load_book(kind: BookKind, path: Path, tables_path: Path) -> SupplierBook:
    """Reads the rows of `path` into the tables that `tables_path` announces for `kind`.

    Raises KnowledgeError for a malformed row, a menu given twice, or a year that no table is announced for.
    """
    tables = {table.calc_fy: table for table in _tables(kind, tables_path)}
    menus: dict[int, dict[str, list[Menu]]] = {year: defaultdict(list) for year in tables}
    columns = (*_ROW_COLUMNS, *_HEAT_COLUMNS) if kind == "city_gas" else _ROW_COLUMNS
    for row in read_table(path, columns):
        year = row.year("calc_fy")
        if year not in tables:
            row.fail("calc_fy", f"supplier_tables.csv に{year}年度の{kind}がありません")
        menu = _menu(kind, row, tables[year])
        own = menus[year][menu.supplier_id]
        if any(other.name == menu.name for other in own):
            row.fail("menu", f"{menu.supplier_id} の「{menu.name}」が2回あります")
        own.append(menu)
    for year, found in menus.items():
        if tables[year].complete and not any(rows[0].kind == "substitute" for rows in found.values()):
            raise KnowledgeError(f"{path.name}: {year}年度の代替値がありません")
        tables[year].menus.update({supplier: tuple(rows) for supplier, rows in found.items()})
    return SupplierBook(kind, tables)


def _tables(kind: BookKind, path: Path) -> list[SupplierTable]:
    found: list[SupplierTable] = []
    for row in read_table(path, _TABLE_COLUMNS):
        if row.text("kind") != kind:
            continue
        coverage = _COVERAGES.get(row.text("coverage"))
        if coverage is None:
            row.fail("coverage", f"complete・partial・fragment のどれかにしてください（{row.text('coverage')}）")
        year = row.year("calc_fy")
        if any(table.calc_fy == year for table in found):
            row.fail("calc_fy", f"{kind} の{year}年度が2回あります")
        announced = row.text("announced")
        try:
            day = dt.date.fromisoformat(announced) if announced else None
        except ValueError:
            row.fail("announced", f"2026-01-09 の形の日付にしてください（{announced}）")
        found.append(
            SupplierTable(
                kind, year, row.year("results_fy"), coverage, day, row.needed("source"), row.status(), row.text("note")
            )
        )
    return found


def _menu(kind: BookKind, row: Row, table: SupplierTable) -> Menu:
    row_kind = _KINDS.get(row.text("kind"))
    if row_kind is None:
        row.fail("kind", f"知らない種別です（{row.text('kind')}）")
    basic, adjusted = row.number_or_none("basic"), row.number_or_none("adjusted")
    if row_kind != "unlisted" and basic is None and adjusted is None:
        row.fail("basic", "基礎と調整後の両方が空欄です")
    if row_kind != "unlisted" and table.complete and (basic is None or adjusted is None):
        row.fail("basic", "すべてそろった年度の表では、基礎と調整後の両方が必要です")
    heat = None
    if kind == "city_gas" and (value := row.number_or_none("heat_gj")) is not None:
        heat = Sourced(
            value, "GJ/千m3", year_start(table.calc_fy), year_end(table.calc_fy), row.needed("heat_source"),
            row.status("heat_status"), label=f"{row.needed('name')}の標準熱量",
        )  # fmt: skip
    return Menu(
        row.needed("id"), row.needed("name"), row.text("menu"), row_kind, basic, adjusted, row.status(),
        row.text("source") or table.source, row.text("note"), heat,
    )  # fmt: skip
