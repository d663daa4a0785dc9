"""「算定根拠をExcelで保存する」: asks for a folder, writes the workbook beside the window, and says where it lies.

Not for: what stands in the workbook (`sllassist.documents.basis_workbook`).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from sllassist.assessment import Assessment
from sllassist.case.problems import InputProblem
from sllassist.documents.basis_workbook import save_basis
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Banner, BannerKind, Note, SecondaryButton, column, row
from sllassist.ui.widgets.made_papers import OpenFolder, open_folder
from sllassist.ui.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED: Final = "算定根拠を保存できませんでした。ほかのフォルダーを選んで、もう一度保存してください。"
BUSY: Final = "算定根拠を保存しています。しばらくお待ちください。"


def choose_folder(parent: QWidget, start: str) -> str:
    """Asks for a folder by the system's own dialog; "" when none was chosen."""
    return QFileDialog.getExistingDirectory(parent, "算定根拠を保存するフォルダーを選ぶ", start)


def _saved(assessment: Assessment, folder: Path) -> Path | str:
    """The file written, or the sentence that says why there is none."""
    try:
        return save_basis(assessment, folder)
    except InputProblem as problem:
        return problem.problem.message


class SaveBasis(QWidget):
    """The button and what came of it."""

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self.model = model
        self.chooser: Callable[[QWidget, str], str] = choose_folder
        self.opener: OpenFolder = open_folder
        self.saved: Path | None = None
        self._folder: str = ""
        self._work: Work | None = None
        layout = column(self, spacing=8)
        line = row(spacing=16)
        self.button = SecondaryButton("算定根拠をExcelで保存する")
        self.button.setAccessibleDescription("合計から請求書の数字まで、計算式の入ったExcelのファイルを作ります。")
        self.button.clicked.connect(self._choose)
        line.addWidget(self.button)
        line.addWidget(Note("合計から請求書の数字まで、計算式の入ったExcelのファイルです。", measure=None), 1)
        layout.addLayout(line)
        self.told = Banner("info", "")
        layout.addWidget(self.told)
        self.open_button = SecondaryButton("フォルダーを開く")
        self.open_button.clicked.connect(self._open)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.told.hide()
        self.open_button.hide()

    @property
    def is_busy(self) -> bool:
        """Whether the file is being written."""
        return self._work is not None

    def _start(self) -> str:
        if self._folder:
            return self._folder
        if self.model.session.named:
            return str(self.model.session.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _choose(self) -> None:
        if self._work is not None:
            return
        chosen = self.chooser(self, self._start())
        if not chosen:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._folder = chosen
        assessment, folder = self.model.assessment, Path(chosen)
        self._tell("info", BUSY)
        self._work = Work(lambda: _saved(assessment, folder), failure=FAILED)
        self._work.done.connect(self._finished)
        self._work.failed.connect(self._finished)
        self._work.begin()

    def _finished(self, result: Path | str) -> None:
        self._work = None
        if isinstance(result, str):
            self._tell("error", result)
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved = result
        self._tell("ok", f"{result} に保存しました。")
        self.open_button.show()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, kind: BannerKind, text: str) -> None:
        self.open_button.hide()
        self.told.set_text(kind, text)
        self.told.show()

    def _open(self) -> None:
        if self.saved is not None and not self.opener(self.saved.parent):
            self._tell("error", f"フォルダーを開けませんでした。{self.saved.parent} を自分で開いてください。")
