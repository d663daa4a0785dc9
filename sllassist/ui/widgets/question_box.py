"""A question about a file, with its answers; what is only proposed is marked so and never chosen beforehand.

Not for: which questions there are (`sllassist.flow.imports`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sllassist.importers import Question
from sllassist.ui import theme
from sllassist.ui.widgets.basic import ComboBox, Heading, Note, SecondaryButton, column, row
from sllassist.ui.widgets.radio_group import RadioGroup

PROPOSED = "（提案）"
CHOOSE = "選んでください"
MOST_RADIOS = 8
_COUNTED = "{count}か所がこの答えを待っています。"
_WAITING = "{count}か所がこの答えを待っています（{places}）。"


class QuestionBox(QWidget):
    """One question: a few answers as radio buttons, many as a list that folds out with a button for the proposal."""

    answered = Signal(str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        layout = column(self, spacing=4)
        self.title = Heading(question.text, level=3)
        self.title.setMaximumWidth(theme.px(theme.TEXT) * (theme.MEASURE + 16))
        layout.addWidget(self.title)
        self.note = Note("", measure=None)
        layout.addWidget(self.note)
        self.group: RadioGroup | None = None
        self.combo: ComboBox | None = None
        self.accept: SecondaryButton | None = None
        if len(question.options) <= MOST_RADIOS:
            answers = [(o.value, o.label + (PROPOSED if o.value == question.proposed else "")) for o in question.options]
            self.group = RadioGroup(question.text, answers)
            self.group.picked.connect(self.answered)
            layout.addWidget(self.group)
        else:
            self._add_combo(question)
        self.put(question, None)

    def _add_combo(self, question: Question) -> None:
        line = row(spacing=16)
        proposed = next((option for option in question.options if option.value == question.proposed), None)
        if proposed is not None:
            self.accept = SecondaryButton(f"提案の「{proposed.label}」でよい")
            self.accept.setAccessibleDescription(question.text)
            self.accept.clicked.connect(lambda: self.answered.emit(proposed.value))
            line.addWidget(self.accept)
        self.combo = ComboBox()
        self.combo.setAccessibleName(question.text)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.combo.addItem(CHOOSE, "")
        for option in question.options:
            self.combo.addItem(option.label, option.value)
        self.combo.activated.connect(self._activated)
        line.addWidget(self.combo)
        line.addStretch(1)
        whole = self.layout()
        assert whole is not None
        holder = QWidget()
        holder.setLayout(line)
        whole.addWidget(holder)

    def _activated(self, place: int) -> None:
        assert self.combo is not None
        if value := self.combo.itemData(place):
            self.answered.emit(str(value))

    def put(self, question: Question, answer: str | None) -> None:
        """Shows the question's counts of now, and its answer."""
        self.question = question
        parts = [question.why] if question.why else []
        if question.count:
            places = "、".join(question.places[:3]) + (" など" if question.count > 3 else "")
            parts.append((_WAITING if question.places else _COUNTED).format(count=f"{question.count:,}", places=places))
        self.note.set_text("　".join(f"{part}。" if not part.endswith("。") else part for part in parts))
        self.note.setVisible(bool(parts))
        if self.group is not None:
            self.group.check(answer)
        if self.combo is not None:
            self.combo.setCurrentIndex(max(self.combo.findData(answer), 0) if answer else 0)
        if self.accept is not None:
            self.accept.setVisible(answer is None)

    def focus(self) -> None:
        """Puts the keyboard on the answers."""
        if self.group is not None:
            self.group.focus()
        elif self.accept is not None and not self.accept.isHidden():
            self.accept.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.combo is not None:
            self.combo.setFocus(Qt.FocusReason.OtherFocusReason)
