"""The figures of a clean long table, kept column by column; a figure is made when it is looked at.

Not for: figures that need thought (`sllassist.importers.tableread` makes those one by one).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import accumulate, chain, repeat
from typing import overload

from sllassist.importers.preview import ProposedRecord
from sllassist.messages import text as message

_make = partial(tuple.__new__, ProposedRecord)
_BITS = 4
_MASK = (1 << _BITS) - 1


def packed(fiscal_year: int, month: int | None) -> int:
    """Fiscal year and month (None: the whole year) in one number."""
    return fiscal_year << _BITS | (month or 0)


class ColumnarRecords(Sequence[ProposedRecord]):
    """Proposed figures of one column of one table. All sequences are as long as `rows`; `months` as `packed` packs them."""

    def __init__(
        self, places: Sequence[int], months: Sequence[int], values: Sequence[Decimal | None], units: Sequence[str],
        yen: Sequence[Decimal | None] | None, table: int, rows: Sequence[int], column: int, fine: Sequence[bool],
    ) -> None:  # fmt: skip
        self._places, self._months, self._values, self._units, self._yen = places, months, values, units, yen
        self.table, self._rows, self._column, self._fine = table, rows, column, fine

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> ProposedRecord: ...
    @overload
    def __getitem__(self, place: slice) -> list[ProposedRecord]: ...
    def __getitem__(self, place: int | slice) -> ProposedRecord | list[ProposedRecord]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        month, value = self._months[place], self._values[place]
        assert value is not None
        return ProposedRecord(
            self._places[place], month >> _BITS, month & _MASK or None, value, self._units[place],
            self._yen[place] if self._yen is not None else None, self.table, self._rows[place], self._column, fine=self._fine[place],
        )  # fmt: skip

    def __iter__(self) -> Iterator[ProposedRecord]:
        yen = self._yen if self._yen is not None else repeat(None)
        parts = zip(
            self._places, [month >> _BITS for month in self._months], [month & _MASK or None for month in self._months], self._values,
            self._units, yen,
            repeat(self.table), self._rows, repeat(self._column), repeat(None), repeat(None), self._fine, repeat(""), repeat(False),
        )  # fmt: skip
        return map(_make, parts)

    def month(self) -> int | None:
        """The one month of all figures, as `packed`; 0 when there are several, None when one is of a whole year."""
        months = set(self._months)
        if not all(month & _MASK for month in months):
            return None
        return months.pop() if len(months) == 1 else 0

    def places(self, known: dict[int, frozenset[int]]) -> frozenset[int]:
        """The different places. `known`: by the id of a sequence of places; columns of one table share theirs."""
        if id(self._places) not in known:
            known[id(self._places)] = frozenset(self._places)
        return known[id(self._places)]

    def spots(self) -> Sequence[int]:
        """Place and month of every figure, in one number each."""
        if set(self._places) == {0}:
            return self._months
        return [place << 20 | month for place, month in zip(self._places, self._months, strict=True)]

    def by_month(self) -> list[ProposedRecord] | None:
        """One figure for each place and month, the parts added up.

        None unless all parts bear days, are of one unit, and either all or none have amounts.

        Parts that are rows standing twice are not looked for here.
        """
        if not all(self._fine) or len(set(self._units)) > 1 or not all(month & _MASK for month in set(self._months)):
            return None
        spots = self.spots()
        parts: dict[int, list[Decimal]] = defaultdict(list)
        paid: dict[int, list[Decimal]] = defaultdict(list)
        for spot, value in zip(spots, self._values, strict=True):
            assert value is not None
            parts[spot].append(value)
        for spot, yen in zip(spots, self._yen or (), strict=False):
            if yen is None:
                return None
            paid[spot].append(yen)
        first = dict(zip(reversed(spots), range(len(spots) - 1, -1, -1), strict=True))
        return [
            self[first[spot]]._replace(
                quantity=sum(values, Decimal(0)),
                cost_yen=sum(paid[spot], Decimal(0)) if self._yen is not None else None,
                note=message("importers_note.sum", count=len(values)) if len(values) > 1 else "",
            )
            for spot, values in parts.items()
        ]


class ChainedRecords(Sequence[ProposedRecord]):
    """The figures of several columns, one after the other."""

    def __init__(self, parts: Sequence[ColumnarRecords]) -> None:
        self._parts = parts
        self._ends = list(accumulate(map(len, parts)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> ProposedRecord: ...
    @overload
    def __getitem__(self, place: slice) -> list[ProposedRecord]: ...
    def __getitem__(self, place: int | slice) -> ProposedRecord | list[ProposedRecord]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        at = place if place >= 0 else len(self) + place
        if not 0 <= at < len(self):
            raise IndexError(place)
        part = bisect_right(self._ends, at)
        return self._parts[part][at - (self._ends[part - 1] if part else 0)]

    def __iter__(self) -> Iterator[ProposedRecord]:
        return chain.from_iterable(self._parts)


def chained(read: Sequence[Sequence[ProposedRecord]]) -> Sequence[ProposedRecord] | None:
    """All figures, when they are columns of which no two fall on one place and month; else None."""
    parts = [part for part in read if isinstance(part, ColumnarRecords)]
    if not parts or len(parts) < len(read):
        return None
    months = [part.month() for part in parts]
    if None in months:
        return None
    known: dict[int, frozenset[int]] = {}
    taken: dict[int | None, list[frozenset[int]]] = defaultdict(list)
    for part, month in zip(parts, months, strict=True):
        own = part.places(known) if all(months) else frozenset(part.spots())
        if len(own) < len(part):
            return None
        taken[month if all(months) else 0].append(own)
    if any(len(several) > 1 and len(several[0].union(*several)) < sum(map(len, several)) for several in taken.values()):
        return None
    return parts[0] if len(parts) == 1 else ChainedRecords(parts)
