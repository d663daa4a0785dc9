"""Brings the data of an older case format to the current one, one step per version.

A step takes the JSON object of a case at its version and returns that of the next. It is written once, when
`SCHEMA_VERSION` rises, and never changed afterwards; it works on plain JSON values, for the models only know today.
Not for: checking the result, which the models do.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sllassist.case.model import SCHEMA_VERSION
from sllassist.store.problems import StoreProblem

Data = dict[str, Any]
"""The JSON object of a case."""
Step = Callable[[Data], Data]

def _to_2(data: Data) -> Data:
    """Version 2 adds parts that may be left out (other gases, certificates, denominators …); what was there stays."""
    return data


def _to_3(data: Data) -> Data:
    """Version 3 adds what the schemes ask beyond the first one, kept verdicts and events; what was there stays."""
    return data


STEPS: dict[int, Step] = {1: _to_2, 2: _to_3}
"""Version → the step that leads from it to the next."""


def version_of(data: Mapping[str, Any], name: str) -> int:
    """The schema version `data` says it has. Raises StoreProblem `store.not_ours` when it says none."""
    version = data.get("schema_version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise StoreProblem("store.not_ours", name=name)
    return version


def upgrade(
    data: Data, name: str, *, written_by: str = "", steps: Mapping[int, Step] = STEPS, current: int = SCHEMA_VERSION
) -> Data:
    """`data` at version `current`; `name` and `written_by` (a program version) are for the message.

    Raises StoreProblem `store.newer` for data of a later version than `current`, `store.not_ours` for no version at all.
    """
    version = version_of(data, name)
    if version > current:
        raise StoreProblem("store.newer", name=name, version=written_by or f"形式{version}")
    for at in range(version, current):
        data = {**steps[at](data), "schema_version": at + 1}
    return data
