"""After a crash: journals whose edits are not in their file, and how to take them up or drop them.

A journal that cannot be read is moved aside and never keeps the program from starting.
Not for: writing journals (`sllassist.store.journal`).
"""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sllassist import messages
from sllassist.case.model import Case
from sllassist.case.problems import Problem
from sllassist.store import atomic, backups, casefile, casejson, folders, journal
from sllassist.store.lock import guard
from sllassist.store.problems import StoreProblem
from sllassist.store.session import CaseSession

_KEPT_ASIDE: Final = 20  # journals in the folder for those set aside; the oldest goes first

FileState = Literal["as_left", "other", "missing"]
"""as_left: the file is what the crashed program last read or wrote; other: it is something else now; missing: gone."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Edits of a crashed program that its file does not hold."""

    journal: Path
    path: Path
    title: str
    edits: int
    """How many edits the file lacks."""
    last_edit: dt.datetime
    file_state: FileState

    @property
    def sentence(self) -> str:
        """One Japanese sentence with the choice to make."""
        local = self.last_edit.astimezone()
        when = f"{local.month}月{local.day}日 {local.hour}:{local.minute:02}"
        return messages.text("store.recoverable", name=self._name, count=self.edits, time=when)

    @property
    def _name(self) -> str:
        return self.title if self.path.parent == folders.unnamed() else self.path.name


@dataclass(frozen=True, slots=True)
class UnnamedFile:
    """A case in the user's data folder that was saved and never given a name."""

    path: Path
    title: str
    saved_at: dt.datetime


def unnamed_files() -> list[UnnamedFile]:
    """Cases without a name that are not open now, newest first."""
    found: list[UnnamedFile] = []
    for path in _listed(folders.unnamed(), ".sll"):
        with contextlib.suppress(StoreProblem):
            manifest = casefile.read_manifest(path)
            found.append(UnnamedFile(path, manifest.title, manifest.saved_at))
    return sorted(found, key=lambda file: file.saved_at, reverse=True)


def remove_unnamed(file: UnnamedFile) -> None:
    """Removes a case without a name; what it held stays among the backups.

    Raises StoreProblem when it is open, cannot be read, or the backup cannot be written; it then stays.
    """
    held = guard(file.path)
    try:
        backups.keep(casefile.read_bytes(file.path), file.path.name)
        with contextlib.suppress(OSError):
            file.path.unlink()
    finally:
        held.release()


def _listed(folder: Path, suffix: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == suffix)
    except OSError:
        return []


def recoverable() -> list[Recovery]:
    """What crashed programs left, newest first. Journals that hold nothing new are removed, unreadable ones moved aside.

    Journals of programs that are still running are left alone.
    """
    found: list[Recovery] = []
    for path in _listed(folders.journals(), journal.SUFFIX):
        with _claimed(path) as mine:
            if mine and (recovery := _looked_at(path)):
                found.append(recovery)
    return sorted(found, key=lambda recovery: recovery.last_edit, reverse=True)


def recoverable_for(path: Path) -> list[Recovery]:
    """What a crashed program left of the file `path`, newest first: to be asked about before it is opened."""
    return [recovery for recovery in recoverable() if recovery.path == path.absolute()]


@contextlib.contextmanager
def _claimed(path: Path) -> Iterator[bool]:
    """Whether nobody else writes or recovers this journal; nobody does until the end of the block."""
    held = journal.claim(path)
    try:
        yield held is not None
    finally:
        if held:
            held.release()


def _looked_at(path: Path) -> Recovery | None:
    try:
        content = journal.read(path)
        case = _case_of(content, path.name)
    except StoreProblem as problem:
        if problem.problem.code != "store.newer":  # the newer program that wrote it will want it
            _set_aside(path)
        return None
    except ValueError:
        _set_aside(path)
        return None
    except OSError:
        return None
    state, edits = _compared(content)
    if not edits:
        with contextlib.suppress(OSError):
            path.unlink()
        return None
    return Recovery(path, content.origin.path, casefile.title_of(case), edits, content.last_edit, state)


def _case_of(content: journal.Content, name: str) -> Case:
    return casejson.to_case(content.data, name, written_by=content.app_version)


def _compared(content: journal.Content) -> tuple[FileState, int]:
    """How the file stands to the journal, and how many edits it lacks."""
    origin = content.origin
    base = 0 if origin.in_file else 1  # the Case the journal begins with counts as one when no file holds it
    everything = content.edits + base
    try:
        sha256 = atomic.sha256(casefile.read_bytes(origin.path))
    except StoreProblem:
        sha256 = None
    if sha256:
        for _, saved, edits in reversed(content.saves):
            if saved == sha256:
                return "as_left", content.edits - edits
        if sha256 == origin.file_sha256:
            return "as_left", everything
    done = [edits for mark, _, edits in content.saves if mark == "saved"]
    return "other" if sha256 else "missing", content.edits - done[-1] if done else everything


def _set_aside(path: Path) -> None:
    """Moves a journal where no start looks at it; the oldest such make room."""
    aside = folders.set_aside()
    with contextlib.suppress(OSError):
        aside.mkdir(parents=True, exist_ok=True)
        path.replace(aside / path.name)
        kept = sorted(aside.iterdir(), key=lambda file: file.stat().st_mtime)
        for old in kept[:-_KEPT_ASIDE]:
            old.unlink()


def discard(recovery: Recovery) -> None:
    """Drops what a crashed program left; its journal goes to the folder of those set aside."""
    with _claimed(recovery.journal) as mine:
        if mine:
            _set_aside(recovery.journal)


def recover(recovery: Recovery) -> CaseSession:
    """Opens the case with all edits the crashed program had taken; 元に戻す takes them back in one step.

    When the file has become another one or cannot be opened for change, the result is a new unnamed file, and
    `notice` says so. Raises StoreProblem when the journal cannot be read any more or the data folder not be written.
    """
    with _claimed(recovery.journal) as mine:
        try:
            if not mine:
                raise ValueError("somebody else has it")
            content = journal.read(recovery.journal)
            case = _case_of(content, recovery.path.name)
        except (OSError, ValueError) as error:
            if isinstance(error, StoreProblem):
                raise
            raise StoreProblem("store.journal_unreadable", name=recovery.path.name) from error
        session = _in_place(content, case) or _apart(content, case)
        if content.complete:
            with contextlib.suppress(OSError):
                recovery.journal.unlink()
        else:
            _set_aside(recovery.journal)
    return session


def _in_place(content: journal.Content, case: Case) -> CaseSession | None:
    """The file itself with the edits, when it is still the one they were made on."""
    if _compared(content)[0] != "as_left":
        return None
    try:
        session = CaseSession.open(content.origin.path)
    except StoreProblem:
        return None
    if session.read_only:
        session.close()
        return None
    session.edit(case, messages.text("store.recover_label"))
    return session


def _apart(content: journal.Content, case: Case) -> CaseSession:
    """A new unnamed file with the edits."""
    path = content.origin.path
    session = CaseSession.create(case=case, attachments=_attachments(path, case.case_id))
    if path.parent != folders.unnamed():
        session.notice = Problem("warning", "store.recovered_apart", "", {"name": path.name})
    return session


def _attachments(path: Path, case_id: str) -> Mapping[str, bytes]:
    """The attachments of a case, from its file or else the newest backup that can be read."""
    for source in (path, *(backup.path for backup in backups.of_case(case_id))):
        with contextlib.suppress(StoreProblem):
            read = casefile.load(source)
            if read.case.case_id == case_id:
                return read.attachments
    return {}
