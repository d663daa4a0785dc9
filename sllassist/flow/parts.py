"""Fills parts that exist only with all their values (`sllassist.case.wholes`), value by value as they are typed.

What waits for the rest stays among the drafts; the last value makes the part. Not for: parts that may have gaps (sites,
measures), whose values are put by path.
"""

from collections.abc import Callable
from typing import Any

from sllassist.case import paths, wholes
from sllassist.case.edits import without_drafts
from sllassist.case.model import Case, Certificate, GasRecord, OwnFactor, OwnFigure, new_id
from sllassist.case.problems import InputProblem

Read = Callable[[str, str], Any]
"""Path and typed text → value; raises InputProblem (`sllassist.flow.fields.read`)."""


def type_text(case: Case, path: str, text: str, read: Read) -> Case:
    """The Case after `text` was typed for a value of a part that is not there yet."""
    whole = wholes.whole_of(path)
    assert whole is not None
    changed = paths.put_draft(case, path, text) if text.strip() else paths.forget(case, path)
    values: dict[str, Any] = {}
    try:
        for name in whole.needed:
            values[name] = read(f"{whole.path}.{name}", changed.drafts.get(f"{whole.path}.{name}", ""))
        note = f"{whole.path}.note"
        if note in changed.drafts:
            values["note"] = read(note, changed.drafts[note])
    except InputProblem:
        return changed
    if any(values[name] is None for name in whole.needed):
        return changed
    return without_drafts(_with(changed, whole, values), whole.path)


def _with(case: Case, whole: wholes.Whole, values: dict[str, Any]) -> Case:
    part_id = whole.path.split(".")[1]
    if whole.kind == "gases":
        return case.model_copy(update={"gases": (*case.gases, GasRecord(id=part_id, **values))})
    if whole.kind == "certificates":
        return case.model_copy(update={"certificates": (*case.certificates, Certificate(id=part_id, **values))})
    made = OwnFactor(**values) if whole.kind == "own_factor" else OwnFigure(**values)
    return paths.put(case, whole.path, made)


def begin(case: Case, kind: str, known: dict[str, str]) -> tuple[Case, str]:
    """Begins a part of a kind (gases, certificates) with what is already known of it (name → text); Case and the part's path."""
    path = f"{kind}.{new_id()}"
    drafts = {f"{path}.{name}": text for name, text in known.items()}
    return case.model_copy(update={"drafts": {**case.drafts, **drafts}}), path


def remove(case: Case, path: str) -> Case:
    """Removes a part, or what waits for it."""
    whole = wholes.whole_of(path)
    assert whole is not None
    changed = without_drafts(case, whole.path)
    if not wholes.exists(case, whole):
        return changed
    part_id = whole.path.split(".")[1]
    if whole.kind in wholes.OF_SUPPLY:
        return paths.put(changed, whole.path, None)
    if whole.kind == "gases":
        return changed.model_copy(update={"gases": tuple(part for part in changed.gases if part.id != part_id)})
    return changed.model_copy(update={"certificates": tuple(part for part in changed.certificates if part.id != part_id)})
