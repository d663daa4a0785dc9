"""The factor of one supply in one fiscal year: heat value and CO2, with sources, basis and the reason in a sentence.

Not for: quantities and sums (`sllassist.emissions`).
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from sllassist import messages
from sllassist.case.model import OwnFactor, OwnFigure
from sllassist.case.periods import wareki_fiscal_year
from sllassist.case.units import kind_of
from sllassist.knowledge.choice import Basis, Choice, choose
from sllassist.knowledge.energies import Energy
from sllassist.knowledge.errors import NoFactorError
from sllassist.knowledge.fuels import Fuel, Fuels, VolumeState
from sllassist.knowledge.sourced import UNVERIFIED, VERIFIED, Sourced, Status, year_end, year_start
from sllassist.knowledge.suppliers import CO2_UNIT, Menu, SupplierBook


@dataclass(frozen=True, slots=True)
class Factor:
    """What one `unit` of an energy gives.

    Heat: `heat` GJ per `unit`. CO2: with `carbon` (tC/GJ) it is heat × carbon × 44/12; else `co2_basic` and
    `co2_adjusted` in t-CO2 per `co2_per`; all three None when no CO2 factor is known.
    `heat_state`, `co2_state`: the state in which a volume of gas is multiplied (see `sllassist.knowledge.fuels`).
    `key` is the same for the same factors; `basis` and `reason` say how they were come by; `provisional`: another
    year's list stands in (暫定). `table_fy`: fiscal year of the supplier list, None without one.
    """

    key: str
    energy: str
    fiscal_year: int
    name: str
    supplier: str
    menu: str
    unit: str
    condition: str
    heat: Sourced
    carbon: Sourced | None
    co2_basic: Sourced | None
    co2_adjusted: Sourced | None
    co2_per: str
    basis: Basis
    provisional: bool
    reason: str
    table_fy: int | None = None
    heat_state: VolumeState = ""
    co2_state: VolumeState = ""

    @property
    def parts(self) -> tuple[Sourced, ...]:
        """Every value the factor is made of."""
        found = (self.heat, self.carbon, self.co2_basic, self.co2_adjusted)
        return tuple(part for part in found if part is not None)

    @property
    def status(self) -> Status:
        """未確認 as soon as one part is."""
        return VERIFIED if all(part.verified for part in self.parts) else UNVERIFIED

    @property
    def has_co2(self) -> bool:
        """Whether a CO2 factor is known."""
        return self.carbon is not None or self.co2_basic is not None


def fuel_of(energy: Energy, fuels: Fuels, fiscal_year: int) -> Fuel:
    """The fuel row of an energy in a fiscal year.

    Raises NoFactorError: `emissions.no_factor_year` outside the years of the whole table, `emissions.no_factor_energy`
    when only this energy has no row.
    """
    found = fuels.find(energy.fuels, fiscal_year)
    if found is not None:
        return found
    first, last = fuels.span()
    if fiscal_year < first or (last is not None and fiscal_year > last):
        raise NoFactorError("emissions.no_factor_year", year=fiscal_year, first=first)
    raise NoFactorError("emissions.no_factor_energy", year=fiscal_year, energy=energy.name)


def standard_factor(energy: Energy, fuel: Fuel, fiscal_year: int) -> Factor:
    """The factor of an energy whose figures stand in the tables of the law."""
    until = "" if fuel.valid_to_fy is None else f"{fuel.valid_to_fy}年度まで"
    reason = messages.text("factor.standard", name=fuel.name, since=fuel.valid_from_fy, until=until)
    return Factor(
        f"{energy.id}/{fuel.id}/{fuel.valid_from_fy}", energy.id, fiscal_year, fuel.name, "", "", fuel.unit,
        fuel.condition, fuel.heat, fuel.carbon, fuel.co2, fuel.co2, fuel.unit, "standard", False, reason,
        heat_state=fuel.heat_state, co2_state=fuel.co2_state,
    )  # fmt: skip


def electricity_factor(
    energy: Energy, fuel: Fuel, book: SupplierBook, supplier: str | None, menu: str | None, fiscal_year: int
) -> Factor:
    """Heat of the law's table, CO2 of the retailer and menu. Raises NoFactorError when no list exists."""
    choice = choose(book, supplier, menu, fiscal_year)
    return _by_supplier(energy, fuel, fuel.heat, choice, book, supplier, fiscal_year)


def city_gas_factor(
    energy: Energy, fuel: Fuel, book: SupplierBook, supplier: str | None, menu: str | None, fiscal_year: int
) -> Factor:
    """Heat of the supplier's gas (45 GJ/千m3, 未確認, where unknown), CO2 by the rule of the year.

    A fuel row with a carbon factor (to FY2022): heat × carbon × 44/12. Without (from FY2023): t-CO2 per 千m3 of the
    supplier, 代替値 for one who is not listed. 算定省令 別表第1・第5.
    """
    choice = choose(book, supplier, menu, fiscal_year)
    heat = _gas_heat(fuel, choice.basic, book, supplier)
    if fuel.carbon is None:
        return _by_supplier(energy, fuel, heat, choice, book, supplier, fiscal_year)
    name = book.names.get(supplier or "", "")
    return Factor(
        f"{energy.id}/{fuel.id}/{heat.value}", energy.id, fiscal_year, fuel.name, name, "", fuel.unit, fuel.condition,
        heat, fuel.carbon, None, None, fuel.unit, "standard", False,
        messages.text("factor.gas_by_heat", until=wareki_fiscal_year(fuel.valid_to_fy or fiscal_year)),
        heat_state=fuel.heat_state, co2_state=fuel.co2_state,
    )  # fmt: skip


def own_factor(
    energy: Energy, fuel: Fuel, book: SupplierBook | None, supplier: str | None, menu: str | None, fiscal_year: int,
    own: OwnFactor,
) -> Factor:  # fmt: skip
    """Heat as ever, CO2 as the firm says: t-CO2 per `own.unit`, always 未確認, as nobody but the firm saw its source.

    A volume in m3 is taken as it stands on the bill, one in Nm3 as 標準状態.
    """
    heat, name = fuel.heat, ""
    if book is not None:
        name = book.names.get(supplier or "", "")
        if book.kind == "city_gas":
            heat = _gas_heat(fuel, _row_for_heat(book, supplier, menu, fiscal_year), book, supplier)
    source = own.source.strip() or messages.text("own_factor.source_missing")

    def sourced(value: Decimal, figure: str) -> Sourced:
        label = messages.text("own_factor.label", figure=figure)
        days = year_start(fiscal_year), year_end(fiscal_year)
        return Sourced(value, f"t-CO2/{own.unit}", *days, source, UNVERIFIED, label=label)

    states: dict[str | None, VolumeState] = {"volume_gas": "計量値", "volume_normal": "標準状態"}
    return Factor(
        f"{energy.id}/{fuel.id}/own/{own.basic_t}/{own.adjusted_t}/{own.unit}/{supplier}/{menu}/{source}/{heat.value}",
        energy.id, fiscal_year, f"{name} {menu or ''}".strip() or fuel.name, name, menu or "", fuel.unit, fuel.condition, heat,
        None, sourced(own.basic_t, "基礎"), sourced(own.adjusted_t, "調整後"), own.unit, "own", False,
        messages.text("own_factor.reason", source=source), heat_state=fuel.heat_state, co2_state=states.get(kind_of(own.unit), ""),
    )  # fmt: skip


def with_own_heat(factor: Factor, own: OwnFigure) -> Factor:
    """The factor with the heat value the supplier told the firm (GJ per `unit`), always 未確認, as only the firm saw its source.

    省エネ法: the heat of city gas is that of the supplier (定期報告書 記入要領).
    """
    source = own.source.strip() or messages.text("own_factor.source_missing")
    days = year_start(factor.fiscal_year), year_end(factor.fiscal_year)
    heat = Sourced(own.value, factor.heat.unit, *days, source, UNVERIFIED, label=messages.text("own_heat.label"))
    reason = f"{factor.reason}{messages.text('own_heat.reason', value=f'{own.value:f}', unit=heat.unit, source=source)}"
    return replace(factor, key=f"{factor.key}/{own.value}/{source}", heat=heat, reason=reason)


def _row_for_heat(book: SupplierBook, supplier: str | None, menu: str | None, fiscal_year: int) -> Menu | None:
    try:
        return choose(book, supplier, menu, fiscal_year).basic
    except NoFactorError:
        return None


def _gas_heat(fuel: Fuel, row: Menu | None, book: SupplierBook, supplier: str | None) -> Sourced:
    if row is not None and row.heat is not None:
        return row.heat
    for table in book.tables.values():  # a supplier the list does not hold may still have told its heat value
        for menu in table.menus.get(supplier or "", ()):
            if menu.kind == "unlisted" and menu.heat is not None:
                return menu.heat
    return replace(fuel.heat, status=UNVERIFIED, note=messages.text("factor.gas_heat_assumed"))


def _by_supplier(
    energy: Energy, fuel: Fuel, heat: Sourced, choice: Choice, book: SupplierBook, supplier: str | None, fiscal_year: int
) -> Factor:
    per = CO2_UNIT[book.kind]
    row = choice.basic
    substitute = row.kind == "substitute"
    firm = book.names.get(supplier or "", supplier or "") if substitute else row.supplier_name
    menu = row.supplier_name if substitute else row.name

    def sourced(menu: Menu, value: Decimal | None, year: int, figure: str) -> Sourced:
        assert value is not None
        label = " ".join(part for part in (menu.supplier_name, menu.name, figure) if part)
        return Sourced(
            value, f"t-CO2/{per}", year_start(year), year_end(year), menu.source, menu.status, label=label, note=menu.note
        )

    return Factor(
        f"{energy.id}/{fuel.id}/{choice.basic_fy}/{choice.adjusted_fy}/{supplier}/{row.supplier_id}/{row.name}/{heat.value}",
        energy.id, fiscal_year, f"{firm} {menu}".strip(), firm, menu, fuel.unit, fuel.condition, heat, None,
        sourced(row, row.basic, choice.basic_fy, "基礎排出係数"),
        sourced(choice.adjusted, choice.adjusted.adjusted, choice.adjusted_fy, "調整後排出係数"),
        per, choice.basis, choice.provisional, choice.reason, choice.basic_fy, fuel.heat_state, fuel.co2_state,
    )  # fmt: skip
