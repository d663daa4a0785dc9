"""判定書 as PDF: one verdict with its conditions, their sources, the facts used, and what would change it.

Takes plain parts defined here and judges nothing. Not for: finding them (`sllassist.schemes`), and for what is sent to an
authority (`sllassist.documents.create`).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal

from sllassist.case.periods import japanese_date
from sllassist.case.problems import Problem
from sllassist.documents.fonts import printable
from sllassist.documents.pages import BOTTOM, GROUND, INK, LEADING, LEFT, LINE, RIGHT, SIZE, SUB, TOP, Pages, paginated
from sllassist.documents.placing import place

TITLE: Final = "判定書"
CONFIRMED: Final = "確認済"
Answer = Literal["yes", "no", "unknown"]
WORDS: Final[dict[Answer, str]] = {"yes": "適合", "no": "不適合", "unknown": "不明"}
_INKS: Final[dict[Answer, str]] = {"yes": "#197A4B", "no": "#CE0000", "unknown": "#7A5F00"}
_TINTS: Final[dict[Answer, str]] = {"yes": "#E6F5EC", "no": "#FDEEEE", "unknown": "#FBF5E0"}
_JOINED: Final = {"all": "次のすべてに当てはまること", "any": "次のどれか1つに当てはまること"}
_ANSWER_X, _TEXT_X, _SOURCE_X = LEFT + 6, LEFT + 52, LEFT + 352
_SMALL, _PAD, _INDENT, _TIGHT, _KEEP = 8.0, 4.0, 10.0, 1.45, 50.0


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
    """One pass over the pages."""

    def __init__(self, pages: Pages, paper: VerdictPaper) -> None:
        self.pages, self.paper = pages, paper
        documents = (part.source.document for one in paper.conditions for part in one.walk() if part.source)
        self.numbers = {document: number for number, document in enumerate(dict.fromkeys(documents), 1)}

    def all(self) -> None:
        self._top()
        self._verdict()
        self._conditions()
        self._sources()
        if self.paper.facts:
            self.pages.heading("判定に使った事実", self.pages.row_height(self.paper.facts[0][1]))
            for label, value in self.paper.facts:
                self.pages.row(label, value, word_width=190)
        self._sentences("結論が変わるとしたら", self.paper.changes)
        self._sentences("備考", self.paper.notes)

    def _top(self) -> None:
        pages, paper = self.pages, self.paper
        pages.put(f"作成日　{japanese_date(paper.made_on)}", RIGHT, pages.y - SIZE, h="right")
        pages.y -= 18
        pages.put(printable(paper.title).text, (LEFT + RIGHT) / 2, pages.y - 20, 20, bold=True, h="center")
        pages.y -= 34
        as_of = f"{japanese_date(paper.as_of)}現在"
        for word, text in (("会社", paper.firm or "名称未入力"), ("制度", paper.scheme), ("判定の基準日", as_of)):
            pages.row(word, text, word_width=84)
        pages.y -= 4

    def _verdict(self) -> None:
        """The verdict in large words, with how it stands with the conditions, or who decided otherwise."""
        pages, paper = self.pages, self.paper
        large = [(line, 19.0, True, INK) for line in pages.lines(paper.verdict, RIGHT - LEFT - 28, 19, bold=True)]
        small = [
            (line, SIZE, bold, INK) for text, bold in self._below() for line in pages.lines(text, RIGHT - LEFT - 28, bold=bold)
        ]
        height = sum(size * LEADING for _, size, _, _ in (*large, *small)) + 16
        pages.room(height)
        pages.ground(height, _TINTS[paper.answer], edge=_INKS[paper.answer], edge_width=1.0)
        pages.y -= 8
        for line, size, bold, colour in (*large, *small):
            pages.put(line, LEFT + 14, pages.y - size * 1.15, size, bold=bold, colour=colour)
            pages.y -= size * LEADING
        pages.y -= 8

    def _below(self) -> Iterator[tuple[str, bool]]:
        """(sentence, whether it is bold) below the verdict."""
        decided = self.paper.override
        if decided is not None:
            yield f"この結論は手で決めたものです。プログラムの判定は「{decided.computed}」です。", True
            yield f"決めた人　{decided.by}　　決めた日　{japanese_date(decided.on)}", False
            yield f"理由　{decided.why}", False
        leaves = [leaf for one in self.paper.conditions for leaf in one.leaves()]
        if leaves:
            counts = "、".join(f"{word} {sum(leaf.answer == answer for leaf in leaves)}件" for answer, word in WORDS.items())
            yield f"条件 {len(leaves)}件のうち、{counts}", False

    def _conditions(self) -> None:
        if not self.paper.conditions:
            return
        self.pages.heading("条件", 60)
        self._head()
        self.pages.on_new_page = self._head
        for one in self.paper.conditions:
            self._condition(one, 0)
        self.pages.on_new_page = None
        self.pages.y -= 2

    def _head(self) -> None:
        pages = self.pages
        for x, word in ((_ANSWER_X, "判定"), (_TEXT_X, "条件といまの状態"), (_SOURCE_X, "根拠")):
            pages.put(word, x, pages.y - 10, _SMALL, bold=True, colour=SUB)
        pages.y -= 15
        pages.rule(pages.y, colour=SUB)

    def _condition(self, one: Condition, depth: int) -> None:
        x = _TEXT_X + depth * _INDENT
        end = _SOURCE_X - 10 if one.source or not one.children else RIGHT - 6
        group = f"（{_JOINED[one.joined]}）" if one.children else ""
        text = [(line, SIZE, bool(group), INK) for line in self.pages.lines(f"{one.statement}{group}", end - x, bold=bool(group))]
        pairs = (("いまの値", one.seen), ("基準", one.limit))
        detail = "　".join(f"{word}：{value}" for word, value in pairs if value)
        text += [(line, _SMALL, False, SUB) for line in self.pages.lines(detail, end - x, _SMALL) if detail]
        answer = ((WORDS[one.answer], SIZE, True, _INKS[one.answer]),)
        self._row((_Cell(_ANSWER_X, answer), _Cell(x, tuple(text)), _Cell(_SOURCE_X, self._origin(one.source))), group=bool(group))
        for child in one.children:
            self._condition(child, depth + 1)

    def _origin(self, source: Source | None) -> tuple[_Line, ...]:
        if source is None:
            return ()
        status = source.status if source.status == CONFIRMED else f"【{source.status}】"
        told = [f"［{self.numbers[source.document]}］{source.place}", "　".join(p for p in (source.year, status) if p), source.note]
        width = RIGHT - 4 - _SOURCE_X
        return tuple((line, _SMALL, False, INK) for text in told if text for line in self.pages.lines(text, width, _SMALL))

    def _row(self, cells: Sequence[_Cell], *, group: bool) -> None:
        """A row of the table; one that is higher than a page goes on over the next, a group's keeps with what follows."""
        pages = self.pages
        whole = max(sum(size * _TIGHT for _, size, _, _ in one.lines) for one in cells) + 2 * _PAD
        pages.room(min(whole + (_KEEP if group else 0), TOP - BOTTOM - 40))
        rest = [list(one.lines) for one in cells]
        while any(rest):
            start = pages.y
            taken = [self._take(lines, start - BOTTOM - 2 * _PAD) for lines in rest]
            height = max(sum(size * _TIGHT for _, size, _, _ in part) for part in taken) + 2 * _PAD
            if group:
                pages.ground(height, GROUND)
            for one, part in zip(cells, taken, strict=True):
                y = start - _PAD
                for line, size, bold, colour in part:
                    pages.put(line, one.x, y - size * 1.1, size, bold=bold, colour=colour)
                    y -= size * _TIGHT
            pages.y = start - height
            pages.rule(pages.y, colour=LINE)
            if any(rest):
                pages.room(TOP)

    @staticmethod
    def _take(lines: list[_Line], height: float) -> list[_Line]:
        """The first lines that fit `height`, at least one, taken out of `lines`."""
        taken: list[_Line] = []
        used = 0.0
        while lines and (not taken or used + lines[0][1] * _TIGHT <= height):
            used += lines[0][1] * _TIGHT
            taken.append(lines.pop(0))
        return taken

    def _sources(self) -> None:
        for document, number in self.numbers.items():
            self.pages.write(f"［{number}］{document}", size=_SMALL, colour=SUB)

    def _sentences(self, heading: str, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        first = len(self.pages.lines(sentences[0], RIGHT - LEFT - 14))
        self.pages.heading(heading, min(first, 4) * SIZE * LEADING)
        for text in sentences:
            self.pages.room(SIZE * LEADING)
            self.pages.put("・", LEFT + 2, self.pages.y - SIZE)
            self.pages.write(text, LEFT + 14)
            self.pages.y -= 2


def verdict_pdf(paper: VerdictPaper) -> tuple[bytes, int]:
    """(the paper as PDF, its number of pages). The same paper always gives the same bytes."""
    firm = paper.firm or "名称未入力"
    return paginated(
        f"{paper.title}　{paper.scheme}　{firm}", f"{paper.title}　{firm}　{paper.scheme}", lambda pages: _Drawing(pages, paper).all()
    )


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
