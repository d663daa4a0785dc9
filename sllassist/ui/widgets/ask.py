"""One plain question in the place it belongs to, with a button for each answer. No dialog covers the page.

Not for: questions of the catalogue (`sllassist.ui.widgets.choices`).
"""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QWidget

from sllassist.ui.widgets.basic import Banner, SecondaryButton, row

Answer = tuple[str, Callable[[], None]]
"""Words on a button, and what it does."""


class Ask(Banner):
    """A question; hides itself once answered. Esc gives the last answer, which must be the harmless one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", "", parent)
        self._line = row(spacing=8)
        self.column.addLayout(self._line)
        self.buttons: list[SecondaryButton] = []
        self._answers: Sequence[Answer] = ()
        self.hide()

    def ask(self, question: str, answers: Sequence[Answer]) -> None:
        """Shows the question with its answers; the keyboard goes to the last, harmless one."""
        clear(self._line)
        self.set_text("warn", question)
        self._answers = answers
        self.buttons = []
        for words, act in answers:
            button = SecondaryButton(words)
            button.setAccessibleDescription(question)
            button.clicked.connect(lambda _=False, act=act: self._answer(act))
            self._line.addWidget(button)
            self.buttons.append(button)
        self._line.addStretch(1)
        self.show()
        self.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, act: Callable[[], None]) -> None:
        self.hide()
        act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the last answer."""
        if event.key() == Qt.Key.Key_Escape and self._answers:
            self._answer(self._answers[-1][1])
            return
        super().keyPressEvent(event)


def clear(layout: QLayout) -> None:
    """Empties a layout; its widgets go at the next turn of the event loop."""
    while layout.count():
        item = layout.takeAt(0)
        assert item is not None
        widget, inner = cast("QWidget | None", item.widget()), cast("QLayout | None", item.layout())
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
