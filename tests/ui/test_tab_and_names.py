"""Keyboard and screen reader: Tab reaches and leaves everything in reading order; everything has a name."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QRadioButton, QWidget
from support.screen import controls, focused, press, settle, tab_stops

from sllassist.flow.pages import HUB, Place
from sllassist.ui.pages.sites import SitesPage
from sllassist.ui.window import Window

PLACES = [
    HUB, *(Place(page_id) for page_id in ("firm", "contact", "sites", "conditions", "period", "report", "check", "imports")),
    *(Place(page_id) for page_id in ("interview", "verdict", "calendar", "events")), Place("scheme", focus="nagano_sll"),
    Place("scheme", focus="kanto_measures"),
]  # fmt: skip


def names(places: list[Place]) -> list[str]:
    return [place.page_id for place in places]


def reachable(window: Window) -> set[QWidget]:
    """What Tab should reach: every tab stop, and of each group of radio buttons exactly one."""
    whole = window.centralWidget()
    assert whole is not None
    found = tab_stops(whole)
    for radio in whole.findChildren(QRadioButton):
        if radio.isVisible():
            group = set(radio.group().buttons())
            assert len(group & found) == 1
            chosen = radio.group().checkedButton()
            assert chosen is None or chosen in found
    return found


def walk(window: Window, key: Qt.Key) -> list[QWidget]:
    """Every widget the key leads to, until it comes round."""
    visited: list[QWidget] = []
    for _ in range(len(reachable(window)) + 20):
        press(key)
        if focused() in visited:
            return visited
        visited.append(focused())
    raise AssertionError("the Tab key never comes round")


@pytest.mark.parametrize("place", PLACES, ids=names(PLACES))
def test_tab_reaches_everything_and_leaves_everything(sample: Window, place: Place) -> None:
    sample.show_place(place)
    settle()
    wanted = reachable(sample)
    assert len(wanted) > 3
    forwards = walk(sample, Qt.Key.Key_Tab)
    assert set(forwards) >= wanted
    assert set(walk(sample, Qt.Key.Key_Backtab)) >= wanted


@pytest.mark.parametrize("page_id", ["firm", "conditions", "sites", "check"])
def test_tab_follows_the_eye(sample: Window, page_id: str) -> None:
    sample.show_place(Place(page_id))
    body = sample.page_body
    assert body is not None
    if isinstance(body, SitesPage):
        next(iter(body.cards.values())).unfold()
        body.add_site()
    settle()
    order = [w for w in walk(sample, Qt.Key.Key_Tab) if body.isAncestorOf(w)]
    tops = [w.mapTo(body, QPoint(0, w.height() // 2)).y() for w in order]
    start = tops.index(min(tops))
    rounds = tops[start:] + tops[:start]
    assert len(rounds) > 5
    assert all(after >= before - 24 for before, after in itertools.pairwise(rounds))


def test_the_start_screen_is_reached_whole(start: Window) -> None:
    assert set(walk(start, Qt.Key.Key_Tab)) >= reachable(start)


@pytest.mark.parametrize("place", PLACES, ids=names(PLACES))
def test_everything_one_can_use_has_a_name(sample: Window, place: Place) -> None:
    sample.show_place(place)
    body = sample.page_body
    if isinstance(body, SitesPage):
        next(iter(body.cards.values())).unfold()
    settle()
    assert QAccessible.queryAccessibleInterface(sample) is not None
    nameless = []
    found = list(controls(sample)) + list(tab_stops(sample))
    for widget in found:
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert len(found) > 5
    assert not nameless


def test_a_box_tells_name_unit_need_and_hint(sample: Window) -> None:
    sample.show_place(Place("conditions", focus="loan.term_months"))
    settle()
    told = QAccessible.queryAccessibleInterface(focused())
    assert told is not None
    assert told.text(QAccessible.Text.Name) == "融資期間（か月）"
    assert told.text(QAccessible.Text.Description) == "必須。「5年」のようにも入力できます"
    assert told.text(QAccessible.Text.Value) == "60"


def test_the_problem_of_a_box_is_told_to_screen_readers(window: Window) -> None:
    window.show_place(Place("contact"))
    window.press_primary()
    settle()
    body = window.page_body
    assert body is not None
    body.focus_path("contact.email")
    told = QAccessible.queryAccessibleInterface(focused())
    assert told is not None
    assert "担当者のメールアドレスを入力してください" in told.text(QAccessible.Text.Description)


@pytest.mark.parametrize("page_id", ["firm", "conditions", "sites", "check"])
def test_everything_to_press_is_big_enough(sample: Window, page_id: str) -> None:
    sample.show_place(Place(page_id))
    settle()
    small = [w for w in controls(sample.shown_screen) if w.height() < 44]
    assert not small


def test_the_ring_is_around_what_has_the_keyboard(sample: Window) -> None:
    from PySide6.QtWidgets import QApplication

    from sllassist.ui import theme
    from sllassist.ui.widgets.focus import FocusRing

    sample.show_place(Place("firm", focus="firm.phone"))
    settle()
    ring = QApplication.instance().findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    box = focused()
    assert ring.target is box
    picture = sample.grab().toImage()
    at = box.mapTo(sample, QPoint(box.width() // 2, 0))
    colours = [picture.pixelColor(at.x(), at.y() - above).name().upper() for above in range(1, 7)]
    assert colours.count(theme.KEY) == theme.px(3)
    assert colours[0] == colours[1] == theme.WHITE
