"""Files that would hang, blow up or confuse the program: one clear sentence each, in seconds, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.hostile import HOSTILE, workbook
from support.importing import FILES, case_with, keys, look, proposal_of

from sllassist import messages
from sllassist.case.problems import InputProblem
from sllassist.importers import apply_mapping, cfb, read_source

SECONDS, MEGABYTES = 5, 500
CHILD = """
import json, sys, time
from pathlib import Path
from sllassist.case.problems import InputProblem
from sllassist.importers import read_source
start, code = time.perf_counter(), None
try:
    read_source(Path(sys.argv[1]))
except InputProblem as told:
    code = told.problem.code
seconds = time.perf_counter() - start
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([code, seconds, int(peak.split()[1]) / 1024]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's most memory")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_in_seconds_and_in_little_memory(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", CHILD, path], capture_output=True, text=True, timeout=60, check=True)
    found, seconds, megabytes = json.loads(done.stdout)
    assert found == code
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("code", sorted({code for _, code in HOSTILE.values() if code}))
def test_each_refusal_says_what_to_do(code: str) -> None:
    sentence = messages.text(code, name="電気.xlsx", limit="100", rows="2,000,000", line=3)
    assert "「電気.xlsx」" in sentence
    assert sentence.endswith("ください。")
    assert not [word for word in ("不正", "無効", "エラー", "申し訳") if word in sentence]


def test_values_from_other_files_are_taken_only_after_a_yes() -> None:
    case = case_with("岡谷工場")
    data = HOSTILE["external_links.xlsx"][0]()
    assert keys(look(data, case, name="a.xlsx")) == ["external"]
    assert look(data, case, {"external": "yes"}, name="a.xlsx").ready


def test_a_formula_without_result_is_never_a_blank_month() -> None:
    case = case_with("岡谷工場")
    preview = look(HOSTILE["formula_without_result.xlsx"][0](), case, name="a.xlsx")
    assert [key.split(":")[0] for key in keys(preview)] == ["uncomputed"]
    assert not preview.ready


WITHOUT_REFERENCES = (
    '<row><c t="inlineStr"><is><t>年月</t></is></c><c t="inlineStr"><is><t>電気(kWh)</t></is></c></row>'
    '<row><c t="inlineStr"><is><t>2024/4</t></is></c><c><f>1</f></c></row>'
)
SINGLE_QUOTES = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>年月</t></is></c><c r='B1' t='inlineStr'><is><t>電気(kWh)</t></is></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>2024/4</t></is></c><c r='B2'><f>1</f><v/></c></row>"
)


@pytest.mark.parametrize("rows", [WITHOUT_REFERENCES, SINGLE_QUOTES], ids=["without references", "single quotes"])
def test_formulas_without_result_are_seen_however_the_sheet_is_written(rows: str) -> None:
    case = case_with("岡谷工場")
    preview = look(workbook(rows), case, name="a.xlsx")
    assert preview.questions[0].key.startswith("uncomputed:")
    assert "B2" in preview.questions[0].text


def test_an_empty_text_as_a_formulas_result_is_a_result() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>年月</t></is></c><c r="B1" t="inlineStr"><is><t>電気(kWh)</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>2024/4</t></is></c><c r="B2"><v>7</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>2024/5</t></is></c><c r="B3" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    )
    preview = look(workbook(rows), case_with("岡谷工場"), name="a.xlsx")
    assert preview.questions == ()
    assert len(preview.records) == 1


def test_a_folder_a_missing_file_and_one_that_may_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as told:
        read_source(tmp_path)
    assert told.value.problem.code == "importers.folder"
    with pytest.raises(InputProblem) as told:
        read_source(tmp_path / "ない.csv")
    assert told.value.problem.code == "importers.missing"


def test_a_file_another_program_holds_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "開いている.xlsx"
    path.write_bytes(b"x")

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(InputProblem) as told:
        read_source(path)
    assert told.value.problem.code == "importers.no_access"
    assert "Excel" in str(told.value)


def test_a_broken_old_workbook_is_answered_without_a_word_on_the_console(capfd: pytest.CaptureFixture[str]) -> None:
    data = (FILES / "utility_export.xls").read_bytes()
    records = cfb.workbook_stream(data, "a.xls")
    refused = 0
    for place in range(600, len(records), 7):
        broken = records[:place] + b"\xff\xff" + records[place + 2 :]
        try:
            read_source(cfb.pack(broken), "a.xls")
        except InputProblem:
            refused += 1
    assert refused > 10
    assert capfd.readouterr() == ("", "")


def test_looking_never_changes_the_case() -> None:
    case = case_with("岡谷工場")
    before = case.model_dump_json()
    proposal, preview_for = proposal_of("年月\t電気(kWh)\n2024/4\t5\n", case)
    preview_for({})
    apply_mapping(proposal)
    assert case.model_dump_json() == before
