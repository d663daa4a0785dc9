"""What all pages share: the open case, what follows from it, and the edits that change it.

Not for: files (the session does that) and widgets.
"""

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

from sllassist.assessment import Assessment, assess
from sllassist.case import paths
from sllassist.case.model import Case
from sllassist.case.problems import InputProblem
from sllassist.flow import fields, updates
from sllassist.knowledge import Knowledge
from sllassist.knowledge.kept import Editions
from sllassist.store.session import CaseSession
from sllassist.store.status import Status

TICK_MS = 250
"""How often the session may save; together with its own 1 s delay the most that is ever at risk is 1 s of typing."""


class AppModel(QObject):
    """One open case. `changed` follows every edit, undo and redo; `saved` every change of the autosave line."""

    changed = Signal()
    saved = Signal()
    refused = Signal(str)
    """An edit was not taken (the file is read-only): the sentence to show. `changed` follows, so that screens show what is."""

    def __init__(self, session: CaseSession, knowledge: Knowledge, today: dt.date) -> None:
        """`today`: the day records are dated with; what is said about the case is said as of it, until `look_from` another."""
        super().__init__()
        self.session = session
        self.today = today
        self.as_of = today
        self.editions = Editions(knowledge)
        self._assessment: Assessment | None = None
        self._adopted = False
        self._look_for_update()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.session.case

    @property
    def knowledge(self) -> Knowledge:
        """The facts the case is computed with: those it was last worked on with, until the user takes newer ones."""
        return self.editions.for_case(self._as_newest() if self._adopted else self.case)

    def _as_newest(self) -> Case:
        return self.case.model_copy(update={"edition": self.editions.newest.pack_id})

    def use_editions(self, newest: Knowledge) -> None:
        """Newer factors have come to this computer, or gone; results stay as they are until the user chooses."""
        self.editions = Editions(newest)
        self._look_for_update()
        self.changed.emit()

    def _look_for_update(self) -> None:
        """Newer factors that change nothing in the case are taken without a question."""
        self._adopted = False
        known = self.knowledge
        if known.newest is not known:
            self._adopted = known.pack_id != known.newest.pack_id and not updates.pending(self.case, known)

    @property
    def status(self) -> Status:
        """How safe the work is."""
        return self.session.status

    @property
    def assessment(self) -> Assessment:
        """What follows from the case; computed when first asked for after an edit."""
        known = self.knowledge
        kept = self._assessment
        if kept is None or kept.case is not self.case or kept.ledger.knowledge is not known or kept.as_of != self.as_of:
            self._assessment = assess(self.case, known, self.as_of, kept)
        assert self._assessment is not None
        return self._assessment

    def look_from(self, day: dt.date) -> None:
        """Says everything as of another day, until the case is closed; nothing of that is stored."""
        if day != self.as_of:
            self.as_of = day
            self.changed.emit()

    def edit(self, case: Case, label: str, merge_key: str | None = None) -> bool:
        """Takes over an edited case as one undo step; steps with the same `merge_key` in a row become one.

        False when it was refused; `refused` has said why.
        """
        if case is self.case:
            return True
        if case.edition == self.case.edition != (edition := self.knowledge.pack_id):
            case = case.model_copy(update={"edition": edition})
        try:
            self.session.edit(case, label, merge_key)
        except InputProblem as told:
            self.refused.emit(str(told))
            self._announce()
            return False
        self._announce()
        return True

    def type_text(self, path: str, text: str) -> bool:
        """Takes over what was typed into the field of `path`, readable or not; False when the case may not be changed."""
        if text == fields.input_text(self.case, path):
            return True
        try:
            typed = fields.type_text(self.case, path, text)
        except KeyError:  # the site or measure the field belonged to has been removed meanwhile
            return True
        return self.edit(typed, f"「{fields.field(path).label}」の入力", merge_key=path)

    def mark_dont_know(self, path: str, *, unknown: bool) -> bool:
        """Answers `path` with わからない, or takes that answer back."""
        case = paths.put_dont_know(self.case, path) if unknown else paths.forget(self.case, path)
        return self.edit(case, f"「{fields.field(path).label}」の入力")

    def seal(self) -> None:
        """The next edit is an undo step of its own (the user left a field)."""
        self.session.seal()

    def undo(self) -> None:
        """元に戻す."""
        if self.session.can_undo:
            self.session.undo()
            self._announce()

    def redo(self) -> None:
        """やり直し."""
        if self.session.can_redo:
            self.session.redo()
            self._announce()

    def save_now(self) -> bool:
        """Writes the file at once; whether it holds everything now."""
        done = self.session.save_now()
        self.saved.emit()
        return done

    def tick(self) -> None:
        """Lets the session save what has waited long enough."""
        before = self.session.status
        self.session.tick()
        if self.session.status != before:
            self.saved.emit()

    def _announce(self) -> None:
        self.changed.emit()
        self.saved.emit()

    def close(self) -> Status:
        """Saves what waits and lets go of the file; how safe the work is then."""
        self._timer.stop()
        return self.session.close()
