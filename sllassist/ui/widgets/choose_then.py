"""A few answers and the button that goes on with the one chosen: arrow keys may pass over answers without anything happening.

Not for: answers that are stored as they are chosen (`sllassist.ui.widgets.choices`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.basic import LinkButton, SecondaryButton, Text, column, row
from sllassist.ui.widgets.radio_group import RadioGroup

GAP = 24
"""Between answers side by side, px at 100 %."""


class ChooseThen(QWidget):
    """`chosen` gives the answer once the button is pressed; `stopped` follows やめる."""

    chosen = Signal(str)
    stopped = Signal()

    def __init__(self, title: str, answers: Sequence[tuple[str, str]], act: str, *, per_row: int = 1, hint: str = "") -> None:
        super().__init__()
        self._value = ""
        self._title = title
        self._per_row = per_row
        layout = column(self, spacing=8)
        self.wrong = Text(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        self.list = RadioGroup(title, answers, per_row=per_row, hint=hint, heading=True)
        self.list.picked.connect(self._picked)
        layout.addWidget(self.list)
        line = row(spacing=16)
        self.button = SecondaryButton(act)
        self.button.clicked.connect(self._take)
        self.stop = LinkButton("やめる")
        self.stop.setAccessibleDescription(title)
        self.stop.clicked.connect(self.stopped)
        line.addWidget(self.button)
        line.addWidget(self.stop)
        line.addStretch(1)
        layout.addLayout(line)

    def _widest(self) -> int:
        return max(radio.sizeHint().width() for radio in self.list.radios.values())

    def minimumSizeHint(self) -> QSize:
        """As narrow as one answer."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Answers stand side by side only where there is room."""
        super().resizeEvent(event)
        self.list.lay(max(1, min(self._per_row, event.size().width() // (self._widest() + theme.px(GAP)))))

    def begin(self, *, may_stop: bool) -> None:
        """Asks anew."""
        self._value = ""
        self.list.check("")
        self.wrong.hide()
        self.stop.setVisible(may_stop)

    def focus(self) -> None:
        """Puts the keyboard on the answers."""
        self.list.focus()

    def _picked(self, value: str) -> None:
        self._value = value
        self.list.check(value)
        self.wrong.hide()

    def _take(self) -> None:
        if self._value:
            self.chosen.emit(self._value)
            return
        self.wrong.set_text(f"「{self._title}」から1つ選んでください。")
        self.wrong.show()
        self.list.focus()
