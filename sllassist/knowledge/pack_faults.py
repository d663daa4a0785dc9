"""What is wrong with a knowledge pack: each fault names file, row and what to do; a refusal carries all of them.

Not for: tables of the program itself, which are refused by `sllassist.knowledge.tables` at the first fault.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sllassist import messages
from sllassist.knowledge.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `row`: line in the file, the heading is 1; None for the file as a whole."""

    file: str
    row: int | None
    what: str

    @property
    def text(self) -> str:
        """File, row and what to do, in one sentence."""
        if self.row is None:
            return messages.text("packs.whole", file=self.file, what=self.what)
        return messages.text("packs.row", file=self.file, row=self.row, what=self.what)


def fault(file: str, row: int | None, code: str, **params: Any) -> Fault:
    """A fault said by the sentence `packs.<code>`."""
    return Fault(file, row, messages.text(f"packs.{code}", **params))


class PackError(KnowledgeError):
    """A pack cannot be made, read or taken in. `faults`: what is wrong with its tables, empty when it is the file itself."""

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(message)

    @classmethod
    def of(cls, code: str, **params: Any) -> "PackError":
        """With the sentence `packs.<code>`."""
        return cls(messages.text(f"packs.{code}", **params))

    @classmethod
    def of_faults(cls, faults: Iterable[Fault]) -> "PackError":
        """With the first fault as message and how many more there are."""
        found = tuple(faults)
        first = found[0].text
        return cls(first if len(found) == 1 else messages.text("packs.more", first=first, count=len(found) - 1), found)
