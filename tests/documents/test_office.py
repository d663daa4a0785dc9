"""LibreOffice, which knows nothing of our figures, recalculates the sheets and gets the values stored beside the formulas."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import OfficeConvert
from support.papers import FIRM, all_contents, energy, energy_line, energy_lines, form1, measures

from sllassist.documents.fill import fill
from sllassist.documents.forms import form_map
from sllassist.schemes.base import FormContent

D = Decimal


def saved(content: FormContent, folder: Path) -> Path:
    made = fill(form_map(content.form_id), content)
    assert made.data is not None
    path = folder / f"{content.form_id.rpartition('/')[2]}.xlsx"
    path.write_bytes(made.data)
    return path


def spoilt(path: Path) -> Path:
    """The same workbook without any stored formula value: whatever is read later was calculated by the reader."""
    book = openpyxl.load_workbook(path)
    bare = path.with_name(f"bare_{path.name}")
    book.save(bare)
    return bare


def odd_lines(count: int) -> tuple[dict[str, Any], ...]:
    """Rows with figures of many digits, some without conversion, some with a factor per unit, some per heat."""
    dice = random.Random(20261120)
    rows = []
    for number in range(1, count + 1):
        quantity = D(dice.randrange(1, 10**12)) / 10 ** dice.randrange(7)
        conversion = dice.choice([D(1), D("0.001"), D(1) / D(458)])
        heat = D(dice.randrange(300, 60000)) / 1000
        per_heat = dice.random() < 0.5
        carbon, factor = (D("0.0193"), None) if per_heat else (None, D(dice.randrange(1, 999999)) / 1000000)
        row = energy_line(number, f"工場{number}", "電気", quantity, conversion, heat, carbon, factor)
        if conversion == 1:
            row["conversion"] = None
        rows.append(row)
    return tuple(rows)


@pytest.mark.parametrize("lines", [energy_lines(), odd_lines(120), ()], ids=["sample", "all rows", "none"])
def test_the_summary_recalculates_to_our_totals(tmp_path: Path, office_convert: OfficeConvert, lines: tuple[dict[str, Any], ...]) -> None:
    content = energy(lines)
    form = form_map(content.form_id)
    read = openpyxl.load_workbook(office_convert(spoilt(saved(content, tmp_path)), "xlsx"), data_only=True)["算定総括表"]
    for name, item in form.fields.items():
        if item.formula and not item.compared:
            for _, cell in item.places:
                assert read[cell].value == pytest.approx(float(content.values[name]), rel=1e-12, abs=1e-9), name
    table = form.tables["lines"]
    for number, row in zip(table.rows, lines, strict=False):
        for name in ("quantity", "gj", "co2_basic", "co2_adjusted"):
            cell = f"{table.columns[name].column}{number}"
            assert read[cell].value == pytest.approx(float(row[name]), rel=1e-12), cell
    assert read["P13"].value == "未入力"
    assert read["P12"].value == "基準以上"
    assert read["P11"].value == ("基準以上" if content.values["total_kl"] >= 1500 else "基準未満")


def test_the_measures_add_up(tmp_path: Path, office_convert: OfficeConvert) -> None:
    read = openpyxl.load_workbook(office_convert(spoilt(saved(form1(), tmp_path)), "xlsx"), data_only=True)["措置"]
    assert read["F20"].value == pytest.approx(61.9)
    assert read["H20"].value == pytest.approx(20.5)


@pytest.mark.parametrize(("rows", "wanted"), [((), (None, None)), (measures(3)[1:], (41.5, None))], ids=["none", "a plan"])
def test_totals_of_no_figures_are_blank_also_after_a_recalculation(
    tmp_path: Path, office_convert: OfficeConvert, rows: tuple[dict[str, Any], ...], wanted: tuple[float | None, ...]
) -> None:
    content = form1(measures_expected_total_t=D("41.5") if rows else None, measures_actual_total_t=None)
    content = replace(content, tables={**content.tables, "measures": rows})
    kept = saved(content, tmp_path)
    for path in (kept, office_convert(spoilt(kept), "xlsx")):
        read = openpyxl.load_workbook(path, data_only=True)["措置"]
        assert tuple(read[cell].value or None for cell in ("F20", "H20")) == wanted


@pytest.mark.parametrize("content", all_contents(), ids=lambda content: content.form_id.rpartition("/")[2])
def test_libreoffice_opens_and_prints_every_paper(
    content: FormContent, tmp_path: Path, office_convert: OfficeConvert, pdf_text: Any
) -> None:
    text = pdf_text(office_convert(saved(content, tmp_path), "pdf"))
    assert FIRM in text
    assert "県の公式様式ではありません" in text
    assert "#VALUE!" not in text
    assert "###" not in text
