"""Opens cases for the window: new, from a file, the sample, from what a crash left, from a backup.

Not for: dialogs and screens; every failure is raised as a StoreProblem with its sentence.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sllassist.case.model import Case
from sllassist.flow.years import new_case
from sllassist.importers import Start, from_previous
from sllassist.knowledge import Knowledge
from sllassist.store import backups, casefile, recent, recovery, samples
from sllassist.store.session import CaseSession
from sllassist.ui.model import AppModel


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to open a case: the facts of the world and the day."""

    knowledge: Knowledge
    as_of: dt.date

    def _model(self, session: CaseSession) -> AppModel:
        if session.named:
            recent.note(session.path, session.title)
        return AppModel(session, self.knowledge, self.as_of)

    def new(self) -> AppModel:
        """An empty case with the usual plan. Raises StoreProblem when the data folder cannot be written."""
        return self._model(CaseSession.create(case=new_case(self.as_of), blank=True))

    def is_blank(self, case: Case) -> bool:
        """Whether nothing has been entered into a new case."""
        return case == new_case(self.as_of).model_copy(update={"case_id": case.case_id, "edition": case.edition})

    def sample(self) -> AppModel:
        """The sample firm, as a new case without a file name. Raises StoreProblem as `new`."""
        return self._model(CaseSession.create(case=samples.sample(), blank=True))

    def open(self, path: Path, *, read_only: bool = False) -> AppModel:
        """The case of a file. Raises StoreProblem when it cannot be read or is open elsewhere."""
        return self._model(CaseSession.open(path, read_only=read_only))

    def from_previous(self, path: Path, *, records: bool) -> tuple[AppModel, Start]:
        """A new unnamed case with the usual plan that starts from an earlier file; the file itself is only read.

        `records`: whether the bills are taken along. Raises StoreProblem when the file cannot be read.
        """
        start = from_previous(casefile.load(path).case, records=records)
        case = start.case.model_copy(update={"plan": new_case(self.as_of).plan})
        return self._model(CaseSession.create(case=case)), start

    def recover(self, found: recovery.Recovery) -> AppModel:
        """A case with what a crash left. Raises StoreProblem when that cannot be read any more."""
        return self._model(recovery.recover(found))

    @staticmethod
    def case_of(backup: backups.Backup) -> Case:
        """The Case of a backup. Raises StoreProblem when it cannot be read."""
        return casefile.load(backup.path).case

    def restore(self, backup: backups.Backup) -> AppModel:
        """A new unnamed case with the content of a backup. Raises StoreProblem when it cannot be read."""
        read = casefile.load(backup.path)
        return self._model(CaseSession.create(case=read.case, attachments=read.attachments))
