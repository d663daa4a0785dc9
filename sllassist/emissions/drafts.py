"""What to say about texts in a Case that could not be read as values: which field or bill, and what to do.

Not for: problems of values that could be read (`sllassist.emissions.checks`).
"""

from sllassist.case import wholes
from sllassist.case.model import Case
from sllassist.case.parsing import parse_quantity
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions.checks import month_name, site_name
from sllassist.knowledge import Knowledge


def draft_problems(case: Case, knowledge: Knowledge) -> tuple[Problem, ...]:
    """One problem of level error for each unread text; a bill's names site, energy, year and month."""
    return tuple(_of_bill(case, knowledge, told.path) or told for told in wholes.draft_problems(case))


def _of_bill(case: Case, knowledge: Knowledge, path: str) -> Problem | None:
    names, text = path.split("."), case.drafts.get(path, "")
    supply = case.supply(names[1]) if names[0] == "records" and len(names) == 4 else None
    if supply is None:
        return None
    energy = knowledge.energies.get(supply.energy)
    month = month_name(int(names[3])) if names[3].isdecimal() else "の合計"
    label = f"{site_name(case, supply.site_id)}の{energy.form_name if energy else 'エネルギー'}（{names[2]}年度{month}）"
    try:
        parse_quantity(text, supply.unit, label)
    except InputProblem as told:
        return told.problem.at(path)
    return Problem("error", "field.draft", path, {"label": label, "text": text})
