"""Damaged and random input: it is read, asked about or refused in one sentence; nothing else ever happens."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from support.importing import FILES, KNOWLEDGE, TWO_SITES, look

from sllassist.case.model import Case
from sllassist.case.problems import InputProblem
from sllassist.importers import Decision, Mapping, apply_mapping, cfb, merge, propose, read_source

SEEDS = [path.read_bytes() for path in sorted(FILES.iterdir())]
WORD_LIST = """年月 4月 R6.4 2024年度 令和元年 3/15〜4/14 合計 小計 前年比 岡谷工場 電気 電気(kWh) ガス 使用量 金額(円) kWh 千kWh ㎥
売電 発電量 １２３ ▲5 1,234 - 12.5kWh 検針なし
2024/4/1 45383 99999999999999 0.0000001
NaN 1e5 単位：千円 昼間
重油 24/4 年度 月 使用期間 お客様番号
中部電力 2024 1990 2101年1月 13月 髙﨑 𠮷 (1,200) =1+1"""
WORDS = [*WORD_LIST.split(), "", "　", "12.5 kWh", "\u200b"]
MARKS = (
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\x7f",
    b"\x01\x00\x00\x00",
    b"\xef\xbb\xbf",
    b"\r",
    b'"',
    b",,,,",
    b"\x1a",
    b"<c ",
    b"&#1;",
)


def mangled(dice: random.Random, data: bytes) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    mixed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        place = dice.randrange(len(mixed) + 1)
        kind = dice.randrange(6)
        if kind == 0 and place < len(mixed):
            mixed[place] = dice.randrange(256)
        elif kind == 1:
            mark = dice.choice(MARKS)
            mixed[place : place + len(mark)] = mark
        elif kind == 2:
            del mixed[place : place + dice.randrange(200)]
        elif kind == 3:
            mixed[place:place] = mixed[dice.randrange(len(mixed) + 1) :][:100]
        elif kind == 4:
            mixed[place:place] = dice.choice(WORDS).encode(dice.choice(("cp932", "utf-8")), "ignore")
        elif dice.random() < 0.3:
            del mixed[place + 4 :]
        mixed = mixed or bytearray(b"\n")
    return bytes(mixed)


def damaged(dice: random.Random) -> bytes:
    """One of the messy files, damaged as a whole or within: a part of a workbook's package, the records of an old one."""
    data = dice.choice(SEEDS)
    if data.startswith(cfb.MAGIC) and dice.random() < 0.7:
        return cfb.pack(mangled(dice, cfb.workbook_stream(data, "a.xls")))
    if not data.startswith(b"PK") or dice.random() < 0.2:
        return mangled(dice, data)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        parts = [
            name for name in old.namelist() if "sheet" in name or "content" in name or "workbook" in name
        ] or old.namelist()
        chosen = dice.choice(parts)
        for name in old.namelist():
            new.writestr(name, mangled(dice, old.read(name)) if name == chosen else old.read(name))
    return stream.getvalue()


def random_table(dice: random.Random) -> bytes | str:
    """Cells of a bill table in no order."""
    width = dice.randrange(1, 9)
    rows = [
        [dice.choice(WORDS) for _ in range(dice.choice((width, width, dice.randrange(1, 9))))]
        for _ in range(dice.randrange(1, 14))
    ]
    delimiter = dice.choice("\t\t,;")
    text = dice.choice(("\n", "\r\n", "\r")).join(delimiter.join(row) for row in rows)
    return (
        text if dice.random() < 0.5 else text.encode(dice.choice(("utf-8", "cp932", "utf-16", "utf-8-sig")), "ignore")
    )


def one(seed: int) -> str:
    """Read, propose, preview with random answers, merge; the code of the refusal or what it came to."""
    dice = random.Random(seed)
    data = damaged(dice) if dice.random() < 0.6 else random_table(dice)
    case: Case = TWO_SITES
    try:
        source = read_source(data, "表.csv")
        proposal = propose(source, KNOWLEDGE, case)
        choices: dict[str, str] = {}
        for _ in range(4):
            preview = apply_mapping(proposal, None, choices)
            if not preview.questions:
                break
            choices |= {question.key: dice.choice(question.options).value for question in preview.questions}
        assert Mapping.from_json(preview.mapping.to_json()) == preview.mapping
        decisions: dict[tuple[str, int, int | None], Decision] = {
            conflict.cell: "replace" for conflict in preview.conflicts
        }
        merged = merge(case, preview, decisions)
    except InputProblem as told:
        return told.problem.code if str(told) else "no sentence"
    assert len(merged.records) == len(preview.records)
    assert Case.model_validate_json(merged.model_dump_json()) == merged
    assert all(record.quantity >= 0 for record in merged.records)
    return "merged"


def run(first: int, count: int) -> dict[str, int]:
    """How often each thing happened."""
    found: dict[str, int] = {}
    for seed in range(first, first + count):
        start = time.perf_counter()
        try:
            code = one(seed)
        except BaseException as problem:
            problem.add_note(f"seed {seed}")
            raise
        found[code] = found.get(code, 0) + 1
        assert time.perf_counter() - start < 5, f"seed {seed}"
    return found


def test_damaged_and_random_input_is_read_or_refused() -> None:
    found = run(0, 300)
    assert found.keys() >= {"merged", "importers.damaged"}
    assert "no sentence" not in found


@pytest.mark.soak
def test_twenty_thousand_damaged_and_random_inputs() -> None:
    found = run(1_000, 20_000)
    assert found["merged"] > 1_000


def test_a_workbook_cut_off_is_refused_or_still_whole() -> None:
    """Wherever it is cut off (here: at 40 places each); an .xls may lose what stands behind its sheets."""
    for path in sorted(FILES.iterdir()):
        data = path.read_bytes()
        if path.suffix not in (".xlsx", ".xls", ".ods"):
            continue
        for place in range(0, len(data) - 1, max(1, len(data) // 40)):
            try:
                cut = read_source(data[:place], path.name)
            except InputProblem:
                continue
            assert cut.sheets == read_source(data, path.name).sheets


def test_answers_that_no_question_offers_are_as_good_as_none() -> None:
    preview = look("月\t電気(kWh)\n4月\t5\n5月\t6\n")
    proposal = propose(read_source("月\t電気(kWh)\n4月\t5\n5月\t6\n"), KNOWLEDGE, TWO_SITES)
    nonsense = {question.key: "なんでもない" for question in preview.questions}
    assert [question.key for question in apply_mapping(proposal, None, nonsense).questions] == [
        q.key for q in preview.questions
    ]
