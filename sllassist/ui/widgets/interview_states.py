"""What the answers so far say of each scheme, beside the questions: in words and colour, live.

Not for: all reasons (`sllassist.ui.pages.verdict`).
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from sllassist.assessment import Assessment, SchemeResult
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Card, Heading, Line, Note, StatusTag, column
from sllassist.ui.widgets.scheme_words import reasons, verdict_word


class SchemeState(QWidget):
    """One scheme: its name, the word, and why where it is a no or was decided by hand."""

    def __init__(self, result: SchemeResult) -> None:
        super().__init__()
        layout = column(self, spacing=4)
        layout.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        self.name = result.short
        self.tag = StatusTag()
        self.why = Note(measure=None)
        layout.addWidget(Heading(result.short, level=3))
        layout.addWidget(self.tag)
        layout.addWidget(self.why)
        self.why.hide()

    def put(self, assessment: Assessment, result: SchemeResult) -> bool:
        """Shows the state of now; whether the word has changed."""
        word, kind = ("いまは考えません", "quiet") if result.set_aside else verdict_word(assessment, result)
        changed = bool(self.tag.text()) and word != self.tag.text()
        self.tag.set_word(word, kind)  # type: ignore[arg-type]  # "quiet" is one of the kinds; the tuple loses that
        says_why = result.verdict == "does_not_fit" or result.override is not None
        told = reasons(assessment, result)[0] if says_why and not result.set_aside else ""
        self.why.set_text(told)
        self.why.setVisible(bool(told))
        return changed


class SchemeStates(Card):
    """All schemes, one below the other. Screen readers are told what has changed."""

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=0)
        self.body.addWidget(Heading("ここまでの答えでは"))
        self.states: dict[str, SchemeState] = {}

    def put(self, assessment: Assessment) -> None:
        """Shows the schemes as they are now."""
        told = []
        for result in assessment.schemes:
            state = self.states.get(result.scheme_id)
            if state is None:
                if self.states:
                    self.body.addWidget(Line())
                state = self.states[result.scheme_id] = SchemeState(result)
                self.body.addWidget(state)
            if state.put(assessment, result) and not state.tag.text().startswith("あと"):
                told.append(f"{state.name}　{state.tag.text()}")
        if told:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, "。".join(told)))
