"""Questions and messages in a window of their own: one heading, one text, buttons with verbs. Esc takes the safe way out.

Not for: problems with what was typed; those stand on the page.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, Button, Heading, Note, PrimaryButton, SecondaryButton, column, row


def wait_for(dialog: QDialog) -> None:
    """Shows a dialog until it is closed, and lets it go afterwards."""
    dialog.exec()
    dialog.deleteLater()


class Ask(QDialog):
    """Asks for one of a few acts. `answer` is the key of the button pressed, "" for Esc and the close button."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, acts: Sequence[tuple[str, str]], *, note: str = ""
    ) -> None:
        """`acts`: (key, words on the button), the one Enter presses first."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.answer = ""
        self.body = column(self, spacing=16, margin=32)
        self.body.addWidget(Heading(title))
        self.body.addWidget(Body(text))
        if note:
            self.body.addWidget(Note(note))
        line = row(spacing=16)
        self.buttons: dict[str, Button] = {}
        for key, words in acts:
            button: Button = SecondaryButton(words) if self.buttons else PrimaryButton(words)
            button.clicked.connect(lambda _=False, chosen=key: self._choose(chosen))
            button.ensurePolished()  # it is to be measured
            self.buttons[key] = button
            line.addWidget(button)
        line.addStretch(1)
        self.line = line
        self.body.addSpacing(theme.px(8))
        self.body.addLayout(line)
        self.setMinimumWidth(max(theme.px(480), self.body.minimumSize().width()))  # else a small screen would cut the buttons
        next(iter(self.buttons.values())).setFocus()

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()

    @classmethod
    def about(
        cls, parent: QWidget | None, title: str, text: str, acts: Sequence[tuple[str, str]], *, note: str = ""
    ) -> str:
        """Shows the question and waits; the key of the button pressed."""
        dialog = cls(parent, title, text, acts, note=note)
        wait_for(dialog)
        return dialog.answer


class Explanation(QDialog):
    """この画面の説明: what the page is for and why each thing is asked."""

    def __init__(self, parent: QWidget | None, title: str, lead: str, parts: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"この画面の説明 — {title}")
        outer = column(self, spacing=16, margin=32)
        outer.addWidget(Heading(title))
        inside = QWidget()
        inside.setProperty("role", "plain")
        self.parts = column(inside, spacing=16)
        self.parts.addWidget(Body(lead))
        for heading, text in parts:
            pair = column(spacing=4)
            pair.addWidget(Heading(heading, level=3))
            pair.addWidget(Body(text))
            self.parts.addLayout(pair)
        self.parts.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(title)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area, 1)
        close = PrimaryButton("閉じる")
        close.clicked.connect(self.accept)
        line = row()
        line.addWidget(close)
        line.addStretch(1)
        outer.addLayout(line)
        self.resize(theme.px(700), theme.px(560))
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 closes what F1 opened."""
        if event.key() == Qt.Key.Key_F1:
            self.accept()
            return
        super().keyPressEvent(event)
