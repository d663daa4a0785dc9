"""算定根拠 as a workbook with live formulas: from any total down to the bill line, its factors, and their sources.

Every figure is a formula over the cells it is made of, stored with the value the product computed, so that programs which do
not recalculate show the same. Text is written as text whatever it begins with.
Not for: forms of a scheme (`sllassist.documents.create`); the figures come from `sllassist.emissions`.
"""

import datetime as dt
import io
from pathlib import Path, PurePath

import xlsxwriter

from sllassist import __version__
from sllassist.assessment import Assessment
from sllassist.case.periods import japanese_date
from sllassist.documents.basis_apart import APART, apart_sheet, has_apart
from sllassist.documents.basis_gaps import Gaps
from sllassist.documents.basis_sheets import (
    FACTS,
    INTENSITY,
    LINES,
    SPLIT,
    TOTALS,
    facts_sheet,
    lines_sheet,
    site_names,
    totals_sheet,
)
from sllassist.documents.basis_years import intensity_sheet, split_sheet
from sllassist.documents.names import safe_name
from sllassist.documents.placing import place
from sllassist.documents.table import Styles, Table
from sllassist.emissions.basis import basis_of

TITLE = "算定根拠"


def basis_workbook(assessment: Assessment) -> bytes:
    """The workbook of an assessment's case: 合計, 明細, 係数と出典, 年度の比較, 原単位, and その他ガス・証書 if any.

    Same assessment, same bytes.
    """
    case, ledger = assessment.case, assessment.ledger
    basis = basis_of(case, ledger)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        made = dt.datetime.combine(assessment.as_of, dt.time())
        book.set_properties({"title": TITLE, "author": case.firm.name or "", "created": made})
        book.set_calc_mode("auto")
        styles = Styles(book)
        tables = {name: Table(book.add_worksheet(name), styles) for name in (TOTALS, LINES, FACTS, SPLIT, INTENSITY)}
        told = f"{case.firm.name or '名称未入力'}　{japanese_date(assessment.as_of)}作成　SLLアシスト {__version__}"
        fact_cells = facts_sheet(tables[FACTS], basis, told)
        placed = lines_sheet(tables[LINES], case, ledger, basis, fact_cells, told)
        gaps = Gaps(case, ledger, assessment.as_of, site_names(case))
        year_cells = totals_sheet(tables[TOTALS], case, ledger, basis, placed, fact_cells, told, gaps)
        split_sheet(tables[SPLIT], case, ledger, placed, told, gaps)
        if has_apart(case):
            apart_sheet(Table(book.add_worksheet(APART), styles), case, ledger, basis, fact_cells, told)
        intensity_sheet(tables[INTENSITY], case, ledger, year_cells, told, gaps)
    return buffer.getvalue()


def save_basis(assessment: Assessment, folder: Path) -> Path:
    """Writes the workbook into `folder`; an older one with other contents is kept beside it. The path of the new file.

    Raises InputProblem `documents.folder_unwritable`, `documents.disk_full` or `documents.file_open`.
    """
    firm = assessment.case.firm.name
    name = safe_name(f"{TITLE}_{firm}" if firm else TITLE)
    return place(folder, {PurePath(f"{name}.xlsx"): basis_workbook(assessment)})[0]
