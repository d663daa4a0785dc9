"""All answers before the papers are made, each with a link to change it; what is to mend stands on top.

Not for: putting answers into words (`sllassist.flow.answers`).
"""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist import messages
from sllassist.case import edits
from sllassist.case.problems import Problem
from sllassist.flow.answers import Answer, Section, open_problems, sections
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, CheckBox, Heading, Line, LinkButton, Text, column, row

FINISHED = "check"
LABEL_WIDTH = 260
_CONFIRM = "書類に書かれる内容を確認しました"


def link_key(place: Place) -> str:
    """What tells the 変更 links apart: the field they lead to, else the page and its year."""
    return place.focus or f"{place.page_id}.{place.fiscal_year}"


class CheckPage(PageBody):
    """入力内容の確認."""

    tells_at_once: ClassVar[bool] = True

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        outer = column(self, spacing=24)
        self._sections = column(spacing=24)
        outer.addLayout(self._sections)
        confirm = Card(padding=24, spacing=8)
        self._told = Text()
        self._told.setProperty("role", "error")
        self._told.hide()
        self.confirm = CheckBox(_CONFIRM)
        self.confirm.clicked.connect(self._confirmed)
        confirm.body.addWidget(self._told)
        confirm.body.addWidget(self.confirm)
        outer.addWidget(confirm)
        self.links: dict[str, LinkButton] = {}
        self._shown: tuple[Section, ...] = ()

    def refresh(self) -> None:
        """Shows the answers as they are now."""
        self.confirm.setChecked(FINISHED in self.model.case.finished)
        if self.confirm.isChecked():
            self._told.hide()
        found = sections(self.model.assessment, self.model.knowledge)
        if found == self._shown:
            return
        self._shown = found
        clear(self._sections)
        self.links = {}
        for section in found:
            card = Card(padding=24, spacing=8)
            card.body.addWidget(Heading(section.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.px(24))
            grid.setVerticalSpacing(0)
            grid.setColumnMinimumWidth(0, theme.px(LABEL_WIDTH))
            grid.setColumnStretch(1, 1)
            for number, answer in enumerate(section.answers):
                self._add(grid, number * 2, answer)
            card.body.addLayout(grid)
            self._sections.addWidget(card)

    def _add(self, grid: QGridLayout, at: int, answer: Answer) -> None:
        grid.addWidget(Line(), at, 0, 1, 3)
        label = Text(answer.label, measure=None)
        label.setProperty("role", "label")
        label.setMaximumWidth(theme.px(LABEL_WIDTH))
        value = Body(answer.text)
        if answer.state != "answered":
            value.setProperty("role", "warn" if answer.state == "wrong" else "note")
        link = LinkButton("変更")
        link.setAccessibleName(f"{answer.label}を変更")
        link.clicked.connect(lambda _=False, place=answer.place: self.go.emit(place))
        self.links[link_key(answer.place)] = link
        holder = QWidget()
        beside = row(holder, spacing=0)  # the text keeps its measure, the column takes what there is
        beside.addWidget(value, 100)
        beside.addStretch(1)
        for text in (label, value):
            text.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(label, at + 1, 0, middle)
        grid.addWidget(holder, at + 1, 1)
        grid.addWidget(link, at + 1, 2, middle)

    def problems(self) -> tuple[Problem, ...]:
        """What is still to mend or to look at on any page."""
        return open_problems(self.model.assessment)

    def enter_at(self, path: str) -> bool:
        """Coming back from a change, the keyboard is on the link one came from."""
        link: QWidget | None = self.links.get(path)
        if link is not None:
            link.setFocus()
        return link is not None

    def before_next(self) -> bool:
        """Asks for the tick."""
        if self.confirm.isChecked():
            return True
        self._told.set_text(messages.text("check.not_confirmed", words=_CONFIRM))
        self._told.show()
        self.confirm.setAccessibleDescription(self._told.plain)
        self.confirm.setFocus()
        return False

    def _confirmed(self, ticked: bool) -> None:
        case = edits.mark_finished(self.model.case, [FINISHED], finished=ticked)
        self.model.edit(case, f"「{_CONFIRM}」")
        self.refresh()
