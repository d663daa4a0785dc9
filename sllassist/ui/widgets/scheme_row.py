"""One scheme in the list of verdicts: name and what it is, the verdict, why, what would change it, and the ways on.

Not for: all conditions (`sllassist.ui.pages.scheme`).
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sllassist.assessment import Assessment, SchemeResult
from sllassist.flow import verdicts
from sllassist.flow.changes import NOTHING_FOUND, what_would_change
from sllassist.flow.task import some
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, Heading, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.scheme_words import reasons, scheme_of, verdict_word

NAME, WORD = 316, 212
"""Widths of the columns of names and verdicts, px at 100 %."""
LEAST: Final = 980
"""Width from which all stands in one line, px at 100 %."""


def why(assessment: Assessment, result: SchemeResult) -> str:
    """The reason that decides most, and how many more there are."""
    told = reasons(assessment, result)
    if result.verdict == "fits" or result.override is not None:
        return ("　" if result.override else "").join(told)
    return told[0] + (f"（ほか{len(told) - 1}件）" if len(told) > 1 else "")


def what_then(assessment: Assessment, result: SchemeResult) -> str:
    """What would turn a no, or what an open verdict waits for; "" where nothing is to be said."""
    if result.override is not None or result.verdict == "fits":
        return ""
    if result.verdict == "open":
        return f"{verdicts.WAITING}　{some(list(verdicts.open_facts(assessment, result.scheme_id)), 3)}"
    changes = what_would_change(assessment, result.scheme_id)
    if changes is None:
        return NOTHING_FOUND
    return f"こうすると変わります　{'、'.join(changes)}" if changes else ""


class SchemeRow(QWidget):
    """One row. `look` and `aside` carry the id of the scheme."""

    look = Signal(str)
    aside = Signal(str)

    def __init__(self, assessment: Assessment, result: SchemeResult) -> None:
        super().__init__()
        self.result = result
        scheme = scheme_of(result.scheme_id)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        self._box.setSpacing(theme.px(16))
        self._head = QWidget()
        head = column(self._head, spacing=0)
        self.name = Heading(result.short)
        head.addWidget(self.name)
        head.addWidget(Note(scheme.about, measure=None))
        self._verdict = QWidget()
        word = row(self._verdict, spacing=0)
        self.tag = StatusTag(*verdict_word(assessment, result))
        self.tag.setProperty("large", "true")
        word.addWidget(self.tag)
        word.addStretch(1)
        self._why = QWidget()
        texts = column(self._why, spacing=2)
        self.reason = Body(why(assessment, result), measure=None)
        self.then = Note("" if result.set_aside else what_then(assessment, result), measure=None)
        texts.addWidget(self.reason)
        texts.addWidget(self.then)
        if not self.then.plain:
            self.then.hide()
        self._ways = QWidget()
        ways = row(self._ways, spacing=16)
        self.look_link = LinkButton("くわしく見る")
        self.look_link.setAccessibleName(f"{result.short}をくわしく見る")
        self.look_link.setAccessibleDescription(f"{self.tag.text()}。{self.reason.plain}")
        self.look_link.clicked.connect(lambda: self.look.emit(result.scheme_id))
        self.aside_link = LinkButton("考えに戻す" if result.set_aside else "いまは考えない", small=True)
        self.aside_link.setAccessibleName(f"{result.short}を{'考えに戻す' if result.set_aside else 'いまは考えないことにする'}")
        self.aside_link.clicked.connect(lambda: self.aside.emit(result.scheme_id))
        ways.addWidget(self.look_link)
        ways.addWidget(self.aside_link)
        ways.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        self._box.addWidget(self._head, 0, top)
        self._box.addWidget(self._verdict, 0, top)
        self._box.addWidget(self._why, 1, top)
        self._box.addWidget(self._ways, 0, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side in a wide window, under each other in a narrow one."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(LEAST)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(theme.px(16 if wide else 4))
        for part, width in ((self._head, NAME), (self._verdict, WORD)):
            part.setMinimumWidth(theme.px(width) if wide else 0)
            part.setMaximumWidth(theme.px(width) if wide else 16_777_215)
