"""The journal: what was written down is found again, however the program ended."""

from __future__ import annotations

import itertools
import json
import os
import sys
import zlib
from decimal import Decimal
from pathlib import Path

import pytest

from sllassist.case import edits, paths
from sllassist.case.model import Case
from sllassist.store import folders, journal
from sllassist.store.differences import difference
from sllassist.store.journal import Journal, Origin
from sllassist.store.problems import StoreProblem

ORIGIN = Origin(Path("C:/仕事/髙﨑.sll"), "0" * 64)


def typed(case: Case, count: int) -> list[Case]:
    """States of a case while somebody types a name."""
    states = [case]
    for i in range(count):
        states.append(paths.put(states[-1], "firm.name", f"髙﨑𠮷{i}"))
    return states


def written(states: list[Case]) -> Journal:
    made = Journal(ORIGIN, states[0])
    for i in range(1, len(states)):
        made.edit(difference(states[i - 1], states[i]), float(i))
    return made


def last_case(path: Path) -> Case:
    return Case.model_validate(journal.read(path).data)


def test_it_tells_where_the_case_came_from_and_ends_with_its_last_state(full_case: Case) -> None:
    states = typed(full_case, 5)
    made = written(states)
    content = journal.read(made.path)
    made.close(keep=True)
    assert content.origin == ORIGIN
    assert (content.edits, content.complete) == (5, True)
    assert last_case(made.path) == states[-1]
    assert content.last_edit is not None


def test_each_line_is_there_before_the_call_returns(full_case: Case) -> None:
    states = typed(full_case, 3)
    made = Journal(ORIGIN, states[0])
    for before, after in itertools.pairwise(states):
        made.edit(difference(before, after), 0.0)
        assert last_case(made.path) == after
    made.close(keep=False)
    assert not made.path.exists()
    assert list(folders.journals().iterdir()) == []


def test_cut_anywhere_it_gives_an_earlier_state(full_case: Case, tmp_path: Path) -> None:
    states = typed(full_case, 4)
    made = written(states)
    made.close(keep=True)
    raw = made.path.read_bytes()
    ends = [i + 1 for i, byte in enumerate(raw) if byte == 10]
    cut = tmp_path / "cut.journal"
    for length in range(ends[0], len(raw) + 1):
        cut.write_bytes(raw[:length])
        whole = sum(end <= length for end in ends) - 1
        content = journal.read(cut)
        assert content.complete
        assert (content.edits, last_case(cut)) == (whole, states[whole])
    for length in range(ends[0]):
        cut.write_bytes(raw[:length])
        with pytest.raises(ValueError, match="no journal"):
            journal.read(cut)


@pytest.mark.parametrize("damage", [b"\0" * 80 + b"\n", b"00000000 {}\n", b"\xff\n", b"\n"])
def test_lines_after_a_damaged_one_are_not_trusted(full_case: Case, damage: bytes) -> None:
    states = typed(full_case, 4)
    made = written(states)
    made.close(keep=True)
    lines = made.path.read_bytes().splitlines(keepends=True)
    made.path.write_bytes(b"".join([*lines[:3], damage, *lines[3:]]))
    content = journal.read(made.path)
    assert (content.edits, content.complete) == (2, False)
    assert last_case(made.path) == states[2]


def line(entry: object) -> bytes:
    text = json.dumps(entry).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"\n",
        line([]),
        line({}),
        line({"format": 2}),
        line({"format": 1, "case": 3}),
        line({"format": 1, "case": {}}),
    ],
)
def test_what_is_no_journal_is_told_from_one(tmp_path: Path, first: bytes) -> None:
    path = tmp_path / "x.journal"
    path.write_bytes(first)
    with pytest.raises(ValueError, match="no journal"):
        journal.read(path)


@pytest.mark.parametrize(
    "entry", [{"edit": 3}, {"edit": {"firm": {}}}, {"edit": {"records": {"runs": [[0]]}}}, {"edit": {"firm": {"is": {}}}, "at": 3}]
)  # fmt: skip
def test_a_line_that_makes_no_sense_ends_the_replay(full_case: Case, entry: object) -> None:
    states = typed(full_case, 2)
    made = written(states)
    made.close(keep=True)
    with made.path.open("ab") as file:
        file.write(line(entry))
    assert journal.read(made.path).edits == 2
    assert last_case(made.path) == states[2]


def test_saves_are_noted_with_the_edits_before_them(full_case: Case) -> None:
    states = typed(full_case, 2)
    made = written(states)
    made.mark("saving", "a" * 64)
    made.mark("saved", "a" * 64)
    made.edit(difference(states[2], states[0]), 9.0)
    made.close(keep=True)
    content = journal.read(made.path)
    assert content.saves == [("saving", "a" * 64, 2), ("saved", "a" * 64, 2)]
    assert content.edits == 3
    assert last_case(made.path) == states[0]


def test_begun_anew_it_forgets_the_edits_and_keeps_the_state(full_case: Case) -> None:
    states = typed(full_case, 3)
    made = written(states)
    path = made.path
    made.restart(Origin(Path("D:/新.sll"), "1" * 64), states[3])
    made.edit(difference(states[3], states[1]), 10.0)
    made.close(keep=True)
    content = journal.read(path)
    assert (content.origin.path, content.edits) == (Path("D:/新.sll"), 1)
    assert last_case(path) == states[1]


def test_the_disk_is_made_to_finish_at_most_twice_a_second(full_case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    states = typed(full_case, 40)
    made = Journal(ORIGIN, states[0])
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    for i in range(40):
        made.edit(difference(states[i], states[i + 1]), 100 + i * 0.05)  # two seconds of typing
    assert 4 <= len(synced) <= 5
    before = len(synced)
    made.sync(101.99)
    assert len(synced) == before
    made.sync(102.6)
    assert len(synced) == before + 1
    made.sync(109.0)
    assert len(synced) == before + 1, "nothing new to write"
    made.close(keep=False)


def test_a_full_disk_is_told_and_what_was_written_stays(
    small_disk: Path, full_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLLASSIST_HOME", str(small_disk))
    made, states = Journal(ORIGIN, full_case), [full_case]

    def type_on() -> None:
        for i in range(200):
            states.append(paths.put(states[-1], "plan.target_text", "あ" * 1000 + str(i)))
            made.edit(difference(states[-2], states[-1]), 0.0)

    with pytest.raises(StoreProblem):
        type_on()
    with pytest.raises(StoreProblem):
        made.edit({}, 0.0)
    made.close(keep=True)
    content = journal.read(made.path)
    assert content.complete
    assert content.edits == len(states) - 2
    assert last_case(made.path) == states[-2]


def test_edits_among_19200_records_are_written_down(large_case: Case) -> None:
    made, case = Journal(ORIGIN, large_case), large_case
    for i in range(15):
        new = edits.put_record(case, edits.cell_of(case.records[i * 1000]), Decimal(i), "kWh")
        made.edit(difference(case, new), float(i))
        case = new
    made.close(keep=True)
    assert last_case(made.path) == case


def test_a_journal_of_a_running_program_cannot_be_claimed(full_case: Case) -> None:
    made = Journal(ORIGIN, full_case)
    assert journal.claim(made.path) is None
    made.close(keep=True)
    held = journal.claim(made.path)
    assert held is not None
    held.release()


@pytest.mark.skipif(sys.platform == "win32", reason="names on Windows are letters")
def test_a_path_of_bytes_that_are_no_letters_is_kept(full_case: Case) -> None:
    path = Path(os.fsdecode("/共有/会社.sll".encode("cp932")))
    made = Journal(Origin(path, None), full_case)
    made.close(keep=True)
    assert journal.read(made.path).origin.path == path
