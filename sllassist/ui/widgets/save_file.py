"""A button that asks where to save one file, writes it beside the window, and says where it lies.

Not for: what stands in the file (the caller's `write`).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sllassist.case.problems import InputProblem
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Banner, BannerKind, SecondaryButton
from sllassist.ui.widgets.made_papers import OpenFolder, open_folder
from sllassist.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    Chooser = Callable[[QWidget, str, str], str]
    Write = Callable[[Path], None]

FAILED = "ファイルを保存できませんでした。ほかの場所を選んで、もう一度保存してください。"
BUSY = "保存しています。しばらくお待ちください。"


def choose_file(parent: QWidget, proposed: str, kind: str) -> str:
    """Asks for a file to write by the system's own dialog; "" when none was chosen."""
    return QFileDialog.getSaveFileName(parent, "保存する場所を選ぶ", proposed, kind)[0]


class SaveFile(SecondaryButton):
    """The button. `told` is a banner for what came of it, to be put where there is room."""

    finished = Signal()

    def __init__(self, model: AppModel, words: str, *, ending: str, kind: str) -> None:
        """`ending` of the file (".pdf"), and `kind`, its filter in the system's dialog ("PDF (*.pdf)")."""
        super().__init__(words)
        self.model = model
        self.chooser: Chooser = choose_file
        self.opener: OpenFolder = open_folder
        self.propose: Callable[[], str] = lambda: ""
        self.prepare: Callable[[], Write] = lambda: lambda path: None
        self.saved: Path | None = None
        self._ending, self._kind = ending, kind
        self._work: Work | None = None
        self.told = Banner("info", "")
        self.open_button = SecondaryButton("フォルダーを開く")
        self.open_button.clicked.connect(self._open)
        self.told.add_act(self.open_button)
        self.told.hide()
        self.clicked.connect(self._choose)

    @property
    def is_busy(self) -> bool:
        """Whether the file is being written."""
        return self._work is not None

    def _start(self) -> Path:
        if self.saved is not None:
            return self.saved.parent
        if self.model.session.named:
            return self.model.session.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def _choose(self) -> None:
        if self._work is not None:
            return
        chosen = self.chooser(self, str(self._start() / f"{self.propose()}{self._ending}"), self._kind)
        if not chosen:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        path = Path(chosen)
        if path.suffix.lower() != self._ending:
            path = path.with_name(f"{path.name}{self._ending}")
        write = self.prepare()
        self._tell("info", BUSY)
        self._work = Work(lambda: _written(write, path), failure=FAILED)
        self._work.done.connect(self._finished)
        self._work.failed.connect(self._finished)
        self._work.begin()

    def _finished(self, result: Path | str) -> None:
        self._work = None
        if isinstance(result, str):
            self._tell("error", result)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.saved = result
            self._tell("ok", f"{result} に保存しました。", word="保存しました")
            self.open_button.show()
        self.finished.emit()

    def _tell(self, kind: BannerKind, text: str, *, word: str = "") -> None:
        self.open_button.hide()
        self.told.set_text(kind, text, word=word)
        self.told.show()

    def _open(self) -> None:
        if self.saved is not None and not self.opener(self.saved.parent):
            self._tell("error", f"フォルダーを開けませんでした。{self.saved.parent} を自分で開いてください。")


def _written(write: "Write", path: Path) -> Path | str:
    """The file written, or the sentence that says why there is none."""
    try:
        write(path)
    except InputProblem as problem:
        return problem.problem.message
    except OSError:
        return FAILED
    return path
