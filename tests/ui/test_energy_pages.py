"""The pages of the energy side for keyboard and screen reader: names, sizes, and Tab through everything they unfold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QRadioButton, QWidget
from support.screen import click, controls, focused, press, settle, tab_stops

from sllassist.flow.pages import Place
from sllassist.ui.pages.gases import GasesPage
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.pages.supplies import SuppliesPage
from sllassist.ui.widgets.supply_panel import SupplyPanel
from sllassist.ui.window import Window


def gases(window: Window) -> None:
    window.show_place(Place("gases"))
    page = window.page_body
    assert isinstance(page, GasesPage)
    click(page.rows.add_button)
    settle()
    click(page.certificates.add_button)
    settle()


def supplies(window: Window) -> None:
    window.show_place(Place("supplies"))
    page = window.page_body
    assert isinstance(page, SuppliesPage)
    page.open_supply("okaya-electricity")
    settle()
    assert isinstance(page.panel, SupplyPanel)
    assert page.panel.own is not None
    click(page.panel.own.open_link)
    settle()


def result(window: Window) -> None:
    window.show_place(Place("result"))
    page = window.page_body
    assert isinstance(page, ResultPage)
    page.tabs.setCurrentIndex(1)
    settle()
    click(page.intensity.offers["生産量"])
    settle()


def update(window: Window) -> None:
    window.show_place(Place("update"))
    settle()


PAGES: dict[str, Callable[[Window], None]] = {"gases": gases, "supplies": supplies, "result": result, "update": update}


@pytest.fixture(params=list(PAGES))
def unfolded(request: pytest.FixtureRequest, sample: Window) -> Window:
    """A page with everything unfolded that can be filled in."""
    PAGES[request.param](sample)
    return sample


def test_everything_one_can_use_has_a_name_and_is_big_enough(unfolded: Window) -> None:
    body = unfolded.page_body
    assert body is not None
    nameless, small = [], []
    for widget in {*controls(body), *tab_stops(body)}:
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.height() < 44:
            small.append(widget)
    assert not nameless
    assert not small


def test_tab_reaches_everything_once_and_comes_round(unfolded: Window) -> None:
    body = unfolded.page_body
    assert body is not None
    wanted = tab_stops(body)
    for radio in (r for r in body.findChildren(QRadioButton) if r.isVisible()):
        assert len({*radio.group().buttons()} & wanted) == 1
    visited: list[QWidget] = []
    for _ in range(len(tab_stops(unfolded)) + 60):
        press(Qt.Key.Key_Tab)
        if focused() in visited:
            break
        visited.append(focused())
    assert wanted <= set(visited)


def test_nothing_is_wider_than_a_small_screen(unfolded: Window) -> None:
    for width in (1280, 1366):
        unfolded.resize(width, 768)
        settle()
        bar = unfolded.shown_screen.area.horizontalScrollBar()  # type: ignore[union-attr]
        assert bar.maximum() == 0
