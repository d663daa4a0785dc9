"""Searching long lists by keyboard, also while letters are still being composed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from support.screen import compose, confirm, focused, press, settle, type_keys

from sllassist.knowledge import load_knowledge
from sllassist.ui.widgets.search_list import Found, SearchList


def retailers(text: str) -> Sequence[Found]:
    found = load_knowledge().search_retailers(text, 2025)
    return [Found(one.id, one.name, f"メニュー {len(one.menus)}種類") for one in found]


@pytest.fixture
def search(qtbot) -> SearchList:
    made = SearchList("電力会社を探す", retailers, hint="名前の一部を入力します。")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    settle()
    return made


def names(search: SearchList) -> list[str]:
    return [item.name for item in search.items]


def test_all_are_listed_until_something_is_typed(search: SearchList) -> None:
    assert len(search.items) > 500
    assert f"{len(search.items):,}件" in search.count.plain


def test_typing_filters_by_part_of_the_name_in_any_spelling(search: SearchList) -> None:
    confirm(search.edit, "ﾐﾗｲｽﾞ")
    assert any("中部電力ミライズ" in name for name in names(search))
    assert len(search.items) < 20


def test_letters_in_composition_filter_already(search: SearchList) -> None:
    compose(search.edit, "みらいず")
    assert search.edit.text() == ""
    assert any("中部電力ミライズ" in name for name in names(search))
    confirm(search.edit, "ミライズ")
    assert any("中部電力ミライズ" in name for name in names(search))


def test_down_goes_into_the_list_and_enter_picks(search: SearchList) -> None:
    spy = QSignalSpy(search.picked)
    confirm(search.edit, "中部電力ミライズ")
    press(Qt.Key.Key_Down)
    assert focused() is search.list
    press(Qt.Key.Key_Return)
    assert [spy.at(n)[0] for n in range(spy.count())] == [search.items[0].value]


def test_up_at_the_top_and_esc_come_back_to_the_box(search: SearchList) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
        press(Qt.Key.Key_Down)
        assert focused() is search.list
        press(key)
        assert focused() is search.edit


def test_enter_in_the_box_never_picks_among_several(search: SearchList) -> None:
    spy = QSignalSpy(search.picked)
    confirm(search.edit, "電力")
    press(Qt.Key.Key_Return)
    assert spy.count() == 0
    assert focused() is search.list


def test_enter_in_the_box_picks_the_only_hit(search: SearchList) -> None:
    spy = QSignalSpy(search.picked)
    type_keys(search.items[10].value)  # its number: one hit
    assert len(search.items) == 1
    press(Qt.Key.Key_Return)
    assert spy.count() == 1


def test_a_click_picks(search: SearchList) -> None:
    spy = QSignalSpy(search.picked)
    row = search.list.visualRect(search.list.model().index(1, 0, QModelIndex()))
    QTest.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center() + QPoint(0, 0))
    assert spy.at(0)[0] == search.items[1].value


def test_nothing_found_says_what_to_try(search: SearchList) -> None:
    confirm(search.edit, "存在しない会社の名前")
    assert search.items == ()
    assert "見つかりません" in search.count.plain
    press(Qt.Key.Key_Down)
    assert focused() is search.edit


def test_names_for_screen_readers(search: SearchList) -> None:
    assert search.edit.accessibleName() == "電力会社を探す"
    assert "名前の一部" in search.edit.accessibleDescription()
    index = search.list.model().index(0, 0, QModelIndex())
    assert search.items[0].detail in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
