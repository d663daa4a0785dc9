"""Target and measures: live figures, rows by keyboard, what is still missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.screen import button, click, confirm, focused, press, settle, type_keys

from sllassist.case import paths
from sllassist.flow.pages import Place
from sllassist.ui.pages.plan import PlanPage
from sllassist.ui.window import Window


@pytest.fixture
def page(sample: Window) -> PlanPage:
    sample.show_place(Place("plan"))
    settle()
    body = sample.page_body
    assert isinstance(body, PlanPage)
    return body


def row(page: PlanPage, year: str) -> list[str]:
    return next(texts for texts in page.years.texts if texts[0].startswith(year))


def base_t(page: PlanPage) -> Decimal:
    return page.model.assessment.ledger.total(2024).co2_basic_t


def result_t(page: PlanPage) -> Decimal:
    return page.model.assessment.ledger.total(2025).co2_basic_t


def test_the_table_shows_both_readings_of_five_percent(page: PlanPage) -> None:
    base = base_t(page)
    assert row(page, "2024")[4] == f"{base:,.1f}"
    assert row(page, "2025")[1:3] == [f"{base * Decimal('0.95'):,.1f}", "同じ"]
    assert row(page, "2026")[1:3] == [f"{base * Decimal('0.90'):,.1f}", f"{base * Decimal('0.9025'):,.1f}"]
    assert row(page, "2027")[1:3] == [f"{base * Decimal('0.85'):,.1f}", f"{base * Decimal('0.857375'):,.1f}"]


def test_met_and_open_years_are_said_in_words(page: PlanPage) -> None:
    assert row(page, "2025")[6] == "達成"
    assert row(page, "2026")[6] == "まだ分かりません"


def test_a_new_rate_changes_targets_at_once(page: PlanPage, qtbot: QtBot) -> None:
    page.focus_path("plan.rate_percent")
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_keys("8")
    wanted = f"{base_t(page) * Decimal('0.76'):,.1f}"
    qtbot.waitUntil(lambda: row(page, "2027")[1] == wanted, timeout=3000)
    assert "あと" in page.gap.text
    assert "8％" in page.chart.picture.accessibleName() or "8％" in page._chart_title.plain


def test_the_other_reading_can_be_chosen(page: PlanPage) -> None:
    click(button(page, "前の年に対して毎年同じ率（5・9.75・14.26％）"))
    settle()
    assert row(page, "2027")[1] == f"{base_t(page) * Decimal('0.857375'):,.1f}"


def test_a_measure_is_added_filled_and_counted_by_keyboard(page: PlanPage) -> None:
    before = page.model.case.measures
    page.measures.add_button.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    confirm(focused(), "ボイラーの更新")
    press(Qt.Key.Key_Tab)
    assert focused() is page.measures.picks[page.model.case.measures[-1].id]
    press(Qt.Key.Key_Tab)
    type_keys("10")
    press(Qt.Key.Key_Tab)
    type_keys("2027")
    press(Qt.Key.Key_Tab)
    settle()
    made = page.model.case.measures[-1]
    assert len(page.model.case.measures) == len(before) + 1
    assert (made.name, made.expected_t, made.planned_year, made.site_id) == ("ボイラーの更新", Decimal(10), 2027, None)
    later = [m for m in page.model.case.measures if (m.planned_year or 0) > 2025]  # what was done in 2025 is in its result
    saved = sum((m.expected_t or Decimal(0) for m in later), Decimal(0))
    assert row(page, "2027")[3] == f"{result_t(page) - saved:,.1f}"


def test_a_measure_is_removed_after_one_question_and_comes_back_by_undo(page: PlanPage) -> None:
    first = page.model.case.measures[0]
    click(page.measures.removes[first.id])
    assert first.name in page.measures.question.text
    press(Qt.Key.Key_Escape)
    assert first in page.model.case.measures
    click(page.measures.removes[first.id])
    click(page.measures.question.buttons[0])
    settle()
    assert first not in page.model.case.measures
    page.model.undo()
    settle()
    assert first in page.model.case.measures
    assert first.id in page.measures.removes


def test_an_empty_measure_goes_without_a_question(page: PlanPage) -> None:
    click(page.measures.add_button)
    settle()
    empty = page.model.case.measures[-1]
    click(page.measures.removes[empty.id])
    settle()
    assert empty not in page.model.case.measures


def test_the_missing_tonnes_are_told_and_vanish_when_measures_suffice(page: PlanPage) -> None:
    assert "届く" in page.gap.text
    measures = tuple(m.model_copy(update={"expected_t": Decimal(1)}) for m in page.model.case.measures)
    page.model.edit(page.model.case.model_copy(update={"measures": measures}), "用意")
    settle()
    base, later = base_t(page), sum((m.planned_year or 0) > 2025 for m in measures)
    missing = result_t(page) - later - base * Decimal("0.85")
    assert f"2027年度はあと{missing:,.1f} t-CO2" in page.gap.text


def test_a_text_in_a_number_field_stays_and_is_explained(page: PlanPage, sample: Window) -> None:
    first = page.model.case.measures[0]
    page.focus_path(f"measures.{first.id}.expected_t")
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_keys("abc")
    click(button(sample, "保存して次へ"))
    settle()
    assert sample.place == Place("plan")
    assert any("削減見込量" in line.problem.message for line in sample.shown_screen.summary.lines)  # type: ignore[union-attr]
    assert "abc" in page.model.case.drafts.values()


def test_without_a_base_year_the_page_says_what_is_missing(window: Window) -> None:
    window.show_place(Place("plan"))
    settle()
    page = window.page_body
    assert isinstance(page, PlanPage)
    assert "基準年度の使用量がそろう" in page.gap.text
    assert not page.chart.isVisible()
    click(page.to_bills)
    settle()
    assert window.place.page_id == "bills"


def test_results_of_measures_are_asked_only_once_the_plan_has_begun(page: PlanPage) -> None:
    first = page.model.case.measures[0]
    assert page.focus_path(f"measures.{first.id}.actual_t")
    page.model.edit(paths.put(page.model.case, "plan.first_year", 2027), "用意")
    settle()
    assert not page.focus_path(f"measures.{first.id}.actual_t")


def test_doubts_about_the_rule_are_marked(page: PlanPage) -> None:
    from sllassist.ui.widgets.basic import Note, StatusTag

    tags = [tag.text() for tag in page._years_card.findChildren(StatusTag)]
    notes = " ".join(note.plain for note in page._years_card.findChildren(Note))
    assert tags.count("未確認") == 2
    assert "ヘルプデスクに確かめてください" in notes


def test_the_site_of_a_measure_is_chosen_by_keys(page: PlanPage) -> None:
    first = page.model.case.measures[0]
    pick = page.measures.picks[first.id]
    pick.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    settle()
    sites = ["", *(site.id for site in page.model.case.sites)]
    wanted = sites[min(sites.index(first.site_id or "") + 1, len(sites) - 1)] or None
    assert page.model.case.measures[0].site_id == wanted
