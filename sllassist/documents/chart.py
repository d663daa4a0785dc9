"""The chart of emissions against the target: one description, drawn here for paper.

Bars for what happened are solid, bars for what is planned pale, the target is a dashed line; every value is written.
Not for: the widget on the screen (it takes the same description), and for computing any of the figures.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sllassist.documents import fonts, numfmt

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

KEY, PALE, TARGET, INK, SUB, HAIR = "#0017C1", "#99A2E6", "#CE0000", "#1A1A1C", "#626264", "#D8D8DB"
_CLEAR, _CAPITAL = 2.5, 7.0
"""Between a figure and the target line, and the height of a figure, in points."""
_TOP, _BOTTOM, _SIDE = 34.0, 24.0, 8.0


@dataclass(frozen=True, slots=True)
class ChartYear:
    """One year's figures in the chart's unit, unrounded; None where there is none."""

    label: str
    actual: Decimal | None = None
    planned: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What the chart shows, and the one sentence that says it. `number_format` is how figures are written."""

    title: str
    unit: str
    sentence: str
    years: tuple[ChartYear, ...]
    number_format: str = "#,##0"

    def text(self, value: Decimal | None) -> str:
        """A figure as written in the chart and its table."""
        return "－" if value is None else numfmt.shown(value, self.number_format)


class _Picture:
    """A drawing in points, y upwards."""

    def __init__(self, width: float, height: float) -> None:
        from reportlab.graphics.shapes import Drawing

        fonts.load()
        self.drawing = Drawing(width, height)

    def text(self, text: str, x: float, y: float, *, size: float = 8, colour: str = INK, place: float = 0.5) -> None:
        """A line of text; `place` of it lies left of `x` (0: begins there, 1: ends there)."""
        from reportlab.graphics.shapes import String
        from reportlab.lib.colors import HexColor

        clean = fonts.printable(text).text
        x -= fonts.text_width(clean, size) * place
        for font, piece in fonts.runs(clean):
            self.drawing.add(String(x, y, piece, fontName=font, fontSize=size, fillColor=HexColor(colour)))
            x += fonts.text_width(piece, size)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled bar."""
        from reportlab.graphics.shapes import Rect
        from reportlab.lib.colors import HexColor

        bar = Rect(x, y, width, height)
        bar.fillColor, bar.strokeColor = HexColor(colour), None
        self.drawing.add(bar)

    def line(self, x0: float, x1: float, y: float, colour: str, *, dashed: bool = False) -> None:
        """A level line."""
        from reportlab.graphics.shapes import Line
        from reportlab.lib.colors import HexColor

        line = Line(x0, y, x1, y, strokeColor=HexColor(colour), strokeWidth=1.4 if dashed else 0.8)
        if dashed:
            line.strokeDashArray = [4, 2.5]
        self.drawing.add(line)


def _legend(picture: _Picture, chart: Chart, width: float, y: float) -> None:
    x = _SIDE
    for word, colour in (("実績", KEY), ("見込", PALE)):
        picture.bar(x, y, 9, 9, colour)
        picture.text(word, x + 13, y + 1, place=0)
        x += 44
    picture.line(x, x + 18, y + 4, TARGET, dashed=True)
    picture.text("目標（この線以下）", x + 22, y + 1, place=0)
    picture.text(f"単位 {chart.unit}", width - _SIDE, y + 1, colour=SUB, place=1)


def _figure_place(size: float, line: float | None) -> tuple[bool, float]:
    """Whether a bar's figure stands inside the bar, and its baseline over the bar's foot; clear of the target line."""
    inside = size > 16
    at = size + (-11 if inside else 3)
    if line is None or not at - _CLEAR < line < at + _CAPITAL + _CLEAR:
        return inside, at
    below = line - _CLEAR - _CAPITAL
    if inside and below >= 2:
        return True, below
    return False, max(line, size) + _CLEAR


def drawing(chart: Chart, width: float, height: float) -> "Drawing":
    """The chart in a box of `width` × `height` points."""
    picture = _Picture(width, height)
    figures = [f for year in chart.years for f in (year.actual, year.planned, year.target) if f is not None]
    top = max([*figures, Decimal(0)]) or Decimal(1)
    tall = height - _TOP - _BOTTOM
    step = (width - 2 * _SIDE) / max(1, len(chart.years))
    bar = min(46.0, step * 0.42)
    _legend(picture, chart, width, height - 12)
    for index, year in enumerate(chart.years):
        middle = _SIDE + step * (index + 0.5)
        picture.text(year.label, middle, 9, colour=SUB)
        value, colour = (year.actual, KEY) if year.actual is not None else (year.planned, PALE)
        if value is not None:
            size = tall * float(max(value, Decimal(0)) / top)
            picture.bar(middle - bar / 2, _BOTTOM, bar, size, colour)
            line = None if year.target is None else tall * float(max(year.target, Decimal(0)) / top)
            inside, at = _figure_place(size, line)
            ink = "#FFFFFF" if inside and colour == KEY else INK
            picture.text(chart.text(value), middle, _BOTTOM + at, colour=ink)
        if year.target is not None:
            y = _BOTTOM + tall * float(max(year.target, Decimal(0)) / top)
            picture.line(middle - step * 0.42, middle + step * 0.42, y, TARGET, dashed=True)
            picture.text(chart.text(year.target), middle + step * 0.42, y + 3, colour=TARGET, place=1)
    picture.line(_SIDE, width - _SIDE, _BOTTOM, HAIR)
    return picture.drawing
