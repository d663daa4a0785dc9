"""Bill figures that look odd, asked about with both figures side by side; a guess at the right figure where others bear it out.

Limits are data (`resources/knowledge/plausibility.toml`). At most one question per figure; the same in many months of a
column is one question. Nothing is changed here: see `sllassist.emissions.answers`.
Not for: what is certainly wrong, such as a month told twice (`sllassist.emissions.checks`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sllassist.case.columns import Key, columns_of
from sllassist.case.model import Case, EnergySupply
from sllassist.case.problems import Problem
from sllassist.emissions.checks import site_name
from sllassist.emissions.figures import Bounds, Shape, bounds_of, shape_of
from sllassist.emissions.odd import Beside, Near, odd_figures
from sllassist.emissions.questions import Asker
from sllassist.knowledge import Knowledge


class _Looked(NamedTuple):
    """What one column was asked about, and all it was held against: it holds as long as these stay the same."""

    against: tuple[object, ...]
    site: str
    problems: tuple[Problem, ...]


class Plausibility:
    """The questions about one case. Made by `check_plausibility`; never changes."""

    def __init__(self, knowledge: Knowledge, looked: Mapping[Key, _Looked]) -> None:
        self.knowledge = knowledge
        self.looked = looked
        self.problems: tuple[Problem, ...] = tuple(p for column in looked.values() for p in column.problems)


def check_plausibility(case: Case, knowledge: Knowledge, before: Plausibility | None = None) -> Plausibility:
    """The questions about all bill figures, in the order of supplies and years; every one a warning.

    `before`: those of the case before an edit; what it says of columns the edit does not bear on is taken over. The result
    is the same with and without it.
    """
    kept = before.looked if before is not None and before.knowledge is knowledge else {}
    look = _Look(case, knowledge)
    found: dict[Key, _Looked] = {}
    for supply, year in look.columns():
        site = site_name(case, supply.site_id)
        known = kept.get((supply.id, year))
        against = look.against(supply, year)
        if known is None or known.site != site or not _same(known.against, against):
            known = _Looked(against, site, look.ask(supply, year, site))
        found[supply.id, year] = known
    return Plausibility(knowledge, found)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


class _Look:
    """Finds what each column is held against; every column is taken apart at most once."""

    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self._case, self._knowledge = case, knowledge
        self._by_key = columns_of(case).by_key
        self._shapes: dict[Key, Shape | None] = {}
        self._bounds: dict[tuple[str, str, int], Bounds] = {}
        self._uses: dict[tuple[str, str], list[EnergySupply]] = defaultdict(list)
        for supply in case.supplies:
            self._uses[supply.site_id, supply.energy].append(supply)

    def columns(self) -> Iterator[tuple[EnergySupply, int]]:
        """The columns of known energies that hold records, in the order of supplies and years."""
        years: dict[str, list[int]] = defaultdict(list)
        for supply_id, year in self._by_key:
            years[supply_id].append(year)
        for supply in self._case.supplies:
            if supply.energy not in self._knowledge.energies:
                continue
            for year in sorted(years.get(supply.id, ())):
                yield supply, year

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

    def against(self, supply: EnergySupply, year: int) -> tuple[object, ...]:
        """Everything the column's questions follow from, as objects to be compared by identity."""
        columns = self._by_key
        found: list[object] = [supply, columns[supply.id, year], columns.get(self._last_key(supply, year))]
        found.append(columns.get((supply.id, year + 1)))
        for other in self._others(supply):
            found += [other, columns.get((other.id, year)), columns.get((other.id, year - 1))]
        return tuple(found)

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

    def ask(self, supply: EnergySupply, year: int, site: str) -> tuple[Problem, ...]:
        """The questions about one column."""
        energy, shape = self._knowledge.energies[supply.energy], self._shape((supply.id, year))
        if shape is None:
            return ()
        place = (energy.id, shape.kind, year)
        bounds = self._bounds.get(place)
        if bounds is None:
            bounds = self._bounds[place] = bounds_of(self._knowledge, *place)
        hits = odd_figures(supply, energy, year, shape, self._near(supply, year), bounds)
        return tuple(Asker(self._knowledge, supply, energy, year, site, shape.kind, bounds).ask(hits)) if hits else ()
