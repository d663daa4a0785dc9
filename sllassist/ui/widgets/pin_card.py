"""A fiscal year whose result was kept: since when, with which factors, and what the present ones would give.

Not for: keeping results (`sllassist.emissions.pins`).
"""

from PySide6.QtCore import Signal

from sllassist.case.model import Pin
from sllassist.case.periods import japanese_date
from sllassist.emissions.pins import compare_pins, pin_of, unpin_year
from sllassist.emissions.updates import differences
from sllassist.flow import updates
from sllassist.flow.updates import YearChange
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, SecondaryButton, column, row
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head

COMPARE, AGAIN = "新しい係数の結果とくらべる", "この年度を新しい係数で計算し直す"


class PinCard(Card):
    """`put` shows a year; hidden where its result was not kept. `released`: it no longer is."""

    released = Signal()

    def __init__(self, model: AppModel) -> None:
        super().__init__(padding=16, spacing=8)
        self.model = model
        self._year = 0
        self.title = Heading("", level=3)
        self.body.addWidget(self.title)
        self.told = Body("", measure=None)
        self.body.addWidget(self.told)
        self._changes = column(spacing=8)
        self.body.addLayout(self._changes)
        acts = row(spacing=16)
        self.compare = LinkButton(COMPARE)
        self.compare.clicked.connect(self._compare)
        self.again = SecondaryButton(AGAIN)
        self.again.clicked.connect(self._unpin)
        for button in (self.again, self.compare):
            acts.addWidget(button)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.table: FigureTable | None = None
        self.hide()

    def put(self, year: int | None) -> None:
        """Shows a fiscal year."""
        case = self.model.case
        pin = None if year is None else pin_of(case, year)
        self.setVisible(pin is not None)
        if pin is None or year is None:
            return
        self._year = year
        clear(self._changes)
        self.table = None
        here = self.model.knowledge.for_year(year).pack_id == pin.pack
        self.title.set_text(f"{year}年度は「今の結果のまま」です")
        self.told.set_text(self._words(pin, here=here))
        self.compare.setVisible(here)
        found = next((d for d in compare_pins(case, self.model.assessment.ledger, self.model.knowledge) if d.pin == pin), None)
        if found is not None:
            self._show(updates.year_change(year, found.changes, ()), "残した結果", "いまの数字")

    def _words(self, pin: Pin, *, here: bool) -> str:
        day = japanese_date(pin.pinned_on)
        if here:
            edition = self.model.knowledge.for_year(pin.fiscal_year).editions[0]
            return f"{day}に残した結果です。この年度だけ、前の係数（{edition.title}）で計算しています。"
        return f"{day}に残した結果ですが、そのときの係数がこのパソコンにありません。下の表の「いまの数字」を画面と書類に使っています。"

    def _show(self, change: YearChange, before: str, after: str) -> None:
        clear(self._changes)
        heads = (Head("", stretch=1), *(Head(name, figures=True) for name in (before, after, "差")))
        self.table = FigureTable(heads, "結果の違い")
        self.table.put([FigureRow(line) for line in change.figures])
        self._changes.addWidget(self.table)
        for reason in change.reasons:
            self._changes.addWidget(Note(f"・{reason}", measure=None))

    def _compare(self) -> None:
        known = self.model.knowledge
        found = next((d for d in differences(known, known.newest, self.model.case) if d.fiscal_year == self._year), None)
        if found is None or not found.changes:
            clear(self._changes)
            self._changes.addWidget(Body("新しい係数でも、結果は変わりません。", measure=None))
        else:
            self._show(updates.year_change(self._year, found.changes, found.reasons), "残した結果", "新しい係数の結果")

    def _unpin(self) -> None:
        if self.model.edit(unpin_year(self.model.case, self._year), "新しい係数で計算し直すこと"):
            self.released.emit()
