"""A Case as JSON text and back, strictly: no key twice, no NaN, no text that is not UTF-8, nothing unknown.

Not for: the zip around it (`sllassist.store.casefile`) and older versions (`sllassist.store.upgrades`).
"""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from sllassist.case.model import Case
from sllassist.store import places, upgrades
from sllassist.store.problems import StoreProblem

MAX_BYTES: Final = 32 * 1024 * 1024
"""Longest JSON text taken: more than ten times the largest firm's (400 columns, 4 years of months: 2.4 MB)."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class _Twice(ValueError):
    """A key written twice in one object: which of the two is meant nobody knows."""


class _NotFinite(ValueError):
    """NaN or Infinity, which are no figures."""


def encode(case: Case, *, readable: bool = False) -> bytes:
    """`case` as UTF-8 JSON; `readable` puts every value on a line of its own.

    Raises StoreProblem `store.text_unfit` when a text holds half a character, `store.too_big` beyond `MAX_BYTES`.
    """
    try:
        data = case.model_dump_json(indent=2 if readable else None).encode("utf-8")
    except (PydanticSerializationError, UnicodeError) as error:
        raise StoreProblem("store.text_unfit") from error
    if len(data) > MAX_BYTES:
        raise StoreProblem("store.case_too_big", limit=MAX_BYTES // 1024**2)
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> Any:
    raise _NotFinite(name)


def parse(raw: bytes, name: str) -> dict[str, Any]:
    """The JSON object in `raw`; numbers with a point become Decimal. `name` is the file's, for the message.

    Raises StoreProblem with the line, the doubled key or what else is wrong.
    """
    if len(raw) > MAX_BYTES:
        raise StoreProblem("store.too_big", name=name, limit=MAX_BYTES // 1024**2)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreProblem("store.json_encoding", name=name) from error
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise StoreProblem("store.json_line", name=name, line=error.lineno) from error
    except _Twice as error:
        raise StoreProblem("store.json_twice", name=name, item=str(error)) from error
    except _NotFinite as error:
        raise StoreProblem("store.json_number", name=name, value=str(error)) from error
    except (InvalidOperation, ValueError) as error:  # an exponent or a row of digits beyond all bounds
        raise StoreProblem("store.json_number", name=name, value="桁の多すぎる数") from error
    except RecursionError as error:
        raise StoreProblem("store.not_ours", name=name) from error
    if not isinstance(data, dict):
        raise StoreProblem("store.not_ours", name=name)
    return data


def to_case(data: dict[str, Any], name: str, *, written_by: str = "") -> Case:
    """The Case in a JSON object of any version so far.

    Raises StoreProblem `store.newer`, `store.not_ours`, or `store.field` that names the place in Japanese.
    """
    data = upgrades.upgrade(data, name, written_by=written_by)
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        raise places.of_validation(error.errors(include_url=False, include_context=False), name) from error


def decode(raw: bytes, name: str, *, written_by: str = "") -> Case:
    """The Case in JSON text. Raises StoreProblem as `parse` and `to_case`."""
    case = to_case(parse(raw, name), name, written_by=written_by)
    if _SURROGATE.search(raw.decode("utf-8-sig")):
        encode(case)  # half a character can be read but never written again: better said now
    return case
