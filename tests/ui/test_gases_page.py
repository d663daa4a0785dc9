"""Other greenhouse gases and certificates: rows by keyboard, what they come to, and what is no longer asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from support.screen import button, click, focused, press, settle, type_keys

from sllassist.case import wholes
from sllassist.case.model import Certificate, GasRecord, Site
from sllassist.flow.pages import HUB, Place
from sllassist.flow.tasks import tasks
from sllassist.ui.pages.form import FormPage
from sllassist.ui.pages.gases import GasesPage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.window import Window


@pytest.fixture
def page(window: Window) -> GasesPage:
    assert window.model is not None
    sites = (Site(id="a", name="本社", prefecture="長野県"), Site(id="b", name="支店", prefecture="東京都"))
    window.model.edit(window.model.case.model_copy(update={"sites": sites}), "用意")
    return shown(window)


def shown(window: Window, focus: str = "") -> GasesPage:
    window.show_place(Place("gases", focus=focus))
    settle()
    body = window.page_body
    assert isinstance(body, GasesPage)
    return body


def words(page: GasesPage, path: str) -> list[str]:
    """What a row says it comes to."""
    return [label.plain for holder in page.rows.told[path] for label in holder.findChildren(Text) if label.plain]


def with_gas(page: GasesPage, *, quantity: str = "12.5", site: str = "a", year: int = 2025) -> str:
    gas = GasRecord(site_id=site, gas="HFC-134a", fiscal_year=year, quantity=Decimal(quantity), unit="kg")
    page.model.edit(page.model.case.model_copy(update={"gases": (*page.model.case.gases, gas)}), "用意")
    settle()
    return f"gases.{gas.id}"


def test_a_row_is_filled_by_keyboard_alone_and_says_what_it_comes_to(page: GasesPage) -> None:
    assert focused() is page.rows.add_button
    press(Qt.Key.Key_Return)
    settle()
    (path,) = page.rows.rows
    assert focused().accessibleName() == "ガスの行1の事業所"
    press(Qt.Key.Key_Down)  # 本社
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    settle()
    type_keys("R-134a")
    press(Qt.Key.Key_Return)
    settle()
    assert focused().accessibleName() == "ガスの行1の出た量"
    assert page.model.case.gases == ()
    type_keys("12.5")
    press(Qt.Key.Key_Tab)
    settle()
    (gas,) = page.model.case.gases
    assert (gas.site_id, gas.gas, gas.fiscal_year, gas.quantity, gas.unit) == ("a", "HFC-134a", 2025, Decimal("12.5"), "kg")
    assert path == f"gases.{gas.id}"
    assert words(page, path) == ["16.250 t-CO2", "地球温暖化係数 1,300"]
    assert any("2025年度の合計　16.3 t-CO2" in label.plain for label in page.findChildren(Text))


def test_the_basis_of_a_row_shows_formula_and_source_and_gives_the_keyboard_back(page: GasesPage) -> None:
    path = with_gas(page)
    link = page.basis[path]
    click(link)
    settle()
    said = "\n".join(label.plain for label in page.ledger_view.findChildren(Text))
    assert "12.5 kg ÷ 1,000 × 1,300 t-CO2/t" in said
    assert "IPCC第5次評価報告書" in said
    press(Qt.Key.Key_Escape)
    assert not page.ledger_view.isVisible()
    assert focused() is page.basis[path]


def test_a_half_filled_row_waits_keeps_its_text_and_blocks_papers(page: GasesPage) -> None:
    click(page.rows.add_button)
    settle()
    (path,) = page.rows.rows
    page._set.focus(f"{path}.quantity")
    type_keys("3")
    page.window().show_place(HUB)  # type: ignore[attr-defined]
    settle()
    assert page.model.case.drafts[f"{path}.quantity"] == "3"
    row = next(task for task in tasks(page.model.case, page.model.assessment) if task.place == Place("gases"))
    assert row.status == "入力中"
    assert any(problem.code == "waits.gases" for problem in page.model.assessment.blocking)


def test_asking_to_go_on_names_each_missing_answer_and_leads_to_it(page: GasesPage, window: Window) -> None:
    click(page.rows.add_button)
    settle()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    frame = window.shown_screen
    lines = [line.problem.message for line in frame.summary.lines]  # type: ignore[union-attr]
    assert lines == ["事業所を選んでください。", "ガスの種類を選んでください。", "出た量を入力してください。"]
    click(frame.summary.lines[2])  # type: ignore[union-attr]
    settle()
    assert focused().accessibleName() == "ガスの行1の出た量"
    assert "出た量を入力してください" in focused().accessibleDescription()


def test_a_filled_row_is_removed_after_one_question_and_undo_brings_it_back(page: GasesPage) -> None:
    path = with_gas(page)
    click(page.rows.removes[path])
    assert focused().text() == "消さない"  # type: ignore[attr-defined]
    press(Qt.Key.Key_Escape)
    assert len(page.model.case.gases) == 1
    click(page.rows.removes[path])
    click(button(page.rows, "行を消す"))
    settle()
    assert page.model.case.gases == ()
    page.model.undo()
    settle()
    assert page.rows.rows == (path,)
    assert words(page, path) == ["16.250 t-CO2", "地球温暖化係数 1,300"]


def test_an_untouched_row_goes_without_a_question(page: GasesPage) -> None:
    click(page.rows.add_button)
    settle()
    click(page.rows.removes[page.rows.rows[0]])
    settle()
    assert page.rows.rows == ()
    assert wholes.waiting(page.model.case, "gases") == ()


def test_a_new_row_begins_with_site_year_and_unit_of_the_one_before(page: GasesPage) -> None:
    with_gas(page, site="b", year=2024)
    click(page.rows.add_button)
    settle()
    path = page.rows.rows[1]
    drafts = page.model.case.drafts
    assert (drafts[f"{path}.site_id"], drafts[f"{path}.fiscal_year"], drafts[f"{path}.unit"]) == ("b", "2024", "kg")
    assert focused().accessibleName() == "ガスの行2のガスの種類：選ぶ"


def test_rows_keep_their_places_while_they_are_filled(page: GasesPage) -> None:
    for _ in range(2):
        click(page.rows.add_button)
        settle()
    first, second = page.rows.rows
    for name, text in {"site_id": "a", "gas": "CH4", "quantity": "2"}.items():
        page.model.type_text(f"{second}.{name}", text)
    settle()
    assert page.rows.rows == (first, second)
    assert words(page, second)[0] == "0.056 t-CO2"


def test_gases_of_two_prefectures_are_summed_apart(page: GasesPage) -> None:
    with_gas(page, quantity="10", site="a")
    with_gas(page, quantity="20", site="b")
    said = " ".join(label.plain for label in page.findChildren(Text))
    assert "長野県 13.0 t-CO2" in said
    assert "東京都 26.0 t-CO2" in said


def test_the_question_is_not_asked_once_the_rows_answer_it(page: GasesPage, window: Window) -> None:
    window.show_place(Place("conditions"))
    settle()
    body = window.page_body
    assert isinstance(body, FormPage)
    assert "duty.other_gases_t" in body.fields.fields
    click(button(body, "ガスごとに入力する"))
    settle()
    assert window.place == Place("gases")
    with_gas(page)
    window.show_place(Place("conditions"))
    settle()
    assert "duty.other_gases_t" not in body.fields.fields
    said = " ".join(label.plain for label in body.findChildren(Text) if label.isVisible())
    assert "長野県 16.3 t-CO2" in said
    click(button(body, "変更"))
    settle()
    assert window.place == Place("gases")


def test_certificates_are_shown_apart_and_never_deducted(page: GasesPage) -> None:
    click(page.certificates.add_button)
    settle()
    press(Qt.Key.Key_Down)  # the first kind
    for _ in range(2):
        press(Qt.Key.Key_Tab)
    type_keys("1,200")
    press(Qt.Key.Key_Tab)
    settle()
    (found,) = page.model.case.certificates
    assert (found.kind, found.fiscal_year, found.quantity, found.unit) == ("non_fossil", 2025, 1200, "kWh")
    said = " ".join(label.plain for label in page.findChildren(Text))
    assert "非化石証書 1,200 kWh（2025年度）は、排出量から差し引いていません" in said


def test_the_way_on_passes_the_page_by_unless_one_is_there(window: Window) -> None:
    window.show_place(Place("bills", 2025))
    settle()
    from sllassist.flow.tasks import next_place

    model = window.model
    assert model is not None
    assert next_place(model.case, model.assessment, Place("bills", 2025)) == Place("result")
    assert next_place(model.case, model.assessment, Place("gases")) == Place("result")


def test_a_problem_leads_to_its_row(page: GasesPage, window: Window) -> None:
    path = with_gas(page)
    certificate = Certificate(kind="j_credit", fiscal_year=2025, quantity=Decimal(1), unit="t-CO2")
    page.model.edit(page.model.case.model_copy(update={"certificates": (certificate,)}), "用意")
    window.show_place(HUB)
    shown(window, f"{path}.quantity")
    assert focused().accessibleName() == "ガスの行1の出た量"
    window.show_place(HUB)
    shown(window, f"certificates.{certificate.id}.quantity")
    assert focused().accessibleName() == "証書の行1の量"


@pytest.mark.parametrize("answer", ["12", "0"])
def test_an_answered_figure_is_said_to_be_used_until_gases_are_entered(page: GasesPage, window: Window, answer: str) -> None:
    assert page.rows.none.isVisible()
    assert not page.answered.isVisible()
    page.model.type_text("duty.other_gases_t", answer)
    settle()
    assert not page.rows.none.isVisible(), "it would say that there is nothing"
    said = " ".join(label.plain for label in page.answered.findChildren(Text))
    assert f"先に答えた {answer} t-CO2" in said
    click(page.to_answer)
    settle()
    assert focused().accessibleName().startswith("エネルギー以外から出る温室効果ガス")
    page = shown(window)
    with_gas(page)
    assert not page.answered.isVisible()
    assert not page.rows.none.isVisible()
    page.model.undo()
    settle()
    assert page.answered.isVisible()
