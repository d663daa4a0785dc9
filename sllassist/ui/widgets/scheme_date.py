"""As of which day everything is said, with the way to another day and back to today.

Not for: storing that day; it lasts until the case is closed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from sllassist import messages
from sllassist.case.periods import LAST_YEAR, japanese_date, parse_date
from sllassist.case.problems import InputProblem
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, LinkButton, SecondaryButton, column, row
from sllassist.ui.widgets.inputs import LineEdit

LABEL = "判定する日"
FIRST_YEAR = 2000


class SchemeDate(QWidget):
    """「2026年11月20日の時点です。」 with 日付を変える, and 今日に戻す while that is not today."""

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self.model = model
        layout = column(self, spacing=8)
        self.today_link = LinkButton("今日に戻す")
        self.today_link.clicked.connect(self._back_to_today)
        line = row(spacing=16)
        self.said = Body(measure=None)
        self.said.setWordWrap(False)
        self.change = LinkButton("日付を変える")
        self.change.setAccessibleDescription("先の日付や前の日付での判定を見られます。入力した内容は変わりません。")
        self.change.clicked.connect(self._unfold)
        line.addWidget(self.said)
        line.addWidget(self.change)
        line.addWidget(self.today_link)
        line.addStretch(1)
        self._line = line
        layout.addLayout(line)
        self._entry = QWidget()
        self._add_entry()
        layout.addWidget(self._entry)
        self._entry.hide()
        self.refresh()

    def _add_entry(self) -> None:
        inside = column(self._entry, spacing=4)
        label = QLabel(LABEL)
        label.setProperty("role", "label")
        self.wrong = Body(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        self.edit = LineEdit(width=12)
        self.edit.setAccessibleName(LABEL)
        self.edit.returnPressed.connect(self._take)
        label.setBuddy(self.edit)
        self.show_button = SecondaryButton("この日付で見る")
        self.show_button.clicked.connect(self._take)
        self.stop = LinkButton("やめる")
        self.stop.setAccessibleName("日付を変えるのをやめる")
        self.stop.clicked.connect(self._fold)
        line = row(spacing=12)
        for widget in (self.edit, self.show_button, self.stop):
            line.addWidget(widget)
        line.addStretch(1)
        inside.addWidget(label)
        inside.addWidget(self.wrong)
        inside.addLayout(line)

    def add(self, act: QWidget) -> None:
        """Puts another act at the end of the line."""
        self._line.addWidget(act)

    def refresh(self) -> None:
        """Shows the day of the model."""
        self.said.set_text(f"{japanese_date(self.model.as_of)}の時点です。")
        self.today_link.setVisible(self.model.as_of != self.model.today)

    def _unfold(self) -> None:
        self.edit.setText(japanese_date(self.model.as_of))
        self._tell("")
        self._entry.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def _fold(self) -> None:
        self._entry.hide()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, sentence: str) -> None:
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def _take(self) -> None:
        self.edit.take_composed()
        try:
            day = parse_date(self.edit.text(), LABEL)
        except InputProblem as told:
            self._refuse(told.problem.message)
            return
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._refuse(messages.text("look_from.range", label=LABEL, min=FIRST_YEAR, max=LAST_YEAR))
            return
        self._fold()
        self.model.look_from(day)

    def _refuse(self, sentence: str) -> None:
        self._tell(sentence)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_today(self) -> None:
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.look_from(self.model.today)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds the box."""
        if event.key() == Qt.Key.Key_Escape and not self._entry.isHidden():
            self._fold()
            return
        super().keyPressEvent(event)
