"""What can go wrong with facts of the outside world: a table that cannot be read, a year nobody has factors for.

Not for: problems with what the user typed (`sllassist.case.problems`).
"""

from typing import Any

from sllassist.case.problems import Problem


class KnowledgeError(ValueError):
    """A table or parameter file is not as it must be; the message names the file, the place and what is wrong."""


class NoFactorError(LookupError):
    """There is no factor for this energy in this fiscal year. `problem` says so in one sentence (path left empty)."""

    def __init__(self, code: str, **params: Any) -> None:
        self.problem = Problem("error", code, "", params)
        super().__init__(self.problem.message)
