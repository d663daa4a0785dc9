"""One door to all facts: factors by energy, supplier and year, dated parameters, search.

Tables are read when first asked for and then kept. Every answer says where it comes from and whether it was checked.
Not for: deciding anything about a case (`sllassist.schemes`) or computing (`sllassist.emissions`).
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from sllassist.case.model import OwnFactor, OwnFigure
from sllassist.case.problems import Problem
from sllassist.knowledge.editions import RESULT_TABLES, Edition, edition_id, edition_of
from sllassist.knowledge.energies import Energy, load_energies
from sllassist.knowledge.errors import KnowledgeError, NoFactorError
from sllassist.knowledge.factors import (
    Factor,
    city_gas_factor,
    electricity_factor,
    fuel_of,
    own_factor,
    standard_factor,
    with_own_heat,
)
from sllassist.knowledge.fuels import Fuels, load_fuels
from sllassist.knowledge.greenhouse import Gas, GasGroup, load_gas_groups, load_gases, search_gases
from sllassist.knowledge.lists import (
    Density,
    GasVolume,
    Industry,
    load_densities,
    load_gas_volumes,
    load_industries,
    load_prefectures,
    search_industries,
    search_prefectures,
)
from sllassist.knowledge.parameters import Parameters, load_parameters
from sllassist.knowledge.sourced import Sourced, year_start
from sllassist.knowledge.suppliers import BookKind, Supplier, SupplierBook, load_book
from sllassist.paths import resource


class Knowledge:
    """All facts, from one or more folders laid out like `resources/` (`knowledge/`, `schemes/`).

    A file found in an earlier folder replaces the one of the same name in a later folder as a whole.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._factors: dict[tuple[str, str | None, str | None, int, OwnFactor | None, OwnFigure | None], Factor | Problem] = {}
        self._schemes: dict[str, Parameters] = {}

    def _file(self, *parts: str) -> Path:
        found = next((path for folder in self._folders if (path := folder.joinpath(*parts)).is_file()), None)
        if found is None:
            raise KnowledgeError(f"{'/'.join(parts)}: 見つかりません")
        return found

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the tables lie, the first one taking precedence."""
        return self._folders

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The packs in use, newest first, and last the program's own tables."""
        return tuple(edition for folder in self._folders if (edition := edition_of(folder)) is not None)

    @cached_property
    def pack_id(self) -> str:
        """Which edition of the tables is in use: changes whenever a table changes that GJ, kL or t-CO2 rest on."""
        return edition_id(self.editions, (self._file("knowledge", name) for name in RESULT_TABLES))

    @property
    def newest(self) -> "Knowledge":
        """The newest edition on this computer: this one, unless a case goes on with an older one."""
        return self

    def for_year(self, fiscal_year: int) -> "Knowledge":
        """The edition that serves a fiscal year: this one, unless a result of that year was kept with an older one."""
        del fiscal_year
        return self

    # --- energies and their factors ---------------------------------------------------------------------------------

    @cached_property
    def fuels(self) -> Fuels:
        """The fuel table."""
        return load_fuels(self._file("knowledge", "fuels.csv"))

    @cached_property
    def energies(self) -> dict[str, Energy]:
        """Energies to choose from, common ones first, by id."""
        return load_energies(self._file("knowledge", "energies.csv"), self.fuels.ids())

    @cached_property
    def books(self) -> dict[BookKind, SupplierBook]:
        """All tables of suppliers, by kind."""
        tables = self._file("knowledge", "supplier_tables.csv")
        kinds: tuple[BookKind, ...] = ("electricity", "city_gas")
        return {kind: load_book(kind, self._file("knowledge", f"{kind}.csv"), tables) for kind in kinds}

    def energy(self, energy_id: str) -> Energy:
        """The energy with that id. Raises KeyError for an unknown id."""
        return self.energies[energy_id]

    def factor(
        self, energy_id: str, supplier: str | None, menu: str | None, fiscal_year: int, own: OwnFactor | None = None,
        own_heat: OwnFigure | None = None,
    ) -> Factor:  # fmt: skip
        """The factor of an energy from a supplier (ids; None: unknown) and menu in a fiscal year.

        Supplier and menu are looked at only where the energy has suppliers. `own`: the firm's own CO2 factor, which
        takes the place of the table's; `own_heat`: the heat value its supplier told it, for city gas only.
        Raises NoFactorError with the problem to show, KeyError for an unknown energy.
        """
        key = (energy_id, supplier or None, menu or None, fiscal_year, own, own_heat)
        found = self._factors.get(key)
        if found is None:
            try:
                found = self._factor(*key)
            except NoFactorError as none:
                found = none.problem
            self._factors[key] = found
        if isinstance(found, Problem):
            raise NoFactorError(found.code, **found.params)
        return found

    def _factor(
        self, energy_id: str, supplier: str | None, menu: str | None, fiscal_year: int, own: OwnFactor | None,
        own_heat: OwnFigure | None,
    ) -> Factor:  # fmt: skip
        energy = self.energies[energy_id]
        if own_heat is not None and own_heat.value > 0 and energy.supplier_kind == "city_gas":
            return with_own_heat(self.factor(energy_id, supplier, menu, fiscal_year, own), own_heat)
        fuel = fuel_of(energy, self.fuels, fiscal_year)
        if own is not None:
            book = None if energy.supplier_kind == "none" else self.books[energy.supplier_kind]
            return own_factor(energy, fuel, book, supplier, menu, fiscal_year, own)
        if energy.supplier_kind == "electricity":
            return electricity_factor(energy, fuel, self.books["electricity"], supplier, menu, fiscal_year)
        if energy.supplier_kind == "city_gas":
            return city_gas_factor(energy, fuel, self.books["city_gas"], supplier, menu, fiscal_year)
        return standard_factor(energy, fuel, fiscal_year)

    def fuel(self, energy_id: str, fiscal_year: int) -> Factor:
        """The factor of a fuel or of bought heat. Raises as `factor`."""
        return self.factor(energy_id, None, None, fiscal_year)

    def electricity(self, retailer: str | None, menu: str | None, fiscal_year: int) -> Factor:
        """The factor of bought electricity; rules in `sllassist.knowledge.choice`. Raises as `factor`."""
        return self.factor("electricity", retailer, menu, fiscal_year)

    def city_gas(self, supplier: str | None, menu: str | None, fiscal_year: int) -> Factor:
        """The factor of city gas; rules in `sllassist.knowledge.factors`. Raises as `factor`."""
        return self.factor("city_gas", supplier, menu, fiscal_year)

    # --- suppliers --------------------------------------------------------------------------------------------------

    def supplier_name(self, kind: BookKind, supplier_id: str) -> str | None:
        """Newest name of a supplier of any year, None when nobody knows the id."""
        return self.books[kind].names.get(supplier_id)

    def supplier(self, kind: BookKind, supplier_id: str, fiscal_year: int) -> Supplier | None:
        """A supplier with the menus to choose from in a fiscal year, None when that year's choice lacks it."""
        return self.books[kind].suppliers(fiscal_year).get(supplier_id)

    def search_suppliers(self, kind: BookKind, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
        """Suppliers of a year whose name or number holds `text` in any spelling, best first; all for empty text."""
        return self.books[kind].search(text, fiscal_year)

    def search_retailers(self, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
        """Electricity retailers by part of the name; see `search_suppliers`."""
        return self.search_suppliers("electricity", text, fiscal_year)

    def search_gas(self, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
        """City gas suppliers by part of the name; see `search_suppliers`."""
        return self.search_suppliers("city_gas", text, fiscal_year)

    # --- small tables -----------------------------------------------------------------------------------------------

    @cached_property
    def lpg_densities(self) -> dict[str, Density]:
        """How LP gas volumes become t, by id; the first per unit serves when the mix is unknown."""
        return load_densities(self._file("knowledge", "lpg_density.csv"))

    def lpg_density(self, mix: str | None, per: str) -> Density:
        """The density for a mix (id, None: unknown) per m3 or kL. Raises KeyError when no density is per that unit."""
        found = self.lpg_densities.get(mix or "")
        if found is not None and found.per == per:
            return found
        first = next((density for density in self.lpg_densities.values() if density.per == per), None)
        if first is None:
            raise KeyError(per)
        return first

    @cached_property
    def gas_volumes(self) -> dict[str, GasVolume]:
        """States in which gas is metered, by id."""
        return load_gas_volumes(self._file("knowledge", "gas_volume.csv"))

    @cached_property
    def gas_groups(self) -> dict[str, GasGroup]:
        """Groups of greenhouse gases by id, in the order of the forms."""
        return load_gas_groups(self._file("knowledge", "gas_groups.csv"))

    @cached_property
    def gases(self) -> dict[str, Gas]:
        """Greenhouse gases with a known potential, by id."""
        return load_gases(self._file("knowledge", "gwp.csv"), self.gas_groups)

    def search_gases(self, text: str) -> tuple[Gas, ...]:
        """Greenhouse gases by part of formula, name or refrigerant number, best first; all for empty text."""
        return search_gases(self.gases, text)

    def gwp(self, gas: str, fiscal_year: int) -> Sourced | None:
        """Global warming potential (t-CO2 per t) in a fiscal year, None when the year has none. KeyError: unknown gas."""
        return self.gases[gas].potential(fiscal_year)

    @cached_property
    def industries(self) -> dict[str, Industry]:
        """日本標準産業分類, by code."""
        return load_industries(self._file("knowledge", "industries.csv"))

    def industry_label(self, code: str) -> str:
        """Code and name as written on forms, e.g. "24 金属製品製造業"; the code alone when nobody knows it."""
        found = self.industries.get(code)
        return f"{code} {found.name}" if found else code

    def search_industries(self, text: str, limit: int = 50) -> tuple[Industry, ...]:
        """Industries by part of the name or by code, best first."""
        return search_industries(self.industries, text, limit)

    @cached_property
    def _prefectures(self) -> dict[str, str]:
        return load_prefectures(self._file("knowledge", "prefectures.csv"))

    @property
    def prefectures(self) -> tuple[str, ...]:
        """The 47 prefectures from north to south."""
        return tuple(self._prefectures)

    def search_prefectures(self, text: str) -> tuple[str, ...]:
        """Prefectures by part of the name or the beginning of the reading, from north to south; all for empty text."""
        return search_prefectures(self._prefectures, text)

    # --- dated parameters -------------------------------------------------------------------------------------------

    @cached_property
    def _constants(self) -> Parameters:
        return load_parameters(self._file("knowledge", "constants.toml"))

    def constant(self, key: str, fiscal_year: int) -> Sourced:
        """A constant of `resources/knowledge/constants.toml` on the first day of a fiscal year. KeyError: unknown key."""
        return self._constants.at(key, year_start(fiscal_year))

    @cached_property
    def _plausibility(self) -> Parameters:
        return load_parameters(self._file("knowledge", "plausibility.toml"))

    def plausible(self, key: str, fiscal_year: int) -> Sourced | None:
        """A limit of `resources/knowledge/plausibility.toml` for a fiscal year, None where it sets none."""
        return self._plausibility.find(key, year_start(fiscal_year))

    def parameters(self, scheme: str) -> Parameters:
        """All dated parameters of a scheme. Raises KnowledgeError when its file is missing or malformed."""
        if scheme not in self._schemes:
            self._schemes[scheme] = load_parameters(self._file("schemes", f"{scheme}.toml"))
        return self._schemes[scheme]

    @cached_property
    def schemes(self) -> tuple[str, ...]:
        """Ids of the schemes that have parameters."""
        return tuple(sorted({path.stem for folder in self._folders for path in (folder / "schemes").glob("*.toml")}))

    def parameter_file(self, part: str) -> Parameters:
        """The parameters of a file by its place, such as `schemes/nagano_sll.toml`. Raises KnowledgeError."""
        return load_parameters(self._file(*part.split("/")))

    def at(self, day: dt.date) -> "KnowledgeAt":
        """The facts as they hold on `day`."""
        return KnowledgeAt(self, day)


@dataclass(frozen=True, slots=True)
class KnowledgeAt:
    """The dated facts as they hold on one day."""

    knowledge: Knowledge
    day: dt.date

    def param(self, scheme: str, key: str) -> Sourced:
        """A scheme's parameter, e.g. ("nagano_sll", "duty.oil_kl").

        Before its first day the first value is given with `before_first`, after its end the last with `expired`.
        Raises KeyError for an unknown key, KnowledgeError for a missing or malformed file.
        """
        return self.knowledge.parameters(scheme).at(key, self.day)


@cache
def load_knowledge(*replacements: Path) -> Knowledge:
    """The program's facts; files found in `replacements` (folders laid out like `resources/`) replace its own."""
    return Knowledge(*replacements, resource())
