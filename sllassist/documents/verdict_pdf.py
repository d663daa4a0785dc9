"""判定書 as PDF: one verdict with its conditions, their sources, the facts used, and what would change it.

Takes plain parts defined here and judges nothing. Not for: finding them (`sllassist.schemes`), and for what is sent to an
authority (`sllassist.documents.create`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Final, Literal

from sllassist.case.periods import japanese_date
from sllassist.case.problems import Problem
from sllassist.documents.fonts import printable
from sllassist.documents.pages import GROUND, HEAD, INK, LEFT, LINE, RIGHT, SUB, Pages, paginated
from sllassist.documents.placing import place

TITLE: Final = "判定書"
CHANGES: Final = "結論が変わるとしたら"
CONFIRMED: Final = "確認済"
Answer = Literal["yes", "no", "unknown"]
WORDS: Final[dict[Answer, str]] = {"yes": "適合", "no": "不適合", "unknown": "不明"}
_INKS: Final[dict[Answer, str]] = {"yes": "#197A4B", "no": "#CE0000", "unknown": "#7A5F00"}
_TINTS: Final[dict[Answer, str]] = {"yes": "#E6F5EC", "no": "#FDEEEE", "unknown": "#FBF5E0"}
_JOINED: Final = {"all": "次のすべてに当てはまること", "any": "次のどれか1つに当てはまること"}
_SIZES: Final = (8.5, 8.0)
"""Type sizes in points, the first with which all stands on one page is taken."""
_TOP, _BOTTOM = 808.0, 42.0
_ANSWER_X, _TEXT_X, _SOURCE_X, _HALF_X = LEFT + 4, LEFT + 44, LEFT + 326, LEFT + 250
_LABEL, _PAD, _TIGHT, _INDENT, _PITCH, _KEEP = 138.0, 1.6, 0.6, 7.0, 1.33, 40.0
_UNSURE: Final = "【未確認】は、公表資料の原本で確かめていない条件です。申し込みの前に、窓口に確かめてください。"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a condition comes from: document, place in it, since when it holds, 確認済 or 未確認, and what to know of its days."""

    document: str
    place: str = ""
    year: str = ""
    status: str = CONFIRMED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition and what came of it; with `children`, `joined` says whether all of them or any one is asked for."""

    answer: Answer
    statement: str
    seen: str = ""
    limit: str = ""
    source: Source | None = None
    joined: Literal["all", "any"] = "all"
    children: tuple["Condition", ...] = ()

    def walk(self) -> Iterator["Condition"]:
        """The condition and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> Iterator["Condition"]:
        """The conditions at the ends of the tree."""
        return (part for part in self.walk() if not part.children)


@dataclass(frozen=True, slots=True)
class Override:
    """That a person decided otherwise than the program: the program's own verdict in words, who, when and why."""

    computed: str
    by: str
    on: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class VerdictPaper:
    """Everything the paper says. `verdict`: in words; `answer`: the tint behind them. `facts`: (label, value)."""

    scheme: str
    firm: str
    as_of: dt.date
    made_on: dt.date
    verdict: str
    answer: Answer
    conditions: tuple[Condition, ...]
    facts: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    override: Override | None = None
    title: str = TITLE
    changes_heading: str = CHANGES


@dataclass(frozen=True, slots=True)
class Written:
    """The finished file. `problems`: warnings on characters that the PDF shows as 〓."""

    path: Path
    pages: int
    problems: tuple[Problem, ...] = ()


_Line = tuple[str, float, bool, str]
"""Text, size, bold, colour."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """Lines of one column of a row, from `x`."""

    x: float
    lines: tuple[_Line, ...]


class _Drawing:
    """One pass over the pages, in type of `size` points."""

    def __init__(self, pages: Pages, paper: VerdictPaper, size: float) -> None:
        self.pages, self.paper, self.size, self.small = pages, paper, size, size - 1
        sources = [part.source for one in paper.conditions for part in one.walk() if part.source]
        self.numbers = {document: number for number, document in enumerate(dict.fromkeys(s.document for s in sources), 1)}
        self.years = {document: {s.year for s in sources if s.document == document} for document in self.numbers}
        self.notes = {note: number for number, note in enumerate(dict.fromkeys(s.note for s in sources if s.note), 1)}
        self.unsure = any(source.status != CONFIRMED for source in sources)

    def all(self) -> None:
        self._top()
        self._verdict()
        self._conditions()
        self._sources()
        self._facts()
        self._sentences(self.paper.changes_heading, self.paper.changes)
        self._sentences("備考", self.paper.notes)

    def _lines(
        self, text: str, width: float, size: float | None = None, *, bold: bool = False, colour: str = INK
    ) -> tuple[_Line, ...]:
        size = size or self.size
        return tuple((line, size, bold, colour) for line in self.pages.lines(text, width, size, bold=bold)) if text else ()

    def _top(self) -> None:
        pages, paper = self.pages, self.paper
        pages.put(printable(paper.title).text, (LEFT + RIGHT) / 2, pages.y - 16, 16, bold=True, h="center")
        pages.put(f"作成日　{japanese_date(paper.made_on)}", RIGHT, pages.y - 14, self.size, h="right")
        pages.y -= 26
        told = ("会社", paper.firm or "名称未入力"), ("判定の基準日", f"{japanese_date(paper.as_of)}現在")
        self._pairs((*told, ("制度", paper.scheme)), label=58)
        pages.y -= 4

    def _verdict(self) -> None:
        """The verdict in large words, with how it stands with the conditions, or who decided otherwise."""
        pages, paper = self.pages, self.paper
        width = RIGHT - LEFT - 28
        lines = [*self._lines(paper.verdict, width, 14, bold=True)]
        for text, bold in self._below():
            lines += self._lines(text, width, bold=bold)
        height = sum(size * _PITCH for _, size, _, _ in lines) + 9
        pages.room(height)
        pages.ground(height, _TINTS[paper.answer], edge=_INKS[paper.answer], edge_width=1.0)
        y = pages.y - 4
        for line, size, bold, colour in lines:
            pages.put(line, LEFT + 14, y - size * 1.1, size, bold=bold, colour=colour)
            y -= size * _PITCH
        pages.y -= height

    def _below(self) -> Iterator[tuple[str, bool]]:
        """(sentence, whether it is bold) below the verdict."""
        decided = self.paper.override
        if decided is not None:
            yield f"この結論は手で決めたものです。プログラムの判定は「{decided.computed}」です。", True
            yield f"決めた人　{decided.by}　　決めた日　{japanese_date(decided.on)}", False
            yield f"理由　{decided.why}", False
            if decided.on != self.paper.as_of:
                yield f"{japanese_date(decided.on)}に決めた結論を、{japanese_date(self.paper.as_of)}の時点の判定にも使っています。", True
        leaves = [leaf for one in self.paper.conditions for leaf in one.leaves()]
        if leaves:
            counts = "、".join(f"{word} {sum(leaf.answer == answer for leaf in leaves)}件" for answer, word in WORDS.items())
            yield f"条件 {len(leaves)}件のうち、{counts}", False

    def _heading(self, text: str, keep: float) -> None:
        """A section's heading, on the same page as the next `keep` points."""
        pages = self.pages
        pages.room(26 + keep)
        pages.y -= 5
        pages.ground(14, HEAD)
        pages.put(text, LEFT + 4, pages.y - 10.5, 9, bold=True)
        pages.y -= 16

    def _conditions(self) -> None:
        if not self.paper.conditions:
            return
        self._heading("条件", 60)
        self._head()
        self.pages.on_new_page = self._head
        for one in self.paper.conditions:
            self._condition(one, 0)
        self.pages.on_new_page = None
        self.pages.y -= 3

    def _head(self) -> None:
        pages = self.pages
        for x, word in ((_ANSWER_X, "判定"), (_TEXT_X, "条件といまの状態"), (_SOURCE_X, "根拠")):
            pages.put(word, x, pages.y - 8, self.small, bold=True, colour=SUB)
        pages.y -= 11
        pages.rule(pages.y, colour=SUB)

    def _condition(self, one: Condition, depth: int) -> None:
        """A condition that is met in a line; with its value and its limit where it is not, or not yet."""
        x = _TEXT_X + depth * _INDENT
        end = _SOURCE_X - 8 if one.source or not one.children else RIGHT - 6
        group = f"（{_JOINED[one.joined]}）" if one.children else ""
        text = self._lines(f"{one.statement}{group}", end - x, bold=bool(group))
        if one.answer != "yes":
            pairs = (("いまの値", one.seen), ("基準", one.limit))
            text += self._lines("　".join(f"{word}：{value}" for word, value in pairs if value), end - x, self.small, colour=SUB)
        answer = ((WORDS[one.answer], self.size, True, _INKS[one.answer]),)
        origin = self._lines(self._origin(one.source), RIGHT - 2 - _SOURCE_X, self.small)
        self._row((_Cell(_ANSWER_X, answer), _Cell(x, text), _Cell(_SOURCE_X, origin)), group=bool(group))
        for child in one.children:
            self._condition(child, depth + 1)

    def _origin(self, source: Source | None) -> str:
        """Number of the document, place in it, and what the list below does not say of it."""
        if source is None:
            return ""
        marks = [source.year] if len(self.years[source.document]) > 1 else []
        marks += [f"※{self.notes[source.note]}"] if source.note else []
        marks += [f"【{source.status}】"] if source.status != CONFIRMED else []
        return "　".join((f"［{self.numbers[source.document]}］{source.place}", *filter(None, marks)))

    def _row(self, cells: Sequence[_Cell], *, group: bool = False, ruled: bool = True) -> None:
        """A row of the table; one that is higher than a page goes on over the next, a group's keeps with what follows."""
        pages, pad = self.pages, _PAD if ruled else _TIGHT
        whole = max(sum(size * _PITCH for _, size, _, _ in one.lines) for one in cells) + 2 * pad
        pages.room(min(whole + (_KEEP if group else 0), pages.top - pages.bottom - 40))
        rest = [list(one.lines) for one in cells]
        while any(rest):
            start = pages.y
            taken = [self._take(lines, start - pages.bottom - 2 * pad) for lines in rest]
            height = max(sum(size * _PITCH for _, size, _, _ in part) for part in taken) + 2 * pad
            if group:
                pages.ground(height, GROUND)
            for one, part in zip(cells, taken, strict=True):
                y = start - pad
                for line, size, bold, colour in part:
                    pages.put(line, one.x, y - size * 1.05, size, bold=bold, colour=colour)
                    y -= size * _PITCH
            pages.y = start - height
            if ruled:
                pages.rule(pages.y, colour=LINE)
            if any(rest):
                pages.room(pages.top)

    @staticmethod
    def _take(lines: list[_Line], height: float) -> list[_Line]:
        """The first lines that fit `height`, at least one, taken out of `lines`."""
        taken: list[_Line] = []
        used = 0.0
        while lines and (not taken or used + lines[0][1] * _PITCH <= height):
            used += lines[0][1] * _PITCH
            taken.append(lines.pop(0))
        return taken

    def _sources(self) -> None:
        """Each document once under its number, and what is to be known of the days conditions hold."""
        for document, number in self.numbers.items():
            years = self.years[document]
            self._small("　".join(filter(None, (f"［{number}］{document}", *(years if len(years) == 1 else ())))))
        for note, number in self.notes.items():
            self._small(f"※{number}　{note}")
        if self.unsure:
            self._small(_UNSURE)

    def _small(self, text: str) -> None:
        for line, size, _, colour in self._lines(text, RIGHT - LEFT - 4, self.small, colour=SUB):
            self.pages.room(size * _PITCH)
            self.pages.put(line, LEFT + 4, self.pages.y - size, size, colour=colour)
            self.pages.y -= size * _PITCH

    def _facts(self) -> None:
        if self.paper.facts:
            self._heading("判定に使った事実", 2 * self.size * _PITCH)
            self._pairs(self.paper.facts)

    def _pairs(self, pairs: Sequence[tuple[str, str]], *, label: float = _LABEL) -> None:
        """Words and texts, two pairs beside each other."""
        for first in range(0, len(pairs), 2):
            cells: list[_Cell] = []
            for x, end, (word, text) in zip((LEFT + 4, _HALF_X), (_HALF_X, RIGHT), pairs[first : first + 2], strict=False):
                last = RIGHT if len(pairs) == first + 1 else end
                cells.append(_Cell(x, self._lines(word, label - 6, self.small, colour=SUB)))
                cells.append(_Cell(x + label, self._lines(text, last - 8 - x - label)))
            self._row(cells, ruled=False)

    def _sentences(self, heading: str, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        first = self._lines(sentences[0], RIGHT - LEFT - 16)
        self._heading(heading, min(len(first), 4) * self.size * _PITCH)
        for text in sentences:
            self._row((_Cell(LEFT + 4, self._lines("・", 12)), _Cell(LEFT + 14, self._lines(text, RIGHT - LEFT - 16))), ruled=False)


def verdict_pdf(paper: VerdictPaper) -> tuple[bytes, int]:
    """(the paper as PDF, its number of pages): one page where it can be. The same paper always gives the same bytes."""
    firm = paper.firm or "名称未入力"
    title, foot = f"{paper.title}　{paper.scheme}　{firm}", f"{paper.title}　{firm}　{paper.scheme}"
    made = b"", 0
    for size in _SIZES:
        made = paginated(title, foot, partial(_draw, paper, size), top=_TOP, bottom=_BOTTOM)
        if made[1] == 1:
            break
    return made


def _draw(paper: VerdictPaper, size: float, pages: Pages) -> None:
    _Drawing(pages, paper, size).all()


def write_verdict(path: Path, paper: VerdictPaper) -> Written:
    """Writes the paper to `path`; a different file that stands there is kept beside it as （旧 …）.

    Raises InputProblem `documents.folder_unwritable`, `documents.disk_full` or `documents.file_open`.
    """
    data, pages = verdict_pdf(paper)
    (written,) = place(path.parent, {PurePath(path.name): data})
    lost = printable(_all_text(paper)).missing
    params = [{"form": paper.title, "text": char} for char in lost]
    return Written(written, pages, tuple(Problem("warning", "documents.glyph_missing", params=one) for one in params))


def _all_text(paper: VerdictPaper) -> str:
    """Every text given, to look for characters that cannot be drawn."""
    texts = [paper.title, paper.scheme, paper.firm, paper.verdict, *paper.changes, *paper.notes]
    texts += [text for fact in paper.facts for text in fact]
    if paper.override is not None:
        texts += [paper.override.computed, paper.override.by, paper.override.why]

    for part in (part for one in paper.conditions for part in one.walk()):
        texts += [part.statement, part.seen, part.limit]
        if part.source is not None:
            texts += [part.source.document, part.source.place, part.source.year, part.source.status, part.source.note]
    return "".join(texts)
