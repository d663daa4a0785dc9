"""The first screen: what the program does, which papers to have at hand, and how to begin or go on.

Not for: opening anything (`sllassist.ui.window` does, through the desk).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from sllassist import APP_NAME
from sllassist.case.periods import japanese_date
from sllassist.schemes import all_schemes
from sllassist.store.recent import RecentFile
from sllassist.store.recovery import Recovery, UnnamedFile
from sllassist.ui import theme
from sllassist.ui.frame import page_scroll
from sllassist.ui.widgets.basic import (
    Banner,
    BannerKind,
    Body,
    Card,
    Heading,
    Line,
    LinkButton,
    LinkText,
    Note,
    Pressable,
    PrimaryButton,
    SecondaryButton,
    column,
    row,
)

TITLE = "環境の融資と認証を、調べるところから書類まで"
LEAD = "{names}のうち、どれを使えるかを質問に答えて調べます。CO2排出量を計算し、計画を立てて、提出する書類をそろえます。"
POINTS = (
    "インターネットにはつながりません。入力した内容は、このパソコンの外に出ません。",
    "入力した内容は自動で保存します。途中でやめても、続きから始められます。",
    "分からない質問は「わからない」を選んで先に進めます。",
)
PAPERS = (
    ("登記事項証明書・決算書", "会社の名称・住所・代表者、資本金、従業員の数"),
    ("電気・ガス・灯油・ガソリンなどの請求書（検針票）", "基準にする1年度分（4月から翌年3月まで）"),
    ("車検証", "県内で使っている自動車の台数"),
    ("融資の説明資料や契約書の案", "金融機関、期間、金利の条件"),
    ("見積書", "買いたいもの・行いたい工事の費用。なければ、おおよその額"),
)
SHOWN = 5
NARROW = 1120


class FileRow(Pressable):
    """One file to go on with."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__()
        lines = column(self, spacing=4)
        lines.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        lines.addWidget(LinkText(title, measure=None))
        note = Note(detail, measure=None)
        note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines.addWidget(note)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)


class StartPage(QWidget):
    """The screen without an open case."""

    new = Signal()
    sample = Signal()
    choose = Signal()
    previous = Signal()
    open = Signal(Path)
    recover = Signal(object)
    discard = Signal(object)
    retry = Signal(str)
    """An act offered beside a message: "read_only" or "backups"."""

    title = "はじめに"

    def __init__(self) -> None:
        super().__init__()
        outer = column(self, spacing=0)
        inside = QWidget()
        self._page = column(inside, spacing=24)
        self.area = page_scroll(inside)
        outer.addWidget(self.area)
        top = column(spacing=8)
        heading = Heading(TITLE, level=1)
        heading.setMaximumWidth(16_777_215)
        top.addWidget(heading)
        top.addWidget(Body(LEAD.format(names="・".join(scheme.short for scheme in all_schemes())), measure=theme.MEASURE + 12))
        self._page.addLayout(top)
        self._told = column(spacing=16)
        self._page.addLayout(self._told)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(24))
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        left = column(spacing=16)
        left.addWidget(self._begin())
        self._recent = Card(padding=0, spacing=0)
        left.addWidget(self._recent)
        left.addStretch(1)
        right = column(spacing=16)
        right.addWidget(self._papers())
        right.addStretch(1)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        self.fit(theme.px(1366))

    def _begin(self) -> Card:
        card = Card(padding=32)
        card.body.addWidget(Heading("この会社の準備を始める"))
        points = column(spacing=8)
        for point in POINTS:
            points.addWidget(Body(f"・{point}"))
        card.body.addLayout(points)
        self.new_button = PrimaryButton("新しく始める")
        self.new_button.clicked.connect(self.new)
        self.sample_button = SecondaryButton("見本の会社で試す")
        self.sample_button.clicked.connect(self.sample)
        self.open_button = SecondaryButton("ファイルを開く")
        self.open_button.clicked.connect(self.choose)
        self.previous_link = LinkButton("去年のファイルから始める")
        self.previous_link.setAccessibleDescription("会社・事業所・エネルギー・取組を引き継いで、新しい案件を作ります。")
        self.previous_link.clicked.connect(self.previous)
        line = row(spacing=16)
        for button in (self.new_button, self.sample_button, self.open_button):
            line.addWidget(button)
        line.addStretch(1)
        card.body.addSpacing(theme.px(8))
        card.body.addLayout(line)
        card.body.addWidget(self.previous_link)
        return card

    def _papers(self) -> Card:
        card = Card(padding=32)
        card.body.addWidget(Heading("手もとに置くと早く済む書類"))
        for name, use in PAPERS:
            pair = column(spacing=4)
            pair.addWidget(Body(name))
            pair.addWidget(Note(use))
            card.body.addLayout(pair)
        return card

    def fit(self, width: int) -> None:
        """Sets margins and columns for a window of this width (px)."""
        edge = theme.page_margin(width)
        self._page.setContentsMargins(edge, theme.px(32), edge, theme.px(32))
        beside = width >= theme.px(NARROW)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_files(self, recent: Sequence[RecentFile], unnamed: Sequence[UnnamedFile], left: Sequence[Recovery]) -> None:
        """Shows what can be gone on with, and what a crash left."""
        for found in left:
            self._offer(found)
        layout = self._recent.body
        while layout.count():
            if (old := layout.takeAt(0).widget()) is not None:
                old.deleteLater()
        lines = [(one.saved_at, one.path, one.title, "ファイル名はまだありません") for one in unnamed]
        lines += [(one.opened_at, one.path, one.title, one.path.name) for one in recent]
        self._recent.setVisible(bool(lines))
        title = Heading("続きから")
        title.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(12))
        layout.addWidget(title)
        self.rows: list[FileRow] = []
        for when, path, name, detail in sorted(lines, key=lambda entry: entry[0], reverse=True)[:SHOWN]:
            layout.addWidget(Line())
            line = FileRow(name, f"{detail}　{japanese_date(when.astimezone().date())}")
            line.setToolTip(str(path))
            line.clicked.connect(lambda _=False, chosen=path: self.open.emit(chosen))
            self.rows.append(line)
            layout.addWidget(line)

    def _offer(self, found: Recovery) -> None:
        banner = Banner("warn", found.sentence, word="保存の途中で終わった作業")
        if found.title not in found.sentence:
            banner.column.addWidget(Note(f"会社の名称：{found.title}", measure=None))
        line = row(spacing=16)
        restore = SecondaryButton("復元する")
        restore.clicked.connect(lambda: self.recover.emit(found))
        drop = SecondaryButton("破棄する")
        drop.clicked.connect(lambda: self.discard.emit(found))
        line.addWidget(restore)
        line.addWidget(drop)
        line.addStretch(1)
        banner.column.addLayout(line)
        self._told.addWidget(banner)

    def clear_told(self) -> None:
        """Takes messages and offers away."""
        while self._told.count():
            if (old := cast("QWidget | None", self._told.takeAt(0).widget())) is not None:
                old.hide()
                old.deleteLater()

    def tell(self, kind: BannerKind, sentence: str, acts: Sequence[tuple[str, str]] = ()) -> None:
        """Shows a message with the acts that help; `acts` are (key for `retry`, words)."""
        banner = Banner(kind, sentence, word="開けません" if kind == "error" else "")
        if acts:
            line = row(spacing=16)
            for key, words in acts:
                button = SecondaryButton(words)
                button.clicked.connect(lambda _=False, chosen=key: self.retry.emit(chosen))
                line.addWidget(button)
            line.addStretch(1)
            banner.column.addLayout(line)
        self._told.insertWidget(0, banner)
        self.area.verticalScrollBar().setValue(0)

    def entered(self, focus: str = "") -> None:
        """Puts the keyboard on the button that begins."""
        del focus
        self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def press_primary(self) -> None:
        """Begins a new case."""
        self.new.emit()

    @staticmethod
    def explanations() -> tuple[tuple[str, str], ...]:
        """What the acts on this screen do."""
        return (
            ("新しく始める", "空の案件を作ります。ファイル名はあとから「別名で保存」で付けられます。"),
            ("見本の会社で試す", "架空の会社の入力が済んだ案件を開きます。書き換えても、ほかの案件には関わりません。"),
            ("去年のファイルから始める", "前に作ったファイルの会社・事業所・エネルギー・取組を引き継ぎます。使用量も引き継げます。"),
            ("ファイルを開く", f"{APP_NAME}で保存したファイル（.sll）を開きます。"),
        )
