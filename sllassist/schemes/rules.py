"""Conditions that explain themselves: each gives yes, no or unknown, with what was seen, the limit and the clause.

An unanswered question never becomes "no"; the unknown leaves of a tree say which answers are still open.
Not for: numbers (dated data in `resources/schemes/`), and for wording of a whole verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Answer = Literal["yes", "no", "unknown"]
Kind = Literal["leaf", "all", "any"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a condition comes from: document, place in it, its year, and 確認済 or 未確認."""

    source: str
    place: str
    status: str
    valid_from: str = ""
    note: str = ""
    """What to know about the days it holds: said when the value is older or newer than the day of the verdict."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact set to another value: something to try when a condition is not met (`sllassist.schemes.whatif`).

    `path`: a Case path, or the name of a list of the Case, which `value` then replaces as a whole. `effort`: 1 what is
    agreed with the bank, 2 what the firm can do, 3 what the firm is. `words`: for paths without a field,
    and where the value is one of several that would do. `value` may be a function without arguments, for what takes long
    to make and is seldom wanted.
    """

    path: str
    value: Any
    effort: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One condition and what came of it.

    `statement` says the present state in a sentence, `seen` the value, `limit` what is asked, `paths` the Case paths
    that decide it (empty for a derived figure), `todo` what to do when it is unknown or no. `changes`: what could be
    tried, one at a time, to meet it; whether a change really turns the verdict is found by judging again.
    """

    answer: Answer
    statement: str
    seen: str = ""
    limit: str = ""
    clause: Clause | None = None
    paths: tuple[str, ...] = ()
    todo: str = ""
    kind: Kind = "leaf"
    children: tuple["Node", ...] = ()
    key: str = ""
    changes: tuple[Change, ...] = ()

    def leaves(self) -> tuple["Node", ...]:
        """All conditions at the ends of the tree, in order."""
        if self.kind == "leaf":
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())

    def open_leaves(self) -> tuple["Node", ...]:
        """Unknown conditions whose answer can still change this one; none when the answer is settled."""
        if self.answer != "unknown":
            return ()
        if self.kind == "leaf":
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.open_leaves())

    def failed_leaves(self) -> tuple["Node", ...]:
        """Conditions that make this one "no"."""
        if self.answer != "no":
            return ()
        if self.kind == "leaf":
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.failed_leaves())


def all_of(statement: str, children: Iterable[Node], *, key: str = "") -> Node:
    """Yes when every child is; no as soon as one is no; else unknown (Kleene's strong logic)."""
    parts = tuple(children)
    answers = {part.answer for part in parts}
    answer: Answer = "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"
    return Node(answer, statement, kind="all", children=parts, key=key)


def any_of(statement: str, children: Iterable[Node], *, key: str = "") -> Node:
    """Yes as soon as one child is; no when every one is no; else unknown."""
    parts = tuple(children)
    answers = {part.answer for part in parts}
    answer: Answer = "yes" if "yes" in answers else "unknown" if "unknown" in answers else "no"
    return Node(answer, statement, kind="any", children=parts, key=key)


def decided(test: bool | None) -> Answer:
    """yes, no, or unknown for None."""
    return "unknown" if test is None else "yes" if test else "no"


def below(value: Decimal | int | None, limit: Decimal) -> Answer:
    """Whether `value` is below `limit` (未満); unknown for None."""
    return decided(None if value is None else value < limit)


def at_most(value: Decimal | int | None, limit: Decimal) -> Answer:
    """Whether `value` is `limit` or less (以下); unknown for None."""
    return decided(None if value is None else value <= limit)


def at_least(value: Decimal | int | None, limit: Decimal) -> Answer:
    """Whether `value` is `limit` or more (以上); unknown for None."""
    return decided(None if value is None else value >= limit)


def equals(value: object | None, wanted: object) -> Answer:
    """Whether `value` is `wanted`; unknown for None."""
    return decided(None if value is None else value == wanted)
