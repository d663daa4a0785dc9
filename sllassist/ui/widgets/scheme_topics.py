"""困っていること・やりたいこと: topics to tick, so that what a scheme lists for them comes first.

Not for: what fits a topic (`Scheme.sections`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout

from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Card, CheckBox, Heading, Note

TITLE = "困っていること・やりたいこと"
LEAD = "選んだことに合うものを、下の一覧で先に並べます。いくつでも選べます。"
MOST, GAP = 4, 24
"""Boxes side by side at most, and the gap between them (px at 100 %)."""


class SchemeTopics(Card):
    """The topics of a scheme as boxes; what is ticked is stored at once."""

    def __init__(self, model: AppModel, topics: Sequence[str]) -> None:
        super().__init__(spacing=8)
        self.model = model
        self.body.addWidget(Heading(TITLE))
        self.body.addWidget(Note(LEAD))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(0)
        self.boxes: dict[str, CheckBox] = {}
        for topic in topics:
            box = CheckBox(topic)
            box.setAccessibleDescription(TITLE)
            box.clicked.connect(self._ticked)
            self.boxes[topic] = box
        self._per_row = 0
        self._lay(MOST)
        self.body.addLayout(self._grid)
        self.refresh()

    def _widest(self) -> int:
        return max((box.sizeHint().width() for box in self.boxes.values()), default=0) + theme.px(GAP)

    def _lay(self, per_row: int) -> None:
        if per_row == self._per_row:
            return
        self._per_row = per_row
        for number in range(MOST + 1):
            self._grid.setColumnStretch(number, 1 if number == per_row else 0)
        for number, box in enumerate(self.boxes.values()):
            self._grid.removeWidget(box)
            self._grid.addWidget(box, number // per_row, number % per_row)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one box."""
        return QSize(self._widest() + theme.px(2 * 24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many boxes side by side as there is room for."""
        super().resizeEvent(event)
        if self.boxes:
            self._lay(max(1, min(MOST, (event.size().width() - theme.px(2 * 24)) // self._widest())))

    def refresh(self) -> None:
        """Shows what is ticked."""
        for topic, box in self.boxes.items():
            box.setChecked(topic in self.model.case.concerns)

    def _ticked(self) -> None:
        others = [told for told in self.model.case.concerns if told not in self.boxes]
        chosen = (*others, *(topic for topic, box in self.boxes.items() if box.isChecked()))
        self.model.edit(self.model.case.model_copy(update={"concerns": chosen}), f"「{TITLE}」の入力")
