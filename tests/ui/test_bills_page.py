"""The page of bill figures: sites, years, notes on factors, and the ways in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from support.odd import odd
from support.screen import button, click, focused, press, settle

from sllassist.case.edits import put_records
from sllassist.case.model import EnergyRecord, EnergySupply, Site
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.widgets.basic import Note, StatusTag
from sllassist.ui.window import Window

if TYPE_CHECKING:
    from ui.conftest import OpenWindow


@pytest.fixture
def page(sample: Window) -> BillsPage:
    return shown(sample, Place("bills", 2024))


def shown(window: Window, place: Place) -> BillsPage:
    window.show_place(place)
    settle()
    body = window.page_body
    assert isinstance(body, BillsPage)
    return body


def cell(page: BillsPage, row: int, column: int) -> str:
    table = page.grid.view.table
    return str(table.data(table.index(row, column)))


def test_each_site_has_its_own_table(page: BillsPage) -> None:
    energies = [column.energy for column in page.grid.view.table.columns]
    assert energies == ["電気", "LPガス", "A重油", "ガソリン", "軽油"]
    page.tabs.setFocus()
    press(Qt.Key.Key_Right)
    settle()
    assert [column.energy for column in page.grid.view.table.columns] == ["電気", "都市ガス"]


def test_figures_and_columns_are_those_of_the_bills(page: BillsPage) -> None:
    records = page.model.case.records
    april = next(r for r in records if (r.fiscal_year, r.month) == (2024, 4) and r.supply_id == page.grid.view.table.columns[0].supply_id)
    assert cell(page, 0, 0) == f"{april.quantity:,f}"
    assert page.grid.view.table.columns[0].unit == "kWh"


def test_other_years_are_one_press_away(page: BillsPage, sample: Window) -> None:
    click(page.year_links[2025])
    settle()
    assert sample.place == Place("bills", 2025)
    assert "2025年度" in sample.shown_screen.title


def test_the_cursor_waits_at_the_first_empty_month(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "heavy_oil_a")
    sample.model.edit(put_records(case, {(supply.id, 2024, 6): None}), "用意")
    page = shown(sample, Place("bills", 2024))
    at = page.grid.view.currentIndex()
    assert (at.row(), page.grid.view.table.columns[at.column()].energy) == (2, "A重油")
    assert focused() is page.grid.view


def test_a_problem_leads_to_its_cell_on_its_site(sample: Window) -> None:
    assert sample.model is not None
    supply = next(s for s in sample.model.case.supplies if s.energy == "city_gas")
    page = shown(sample, Place("bills", 2024, f"records.{supply.id}.2024.7"))
    at = page.grid.view.currentIndex()
    assert page.tabs.value == supply.site_id
    assert (at.row(), page.grid.view.table.columns[at.column()].energy) == (3, "都市ガス")


def test_a_missing_year_leads_to_the_first_gap_of_any_site(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "kerosene")
    sample.model.edit(put_records(case, {(supply.id, 2024, 1): None}), "用意")
    page = shown(sample, Place("bills", 2024, "records.all.2024.year"))
    at = page.grid.view.currentIndex()
    assert page.tabs.value == supply.site_id
    assert (at.row(), page.grid.view.table.columns[at.column()].energy) == (9, "灯油")


def test_a_cost_that_waits_opens_the_cost_columns(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "kerosene")
    path = f"records.{supply.id}.2024.4.cost_yen"
    page = shown(sample, Place("bills", 2024, path))
    at = page.grid.view.currentIndex()
    assert page.costs.isChecked()
    assert page.grid.view.table.columns[at.column()].kind == "cost"


def test_what_rests_on_doubtful_factors_is_said_in_words(page: BillsPage) -> None:
    page.tabs.setCurrentIndex(1)
    settle()
    words = " ".join(tag.text() for tag in page._notes_card.findChildren(StatusTag))
    reasons = " ".join(note.plain for note in page._notes_card.findChildren(Note))
    assert "暫定" in words
    assert "2025年度の一覧を暫定で使っています" in reasons


def test_the_sites_sums_follow_a_figure(page: BillsPage) -> None:
    before = page.sums.plain
    supply = page.grid.view.table.columns[2].supply_id  # A重油
    case = page.model.case
    old = next(r for r in case.records if (r.supply_id, r.fiscal_year, r.month) == (supply, 2024, 4))
    more = old.model_copy(update={"quantity": old.quantity + Decimal(1000)})
    page.model.edit(put_records(case, {(supply, 2024, 4): more}), "用意")
    settle()
    assert page.sums.plain != before


def test_a_site_without_energies_shows_the_way(window: Window) -> None:
    from sllassist.case.model import Site

    assert window.model is not None
    window.model.edit(window.model.case.model_copy(update={"sites": (Site(id="a", name="本社"),)}), "用意")
    page = shown(window, Place("bills", 2025))
    assert not page.grid.isVisible()
    click(button(page, "使っているエネルギーを選ぶ"))
    settle()
    assert window.place == Place("supplies")


def test_a_half_typed_cell_survives_a_change_of_site(page: BillsPage) -> None:
    page.grid.view.go_to((0, 0))
    page.grid.view.setFocus()
    press(Qt.Key.Key_9)
    page.tabs.setCurrentIndex(1)
    settle()
    page.tabs.setCurrentIndex(0)
    settle()
    assert cell(page, 0, 0) == "9"


# --- what the page says of itself -------------------------------------------------------------------------------------------


def test_names_of_sites_are_read_whole_whatever_the_size(make_window: OpenWindow, app: QApplication) -> None:
    theme.apply_theme(app, 1.5)
    window = make_window()
    window.files.sample()
    assert window.model is not None
    case = window.model.case
    more = tuple(Site(id=f"x{number}", name=f"上伊那郡箕輪町の第{number}工場") for number in range(8))
    for sites in (case.sites, (*case.sites, *more)):
        window.model.edit(case.model_copy(update={"sites": sites}), "用意")
        page = shown(window, Place("bills", 2025))
        page.tabs.setCurrentIndex(0)
        page.tabs.setFocus()
        for number, site in enumerate(sites):
            box = page.tabs.tabRect(page.tabs.currentIndex())
            assert page.tabs.currentIndex() == number
            assert box.width() > page.tabs.fontMetrics().horizontalAdvance(site.name or "")
            assert page.tabs.rect().contains(box), f"{site.name} is cut off"
            assert window.shown_screen.area.horizontalScrollBar().maximum() == 0  # type: ignore[union-attr]
            press(Qt.Key.Key_Right)
            settle()


def test_years_and_the_way_in_stand_beside_the_sites_while_there_is_room(page: BillsPage, sample: Window) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).y()

    assert abs(top(page.from_file) - top(page.tabs)) < 8
    sample.resize(800, 768)
    settle()
    assert top(page.from_file) >= top(page.tabs) + page.tabs.height()


@pytest.mark.parametrize(
    ("changes", "words", "first"),
    [
        ({("electricity", 7): "0.001"}, "確かめてほしい数字が、1件あります。", "岡谷本社工場　電気　2025年度7月"),
        (
            {("electricity", 7): "0.001", ("electricity", 9): "4", ("city_gas", 5): "0.001"},
            "確かめてほしい数字が、この事業所に2件、ほかの事業所に1件あります。", "岡谷本社工場　電気　2025年度7月",
        ),
        ({("city_gas", 5): "0.001"}, "確かめてほしい数字が、ほかの事業所に1件あります。", "長野工場にも1件あります"),
    ],
)  # fmt: skip
def test_a_line_above_the_table_counts_the_questions_and_leads_to_them(
    sample: Window, changes: dict[tuple[str, int], str], words: str, first: str
) -> None:
    assert sample.model is not None
    page = shown(sample, Place("bills", 2025))
    assert not page.asked.isVisible()
    sample.model.edit(odd(sample.model.case, changes), "用意")
    settle()
    assert page.asked.text.startswith(words)
    assert page.asked.mapTo(page, QPoint(0, 0)).y() < page.grid.mapTo(page, QPoint(0, 0)).y()
    page.to_questions.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert first in focused().accessibleName() + str(focused().property("text"))
    assert not focused().visibleRegion().isEmpty(), "still below the fold"
    sample.model.undo()
    settle()
    assert not page.asked.isVisible()


def test_the_line_goes_with_the_last_question(sample: Window) -> None:
    assert sample.model is not None
    sample.model.edit(odd(sample.model.case, {("electricity", 7): "0.001"}), "用意")
    page = shown(sample, Place("bills", 2025))
    click(page.to_questions)
    press(Qt.Key.Key_Return)
    settle()
    assert not page.asked.isVisible()
    assert focused() is page.grid.view


def test_zero_is_offered_only_where_months_are_empty(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "heavy_oil_a")
    sample.model.edit(put_records(case, {(supply.id, 2025, 6): None}), "用意")
    page = shown(sample, Place("bills", 2025))
    assert page.zero.text() == "「A重油」の空欄を0にする"
    assert page.zero.isEnabled()
    press(Qt.Key.Key_Left)
    assert page.zero.text() == "「LPガス」の空欄を0にする"
    assert not page.zero.isEnabled()
    press(Qt.Key.Key_Right)
    click(page.zero)
    settle()
    assert cell(page, 2, 2) == "0"
    assert not page.zero.isEnabled()
    assert focused() is page.grid.view
    assert "空欄1か月を0にしました" in page.grid.status.plain
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cell(page, 2, 2) == ""
    assert page.zero.isEnabled()


def test_zero_is_not_offered_beside_a_figure_for_the_whole_year(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "heavy_oil_a")
    whole = EnergyRecord(supply_id=supply.id, fiscal_year=2026, quantity=Decimal(5), unit="L")
    sample.model.edit(put_records(case, {(supply.id, 2026, None): whole}), "用意")
    page = shown(sample, Place("bills", 2026))
    page.grid.view.go_to((2, 1))
    assert page.zero.isEnabled()
    page.grid.view.go_to((2, 2))
    assert not page.zero.isEnabled()


def test_what_leads_a_banner_stands_on_the_line_of_its_text_and_act(sample: Window) -> None:
    assert sample.model is not None
    sample.model.edit(odd(sample.model.case, {("electricity", 7): "0.001"}), "用意")
    page = shown(sample, Place("bills", 2025))
    banner = page.asked
    for width in (1366, 640):
        sample.resize(width, 768)
        settle()
        tops = [label.mapTo(banner, QPoint(0, label.contentsMargins().top())).y() for label in (banner._word, banner._text)]
        assert abs(tops[0] - tops[1]) <= 1
        middle = page.to_questions.mapTo(banner, page.to_questions.rect().center()).y()
        assert abs(middle - (tops[1] + 12)) <= 2


def rows_in_sight(page: BillsPage) -> list[int]:
    """Months of the table that are whole on the screen."""
    view = page.grid.view
    area = view._page()
    assert area is not None
    seen = area.viewport().rect()
    whole = []
    for row in range(12):
        rect = view.visualRect(view.table.index(row, 0))
        top = view.viewport().mapTo(area.viewport(), rect.topLeft()).y()
        if seen.top() <= top and top + rect.height() <= seen.bottom() + 1:
            whole.append(row)
    return whole


@pytest.mark.parametrize(("year", "row"), [(2023, 0), (2024, 0), (2025, 0)])
def test_several_months_are_in_sight_in_a_low_window(sample: Window, year: int, row: int) -> None:
    """1366×768 at 150 % leaves 910×512: the heads and at least five months are seen when the page opens."""
    sample.resize(910, 512)
    settle(8)
    page = shown(sample, Place("bills", year))
    settle(8)
    assert focused() is page.grid.view
    assert rows_in_sight(page)[:5] == [0, 1, 2, 3, 4]
    assert page.grid.view.currentIndex().row() == row


def test_the_first_empty_month_is_in_sight_too_in_a_low_window(sample: Window) -> None:
    assert sample.model is not None
    supply = next(s for s in sample.model.case.supplies if s.energy == "electricity")
    lost = (supply.id, 2025, 2)
    sample.model.edit(put_records(sample.model.case, {lost: None}), "用意")
    sample.resize(910, 512)
    settle(8)
    page = shown(sample, Place("bills", 2025))
    settle(8)
    assert page.grid.view.currentIndex().row() == 10
    assert 10 in rows_in_sight(page)
    assert len(rows_in_sight(page)) >= 5


def test_a_click_into_the_table_moves_nothing_under_the_mouse(sample: Window) -> None:
    sample.resize(910, 512)
    page = shown(sample, Place("bills", 2025))
    settle(8)
    view, area = page.grid.view, page.grid.view._page()
    assert area is not None
    page.costs.setFocus()
    area.verticalScrollBar().setValue(view.mapTo(area.widget(), QPoint(0, 0)).y() - area.viewport().height() + 140)
    before = area.verticalScrollBar().value()
    rect = view.visualRect(view.table.index(0, 1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    settle(8)
    assert view.currentIndex().row() == 0
    assert area.verticalScrollBar().value() == before


def test_copied_columns_of_trucks_go_where_their_names_are(sample: Window) -> None:
    model = sample.model
    assert model is not None
    site = model.case.sites[0].id
    names = ("1号車", "2号車", "3号車")
    trucks = tuple(EnergySupply(id=f"t{name[0]}", site_id=site, energy="diesel", unit="L", name=name) for name in names)
    model.edit(model.case.model_copy(update={"supplies": (*model.case.supplies, *trucks)}), "用意")
    page = shown(sample, Place("bills", 2025))
    page.grid.view.setFocus()
    page.grid.view.go_to((0, 0))
    QApplication.clipboard().setText("月\t3号車\t1号車\n4月\t303\t101\n5月\t304\t102\n")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    found = {(r.supply_id, r.month): r.quantity for r in model.case.records if r.supply_id in ("t1", "t2", "t3")}
    assert found == {("t1", 4): 101, ("t1", 5): 102, ("t3", 4): 303, ("t3", 5): 304}
