"""`sllassist pack`: making a pack of newer tables, and what one would change, from the command line."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INFO = """
id = "2026-12-denki"
title = "電気の係数の直し"
made_on = 2026-12-25
valid_from_fy = 2025
min_program = "0.1.0"
changes = ["松本ガスの2025年度の係数を改めました"]
"""


def sllassist(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sllassist", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """All tables, the factor of one retailer changed from 0.000434 to 0.000500."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for table in (ROOT / "resources" / "knowledge").glob("*.csv"):
        shutil.copy(table, folder)
    electricity = folder / "electricity.csv"
    lines = electricity.read_text("utf-8").splitlines(keepends=True)
    changed = [line.replace("0.000434", "0.000500") if "A0345" in line and "メニューB(残差)" in line else line for line in lines]
    assert changed != lines
    electricity.write_text("".join(changed), "utf-8")
    (folder / "pack.toml").write_text(INFO, "utf-8")
    return folder


def test_a_pack_is_made_and_its_effect_on_a_file_is_told_before_it_is_used(tables: Path, tmp_path: Path) -> None:
    pack = tmp_path / "denki.zip"
    made = sllassist("pack", "make", tables, pack)
    assert made.returncode == 0, made.stderr
    told = sllassist("pack", "check", pack, ROOT / "resources/samples/mihon_seiki.json", "--json")
    answer = json.loads(told.stdout)
    assert answer["pack"]["id"] == "2026-12-denki"
    (year,) = [found for found in answer["differences"] if found["fiscal_year"] == 2025]
    # 39,128 kWh in FY2025 at the warehouse × (0.000500 − 0.000434)
    (change,) = [one for one in year["changes"] if one["figure"] == "co2_basic_t"]
    assert round(float(change["after"]) - float(change["before"]), 6) == 2.582448


def test_every_fault_of_the_tables_is_a_line_that_says_where(tables: Path, tmp_path: Path) -> None:
    electricity = tables / "electricity.csv"
    text = electricity.read_text("utf-8").replace("0.000500", "-0.000500", 1).replace("0.000411", "4.11", 1)
    electricity.write_text(text, "utf-8")
    refused = sllassist("pack", "make", tables, tmp_path / "denki.zip")
    assert refused.returncode == 2
    lines = refused.stderr.splitlines()
    assert len(lines) >= 2
    assert all("electricity.csv" in line for line in lines)
    assert not (tmp_path / "denki.zip").exists()


def test_what_is_no_pack_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04")
    refused = sllassist("pack", "check", tmp_path / "bad.zip")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert "bad.zip" in refused.stderr
