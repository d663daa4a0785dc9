"""Results and their basis: totals, tables, drill-down to the bill line and back to its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, focused, press, settle

from sllassist.case import paths
from sllassist.case.edits import put_records
from sllassist.emissions.answers import keep
from sllassist.flow.pages import Place
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.widgets.basic import StatusTag, Text
from sllassist.ui.window import Window


@pytest.fixture
def page(sample: Window) -> ResultPage:
    sample.show_place(Place("result"))
    settle()
    body = sample.page_body
    assert isinstance(body, ResultPage)
    return body


def texts(page: ResultPage) -> str:
    return "\n".join(label.plain for label in page.ledger_view.findChildren(Text))


def test_totals_of_the_tables_are_those_of_the_ledger(page: ResultPage) -> None:
    totals = page.model.assessment.ledger.total(2024)
    shown = [f"{totals.heat_gj:,.1f}", f"{totals.oil_kl:,.1f}", f"{totals.co2_basic_t:,.1f}", f"{totals.co2_adjusted_t:,.1f}"]
    assert page.by_energy.texts[-1][2:6] == shown
    assert page.by_site.texts[-1][1:5] == shown


def test_rows_add_up_to_the_total_within_their_rounding(page: ResultPage) -> None:
    for table, first in ((page.by_energy, 2), (page.by_site, 1)):
        for column in range(first, first + 4):
            figures = [Decimal(row[column].replace(",", "")) for row in table.texts]
            assert abs(sum(figures[:-1]) - figures[-1]) <= Decimal("0.05") * len(figures)


def test_another_year_is_one_key_away(page: ResultPage) -> None:
    page.tabs.setFocus()
    press(Qt.Key.Key_Right)
    settle()
    assert page.year == 2025
    assert page.by_site.texts[-1][3] == f"{page.model.assessment.ledger.total(2025).co2_basic_t:,.1f}"


def test_doubtful_factors_are_marked_in_words(page: ResultPage) -> None:
    marks = {row[0].split("\n")[0]: row[6] for row in page.by_energy.texts}
    assert marks["合計"] == "暫定・未確認"
    assert marks["A重油"] == ""


def test_a_figure_opens_its_formula_factor_source_and_bills(page: ResultPage) -> None:
    click(next(link for link in page.basis.values() if link.accessibleName().startswith("A重油")))
    settle()
    said = texts(page)
    assert page.ledger_view.isVisible()
    assert "38.9 GJ/kL" in said
    assert "0.0193 tC/GJ × 44 ÷ 12" in said
    assert "確認済" in [tag.text() for tag in page.ledger_view.findChildren(StatusTag)]
    assert page.ledger_view._model.rowCount() == 12
    assert "1,000 L" in page.ledger_view._model.texts(page.ledger_view._model.lines[0])
    assert focused() is page.ledger_view.close_link


def test_the_bills_behind_a_figure_are_told_apart_by_the_names_of_their_columns(page: ResultPage) -> None:
    oil = next(supply for supply in page.model.case.supplies if supply.energy == "heavy_oil_a")
    page.model.edit(paths.put(page.model.case, f"supplies.{oil.id}.name", "2号ボイラー"), "用意")
    settle()
    click(next(link for link in page.basis.values() if link.accessibleName().startswith("A重油")))
    settle()
    assert {page.ledger_view._model.texts(line)[1] for line in page.ledger_view._model.lines} == {"A重油「2号ボイラー」"}


def test_esc_closes_the_basis_and_returns_to_where_it_was_asked(page: ResultPage) -> None:
    asked = page.basis["total"]
    click(asked)
    settle()
    assert "× 0.0258 kL/GJ" in texts(page)
    press(Qt.Key.Key_Escape)
    assert not page.ledger_view.isVisible()
    assert focused() is asked


def test_enter_on_a_bill_line_goes_to_its_cell(page: ResultPage, sample: Window) -> None:
    click(next(link for link in page.basis.values() if link.accessibleName().startswith("A重油")))
    settle()
    page.ledger_view.lines.setFocus()
    press(Qt.Key.Key_Down)
    line = page.ledger_view._current()
    assert line is not None
    assert line.month == 5
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place == Place("bills", 2024)
    body = sample.page_body
    at = body.grid.view.currentIndex()  # type: ignore[union-attr]
    assert (at.row(), body.grid.view.table.columns[at.column()].energy) == (1, "A重油")  # type: ignore[union-attr]


def test_an_unfinished_year_says_so(page: ResultPage) -> None:
    assert not page.gaps.isVisible()
    supply = page.model.case.supplies[0]
    page.model.edit(put_records(page.model.case, {(supply.id, 2024, 4): None}), "用意")
    settle()
    assert page.gaps.isVisible()
    assert "まだ入力していない月" in page.gaps.text
    asked = next(problem for problem in page.model.assessment.problems if problem.code == "records.gap")
    page.model.edit(keep(page.model.case, asked, "休業"), "理由")
    settle()
    assert "理由を書いて空欄にした月があります" in page.gaps.text
    assert "入力した分だけの合計" in page.gaps.text


def test_the_years_are_compared_in_a_sentence(page: ResultPage) -> None:
    old, new = (page.model.assessment.ledger.total(year).co2_basic_t for year in (2024, 2025))
    assert f"{abs(new - old):,.1f} t" in page.chart.sentence.plain
    assert ("減りました" in page.chart.sentence.plain) == (new < old)


def test_without_bills_the_page_says_what_it_waits_for(window: Window) -> None:
    window.show_place(Place("result"))
    settle()
    body = window.page_body
    assert isinstance(body, ResultPage)
    assert body.nothing.isVisible()
    assert not body.by_energy.isVisible()
    assert button(window, "次へ")
