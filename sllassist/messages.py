"""The words of the program: sentences about problems (`resources/messages/*.toml`) and field labels (`resources/fields.toml`).

Not for: texts of one screen, which lie with the page that shows them.
"""

import tomllib
from functools import cache
from typing import Any

from sllassist.paths import resource


@cache
def _catalogue() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(resource("messages").glob("*.toml")):
        tables: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))
        for group, table in tables.items():
            for key, sentence in table.items():
                if found.setdefault(f"{group}.{key}", sentence) is not sentence:
                    raise ValueError(f"{path.name}: {group}.{key} is said twice")
    return found


def text(key: str, /, **params: Any) -> str:
    """The Japanese sentence of `key` ("group.name") with `{placeholders}` filled from `params`.

    Raises KeyError for a key the catalogue lacks or a placeholder without a value.
    """
    return _catalogue()[key].format(**params)


def keys() -> frozenset[str]:
    """All keys of the catalogue."""
    return frozenset(_catalogue())


@cache
def field_table() -> dict[str, dict[str, Any]]:
    """The raw field catalogue: path pattern (`sites.*.name`) → its entries."""
    table: dict[str, dict[str, Any]] = tomllib.loads(resource("fields.toml").read_text("utf-8"))
    return table


def pattern(path: str) -> str:
    """The catalogue's pattern for a Case path: ids of listed parts become `*`."""
    names = path.split(".")
    if len(names) > 2:
        first = 2 if names[0] == "plan" else 1
        names[first] = "*"
        if len(names) > first + 3:  # a list within a listed part: denominators.<id>.values.<year>.value
            names[first + 2] = "*"
    return ".".join(names)


def label(path: str) -> str:
    """The label of a field by its Case path. Raises KeyError for a path no field has."""
    found: str = field_table()[pattern(path)]["label"]
    return found


def choices(path: str) -> dict[str, str]:
    """The choices of a field: stored value → words."""
    return dict(field_table()[pattern(path) if "*" not in path else path].get("choices", ()))
