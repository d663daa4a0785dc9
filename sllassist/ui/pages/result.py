"""What the bills come to: by energy, by site, year by year, each figure with its basis.

Not for: computing; every figure comes from the ledger.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from sllassist.case.coverage import is_complete
from sllassist.emissions import Explanation, GroupRow, Ledger, Line, Totals, explain, explain_total
from sllassist.flow import comparison
from sllassist.flow.pages import Place
from sllassist.flow.rounding import shown
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.apart_card import ApartCard
from sllassist.ui.widgets.basic import Banner, Body, Card, Heading, LinkButton, Note, column, row
from sllassist.ui.widgets.beside import Beside
from sllassist.ui.widgets.chart import ChartPanel, compare_chart
from sllassist.ui.widgets.comparison_card import ComparisonCard
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head
from sllassist.ui.widgets.intensity_card import IntensityCard
from sllassist.ui.widgets.ledger_view import LedgerView, figure
from sllassist.ui.widgets.pin_card import PinCard
from sllassist.ui.widgets.save_basis import SaveBasis
from sllassist.ui.widgets.side_scroll import SideScroll
from sllassist.ui.widgets.tabs import Tabs

NOTHING = "使用量を入力すると、ここに結果が出ます。"
_FIGURES = tuple(Head(name, figures=True) for name in ("熱量（GJ）", "原油換算（kL）", "CO2 基礎（t）", "CO2 調整後（t）"))
_MARKS = Head("注記")
_BASIS = Head("")


def _shown(totals: Totals) -> tuple[str, str, str, str]:
    return shown(totals.heat_gj), shown(totals.oil_kl), shown(totals.co2_basic_t), shown(totals.co2_adjusted_t)


def _marks(*, provisional: bool, unverified: bool) -> str:
    return "・".join(word for word, on in (("暫定", provisional), ("未確認", unverified)) if on)


def _total_marks(totals: Totals) -> str:
    return _marks(provisional=totals.provisional, unverified=totals.unverified)


class ResultPage(PageBody):
    """Fiscal years as tabs; the tables of the chosen one; the basis of a figure below the table it was asked in."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        layout = column(self, spacing=16)
        self.tabs = Tabs("年度")
        self.tabs.picked.connect(self._show_year)
        layout.addWidget(self.tabs)
        self.nothing = Body(NOTHING)
        layout.addWidget(self.nothing)
        self.gaps = Banner("warn", "")
        layout.addWidget(self.gaps)
        self.pin = PinCard(model)
        self.pin.released.connect(self.tabs.setFocus)
        layout.addWidget(self.pin)
        self._sum_card, self._chart_card = Card(spacing=8), Card(spacing=8)
        self._sum_title = Heading("")
        self.sums = FigureTable((Head("", stretch=1), Head("", figures=True)), "合計")
        self.notes = Note("")
        self.total_basis = LinkButton("この数字の根拠")
        for widget in (self._sum_title, self.sums, self.notes, self.total_basis):
            self._sum_card.body.addWidget(widget)
        self._sum_card.body.addStretch(1)
        self._chart_card.body.addWidget(Heading("年度ごとのCO2（基礎）"))
        self.chart = ChartPanel(measure=None)
        self._chart_card.body.addWidget(self.chart)
        ways = row(spacing=24)
        self.to_comparison, self.to_intensity = LinkButton("年度の比較を見る"), LinkButton("原単位を見る")
        for link in (self.to_comparison, self.to_intensity):
            ways.addWidget(link)
        ways.addStretch(1)
        self._chart_card.body.addLayout(ways)
        layout.addWidget(Beside(self._sum_card, self._chart_card))
        heads = (Head("エネルギー", stretch=1), Head("使用量", figures=True), *_FIGURES, _MARKS, _BASIS)
        self.by_energy = FigureTable(heads, "エネルギーごとの結果")
        self.by_site = FigureTable((Head("事業所", stretch=1), *_FIGURES, _MARKS, _BASIS), "事業所ごとの結果")
        self.basis: dict[str, LinkButton] = {"total": self.total_basis}
        self._energy_card = self._table_card("エネルギーごと", self.by_energy)
        self._site_card = self._table_card("事業所ごと", self.by_site)
        self._set = FieldSet(model, self.problems)
        self._save_card = Card(padding=16)
        self.save = SaveBasis(model)
        self._save_card.body.addWidget(self.save)
        self.comparison = ComparisonCard(model)
        self.intensity = IntensityCard(model, self._set)
        self.apart = ApartCard(model)
        self.apart.go.connect(self.go)
        self.ledger_view = LedgerView()
        self.ledger_view.go.connect(self.go)
        self.ledger_view.closed.connect(self._folded)
        self._asked: LinkButton | None = None
        parts = (
            self._save_card, self._energy_card, self._site_card, self.ledger_view, self.comparison, self.intensity, self.apart,
        )  # fmt: skip
        for card in parts:
            layout.addWidget(card)
        self.to_comparison.clicked.connect(lambda: self._show_part(self.comparison))
        self.to_intensity.clicked.connect(lambda: self._show_part(self.intensity))
        self.total_basis.clicked.connect(lambda: self._explain_total(None, self.total_basis))
        self._shown: object = None
        self.refresh()

    def _table_card(self, title: str, table: FigureTable) -> Card:
        card = Card(spacing=12)
        card.body.addWidget(Heading(title))
        card.body.addWidget(SideScroll(table))
        return card

    @property
    def year(self) -> int | None:
        """The fiscal year shown, None without any bill."""
        return int(self.tabs.value) if self.tabs.value else None

    @property
    def _ledger(self) -> Ledger:
        return self.model.assessment.ledger

    def refresh(self) -> None:
        """Shows the model."""
        years = self._ledger.fiscal_years
        first = self.tabs.value or str(self.place.fiscal_year or self.model.case.plan.base_year or "")
        self.tabs.put([(str(year), self._year_name(year)) for year in years], first)
        self.tabs.setVisible(len(years) > 1)
        for widget in (self._sum_card, self._chart_card, self._save_card, self._energy_card, self._site_card, self.intensity):
            widget.setVisible(bool(years))
        self.nothing.setVisible(not years)
        self.intensity.refresh()
        self._set.refresh()
        case = self.model.case
        entered = (case.records, case.supplies, case.sites, case.gases, case.certificates, case.pins, case.accepted)
        told = (*entered, case.plan.base_year, self.model.knowledge)
        state = (self.tabs.value, years, *told)
        if state == self._shown:
            return
        self._shown = state
        self.ledger_view.hide()
        self.gaps.hide()
        self.pin.put(self.year)
        self.comparison.put(self.year)
        self.to_comparison.setVisible(self.comparison.isVisibleTo(self))
        if (year := self.year) is not None:
            self._show(year)
            self.apart.put(year)
        else:
            self.apart.hide()

    def _year_name(self, year: int) -> str:
        return f"{year}年度（基準）" if year == self.model.case.plan.base_year else f"{year}年度"

    def _show_year(self) -> None:
        self.refresh()

    def _show(self, year: int) -> None:
        totals = self._ledger.total(year)
        complete = is_complete(self.model.case, year)
        self.gaps.setVisible(not complete)
        reasons = comparison.has_reasons(self.model.case, year)
        why = f"{year}年度には、理由を書いて空欄にした月があります。" if reasons else f"{year}年度は、まだ入力していない月があります。"
        self.gaps.set_text("warn", f"{why}下の数字は、入力した分だけの合計です。")
        told = comparison.covered(self.model.case, year)
        self._sum_title.set_text(f"{year}年度の合計（{told}）" if told else f"{year}年度の合計")
        co2 = (("CO2 基礎排出量", totals.co2_basic_t, "t-CO2"), ("CO2 調整後排出量", totals.co2_adjusted_t, "t-CO2"))
        rest = (("原油換算", totals.oil_kl, "kL"), ("熱量", totals.heat_gj, "GJ"))
        self.sums.put([FigureRow((name, f"{shown(value)} {unit}"), sums=unit == "t-CO2") for name, value, unit in (*co2, *rest)])
        notes = []
        if totals.provisional:
            notes.append("暫定：その年度の係数がそろっていないものを、近い年度の係数で計算しています。")
        if totals.unverified:
            notes.append("未確認：公表資料の原本で確かめていない係数を使っています。根拠で出典を見られます。")
        if totals.left_out:
            notes.append(f"計算に入れられない使用量が{totals.left_out}件あります。使用量の画面で確かめてください。")
        self.notes.set_text("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self._show_chart()
        self.basis = {"total": self.total_basis}
        self._show_energies(year, totals)
        self._show_sites(year, totals)

    def _show_chart(self) -> None:
        case = self.model.case
        years = [(year, self._ledger.total(year).co2_basic_t) for year in self._ledger.fiscal_years]
        part = [place for place, (year, _) in enumerate(years) if not is_complete(case, year)]
        whole = [found for place, found in enumerate(years) if place not in part]
        left_out = "・".join(f"{years[place][0]}年度" for place in part)
        sentence = _comparison(whole) + (f"{left_out}は空欄の月があるため、増減の比較に入れていません。" if part else "")
        named = [(comparison.year_name(case, year), t) for year, t in years]
        self.chart.put(compare_chart("年度ごとのCO2（基礎）", named, sentence), part)

    def _basis(self, key: str, name: str, act: Callable[[LinkButton], None]) -> LinkButton:
        made = LinkButton("根拠", small=True)
        made.setAccessibleName(f"{name}の数字の根拠")
        made.clicked.connect(lambda: act(made))
        self.basis[key] = made
        return made

    def _show_energies(self, year: int, totals: Totals) -> None:
        rows = []
        for group in self._ledger.groups(year):
            name = group.rate.energy.name.split("（")[0]
            detail = " ".join(part for part in (group.supplier, group.menu) if part)
            link = self._basis(f"group:{group.rate.factor.key}", name, partial(self._explain_group, group))
            oil = self._ledger.total(year, supply_ids=frozenset(group.supply_ids)).oil_kl
            figures = (shown(group.heat_gj), shown(oil), shown(group.co2_basic_t), shown(group.co2_adjusted_t))
            marks = _marks(provisional=group.provisional, unverified=group.unverified)
            said, amount = f"{name}\n{detail}" if detail else name, f"{figure(group.activity)} {group.unit}"
            rows.append(FigureRow((said, amount, *figures, marks, link)))
        rows.append(FigureRow(("合計", "", *_shown(totals), _total_marks(totals), ""), sums=True))
        self.by_energy.put(rows)

    def _show_sites(self, year: int, totals: Totals) -> None:
        rows = []
        for site_id, found in self._ledger.by_site(year).items():
            site = self.model.case.site(site_id)
            name = (site and site.name) or "名称未入力"
            link = self._basis(f"site:{site_id}", name, partial(self._explain_total, site_id))
            rows.append(FigureRow((name, *_shown(found), _total_marks(found), link)))
        rows.append(FigureRow(("合計", *_shown(totals), _total_marks(totals), ""), sums=True))
        self.by_site.put(rows)

    # この数字の根拠

    def _explain_group(self, group: GroupRow, asked: LinkButton) -> None:
        lines = self._ledger.lines(group.fiscal_year, supply_ids=frozenset(group.supply_ids))
        own = [line for line in lines if line.rate.factor.key == group.rate.factor.key]
        self._open(explain(group).title, (explain(group),), own, asked)

    def _explain_total(self, site_id: str | None, asked: LinkButton) -> None:
        year = self.year
        if year is None:
            return
        sites = None if site_id is None else frozenset({site_id})
        site = self.model.case.site(site_id) if site_id else None
        title = f"{(site.name or '名称未入力') if site else '全体'}　{year}年度の合計"
        totals, groups = self._ledger.total(year, site_ids=sites), self._ledger.groups(year, sites)
        told = explain_total(totals, groups, self._ledger.oil_factor(year), title)
        self._open(title, (told,), self._ledger.lines(year, site_ids=sites), asked)

    def _open(self, title: str, told: Sequence[Explanation], lines: Sequence[Line], asked: LinkButton) -> None:
        self._asked = asked
        self.ledger_view.put(title, told, lines, self.model.case)
        self.ledger_view.close_link.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._scroll_to_basis)

    def _show_part(self, part: QWidget) -> None:
        """Scrolls to a part of the page, with the keyboard in it."""
        stops = [w for w in part.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(part)]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._scroll_to(part))

    def _scroll_to_basis(self) -> None:
        self._scroll_to(self.ledger_view)

    def _scroll_to(self, part: QWidget) -> None:
        parent: QWidget | None = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None and (inside := parent.widget()) is not None:
            parent.verticalScrollBar().setValue(part.mapTo(inside, QPoint(0, 0)).y() - theme.px(16))

    def _folded(self) -> None:
        if self._asked is not None:
            self._asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self._set.flush()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into the field of a denominator."""
        return self.intensity.focus_path(path)

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside their boxes."""
        self._set.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the figures mean."""
        return (
            ("基礎と調整後", "基礎は、電力会社の発電の実績から計算した排出量です。調整後は、非化石証書などを反映した排出量です。"),
            ("原油換算", "使ったエネルギーの熱量の合計を、原油の量に直したものです。義務の対象かどうかの判定に使います。"),
            ("根拠", "「根拠」を押すと、計算式と係数の出典、もとの請求書の数字を見られます。"),
            (
                "使用量の影響と係数の影響",
                "電力会社などの係数は毎年変わります。使う量が変わった分を使用量の影響、係数が変わった分を係数の影響として分けます。",
            ),
            ("原単位", "エネルギーやCO2を、生産量や売上高などで割った値です。分母は自分で選べます。"),
        )


def _comparison(years: Sequence[tuple[int, Decimal]]) -> str:
    if len(years) < 2:
        return "2年分の使用量がそろうと、増減を見られます。"
    (before, old), (after, new) = years[-2:]
    change = new - old
    percent = f"（{shown(abs(change) / old * 100)}％）" if old else ""
    word = "増えました" if change > 0 else "減りました" if change < 0 else "変わりません"
    amount = f"{shown(abs(change))} t{percent}" if change else ""
    return f"{after}年度は{before}年度とくらべて{amount}{word}。"
