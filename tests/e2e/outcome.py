"""What lies on the disk in the end, read by other programs, and compared with what was typed and what follows by hand."""

from __future__ import annotations

import json
import subprocess
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from e2e import firm

Json = dict[str, Any]
STEMS = (
    f"様式1号_計画書兼実施状況等報告書_{firm.NAME}", f"様式2号_計画書提出書_{firm.NAME}", f"算定総括表_{firm.BASE}年度_{firm.NAME}",
)  # fmt: skip


def saved(home: Path) -> Json:
    """The case in the one file the program keeps by itself."""
    (path,) = (home / "data" / "unnamed").glob("*.sll")
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        case: Json = json.loads(packed.read("case.json"))
        return case


def check_saved(case: Json) -> None:
    """The file holds what was typed, and nothing else."""
    assert case["drafts"] == {}, "nothing unread is left"
    told = case["firm"]
    assert {name: told[name] for name in ("name", "corporate_number", "representative_title", "representative_name")} == {
        "name": firm.NAME, "corporate_number": "7000012050002", "representative_title": "代表社員", "representative_name": "髙﨑 𠮷子",
    }  # fmt: skip
    assert (told["postcode"], told["prefecture"], told["address"]) == ("3920022", "長野県", "諏訪市見本1-2-3")
    assert (told["industry_code"], Decimal(told["capital_yen"]), told["employees"]) == ("2464", 10_000_000, 28)
    assert {name: text for name, text in case["contact"].items() if text} == {
        "person": "見本 花子", "phone": "0266-00-0001", "email": "hanako@example.jp",
    }  # fmt: skip
    sites = {site["name"]: site for site in case["sites"]}
    assert [(name, site["kind"], site["prefecture"], site["address"]) for name, site in sites.items()] == [
        (firm.SUWA, "factory", "長野県", "諏訪市見本1-2-3"), (firm.MATSUMOTO, "office", "長野県", "松本市見本4-5"),
    ]  # fmt: skip
    loan, duty = case["loan"], case["duty"]
    assert (loan["bank_name"], loan["bank_head_office"]) == ("見本信用金庫", "長野県")
    assert (loan["term_months"], loan["start_date"]) == (60, "2027-01-29")
    assert (loan["penalty_rate"], duty["vehicles"], Decimal(duty["other_gases_t"])) == (False, 3, 0)
    plan = case["plan"]
    assert (plan["base_year"], plan["first_year"], plan["years"], Decimal(plan["rate_percent"])) == (firm.BASE, firm.FIRST, 3, 5)
    assert (plan["target_text"], plan["organisation_text"]) == (firm.REASON, firm.ORGANISATION)
    names = {site["id"]: name for name, site in sites.items()}
    found = [(m["name"], names.get(m["site_id"]), Fraction(m["expected_t"]), m["planned_year"]) for m in case["measures"]]
    assert tuple(found) == firm.MEASURES
    _check_bills(case, names)


def _check_bills(case: Json, sites: dict[str, str]) -> None:
    wanted = {(line.site, line.energy): line for line in firm.LINES}
    supplies = {supply["id"]: supply for supply in case["supplies"]}
    keys = {number: (sites[supply["site_id"]], supply["energy"]) for number, supply in supplies.items()}
    assert set(keys.values()) == set(wanted)
    assert len(keys) == len(wanted), "nothing twice"
    figures: dict[tuple[str, str], dict[int, Fraction]] = {key: {} for key in wanted}
    for record in case["records"]:
        line = wanted[keys[record["supply_id"]]]
        assert record["fiscal_year"] == firm.BASE
        assert record["month"] not in figures[line.site, line.energy], "no month twice"
        thousands = {line.unit: 1, f"k{line.unit}": 1000}[record["unit"]]
        figures[line.site, line.energy][record["month"]] = Fraction(record["quantity"]) * thousands
    for key, line in wanted.items():
        assert tuple(figures[key][month] for month in firm.MONTHS) == line.figures, key
    for number, supply in supplies.items():
        line = wanted[keys[number]]
        assert (supply["supplier"] or "", supply["menu"], supply["unit"]) == (line.supplier, line.menu, line.unit)
        assert supply["gas_mix"] == ("propane" if line.energy == "lpg" else None)


def _near(found: object, wanted: Fraction) -> bool:
    """Equal as far as a workbook's numbers go."""
    assert isinstance(found, int | float)
    return abs(Fraction(found) - wanted) <= abs(wanted) * Fraction(1, 10**14)


def check_papers(folder: Path) -> None:
    """The set is there: three workbooks to send, their PDFs to keep, the manifest; with the figures done by hand."""
    made = folder / f"計画書の提出_{firm.FIRST}年度"
    kept = made / "控え（PDF）"
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == {
        *(f"{stem}.xlsx" for stem in STEMS), *(f"{kept.name}/{stem}.pdf" for stem in STEMS), "送付内容一覧.pdf", "送付内容一覧.txt",
    }  # fmt: skip
    _check_form1(made / f"{STEMS[0]}.xlsx")
    _check_form2(made / f"{STEMS[1]}.xlsx")
    _check_summary(made / f"{STEMS[2]}.xlsx")
    _check_pdfs(kept, made)
    told = (made / "送付内容一覧.txt").read_text("utf-8-sig")
    for stem in STEMS:
        assert f"{stem}.xlsx" in told
    assert "naganoco2@chugai-tec.co.jp" in told
    assert f"（{firm.NAME}）" in told
    assert f"{firm.rounded(firm.TONNES, 1)} t-CO2 を、{firm.LAST}年度までに {firm.rounded(firm.target(firm.LAST), 1)} t-CO2 以下" in told


def _sheet(path: Path, name: str) -> Any:
    return openpyxl.load_workbook(path, data_only=True)[name]


def _check_form1(path: Path) -> None:
    sheet = _sheet(path, "総括票")
    assert (sheet["D6"].value, sheet["D7"].value, sheet["D8"].value) == (firm.NAME, "代表社員　髙﨑 𠮷子", "長野県諏訪市見本1-2-3")
    assert [sheet[f"B{row}"].value for row in (13, 14)] == [firm.SUWA, firm.MATSUMOTO]
    years = {"J44": "令和7年度（2025年度）", "D45": "令和8年度（2026年度）", "J45": "令和10年度（2028年度）"}
    assert {cell: sheet[cell].value for cell in years} == years
    whole = {"E51": firm.OIL, "E55": firm.TONNES, "E62": firm.TONNES, "E56": firm.target(firm.LAST)}
    whole |= {f"{column}61": firm.target(year) for column, year in (("G", 2026), ("I", 2027), ("K", 2028))}
    assert {cell: sheet[cell].value for cell in whole} == {cell: int(firm.rounded(value, 0)) for cell, value in whole.items()}
    assert (sheet["J56"].value, sheet["K52"].value, sheet["E58"].value) == (15, 3, firm.REASON)
    sheet = _sheet(path, "措置")
    rows = [tuple(sheet[f"{column}{row}"].value for column in "BCFG") for row in (10, 11)]
    assert rows == [
        (site or "全社", name, tonnes, f"令和{year - 2018}年度") for name, site, tonnes, year in firm.MEASURES
    ]  # fmt: skip
    assert _near(sheet["F20"].value, sum((tonnes for _, _, tonnes, _ in firm.MEASURES), Fraction(0)))
    assert _near(sheet["F21"].value, firm.TONNES - firm.target(firm.LAST))


def _check_form2(path: Path) -> None:
    sheet = _sheet(path, "提出書")
    assert [sheet[cell].value for cell in ("F9", "F10", "F11", "F12")] == [
        "〒392-0022", "長野県諏訪市見本1-2-3", firm.NAME, "代表社員　髙﨑 𠮷子",
    ]  # fmt: skip
    assert [sheet[cell].value for cell in ("D32", "D33", "D34")] == ["見本 花子", "0266-00-0001", "hanako@example.jp"]


def _check_summary(path: Path) -> None:
    sheet = _sheet(path, "算定総括表")
    assert _near(sheet["D10"].value, firm.HEAT)
    assert _near(sheet["D12"].value, firm.OIL)
    assert _near(sheet["D13"].value, firm.TONNES)
    assert _near(sheet["D14"].value, firm.TONNES)
    names = {"electricity": "電気", "lpg": "液化石油ガス（LPG）", "kerosene": "灯油", "gasoline": "揮発油（ガソリン）"}
    rows: dict[tuple[str, str], list[int]] = {}
    for row in range(18, 138):
        if sheet[f"B{row}"].value:
            rows.setdefault((sheet[f"B{row}"].value, sheet[f"C{row}"].value), []).append(row)
    assert len(rows) == len(firm.LINES)
    for line in firm.LINES:
        own = rows[line.site, names[line.energy]]  # two rows where a delivery was told in another unit
        assert _near(sum(sheet[f"K{row}"].value for row in own), line.heat)
        assert _near(sum(sheet[f"O{row}"].value for row in own), line.tonnes)
        carbon = float(line.carbon) if line.carbon else None
        assert all((sheet[f"P{row}"].value, sheet[f"L{row}"].value) == (sheet[f"O{row}"].value, carbon) for row in own)


def _check_pdfs(kept: Path, made: Path) -> None:
    texts = {stem: pdf_text(kept / f"{stem}.pdf") for stem in STEMS}
    for text in (*texts.values(), pdf_text(made / "送付内容一覧.pdf")):
        assert firm.NAME in text
    form, letter, summary = texts.values()
    assert firm.REASON.split("\n")[1] in form
    assert "髙﨑 𠮷子" in letter
    for figure in (firm.rounded(firm.HEAT, 2), firm.rounded(firm.OIL, 3), firm.rounded(firm.TONNES, 3)):
        assert figure in summary
    for line in firm.LINES:
        if (line.site, line.energy) != firm.TWO_UNITS:
            assert firm.rounded(line.tonnes, 3) in summary


def pdf_text(path: Path) -> str:
    """The text of a PDF as poppler reads it."""
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", path, "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8")
