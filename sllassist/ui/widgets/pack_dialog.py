"""「係数の更新」: the factors in use, the packs on this computer, and a pack that has been chosen with what it would change.

Nothing is taken in or computed anew before a button says so. Not for: reading and taking in (`sllassist.ui.packs`).
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from sllassist.case.periods import japanese_date
from sllassist.knowledge.editions import Edition
from sllassist.knowledge.installed import InstalledPack
from sllassist.ui import theme
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import (
    Banner,
    BannerKind,
    Body,
    Button,
    Heading,
    Line,
    LinkButton,
    Note,
    PrimaryButton,
    SecondaryButton,
    StatusTag,
    column,
    row,
)

TITLE = "係数の更新"
CHOOSE, CLOSE = "更新のファイルを選ぶ", "閉じる"
Choice = tuple[str, str]
"""Key and words of a button."""


class PackDialog(QDialog):
    """`chosen` asks for a file; `removed` asks to take a pack out again; `decided` gives the key of a button under a pack."""

    chosen = Signal()
    removed = Signal(str)
    decided = Signal(str)

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setModal(True)
        outer = column(self, spacing=16, margin=32)
        outer.addWidget(Heading(TITLE))
        self.told = Banner("info", "")
        outer.addWidget(self.told)
        self.told.hide()
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._parts = column(inside, spacing=16)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(TITLE)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area, 1)
        self._acts = row(spacing=16)
        outer.addLayout(self._acts)
        self.buttons: dict[str, Button] = {}
        self.removes: dict[str, LinkButton] = {}
        self.question = Ask()
        self.resize(theme.px(860), theme.px(600))

    def say(self, kind: BannerKind, text: str) -> None:
        """Says what happened; "" takes the sentence away."""
        self.told.setVisible(bool(text))
        if text:
            self.told.set_text(kind, text)

    def show_packs(self, edition: Sequence[Edition], packs: Sequence[InstalledPack]) -> None:
        """Shows what is in use (`edition`, newest first) and what is on this computer."""
        clear(self._parts)
        self.removes = {}
        self._parts.addWidget(Heading("いま使える係数", level=3))
        for found in edition:
            self._parts.addWidget(Body(f"{found.title}（{japanese_date(found.made_on)}）", measure=None))
        if packs:
            self._parts.addWidget(Heading("取り込んだ更新", level=3))
        for pack in packs:
            self._add_pack(pack)
        self.question = Ask()
        self._parts.addWidget(self.question)
        self._parts.addWidget(Note("配られた更新のファイル（.zip）を選ぶと、内容と結果の違いを見てから取り込めます。", measure=None))
        self._parts.addStretch(1)
        self._set_acts((("choose", CHOOSE), ("close", CLOSE)), {"choose": self.chosen.emit, "close": self.accept})

    def _add_pack(self, pack: InstalledPack) -> None:
        name = pack.info.title if pack.info else pack.folder.name
        line = row(spacing=16)
        line.addWidget(Body(name, measure=None), 1)
        if not pack.usable:
            line.addWidget(StatusTag("使っていません", "warn"))
        link = LinkButton("外す")
        link.setAccessibleName(f"「{name}」を外す")
        link.clicked.connect(partial(self._ask_remove, pack.folder.name, name))
        self.removes[pack.folder.name] = link
        line.addWidget(link)
        self._parts.addLayout(line)
        self._parts.addWidget(Line())

    def _ask_remove(self, pack_id: str, name: str) -> None:
        self.question.ask(
            f"「{name}」を外しますか。この更新で計算した案件は、残りの係数で計算することになります。",
            (("外す", lambda: self.removed.emit(pack_id)), ("外さない", self.removes[pack_id].setFocus)),
        )

    def show_busy(self, text: str) -> None:
        """Shows that a file is being read."""
        self.say("info", text)
        for button in self.buttons.values():
            button.hide()

    def show_pack(self, view: QWidget, choices: Sequence[Choice]) -> None:
        """Shows a pack that has been read, and what can be done with it."""
        self.say("info", "")
        clear(self._parts)
        self._parts.addWidget(view)
        self._parts.addStretch(1)
        self._set_acts(choices, {key: partial(self.decided.emit, key) for key, _ in choices})

    def _set_acts(self, choices: Sequence[Choice], acts: dict[str, Callable[[], object]]) -> None:
        clear(self._acts)
        self.buttons = {}
        for key, words in choices:
            button: Button = SecondaryButton(words) if self.buttons else PrimaryButton(words)
            button.clicked.connect(lambda _=False, act=acts[key]: act())
            self.buttons[key] = button
            self._acts.addWidget(button)
            button.show()
        self._acts.addStretch(1)
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)
