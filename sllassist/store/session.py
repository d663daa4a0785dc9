"""One open case: the present Case, undo, and its way into the file. No Qt: a timer outside calls `tick`.

Each edit goes into the journal at once and into the file within about a second. Whatever goes wrong with the file,
the edit stands, `status` says what to do, and the next `tick`s try again.
Not for: choosing what to do with journals found after a crash (`sllassist.store.recovery`). Not for several threads.
"""

import contextlib
import datetime as dt
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Self

from sllassist.case.model import Case
from sllassist.store import atomic, backups, casefile, folders
from sllassist.store.differences import difference
from sllassist.store.history import History
from sllassist.store.journal import Origin
from sllassist.store.lock import Guard, guard, guard_or_reason
from sllassist.store.problems import StoreProblem, of_os_error
from sllassist.store.safety import SafetyNet
from sllassist.store.status import Status

if TYPE_CHECKING:
    from sllassist.case.problems import Problem

SAVE_AFTER_S: Final = 1.0
"""Changes this old are written into the file."""
RETRY_S: Final = 5.0
"""After a failure the next try comes this much later."""

Event = Literal["case", "status", "path"]
"""What a listener is told: the Case changed, the status changed, the file has another path now."""
Listener = Callable[[Event], None]
Clock = Callable[[], float]

_FOR_THE_USER = {"store.changed_elsewhere", "store.gone"}
"""Failures that no second try mends."""


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    with contextlib.suppress(OSError):
        return one == other or one.samefile(other)
    return one == other


class CaseSession:
    """An open case. Made by `open` or `create`; ended by `close`."""

    def __init__(self, path: Path, read: casefile.CaseFile, held: Guard | None, clock: Clock, *, blank: bool) -> None:
        """For `open` and `create` only. `blank`: the Case holds nothing anyone would miss."""
        self._path = path
        self._case = read.case
        self._attachments = dict(read.attachments)
        self._sha256: str | None = read.sha256 or None
        self._saved_at = read.saved_at
        self._guard = held
        self._clock = clock
        self._history = History()
        self._listeners: list[Listener] = []
        self._problem: Problem | None = None
        self._changed_at: float | None = None if self._sha256 or blank else clock()
        self._retry_at = 0.0
        self._closed = False
        self._net = SafetyNet(self._origin(), self._case, clock()) if held else None
        self.notice: Problem | None = None
        """Something to tell once after opening: why it is read-only, where recovered work went."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = time.monotonic) -> Self:
        """Opens a case file for change and keeps a backup of it as it is.

        Read-only when asked for, or when nothing can be written there (then `notice` says so).
        Raises StoreProblem when it cannot be read, is of a newer version, or somebody else has it open.
        """
        path = path.absolute()
        casefile.read_bytes(path)  # says what is wrong before a lock file is made beside it
        held, notice = (None, None) if read_only else guard_or_reason(path)
        try:
            raw = casefile.read_bytes(path)  # again: until now another may have changed it
            read = casefile.interpret(raw, path.name)
            session = cls(path, read, held, clock, blank=False)
        except BaseException:
            if held:
                held.release()
            raise
        session.notice = notice
        if session._net:
            atomic.remove_leftovers(path)
            session._net.back_up(raw, path.name, clock(), read)
        return session

    @classmethod
    def create(
        cls,
        path: Path | None = None,
        *,
        case: Case | None = None,
        attachments: Mapping[str, bytes] | None = None,
        blank: bool | None = None,
        clock: Clock = time.monotonic,
    ) -> Self:
        """A new case, empty or `case`; without `path` it lives in the user's data folder until `save_as` names it.

        `blank` says that nobody would miss what it begins with (the usual start, a sample): until it is edited nothing
        is saved of it. Without `case` it is blank, with one it is not unless told. Raises StoreProblem when it cannot be written there.
        """
        start = case or Case()
        home = folders.unnamed() / f"{start.case_id[:8]}-{secrets.token_hex(4)}.sll"
        try:
            home.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreProblem("store.unsafe", folder=str(home.parent)) from error
        read = casefile.CaseFile(start, "", dict(attachments or {}))
        session = cls(home, read, guard(home), clock, blank=case is None if blank is None else blank)
        if path:
            try:
                session.save_as(path)
            except BaseException:
                session._end(keep_journal=False)
                raise
        return session

    # --- what is open -----------------------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The present Case."""
        return self._case

    @property
    def path(self) -> Path:
        """Where its file lies, or will lie once something has been saved."""
        return self._path

    @property
    def named(self) -> bool:
        """Whether the user has given the file a name; False while it lives in the data folder."""
        return self._path.parent != folders.unnamed()

    @property
    def title(self) -> str:
        """The firm's name, or words for its absence."""
        return casefile.title_of(self._case)

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self._guard is None

    @property
    def attachments(self) -> Mapping[str, bytes]:
        """Files kept within the case file, by name."""
        return dict(self._attachments)

    @property
    def saved(self) -> bool:
        """Whether everything entered is in the file."""
        return self._changed_at is None

    @property
    def status(self) -> Status:
        """How safe the work is."""
        if self.read_only:
            return Status("read_only", self._saved_at, self.named)
        unsafe = self._net.problem if self._net else None
        if self._problem:
            return Status("failed", self._saved_at, self.named, self._problem, unsafe)
        state: Literal["waiting", "saved", "new"] = "saved" if self._sha256 else "new"
        return Status(state if self.saved else "waiting", self._saved_at, self.named, None, unsafe)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every change; the function returned ends that."""
        self._listeners.append(listener)

        def end() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return end

    def _tell(self, *events: Event) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                listener(event)

    # --- editing ----------------------------------------------------------------------------------------------------

    def edit(self, new_case: Case, label: str, merge_key: str | None = None) -> None:
        """Makes `new_case` the present Case; `label` names the step for 元に戻す.

        Edits with the same `merge_key` shortly after one another are one step (see `seal`).
        Raises StoreProblem `store.read_only`; InputProblem `value.unfit` for a Case that could not be read back.
        """
        old = self._case
        if self._change_to(new_case):
            self._history.push(old, new_case, label, merge_key, self._clock())
            self._tell("case", "status")

    def seal(self) -> None:
        """The next edit is a step of its own, whatever its merge key."""
        self._history.seal()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.undo_label is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to do again."""
        return self.redo_label is not None

    @property
    def undo_label(self) -> str | None:
        """Name of the step 元に戻す takes back."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """Name of the step やり直し does again."""
        return self._history.redo_label

    def undo(self) -> None:
        """Takes back the last step; nothing happens when there is none."""
        if self.can_undo:
            self._change_to(self._history.undo().before)
            self._tell("case", "status")

    def redo(self) -> None:
        """Does the last undone step again; nothing happens when there is none."""
        if self.can_redo:
            self._change_to(self._history.redo().after)
            self._tell("case", "status")

    def _change_to(self, new_case: Case) -> bool:
        """Takes over `new_case` and writes the journal; False when it says the same as the present one."""
        if self._net is None or self._closed:
            raise StoreProblem("store.read_only", name=self._path.name)
        if new_case is self._case or new_case == self._case:
            return False
        change = difference(self._case, new_case)
        now = self._clock()
        self._case = new_case
        self._changed_at = now if self._changed_at is None else self._changed_at
        self._net.edit(change, now)
        return True

    # --- saving -----------------------------------------------------------------------------------------------------

    def tick(self, now: float | None = None) -> None:
        """To be called about every 250 ms: saves what has waited long enough, finishes writing the journal.

        `now` is the time by the session's clock, which is asked when it is not given.
        """
        if self._net is None or self._closed:
            return
        now = self._clock() if now is None else now
        if self._net.wants_restart(now):
            self._restart_journal(now)
            self._tell("status")
        if self._changed_at is None or now - self._changed_at < SAVE_AFTER_S or not self._may_try(now):
            self._net.sync(now)
        else:
            self._save(now)

    def _may_try(self, now: float) -> bool:
        return self._problem is None or (self._problem.code not in _FOR_THE_USER and now >= self._retry_at)

    def save_now(self) -> bool:
        """Saves at once (Ctrl+S); whether the file holds everything now. `status` says why not."""
        if self._net and not self._closed and (self._changed_at is not None or self._sha256 is None):
            self._save(self._clock())
        return self.saved

    def _save(self, now: float) -> None:
        assert self._net
        try:
            self._check_untouched()
            data = self._write(self._path, now)
        except StoreProblem as problem:
            self._problem = problem.problem
            self._retry_at = now + RETRY_S
        else:
            if self._net.wants_backup(now):
                self._net.back_up(data, self._path.name, now)
            if self._net.is_long:
                self._restart_journal(now)
        self._tell("status")

    def _check_untouched(self) -> None:
        """Raises StoreProblem when the file is no longer what we last read or wrote."""
        names = {"name": self._path.name, "folder": str(self._path.parent)}
        try:
            there, folder_there = self._path.exists(), self._path.parent.is_dir()
        except OSError as error:
            raise of_os_error(error, self._path, "write") from error
        if not there:
            if not folder_there:
                raise StoreProblem("store.folder_missing", **names)
            if self._sha256 is not None:
                raise StoreProblem("store.gone", **names)
        elif self._sha256 is None or atomic.sha256(casefile.read_bytes(self._path)) != self._sha256:
            raise StoreProblem("store.changed_elsewhere", **names)

    def _write(self, path: Path, now: float) -> bytes:
        """Puts the present Case into `path`, and says so in the journal before and after; what was written."""
        saved_at = dt.datetime.now(dt.UTC)
        data = casefile.build(self._case, self._attachments, path.suffix, saved_at)
        sha256 = atomic.sha256(data)
        if self._net:
            self._net.mark("saving", sha256, now)
        atomic.write_atomic(path, data)
        if self._net:
            self._net.mark("saved", sha256, now)
        self._sha256, self._saved_at = sha256, saved_at
        self._changed_at = self._problem = None
        return data

    def save_as(self, path: Path) -> None:
        """Saves under another path and goes on there; what lay there is kept as a backup first.

        Raises StoreProblem when it is open elsewhere or cannot be written; everything is then as before.
        """
        path = path.absolute()
        now = self._clock()
        stays = self._guard is not None and _same(path, self._path)
        held = self._guard if self._guard and stays else guard(path)
        try:
            with contextlib.suppress(StoreProblem):  # nothing there, or no case file: nothing to keep
                backups.keep(casefile.read_bytes(path), path.name)
            self._write(path, now)
        except BaseException:
            if not stays:
                held.release()
            raise
        left, left_guard, left_unnamed = self._path, self._guard, not self.named
        self._path, self._guard, self.notice = path, held, None
        self._restart_journal(now)
        if left_guard and not stays:
            if left_unnamed:
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
            left_guard.release()
        self._tell("path", "status")

    def _origin(self) -> Origin:
        return Origin(self._path, self._sha256, in_file=self.saved)

    def _restart_journal(self, now: float) -> None:
        if self._net:
            self._net.restart(self._origin(), self._case, now)
        else:
            self._net = SafetyNet(self._origin(), self._case, now)

    def close(self) -> Status:
        """Saves what waits and gives the file free; the last status.

        When it cannot be saved the journal stays, and the next start offers it (`sllassist.store.recovery`).
        May be called twice.
        """
        if not self._closed:
            if not self.saved:
                self.save_now()
            last = self.status
            self._end(keep_journal=not self.saved)
            return last
        return self.status

    def _end(self, *, keep_journal: bool) -> None:
        self._closed = True
        if self._net:
            self._net.close(keep=keep_journal)
        if self._guard:
            self._guard.release()
