"""What an edit changed: the difference between two Cases as a JSON object, and its replay.

Written for edits of a Case with many thousand records: parts are frozen and shared, so what is the very same object
in both is taken as unchanged without a look inside. Any field of `Case` is followed, also those added later.
Replay works on plain JSON values, so that a journal of an older format can still be replayed and then upgraded.
Not for: undo, which keeps whole Cases (`sllassist.store.history`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count, islice
from operator import is_not
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from sllassist.case.model import Case
from sllassist.case.problems import InputProblem

Change = dict[str, Any]
"""Field of the Case → how it changed.

{"is": value}                        the new value as a whole (firm, plan, …)
{"runs": [[i, j] | {"put": [...]}]}  a list: items i to before j of the old one, or new items, in order
{"drop": [keys], "put": {…}}         a table: keys that went, keys that came or changed
"""


def difference(old: Case, new: Case) -> Change:
    """What turns `old` into `new`; empty when nothing changed.

    Raises InputProblem `value.unfit` when a changed part could not be read back as it is.
    """
    change: Change = {}
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before is after:
            continue
        if isinstance(after, tuple):
            found = _of_lists(before, after, name)
        elif isinstance(after, dict):
            found = _of_tables(before, after)
        else:
            found = None if before == after else {"is": _plain(after, name)}
        if found is not None:
            change[name] = found
    return change


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """Writes and reads what field `name` of a Case holds; for a list, one item of it."""
    kind: Any = Case.model_fields[name].annotation
    return TypeAdapter(get_args(kind)[0] if get_origin(kind) is tuple else kind)


def _plain(value: Any, name: str) -> Any:
    """`value` of field `name` (an item, for a list) as JSON, made sure that it reads back as the same value."""
    try:
        text = _adapter(name).dump_json(value, warnings="error")
        same = _adapter(name).validate_json(text) == value
    except (ValidationError, PydanticSerializationError) as error:
        raise InputProblem("value.unfit", name) from error
    if not same:
        raise InputProblem("value.unfit", name)
    return json.loads(text)


def _key(item: Any) -> Any:
    """What makes an item the same one: a part by identity, a text by its letters."""
    return item if isinstance(item, str) else id(item)


def _shared_ends(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """How many items at the start and at the end of both are the same."""
    shorter = min(len(old), len(new))
    start = next(compress(count(), map(is_not, old, new)), shorter)
    left = shorter - start
    end = next(compress(count(), islice(map(is_not, reversed(old), reversed(new)), left)), left)
    return start, end


def _runs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int] | Any]:
    """`new` as positions in `old`, (i, j) for those from i to before j, and items that `old` lacks."""
    start, end = _shared_ends(old, new)
    yield (0, start)
    where = {_key(old[i]): i for i in range(start, len(old) - end)}
    for item in new[start : len(new) - end]:
        at = where.get(_key(item))
        yield item if at is None else (at, at + 1)
    yield (len(old) - end, len(old))


def _of_lists(old: Sequence[Any], new: Sequence[Any], name: str) -> Change | None:
    runs: list[Any] = []
    for run in _runs(old, new):
        if not isinstance(run, tuple):
            plain = _plain(run, name)
            if runs and isinstance(runs[-1], dict):
                runs[-1]["put"].append(plain)
            else:
                runs.append({"put": [plain]})
        elif run[0] < run[1]:
            if runs and isinstance(runs[-1], list) and runs[-1][1] == run[0]:
                runs[-1][1] = run[1]
            else:
                runs.append(list(run))
    return None if runs == ([[0, len(old)]] if old else []) else {"runs": runs}


def _of_tables(old: Mapping[str, str], new: Mapping[str, str]) -> Change | None:
    if list(old.items()) == list(new.items()):
        return None
    drop = [key for key in old if key not in new]
    put = {key: value for key, value in new.items() if old.get(key) != value}
    change = {"drop": drop, "put": _plain(put, "drafts")}
    kept = _replayed(dict(old), change)
    return change if list(kept) == list(new) else {"is": _plain(new, "drafts")}


def _replayed(value: Any, change: Change) -> Any:
    if "is" in change:
        return change["is"]
    if "runs" in change:
        items: list[Any] = []
        for run in change["runs"]:
            items.extend(value[run[0] : run[1]] if isinstance(run, list) else run["put"])
        return items
    gone = set(change["drop"])
    return {**{key: item for key, item in value.items() if key not in gone}, **change["put"]}


def replay(data: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The JSON object of a case after `change`. `data` must be what the change started from.

    Raises LookupError, TypeError or AttributeError when `change` is not one.
    """
    return {**data, **{name: _replayed(data.get(name), how) for name, how in change.items()}}
