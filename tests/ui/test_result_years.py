"""Comparison of years, intensities, what stands apart, and the workbook of the basis, on the page of results."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from support.screen import button, click, focused, press, settle, type_keys

from sllassist.case.edits import add_supply, cell_of, put_record, put_records
from sllassist.case.model import Certificate, EnergySupply
from sllassist.emissions.split import compare_years
from sllassist.flow.pages import HUB, Place
from sllassist.flow.rounding import shown, signed
from sllassist.ui import theme
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.widgets.side_scroll import SideScroll
from sllassist.ui.window import Window


@pytest.fixture
def page(sample: Window) -> ResultPage:
    sample.show_place(Place("result"))
    settle()
    body = sample.page_body
    assert isinstance(body, ResultPage)
    return body


def to_2025(page: ResultPage) -> None:
    page.tabs.setFocus()
    press(Qt.Key.Key_Right)
    settle()


def said(part: QWidget) -> str:
    return "\n".join(label.plain for label in part.findChildren(Text) if label.isVisible())


# --- the comparison ---------------------------------------------------------------------------------------------------------


def test_a_later_year_is_compared_in_both_views_and_the_base_year_is_not(page: ResultPage) -> None:
    assert not page.comparison.isVisible()
    assert not page.to_comparison.isVisible()
    to_2025(page)
    assert page.comparison.isVisible()
    assert page.comparison.views is not None
    total = compare_years(page.model.assessment.ledger, 2024, 2025).total
    own, fixed = page.comparison.views.texts
    assert own[1:4] == [shown(total.base), shown(total.now), signed(total.change)]
    assert fixed[1:4] == [shown(total.base), shown(total.fixed), signed(total.quantity)]
    assert page.comparison.parts is not None
    assert page.comparison.parts.texts[-1][2:4] == [signed(total.quantity), signed(total.factor)]
    assert "係数の影響が" in page.comparison.sentence.plain
    assert page.comparison.chart.picture.accessibleName().endswith(page.comparison.sentence.plain)


def test_another_figure_is_one_key_away(page: ResultPage) -> None:
    to_2025(page)
    click(page.to_comparison)
    settle()
    assert focused() is page.comparison.choice.radios["co2_basic_t"]
    press(Qt.Key.Key_Left)
    settle()
    assert page.comparison.choice.radios["oil_kl"].isChecked()
    total = compare_years(page.model.assessment.ledger, 2024, 2025, "oil_kl").total
    assert page.comparison.views is not None
    assert page.comparison.views.texts[0][2] == shown(total.now)
    assert "kL" in page.comparison.sentence.plain


def test_the_comparison_follows_an_edit(page: ResultPage) -> None:
    to_2025(page)
    before = page.comparison.sentence.plain
    supply = next(s for s in page.model.case.supplies if s.energy == "heavy_oil_a")
    page.model.edit(put_record(page.model.case, (supply.id, 2025, 4), Decimal(50_000), "L"), "用意")
    settle()
    assert page.comparison.sentence.plain != before


def test_an_unfinished_year_says_so_beside_every_figure(page: ResultPage) -> None:
    case = page.model.case
    page.model.edit(case.model_copy(update={"records": tuple(r for r in case.records if (r.fiscal_year, r.month) != (2025, 3))}), "用意")
    to_2025(page)
    assert "2025年度の合計（11か月分）" in said(page)
    chart = page.chart.picture.accessibleDescription()
    assert "2025年度（11か月分）" in chart
    assert "2024年度（" not in chart
    assert "2025年度は空欄の月があるため、増減の比較に入れていません。" in page.chart.sentence.plain
    assert page.comparison.tag.isVisible()
    assert "1年どうしの比較にはなりません" in page.comparison.sentence.plain
    assert page.comparison.parts is not None
    assert "2025年度（11か月分）（t-CO2）" in said(page.comparison.parts)
    page.model.undo()
    settle()
    assert not page.comparison.tag.isVisible()
    assert "か月分" not in said(page)


# --- intensities ------------------------------------------------------------------------------------------------------------


def test_a_denominator_is_added_and_filled_by_keyboard_and_gives_the_intensity(page: ResultPage) -> None:
    click(page.to_intensity)
    settle()
    assert focused() is page.intensity.offers["生産量"]
    press(Qt.Key.Key_Return)
    settle()
    assert focused().accessibleName().startswith("2024年度の分母の値")
    type_keys("1000")
    press(Qt.Key.Key_Tab)
    type_keys("2,000")
    press(Qt.Key.Key_Tab)
    settle()
    (found,) = page.model.case.denominators
    assert [(value.fiscal_year, value.value) for value in found.values] == [(2024, 1000), (2025, 2000)]
    ledger = page.model.assessment.ledger
    first, second = (page.intensity.figures[year] for year in (2024, 2025))
    assert first[0].plain == f"{ledger.total(2024).co2_basic_t / 1000:.4f}"
    change = (ledger.total(2025).co2_basic_t / 2000) / (ledger.total(2024).co2_basic_t / 1000) * 100 - 100
    assert second[1].plain == second[2].plain == f"{signed(change)}％"
    assert "t-CO2/個" in said(page.intensity)


def test_an_own_denominator_asks_for_name_and_unit_before_one_goes_on(page: ResultPage, sample: Window) -> None:
    click(page.intensity.offers[""])
    settle()
    assert focused().accessibleName() == "分母の名前"
    sample.press_primary()
    settle()
    assert sample.place == Place("result")
    lines = [line.problem.message for line in sample.shown_screen.summary.lines]  # type: ignore[union-attr]
    assert lines == ["分母の名前を入力してください。", "分母の単位を入力してください。"]
    page._set.focus(f"denominators.{page.model.case.denominators[0].id}.name")
    type_keys("beds")
    press(Qt.Key.Key_Tab)
    type_keys("x")
    sample.press_primary()
    settle()
    assert sample.place != Place("result")


def test_a_denominator_with_values_goes_only_after_a_question_and_comes_back_by_undo(page: ResultPage) -> None:
    click(page.intensity.offers["従業員数"])
    settle()
    type_keys("40")
    page.flush()
    settle()
    assert page.intensity.remove_link is not None
    click(page.intensity.remove_link)
    assert focused().text() == "消さない"  # type: ignore[attr-defined]
    click(button(page.intensity, "分母を消す"))
    settle()
    assert page.model.case.denominators == ()
    page.model.undo()
    settle()
    assert page.model.case.denominators[0].values[0].value == 40
    assert page.intensity.figures


def test_a_problem_leads_to_its_denominator_among_several(page: ResultPage, sample: Window) -> None:
    click(page.intensity.offers["生産量"])
    settle()
    click(page.intensity.offers["売上高"])
    settle()
    first, second = page.model.case.denominators
    assert page.intensity.tabs.value == second.id
    sample.show_place(HUB)
    sample.show_place(Place("result", focus=f"denominators.{first.id}.values.2024.value"))
    settle()
    assert page.intensity.tabs.value == first.id
    assert focused().accessibleName() == "2024年度の分母の値"


# --- apart ------------------------------------------------------------------------------------------------------------------


def test_power_sold_and_certificates_stand_apart_and_change_no_total(page: ResultPage) -> None:
    assert not page.apart.isVisible()
    before = page.by_site.texts[-1]
    case = page.model.case
    sold = EnergySupply(site_id=case.sites[0].id, energy="electricity_sold", unit="kWh")
    case = put_record(add_supply(case, sold), (sold.id, 2024, None), Decimal(1234), "kWh")
    bought = Certificate(kind="j_credit", fiscal_year=2024, quantity=Decimal(10), unit="t-CO2")
    page.model.edit(case.model_copy(update={"certificates": (bought,)}), "用意")
    settle()
    assert page.apart.isVisible()
    assert ["売った電気", "1,234 kWh"] in page.apart.table.texts
    assert ["J-クレジット", "10 t-CO2"] in page.apart.table.texts
    assert "買った電気から差し引いてもいません" in said(page.apart)
    assert page.by_site.texts[-1] == before


# --- the basis --------------------------------------------------------------------------------------------------------------


def wait_for(page: ResultPage) -> None:
    end = time.monotonic() + 60
    while page.save.is_busy and time.monotonic() < end:
        settle()
        time.sleep(0.02)
    assert not page.save.is_busy


def test_the_basis_is_saved_as_a_workbook_where_the_user_says(page: ResultPage, tmp_path: Path) -> None:
    page.save.chooser = lambda _parent, _start: str(tmp_path)
    opened: list[Path] = []
    page.save.opener = lambda folder: not opened.append(folder)
    page.save.button.setFocus()
    press(Qt.Key.Key_Return)
    wait_for(page)
    (made,) = tmp_path.glob("*.xlsx")
    assert str(made) in page.save.told.text
    assert focused() is page.save.open_button
    press(Qt.Key.Key_Return)
    assert opened == [tmp_path]
    book = openpyxl.load_workbook(made)
    assert {"合計", "明細"} <= set(book.sheetnames)


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(page: ResultPage, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    page.save.chooser = lambda _parent, _start: str(blocked)
    click(page.save.button)
    wait_for(page)
    assert page.save.saved is None
    assert "フォルダー" in page.save.told.text
    assert focused() is page.save.button


def test_choosing_no_folder_does_nothing(page: ResultPage) -> None:
    page.save.chooser = lambda _parent, _start: ""
    click(page.save.button)
    settle()
    assert not page.save.is_busy
    assert not page.save.told.isVisible()


def test_a_reason_is_seen_down_at_the_bill_line(page: ResultPage) -> None:
    old = next(r for r in page.model.case.records if (r.fiscal_year, r.month) == (2024, 4) and r.supply_id.endswith("heavy-oil"))
    page.model.edit(put_records(page.model.case, {cell_of(old): old.model_copy(update={"note": "工事で休業"})}), "用意")
    settle()
    click(next(link for link in page.basis.values() if link.accessibleName().startswith("A重油")))
    settle()
    assert page.ledger_view._model.texts(page.ledger_view._model.lines[0])[-1] == "メモ"
    assert "メモ：工事で休業" in said(page.ledger_view)


def test_the_ring_lies_whole_around_the_last_box_and_the_first(page: ResultPage, sample: Window) -> None:
    click(page.to_intensity)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    settle()
    assert "2025年度の分母の値" in focused().accessibleName()
    for _ in range(2):
        box = focused()
        picture = sample.grab().toImage()
        corner = box.mapTo(sample, QPoint(0, 0))
        middle = corner + box.rect().center()
        around = (
            QPoint(middle.x(), corner.y() + box.height() + 3), QPoint(middle.x(), corner.y() - 4),
            QPoint(corner.x() - 4, middle.y()), QPoint(corner.x() + box.width() + 3, middle.y()),
        )  # fmt: skip
        assert [picture.pixelColor(at).name().upper() for at in around] == [theme.KEY] * 4
        assert page.focus_path(f"denominators.{page.model.case.denominators[0].id}.name")
        settle()


def test_the_ring_does_not_lie_over_what_stands_beside_a_table_that_is_scrolled(page: ResultPage, sample: Window) -> None:
    click(page.to_intensity)
    press(Qt.Key.Key_Return)
    sample.resize(640, 768)
    settle()
    scroll = page.intensity.findChild(SideScroll)
    assert scroll is not None
    bar = scroll.horizontalScrollBar()
    assert bar.maximum() > 100
    edge = scroll.mapTo(sample, QPoint(0, 0)).x() - 6
    for value in (0, bar.maximum()):
        bar.setValue(value)
        settle()
        picture = sample.grab().toImage()
        assert not any(picture.pixelColor(edge, y).name().upper() == theme.KEY for y in range(100, 690))
