"""How an energy a site uses is named on screens, and the edits of such an entry. No Qt.

Not for: factors themselves (`sllassist.knowledge`) and bill figures (`sllassist.flow.bills`).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sllassist import messages
from sllassist.case import paths, wholes
from sllassist.case.edits import add_supply
from sllassist.case.model import Case, EnergyRecord, EnergySupply, new_id
from sllassist.case.units import kind_of
from sllassist.flow.bills import plain_figure
from sllassist.knowledge import Energy, Factor, GasVolume, Knowledge, NoFactorError, Supplier
from sllassist.knowledge.names import fold
from sllassist.knowledge.suppliers import BookKind

Mark = Literal["", "未選択", "残差", "代替値", "事業者全体", "自分の係数", "係数が途中", "推計", "合計に入れません", "暫定", "未確認"]
"""A word shown beside an entry whose factor stands in for a better one, or which does not count."""
COMMON_ORDER = 85
"""Energies up to this place of the catalogue's order are offered first: those a small firm has bills for."""


@dataclass(frozen=True, slots=True)
class SupplyWords:
    """An entry in words. `reason` says which factor is used and why, `mark` leads it; both empty without a choice to make.

    `name`: what the firm calls the entry, "" where it has no name of its own.
    """

    energy: str
    supplier: str
    unit: str
    reason: str
    marks: tuple[Mark, ...]
    name: str = ""

    @property
    def title(self) -> str:
        """The energy with the entry's own name, where it has one."""
        return f"{self.energy}「{self.name}」" if self.name else self.energy


def short_name(energy: Energy) -> str:
    """The energy's name without its remark in brackets, for heads of columns."""
    return energy.name.split("（")[0]


def common(knowledge: Knowledge) -> tuple[Energy, ...]:
    """Energies offered first."""
    return tuple(energy for energy in knowledge.energies.values() if energy.order <= COMMON_ORDER)


def search_energies(knowledge: Knowledge, text: str) -> tuple[Energy, ...]:
    """Energies whose name or group holds `text` in any spelling; all for an empty text."""
    wanted = fold(text)
    return tuple(e for e in knowledge.energies.values() if any(wanted in fold(part) for part in (e.name, e.form_name, e.group)))


def supplier_of(knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> Supplier | None:
    """The chosen supplier with its menus in a fiscal year, None when none is chosen or the year's list lacks it."""
    energy = knowledge.energies.get(supply.energy)
    if energy is None or energy.supplier_kind == "none" or not supply.supplier:
        return None
    return knowledge.supplier(energy.supplier_kind, supply.supplier, fiscal_year)


_PER: dict[BookKind, str] = {"electricity": "kWh", "city_gas": "m3"}
"""What kg-CO2 are stated per; the published t-CO2 are per kWh and per 千m3."""


def search_suppliers(knowledge: Knowledge, kind: BookKind, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
    """Suppliers found, best first; transmission companies, from whom hardly any firm buys, come last."""
    tables = knowledge.books[kind].tables
    found = knowledge.search_suppliers(kind, text, fiscal_year)
    return tuple(sorted(found, key=lambda one: tables[one.table_fy].menus[one.id][0].kind == "network"))


def menu_factors(knowledge: Knowledge, supplier: Supplier) -> dict[str, str]:
    """The published CO2 factor of each menu ("" for a supplier without menus) in words; the two kinds where they differ."""
    told = {}
    for menu in knowledge.books[supplier.kind].tables[supplier.table_fy].menus[supplier.id]:
        parts = {
            name: f"{(value * 1000 if supplier.kind == 'electricity' else value).normalize():f}"
            for name, value in (("基礎", menu.basic), ("調整後", menu.adjusted)) if value is not None
        }  # fmt: skip
        unit = f"kg-CO2/{_PER[supplier.kind]}"
        if len(set(parts.values())) == 1:
            told[menu.name] = f"{next(iter(parts.values()))} {unit}"
        elif parts:
            told[menu.name] = f"{'・'.join(f'{name}{value}' for name, value in parts.items())} {unit}"
    return told


def is_zero(knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> bool:
    """Whether a published factor of the chosen menu is 0, which a wrong choice would hide all CO2 behind."""
    supplier = supplier_of(knowledge, supply, fiscal_year)
    if supplier is None or supply.own_factor is not None:
        return False
    rows = knowledge.books[supplier.kind].tables[supplier.table_fy].menus[supplier.id]
    return any(row.name == (supply.menu or "") and 0 in (row.basic, row.adjusted) for row in rows)


def factor_of(knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> Factor | None:
    """The factor that serves an entry in a fiscal year, None when there is none."""
    try:
        return knowledge.factor(
            supply.energy, supply.supplier, supply.menu, fiscal_year, supply.own_factor, supply.own_heat
        )
    except (NoFactorError, KeyError):
        return None


def _supplier_text(case: Case, knowledge: Knowledge, supply: EnergySupply, energy: Energy) -> str:
    if supply.unit == "km":
        economy = supply.km_per_litre
        return "走行距離から計算" if economy is None else f"走行距離から計算（燃費 {plain_figure(economy)} km/L）"
    if energy.supplier_kind == "none":
        if energy.density == "lpg":
            if supply.own_density is not None:
                return f"1 t ＝ {plain_figure(supply.own_density.value)} m3（ガス会社に確かめた値）"
            density = knowledge.lpg_densities.get(supply.gas_mix or "")
            return density.name.split("（")[0] if density else "組成は分からない"
        return ""
    if not supply.supplier:
        unknown = f"supplies.{supply.id}.supplier" in case.dont_know
        return "事業者は分からない" if unknown else "事業者を選んでいません"
    name = knowledge.supplier_name(energy.supplier_kind, supply.supplier) or supply.supplier
    return f"{name} {supply.menu}" if supply.menu else name


def _marks(case: Case, knowledge: Knowledge, supply: EnergySupply, energy: Energy, factor: Factor | None) -> list[Mark]:
    own = supply.own_factor is not None
    marks: list[Mark] = []
    if energy.supplier_kind != "none" and not own and not supply.supplier and f"supplies.{supply.id}.supplier" not in case.dont_know:
        marks.append("未選択")
    if any(own_path(supply.id, kind) in wholes.waiting(case, kind) for kind in wholes.OF_SUPPLY):
        marks.append("係数が途中")
    basis: dict[str, Mark] = {"residual": "残差", "substitute": "代替値", "whole": "事業者全体", "own": "自分の係数"}
    if factor is not None:
        marks += [basis[factor.basis]] if factor.basis in basis else []
        marks += ["推計"] if supply.unit == "km" else []
        marks += ["暫定"] if factor.provisional else []
        marks += ["未確認"] if factor.status == "未確認" or _density_is_unverified(knowledge, supply, energy) else []
    return marks


def _density_is_unverified(knowledge: Knowledge, supply: EnergySupply, energy: Energy) -> bool:
    """Whether volumes of LP gas become t by a figure nobody has checked."""
    if energy.density != "lpg" or kind_of(supply.unit) != "volume_gas":
        return False
    density = knowledge.lpg_densities.get(supply.gas_mix or "")
    return supply.own_density is not None or (density is not None and density.status == "未確認")


def words(case: Case, knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> SupplyWords:
    """An entry in words, with the factor of `fiscal_year`."""
    energy = knowledge.energies.get(supply.energy)
    name = supply.name or ""
    if energy is None:
        return SupplyWords(supply.energy, "", supply.unit, "", (), name)
    if not energy.counted:
        return SupplyWords(short_name(energy), "", supply.unit, messages.text("supply_words.sold"), ("合計に入れません",), name)
    factor = factor_of(knowledge, supply, fiscal_year)
    reason = factor.reason if factor is not None and factor.basis != "standard" else ""
    if supply.unit == "km":
        reason = messages.text("conversion.by_distance")
    marks = _marks(case, knowledge, supply, energy, factor)
    return SupplyWords(
        short_name(energy), _supplier_text(case, knowledge, supply, energy), supply.unit, reason, tuple(marks), name
    )


# --- what else is asked of an entry -----------------------------------------------------------------------------------


def own_path(supply_id: str, kind: str = "own_factor") -> str:
    """Where what the firm itself knows of an entry stands: own_factor, own_density or own_heat."""
    return f"supplies.{supply_id}.{kind}"


def has_own(case: Case, supply_id: str, kind: str = "own_factor") -> bool:
    """Whether the entry has such a figure of the firm's own, or one that waits for some of its values."""
    supply = case.supply(supply_id)
    return supply is not None and (getattr(supply, kind) is not None or own_path(supply_id, kind) in wholes.waiting(case, kind))


def own_figures(knowledge: Knowledge, supply: EnergySupply) -> tuple[str, ...]:
    """Which figures of the tables a supplier may be asked for: what a m3 of LP gas weighs, what heat city gas gives."""
    energy = knowledge.energies[supply.energy]
    if energy.density == "lpg":
        return ("own_density",) if kind_of(supply.unit) == "volume_gas" else ()
    return ("own_heat",) if energy.supplier_kind == "city_gas" else ()


def density_words(per_tonne: Decimal) -> str:
    """What a density of LP gas (m3/t) means the other ways round, as suppliers state it."""
    kilos, volume = (1000 / per_tonne, per_tonne / 1000)
    return messages.text("own_density.told", value=plain_figure(per_tonne), kilos=f"{kilos:.3f}", volume=f"{volume:.3f}")


def takes_own_factor(knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> bool:
    """Whether a firm may know a better factor than the tables: for what suppliers publish, and where none is published."""
    energy = knowledge.energies[supply.energy]
    if not energy.counted:
        return False
    factor = factor_of(knowledge, supply, fiscal_year)
    return energy.supplier_kind != "none" or energy.group == "熱" or factor is None or not factor.has_co2


def gas_states(knowledge: Knowledge, supply: EnergySupply, fiscal_year: int) -> tuple[GasVolume, ...]:
    """States of metering to choose from; none where the volume is not metered (Nm3, kg) or its state makes no difference."""
    if kind_of(supply.unit) != "volume_gas" or knowledge.energies[supply.energy].density:
        return ()
    factor = factor_of(knowledge, supply, fiscal_year)
    if factor is None or not {factor.heat_state, factor.co2_state} & {"標準状態", "SATP"}:
        return ()
    return tuple(knowledge.gas_volumes.values())


def takes_contract(knowledge: Knowledge, supply: EnergySupply) -> bool:
    """Whether the entry has a 契約電力: power bought."""
    return knowledge.energies[supply.energy].supplier_kind == "electricity"


def add(case: Case, site_id: str, energy: Energy) -> tuple[Case, EnergySupply]:
    """Adds an energy to a site, in the unit its bills usually have; the new Case and the entry."""
    supply = EnergySupply(id=new_id(), site_id=site_id, energy=energy.id, unit=energy.default_unit)
    return add_supply(case, supply), supply


def choose_supplier(case: Case, supply: EnergySupply, supplier: Supplier | None) -> Case:
    """Takes a supplier (None: わからない); a menu the new supplier lacks is dropped, an only one is taken."""
    path = f"supplies.{supply.id}"
    if supplier is None:
        return paths.put(paths.put_dont_know(case, f"{path}.supplier"), f"{path}.menu", None)
    changed = paths.put(case, f"{path}.supplier", supplier.id)
    return changed if supply.menu in supplier.menus else paths.put(changed, f"{path}.menu", None)


def records_of(case: Case, supply_id: str) -> tuple[EnergyRecord, ...]:
    """Bill records of an entry."""
    return tuple(record for record in case.records if record.supply_id == supply_id)


def change_unit(case: Case, supply: EnergySupply, unit: str, *, restate: bool) -> Case:
    """Another bill unit. `restate`: figures entered in the old unit were meant in the new one; else they keep theirs."""
    changed = paths.put(case, f"supplies.{supply.id}.unit", unit)
    if not restate:
        return changed
    own = (supply.id, supply.unit)
    records = tuple(r.model_copy(update={"unit": unit}) if (r.supply_id, r.unit) == own else r for r in changed.records)
    return changed.model_copy(update={"records": records})
