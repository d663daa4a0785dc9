"""Newer factors for the window: choosing a pack, looking at what it would change, taking it in or out.

Taking a pack in changes no case by itself: a case goes on with its edition until the user chooses, here or on its page.
Not for: what a pack must be (`sllassist.knowledge.packs`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from sllassist.case.model import Case
from sllassist.emissions.ledger import Ledger
from sllassist.emissions.updates import YearDifference
from sllassist.flow import updates
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.knowledge.installed import install_pack, installed_packs, pack_folders, remove_pack
from sllassist.knowledge.pack_faults import PackError
from sllassist.knowledge.packs import PackInfo, preview, read_pack
from sllassist.store import folders
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.pack_dialog import Choice, PackDialog
from sllassist.ui.widgets.update_view import UpdateView, told_of
from sllassist.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from sllassist.ui.window import Window

FILTER = "係数の更新 (*.zip);;すべてのファイル (*)"
READING = "更新のファイルを調べています。しばらくお待ちください。"
FAILED = "更新のファイルを調べられませんでした。ファイルを受け取り直して、もう一度選んでください。"
TAKE, KEEP, LATER = "この係数で計算し直す", "今の結果のまま", "取り込まない"
TAKE_LABEL, KEEP_LABEL = "新しい係数で計算し直すこと", "今の結果のままにすること"


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack that has been read. `differences` None: no case was open; `refused`: why it cannot be taken in."""

    path: Path
    info: PackInfo | None = None
    differences: tuple[YearDifference, ...] | None = None
    refused: str = ""


def look(path: Path, newest: Knowledge, case: Case | None, knowledge: Knowledge) -> Looked:
    """Reads a pack and what it would change in the case."""
    try:
        pack = read_pack(path, newest)
        if case is None:
            return Looked(path, pack.info)
        with preview(pack, newest) as newer:
            return Looked(path, pack.info, updates.preview(case, knowledge, newer))
    except PackError as problem:
        return Looked(path, refused=str(problem))


def choose_pack(parent: QWidget) -> str:
    """Asks for a pack by the system's own dialog; "" when none was chosen."""
    return QFileDialog.getOpenFileName(parent, "係数の更新のファイルを選ぶ", "", FILTER)[0]


def newest_knowledge() -> Knowledge:
    """The program's facts with the packs on this computer."""
    return load_knowledge(*pack_folders(folders.packs()))


class Packs(QObject):
    """What the window does with packs."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.chooser: Callable[[QWidget], str] = choose_pack
        self.dialog: PackDialog | None = None
        self._looked: Looked | None = None
        self._work: Work | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a pack is being read."""
        return self._work is not None

    def show(self) -> None:
        """係数の更新を読み込む…"""
        self._window.flush()
        self.dialog = PackDialog(self._window)
        self.dialog.chosen.connect(self._choose)
        self.dialog.removed.connect(self._remove)
        self.dialog.decided.connect(self._decide)
        self.dialog.finished.connect(self._closed)
        self._show_packs()
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._window.activateWindow()

    def _show_packs(self) -> None:
        if self.dialog is not None:
            self.dialog.show_packs(self._window.desk.knowledge.editions, installed_packs(folders.packs()))

    def _choose(self) -> None:
        assert self.dialog is not None
        chosen = self.chooser(self.dialog)
        if not chosen or self._work is not None:
            return
        model, newest = self._window.model, self._window.desk.knowledge
        case, knowledge = (model.case, model.knowledge) if model else (None, newest)
        self.dialog.show_busy(READING)
        self._work = Work(lambda: look(Path(chosen), newest, case, knowledge), failure=FAILED)
        self._work.done.connect(self._show_looked)
        self._work.failed.connect(lambda sentence: self._show_looked(Looked(Path(chosen), refused=sentence)))
        self._work.begin()

    def _show_looked(self, looked: Looked) -> None:
        self._work = None
        self._looked = looked
        if self.dialog is None:
            return
        if looked.info is None:
            self._show_packs()
            self.dialog.say("error", looked.refused)
            return
        changes = None if looked.differences is None else updates.year_changes(looked.differences)
        self.dialog.show_pack(UpdateView((told_of(looked.info),), changes), self._choices(looked))

    def _choices(self, looked: Looked) -> tuple[Choice, ...]:
        if looked.differences:
            return ("take", TAKE), ("keep", KEEP), ("later", LATER)
        return ("take", "取り込む"), ("later", LATER)

    def _decide(self, key: str) -> None:
        looked, dialog = self._looked, self.dialog
        assert looked is not None
        assert dialog is not None
        if key == "later":
            self._show_packs()
            return
        try:
            install_pack(looked.path, folders.packs(), self._window.desk.knowledge)
        except PackError as problem:
            dialog.say("error", str(problem))
            return
        model = self._window.model
        before = model.assessment.ledger if model else None
        self.renew()
        if model is not None and before is not None and looked.differences:
            take_over(model, before, looked.differences, keep=key == "keep")
        title = looked.info.title if looked.info else ""
        self._show_packs()
        dialog.say("ok", f"「{title}」を取り込みました。")

    def _remove(self, pack_id: str) -> None:
        assert self.dialog is not None
        try:
            remove_pack(folders.packs(), pack_id)
        except PackError as problem:
            self.dialog.say("error", str(problem))
            return
        self.renew()
        self._show_packs()
        self.dialog.say("ok", "更新を外しました。")

    def renew(self) -> None:
        """Uses the packs as they are now; the open case goes on as it was."""
        self._window.renew_knowledge(newest_knowledge())


def take_over(model: AppModel, before: Ledger, found: Iterable[YearDifference], *, keep: bool) -> bool:
    """The user's choice: results of `found` kept as `before` has them, or computed with the newest factors; one undo step."""
    newest = model.editions.newest
    if not keep:
        return model.edit(updates.take_newest(model.case, newest), TAKE_LABEL)
    years = [year.fiscal_year for year in found]
    return model.edit(updates.keep_results(model.case, before, years, model.today, newest), KEEP_LABEL)
