"""Fields for the rows of a table: an answer folded out of a box, and one found by search. The head of the column is the label.

Not for: pages of questions (`sllassist.ui.widgets.choices`, `sllassist.ui.widgets.pick`).
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy

from sllassist.flow import fields
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import ComboBox, SecondaryButton
from sllassist.ui.widgets.fields import FieldWidget

CHOOSE = "選ぶ"


class _Narrow(ComboBox):
    def minimumSizeHint(self) -> QSize:
        """May shrink to a few characters."""
        return QSize(theme.px(88), super().minimumSizeHint().height())


class ComboField(FieldWidget):
    """A few answers in a box that folds out. `answers` gives them as they are now."""

    def __init__(
        self, model: AppModel, path: str, answers: Callable[[], Sequence[tuple[str, str]]], *, label: str = ""
    ) -> None:
        super().__init__(model, path, label=label, heading=False)
        self._answers = answers
        self.combo = _Narrow()
        self.combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.combo.activated.connect(self._chosen)
        self.control = self.combo
        self.box.addWidget(self.combo)
        self.describe()
        self.refresh()

    def refresh(self) -> None:
        """Shows the model's answer; the first entry asks for one while there is none."""
        value = fields.input_text(self.model.case, self.path)
        answers = [*self._answers()]
        if value not in dict(answers):
            answers.insert(0, ("", CHOOSE))
        if [(self.combo.itemData(n), self.combo.itemText(n)) for n in range(self.combo.count())] != answers:
            self.combo.clear()
            for own, name in answers:
                self.combo.addItem(name, own)
        self.combo.setCurrentIndex(max(0, self.combo.findData(value)))

    def _chosen(self, number: int) -> None:
        value = str(self.combo.itemData(number))
        if value:
            self.model.type_text(self.path, value)
            self.model.seal()


class SearchField(FieldWidget):
    """An answer too long a list for a box: the button says what is chosen, and `asked` asks for the search to be shown."""

    asked = Signal()

    def __init__(self, model: AppModel, path: str, name: Callable[[str], str], *, label: str = "") -> None:
        super().__init__(model, path, label=label, heading=False)
        self._name = name
        self.button = SecondaryButton(CHOOSE)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.asked)
        self.control = self.button
        self.box.addWidget(self.button)
        self.refresh()

    def refresh(self) -> None:
        """Shows the model's answer."""
        value = fields.input_text(self.model.case, self.path)
        self.button.setText(self._name(value) if value else CHOOSE)
        self.describe()

    def name_control(self, name: str, description: str) -> None:
        """The button says what it chooses and what is chosen."""
        if hasattr(self, "button"):
            self.button.setAccessibleName(f"{name}：{self.button.text()}")
            self.button.setAccessibleDescription(description)

    def _mark(self, *, wrong: bool) -> None:
        del wrong  # the bar and the sentence above say it
