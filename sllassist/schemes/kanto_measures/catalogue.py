"""The 34 items of the programme as data, with what is known of each since the paper was printed.

Not for: which of them suit the firm (`matching`), and how they are shown (`sections`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sllassist.knowledge.sourced import UNVERIFIED
from sllassist.schemes.base import Facts
from sllassist.schemes.kanto_measures.eligibility import SCHEME_ID
from sllassist.schemes.rules import Clause

State = Literal["continuing", "ended", "unknown"]
PARTS: Final = {1: "施策活用・連携", 2: "取組紹介", 3: "基本サービス"}
ENDED, OLD = "終了しました", "古い情報"


@dataclass(frozen=True, slots=True)
class Present:
    """What was found of an item on the day `checked`; `until`: the last day it holds, None where it has none."""

    name: str
    text: str
    checked: dt.date
    status: str
    url: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Item:
    """One item: number and page in the paper, who can use it and how, and what makes it fit a firm (`fits`)."""

    part: int
    sign: str
    name: str
    page: int
    year: int
    url: str
    about: str
    who: str
    can: str
    bank: str
    topics: tuple[str, ...]
    search: tuple[str, ...]
    state: State
    present: tuple[Present, ...]
    fits: Mapping[str, Any]

    @property
    def number(self) -> str:
        """Part and sign: 1-①."""
        return f"{self.part}-{self.sign}"


def _item(told: Mapping[str, Any]) -> Item:
    present = tuple(
        Present(one["name"], one["text"], one["checked"], one["status"], one["url"], one.get("until")) for one in told.get("present", ())
    )
    return Item(
        told["part"], told["sign"], told["name"], told["page"], told["year"], told["url"], told["about"], told["who"], told["can"],
        told["bank"], tuple(told["topics"]), tuple(told["search"]), told["state"], present, told,
    )


def items(facts: Facts) -> tuple[Item, ...]:
    """All items in the order of the paper."""
    return tuple(_item(told) for told in facts.param(SCHEME_ID, "catalogue.items").value)


def source(facts: Facts, item: Item) -> Clause:
    """Where the item stands in the paper."""
    told = facts.param(SCHEME_ID, "catalogue.items")
    place = f"{item.part}. {PARTS[item.part]} {item.sign}（P.{item.page}）"
    return Clause(told.source, place, told.status, told.valid_from.isoformat())


def stale(facts: Facts, item: Item) -> bool:
    """Whether what is known of the item since the paper was looked up too long ago."""
    days = int(facts.param(SCHEME_ID, "check.valid_days").number)
    return any((facts.as_of - one.checked).days >= days for one in item.present)


def mark(facts: Facts, item: Item) -> str:
    """How fresh the item is in a word: ended, old, of the paper's year, not verified; "" for checked and continuing."""
    if item.state == "ended":
        return ENDED
    if not item.present:
        return f"{item.year}年の資料"
    if stale(facts, item):
        return OLD
    return UNVERIFIED if any(one.status == UNVERIFIED for one in item.present) else ""
