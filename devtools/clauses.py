"""docs/clauses.md: for every number and rule a scheme takes from its papers, the code that uses it and the tests that try it.

Read from the parameter files, the rules' code and the tests' `@pytest.mark.clause` marks, without running any of them.
Not for: whether a rule is right.
"""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/clauses.md"
PARAMETERS = ROOT / "resources/schemes"
SCHEMES = ROOT / "sllassist/schemes"
TESTS = ROOT / "tests/schemes"
HEAD = """# 制度の定めと、それを使うプログラム、確かめるテスト

`python3 dev.py clauses` が、制度の数値の表（`resources/schemes/`）、判定のプログラム（`sllassist/schemes/`）、
テスト（`tests/schemes/` の印 `clause`）から作ります。手では直しません。
"""


@dataclass
class Clause:
    """One parameter of a scheme: where it comes from, which functions use it, which tests try it."""

    key: str
    label: str
    places: list[str]
    rules: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def _parameters(table: dict[str, object], prefix: str = "") -> list[tuple[str, dict[str, object]]]:
    found = []
    for name, part in table.items():
        if isinstance(part, dict):
            key = f"{prefix}{name}"
            found += [(key, part)] if "values" in part else _parameters(part, f"{key}.")
    return found


def _clauses(path: Path) -> list[Clause]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found = []
    for key, part in _parameters(data):
        values = part["values"]
        assert isinstance(values, list)
        told = {f"{value['source']}　{value.get('clause', '')}（{value['from']}から、{value['status']}）": None for value in values}
        found.append(Clause(key, str(part.get("label", key)), list(told)))
    return found


def _texts(node: ast.AST) -> set[str]:
    """The texts inside a function; the pieces of an f-string with * for what is filled in."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            found.add(part.value)
        elif isinstance(part, ast.JoinedStr):
            found.add("".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in part.values))
    return found


def _functions(path: Path) -> list[tuple[str, set[str]]]:
    """Every function of a file with the texts in it, and what stands outside of functions under the file's own name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [(node.name, _texts(node)) for node in ast.walk(tree) if isinstance(node, kinds)]
    outside = [node for node in tree.body if not isinstance(node, (*kinds, ast.ClassDef, ast.Expr))]
    return [*found, ("", {text for node in outside for text in _texts(node)})]


def _uses(key: str, text: str) -> bool:
    if "*" not in text:
        return text == key
    head, _, tail = text.partition("*")
    return bool(head.strip(".")) and key.startswith(head) and key.endswith(tail.rpartition("*")[2])


def _rules(scheme: str) -> list[tuple[str, set[str]]]:
    own = sorted((SCHEMES / scheme).rglob("*.py"))
    shared = sorted(SCHEMES.glob("*.py"))
    return [
        (f"{path.relative_to(SCHEMES).with_suffix('').as_posix()}{f':{name}' if name else ''}", texts)
        for path in (*own, *shared)
        for name, texts in _functions(path)
    ]


def _marks(path: Path) -> list[tuple[str, str, str]]:
    """(scheme, key, test) for every `pytest.mark.clause(scheme, key, …)` on a test of the file, or on the file as a whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in (part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)):
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
                scheme, *keys = [arg.value for arg in mark.args if isinstance(arg, ast.Constant)]
                found += [(str(scheme), str(key), node.name) for key in keys]
    return found


@cache
def tables() -> dict[str, list[Clause]]:
    """Every scheme's clauses, with rules and tests."""
    found = {path.stem: _clauses(path) for path in sorted(PARAMETERS.glob("*.toml"))}
    for scheme, clauses in found.items():
        rules = _rules(scheme)
        for clause in clauses:
            clause.rules = [name for name, texts in rules if any(_uses(clause.key, text) for text in texts)]
    for path in sorted(TESTS.rglob("test_*.py")):
        for scheme, key, test in _marks(path):
            clause = next((one for one in found.get(scheme, []) if one.key == key), None)
            if clause is None:
                raise SystemExit(f"{path.relative_to(ROOT)}: {test} は、ない定め（{scheme}, {key}）を名指ししています")
            clause.tests.append(f"{path.relative_to(TESTS).as_posix()}:{test}")
    return found


def missing(found: dict[str, list[Clause]]) -> list[str]:
    """What lacks a rule or a test, in words."""
    told = []
    for scheme, clauses in found.items():
        for clause in clauses:
            told += [f"{scheme} {clause.key}: 使うプログラムがありません"] if not clause.rules else []
            told += [f"{scheme} {clause.key}: 確かめるテストがありません"] if not clause.tests else []
    return told


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for scheme, clauses in tables().items():
        parts.append(f"\n## {scheme}\n\n| 定め | 根拠 | プログラム | テスト |\n|---|---|---|---|\n")
        for one in clauses:
            cells = [f"{one.label}（`{one.key}`）", "<br>".join(one.places)]
            cells += ["<br>".join(f"`{name}`" for name in dict.fromkeys(names)) for names in (one.rules, one.tests)]
            parts.append(f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |\n")
    return "".join(parts)


def main() -> int:
    """Writes the page; 1 when something is missing."""
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    told = missing(tables())
    print("\n".join(told) or f"{TARGET.relative_to(ROOT)} を作りました。")
    return 1 if told else 0
