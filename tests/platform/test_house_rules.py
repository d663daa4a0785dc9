"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sllassist"
FIGURE_ROOMS = ("case", "knowledge", "emissions", "schemes", "flow", "importers", "assessment.py")
LONGEST_FILE = 800  # lines


def modules(*rooms: str) -> list[Path]:
    """The Python files of these rooms (folders or single files)."""
    found: list[Path] = []
    for room in rooms:
        place = PACKAGE / room
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return found


def names_used(path: Path) -> dict[str, int]:
    """Every plain name a file uses, with the line of its last use."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.id: node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name)}


DEVELOPER_FILES = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))]


@pytest.mark.parametrize("path", DEVELOPER_FILES, ids=lambda path: path.name)
def test_developer_commands_need_only_the_standard_library(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names | {"devtools"}


@pytest.mark.parametrize("path", modules(*FIGURE_ROOMS), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_figures_are_never_float_nor_rounded_by_the_builtin(path: Path) -> None:
    used = names_used(path)
    assert not {name: line for name, line in used.items() if name in {"float", "round"}}
    literals = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert not literals, "a number with a decimal point must be a Decimal"


def test_files_stay_short() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert lengths
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_every_module_says_what_it_is_for() -> None:
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert not [name for name, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))]
