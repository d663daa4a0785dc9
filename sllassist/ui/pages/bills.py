"""The page for the bill figures of a fiscal year: one table per site.

Not for: reading figures (`sllassist.flow.bills`), moving in the table (`sllassist.ui.widgets.grid`).
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from sllassist.case.model import EnergySupply
from sllassist.case.periods import fiscal_year_of
from sllassist.flow import supplies
from sllassist.flow.pages import Place
from sllassist.flow.questions import Question, kept, questions, site_of
from sllassist.flow.rounding import shown
from sllassist.flow.years import bill_years
from sllassist.ui.importing import import_desk
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Banner,
    Body,
    Card,
    CheckBox,
    Heading,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.beside import Ends
from sllassist.ui.widgets.grid import BillGrid, GridColumn
from sllassist.ui.widgets.import_source import dropped_file
from sllassist.ui.widgets.question_list import QuestionList
from sllassist.ui.widgets.tabs import Tabs

NO_SUPPLIES = "先に、この事業所で使っているエネルギーを選んでください。"


class BillsPage(PageBody):
    """Sites as tabs, the table of the chosen one, its sums, and what is to be known about its factors."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.year = place.fiscal_year if place.fiscal_year is not None else fiscal_year_of(model.as_of) - 1
        layout = column(self, spacing=16)
        self.setAcceptDrops(True)
        self.arrived = Banner("ok", "", word="取り込みました")
        away = LinkButton("閉じる")
        away.clicked.connect(self._put_away)
        self.arrived.add_act(away)
        layout.addWidget(self.arrived)
        self._years = row(spacing=8)
        self.tabs = Tabs("事業所")
        self.tabs.picked.connect(self._show_site)
        years = QWidget()
        years.setLayout(self._years)
        self.from_file = SecondaryButton("ファイルから読み込む")
        self.from_file.clicked.connect(self._import)
        layout.addWidget(Ends(self.tabs, Ends(years, self.from_file)))
        self.asked = Banner("warn", "")
        self.to_questions = LinkButton("確かめる")
        self.to_questions.clicked.connect(self._to_questions)
        self.asked.add_act(self.to_questions)
        layout.addWidget(self.asked)
        self._card = Card(padding=20, spacing=8)
        layout.addWidget(self._card)
        self.missing = Body(NO_SUPPLIES)
        self.to_supplies = LinkButton("使っているエネルギーを選ぶ")
        self.to_supplies.clicked.connect(lambda: self.go.emit(Place("supplies")))
        self.grid = BillGrid(model)
        acts = row(spacing=16)
        self.zero = SecondaryButton("")
        self.zero.setAccessibleDescription("表でカーソルのある列の、空いている月に0を入れます。")
        self.zero.clicked.connect(self._fill_zero)
        self.grid.view.chosen.connect(self._name_zero)
        self.grid.view.moved.connect(self._name_zero)
        self.costs = CheckBox("金額（円）も入力する")
        self.costs.toggled.connect(self.refresh)
        self.sums = Body("", measure=None)
        self.sums.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        acts.addWidget(self.zero)
        acts.addWidget(self.costs)
        acts.addWidget(self.sums, 1)
        for widget in (self.missing, self.to_supplies, self.grid):
            self._card.body.addWidget(widget)
        self._card.body.addLayout(acts)
        self.questions = QuestionList(model)
        self.questions.look.connect(self.focus_path)
        self.questions.other_site.connect(self._ask_site)
        self.questions.done.connect(self.focus_table)
        layout.addWidget(self.questions)
        self._notes_card = Card(spacing=12)
        self._notes_card.body.addWidget(Heading("計算に使う係数について"))
        self._notes = column(spacing=8)
        self._notes_card.body.addLayout(self._notes)
        layout.addWidget(self._notes_card)
        self._told: object = None
        self._asks_gaps = False
        self._years_shown: tuple[int, ...] = ()
        self.year_links: dict[int, LinkButton] = {}
        self.refresh()

    def _own(self) -> list[EnergySupply]:
        return [supply for supply in self.model.case.supplies if supply.site_id == self.tabs.value]

    def refresh(self) -> None:
        """Shows the model."""
        case = self.model.case
        self._show_arrival()
        self.tabs.put([(site.id, site.name or "名称未入力") for site in case.sites])
        self.tabs.setVisible(len(case.sites) > 1)
        own = self._own()
        told = {supply.id: supplies.words(case, self.model.knowledge, supply, self.year) for supply in own}
        totals = self.model.assessment.ledger.by_supply(self.year, site_ids=frozenset({self.tabs.value}))
        adjusted = case.plan.series == "adjusted"
        co2 = {key: found.co2_adjusted_t if adjusted else found.co2_basic_t for key, found in totals.items()}
        asked = questions(self.model.assessment.problems, self.year, gaps=self._asks_gaps)
        doubts = {cell: question.problem.message for question in reversed(asked) for cell in question.cells}
        self.grid.show_bills(self._columns(own, told), self.year, co2, doubts)
        self._show_questions(asked)
        for widget in (self.grid, self.zero, self.costs, self.sums):
            widget.setVisible(bool(own))
        self.missing.setVisible(not own)
        self.to_supplies.setVisible(not own)
        self._name_zero()
        self._show_sums(co2)
        self._show_notes(told)
        self._show_years()

    def _show_arrival(self) -> None:
        """What an import brought, until something else is edited."""
        arrival = import_desk(self.model).arrival
        fresh = arrival is not None and arrival.case is self.model.case
        self.arrived.setVisible(fresh)
        if arrival is not None and fresh:
            self.arrived.set_text("ok", arrival.sentence, word="取り込みました")

    def _put_away(self) -> None:
        import_desk(self.model).arrival = None
        self._show_arrival()
        self.grid.view.setFocus()

    def _import(self) -> None:
        self.go.emit(Place("imports", focus=f"import.{self.year}"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be let go here."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the file that was let go."""
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._import()
            import_desk(self.model).read(path)

    def _columns(self, own: list[EnergySupply], told: dict[str, supplies.SupplyWords]) -> list[GridColumn]:
        columns = []
        for supply in own:
            words, energy = told[supply.id], self.model.knowledge.energies.get(supply.energy)
            units = energy.units if energy else (supply.unit,)
            columns.append(GridColumn(supply.id, "quantity", words.energy, words.supplier, supply.unit, units, words.name))
            if self.costs.isChecked():
                columns.append(GridColumn(supply.id, "cost", words.energy, "金額", "円", units, words.name))
        return columns

    def _show_sums(self, co2: dict[str, Decimal]) -> None:
        site = self.model.case.site(self.tabs.value)
        total = self.model.assessment.ledger.total(self.year, site_ids=frozenset({self.tabs.value}))
        name = (site and site.name) or "名称未入力"
        self.sums.set_text(f"{name}の合計　原油換算 {shown(total.oil_kl)} kL　CO2 {shown(sum(co2.values(), Decimal(0)))} t")

    def _show_questions(self, asked: Sequence[Question]) -> None:
        case = self.model.case
        here = [question for question in asked if site_of(case, question.problem.path) == self.tabs.value]
        counts = Counter(site_of(case, question.problem.path) for question in asked)
        others = [
            (site.id, site.name or "名称未入力", counts[site.id])
            for site in case.sites
            if counts[site.id] and site.id != self.tabs.value
        ]
        settled = [k for k in kept(self.model.assessment.problems, self.year) if site_of(case, k.path) == self.tabs.value]
        self.questions.put(here, others, settled)
        elsewhere = sum(count for _, _, count in others)
        parts = [f"この事業所に{len(here)}件"] if here and others else [f"{len(here)}件"] if here else []
        parts += [f"ほかの事業所に{elsewhere}件"] if others else []
        self.asked.set_text("warn", f"確かめてほしい数字が、{'、'.join(parts)}あります。表の下で答えられます。")
        self.asked.setVisible(bool(parts))

    def _to_questions(self) -> None:
        self.grid.flush()
        self.questions.focus_first()

    def focus_table(self) -> None:
        """Puts the keyboard into the table."""
        self.grid.view.setFocus()

    def _ask_site(self, site_id: str) -> None:
        self.tabs.put([(site.id, site.name or "名称未入力") for site in self.model.case.sites], site_id)
        self._show_site()
        self.focus_table()

    def _show_notes(self, told: dict[str, supplies.SupplyWords]) -> None:
        state = (self.tabs.value, tuple(told.items()))
        if state == self._told:
            return
        self._told = state
        clear(self._notes)
        marked = [words for words in told.values() if words.marks]
        for words in marked:
            line = row(spacing=12)
            line.addWidget(StatusTag("・".join(words.marks), "warn"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Note(f"{words.title}　{words.supplier}　{words.reason}", measure=None), 1)
            self._notes.addLayout(line)
        self._notes_card.setVisible(bool(marked))

    def _show_years(self) -> None:
        wanted = bill_years(self.model.case, self.model.as_of)
        if wanted == self._years_shown:
            return
        self._years_shown = wanted
        clear(self._years)
        self.year_links = {}
        others = [year for year in wanted if year != self.year]
        if others:
            self._years.addWidget(Note("ほかの年度を入力する", measure=None))
        for year in others:
            base = "（基準年度）" if year == self.model.case.plan.base_year else ""
            link = LinkButton(f"{year}年度{base}")
            link.clicked.connect(lambda _=False, year=year: self.go.emit(Place("bills", year)))
            self.year_links[year] = link
            self._years.addWidget(link)

    def _show_site(self) -> None:
        self.grid.flush()
        self.refresh()

    def _name_zero(self) -> None:
        self.zero.setText(self.grid.view.zero_words())
        self.zero.setEnabled(bool(self.grid.view.zero_texts()))

    def _fill_zero(self) -> None:
        self.grid.flush()
        self.focus_table()
        self.grid.view.fill_zero()

    def show_problems(self, shown: bool) -> None:
        """Asks about empty months too, once the user wants to go on; before, they are just not filled in yet."""
        self._asks_gaps = shown
        self.refresh()

    def flush(self) -> None:
        """Takes over the cell that is being typed."""
        self.grid.flush()

    def focus_first(self) -> None:
        """Puts the cursor on the first empty month, so that work goes on where it stopped."""
        self.grid.view.setFocus()
        for column_number in range(len(self.grid.view.table.columns)):
            if rows := self.grid.view.table.empty_months(column_number):
                self.grid.view.go_to((rows[0], column_number))
                return

    def focus_path(self, path: str) -> bool:
        """Puts the cursor on the cell of a bill figure; `records.all.<year>.year` is the first gap of any site."""
        names = path.split(".")
        if names[0] != "records" or len(names) < 4:
            return False
        supply = self.model.case.supply(names[1])
        sites = [(site.id, site.name or "名称未入力") for site in self.model.case.sites]
        if supply is None:
            return names[1] == "all" and self._focus_gap(sites)
        self.tabs.put(sites, supply.site_id)
        if names[-1] == "cost_yen":
            self.costs.setChecked(True)
        self.refresh()
        return self.grid.focus_path(path)

    def _focus_gap(self, sites: list[tuple[str, str]]) -> bool:
        for site_id, _ in sites:
            self.tabs.put(sites, site_id)
            self.refresh()
            table = self.grid.view.table
            if any(table.empty_months(number) for number in range(len(table.columns))):
                break
        self.focus_first()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """The table gets its width only now."""
        super().showEvent(event)
        self.refresh()

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """How figures are entered."""
        return (
            ("数字の書き方", "全角の数字、カンマ、「12,345 kWh」のような単位つきの数字も入力できます。使っていない月には0を入力します。"),
            ("「？」の欄", "前の年や料金とくらべて大きく違う数字です。直すか、理由を書いて残します。理由は算定の根拠に残ります。"),
            ("貼り付け", "Excelで12か月分の列（いくつでも）をコピーし、表の左上の欄で Ctrl+V を押します。1回で元に戻せます。"),
            ("ファイルから読み込む", "電力会社のCSVやExcelの表を読み取ります。この画面にファイルを重ねて放しても始まります。"),
            ("月ごとに分からないとき", "「年間の合計だけ入力」の行に、1年分の合計を入力します。"),
            ("キー", "Enterで下、Shift+Enterで上、Tabで右、F2で書き直し、Deleteで消去。表から出るには Ctrl+Tab を押します。"),
        )
