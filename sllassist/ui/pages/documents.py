"""The page that makes the papers: where they go on this computer, and a card for each set.

Not for: what stands in the papers (`sllassist.schemes`), and for sending them; nothing leaves the computer.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from sllassist import APP_NAME
from sllassist.documents.create import Created
from sllassist.flow.pages import Place
from sllassist.flow.papers import mark_made
from sllassist.schemes.base import PaperSet
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.basic import Body, Card, Note, SecondaryButton, column, row
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.made_papers import open_folder
from sllassist.ui.widgets.paper_card import PaperCard

if TYPE_CHECKING:
    from collections.abc import Callable

NO_FOLDER = "書類を入れるフォルダーを入力するか、「フォルダーを選ぶ」で選んでください。"
NOTHING = "いまの答えで使える制度がないため、作る書類はありません。「使える制度」で理由を確かめてください。"

_made: Final[WeakKeyDictionary[AppModel, dict[str, tuple[PaperSet, Created]]]] = WeakKeyDictionary()
"""What has been made of each open case, so that it is still shown when the screens are made anew (another text size)."""


def choose_folder(parent: QWidget, start: str) -> str:
    """Asks for a folder by the system's own dialog; "" when none was chosen."""
    return QFileDialog.getExistingDirectory(parent, "書類を入れるフォルダーを選ぶ", start)


class DocumentsPage(PageBody):
    """The folder, then the sets of papers."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.chooser: Callable[[QWidget, str], str] = choose_folder
        self.opener: Callable[[Path], bool] = open_folder
        layout = column(self, spacing=16)
        card = Card(spacing=8)
        label = QLabel("書類を入れるフォルダー")
        label.setProperty("role", "label")
        self.folder_edit = LineEdit(width=40)
        self.folder_edit.setText(str(self._usual_folder()))
        self.folder_edit.setCursorPosition(0)
        self.folder_edit.setAccessibleName("書類を入れるフォルダー")
        label.setBuddy(self.folder_edit)
        self.folder_button = SecondaryButton("フォルダーを選ぶ")
        self.folder_button.clicked.connect(self._choose)
        self.wrong = Body("", measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        card.body.addWidget(label)
        card.body.addWidget(Note("この中に、提出物ごとのフォルダーを作ります。前に作った書類は名前を変えて残します。"))
        card.body.addWidget(self.wrong)
        line = row(spacing=8)
        line.addWidget(self.folder_edit)
        line.addWidget(self.folder_button)
        line.addStretch(1)
        card.body.addLayout(line)
        self._folder_card = card
        layout.addWidget(card)
        self.nothing = Body(NOTHING)
        layout.addWidget(self.nothing)
        self._cards = column(spacing=16)
        layout.addLayout(self._cards)
        self.cards: dict[str, PaperCard] = {}
        self.refresh()

    def _usual_folder(self) -> Path:
        """Beside the case file once it has a name, else among the user's documents."""
        if self.model.session.named:
            return self.model.session.path.parent / "書類"
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) / APP_NAME

    def _folder(self) -> Path | None:
        """The folder as typed; None with a sentence on the screen when there is none."""
        self.folder_edit.take_composed()
        typed = self.folder_edit.text().strip().strip('"').strip()
        folder = Path(typed).expanduser() if typed else None
        if folder is not None and not folder.is_absolute():
            folder = None
        self.wrong.set_text("" if folder else NO_FOLDER)
        self.wrong.setVisible(folder is None)
        self.folder_edit.setAccessibleDescription(self.wrong.plain)
        if folder is None:
            self.folder_edit.setFocus()
        return folder

    def _open(self, folder: Path) -> bool:
        return self.opener(folder)

    def _choose(self) -> None:
        chosen = self.chooser(self, self.folder_edit.text())
        if chosen:
            self.folder_edit.setText(str(Path(chosen)))
            self.wrong.hide()
        self.folder_button.setFocus()

    def refresh(self) -> None:
        """Shows the sets as they are now; what was made stays in view."""
        sets = {papers.id: papers for papers in self.model.assessment.paper_sets()}
        for gone in [key for key in self.cards if key not in sets and not self.cards[key].is_busy]:
            card = self.cards.pop(gone)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, (key, papers) in enumerate(sets.items()):
            if key in self.cards:
                self.cards[key].put(papers)
            else:
                card = PaperCard(self.model, papers, self._folder, self._open)
                card.go.connect(self.go)
                card.made_papers.connect(lambda made_of, created, key=key: self._keep(key, made_of, created))
                if key in _made.get(self.model, {}):
                    card.show_made(*_made[self.model][key])
                self.cards[key] = card
                self._cards.insertWidget(number, card)
        self.nothing.setVisible(not sets)
        self._folder_card.setVisible(bool(sets))

    def _keep(self, key: str, papers: PaperSet, created: Created) -> None:
        _made.setdefault(self.model, {})[key] = (papers, created)
        if not self.model.session.read_only:
            self.model.edit(mark_made(self.model.case, papers), "書類を作った記録")

    def focus_first(self) -> None:
        """Puts the keyboard on the first set that can be made."""
        ready = [card.make_button for card in self.cards.values() if not card.links]
        if ready:
            ready[0].setFocus()

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What becomes of the papers."""
        return (
            ("作られるもの", "様式ごとにExcelとPDFを作ります。送るのはExcelで、PDFは控えです。宛先や本文は送付内容一覧にまとめます。"),
            ("送信", "このプログラムは送信しません。メールソフトで送り、「送りました」を押して日付を残します。"),
        )
