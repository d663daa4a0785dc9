"""Draws the 送付内容一覧 as PDF.

Not for: what it says (`sllassist.documents.manifest`).
"""

import io

from sllassist.documents import chart as charts
from sllassist.documents import fonts
from sllassist.documents.manifest import Attachment, Manifest, Section
from sllassist.documents.pdf import TextPen, new_canvas
from sllassist.documents.wrap import break_lines

_WIDTH, _HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 541.28, 788.0, 54.0
_INK, _SUB, _LINE, _GROUND, _HEAD = "#1A1A1C", "#626264", "#D8D8DB", "#F8F8FB", "#DDE3EC"
_WORD = 112.0
"""Width of the column of words before texts."""


class _Paper:
    """Pages filled from top to bottom."""

    def __init__(self, content: Manifest) -> None:
        self.out = io.BytesIO()
        self.canvas = new_canvas(self.out, f"{content.title}　{content.subtitle}")
        self.pen = TextPen(self.canvas)
        self.title = fonts.printable(f"{content.title}　{content.subtitle}").text
        self.pages = 1
        self.y = _TOP

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """Lines of a text that fit `width`."""
        return break_lines(fonts.printable(text).text, width / size, lambda char: fonts.char_width(char, bold=bold))

    def room(self, height: float) -> None:
        """Begin a new page unless `height` points are left."""
        if self.y - height < _BOTTOM:
            self.end_page()
            self.pages += 1
            self.y = _TOP

    def end_page(self) -> None:
        """The running foot, then the page is done."""
        self.canvas.setFillColor(_SUB)
        self.pen.line(self.title, _LEFT, 30, 8)
        self.pen.line(f"{self.pages} ページ", _RIGHT, 30, 8, h="right")
        self.canvas.showPage()

    def write(
        self, text: str, x: float = _LEFT, *, size: float = 9.5, bold: bool = False, colour: str = _INK, width: float | None = None
    ) -> None:
        """A text from `x` to the right margin, broken into lines."""
        for line in self.lines(text, width or _RIGHT - x, size, bold=bold):
            self.room(size * 1.6)
            self.canvas.setFillColor(colour)
            self.pen.line(line, x, self.y - size, size, bold=bold)
            self.y -= size * 1.6

    def row(self, word: str, text: str) -> None:
        """A word, and its text beside it."""
        size = 9.5
        words, texts = self.lines(word, _WORD - 8, size), self.lines(text, _RIGHT - _LEFT - _WORD, size)
        self.room(size * 1.6 * max(len(words), min(len(texts), 12)))
        start, page = self.y, self.pages
        self.write(word, colour=_SUB, width=_WORD - 8)
        after, self.y = self.y, start
        self.write(text, _LEFT + _WORD)
        self.y = (min(self.y, after) if page == self.pages else self.y) - 2

    def heading(self, text: str, keep: float) -> None:
        """A section's heading, on the same page as the next `keep` points."""
        self.room(34 + keep)
        self.y -= 10
        self.canvas.setFillColor(_HEAD)
        self.canvas.rect(_LEFT, self.y - 19, _RIGHT - _LEFT, 19, stroke=0, fill=1)
        self.canvas.setFillColor(_INK)
        self.pen.line(fonts.printable(text).text, _LEFT + 6, self.y - 13.5, 11, bold=True)
        self.y -= 25

    def boxed(self, text: str) -> None:
        """A text on a tinted ground, to be copied as it stands; on one page where it fits one."""
        size = 9.5
        lines = self.lines(text, _RIGHT - _LEFT - 20, size)
        while lines:
            whole = len(lines) * size * 1.6 + 12
            self.room(whole if whole < _TOP - _BOTTOM else size * 4)
            fitting = max(1, int((self.y - _BOTTOM - 12) / (size * 1.6)))
            now, lines = lines[:fitting], lines[fitting:]
            tall = len(now) * size * 1.6 + 12
            self.canvas.setFillColor(_GROUND)
            self.canvas.setStrokeColor(_LINE)
            self.canvas.setLineWidth(0.6)
            self.canvas.rect(_LEFT, self.y - tall, _RIGHT - _LEFT, tall, stroke=1, fill=1)
            self.y -= 6
            for line in now:
                self.canvas.setFillColor(_INK)
                self.pen.line(line, _LEFT + 10, self.y - size, size)
                self.y -= size * 1.6
            self.y -= 8


def _file(paper: _Paper, number: int, file: Attachment) -> None:
    paper.room(28)
    paper.write(f"{number}. {file.name}（{file.size}）")
    paper.write(f"SHA-256 {file.digest}", _LEFT + 14, size=7, colour=_SUB)
    paper.y -= 2


def _chart(paper: _Paper, chart: charts.Chart) -> None:
    height = 170.0
    paper.room(height + 16 * (len(chart.years) + 2))
    charts.drawing(chart, _RIGHT - _LEFT, height).drawOn(paper.canvas, _LEFT, paper.y - height)
    paper.y -= height + 6
    columns = [(_LEFT + 4, "left"), (_LEFT + 230, "right"), (_LEFT + 350, "right"), (_RIGHT - 4, "right")]
    heads = ("年度", *(f"{word}（{chart.unit}）" for word in ("実績", "見込", "目標")))
    rows = [heads, *((y.label, chart.text(y.actual), chart.text(y.planned), chart.text(y.target)) for y in chart.years)]
    for index, row in enumerate(rows):
        for (x, side), text in zip(columns, row, strict=True):
            paper.canvas.setFillColor(_INK if index else _SUB)
            paper.pen.line(fonts.printable(text).text, x, paper.y - 11, 9, h=side)
        paper.canvas.setStrokeColor(_LINE)
        paper.canvas.setLineWidth(0.5)
        paper.canvas.line(_LEFT, paper.y - 16, _RIGHT, paper.y - 16)
        paper.y -= 16
    paper.y -= 4


def _section(paper: _Paper, section: Section) -> None:
    lead = len(paper.lines(section.lead, _RIGHT - _LEFT, 9.5)) if section.lead else 0
    first = len(paper.lines(section.rows[0][1], _RIGHT - _LEFT - _WORD, 9.5)) if section.rows else 2
    paper.heading(section.heading, (lead + first) * 9.5 * 1.6 + (220.0 if section.chart else 8.0))
    if section.lead:
        paper.write(section.lead)
        paper.y -= 3
    for word, text in section.rows:
        paper.row(word, text)
    for line in section.lines:
        _to_check(paper, line)
    if section.copy_text:
        paper.boxed(section.copy_text)
    for number, file in enumerate(section.files, 1):
        _file(paper, number, file)
    if section.chart:
        _chart(paper, section.chart)


def _to_check(paper: _Paper, text: str) -> None:
    """A thing to check, with a box to tick drawn before it (the fonts have none)."""
    paper.room(18)
    paper.canvas.setStrokeColor(_SUB)
    paper.canvas.setLineWidth(0.8)
    paper.canvas.rect(_LEFT + 2, paper.y - 10, 8.5, 8.5, stroke=1, fill=0)
    paper.write(text, _LEFT + 20)
    paper.y -= 2


def as_pdf(content: Manifest) -> tuple[bytes, int]:
    """(the manifest as PDF, its number of pages)."""
    paper = _Paper(content)
    paper.write(content.title, size=17, bold=True)
    paper.write(content.subtitle, size=11, colour=_SUB)
    for section in content.sections:
        _section(paper, section)
    paper.end_page()
    paper.canvas.save()
    return paper.out.getvalue(), paper.pages
