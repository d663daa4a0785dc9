"""The banks that handle the loan, found by the name a person writes: 「ちばぎん」, 「三菱ＵＦＪ銀行 船橋支店」, 「千葉信金」.

Not for: whether a bank lends; and for banks of other schemes, which go by where their head office is.
"""

import re
from dataclasses import dataclass
from typing import Any

from sllassist.knowledge.names import fold
from sllassist.schemes.base import Facts

_SCHEME_ID = "chiba_kankyo"
_KIND_WORDS = tuple(
    fold(word)
    for word in (
        "銀行", "ぎんこう", "バンク", "bank", "信託", "金庫", "信金", "信用組合", "信組", "信連", "信漁連", "漁業", "漁協", "農協", "農業",
        "労金", "公庫",
    )
)  # fmt: skip
"""Words by which a name says what kind of institution it is; with one of them a name is clear, in the list or not."""


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank of the list: kind, full name, and every spelling of it, folded."""

    kind: str
    name: str
    spellings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a written name means: the banks of the list it may be; `clear` False when the name does not say which kind of bank."""

    banks: tuple[Bank, ...]
    clear: bool


_MADE: list[tuple[Any, Any, tuple[Bank, ...]]] = []
"""The list made last, with the values of the parameters it was made of."""


def banks(facts: Facts) -> tuple[Bank, ...]:
    """The banks of the list, in its order; made once for each pair of values."""
    listed, spellings = facts.param(_SCHEME_ID, "banks").value, facts.param(_SCHEME_ID, "bank_spellings").value
    for of_list, of_spellings, made in _MADE:
        if of_list is listed and of_spellings is spellings:
            return made
    _MADE[:] = [(listed, spellings, _banks(listed, spellings))]
    return _MADE[0][2]


def _banks(listed: Any, spellings: Any) -> tuple[Bank, ...]:
    also = {one["name"]: one["also"] for one in spellings}
    found = []
    for group in listed:
        for short in group["names"]:
            name = f"{short}{group['forms'][0]}"
            written = (short, *(f"{short}{form}" for form in group["forms"]), *also.get(name, ()))
            found.append(Bank(group["kind"], name, frozenset(map(fold, written))))
    return tuple(found)


def _says_kind(folded: str) -> bool:
    return any(word in folded for word in _KIND_WORDS)


def find(text: str, among: tuple[Bank, ...]) -> Found:
    """The banks `text` may name, with or without a branch behind it; none and clear when it names a bank that is not listed."""
    first, *branch = re.split(r"\s+", text.strip())
    whole = fold(text)
    names = {whole} if _says_kind(fold("".join(branch))) else {whole, fold(first)}
    exact = tuple(bank for bank in among if names & bank.spellings)
    if exact:
        return Found(exact, clear=True)
    begun = [
        (len(spelling), bank) for bank in among for spelling in bank.spellings
        if _says_kind(spelling) and whole.startswith(spelling)
    ]
    if begun:
        return Found((max(begun, key=lambda pair: pair[0])[1],), clear=True)
    return Found((), clear=_says_kind(whole) and whole not in _KIND_WORDS)
