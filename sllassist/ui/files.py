"""Opening, naming and closing cases, with the questions that belong to it.

A case is saved by itself; so nothing is asked before another is opened, except when its file could not be written.
Not for: reading and writing files (`sllassist.store`).
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from sllassist.case.periods import japanese_date
from sllassist.store import backups, recent, recovery
from sllassist.store.backups import Backup
from sllassist.store.problems import StoreProblem
from sllassist.store.recovery import Recovery
from sllassist.ui.model import AppModel
from sllassist.ui.notices import NOT_SAVED
from sllassist.ui.pages.start import StartPage
from sllassist.ui.widgets.backup_list import BackupDialog
from sllassist.ui.widgets.dialogs import Ask, wait_for

if TYPE_CHECKING:
    from sllassist.ui.window import Window

FILTER = "SLLアシストのファイル (*.sll);;すべてのファイル (*)"
STILL_KEPT = "このまま閉じても、入力した内容はこのパソコンに残ります。次に開いたときに復元できます。"
CARRIED = (
    "会社の情報、事業所、使っているエネルギー、取組を引き継いで、新しい案件を作ります。"
    "計画・融資の条件・提出の記録は引き継ぎません。使用量も引き継ぎますか。"
)
UNTOUCHED = "元のファイルは書き換えません。"
RESTORE_LABEL = "控えから戻すこと"


class Chooser(Protocol):
    """Asks the user for a file; "" when none was chosen."""

    def file_to_open(self, parent: QWidget) -> str:
        """An existing case file."""

    def file_to_save(self, parent: QWidget, name: str) -> str:
        """Where to save; `name` is the proposal."""


class SystemChooser:
    """The system's own dialogs."""

    def file_to_open(self, parent: QWidget) -> str:
        """See `Chooser`."""
        return QFileDialog.getOpenFileName(parent, "ファイルを開く", "", FILTER)[0]

    def file_to_save(self, parent: QWidget, name: str) -> str:
        """See `Chooser`."""
        return QFileDialog.getSaveFileName(parent, "別名で保存", name, FILTER)[0]


class Files(QObject):
    """What the window does with files."""

    def __init__(self, window: "Window", chooser: Chooser | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.chooser: Chooser = chooser or SystemChooser()
        self._failed: Path | None = None

    # --- the start screen -------------------------------------------------------------------------------------------

    def connect_start(self, start: StartPage) -> None:
        """Lets the start screen open cases."""
        start.new.connect(self.new)
        start.sample.connect(self.sample)
        start.choose.connect(self.choose)
        start.previous.connect(self.choose_previous)
        start.open.connect(self.open)
        start.recover.connect(self.recover)
        start.discard.connect(self.discard)
        start.retry.connect(self._retry)

    @staticmethod
    def refresh_start(start: StartPage) -> None:
        """Shows the files to go on with, and what a crash left."""
        start.clear_told()
        start.show_files(recent.files(), recovery.unnamed_files(), recovery.recoverable())

    # --- opening ----------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """新しく始める."""
        self._change(self._window.desk.new)

    def sample(self) -> None:
        """見本の会社で試す."""
        self._change(self._window.desk.sample)

    def choose(self) -> None:
        """開く…: asks for a file and opens it."""
        chosen = self.chooser.file_to_open(self._window)
        if chosen:
            self.open(Path(chosen))

    def choose_previous(self) -> None:
        """去年のファイルから始める: asks for a file and whether its bills are taken along."""
        chosen = self.chooser.file_to_open(self._window)
        if not chosen:
            return
        path = Path(chosen)
        acts = (("without", "使用量は引き継がない"), ("with", "使用量も引き継ぐ"), ("stay", "やめる"))
        act = Ask.about(self._window, f"「{path.name}」から始めます", CARRIED, acts, note=UNTOUCHED)
        if act in ("without", "with"):
            self.begin_from(path, records=act == "with")

    def begin_from(self, path: Path, *, records: bool) -> None:
        """Begins a new case from an earlier file."""
        told: list[str] = []

        def make() -> AppModel:
            model, start = self._window.desk.from_previous(path, records=records)
            parts = f"事業所{start.sites}か所、使っているエネルギー{start.supplies}件、取組{start.measures}件"
            bills = f"、使用量{start.records}件" if records else ""
            told.append(f"「{path.name}」から、会社の情報と、{parts}{bills}を引き継ぎました。変わったところを直してください。")
            return model

        before = self._window.model
        self._change(make)
        if told and self._window.model is not before:
            self._window.notices.tell("info", told[0])

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Opens a file; when a crash left edits of it, asks about those first."""
        left = [] if read_only else recovery.recoverable_for(path)
        if left:
            acts = (("recover", "復元する"), ("discard", "破棄する"))
            act = Ask.about(self._window, "保存の途中で終わった作業があります", left[0].sentence, acts)
            if not act:
                return
            if act == "recover":
                self.recover(left[0])
                return
            recovery.discard(left[0])
        self._change(lambda: self._window.desk.open(path, read_only=read_only), path)

    def recover(self, found: Recovery) -> None:
        """Opens what a crash left."""
        self._change(lambda: self._window.desk.recover(found))

    def discard(self, found: Recovery) -> None:
        """Drops what a crash left, after asking once."""
        text = f"「{found.title}」の保存の済んでいない変更{found.edits}件を破棄します。最後に保存した内容は残ります。"
        if Ask.about(self._window, "変更を破棄しますか", text, (("keep", "残しておく"), ("drop", "破棄する"))) == "drop":
            recovery.discard(found)
            self.refresh_start(self._window.start)

    def _change(self, make: Callable[[], AppModel], path: Path | None = None) -> None:
        """Closes the open case and goes on with another; where that fails, says why and stays."""
        before = self._window.model
        if before is not None and path is not None and path.absolute() == before.session.path:
            return
        self._window.flush()
        try:
            model = make()
        except StoreProblem as told:
            self._tell(told, path)
            return
        if before is not None and not self._closed(before):
            model.close()
            return
        self._window.use(model)

    def _tell(self, told: StoreProblem, path: Path | None) -> None:
        self._failed = path
        if self._window.model is not None:
            self._window.notices.tell("error", str(told))
            return
        code = told.problem.code
        acts: list[tuple[str, str]] = []
        if path is not None and code.startswith("store.locked"):
            acts.append(("read_only", "読み取り専用で開く"))
        if code in ("store.damaged", "store.altered", "store.empty", "store.missing", "store.changed_elsewhere") and backups.everything():
            acts.append(("backups", "控え（バックアップ）から開く"))
        if path is not None and code == "store.missing":
            recent.forget(path)
        self.refresh_start(self._window.start)
        self._window.start.tell("error", str(told), acts)

    def _retry(self, act: str) -> None:
        if act == "read_only" and self._failed is not None:
            self.open(self._failed, read_only=True)
        elif act == "backups":
            self.backups()

    # --- saving -----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """いま保存する; asks for a name when the file has none yet."""
        model = self._window.model
        if model is None:
            return
        self._window.flush()
        if model.session.read_only or not model.session.named:
            self.save_as()
        else:
            model.save_now()

    def save_as(self) -> bool:
        """別名で保存…; whether the case is saved under a name of the user's choice."""
        model = self._window.model
        if model is None:
            return False
        self._window.flush()
        name = model.session.path.name if model.session.named else f"{_file_name(model.session.title)}.sll"
        chosen = self.chooser.file_to_save(self._window, name)
        if not chosen:
            return False
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(".sll")
        try:
            model.session.save_as(path)
        except StoreProblem as told:
            self._window.notices.tell("error", str(told))
            return False
        recent.note(path, model.session.title)
        self._window.notices.clear()
        model.saved.emit()
        model.changed.emit()
        return True

    # --- backups ----------------------------------------------------------------------------------------------------

    def backups(self) -> None:
        """控えから戻す: the open case goes back to a backup (and 元に戻す takes that back); else a backup is opened anew."""
        model = self._window.model
        self._window.flush()
        found = backups.of_case(model.case.case_id) if model else backups.everything()
        dialog = BackupDialog(self._window, found, open_case=model is not None)
        wait_for(dialog)
        if dialog.chosen is not None:
            self.restore(dialog.chosen)

    def restore(self, backup: Backup) -> None:
        """Takes up a backup."""
        model = self._window.model
        if model is None:
            self._change(lambda: self._window.desk.restore(backup))
            return
        try:
            case = self._window.desk.case_of(backup)
        except StoreProblem as told:
            self._window.notices.tell("error", str(told))
            return
        if model.edit(case, RESTORE_LABEL):
            day = backup.saved_at.astimezone()
            when = f"{japanese_date(day.date())} {day.hour}:{day.minute:02}"
            self._window.notices.tell("info", f"{when} の内容に戻しました。「元に戻す」で、戻す前の内容になります。", passing=True)

    # --- closing ----------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """はじめの画面に戻る."""
        model = self._window.model
        self._window.flush()
        if model is not None and self._closed(model):
            self._window.drop()

    def may_close(self) -> bool:
        """Saves and closes the case before the window closes; False when the user rather stays."""
        self._window.flush()
        return self._window.model is None or self._closed(self._window.model)

    def _closed(self, model: AppModel) -> bool:
        """Closes a case; asks when its file could not be written. False when the user rather stays."""
        if not model.session.read_only and not model.session.saved and not model.save_now():
            problem = model.status.problem
            acts = (("save_as", "別名で保存"), ("close", "このまま閉じる"), ("stay", "閉じない"))
            act = Ask.about(self._window, NOT_SAVED, problem.message if problem else "", acts, note=STILL_KEPT)
            if act == "save_as":
                if not self.save_as():
                    return False
            elif act != "close":
                return False
        if model.session.named:
            recent.note(model.session.path, model.session.title)
        model.close()
        if not model.session.named and self._window.desk.is_blank(model.case):
            with contextlib.suppress(OSError):  # a case nobody entered anything into would only clutter the first screen
                model.session.path.unlink(missing_ok=True)
        return True


def _file_name(title: str) -> str:
    """A firm's name as a file name: signs no system takes become blanks."""
    return "".join(" " if sign in '\\/:*?"<>|' or ord(sign) < ord(" ") else sign for sign in title).strip(" .") or "案件"
