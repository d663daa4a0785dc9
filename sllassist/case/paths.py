"""Paths into a Case, such as `firm.name`, `sites.<id>.address`, `plan.rate_percent`: read, and set in a new Case.

Not for: energy records and whole parts (see `sllassist.case.edits`), and for reading typed text.
"""

from typing import Any

from pydantic import BaseModel, ValidationError

from sllassist.case.model import Case
from sllassist.case.problems import InputProblem


def _element(part: Any, name: str) -> Any:
    if isinstance(part, tuple):
        return next((item for item in part if item.id == name), None)
    return getattr(part, name)


def get(case: Case, path: str) -> Any:
    """The value at `path`, or None when a listed part on the way is gone. Raises AttributeError for a name the Case lacks."""
    value: Any = case
    for name in path.split("."):
        if value is None:
            return None
        value = _element(value, name)
    return value


def _replace(part: Any, names: list[str], value: Any) -> Any:
    head, *rest = names
    if isinstance(part, tuple):
        if all(item.id != head for item in part):
            raise KeyError(head)
        return tuple(_replace(item, rest, value) if item.id == head else item for item in part)
    assert isinstance(part, BaseModel)
    if rest:
        return part.model_copy(update={head: _replace(getattr(part, head), rest, value)})
    checked = type(part).model_validate({**part.__dict__, head: value}) if not isinstance(part, Case) else None
    return checked if checked is not None else part.model_copy(update={head: value})


def put(case: Case, path: str, value: Any) -> Case:
    """A new Case with `value` at `path`; clears the draft and the わからない mark of that path.

    Raises KeyError when a listed part is gone, InputProblem `value.unfit` when the part cannot hold the value.
    """
    try:
        changed: Case = _replace(case, path.split("."), value)
    except ValidationError as problem:
        raise InputProblem("value.unfit", path) from problem
    return forget(changed, path)


def forget(case: Case, path: str) -> Case:
    """A new Case without draft and わからない mark for `path` (the same Case when there is neither)."""
    if path not in case.drafts and path not in case.dont_know:
        return case
    drafts = {key: text for key, text in case.drafts.items() if key != path}
    return case.model_copy(update={"drafts": drafts, "dont_know": tuple(p for p in case.dont_know if p != path)})


def put_draft(case: Case, path: str, text: str) -> Case:
    """A new Case that keeps `text`, which could not be read as a value, for `path`."""
    return case.model_copy(update={"drafts": {**case.drafts, path: text}})


def put_dont_know(case: Case, path: str) -> Case:
    """A new Case in which `path` is answered with わからない (its value becomes None)."""
    cleared = put(case, path, None)
    return cleared.model_copy(update={"dont_know": (*cleared.dont_know, path)})


def is_answered(case: Case, path: str) -> bool:
    """Whether `path` has a value or an explicit わからない, and no unread draft."""
    return path not in case.drafts and (path in case.dont_know or get(case, path) is not None)
