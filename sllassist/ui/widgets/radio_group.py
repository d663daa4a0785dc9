"""A few answers of which one is chosen, none until the user chooses; one Tab stop, arrow keys within.

Not for: fields of the Case with fixed answers (`sllassist.ui.widgets.choices`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.basic import Heading, Note, column
from sllassist.ui.widgets.choices import Radio


class RadioGroup(QWidget):
    """Radio buttons for (value, words) pairs. `picked` gives the value the user chose."""

    picked = Signal(str)

    def __init__(
        self, name: str, answers: Sequence[tuple[str, str]], *, per_row: int | None = 1, heading: bool = False, hint: str = ""
    ) -> None:
        """`name` is told with each answer, and stands above them as a `heading`; `per_row`: None for all side by side."""
        super().__init__()
        self.setAccessibleName(name)
        layout = column(self, spacing=4)
        if heading:
            layout.addWidget(Heading(name, level=3))
        if hint:
            layout.addWidget(Note(hint))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(0)
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        for value, words in answers:
            radio = Radio(words)
            radio.setAccessibleDescription("。".join(part.rstrip("。") for part in (name, hint) if part))
            self._group.addButton(radio)
            self.radios[value] = radio
        self.lay(per_row or max(len(answers), 1))
        layout.addLayout(self._grid)
        self._group.buttonClicked.connect(self._picked)
        self.check(None)

    def lay(self, per_row: int) -> None:
        """Puts so many answers side by side."""
        for number in range(self._grid.columnCount()):
            self._grid.setColumnStretch(number, 0)
        self._grid.setColumnStretch(per_row, 1)
        for number, radio in enumerate(self.radios.values()):
            self._grid.removeWidget(radio)
            self._grid.addWidget(radio, number // per_row, number % per_row)

    def check(self, value: str | None) -> None:
        """Shows the answer that holds; none for None or a value no answer has."""
        self._group.setExclusive(False)  # else the last choice could not be taken away
        for each, radio in self.radios.items():
            radio.setChecked(each == value)
        self._group.setExclusive(True)
        stop = self._stop()
        for radio in self.radios.values():
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if radio is stop else Qt.FocusPolicy.ClickFocus)

    def _stop(self) -> Radio | None:
        radios = list(self.radios.values())
        return next((radio for radio in radios if radio.isChecked()), radios[0] if radios else None)

    def focus(self) -> None:
        """Puts the keyboard on the chosen answer, else on the first."""
        if (stop := self._stop()) is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self, chosen: QAbstractButton) -> None:
        value = next(value for value, radio in self.radios.items() if radio is chosen)
        self.check(value)
        self.picked.emit(value)
