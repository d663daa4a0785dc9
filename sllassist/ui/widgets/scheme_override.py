"""手で結論を決める: an advisor's own conclusion about a scheme, with reason and name; and the way back to the computed one.

Not for: storing it (`sllassist.flow.verdicts`).
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from sllassist.assessment import Verdict
from sllassist.case.problems import InputProblem
from sllassist.flow import verdicts
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, PrimaryButton, Text, column, row
from sllassist.ui.widgets.inputs import LineEdit, TextArea
from sllassist.ui.widgets.radio_group import RadioGroup

LEAD = "計算による判定のかわりに使う結論です。理由とお名前を、判定書にもそのまま書きます。計算による判定は残り、いつでも戻せます。"
CHOICES: Final[tuple[Verdict, ...]] = ("fits", "does_not_fit")
NO_CHOICE = "結論を選んでください。"


class OverrideForm(Card):
    """The form, unfolded in the page. `done` follows when it folds up again, with or without a conclusion."""

    done = Signal()

    def __init__(self, model: AppModel, scheme_id: str) -> None:
        super().__init__(padding=24, spacing=12)
        self.model, self.scheme_id = model, scheme_id
        self._verdict: Verdict | None = None
        self.body.addWidget(Heading("手で結論を決める"))
        self.body.addWidget(Note(LEAD, measure=theme.MEASURE + 16))
        self.wrong = Text(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        result = model.assessment.scheme(scheme_id)
        answers = [(verdict, result.word_for(verdict)) for verdict in CHOICES]
        self.choice = RadioGroup("結論", answers, per_row=None)
        self.choice.picked.connect(self._choose)
        self.reason = TextArea(lines=3)
        self.by = LineEdit(width=16)
        for label, box in (("結論", self.choice), ("理由", self.reason), ("決めた方のお名前", self.by)):
            self.body.addWidget(_labelled(label, box))
        self.set_button = PrimaryButton("この結論にする")
        self.set_button.clicked.connect(self._set)
        self.stop = LinkButton("やめる")
        self.stop.setAccessibleName("手で結論を決めるのをやめる")
        self.stop.clicked.connect(self._fold)
        line = row(spacing=16)
        line.addWidget(self.set_button)
        line.addWidget(self.stop)
        line.addStretch(1)
        self.body.addLayout(line)
        self.hide()

    def unfold(self) -> None:
        """Shows the form with what holds now, the keyboard in its first question."""
        told = self.model.assessment.scheme(self.scheme_id).override
        earlier = self.model.case.overrides
        self._verdict = told.verdict if told else None
        self.choice.check(self._verdict)
        self.reason.setPlainText(told.reason if told else "")
        self.by.setText(told.by if told else earlier[-1].by if earlier else "")
        self._tell("")
        self.show()
        self.choice.focus()

    def _choose(self, value: str) -> None:
        self._verdict = next(verdict for verdict in CHOICES if verdict == value)

    def _tell(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))

    def _set(self) -> None:
        for box in (self.reason, self.by):
            box.take_composed()
        if self._verdict is None:
            self._tell(NO_CHOICE)
            self.choice.focus()
            return
        reason, by = self.reason.toPlainText(), self.by.text()
        try:
            case = verdicts.set_override(self.model.case, self.scheme_id, self._verdict, reason, by, self.model.today)
        except InputProblem as told:
            self._tell(told.problem.message)
            wrong = self.by if reason.strip() else self.reason
            wrong.setAccessibleDescription(told.problem.message)
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.model.edit(case, "手で結論を決めること"):
            self._fold()

    def _fold(self) -> None:
        self.hide()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds the form without a conclusion."""
        if event.key() == Qt.Key.Key_Escape:
            self._fold()
            return
        super().keyPressEvent(event)


def _labelled(text: str, box: QWidget) -> QWidget:
    """A box under its label; the label names it."""
    holder = QWidget()
    lines = column(holder, spacing=4)
    label = QLabel(text)
    label.setProperty("role", "label")
    label.setBuddy(box)
    box.setAccessibleName(text)
    lines.addWidget(label)
    lines.addWidget(box)
    return holder


class OverrideNote(QWidget):
    """Who decided by hand, when and why; with 取り消す."""

    lifted = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = row(self, spacing=16)
        self.text = Body(measure=theme.MEASURE + 20)
        self.lift = LinkButton("手で決めた結論を取り消す")
        self.lift.clicked.connect(self.lifted)
        line.addWidget(self.text, 1)
        line.addWidget(self.lift, 0, Qt.AlignmentFlag.AlignTop)

    def put(self, sentence: str) -> None:
        """Shows the sentence; nothing at all for ""."""
        self.text.set_text(sentence)
        self.setVisible(bool(sentence))
