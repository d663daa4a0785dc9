"""Dated parameters of a TOML file: every value with unit, days, source and status.

Form of a file (any depth of tables):

    [duty.oil_kl]
    unit = "kL/年"
    label = "エネルギー使用量（原油換算）"
    values = [{ from = 2025-04-01, value = 1500, source = "…", clause = "…", status = "確認済" }]

A value holds until the day before the next one begins, or until its own `to`. Asked for a day before the first value,
the first is given with `before_first`; after an end without successor the last is given with `expired`: a scheme that
has not begun or has run out is still explained by its nearest rules, and the caller can say so.
Numbers become Decimal; texts, dates, lists and inline tables stay as the file has them.
Not for: tables of factors (CSV, see `sllassist.knowledge.tables`).
"""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from sllassist.knowledge.errors import KnowledgeError
from sllassist.knowledge.sourced import UNVERIFIED, VERIFIED, Sourced

_PARAMETER_KEYS = frozenset({"unit", "label", "note", "values"})
_VALUE_KEYS = frozenset({"from", "to", "value", "source", "clause", "status", "note"})


class Parameters:
    """The parameters of one file, asked by key and day."""

    def __init__(self, name: str, entries: Mapping[str, tuple[Sourced, ...]]) -> None:
        self._name = name
        self._entries = entries

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._entries)

    def history(self, key: str) -> tuple[Sourced, ...]:
        """Every value of `key`, oldest first. Raises KeyError for a key the file lacks."""
        try:
            return self._entries[key]
        except KeyError:
            raise KeyError(f"{self._name}: {key}") from None

    def find(self, key: str, day: dt.date) -> Sourced | None:
        """As `at`, but None for a key the file lacks."""
        return self.at(key, day) if key in self._entries else None

    def at(self, key: str, day: dt.date) -> Sourced:
        """The value of `key` that holds on `day` (see the module for days outside). Raises KeyError for an unknown key."""
        values = self.history(key)
        if day < values[0].valid_from:
            return replace(values[0], before_first=True)
        last = next(value for value in reversed(values) if value.valid_from <= day)
        return replace(last, expired=True) if last.valid_to is not None and day > last.valid_to else last


def load_parameters(path: Path) -> Parameters:
    """Reads a parameter file. Raises KnowledgeError that names file and key when anything is missing or contradicts itself."""
    try:
        data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        raise KnowledgeError(f"{path.name}: 読み取れません（{problem}）") from problem
    return Parameters(path.stem, {key: _entry(path.name, key, table) for key, table in _walk(path.name, "", data)})


def _fail(file: str, key: str, what: str) -> NoReturn:
    raise KnowledgeError(f"{file} の {key}: {what}")


def _walk(file: str, prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, part in table.items():
        key = f"{prefix}{name}"
        if not isinstance(part, dict):
            _fail(file, key, "表（[…]）の中に values を書いてください")
        if "values" in part:
            yield key, part
        else:
            yield from _walk(file, f"{key}.", part)


def _entry(file: str, key: str, table: Mapping[str, Any]) -> tuple[Sourced, ...]:
    if unknown := sorted(set(table) - _PARAMETER_KEYS):
        _fail(file, key, f"知らない項目です（{'、'.join(unknown)}）")
    if not isinstance(table["values"], list) or not table["values"]:
        _fail(file, key, "values に値が1つもありません")
    values = sorted((_value(file, key, table, entry) for entry in table["values"]), key=lambda value: value.valid_from)
    closed: list[Sourced] = []
    for value, after in zip(values, [*values[1:], None], strict=True):
        if after is None:
            closed.append(value)
            continue
        if after.valid_from == value.valid_from or (value.valid_to is not None and value.valid_to >= after.valid_from):
            _fail(file, key, f"期間が重なっています（{value.valid_from} からと {after.valid_from} から）")
        ends = after.valid_from - dt.timedelta(days=1)
        closed.append(replace(value, valid_to=ends if value.valid_to is None else value.valid_to))
    return tuple(closed)


def _value(file: str, key: str, table: Mapping[str, Any], entry: object) -> Sourced:
    if not isinstance(entry, dict):
        _fail(file, key, "values は {from = …, value = …, source = …, status = …} の並びにしてください")
    if unknown := sorted(set(entry) - _VALUE_KEYS):
        _fail(file, key, f"知らない項目です（{'、'.join(unknown)}）")
    for needed in ("from", "value", "source", "status"):
        if entry.get(needed) in (None, ""):
            _fail(file, key, f"{needed} がありません")
    if entry["status"] not in (VERIFIED, UNVERIFIED):
        _fail(file, key, f"status は{VERIFIED}か{UNVERIFIED}にしてください（{entry['status']}）")
    first, last = entry["from"], entry.get("to")
    if type(first) is not dt.date or not (last is None or type(last) is dt.date):
        _fail(file, key, "from と to は 2025-04-01 の形の日付にしてください")
    if last is not None and last < first:
        _fail(file, key, f"to が from より前です（{first}、{last}）")
    value = entry["value"]
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    texts = {name: str(entry.get(name, "")) for name in ("clause", "note")}
    return Sourced(
        value, str(table.get("unit", "")), first, last, str(entry["source"]), entry["status"],
        label=str(table.get("label", "")), clause=texts["clause"], note=texts["note"] or str(table.get("note", "")),
    )  # fmt: skip
