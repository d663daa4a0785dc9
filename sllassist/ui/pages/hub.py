"""The list of tasks: what is done, what is next, what waits; with the picture of the target and the deadlines.

Not for: deciding any of that (`sllassist.flow.tasks`, `sllassist.assessment`).
"""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from sllassist.documents.target_chart import target_chart
from sllassist.flow.agenda import Item, agenda
from sllassist.flow.pages import HUB, Place
from sllassist.flow.tasks import PASSED_BY, Task, next_open_task, tasks
from sllassist.ui import theme
from sllassist.ui.frame import page_scroll
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Body,
    Card,
    Heading,
    Line,
    LinkButton,
    LinkText,
    Note,
    Pressable,
    PrimaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.chart import ChartPanel
from sllassist.ui.widgets.focus import focus_is_in

SIDE, NARROW = 440, 1120
"""Width of the right column, and the window width below which it stands under the list; px at 100 %."""
SHOWN_DEADLINES = 5
NOT_YET = "まだ開始できません"


class TaskRow(Pressable):
    """One task: pressed as a whole; a task that cannot start yet is plain text and no Tab stop."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.place = task.place
        line = row(self, spacing=24)
        line.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        texts = column(spacing=4)
        startable = task.status != NOT_YET
        title = LinkText(task.title, measure=None) if startable else Note(task.title, measure=None)
        texts.addWidget(title)
        if task.summary:
            texts.addWidget(Note(task.summary, measure=None))
        line.addLayout(texts, 1)
        line.addWidget(StatusTag(task.status), 0, Qt.AlignmentFlag.AlignVCenter)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{task.title}　{task.status}")
        self.setAccessibleDescription(task.summary)
        self.setEnabled(startable)
        if not startable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class HubPage(PageBody):
    """The list of tasks, on the whole width of the window."""

    title = "やることの一覧"

    def __init__(self, model: AppModel, place: Place = HUB) -> None:
        super().__init__(model, place)
        outer = column(self, spacing=0)
        inside = QWidget()
        self._page = column(inside, spacing=16)
        self.area = page_scroll(inside)
        outer.addWidget(self.area, 1)
        self.heading = Heading(level=1)
        self.heading.setMaximumWidth(16_777_215)
        self.lead = Body(measure=None)
        top = column(spacing=4)
        top.addWidget(self.heading)
        top.addWidget(self.lead)
        self._page.addLayout(top)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(24))
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        self._card = Card(padding=0, spacing=0)
        self._columns.addWidget(self._card, 1, Qt.AlignmentFlag.AlignTop)
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._side = QWidget()
        side = column(self._side, spacing=16)
        self._chart_card, self._chart = self._chart_parts()
        self._deadline_card = Card(spacing=16)
        side.addWidget(self._chart_card)
        side.addWidget(self._deadline_card)
        side.addStretch(1)
        self._columns.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._foot = QFrame()
        self._foot.setProperty("role", "footer")
        foot = row(self._foot)
        self.primary = PrimaryButton("続きから始める")
        self.primary.clicked.connect(self.press_primary)
        foot.addWidget(self.primary)
        foot.addStretch(1)
        outer.addWidget(self._foot)
        self.rows: list[TaskRow] = []
        self._shown: object = None
        self._left: Place | None = None
        self.fit(theme.px(1366))

    def _chart_parts(self) -> tuple[Card, ChartPanel]:
        card = Card(spacing=12)
        self._chart_title = Heading()
        card.body.addWidget(self._chart_title)
        panel = ChartPanel()
        card.body.addWidget(panel)
        return card, panel

    def fit(self, width: int) -> None:
        """Sets margins and columns for a window of this width (px)."""
        edge = theme.page_margin(width)
        self._page.setContentsMargins(edge, theme.px(24), edge, theme.px(24))
        foot = self._foot.layout()
        assert foot is not None
        foot.setContentsMargins(edge, theme.px(12), edge, theme.px(16))
        beside = width >= theme.px(NARROW)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.setFixedWidth(theme.px(SIDE)) if beside else self._side.setMaximumWidth(16_777_215)
        if not beside:
            self._side.setMinimumWidth(0)

    def entered(self, focus: str) -> None:
        """Shows the list, as far down as it was left, with the keyboard on the button that goes on."""
        del focus
        self.refresh()
        self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Notes the row with the keyboard, for coming back."""
        self._left = next((line.place for line in self.rows if focus_is_in(line)), None)

    def came_back(self) -> None:
        """The list comes to the front again, with the keyboard on the row one went from."""
        self.entered("")
        line = next((line for line in self.rows if line.place == self._left and line.isEnabled()), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows tasks, chart and deadlines as they are now."""
        case, assessment = self.model.case, self.model.assessment
        found = tasks(case, assessment)
        path = next((result.target for result in assessment.schemes if result.target and result.verdict != "does_not_fit"), None)
        deadlines = tuple(item for item in agenda(assessment) if item.deadline.state != "done")
        shown = (case.firm.name, found, path, deadlines)
        if shown == self._shown:
            return
        self._shown = shown
        self.heading.set_text(f"{case.firm.name}の申請準備" if case.firm.name else "申請の準備")
        self._tell_progress(found)
        self._show_tasks(found)
        self._chart_card.setVisible(path is not None)
        if path is not None:
            chart = target_chart(path)
            self._chart_title.set_text(chart.title)
            self._chart.put(chart)
        self._show_deadlines(deadlines)

    def _tell_progress(self, found: tuple[Task, ...]) -> None:
        found = tuple(task for task in found if task.status not in PASSED_BY)
        done = sum(task.status == "完了" for task in found)
        following = next_open_task(self.model.case, self.model.assessment)
        lead = f"{len(found)}項目のうち{done}項目が終わりました。"
        self.lead.set_text(f"{lead}次は「{following.title}」です。" if following else f"{lead}すべて終わりました。")
        self.primary.setText("続きから始める" if self.model.case.firm.name else "入力を始める")
        self.primary.setVisible(following is not None)

    def _show_tasks(self, found: tuple[Task, ...]) -> None:
        held = next((line.place for line in self.rows if focus_is_in(line)), None)
        clear(self._card.body)
        self.rows = []
        group, number = "", 0
        for task in found:
            if task.group != group:
                group, number = task.group, number + 1
                title = Heading(f"{number}　{group}")
                title.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(8))
                self._card.body.addWidget(title)
            self._card.body.addWidget(Line())
            line = TaskRow(task)
            line.clicked.connect(lambda _=False, place=task.place: self.go.emit(place))
            self.rows.append(line)
            self._card.body.addWidget(line)
            if line.place == held:
                line.setFocus()

    def _show_deadlines(self, found: tuple[Item, ...]) -> None:
        clear(self._deadline_card.body)
        self._deadline_card.setVisible(bool(found))
        self._deadline_card.body.addWidget(Heading("これからの期限"))
        for item in sorted(found, key=_urgency)[:SHOWN_DEADLINES]:
            part = QWidget()
            lines = column(part, spacing=4)
            first = row(spacing=12)
            first.addWidget(Body(item.day_words, measure=None), 1)
            if item.deadline.state == "overdue":
                first.addWidget(StatusTag("期限を過ぎています"))
            if item.deadline.clause.status != "確認済":
                first.addWidget(StatusTag("未確認"))
            lines.addLayout(first)
            left = f"　{item.left_words}" if item.deadline.state == "upcoming" else ""
            who = "" if item.deadline.by == "貴社" else f"（{item.deadline.by}が行います）"
            lines.addWidget(Note(f"{item.deadline.title}{who}　{item.scheme_short}{left}", measure=None))
            self._deadline_card.body.addWidget(part)
        self.all_deadlines = LinkButton(f"期限をすべて見る（{len(found)}件）")
        self.all_deadlines.clicked.connect(lambda: self.go.emit(Place("calendar")))
        self._deadline_card.body.addWidget(self.all_deadlines)

    def press_primary(self) -> None:
        """Goes to the first task that waits."""
        following = next_open_task(self.model.case, self.model.assessment)
        if following is not None:
            self.go.emit(following.place)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the words on this page mean."""
        return (
            ("状態の言葉", "未着手はまだ何も入力していない項目、入力中は残りがある項目、問題がありますは直すところがある項目です。"),
            ("順番", "上から順に進めると早く終わります。どの項目からでも始められ、途中でやめても入力した内容は残ります。"),
            ("これからの期限", "入力した内容から計算した提出期限です。「未確認」の付いたものは、提出先に日付を確かめてください。"),
        )


def _urgency(item: Item) -> tuple[int, bool, dt.date]:
    """Order on the hub: overdue, then dated ones to come, then those tied to an event; the firm's own before others'."""
    order = {"overdue": 0, "upcoming": 1, "undated": 2, "done": 3}
    return order[item.deadline.state], item.deadline.by != "貴社", item.day or dt.date.max
