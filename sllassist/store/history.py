"""元に戻す and やり直し over whole Cases: an edit never destroys the Case it started from.

Not for: what survives the program's end (`sllassist.store.journal`).
"""

from dataclasses import dataclass, replace
from typing import Final

from sllassist.case.model import Case

LIMIT: Final = 500
"""Steps kept; the oldest goes first."""
MERGE_S: Final = 2.0
"""Edits of the same field within this many seconds of each other are one step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the user: from which Case to which, called how."""

    before: Case
    after: Case
    label: str
    merge_key: str | None
    at: float


class History:
    """The steps behind and ahead of the present Case."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._sealed = True

    def push(self, before: Case, after: Case, label: str, merge_key: str | None, now: float) -> None:
        """Notes an edit at `now` (seconds of a steady clock). What had been undone can no longer be done again.

        It joins the last step when both have the same `merge_key`, no more than `MERGE_S` apart, and nothing sealed it.
        """
        last = self._done[-1] if self._done else None
        self._undone.clear()
        if last and not self._sealed and merge_key and last.merge_key == merge_key and now - last.at <= MERGE_S:
            self._done[-1] = replace(last, after=after, at=now)
        else:
            self._done.append(Step(before, after, label, merge_key, now))
            del self._done[: -self._limit]
        self._sealed = False

    def seal(self) -> None:
        """The next edit begins a step of its own (the user left the field)."""
        self._sealed = True

    @property
    def undo_label(self) -> str | None:
        """What 元に戻す would take back, or None when there is nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What やり直し would do again, or None when there is nothing."""
        return self._undone[-1].label if self._undone else None

    def undo(self) -> Step:
        """Takes back the last step: its `before` is the present Case now. Raises IndexError when there is none."""
        step = self._done.pop()
        self._undone.append(step)
        self._sealed = True
        return step

    def redo(self) -> Step:
        """Does the last undone step again: its `after` is the present Case now. Raises IndexError when there is none."""
        step = self._undone.pop()
        self._done.append(step)
        self._sealed = True
        return step
