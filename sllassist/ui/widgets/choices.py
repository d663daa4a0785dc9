"""Fields with a few fixed answers, as radio buttons; nothing is chosen until the user chooses.

Not for: long lists (`sllassist.ui.widgets.pick`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QSizePolicy, QWidget

from sllassist.flow import fields
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import LinkButton, column, row
from sllassist.ui.widgets.fields import FieldWidget

YES_NO = (("yes", "はい"), ("no", "いいえ"))
BY_KEY = "Deleteキーでも、選んだものを消せます。"
DONT_KNOW = "?"
"""Stands for わからない among the answers; no answer of the catalogue looks like this."""
IN_A_ROW, GAP = 40, 4
"""Answers of no more full-width characters than this stand side by side, each with its button counted as `GAP`."""


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Radio(QRadioButton):
    """A radio button that Enter chooses as well as the space bar; Delete asks to take the answer away."""

    cleared = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses this answer, the arrow keys the one before or after."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.key() in _STEPS and self.group() is not None:
            answers = self.group().buttons()
            other = answers[(answers.index(self) + _STEPS[Qt.Key(event.key())]) % len(answers)]
            other.setFocus()
            other.click()
        else:
            super().keyPressEvent(event)


class RadioField(FieldWidget):
    """A question with a few answers."""

    def __init__(self, model: AppModel, path: str, *, label: str = "", heading: bool = True) -> None:
        super().__init__(model, path, label=label, heading=heading)
        self.radios: dict[str, Radio] = {}
        self._answers: tuple[tuple[str, str], ...] = ()
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._chosen)
        self._holder = QWidget()
        self.box.addWidget(self._holder)
        self._clear = LinkButton("選んだものを消す", small=True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to the next question; Delete does the same
        self._clear.setToolTip(BY_KEY)
        self._clear.clicked.connect(self._cleared)
        self.box.addWidget(self._clear)
        self._build()
        self.refresh()

    def _wanted(self) -> tuple[tuple[str, str], ...]:
        """The answers to choose from now."""
        answers = self.spec.choices
        if self.spec.kind == "yes_no":
            answers = YES_NO
        elif self.path.endswith(".site_id"):
            answers = tuple((site.id, site.name or "名称未入力") for site in self.model.case.sites)
        return (*answers, (DONT_KNOW, "わからない")) if self.spec.dont_know else answers

    def _build(self) -> None:
        self._answers = self._wanted()
        fresh = QWidget()
        beside = sum(len(text) + GAP for _, text in self._answers) <= IN_A_ROW
        layout = row(fresh, spacing=32) if beside else column(fresh, spacing=0)
        for radio in self.radios.values():
            self._group.removeButton(radio)
        self.radios = {value: Radio(text) for value, text in self._answers}
        for radio in self.radios.values():
            self._group.addButton(radio)
            radio.cleared.connect(self._cleared)
            layout.addWidget(radio)
        if beside:
            layout.addStretch(1)
        self.box.replaceWidget(self._holder, fresh)
        self._holder.deleteLater()
        self._holder = fresh
        self.describe()

    def _state(self) -> str:
        case = self.model.case
        return DONT_KNOW if self.path in case.dont_know else fields.input_text(case, self.path)

    def refresh(self) -> None:
        """Shows the model's answer."""
        if self._wanted() != self._answers:
            self._build()
        state = self._state()
        self._group.setExclusive(False)  # else the last choice could not be taken away
        for value, radio in self.radios.items():
            radio.setChecked(value == state)
        self._group.setExclusive(True)
        self._set_tab_stop()
        answered = bool(state) and not self.spec.required
        if self._clear.hasFocus() and not answered:
            self.focus()
        self._clear.setVisible(answered)

    def _set_tab_stop(self) -> None:
        """Tab stops once in the group: at the answer, else at the first button; arrow keys do the rest."""
        stop = self._stop()
        for radio in self.radios.values():
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if radio is stop else Qt.FocusPolicy.ClickFocus)

    def _stop(self) -> Radio | None:
        radios = list(self.radios.values())
        return next((radio for radio in radios if radio.isChecked()), radios[0] if radios else None)

    def _chosen(self, chosen: QAbstractButton) -> None:
        value = next(value for value, radio in self.radios.items() if radio is chosen)
        if value == DONT_KNOW:
            self.model.mark_dont_know(self.path, unknown=True)
        else:
            self.model.type_text(self.path, value)
        self.model.seal()
        self.refresh()

    def _cleared(self) -> None:
        if self.spec.required or not self._state():
            return
        self.model.type_text(self.path, "")
        self.model.seal()
        self.refresh()

    def focus(self) -> None:
        """Puts the keyboard on the chosen answer, else on the first."""
        stop = self._stop()
        if stop is not None:
            stop.setFocus()

    def _mark(self, *, wrong: bool) -> None:
        del wrong  # the bar and the sentence above say it; a radio button has no frame to redden

    def name_control(self, name: str, description: str) -> None:
        """Names the group, and puts the question to each answer."""
        self._holder.setAccessibleName(name)
        self._holder.setAccessibleDescription(description)
        for radio in self.radios.values():
            radio.setAccessibleDescription(f"{name}。{description}" + ("" if self.spec.required else f"。{BY_KEY}"))
