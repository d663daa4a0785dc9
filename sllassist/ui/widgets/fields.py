"""One field of the catalogue on the screen: label, 必須/任意, hint, the box, its unit, and what to mend.

Bound to a Case path: typing reaches the model within 300 ms, and the model's changes (元に戻す) reach the box.
Not for: reading what was typed (`sllassist.flow.fields`).
"""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sllassist.case.problems import Problem
from sllassist.flow import fields
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, CheckBox, Note, Text, column, restyle, row
from sllassist.ui.widgets.focus import focus_is_in
from sllassist.ui.widgets.inputs import LineEdit, TextArea

DEBOUNCE_MS = 300
"""Typing is handed over when it has paused this long."""
BAR = 4
"""Width of the bar beside a field with a problem, px at 100 %."""


class _Label(Text):
    role = "label"

    def sizeHint(self) -> QSize:
        """As wide as its words; it wraps only where there is less room than that."""
        return QSize(self.fontMetrics().horizontalAdvance(self.plain) + theme.px(2), super().sizeHint().height())


class FieldWidget(QWidget):
    """What all fields have. Subclasses set `control` (what gets the focus) and put it into `self.box`."""

    control: QWidget
    """The box itself; not set where a field has several."""

    def __init__(self, model: AppModel, path: str, *, label: str = "", heading: bool = True) -> None:
        """`label` replaces the catalogue's; `heading` False leaves label and hint to whoever shows the field (a table)."""
        super().__init__()
        self.model = model
        self.path = path
        self.spec = fields.field(path)
        self.label = label or self.spec.label
        self.problem: Problem | None = None
        self._says_need = True
        self._column = column(self, spacing=4)
        self.head = _Label(self.label, measure=None)
        self._need = Text("必須" if self.spec.required else "任意", measure=None)
        self._need.setProperty("role", "need-required" if self.spec.required else "need")
        if heading:
            self._add_heading()
        self._told = Text()
        self._told.setProperty("role", "error")
        self._told.hide()
        self._column.addWidget(self._told)
        self.box: QVBoxLayout = column(spacing=4)
        self.box.setContentsMargins(0, theme.px(4), 0, 0)
        self._column.addLayout(self.box)

    def _add_heading(self) -> None:
        line = row(spacing=12)
        self.head.setWordWrap(len(self.label) > theme.MEASURE // 2)
        self._need.setWordWrap(False)
        line.addWidget(self.head)
        line.addWidget(self._need)
        line.addStretch(1)
        self._column.addLayout(line)
        if self.spec.hint:
            self._column.addWidget(Note(self.spec.hint))

    def drop_need(self) -> None:
        """Says nothing of 必須 and 任意 (where only what is needed is asked)."""
        self._need.hide()
        self._says_need = False
        self.describe()

    def drop_unit(self) -> None:
        """Leaves the unit to the head of a column; the box keeps its width for the figure."""
        for label in self.findChildren(Body):
            if self.spec.unit and label.plain == self.spec.unit:
                label.hide()

    def refresh(self) -> None:
        """Shows the model's value unless the user is typing here."""
        raise NotImplementedError

    def flush(self) -> None:
        """Hands over what is still being typed or composed."""

    def focus(self) -> None:
        """Puts the cursor here."""
        self.control.setFocus()

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this field."""
        return focus_is_in(self)

    def show_problem(self, problem: Problem | None) -> None:
        """Shows a problem beside the field, or takes it away."""
        if problem == self.problem:
            return
        self.problem = problem
        self._told.setVisible(problem is not None)
        if problem is not None:
            self._told.setProperty("role", "error" if problem.level == "error" else "warn")
            self._told.set_text(problem.message)
            restyle(self._told)
        self._column.setContentsMargins(theme.px(16) if problem else 0, 0, 0, 0)
        self._mark(wrong=problem is not None and problem.level == "error")
        self.describe()
        self.update()

    def _mark(self, *, wrong: bool) -> None:
        self.control.setProperty("wrong", "true" if wrong else "false")
        restyle(self.control)

    def describe(self) -> None:
        """Tells assistive technology name, need, hint and problem."""
        unit = f"（{self.spec.unit}）" if self.spec.unit else ""
        self.name_control(f"{self.label}{unit}", self.description())

    def description(self) -> str:
        """Need, hint and problem in one text."""
        need = ("必須" if self.spec.required else "任意") if self._says_need else ""
        parts = [need, self.spec.hint, self.problem.message if self.problem else ""]
        return "。".join(part.rstrip("。") for part in parts if part)

    def name_control(self, name: str, description: str) -> None:
        """Gives the control its accessible name and description."""
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(description)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bar of a field with a problem."""
        super().paintEvent(event)
        if self.problem is not None:
            colour = theme.ERROR if self.problem.level == "error" else theme.WARN_LINE
            QPainter(self).fillRect(0, 0, theme.px(BAR), self.height(), QColor(colour))


class TextField(FieldWidget):
    """A box to type into, of one line or (long_text) several."""

    def __init__(self, model: AppModel, path: str, *, label: str = "", heading: bool = True) -> None:
        super().__init__(model, path, label=label, heading=heading)
        self.edit: LineEdit | TextArea
        self._shown: tuple[str, bool] = ("", False)
        self._handing = False
        self._timer = QTimer(self, interval=DEBOUNCE_MS, singleShot=True)
        self._timer.timeout.connect(self._hand_over)
        if self.spec.kind == "long_text":
            self.edit = TextArea(width=self.spec.width)
            self.edit.textChanged.connect(self._typed)
        else:
            self.edit = LineEdit(width=self.spec.width)
            self.edit.textEdited.connect(self._typed)
        self.control = self.edit
        self.head.setBuddy(self.edit)
        self.edit.left.connect(self._left)
        line = row(spacing=8)
        line.addWidget(self.edit)
        if self.spec.unit:
            unit = Body(self.spec.unit, measure=None)
            unit.setWordWrap(False)
            line.addWidget(unit)
        line.addStretch(1)
        self.box.addLayout(line)
        self.dont_know: CheckBox | None = None
        if self.spec.dont_know:
            self.dont_know = CheckBox("わからない")
            self.dont_know.setAccessibleDescription(self.label)
            self.dont_know.clicked.connect(self._dont_know)
            self.box.addWidget(self.dont_know)
        self.describe()
        self.refresh()

    @property
    def text(self) -> str:
        """What stands in the box now."""
        return self.edit.text() if isinstance(self.edit, LineEdit) else self.edit.toPlainText()

    def _typed(self) -> None:
        if not self._handing:
            self._timer.start()

    def _state(self) -> tuple[str, bool]:
        return fields.input_text(self.model.case, self.path), self.path in self.model.case.dont_know

    def refresh(self) -> None:
        """Shows the model's text; leaves the box alone while the user types and nobody else has changed the value."""
        if self._handing or self._timer.isActive() or self.edit.is_composing:
            return
        state = self._state()
        if state == self._shown and self.edit.hasFocus():
            return
        self._shown = state
        if self.text != state[0]:
            self._handing = True
            if isinstance(self.edit, LineEdit):
                self.edit.setText(state[0])
            else:
                self.edit.setPlainText(state[0])
            self._handing = False
        if self.dont_know is not None:
            self.dont_know.setChecked(state[1])

    def _hand_over(self) -> None:
        self._timer.stop()
        self._handing = True
        taken = self.model.type_text(self.path, self.text)
        self._handing = False
        if taken:
            self._shown = self._state()
            if self.dont_know is not None:
                self.dont_know.setChecked(self._shown[1])
        else:
            self._shown = ("", False)
            self.refresh()

    def flush(self) -> None:
        """Takes composed text and hands over what waits."""
        self.edit.take_composed()
        if self._timer.isActive():
            self._hand_over()

    def _left(self) -> None:
        self.flush()
        self.model.seal()
        self.refresh()

    def _dont_know(self, checked: bool) -> None:
        self._timer.stop()
        self.model.mark_dont_know(self.path, unknown=checked)
        self.refresh()
