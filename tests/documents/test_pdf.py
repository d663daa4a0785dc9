"""The PDFs hold every text of the papers, draw every character with a glyph, and keep everything on the page."""

import io
import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pypdf
import pytest
from conftest import PdfText
from hypothesis import given, settings
from hypothesis import strategies as st
from support.papers import FIRM, LONG, all_contents, energy, energy_lines, form1, letter
from support.pdfglyphs import missing_glyphs

from sllassist.documents import fonts, layout, pdf
from sllassist.documents.fill import fill
from sllassist.documents.forms import form_map
from sllassist.documents.geometry import Geometry
from sllassist.documents.pdf import Drawn, draw
from sllassist.schemes.base import FormContent


def drawn(content: FormContent) -> Drawn:
    made = fill(form_map(content.form_id), content)
    assert made.data is not None
    return draw(made.data, content.title)


def pressed(text: str) -> str:
    """Text without blanks and line ends, for what is broken into lines."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=all_contents(), ids=lambda content: content.form_id.rpartition("/")[2])
def content(request: pytest.FixtureRequest) -> FormContent:
    found: FormContent = request.param
    return found


def raw_text(path: Path) -> str:
    """Text in the order it was drawn: what stands upright beside a block does not get between its lines."""
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return pressed(done.stdout.decode())


def test_every_text_can_be_read_out_of_the_pdf(content: FormContent, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn(content).data)
    whole = raw_text(path)
    given_texts = [value for value in content.values.values() if isinstance(value, str)]
    given_texts += [v for rows in content.tables.values() for row in rows for v in row.values() if isinstance(v, str)]
    assert [text for text in given_texts if pressed(text) not in whole] == []
    assert "SLLアシスト独自の様式で、長野県の公式様式ではありません" in whole


def test_hard_characters_are_extracted_as_they_are(tmp_path: Path, pdf_text: PdfText) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn(letter("form2")).data)
    assert FIRM in pdf_text(path)
    assert "髙﨑　𠮷郎" in pdf_text(path).replace("  ", "　") or "髙﨑 𠮷郎" in pdf_text(path)


def test_no_character_is_drawn_as_a_box(content: FormContent) -> None:
    assert missing_glyphs(drawn(content).data) == []


def test_the_check_for_boxes_finds_one() -> None:
    out = io.BytesIO()
    canvas = pdf.new_canvas(out, "x")
    canvas.setFont(fonts.REGULAR, 12)
    canvas.drawString(100, 100, "CO₂")
    canvas.save()
    assert len(missing_glyphs(out.getvalue())) == 1


def test_all_fonts_are_embedded_and_have_unicode(content: FormContent, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn(content).data)
    table = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert len(table) >= 2
    for line in table:
        name, *_, embedded, subset, unicode, _, _ = line.split()
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), name


def test_everything_stays_between_the_margins(content: FormContent, tmp_path: Path) -> None:
    path, out = tmp_path / "x.pdf", tmp_path / "x.html"
    path.write_bytes(drawn(content).data)
    subprocess.run(["pdftotext", "-bbox", path, out], check=True)
    width = 0.0
    for line in out.read_text("utf-8").splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMin="([-\d.]+)".*xMax="([-\d.]+)"', line):
            assert float(word[1]) > 24, line
            assert float(word[2]) < width - 24, line


def test_figures_are_shown_as_in_the_workbook(tmp_path: Path, pdf_text: PdfText) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn(energy()).data)
    text = pdf_text(path)
    # 3 × (523.4505×8.64 + 12.0342×45 + 345.1/458×50.1 + 23×38.9) = 17,989.80 GJ, × 0.0258 = 464.137 kL, by hand
    assert "17,989.80" in text
    assert "464.137" in text
    assert "931.842" in text
    assert "1 / 2 ページ" in text


def test_pages_follow_the_paper_of_the_sheet() -> None:
    sizes = [tuple(round(float(v)) for v in page.mediabox[2:]) for page in pypdf.PdfReader(io.BytesIO(drawn(energy()).data)).pages]
    assert sizes == [(842, 595), (842, 595)]
    upright = [tuple(round(float(v)) for v in page.mediabox[2:]) for page in pypdf.PdfReader(io.BytesIO(drawn(form1()).data)).pages]
    assert upright == [(595, 842)] * 3


def test_long_tables_repeat_their_heads_and_print_every_row_once(tmp_path: Path, pdf_text: PdfText) -> None:
    many = tuple({**energy_lines()[n % 12], "number": n + 1, "site": f"第{n + 1:03}工場"} for n in range(120))
    made = drawn(energy(many))
    path = tmp_path / "x.pdf"
    path.write_bytes(made.data)
    text = pdf_text(path)
    assert [n for n in range(1, 121) if text.count(f"第{n:03}工場") != 1] == []
    assert text.count("エネルギーの種類") == made.pages - 1 > 3


def sheets(content: FormContent) -> list[Geometry]:
    made = fill(form_map(content.form_id), content)
    assert made.data is not None
    return [Geometry(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(made.data), data_only=True).worksheets]


def test_every_visible_row_is_on_exactly_one_page(content: FormContent) -> None:
    for sizes in sheets(content):
        plan = layout.plan(sizes)
        titles = set(layout.title_rows(sizes.sheet))
        printed = [row for page in plan.pages for row in page if row not in titles]
        visible = [r for r in range(plan.area.top, plan.area.bottom + 1) if sizes.row_height(r) and r not in titles]
        assert printed == visible
        for page in plan.pages:
            used = sum(map(sizes.row_height, page)) * plan.scale
            assert used <= plan.paper.height - plan.paper.top - plan.paper.bottom + 0.01


def test_the_page_break_before_section_6_is_kept() -> None:
    plan = layout.plan(sheets(form1())[0])
    assert plan.pages[1][0] == 53


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for sites in (1, 14, *range(20, 31)):
        content = replace(form1(), tables={"sites": tuple({"number": n, "name": f"工場{n}"} for n in range(sites))})
        sizes = sheets(content)[0]
        for page, following in pairwise(layout.plan(sizes).pages):
            value = sizes.cell(f"A{page[-1]}").value
            assert not re.match(r"^[1-7](の[1-3])?\u3000", str(value or "")) or following[0] == 53, (sites, value)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert drawn(letter("form2")).data == drawn(letter("form2")).data


def test_characters_no_font_has_are_named_and_replaced(tmp_path: Path, pdf_text: PdfText) -> None:
    made = drawn(form1(firm_name="CO₂削減😀社"))
    assert list(made.missing) == ["₂", "😀"]
    assert missing_glyphs(made.data) == []
    path = tmp_path / "x.pdf"
    path.write_bytes(made.data)
    assert "CO〓削減〓社" in pdf_text(path)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@settings(max_examples=20, deadline=None)
def test_any_text_can_be_drawn(text: str) -> None:
    made = drawn(replace(letter("form2"), values={"firm_name": text}))
    assert missing_glyphs(made.data) == []
    assert made.pages == 1


def test_a_text_as_long_as_the_form_takes_is_drawn_whole(tmp_path: Path) -> None:
    text = "".join(f"{n}番目の説明です。" for n in range(1, 76))
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn(form1(energy_co2_target_text=text, energy_co2_change_reason_year1=LONG)).data)
    whole = raw_text(path)
    assert [n for n in range(1, 76) if f"{n}番目の説明" not in whole] == []
