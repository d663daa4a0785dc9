"""Answers as radio buttons under a heading, for questions whose answers depend on what was chosen before.

Not for: questions of the catalogue with fixed answers (`sllassist.ui.widgets.choices`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.basic import Heading, Note, column
from sllassist.ui.widgets.choices import Radio


class RadioList(QWidget):
    """`picked` gives the value of the answer chosen. `per_row`: how many stand side by side."""

    picked = Signal(str)

    def __init__(self, title: str, answers: Sequence[tuple[str, str]], *, per_row: int = 1, hint: str = "") -> None:
        super().__init__()
        layout = column(self, spacing=4)
        layout.addWidget(Heading(title, level=3))
        if hint:
            layout.addWidget(Note(hint))
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(per_row, 1)
        for number, (value, text) in enumerate(answers):
            radio = Radio(text)
            radio.setAccessibleDescription("。".join(part.rstrip("。") for part in (title, hint) if part))
            radio.clicked.connect(lambda _=False, value=value: self.picked.emit(value))
            self._group.addButton(radio)
            self.radios[value] = radio
            grid.addWidget(radio, number // per_row, number % per_row)
        layout.addLayout(grid)
        self._set_tab_stop()

    def check(self, value: str) -> None:
        """Marks the answer that holds, none when there is none of that value."""
        self._group.setExclusive(False)
        for own, radio in self.radios.items():
            radio.setChecked(own == value)
        self._group.setExclusive(True)
        self._set_tab_stop()

    def _stop(self) -> Radio:
        radios = list(self.radios.values())
        return next((radio for radio in radios if radio.isChecked()), radios[0])

    def _set_tab_stop(self) -> None:
        """Tab stops once in the group: at the answer, else at the first button; arrow keys do the rest."""
        stop = self._stop()
        for radio in self.radios.values():
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if radio is stop else Qt.FocusPolicy.ClickFocus)

    def focus(self) -> None:
        """Puts the keyboard on the answer that holds, else on the first."""
        self._stop().setFocus(Qt.FocusReason.TabFocusReason)
