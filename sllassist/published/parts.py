"""What every part of the published JSON is made of, and problems.

Not for: figures (`figures`) and schemes (`schemes`).
"""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sllassist.case.problems import Problem


class Out(BaseModel):
    """Base of all parts: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CorrectionOut(Out):
    """A figure the program proposes for a bill (month null: the whole year)."""

    month: int | None
    quantity: Decimal
    unit: str


class ProblemOut(Out):
    """A problem: level, key, Case path, sentence, and the figures proposed where there are any."""

    level: Literal["error", "warning", "note"]
    code: str
    path: str
    message: str
    corrections: tuple[CorrectionOut, ...] = ()


def problem_out(problem: Problem) -> ProblemOut:
    """A problem in its published form."""
    return ProblemOut(
        level=problem.level, code=problem.code, path=problem.path, message=problem.message,
        corrections=tuple(CorrectionOut(**fix) for fix in problem.params.get("corrections", ())),
    )
