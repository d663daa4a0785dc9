"""The list of backups to go back to.

Not for: keeping or reading them (`sllassist.store.backups`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from sllassist.case.periods import japanese_date
from sllassist.store.backups import Backup
from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, Heading, Line, LinkText, Note, Pressable, SecondaryButton, column, row

SHOWN = 30
OPEN_TEXT = "選んだ日時の内容に戻します。戻したあとでも「元に戻す」で今の内容にできます。"
NEW_TEXT = "選んだ控えを新しいファイルとして開きます。もとのファイルはそのまま残ります。"
NONE_TEXT = "控えはまだありません。控えは、ファイルを開いたときと、入力を続けている間の10分ごとに取ります。"


class BackupRow(Pressable):
    """One backup."""

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        self.backup = backup
        local = backup.saved_at.astimezone()
        when = f"{japanese_date(local.date(), weekday=True)} {local.hour}:{local.minute:02}"
        lines = column(self, spacing=4)
        lines.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        lines.addWidget(LinkText(when, measure=None))
        note = Note(backup.title, measure=None)
        note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines.addWidget(note)
        self.setAccessibleName(when)
        self.setAccessibleDescription(backup.title)


class BackupDialog(QDialog):
    """Asks which backup; `chosen` is None when the user rather goes without."""

    def __init__(self, parent: QWidget | None, found: Sequence[Backup], *, open_case: bool) -> None:
        super().__init__(parent)
        self.chosen: Backup | None = None
        self.setWindowTitle("控え（バックアップ）から戻す")
        self.setModal(True)
        outer = column(self, spacing=16, margin=32)
        outer.addWidget(Heading("どの時点に戻しますか" if found else "控え（バックアップ）"))
        outer.addWidget(Body((OPEN_TEXT if open_case else NEW_TEXT) if found else NONE_TEXT))
        inside = QWidget()
        inside.setProperty("role", "plain")
        lines = column(inside, spacing=0)
        lines.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        self.rows: list[BackupRow] = []
        for backup in found[:SHOWN]:
            line = BackupRow(backup)
            line.clicked.connect(lambda _=False, one=backup: self._choose(one))
            lines.addWidget(line)
            lines.addWidget(Line())
            self.rows.append(line)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVisible(bool(found))
        outer.addWidget(area, 1)
        close = SecondaryButton("戻さない" if found else "閉じる")
        close.clicked.connect(self.reject)
        line_ = row()
        line_.addWidget(close)
        line_.addStretch(1)
        outer.addLayout(line_)
        self.setMinimumWidth(theme.px(560))
        self.resize(theme.px(620), theme.px(520) if found else theme.px(220))
        (self.rows[0] if self.rows else close).setFocus()

    def _choose(self, backup: Backup) -> None:
        self.chosen = backup
        self.accept()
