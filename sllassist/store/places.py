"""Says in Japanese which place of a case could not be read, and why, from the errors pydantic reports.

Not for: problems with entries on screen, which carry the label of their field (`sllassist.messages.label`).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic_core import ErrorDetails

from sllassist import messages
from sllassist.store.problems import StoreProblem

_LONGEST_VALUE = 20  # characters of a value shown in a sentence

_REASONS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "literal_error": "choice",
    "string_type": "text",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "decimal_max_digits": "digits",
    "decimal_max_places": "digits",
    "decimal_whole_digits": "digits",
    "greater_than_equal": "range",
    "less_than_equal": "range",
    "finite_number": "number",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "int_parsing_size": "digits",
}
"""pydantic's error code → key of the reason in `resources/messages/store.toml`; others are "unreadable"."""


def _word(names: Sequence[str]) -> str:
    """The label of the field `names` ("records.quantity"), or the last name itself when nobody gave it a word."""
    path = ".".join(names)
    key = f"store_place.{path}"
    said = messages.keys()
    if key in said:
        return messages.text(key)
    for candidate in (path, f"{names[0]}.*.{'.'.join(names[1:])}"):
        if candidate in messages.field_table():
            return str(messages.field_table()[candidate]["label"])
    return names[-1]


def place(location: Sequence[str | int]) -> str:
    """A place of a case in Japanese words: ("records", 4, "quantity") → 「使用量」の5番目の「数量」."""
    names: list[str] = []
    said: list[str] = []
    for step in location:
        if isinstance(step, int):
            said.append(f"{step + 1}番目")
        elif names and names[0] == "drafts":
            said.append(f"「{step}」")
        else:
            names.append(step)
            said.append(f"「{_word(names)}」")
    return "の".join(said)


def _shown(value: Any) -> str:
    """A value short enough for a sentence."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | Decimal):
        return "…"
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def of_validation(errors: Sequence[ErrorDetails], name: str) -> StoreProblem:
    """The StoreProblem for the first of pydantic's `errors` in the file `name`, telling how many more there are."""
    first = errors[0]
    reason = _REASONS.get(first["type"], "date" if first["type"].startswith("date") else "unreadable")
    more = messages.text("store_reason.more", count=len(errors) - 1) if len(errors) > 1 else ""
    said = messages.text(f"store_reason.{reason}", place=place(first["loc"]) or name, value=_shown(first["input"]))
    return StoreProblem("store.field", name=name, said=said, more=more)
