"""The fuel table: per fuel and period heat value, carbon factor or t-CO2 per unit, each checked or not.

Not for: electricity and city gas by supplier (`sllassist.knowledge.suppliers`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from sllassist.knowledge.sourced import Sourced, Status, year_end, year_start
from sllassist.knowledge.tables import Row, read_table

_COLUMNS = (
    "id", "name", "unit", "condition", "heat_gj", "heat_status", "carbon_tc_per_gj", "carbon_status", "co2_t",
    "co2_status", "published_co2_t", "valid_from_fy", "valid_to_fy", "source", "note", "heat_state", "co2_state",
)  # fmt: skip

VolumeState = Literal["", "計量値", "標準状態", "SATP"]
"""How a volume of gas must be stated for a figure: "" no gas, as metered, 0 ℃ and 1 atm, 25 ℃ and 1 bar."""
_STATES: Final[dict[str, VolumeState]] = {"": "", "計量値": "計量値", "標準状態": "標準状態", "SATP": "SATP"}


@dataclass(frozen=True, slots=True)
class Fuel:
    """One row: `heat` GJ per unit, `carbon` tC per GJ, `co2` t-CO2 per unit where the table gives it directly.

    `heat_state`, `co2_state`: the state of the volume that heat and CO2 are computed from.
    `published_co2` is the rounded t-CO2 per unit of the official list, for comparison only.
    """

    id: str
    name: str
    unit: str
    condition: str
    heat_state: VolumeState
    co2_state: VolumeState
    heat: Sourced
    carbon: Sourced | None
    co2: Sourced | None
    published_co2: Decimal | None
    valid_from_fy: int
    valid_to_fy: int | None
    note: str

    def covers(self, fiscal_year: int) -> bool:
        """Whether the row holds in that fiscal year."""
        return self.valid_from_fy <= fiscal_year <= (self.valid_to_fy or fiscal_year)


class Fuels:
    """All rows of the fuel table."""

    def __init__(self, rows: Iterable[Fuel]) -> None:
        self._rows: dict[str, list[Fuel]] = defaultdict(list)
        for row in rows:
            self._rows[row.id].append(row)

    def __iter__(self) -> Iterator[Fuel]:
        return (row for rows in self._rows.values() for row in rows)

    def ids(self) -> frozenset[str]:
        """Ids of all fuels."""
        return frozenset(self._rows)

    def find(self, ids: Iterable[str], fiscal_year: int) -> Fuel | None:
        """The row of one of `ids` that holds in `fiscal_year`, or None."""
        return next((row for name in ids for row in self._rows.get(name, ()) if row.covers(fiscal_year)), None)

    def span(self) -> tuple[int, int | None]:
        """First and last fiscal year any row holds in (None: no end)."""
        rows = list(self)
        ends = [row.valid_to_fy for row in rows]
        return min(row.valid_from_fy for row in rows), None if None in ends else max(end for end in ends if end)


def load_fuels(path: Path) -> Fuels:
    """Reads `fuels.csv`. Raises KnowledgeError for a malformed row or two rows of one fuel in one year."""
    seen: dict[str, list[Fuel]] = defaultdict(list)
    for row in read_table(path, _COLUMNS):
        fuel = _fuel(row)
        for other in seen[fuel.id]:
            if other.covers(fuel.valid_from_fy) or fuel.covers(other.valid_from_fy):
                row.fail("valid_from_fy", f"{fuel.id} の期間が重なっています")
        seen[fuel.id].append(fuel)
    return Fuels(fuel for rows in seen.values() for fuel in rows)


def _state(row: Row, column: str) -> VolumeState:
    found = _STATES.get(row.text(column))
    return row.fail(column, f"{'・'.join(s for s in _STATES if s)}のどれかにしてください（{row.text(column)}）") if found is None else found


def _fuel(row: Row) -> Fuel:
    first, last = row.year("valid_from_fy"), row.year_or_none("valid_to_fy")
    if last is not None and last < first:
        row.fail("valid_to_fy", "valid_from_fy より前です")
    name, unit, source, note = row.needed("name"), row.needed("unit"), row.needed("source"), row.text("note")

    def sourced(value: Decimal, per: str, status: Status) -> Sourced:
        return Sourced(value, per, year_start(first), year_end(last), source, status, label=name, note=note)

    carbon, co2 = row.number_or_none("carbon_tc_per_gj"), row.number_or_none("co2_t")
    if carbon is not None and co2 is not None:
        row.fail("co2_t", "carbon_tc_per_gj と同時には書けません")
    return Fuel(
        row.needed("id"), name, unit, row.text("condition"), _state(row, "heat_state"), _state(row, "co2_state"),
        sourced(row.number("heat_gj"), f"GJ/{unit}", row.status("heat_status")),
        None if carbon is None else sourced(carbon, "tC/GJ", row.status("carbon_status")),
        None if co2 is None else sourced(co2, f"t-CO2/{unit}", row.status("co2_status")),
        row.number_or_none("published_co2_t"), first, last, note,
    )  # fmt: skip
