"""One thing that has happened: what, when, where, by how much; and the notices it asks for.

Not for: which notices (`sllassist.flow.events`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.periods import japanese_date
from sllassist.flow.events import ToldEvent, ToldNotice, remove_event
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, LinkButton, column, row
from sllassist.ui.widgets.beside import Beside
from sllassist.ui.widgets.event_notice import EventNotice
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.focus import focus_is_in

FIELDS = ("day", "prefecture", "change_t", "note")
NO_NOTICES = "届出の要る融資は見つかりません。ほかに実行中の融資があれば、下の「実行中の融資」に入力してください。"
DAY_FIRST = "起きた日を入力すると、届出が要るかどうかを調べます。"


class EventCard(Card):
    """One event. `removed` follows when it has been taken away."""

    go = Signal(Place)
    removed = Signal()

    def __init__(self, model: AppModel, event_id: str, fields: FieldSet) -> None:
        super().__init__(spacing=16)
        self.model, self.event_id = model, event_id
        self.prefix = f"events.{event_id}"
        head = row(spacing=16)
        self.title = Heading("")
        self.title.setMaximumWidth(16_777_215)
        self.change = LinkButton("出来事を選び直す")
        self.change.clicked.connect(self._choose_again)
        self.remove = LinkButton("消す")
        self.remove.clicked.connect(self._ask_remove)
        head.addWidget(self.title, 1)
        head.addWidget(self.change)
        head.addWidget(self.remove)
        self.body.addLayout(head)
        self.question = Ask()
        self.body.addWidget(self.question)
        self.kind = fields.add(f"{self.prefix}.kind")
        self.body.addWidget(self.kind)
        boxes, answers = QWidget(), QWidget()
        left = column(boxes, spacing=16)
        for name in FIELDS:
            left.addWidget(fields.add(f"{self.prefix}.{name}"))
        right = column(answers, spacing=8)
        self.lead = Body(NO_NOTICES)
        right.addWidget(self.lead)
        self._notices = column(spacing=0)
        right.addLayout(self._notices)
        self.body.addWidget(Beside(boxes, answers, top=True, shares=(2, 3)))
        self.notices: list[EventNotice] = []
        self._shown: tuple[ToldNotice, ...] | None = None
        self.kind.hide()

    def put(self, told: ToldEvent) -> None:
        """Shows the event and its notices as they are now."""
        event = told.event
        day = f"　{japanese_date(event.day)}" if event.day else ""
        self.title.set_text(f"{told.words or '出来事を選んでください'}{day}")
        self.change.setAccessibleName(f"「{told.words}」を選び直す")
        self.remove.setAccessibleName(f"「{told.words or '出来事'}」を消す")
        if event.kind is None:
            self.kind.show()
            self.change.hide()
        self.lead.set_text(NO_NOTICES if event.day else DAY_FIRST)
        self.lead.setVisible(not told.notices)
        if told.notices == self._shown:
            return
        held = next((number for number, made in enumerate(self.notices) if focus_is_in(made)), None)
        self._shown = told.notices
        clear(self._notices)
        self.notices = []
        for notice in told.notices:
            if self.notices:
                self._notices.addWidget(Line())
            made = EventNotice(self.model, notice)
            made.go.connect(self.go)
            self.notices.append(made)
            self._notices.addWidget(made)
        if held is not None and held < len(self.notices) and (sent := self.notices[held].sent) is not None:
            sent.focus()

    def _choose_again(self) -> None:
        self.kind.show()
        self.change.hide()
        self.kind.focus()

    def _ask_remove(self) -> None:
        event = next((one for one in self.model.case.events if one.id == self.event_id), None)
        if event is None:
            return
        if event.day is None and event.note is None and event.change_t is None:
            self._remove()
            return
        acts = (("消す", self._remove), ("残す", lambda: self.remove.setFocus(Qt.FocusReason.OtherFocusReason)))
        self.question.ask(f"「{self.title.plain}」を消しますか。送った記録は残ります。", acts)

    def _remove(self) -> None:
        if self.model.edit(remove_event(self.model.case, self.event_id), "出来事を消すこと"):
            self.removed.emit()
