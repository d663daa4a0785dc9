"""The catalogue of energies a firm chooses from: names, bill units, who supplies them, which fuel rows they mean.

Not for: factors (`sllassist.knowledge.fuels`, `sllassist.knowledge.suppliers`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sllassist.case.units import kind_of
from sllassist.knowledge.tables import read_table

SupplierKind = Literal["electricity", "city_gas", "none"]
_KINDS: Final[dict[str, SupplierKind]] = {"electricity": "electricity", "city_gas": "city_gas", "none": "none"}
_COLUMNS = ("id", "name", "form_name", "group", "order", "units", "default_unit", "supplier", "density", "fuels", "counted")


@dataclass(frozen=True, slots=True)
class Energy:
    """One energy. `name` is for screens, `form_name` as printed on forms; `units` are those found on bills.

    `order`: small numbers are common in small firms. `density` "lpg": volumes become t by the densities of LP gas.
    `fuels`: ids of the fuel table, the first of which that holds in a year is meant. `counted` False: recorded and
    shown apart, never part of a total (power sold); it has no fuels and no factor.
    """

    id: str
    name: str
    form_name: str
    group: str
    order: int
    units: tuple[str, ...]
    default_unit: str
    supplier_kind: SupplierKind
    density: Literal["", "lpg"]
    fuels: tuple[str, ...]
    counted: bool = True


def load_energies(path: Path, fuel_ids: frozenset[str]) -> dict[str, Energy]:
    """Reads `energies.csv`, in the order of `order`. Raises KnowledgeError for unknown units or fuels and doubled ids."""
    found: dict[str, Energy] = {}
    for row in read_table(path, _COLUMNS):
        energy_id, supplier = row.needed("id"), _KINDS.get(row.text("supplier"))
        if row.text("counted") not in ("yes", "no"):
            row.fail("counted", f"合計に入れるなら yes、別に示すだけなら no にしてください（{row.text('counted')}）")
        counted = row.text("counted") == "yes"
        units = tuple(row.needed("units").split("|"))
        fuels = tuple(row.needed("fuels").split("|")) if counted else ()
        if energy_id in found:
            row.fail("id", f"{energy_id} が2回あります")
        if supplier is None:
            row.fail("supplier", f"electricity・city_gas・none のどれかにしてください（{row.text('supplier')}）")
        if row.text("default_unit") not in units or any(kind_of(unit) is None for unit in units):
            row.fail("units", "知らない単位か、ふだんの単位が入っていません")
        if unknown := sorted(set(fuels) - fuel_ids):
            row.fail("fuels", f"燃料の表にありません（{'、'.join(unknown)}）")
        found[energy_id] = Energy(
            energy_id, row.needed("name"), row.needed("form_name"), row.needed("group"), int(row.number("order")),
            units, row.needed("default_unit"), supplier,
            "lpg" if row.text("density") == "lpg" else "", fuels, counted,
        )  # fmt: skip
    return dict(sorted(found.items(), key=lambda item: item[1].order))
