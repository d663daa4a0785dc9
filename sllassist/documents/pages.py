"""Pages of running text filled from top to bottom: headings, rows, boxed texts, and a foot with page x / y.

Not for: what stands on them (`sllassist.documents.manifest_pdf`, `sllassist.documents.verdict_pdf`), and for drawing
workbooks (`sllassist.documents.pdf`).
"""

import io
from collections.abc import Callable
from typing import Final

from sllassist.documents import fonts
from sllassist.documents.pdf import TextPen, new_canvas
from sllassist.documents.wrap import break_lines

LEFT, RIGHT, TOP, BOTTOM = 54.0, 541.28, 788.0, 54.0
"""Margins of an A4 page in points, upwards from its lower left corner."""
INK, SUB, LINE, GROUND, HEAD = "#1A1A1C", "#626264", "#D8D8DB", "#F8F8FB", "#DDE3EC"
SIZE: Final = 9.5
LEADING: Final = 1.6
_WORD: Final = 112.0
"""Width of the column of words before texts."""


class Pages:
    """Pages being filled. `y` is where the next thing begins, `foot` stands at the foot of every page."""

    def __init__(self, title: str, foot: str, total: int, top: float = TOP, bottom: float = BOTTOM) -> None:
        self.out = io.BytesIO()
        self.canvas = new_canvas(self.out, title)
        self.pen = TextPen(self.canvas)
        self.foot = fonts.printable(foot).text
        self.total = total
        self.number = 1
        self.top, self.bottom = top, bottom
        self.y = top
        self.on_new_page: Callable[[], None] | None = None

    def lines(self, text: str, width: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
        """Lines of a text that fit `width`."""
        return break_lines(fonts.printable(text).text, width / size, lambda char: fonts.char_width(char, bold=bold))

    def room(self, height: float) -> None:
        """Begin a new page unless `height` points are left."""
        if self.y - height < self.bottom:
            self.end_page()
            self.number += 1
            self.y = self.top
            if self.on_new_page is not None:
                self.on_new_page()

    def end_page(self) -> None:
        """The running foot, then the page is done."""
        self.canvas.setFillColor(SUB)
        self.pen.line(self.foot, LEFT, 30, 8)
        self.pen.line(f"{self.number} / {self.total} ページ", RIGHT, 30, 8, h="right")
        self.canvas.showPage()

    def put(
        self, line: str, x: float, y: float, size: float = SIZE, *, bold: bool = False, colour: str = INK, h: str = "left"
    ) -> None:
        """One printable line with its base at `y`."""
        self.canvas.setFillColor(colour)
        self.pen.line(line, x, y, size, bold=bold, h=h)

    def ground(self, height: float, colour: str, *, x: float = LEFT, edge: str | None = None, edge_width: float = 0.6) -> None:
        """A tinted area from `x` to the right margin, `height` points down from `y`; framed with `edge`."""
        self.canvas.setFillColor(colour)
        if edge:
            self.canvas.setStrokeColor(edge)
            self.canvas.setLineWidth(edge_width)
        self.canvas.rect(x, self.y - height, RIGHT - x, height, stroke=1 if edge else 0, fill=1)

    def rule(self, y: float, *, colour: str = LINE, width: float = 0.5) -> None:
        """A level line over the whole width."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(LEFT, y, RIGHT, y)

    def write(
        self, text: str, x: float = LEFT, *, size: float = SIZE, bold: bool = False, colour: str = INK, width: float | None = None
    ) -> None:
        """A text from `x` to the right margin, broken into lines."""
        for line in self.lines(text, width or RIGHT - x, size, bold=bold):
            self.room(size * LEADING)
            self.put(line, x, self.y - size, size, bold=bold, colour=colour)
            self.y -= size * LEADING

    def row(self, word: str, text: str, *, word_width: float = _WORD) -> None:
        """A word, and its text beside it."""
        words, texts = self.lines(word, word_width - 8), self.lines(text, RIGHT - LEFT - word_width)
        self.room(SIZE * LEADING * max(len(words), min(len(texts), 12)))
        start, page = self.y, self.number
        self.write(word, colour=SUB, width=word_width - 8)
        after, self.y = self.y, start
        self.write(text, LEFT + word_width)
        self.y = (min(self.y, after) if page == self.number else self.y) - 2

    def row_height(self, text: str, *, word_width: float = _WORD) -> float:
        """What the text of a row takes, in points."""
        return len(self.lines(text, RIGHT - LEFT - word_width)) * SIZE * LEADING

    def heading(self, text: str, keep: float) -> None:
        """A section's heading, on the same page as the next `keep` points."""
        self.room(34 + keep)
        self.y -= 10
        self.ground(19, HEAD)
        self.put(fonts.printable(text).text, LEFT + 6, self.y - 13.5, 11, bold=True)
        self.y -= 25

    def boxed(self, text: str) -> None:
        """A text on a tinted ground, to be copied as it stands; on one page where it fits one."""
        lines = self.lines(text, RIGHT - LEFT - 20)
        while lines:
            whole = len(lines) * SIZE * LEADING + 12
            self.room(whole if whole < self.top - self.bottom else SIZE * 4)
            fitting = max(1, int((self.y - self.bottom - 12) / (SIZE * LEADING)))
            now, lines = lines[:fitting], lines[fitting:]
            self.ground(len(now) * SIZE * LEADING + 12, GROUND, edge=LINE)
            self.y -= 6
            for line in now:
                self.put(line, LEFT + 10, self.y - SIZE)
                self.y -= SIZE * LEADING
            self.y -= 8


def paginated(
    title: str, foot: str, draw: Callable[[Pages], None], *, top: float = TOP, bottom: float = BOTTOM
) -> tuple[bytes, int]:
    """(PDF, number of pages) of what `draw` puts on pages; it is called twice, the first time to count the pages."""
    total = 0
    while True:
        pages = Pages(title, foot, total, top, bottom)
        draw(pages)
        pages.end_page()
        pages.canvas.save()
        if pages.number == total:
            return pages.out.getvalue(), total
        total = pages.number
