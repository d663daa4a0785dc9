"""The sample firm's papers, from its case file to what another program reads in them."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from conftest import OfficeConvert
from support.pdfglyphs import missing_glyphs

from sllassist import paths
from sllassist.assessment import Assessment, assess
from sllassist.case.model import Case
from sllassist.documents.create import Created, create_papers
from sllassist.documents.forms import form_map
from sllassist.documents.target_chart import target_chart
from sllassist.knowledge import load_knowledge


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    case = Case.model_validate_json(paths.resource("samples", "mihon_seiki.json").read_text("utf-8"))
    return assess(case, load_knowledge(), dt.date(2026, 11, 20))


@pytest.fixture(scope="module")
def made(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> list[Created]:
    out = tmp_path_factory.mktemp("sample")
    [target] = [result.target for result in assessment.schemes if result.target]
    return [create_papers(papers, out, chart=target_chart(target)) for papers in assessment.paper_sets()]


def test_the_plan_and_the_report_are_made(made: list[Created]) -> None:
    assert [created.folder.name for created in made] == ["計画書の提出_2025年度", "報告書の提出_2025年度"]
    assert [(len(created.files), created.problems) for created in made] == [(8, ()), (8, ())]


def test_no_pdf_of_the_sample_draws_a_box(made: list[Created]) -> None:
    pdfs = [file.path for created in made for file in created.files if file.path.suffix == ".pdf"]
    assert len(pdfs) == 8
    assert [path.name for path in pdfs if missing_glyphs(path.read_bytes())] == []


def bare(path: Path, folder: Path) -> Path:
    """The workbook without stored formula values."""
    target = folder / f"bare_{path.name}"
    openpyxl.load_workbook(path).save(target)
    return target


@pytest.mark.parametrize("year", [2024, 2025])
def test_libreoffice_gets_the_totals_of_the_product(
    made: list[Created], assessment: Assessment, year: int, tmp_path: Path, office_convert: OfficeConvert
) -> None:
    [path] = [file.path for created in made for file in created.files if file.path.name.startswith(f"算定総括表_{year}") and file.to_send]
    read = openpyxl.load_workbook(office_convert(bare(path, tmp_path), "xlsx"), data_only=True)["算定総括表"]
    total = assessment.ledger.total(year)
    form = form_map("nagano_sll/energy_summary")
    for name, wanted in (
        ("total_gj", total.heat_gj), ("total_kl", total.oil_kl), ("total_co2_basic_t", total.co2_basic_t),
        ("total_co2_adjusted_t", total.co2_adjusted_t),
    ):  # fmt: skip
        for _, cell in form.fields[name].places:
            assert read[cell].value == pytest.approx(float(wanted), rel=1e-12), name


def test_stored_values_are_the_recalculated_ones_in_every_formula_cell(
    made: list[Created], tmp_path: Path, office_convert: OfficeConvert
) -> None:
    """A reader without an engine sees what an engine would work out."""
    for created in made:
        for file in created.files:
            if not file.to_send:
                continue
            formulas, ours = openpyxl.load_workbook(file.path), openpyxl.load_workbook(file.path, data_only=True)
            theirs = openpyxl.load_workbook(office_convert(bare(file.path, tmp_path), "xlsx"), data_only=True)
            for sheet in formulas.worksheets:
                for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                    stored = ours[sheet.title][cell.coordinate].value
                    found = theirs[sheet.title][cell.coordinate].value
                    place = (file.path.name, sheet.title, cell.coordinate)
                    if isinstance(found, int | float):
                        assert stored == pytest.approx(found, rel=1e-12, abs=1e-9), place
                    else:
                        assert (stored or "") == (found or ""), place
