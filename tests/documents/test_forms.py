"""The maps fit their blanks, the blanks say whose layout they are, and building them again gives the same contents."""

import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support.samplebook import parts

from sllassist.documents.forms import FormMap, form_ids, form_map, load_map, misfits
from sllassist.documents.numfmt import supported

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = tuple(sorted(path.name for path in (ROOT / "forms").iterdir() if form_ids(path.name)))
FORMS = tuple(name for scheme in SCHEMES for name in form_ids(scheme))
NAGANO = ("nagano_sll/energy_summary", "nagano_sll/form1", "nagano_sll/form2", "nagano_sll/form3")

# Labels of 様式1号 as the prefecture's slides of 2018 print them.
KNOWN_LABELS = (
    "基準年度", "目標年度", "基準排出量", "調整後排出量", "目標排出量", "目標削減率", "目標設定に関する説明", "排出量", "削減率",
    "排出量等の増減理由", "目標の達成状況及び排出量の増減理由", "第一年度", "第二年度", "第三年度", "段階", "連番", "対策名称", "実施予定",
    "備考", "6の1　エネルギー起源二酸化炭素の排出抑制に係る目標等の状況",
    "6の2　エネルギー起源二酸化炭素以外の温室効果ガスの排出抑制に係る目標及び実績",
    "6の3　自動車の使用に伴う二酸化炭素の排出抑制に係る目標及び実績", "7　重点対策の実施状況", "5　排出抑制目標達成のための具体的な措置",
    "番号", "区分", "対策内容", "計画", "状況", "削減見込量", "実施予定年度", "推計削減量", "実施年度", "県内の工場等",
    "6　エネルギー起源二酸化炭素以外の温室効果ガスの排出実績", "合計",
)  # fmt: skip


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> FormMap:
    return form_map(request.param)


def test_all_forms_of_the_scheme_are_found() -> None:
    assert form_ids("nagano_sll") == NAGANO
    assert form_ids("no_such_scheme") == ()


def test_the_map_fits_its_blank(form: FormMap) -> None:
    assert misfits(form) == ()


def test_every_sheet_says_that_the_layout_is_ours_and_where_the_official_one_is(form: FormMap) -> None:
    for sheet in openpyxl.load_workbook(form.blank).worksheets:
        whole = "\n".join(texts(sheet))
        assert f"SLLアシスト独自の様式で、{form.official.issuer}の公式様式ではありません" in whole
        assert form.official.url in whole
        assert "公式様式ではありません" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text


def test_sheets_print_on_a4_one_page_wide(form: FormMap) -> None:
    for sheet in openpyxl.load_workbook(form.blank).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area


def test_every_number_format_can_be_drawn(form: FormMap) -> None:
    for sheet in openpyxl.load_workbook(form.blank).worksheets:
        formats = {cell.number_format for row in sheet.iter_rows() for cell in row}
        assert {name for name in formats if not supported(name)} == set()


@pytest.mark.parametrize("label", KNOWN_LABELS)
def test_labels_known_from_the_prefecture_are_kept_to_the_letter(label: str) -> None:
    book = openpyxl.load_workbook(form_map("nagano_sll/form1").blank)
    found = [text for sheet in book.worksheets for text in texts(sheet)]
    pattern = re.compile(rf"^{re.escape(label)}(（[^）]*）)?＊?$")
    assert any(pattern.match(text) for text in found), label


def test_guessed_fields_are_marked_or_the_paper_says_that_all_are(form: FormMap) -> None:
    everything = len(form.guessed) == len(form.fields) + len(form.tables)
    for sheet in openpyxl.load_workbook(form.blank).worksheets:
        whole = "\n".join(texts(sheet))
        if everything and sheet.title != "係数の出典":
            assert "欄はすべて推定です" in whole
        if not everything:
            assert "＊のついた欄は推定です" in whole
            assert whole.count("＊\n") >= 3


def test_known_fields_of_form1_are_not_marked_as_guessed() -> None:
    form = form_map("nagano_sll/form1")
    assert "energy_co2_target_t" not in form.guessed
    assert "firm_name" in form.guessed
    assert "measures" not in form.guessed


def test_building_the_blanks_again_gives_the_same_contents(tmp_path: Path) -> None:
    script = ROOT / "forms" / "build" / "make.py"
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, timeout=120, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for form_id in FORMS:
        name = f"{form_id}.xlsx"
        made, kept = parts((tmp_path / name).read_bytes()), parts((ROOT / "forms" / name).read_bytes())
        assert list(made) == list(kept)
        assert [part for part in made if made[part] != kept[part]] == [], name


HEAD = """
form_id = "x"
title = "x"
workbook = "form2.xlsx"
published = false
official = { issuer = "x", name = "x", where = "x", url = "x", source = "x", status = "推定" }
"""
GOOD = 'a = { cell = "提出書!F9", kind = "text", label = "a", status = "推定" }'


def changed(old: str, new: str) -> str:
    """The good field with one thing put wrong."""
    assert old in GOOD
    return f"[fields]\n{GOOD.replace(old, new)}"


TWICE = "b = { cell = '提出書!F9', kind = 'text', label = 'b', status = '推定' }"
YEAR = "c = { cell = '提出書!F10', kind = 'year', formula = true, label = 'c', status = '推定' }"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (f"[fields]\n{GOOD}\n{TWICE}", "used by a and b"),
        (f"[fields]\n{GOOD}\n{YEAR}", "formula of kind year"),
        (changed("text", "words"), "kind"),
        (changed("F9", "9F"), "pattern"),
        (changed("kind = ", 'round = "whole", kind = '), "rounding whole"),
        (changed("推定", "たぶん"), "status"),
        (changed("kind", 'compared = ["b", "c"], kind'), "compared"),
    ],
)
def test_a_map_that_does_not_hold_together_is_refused(tmp_path: Path, fields: str, said: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(HEAD + fields, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_map(path)


@pytest.mark.parametrize(
    ("cell", "said"), [("ない!A1", "no sheet"), ("提出書!G9", "covered"), ("提出書!F9", ""), ("算定!A1", "no sheet")]
)
def test_cells_that_do_not_fit_the_blank_are_found(tmp_path: Path, cell: str, said: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"{HEAD}[fields]\n{GOOD.replace('提出書!F9', cell)}", encoding="utf-8")
    (tmp_path / "form2.xlsx").write_bytes((ROOT / "forms" / "nagano_sll" / "form2.xlsx").read_bytes())
    found = misfits(load_map(path))
    assert bool(found) == bool(said)
    assert all(said in line for line in found)
