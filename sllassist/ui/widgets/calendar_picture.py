"""The months ahead as a picture: a line for each scheme, its deadlines on it, and the time to prepare before them.

Painted. Screen readers get the sentence and the list. Not for: which deadlines there are (`sllassist.flow.agenda`).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sllassist.case.periods import japanese_date
from sllassist.flow.agenda import Item
from sllassist.ui import theme

SPANS: Final = (12, 24, 36, 60)
"""Months a picture may show; the shortest that holds enough deadlines."""
ENOUGH: Final = 3
LANE, HEAD, NAMES, DOT = 44, 48, 176, 7
"""Height of a scheme's line and of the months, width of the names, radius of a deadline; px at 100 %."""
_COLOURS: Final = {"overdue": theme.ERROR, "upcoming": theme.KEY}


def open_items(items: Sequence[Item]) -> list[Item]:
    """Those with a day that are still to be done."""
    return [item for item in items if item.day is not None and item.deadline.state in _COLOURS]


def span(items: Sequence[Item], as_of: dt.date) -> int:
    """How many months from that of `as_of` on are shown."""
    waiting = open_items(items)
    for months in SPANS:
        held = sum(item.day is not None and item.day < months_on(as_of, months) for item in waiting)
        if held == len(waiting) or held >= ENOUGH:
            return months
    return SPANS[-1]


def months_on(day: dt.date, months: int) -> dt.date:
    """The first day of the month so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def sentence(items: Sequence[Item], as_of: dt.date) -> str:
    """What the picture shows, in words."""
    waiting = open_items(items)
    if not waiting:
        return "日付の決まった、これからの期限はありません。"
    over = sum(item.deadline.state == "overdue" for item in waiting)
    told = f"期限を過ぎたものが{over}件あります。" if over else ""
    if over < len(waiting):
        following = waiting[over]
        told += f"次の期限は、{following.day_words}の「{following.deadline.title}」（{following.left_words}）です。"
    beyond = sum(item.day is not None and item.day >= months_on(as_of, span(items, as_of)) for item in waiting)
    return told + (f"図の先に、ほか{beyond}件あります。" if beyond else "")


class CalendarPicture(QWidget):
    """The picture."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self._lanes: list[str] = []
        self._as_of = dt.date.min
        self.months = SPANS[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, items: Sequence[Item], as_of: dt.date) -> None:
        """Shows other deadlines."""
        self._items, self._as_of = open_items(items), as_of
        self._lanes = list(dict.fromkeys(item.scheme_short for item in self._items))
        self.months = span(items, as_of)
        self.setAccessibleName(sentence(items, as_of))
        told = [f"{item.day_words}　{item.scheme_short}　{item.deadline.title}　{item.left_words}" for item in self._items]
        self.setAccessibleDescription("\n".join(told))
        self.setFixedHeight(theme.px(HEAD + LANE * len(self._lanes) + 4))
        self.setVisible(bool(self._items))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the names and the months."""
        return QSize(theme.px(640), self.minimumHeight())

    def _x(self, day: dt.date) -> float:
        """Where a day stands; what is over lies at the left edge."""
        start, end = months_on(self._as_of, 0), months_on(self._as_of, self.months)
        room = self.width() - theme.px(NAMES) - theme.px(24)
        share = (day - start).days / (end - start).days
        return theme.px(NAMES) + max(0.0, share) * room

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints months, lines, the time to prepare, and the deadlines with their dates."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_months(painter)
        self._paint_today(painter)
        for number, name in enumerate(self._lanes):
            middle = theme.px(HEAD) + theme.px(LANE) * (number + 0.5)
            painter.setPen(QColor(theme.INK))
            painter.setFont(theme.font(theme.SMALL))
            room = theme.px(NAMES) - theme.px(16)
            shown = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)
            box = QRectF(0, middle - theme.px(12), room, theme.px(24))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            painter.setPen(QPen(QColor(theme.LINE), theme.px(2)))
            painter.drawLine(QPointF(theme.px(NAMES), middle), QPointF(self.width(), middle))
            self._paint_lane(painter, [item for item in self._items if item.scheme_short == name], middle)

    def _paint_months(self, painter: QPainter) -> None:
        step = max(1, self.months // 12)
        painter.setFont(theme.font(theme.SMALL))
        for number in range(0, self.months, step):
            first = months_on(self._as_of, number)
            x = self._x(first)
            painter.setPen(QPen(QColor(theme.LINE), 1))
            painter.drawLine(QPointF(x, theme.px(HEAD - 8)), QPointF(x, self.height()))
            painter.setPen(QColor(theme.SUB))
            if number == 0 or first.month <= step:
                painter.drawText(QPointF(x + theme.px(3), theme.px(HEAD - 32)), f"{first.year}年")
            painter.drawText(QPointF(x + theme.px(3), theme.px(HEAD - 14)), f"{first.month}月")

    def _paint_lane(self, painter: QPainter, items: Sequence[Item], middle: float) -> None:
        end = -1.0
        font = theme.font(theme.SMALL, bold=True)
        metrics = QFontMetrics(font)
        for item in items:
            assert item.day is not None
            if item.day >= months_on(self._as_of, self.months):
                continue
            x, colour = self._x(item.day), QColor(_COLOURS[item.deadline.state])
            if item.begin is not None and item.deadline.state == "upcoming":
                begin = self._x(max(item.begin, self._as_of))
                painter.fillRect(QRectF(begin, middle - theme.px(3), max(x - begin, 0), theme.px(6)), QColor(theme.KEY_SOFT))
            painter.setPen(QPen(QColor(theme.WHITE), theme.px(2)))
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x, middle), theme.px(DOT), theme.px(DOT))
            label = f"{item.day.month}/{item.day.day}"
            if item.day < months_on(self._as_of, 0):
                label = f"{item.day.year}/{label}"
            width = metrics.horizontalAdvance(label)
            left = min(max(x - width / 2, theme.px(NAMES - DOT)), self.width() - width)
            if left > end:
                box = QRectF(left, middle - theme.px(DOT + 18), width, theme.px(16))
                painter.fillRect(box, QColor(theme.WHITE))  # nothing strikes a date through
                painter.setPen(colour)
                painter.setFont(font)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
                end = left + width + theme.px(4)

    def _paint_today(self, painter: QPainter) -> None:
        x = self._x(self._as_of)
        pen = QPen(QColor(theme.INK), theme.px(1), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, theme.px(HEAD - 8)), QPointF(x, self.height()))


def legend(as_of: dt.date) -> str:
    """What the marks mean."""
    return f"点線が{japanese_date(as_of)}、青い丸が期限、赤い丸が過ぎた期限、薄い帯が準備にかかる期間です。"
