"""Fields with answers too many for buttons (都道府県, 業種): what is chosen, and a search that unfolds to choose.

Not for: the search itself (`sllassist.ui.widgets.search_list`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from sllassist.case import paths
from sllassist.flow import fields
from sllassist.knowledge import Knowledge
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, CheckBox, SecondaryButton, row
from sllassist.ui.widgets.fields import FieldWidget
from sllassist.ui.widgets.focus import focus_is_in
from sllassist.ui.widgets.search_list import Found, SearchList


def _prefectures(knowledge: Knowledge, text: str) -> Sequence[Found]:
    return [Found(name, name) for name in knowledge.search_prefectures(text)]


def _industries(knowledge: Knowledge, text: str) -> Sequence[Found]:
    found = []
    for industry in knowledge.search_industries(text):
        parent = knowledge.industries.get(industry.parent)
        found.append(Found(industry.code, f"{industry.code} {industry.name}", parent.name if parent else ""))
    return found


_SEARCHES = {"prefecture": ("都道府県を探す", _prefectures), "industry": ("業種を言葉で探す", _industries)}


class PickField(FieldWidget):
    """A field whose answer is picked from a long list. `picked` follows a choice."""

    picked = Signal()

    def __init__(self, model: AppModel, path: str, *, label: str = "", heading: bool = True) -> None:
        super().__init__(model, path, label=label, heading=heading)
        self._list: SearchList | None = None
        line = row(spacing=16)
        self._answer = Body(measure=None)
        self._answer.setWordWrap(False)
        self.button = SecondaryButton("選ぶ")
        self.button.clicked.connect(self._toggle)
        self.control = self.button
        line.addWidget(self._answer)
        line.addWidget(self.button)
        line.addStretch(1)
        self.box.addLayout(line)
        self.dont_know: CheckBox | None = None
        if self.spec.dont_know:
            self.dont_know = CheckBox("わからない")
            self.dont_know.setAccessibleDescription(self.label)
            self.dont_know.clicked.connect(self._dont_know)
            self.box.addWidget(self.dont_know)
        self.refresh()

    @property
    def search_list(self) -> SearchList | None:
        """The search while it is unfolded."""
        return self._list

    def refresh(self) -> None:
        """Shows the model's answer."""
        case = self.model.case
        chosen = paths.get(case, self.path) is not None
        self._answer.set_text(fields.answer_text(case, self.path, self.model.knowledge) if chosen else "まだ選んでいません")
        self._label_button()
        if self.dont_know is not None:
            self.dont_know.setChecked(self.path in case.dont_know)
        self.describe()

    def _label_button(self) -> None:
        chosen = paths.get(self.model.case, self.path) is not None
        self.button.setText("閉じる" if self._list else "選び直す" if chosen else "選ぶ")

    def name_control(self, name: str, description: str) -> None:
        """The button says what it chooses and what is chosen."""
        if hasattr(self, "button"):
            self.button.setAccessibleName(f"{name}：{self._answer.plain}。{self.button.text()}")
            self.button.setAccessibleDescription(description)

    def _mark(self, *, wrong: bool) -> None:
        del wrong  # the bar and the sentence above say it

    def _toggle(self) -> None:
        if self._list is not None:
            self.fold()
            return
        title, search = _SEARCHES[self.spec.kind]
        self._list = SearchList(title, lambda text: search(self.model.knowledge, text))
        self._list.setMaximumWidth(theme.px(theme.TEXT) * theme.MEASURE)
        self._list.picked.connect(self._picked)
        self.box.insertWidget(1, self._list)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        self._label_button()

    def fold(self) -> None:
        """Closes the search without a choice."""
        if self._list is None:
            return
        inside = focus_is_in(self._list)
        gone, self._list = self._list, None
        if inside:
            self.button.setFocus(Qt.FocusReason.BacktabFocusReason)
        self.box.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.refresh()

    def _picked(self, value: str) -> None:
        self.model.type_text(self.path, value)
        self.model.seal()
        self.fold()
        self.picked.emit()

    def _dont_know(self, checked: bool) -> None:
        self.model.mark_dont_know(self.path, unknown=checked)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the search."""
        if event.key() == Qt.Key.Key_Escape and self._list is not None:
            self.fold()
            return
        super().keyPressEvent(event)
