"""Papers that have been made: the files with their paths, to whom they go and how, and a look at each PDF.

Not for: making them (`sllassist.documents.create`), and for sending them.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from sllassist.case.periods import japanese_date
from sllassist.documents.create import Created, CreatedFile
from sllassist.schemes.base import PaperSet
from sllassist.ui import theme
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Banner, Body, Heading, Note, SecondaryButton, column, row
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head
from sllassist.ui.widgets.pdf_view import PdfView
from sllassist.ui.widgets.tabs import Tabs

PREVIEW_HEIGHT = 640
OpenFolder = Callable[[Path], bool]


def open_folder(folder: Path) -> bool:
    """Shows a folder in the system's own window; whether that worked."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def due_text(papers: PaperSet) -> str:
    """By when a set is sent."""
    if papers.due is None:
        return "決まっていません"
    return f"{japanese_date(papers.due.day, weekday=True)}まで" if papers.due.day else papers.due.when


class MadePapers(QWidget):
    """What was made, where it lies, what to do with it, and how it looks."""

    def __init__(self, opener: OpenFolder = open_folder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._folder = Path()
        layout = column(self, spacing=16)
        self.stale = Banner("warn", "このあと入力内容が変わりました。送る前に、もう一度作ってください。")
        self.stale.hide()
        layout.addWidget(self.stale)
        self.told = Banner("ok", "")
        layout.addWidget(self.told)
        self.paths = Body("", measure=None)
        self.paths.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.paths.setAccessibleName("作ったファイル")
        layout.addWidget(self.paths)
        acts = row(spacing=8)
        self.open_button = SecondaryButton("フォルダーを開く")
        self.open_button.clicked.connect(self._open)
        acts.addWidget(self.open_button)
        acts.addStretch(1)
        layout.addLayout(acts)
        layout.addWidget(Heading("送り方", level=3))
        self.way = FigureTable((Head(""), Head("", stretch=1)), "送り方")
        layout.addWidget(self.way)
        copies = row(spacing=8)
        self.copy_subject, self.copy_body = SecondaryButton("件名をコピーする"), SecondaryButton("本文をコピーする")
        copies.addWidget(self.copy_subject)
        copies.addWidget(self.copy_body)
        self.copied = Note("", measure=None)
        copies.addWidget(self.copied, 1)
        layout.addLayout(copies)
        self._checks_title = Heading("送る前に確かめること", level=3)
        layout.addWidget(self._checks_title)
        self._checks = column(spacing=4)
        layout.addLayout(self._checks)
        layout.addWidget(Heading("書類を見る", level=3))
        self.tabs = Tabs("見る書類")
        self.tabs.picked.connect(self._show_pdf)
        layout.addWidget(self.tabs)
        self.preview = PdfView()
        self.preview.setFixedHeight(theme.px(PREVIEW_HEIGHT))
        layout.addWidget(self.preview)
        self.copy_subject.clicked.connect(lambda: self._copy(self._papers.subject if self._papers else "", "件名"))
        self.copy_body.clicked.connect(lambda: self._copy("\n".join(self._papers.body) if self._papers else "", "本文"))
        self._papers: PaperSet | None = None

    def put(self, papers: PaperSet, made: Created) -> None:
        """Shows what was made of a set."""
        self._papers, self._folder = papers, made.folder
        send = [file for file in made.files if file.to_send]
        keep = [file for file in made.files if not file.to_send]
        self.told.set_text("ok", f"{len(made.files)}個のファイルを作りました。{made.said}")
        lines = [f"フォルダー　{made.folder}", "", "送るファイル", *_paths(send), "", "控え（送りません）", *_paths(keep)]
        self.paths.set_text("\n".join(lines))
        to = papers.recipient
        rows = [("宛先", to.name), ("住所", to.address), ("メール", to.email), ("電話", to.phone), ("送り方", to.way)]
        rows += [("期限", due_text(papers)), ("件名", papers.subject)]
        if papers.copies_to:
            rows.append(("写しを渡す先", "、".join(papers.copies_to)))
        self.way.put([FigureRow(cells) for cells in rows if cells[1]])
        clear(self._checks)
        warnings = [problem.message for problem in made.problems if problem.level != "error"]
        checks = (*papers.checks, *warnings)
        for number, check in enumerate(checks, 1):
            self._checks.addWidget(Body(f"{number}. {check}", measure=None))
        self._checks_title.setVisible(bool(checks))
        pdfs = [file for file in made.files if file.pages]
        self.tabs.put([(str(file.path), file.path.stem.split("_")[0]) for file in pdfs])
        self.copied.set_text("")
        self.stale.hide()
        if pdfs:
            self._show_pdf(self.tabs.value)

    def _show_pdf(self, path: str) -> None:
        self.preview.open(Path(path))

    def _open(self) -> None:
        if not self._opener(self._folder):
            self.copied.set_text(f"フォルダーを開けませんでした。エクスプローラーで {self._folder} を開いてください。")

    def _copy(self, text: str, word: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.set_text(f"{word}をコピーしました。")


def _paths(files: list[CreatedFile]) -> list[str]:
    return [str(file.path) for file in files]
