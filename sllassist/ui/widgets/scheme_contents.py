"""What stands on a long page, as links that scroll to it.

Not for: other pages.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Card, Heading, TextLink, column


def scroll_to(part: QWidget) -> None:
    """Scrolls the page so that `part` stands at its top, and puts the keyboard there (Tab goes on from it)."""
    part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    part.setProperty("ring", False)
    part.setFocus(Qt.FocusReason.OtherFocusReason)
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.verticalScrollBar().setValue(part.mapTo(above.widget(), QPoint(0, 0)).y() - theme.px(16))


class SchemeContents(Card):
    """The links."""

    def __init__(self) -> None:
        super().__init__(padding=24, spacing=4)
        self.body.addWidget(Heading("この画面にあるもの", level=3))
        self._lines = column(spacing=0)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.links: list[TextLink] = []

    def put(self, parts: Sequence[tuple[str, QWidget]]) -> None:
        """Shows links to these parts."""
        clear(self._lines)
        self.links = []
        for name, part in parts:
            link = TextLink(name)
            link.clicked.connect(lambda _=False, part=part: scroll_to(part))
            self._lines.addWidget(link)
            self.links.append(link)
