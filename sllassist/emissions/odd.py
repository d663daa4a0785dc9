"""Which figures of one column look odd, and what they were held against. Facts only; sentences are made elsewhere.

At most one finding per figure, the most telling first: more than the contract allows, a slip by 1000, a price per unit
nobody pays, unlike last year's month, unlike the other months, the same figure twice.
Not for: whole cases and sentences (`sllassist.emissions.plausibility`).
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from operator import attrgetter, truediv
from typing import Final, NamedTuple

from sllassist.case.model import EnergyRecord, EnergySupply
from sllassist.case.periods import FISCAL_MONTHS, fiscal_year_end, month_start
from sllassist.emissions.figures import SLIP, Bounds, Shape, middle_of_others
from sllassist.knowledge import Energy

_COST: Final = attrgetter("cost_yen")
_GUESSES: Final = (SLIP, -SLIP, 1, -1, 2, -2)


class Beside(NamedTuple):
    """Another column of the same energy and site: this year and last."""

    supply: EnergySupply
    now: Shape | None
    last: Shape | None


class Near(NamedTuple):
    """What a column is held against.

    `last`, `after`: last and next year of the same supply, or of the one it took over from. `beside`: the other columns of
    the same energy and site where the energy has suppliers, the first `earlier` of them standing before this one.
    """

    last: Shape | None = None
    after: Shape | None = None
    beside: tuple[Beside, ...] = ()
    earlier: int = 0


class Hit(NamedTuple):
    """One odd figure. `size`, `other`, `right` (what it probably should be) in the smallest unit of the kind.

    `other_record`: the figure it was held against where it is one of the bills. `against`: key of the words for it; of a
    price, what the quantity agrees with, so that the money must be wrong.
    """

    code: str
    record: EnergyRecord
    size: Decimal
    other: Decimal | None = None
    other_record: EnergyRecord | None = None
    against: str = ""
    right: Decimal | None = None
    priced: bool = False
    column: EnergySupply | None = None
    hours: int = 0


def hours_of(fiscal_year: int, month: int | None) -> int:
    """Hours of a month, or of the whole fiscal year."""
    if month is None:
        return ((fiscal_year_end(fiscal_year) - month_start(fiscal_year, 4)).days + 1) * 24
    day = month_start(fiscal_year, month)
    return monthrange(day.year, day.month)[1] * 24


def calm(supply: EnergySupply, shape: Shape, last: Shape | None, bounds: Bounds) -> bool:
    """Whether a column without neighbours can hold nothing odd: its months and last year's are all much alike."""
    used, then = shape.used, last.used if last is not None else shape.used
    if supply.contract_kw is not None or not used or not then or len(set(used)) != len(shape.sizes):
        return False
    if last is not None and (last.kind != shape.kind or last.annual):
        return False
    if max(used[-1], then[-1]) > bounds.least_times * min(used[0], then[0]):
        return False
    return not shape.bills.priced or _calm_prices(shape, bounds)


def _calm_prices(shape: Shape, bounds: Bounds) -> bool:
    """Whether all prices per unit are ones somebody pays, and much alike."""
    low, high = bounds.price_low, bounds.price_high
    if low is None or high is None or not (prices := _prices(shape)):
        return True
    least = min(prices)
    return low <= least and max(prices) <= min(high, bounds.price_times * least)


def _prices(shape: Shape) -> list[Decimal]:
    """Yen per unit of the months that have both."""
    bills, sizes = shape.bills, shape.sizes
    costs = list(map(_COST, bills))
    if len(sizes) == len(bills) and all(costs) and all(sizes.values()):  # each month once: in the order of the bills
        return list(map(truediv, costs, sizes.values()))
    return [cost / size for bill, cost in zip(bills, costs, strict=True) if cost and (size := sizes.get(bill.month))]


def odd_figures(supply: EnergySupply, energy: Energy, fiscal_year: int, shape: Shape, near: Near, bounds: Bounds) -> list[Hit]:
    """The odd figures of a column, in the order of its months."""
    return list(_Judge(supply, energy, fiscal_year, shape, near, bounds).hits())


def _within(one: Decimal, other: Decimal, times: Decimal) -> bool:
    """Whether neither is more than `times` the other."""
    return one <= times * other and other <= times * one


class _Judge:
    def __init__(
        self, supply: EnergySupply, energy: Energy, fiscal_year: int, shape: Shape, near: Near, bounds: Bounds
    ) -> None:
        self.supply, self.energy, self.year = supply, energy, fiscal_year
        self.shape, self.near, self.bounds = shape, near, bounds
        self.power = shape.kind == "electricity" and energy.supplier_kind == "electricity"

    @cached_property
    def prices(self) -> list[Decimal]:
        """Yen per unit, sorted."""
        return sorted(_prices(self.shape))

    def hits(self) -> Iterator[Hit]:
        checks = list(self._worth_asking())
        if not checks:
            return
        for record in self.shape.bills:
            size = self.shape.sizes.get(record.month)
            if size is None:
                continue
            hit = next((hit for check in checks if (hit := check(record, size)) is not None), None)
            if hit is not None:
                yield hit

    # --- which checks could find anything at all, judged by the extremes of the column ----------------------------------

    def _worth_asking(self) -> Iterator[Callable[[EnergyRecord, Decimal], Hit | None]]:
        shape, used, last = self.shape, self.shape.used, self.near.last
        if self.power and self.supply.contract_kw is not None:
            yield self._capacity
        if used and self._spread(last) >= self.bounds.slip_spread:
            yield self._slip
        if shape.bills.priced and not _calm_prices(shape, self.bounds):
            yield self._price
        if last is not None and not self._as_last_year(last):
            yield self._last_year
        if self._some_stand_out():
            yield self._pattern
        if len(set(used)) != len(used):
            yield self._repeated
        if self.near.earlier:
            yield self._twin

    def _as_last_year(self, last: Shape) -> bool:
        """Whether no month is much more or less than last year's, so far as that is told."""
        if self.shape.annual or last.annual:
            return False
        before, times = last.sizes, self.bounds.last_year
        return all(
            not other or (size <= times * other and other <= times * size)
            for other, size in [(before.get(month), size) for month, size in self.shape.sizes.items()]
        )

    def _spread(self, last: Shape | None) -> Decimal:
        """How many times the smallest used month of this year and last the largest of them is."""
        mine = self.shape.used or (last.used if last is not None else [])
        theirs = (last.used if last is not None else []) or mine
        return max(mine[-1], theirs[-1]) / min(mine[0], theirs[0]) if mine else Decimal(0)

    def _some_stand_out(self) -> bool:
        used = self.shape.used
        if len(used) <= self.bounds.pattern_months:
            return False
        high, low = self.bounds.pattern_high, self.bounds.pattern_low
        return (high is not None and used[-1] > high * used[(len(used) - 2) // 2]) or (
            low is not None and used[0] * low < used[(len(used) + 1) // 2]
        )

    # --- what a figure is held against ------------------------------------------------------------------------------------

    def _stands_out(self, shape: Shape, size: Decimal) -> bool:
        """Whether a month's figure is unlike the other months of its column."""
        if size <= 0 or len(shape.used) <= self.bounds.pattern_months:
            return False
        middle = middle_of_others(shape.used, size)
        high, low = self.bounds.pattern_high, self.bounds.pattern_low
        return (high is not None and size > high * middle) or size * (low or self.bounds.slip_spread) < middle

    def _last_size(self, month: int | None) -> Decimal | None:
        """Last year's figure of the month, where it is above zero and not itself unlike its column."""
        last = self.near.last
        if last is None or last.kind != self.shape.kind:
            return None
        size = last.total() if month is None else last.sizes.get(month)
        return None if not size or (month is not None and self._stands_out(last, size)) else size

    def _within_last_year(self, month: int | None, size: Decimal, times: Decimal) -> bool:
        """Whether last year's month, as it stands, is neither missing nor much more or less."""
        last = self.near.last
        other = last.sizes.get(month) if last is not None and last.kind == self.shape.kind else None
        return bool(other) and other is not None and _within(size, other, times)

    def _middle(self, month: int | None, size: Decimal) -> Decimal | None:
        """The median of the other used months, where there are enough of them."""
        others = len(self.shape.used) - (size > 0)
        return None if month is None or others < self.bounds.pattern_months else middle_of_others(self.shape.used, size)

    def _price_fits(self, record: EnergyRecord, size: Decimal) -> bool | None:
        """Whether the price per unit is one somebody pays; None without cost or limits."""
        low, high = self.bounds.price_low, self.bounds.price_high
        if not record.cost_yen or record.cost_yen < 0 or low is None or high is None or not size:
            return None
        return low * size <= record.cost_yen <= high * size

    def _right(self, record: EnergyRecord, size: Decimal, guesses: tuple[int, ...] = _GUESSES) -> tuple[Decimal | None, bool]:
        """The figure that was probably meant, if everything at hand bears it out; and whether the price alone decides."""
        references = [found for found in (self._last_size(record.month), self._middle(record.month, size)) if found]
        for tens in guesses:
            meant = size.scaleb(-tens)
            price = self._price_fits(record, meant)
            if price is False:
                continue
            if price and abs(tens) == SLIP and self._price_fits(record, size) is False:
                return meant, True
            window = self.bounds.slip_window if abs(tens) == SLIP else self.bounds.digit_window
            if references and all(_within(meant, reference, window) for reference in references):
                return meant, False
        return None, False

    # --- the checks ---------------------------------------------------------------------------------------------------------

    def _capacity(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        contract = self.supply.contract_kw
        hours = hours_of(self.year, record.month)
        if contract is None or contract <= 0 or size <= contract * hours:
            return None
        right, priced = self._right(record, size, (SLIP, 1, 2))
        return Hit("capacity", record, size, contract * hours, right=right, priced=priced, hours=hours)

    def _slip(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        if size <= 0 or record.month is None:
            return None
        if self._within_last_year(record.month, size, self.bounds.slip_spread):
            return None
        last, middle = self._last_size(record.month), self._middle(record.month, size)
        other = last or middle
        if other is None or _within(size, other, self.bounds.slip_spread):
            return None
        if self._price_fits(record, size):
            return None
        tens = SLIP if size > other else -SLIP
        if not _within(size.scaleb(-tens), other, self.bounds.slip_window):
            return None
        right, priced = self._right(record, size, (tens,))
        bill = self.near.last.record(record.month) if last and self.near.last else None
        return Hit("slip", record, size, other, bill, "last_year" if bill else "others", right, priced)

    def _price(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        fits = self._price_fits(record, size)
        if fits is False:
            agrees = self._agrees_with(record, size)
            right, priced = (None, False) if agrees is not None else self._right(record, size)
            if priced and right is not None and right < size:  # as well the money in thousands of yen
                right, priced = None, False
            return Hit("price", record, size, against=agrees or "", right=right, priced=priced)
        cost = record.cost_yen
        if fits is None or cost is None or record.month is None:
            return None
        if len(self.prices) <= self.bounds.pattern_months:
            return None
        usual = middle_of_others(self.prices, cost / size)
        if _within(cost / size, usual, self.bounds.price_times):
            return None
        return Hit("price_pattern", record, size, usual, right=self._right(record, size, (1, -1, 2, -2))[0])

    def _agrees_with(self, record: EnergyRecord, size: Decimal) -> str | None:
        """What bears the quantity out as it stands: last or next year's month, or the other months that have a fitting price.

        "" where that month's price is no better, so that both quantities may be wrong; None where nothing bears it out.
        """
        month, times = record.month, self.bounds.last_year
        for year, words in ((self.near.last, "last_year"), (self.near.after, "next_year")):
            same = year.sizes.get(month) if year is not None and year.kind == self.shape.kind else None
            if same and _within(size, same, times):
                bill = year.record(month) if year is not None else None
                return "" if bill is not None and self._price_fits(bill, same) is False else words
        others = self._well_priced
        if len(others) < self.bounds.pattern_months:
            return None
        return "others" if _within(size, middle_of_others(others, size), self.bounds.pattern_high or times) else None

    @cached_property
    def _well_priced(self) -> list[Decimal]:
        """The months whose price per unit is one somebody pays, sorted."""
        bills = ((bill, self.shape.sizes.get(bill.month)) for bill in self.shape.bills if bill.month is not None)
        return sorted(size for bill, size in bills if size and self._price_fits(bill, size))

    def _last_year(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        month, last, times = record.month, self.near.last, self.bounds.last_year
        if self._within_last_year(month, size, times):
            return None
        other = self._last_size(month)
        if last is None or other is None or self._use_agrees(month):
            return None
        enough = other if month is None else last.mean
        if _within(size, other, times) or abs(size - other) < self.bounds.last_year_share * enough:
            return None
        bill = last.record(month)
        if size == 0:
            return Hit("last_year_zero", record, size, other, bill) if self.power else None
        right, priced = self._right(record, size)
        against = "last_year" if bill else "last_total"
        return Hit("last_year", record, size, other, bill, against, right, priced)

    def _use_agrees(self, month: int | None) -> bool:
        """Whether one column took over from another, and together they are as last year."""
        if not any(self._had(other.now, month) != self._had(other.last, month) for other in self.near.beside):
            return False
        now = self._sum(month, [self.shape, *(other.now for other in self.near.beside)])
        then = self._sum(month, {id(shape): shape for shape in (self.near.last, *(o.last for o in self.near.beside))}.values())
        return _within(now, then, self.bounds.last_year)

    def _had(self, shape: Shape | None, month: int | None) -> bool:
        return shape is not None and bool(shape.total() if month is None else shape.sizes.get(month))

    def _sum(self, month: int | None, shapes: Iterable[Shape | None]) -> Decimal:
        same = [shape for shape in shapes if shape is not None and shape.kind == self.shape.kind]
        sizes = [shape.total() if month is None else shape.sizes.get(month) for shape in same]
        return sum((size for size in sizes if size), Decimal(0))

    def _pattern(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        month = record.month
        if month is None or not self._stands_out(self.shape, size):
            return None
        middle = middle_of_others(self.shape.used, size)
        begun = any(self._had(other.now, month) for other in self.near.beside)
        if self._use_agrees(month) or (size < middle and begun):
            return None
        times = self.bounds.last_year
        for year in (self.near.last, self.near.after):
            same = year.sizes.get(month) if year is not None and year.kind == self.shape.kind else None
            if same and _within(size, same, times):
                return None
        right, priced = self._right(record, size)
        return Hit("pattern", record, size, middle, None, "others", right, priced)

    def _repeated(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        place = FISCAL_MONTHS.index(record.month) if record.month is not None else 0
        before = FISCAL_MONTHS[place - 1]
        if not place or self.shape.sizes.get(before) != size or not self._telling(size):
            return None
        if list(self.shape.sizes.values()).count(size) != 2:
            return None
        return Hit("repeated", record, size, size, self.shape.record(before))

    def _twin(self, record: EnergyRecord, size: Decimal) -> Hit | None:
        telling = self._telling(size)
        for supply, shape, _ in self.near.beside[: self.near.earlier]:
            if shape is None or shape.kind != self.shape.kind or shape.sizes.get(record.month) != size:
                continue
            if telling or (size and supply.id in self._copied):
                return Hit("twin", record, size, size, shape.record(record.month), column=supply)
        return None

    @cached_property
    def _copied(self) -> set[str]:
        """The columns before this one that have the very figures of so many of its months that no chance is left."""
        mine = {(month, size) for month, size in self.shape.sizes.items() if size and month is not None}
        beside = ((one.supply.id, one.now) for one in self.near.beside[: self.near.earlier])
        same = {name: mine & set(shape.sizes.items()) for name, shape in beside if shape and shape.kind == self.shape.kind}
        return {name for name, months in same.items() if len(months) >= self.bounds.many_months}

    def _telling(self, size: Decimal) -> bool:
        """Whether a figure has so many digits that it hardly comes twice by chance."""
        return len(size.normalize().as_tuple().digits) >= self.bounds.repeat_digits
