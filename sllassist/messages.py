"""Every sentence the program says about a problem, by key, from `resources/messages/*.toml`.

Not for: labels of fields and screens (those lie with the pages that show them).
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


def text(key: str, **params: Any) -> str:
    """The Japanese sentence of `key` ("group.name") with `{placeholders}` filled from `params`.

    Raises KeyError for a key the catalogue lacks or a placeholder without a value.
    """
    return _catalogue()[key].format(**params)


def keys() -> frozenset[str]:
    """All keys of the catalogue."""
    return frozenset(_catalogue())
