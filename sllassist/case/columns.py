"""The bill records of a Case by column of the bill table (supply and fiscal year), and which months each year lacks.

Gathered once per set of records and remembered for the newest few; after an edit only the columns it touched are gathered
anew, the others stay the very same objects. What is computed from a column can so be kept as long as the column stays.
Not for: whether figures are plausible (`sllassist.emissions`).
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import compress, count, groupby, islice
from operator import attrgetter, is_, is_not
from typing import Final

from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.periods import FISCAL_MONTHS

Key = tuple[str, int]
"""Supply id and fiscal year."""
Use = tuple[str, str]
"""Site id and energy id."""
Records = tuple[EnergyRecord, ...]


class Bills(Records):
    """The records of one column, with what everybody asks of them taken out once.

    `months`: quantity as told by month (None: the whole year), the last one of a month told twice. `units`: their units.
    `priced`: whether any has a cost. `told_once`: whether no month is told twice.
    """

    months: dict[int | None, Decimal]
    units: set[str]
    priced: bool
    told_once: bool


def _bills(records: Iterable[EnergyRecord]) -> Bills:
    found = Bills(records)
    found.months = dict(map(_MONTH_AND_QUANTITY, found))
    found.units = set(map(_UNIT, found))
    found.priced = any(map(_COST, found))
    found.told_once = len(found.months) == len(found)
    return found


# Written so because every edit of a large case passes here.
_KEY: Final = attrgetter("supply_id", "fiscal_year")
_MONTH_AND_QUANTITY: Final = attrgetter("month", "quantity")
_UNIT: Final = attrgetter("unit")
_COST: Final = attrgetter("cost_yen")
_KEPT: Final = 3
"""Sets of records remembered: the present one, the one before an edit, and one that was only tried."""


class Columns:
    """The columns of one set of supplies and records. Never changes; made by `columns_of`."""

    def __init__(
        self, supplies: tuple[EnergySupply, ...], records: Records, by_key: dict[Key, Bills], near: "Columns | None" = None
    ) -> None:
        self.supplies = supplies
        self.records = records
        self.by_key = by_key
        self.fiscal_years: tuple[int, ...] = tuple(sorted({year for _, year in by_key}))
        self._missing: dict[int, dict[Use, tuple[int, ...]]] = {}
        if near is not None and near.supplies is supplies:
            touched = {year for _, year in self.changed_since(near.by_key)}
            self._missing.update((year, found) for year, found in near.known_missing.items() if year not in touched)

    def changed_since(self, by_key: Mapping[Key, Bills]) -> set[Key]:
        """The columns that came, went or changed since those of `by_key`."""
        changed = {key for key, bills in self.by_key.items() if by_key.get(key) is not bills}
        return changed | (by_key.keys() - self.by_key.keys())

    @property
    def known_missing(self) -> Mapping[int, dict[Use, tuple[int, ...]]]:
        """What `missing` has answered so far, by fiscal year."""
        return self._missing

    def missing(self, fiscal_year: int) -> dict[Use, tuple[int, ...]]:
        """Months without a figure for every energy a site uses; see `sllassist.case.coverage.missing_months`."""
        found = self._missing.get(fiscal_year)
        if found is None:
            found = self._missing[fiscal_year] = self._find_missing(fiscal_year)
        return found

    def _find_missing(self, fiscal_year: int) -> dict[Use, tuple[int, ...]]:
        covered: dict[Use, Collection[int | None]] = {}
        for supply in self.supplies:
            bills = self.by_key.get((supply.id, fiscal_year))
            use = (supply.site_id, supply.energy)
            known = covered.get(use, ())
            if bills is None or known is FISCAL_MONTHS:
                covered[use] = known
            elif len(bills.months) == len(FISCAL_MONTHS) or None in bills.months:
                covered[use] = FISCAL_MONTHS
            else:
                covered[use] = bills.months.keys() | known
        return {
            use: tuple(month for month in FISCAL_MONTHS if month not in months)
            for use, months in covered.items()
            if months is not FISCAL_MONTHS and len(months) < len(FISCAL_MONTHS)
        }


_recent: deque[Columns] = deque(maxlen=_KEPT)


def columns_of(case: Case) -> Columns:
    """The columns of `case`, remembered while its supplies and records stay the same objects."""
    recent = list(_recent)
    near = next((known for known in recent if known.records is case.records), recent[0] if recent else None)
    if near is not None and near.records is case.records and near.supplies is case.supplies:
        found = near
    else:
        by_key = _gathered(case.records) if near is None else _after(near, case.records)
        found = Columns(case.supplies, case.records, by_key, near)
    if not recent or recent[0] is not found:
        _recent.appendleft(found)
    return found


def _gathered(records: Records) -> dict[Key, Bills]:
    found: dict[Key, list[EnergyRecord]] = {}
    for key, run in groupby(records, _KEY):
        if key in found:
            found[key].extend(run)
        else:
            found[key] = list(run)
    return {key: _bills(column) for key, column in found.items()}


def _after(near: Columns, records: Records) -> dict[Key, Bills]:
    """The columns of `records`, those alike taken over from `near`; order within a column as in `records`."""
    old = near.records
    if old is records:
        return near.by_key
    start, stop = _differing(old, records)
    if start + stop < len(records) // 2:
        return _gathered(records)
    was, now = _gathered(old[start : len(old) - stop]), _gathered(records[start : len(records) - stop])
    touched = {key for key in (*was, *now) if not _alike(was.get(key, ()), now.get(key, ()))}
    suppliers = {supply_id for supply_id, _ in touched}
    anew = _gathered(tuple([r for r in records if r.supply_id in suppliers and (r.supply_id, r.fiscal_year) in touched]))
    found = {key: anew.get(key, column) for key, column in near.by_key.items() if key in anew or key not in touched}
    found.update((key, column) for key, column in anew.items() if key not in found)
    return found


def _alike(one: Records, other: Records) -> bool:
    """Whether both are the same objects in the same order."""
    return len(one) == len(other) and all(map(is_, one, other))


def _differing(old: Records, new: Records) -> tuple[int, int]:
    """How many records at the start and at the end of both are the same objects."""
    shorter = min(len(old), len(new))
    start = next(compress(count(), map(is_not, old, new)), shorter)
    left = shorter - start
    ends = islice(map(is_not, reversed(old), reversed(new)), left)
    return start, next(compress(count(), ends), left)
