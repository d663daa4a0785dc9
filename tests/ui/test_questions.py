"""Questions about odd figures on the page of bills: marks, answers by one press or with a reason, and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from support.odd import odd
from support.screen import button, click, focused, press, settle, type_keys

from sllassist.case.edits import put_records
from sllassist.flow.pages import Place
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.widgets.question_list import QuestionRow
from sllassist.ui.window import Window


@pytest.fixture
def page(sample: Window) -> BillsPage:
    assert sample.model is not None
    sample.model.edit(odd(sample.model.case, {("electricity", 7): "0.001", ("electricity", 9): "4"}), "用意")
    sample.show_place(Place("bills", 2025))
    settle()
    body = sample.page_body
    assert isinstance(body, BillsPage)
    return body


def rows(page: BillsPage) -> list[QuestionRow]:
    return list(page.questions.rows.values())


def shown(page: BillsPage, month_row: int) -> str:
    table = page.grid.view.table
    return str(table.data(table.index(month_row, 0)))


def test_odd_figures_are_marked_in_the_cell_and_told_in_a_sentence(page: BillsPage) -> None:
    table = page.grid.view.table
    assert table.doubt(3, 0)
    assert table.doubt(5, 0)
    assert not table.doubt(4, 0)
    page.grid.view.go_to((3, 0))
    settle()
    assert "1,035分の1" in page.grid.status.plain
    assert table.data(table.index(3, 0), Qt.ItemDataRole.AccessibleTextRole).endswith("要確認")
    assert "単位の取り違え" in table.data(table.index(3, 0), Qt.ItemDataRole.AccessibleDescriptionRole)


def test_the_proposal_is_taken_over_by_one_press_and_taken_back_by_one_undo(page: BillsPage) -> None:
    before = page.model.case
    first = rows(page)[0]
    assert [name for name, _ in first.question.figures] == ["入力した数字", "前年度の同じ月", "提案"]
    first.fix.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert shown(page, 3) == "34,454"
    assert len(rows(page)) == 1
    assert focused() is rows(page)[0].keep
    page.model.undo()
    settle()
    assert page.model.case == before
    assert len(rows(page)) == 2


def test_keeping_needs_a_reason_which_goes_into_the_note_and_is_one_undo_step(page: BillsPage) -> None:
    before = page.model.case
    second = rows(page)[1]
    second.keep.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert focused() is second.edit
    press(Qt.Key.Key_Return)
    settle()
    assert second.wrong.isVisible()
    assert "理由を入力" in second.edit.accessibleDescription()
    assert page.model.case == before
    type_keys("kouji")
    press(Qt.Key.Key_Return)
    settle()
    assert len(rows(page)) == 1
    (answer,) = page.model.case.accepted
    assert answer.reason == "kouji"
    supply_id = page.grid.view.table.columns[0].supply_id
    record = next(r for r in page.model.case.records if (r.supply_id, r.fiscal_year, r.month) == (supply_id, 2025, 9))
    assert record.note == "kouji"
    assert not page.grid.view.table.doubt(5, 0)
    page.model.undo()
    settle()
    assert page.model.case == before
    assert len(rows(page)) == 2


def test_a_kept_figure_is_listed_quietly_and_can_be_asked_again(page: BillsPage) -> None:
    second = rows(page)[1]
    click(second.keep)
    second.edit.setText("工事")
    click(second.done)
    settle()
    assert page.questions.kept_link.isVisible()
    assert not page.questions._kept.isVisible()
    click(page.questions.kept_link)
    settle()
    assert page.questions._kept.isVisible()
    click(page.questions.takebacks[0])
    settle()
    assert len(rows(page)) == 2
    assert page.model.case.accepted == ()


def test_a_half_written_reason_survives_an_edit_elsewhere(page: BillsPage) -> None:
    second = rows(page)[1]
    click(second.keep)
    type_keys("half")
    page.model.edit(odd(page.model.case, {("heavy_oil_a", 4): "1.01"}), "ほかの入力")
    settle()
    assert rows(page)[1] is second
    assert second.edit.text() == "half"
    click(button(second, "やめる"))
    assert focused() is second.keep


def test_the_way_to_the_cell(page: BillsPage) -> None:
    click(rows(page)[1].look_link)
    settle()
    assert focused() is page.grid.view
    assert page.grid.view.currentIndex().row() == 5


def test_questions_at_other_sites_are_one_press_away(page: BillsPage) -> None:
    page.model.edit(odd(page.model.case, {("city_gas", 12): "0.001"}), "用意")
    settle()
    click(button(page.questions, "長野工場にも1件あります"))
    settle()
    assert page.tabs.value == page.model.case.sites[1].id
    assert len(rows(page)) == 1
    assert "長野工場" in rows(page)[0].question.title


def test_mending_the_cell_by_hand_takes_the_question_away(page: BillsPage) -> None:
    page.grid.view.setFocus()
    page.grid.view.go_to((3, 0))
    for digit in "34454":
        type_keys(digit)
    press(Qt.Key.Key_Return)
    settle()
    assert len(rows(page)) == 1
    assert not page.grid.view.table.doubt(3, 0)


def test_going_on_names_the_odd_figures_once_and_then_lets_go(page: BillsPage, sample: Window) -> None:
    sample.press_primary()
    settle()
    assert sample.place == Place("bills", 2025)
    lines = [line.problem.message for line in sample.shown_screen.summary.lines]  # type: ignore[union-attr]
    assert len(lines) == 2
    sample.press_primary()
    settle()
    assert sample.place != Place("bills", 2025)


def test_an_ordinary_year_asks_nothing(sample: Window) -> None:
    sample.show_place(Place("bills", 2024))
    settle()
    body = sample.page_body
    assert isinstance(body, BillsPage)
    assert not body.questions.isVisible()


def test_empty_months_are_asked_about_only_when_the_user_goes_on(sample: Window) -> None:
    assert sample.model is not None
    case = sample.model.case
    supply = next(s for s in case.supplies if s.energy == "heavy_oil_a")
    sample.model.edit(put_records(case, {(supply.id, 2025, 6): None, (supply.id, 2025, 8): None}), "用意")
    sample.show_place(Place("bills", 2025))
    settle()
    page = sample.page_body
    assert isinstance(page, BillsPage)
    assert not page.questions.isVisible()
    sample.press_primary()
    settle()
    (only,) = rows(page)
    assert only.question.figures == (("空欄の月", "6月・8月"),)
    click(only.fix)
    settle()
    filled = {r.month: r.quantity for r in page.model.case.records if (r.supply_id, r.fiscal_year) == (supply.id, 2025)}
    assert (filled[6], filled[8]) == (0, 0)
    assert rows(page) == []
    page.model.undo()
    settle()
    (again,) = rows(page)
    click(again.keep)
    again.edit.setText("工場を休んだ")
    click(again.done)
    settle()
    assert page.model.case.accepted[0].reason == "工場を休んだ"
