"""One deadline: day, what is due, who sends it to whom, when to begin, and its state in words.

Not for: which deadlines there are (`sllassist.flow.agenda`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sllassist.flow.agenda import Item
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, Heading, Kind, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.scheme_tree import SourceLine

DAY, LEAST, SOON = 200, 700, 30
"""Width of the column of days and width from which it stands beside, px at 100 %; days that count as soon."""


def state_word(item: Item) -> tuple[str, Kind]:
    """The state in words, and its tint."""
    state = item.deadline.state
    if state == "done":
        return "済みました", "ok"
    if state == "overdue":
        return f"期限を過ぎています（{-(item.days_left or 0)}日）", "error"
    if item.days_left is None:
        return "" if item.day is None else "過ぎた日付です", "plain"
    if item.days_left <= SOON:
        return item.left_words if item.days_left else "今日が期限です", "warn"
    if item.begin is not None and item.days_left <= item.lead_days:
        return f"準備を始めるころです　{item.left_words}", "warn"
    return item.left_words, "plain"


class CalendarRow(QWidget):
    """One row. `go` asks for where its papers are made."""

    go = Signal(Place)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        self._box.setSpacing(theme.px(16))
        self._left = QWidget()
        left = column(self._left, spacing=6)
        self.day = Body(item.day_words, measure=None)
        left.addWidget(self.day)
        self.tag = StatusTag(*state_word(item))
        holder = row(spacing=0)
        holder.addWidget(self.tag)
        holder.addStretch(1)
        left.addLayout(holder)
        if not self.tag.text():
            self.tag.hide()
        middle = QWidget()
        texts = column(middle, spacing=2)
        told = item.deadline
        self.title = Heading(told.title, level=3)
        self.title.setMaximumWidth(16_777_215)
        self.title.setAccessibleName(f"{told.title}　{item.scheme_short}　{item.day_words}　{self.tag.text()}")
        texts.addWidget(self.title)
        self.who = Note(f"{item.scheme_short}　　{told.by} → {told.to}", measure=None)
        texts.addWidget(self.who)
        begin = f"準備　{item.begin_words}" if told.state == "upcoming" and item.begin_words else ""
        for line in (begin, told.when if item.day else "", told.note):
            if line:
                texts.addWidget(Note(line, measure=None))
        texts.addWidget(SourceLine(told.clause))
        top = Qt.AlignmentFlag.AlignTop
        self._box.addWidget(self._left, 0, top)
        self._box.addWidget(middle, 1, top)
        self.link: LinkButton | None = None
        if item.place is not None:
            place = item.place
            self.link = LinkButton("届出を見る" if place.page_id == "events" else "書類を見る" if told.state == "done" else "書類を作る")
            self.link.setAccessibleName(f"{told.title}：{self.link.text()}")
            self.link.clicked.connect(lambda: self.go.emit(place))
            self._box.addWidget(self.link, 0, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The day stands beside, or above in a narrow window."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(LEAST)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._left.setMinimumWidth(theme.px(DAY) if wide else 0)
        self._left.setMaximumWidth(theme.px(DAY) if wide else 16_777_215)
