"""Greenhouse gases with their warming potentials by fiscal year, and the groups forms list them by.

Only pure gases: of refrigerant blends no composition with a source is at hand, so they are entered gas by gas.
Not for: CO2 from the use of energy (`sllassist.knowledge.factors`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sllassist.knowledge.names import fold, rank
from sllassist.knowledge.sourced import Sourced, Status, year_end, year_start
from sllassist.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class GasGroup:
    """A row of the forms: 非エネルギー起源CO2, CH4, N2O, HFC, PFC, SF6, NF3."""

    id: str
    name: str
    source: str
    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class Gas:
    """A gas: formula or number as id, name, group, other spellings (R-134a), potentials (t-CO2 per t), oldest first."""

    id: str
    name: str
    group: str
    aliases: tuple[str, ...]
    potentials: tuple[Sourced, ...]

    def potential(self, fiscal_year: int) -> Sourced | None:
        """The warming potential in a fiscal year, None when the year has none."""
        day = year_start(fiscal_year)
        return next((v for v in self.potentials if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None)


def load_gas_groups(path: Path) -> dict[str, GasGroup]:
    """Reads `gas_groups.csv`, in the order of the forms. Raises KnowledgeError for a doubled id."""
    found: dict[str, GasGroup] = {}
    for row in read_table(path, ("id", "name", "source", "status", "note")):
        if row.needed("id") in found:
            row.fail("id", f"{row.text('id')} が2回あります")
        found[row.text("id")] = GasGroup(
            row.text("id"), row.needed("name"), row.needed("source"), row.status(), row.text("note")
        )  # fmt: skip
    return found


def load_gases(path: Path, groups: Iterable[str]) -> dict[str, Gas]:
    """Reads `gwp.csv`, by id. Raises KnowledgeError for overlapping periods and unknown or changing groups."""
    found: dict[str, Gas] = {}
    columns = ("gas", "name", "gwp", "valid_from_fy", "valid_to_fy", "source", "status", "note", "group", "aliases")
    known = frozenset(groups)
    for row in read_table(path, columns):
        value = Sourced(
            row.number("gwp"), "t-CO2/t", year_start(row.year("valid_from_fy")), year_end(row.year_or_none("valid_to_fy")),
            row.needed("source"), row.status(), label=row.needed("name"), note=row.text("note"),
        )  # fmt: skip
        aliases = tuple(alias for alias in row.text("aliases").split("|") if alias)
        new = Gas(row.needed("gas"), row.text("name"), row.needed("group"), aliases, (value,))
        old = found.get(new.id)
        if new.group not in known or (old is not None and old.group != new.group):
            row.fail("group", f"gas_groups.csv の id のどれか1つにしてください（{new.group}）")
        if old is not None:
            last = old.potentials[-1].valid_to
            if last is None or last >= value.valid_from:
                row.fail("valid_from_fy", f"{new.id} の期間が重なっているか、順になっていません")
            new = replace(new, potentials=(*old.potentials, value))
        found[new.id] = new
    return found


def search_gases(gases: dict[str, Gas], text: str) -> tuple[Gas, ...]:
    """Gases whose id, name or other spelling holds `text`, best first; all for an empty text."""
    wanted = fold(text)
    if not wanted:
        return tuple(gases.values())
    hits: list[tuple[int, str, Gas]] = []
    for gas in gases.values():
        places = [rank(fold(word), wanted) for word in (gas.id, gas.name, *gas.aliases)]
        if (best := min((place for place in places if place is not None), default=None)) is not None:
            hits.append((best, gas.id, gas))
    return tuple(hit[2] for hit in sorted(hits, key=lambda hit: hit[:2]))
