"""A set of papers in a folder: which files, what is sent, what the manifest says, and what stops it."""

import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from conftest import PdfText
from support.papers import CLAUSE, FIRM, energy, form1, measures, paper_set
from support.pdfglyphs import missing_glyphs

from sllassist.case.problems import Problem
from sllassist.documents import create
from sllassist.documents.chart import Chart, ChartYear
from sllassist.documents.create import Created, create_papers, make
from sllassist.documents.preview import preview_pages
from sllassist.documents.sending import Sending, Step
from sllassist.schemes.base import Sent

D = Decimal

CHART = Chart(
    "排出量と目標", "t-CO2", "2027年度までに15%減らす計画です。",
    (ChartYear("2024年度", D("812.5")), ChartYear("2025年度", D("765.49"), None, D("771.9")),
     ChartYear("2026年度", None, D(728), D("731.2"))),
)  # fmt: skip
FOLDER = "計画書の提出_2025年度"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Created:
    return create_papers(paper_set(), tmp_path_factory.mktemp("papers"), chart=CHART)


def names(created: Created) -> list[str]:
    return [str(file.path.relative_to(created.folder)) for file in created.files]


def test_every_form_as_workbook_and_pdf_and_the_manifest(made: Created) -> None:
    stems = [f"様式1号_{FIRM}", f"様式2号 計画書提出書_{FIRM}", f"算定総括表_2024年度_{FIRM}"]
    wanted = [f"{stem}.xlsx" for stem in stems] + [f"控え（PDF）/{stem}.pdf" for stem in stems] + ["送付内容一覧.pdf", "送付内容一覧.txt"]
    assert [name.replace("\\", "/") for name in names(made)] == wanted
    assert made.folder.name == FOLDER
    assert made.ok
    assert made.problems == ()
    assert made.said == "メールに付けるのは、Excelの3個だけです。"
    assert sorted(str(p.relative_to(made.folder)) for p in made.folder.rglob("*") if p.is_file()) == sorted(names(made))


def test_only_the_workbooks_are_sent(made: Created) -> None:
    assert {file.path.suffix for file in made.files if file.to_send} == {".xlsx"}
    assert all(file.to_send == (file.kind == "xlsx") for file in made.files)


def test_sizes_and_hashes_are_those_of_the_files(made: Created) -> None:
    for file in made.files:
        data = file.path.read_bytes()
        assert (file.size, file.sha256) == (len(data), sha256(data).hexdigest())
        assert file.pages == (len(preview_pages(data, 20)) if file.path.suffix == ".pdf" else 0)


def test_workbooks_open_and_pdfs_hold_the_name(made: Created, pdf_text: PdfText) -> None:
    for file in made.files:
        if file.kind == "xlsx":
            assert openpyxl.load_workbook(file.path).sheetnames
        elif file.kind != "manifest_txt":
            assert FIRM in pdf_text(file.path)
            assert missing_glyphs(file.path.read_bytes()) == []


def texts(made: Created, pdf_text: PdfText) -> list[str]:
    """The manifest as each of its two files tells it, without blanks."""
    by_kind = {file.kind: file.path for file in made.files}
    told = by_kind["manifest_txt"].read_bytes()
    assert told.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in told
    assert b"\n" not in told.replace(b"\r\n", b"")
    return [re.sub(r"\s", "", text) for text in (told.decode("utf-8-sig"), pdf_text(by_kind["manifest_pdf"]))]


def test_the_manifest_says_whom_what_and_by_when(made: Created, pdf_text: PdfText) -> None:
    for text in texts(made, pdf_text):
        for wanted in (
            "help@example.jp", f"計画書の提出（{FIRM}）", "2026年7月31日（金）（令和8年7月31日）まで", "先に金融機関に相談します。",
            f"{FIRM}です。計画書を提出します。", "PDFは付けません", "個人の名前が入っていないか", "審査完了通知", "見本信用金庫",
        ):  # fmt: skip
            assert wanted in text
        for file in made.files:
            if file.kind in ("xlsx", "pdf"):
                assert re.sub(r"\s", "", file.path.name) in text
                assert file.sha256 in text


def test_the_manifest_says_what_is_guessed_or_provisional(made: Created, pdf_text: PdfText) -> None:
    for text in texts(made, pdf_text):
        assert "電気排出係数：暫定" in text
        assert "電気単位発熱量" not in text  # 確認済
        assert text.count("推定の欄：すべての欄") == 2
        assert "推定の欄：氏名又は名称" in text
        assert "https://www.pref.nagano.lg.jp/ontai/jourei26/gaiyou.html" in text
        assert "様式の形は独自のものです" in text


def test_the_manifest_shows_the_chart_with_its_figures(made: Created, pdf_text: PdfText) -> None:
    for text in texts(made, pdf_text):
        for wanted in ("2027年度までに15%減らす計画です。", "813", "765", "772", "728", "731"):
            assert wanted in text


def test_a_scheme_may_want_printed_papers(tmp_path: Path, pdf_text: PdfText, monkeypatch: pytest.MonkeyPatch) -> None:
    how = Sending(
        format="pdf", send_title="印刷して送る書類", lead="印刷し、署名して郵送します。", none="PDFが必要です。",
        made="郵送するのは、PDFの{count}個です。", steps=(Step(when="届いたら", text="電話があります。"),),
    )  # fmt: skip
    monkeypatch.setattr(create, "sending_of", lambda scheme, set_id: how)
    papers = paper_set(subject="", body=())
    to = replace(papers.recipient, address="260-8667 千葉市中央区市場町1-1", email="", way="郵送")
    created = create_papers(replace(papers, recipient=to), tmp_path / "a")
    assert {file.path.suffix for file in created.files if file.to_send} == {".pdf"}
    assert created.said == "郵送するのは、PDFの3個です。"
    stems = [f"様式1号_{FIRM}", f"様式2号 計画書提出書_{FIRM}", f"算定総括表_2024年度_{FIRM}"]
    wanted = [f"{stem}.pdf" for stem in stems] + [f"控え（Excel）/{stem}.xlsx" for stem in stems]
    assert [name.replace("\\", "/") for name in names(created)][:6] == wanted
    for text in texts(created, pdf_text):
        for said in ("印刷して送る書類", "印刷し、署名して郵送します。", "千葉市中央区市場町1-1", "郵送", "電話があります。"):
            assert said in text
        for absent in ("メール", "件名", "本文", "PDFは付けません"):
            assert absent not in text
    alone = create_papers(replace(papers, recipient=to), tmp_path / "b", formats={"xlsx"})
    assert (alone.said, [file for file in alone.files if file.to_send]) == ("PDFが必要です。", [])


def remade(newer: str, folder: Path, pdf_text: PdfText) -> list[str]:
    sent = Sent(dt.date(2026, 7, 1), dt.date(2026, 11, 20), newer)
    return texts(create_papers(paper_set(sent=sent), folder), pdf_text)


def test_a_set_made_again_after_it_was_sent_says_so_first(tmp_path: Path, pdf_text: PdfText) -> None:
    said = "この一式は、2026年7月1日に送ったあとに作り直したものです。送ったものと違うところがあるかもしれません。"
    for text in remade("", tmp_path / "a", pdf_text):
        assert text.index(said) < text.index("help@example.jp")
        assert "作り直した日" in text
        assert "2026年11月20日（金）" in text
        assert "送った日のあとにできた" not in text
    for text in remade("2027年の係数", tmp_path / "b", pdf_text):
        assert "送った日のあとにできた「2027年の係数」で計算しています。" in text


def test_only_the_manifest_speaks_of_it(made: Created, tmp_path: Path, pdf_text: PdfText) -> None:
    for text in texts(made, pdf_text):
        assert "作り直した" not in text
    sent = Sent(dt.date(2026, 7, 1), dt.date(2026, 11, 20))
    again = create_papers(paper_set(sent=sent), tmp_path, chart=CHART)
    assert [f.sha256 for f in again.files if f.form_id] == [f.sha256 for f in made.files if f.form_id]


def test_unconfirmed_addresses_and_dates_are_named(tmp_path: Path, pdf_text: PdfText) -> None:
    doubtful = replace(CLAUSE, status="未確認", place="提出先の頁")
    papers = paper_set()
    assert papers.due is not None
    due = replace(papers.due, clause=doubtful, day=None, when="融資の前")
    changed = replace(papers, recipient=replace(papers.recipient, clause=doubtful), due=due)
    for text in texts(create_papers(changed, tmp_path), pdf_text):
        assert text.count("未確認（説明資料令和7年度提出先の頁）") == 2
        assert "期限融資の前" in text.replace("：", "")


@pytest.mark.parametrize(("formats", "suffixes"), [({"xlsx"}, {".xlsx", ".txt", ".pdf"}), ({"pdf"}, {".txt", ".pdf"})])
def test_one_format_alone(tmp_path: Path, formats: set[create.Format], suffixes: set[str], pdf_text: PdfText) -> None:
    created = create_papers(paper_set(), tmp_path, formats=formats)
    assert {file.path.suffix for file in created.files} == suffixes
    assert any(file.kind == "pdf" for file in created.files) == ("pdf" in formats)
    for text in texts(created, pdf_text):
        assert ("Excelを選んで" in text) == ("xlsx" not in formats)


def test_making_them_again_changes_nothing_and_a_change_keeps_the_old_ones(tmp_path: Path) -> None:
    first = create_papers(paper_set(), tmp_path)
    again = create_papers(paper_set(), tmp_path)
    assert [f.sha256 for f in first.files] == [f.sha256 for f in again.files]
    folder = tmp_path / FOLDER
    assert not list(folder.rglob("*旧*"))
    create_papers(paper_set(forms=(form1(employees=49), *paper_set().forms[1:])), tmp_path)
    kept = {re.sub(r"（旧.*", "", path.name) for path in folder.rglob("*旧*")}
    assert kept == {f"様式1号_{FIRM}", "送付内容一覧"}


def test_blocking_problems_stop_it_before_anything_is_written(tmp_path: Path) -> None:
    problem = Problem("error", "field.empty_text", "firm.name", {"label": "会社の名前"})
    created = create_papers(paper_set(blocking=(problem,)), tmp_path / "新しい")
    assert (created.ok, created.problems) == (False, (problem,))
    assert not (tmp_path / "新しい").exists()


def test_a_form_that_overflows_stops_the_whole_set(tmp_path: Path) -> None:
    overfull = replace(form1(), tables={**form1().tables, "measures": measures(11)})
    created = create_papers(paper_set(forms=(overfull, energy())), tmp_path)
    assert not created.ok
    assert ["いま11件" in problem.message for problem in created.problems] == [True]
    assert list(tmp_path.iterdir()) == []


def test_characters_the_pdf_cannot_show_are_warnings_that_name_form_and_character(tmp_path: Path) -> None:
    created = create_papers(paper_set(forms=(form1(firm_name="CO₂社"), energy()), subject="😀"), tmp_path)
    assert created.ok
    rest = "はPDFの文字にありません。PDFでは〓になります。Excelの書類にはそのまま入ります。"
    assert [(p.level, p.message) for p in created.problems] == [
        ("warning", f"様式1号 計画書 兼 実施状況等報告書の「₂」{rest}"),
        ("warning", f"送付内容一覧の「😀」{rest}"),
    ]


def test_hindrances_of_the_folder_are_told_not_raised(tmp_path: Path) -> None:
    (tmp_path / "塞ぐ").write_text("x")
    created = create_papers(paper_set(), tmp_path / "塞ぐ")
    assert not created.ok
    assert ["保存できません" in problem.message for problem in created.problems] == [True]


def test_a_missing_blank_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sllassist.paths._root", lambda: tmp_path / "どこにもない")
    created = create_papers(paper_set(), tmp_path)
    assert ["form1.toml」が見つかりません" in problem.message for problem in created.problems] == [True]


def test_folder_and_file_names_are_safe(tmp_path: Path) -> None:
    odd = replace(energy(), file_stem='..\\..\\CON: "髙﨑"?')
    created = create_papers(paper_set(forms=(odd, replace(odd)), folder="../外へ."), tmp_path)
    assert created.folder.parent == tmp_path
    assert created.folder.name == "..／外へ"
    assert len(set(names(created))) == len(names(created)) == 6


def test_a_single_form_can_be_made_for_a_preview() -> None:
    one = make(form1())
    assert one.pdf is not None
    assert one.pages == 3
    pictures = preview_pages(one.pdf, 50)
    assert [(page.width, page.height) for page in pictures] == [(414, 585)] * 3
    assert all(page.png.startswith(b"\x89PNG") for page in pictures)


def test_preview_of_what_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r".+"):
        preview_pages(io.BytesIO(b"no pdf").getvalue())
    with pytest.raises(OSError, match="ない"):
        preview_pages(tmp_path / "ない.pdf")
