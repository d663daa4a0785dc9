"""The list at the top of a page of what to mend; each line leads to its field.

Not for: finding problems (`sllassist.flow.tasks`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from sllassist.case.problems import Problem
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, Heading, TextLink, column, restyle

ERRORS = "入力内容に問題があります"
WARNINGS = "確かめてください"
WARNINGS_LEAD = "このままでよければ、「{button}」を押すと先に進みます。"


class SummaryLine(TextLink):
    """One problem; pressing it goes to its field."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(problem.message, parent)
        self.problem = problem


class Summary(QFrame):
    """What keeps the user here, or asks for a second look. `chosen` gives the Case path of the line pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = column(self, spacing=4)
        layout.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        self._title = Heading(ERRORS)
        self._lead = Body()
        self._lines = column(spacing=0)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addLayout(self._lines)
        self.lines: list[SummaryLine] = []
        self.hide()

    def show_problems(self, problems: Sequence[Problem], button: str, asks: str = "") -> None:
        """Shows these problems (hides itself for none). `button` is the words on the button that goes on.

        `asks`: the heading where nothing was entered wrongly and something is only to be answered.
        """
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        self.setVisible(bool(problems))
        if not problems:
            return
        wrong = any(problem.level == "error" for problem in problems)
        self.setProperty("kind", "error" if wrong and not asks else "warn")
        restyle(self)
        restyle(self._title)
        self._title.set_text((asks or ERRORS) if wrong else WARNINGS)
        self._lead.set_text("" if wrong else WARNINGS_LEAD.format(button=button))
        self._lead.setVisible(not wrong)
        for problem in problems:
            line = SummaryLine(problem)
            line.clicked.connect(lambda _=False, path=problem.path: self.chosen.emit(path))
            self.lines.append(line)
            self._lines.addWidget(line)
        self.setAccessibleName(self._title.plain)
        self.setAccessibleDescription("".join(problem.message for problem in problems))
