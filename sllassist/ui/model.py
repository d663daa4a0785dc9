"""What all pages share: the open case, what follows from it, and the edits that change it.

Not for: files (the session does that) and widgets.
"""

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

from sllassist.assessment import Assessment, assess
from sllassist.case.model import Case
from sllassist.flow import fields
from sllassist.knowledge import Knowledge
from sllassist.store.session import CaseSession

TICK_MS = 250
"""How often the session may save; together with its own 1 s delay the most that is ever at risk is 1 s of typing."""


class AppModel(QObject):
    """One open case. `changed` follows every edit, undo and redo; `saved` every change of the autosave line."""

    changed = Signal()
    saved = Signal()

    def __init__(self, session: CaseSession, knowledge: Knowledge, as_of: dt.date) -> None:
        super().__init__()
        self.session = session
        self.knowledge = knowledge
        self.as_of = as_of
        self._assessment: Assessment | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.session.case

    @property
    def assessment(self) -> Assessment:
        """What follows from the case; computed when first asked for after an edit."""
        if self._assessment is None or self._assessment.case is not self.case:
            self._assessment = assess(self.case, self.knowledge, self.as_of)
        return self._assessment

    def edit(self, case: Case, label: str, merge_key: str | None = None) -> None:
        """Takes over an edited case as one undo step; steps with the same `merge_key` in a row become one."""
        if case is self.case:
            return
        self.session.edit(case, label, merge_key)
        self.changed.emit()
        self.saved.emit()

    def type_text(self, path: str, text: str) -> None:
        """Takes over what was typed into the field of `path`, readable or not."""
        if text != fields.input_text(self.case, path):
            self.edit(fields.type_text(self.case, path, text), f"「{fields.field(path).label}」の入力", merge_key=path)

    def undo(self) -> None:
        """元に戻す."""
        if self.session.can_undo:
            self.session.undo()
            self.changed.emit()
            self.saved.emit()

    def redo(self) -> None:
        """やり直し."""
        if self.session.can_redo:
            self.session.redo()
            self.changed.emit()
            self.saved.emit()

    def _tick(self) -> None:
        before = self.session.status
        self.session.tick()
        if self.session.status != before:
            self.saved.emit()

    def close(self) -> None:
        """Saves what waits and lets go of the file."""
        self._timer.stop()
        self.session.close()
