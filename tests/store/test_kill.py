"""A program killed at any moment while somebody types: the file opens, and no acknowledged edit is missing."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from sllassist.case.model import Case
from sllassist.store import casefile, folders, recovery

TYPIST = Path(__file__).with_name("typist.py")
KILLED = 1 if sys.platform == "win32" else -9
SLACK_S = 3.0
"""What the file alone, without the journal, may lag behind on a busy machine: the second, a tick, and a slow disk."""


def typist() -> ModuleType:
    """The child's own idea of what edit n does."""
    spec = importlib.util.spec_from_file_location("typist", TYPIST)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Expected:
    """The case after each number of edits."""

    def __init__(self) -> None:
        self._typist = typist()
        self._states: list[Case] = [self._typist.start()]

    def after(self, count: int) -> Case:
        while len(self._states) <= count:
            self._states.append(self._typist.edited(self._states[-1], len(self._states)))
        return self._states[count]

    def number_of(self, case: Case, near: int) -> int:
        """How many edits `case` holds, the latest such number up to `near` + 1."""
        return next(n for n in range(near + 1, -1, -1) if self.after(n) == case)


def lines(log: Path) -> list[str]:
    """What the child said so far."""
    return log.read_text("utf-8").splitlines() if log.exists() else []


def acknowledged(log: Path) -> dict[int, float]:
    """Edit number → when the child said it was taken."""
    said = lines(log)
    assert "lost" not in said
    return {int(number): float(at) for number, at in (line.split() for line in said if line != "ready")}


def killed(case_file: str, log: Path, first: int, chance: random.Random, *, early: bool) -> None:
    """Lets the typist type and kills it at some moment; `early`: perhaps while it still opens or recovers the file."""
    ready = lines(log).count("ready")
    child = subprocess.Popen([sys.executable, TYPIST, case_file, log, str(first)], stderr=subprocess.PIPE)
    if early:
        time.sleep(chance.uniform(0.1, 1.0))
    else:
        while lines(log).count("ready") == ready and child.poll() is None:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.2, 2.4))
    child.kill()
    _, said = child.communicate()
    assert (child.returncode, said) == (KILLED, b"")


def check_file_alone(path: Path, expected: Expected, log: Path) -> None:
    """The file opens by itself and is at most about a second behind."""
    acks = acknowledged(log)
    held = expected.number_of(casefile.read_case(path), max(acks, default=0))
    missing = [at for number, at in acks.items() if number > held]
    assert not missing or max(acks.values()) - min(missing) <= SLACK_S


def run(kills: int, seed: int, case_file: Path | None, log: Path) -> None:
    expected, chance = Expected(), random.Random(seed)
    if case_file:
        casefile.write_case(case_file, expected.after(0))
    last = 0
    for kill in range(kills):
        killed(str(case_file or ""), log, last + 1, chance, early=kill % 3 == 1)
        last = max(acknowledged(log), default=0)
        for path in [case_file] if case_file else folders.unnamed().glob("*.sll"):
            check_file_alone(path, expected, log)
        if kill % 2:  # every other time the next typist has to recover by itself
            continue
        found = recovery.recoverable()
        if found:
            session = recovery.recover(found[0])
            case = session.case
            session.close()
        else:
            files = [case_file] if case_file else [file.path for file in recovery.unnamed_files()]
            case = casefile.read_case(files[0]) if files else expected.after(0)
        last = max(last, expected.number_of(case, last))
        assert case == expected.after(last), "an acknowledged edit is missing"
    assert last > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_while_typing_into_a_file(tmp_path: Path, seed: int) -> None:
    run(3, seed, tmp_path / ("髙﨑𠮷の" + "長い" * 20 + "名前.sll"), tmp_path / "log")


def test_killed_while_typing_into_a_case_without_a_name(tmp_path: Path) -> None:
    run(2, 3, None, tmp_path / "log")


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 15))
@pytest.mark.parametrize("named", [True, False])
def test_killed_a_hundred_times(tmp_path: Path, seed: int, named: bool) -> None:
    run(10, seed, tmp_path / "会社.sll" if named else None, tmp_path / "log")
