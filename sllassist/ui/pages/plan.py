"""The target and the measures: what is allowed each year, what is planned, what came of it, and how much is still missing.

Not for: computing the target (`sllassist.schemes`).
"""

from PySide6.QtCore import Qt

from sllassist.case.periods import month_start
from sllassist.documents.target_chart import target_chart
from sllassist.flow import fields
from sllassist.flow.pages import Place
from sllassist.flow.rounding import shown
from sllassist.schemes.base import TargetPath, TargetYear
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Banner, Card, Heading, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.beside import Beside
from sllassist.ui.widgets.chart import ChartPanel
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head
from sllassist.ui.widgets.measure_table import MeasureTable
from sllassist.ui.widgets.side_scroll import SideScroll

_TARGET_FIELDS = ("plan.rate_percent", "plan.method", "plan.series")
_TEXT_FIELDS = ("plan.target_text", "plan.organisation_text")
_NOT_YET = "基準年度の使用量がそろうと、目標の排出量を計算できます。"


def gap_text(path: TargetPath) -> tuple[bool, str]:
    """Whether the plan reaches the target of every year still to come, and the sentence that says so or what is missing."""
    last = path.years[-1]
    if short := path.short_years:
        told = "、".join(f"{y.fiscal_year}年度はあと{(y.planned_t or y.target_t) - y.target_t:,.1f} t-CO2" for y in short)
        return False, f"{told}の取組が必要です。"
    now = last.actual_t if last.actual_t is not None else last.planned_t
    if now is None:
        target = f"{last.fiscal_year}年度の目標は{shown(last.target_t)} t-CO2です。"
        return False, f"{target}取組を入力すると、目標まであと何トンかが分かります。"
    over = now - last.target_t
    if over > 0:
        return False, f"{last.fiscal_year}年度の目標まで、あと{shown(over)} t-CO2の取組が必要です。"
    word = "実績は、目標に届いています。" if last.actual_t is not None else "計画は、目標に届く見込みです。"
    return True, f"{last.fiscal_year}年度の{word}"


class PlanPage(PageBody):
    """Target, chart, table of years, measures and the texts of the plan."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        layout = column(self, spacing=16)
        self._set = FieldSet(model, self.problems)
        self.gap = Banner("info", "")
        layout.addWidget(self.gap)
        self.to_bills = LinkButton("基準年度の使用量を入力する")
        self.to_bills.clicked.connect(lambda: self.go.emit(Place("bills", self.model.case.plan.base_year)))
        layout.addWidget(self.to_bills)
        target_card, self._chart_card = Card(spacing=24), Card(spacing=8)
        target_card.body.addWidget(Heading("目標"))
        for path in _TARGET_FIELDS:
            target_card.body.addWidget(self._set.add(path))
        target_card.body.addStretch(1)
        self._chart_title = Heading("")
        self.chart = ChartPanel(measure=None)
        self._chart_card.body.addWidget(self._chart_title)
        self._chart_card.body.addWidget(self.chart)
        self._chart_card.body.addStretch(1)
        layout.addWidget(Beside(target_card, self._chart_card))
        layout.addWidget(self._make_years())
        measures_card = Card()
        measures_card.body.addWidget(Heading("取組"))
        measures_card.body.addWidget(Note("排出量を減らすために行うことを、1つずつ入力します。見込量は、1年間に減る量です。"))
        self.measures = MeasureTable(model, self._set)
        measures_card.body.addWidget(SideScroll(self.measures))
        layout.addWidget(measures_card)
        text_card = Card(spacing=24)
        text_card.body.addWidget(Heading("計画書に書く文"))
        for path in _TEXT_FIELDS:
            text_card.body.addWidget(self._set.add(path))
        layout.addWidget(text_card)
        self._path: TargetPath | None = None
        self._first = True
        self.refresh()

    def _make_years(self) -> Card:
        self._years_card = Card(spacing=12)
        self._years_card.body.addWidget(Heading("年度ごとの目標と実績"))
        heads = (
            Head("年度", stretch=1), Head("目標（t-CO2）", figures=True), Head("別の数え方の目標", figures=True),
            Head("計画（t-CO2）", figures=True), Head("実績（t-CO2）", figures=True), Head("削減率", figures=True), Head("判定"),
        )  # fmt: skip
        self.years = FigureTable(heads, "年度ごとの目標と実績")
        self._years_card.body.addWidget(SideScroll(self.years))
        self._notes = column(spacing=4)
        self._years_card.body.addLayout(self._notes)
        return self._years_card

    def _target(self) -> TargetPath | None:
        results = [result for result in self.model.assessment.schemes if result.target is not None]
        best = next((result for result in results if result.verdict != "does_not_fit"), None) or next(iter(results), None)
        return best.target if best else None

    def _with_actual(self) -> bool:
        """Whether a year of the plan has begun, so that a measure may already have been carried out."""
        first = self.model.case.plan.first_year
        return first is not None and month_start(first, 4) <= self.model.as_of

    def refresh(self) -> None:
        """Shows the model."""
        self.measures.refresh(with_actual=self._with_actual())
        self._set.refresh()
        path = self._target()
        if path is self._path and not self._first:
            return
        self._path, self._first = path, False
        for widget in (self._chart_card, self._years_card):
            widget.setVisible(path is not None)
        self.to_bills.setVisible(path is None and self.model.case.plan.base_year is not None)
        if path is None:
            self.gap.set_text("info", _NOT_YET)
            return
        reached, sentence = gap_text(path)
        self.gap.set_text("ok" if reached else "warn", sentence, word="届きます" if reached else "目標まで")
        chart = target_chart(path)
        self._chart_title.set_text(chart.title)
        self.chart.put(chart)
        self.years.put([_base_row(path), *(_year_row(path, year) for year in path.years)])
        self._show_notes(path)

    def _show_notes(self, path: TargetPath) -> None:
        clear(self._notes)
        other = "前の年に対して毎年同じ率" if path.method == "linear" else "基準年度に対して毎年同じ率"
        told = [f"「別の数え方の目標」は、{other}で減らすときの目標です。"]
        split = [year.fiscal_year for year in path.years if year.met is not None and year.met != year.met_other_method]
        told += [f"{year}年度は、数え方によって達成・未達が分かれます。" for year in split]
        for text in (*told, *path.notes):
            line = row(spacing=12)
            if "未確認" in text:
                line.addWidget(StatusTag("未確認"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Note(text.replace("（未確認）", ""), measure=None), 1)
            self._notes.addLayout(line)

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self._set.flush()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into a field; `measures` alone is the button that adds one."""
        if path == "measures":
            self.measures.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        names = path.split(".")
        if names[0] == "measures" and names[-1] == "site_id" and names[1] in self.measures.picks:
            self.measures.picks[names[1]].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._set.focus(path)

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        self._set.focus_first()

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside their fields."""
        self._set.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """Why each field is asked."""
        return tuple((spec.label, spec.why) for spec in map(fields.field, (*_TARGET_FIELDS, *_TEXT_FIELDS)) if spec.why)


def _base_row(path: TargetPath) -> FigureRow:
    return FigureRow((f"{path.base_year}年度（基準）", "", "", "", shown(path.base_t), "", ""))


def _year_row(path: TargetPath, year: TargetYear) -> FigureRow:
    other = year.compound_t if path.method == "linear" else year.linear_t
    word = "まだ分かりません" if year.met is None else "達成" if year.met else "未達"
    tag = StatusTag(word, "quiet" if year.met is None else None)
    tag.setAccessibleName(word)
    cut = "" if year.reduction_percent is None else f"{shown(year.reduction_percent, 2)}％"
    planned = "" if year.planned_t is None else shown(year.planned_t)
    actual = "" if year.actual_t is None else shown(year.actual_t)
    differs = "同じ" if other == year.target_t else shown(other)
    return FigureRow((f"{year.fiscal_year}年度", shown(year.target_t), differs, planned, actual, cut, tag))
