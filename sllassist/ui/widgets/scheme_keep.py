"""「この判定を残す」: keeps the verdicts of all schemes as they are now, and says so.

Not for: showing kept verdicts (`sllassist.ui.widgets.scheme_kept`).
"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sllassist.flow import verdicts
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, SecondaryButton, row

if TYPE_CHECKING:
    import datetime as dt

    from sllassist.case.model import Case

DONE = "残しました。"


class KeepButton(QWidget):
    """The button, and the word that it was done, as long as it holds."""

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self.model = model
        self._kept: tuple[Case | None, dt.date] = (None, model.as_of)
        line = row(self, spacing=12)
        self.button = SecondaryButton("この判定を残す")
        self.button.setAccessibleDescription("すべての制度の判定を、理由と一緒にこの案件に残します。あとで、いまの判定とくらべられます。")
        self.button.clicked.connect(self._keep)
        self.said = Body(measure=None)
        self.said.setWordWrap(False)
        line.addWidget(self.button)
        line.addWidget(self.said)

    def _keep(self) -> None:
        if self.model.edit(verdicts.keep(self.model.assessment, self.model.today), "判定を残すこと"):
            self._kept = (self.model.case, self.model.as_of)
            self.refresh()

    def refresh(self) -> None:
        """Takes the word away once anything has changed."""
        holds = self._kept[0] is self.model.case and self._kept[1] == self.model.as_of
        self.said.set_text(DONE if holds else "")
