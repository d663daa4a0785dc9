"""The words of other people's tables: headings, row labels and titles, looked up in `resources/importers/synonyms.toml`.

Both sides of a comparison are folded; nothing that is stored is. Not for: what time a text means (`sllassist.importers.when`).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

from sllassist.case.units import parse_unit
from sllassist.importers.when import When, read_when
from sllassist.paths import resource

Role = Literal[
    "period", "period_read", "period_bill", "period_from", "period_to", "year", "site", "energy", "supplier", "menu", "account",
    "unit", "quantity", "cost", "ignore",
]  # fmt: skip
"""What a column is. `period_read` and `period_bill`: the month comes from the day of reading, or of the bill or delivery."""
ROLES: Final[tuple[Role, ...]] = (
    "period", "period_read", "period_bill", "period_from", "period_to", "year", "site", "energy", "supplier", "menu", "account",
    "unit", "quantity", "cost", "ignore",
)  # fmt: skip
Figure = Literal["quantity", "cost"]

_MONEY: Final = {
    "円": Decimal(1),
    "yen": Decimal(1),
    "千円": Decimal(1000),
    "万円": Decimal(10_000),
    "百万円": Decimal(1_000_000),
}
_BRACKETS = re.compile(r"[(\[【「『<〔｟〈《]([^()\[\]【】「」『』<>〔〕〈〉《》]*)[)\]】」』>〕｠〉》]")
_MARKS = re.compile(r"^[\s■●◆▼▲◇□○◎★☆※*#・･:：.,、。\-_→>\d①-⑳]*(?=\D)|[\s:：・･*※.,、。\-_]+$")
_TIME_FIRST = re.compile(r"^(?P<time>\S*?(?:年度|月分|月度|月))[\s_・のｰ-]*(?P<rest>[^\d分度].*)$")
_CLOCK = re.compile(
    r"^(?:[01]?\d|2[0-4])(?::[0-5]\d(?::00)?|時(?:[0-5]?\d分)?)(?:[~〜-](?:[01]?\d|2[0-4])(?::[0-5]\d|時(?:[0-5]?\d分)?))?$"
)
_UNIT_TAIL = re.compile(
    r"^(?P<rest>.*?[^a-z0-9])?(?P<unit>千kwh|mwh|kwh|千m3|nm3|m3|m³|mj|gj|kg|kl|kℓ|ℓ|l|t|リットル|キロリットル|立方メートル|千円|万円|円)(?:/月|/年)?$"
)


def fold(text: str) -> str:
    """Half-width, lower case, without any blanks: the form in which words are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The synonym table, folded, with the program's own energy names added."""

    roles: Mapping[str, Role]
    energies: tuple[tuple[str, tuple[str, ...]], ...]
    """Word → energy ids (more than one: open), longest words first."""
    kinds_of: Mapping[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]
    around: Mapping[str, Figure | None]
    skip_inside: tuple[tuple[str, str], ...]
    skip_exact: frozenset[str]
    totals: frozenset[str]
    total_ends: tuple[str, ...]
    not_totals: tuple[str, ...]
    first: Mapping[str, tuple[str, ...]]
    site_ends: tuple[str, ...]
    site_nothing: frozenset[str]
    total_inside: re.Pattern[str]
    """Finds what may be a total in a folded text."""
    collective: tuple[str, ...]
    """Names of accounts that hold several energies, longest first."""

    def open_kinds(self) -> set[tuple[str, ...]]:
        """Energies between which a word beside an energy's name leaves it open."""
        return {several for kinds in self.kinds_of.values() for _, several in kinds}


@cache
def vocabulary(names: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Vocabulary:
    """The words; `names` are further words with the energy ids they mean, as a rule the catalogue's own names."""
    raw = tomllib.loads(resource("importers", "synonyms.toml").read_text("utf-8"))
    roles: dict[str, Role] = {fold(word): role for role in ROLES for word in raw["roles"].get(role, ())}
    energies: dict[str, tuple[str, ...]] = {fold(word): ids for word, ids in names}
    energies.update({fold(word): (energy,) for energy, words in raw["energies"].items() for word in words})
    energies.update({fold(word): tuple(several) for word, several in raw["several"].items()})
    around: dict[str, Figure | None] = {fold(word): None for word in raw["around"]["nothing"]}
    around.update({fold(word): "cost" for word in raw["around"]["cost"]})
    around.update({fold(word): "quantity" for word in raw["around"]["quantity"]})
    kinds: dict[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]] = {
        (energy,): tuple((fold(word), tuple(ids)) for word, ids in words.items())
        for energy, words in raw["kinds_of"].items()
    }
    skips = [(fold(word), reason) for reason, words in raw["skip_inside"].items() for word in words]
    return Vocabulary(
        roles, tuple(sorted(energies.items(), key=lambda item: (-len(item[0]), item[0]))), kinds, around,
        tuple(sorted(skips, key=lambda item: -len(item[0]))), frozenset(map(fold, raw["skip_exact"]["other"])),
        frozenset(map(fold, raw["totals"]["exact"])), tuple(map(fold, raw["totals"]["ends"])),
        tuple(map(fold, raw["totals"]["not_totals"])),
        {role: tuple(map(fold, words)) for role, words in raw["first"].items()},
        tuple(map(fold, raw["site_words"]["ends"])), frozenset(map(fold, raw["site_words"]["nothing"])),
        re.compile("|".join(map(re.escape, map(fold, raw["totals"]["exact"])))),
        tuple(sorted(map(fold, raw["collective"]["accounts"]), key=len, reverse=True)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading, a row label or a title says. `main` is the folded text without brackets, units and marks.

    `energies`: none, the one meant, or those left open. `money`: yen per unit of a sum. `skip`: a reason not to read it.
    `rest`: what is left when everything known is taken away; "" when all was understood. `clock`: a time of day.
    `clear`: one of several cells names the energy and nothing else, so that `rest` casts no doubt on it.
    """

    text: str
    main: str = ""
    role: Role | None = None
    figure: Figure | None = None
    energies: tuple[str, ...] = ()
    unit: str | None = None
    money: Decimal | None = None
    when: When | None = None
    total: bool = False
    skip: str = ""
    rest: str = ""
    clock: bool = False
    clear: bool = False

    @property
    def known(self) -> bool:
        """Whether anything was understood."""
        return bool(
            self.role or self.figure or self.energies or self.unit or self.money or self.when or self.total or self.skip
        )


def _read_unit(text: str) -> tuple[str | None, Decimal | None, str]:
    """Unit or money of a bracket's text or a whole cell, and what is left of it."""
    plain = fold(text).removeprefix("単位:").removeprefix("単位")
    plain = re.sub(r"/(?:月|年)$", "", plain)
    if plain in _MONEY:
        return None, _MONEY[plain], ""
    if (unit := parse_unit(plain)) is not None:
        return unit, None, ""
    return None, None, plain


def read_unit(text: str) -> str | None:
    """The unit a cell or bracket names, None for money and anything else."""
    return _read_unit(text)[0]


class Words:
    """Reads headings with a vocabulary; keeps what it has read."""

    def __init__(self, names: Iterable[tuple[str, tuple[str, ...]]] = ()) -> None:
        self.vocabulary = vocabulary(tuple(names))
        self.read = lru_cache(maxsize=32_768)(self._read)

    def _read(self, text: str) -> Heading:
        when = read_when(text)
        if when is not None:
            return Heading(text, when=when)
        if (timed := self._with_time(text)) is not None:
            return timed
        if _CLOCK.match(fold(text)):
            return Heading(text, text, figure="quantity", clock=True)
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
        unit, money, main = _read_unit(plain)
        if unit or money:
            return Heading(text, "", unit=unit, money=money, figure="cost" if money else None)
        qualifiers: list[str] = []
        for inner in _BRACKETS.findall(plain):
            if inner.endswith("除く"):
                continue
            for part in re.split(r"[、,/]", inner) if parse_unit(inner) is None else [inner]:
                found_unit, found_money, left = _read_unit(part)
                unit, money = unit or found_unit, money or found_money
                qualifiers += [left] if left else []
        main = _MARKS.sub("", _BRACKETS.sub("", plain))
        if (
            main not in self.vocabulary.roles
            and unit is None
            and money is None
            and (tail := _UNIT_TAIL.match(main))
            and tail["rest"]
        ):
            unit, money, _ = _read_unit(tail["unit"])
            main = _MARKS.sub("", tail["rest"])
        return self._understood(text, main, [part for part in qualifiers if part], unit, money)

    def _with_time(self, text: str) -> Heading | None:
        """A time with what it is the time of: 2023年度実績, 4月 使用量(kWh)."""
        found = _TIME_FIRST.match(unicodedata.normalize("NFKC", text).strip())
        if found is None or (when := read_when(found["time"])) is None:
            return None
        head = self._read(found["rest"])
        told = head.figure or head.energies or head.unit or head.money
        clear = told and not (head.rest or head.skip or head.total or head.when)
        return replace(head, text=text, when=when, role=None) if clear else None

    def _understood(
        self, text: str, main: str, qualifiers: list[str], unit: str | None, money: Decimal | None
    ) -> Heading:
        words = self.vocabulary
        whole = main + "".join(qualifiers)
        role = words.roles.get(whole) or words.roles.get(main)
        figure: Figure | None = role if role in ("quantity", "cost") else "cost" if money else None
        if role is not None and figure is None:
            return Heading(text, main, role, unit=unit, money=money)
        skip = self._skip(whole)
        if skip and (role is None or skip != "part_of_cost"):
            energies, _, _ = self._energies(whole)
            return Heading(
                text,
                main,
                figure=figure,
                energies=energies,
                unit=unit,
                money=money,
                skip=skip,
                total=self._is_total(main),
            )
        energies, around, rest = self._energies(whole)
        if role is not None:
            return Heading(text, main, role, figure, energies, unit, money)
        if self._is_total(main):
            return Heading(text, main, None, figure, energies, unit, money, total=True)
        if main in words.skip_exact:
            return Heading(text, main, unit=unit, money=money, skip="other")
        if not energies:
            around, rest = self._around(whole)
        return Heading(text, main, None, figure or around, energies, unit, money, rest=rest)

    def _skip(self, main: str) -> str:
        for account in self.vocabulary.collective:
            main = main.replace(account, "\n")
        reason = next((reason for word, reason in self.vocabulary.skip_inside if word in main), "")
        return "" if reason == "water" and self._energies(main)[0] else reason

    def is_collective(self, text: str) -> bool:
        """Whether a label is nothing but the name of an account that holds several energies (水道光熱費), with or without a number."""
        return re.sub(r"^[\d.:_-]+|[\d_-]+$", "", _BRACKETS.sub("", fold(text))) in self.vocabulary.collective

    def _is_total(self, main: str) -> bool:
        words = self.vocabulary
        return main in words.totals or (main.endswith(words.total_ends) and not main.endswith(words.not_totals))

    def _energies(self, main: str) -> tuple[tuple[str, ...], Figure | None, str]:
        """Energies named, which figure the words around them mean, and what is left."""
        for word, energies in self.vocabulary.energies:
            if (place := main.find(word)) >= 0:
                figure, rest = self._around(main[:place] + "\n" + main[place + len(word) :])
                kinds = self.vocabulary.kinds_of.get(energies, ())
                return next((several for part, several in kinds if part in main), energies), figure, rest
        return (), None, main

    def _around(self, text: str) -> tuple[Figure | None, str]:
        around = self.vocabulary.around
        figure: Figure | None = None
        left: list[str] = []
        for part in (_MARKS.sub("", piece) for piece in text.split("\n")):
            end = next((part[cut:] for cut in range(len(part)) if part[cut:] in around), "")
            if end:
                figure = figure or around[end]
            if rest := part.removesuffix(end):
                left.append(rest)
        return figure, "".join(left)

    def site_in_title(self, text: str) -> str:
        """The part of a title that looks like a site's name, as written; "" when there is none."""
        for part in re.split(r"[\s　_/|・、,（(【「\[）)】」\]〜~-]+", text):
            bare = re.sub(r"^[■●◆▼◇□○◎★☆※*#・\d①-⑳.]+", "", part)
            bare = re.split(r"(?:の|における)?(?:エネルギー|電気|電力|ガス|燃料|光熱)", bare)[0]
            folded = fold(bare)
            if (
                folded.endswith(self.vocabulary.site_ends)
                and folded not in self.vocabulary.site_nothing
                and len(folded) > 2
            ):
                return bare
        return ""
