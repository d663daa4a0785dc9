"""What a person answers to a question about a bill figure: correct it, or keep it with a reason. Each is one edit of the Case.

A kept figure stays kept while it stays the same; once it changes it is asked about again. The reason goes into the bill's
note and so into the ledger.
Not for: finding the questions (`sllassist.emissions.plausibility`, `sllassist.emissions.checks`).
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from pydantic import ValidationError

from sllassist.case.edits import Cell, cell_of
from sllassist.case.model import Accepted, Case, EnergyRecord
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions.checks import BETWEEN, seen_text


def can_be_kept(problem: Problem) -> bool:
    """Whether the question may be answered with a reason; other warnings go away only with their cause."""
    return problem.level == "warning" and bool(problem.params.get("seen"))


def corrections(problem: Problem) -> dict[Cell, tuple[Decimal, str]]:
    """The figures the question proposes, by place; empty where it proposes none."""
    cells: Iterable[Cell] = problem.params.get("cells", ())
    by_month = {fix["month"]: (Decimal(fix["quantity"]), fix["unit"]) for fix in problem.params.get("corrections", ())}
    return {cell: by_month[cell[2]] for cell in cells if cell[2] in by_month}


def correct(case: Case, problem: Problem, quantity: Decimal | None = None, unit: str | None = None) -> Case:
    """A new Case with the proposed figures, or with `quantity` (in `unit`, or the bill's own) for the first figure.

    Costs and notes stay. Raises InputProblem `accepted.quantity_needed` without a figure, `value.unfit` for one no bill can
    hold.
    """
    wanted = corrections(problem)
    cells: tuple[Cell, ...] = tuple(problem.params.get("cells", ()))
    if quantity is not None:
        wanted = dict.fromkeys(cells[:1], (quantity, unit or ""))
    if not wanted:
        raise InputProblem("accepted.quantity_needed", problem.path)
    return _replaced(case, problem, lambda record: _changed(record, *wanted.get(cell_of(record), (record.quantity, record.unit))))


def _replaced(case: Case, problem: Problem, change: Callable[[EnergyRecord], EnergyRecord]) -> Case:
    """A new Case with the bills the question is about changed; a month told twice keeps its other figure."""
    cells, seen = set(problem.params.get("cells", ())), set(problem.params.get("seen", "").split(BETWEEN))
    records = tuple(
        change(record) if cell_of(record) in cells and seen_text([record]) in seen else record for record in case.records
    )
    return case.model_copy(update={"records": records})


def _changed(record: EnergyRecord, quantity: Decimal, unit: str) -> EnergyRecord:
    try:
        return EnergyRecord.model_validate({**record.__dict__, "quantity": quantity, "unit": unit or record.unit})
    except ValidationError as problem:
        raise InputProblem("value.unfit") from problem


def keep(case: Case, problem: Problem, reason: str) -> Case:
    """A new Case in which the figure is kept for this reason; the reason is added to the notes of the bills it concerns.

    Raises InputProblem `accepted.reason_empty` without a reason, `accepted.not_keepable` for what no reason can settle.
    """
    reason = reason.strip()
    if not reason:
        raise InputProblem("accepted.reason_empty", problem.path)
    if not can_be_kept(problem):
        raise InputProblem("accepted.not_keepable", problem.path)
    answer = Accepted(code=problem.code, path=problem.path, reason=reason, seen=problem.params["seen"])
    rest = tuple(a for a in case.accepted if (a.code, a.path) != (answer.code, answer.path))
    noted = _replaced(case, problem, lambda r: r.model_copy(update={"note": _with_note(r.note, reason)}))
    return noted.model_copy(update={"accepted": (*rest, answer)})


def _with_note(note: str | None, reason: str) -> str:
    if not note:
        return reason
    return note if reason in note.split("／") else f"{note}／{reason}"


def withdraw(case: Case, code: str, path: str) -> Case:
    """A new Case that asks again about what was kept; notes stay. The same Case when nothing was kept there."""
    rest = tuple(a for a in case.accepted if (a.code, a.path) != (code, path))
    return case if len(rest) == len(case.accepted) else case.model_copy(update={"accepted": rest})


def settle(case: Case, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, those that were kept as notes with their reason (`accepted.kept`) in place of warnings."""
    if not case.accepted:
        return tuple(problems)
    answers = {(answer.code, answer.path): answer for answer in case.accepted}
    return tuple(_settled(problem, answers.get((problem.code, problem.path))) for problem in problems)


def _settled(problem: Problem, answer: Accepted | None) -> Problem:
    if answer is None or not can_be_kept(problem) or answer.seen != problem.params["seen"]:
        return problem
    params = {"said": problem.message, "reason": answer.reason, "code": problem.code}
    return Problem("note", "accepted.kept", problem.path, params)
