"""`pip install .` must give a whole program: the data folders travel inside the wheel."""

from __future__ import annotations

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return zipfile.ZipFile(next(target.glob("*.whl")))


def tracked(folder: str) -> set[str]:
    """The files of a folder as they stand, without what Python leaves behind."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.parent != ROOT / "forms" / "build"
    }


@pytest.mark.parametrize("folder", ["resources", "forms"])
def test_every_data_file_is_inside(wheel: zipfile.ZipFile, folder: str) -> None:
    expected = tracked(folder)
    assert expected, f"{folder} is empty"
    inside = {name.removeprefix("sllassist/_data/") for name in wheel.namelist()}
    assert not expected - inside


def test_every_module_is_inside_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    modules = {name for name in wheel.namelist() if name.endswith(".py")}
    assert modules == {name for name in tracked("sllassist") if name.endswith(".py")}
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"sllassist", "sllassist-0.1.0.dist-info"}


def test_the_command_exists(wheel: zipfile.ZipFile) -> None:
    points = configparser.ConfigParser()
    points.read_string(wheel.read("sllassist-0.1.0.dist-info/entry_points.txt").decode())
    assert points["console_scripts"]["sllassist"] == "sllassist.__main__:main"


def test_data_is_found_in_an_installed_copy(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = "from sllassist import paths; print(paths.resource('fonts', 'BIZUDPGothic-Regular.ttf').stat().st_size)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) == (ROOT / "resources/fonts/BIZUDPGothic-Regular.ttf").stat().st_size
