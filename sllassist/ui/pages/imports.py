"""The page that reads bill figures from a file or a copied table: the file, the columns, a preview, and one button.

Not for: reading and deciding (`sllassist.ui.importing`, which keeps everything while this page comes and goes).
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QProgressBar, QSizePolicy, QWidget

from sllassist.case.problems import Problem
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.importing import ImportDesk, Step, import_desk
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.basic import Banner, Body, Heading, LinkButton, column, row
from sllassist.ui.widgets.import_columns import ColumnsPart
from sllassist.ui.widgets.import_preview import PreviewPart
from sllassist.ui.widgets.import_source import SourcePart, dropped_file

_TITLES: dict[Step, str] = {1: "1/3　ファイルを選ぶ", 2: "2/3　列の読み方を確かめる", 3: "3/3　取り込む内容を確かめる"}
_BUTTONS: dict[Step, str] = {1: "列の読み方に進む", 2: "取り込む内容の下見に進む", 3: "この内容で取り込む"}
READ = "このファイルを読む"
PATIENCE_MS = 400
"""Work shorter than this is not mentioned."""


class ImportsPage(PageBody):
    """Three steps, one at a time."""

    asks = "先に進む前に、答えてください"

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.desk: ImportDesk = import_desk(model)
        self.setAcceptDrops(True)
        layout = column(self, spacing=16)
        top = row(spacing=24)
        self.heading = Heading(_TITLES[1])
        self.heading.setWordWrap(False)
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.heading.setProperty("ring", False)
        self.back_link = LinkButton("前の手順に戻る")
        self.back_link.clicked.connect(self._step_back)
        self.over_link = LinkButton("ほかのファイルを選ぶ")
        self.over_link.clicked.connect(self._start_over)
        top.addWidget(self.heading)
        top.addWidget(self._busy_line())
        top.addStretch(1)
        top.addWidget(self.back_link)
        top.addWidget(self.over_link)
        layout.addLayout(top)
        self.trouble = Banner("error", "", word="読み込めません")
        layout.addWidget(self.trouble)
        self.source = SourcePart(self.desk)
        self.columns = ColumnsPart(self.desk)
        self.preview = PreviewPart(self.desk, model)
        self.parts: dict[Step, SourcePart | ColumnsPart | PreviewPart] = {1: self.source, 2: self.columns, 3: self.preview}
        for part in self.parts.values():
            layout.addWidget(part)
        self._go_on = False
        self._was: tuple[Step, bool] = (1, False)
        self.source.edit.textChanged.connect(self._name_button)
        self.desk.changed.connect(self.show_desk)
        self.desk.finished.connect(self._to_bills)
        self.show_desk()

    def _busy_line(self) -> QWidget:
        """Beside the heading, where it moves nothing that is being clicked."""
        self.busy_line = QWidget()
        line = row(self.busy_line, spacing=16)
        self.busy_text = Body("", measure=None)
        self.busy_text.setWordWrap(False)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("読み込みの進み具合")
        self.progress.setFixedWidth(theme.px(160))
        self.cancel = LinkButton("取りやめる")
        self.cancel.clicked.connect(self._cancel)
        for widget in (self.busy_text, self.progress, self.cancel):
            line.addWidget(widget)
        self.busy_line.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_busy)
        return self.busy_line

    # --- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the import; looks again when the case has changed."""
        self.desk.follow()
        self.show_desk()

    def show_desk(self) -> None:
        """Shows the import as it is."""
        desk = self.desk
        focused: QWidget | None = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        step = desk.step
        self.heading.set_text(_TITLES[step])
        self.trouble.set_text("error", desk.trouble, word="読み込めません" if desk.look is None else "確かめてください")
        self.trouble.setVisible(bool(desk.trouble))
        for each, part in self.parts.items():
            part.setVisible(each == step and (step < 3 or desk.outlook is not None))
        self.parts[step].refresh()
        self._follow_work(had_keyboard)
        self.back_link.setVisible(step > 1 and self.busy_line.isHidden())
        self.over_link.setVisible(desk.look is not None and self.busy_line.isHidden())
        self._name_button()
        if self._go_on and not desk.busy:
            self._go_on = False
            if not self.problems():
                self.before_next()

    def _follow_work(self, had_keyboard: bool) -> None:
        desk = self.desk
        if desk.busy and desk.doing == "take":
            self._show_busy()
        elif desk.busy and not self._patience.isActive() and self.busy_line.isHidden():
            self._patience.start()
        elif not desk.busy:
            self._patience.stop()
            waited = self.cancel.hasFocus()
            self.busy_line.hide()
            found = desk.look is not None
            if waited or (self._was != (desk.step, found) and had_keyboard):
                self.focus_first()
            self._was = (desk.step, found)

    def _show_busy(self) -> None:
        if not self.desk.busy:
            return
        self.busy_text.set_text(self.desk.busy)
        self.busy_line.show()
        self.back_link.hide()
        self.over_link.hide()
        if self.desk.step == 1:
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name_button()

    def _name_button(self) -> None:
        """There is nothing to press while a file is read or figures are put in; from step to step a press may come early."""
        waits = not self.busy_line.isHidden() and self.desk.doing in ("first", "take")
        unread = self.desk.look is None or self._has_other_file()
        self.primary_changed.emit("" if waits else READ if unread else _BUTTONS[self.desk.step])

    def _has_other_file(self) -> bool:
        """Whether another path has been typed since the last reading: that file is meant then."""
        return self.desk.step == 1 and self.source.has_unread()

    def focus_first(self) -> None:
        """Puts the keyboard where work begins: on the choice of a file, the first question, the first decision."""
        if self.desk.step == 1 and self.desk.look is None:
            self.source.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.desk.step == 2:
            self.columns.focus_first()
        elif self.desk.step == 3:
            self.preview.focus_first()

    def enter_at(self, path: str) -> bool:
        """Remembers the fiscal year of the bills it was opened from, given as `import.<year>`."""
        if path.startswith("import.") and path[7:].isdigit():
            self.desk.origin_year = int(path[7:])
        return False

    # --- acts -------------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Takes over a path that is being typed."""
        self.source.edit.take_composed()

    def problems(self) -> tuple[Problem, ...]:
        """What is to be settled before this step can be left."""
        return () if self._has_other_file() else self.desk.problems()

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard on a question or a decision."""
        return self.parts[self.desk.step].focus_path(path)

    def before_next(self) -> bool:
        """Goes on to the next step; from the last one the figures enter the case."""
        desk = self.desk
        if self._has_other_file():
            self._go_on = False
            self.source.read_typed()
        elif desk.busy:
            self._go_on = desk.doing != "take"
        elif desk.look is None:
            self.source.read_typed()
        elif desk.step == 3:
            desk.take_over()
        else:
            self._show_step(2 if desk.step == 1 else 3)
        return False

    def _to_bills(self, year: int) -> None:
        self.go.emit(Place("bills", year))

    def _show_step(self, step: Step) -> None:
        self._was = (step, True)
        self.desk.go_to(step)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stepped.emit()

    def _step_back(self) -> None:
        self._show_step(1 if self.desk.step == 2 else 2)

    def _start_over(self) -> None:
        self.source.edit.clear()
        self.desk.start_over()
        self.stepped.emit()
        self.focus_first()

    def _cancel(self) -> None:
        self._go_on = False
        self.desk.cancel()
        self.focus_first()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be let go here."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the file that was let go."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.source.read_dropped(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V reads the copied table."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.desk.step == 1:
            self.source.read_copied()
            return
        super().keyPressEvent(event)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What becomes of the file."""
        return (
            ("元のファイル", "読むだけで、書き換えません。3つ目の手順で「この内容で取り込む」を押すまで、入力してある内容も変わりません。"),
            ("読み方", "見出しから分かる列は「確か」、そうでないものは質問になります。答えた読み方は、このパソコンが覚えます。"),
            ("読めるもの", "電力会社や会計ソフトのCSV、貴社の表（Excel）。年度の合計だけの表も読めます。PDFと画像は読めません。"),
            ("元に戻す", "取り込みは1回の操作です。「元に戻す」を1回押すと、取り込む前に戻ります。"),
        )
