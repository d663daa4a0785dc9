"""The net under an open case: its journal and its backups. A hole in it is noted, and never stops the work.

Not for: the case file itself, whose failures the session reports.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sllassist.case.model import Case
from sllassist.store import backups, folders
from sllassist.store.casefile import CaseFile
from sllassist.store.differences import Change
from sllassist.store.journal import Journal, Mark, Origin
from sllassist.store.problems import StoreProblem

if TYPE_CHECKING:
    from sllassist.case.problems import Problem

RETRY_S: Final = 5.0
"""After the data folder failed, the next try comes this much later."""


class SafetyNet:
    """Journal and backups of one open case. Times are seconds of the session's steady clock."""

    def __init__(self, origin: Origin, case: Case, now: float) -> None:
        self.problem: Problem | None = None
        """What is wrong with the user's data folder, for the status line."""
        self._journal: Journal | None = None
        self._retry_at = 0.0
        self._backed_up_at = now
        self.restart(origin, case, now)

    @contextlib.contextmanager
    def _noting(self, now: float) -> Iterator[None]:
        try:
            yield
        except StoreProblem:
            self.problem = StoreProblem("store.unsafe", folder=str(folders.data())).problem
            self._retry_at = now + RETRY_S

    def restart(self, origin: Origin, case: Case, now: float) -> None:
        """Begins the journal anew with `case`."""
        with self._noting(now):
            if self._journal:
                self._journal.restart(origin, case)
            else:
                self._journal = Journal(origin, case)
            self.problem = None

    def edit(self, change: Change, now: float) -> None:
        """Writes an edit down."""
        if self._journal and not self.problem:
            with self._noting(now):
                self._journal.edit(change, now)

    def mark(self, mark: Mark, sha256: str, now: float) -> None:
        """Notes a save, before and after the file is swapped in."""
        if self._journal and not self.problem:
            with self._noting(now):
                self._journal.mark(mark, sha256)

    def sync(self, now: float) -> None:
        """Makes the disk finish writing when that is due."""
        if self._journal and not self.problem:
            with self._noting(now):
                self._journal.sync(now)

    def wants_restart(self, now: float) -> bool:
        """Whether the journal should begin anew: it failed a while ago."""
        return self.problem is not None and now >= self._retry_at

    @property
    def is_long(self) -> bool:
        """Whether the journal should begin anew after the next save, for its length."""
        return self._journal is not None and self._journal.is_long

    def back_up(self, data: bytes, name: str, now: float, read: CaseFile | None = None) -> None:
        """Keeps the content of a file called `name` as a backup; `read` as for `backups.keep`."""
        self._backed_up_at = now
        with self._noting(now):
            backups.keep(data, name, read)

    def wants_backup(self, now: float) -> bool:
        """Whether the last backup is `backups.EVERY_S` old."""
        return now - self._backed_up_at >= backups.EVERY_S

    def close(self, *, keep: bool) -> None:
        """Ends the journal; `keep` leaves it for the next start, which offers what it holds."""
        if self._journal:
            self._journal.close(keep=keep)
