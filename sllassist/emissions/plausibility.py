"""Bill figures that look odd, asked about with both figures side by side; a guess at the right figure where others bear it out.

Limits are data (`resources/knowledge/plausibility.toml`). At most one question per figure; the same in many months of a
column is one question. Nothing is changed here: see `sllassist.emissions.answers`.
Not for: what is certainly wrong, such as a month told twice (`sllassist.emissions.checks`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sllassist.case.columns import Columns, Key, columns_of
from sllassist.case.model import Case, EnergySupply, Site
from sllassist.case.problems import Problem
from sllassist.emissions.checks import site_name
from sllassist.emissions.figures import Bounds, Shape, bounds_of, shape_of
from sllassist.emissions.odd import Beside, Near, calm, odd_figures
from sllassist.emissions.questions import Asker
from sllassist.knowledge import Knowledge


class Plausibility:
    """The questions about one case, by column. Made by `check_plausibility`; never changes.

    `columns`, `sites`: what they were asked about; they hold for columns that stay, at sites that stay.
    """

    def __init__(
        self, knowledge: Knowledge, columns: Columns, sites: tuple[Site, ...], asked: Mapping[Key, tuple[Problem, ...]]
    ) -> None:
        self.knowledge = knowledge
        self.columns = columns
        self.sites = sites
        self.asked = asked
        self.problems: tuple[Problem, ...] = tuple(problem for found in asked.values() for problem in found)

    def may_serve(self, case: Case, knowledge: Knowledge) -> bool:
        """Whether what was asked about columns still holds for those that stayed: same facts, sites and supplies."""
        return self.knowledge is knowledge and self.sites is case.sites and self.columns.supplies is case.supplies


def check_plausibility(case: Case, knowledge: Knowledge, before: Plausibility | None = None) -> Plausibility:
    """The questions about all bill figures, in the order of supplies and years; every one a warning.

    `before`: those of the case before an edit; what it says of columns the edit does not bear on is taken over. The result
    is the same with and without it.
    """
    look = _Look(case, knowledge)
    if before is not None and not before.may_serve(case, knowledge):
        before = None
    kept = {} if before is None else before.asked
    stale = set() if before is None else look.bears_on(look.columns.changed_since(before.columns.by_key))
    if before is not None and before.columns.by_key.keys() == look.columns.by_key.keys():
        found = dict(kept)
        found.update((key, look.ask(key)) for key in stale if key in found)
    else:
        found = {key: kept[key] if key in kept and key not in stale else look.ask(key) for key in look.in_order()}
    return Plausibility(knowledge, look.columns, case.sites, found)


class _Look:
    """Finds what each column is held against; every column is taken apart at most once."""

    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self._case, self._knowledge = case, knowledge
        self.columns = columns_of(case)
        self._by_key = self.columns.by_key
        self._shapes: dict[Key, Shape | None] = {}
        self._bounds: dict[tuple[str, str, int], Bounds] = {}
        self._uses: dict[tuple[str, str], list[EnergySupply]] = defaultdict(list)
        for supply in case.supplies:
            self._uses[supply.site_id, supply.energy].append(supply)

    def in_order(self) -> Iterator[Key]:
        """The columns of known energies that hold records, in the order of supplies and years."""
        years: dict[str, list[int]] = defaultdict(list)
        for supply_id, year in self._by_key:
            years[supply_id].append(year)
        for supply in self._case.supplies:
            if supply.energy in self._knowledge.energies:
                for year in sorted(years.get(supply.id, ())):
                    yield supply.id, year

    def bears_on(self, changed: Collection[Key]) -> set[Key]:
        """The columns whose questions may change with these: their own, and those they are held against."""
        found: set[Key] = set()
        for supply_id, year in changed:
            supply = self._case.supply(supply_id)
            if supply is not None and supply.energy in self._knowledge.energies:
                found.update((supply_id, near) for near in (year - 1, year, year + 1))
                found.update((other.id, near) for other in self._others(supply) for near in (year, year + 1))
        return found & self._by_key.keys()

    def _others(self, supply: EnergySupply) -> list[EnergySupply]:
        """The other supplies of the energy at the site; none where nobody can take over, as among vehicles."""
        use = self._uses[supply.site_id, supply.energy]
        if len(use) == 1 or self._knowledge.energies[supply.energy].supplier_kind == "none":
            return []
        return [other for other in use if other is not supply]

    def _last_key(self, supply: EnergySupply, year: int) -> Key:
        """The supply's own column of last year, or that of the only one it took over from."""
        own = (supply.id, year - 1)
        if own in self._by_key:
            return own
        before = [other.id for other in self._others(supply) if (other.id, year - 1) in self._by_key]
        gone = [other_id for other_id in before if (other_id, year) not in self._by_key]
        return (gone[0], year - 1) if len(before) == len(gone) == 1 else own

    def _shape(self, key: Key) -> Shape | None:
        if key not in self._shapes:
            records = self._by_key.get(key)
            self._shapes[key] = None if records is None else shape_of(records)
        return self._shapes[key]

    def _near(self, supply: EnergySupply, year: int) -> Near:
        last, after = self._shape(self._last_key(supply, year)), self._shape((supply.id, year + 1))
        others = self._others(supply)
        if not others:
            return Near(last, after)
        beside = tuple(
            Beside(other, self._shape((other.id, year)), self._shape((other.id, year - 1))) for other in others
        )
        earlier = self._uses[supply.site_id, supply.energy].index(supply)
        return Near(last, after, beside, earlier)

    def ask(self, key: Key) -> tuple[Problem, ...]:
        """The questions about one column."""
        (supply_id, year), shape = key, self._shape(key)
        supply = self._case.supplies_by_id[supply_id]
        if shape is None:
            return ()
        energy = self._knowledge.energies[supply.energy]
        place = (energy.id, shape.kind, year)
        bounds = self._bounds.get(place)
        if bounds is None:
            bounds = self._bounds[place] = bounds_of(self._knowledge, *place)
        if not self._others(supply) and calm(supply, shape, self._shape((supply_id, year - 1)), bounds):
            return ()
        hits = odd_figures(supply, energy, year, shape, self._near(supply, year), bounds)
        if not hits:
            return ()
        site = site_name(self._case, supply.site_id)
        return tuple(Asker(self._knowledge, supply, energy, year, site, shape.kind, bounds).ask(hits))
