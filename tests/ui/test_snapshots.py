"""The pictures of the screens for the demo."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sllassist.paths import resource
from sllassist.store import casefile
from sllassist.ui.snapshots import is_blank, render

AS_OF = dt.date(2026, 11, 20)
NAMES = [
    "hub", "interview", "verdict", "scheme", "calendar", "events", "energy", "result", "plan", "documents", "documents_preview",
]  # fmt: skip


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("見本") / "見本精機株式会社.sll"
    casefile.write_case(path, casefile.read_case(resource("samples", "mihon_seiki.json")))
    return path


@pytest.fixture(scope="module")
def pictures(case_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return render(case_file, tmp_path_factory.mktemp("画面"), AS_OF)


def colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}


def test_the_main_screens_are_drawn_at_the_size_of_a_small_laptop(pictures: list[Path]) -> None:
    assert [path.stem for path in pictures] == NAMES
    for path in pictures:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1366, 768)


def test_no_picture_is_blank_and_all_differ(pictures: list[Path]) -> None:
    for path in pictures:
        assert len(colours(QImage(str(path)))) > 20, path.name
    assert len({path.read_bytes() for path in pictures}) == len(pictures)


def test_the_case_file_and_the_users_folder_stay_as_they_were(case_file: Path, tmp_path: Path) -> None:
    before = case_file.read_bytes()
    home = Path(os.environ["SLLASSIST_HOME"])
    render(case_file, tmp_path / "画面", AS_OF)
    assert case_file.read_bytes() == before
    assert not [path for path in home.rglob("*") if path.is_file()]
    assert os.environ["SLLASSIST_HOME"] == str(home)


def test_an_unfinished_case_is_drawn_too(tmp_path: Path) -> None:
    from sllassist.flow.years import new_case

    made = render(new_case(AS_OF), tmp_path, AS_OF)
    assert [path.stem for path in made] == NAMES[:-1]


def test_blank_is_told_from_drawn() -> None:
    plain = QImage(40, 40, QImage.Format.Format_RGB32)
    plain.fill(0xFFFFFF)
    assert is_blank(plain)
    plain.setPixel(21, 21, 0xFF000000)
    assert not is_blank(plain)
