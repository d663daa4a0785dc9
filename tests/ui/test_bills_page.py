"""The page of bill figures: sites, years, notes on factors, and the ways in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, focused, press, settle

from sllassist.case.edits import put_records
from sllassist.flow.pages import Place
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.widgets.basic import Note, StatusTag
from sllassist.ui.window import Window


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
