"""Small tables: LP gas densities, gas volume states, industries, prefectures.

Not for: fuels, suppliers and greenhouse gases, which have modules of their own.
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from sllassist.knowledge.errors import KnowledgeError
from sllassist.knowledge.names import fold, rank
from sllassist.knowledge.sourced import Status
from sllassist.knowledge.tables import Row, read_table
from sllassist.paths import resource


@dataclass(frozen=True, slots=True)
class Density:
    """How many t one `per` (m3 or kL) of LP gas weighs: 1/`divisor` exactly, or `t_per_unit`."""

    id: str
    name: str
    per: str
    divisor: int | None
    t_per_unit: Decimal | None
    source: str
    status: Status
    note: str


def load_densities(path: Path) -> dict[str, Density]:
    """Reads `lpg_density.csv`; the first row per unit is the one to use when the mix is unknown."""
    found: dict[str, Density] = {}
    for row in read_table(path, ("id", "name", "per", "divisor", "t_per_unit", "source", "status", "note")):
        divisor, tonnes = row.number_or_none("divisor"), row.number_or_none("t_per_unit")
        if (divisor is None) == (tonnes is None) or divisor == 0 or (divisor or Decimal(1)) % 1:
            row.fail("divisor", "割る数（整数）か t_per_unit のどちらか一方を書いてください")
        if row.needed("id") in found:
            row.fail("id", f"{row.text('id')} が2回あります")
        found[row.text("id")] = Density(
            row.text("id"), row.needed("name"), row.needed("per"), None if divisor is None else int(divisor), tonnes,
            row.needed("source"), row.status(), row.text("note"),
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class GasVolume:
    """A state in which gas is metered, and what one m3 of it is in 標準状態 and in SATP.

    `to_normal` None: divide by the `to_satp` of `normal`, the state of Nm3.
    """

    id: str
    name: str
    to_normal: Decimal | None
    to_satp: Decimal
    source: str
    status: Status
    note: str


NORMAL: Final = "normal"
"""Id of 標準状態 (0 ℃, 1 atm) in `gas_volume.csv`."""


def load_gas_volumes(path: Path) -> dict[str, GasVolume]:
    """Reads `gas_volume.csv`. Raises KnowledgeError for a doubled id or when 標準状態 (id `normal`) is missing."""
    columns = ("id", "name", "temperature_c", "gauge_kpa", "to_normal", "to_satp", "source", "status", "note")
    found: dict[str, GasVolume] = {}
    for row in read_table(path, columns):
        if row.needed("id") in found:
            row.fail("id", f"{row.text('id')} が2回あります")
        if row.number("to_satp") == 0 or row.number_or_none("to_normal") == 0:
            row.fail("to_satp", "0より大きい数値にしてください")
        found[row.text("id")] = GasVolume(
            row.text("id"), row.needed("name"), row.number_or_none("to_normal"), row.number("to_satp"),
            row.needed("source"), row.status(), row.text("note"),
        )  # fmt: skip
    if NORMAL not in found:
        raise KnowledgeError(f"{path.name}: {NORMAL}（標準状態）の行がありません")
    return found


@dataclass(frozen=True, slots=True)
class Industry:
    """One class of 日本標準産業分類. Limits of small firms: capital in 万円, people; None where not decided at this level."""

    level: str
    code: str
    name: str
    parent: str
    sme_class: str
    sme_capital_manyen: Decimal | None
    sme_employees: int | None
    small_employees: int | None
    chiba_capital_manyen: Decimal | None
    chiba_employees: int | None
    chiba: str
    status: Status
    note: str


def load_industries(path: Path) -> dict[str, Industry]:
    """Reads `industries.csv`, by code, in the order of the classification."""
    columns = (
        "level", "code", "name", "parent", "sme_class", "sme_capital_manyen", "sme_employees", "small_employees",
        "chiba_capital_manyen", "chiba_employees", "chiba", "status", "note",
    )  # fmt: skip
    found: dict[str, Industry] = {}
    for row in read_table(path, columns):
        code = row.needed("code")
        if code in found:
            row.fail("code", f"{code} が2回あります")
        found[code] = Industry(
            row.needed("level"), code, row.needed("name"), row.text("parent"), row.text("sme_class"),
            row.number_or_none("sme_capital_manyen"), _count(row, "sme_employees"), _count(row, "small_employees"),
            row.number_or_none("chiba_capital_manyen"), _count(row, "chiba_employees"), row.text("chiba"), row.status(),
            row.text("note"),
        )  # fmt: skip
    return found


def _count(row: Row, column: str) -> int | None:
    value = row.number_or_none(column)
    return None if value is None else int(value)


def search_industries(industries: dict[str, Industry], text: str, limit: int) -> tuple[Industry, ...]:
    """Classes an everyday word names, then those whose code begins with `text` or whose name holds it, coarse before fine."""
    wanted = fold(text)
    if not wanted:
        return ()
    meant = [industries[code] for code in _meant(wanted) if code in industries]
    hits: list[tuple[int, int, str, Industry]] = []
    for industry in industries.values():
        place = 0 if industry.code.lower().startswith(wanted) else rank(fold(industry.name), wanted)
        if place is not None:
            hits.append((place, "大中小細".index(industry.level), industry.code, industry))
    found = [hit[3] for hit in sorted(hits, key=lambda hit: hit[:3])]
    return tuple(dict.fromkeys((*meant, *found)))[:limit]


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    """Folded everyday word → codes of the industries it names."""
    table = tomllib.loads(resource("industry_words.toml").read_text("utf-8"))["words"]
    return {fold(word): tuple(codes) for word, codes in table.items()}


def _meant(wanted: str) -> tuple[str, ...]:
    """Codes of the words that are `wanted` or, from two characters on, begin with it."""
    exact = _everyday().get(wanted, ())
    begun = [code for word, codes in _everyday().items() if len(wanted) > 1 and word.startswith(wanted) for code in codes]
    return (*exact, *begun)


def load_prefectures(path: Path) -> dict[str, str]:
    """Reads `prefectures.csv`: names from north to south, each with its reading in hiragana."""
    return {row.needed("name"): row.needed("reading") for row in read_table(path, ("code", "name", "reading"))}


def search_prefectures(prefectures: dict[str, str], text: str) -> tuple[str, ...]:
    """Names that hold `text`, in any kana or width, in the name or at the beginning of the reading; all for an empty text."""
    wanted = fold(text)
    return tuple(name for name, reading in prefectures.items() if wanted in fold(name) or fold(reading).startswith(wanted))
