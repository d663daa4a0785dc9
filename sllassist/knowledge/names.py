"""Folds names of firms and branches so that a part typed in any spelling finds them.

Not for: showing or storing a name; only both sides of a comparison are folded.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache

from sllassist.paths import resource

_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|公益財団法人|公益社団法人|協同組合|"
    r"\((?:株|有|同|資|名|一社|一財|公財|公社)\)"
)
_DROPPED = re.compile(r"[\s\-‐‑‒–—―ー−・･.,、。'’＆&()「」]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}


def fold(text: str) -> str:
    """`text` without company forms, blanks, dashes and brackets; widths, cases, kana and 瓦斯/ガス made equal."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = _FORMS.sub("", plain).replace("瓦斯", "ガス")
    return _DROPPED.sub("", plain).translate(_TO_KATAKANA)


@cache
def _words() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Words of suppliers' names with their reading and what else they are called, the longest first; all folded."""
    with resource("supplier_words.csv").open(encoding="utf-8", newline="") as told:
        rows = [(fold(row["word"]), fold(row["reading"]), row["also"]) for row in csv.DictReader(told)]
    found = ((word, reading, tuple(fold(other) for other in also.split("|") if other)) for word, reading, also in rows)
    return tuple(sorted(found, key=lambda row: -len(row[0])))


@lru_cache(maxsize=4096)
def spellings(folded_name: str) -> tuple[str, ...]:
    """A folded name of a supplier as it stands, read out, and with short names in place of its words."""
    read, short = folded_name, []
    for word, reading, also in _words():
        if word in folded_name:
            short += [folded_name.replace(word, other) for other in also]
            read = read.replace(word, reading)
    return tuple(dict.fromkeys((folded_name, read, *short)))


def rank(folded_name: str, folded_text: str) -> int | None:
    """How well a folded name fits: 0 equal, 1 begins with, 2 holds it, None not at all."""
    if folded_name == folded_text:
        return 0
    place = folded_name.find(folded_text)
    return None if place < 0 else 1 if place == 0 else 2
