"""A problem with what was entered: where it is, how serious, and the one sentence that says what to do.

Not for: reasons why a scheme does not fit; those are explanations (`sllassist.schemes.rules`).
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from sllassist import messages

Level = Literal["error", "warning", "note"]
"""error: blocks a document; warning: may be kept with a look; note: worth knowing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `path` is the Case path it belongs to (see `sllassist.case.paths`), "" for the whole case."""

    level: Level
    code: str
    path: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The Japanese sentence for the user."""
        return messages.text(self.code, **self.params)

    def at(self, path: str) -> "Problem":
        """The same problem at another path."""
        return Problem(self.level, self.code, path, self.params)


def draft_problem(path: str, text: str) -> Problem:
    """What to say about a text kept for `path` that is no value (yet)."""
    if path.startswith("records.") and path.endswith(".cost_yen"):
        return Problem("error", "records.cost_waits", path, {"text": text})
    label = "使用量" if path.startswith("records.") else messages.label(path)
    return Problem("error", "field.draft", path, {"label": label, "text": text})


class InputProblem(ValueError):
    """Raised when typed text or a wished edit cannot be taken over; carries the Problem to show."""

    def __init__(self, code: str, path: str = "", **params: Any) -> None:
        self.problem = Problem("error", code, path, params)
        super().__init__(self.problem.message)
