"""Workbooks that Excel itself made are read cell for cell as another program reads them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sllassist.case.problems import InputProblem
from sllassist.importers import read_source

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "testdata" / "xlsx"
BOOKS = sorted(FOLDER.rglob("*.xlsx")) if FOLDER.is_dir() else []


@pytest.mark.skipif(not BOOKS, reason="the workbooks made by Excel are not at hand")
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_number_is_the_one_openpyxl_reads() -> None:
    seen, refused = 0, set()
    for path in BOOKS:
        try:
            source = read_source(path)
        except InputProblem as told:
            refused.add(told.problem.code)
            continue
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in source.sheets:
            for row, cells in enumerate(book[sheet.name].iter_rows(values_only=True)):
                for column, value in enumerate(cells):
                    if isinstance(value, (int, float)) and not isinstance(value, bool):
                        assert float(sheet.text(row, column)) == pytest.approx(value, rel=1e-14), (
                            path.name,
                            row,
                            column,
                        )
                        seen += 1
        book.close()
    assert refused <= {"importers.empty"}
    assert seen > 500
