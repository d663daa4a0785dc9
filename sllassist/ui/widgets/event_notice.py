"""What an event asks for under one loan: needed or not, why, the arithmetic, which paper to whom by when, and 「送りました」.

Not for: whether it is needed (`Scheme.notices`).
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from sllassist.case.periods import japanese_date, parse_date
from sllassist.case.problems import InputProblem
from sllassist.flow.events import ToldNotice, mark_sent, unmark
from sllassist.flow.pages import Place, page_of_path
from sllassist.schemes.rules import Answer
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import (
    Body,
    Heading,
    Kind,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.scheme_tree import SourceLine

KINDS: Final[dict[Answer, Kind]] = {"yes": "warn", "no": "ok", "unknown": "key"}
SENT_ON = "送った日"


class NoticeSent(QWidget):
    """The day a notice was sent, and the way to say or take back that it was."""

    def __init__(self, model: AppModel, told: ToldNotice) -> None:
        super().__init__()
        self.model, self._told = model, told
        layout = column(self, spacing=4)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        self.wrong = Body(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        line = row(spacing=12)
        layout.addLayout(line)
        name = f"{told.notice.paper}（{told.scheme}）"
        self.button: SecondaryButton | None = None
        self.edit: LineEdit | None = None
        self.undo: LinkButton | None = None
        if told.sent_on is None:
            label = QLabel(SENT_ON)
            label.setProperty("role", "label")
            self.edit = LineEdit(width=12)
            self.edit.setText(japanese_date(model.today))
            self.edit.setAccessibleName(f"{name}を{SENT_ON}")
            self.edit.returnPressed.connect(self._mark)
            label.setBuddy(self.edit)
            self.button = SecondaryButton("送りました")
            self.button.setAccessibleName(f"{name}を送りました")
            self.button.clicked.connect(self._mark)
            for widget in (label, self.edit, self.button):
                line.addWidget(widget)
        else:
            said = Body(f"{japanese_date(told.sent_on, weekday=True)}に送りました。", measure=None)
            said.setWordWrap(False)
            self.undo = LinkButton("取り消す")
            self.undo.setAccessibleName(f"{name}を送った記録を取り消す")
            self.undo.clicked.connect(self._unmark)
            line.addWidget(said)
            line.addWidget(self.undo)
        line.addStretch(1)

    def _mark(self) -> None:
        assert self.edit is not None
        self.edit.take_composed()
        try:
            day = parse_date(self.edit.text(), SENT_ON)
            if day > self.model.today:
                raise InputProblem("sent.future", label=SENT_ON)
        except InputProblem as told:
            self.wrong.set_text(told.problem.message)
            self.wrong.show()
            self.edit.setAccessibleDescription(told.problem.message)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.model.edit(mark_sent(self.model.case, self._told.notice, day), "送った日の記録")

    def _unmark(self) -> None:
        self.model.edit(unmark(self.model.case, self._told.notice), "送った記録の取り消し")

    def focus(self) -> None:
        """Puts the keyboard on what can be done now."""
        (self.undo or self.button or self).setFocus(Qt.FocusReason.OtherFocusReason)


class EventNotice(QWidget):
    """One notice. `go` asks for where a missing fact is entered."""

    go = Signal(Place)

    def __init__(self, model: AppModel, told: ToldNotice) -> None:
        super().__init__()
        self.told = told
        notice = told.notice
        layout = column(self, spacing=4)
        layout.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        head = row(spacing=16)
        name = Heading(f"{told.scheme}　{told.loan}", level=3)
        name.setWordWrap(False)
        head.addWidget(name)
        sent = notice.needed == "yes" and told.sent_on is not None
        self.tag = StatusTag("送りました" if sent else told.word, "ok" if sent else KINDS[notice.needed])
        head.addWidget(self.tag)
        head.addStretch(1)
        layout.addLayout(head)
        self.why = Body(notice.why, measure=theme.MEASURE + 24)
        layout.addWidget(self.why)
        if notice.arithmetic:
            layout.addWidget(Body(f"計算　{notice.arithmetic}", measure=theme.MEASURE + 24))
        if notice.needed != "no":
            due = notice.due or "決まっていません"
            layout.addWidget(Note(f"書類　{notice.paper}　　{notice.by} → {notice.to}　　期限　{due}", measure=None))
        if notice.clause is not None:
            layout.addWidget(SourceLine(notice.clause))
        self.links: list[LinkButton] = []
        if notice.needed == "unknown":
            self._add_links(model, layout)
        self.sent: NoticeSent | None = None
        if notice.needed == "yes" or told.sent_on is not None:
            self.sent = NoticeSent(model, told)
            layout.addWidget(self.sent)

    def _add_links(self, model: AppModel, layout: object) -> None:
        line = row(spacing=16)
        for path in self.told.notice.paths:
            place = page_of_path(model.case, path)
            link = LinkButton(f"「{place.page.title}」で答える" if place.page_id != "events" else "足りない数字を入力する", small=True)
            link.clicked.connect(lambda _=False, place=place: self.go.emit(place))
            if link.text() not in [other.text() for other in self.links]:
                self.links.append(link)
                line.addWidget(link)
        line.addStretch(1)
        assert hasattr(layout, "addLayout")
        layout.addLayout(line)
