"""Saying which energies a site uses: adding, choosing supplier and menu, units, removing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, confirm, focused, press, settle, type_keys

from sllassist.case.edits import put_record
from sllassist.case.model import Case, EnergySupply, Site
from sllassist.flow import supplies
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.pages.supplies import AddPanel, SuppliesPage
from sllassist.ui.widgets.basic import Heading, Note
from sllassist.ui.widgets.supply_panel import SupplyPanel
from sllassist.ui.window import Window


class Screen:
    """The page, as a user has it."""

    def __init__(self, window: Window) -> None:
        body = window.page_body
        assert isinstance(body, SuppliesPage)
        assert window.model is not None
        self.window, self.body, self.model = window, body, window.model

    @property
    def panel(self) -> SupplyPanel:
        assert isinstance(self.body.panel, SupplyPanel)
        return self.body.panel

    @property
    def supplies(self) -> tuple[EnergySupply, ...]:
        return self.model.case.supplies

    def add(self, name: str) -> None:
        click(button(self.body, name))
        settle()


def open_page(window: Window, case: Case) -> Screen:
    assert window.model is not None
    window.model.edit(case, "用意")
    window.show_place(Place("supplies"))
    settle()
    return Screen(window)


@pytest.fixture
def page(window: Window) -> Screen:
    case = window.model.case if window.model else Case()
    return open_page(window, case.model_copy(update={"sites": (Site(id="a", name="本社"), Site(id="b", name="倉庫"))}))


def test_common_energies_are_one_press_away_and_open_for_details(page: Screen) -> None:
    page.add("灯油を追加する")
    (only,) = page.supplies
    assert (only.site_id, only.energy, only.unit) == ("a", "kerosene", "L")
    assert page.panel.units.radios["L"].isChecked()
    assert focused() is page.panel.units.radios["L"]


def test_the_other_energies_are_found_by_search(page: Screen) -> None:
    click(button(page.body, "ほかのエネルギーを探す"))
    assert isinstance(page.body.panel, AddPanel)
    search = page.body.panel.search
    assert search is not None
    confirm(search.edit, "コークス炉")
    press(Qt.Key.Key_Return)
    settle()
    assert [supply.energy for supply in page.supplies] == ["cog"]


def test_a_retailer_is_searched_and_its_menu_chosen(page: Screen) -> None:
    page.add("電気（電力会社から買った分）を追加する")
    search = page.panel.search
    assert search is not None
    assert focused() is search.edit
    confirm(search.edit, "中部電力ミライズ")
    press(Qt.Key.Key_Return)
    settle()
    (only,) = page.supplies
    assert only.supplier == "A0270"
    assert page.panel.menus is not None
    residual = next(radio for name, radio in page.panel.menus.radios.items() if "残差" in name)
    click(residual)
    assert "残差" in (page.supplies[0].menu or "")
    assert "中部電力ミライズ" in page.body.rows[only.id].change_link.accessibleName()


def test_an_unknown_retailer_is_an_answer_and_says_what_follows(page: Screen) -> None:
    page.add("電気（電力会社から買った分）を追加する")
    click(page.panel.unknown)
    settle()
    (only,) = page.supplies
    assert only.supplier is None
    assert f"supplies.{only.id}.supplier" in page.model.case.dont_know
    row = page.body.rows[only.id]
    assert "代替値" in " ".join(label.text() for label in row.findChildren(type(page.panel._tag)))
    assert "代替値" in page.panel._reason.plain


def test_another_retailer_drops_the_old_ones_menu(page: Screen) -> None:
    page.add("電気（電力会社から買った分）を追加する")
    model: AppModel = page.model
    first = page.supplies[0]
    chosen = first.model_copy(update={"supplier": "A0270", "menu": "メニューB(残差)"})
    model.edit(model.case.model_copy(update={"supplies": (chosen,)}), "用意")
    settle()
    click(page.panel.again)
    assert page.panel.search is not None
    confirm(page.panel.search.edit, "丸紅新電力")
    press(Qt.Key.Key_Return)
    settle()
    assert page.supplies[0].supplier not in (None, "A0270")
    assert page.supplies[0].menu is None


def test_each_site_has_its_own_list(page: Screen) -> None:
    page.add("灯油を追加する")
    page.body.tabs.setFocus()
    press(Qt.Key.Key_Right)
    settle()
    assert page.body.tabs.value == "b"
    assert page.body.rows == {}
    page.add("軽油を追加する")
    assert [(s.site_id, s.energy) for s in page.supplies] == [("a", "kerosene"), ("b", "diesel")]


def test_an_energy_without_figures_goes_at_once_and_comes_back_by_undo(page: Screen) -> None:
    page.add("灯油を追加する")
    click(page.body.rows[page.supplies[0].id].remove_link)
    settle()
    assert page.supplies == ()
    page.model.undo()
    settle()
    assert len(page.supplies) == 1
    assert len(page.body.rows) == 1


def with_figures(page: Screen) -> EnergySupply:
    page.add("灯油を追加する")
    (only,) = page.supplies
    page.model.edit(put_record(page.model.case, (only.id, 2025, 4), Decimal(120), "L"), "用意")
    settle()
    return only


def test_an_energy_with_figures_is_removed_only_after_one_plain_question(page: Screen) -> None:
    only = with_figures(page)
    row = page.body.rows[only.id]
    click(row.remove_link)
    assert "使用量が1件" in row.question.text
    assert focused().text() == "消さない"
    press(Qt.Key.Key_Escape)
    assert len(page.supplies) == len(page.model.case.records) == 1
    click(row.remove_link)
    click(button(row, "使用量も消す"))
    settle()
    assert page.supplies == page.model.case.records == ()
    page.model.undo()
    assert len(page.model.case.records) == 1


@pytest.mark.parametrize(
    ("answer", "unit", "quantity", "record_unit"),
    [("kLの数字だった", "kL", 120, "kL"), ("Lの数字のまま残す", "kL", 120, "L"), ("単位を変えない", "L", 120, "L")],
)
def test_a_new_unit_asks_what_the_figures_meant(page: Screen, answer: str, unit: str, quantity: int, record_unit: str) -> None:
    with_figures(page)
    click(page.panel.units.radios["kL"])
    settle()
    click(button(page.panel, answer))
    settle()
    (record,) = page.model.case.records
    assert page.supplies[0].unit == unit
    assert (record.quantity, record.unit) == (quantity, record_unit)
    assert page.panel.units.radios[unit].isChecked()


def test_the_mix_of_lp_gas_is_asked_only_for_volumes(page: Screen) -> None:
    page.add("LPガス（プロパンガス）を追加する")
    assert page.panel.mix is not None
    assert page.panel.mix.isVisible()
    click(page.panel.mix.radios["propane"])
    assert page.supplies[0].gas_mix == "propane"
    click(page.panel.units.radios["kg"])
    settle()
    assert not page.panel.mix.isVisible()


def test_a_problem_leads_to_its_entry(page: Screen) -> None:
    page.add("灯油を追加する")
    only = page.supplies[0]
    click(page.panel.finish)
    settle()
    page.window.show_place(Place("hub"))
    page.window.show_place(Place("supplies", focus=f"supplies.{only.id}.unit"))
    settle()
    assert page.panel.supply_id == only.id


def test_without_sites_the_page_says_where_to_begin(window: Window) -> None:
    page = open_page(window, window.model.case if window.model else Case())
    assert page.body.missing.isVisible()
    assert "事業所を登録" in page.body.missing.plain


def test_keyboard_alone_adds_an_energy_with_its_unit(page: Screen) -> None:
    assert isinstance(page.body.panel, AddPanel)
    page.body.panel.buttons["kerosene"].setFocus()
    press(Qt.Key.Key_Return)
    settle()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert page.supplies[0].unit == "kL"
    page.panel.finish.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert isinstance(page.body.panel, AddPanel)


# --- a factor of the firm's own -------------------------------------------------------------------------------------------


def power(page: Screen) -> EnergySupply:
    page.add("電気（電力会社から買った分）を追加する")
    click(page.panel.unknown)
    settle()
    return page.supplies[0]


def test_an_own_factor_is_entered_by_keyboard_and_takes_the_place_of_the_list(page: Screen) -> None:
    only = power(page)
    assert page.panel.own is not None
    page.panel.own.open_link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert focused() is page.panel.own.units.radios["kWh"]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_keys("0.421 kg-CO2")
    press(Qt.Key.Key_Tab)
    settle()
    assert page.panel.own.same_link.isVisible()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    settle()
    assert "出典" in page.panel.own.told.plain
    assert page.supplies[0].own_factor is None
    type_keys("denki 2025")
    press(Qt.Key.Key_Tab)
    settle()
    own = page.supplies[0].own_factor
    assert own is not None
    assert (own.basic_t, own.adjusted_t, own.unit, own.source) == (Decimal("0.000421"), Decimal("0.000421"), "kWh", "denki 2025")
    assert "0.421 kg-CO2/kWh" in page.panel.own.told.plain.replace("0.421000", "0.421")
    assert "自分の係数" in page.panel._tag.text()
    factor = page.model.knowledge.factor(only.energy, None, None, 2025, own)
    assert page.panel._reason.plain == factor.reason


def test_going_back_to_the_list_is_one_step_that_undo_takes_back(page: Screen) -> None:
    from sllassist.case.model import OwnFactor

    only = power(page)
    own = OwnFactor(basic_t=Decimal("0.0004"), adjusted_t=Decimal("0.0003"), unit="kWh", source="資料")
    page.model.edit(page.model.case.model_copy(update={"supplies": (only.model_copy(update={"own_factor": own}),)}), "用意")
    settle()
    click(button(page.panel, "一覧の係数に戻す"))
    settle()
    assert page.supplies[0].own_factor is None
    assert button(page.panel, "自分の係数を入力する").isVisible()
    page.model.undo()
    settle()
    assert page.supplies[0].own_factor == own
    assert "0.0004" in page.panel.field_set.fields[f"supplies.{only.id}.own_factor.basic_t"].edit.text()  # type: ignore[attr-defined]


def test_an_unfinished_factor_survives_leaving_and_is_asked_for_before_the_entry_closes(page: Screen) -> None:
    only = power(page)
    click(button(page.panel, "自分の係数を入力する"))
    page.panel.field_set.focus(f"supplies.{only.id}.own_factor.basic_t")
    type_keys("0.4")
    page.window.show_place(Place("hub"))
    page.window.show_place(Place("supplies"))
    settle()
    page.body.open_supply(only.id)
    settle()
    assert "係数が途中" in page.panel._tag.text()
    click(page.panel.finish)
    settle()
    field = page.panel.field_set.fields[f"supplies.{only.id}.own_factor.adjusted_t"]
    assert field.problem is not None
    assert "調整後排出係数を入力" in field.problem.message
    assert "調整後排出係数を入力" in field.control.accessibleDescription()


def test_a_factor_in_kilograms_taken_for_tonnes_is_questioned(page: Screen) -> None:
    only = power(page)
    click(button(page.panel, "自分の係数を入力する"))
    click(page.panel.own.units.radios["kWh"])  # type: ignore[union-attr]
    for name, text in (("basic_t", "0.421"), ("adjusted_t", "0.421"), ("source", "a")):
        page.panel.field_set.focus(f"supplies.{only.id}.own_factor.{name}")
        type_keys(text)
    page.body.flush()
    settle()
    told = [problem.message for problem in page.body.problems()]
    assert any("大きすぎます" in message and "1,000で割って" in message for message in told)


# --- vehicles, gas, contracts, power made ----------------------------------------------------------------------------------


def test_a_vehicle_by_distance_asks_for_its_economy(page: Screen) -> None:
    page.add("ガソリンを追加する")
    only = page.supplies[0]
    economy = page.panel.field_set.fields[f"supplies.{only.id}.km_per_litre"]
    assert not economy.isVisible()
    click(page.panel.units.radios["km"])
    settle()
    assert economy.isVisible()
    assert focused() is economy.control
    click(page.panel.finish)
    settle()
    assert economy.problem is not None
    assert "燃費を入力" in economy.problem.message
    economy.control.setFocus()
    type_keys("12.5km/L")
    press(Qt.Key.Key_Tab)
    settle()
    assert page.supplies[0].km_per_litre == Decimal("12.5")
    click(page.panel.finish)
    settle()
    assert isinstance(page.body.panel, AddPanel)
    texts = " ".join(label.plain for label in page.body.rows[only.id].findChildren(Note))
    assert "燃費 12.5 km/L" in texts


def test_the_state_of_gas_is_asked_for_metered_volumes_only(page: Screen) -> None:
    page.add("都市ガスを追加する")
    click(page.panel.unknown)
    settle()
    assert page.panel.states is not None
    click(page.panel.states.radios["medium_pressure"])
    assert page.supplies[0].gas_state == "medium_pressure"
    click(page.panel.units.radios["Nm3"])
    settle()
    assert page.panel.states is None
    click(page.panel.units.radios["m3"])
    settle()
    assert page.panel.states.radios["medium_pressure"].isChecked()
    click(page.panel.states.radios["?"])
    assert page.supplies[0].gas_state is None
    assert f"supplies.{page.supplies[0].id}.gas_state" in page.model.case.dont_know


def test_the_contract_is_taken_with_its_unit(page: Screen) -> None:
    only = power(page)
    page.panel.field_set.focus(f"supplies.{only.id}.contract_kw")
    type_keys("48 kW")
    press(Qt.Key.Key_Tab)
    settle()
    assert page.supplies[0].contract_kw == 48


def test_power_sold_is_said_to_stay_apart(page: Screen) -> None:
    page.add("売った電気（太陽光などの自家発電のうち電力会社に売った分）を追加する")
    assert "合計に入れません" in page.panel._tag.text()
    assert "差し引くこともしません" in page.panel._reason.plain
    assert page.panel.own is None


def test_menus_show_their_published_factor_and_a_zero_is_questioned(page: Screen) -> None:
    page.add("電気（電力会社から買った分）を追加する")
    assert page.panel.search is not None
    confirm(page.panel.search.edit, "中部電力ミライズ")
    press(Qt.Key.Key_Return)
    settle()
    menus = page.panel.menus
    assert menus is not None
    texts = {value: radio.text() for value, radio in menus.radios.items()}
    assert texts["メニューA"] == "メニューA　0 kg-CO2/kWh"
    assert texts["メニューB(残差)"] == "メニューB(残差)　0.411 kg-CO2/kWh"
    assert not page.panel.zero.isVisible()
    click(menus.radios["メニューA"])
    settle()
    assert page.panel.zero.isVisible()
    assert "係数は0です" in page.panel.zero.text
    click(menus.radios["メニューB(残差)"])
    settle()
    assert not page.panel.zero.isVisible()


def many_menus(page: Screen) -> str:
    """Opens power from a retailer with more menus than are shown as buttons; the name of one of them."""
    knowledge = page.model.knowledge
    chosen = next(s for s in supplies.search_suppliers(knowledge, "electricity", "", page.body._year) if len(s.menus) > 6)
    page.add("電気（電力会社から買った分）を追加する")
    search = page.panel.search
    assert search is not None
    confirm(search.edit, chosen.name)
    press(Qt.Key.Key_Return)
    settle()
    if page.panel.menu_search is None:  # several retailers with that name in theirs
        press(Qt.Key.Key_Return)
        settle()
    return chosen.menus[1]


def test_the_list_of_many_menus_closes_once_one_is_chosen(page: Screen) -> None:
    menu = many_menus(page)
    search = page.panel.menu_search
    assert search is not None
    assert focused() is search.edit
    confirm(search.edit, menu)
    press(Qt.Key.Key_Return)
    settle()
    assert page.supplies[0].menu == menu
    assert not search.isVisible()
    assert page.panel._menu_line.plain.startswith(menu)
    assert focused() is page.panel.menu_again
    press(Qt.Key.Key_Return)  # 選び直す
    assert search.isVisible()
    assert focused() is search.edit
    assert len(search.items) > 7
    confirm(search.edit, "分からない")
    press(Qt.Key.Key_Return)
    settle()
    assert not search.isVisible()
    assert page.supplies[0].menu is None
    assert page.panel._menu_line.plain == "メニューは分からない"


def test_a_chosen_menu_is_shown_without_its_list_when_the_entry_is_opened_again(page: Screen) -> None:
    menu = many_menus(page)
    search = page.panel.menu_search
    assert search is not None
    confirm(search.edit, menu)
    press(Qt.Key.Key_Return)
    settle()
    click(page.panel.finish)
    settle()
    click(page.body.rows[page.supplies[0].id].change_link)
    settle()
    assert page.panel.menu_search is not None
    assert not page.panel.menu_search.isVisible()
    assert page.panel.menu_again.isVisible()


def test_a_file_can_be_read_from_here(page: Screen) -> None:
    click(button(page.body, "ファイルから読み込む"))
    settle()
    assert page.window.place == Place("imports")


def test_a_gas_supplier_s_own_density_is_entered_by_keyboard_and_shown_the_other_ways_round(page: Screen) -> None:
    page.add("LPガス（プロパンガス）を追加する")
    box = page.panel.figures["own_density"]
    box.open_link.setFocus()
    press(Qt.Key.Key_Return)
    assert focused().accessibleName() == "1 t のLPガスの体積（m3/t）"
    type_keys("0.482 m3/kg")
    press(Qt.Key.Key_Tab)
    assert page.supplies[0].own_density is None, "never without its source"
    assert "あと「出典」を入力すると" in box.told.plain
    confirm(focused(), "みほんガスの回答")
    press(Qt.Key.Key_Tab)
    own = page.supplies[0].own_density
    assert own is not None
    assert (own.value, own.source) == (Decimal(482), "みほんガスの回答")
    assert f"{own.value:f}" == "482"
    assert box.told.plain == "1 t ＝ 482 m3（1 m3 ＝ 2.075 kg、産気率 0.482 m3/kg）で計算します。"
    assert page.panel.mix is not None
    assert not page.panel.mix.isVisible(), "the supplier's figure takes its place"
    row = page.body.rows[page.supplies[0].id]
    assert "1 t ＝ 482 m3（ガス会社に確かめた値）" in " ".join(note.plain for note in row.findChildren(Note))
    click(page.panel.units.radios["kg"])
    assert not box.isVisible(), "a weight needs no conversion"
    click(page.panel.units.radios["m3"])
    click(box.close_link)
    assert page.supplies[0].own_density is None
    assert page.panel.mix.isVisible()
    page.model.undo()
    settle()
    assert page.supplies[0].own_density is not None


def test_a_figure_without_its_source_keeps_the_entry_open(page: Screen) -> None:
    page.add("都市ガスを追加する")
    click(page.panel.unknown)
    box = page.panel.figures["own_heat"]
    click(box.open_link)
    type_keys("46.05 MJ/m3")
    press(Qt.Key.Key_Tab)
    click(page.panel.finish)
    assert isinstance(page.body.panel, SupplyPanel)
    assert focused().accessibleName() == "出典"
    confirm(focused(), "供給約款")
    press(Qt.Key.Key_Tab)
    own = page.supplies[0].own_heat
    assert own is not None
    assert own.value == Decimal("46.05")
    click(page.panel.finish)
    assert isinstance(page.body.panel, AddPanel)


def test_what_was_told_is_asked_for_gas_only(page: Screen) -> None:
    page.add("灯油を追加する")
    assert page.panel.figures == {}


def test_trucks_are_told_apart_by_the_names_they_are_given(page: Screen) -> None:
    for name in ("1号車", "2号車"):
        page.add("軽油を追加する")
        field = page.panel.field_set.fields[f"supplies.{page.supplies[-1].id}.name"]
        field.control.setFocus()
        confirm(field.control, name)
        press(Qt.Key.Key_Tab)
        settle()
        assert page.panel.findChild(Heading).plain == f"軽油「{name}」の内容"
        click(page.panel.finish)
        settle()
    first, second = page.supplies
    assert (first.name, second.name) == ("1号車", "2号車")
    assert [row.findChild(Heading).plain for row in page.body.rows.values()] == ["軽油「1号車」", "軽油「2号車」"]
    assert page.body.rows[second.id].remove_link.accessibleName().startswith("軽油「2号車」")
    page.window.show_place(Place("bills", 2025))
    settle()
    bills = page.window.page_body
    assert isinstance(bills, BillsPage)
    heads = [bills.grid.view.table.headerData(n, Qt.Orientation.Horizontal) for n in range(2)]
    assert heads == ["1号車 軽油 （L）", "2号車 軽油 （L）"]
    bills.grid.view.setFocus()
    bills.grid.view.go_to((0, 1))
    settle()
    assert bills.zero.text() == "「2号車」の空欄を0にする"


def test_a_name_that_is_deleted_leaves_the_energy_alone(page: Screen) -> None:
    page.add("軽油を追加する")
    (only,) = page.supplies
    for name in ("1号車", ""):
        field = page.panel.field_set.fields[f"supplies.{only.id}.name"]
        field.control.setFocus()
        field.control.selectAll()
        confirm(field.control, name) if name else press(Qt.Key.Key_Delete)
        press(Qt.Key.Key_Tab)
        settle()
    assert page.supplies[0].name is None
    assert page.body.rows[only.id].findChild(Heading).plain == "軽油"
