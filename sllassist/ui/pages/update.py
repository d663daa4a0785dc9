"""Newer factors for this case: what they would change, the choice, and the factors that still stand in for others.

Not for: loading a pack (`sllassist.ui.packs`).
"""

from PySide6.QtCore import Qt, Signal

from sllassist.case.periods import japanese_date
from sllassist.flow import updates
from sllassist.flow.pages import Place
from sllassist.knowledge.installed import installed_packs
from sllassist.store import folders
from sllassist.ui.model import AppModel
from sllassist.ui.packs import KEEP, TAKE, take_over
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Note, PrimaryButton, SecondaryButton, StatusTag, column, row
from sllassist.ui.widgets.update_view import Told, UpdateView, told_of

NEWEST = "この案件は、いま使えるいちばん新しい係数で計算しています。"
WAITS = (
    "その年度の係数の一覧がそろっていないため、次の使用量は近い年度の係数で計算しています。"
    "一覧のそろった更新のファイルが配られたら、読み込んで公表値に替えます。"
)
NO_WAITS = "暫定の係数はありません。"


class UpdatePage(PageBody):
    """`load` asks for the window in which a pack is chosen."""

    load = Signal()

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        layout = column(self, spacing=16)
        card = Card(spacing=16)
        self.title = Heading("")
        card.body.addWidget(self.title)
        self.edition = Note("", measure=None)
        card.body.addWidget(self.edition)
        self._view = column(spacing=16)
        card.body.addLayout(self._view)
        acts = row(spacing=16)
        self.take, self.keep = PrimaryButton(TAKE), SecondaryButton(KEEP)
        self.take.clicked.connect(lambda: self._decide(keep=False))
        self.keep.clicked.connect(lambda: self._decide(keep=True))
        self.choose = SecondaryButton("更新のファイルを読み込む")
        self.choose.clicked.connect(self.load)
        for button in (self.take, self.keep, self.choose):
            acts.addWidget(button)
        acts.addStretch(1)
        card.body.addLayout(acts)
        layout.addWidget(card)
        waits = Card(spacing=12)
        waits.body.addWidget(Heading("暫定の係数"))
        self.waits = Body("", measure=None)
        waits.body.addWidget(self.waits)
        self._waiting = column(spacing=8)
        waits.body.addLayout(self._waiting)
        layout.addWidget(waits)
        layout.addStretch(1)
        self.view: UpdateView | None = None
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Shows the model."""
        known = self.model.knowledge
        found = updates.pending(self.model.case, known)
        told = tuple(p.message for p in self.model.assessment.problems if p.code == "emissions.provisional")
        state = (found, told, known)
        if state == self._shown:
            return
        self._shown = state
        self.title.set_text("新しい係数があります" if found else "係数は最新です")
        own = known.editions[0]
        self.edition.set_text(f"この案件の係数　{own.title}（{japanese_date(own.made_on)}）")
        clear(self._view)
        self.view = None
        if found:
            self.view = UpdateView(self._packs(), updates.year_changes(found))
            self._view.addWidget(self.view)
        else:
            self._view.addWidget(Body(NEWEST, measure=None))
        for button in (self.take, self.keep):
            button.setVisible(bool(found))
        self._show_waiting(told)

    def _packs(self) -> tuple[Told, ...]:
        """The packs the case does not use yet, newest first."""
        own = {edition.id for edition in self.model.knowledge.editions}
        packs = installed_packs(folders.packs())
        return tuple(told_of(pack.info) for pack in packs if pack.usable and pack.info and pack.info.id not in own)

    def _show_waiting(self, told: tuple[str, ...]) -> None:
        self.waits.set_text(WAITS if told else NO_WAITS)
        clear(self._waiting)
        for sentence in told:
            line = row(spacing=12)
            line.addWidget(StatusTag("暫定", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Body(sentence, measure=None), 1)
            self._waiting.addLayout(line)

    def _decide(self, *, keep: bool) -> None:
        found = updates.pending(self.model.case, self.model.knowledge)
        if take_over(self.model, self.model.assessment.ledger, found, keep=keep):
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the choices do."""
        return (
            (TAKE, "すべての年度を新しい係数で計算し直します。「元に戻す」で前の結果に戻せます。"),
            (KEEP, "上に出ている年度は前の係数で計算した結果を残し、ほかの年度は新しい係数で計算します。あとで計算し直せます。"),
            ("暫定", "その年度の係数の一覧がそろっていないため、近い年度の係数で計算しているものです。"),
        )
