"""Newer factors in the window: nothing is computed anew before the user has seen the difference and chosen."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from support.packs import change, info, tables
from support.screen import button, click, focused, press, settle

from sllassist.emissions import build_ledger
from sllassist.flow.pages import HUB, Place
from sllassist.flow.tasks import tasks
from sllassist.knowledge.packs import make_pack
from sllassist.store import folders
from sllassist.ui.packs import newest_knowledge
from sllassist.ui.pages.result import ResultPage
from sllassist.ui.pages.update import UpdatePage
from sllassist.ui.widgets.basic import Text
from sllassist.ui.widgets.pack_dialog import PackDialog
from sllassist.ui.window import Window

ROW = "2025,retailer,A0270,中部電力ミライズ(株),メニューB(残差),{0},{0},確認済,,"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack in which 中部電力ミライズ has 0.000400 in FY2025 in place of 0.000411."""
    folder = tables(tmp_path_factory.mktemp("tables"), "electricity.csv")
    change(folder / "electricity.csv", ROW.format("0.000411"), ROW.format("0.000400"))
    path = tmp_path_factory.mktemp("pack") / "更新.zip"
    make_pack(folder, path, info(valid_from_fy=2025, changes=("2025年度の電気の係数を直しました",)))
    return path


def open_dialog(window: Window, pack: Path | str) -> PackDialog:
    window.packs.chooser = lambda _parent: str(pack)
    window.packs.show()
    settle()
    dialog = window.packs.dialog
    assert dialog is not None
    return dialog


def choose(window: Window, dialog: PackDialog) -> None:
    click(dialog.buttons["choose"])
    end = time.monotonic() + 60
    while window.packs.is_busy and time.monotonic() < end:
        settle()
        time.sleep(0.02)
    settle()


def said(dialog: object) -> str:
    return "\n".join(label.plain for label in dialog.findChildren(Text) if label.isVisible())  # type: ignore[attr-defined]


def total(window: Window, year: int) -> object:
    assert window.model is not None
    return window.model.assessment.ledger.total(year).co2_basic_t


def test_a_pack_shows_itself_and_the_differences_before_anything_changes(sample: Window, pack: Path) -> None:
    assert sample.model is not None
    before, case = total(sample, 2025), sample.model.case
    dialog = open_dialog(sample, pack)
    assert "プログラムに付属の係数" in said(dialog)
    choose(sample, dialog)
    text = said(dialog)
    assert "電気の係数 2026年度" in text
    assert "2025年度の電気の係数を直しました" in text
    assert "0.000411 t-CO2/kWh から 0.000400 t-CO2/kWh" in text
    assert "いまの係数" in text
    assert list(dialog.buttons) == ["take", "keep", "later"]
    assert total(sample, 2025) == before
    assert sample.model.case is case
    assert not folders.packs().exists()
    click(dialog.buttons["later"])
    settle()
    assert not folders.packs().exists()
    dialog.accept()


def test_computing_anew_is_one_step_that_undo_takes_back(sample: Window, pack: Path) -> None:
    assert sample.model is not None
    before, other = total(sample, 2025), total(sample, 2024)
    dialog = open_dialog(sample, pack)
    choose(sample, dialog)
    assert focused() is dialog.buttons["take"]
    press(Qt.Key.Key_Return)
    settle()
    assert "取り込みました" in dialog.told.text
    new = newest_knowledge()
    assert total(sample, 2025) == build_ledger(sample.model.case, new).total(2025).co2_basic_t != before
    assert total(sample, 2024) == other
    dialog.accept()
    sample.undo()
    settle()
    assert total(sample, 2025) == before
    sample.redo()
    assert total(sample, 2025) != before


def test_results_kept_stay_on_every_screen_and_say_so(sample: Window, pack: Path) -> None:
    assert sample.model is not None
    before = total(sample, 2025)
    dialog = open_dialog(sample, pack)
    choose(sample, dialog)
    click(dialog.buttons["keep"])
    settle()
    dialog.accept()
    assert total(sample, 2025) == before
    assert [pin.fiscal_year for pin in sample.model.case.pins] == [2025]
    sample.show_place(Place("result"))
    settle()
    page = sample.page_body
    assert isinstance(page, ResultPage)
    assert not page.pin.isVisible()
    page.tabs.setFocus()
    press(Qt.Key.Key_Right)
    settle()
    assert page.pin.isVisible()
    assert "今の結果のまま" in page.pin.title.plain
    click(page.pin.compare)
    settle()
    assert page.pin.table is not None
    assert page.pin.table.texts[0][0].startswith("CO2")
    click(page.pin.again)
    settle()
    assert total(sample, 2025) != before
    assert not page.pin.isVisible()
    assert focused() is page.tabs
    sample.undo()
    settle()
    assert total(sample, 2025) == before
    assert page.pin.isVisible()


def test_another_case_is_not_computed_anew_by_itself_but_asked_on_its_own_page(sample: Window, pack: Path, tmp_path: Path) -> None:
    assert sample.model is not None
    sample.model.type_text("firm.phone", "0266-00-0000")
    path = tmp_path / "案件.sll"
    sample.model.session.save_as(path)
    before = total(sample, 2025)
    sample.files.leave()
    dialog = open_dialog(sample, pack)
    choose(sample, dialog)
    assert "開いている案件はありません" in said(dialog)
    click(button(dialog, "取り込む"))
    settle()
    dialog.accept()
    sample.files.open(path)
    settle()
    assert sample.model is not None
    assert total(sample, 2025) == before
    row = next(task for task in tasks(sample.model.case, sample.model.assessment) if task.place == Place("update"))
    assert (row.title, row.status, row.summary) == ("係数の更新を確かめる", "未着手", "2025年度の結果が変わります")
    sample.show_place(Place("update"))
    settle()
    page = sample.page_body
    assert isinstance(page, UpdatePage)
    assert "2025年度の電気の係数を直しました" in said(page)
    page.take.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert total(sample, 2025) != before
    assert page.title.plain == "係数は最新です"
    assert focused() is page.choose
    assert all(task.title != "係数の更新を確かめる" for task in tasks(sample.model.case, sample.model.assessment))


def test_keeping_on_the_page_keeps_too(sample: Window, pack: Path, tmp_path: Path) -> None:
    assert sample.model is not None
    sample.model.type_text("firm.phone", "0266-00-0000")
    path = tmp_path / "案件.sll"
    sample.model.session.save_as(path)
    before = total(sample, 2025)
    sample.files.leave()
    dialog = open_dialog(sample, pack)
    choose(sample, dialog)
    click(button(dialog, "取り込む"))
    dialog.accept()
    sample.files.open(path)
    sample.show_place(Place("update"))
    settle()
    page = sample.page_body
    assert isinstance(page, UpdatePage)
    click(page.keep)
    settle()
    assert sample.model is not None
    assert total(sample, 2025) == before
    assert [pin.fiscal_year for pin in sample.model.case.pins] == [2025]
    assert page.title.plain == "係数は最新です"


def test_factors_that_change_nothing_are_taken_without_a_question(window: Window, pack: Path) -> None:
    dialog = open_dialog(window, pack)
    choose(window, dialog)
    assert "この案件の結果は変わりません" in said(dialog)
    click(button(dialog, "取り込む"))
    settle()
    dialog.accept()
    assert window.model is not None
    assert window.model.knowledge.pack_id == newest_knowledge().pack_id
    assert all(task.place != Place("update") for task in tasks(window.model.case, window.model.assessment))


def test_a_file_that_is_no_pack_is_refused_in_one_sentence(sample: Window, tmp_path: Path) -> None:
    wrong = tmp_path / "写真.zip"
    wrong.write_bytes(b"not a zip")
    dialog = open_dialog(sample, wrong)
    choose(sample, dialog)
    assert "係数の更新のファイルではありません" in dialog.told.text
    assert dialog.buttons["choose"].isVisible()
    assert not folders.packs().exists()
    dialog.accept()


def test_a_pack_is_taken_out_after_a_question_and_the_case_says_so(sample: Window, pack: Path) -> None:
    assert sample.model is not None
    before = total(sample, 2025)
    dialog = open_dialog(sample, pack)
    choose(sample, dialog)
    click(dialog.buttons["take"])
    settle()
    assert total(sample, 2025) != before
    (remove,) = dialog.removes.values()
    click(remove)
    settle()
    assert focused().text() == "外さない"  # type: ignore[attr-defined]
    click(button(dialog.question, "外す"))
    settle()
    assert dialog.removes == {}
    assert total(sample, 2025) == before
    dialog.accept()


def test_provisional_factors_are_a_task_until_they_are_replaced(sample: Window) -> None:
    assert sample.model is not None
    row = next(task for task in tasks(sample.model.case, sample.model.assessment) if task.place == Place("update"))
    assert (row.title, row.status) == ("暫定の係数を公表値に替える", "更新待ち")
    assert "2024年度" in row.summary
    sample.show_place(HUB)
    sample.show_place(Place("update"))
    settle()
    page = sample.page_body
    assert isinstance(page, UpdatePage)
    assert "都市ガス" in said(page)
    sample.packs.chooser = lambda _parent: ""
    click(page.choose)
    settle()
    assert sample.packs.dialog is not None
    assert sample.packs.dialog.isVisible()
    sample.packs.dialog.accept()
