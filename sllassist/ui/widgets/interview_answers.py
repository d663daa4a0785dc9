"""これまでの答え: every answer the verdicts use, with the way to change it.

Not for: answers on other pages, which the check page lists.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from sllassist.assessment import Assessment
from sllassist.flow.interview import LISTS, TASKS, is_settled
from sllassist.flow.verdicts import facts_used
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, LinkButton, Note

LABELS = 320


def told_answers(assessment: Assessment) -> dict[str, tuple[str, str]]:
    """Path → (label, answer) of what the schemes look at and has been answered, each once."""
    found: dict[str, tuple[str, str]] = {}
    for result in assessment.schemes:
        if result.set_aside:
            continue
        looked_at = dict.fromkeys(path for leaf in result.node.leaves() for path in leaf.paths)
        for path, told in zip(looked_at, facts_used(assessment, result.scheme_id), strict=True):
            if path not in TASKS and (path in LISTS or "." in path) and is_settled(assessment.case, path):
                found.setdefault(path, told)
    return found


class AnswerList(Card):
    """All answers so far; nothing at all before the first. `change` carries the path of an answer."""

    change = Signal(str)

    def __init__(self, model: AppModel) -> None:
        super().__init__(padding=24, spacing=8)
        self.model = model
        self.body.addWidget(Heading("これまでの答え"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, theme.px(120))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.body.addLayout(self._grid)
        self.links: dict[str, LinkButton] = {}
        self._shown: object = None

    def put(self, assessment: Assessment) -> None:
        """Shows the answers as they are now."""
        found = told_answers(assessment)
        if found == self._shown:
            return
        held = next((path for path, link in self.links.items() if link.hasFocus()), "")
        self._shown = found
        clear(self._grid)
        self.links = {}
        for number, (path, (label, answer)) in enumerate(found.items()):
            self._grid.addWidget(Line(), number * 2, 0, 1, 3)
            self._grid.addWidget(Note(label, measure=None), number * 2 + 1, 0)
            self._grid.addWidget(Body(answer, measure=None), number * 2 + 1, 1)
            link = LinkButton("変更")
            link.setAccessibleName(f"{label}を変更")
            link.setAccessibleDescription(answer)
            link.clicked.connect(lambda _=False, path=path: self.change.emit(path))
            self.links[path] = link
            self._grid.addWidget(link, number * 2 + 1, 2)
        if held in self.links:
            self.links[held].setFocus()
        self.setVisible(bool(found))
