"""The table for bill figures by keyboard, clipboard and input method."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot
from support.screen import button, click, compose, confirm, focused, press, settle

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.flow.pages import Place
from sllassist.ui.model import AppModel
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.widgets.grid import BillView
from sllassist.ui.widgets.grid_model import CO2, ROW_NAMES, TOTAL, YEAR
from sllassist.ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FY = 2025
KINDS = (("electricity", "kWh"), ("city_gas", "m3"), ("heavy_oil_a", "L"), ("gasoline", "L"))
MONTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]


def firm(columns: int = 4) -> Case:
    """One site with this many energies and no figures."""
    kinds = [KINDS[n % len(KINDS)] for n in range(columns)]
    supplies = tuple(EnergySupply(id=f"s{n}", site_id="a", energy=kind, unit=unit) for n, (kind, unit) in enumerate(kinds))
    return Case(sites=(Site(id="a", name="本社工場", prefecture="長野県"),), supplies=supplies)


class Table:
    """The bill table of a window, as a user has it."""

    def __init__(self, window: Window) -> None:
        assert window.model is not None
        body = window.page_body
        assert isinstance(body, BillsPage)
        self.window, self.model, self.body = window, window.model, body
        self.view: BillView = body.grid.view

    @property
    def here(self) -> tuple[int, int]:
        at = self.view.currentIndex()
        return at.row(), at.column()

    def shown(self, row: int, column: int) -> str:
        return str(self.view.table.data(self.view.table.index(row, column)))

    def column(self, column: int) -> list[str]:
        return [self.shown(row, column) for row in range(12)]

    def figures(self) -> dict[tuple[str, int | None], Decimal]:
        return {(r.supply_id, r.month): r.quantity for r in self.model.case.records}

    @property
    def told(self) -> str:
        settle()
        return self.body.grid.status.plain

    def undo_steps(self) -> int:
        steps = 0
        while self.model.session.can_undo:
            self.model.undo()
            steps += 1
        return steps


def open_table(window: Window, case: Case) -> Table:
    assert window.model is not None
    window.model.edit(case, "用意")
    window.model.session._history.__init__()  # the preparation is no step of the user's
    window.show_place(Place("bills", FY))
    settle()
    return Table(window)


@pytest.fixture
def table(window: Window) -> Table:
    made = open_table(window, firm())
    made.view.go_to((0, 0))
    made.view.setFocus()
    settle()
    return made


def keys(text: str) -> None:
    """Letters one by one to whatever has the keyboard: the first one opens the cell."""
    for letter in text:
        QTest.keyClick(focused(), letter)


def put_on_clipboard(rows: Iterable[Iterable[object]]) -> None:
    QApplication.clipboard().setText("\r\n".join("\t".join(str(cell) for cell in row) for row in rows) + "\r\n")


# --- typing -----------------------------------------------------------------------------------------------------------


def test_a_year_of_four_energies_needs_no_mouse(table: Table) -> None:
    wanted = {}
    for column in range(4):
        for number, month in enumerate(MONTHS):
            figure = (column + 1) * 1000 + number
            keys(str(figure))
            press(Qt.Key.Key_Return)
            wanted[(f"s{column}", month)] = Decimal(figure)
    assert table.figures() == wanted


def test_enter_goes_down_and_from_march_to_the_next_column(table: Table) -> None:
    table.view.go_to((10, 0))
    keys("1")
    press(Qt.Key.Key_Return)
    assert table.here == (11, 0)
    press(Qt.Key.Key_Return)
    assert table.here == (0, 1)
    press(Qt.Key.Key_Return, SHIFT)
    assert table.here == (11, 0)
    table.view.go_to((11, 3))
    press(Qt.Key.Key_Return)
    assert table.here == (11, 3), "the last cell is the last"


def test_tab_goes_right_and_back(table: Table) -> None:
    keys("1")
    press(Qt.Key.Key_Tab)
    assert table.here == (0, 1)
    press(Qt.Key.Key_Backtab, SHIFT)
    assert table.here == (0, 0)
    table.view.go_to((0, 3))
    press(Qt.Key.Key_Tab)
    assert table.here == (1, 0)


def test_typing_replaces_and_f2_goes_on_writing(table: Table) -> None:
    keys("1200")
    press(Qt.Key.Key_Return)
    table.view.go_to((0, 0))
    keys("5")
    press(Qt.Key.Key_Return)
    assert table.shown(0, 0) == "5"
    table.view.go_to((0, 0))
    press(Qt.Key.Key_F2)
    keys("00")
    press(Qt.Key.Key_Return)
    assert table.shown(0, 0) == "500"


def test_arrows_end_typing_but_move_within_the_text_after_f2(table: Table) -> None:
    keys("12")
    press(Qt.Key.Key_Right)
    assert table.here == (0, 1)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Left)
    keys("0")
    press(Qt.Key.Key_Return)
    assert table.shown(0, 0) == "102"


def test_esc_brings_back_what_was_there(table: Table, qtbot: QtBot) -> None:
    keys("1200")
    press(Qt.Key.Key_Return)
    table.view.go_to((0, 0))
    keys("99")
    qtbot.waitUntil(lambda: table.figures()[("s0", 4)] == 99, timeout=3000)
    press(Qt.Key.Key_Escape)
    assert table.shown(0, 0) == "1,200"


def test_an_unfinished_cell_is_handed_over_within_a_second(table: Table, qtbot: QtBot) -> None:
    keys("77")
    qtbot.waitUntil(lambda: table.figures() == {("s0", 4): Decimal(77)}, timeout=1000)
    keys("7")
    press(Qt.Key.Key_Return)
    assert table.figures() == {("s0", 4): Decimal(777)}
    assert table.undo_steps() == 1, "a cell is one step however long it was typed"


def test_the_button_that_goes_on_takes_the_cell_still_open(table: Table) -> None:
    keys("42")
    press(Qt.Key.Key_Return, CTRL)
    settle()
    assert table.figures() == {("s0", 4): Decimal(42)}


def test_full_width_digits_by_an_input_method_open_the_cell_and_count(table: Table) -> None:
    compose(table.view, "１２３")  # the keyboard stays at the table, or the composition would break off
    opened = table.view.delegate.editor
    assert opened is not None, "composing must open the cell"
    assert opened.is_composing
    confirm(table.view, "１２３，４５６")
    settle()
    assert focused() is opened
    press(Qt.Key.Key_Return)
    assert table.shown(0, 0) == "123,456"


def test_leaving_the_page_keeps_what_is_being_composed(table: Table) -> None:
    keys("1")
    compose(focused(), "２")
    table.window.show_place(Place("hub"))
    settle()
    assert table.figures() == {("s0", 4): Decimal(12)}


def test_delete_empties_and_backspace_rewrites(table: Table) -> None:
    put_on_clipboard([[1, 2], [3, 4]])
    press(Qt.Key.Key_V, CTRL)
    table.view.select(0, 0, 1, 0)
    press(Qt.Key.Key_Delete)
    assert table.figures() == {("s1", 4): Decimal(2), ("s1", 5): Decimal(4)}
    table.view.go_to((0, 1))
    press(Qt.Key.Key_Backspace)
    keys("8")
    press(Qt.Key.Key_Return)
    assert table.shown(0, 1) == "8"


# --- what cannot be read ----------------------------------------------------------------------------------------------


def test_an_unreadable_cell_stays_as_typed_with_mark_and_sentence(table: Table) -> None:
    keys("12ko")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    assert table.shown(0, 0) == "12ko"
    assert "要確認" in table.told
    assert "単位「ko」" in table.told
    spoken = QAccessible.queryAccessibleInterface(table.view).child(0)
    assert spoken is not None
    texts = [table.view.table.data(table.view.table.index(0, 0), role) for role in
             (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)]  # fmt: skip
    assert "要確認" in texts[0]
    assert "読み取れません" in texts[1]


def test_the_mark_of_an_unreadable_cell_is_painted_not_only_tinted(table: Table) -> None:
    plain = picture(table, 0, 0)
    table.view.go_to((0, 0))
    keys("12ko")
    press(Qt.Key.Key_Return)
    marked = picture(table, 0, 0)
    left = [marked.pixelColor(x, y) for x in range(2, 24) for y in range(4, 24)]
    assert any(colour.red() > 150 and colour.green() < 120 and colour.blue() < 120 for colour in left), "a red mark on the left"
    assert marked != plain


def picture(table: Table, row: int, column: int):
    table.view.go_to((5, 3))
    settle()
    return table.view.viewport().grab(table.view.visualRect(table.view.table.index(row, column))).toImage()


def test_the_link_leads_from_mark_to_mark(table: Table) -> None:
    put_on_clipboard([["1", "x"], ["y", "2"], ["3", "z"]])
    press(Qt.Key.Key_V, CTRL)
    link = table.body.grid.next_unread
    assert link.isVisible()
    places = []
    for _ in range(4):
        click(link)
        places.append(table.here)
    assert places == [(0, 1), (1, 0), (2, 1), (0, 1)]


# --- clipboard --------------------------------------------------------------------------------------------------------


def test_pasting_twelve_by_eight_is_one_act_and_one_undo(window: Window) -> None:
    table = open_table(window, firm(8))
    table.view.go_to((0, 0))
    table.view.setFocus()
    put_on_clipboard([[f"{(column + 1) * 100 + row:,}" for column in range(8)] for row in range(12)])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {(f"s{c}", MONTHS[r]): Decimal((c + 1) * 100 + r) for c in range(8) for r in range(12)}
    assert "96個" in table.told
    press(Qt.Key.Key_Z, CTRL)
    assert table.figures() == {}
    press(Qt.Key.Key_Y, CTRL)
    assert len(table.figures()) == 96
    assert table.undo_steps() == 1


@pytest.mark.parametrize("text", ['"1,234"\r\n', "１，２３４", "1234 kWh", "1.234 千kWh"])
def test_pasted_figures_are_read_as_typed_ones(table: Table, text: str) -> None:
    QApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CTRL)
    (only,) = table.model.case.records
    assert only.quantity * (1000 if only.unit == "千kWh" else 1) == 1234


def test_pasted_money_is_no_quantity(table: Table) -> None:
    QApplication.clipboard().setText("￥1,234")
    press(Qt.Key.Key_V, CTRL)
    assert table.model.case.records == ()
    assert list(table.model.case.drafts.values()) == ["￥1,234"]
    assert table.view.table.unread() == [(0, 0)]


def test_a_paste_over_the_edge_takes_what_fits_and_says_so(table: Table) -> None:
    table.view.go_to((11, 3))
    put_on_clipboard([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {("s3", 3): Decimal(1)}
    assert "はみ出した" in table.told
    assert "右の2列" in table.told


def test_a_pasted_sum_row_is_compared_not_stored(table: Table) -> None:
    rows = [[100] for _ in range(12)]
    put_on_clipboard([*rows, [1200]])
    press(Qt.Key.Key_V, CTRL)
    assert len(table.figures()) == 12
    assert "違います" not in table.told
    put_on_clipboard([*rows, [1300]])
    press(Qt.Key.Key_V, CTRL)
    assert "1,300" in table.told
    assert "1,200" in table.told
    assert "違います" in table.told
    assert table.shown(TOTAL, 0) == "1,200"


def test_unreadable_pasted_cells_are_counted_and_kept(table: Table) -> None:
    put_on_clipboard([["100", "なし"], ["－", "200"]])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {("s0", 4): Decimal(100), ("s1", 5): Decimal(200)}
    assert "確かめる欄が2か所" in table.told
    assert table.shown(0, 1) == "なし"


def test_copy_gives_what_a_spreadsheet_takes_and_cut_empties(table: Table) -> None:
    put_on_clipboard([["1,000", "2"], ["3", "4"]])
    press(Qt.Key.Key_V, CTRL)
    table.view.select(0, 0, 1, 1)
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "1000\t2\n3\t4\n"
    press(Qt.Key.Key_X, CTRL)
    assert table.figures() == {}
    table.view.go_to((0, 2))
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {("s2", 4): 1000, ("s2", 5): 3, ("s3", 4): 2, ("s3", 5): 4}


def test_one_copied_figure_fills_all_selected_cells(table: Table) -> None:
    QApplication.clipboard().setText("50")
    table.view.select(0, 0, 11, 0)
    press(Qt.Key.Key_V, CTRL)
    assert table.column(0) == ["50"] * 12


def test_an_empty_clipboard_changes_nothing_and_says_what_to_do(table: Table) -> None:
    QApplication.clipboard().setText("")
    press(Qt.Key.Key_V, CTRL)
    assert "コピーしてから" in table.told
    assert table.undo_steps() == 0


def test_a_table_with_months_and_headings_goes_where_its_words_say(table: Table) -> None:
    table.view.go_to((3, 1))
    months = [*MONTHS[6:], *MONTHS[:6]]
    rows = [[f"{2025 if m > 3 else 2026}年{m}月", m * 10, m * 1000] for m in months]
    put_on_clipboard([["年月", "A重油", "電気"], *rows, ["合計", 780, 78000]])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {(key, m): Decimal(m * size) for m in MONTHS for key, size in (("s0", 1000), ("s2", 10))}
    assert "24個" in table.told
    assert "見出しの行は入れていません" in table.told
    assert "違います" not in table.told
    assert table.undo_steps() == 1


def test_a_doubtful_table_leaves_everything_as_it_was(table: Table) -> None:
    put_on_clipboard([["月", "灯油", "電気"], ["4月", 1, 2]])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {}
    assert "「灯油」の列が" in table.told
    assert table.undo_steps() == 0


def test_what_was_said_of_a_paste_goes_with_undo_or_the_next_edit(table: Table) -> None:
    table.view.go_to((11, 3))
    put_on_clipboard([[1, 2], [3, 4]])
    press(Qt.Key.Key_V, CTRL)
    assert "はみ出した" in table.told
    press(Qt.Key.Key_Z, CTRL)
    assert table.told == ""
    press(Qt.Key.Key_V, CTRL)
    assert "はみ出した" in table.told
    keys("7")
    press(Qt.Key.Key_Return)
    assert table.figures() == {("s3", 3): Decimal(7)}
    assert table.told == ""


# --- the rows below ---------------------------------------------------------------------------------------------------


def test_sum_and_co2_follow_every_figure(table: Table) -> None:
    table.view.go_to((0, 2))
    keys("1000")
    press(Qt.Key.Key_Return)
    keys("1")
    press(Qt.Key.Key_Return)
    keys("0")
    press(Qt.Key.Key_Return)
    assert table.shown(TOTAL, 2) == "1,001"
    # A重油 1.001 kL × 38.9 GJ/kL × 0.0193 tC/GJ × 44/12 = 2.7556… t
    assert table.shown(CO2, 2) == "2.8"


def test_a_year_known_only_as_a_sum_has_a_row_of_its_own(table: Table) -> None:
    table.view.go_to((YEAR, 0))
    keys("12000")
    press(Qt.Key.Key_Return)
    assert table.figures() == {("s0", None): Decimal(12000)}
    table.view.go_to((3, 0))
    keys("5")
    assert focused() is table.view, "a month cannot be typed beside the year's figure"
    assert "先に「年間の合計だけ入力」の数字を消して" in table.told
    table.view.go_to((3, 1))
    keys("5")
    press(Qt.Key.Key_Return)
    table.view.go_to((YEAR, 1))
    keys("9")
    assert focused() is table.view
    assert "先に月の数字を消して" in table.told
    assert table.figures() == {("s0", None): Decimal(12000), ("s1", 7): Decimal(5)}


def test_months_pasted_beside_a_whole_year_figure_are_left_out_and_named(table: Table) -> None:
    table.view.go_to((YEAR, 0))
    keys("12000")
    press(Qt.Key.Key_Return)
    table.view.go_to((0, 0))
    put_on_clipboard([[1, 2], [3, 4]])
    press(Qt.Key.Key_V, CTRL)
    assert table.figures() == {("s0", None): 12000, ("s1", 4): 2, ("s1", 5): 4}
    assert "年間の合計だけを入力しています" in table.told


def test_empty_months_become_zero_by_one_button(table: Table) -> None:
    table.view.go_to((0, 1))
    keys("10")
    press(Qt.Key.Key_Return)
    click(button(table.body, "「都市ガス」の空欄を0にする"))
    assert table.column(1) == ["10", *["0"] * 11]
    assert table.column(0) == [""] * 12, "only the column of the cursor"
    assert "11か月" in table.told
    table.model.undo()
    assert table.figures() == {("s1", 4): Decimal(10)}


def test_costs_have_columns_of_their_own_when_asked_for(table: Table) -> None:
    click(button(table.body, "金額（円）も入力する"))
    settle()
    assert [column.unit for column in table.view.table.columns[:2]] == ["kWh", "円"]
    table.view.setFocus()
    table.view.go_to((0, 0))
    keys("100")
    press(Qt.Key.Key_Tab)
    keys("3,000")
    press(Qt.Key.Key_Return)
    (only,) = table.model.case.records
    assert (only.quantity, only.cost_yen) == (100, 3000)


# --- the way in and out -----------------------------------------------------------------------------------------------


def test_ctrl_tab_and_tab_after_esc_leave_the_table(table: Table) -> None:
    press(Qt.Key.Key_Tab, CTRL)
    assert not table.view.isAncestorOf(focused())
    assert focused() is not table.view
    table.view.setFocus()
    press(Qt.Key.Key_Escape)
    assert "表の外" in table.told
    press(Qt.Key.Key_Tab)
    assert focused() is not table.view
    table.view.setFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert focused() is table.view, "moving on forgets the Esc"


def test_the_way_out_is_written_where_it_is_seen(table: Table) -> None:
    assert "Ctrl+Tab" in table.body.grid.keys.plain
    assert table.body.grid.keys.isVisible()
    assert "Ctrl+Tab" in table.view.accessibleDescription()


def test_tab_leaves_at_the_last_cell_and_backwards_at_the_first(table: Table) -> None:
    table.view.go_to((len(ROW_NAMES) - 1, 3))
    press(Qt.Key.Key_Tab)
    assert focused() is not table.view
    table.view.setFocus()
    table.view.go_to((0, 0))
    press(Qt.Key.Key_Backtab, SHIFT)
    assert focused() is not table.view


def test_the_wheel_turns_the_page_not_the_figures(table: Table) -> None:
    from support.screen import turn_wheel

    keys("5")
    press(Qt.Key.Key_Return)
    before = table.figures()
    turn_wheel(table.view.viewport())
    settle()
    assert table.figures() == before


def test_the_cell_in_use_is_always_in_sight(table: Table) -> None:
    page = next(area for area in table.window.findChildren(QScrollArea) if area.isAncestorOf(table.view))
    for row in range(12):
        table.view.go_to((row, 0))
        settle()
        centre = table.view.viewport().mapTo(page.viewport(), table.view.visualRect(table.view.table.index(row, 0)).center())
        assert page.viewport().rect().contains(centre), ROW_NAMES[row]


def test_every_cell_speaks_its_month_column_and_figure(sample: Window) -> None:
    sample.show_place(Place("bills", 2024))
    settle()
    body = sample.page_body
    assert isinstance(body, BillsPage)
    model = body.grid.view.table
    spoken = str(model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("4月")
    assert "電気" in spoken
    assert "kWh" in spoken
    assert body.grid.view.accessibleName()


def test_undo_while_a_cell_is_open_takes_back_letters_only(table: Table) -> None:
    keys("1")
    press(Qt.Key.Key_Return)
    keys("25")
    press(Qt.Key.Key_Z, CTRL)
    press(Qt.Key.Key_Escape)
    assert table.shown(0, 0) == "1"


def test_a_figure_changed_elsewhere_is_shown_at_once(table: Table) -> None:
    from sllassist.case.edits import put_records

    model: AppModel = table.model
    new = EnergyRecord(supply_id="s0", fiscal_year=FY, month=4, quantity=Decimal(9), unit="kWh")
    model.edit(put_records(model.case, {("s0", FY, 4): new}), "取り込み")
    assert table.shown(0, 0) == "9"
    assert table.view.table.rowCount(QModelIndex()) == len(ROW_NAMES)


def test_the_longest_figure_is_shown_whole(window: Window) -> None:
    table = open_table(window, firm(8))
    click(button(table.body, "金額（円）も入力する"))
    settle()
    table.view.setFocus()
    table.view.go_to((0, 0))
    put_on_clipboard([["9,999,999,999.5", "99,999,999,999"]] * 12)
    press(Qt.Key.Key_V, CTRL)
    settle()
    for column in (0, 1):
        metrics = table.view.fontMetrics()
        assert table.view.columnWidth(column) > metrics.horizontalAdvance(table.shown(TOTAL, column)) + 16
