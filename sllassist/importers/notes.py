"""Gathers what was read otherwise than written, what was left out and what was assumed, for the preview.

Not for: questions (`sllassist.importers.asking`).
"""

from collections.abc import Iterable

from sllassist.importers.asking import Asker, Question, leave_option
from sllassist.importers.preview import Change, LeftOut
from sllassist.messages import text as message

_ASKED_BEFORE = (
    "importers_left.unreadable",
    "importers_left.error_value",
    "importers_left.uncomputed",
    "importers_left.no_quantity",
    "importers_left.partial",
)
"""Reasons the user has already been asked about, or which leave nothing to go on with."""
_COLUMNS = "importers_why.unknown_figures"
_MOST_PLACES = 2_000
_MOST_TEXTS = 5


class Notes:
    """The remarks of one look at a source."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, str], tuple[list[str], dict[str, None], bool, int]] = {}
        self._changes: dict[tuple[str, str], tuple[int, str]] = {}
        self.warnings: dict[str, None] = {}
        self.assumed: dict[str, None] = {}

    def left(self, key: str, where: Iterable[str], text: str = "", *, look: bool = False, **params: object) -> None:
        """Notes rows, columns or cells that do not enter the case."""
        reason = message(key, **params)
        places, texts, looked, count = self._left.get((key, reason), ([], {}, False, 0))
        for place in where:
            count += 1
            if len(places) < _MOST_PLACES:
                places.append(place)
        if text and len(texts) < _MOST_TEXTS:
            texts.setdefault(text)
        self._left[key, reason] = (places, texts, looked or look, count)

    def changed(self, key: str, where: str, count: int = 1, **params: object) -> None:
        """Notes something read otherwise than it is written."""
        sentence = message(key, **params)
        before, first = self._changes.get((key, sentence), (0, where))
        self._changes[key, sentence] = (before + count, first)

    def warn(self, key: str, **params: object) -> None:
        """Notes a sentence the user should read."""
        self.warnings.setdefault(message(key, **params))

    def assume(self, key: str, **params: object) -> None:
        """Notes what was taken for granted."""
        self.assumed.setdefault(message(key, **params))

    def all_left(self) -> tuple[LeftOut, ...]:
        """What was left out; what the user should look at comes first."""
        found = [
            LeftOut(key, reason, count, tuple(places), tuple(texts), look)
            for (key, reason), (places, texts, look, count) in self._left.items()
        ]
        return tuple(sorted(found, key=lambda each: not each.look))

    def all_changes(self) -> tuple[Change, ...]:
        """What was read otherwise."""
        return tuple(Change(key, sentence, count, first) for (key, sentence), (count, first) in self._changes.items())

    def acknowledged(self, asker: Asker) -> None:
        """Asks to go on without what the user should look at: nothing of that kind is left out in silence."""
        for (key, reason), (places, texts, look, count) in self._left.items():
            if look and key not in _ASKED_BEFORE:
                shown = "、".join([*places[:4], *(f"「{text}」" for text in list(texts)[:2])])
                name = f"look:{key}:{'|'.join(places[:4])}" if key == _COLUMNS else f"look:{key}"
                text = message("importers_question.look", reason=reason, count=count, shown=shown)
                asker.ask(
                    Question(
                        name,
                        text,
                        (leave_option("leave_these"),),
                        remember=key == _COLUMNS,
                        count=count,
                        places=tuple(places[:5]),
                    )
                )
