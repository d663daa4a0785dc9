"""The page on which a firm says which energies each site uses, from whom, and in which unit its bills are written.

Not for: bill figures (`sllassist.ui.pages.bills`).
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist.case.edits import remove_supply
from sllassist.case.model import EnergySupply, Site
from sllassist.case.periods import fiscal_year_of
from sllassist.flow import supplies
from sllassist.flow.pages import Place
from sllassist.knowledge import Energy
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import (
    Body,
    Card,
    Heading,
    Line,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.beside import Beside, Ends
from sllassist.ui.widgets.search_list import Found, SearchList
from sllassist.ui.widgets.supply_panel import SupplyPanel
from sllassist.ui.widgets.tabs import Tabs

NO_SITES = "先に「事業所」の画面で、事業所を登録してください。"


class EntryRow(QWidget):
    """One energy of the site: what, from whom, in which unit; 変更 and 消す."""

    change = Signal(str)
    remove = Signal(str)

    def __init__(self, supply: EnergySupply, told: supplies.SupplyWords) -> None:
        super().__init__()
        self.supply_id = supply.id
        layout = column(self, spacing=8)
        both = row(spacing=12)
        said = column(spacing=2)
        head = row(spacing=12)
        name = Heading(told.title, level=3)
        name.setWordWrap(False)
        head.addWidget(name)
        for mark in told.marks:
            head.addWidget(StatusTag(mark, "warn"))
        head.addStretch(1)
        said.addLayout(head)
        said.addWidget(Note("　".join(part for part in (told.supplier, f"単位 {told.unit}") if part), measure=None))
        both.addLayout(said, 1)
        self.change_link, self.remove_link = LinkButton("変更"), LinkButton("消す")
        for link, signal in ((self.change_link, self.change), (self.remove_link, self.remove)):
            link.setAccessibleName(f"{told.title} {told.supplier}を{link.text()}")
            link.clicked.connect(lambda _=False, signal=signal: signal.emit(self.supply_id))
            both.addWidget(link)
        layout.addLayout(both)
        self.question = Ask()
        layout.addWidget(self.question)
        layout.addWidget(Line())


class AddPanel(QWidget):
    """Energies to add: the common ones as buttons, all of them by search."""

    picked = Signal(str)

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self._model = model
        layout = column(self, spacing=12)
        layout.addWidget(Heading("追加する"))
        layout.addWidget(Note("契約先や車両が違うときは別々に追加し、呼び名で見分けます。"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.buttons: dict[str, SecondaryButton] = {}
        for number, energy in enumerate(supplies.common(model.knowledge)):
            button = SecondaryButton(f"＋ {supplies.short_name(energy)}")
            button.setAccessibleName(f"{energy.name}を追加する")
            button.clicked.connect(lambda _=False, energy=energy: self.picked.emit(energy.id))
            self.buttons[energy.id] = button
            grid.addWidget(button, number // 2, number % 2)
        layout.addLayout(grid)
        self.more = LinkButton("ほかのエネルギーを探す")
        self.more.clicked.connect(self._open)
        layout.addWidget(self.more)
        self.search: SearchList | None = None

    def _open(self) -> None:
        self.search = SearchList("エネルギーを探す", self._found)
        self.search.picked.connect(self.picked)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.search)
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        self.more.hide()

    def _found(self, text: str) -> list[Found]:
        return [Found(e.id, e.name, f"{e.group}　単位 {'・'.join(e.units)}") for e in supplies.search_energies(self._model.knowledge, text)]


class SuppliesPage(PageBody):
    """Sites as tabs; on the left what the chosen site uses, on the right what can be added or changed."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        layout = column(self, spacing=16)
        self.tabs = Tabs("事業所")
        self.tabs.picked.connect(self._show_site)
        self.from_file = SecondaryButton("ファイルから読み込む")
        self.from_file.setAccessibleDescription("使用量の表を読み込むと、まだ登録していないエネルギーも一緒に登録できます。")
        self.from_file.setToolTip(self.from_file.accessibleDescription())
        self.from_file.clicked.connect(lambda: self.go.emit(Place("imports")))
        ways = row(spacing=0)
        ways.addStretch(1)
        ways.addWidget(self.from_file)
        way = QWidget()
        way.setLayout(ways)
        layout.addWidget(Ends(self.tabs, way))
        self.missing = Body(NO_SITES)
        layout.addWidget(self.missing)
        self._list_card, self._panel_card = Card(spacing=8), Card()
        self._title = Heading("")
        self._list_card.body.addWidget(self._title)
        self._rows = column(spacing=8)
        self._list_card.body.addLayout(self._rows)
        self._none = Body("まだありません。「追加する」のボタンから追加します。")
        self._list_card.body.addWidget(self._none)
        layout.addWidget(Beside(self._list_card, self._panel_card, top=True))
        layout.addStretch(1)
        self.rows: dict[str, EntryRow] = {}
        self._shown: object = None
        self.panel: AddPanel | SupplyPanel = self._put_panel(None)
        self.refresh()

    @property
    def _year(self) -> int:
        base = self.model.case.plan.base_year
        return base if base is not None else fiscal_year_of(self.model.as_of) - 1

    @property
    def _site(self) -> Site | None:
        return self.model.case.site(self.tabs.value)

    def refresh(self) -> None:
        """Shows the model."""
        sites = self.model.case.sites
        self.tabs.put([(site.id, site.name or "名称未入力") for site in sites])
        self.tabs.setVisible(len(sites) > 1)
        for card in (self._list_card, self._panel_card):
            card.setVisible(bool(sites))
        self.missing.setVisible(not sites)
        self._show_rows()
        if isinstance(self.panel, SupplyPanel):
            if self.panel.supply is None or self.panel.supply.site_id != self.tabs.value:
                self.panel = self._put_panel(None)
            else:
                self.panel.refresh()

    def _show_rows(self) -> None:
        site = self._site
        case, knowledge = self.model.case, self.model.knowledge
        own = [supply for supply in case.supplies if site and supply.site_id == site.id]
        told = [supplies.words(case, knowledge, supply, self._year) for supply in own]
        state = (site and site.name, tuple(own), tuple(told))
        if state == self._shown:
            return
        self._shown = state
        self._title.set_text(f"{(site and site.name) or '名称未入力'}で使っているもの")
        clear(self._rows)
        self.rows = {}
        for supply, words in zip(own, told, strict=True):
            made = EntryRow(supply, words)
            made.change.connect(self.open_supply)
            made.remove.connect(self._remove)
            self._rows.addWidget(made)
            self.rows[supply.id] = made
        self._none.setVisible(not own)

    def _show_site(self) -> None:
        self.flush()
        self.panel = self._put_panel(None)
        self.refresh()

    def _put_panel(self, supply: EnergySupply | None) -> AddPanel | SupplyPanel:
        clear(self._panel_card.body)
        panel: AddPanel | SupplyPanel
        if supply is not None and supply.energy in self.model.knowledge.energies:
            panel = SupplyPanel(self.model, supply, self._year, self.problems)
            panel.done.connect(self._close_panel)
        else:
            panel = AddPanel(self.model)
            panel.picked.connect(self._add)
        self._panel_card.body.addWidget(panel)
        return panel

    def _close_panel(self) -> None:
        self.panel = self._put_panel(None)
        if isinstance(self.panel, AddPanel):
            next(iter(self.panel.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, energy_id: str) -> None:
        site, energy = self._site, self._energy(energy_id)
        if site is None:
            return
        case, supply = supplies.add(self.model.case, site.id, energy)
        if self.model.edit(case, f"{supplies.short_name(energy)}の追加"):
            self.open_supply(supply.id)

    def _energy(self, energy_id: str) -> Energy:
        return self.model.knowledge.energies[energy_id]

    def open_supply(self, supply_id: str, path: str = "") -> None:
        """Opens the entry of a supply on the right, with the keyboard in it (at the answer of `path`)."""
        self.flush()
        supply = self.model.case.supply(supply_id)
        if supply is None:
            return
        self.panel = self._put_panel(supply)
        self.refresh()
        if isinstance(self.panel, SupplyPanel):
            self.panel.focus_path(path)

    def flush(self) -> None:
        """Hands over what is still being typed."""
        if isinstance(self.panel, SupplyPanel):
            self.panel.flush()

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside the answers of the open entry."""
        if isinstance(self.panel, SupplyPanel):
            self.panel.field_set.show_problems(shown)

    def _remove(self, supply_id: str) -> None:
        supply = self.model.case.supply(supply_id)
        if supply is None:
            return
        count = len(supplies.records_of(self.model.case, supply_id))
        if not count:
            self._removed(supply_id)
            return
        made = self.rows[supply_id]
        made.question.ask(
            f"使用量が{count}件入っています。使用量も一緒に消しますか。",
            (("使用量も消す", lambda: self._removed(supply_id)), ("消さない", made.remove_link.setFocus)),
        )

    def _removed(self, supply_id: str) -> None:
        self.model.edit(remove_supply(self.model.case, supply_id, with_records=True), "エネルギーの削除")
        self.refresh()
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.change_link.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(self.panel, AddPanel):
            next(iter(self.panel.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_path(self, path: str) -> bool:
        """Opens the entry of `supplies.<id>…`."""
        names = path.split(".")
        supply = self.model.case.supply(names[1]) if names[0] == "supplies" and len(names) > 1 else None
        if supply is None:
            return False
        self.tabs.put([(site.id, site.name or "名称未入力") for site in self.model.case.sites], supply.site_id)
        self.open_supply(supply.id, path)
        return True

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the marks mean."""
        return (
            ("残差", "契約メニューが分からないとき、電力会社ごとに決められた「残差」の係数で計算します。"),
            ("代替値", "会社が分からないとき、または公表された一覧に載っていないときに使う、国の代替の係数です。"),
            ("暫定", "その年度の係数がまだそろっていないため、近い年度の係数で計算しています。"),
            ("自分の係数", "会社の資料で確かめて入力した係数です。出典を書類の根拠に残します。"),
            ("走行距離", "給油量が分からない車は、1台（または同じ燃費の車）ごとに追加し、単位でkmを選びます。"),
            ("売った電気", "太陽光などで売った電気は、使用量にもCO2にも入れず、結果の画面で別に示します。"),
        )
