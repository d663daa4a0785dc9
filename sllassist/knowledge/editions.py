"""Which edition of the facts is in use: its name in words, and an id that changes with any table a result rests on.

Not for: reading packs (`sllassist.knowledge.packs`).
"""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sllassist.knowledge.errors import KnowledgeError

MANIFEST: Final = "manifest.json"
"""What an installed pack says about itself."""
EDITION: Final = "edition.toml"
"""The same of the program's own tables, in `resources/knowledge/`."""
RESULT_TABLES: Final = (
    "fuels.csv", "energies.csv", "supplier_tables.csv", "electricity.csv", "city_gas.csv", "lpg_density.csv", "gas_volume.csv",
    "constants.toml",
)  # fmt: skip
"""Tables that GJ, kL and t-CO2 rest on."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One set of tables: a pack, or the program's own. `made_on`: the later one takes precedence."""

    id: str
    title: str
    made_on: dt.date


def edition_of(folder: Path) -> Edition | None:
    """The edition of a folder of tables, None for one that does not say. Raises KnowledgeError for one that says it wrongly."""
    own, pack = folder / "knowledge" / EDITION, folder / MANIFEST
    try:
        if pack.is_file():
            told = json.loads(pack.read_text("utf-8"))
            return Edition(str(told["id"]), str(told["title"]), dt.date.fromisoformat(told["made_on"]))
        if own.is_file():
            table = tomllib.loads(own.read_text("utf-8"))
            return Edition(str(table["id"]), str(table["title"]), _date(table["made_on"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise KnowledgeError(f"{folder.name}: 係数の版を読み取れません（{problem}）") from problem
    return None


def _date(value: object) -> dt.date:
    if type(value) is not dt.date:
        raise TypeError(f"made_on: {value}")
    return value


def edition_id(editions: Iterable[Edition], tables: Iterable[Path]) -> str:
    """The ids of the editions, and eight letters of a digest of the tables that results rest on."""
    digest = hashlib.sha256()
    for path in tables:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return "-".join([*(edition.id for edition in editions), digest.hexdigest()[:8]])
