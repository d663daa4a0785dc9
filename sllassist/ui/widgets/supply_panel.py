"""What a bill says about one energy: supplier, menu, unit, composition. Each choice is taken over at once.

Not for: the list of a site's energies (`sllassist.ui.pages.supplies`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from sllassist.case import paths
from sllassist.case.model import EnergySupply
from sllassist.flow import supplies
from sllassist.knowledge import Density, Energy, Supplier
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import Body, Heading, Note, SecondaryButton, StatusTag, column, row
from sllassist.ui.widgets.choices import Radio
from sllassist.ui.widgets.search_list import Found, SearchList

_FEW = 6
"""Up to this many answers are shown as buttons, more are searched."""
_UNKNOWN = "?"


class _Radios(QWidget):
    """Answers as radio buttons under a heading."""

    picked = Signal(str)

    def __init__(self, title: str, answers: Sequence[tuple[str, str]], *, beside: bool) -> None:
        super().__init__()
        layout = column(self, spacing=4)
        layout.addWidget(Heading(title, level=3))
        self._group = QButtonGroup(self)
        self.radios: dict[str, Radio] = {}
        line = row(spacing=24) if beside else column(spacing=0)
        for value, text in answers:
            radio = Radio(text)
            radio.setAccessibleDescription(title)
            radio.clicked.connect(lambda _=False, value=value: self.picked.emit(value))
            self._group.addButton(radio)
            self.radios[value] = radio
            line.addWidget(radio)
        if beside:
            line.addStretch(1)
        layout.addLayout(line)

    def check(self, value: str) -> None:
        """Marks the answer that holds, none when there is none of that value."""
        self._group.setExclusive(False)
        for own, radio in self.radios.items():
            radio.setChecked(own == value)
        self._group.setExclusive(True)


class SupplyPanel(QWidget):
    """The entry of one supply. `done` asks to close it."""

    done = Signal()

    def __init__(self, model: AppModel, supply: EnergySupply, fiscal_year: int) -> None:
        super().__init__()
        self.model = model
        self.supply_id = supply.id
        self._year = fiscal_year
        self.energy: Energy = model.knowledge.energies[supply.energy]
        self.search: SearchList | None = None
        self.menu_search: SearchList | None = None
        self.menus: _Radios | None = None
        self._menus_of: str | None = None
        layout = column(self, spacing=16)
        layout.addWidget(Heading(f"{self.energy.name}の内容"))
        self._supplier = column(spacing=8)
        layout.addLayout(self._supplier)
        self._supplier_line = Body("", measure=None)
        self.again = SecondaryButton("選び直す")
        self.unknown = SecondaryButton("分からない")
        if self.energy.supplier_kind != "none":
            self._add_supplier()
        self._menu_box = column(spacing=8)
        layout.addLayout(self._menu_box)
        self._tag = StatusTag()
        self._reason = Note("", measure=None)
        line = row(spacing=8)
        line.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._reason, 1)
        layout.addLayout(line)
        self.units = _Radios("請求書の単位", [(unit, unit) for unit in self.energy.units], beside=True)
        self.units.picked.connect(self._unit_picked)
        layout.addWidget(self.units)
        self.question = Ask()
        layout.addWidget(self.question)
        self.mix: _Radios | None = None
        if self.energy.density == "lpg":
            self._add_mix(layout)
        self.finish = SecondaryButton("この内容で決める")
        self.finish.clicked.connect(self.done)
        layout.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    @property
    def supply(self) -> EnergySupply | None:
        """The entry as it stands; None when it has been removed."""
        return self.model.case.supply(self.supply_id)

    # Supplier and menu

    def _add_supplier(self) -> None:
        self._supplier.addWidget(Heading(self._supplier_title, level=3))
        line = row(spacing=16)
        line.addWidget(self._supplier_line, 1)
        line.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.unknown.setAccessibleName(f"{self._supplier_title}は分からない")
        self.unknown.hide()
        self._supplier.addLayout(line)
        self.again.clicked.connect(self._open_search)
        self.unknown.clicked.connect(lambda: self._supplier_picked(_UNKNOWN))

    @property
    def _supplier_title(self) -> str:
        return "電力会社" if self.energy.supplier_kind == "electricity" else "ガス会社"

    def _open_search(self) -> None:
        if self.search is None:
            self.search = SearchList(
                f"{self._supplier_title}を探す", self._found_suppliers, hint="請求書にある会社の名前の一部を入力します。"
            )
            self.search.picked.connect(self._supplier_picked)
            self._supplier.addWidget(self.search)
        self.unknown.show()
        self.search.setFocus(Qt.FocusReason.TabFocusReason)
        self.again.hide()

    def _found_suppliers(self, text: str) -> Sequence[Found]:
        kind = self.energy.supplier_kind
        if kind == "none":
            return ()
        found = self.model.knowledge.search_suppliers(kind, text, self._year)
        return [Found(s.id, s.name, f"{s.id}　メニュー {len(s.menus)}種類" if s.menus else s.id) for s in found]

    def _supplier_picked(self, value: str) -> None:
        supply, kind = self.supply, self.energy.supplier_kind
        if supply is None or kind == "none":
            return
        chosen: Supplier | None = None if value == _UNKNOWN else self.model.knowledge.supplier(kind, value, self._year)
        self.model.edit(supplies.choose_supplier(self.model.case, supply, chosen), f"{self._supplier_title}の選択")
        self._close_search()
        self.refresh()
        target = next(iter(self.menus.radios.values()), None) if self.menus else self.menu_search
        (target or self.finish).setFocus(Qt.FocusReason.TabFocusReason)

    def _close_search(self) -> None:
        if self.search is not None:
            self.search.hide()
            self.search.deleteLater()
            self.search = None
        self.unknown.hide()

    def _show_menus(self, supply: EnergySupply) -> None:
        chosen = supplies.supplier_of(self.model.knowledge, supply, self._year)
        key = chosen.id if chosen else None
        if key != self._menus_of:
            self._menus_of = key
            clear(self._menu_box)
            self.menus = self.menu_search = None
            if chosen and len(chosen.menus) > _FEW:
                self._add_menu_search(chosen)
            elif chosen and chosen.menus:
                answers = [*((menu, menu) for menu in chosen.menus), (_UNKNOWN, "メニューは分からない")]
                self.menus = _Radios("契約メニュー", answers, beside=False)
                self.menus.picked.connect(self._menu_picked)
                self._menu_box.addWidget(self.menus)
        if self.menus is not None:
            self.menus.check(supply.menu or (_UNKNOWN if f"supplies.{supply.id}.menu" in self.model.case.dont_know else ""))

    def _add_menu_search(self, chosen: Supplier) -> None:
        answers = [*((menu, menu) for menu in chosen.menus), (_UNKNOWN, "メニューは分からない")]

        def found(text: str) -> Sequence[Found]:
            return [Found(value, name) for value, name in answers if text.casefold() in name.casefold()]

        self.menu_search = SearchList("契約メニュー", found, hint=f"{chosen.name}のメニューから選びます。")
        self.menu_search.picked.connect(self._menu_picked)
        self._menu_box.addWidget(self.menu_search)

    def _menu_picked(self, value: str) -> None:
        path = f"supplies.{self.supply_id}.menu"
        if self.supply is None:
            return
        case = paths.put_dont_know(self.model.case, path) if value == _UNKNOWN else paths.put(self.model.case, path, value)
        self.model.edit(case, "契約メニューの選択")
        self.refresh()

    # Unit and composition

    def _unit_picked(self, unit: str) -> None:
        supply = self.supply
        if supply is None or unit == supply.unit:
            return
        old = supply.unit
        count = sum(1 for record in supplies.records_of(self.model.case, supply.id) if record.unit == old)
        if not count:
            self._change_unit(unit, restate=False)
            return
        self.question.ask(
            f"使用量が{count}件入っています。入力した数字は、{old}と{unit}のどちらで書かれたものですか。",
            (
                (f"{unit}の数字だった", lambda: self._change_unit(unit, restate=True)),
                (f"{old}の数字のまま残す", lambda: self._change_unit(unit, restate=False)),
                ("単位を変えない", self.refresh),
            ),
        )

    def _change_unit(self, unit: str, *, restate: bool) -> None:
        supply = self.supply
        if supply is not None:
            self.model.edit(supplies.change_unit(self.model.case, supply, unit, restate=restate), "単位の変更")
        self.refresh()
        self.units.radios[unit].setFocus(Qt.FocusReason.OtherFocusReason)

    def _densities(self) -> list[Density]:
        return [density for density in self.model.knowledge.lpg_densities.values() if density.per in self.energy.units]

    def _add_mix(self, layout: object) -> None:
        answers = [(d.id, d.name + ("（未確認）" if d.status == "未確認" else "")) for d in self._densities() if d.per == "m3"]
        self.mix = _Radios("ガスの組成（m3を重さに直すときに使います）", answers, beside=False)
        self.mix.picked.connect(self._mix_picked)
        assert hasattr(layout, "addWidget")
        layout.addWidget(self.mix)

    def _mix_picked(self, value: str) -> None:
        if self.supply is not None:
            self.model.edit(paths.put(self.model.case, f"supplies.{self.supply_id}.gas_mix", value), "ガスの組成の選択")
        self.refresh()

    # Showing

    def refresh(self) -> None:
        """Shows the model."""
        supply = self.supply
        if supply is None:
            return
        told = supplies.words(self.model.case, self.model.knowledge, supply, self._year)
        if self.energy.supplier_kind != "none":
            menu = f" {supply.menu}" if supply.menu else ""
            self._supplier_line.set_text(told.supplier.removesuffix(menu) if supply.supplier else told.supplier)
            answered = supply.supplier is not None or f"supplies.{supply.id}.supplier" in self.model.case.dont_know
            self.again.setVisible(answered and self.search is None)
            if not answered and self.search is None:
                self._open_search()
            self._show_menus(supply)
        self._reason.set_text(told.reason)
        self._tag.setVisible(bool(told.marks))
        self._tag.set_word("・".join(told.marks), "warn")
        self.units.check(supply.unit)
        if self.mix is not None:
            first = next(iter(self.mix.radios), "")
            self.mix.check(supply.gas_mix or first)
            self.mix.setVisible(supply.unit in ("m3", "千m3"))

    def focus_start(self) -> None:
        """Puts the keyboard on the first thing to answer."""
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.again.isVisibleTo(self):
            self.again.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            supply = self.supply
            radio = self.units.radios.get(supply.unit if supply else "") or next(iter(self.units.radios.values()))
            radio.setFocus(Qt.FocusReason.TabFocusReason)
