"""What a bill says about one energy: supplier, menu, unit, state of the gas, factor. Each answer is taken over at once.

Not for: the list of a site's energies (`sllassist.ui.pages.supplies`).
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sllassist.case import paths
from sllassist.case.model import EnergySupply
from sllassist.case.problems import Problem
from sllassist.flow import supplies
from sllassist.knowledge import Density, Energy, Supplier
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import Banner, Body, Heading, Note, SecondaryButton, StatusTag, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.own_factor import OwnBox, OwnFactorBox
from sllassist.ui.widgets.radio_group import RadioGroup
from sllassist.ui.widgets.search_list import Found, SearchList

_FEW = 6
"""Up to this many answers are shown as buttons, more are searched."""
_UNKNOWN = "?"
_NO_MENU = "メニューは分からない"
ZERO = "このメニューの係数は0です。請求書の契約メニューと同じか確かめてください。"
_DISTANCE = "km（走行距離で入力する）"
_BY_VOLUME = ("m3", "千m3")


class SupplyPanel(QWidget):
    """The entry of one supply. `done` asks to close it."""

    done = Signal()

    def __init__(
        self, model: AppModel, supply: EnergySupply, fiscal_year: int, problems: Callable[[], Iterable[Problem]]
    ) -> None:
        """`problems` gives all problems of the page as they are now."""
        super().__init__()
        self.model = model
        self._problems = problems
        self.field_set = FieldSet(model, problems)
        self.supply_id = supply.id
        self._year = fiscal_year
        self.energy: Energy = model.knowledge.energies[supply.energy]
        self.search: SearchList | None = None
        self.menu_search: SearchList | None = None
        self.menus: RadioGroup | None = None
        self._menus_of: str | None = None
        self._picks_menu = False
        layout = column(self, spacing=16)
        self._heading = Heading("")
        layout.addWidget(self._heading)
        self._supplier = column(spacing=8)
        layout.addLayout(self._supplier)
        self._supplier_line = Body("", measure=None)
        self.again = SecondaryButton("選び直す")
        self.unknown = SecondaryButton("分からない")
        if self.energy.supplier_kind != "none":
            self._add_supplier()
        self._menu_box = column(spacing=8)
        layout.addLayout(self._menu_box)
        self.zero = Banner("warn", ZERO)
        layout.addWidget(self.zero)
        self._tag = StatusTag()
        self._reason = Note("", measure=None)
        line = row(spacing=8)
        line.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._reason, 1)
        layout.addLayout(line)
        self.own: OwnFactorBox | None = None
        if supplies.takes_own_factor(model.knowledge, supply, fiscal_year):
            self.own = OwnFactorBox(model, supply.id, self.energy, self.field_set)
            self.own.changed.connect(self.refresh)
            layout.addWidget(self.own)
        self.figures: dict[str, OwnBox] = {}
        if self.energy.supplier_kind == "city_gas":
            self._add_figure(layout, "own_heat")
        self._add_units(layout)
        self.mix: RadioGroup | None = None
        if self.energy.density == "lpg":
            self._add_mix(layout)
            self._add_figure(layout, "own_density")
        self._state_box = column(spacing=0)
        layout.addLayout(self._state_box)
        self.states: RadioGroup | None = None
        self._add_fields(layout)
        self.wrong = Body("", measure=None)
        self.wrong.setProperty("role", "error")
        layout.addWidget(self.wrong)
        self.wrong.hide()
        self.finish = SecondaryButton("この内容で決める")
        self.finish.clicked.connect(self._finish)
        layout.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)
        self.field_set.show_problems(False)
        self.refresh()

    def _add_units(self, layout: QVBoxLayout) -> None:
        answers = [(unit, _DISTANCE if unit == "km" else unit) for unit in self.energy.units]
        self.units = RadioGroup("請求書の単位", answers, per_row=4, heading=True)
        self.units.picked.connect(self._unit_picked)
        layout.addWidget(self.units)
        self.question = Ask()
        layout.addWidget(self.question)

    def _add_figure(self, layout: QVBoxLayout, kind: str) -> None:
        """What the supplier may have told instead of the table."""
        self.figures[kind] = OwnBox(self.model, self.supply_id, kind, self.field_set)
        self.figures[kind].changed.connect(self.refresh)
        layout.addWidget(self.figures[kind])

    def _add_fields(self, layout: QVBoxLayout) -> None:
        """What is typed: fuel economy of a vehicle, contract of power, and a name to tell the entry apart by."""
        supply = self.model.case.supply(self.supply_id)
        assert supply is not None
        self._economy = f"supplies.{supply.id}.km_per_litre"
        if "km" in self.energy.units:
            layout.addWidget(self.field_set.add(self._economy))
        if supplies.takes_contract(self.model.knowledge, supply):
            layout.addWidget(self.field_set.add(f"supplies.{supply.id}.contract_kw"))
        layout.addWidget(self.field_set.add(f"supplies.{supply.id}.name"))

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
        found = supplies.search_suppliers(self.model.knowledge, kind, text, self._year)
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
                answers = [*((menu, self._menu_words(menu, chosen)) for menu in chosen.menus), (_UNKNOWN, _NO_MENU)]
                self.menus = RadioGroup("契約メニュー", answers, heading=True)
                self.menus.picked.connect(self._menu_picked)
                self._menu_box.addWidget(self.menus)
        answer = supply.menu or (_UNKNOWN if f"supplies.{supply.id}.menu" in self.model.case.dont_know else "")
        if self.menus is not None:
            self.menus.check(answer)
        if self.menu_search is not None and chosen is not None:
            self._menu_line.set_text(_NO_MENU if answer == _UNKNOWN else self._menu_words(answer, chosen))
            self._menu_chosen.setVisible(bool(answer) and not self._picks_menu)
            self.menu_search.setVisible(not answer or self._picks_menu)

    def _menu_words(self, menu: str, chosen: Supplier) -> str:
        told = supplies.menu_factors(self.model.knowledge, chosen).get(menu, "")
        return f"{menu}　{told}" if told else menu

    def _add_menu_search(self, chosen: Supplier) -> None:
        told = supplies.menu_factors(self.model.knowledge, chosen)
        answers = [*((menu, menu) for menu in chosen.menus), (_UNKNOWN, _NO_MENU)]
        self._picks_menu = False
        self._menu_chosen = QWidget()
        said = column(self._menu_chosen, spacing=8)
        said.addWidget(Heading("契約メニュー", level=3))
        line = row(spacing=16)
        said.addLayout(line)
        self._menu_line = Body("", measure=None)
        self.menu_again = SecondaryButton("選び直す")
        self.menu_again.setAccessibleName("契約メニューを選び直す")
        self.menu_again.clicked.connect(self._open_menus)
        line.addWidget(self._menu_line, 1)
        line.addWidget(self.menu_again, 0, Qt.AlignmentFlag.AlignTop)
        self._menu_box.addWidget(self._menu_chosen)

        def found(text: str) -> Sequence[Found]:
            return [Found(value, name, told.get(value, "")) for value, name in answers if text.casefold() in name.casefold()]

        self.menu_search = SearchList("契約メニュー", found, hint=f"{chosen.name}のメニューから選びます。")
        self.menu_search.picked.connect(self._menu_picked)
        self._menu_box.addWidget(self.menu_search)

    def _open_menus(self) -> None:
        self._picks_menu = True
        self.refresh()
        if self.menu_search is not None:
            self.menu_search.edit.clear()
            self.menu_search.setFocus(Qt.FocusReason.TabFocusReason)

    def _menu_picked(self, value: str) -> None:
        path = f"supplies.{self.supply_id}.menu"
        if self.supply is None:
            return
        self._picks_menu = False
        case = paths.put_dont_know(self.model.case, path) if value == _UNKNOWN else paths.put(self.model.case, path, value)
        self.model.edit(case, "契約メニューの選択")
        self.refresh()
        if self.menu_search is not None:
            self.menu_again.setFocus(Qt.FocusReason.OtherFocusReason)

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
        if unit == "km":
            self.field_set.focus(self._economy)
        else:
            self.units.radios[unit].setFocus(Qt.FocusReason.OtherFocusReason)

    def _densities(self) -> list[Density]:
        return [density for density in self.model.knowledge.lpg_densities.values() if density.per in self.energy.units]

    def _add_mix(self, layout: QVBoxLayout) -> None:
        answers = [(d.id, d.name + ("（未確認）" if d.status == "未確認" else "")) for d in self._densities() if d.per == "m3"]
        self.mix = RadioGroup("ガスの組成（m3を重さに直すときに使います）", answers, heading=True)
        self.mix.picked.connect(self._mix_picked)
        layout.addWidget(self.mix)

    def _mix_picked(self, value: str) -> None:
        if self.supply is not None:
            self.model.edit(paths.put(self.model.case, f"supplies.{self.supply_id}.gas_mix", value), "ガスの組成の選択")
        self.refresh()

    def _show_states(self, supply: EnergySupply) -> None:
        """The states a gas may be metered in, where they make a difference."""
        found = supplies.gas_states(self.model.knowledge, supply, self._year)
        if bool(found) != (self.states is not None):
            clear(self._state_box)
            self.states = None
            if found:
                answers = [*((state.id, state.name) for state in found), (_UNKNOWN, "分からない（請求書の体積をそのまま使う）")]
                hint = "検針票や契約書の「供給圧力」で分かります。ふつうの事業所は低圧です。"
                self.states = RadioGroup("ガスの計量の状態", answers, hint=hint, heading=True)
                self.states.picked.connect(self._state_picked)
                self._state_box.addWidget(self.states)
        if self.states is not None:
            unknown = f"supplies.{supply.id}.gas_state" in self.model.case.dont_know
            self.states.check(supply.gas_state or (_UNKNOWN if unknown else ""))

    def _state_picked(self, value: str) -> None:
        path = f"supplies.{self.supply_id}.gas_state"
        if self.supply is None:
            return
        case = paths.put_dont_know(self.model.case, path) if value == _UNKNOWN else paths.put(self.model.case, path, value)
        self.model.edit(case, "ガスの計量の状態の選択")
        self.refresh()

    # Showing

    def refresh(self) -> None:
        """Shows the model."""
        supply = self.supply
        if supply is None:
            return
        self._heading.set_text(f"{supply.called(self.energy.name)}の内容")
        told = supplies.words(self.model.case, self.model.knowledge, supply, self._year)
        if self.energy.supplier_kind != "none":
            menu = f" {supply.menu}" if supply.menu else ""
            self._supplier_line.set_text(told.supplier.removesuffix(menu) if supply.supplier else told.supplier)
            answered = supply.supplier is not None or f"supplies.{supply.id}.supplier" in self.model.case.dont_know
            self.again.setVisible(answered and self.search is None)
            if not answered and self.search is None:
                self._open_search()
            self._show_menus(supply)
        self.zero.setVisible(supplies.is_zero(self.model.knowledge, supply, self._year))
        self._reason.set_text(told.reason)
        self._reason.setVisible(bool(told.reason))
        self._tag.setVisible(bool(told.marks))
        self._tag.set_word("・".join(told.marks), "warn")
        self.units.check(supply.unit)
        if self.mix is not None:
            first = next(iter(self.mix.radios), "")
            self.mix.check(supply.gas_mix or first)
            self.mix.setVisible(supply.unit in _BY_VOLUME and supply.own_density is None)
        for kind, box in self.figures.items():
            box.setVisible(kind in supplies.own_figures(self.model.knowledge, supply))
            box.refresh()
        self._show_states(supply)
        if self._economy in self.field_set.fields:
            self.field_set.fields[self._economy].setVisible(supply.unit == "km")
        if self.own is not None:
            self.own.refresh()
        self.field_set.refresh()
        if not self.field_set_problems():
            self.wrong.hide()

    def field_set_problems(self) -> list[Problem]:
        """What is to mend in this entry."""
        own = f"supplies.{self.supply_id}"
        return [p for p in self._problems() if p.level == "error" and (p.path == own or p.path.startswith(f"{own}."))]

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self.field_set.flush()

    def focus_path(self, path: str) -> None:
        """Puts the keyboard on the answer of a Case path, else on the first thing to answer."""
        names = path.split(".")[2:]
        if self.own is not None and names[:1] == ["own_factor"]:
            if not self.field_set.focus(path) or names[-1] == "own_factor":
                self.own.focus()
        elif names[:1] and names[0] in self.figures:
            if len(names) == 1 or not self.field_set.focus(path):
                self.figures[names[0]].focus()
        elif names == ["unit"]:
            self.units.focus()
        elif names == ["gas_state"] and self.states is not None:
            self.states.focus()
        elif not (names and self.field_set.focus(path)):
            self.focus_start()

    def _finish(self) -> None:
        """Closes the entry; what is to mend first is shown beside its answer."""
        self.flush()
        wrong = self.field_set_problems()
        if not wrong:
            self.done.emit()
            return
        self.field_set.show_problems(True)
        if wrong[0].path not in self.field_set.fields:
            self.wrong.set_text(wrong[0].message)
            self.wrong.show()
        self.focus_path(wrong[0].path)

    def focus_start(self) -> None:
        """Puts the keyboard on the first thing to answer."""
        if self.search is not None:
            self.search.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.again.isVisibleTo(self):
            self.again.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.units.focus()
