"""The tests' own instruments: LibreOffice recalculates, and its PDF keeps Japanese text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path


def test_libreoffice_recalculates_and_prints_japanese(tmp_path: Path, office_convert, pdf_text) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"] = 40, 2, "=A1+A2"
    sheet["B1"] = "髙﨑㎥"
    sheet["B1"].font = openpyxl.styles.Font(name="ＭＳ 明朝")
    book.save(tmp_path / "表.xlsx")

    again = openpyxl.load_workbook(office_convert(tmp_path / "表.xlsx", "xlsx"), data_only=True)
    assert again.active["A3"].value == 42
    text = pdf_text(office_convert(tmp_path / "表.xlsx", "pdf"))
    assert "髙﨑㎥" in text
    assert "42" in text
