"""The table of clauses is whole and up to date: every number and rule of a scheme has code that uses it and a test that tries it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def clauses():
    sys.path.insert(0, str(ROOT))
    try:
        from devtools import clauses as made
    finally:
        sys.path.remove(str(ROOT))
    return made


def test_nothing_lacks_a_rule_or_a_test(clauses) -> None:
    assert clauses.missing(clauses.tables()) == []


def test_the_page_says_what_the_code_says(clauses) -> None:
    assert (ROOT / "docs/clauses.md").read_text("utf-8") == clauses.text(), "python3 dev.py clauses を実行してください"


def test_every_scheme_is_listed(clauses) -> None:
    folders = {path.parent.name for path in (ROOT / "sllassist/schemes").glob("*/__init__.py")}
    assert set(clauses.tables()) == folders


def test_what_is_missing_is_told(clauses) -> None:
    one = clauses.Clause("a.b", "試し", ["出典"])
    assert len(clauses.missing({"x": [one]})) == 2
    one.rules, one.tests = ["r"], ["t"]
    assert clauses.missing({"x": [one]}) == []


@pytest.mark.parametrize(("key", "text", "used"), [("loan.limit", "loan.limit", True), ("loan.limit", "loan.lim", False),
                                                   ("rough.gas_gj", "rough.*_gj", True), ("rough.gas_gj", "*_gj", False)])
def test_a_key_counts_as_used_when_it_is_named(clauses, key: str, text: str, used: bool) -> None:
    assert clauses._uses(key, text) is used
