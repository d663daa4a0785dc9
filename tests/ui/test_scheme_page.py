"""One scheme in full: conditions with value, limit and source, what would change it, sections, kept and decided verdicts, PDF."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from support.screen import button, click, confirm, focused, press, settle, type_keys

from sllassist.case import paths
from sllassist.flow.pages import Place
from sllassist.schemes.base import Row, Section
from sllassist.schemes.rules import Clause, Node, all_of
from sllassist.ui.frame import PageFrame
from sllassist.ui.pages.scheme import SchemePage
from sllassist.ui.widgets.basic import StatusTag, Text, TextLink
from sllassist.ui.widgets.scheme_section import SHOWN, CopyLine, SchemeSection, found_rows
from sllassist.ui.widgets.scheme_tree import SchemeCondition, SchemeTree
from sllassist.ui.window import Window


def shown(window: Window) -> SchemePage:
    window.show_place(Place("scheme", focus="nagano_sll"))
    settle()
    body = window.page_body
    assert isinstance(body, SchemePage)
    return body


def answer(window: Window, path: str, value: object) -> None:
    assert window.model is not None
    window.model.edit(paths.put(window.model.case, path, value), "用意")
    settle()


def condition(page: SchemePage, key: str) -> SchemeCondition:
    assert page.tree is not None
    return next(made for made in page.tree.conditions if made.node.key == key)


def said(part: QWidget) -> str:
    return "\n".join(label.plain for label in part.findChildren(Text) if label.isVisible())


# --- verdict and conditions -------------------------------------------------------------------------------------------------


def test_the_page_is_headed_by_the_scheme(sample: Window) -> None:
    shown(sample)
    assert sample.shown_screen.title == "信州SLL（脱炭素型）活用促進制度"
    assert "信州SLL（脱炭素型）活用促進制度" in sample.windowTitle()


def test_every_condition_shows_word_value_limit_source_clause_and_day(sample: Window) -> None:
    page = shown(sample)
    term = condition(page, "term")
    assert term.word.plain == "適合"
    text = said(term)
    assert "いまの値　5年　　条件　3年以上" in text
    assert "長野県「信州SLL（脱炭素型）活用促進制度」説明資料" in text
    assert "2025年7月17日から" in text
    assert "県の条例による計画書の提出義務がありません。" in said(page)


def test_an_open_condition_leads_to_its_answer_and_alt_left_back_to_it(sample: Window) -> None:
    page = shown(sample)
    answer(sample, "duty.vehicles", None)
    made = condition(page, "duty_vehicles")
    assert made.word.plain == "不明"
    assert "いまの値　まだ分かりません" in said(made)
    assert made.link is not None
    made.link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place != Place("scheme", focus="nagano_sll")
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert sample.place == Place("scheme", focus="nagano_sll")
    assert focused() is made.link


def test_a_no_tells_what_would_change_it_and_what_else_can_be_done(sample: Window) -> None:
    page = shown(sample)
    assert not page.change_title.isVisible()
    answer(sample, "loan.term_months", 35)
    assert page.tag.text() == "対象ではありません"
    assert "融資期間：35 か月 → 3年（36か月）" in said(page)
    assert page.instead_title.isVisible()
    answer(sample, "loan.term_months", 36)
    assert page.tag.text() == "対象です"
    assert not page.change_title.isVisible()


def test_the_answers_used_stand_below(sample: Window) -> None:
    page = shown(sample)
    text = said(page)
    assert "金融機関の本店がある都道府県" in text
    assert "5年（60か月）" in text


def test_two_schemes_are_two_places_for_back_and_forward(sample: Window) -> None:
    assert sample.model is not None
    others = [result.scheme_id for result in sample.model.assessment.schemes if result.scheme_id != "nagano_sll"]
    if not others:
        pytest.skip("one scheme")
    shown(sample)
    sample.show_place(Place("scheme", focus=others[0]))
    settle()
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    body = sample.page_body
    assert isinstance(body, SchemePage)
    assert body.scheme_id == "nagano_sll"


def test_the_button_at_the_foot_leads_back_to_the_verdicts(sample: Window) -> None:
    shown(sample)
    click(button(sample, "使える制度に戻る"))
    assert sample.place == Place("verdict")


def test_a_doubtful_source_and_a_value_that_has_run_out_are_said(sample: Window) -> None:
    assert sample.model is not None
    old = Clause("要綱 令和6年度", "第3条", "未確認", "2024-04-01", "2025年3月31日までの値です。そのあとの値は確認できていません。")
    no, yes = Node("no", "県内に事業所がありません。", limit="1か所以上", clause=old, key="x"), Node("yes", "あります。", key="y")
    node = all_of("条件", (no, yes))
    tree = SchemeTree(sample.model, node)
    tree.show()
    settle()
    first, second = tree.conditions
    assert [tag.text() for tag in first.findChildren(StatusTag)] == ["未確認"]
    assert "2025年3月31日までの値です" in said(first)
    assert "いまの値　なし　　条件　1か所以上" in said(first)
    assert not second.findChildren(StatusTag)
    tree.deleteLater()


# --- decided by hand --------------------------------------------------------------------------------------------------------


def test_a_conclusion_by_hand_takes_reason_and_name_and_is_lifted_again(sample: Window) -> None:
    page = shown(sample)
    page.decide.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert page.form.isVisible()
    assert focused() is page.form.choice.radios["fits"]
    press(Qt.Key.Key_Down)
    click(page.form.set_button)
    assert "手で決めた理由を入力してください" in page.form.wrong.plain
    assert focused() is page.form.reason
    confirm(page.form.reason, "県の担当課に電話で確かめた")
    click(page.form.set_button)
    assert "決めた方の名前を入力してください" in page.form.wrong.plain
    assert focused() is page.form.by
    confirm(page.form.by, "髙橋 𠮷子")
    click(page.form.set_button)
    settle()
    assert not page.form.isVisible()
    assert sample.model is not None
    (told,) = sample.model.case.overrides
    assert (told.verdict, told.by, told.decided_on) == ("does_not_fit", "髙橋 𠮷子", dt.date(2026, 11, 20))
    assert page.tag.text() == "対象ではありません"
    assert "この結論は髙橋 𠮷子さんが2026年11月20日に手で決めたものです。" in said(page)
    assert "理由：県の担当課に電話で確かめた" in said(page)
    assert "計算による判定：対象です" in said(page)
    assert focused() is page.decide
    click(page.override.lift)
    settle()
    assert sample.model.case.overrides == ()
    assert page.tag.text() == "対象です"
    assert focused() is page.decide


def test_without_a_choice_nothing_is_decided_and_esc_leaves_all_as_it_was(sample: Window) -> None:
    page = shown(sample)
    click(page.decide)
    click(page.form.set_button)
    assert page.form.wrong.plain == "結論を選んでください。"
    press(Qt.Key.Key_Escape)
    settle()
    assert not page.form.isVisible()
    assert sample.place == Place("scheme", focus="nagano_sll")
    assert sample.model is not None
    assert sample.model.case.overrides == ()


# --- kept verdicts ----------------------------------------------------------------------------------------------------------


def test_a_kept_verdict_stays_and_tells_what_is_different_now(sample: Window) -> None:
    page = shown(sample)
    assert not page.kept.isVisible()
    click(page.keep.button)
    settle()
    (before,) = page.kept.kept
    assert before.told.plain == "いまの判定と同じです。"
    answer(sample, "loan.term_months", 24)
    (before,) = page.kept.kept
    assert "判定：対象です → 対象ではありません" in before.told.plain
    assert "融資期間は5年で、3年以上です。 → 不適合　融資期間が2年で、3年に足りません。" in before.told.plain
    click(before.opener)
    settle()
    assert "適合　融資期間は5年で、3年以上です。" in said(before)


# --- the paper --------------------------------------------------------------------------------------------------------------


def test_the_verdict_is_saved_as_pdf(sample: Window, tmp_path: Path) -> None:
    page = shown(sample)
    asked: list[str] = []

    def choose(parent: QWidget, proposed: str, kind: str) -> str:
        del parent, kind
        asked.append(Path(proposed).name)
        return str(tmp_path / "判定")

    page.save.chooser = choose
    page.save.setFocus()
    press(Qt.Key.Key_Return)
    end = time.monotonic() + 60
    while page.save.is_busy and time.monotonic() < end:
        settle(1)
    assert asked == ["判定書_信州SLL_見本精機株式会社_20261120.pdf"]
    assert (tmp_path / "判定.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "判定.pdf") in page.save.told.text
    assert page.save.told.isVisible()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_lost(sample: Window, tmp_path: Path) -> None:
    page = shown(sample)
    (tmp_path / "file").write_text("x")
    page.save.chooser = lambda parent, proposed, kind: str(tmp_path / "file" / "判定.pdf")
    click(page.save)
    end = time.monotonic() + 60
    while page.save.is_busy and time.monotonic() < end:
        settle(1)
    assert page.save.told.property("kind") == "error"
    assert not page.save.open_button.isVisible()


# --- sections ---------------------------------------------------------------------------------------------------------------

SOURCE = Clause("ガイドブック", "12ページ", "未確認", "2023-04-01")
MANY = Section(
    "catalogue", "支援策", lead="使えそうなものを探せます。", columns=("名前", "内容"), search=True,
    rows=(
        Row(("省エネ補助金", "設備の更新に使えます。"), "古い情報", "受付は終わっています。", "https://example.go.jp/shoene", SOURCE),
        Row(("ソーラー発電", "屋根の太陽光"), "当てはまります"),
        *(Row((f"支援 {n}", "相談")) for n in range(30)),
    ),
    figures=(("信用保証料", "123,456 円"), ("利率", "年1.4 %")), notes=("金額は目安です。",),
)  # fmt: skip


@pytest.fixture
def section(sample: Window) -> SchemeSection:
    del sample
    made = SchemeSection(MANY)
    made.resize(1000, 900)
    made.show()
    made.activateWindow()
    settle()
    return made


def test_a_section_shows_lead_figures_notes_and_its_first_rows(section: SchemeSection) -> None:
    text = said(section)
    for words in ("支援策", "使えそうなものを探せます。", "信用保証料", "123,456 円", "金額は目安です。", "名前", "32件あります。"):
        assert words in text
    assert len(section.rows) == SHOWN
    assert [tag.text() for tag in section.findChildren(StatusTag) if tag.isVisible()] == ["古い情報", "当てはまります"]


def test_more_rows_come_when_asked_for_and_the_rest_is_counted(section: SchemeSection) -> None:
    assert section.more.text() == "さらに見る（残り20件）"
    click(section.more)
    assert len(section.rows) == 2 * SHOWN
    click(section.more)
    assert len(section.rows) == 32
    assert not section.more.isVisible()


def test_rows_are_found_by_words_in_any_spelling(section: SchemeSection) -> None:
    assert section.edit is not None
    section.edit.setFocus()
    confirm(section.edit, "そーらー")
    settle()
    assert [line.row.cells[0] for line in section.rows] == ["ソーラー発電"]
    section.edit.clear()
    confirm(section.edit, "ｼｮｳｴﾈ")
    settle()
    assert "見つかりません" in said(section)
    section.edit.clear()
    confirm(section.edit, "支援")
    type_keys(" 29")
    settle()
    assert [line.row.cells[0] for line in section.rows] == ["支援 29"]


def test_every_word_must_be_found() -> None:
    assert [line.cells[0] for line in found_rows(MANY.rows, "設備　補助")] == ["省エネ補助金"]
    assert found_rows(MANY.rows, "設備 屋根") == ()
    assert len(found_rows(MANY.rows, " ")) == 32


def test_a_row_opens_with_its_detail_source_and_an_address_to_copy(section: SchemeSection) -> None:
    first, second = section.rows[:2]
    assert second.opener is None, "there is nothing more to see"
    assert first.opener is not None
    assert not first.detail.isVisible()
    first.opener.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert "受付は終わっています。" in said(first)
    assert "ガイドブック　12ページ　2023年4月1日から" in said(first)
    (link,) = first.findChildren(CopyLine)
    assert link.text.text() == "https://example.go.jp/shoene"
    assert link.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    click(link.button)
    assert QApplication.clipboard().text() == "https://example.go.jp/shoene"
    click(first.opener)
    assert not first.detail.isVisible()


FIGURES = Section(
    "costs", "費用", columns=("年", "金額"),
    rows=(Row(("1年目", "100,000円"), clause=SOURCE), Row(("2年目", "50,000円"), clause=SOURCE)),
)  # fmt: skip


def test_figures_stand_at_the_right_and_a_source_all_rows_share_is_said_once(sample: Window) -> None:
    del sample
    made = SchemeSection(FIGURES)
    made.resize(900, 400)
    made.show()
    settle()
    assert said(made).count("ガイドブック") == 1
    assert all(line.opener is None for line in made.rows)
    cells = {label.plain: label for label in made.findChildren(Text) if label.isVisible()}
    assert cells["100,000円"].alignment() & Qt.AlignmentFlag.AlignRight
    assert not cells["1年目"].alignment() & Qt.AlignmentFlag.AlignRight
    made.deleteLater()


def test_where_a_table_has_no_room_each_cell_stands_under_its_head(sample: Window) -> None:
    del sample
    made = SchemeSection(MANY)
    made.resize(320, 900)
    made.show()
    settle()
    first = made.rows[0]
    text = said(first)
    assert text.index("名前") < text.index("省エネ補助金") < text.index("内容") < text.index("設備の更新に使えます。")
    made.resize(1000, 900)
    settle()
    assert "名前" not in said(first)
    made.deleteLater()


def test_a_link_of_the_contents_scrolls_to_its_part(sample: Window) -> None:
    page = shown(sample)
    screen = sample.shown_screen
    assert isinstance(screen, PageFrame)
    link = page.contents.links[-1]
    link.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    bar = screen.area.verticalScrollBar()
    assert bar.value() > 0
    last = page.kept if page.kept.isVisible() else page._facts_card
    top = last.mapTo(screen.area.viewport(), last.rect().topLeft()).y()
    assert 0 <= top < screen.area.viewport().height()
    assert focused() is last


def test_topics_that_are_ticked_bring_what_suits_them_first(sample: Window) -> None:
    sample.show_place(Place("scheme", focus="kanto_measures"))
    settle()
    page = sample.page_body
    assert isinstance(page, SchemePage)
    assert page.topics is not None
    box = page.topics.boxes["事業承継"]

    def names() -> list[str]:
        return [line.row.cells[0] for line in next(part for part in page.sections if part.section.search).rows]

    before = names()
    box.setFocus()
    press(Qt.Key.Key_Space)
    settle()
    assert page.model.case.concerns == ("事業承継",)
    after = names()
    assert after != before
    assert any("承継" in name for name in after[:4])
    assert focused() is box
    press(Qt.Key.Key_Space)
    settle()
    assert page.model.case.concerns == ()
    assert names() == before


def test_a_scheme_without_topics_asks_for_none(sample: Window) -> None:
    assert shown(sample).topics is None


def test_a_scheme_that_fits_leads_to_the_next_task_and_the_next_deadline(sample: Window) -> None:
    page = shown(sample)
    assert page.next_title.isVisible()
    links = [link for link in page.findChildren(TextLink) if link.isVisible()]
    dates = next(link for link in links if link.text().startswith("期限を見る"))
    assert "2027年7月31日（土）" in dates.text()
    dates.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert sample.place == Place("calendar")
    shown(sample)
    answer(sample, "loan.term_months", 12)
    assert not page.next_title.isVisible()
