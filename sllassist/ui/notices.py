"""The line under the header for what concerns the whole case: it is read-only, it could not be saved, an edit was refused.

Not for: problems of one page.
"""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.periods import japanese_date
from sllassist.store.status import Status
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Banner, BannerKind, LinkButton, SecondaryButton, column, row

NOT_SAVED = "保存できていません"
OTHER_DAY = "今日ではありません"
LOOKED_FROM = "{day}の時点で見ています。入力した内容はそのままで、判定や期限をその日のものとして計算しています。"


class NoticeBar(QWidget):
    """At most one message that the user can put away, and those about saving and the day, which stay as long as they are true."""

    acted = Signal(str)
    """An act offered beside a message: "save_as" or "today"."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=8)
        layout.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)
        self.saving = Banner("error", word=NOT_SAVED)
        self._elsewhere = SecondaryButton("別名で保存")
        self._elsewhere.clicked.connect(lambda: self.acted.emit("save_as"))
        line = row()
        line.addWidget(self._elsewhere)
        line.addStretch(1)
        self.saving.column.addLayout(line)
        self.message = Banner("warn")
        away = LinkButton("閉じる")
        away.clicked.connect(self.clear)
        self.message.add_act(away)
        self.day = Banner("warn", word=OTHER_DAY)
        self.today = SecondaryButton("今日に戻す")
        self.today.clicked.connect(lambda: self.acted.emit("today"))
        self.day.add_act(self.today)
        layout.addWidget(self.saving)
        layout.addWidget(self.day)
        layout.addWidget(self.message)
        self._passing = False
        for banner in (self.saving, self.day, self.message):
            banner.hide()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(not (self.saving.isHidden() and self.day.isHidden() and self.message.isHidden()))

    def follow_day(self, as_of: dt.date | None, today: dt.date | None) -> None:
        """Says that everything is looked at from another day than today, as long as it is so."""
        away = as_of is not None and as_of != today
        if away and as_of is not None:
            self.day.set_text("warn", LOOKED_FROM.format(day=japanese_date(as_of)), word=OTHER_DAY)
        self.day.setVisible(away)
        self._fit()

    def tell(self, kind: BannerKind, sentence: str, *, passing: bool = False) -> None:
        """Shows a message until the user puts it away; a `passing` one, that names 元に戻す, only until the next edit."""
        self._passing = passing
        self.message.set_text(kind, sentence)
        self.message.show()
        self._fit()

    def clear(self) -> None:
        """Puts the message away."""
        self.message.hide()
        self._fit()

    def forget_passing(self) -> None:
        """The case has been edited: a message about the edit before goes."""
        if self._passing:
            self.clear()

    def follow_saving(self, status: Status | None) -> None:
        """Shows why the file could not be written, or what is wrong with the user's data folder, as long as it is so."""
        trouble = (status.problem or status.unsafe) if status else None
        if status is not None and trouble is not None and (trouble.message != self.saving.text or self.saving.isHidden()):
            if status.problem:
                self.saving.set_text("error", trouble.message, word=NOT_SAVED)
            else:
                self.saving.set_text("warn", trouble.message)
        self._elsewhere.setVisible(status is not None and status.problem is not None)
        self.saving.setVisible(trouble is not None)
        self._fit()
