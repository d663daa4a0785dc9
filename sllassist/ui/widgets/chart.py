"""Bars for what happened and what is planned, a dashed line for the target, the figures on them, and a sentence.

Painted, because the chart library of Qt may not ship. Not for: working out figures.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sllassist.documents.chart import Chart, ChartYear
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Note

HEIGHT: Final = 220
LINE: Final = 18
"""Height of a line of labels, px at 100 %."""
CLEAR: Final = 5
"""Between a figure and the target line, px at 100 %."""
ACTUAL, UNFINISHED, PLANNED, TARGET = "実績", "実績（空欄の月あり）", "見込", "目標"


def table(chart: Chart) -> list[tuple[str, ...]]:
    """The chart's figures as rows of text, head first."""
    head = ("", f"{TARGET}（{chart.unit}）", f"{PLANNED}（{chart.unit}）", f"{ACTUAL}（{chart.unit}）")
    return [head, *((y.label, chart.text(y.target), chart.text(y.planned), chart.text(y.actual)) for y in chart.years)]


def compare_chart(title: str, years: Sequence[tuple[str, Decimal]], sentence: str) -> Chart:
    """Plain bars of several fiscal years (by name) in t-CO2, without a target."""
    return Chart(title, "t-CO2", sentence, tuple(ChartYear(name, value) for name, value in years), "#,##0.0")


def _broken(text: str, mark: str) -> tuple[str, ...]:
    """（a・b） at "・": （a・ and b）; at "（" the bracket goes with what is in it."""
    first, found, rest = text.partition(mark)
    if not found or not first:
        return (text,)
    return (first, found + rest) if mark == "（" else (first + found, rest)


class ChartView(QWidget):
    """The picture. Screen readers get the sentence and the table of figures."""

    def __init__(self, parent: QWidget | None = None, *, legend: bool = True) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._unfinished: Collection[int] = ()
        self._legend = legend
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(HEIGHT))

    def sizeHint(self) -> QSize:
        """Wide enough for four bars."""
        return QSize(theme.px(400), theme.px(HEIGHT))

    def put(self, chart: Chart, unfinished: Collection[int] = ()) -> None:
        """Shows another chart; `unfinished`: places of bars that lack months, which are hatched (their labels say it in words)."""
        self._chart, self._unfinished = chart, unfinished
        self.setAccessibleName(f"{chart.title}。{chart.sentence}")
        self.setAccessibleDescription("\n".join("、".join(cell for cell in line if cell) for line in table(chart)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints bars, target, figures, labels and legend."""
        del event
        if self._chart is None or not self._chart.years:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = theme.px(30)
        area = QRectF(0, head, self.width(), self.height() - head)
        _Painting(painter, self._chart, area, self._unfinished).run(legend=self._legend)


class _Painting:
    """One drawing of a chart into an area; the legend stands above, the labels below it."""

    def __init__(self, painter: QPainter, chart: Chart, area: QRectF, unfinished: Collection[int] = ()) -> None:
        self.painter, self.chart, self.area, self.unfinished = painter, chart, area, unfinished
        figures = [v for year in chart.years for v in (year.actual, year.planned, year.target) if v is not None]
        self.top = max(figures, default=Decimal(0)) or Decimal(1)
        self.slot = area.width() / len(chart.years)
        self.labels = self._fitted([year.label for year in chart.years])
        lines = max(len(label) for label in self.labels)
        area.setBottom(area.bottom() - theme.px(8) - lines * theme.px(LINE))

    def _fitted(self, labels: Sequence[str]) -> list[tuple[str, ...]]:
        """The labels; all are broken at the bracket, then at the dot in it, when one of them is too long for its place."""
        metrics = QFontMetrics(theme.font(theme.SMALL))
        lines: list[tuple[str, ...]] = [(label,) for label in labels]
        for mark in ("（", "・"):
            if all(metrics.horizontalAdvance(part) <= self.slot - theme.px(4) for label in lines for part in label):
                break
            lines = [tuple(piece for part in label for piece in _broken(part, mark)) for label in lines]
        return lines

    def y_of(self, value: Decimal) -> float:
        """Where a figure stands; the highest leaves room for its figure above it."""
        room = self.area.height() - theme.px(18)
        return self.area.bottom() - float(max(value, Decimal(0)) / self.top) * room

    def run(self, *, legend: bool) -> None:
        """Paints everything; without `legend` only the unit stands above the bars."""
        self._legend(words=legend)
        for number, year in enumerate(self.chart.years):
            middle = self.area.left() + self.slot * (number + 0.5)
            width = min(self.slot * 0.62, theme.px(88))
            value = year.actual if year.actual is not None else year.planned
            bar = QRectF(middle - width / 2, 0, width, 0)
            if value is not None:
                self._bar(value, bar, actual=year.actual is not None, hatched=number in self.unfinished)
            if year.target is not None:
                self._target(year.target, middle, min(width + theme.px(20), self.slot - theme.px(4)), alone=value is None)
            if value is not None:
                self._figure(value, bar, year.target, actual=year.actual is not None, above=number in self.unfinished)
            for line, text in enumerate(self.labels[number]):
                self._text(text, middle, self.area.bottom() + theme.px(5) + line * theme.px(LINE), theme.SUB)
        self.painter.setPen(QPen(QColor(theme.BORDER), 1))
        base = self.area.bottom() + 0.5
        self.painter.drawLine(QPointF(self.area.left(), base), QPointF(self.area.right(), base))

    def _bar(self, value: Decimal, rect: QRectF, *, actual: bool, hatched: bool) -> None:
        rect.setTop(self.y_of(value))
        rect.setBottom(self.area.bottom())
        self._fill(rect, theme.KEY if actual else theme.KEY_SOFT, hatched=hatched)

    def _fill(self, rect: QRectF, colour: str, *, hatched: bool) -> None:
        if not hatched:
            self.painter.fillRect(rect, QColor(colour))
            return
        self.painter.fillRect(rect, QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern))
        self.painter.setPen(QPen(QColor(colour), theme.px(2)))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = theme.px(2) / 2
        self.painter.drawRect(rect.adjusted(edge, edge, -edge, -edge))

    def _figure(self, value: Decimal, rect: QRectF, target: Decimal | None, *, actual: bool, above: bool) -> None:
        """Writes a bar's figure in its head, or above a low or hatched bar; clear of the target line, which would strike it."""
        tall = theme.px(theme.TEXT) * 1.4
        wide = QFontMetrics(theme.font(theme.TEXT)).horizontalAdvance(self.chart.text(value)) + theme.px(4)
        inside = rect.height() >= theme.px(44) and rect.width() >= wide and not above
        at = rect.top() + theme.px(10) if inside else rect.top() - theme.px(20)
        line = None if target is None else self.y_of(target)
        if line is not None and at - theme.px(CLEAR) < line < at + tall + theme.px(CLEAR):
            below = line + theme.px(CLEAR)
            inside = inside and below + tall <= rect.bottom()
            at = below if inside else min(line, rect.top()) - theme.px(CLEAR) - tall
        colour = (theme.WHITE if actual else theme.INK) if inside else theme.INK
        self._text(self.chart.text(value), rect.center().x(), at, colour, theme.TEXT)

    def _target(self, target: Decimal, middle: float, width: float, *, alone: bool) -> None:
        y = self.y_of(target)
        for colour, thick, style in ((theme.WHITE, 5, Qt.PenStyle.SolidLine), (theme.ERROR, 2, Qt.PenStyle.CustomDashLine)):
            pen = QPen(QColor(colour), theme.px(thick), style)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if style == Qt.PenStyle.CustomDashLine:
                pen.setDashPattern([4, 2])
            self.painter.setPen(pen)
            self.painter.drawLine(QPointF(middle - width / 2, y), QPointF(middle + width / 2, y))
        if alone:
            self._text(f"{TARGET} {self.chart.text(target)}", middle, y + theme.px(6), theme.ERROR)

    def _text(self, text: str, middle: float, top: float, colour: str, size: int = theme.SMALL) -> None:
        self.painter.setFont(theme.font(size))
        self.painter.setPen(QColor(colour))
        width = max(self.slot, QFontMetrics(self.painter.font()).horizontalAdvance(text) + 2)
        rect = QRectF(middle - width / 2, top, width, theme.px(size) * 1.4)
        self.painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def _legend(self, *, words: bool) -> None:
        self.painter.setFont(theme.font(theme.SMALL))
        metrics = QFontMetrics(self.painter.font())
        years = self.chart.years if words else ()
        parts: list[tuple[str, str | None]] = []
        actual = {number in self.unfinished for number, year in enumerate(years) if year.actual is not None}
        parts += [(ACTUAL, theme.KEY)] if False in actual else []
        parts += [(UNFINISHED, theme.KEY)] if True in actual else []
        parts += [(PLANNED, theme.KEY_SOFT)] if any(y.actual is None and y.planned is not None for y in years) else []
        parts += [(TARGET, None)] if any(year.target is not None for year in years) else []
        x, y = self.area.left(), theme.px(8)
        for word, colour in parts:
            swatch = QRectF(x, y - theme.px(5), theme.px(18), theme.px(12))
            if colour:
                self._fill(swatch, colour, hatched=word == UNFINISHED)
            else:
                pen = QPen(QColor(theme.ERROR), theme.px(2), Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([4, 2])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                self.painter.setPen(pen)
                self.painter.drawLine(QPointF(x, y + theme.px(1)), QPointF(x + theme.px(24), y + theme.px(1)))
                swatch.setWidth(theme.px(24))
            self.painter.setPen(QColor(theme.SUB))
            self.painter.drawText(QPointF(swatch.right() + theme.px(6), y + metrics.ascent() - theme.px(6)), word)
            x = swatch.right() + theme.px(6) + metrics.horizontalAdvance(word) + theme.px(20)
        unit = f"単位 {self.chart.unit}"
        self.painter.setPen(QColor(theme.SUB))
        right = self.area.right() - metrics.horizontalAdvance(unit)
        if right > x:
            self.painter.drawText(QPointF(right, y + metrics.ascent() - theme.px(6)), unit)


class ChartPanel(QWidget):
    """The picture and its sentence."""

    def __init__(self, parent: QWidget | None = None, *, measure: int | None = theme.MEASURE, legend: bool = True) -> None:
        super().__init__(parent)
        self.picture = ChartView(self, legend=legend)
        self.sentence = Note("", self, measure=measure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.picture)
        layout.addWidget(self.sentence)

    def put(self, chart: Chart, unfinished: Collection[int] = ()) -> None:
        """Shows another chart; see `ChartView.put`."""
        self.picture.put(chart, unfinished)
        self.sentence.set_text(chart.sentence)
