"""What would have to change for a scheme to fit: found by changing facts and judging again, smallest change first.

Not for: words about a change (`sllassist.flow.changes`), and for whether the firm wants it.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, count
from typing import Any

from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.emissions import Ledger, build_ledger
from sllassist.schemes.base import Facts, Scheme
from sllassist.schemes.rules import Change, Node

MOST_TRIES = 400
"""So many sets of changes are judged at most; more than a whole tree of conditions needs."""
_OF_LEDGER = ("records", "supplies", "sites", "gases", "pins", "edition")
"""Parts of the Case that a ledger is made of."""

Changes = tuple[Change, ...]


def applied(case: Case, changes: Changes) -> Case:
    """The case with the changes made."""
    for change in changes:
        case = _put(case, change.path, _value(change))
    return case


def _value(change: Change) -> Any:
    return change.value() if callable(change.value) else change.value


def _put(case: Case, path: str, value: Any) -> Case:
    if "." in path:
        return paths.put(case, path, value)
    return paths.forget(case.model_copy(update={path: value}), path)


def _name(change: Change) -> str:
    return f"{change.path}={change.words or repr(change.value)}"


def _key(changes: Iterable[Change]) -> frozenset[str]:
    return frozenset(map(_name, changes))


def _clash(one: Change, other: Change) -> bool:
    """Whether both set the same thing, or one a part of what the other sets."""
    return f"{one.path}.".startswith(f"{other.path}.") or f"{other.path}.".startswith(f"{one.path}.")


def _must_turn(node: Node) -> Iterator[Node]:
    """Conditions each of which has to turn, as far down as that is so: below "any" one of several is enough."""
    if node.answer != "no":
        return
    if node.kind == "all":
        for child in node.children:
            yield from _must_turn(child)
    else:
        yield node


def _is_fixed(part: Node) -> bool:
    """Whether nothing of the case decides a failed condition: the scheme has not begun, or is over."""
    return not any(leaf.changes or leaf.paths for leaf in part.failed_leaves())


def _at_least(node: Node) -> tuple[int, int]:
    """How many changes, and what effort, it takes at the least: one for each part that must turn and shares no path with another."""
    number = effort = 0
    taken: set[str] = set()
    for part in _must_turn(node):
        offered = [change for leaf in part.failed_leaves() for change in leaf.changes]
        own = {change.path.split(".")[0] if "." not in change.path else change.path for change in offered}
        if offered and not own & taken:
            taken |= own
            number += 1
            effort += min(change.effort for change in offered)
    return number, effort


class _Search:
    """Sets of changes and what came of them. What is expensive is made once: values made on demand, and ledgers."""

    def __init__(self, scheme: Scheme, facts: Facts) -> None:
        self.scheme = scheme
        self.facts = facts
        self.tried: dict[frozenset[str], Node] = {}
        self._values: dict[str, Any] = {}
        self._ledgers: list[tuple[Case, Ledger]] = [(facts.case, facts.ledger)]

    def judge(self, made: Changes) -> Node:
        """The verdict with these changes."""
        key = _key(made)
        if key not in self.tried:
            case = self.facts.case
            for change in made:
                name = _name(change)
                if name not in self._values:
                    self._values[name] = _value(change)
                case = _put(case, change.path, self._values[name])
            self.tried[key] = self.scheme.eligibility(replace(self.facts, case=case, ledger=self._ledger(case)))
        return self.tried[key]

    def _ledger(self, case: Case) -> Ledger:
        for other, ledger in self._ledgers:
            if all(getattr(case, name) is getattr(other, name) for name in _OF_LEDGER):
                return ledger
        made = build_ledger(case, self.facts.knowledge, self.facts.ledger)
        self._ledgers.append((case, made))
        return made

    def first(self) -> Changes | None:
        """The first set that turns the answer, fewest changes first and least effort among them."""
        order = count()
        waiting: list[tuple[int, int, int, int, Changes]] = [(0, 0, 0, next(order), ())]
        seen: set[frozenset[str]] = set()
        while waiting and len(self.tried) < MOST_TRIES:
            size, effort, _, _, made = heapq.heappop(waiting)
            node = self.judge(made)
            if node.answer != "no":
                return made
            if any(_is_fixed(part) for part in _must_turn(node)):
                continue
            more, least = _at_least(node)
            known = (len(made) + more, sum(change.effort for change in made) + least)
            if known > (size, effort):  # it takes more than was thought: others may come first
                heapq.heappush(waiting, (*known, -len(made), next(order), made))
                continue
            offered = [change for leaf in node.failed_leaves() for change in leaf.changes]
            for change in sorted(offered, key=lambda one: "." not in one.path):  # fields before whole lists, which cost more
                wider = (*made, change)
                if not any(_clash(change, other) for other in made) and _key(wider) not in seen:
                    seen.add(_key(wider))
                    spent = sum(one.effort for one in wider)
                    heapq.heappush(waiting, (max(size, len(wider)), max(effort, spent), -len(wider), next(order), wider))
        return None

    def smallest_of(self, made: Changes) -> Changes:
        """The smallest part of `made` that turns the answer too."""
        for number in range(1, len(made)):
            fewer = sorted(combinations(made, number), key=lambda some: sum(change.effort for change in some))
            for some in fewer:
                if self.judge(some).answer != "no":
                    return some
        return made


def smallest_change(scheme: Scheme, facts: Facts) -> Changes | None:
    """The fewest changes, among those the least effort, after which the scheme no longer says no.

    () when it does not say no; None when no change of what the failed conditions look at turns it.
    """
    search = _Search(scheme, facts)
    found = search.first()
    return None if found is None else search.smallest_of(found)
