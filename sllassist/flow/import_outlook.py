"""The last look before an import: what would enter the Case as decided so far, and the Case after it.

All of it may take a second for a large file; the window runs it beside itself. Not for: the words of single figures
(`sllassist.flow.import_words`).
"""

from collections import Counter
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass

from sllassist.case.edits import Cell
from sllassist.case.model import Case
from sllassist.flow.import_words import SumRow, came_in, sums
from sllassist.flow.imports import agreed, entering, years_of
from sllassist.importers import Decision, Preview, ProposedRecord, merge


@dataclass(frozen=True, slots=True)
class Outlook:
    """`found`: the preview it was made of; `counts`: its figures by place; `new`: places it would add, by number.

    `conflicts`: place and cell of each figure that is there already. `preview`: without what was refused; `taken`: the figures
    that enter; `sums`: them by place and year.
    """

    found: Preview
    counts: Dict[int, int]
    new: tuple[int, ...]
    conflicts: tuple[tuple[int, Cell], ...]
    preview: Preview
    taken: Sequence[ProposedRecord]
    sums: tuple[SumRow, ...]


def look_out(found: Preview, places: Dict[str, bool], decisions: Dict[Cell, Decision]) -> Outlook:
    """The outlook under these decisions. `places`: by key, whether a new place is added; what is not decided counts as yes."""
    counts = Counter(record.place for record in found.records)
    new = tuple(number for number, place in enumerate(found.places) if counts[number] and place.is_new)
    conflicts = tuple((found.records[each.proposed].place, each.cell) for each in found.conflicts)
    preview = agreed(found, [number for number in new if places.get(found.places[number].key) is False])
    taken = entering(preview, decisions)
    return Outlook(found, counts, new, conflicts, preview, taken, sums(preview, taken))


@dataclass(frozen=True, slots=True)
class Taken:
    """A Case with the figures of an import: `before` and `after`, the sentence that says what came in, and its years."""

    before: Case
    after: Case
    sentence: str
    years: tuple[int, ...]


def take(case: Case, preview: Preview, decisions: Dict[Cell, Decision]) -> Taken:
    """Puts the figures in. Raises InputProblem as `sllassist.importers.merge` does."""
    after = merge(case, preview, decisions)
    return Taken(case, after, came_in(preview, decisions), years_of(preview.records))
