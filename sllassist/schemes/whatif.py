"""What would have to change for a scheme to fit: found by changing facts and judging again, smallest change first.

Not for: words about a change (`sllassist.flow.changes`), and for whether the firm wants it.
"""

import heapq
from dataclasses import replace
from itertools import count

from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.schemes.base import Facts, Scheme
from sllassist.schemes.rules import Change

MOST_CHANGES = 6
MOST_TRIES = 400
"""So many sets of changes are judged at most; more than a whole tree of conditions needs."""


def applied(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case with the changes made."""
    for change in changes:
        if "." in change.path:
            case = paths.put(case, change.path, change.value)
        else:
            case = paths.forget(case.model_copy(update={change.path: change.value}), change.path)
    return case


def with_changes(facts: Facts, changes: tuple[Change, ...]) -> Facts:
    """The facts as they would be with the changes."""
    case = applied(facts.case, changes)
    return replace(facts, case=case, ledger=build_ledger(case, facts.knowledge, facts.ledger))


def smallest_change(scheme: Scheme, facts: Facts) -> tuple[Change, ...] | None:
    """The fewest changes, among those the least effort, after which the scheme no longer says no.

    () when it does not say no; None when no change of what the failed conditions look at turns it.
    """
    order = count()
    waiting: list[tuple[int, int, int, tuple[Change, ...]]] = [(0, 0, next(order), ())]
    seen: set[frozenset[str]] = set()
    for _ in range(MOST_TRIES):
        if not waiting:
            return None
        size, effort, _, made = heapq.heappop(waiting)
        node = scheme.eligibility(facts if not made else with_changes(facts, made))
        if node.answer != "no":
            return made
        if size == MOST_CHANGES:
            continue
        for change in (change for leaf in node.failed_leaves() for change in leaf.changes):
            if any(change.path == other.path for other in made):
                continue
            key = frozenset({*(repr((other.path, other.value)) for other in made), repr((change.path, change.value))})
            if key not in seen:
                seen.add(key)
                heapq.heappush(waiting, (size + 1, effort + change.effort, next(order), (*made, change)))
    return None
