"""Finds the supply of the case that a figure belongs to: site, energy, supplier and menu as the file names them.

Names that are not the case's own are asked about; a supply that is missing is proposed as a new one.
Not for: months and units (`sllassist.importers.calendar`, `sllassist.importers.apply`).
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sllassist.case.model import Case, EnergySupply, Site
from sllassist.case.parsing import clean_name
from sllassist.case.units import kind_of
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.calendar import Miss
from sllassist.importers.preview import Place
from sllassist.importers.words import fold
from sllassist.knowledge import Energy, Knowledge, Supplier
from sllassist.knowledge.names import fold as fold_firm
from sllassist.knowledge.suppliers import BookKind
from sllassist.messages import text as message

_NEW = "new"
_UNKNOWN = "unknown"
_EACH = "each"
_MOST_SUPPLIERS = 8
_NEAR = 55
"""How alike a site's name must be to be proposed (0 to 100, rapidfuzz)."""


class Key(NamedTuple):
    """What a row says about its place, as written. `scope`, `table`: the table's name, and its key in questions.

    `doubt`: the energy's name stands among words that are not understood, or only in the file's name.
    """

    site: str
    energies: tuple[str, ...]
    energy_text: str
    supplier: str
    menu: str
    account: str
    unit: str
    scope: str
    table: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class _SiteAt:
    """A site of the case, or the name of a new one."""

    site_id: str | None
    name: str


class Places:
    """The places found in one source, each once."""

    def __init__(self, case: Case, knowledge: Knowledge, asker: Asker) -> None:
        self._case, self._knowledge, self._asker = case, knowledge, asker
        self._sites: dict[str, list[Site]] = {}
        for site in case.sites:
            self._sites.setdefault(fold(site.name or ""), []).append(site)
        self._supplies: dict[tuple[str, str], list[EnergySupply]] = {}
        for supply in case.supplies:
            self._supplies.setdefault((supply.site_id, supply.energy), []).append(supply)
        self._known: dict[Key, int | Miss] = {}
        self._told: set[Key] = set()
        self._found: dict[str, int] = {}
        self._with_unit: set[int] = set()
        self._searched: dict[tuple[BookKind, str, int], tuple[tuple[Supplier, ...], list[Supplier]]] = {}
        self.places: list[Place] = []
        self.assumed: dict[str, None] = {}

    def site_names(self) -> dict[str, str]:
        """Folded names of the case's sites with the names as stored."""
        return {key: sites[0].name or "" for key, sites in self._sites.items() if key}

    def find(self, key: Key, fiscal_year: int) -> int | Miss:
        """Number of the place in `places`, or why there is none. `fiscal_year`: for the list of suppliers."""
        if key not in self._known:
            before = self._asker.turns
            self._known[key] = self._resolve(key, fiscal_year)
            if self._asker.turns > before:
                self._told.add(key)
        elif key in self._told:
            self._asker.turns += 1
        return self._known[key]

    def _resolve(self, key: Key, fiscal_year: int) -> int | Miss:
        energy = self._energy(key)
        if isinstance(energy, Miss):
            return energy
        site = self._site(key)
        if isinstance(site, Miss):
            return site
        return self._supply(site, energy, key, fiscal_year)

    # --- energy -----------------------------------------------------------------------------------------------------

    def _energy(self, key: Key) -> Energy | Miss:
        energies = [self._knowledge.energies[each] for each in key.energies if each in self._knowledge.energies]
        if len(energies) == 1 and not key.doubt:
            return energies[0]
        by_unit = [
            e
            for e in self._knowledge.energies.values()
            if not key.unit or kind_of(key.unit) in {kind_of(u) for u in e.units}
        ]
        offered = (
            energies if len(energies) > 1 else [*energies, *(energy for energy in by_unit if energy not in energies)]
        )
        name = key.energy_text or key.scope
        options = tuple(Option(energy.id, energy.name) for energy in offered)
        proposed = None
        if len(energies) == 1:
            proposed = energies[0].id
        elif energies:
            used = {supply.energy for supply in self._case.supplies} & {energy.id for energy in energies}
            proposed = used.pop() if len(used) == 1 else None
        elif key.unit and kind_of(key.unit) == "electricity":
            proposed = offered[0].id if offered else None
        question = Question(
            f"energy:{key.energy_text or f'@{key.table}'}{'' if energies else f':{key.unit}'}",
            message("importers_question.energy" if key.energy_text else "importers_question.energy_of_table", text=name),
            (*options, leave_option()), proposed,
        )  # fmt: skip
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        return Miss(reason="importers_left.told") if answer == LEAVE else self._knowledge.energies[answer]

    # --- site -------------------------------------------------------------------------------------------------------

    def _site(self, key: Key) -> _SiteAt | Miss:
        found = self._sites.get(fold(key.site), []) if key.site else []
        if len(found) == 1:
            return _SiteAt(found[0].id, found[0].name or "")
        if not key.site and len(self._case.sites) == 1:
            only = self._case.sites[0]
            self.assumed.setdefault(
                message("importers_assumed.only_site", name=only.name or message("importers_word.unnamed"))
            )
            return _SiteAt(only.id, only.name or "")
        answer = self._asked_site(key, key.site, found)
        if answer == _EACH:
            answer = self._asked_site(key, key.account, found)
        if isinstance(answer, Miss):
            return answer
        if answer == LEAVE:
            return Miss(reason="importers_left.told")
        if answer == _NEW:
            return _SiteAt(None, clean_name(key.site))
        site = self._case.site(answer)
        assert site is not None
        return _SiteAt(site.id, site.name or "")

    def _asked_site(self, key: Key, text: str, found: list[Site]) -> str | Miss:
        """The answer to which site a name, a customer number or a whole table belongs to."""
        offered = found or list(self._case.sites)
        options = [Option(site.id, site.name or message("importers_word.unnamed")) for site in offered]
        if not found:
            options.append(Option(_NEW, message("importers_option.new_site")))
        if key.account and not text:
            options.append(Option(_EACH, message("importers_option.each_account")))
        name = f"account:{text}" if text and text == key.account else text or f"@{key.table}"
        question = Question(
            f"site:{name}", message("importers_question.site" if text else "importers_question.site_of_table", text=text or key.scope),
            (*options, leave_option()), self._near(text, offered),
        )  # fmt: skip
        answer = self._asker.ask(question)
        return Miss(question=question.key) if answer is None else answer

    @staticmethod
    def _near(text: str, sites: list[Site]) -> str | None:
        if not text or not sites:
            return None
        from rapidfuzz import fuzz

        scored = sorted(((fuzz.ratio(fold(text), fold(site.name or "")), site.id) for site in sites), reverse=True)
        best, second = scored[0], scored[1] if len(scored) > 1 else (0, "")
        return best[1] if best[0] >= _NEAR and best[0] > second[0] else None

    # --- supply -----------------------------------------------------------------------------------------------------

    def _supply(self, site: _SiteAt, energy: Energy, key: Key, fiscal_year: int) -> int | Miss:
        here = self._supplies.get((site.site_id, energy.id), []) if site.site_id else []
        supplier = self._supplier(energy, key.supplier, fiscal_year, required=not here)
        if isinstance(supplier, Miss):
            return supplier
        fitting = [s for s in here if self._fits(s, energy, supplier, key.supplier)]
        if supplier is not None and (exact := [s for s in fitting if s.supplier == supplier.id]):
            fitting = exact
        if key.menu and (same := [s for s in fitting if fold(s.menu or "") == fold(key.menu)]):
            fitting = same
        if len(fitting) == 1:
            return self._at(self._existing(fitting[0], site, energy))
        if not here:
            return self._at(self._new(site, energy, supplier, key, fiscal_year))
        return self._choose(site, energy, supplier, key, fitting or here, fiscal_year)

    def _fits(self, supply: EnergySupply, energy: Energy, supplier: Supplier | None, text: str) -> bool:
        """Whether a supply of the case can be meant by the file's supplier."""
        if not supply.supplier or not text or energy.supplier_kind == "none":
            return True
        if supplier is not None:
            return supply.supplier == supplier.id
        own = fold_firm(self._knowledge.supplier_name(energy.supplier_kind, supply.supplier) or supply.supplier)
        told = fold_firm(text)
        return own in told or told in own

    def _choose(
        self, site: _SiteAt, energy: Energy, supplier: Supplier | None, key: Key, offered: list[EnergySupply], year: int
    ) -> int | Miss:
        options = [Option(supply.id, self._existing(supply, site, energy).label) for supply in offered]
        options.append(Option(_NEW, message("importers_option.new_supply")))
        words = "・".join(part for part in (site.name, energy.name.split("（")[0], key.supplier, key.menu) if part)
        question = Question(
            f"supply:{words}", message("importers_question.supply", text=words), (*options, leave_option())
        )
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        if answer == LEAVE:
            return Miss(reason="importers_left.told")
        if answer == _NEW:
            return self._at(self._new(site, energy, supplier, key, year))
        return self._at(self._existing(next(s for s in offered if s.id == answer), site, energy))

    def _supplier(self, energy: Energy, text: str, fiscal_year: int, *, required: bool) -> Supplier | Miss | None:
        """The supplier of the year's list with that name; None when the file names none, or nobody like it is listed."""
        if energy.supplier_kind == "none" or not text:
            return None
        listed, exact = self._listed(energy.supplier_kind, text, fiscal_year)
        if len(exact) == 1:
            return exact[0]
        offered = (exact or list(listed))[:_MOST_SUPPLIERS]
        if not required or not offered:
            if required:
                self.assumed.setdefault(message("importers_assumed.supplier_open", text=text))
            return None
        options = [Option(supplier.id, f"{supplier.name}（{supplier.id}）") for supplier in offered]
        options.append(Option(_UNKNOWN, message("importers_option.unknown_supplier")))
        question = Question(
            f"supplier:{energy.supplier_kind}:{text}", message("importers_question.supplier", text=text), tuple(options)
        )
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        return next((supplier for supplier in offered if supplier.id == answer), None)

    def _listed(self, kind: BookKind, text: str, fiscal_year: int) -> tuple[tuple[Supplier, ...], list[Supplier]]:
        """Suppliers whose name holds the text, and those whose name is the text."""
        key = (kind, text, fiscal_year)
        if key not in self._searched:
            listed = self._knowledge.search_suppliers(kind, text, fiscal_year)
            self._searched[key] = (listed, [each for each in listed if fold_firm(each.name) == fold_firm(text)])
        return self._searched[key]

    def _existing(self, supply: EnergySupply, site: _SiteAt, energy: Energy) -> Place:
        label = self._label(site, energy, supply.supplier, supply.menu)
        return Place(
            supply.id, energy.id, supply.unit, label, supply.id, supply.site_id, None, supply.supplier, supply.menu
        )

    def _new(self, site: _SiteAt, energy: Energy, supplier: Supplier | None, key: Key, fiscal_year: int) -> Place:
        menu = (
            next((menu for menu in supplier.menus if fold(menu) == fold(key.menu)), None)
            if supplier and key.menu
            else None
        )
        supplier_id = supplier.id if supplier else None
        name = None if site.site_id else site.name
        key_text = f"new:{site.site_id or f'+{site.name}'}:{energy.id}:{supplier_id or ''}:{menu or ''}"
        label = self._label(site, energy, supplier_id, menu)
        return Place(
            key_text, energy.id, key.unit or energy.default_unit, label, None, site.site_id, name, supplier_id, menu
        )

    def _label(self, site: _SiteAt, energy: Energy, supplier: str | None, menu: str | None) -> str:
        firm = None
        if supplier and energy.supplier_kind != "none":
            firm = self._knowledge.supplier_name(energy.supplier_kind, supplier) or supplier
        parts = (site.name or message("importers_word.unnamed"), energy.name.split("（")[0], firm, menu)
        return " ".join(part for part in parts if part)

    def _at(self, place: Place) -> int:
        if place.key not in self._found:
            self._found[place.key] = len(self.places)
            self.places.append(place)
        return self._found[place.key]

    def first_unit(self, number: int, unit: str) -> None:
        """The unit of a new supply: that of its first figure."""
        if self.places[number].is_new and number not in self._with_unit:
            self._with_unit.add(number)
            if self.places[number].unit != unit:
                self.places[number] = replace(self.places[number], unit=unit)
