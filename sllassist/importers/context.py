"""What the lines around a table tell about all of its figures: year, energy, unit, site; and the names of sheet and file.

Not for: headings (`sllassist.importers.columns`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sllassist.importers.when import When, read_when
from sllassist.importers.words import Words, fold, read_unit

YearKind = Literal["fiscal", "calendar", "bare"]
"""What the year is said to be: 年度, 年, or just a number (R6, 2024)."""
_YEARS = re.compile(
    r"(?:令和|平成)\s*(?:元|\d{1,2})\s*年?度?|FY\s*\d{2,4}|(?<![A-Za-z\d])[RH](?:元|\d{1,2})(?!\d)年?度?|(?<!\d)(?:19|20)\d{2}(?!\d)\s*年?度?",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"(?<!\d)\d{1,2}月(?:分|度)?")
_DAYS = re.compile(r"(?:\d{4}|(?:令和|平成|[RH])\s*(?:元|\d{1,2}))\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?")
"""Full dates in titles are days of printing, not the time of the figures."""
_PRINTED = re.compile(r"作成|印刷|出力|発行|現在|更新|時点|提出|改訂")
"""Lines that tell when a sheet was made."""
_UNITS = re.compile(r"単位\s*[:：]?\s*([^()（）\[\]【】\s]+)")
_MONEY = {"円": "1", "千円": "1000", "万円": "10000", "百万円": "1000000"}
_SKIPS = ("sold", "plan", "water", "emissions", "previous", "weather", "certificate", "generated")


@dataclass(frozen=True, slots=True)
class YearHint:
    """A year that the months of a table may belong to. `sure` False: it stands only in the file's name."""

    year: int
    kind: YearKind
    sure: bool
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the whole table unless a cell says otherwise. `energies_sure` False: from the file's name only."""

    year: YearHint | None = None
    month: When | None = None
    energies: tuple[str, ...] = ()
    energies_sure: bool = False
    unit: str | None = None
    money: str | None = None
    site: str = ""
    skip: str = ""


def _years(text: str, *, sure: bool) -> list[YearHint]:
    found: list[YearHint] = []
    if _PRINTED.search(text):
        return found
    plain = _DAYS.sub(" ", unicodedata.normalize("NFKC", text))
    for match in _YEARS.finditer(plain):
        token = re.sub(r"\s+", "", match[0])
        kind: YearKind = (
            "fiscal"
            if "度" in token or token.upper().startswith("FY")
            else "calendar"
            if token.endswith("年")
            else "bare"
        )
        when = read_when(token if token.endswith(("年", "度")) or token.upper().startswith("FY") else f"{token}年")
        following = plain[match.end() : match.end() + 2]
        if when is not None and when.year is not None and not when.short and not re.match(r"[/.\-]\d", following):
            found.append(YearHint(when.year, kind, sure, match[0]))
    return found


def _month(text: str) -> When | None:
    if _PRINTED.search(text):
        return None
    plain = _DAYS.sub(" ", unicodedata.normalize("NFKC", text))
    found = {when for token in _MONTHS.findall(plain) if (when := read_when(token))}
    return found.pop() if len(found) == 1 else None


def energies_in(words: Words, text: str) -> tuple[str, ...]:
    """The energy a line names; () when it names none or several."""
    left = fold(text)
    found: set[tuple[str, ...]] = set()
    for word, energies in words.vocabulary.energies:
        if word in left:
            found.add(energies)
            left = left.replace(word, "\n")
    return found.pop() if len(found) == 1 else ()


def site_named(text: str, sites: dict[str, str]) -> str:
    """The one site of the case (folded name → name) whose name stands in the text; "" for none or several."""
    folded = fold(text)
    found = {name for key, name in sites.items() if key and key in folded}
    longest = {name for name in found if not any(name != other and name in other for other in found)}
    return longest.pop() if len(longest) == 1 else ""


def read_context(
    words: Words, titles: Iterable[str], above: Iterable[str], sheet: str, file: str, sites: dict[str, str]
) -> Context:
    """What title lines (nearest last), the lines at the top of the sheet, the sheet's and the file's name tell."""
    lines = list(titles)
    near = [
        *reversed(lines),
        *reversed(list(above)),
        *([] if re.fullmatch(r"(?:sheet|シート)?\s*\d*", fold(sheet)) else [sheet]),
    ]
    stem = file.rsplit(".", 1)[0]
    own = [*reversed(lines), *near[len(lines) :]]
    years = next((hints for line in near if (hints := _years(line, sure=True))), None) or _years(stem, sure=False)
    month = next((when for line in near if (when := _month(line))), None)
    energies: tuple[str, ...] = next((found for line in near if (found := energies_in(words, line))), ())
    units = [part for line in near for group in _UNITS.findall(line) for part in re.split(r"[、,・/]", group)]
    heads = [head for line in own if (head := words.read(line)).figure or head.energies]
    units += [head.unit for head in heads if head.unit]
    unit = next((told for part in units if (told := read_unit(part))), None)
    money = next((_MONEY[part] for part in map(fold, units) if part in _MONEY), None)
    site = next((name for line in own if (name := site_named(line, sites) or words.site_in_title(line))), "")
    site = site or site_named(stem, sites)
    skip = next((head.skip for line in near if (head := words.read(line)).skip in _SKIPS and "使用量" not in line), "")
    return Context(
        years[0] if len({(hint.year, hint.kind) for hint in years}) == 1 else None,
        month, energies or energies_in(words, stem), bool(energies), unit, money, site, skip,
    )  # fmt: skip
