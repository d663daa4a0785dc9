"""What the key cells of a row say about a figure: place, unit, whether it is a quantity or an amount.

Not for: times (`sllassist.importers.times`) and the figures themselves (`sllassist.importers.tableread`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from sllassist.case.units import kind_of
from sllassist.importers.asking import LEAVE, Asker, Option, Question, leave_option
from sllassist.importers.calendar import Miss
from sllassist.importers.columns import Column
from sllassist.importers.places import Key, Places
from sllassist.importers.proposal import TableProposal
from sllassist.importers.source import Cell, text_of
from sllassist.importers.words import Figure, Heading, Words, fold
from sllassist.knowledge import Energy, Knowledge
from sllassist.messages import text as message

PLACE_ROLES: Final = ("site", "energy", "supplier", "menu", "account", "unit")
_MONTHS = re.compile(
    r"(?:(?:令和|平成|[RrHh])?\s*(?:元|[\d０-９]{1,4})\s*[年./／]\s*(?:度\s*)?)?(?<![\d０-９])[\d０-９]{1,2}\s*月(?:度|分|度分|検針分?|使用分?|利用分?|請求分?|ご?使用量)?(?![\d０-９])"
)
"""A month among the words of a label (電気代 中部電力 4月分)."""
YEN: Final = Decimal(1)
SOLD: Final = "sold"
_FIGURE, _PLACE, _UNIT = attrgetter("figure"), attrgetter("place"), attrgetter("unit")
_PLACE_TYPE, _UNIT_TYPE = attrgetter("place.__class__"), attrgetter("unit.__class__")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a row says about a figure in one column. `unit` None: it is told behind the figures, or asked for.

    `money`: yen per unit of an amount. `item`: the row's label.
    """

    figure: Figure
    place: int | Miss
    unit: str | Miss | None
    money: Decimal
    item: Heading


class Senses:
    """Reads the key cells of one table."""

    def __init__(
        self,
        table: TableProposal,
        columns: Sequence[Column],
        words: Words,
        knowledge: Knowledge,
        places: Places,
        asker: Asker,
    ) -> None:
        self._table, self._words, self._knowledge = table, words, knowledge
        self._places, self._asker = places, asker
        self.used = [column for column in columns if column.role in PLACE_ROLES]

    def read(self, raw: tuple[Cell, ...], column: Column, fiscal_year: int, *, units_in_cells: bool) -> Sense:
        """The sense of the key cells `raw` (of the columns `used`) for a figure in `column`."""
        told: dict[str, list[str]] = {}
        for each, cell in zip(self.used, raw, strict=True):
            if text := text_of(cell).strip():
                told.setdefault(each.role, []).append(text)
        item = label(self._words, told.get("energy", []))
        unit_text = " ".join(told.get("unit", []))
        by_unit = self._words.read(unit_text) if unit_text else Heading("")
        figure: Figure = "cost" if column.role == "cost" else "quantity"
        if not column.figure_told:
            figure = item.figure or ("cost" if by_unit.money and not item.unit else figure)
        money = by_unit.money or item.money or (Decimal(column.money) if column.money else None)
        if money is None:
            money = Decimal(self._table.context.money) if self._table.context.money else YEN
        unit: str | Miss | None = by_unit.unit
        if unit is None and unit_text and not by_unit.money and figure == "quantity":
            unit = self.unknown_unit(unit_text, item)
        unit = unit or item.unit or column.unit or self._table.context.unit
        if item.skip == SOLD and figure == "cost":
            return Sense(figure, Miss(reason="importers_skip.sold"), None, money, item)
        key = self._key(told, item, column, unit if isinstance(unit, str) else "")
        place = self._places.find(key, fiscal_year)
        waits = isinstance(unit, Miss) or (unit is None and units_in_cells)
        if figure == "quantity" and not waits:
            told_unit = unit if isinstance(unit, str) else None
            unit = Miss() if isinstance(place, Miss) else self.unit_at(place, told_unit, column, item)
        return Sense(figure, place, unit, money, item)

    def _key(self, told: dict[str, list[str]], item: Heading, column: Column, unit: str) -> Key:
        context = self._table.context
        energies = item.energies or column.energies
        doubt = bool(item.energies and item.rest and not item.clear)
        site = " ".join(told.get("site", [])) or column.site
        if (
            not site
            and item.rest
            and (fold(item.rest) in self._places.site_names() or item.rest.endswith(self._words.vocabulary.site_ends))
        ):
            site, doubt = item.rest, False
        if item.energies and column.energies and not set(item.energies) & set(column.energies):
            energies, doubt = item.energies, True
        if SOLD in (item.skip, context.skip):  # never to be taken for electricity bought
            energies, doubt = ("electricity_sold",), True
        by_context = not energies and bool(context.energies) and not (item.text and item.rest)
        if by_context:
            energies, doubt = context.energies, not context.energies_sure
        text = item.text or (column.heading if column.energies or (column.unit and not column.site) else "")
        return Key(
            site or context.site, energies, "" if by_context and not item.text else text, " ".join(told.get("supplier", [])),
            " ".join(told.get("menu", [])), " ".join(told.get("account", [])), unit, self._table.name, self._table.key, doubt,
        )  # fmt: skip

    def unknown_unit(self, text: str, item: Heading) -> str | Miss:
        """Asks what a unit text means."""
        units = list(dict.fromkeys(unit for energy in self._energies(item) for unit in energy.units))
        options = (*(Option(unit, unit) for unit in units), leave_option())
        question = Question(f"unit:{fold(text)}", message("importers_question.unit_text", text=text), options)
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        return Miss(reason="importers_left.told") if answer == LEAVE else answer

    def _energies(self, item: Heading) -> Iterable[Energy]:
        known = [self._knowledge.energies[each] for each in item.energies if each in self._knowledge.energies]
        return known or self._knowledge.energies.values()

    def unit_at(self, number: int, unit: str | None, column: Column, item: Heading) -> str | Miss:
        """The unit of a figure at a place; asked when none is told, or one the energy is not sold in."""
        place = self._places.places[number]
        energy = self._knowledge.energies[place.energy]
        if unit is not None and kind_of(unit) in {kind_of(each) for each in energy.units}:
            self._places.first_unit(number, unit)
            return unit
        name = energy.name.split("（")[0]
        options = (*(Option(each, each) for each in energy.units), leave_option())
        heading = item.text or (column.heading if column.when is None and not column.site else "")
        shown = heading or self._table.name
        if unit is None:
            text = message("importers_question.unit", energy=name, heading=shown)
            question = Question(
                f"unit:{energy.id}:{fold(heading)}", text, options, place.unit if not place.is_new else None
            )
        else:
            text = message("importers_question.unit_unfit", energy=name, unit=unit, heading=shown)
            question = Question(f"unit:{energy.id}:{fold(heading)}:{unit}", text, options)
        answer = self._asker.ask(question)
        if answer is None:
            return Miss(question=question.key)
        if answer == LEAVE:
            return Miss(reason="importers_left.told")
        self._places.first_unit(number, answer)
        return answer


class CommonSenses(dict[tuple[object, ...], dict[tuple[Cell, ...], Sense]]):
    """By what tables of a source may have in common: senses by key cells."""


class SenseMemo(dict[tuple[Cell, ...], Sense]):
    """Senses by key cells in one table, each read once. `common`: those for which nothing was asked, which hold in others too."""

    def __init__(
        self, read: Callable[[tuple[Cell, ...]], Sense], asker: Asker, common: dict[tuple[Cell, ...], Sense]
    ) -> None:
        super().__init__()
        self._read, self._asker, self._common = read, asker, common
        self._columns: tuple[list[int], list[str]] | tuple[()] | None = None
        self._listed: list[tuple[Cell, ...]] = []

    def __missing__(self, raw: tuple[Cell, ...]) -> Sense:
        found = self._common.get(raw)
        if found is None:
            before = self._asker.turns
            found = self._read(raw)
            if self._asker.turns == before and all(isinstance(cell, str) for cell in raw):
                self._common[raw] = found
        self[raw] = found
        return found

    def columns(
        self, raws: Callable[[], Iterable[tuple[Cell, ...]]], places: Sequence[int] | None
    ) -> tuple[list[int], list[str]] | None:
        """Places and units of the rows at these places (None: of all); None unless all are quantities whose place and unit are known."""
        if places is not None:
            self._listed = self._listed or list(raws())
            return self._clear(lambda: map(self._listed.__getitem__, places))
        if self._columns is None:
            self._columns = self._clear(raws) or ()
        return self._columns or None

    def _clear(self, raws: Callable[[], Iterable[tuple[Cell, ...]]]) -> tuple[list[int], list[str]] | None:
        senses: list[Any] = list(map(self._common.get, raws())) if self._common else [None]
        distinct: Iterable[Sense] = senses
        if not all(senses):
            senses, distinct = list(map(self.__getitem__, raws())), self.values()
        told = (_FIGURE, {"quantity"}), (_PLACE_TYPE, {int}), (_UNIT_TYPE, {str})
        clear = all(set(map(part, distinct)) <= wanted for part, wanted in told)
        return (list(map(_PLACE, senses)), list(map(_UNIT, senses))) if clear else None


def label(words: Words, texts: list[str]) -> Heading:
    """What the label of a row says: one cell, or several taken together (電気 | 使用量).

    Accounts that hold several energies say nothing beside another label, and months in a label are not looked at.
    """
    texts = _telling(words, texts)
    heads = [words.read(text) for text in texts]
    if len(heads) == 1:
        head = heads[0]
        return head if head.known or head.rest else replace(head, rest=head.main or head.text)
    joined = Heading(" ".join(texts))
    for head in heads:
        rest = head.rest if not head.energies or head.rest != head.main else ""
        joined = replace(
            joined, figure=head.figure or joined.figure, energies=_narrowed(words, joined.energies, head.energies),
            unit=head.unit or joined.unit, money=head.money or joined.money, skip=head.skip or joined.skip, rest=joined.rest + rest,
        )  # fmt: skip
    named = [head for head in heads if head.energies]
    if any(not set(joined.energies) & set(head.energies) for head in named):
        return replace(joined, rest=joined.rest or joined.text)  # one cell says another energy than the next: it is asked
    return replace(joined, clear=any(not head.rest and set(joined.energies) & set(head.energies) for head in named))


def _telling(words: Words, texts: list[str]) -> list[str]:
    """The texts of a label without months, and without collective accounts, unless nothing else is there."""
    bare = [text if (left := _MONTHS.sub(" ", text).strip()) == text else " ".join(left.split()) for text in texts]
    filled = [text for text in bare if text] or texts
    return [text for text in filled if not words.is_collective(text)] or filled[-1:]


def _narrowed(words: Words, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The energies two labels leave open together; a kind that is left open (昼, 夜) stays open; the second where they contradict."""
    both = tuple(energy for energy in one if energy in other)
    open_kinds = [each for each in (one, other) if each in words.vocabulary.open_kinds()]
    return (open_kinds[-1] if both and open_kinds else both) or other or one
