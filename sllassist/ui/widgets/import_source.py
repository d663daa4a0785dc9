"""First step of an import: the file or the copied table, and what was found in it.

Not for: reading (`sllassist.ui.importing`).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from sllassist.flow import import_words
from sllassist.flow.imports import ENCODING, Look
from sllassist.messages import text as message
from sllassist.ui.importing import ImportDesk
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, CheckBox, Heading, LinkButton, Note, SecondaryButton, column, row
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.question_box import QuestionBox

if TYPE_CHECKING:
    from collections.abc import Callable

FILTER = "表のファイル (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;すべてのファイル (*)"
COPY = "Excelで見出しから下までを選んでコピーしておけば、ファイルがなくても読めます。この画面で Ctrl+V を押しても同じです。"
SHOWN = 12
"""Tables shown at first."""


def choose_file(parent: QWidget, start: str) -> str:
    """Asks for a file by the system's own dialog; "" when none was chosen."""
    return QFileDialog.getOpenFileName(parent, "使用量のファイルを選ぶ", start, FILTER)[0]


def dropped_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged, None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class SourcePart(QWidget):
    """Path, copied table, and the tables that were found."""

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        self.desk = desk
        self.chooser: Callable[[QWidget, str], str] = choose_file
        layout = column(self, spacing=16)
        layout.addWidget(self._source_card())
        self.found = Card(spacing=8)
        self._found_title = Heading("")
        self._found_note = Body("", measure=None)
        self.found.body.addWidget(self._found_title)
        self.found.body.addWidget(self._found_note)
        self._letters = column(spacing=0)
        self.found.body.addLayout(self._letters)
        self._tables = column(spacing=4)
        self.found.body.addLayout(self._tables)
        layout.addWidget(self.found)
        self.letters: QuestionBox | None = None
        self.checks: dict[int, CheckBox] = {}
        self._shown: object = None
        self._all = False
        self.refresh()

    def _source_card(self) -> Card:
        card = Card(spacing=8)
        label = QLabel("ファイル")
        label.setProperty("role", "label")
        self.edit = LineEdit(width=40)
        self.edit.setAccessibleName("読み込むファイル")
        label.setBuddy(self.edit)
        self.edit.returnPressed.connect(self.read_typed)
        self.choose = SecondaryButton("ファイルを選ぶ")
        self.choose.clicked.connect(self._choose)
        self.wrong = Body("", measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        card.body.addWidget(label)
        card.body.addWidget(Note("Excel（.xlsx、.xls）、CSV、.ods を読めます。この画面にファイルを重ねて放しても読みます。", measure=None))
        card.body.addWidget(self.wrong)
        line = row(spacing=8)
        line.addWidget(self.edit)
        line.addWidget(self.choose)
        line.addStretch(1)
        card.body.addLayout(line)
        copied = row(spacing=16)
        self.paste = SecondaryButton("コピーした表を読む")
        self.paste.clicked.connect(self.read_copied)
        copied.addWidget(self.paste)
        copied.addWidget(Note(COPY, measure=None), 1)
        card.body.addLayout(copied)
        return card

    # --- acts -------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        if chosen := self.chooser(self, self.edit.text()):
            self.edit.setText(str(Path(chosen)))
            self.read_typed()

    @property
    def _typed(self) -> str:
        return self.edit.text().strip().strip('"').strip()

    def has_unread(self) -> bool:
        """Whether the path in the box has been typed since the last reading, and is another one than was read."""
        typed = self._typed
        return self.edit.isModified() and bool(typed) and str(Path(typed).expanduser()) != self.desk.typed

    def read_typed(self) -> None:
        """Reads the file whose path stands in the box."""
        self.edit.take_composed()
        typed = self._typed
        self.edit.setModified(False)
        if not typed:
            self._tell(message("import.no_path"))
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._tell("")
        self.desk.read(Path(typed).expanduser())

    def read_dropped(self, path: Path) -> None:
        """Reads a file that was let go on the page; it takes the place of a path being typed."""
        self.edit.setText(str(path))
        self._tell("")
        self.desk.read(path)

    def read_copied(self) -> None:
        """Reads the table on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._tell(message("import.no_copy"))
            self.paste.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._tell("")
        self.edit.clear()
        self.desk.read(text)

    def _tell(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    # --- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows what was found."""
        look = self.desk.look
        if self.desk.typed and not (self.edit.hasFocus() or self.has_unread()) and self.edit.text() != self.desk.typed:
            self.edit.setText(self.desk.typed)
            self.edit.setCursorPosition(0)
        self.found.setVisible(look is not None)
        if look is None:
            self._shown = None
            return
        state = (id(look.proposal), self._all)
        if state != self._shown:
            self._build(look)
            self._shown = state
        for table in look.proposal.tables:
            if table.number in self.checks:
                self.checks[table.number].setChecked(look.in_use(table))
        if self.letters is not None:
            self.letters.put(self.letters.question, look.choices.get(ENCODING))

    def _build(self, look: Look) -> None:
        clear(self._tables)
        clear(self._letters)
        self.checks, self.letters = {}, None
        self._found_title.set_text(f"「{look.source.name}」から見つかったもの")
        self._found_note.set_text("。".join([import_words.found_in(look), *import_words.remarks(look)]).rstrip("。") + "。")
        asked = next((question for question in look.asked if question.key == ENCODING), None)
        if asked is not None:
            self.letters = QuestionBox(asked)
            self.letters.answered.connect(lambda value, asked=asked: self.desk.answer(asked, value))
            self._letters.addWidget(self.letters)
        tables = look.proposal.tables
        for table in tables if self._all else tables[:SHOWN]:
            check = CheckBox(f"「{table.name}」を読む" if len(tables) > 1 or not table.use else f"「{table.name}」")
            check.clicked.connect(lambda use, table=table: self.desk.use_table(table, use=use))
            words = import_words.table_words(look, table)
            why = f"　読まない理由：{message(table.why_not)}" if table.why_not else ""
            check.setAccessibleDescription(words + why)
            self.checks[table.number] = check
            line = row(spacing=16)
            line.addWidget(check)
            line.addWidget(Note(words + why, measure=None), 1)
            self._tables.addLayout(line)
        if len(tables) > SHOWN and not self._all:
            more = LinkButton(f"残りの{len(tables) - SHOWN}つの表も見る")
            more.clicked.connect(self._show_all)
            self._tables.addWidget(more)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard on what a problem is about."""
        if path == f"import.question.{ENCODING}" and self.letters is not None:
            self.letters.focus()
            return True
        if path == "import.tables" and self.checks:
            next(iter(self.checks.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False
