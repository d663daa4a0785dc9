"""What can go wrong with facts of the outside world: a table that cannot be read, a year nobody has factors for.

Not for: problems with what the user typed (`sllassist.case.problems`).
"""

from typing import Any

from sllassist.case.problems import Problem


class KnowledgeError(ValueError):
    """A table or parameter file is not as it must be; the message names the file, the place and what is wrong."""


class RowError(KnowledgeError):
    """A line of a table is not as it must be: `file`, `line` (the heading is 1), `column`, and `what` is wrong."""

    def __init__(self, file: str, line: int, column: str, what: str) -> None:
        self.file, self.line, self.column, self.what = file, line, column, what
        super().__init__(f"{file} の{line}行目 {column}: {what}")


class NoFactorError(LookupError):
    """There is no factor for this energy in this fiscal year. `problem` says so in one sentence (path left empty)."""

    def __init__(self, code: str, **params: Any) -> None:
        self.problem = Problem("error", code, "", params)
        super().__init__(self.problem.message)
