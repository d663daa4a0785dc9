"""The prefectures with a site, to be ticked: those some scheme asks for first, all others by search.

Not for: sites with their names and addresses (`sllassist.ui.pages.sites`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist.flow.interview import tell_prefectures, told_prefectures
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import CheckBox, LinkButton, Note, Text, column
from sllassist.ui.widgets.search_list import Found, SearchList

PER_ROW = 4
ASKED_FOR = "site.prefecture"
"""The parameter under which a scheme of one prefecture keeps its name (`sllassist.schemes.conditions`)."""
NAME = "事業所のある都道府県"


def first_prefectures(model: AppModel) -> tuple[str, ...]:
    """Those the live schemes ask for, and the firm's own."""
    assessment, found = model.assessment, []
    for result in assessment.schemes:
        wanted = None if result.set_aside else model.knowledge.parameters(result.scheme_id).find(ASKED_FOR, model.as_of)
        if wanted is not None:
            found.append(wanted.text)
    own = model.case.firm.prefecture
    return tuple(dict.fromkeys((*found, *([own] if own else []))))


class PrefectureList(QWidget):
    """Boxes to tick, and a search that unfolds. `ready` asks to go on (Enter on a box)."""

    ready = Signal()

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self.model = model
        layout = column(self, spacing=8)
        self.wrong = Text(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(PER_ROW, 1)
        layout.addLayout(self._grid)
        self.kept = Note(measure=None)
        layout.addWidget(self.kept)
        self.more = LinkButton("ほかの都道府県を選ぶ")
        self.more.clicked.connect(self._unfold)
        layout.addWidget(self.more)
        self.search = SearchList("都道府県を探す", self._find)
        self.search.setMaximumWidth(theme.px(theme.TEXT) * theme.MEASURE)
        self.search.picked.connect(self._picked)
        layout.addWidget(self.search)
        self.search.hide()
        self.boxes: dict[str, _Box] = {}
        self.refresh()

    def _find(self, text: str) -> list[Found]:
        return [Found(name, name) for name in self.model.knowledge.search_prefectures(text)]

    def refresh(self) -> None:
        """Shows the case."""
        told = told_prefectures(self.model.case)
        for name in (*first_prefectures(self.model), *told):
            if name not in self.boxes:
                self._add(name)
        for name, box in self.boxes.items():
            box.setChecked(name in told)
        named = [site for site in self.model.case.sites if site.name and site.prefecture]
        self.kept.set_text(f"登録した事業所：{'、'.join(f'{site.name}（{site.prefecture}）' for site in named)}" if named else "")
        self.kept.setVisible(bool(named))

    def _add(self, name: str) -> None:
        box = _Box(name)
        box.setAccessibleDescription(NAME)
        box.clicked.connect(self._ticked)
        box.entered.connect(self.ready)
        place = len(self.boxes)
        self.boxes[name] = box
        self._grid.addWidget(box, place // PER_ROW, place % PER_ROW)

    def _ticked(self) -> None:
        self._tell([name for name, box in self.boxes.items() if box.isChecked()])

    def _tell(self, names: list[str]) -> None:
        self.model.edit(tell_prefectures(self.model.case, names), f"「{NAME}」の入力")
        self.refresh()  # a named site keeps its prefecture ticked

    def _unfold(self) -> None:
        self.search.setVisible(self.search.isHidden())
        self.more.setText("ほかの都道府県を選ぶ" if self.search.isHidden() else "閉じる")
        if not self.search.isHidden():
            self.search.setFocus(Qt.FocusReason.TabFocusReason)

    def _picked(self, name: str) -> None:
        self._tell([*told_prefectures(self.model.case), name])
        self.search.edit.clear()
        self._unfold()
        self.boxes[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Puts the keyboard on the first box."""
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def tell_wrong(self, sentence: str) -> None:
        """Shows what is missing, or takes it away."""
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds the search."""
        if event.key() == Qt.Key.Key_Escape and not self.search.isHidden():
            self._unfold()
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


class _Box(CheckBox):
    """Space ticks it; Enter goes on."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.entered.emit()
            return
        super().keyPressEvent(event)
