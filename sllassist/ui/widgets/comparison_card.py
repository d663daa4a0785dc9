"""A year against the base year: with each year's factors, with the base year's held fixed, and what each effect did.

Not for: computing (`sllassist.emissions.split`, `sllassist.flow.comparison`).
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sllassist.documents.chart import Chart, ChartYear
from sllassist.emissions.split import MEASURES, Measure
from sllassist.flow import comparison
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Note, StatusTag, column, row
from sllassist.ui.widgets.beside import Beside
from sllassist.ui.widgets.chart import ChartPanel
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head
from sllassist.ui.widgets.radio_group import RadioGroup

ASKED = "どの数字でくらべますか"


class ComparisonCard(Card):
    """`put` shows a year."""

    def __init__(self, model: AppModel) -> None:
        super().__init__(spacing=16)
        self.model = model
        self._year: int | None = None
        self.measure: Measure = "co2_adjusted_t" if model.case.plan.series == "adjusted" else "co2_basic_t"
        self.title = Heading("")
        self.body.addWidget(self.title)
        self.choice = RadioGroup(ASKED, comparison.MEASURES, per_row=None, heading=True)
        self.choice.picked.connect(self._chosen)
        self.body.addWidget(self.choice)
        told = row(spacing=12)
        self.tag = StatusTag("要確認")
        self.sentence = Body("", measure=None)
        told.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.sentence, 1)
        self.body.addLayout(told)
        views = QWidget()
        left = column(views, spacing=12)
        self._views, self._parts = column(spacing=0), column(spacing=0)
        left.addWidget(Heading("2つの見方", level=3))
        left.addLayout(self._views)
        left.addStretch(1)
        self.chart = ChartPanel(measure=None, legend=False)
        self.chart.sentence.hide()
        self.body.addWidget(Beside(views, self.chart, shares=(3, 2)))
        self.body.addWidget(Heading("増減の内訳", level=3))
        self.body.addLayout(self._parts)
        self._notes = column(spacing=4)
        self.body.addLayout(self._notes)
        self.views: FigureTable | None = None
        self.parts: FigureTable | None = None

    def put(self, year: int | None) -> None:
        """Shows a fiscal year against the base year; hides where there is nothing to compare."""
        self._year = year
        ledger = self.model.assessment.ledger
        view = None if year is None else comparison.year_view(self.model.case, ledger, year, self.measure)
        self.setVisible(view is not None)
        if view is None:
            return
        self.choice.check(self.measure)
        self.title.set_text(view.title)
        self.sentence.set_text(view.sentence)
        base, fixed, now_bar = view.bars
        bars = (ChartYear(*base), ChartYear(fixed[0], planned=fixed[1]), ChartYear(*now_bar))
        hatched = [place for place, year in enumerate((0, 1, 1)) if view.unfinished[year]]
        self.chart.put(Chart(view.title, view.unit, view.sentence, bars, "#,##0.0"), hatched)
        self.tag.setVisible(any(view.unfinished))
        before, now = (f"{name}（{view.unit}）" for name in view.heads)
        clear(self._views)
        heads = (Head("見方", stretch=1), *(Head(name, figures=True) for name in (before, now, "増減", "増減率")))
        self.views = FigureTable(heads, "2つの見方")
        self.views.put([FigureRow(line) for line in view.views])
        self._views.addWidget(self.views)
        clear(self._parts)
        names = (before, "使用量の影響", "係数の影響", now, "増減")
        self.parts = FigureTable((Head("エネルギー", stretch=1), *(Head(name, figures=True) for name in names)), "増減の内訳")
        last = len(view.parts) - 1
        self.parts.put([FigureRow(line, sums=number == last) for number, line in enumerate(view.parts)])
        self._parts.addWidget(self.parts)
        clear(self._notes)
        for note in (comparison.ROUNDED, *view.notes):
            self._notes.addWidget(Note(note, measure=None))

    def _chosen(self, value: str) -> None:
        self.measure = next(measure for measure in MEASURES if measure == value)
        self.put(self._year)
