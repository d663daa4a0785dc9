"""The preview of a PDF: pages, keys, size, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from support.screen import click, settle

from sllassist.ui.widgets.pdf_view import PdfView

COLOURS = ("#FF0000", "#00FF00", "#0000FF")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "見本.pdf"
    canvas = Canvas(str(path), pagesize=(200, 280))
    for number, colour in enumerate(COLOURS, 1):
        canvas.setFillColor(HexColor(colour))
        canvas.rect(0, 0, 200, 280, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(20, 250, f"page number {number}")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def view(qtbot, pdf: Path) -> PdfView:
    made = PdfView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.activateWindow()
    assert made.open(pdf)
    settle()
    return made


def colour(view: PdfView) -> QColor:
    return view.image.pixelColor(view.image.width() // 2, view.image.height() // 2)


def test_the_first_page_is_drawn_in_its_colours(view: PdfView) -> None:
    assert colour(view) == QColor("#FF0000")
    assert view.where.text() == "1 / 3 ページ"


def test_buttons_and_keys_turn_pages_and_stop_at_the_ends(view: PdfView) -> None:
    click(view.after)
    assert colour(view) == QColor("#00FF00")
    keys = (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home)
    for key, page in zip(keys, (2, 2, 1, 2, 0), strict=True):
        QTest.keyClick(view.area, key)
        assert view.page == page
    click(view.before)
    assert view.page == 0


def test_larger_smaller_and_back(view: PdfView) -> None:
    usual = view.image.width()
    click(view.larger)
    assert view.image.width() > usual
    QTest.keyClick(view.area, Qt.Key.Key_0)
    assert view.image.width() == usual
    QTest.keyClick(view.area, Qt.Key.Key_Minus)
    assert view.image.width() < usual
    for _ in range(20):
        click(view.larger)
    assert view.image.width() < 5000


def test_screen_readers_get_file_page_and_text(view: PdfView) -> None:
    click(view.after)
    assert view.area.accessibleName() == "見本.pdf　2ページ目（全3ページ）"
    assert "page number 2" in view.area.accessibleDescription()


def test_the_file_can_be_made_anew_while_it_is_shown(view: PdfView, pdf: Path) -> None:
    pdf.unlink()
    click(view.after)
    assert colour(view) == QColor("#00FF00")


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_told_in_a_sentence(view: PdfView, tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "壊れた.pdf"
    broken.write_bytes(content)
    assert not view.open(broken)
    assert "作り直すと表示できます" in view.message.plain
    assert view.message.isVisible()
    view.turn(1)
    view.enlarge(1)
    assert not view.open(tmp_path / "ない.pdf")
