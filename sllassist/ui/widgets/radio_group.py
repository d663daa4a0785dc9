"""A few answers of which one is chosen, none until the user chooses; one Tab stop, arrow keys within.

Not for: fields of the Case (`sllassist.ui.widgets.choices`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from sllassist.ui.widgets.basic import column, row
from sllassist.ui.widgets.choices import Radio


class RadioGroup(QWidget):
    """Radio buttons for (value, words) pairs. `picked` gives the value the user chose."""

    picked = Signal(str)

    def __init__(self, name: str, answers: Sequence[tuple[str, str]], *, beside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        layout = row(self, spacing=24) if beside else column(self, spacing=0)
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        for value, words in answers:
            radio = Radio(words)
            radio.setAccessibleDescription(name)
            self._group.addButton(radio)
            layout.addWidget(radio)
            self.radios[value] = radio
        if beside:
            layout.addStretch(1)
        self._group.buttonClicked.connect(self._picked)
        self.show_value(None)

    def show_value(self, value: str | None) -> None:
        """Shows the chosen answer, None for none."""
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
        self.show_value(value)
        self.picked.emit(value)
