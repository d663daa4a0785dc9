"""Folds names of firms and branches so that a part typed in any spelling finds them.

Not for: showing or storing a name; only both sides of a comparison are folded.
"""

import re
import unicodedata

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


def rank(folded_name: str, folded_text: str) -> int | None:
    """How well a folded name fits: 0 equal, 1 begins with, 2 holds it, None not at all."""
    if folded_name == folded_text:
        return 0
    place = folded_name.find(folded_text)
    return None if place < 0 else 1 if place == 0 else 2
