"""Draws a filled workbook as PDF: the same sheets, cell for cell, with embedded Japanese fonts.

Reads the workbook by openpyxl, with the stored values of its formulas. Not for: workbooks with charts, pictures or
conditional formats, which our papers do not have.
"""

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sllassist.documents import fonts, layout, numfmt, xmltext
from sllassist.documents.geometry import PADDING, Box, Geometry
from sllassist.documents.sheet import column_letters
from sllassist.documents.wrap import break_lines

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_LEADING = 1.45
_TIGHT = 1.18
_WIDTHS = {"hair": 0.25, "thin": 0.5, "medium": 1.0, "thick": 1.5, "double": 0.5}
_DASHES = {"dashed": [3.0, 2.0], "dotted": [1.0, 1.0], "hair": [0.5, 0.8], "mediumDashed": [3.0, 2.0]}


@dataclass(slots=True)
class Drawn:
    """A finished PDF, and the characters no font of ours has (each drawn as 〓)."""

    data: bytes = b""
    pages: int = 0
    missing: dict[str, None] = field(default_factory=dict)


def colour(value: Any) -> str | None:
    """#RRGGBB of an openpyxl colour given as RGB, as our blanks give them all; None for anything else."""
    rgb = getattr(value, "rgb", None)
    return f"#{rgb[-6:]}" if isinstance(rgb, str) and getattr(value, "type", "") == "rgb" else None


class TextPen:
    """Draws lines of text on a canvas, changing fonts where one lacks a character."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    def line(self, text: str, x: float, y: float, size: float, *, bold: bool = False, h: str = "left") -> None:
        """One line of printable text; `x` is its left, middle or right end by `h`, `y` its base line."""
        width = fonts.text_width(text, size, bold=bold)
        x -= {"left": 0.0, "center": width / 2, "right": width}[h]
        for font, piece in fonts.runs(text, bold=bold):
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, piece)
            x += fonts.text_width(piece, size, bold=bold)


class SheetDrawer:
    """Draws the pages of one sheet."""

    def __init__(self, canvas: "Canvas", sizes: Geometry, plan: layout.Plan, drawn: Drawn) -> None:
        self.canvas, self.sizes, self.plan, self.drawn = canvas, sizes, plan, drawn
        self.pen = TextPen(canvas)
        page, scale = plan.paper, plan.scale
        room = page.width - page.left - page.right - sizes.width(plan.area) * scale
        x = page.left + (max(0.0, room / 2) if sizes.sheet.print_options.horizontalCentered else 0.0)
        self._x = {}
        for column in range(plan.area.left, plan.area.right + 2):
            self._x[column] = x
            x += sizes.column_width(column) * scale

    def page(self, rows: tuple[int, ...], number: int, total: int) -> None:
        """Draw one page and end it."""
        y = self.plan.paper.height - self.plan.paper.top
        edges: dict[int, tuple[float, float]] = {}
        for row in rows:
            height = self.sizes.row_height(row) * self.plan.scale
            edges[row] = (y, y - height)
            y -= height
        boxes = list(self._boxes(rows))
        for draw in (self._fill, self._border, self._text):
            for box in boxes:
                seen = [edges[row] for row in range(box.top, box.bottom + 1) if row in edges]
                draw(box, (self._x[box.left], seen[-1][1], self._x[box.right + 1], seen[0][0]))
        self._running(number, total)
        self.canvas.showPage()

    def _boxes(self, rows: tuple[int, ...]) -> Any:
        shown = set(rows)
        done: set[Box] = set()
        area = self.plan.area
        for row in rows:
            for column in range(area.left, area.right + 1):
                if (column, row) in self.sizes.covered:
                    continue
                yield self.sizes.box(f"{column_letters(column)}{row}")
        for box in self.sizes.boxes.values():  # merged areas whose first row is on an earlier page
            if box.top not in shown and shown & set(range(box.top, box.bottom + 1)) and box not in done:
                done.add(box)
                yield box

    def _cell(self, box: Box) -> Any:
        return self.sizes.cell(f"{column_letters(box.left)}{box.top}")

    def _fill(self, box: Box, place: tuple[float, float, float, float]) -> None:
        ground = self._cell(box).fill
        tint = colour(ground.fgColor) if ground.fill_type == "solid" else None
        if tint:
            x0, y0, x1, y1 = place
            self.canvas.setFillColor(tint)
            self.canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)

    def _border(self, box: Box, place: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = place
        first = self._cell(box).border
        last = self.sizes.cell(f"{column_letters(box.right)}{box.bottom}").border
        for side, line in (
            (first.left, (x0, y0, x0, y1)),
            (first.top, (x0, y1, x1, y1)),
            (last.right, (x1, y0, x1, y1)),
            (last.bottom, (x0, y0, x1, y0)),
        ):
            if side is not None and side.style:
                self.canvas.setStrokeColor(colour(side.color) or "#000000")
                self.canvas.setLineWidth(_WIDTHS.get(side.style, 0.5))
                self.canvas.setDash(_DASHES.get(side.style, []))
                self.canvas.line(*line)

    def _shown(self, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        text = xmltext.shown_text(value) if isinstance(value, str) else numfmt.shown(value, cell.number_format)
        found = fonts.printable(text)
        self.drawn.missing.update(dict.fromkeys(found.missing))
        return found.text

    def _text(self, box: Box, place: tuple[float, float, float, float]) -> None:
        cell = self._cell(box)
        text = self._shown(cell)
        if not text:
            return
        self.canvas.setFillColor(colour(cell.font.color) or "#000000")
        if cell.alignment.textRotation == 255:
            self._upright(text, cell, place)
            return
        x0, y0, x1, y1 = place
        size, bold = float(cell.font.sz or 11) * self.plan.scale, bool(cell.font.b)
        pad = PADDING * self.plan.scale
        indent = float(cell.alignment.indent or 0) * size
        width = x1 - x0 - 2 * pad - indent
        lines, size, leading = self._fit(text, width, y1 - y0, size, wrap=bool(cell.alignment.wrap_text), bold=bold)
        h = cell.alignment.horizontal or "general"
        h = {"general": "left" if isinstance(cell.value, str) else "right", "centerContinuous": "center"}.get(h, h)
        x = {"center": (x0 + indent + x1) / 2, "right": x1 - pad - indent}.get(h, x0 + pad + indent)
        tall = leading * len(lines)
        spare = {"top": pad * 0.8, "center": (y1 - y0 - tall) / 2}.get(cell.alignment.vertical or "bottom", y1 - y0 - tall)
        y = y1 - spare - leading / 2 - size * 0.36
        for line in lines:
            self.pen.line(line, x, y, size, bold=bold, h=h if h in ("center", "right") else "left")
            y -= leading

    def _fit(
        self, text: str, width: float, height: float, size: float, *, wrap: bool, bold: bool
    ) -> tuple[list[str], float, float]:
        """Lines, size and leading with which the text stays inside its cell: closer lines first, then smaller letters."""
        while True:
            em = width / size
            lines = break_lines(text, em, lambda char: fonts.char_width(char, bold=bold)) if wrap else [text.replace("\n", " ")]
            widest = max(fonts.text_width(line, size, bold=bold) for line in lines)
            leading = min(size * _LEADING, max(height / len(lines), size * _TIGHT))
            if (widest <= width + 0.01 and leading * len(lines) <= height + 0.01) or size < 1:
                return lines, size, leading
            size *= 0.96

    def _upright(self, text: str, cell: Any, place: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = place
        size = float(cell.font.sz or 11) * self.plan.scale
        step = min(size * 1.2, (y1 - y0 - 2) / len(text))
        size = min(size, step)
        y = (y0 + y1) / 2 + step * len(text) / 2 - step / 2 - size * 0.36
        for char in text:
            self.pen.line(char, (x0 + x1) / 2, y, size, bold=bool(cell.font.b), h="center")
            y -= step

    def _running(self, number: int, total: int) -> None:
        page = self.plan.paper
        self.canvas.setFillColor("#626264")
        for item, top in ((self.sizes.sheet.oddHeader, True), (self.sizes.sheet.oddFooter, False)):
            for position, x in (("left", page.left), ("center", page.width / 2), ("right", page.width - page.right)):
                text, size = layout.running_text(item, position, number, total)
                y = page.height - page.header - size if top else page.footer
                self.pen.line(fonts.printable(text).text, x, y, size, h=position)


def new_canvas(out: io.BytesIO, title: str) -> "Canvas":
    """A canvas on which our fonts are ready; the same drawing always gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    fonts.load()
    more: dict[str, Any] = {"initialFontName": fonts.REGULAR}  # reportlab's stubs think it a number
    canvas = Canvas(out, pagesize=(595.28, 841.89), invariant=1, lang="ja-JP", **more)
    canvas.setTitle(title)
    canvas.setAuthor("SLLアシスト")
    canvas.setCreator("SLLアシスト")
    return canvas


def draw(workbook: bytes, title: str) -> Drawn:
    """The visible sheets of a workbook as one PDF. Raises ValueError for a number format that is not supported."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    drawn, out = Drawn(), io.BytesIO()
    canvas = new_canvas(out, title)
    sheets = [Geometry(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    plans = [layout.plan(sizes) for sizes in sheets]
    drawn.pages = sum(len(plan.pages) for plan in plans)
    number = 0
    for sizes, plan in zip(sheets, plans, strict=True):
        drawer = SheetDrawer(canvas, sizes, plan, drawn)
        for index, rows in enumerate(plan.pages):
            number += 1
            canvas.setPageSize((plan.paper.width, plan.paper.height))
            if not index:
                canvas.bookmarkPage(sizes.sheet.title)
                canvas.addOutlineEntry(sizes.sheet.title, sizes.sheet.title)
            drawer.page(rows, number, drawn.pages)
    canvas.save()
    drawn.data = out.getvalue()
    return drawn
