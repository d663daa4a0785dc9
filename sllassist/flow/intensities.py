"""原単位 as the screen shows it: denominators of the firm's choice, their yearly values, and what comes per unit. No Qt.

Not for: computing (`sllassist.emissions.intensity`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sllassist.case.edits import without_drafts
from sllassist.case.model import Case, Denominator, new_id
from sllassist.emissions.intensity import IntensityYear, intensity
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.split import Measure, base_year_of
from sllassist.flow.rounding import signed

USUAL: Final = (("生産量", "個"), ("売上高", "百万円"), ("延床面積", "m2"), ("従業員数", "人"))
"""Denominators offered by name and unit."""
_DIGITS: Final = 4
"""Significant digits an intensity is shown with: denominators differ by orders of magnitude."""


@dataclass(frozen=True, slots=True)
class IntensityRow:
    """A fiscal year: its name, the intensity, change since the year before and since the base year, and a mark."""

    fiscal_year: int
    name: str
    path: str
    text: str
    change: str
    since_base: str
    mark: str


def add(case: Case, name: str = "", unit: str = "") -> tuple[Case, str]:
    """Adds a denominator; the Case and its id."""
    made = Denominator(id=new_id(), name=name or None, unit=unit or None)
    return case.model_copy(update={"denominators": (*case.denominators, made)}), made.id


def remove(case: Case, denominator_id: str) -> Case:
    """Removes a denominator with its values."""
    rest = tuple(found for found in case.denominators if found.id != denominator_id)
    return without_drafts(case.model_copy(update={"denominators": rest}), f"denominators.{denominator_id}")


def left_to_offer(case: Case) -> tuple[tuple[str, str], ...]:
    """Usual denominators the case does not have yet."""
    names = {found.name for found in case.denominators}
    return tuple(pair for pair in USUAL if pair[0] not in names)


def find(case: Case, denominator_id: str) -> Denominator | None:
    """The denominator with that id."""
    return next((found for found in case.denominators if found.id == denominator_id), None)


def is_blank(case: Case, denominator: Denominator) -> bool:
    """Whether nothing would be lost with it: no value, nothing typed."""
    typed = any(path.startswith(f"denominators.{denominator.id}.") for path in case.drafts)
    return not typed and all(given.value is None for given in denominator.values)


def unit_of(case: Case, ledger: Ledger, denominator: Denominator, measure: Measure) -> str:
    """Unit of the intensity."""
    return intensity(case, ledger, denominator, measure).unit


def rows(case: Case, ledger: Ledger, denominator: Denominator, measure: Measure, years: Iterable[int]) -> tuple[IntensityRow, ...]:
    """One row for each of these years and each year with a value, ascending."""
    base = base_year_of(case, ledger)
    found = {year.fiscal_year: year for year in intensity(case, ledger, denominator, measure, base_year=base).years}
    wanted = sorted({*years, *found})
    return tuple(_row(denominator, year, found.get(year), base) for year in wanted)


def _row(denominator: Denominator, year: int, found: IntensityYear | None, base: int | None) -> IntensityRow:
    name = f"{year}年度（基準）" if year == base else f"{year}年度"
    path = f"denominators.{denominator.id}.values.{year}.value"
    if found is None or found.intensity is None:
        return IntensityRow(year, name, path, "", "", "", "")
    mark = "" if found.complete else "空欄の月があります"
    return IntensityRow(
        year, name, path, significant(found.intensity), _percent(found.change_percent),
        "" if year == base else _percent(found.since_base_percent), mark,
    )  # fmt: skip


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{signed(value)}％"


def significant(value: Decimal, digits: int = _DIGITS) -> str:
    """A figure with this many significant digits, thousands separated, halves up; never in powers of ten."""
    if not value:
        return "0"
    places = digits - 1 - value.adjusted()
    rounded = value.quantize(Decimal(1).scaleb(-max(places, 0)), ROUND_HALF_UP)
    return f"{rounded:,f}"
