"""Reading bill figures from files and copied tables, by mouse and keys: questions, preview, conflicts, one edit, one undo."""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from support.screen import Chosen, answering, button, click, focused, press, settle, tab_stops, type_keys

from sllassist.case.edits import cell_of, put_records
from sllassist.case.model import Case
from sllassist.flow.pages import Place
from sllassist.importers import read_source
from sllassist.knowledge import load_knowledge
from sllassist.store import casefile, mappings, samples
from sllassist.ui import importing, theme
from sllassist.ui.pages.bills import BillsPage
from sllassist.ui.pages.imports import ImportsPage
from sllassist.ui.widgets.basic import Banner, LinkButton
from sllassist.ui.widgets.dialogs import Ask
from sllassist.ui.window import Window

OKAYA = "岡谷本社工場"
Figure = tuple[int, int | None, Decimal, str]


def imports(window: Window) -> ImportsPage:
    body = window.page_body
    assert isinstance(body, ImportsPage)
    return body


@pytest.fixture
def page(sample: Window) -> ImportsPage:
    """Opened by the button on the bills of 2023, for which the sample has no figures."""
    sample.show_place(Place("bills", 2023))
    settle()
    click(button(sample, "ファイルから読み込む"))
    return imports(sample)


def wait(page: ImportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.desk.busy, timeout=60_000)
    settle()


def read(page: ImportsPage, path: Path, qtbot: QtBot) -> None:
    """Chooses a file in the dialog."""
    page.source.chooser = lambda parent, start: str(path)
    click(page.source.choose)
    wait(page, qtbot)


def on(window: Window, qtbot: QtBot) -> None:
    """Presses the button at the foot of the page."""
    screen, page = window.shown_screen, imports(window)
    click(screen.primary)
    wait(page, qtbot)


def csv(path: Path, text: str, encoding: str = "cp932") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def figures(case: Case, energy: str, site: str, year: int) -> list[Figure]:
    ids = {supply.id for supply in case.supplies if supply.energy == energy and (found := case.site(supply.site_id)) and found.name == site}
    own = [record for record in case.records if record.supply_id in ids and record.fiscal_year == year]
    return [(record.fiscal_year, record.month, record.quantity, record.unit) for record in own]


def case_of(window: Window) -> Case:
    assert window.model is not None
    return window.model.case


def banners(inside: QWidget) -> list[str]:
    return [banner.text for banner in inside.findChildren(Banner) if banner.isVisible()]


def wide_sheet(path: Path) -> Path:
    """Months across, two energies at a site of the sample, a total at the end."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2023年度　岡谷本社工場　エネルギー使用量"])
    months = [*range(4, 13), 1, 2, 3]
    sheet.append(["エネルギー", *[f"{month}月" for month in months], "合計"])
    sheet.append(["電気（kWh）", *[1000 + month for month in months], 12078])
    sheet.append(["A重油（L）", *[10 * month for month in months], 780])
    book.save(path)
    return path


# --- from the file to the bills ---------------------------------------------------------------------------------------


def test_a_wide_sheet_comes_in_as_one_edit_and_goes_with_one_undo(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    before = case_of(sample)
    read(page, wide_sheet(tmp_path / "使用量2023.xlsx"), qtbot)
    assert "表1つ" in page.source._found_note.plain
    on(sample, qtbot)
    assert page.desk.step == 2
    card = next(iter(page.columns.cards.values()))
    headings = [combo.accessibleName() for combo in card.combos.values()]
    assert any("4月 〜 3月（12列）" in heading for heading in headings)
    assert {combo.currentText() for combo in card.combos.values()} >= {"使用量", "エネルギーの種類"}
    on(sample, qtbot)
    assert page.desk.step == 3
    assert case_of(sample) is before, "nothing enters before the last button"
    assert page.preview.sums.texts[0][:2] == [OKAYA, "A重油"]
    assert page.preview.sums.texts[0][5] == "780 L"
    assert page.preview.sums.texts[1][5] == "12,078 kWh"
    assert page.preview.records.count == 24
    on(sample, qtbot)
    assert sample.place == Place("bills", 2023)
    assert figures(case_of(sample), "electricity", OKAYA, 2023)[0] == (2023, 4, Decimal(1004), "kWh")
    assert sum(figure[2] for figure in figures(case_of(sample), "electricity", OKAYA, 2023)) == 12078
    bills = sample.page_body
    assert isinstance(bills, BillsPage)
    assert "使用量2023.xlsx" in bills.arrived.text
    assert "24件" in bills.arrived.text
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert case_of(sample) == before
    assert not bills.arrived.isVisible(), "what has been undone is no longer said to be there"


def test_a_long_csv_in_windows_letters(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    lines = ["№,事業所名,使用年月,種別,ご使用量,料金（円）,備考"]
    for month in (4, 5, 6):
        lines.append(f"①,{OKAYA},令和5年{month}月,電気,\"{month},０００\",\"{month}00,000\",髙﨑確認")
        lines.append(f"②,{OKAYA},令和5年{month}月,電気,単位：kWh,,")
    path = csv(tmp_path / "①㈱電力.csv", "\n".join([lines[0], *lines[1::2], "合計,,,,\"15,000\",,"]))
    read(page, path, qtbot)
    assert "Shift_JIS" in page.source._found_note.plain
    on(sample, qtbot)
    for box in list(page.columns.boxes.values()):
        assert box.question.text.endswith("。")
    answer_everything(page, qtbot, {"unit": "kWh"})
    on(sample, qtbot)
    assert any("合計" in text for text, _ in page.preview.left.texts)
    assert any("備考" in text for text, _ in page.preview.left.texts)
    on(sample, qtbot)
    assert figures(case_of(sample), "electricity", OKAYA, 2023) == [
        (2023, 4, Decimal(4000), "kWh"), (2023, 5, Decimal(5000), "kWh"), (2023, 6, Decimal(6000), "kWh"),
    ]  # fmt: skip


def answer_everything(page: ImportsPage, qtbot: QtBot, answers: dict[str, str]) -> None:
    """Clicks the answer that `answers` gives for the beginning of a question's key."""
    for _ in range(20):
        look = page.desk.look
        assert look is not None
        open_ = [question for question in look.unanswered() if question.key in page.columns.boxes]
        if not open_:
            return
        box = page.columns.boxes[open_[0].key]
        value = next(answer for start, answer in answers.items() if open_[0].key.startswith(start))
        if box.group is not None:
            click(box.group.radios[value])
        else:
            assert box.combo is not None
            box.combo.setFocus()
            while box.combo.currentData() != value:
                press(Qt.Key.Key_Down)
        wait(page, qtbot)
    raise AssertionError("the questions never end")


def unknown_site(path: Path) -> Path:
    return csv(path, "事業所,年月,電気使用量(kWh)\n諏訪営業所,2023年4月,100\n諏訪営業所,2023年5月,110\n" + f"{OKAYA},2023年4月,5000\n")


def test_a_question_keeps_the_user_until_it_is_answered(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    on(sample, qtbot)  # without an answer
    assert page.desk.step == 2
    frame = sample.shown_screen
    assert "諏訪営業所" in frame.summary.lines[0].problem.message
    assert frame.summary.accessibleName() == "先に進む前に、答えてください"
    assert frame.summary.property("kind") == "warn"
    click(frame.summary.lines[0])
    box = page.columns.boxes["site:諏訪営業所"]
    assert box.group is not None
    assert not any(radio.isChecked() for radio in box.group.radios.values()), "nothing is chosen beforehand"
    assert focused() in box.group.radios.values()
    while not box.group.radios["new"].isChecked():  # by the keyboard alone
        press(Qt.Key.Key_Down)
        wait(page, qtbot)
    on(sample, qtbot)
    assert page.desk.step == 3


def test_new_sites_and_supplies_are_made_only_when_confirmed(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    before = case_of(sample)
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "new"})
    on(sample, qtbot)
    on(sample, qtbot)  # nothing confirmed yet
    assert case_of(sample) is before
    (group,) = page.preview.places.values()
    click(group.radios["leave"])
    wait(page, qtbot)
    assert page.preview.records.count == 1
    click(group.radios["add"])
    wait(page, qtbot)
    assert page.preview.records.count == 3
    on(sample, qtbot)
    assert [site.name for site in case_of(sample).sites] == [site.name for site in before.sites] + ["諏訪営業所"]
    assert figures(case_of(sample), "electricity", "諏訪営業所", 2023) == [(2023, 4, Decimal(100), "kWh"), (2023, 5, Decimal(110), "kWh")]


def test_many_new_sites_are_shown_in_parts_and_confirmed_at_once(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    before = len(case_of(sample).sites)
    rows = "".join(f"営業所{number:02},2023年4月,{number + 1}\n" for number in range(15))
    read(page, csv(tmp_path / "営業所.csv", "事業所,年月,電気使用量(kWh)\n" + rows), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "new"})
    on(sample, qtbot)
    assert len(page.preview.places) == 12
    click(next(b for b in page.preview.findChildren(LinkButton) if b.isVisible() and "残りの3つ" in b.text()))
    assert len(page.preview.places) == 15
    assert focused() in list(page.preview.places.values())[12].radios.values()
    click(page.preview.add_all)
    on(sample, qtbot)
    assert len(case_of(sample).sites) == before + 15


def test_refusing_the_new_site_takes_only_the_rest(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    before = case_of(sample)
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "new"})
    on(sample, qtbot)
    click(next(iter(page.preview.places.values())).radios["leave"])
    on(sample, qtbot)
    assert case_of(sample).sites == before.sites
    assert case_of(sample).supplies == before.supplies
    assert figures(case_of(sample), "electricity", OKAYA, 2023) == [(2023, 4, Decimal(5000), "kWh")]


def test_other_figures_that_are_there_are_shown_side_by_side(sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    before = case_of(sample)
    old = {month: quantity for _, month, quantity, _ in figures(before, "electricity", OKAYA, 2024)}
    sample.show_place(Place("bills", 2024))
    settle()
    click(button(sample, "ファイルから読み込む"))
    page = imports(sample)
    text = f"事業所,年月,電気使用量(kWh)\n{OKAYA},2024年4月,111\n{OKAYA},2024年5月,222\n{OKAYA},2024年6月,{old[6]}\n"
    read(page, csv(tmp_path / "電気.csv", text), qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    assert len(page.preview.conflicts) == 2
    first, second = page.preview.conflicts.values()
    assert f"{old[4]:,f} kWh" in first.accessibleName()
    assert "111 kWh" in first.accessibleName()
    assert "同じ数字" in page.preview.summary.text
    on(sample, qtbot)
    assert case_of(sample) is before, "a conflict has to be decided"
    click(first.radios["keep"])
    click(second.radios["replace"])
    wait(page, qtbot)
    assert page.preview.records.count == 1
    on(sample, qtbot)
    now = {month: quantity for _, month, quantity, _ in figures(case_of(sample), "electricity", OKAYA, 2024)}
    assert now == {**old, 5: Decimal(222)}
    assert "1件" in sample.page_body.arrived.text
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert case_of(sample) == before


def test_all_conflicts_can_be_decided_at_once(sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    sample.show_place(Place("imports"))
    page = imports(sample)
    rows = "".join(f"{OKAYA},2024年{month}月,{month}\n" for month in range(4, 13))
    read(page, csv(tmp_path / "電気.csv", "事業所,年月,電気使用量(kWh)\n" + rows), qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    click(page.preview.replace_all)
    assert all(group.radios["replace"].isChecked() for group in page.preview.conflicts.values())
    on(sample, qtbot)
    now = {month: quantity for _, month, quantity, _ in figures(case_of(sample), "electricity", OKAYA, 2024)}
    assert [now[month] for month in range(4, 13)] == [Decimal(month) for month in range(4, 13)]


# --- what is sure, proposed and changed -------------------------------------------------------------------------------


def test_a_proposal_is_marked_and_a_certain_column_can_be_changed(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    text = "事業所,年月,買電量(kWh),発電量(kWh),備考\n" + f"{OKAYA},2023年4月,500,90,x\n{OKAYA},2023年5月,510,95,y\n"
    read(page, csv(tmp_path / "太陽光.csv", text), qtbot)
    on(sample, qtbot)
    (box,) = page.columns.boxes.values()
    assert "発電" in box.title.plain
    card = next(iter(page.columns.cards.values()))
    tags = {key: tag.text() for key, (tag, _) in card._tags.items()}
    assert sorted(tags.values()) == ["確か", "確か", "確か", "要確認"]
    answer_everything(page, qtbot, {"column": "ignore"})
    bought = next(combo for combo in card.combos.values() if "買電量" in combo.accessibleName())
    bought.setFocus()
    while bought.currentData() != "ignore":
        press(Qt.Key.Key_Down)
    wait(page, qtbot)
    on(sample, qtbot)
    assert page.desk.step == 2, "without any figure there is nothing to look at"
    while bought.currentData() != "quantity":
        bought.setFocus()
        press(Qt.Key.Key_Up)
    wait(page, qtbot)
    on(sample, qtbot)
    assert page.preview.records.count == 2


def test_a_table_can_be_left_out(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    book = Workbook()
    for name in ("電気", "旧"):
        sheet = book.active if name == "電気" else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["事業所", "年月", "電気使用量(kWh)" if name == "電気" else "灯油(L)"])
        sheet.append([OKAYA, "2023年4月", 10])
    book.save(tmp_path / "二つ.xlsx")
    read(page, tmp_path / "二つ.xlsx", qtbot)
    assert len(page.source.checks) == 2
    click(page.source.checks[1])
    wait(page, qtbot)
    assert not page.source.checks[1].isChecked()
    on(sample, qtbot)
    assert len(page.columns.cards) == 1
    on(sample, qtbot)
    assert page.preview.records.count == 1


def test_letters_that_may_be_read_in_two_ways_are_asked_about_first(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    text = f"事業所,年月,電気使用量(kWh),電気料金(円)\n{OKAYA},2023年4月,100,3000\n{OKAYA},2023年5月,200,6000\n"
    read(page, csv(tmp_path / "印なし.csv", text, "utf-16-le"), qtbot)
    on(sample, qtbot)
    assert page.desk.step == 1
    for letters in ("cp932", "utf-16-le"):  # first the wrong ones: the right answer must still be at hand
        assert page.source.letters is not None
        assert page.source.letters.group is not None
        click(page.source.letters.group.radios[letters])
        wait(page, qtbot)
    assert banners(page) == []
    on(sample, qtbot)
    on(sample, qtbot)
    assert page.preview.records.texts(0)[:2] == (OKAYA, "電気")


# --- remembering ------------------------------------------------------------------------------------------------------


def test_a_confirmed_reading_is_remembered_and_used_with_a_sentence(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    def bills(year: int) -> Path:
        return csv(tmp_path / f"{year}.csv", f"場所,年月,電気使用量(kWh)\n本社,{year}年4月,100\n本社,{year}年5月,110\n")

    read(page, bills(2022), qtbot)
    on(sample, qtbot)
    assert not page.columns.remembered.isVisible()
    answer_everything(page, qtbot, {"column": "site", "site": "okaya"})
    on(sample, qtbot)
    assert mappings.texts() == [], "remembered only once it has been taken over"
    on(sample, qtbot)
    assert len(mappings.texts()) == 1
    sample.show_place(Place("imports"))
    again = imports(sample)
    read(again, bills(2021), qtbot)
    on(sample, qtbot)
    assert again.columns.remembered.isVisible()
    assert not again.columns.boxes
    click(again.columns.anew)
    wait(again, qtbot)
    assert not again.columns.remembered.isVisible()
    assert again.columns.boxes


def test_a_damaged_memory_only_means_being_asked_again(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    mappings.keep("x", '{"version": 1, "tables": 3}')
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    assert list(page.columns.boxes) == ["site:諏訪営業所"]


# --- files that cannot be read ----------------------------------------------------------------------------------------


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)


@pytest.mark.parametrize(
    "make",
    [
        _bomb, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(bytes(range(256)) * 50),
        lambda path: path.write_text("<html><table><tr><td>1</td></tr></table>", "utf-8"), lambda path: path.mkdir(),
        lambda path: path.write_text("ただの文章です。\n数字はありません。\n", "utf-8"), lambda path: None,
    ],
    ids=["bomb", "empty", "noise", "html", "folder", "prose", "missing"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_ends_in_one_sentence(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot, make: Callable[[Path], object]
) -> None:
    before = case_of(sample)
    make(tmp_path / "だめ.xlsx")
    read(page, tmp_path / "だめ.xlsx", qtbot)
    (sentence,) = banners(page)
    assert "だめ.xlsx" in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    assert case_of(sample) is before
    assert page.desk.step == 1
    assert focused() is page.source.choose, "the next try is one key away"
    read(page, wide_sheet(tmp_path / "よい.xlsx"), qtbot)
    assert banners(page) == []
    assert page.source.found.isVisible()


def test_what_nobody_expected_is_a_sentence_too(
    page: ImportsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(importing, "read_source", broken)
    read(page, wide_sheet(tmp_path / "使用量.xlsx"), qtbot)
    assert banners(page)[0].startswith("読み込めませんでした")


def test_reading_can_be_cancelled(page: ImportsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = True

    def slow(*args: object, **kwargs: object) -> object:
        while waiting:
            time.sleep(0.01)
        return read_source(wide_sheet(tmp_path / "使用量.xlsx"))

    monkeypatch.setattr(importing, "read_source", slow)
    page.source.chooser = lambda parent, start: str(tmp_path / "遅い.xlsx")
    click(page.source.choose)
    qtbot.waitUntil(page.busy_line.isVisible, timeout=5_000)
    assert focused() is page.cancel
    assert page.progress.isVisible()
    press(Qt.Key.Key_Return)
    assert not page.desk.busy
    assert not page.busy_line.isVisible()
    assert focused() is page.source.choose
    waiting = False
    qtbot.wait(300)
    assert page.desk.look is None, "what comes late is let go"


class Held:
    """Stands for work that takes long: waits until it is let go, and says in which thread it was done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.free = threading.Event()
        self.begun = threading.Event()
        self.thread = ""
        act = getattr(importing, name)

        def held(*args: Any) -> Any:
            self.thread = threading.current_thread().name
            self.begun.set()
            self.free.wait(20)
            return act(*args)

        monkeypatch.setattr(importing, name, held)


def to_the_preview(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "new"})


def test_counting_for_the_preview_leaves_the_window_free_and_can_be_cancelled(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_preview(page, sample, tmp_path, qtbot)
    held = Held(monkeypatch, "look_out")
    click(sample.shown_screen.primary)
    qtbot.waitUntil(page.busy_line.isVisible, timeout=5_000)
    assert held.thread != threading.main_thread().name
    assert page.desk.step == 3
    assert not page.preview.isVisible()
    assert page.busy_text.plain == "数えています。"
    click(page.cancel)
    assert page.desk.step == 2
    assert page.columns.isVisible()
    held.free.set()
    qtbot.wait(200)
    assert page.desk.step == 2, "what comes late is let go"
    on(sample, qtbot)
    assert page.desk.step == 3
    assert page.preview.isVisible()


def test_nothing_moves_under_the_mouse_while_a_decision_is_counted(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_preview(page, sample, tmp_path, qtbot)
    on(sample, qtbot)
    (group,) = page.preview.places.values()
    before = group.mapTo(sample, group.rect().center())
    held = Held(monkeypatch, "look_out")
    click(group.radios["leave"])
    assert group.radios["leave"].isChecked(), "the answer is shown at once"
    qtbot.waitUntil(page.busy_line.isVisible, timeout=5_000)
    assert group.mapTo(sample, group.rect().center()) == before
    click(group.radios["add"])
    click(sample.shown_screen.primary)  # may be pressed early
    assert case_of(sample).records == samples.sample().records
    held.free.set()
    qtbot.waitUntil(lambda: isinstance(sample.page_body, BillsPage), timeout=20_000)
    assert figures(case_of(sample), "electricity", "諏訪営業所", 2023) == [(2023, 4, Decimal(100), "kWh"), (2023, 5, Decimal(110), "kWh")]


def test_taking_figures_in_leaves_the_window_free_and_can_be_cancelled(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = case_of(sample)
    to_the_preview(page, sample, tmp_path, qtbot)
    on(sample, qtbot)
    click(next(iter(page.preview.places.values())).radios["add"])
    wait(page, qtbot)
    held = Held(monkeypatch, "take")
    click(sample.shown_screen.primary)
    assert page.busy_line.isVisible(), "said at once"
    assert page.busy_text.plain == "取り込んでいます。"
    assert not sample.shown_screen.primary.isVisible()
    assert held.begun.wait(5)
    assert held.thread != threading.main_thread().name
    click(page.cancel)
    held.free.set()
    qtbot.wait(200)
    assert case_of(sample) is before, "what comes late is let go"
    assert page.desk.step == 3
    on(sample, qtbot)
    assert len(case_of(sample).sites) == len(before.sites) + 1


def test_a_case_that_changes_while_figures_are_put_in_is_looked_at_again(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_preview(page, sample, tmp_path, qtbot)
    on(sample, qtbot)
    click(next(iter(page.preview.places.values())).radios["add"])
    wait(page, qtbot)
    held = Held(monkeypatch, "take")
    click(sample.shown_screen.primary)
    assert held.begun.wait(5)
    sample.model.edit(sample.model.case.model_copy(update={"drafts": {"firm.name": "別の会社"}}), "用意")
    held.free.set()
    wait(page, qtbot)
    assert isinstance(sample.page_body, ImportsPage)
    assert len(case_of(sample).sites) == 3
    on(sample, qtbot)
    assert len(case_of(sample).sites) == 4
    assert case_of(sample).drafts == {"firm.name": "別の会社"}, "neither edit is lost"


# --- the ways in, and leaving -----------------------------------------------------------------------------------------


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def let_go(over: QWidget, data: QMimeData) -> bool:
    middle = over.rect().center()
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(middle, *keys)
    QApplication.sendEvent(over, enter)
    if enter.isAccepted():
        QApplication.sendEvent(over, QDropEvent(QPointF(middle), *keys))
    return enter.isAccepted()


def test_a_file_let_go_over_the_bills_is_read(sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    sample.show_place(Place("bills", 2023))
    settle()
    body = sample.page_body
    assert isinstance(body, BillsPage)
    text = QMimeData()
    text.setText("12,345")
    assert not let_go(body, text)
    assert let_go(body, dropped(wide_sheet(tmp_path / "使用量.xlsx")))
    page = imports(sample)
    wait(page, qtbot)
    assert page.source.found.isVisible()
    assert page.source.edit.text().endswith("使用量.xlsx")


def test_a_copied_table_with_headings_is_read_by_ctrl_v(page: ImportsPage, sample: Window, qtbot: QtBot) -> None:
    table = f"事業所\t年月\t電気（kWh）\n{OKAYA}\t2023年4月\t１，２００\n{OKAYA}\t2023年5月\t1300\n"
    QApplication.clipboard().setText(table, QClipboard.Mode.Clipboard)
    page.source.choose.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(page, qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    assert figures(case_of(sample), "electricity", OKAYA, 2023) == [(2023, 4, Decimal(1200), "kWh"), (2023, 5, Decimal(1300), "kWh")]


def test_an_empty_clipboard_and_an_empty_path_say_what_to_do(page: ImportsPage, sample: Window) -> None:
    QApplication.clipboard().clear()
    click(page.source.paste)
    assert "コピー" in page.source.wrong.plain
    click(sample.shown_screen.primary)
    settle()
    assert "ファイルを選んで" in page.source.wrong.plain


def test_a_path_can_be_typed(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    wide_sheet(tmp_path / "a.xlsx")
    page.source.edit.setFocus()
    type_keys(f'"{tmp_path / "a.xlsx"}"')
    press(Qt.Key.Key_Return)
    wait(page, qtbot)
    assert page.source.found.isVisible()


def retype(page: ImportsPage, text: str) -> None:
    page.source.edit.setFocus()
    page.source.edit.selectAll()
    type_keys(text)
    settle()


def test_another_path_typed_later_is_the_file_that_is_read(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    wide_sheet(tmp_path / "old.xlsx")
    wide_sheet(tmp_path / "new.xlsx")
    read(page, tmp_path / "old.xlsx", qtbot)
    assert sample.shown_screen.primary.text() == "列の読み方に進む"
    retype(page, str(tmp_path / "new.xlsx"))
    assert sample.shown_screen.primary.text() == "このファイルを読む"
    on(sample, qtbot)
    assert page.desk.look is not None
    assert page.desk.look.source.name == "new.xlsx"
    assert page.source.edit.text() == str(tmp_path / "new.xlsx")
    assert sample.shown_screen.primary.text() == "列の読み方に進む"
    on(sample, qtbot)
    assert page.desk.step == 2


def test_another_path_is_read_whatever_the_first_file_still_asks(
    page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    csv(tmp_path / "empty.csv", "あいさつ\nこんにちは\n")
    wide_sheet(tmp_path / "new.xlsx")
    read(page, tmp_path / "empty.csv", qtbot)
    retype(page, str(tmp_path / "new.xlsx"))
    on(sample, qtbot)
    assert page.desk.look is not None
    assert page.desk.look.source.name == "new.xlsx"


def test_a_typed_path_gives_way_to_what_is_chosen_after_it(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    wide_sheet(tmp_path / "old.xlsx")
    retype(page, str(tmp_path / "no_such_file.xlsx"))
    assert let_go(page, dropped(tmp_path / "old.xlsx"))
    wait(page, qtbot)
    on(sample, qtbot)
    assert page.desk.step == 2
    page.desk.go_to(1)
    retype(page, str(tmp_path / "no_such_file.xlsx"))
    QApplication.clipboard().setText(f"事業所\t年月\t電気（kWh）\n{OKAYA}\t2023年4月\t1200\n", QClipboard.Mode.Clipboard)
    click(page.source.paste)
    wait(page, qtbot)
    assert page.source.edit.text() == ""
    on(sample, qtbot)
    assert page.desk.step == 2


def test_the_same_path_typed_again_goes_on(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    wide_sheet(tmp_path / "old.xlsx")
    read(page, tmp_path / "old.xlsx", qtbot)
    retype(page, f'"{tmp_path / "old.xlsx"}"')
    on(sample, qtbot)
    assert page.desk.step == 2


def test_leaving_and_coming_back_loses_no_answer(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "new"})
    on(sample, qtbot)
    press(Qt.Key.Key_Escape)
    sample.show_place(Place("imports"))
    settle()
    assert page.desk.step == 3
    click(next(iter(page.preview.places.values())).radios["add"])
    sample.set_text_size(150)  # makes every screen anew
    settle()
    again = imports(sample)
    assert again is not page
    assert again.desk.step == 3
    assert next(iter(again.preview.places.values())).radios["add"].isChecked()
    sample.set_text_size(100)
    settle()
    on(sample, qtbot)
    assert len(figures(case_of(sample), "electricity", "諏訪営業所", 2023)) == 2


def test_going_back_a_step_keeps_the_answers(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    on(sample, qtbot)
    answer_everything(page, qtbot, {"site": "nagano"})
    on(sample, qtbot)
    click(page.back_link)
    box = page.columns.boxes["site:諏訪営業所"]
    assert box.group is not None
    assert box.group.radios["nagano"].isChecked()
    click(box.group.radios["leave_out"])
    wait(page, qtbot)
    on(sample, qtbot)
    assert page.preview.records.count == 1


def test_a_case_that_changed_meanwhile_is_looked_at_again(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, wide_sheet(tmp_path / "使用量.xlsx"), qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    assert not page.preview.conflicts
    assert sample.model is not None
    supply = next(s for s in case_of(sample).supplies if s.energy == "electricity" and s.site_id == "okaya")
    sample.model.edit(put_records(case_of(sample), {}, {(supply.id, 2023, 4): "約千"}), "用意")
    wait(page, qtbot)
    (group,) = page.preview.conflicts.values()
    assert "約千" in group.accessibleName()


def test_the_keyboard_reaches_everything_and_everything_has_a_name(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    read(page, unknown_site(tmp_path / "電気.csv"), qtbot)
    for _ in range(3):
        for widget in tab_stops(page):
            told = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert told, widget
        wanted = tab_stops(page)
        reached: set[QWidget] = set()
        for _ in range(len(tab_stops(sample)) + 10):
            press(Qt.Key.Key_Tab)
            reached.add(focused())
        assert reached >= wanted
        if page.desk.step == 2:
            answer_everything(page, qtbot, {"site": "new"})
        on(sample, qtbot)


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 720, 100), (1366, 768, 100), (1920, 1080, 150)])
def test_every_step_fits_the_screen(
    sample: Window, tmp_path: Path, qtbot: QtBot, app: QApplication, width: int, height: int, percent: int
) -> None:
    sample.set_text_size(percent)
    sample.resize(width, height)
    sample.show_place(Place("imports"))
    page = imports(sample)
    rows = "".join(f"{OKAYA},2024年{month}月,{month}{month}{month}\n" for month in range(4, 13))
    long = "諏訪第二営業所兼配送センター（旧・茅野出張所）"
    heads = f"事業所,年月,電気使用量(kWh),{'とても長い見出しの列' * 4},発電量(kWh)\n"
    text = heads + rows.replace("\n", ",1,\n") + f"{long},2023年4月,100,1,5\n"
    read(page, csv(tmp_path / f"{'長い名前の' * 8}.csv", text), qtbot)
    for step in (1, 2, 3):
        assert page.desk.step == step
        settle()
        assert sample.shown_screen.area.horizontalScrollBar().maximum() == 0
        cut = [label.text() for label in page.findChildren(QLabel)
               if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())]  # fmt: skip
        assert not cut
        if step == 2:
            answer_everything(page, qtbot, {"site": "new", "column": "ignore", "look": "leave_out"})
        if step < 3:
            on(sample, qtbot)
    assert len(page.preview.conflicts) == 9
    theme.apply_theme(app, 1.0)


# --- last year's file -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "records"), [("without", False), ("with", True)])
def test_last_year_s_file_is_a_start(start: Window, chosen: Chosen, tmp_path: Path, act: str, records: bool) -> None:
    old = samples.sample()
    path = tmp_path / "去年.sll"
    casefile.write_case(path, old)
    kept = path.read_bytes()
    chosen.path = path
    with answering(Ask, lambda dialog: click(dialog.buttons[act])):
        click(button(start, "去年のファイルから始める"))
    case = case_of(start)
    assert case.firm == old.firm
    assert case.sites == old.sites
    assert case.supplies == old.supplies
    assert [measure.name for measure in case.measures] == [measure.name for measure in old.measures]
    assert bool(case.records) is records
    assert case.case_id != old.case_id
    assert case.plan.first_year == 2026, "the plan of the new round"
    assert not case.submissions
    assert path.read_bytes() == kept
    assert "去年.sll" in start.notices.message.text


def test_another_file_than_a_case_is_no_start(start: Window, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "表.sll"
    chosen.path.write_text("a,b", "utf-8")
    with answering(Ask, lambda dialog: click(dialog.buttons["without"])):
        click(button(start, "去年のファイルから始める"))
    assert start.model is None
    assert banners(start.start)


def test_the_sample_s_own_figures_are_found_again_as_the_same(page: ImportsPage, sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    """A file made of figures the case has already brings nothing, and says so."""
    case, knowledge = case_of(sample), load_knowledge()
    supply = next(s for s in case.supplies if s.energy == "kerosene")
    own = [record for record in case.records if record.supply_id == supply.id and record.fiscal_year == 2024 and record.month]
    site = case.site(supply.site_id)
    assert site is not None
    name = knowledge.energies["kerosene"].name.split("（")[0]
    rows = "".join(f"{site.name},{r.fiscal_year + (r.month < 4)}年{r.month}月,{r.quantity}\n" for r in own if r.month)
    assert len({cell_of(record) for record in own}) == len(own) > 3
    read(page, csv(tmp_path / "灯油.csv", f"事業所,年月,{name}({supply.unit})\n" + rows), qtbot)
    on(sample, qtbot)
    on(sample, qtbot)
    assert page.desk.step == 2
    assert "同じ数字" in sample.shown_screen.summary.lines[0].problem.message
