"""The command line as an advisor or a script uses it: output, exit status, and one sentence for what goes wrong."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from support.packs import change, info, tables

from sllassist.emissions import build_ledger
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.knowledge.installed import install_pack
from sllassist.knowledge.packs import make_pack
from sllassist.store import casefile, folders, samples

Run = subprocess.CompletedProcess[str]


def sllassist(*arguments: str | Path) -> Run:
    command = [sys.executable, "-m", "sllassist", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "見本精機.sll"
    made = sllassist("new", file, "--sample", "mihon_seiki")
    assert made.returncode == 0, made.stderr
    return file


def assert_one_sentence(result: Run, *words: str) -> None:
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    (sentence,) = result.stderr.strip().splitlines()
    assert sentence.endswith("。") or "：" in sentence
    for word in words:
        assert word in sentence


def test_assess_prints_json_and_nothing_else(sample_file: Path) -> None:
    result = sllassist("assess", sample_file, "--as-of", "2026-11-20", "--json")
    answer = json.loads(result.stdout)
    assert result.returncode == 0, result.stdout
    assert answer["firm"] == "見本精機株式会社"
    assert answer["as_of"] == "2026-11-20"
    assert [scheme["verdict"] for scheme in answer["schemes"] if scheme["id"] == "nagano_sll"] == ["fits"]
    assert [year["fiscal_year"] for year in answer["years"]] == [2024, 2025]


def test_assess_json_fits_its_published_schema(sample_file: Path) -> None:
    schema = json.loads(sllassist("schema", "assessment").stdout)
    answer = json.loads(sllassist("assess", sample_file, "--json").stdout)
    assert set(answer) == set(schema["required"])
    assert set(answer["schemes"][0]) == set(schema["$defs"]["SchemeOut"]["required"])


def test_assess_in_words_names_verdict_figures_and_deadlines(sample_file: Path) -> None:
    said = sllassist("assess", sample_file, "--as-of", "2026年11月20日").stdout
    for words in ("信州SLL（脱炭素型）活用促進制度：対象です", "2025年度", "t-CO2", "原油換算", "2027年7月31日（土）"):
        assert words in said


def test_the_same_question_gets_the_same_answer(sample_file: Path) -> None:
    first, second = (sllassist("assess", sample_file, "--as-of", "2026-11-20", "--json").stdout for _ in range(2))
    assert first == second


def test_sll_and_json_convert_into_each_other(sample_file: Path, tmp_path: Path) -> None:
    as_json, back = tmp_path / "case.json", tmp_path / "back.sll"
    assert sllassist("convert", sample_file, as_json).returncode == 0
    assert json.loads(as_json.read_text("utf-8"))["firm"]["name"] == "見本精機株式会社"
    assert sllassist("convert", as_json, back).returncode == 0
    assert sllassist("assess", back, "--json").stdout == sllassist("assess", sample_file, "--json").stdout


def test_an_empty_file_says_what_blocks_and_exits_1(tmp_path: Path) -> None:
    file = tmp_path / "new.sll"
    assert sllassist("new", file).returncode == 0
    result = sllassist("documents", file, "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "事業者の名称を入力してください。" in result.stdout
    assert not list((tmp_path / "out").rglob("*.xlsx"))


def test_a_firm_no_scheme_fits_is_told_why_there_are_no_papers(sample_file: Path, tmp_path: Path) -> None:
    as_json, elsewhere = tmp_path / "case.json", tmp_path / "elsewhere.json"
    sllassist("convert", sample_file, as_json)
    told = json.loads(as_json.read_text("utf-8"))
    told["loan"]["bank_head_office"] = "東京都"
    elsewhere.write_text(json.dumps(told), "utf-8")
    result = sllassist("documents", elsewhere, "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "見本信用金庫の本店は東京都にあり" in result.stdout


def test_documents_are_written_and_listed(sample_file: Path, tmp_path: Path) -> None:
    result = sllassist("documents", sample_file, "--out", tmp_path / "書類", "--as-of", "2026-11-20", "--json")
    assert result.returncode == 0, result.stdout + result.stderr
    files = [Path(name) for made in json.loads(result.stdout)["made"] for name in made["files"]]
    assert len([file for file in files if file.suffix == ".xlsx"]) >= 4
    assert all(file.is_file() for file in files)


def test_what_cannot_be_read_is_one_sentence(sample_file: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.sll"
    half.write_bytes(sample_file.read_bytes()[:-400])
    newer = tmp_path / "newer.json"
    case = tmp_path / "now.json"
    sllassist("convert", sample_file, case)
    newer.write_text(json.dumps({**json.loads(case.read_text("utf-8")), "schema_version": 99}), "utf-8")
    text_in_number = tmp_path / "text.json"
    told = json.loads(case.read_text("utf-8"))
    told["records"][0]["quantity"] = "たくさん"
    text_in_number.write_text(json.dumps(told), "utf-8")
    assert_one_sentence(sllassist("assess", tmp_path / "nothing.sll"), "nothing.sll")
    assert_one_sentence(sllassist("assess", half), "half.sll")
    assert_one_sentence(sllassist("assess", newer), "新しい版")
    assert_one_sentence(sllassist("assess", text_in_number), "使用量")
    assert_one_sentence(sllassist("assess", tmp_path))


def test_an_existing_file_is_never_overwritten(sample_file: Path) -> None:
    before = sample_file.read_bytes()
    assert_one_sentence(sllassist("new", sample_file), "すでにあります")
    assert_one_sentence(sllassist("convert", sample_file, sample_file), "すでにあります")
    assert sample_file.read_bytes() == before


def test_wrong_arguments_are_answered_in_japanese(sample_file: Path, tmp_path: Path) -> None:
    assert_one_sentence(sllassist("assess"), "--help")
    assert_one_sentence(sllassist("asses", sample_file), "--help")
    assert_one_sentence(sllassist("assess", sample_file, "--as-of", "あした"), "日付で入力してください")
    assert_one_sentence(sllassist("documents", sample_file, "--out", tmp_path, "--scheme", "oita"), "nagano_sll")


def test_a_folder_that_cannot_be_made_is_one_sentence(sample_file: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert_one_sentence(sllassist("documents", sample_file, "--out", blocked))
    assert_one_sentence(sllassist("demo", "--out", blocked / "x"))


@pytest.fixture
def newest(tmp_path: Path) -> Knowledge:
    """A pack taken in, in which 中部電力ミライズ has 0.000400 in FY2025 in place of 0.000411."""
    row = "2025,retailer,A0270,中部電力ミライズ(株),メニューB(残差),{0},{0},確認済,,"
    change(tables(tmp_path / "k", "electricity.csv") / "electricity.csv", row.format("0.000411"), row.format("0.000400"))
    make_pack(tmp_path / "k", tmp_path / "p.zip", info(valid_from_fy=2025))
    return load_knowledge(install_pack(tmp_path / "p.zip", folders.packs()))


def test_packs_on_this_computer_serve_a_case_only_once_it_has_taken_them_over(newest: Knowledge, tmp_path: Path) -> None:
    case, own = samples.sample(), load_knowledge()
    for edition, known in ((None, own), (own.pack_id, own), (newest.pack_id, newest)):
        path = tmp_path / "案件.sll"
        casefile.write_case(path, case.model_copy(update={"edition": edition}))
        answer = json.loads(sllassist("assess", path, "--as-of", "2026-11-20", "--json").stdout, parse_float=Decimal)
        told = next(year for year in answer["years"] if year["fiscal_year"] == 2025)
        assert Decimal(told["total"]["co2_basic_t"]) == build_ledger(case, known).total(2025).co2_basic_t
