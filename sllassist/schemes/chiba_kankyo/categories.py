"""The kinds of projects the loan is for, and the search for them by what people say: 「トラックをHVに」, 「屋根に太陽光」.

The kinds and the words people use for them are data (`categories` of the scheme's file). Not for: whether the prefecture
accepts a project; what is found is offered, and the person chooses.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sllassist.schemes.base import Facts, ProjectCategory

_SCHEME_ID = "chiba_kankyo"
_DASHES = re.compile(r"(?<=[ァ-ヶ])[\-‐‑‒–—―−](?=[ァ-ヶ]|\b)")
_LOOSE = re.compile(r"[\-‐‑‒–—―−_'’\"「」『』()\[\]]+")
_GAPS = re.compile(r"[\s、。,.・/／！!？?]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_SHORTEST_PART = 2
"""Letters a text must have to be looked for inside the words themselves (「太陽」 in 太陽光)."""
_BOTH_SAID = 2
"""What a pair of words counts for beyond its letters: it says more than each of them."""


@dataclass(frozen=True, slots=True)
class Category(ProjectCategory):
    """A kind of project. `number`: its number in its list; `words`: what people call it; `area`: the site must be large enough."""

    number: int = 0
    words: tuple[str, ...] = ()
    area: bool = False

    @property
    def place(self) -> str:
        """Where it stands in the prefecture's lists."""
        return f"{self.group} {self.number}"


def categories(facts: Facts) -> tuple[Category, ...]:
    """All kinds, in the order of the prefecture's lists."""
    return tuple(
        Category(
            one["code"], one["name"], one["group"], one["kind"], one["detail"], one["number"], tuple(one["words"]), one.get("area", False)
        )
        for one in facts.param(_SCHEME_ID, "categories").value
    )


def category_of(facts: Facts, code: str | None) -> Category | None:
    """The kind with that code; None for none and for a code that names no single kind."""
    return next((one for one in categories(facts) if one.code == code), None)


def plain(text: str) -> str:
    """`text` with widths, cases and kana made equal, without brackets and dashes; words stay apart by one blank."""
    one_width = _DASHES.sub("ー", unicodedata.normalize("NFKC", text).lower().translate(_TO_KATAKANA))
    return _GAPS.sub(" ", _LOOSE.sub("", one_width)).strip()


def _spans(word: str, text: str) -> list[tuple[int, int]]:
    """Where `word` stands in `text`; Latin letters and digits only where no other such letter or digit follows or precedes."""
    pattern = re.escape(word)
    if word.isascii():
        pattern = rf"(?<![0-9a-z]){pattern}(?![0-9a-z])"
    return [match.span() for match in re.finditer(pattern, text)]


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a longer find holds this one: 自動車 in 電気自動車 says nothing of its own."""
    return any(one != span and one[0] <= span[0] and span[1] <= one[1] for one in others)


def _said(category: Category) -> Iterator[tuple[str, ...]]:
    for word in category.words:
        yield tuple(plain(part) for part in word.split("+"))


def search(text: str, among: tuple[Category, ...]) -> tuple[Category, ...]:
    """The kinds that `text` may mean, in any spelling, best first; () where no word of any kind is said."""
    wanted = plain(text)
    if not wanted:
        return ()
    single = {word: _spans(word, wanted) for category in among for word, *more in _said(category) if not more}
    everything = [span for spans in single.values() for span in spans]
    scores: dict[str, int] = {}
    for category in among:
        score = 0
        for said in _said(category):
            if len(said) > 1:
                score += sum(map(len, said)) + _BOTH_SAID if all(_spans(word, wanted) for word in said) else 0
            elif any(not _inside(span, everything) for span in single[said[0]]):
                score += len(said[0])
        if score:
            scores[category.code] = score
    if not scores and len(wanted) >= _SHORTEST_PART:
        scores = {one.code: 1 for one in among if wanted in plain(one.name) or any(wanted in part for said in _said(one) for part in said)}
    return tuple(sorted((one for one in among if one.code in scores), key=lambda one: -scores[one.code]))
