"""The list of files opened lately."""

from __future__ import annotations

from pathlib import Path

import pytest

from sllassist.store import folders, recent


def test_newest_first_each_once_with_the_firm_of_the_last_time(tmp_path: Path) -> None:
    recent.note(tmp_path / "甲.sll", "甲社")
    recent.note(tmp_path / "髙﨑𠮷.sll", "髙﨑𠮷")
    recent.note(tmp_path / "甲.sll", "甲株式会社")
    assert [(file.path.name, file.title) for file in recent.files()] == [
        ("甲.sll", "甲株式会社"),
        ("髙﨑𠮷.sll", "髙﨑𠮷"),
    ]
    recent.forget(tmp_path / "甲.sll")
    assert [file.title for file in recent.files()] == ["髙﨑𠮷"]


def test_it_does_not_grow(tmp_path: Path) -> None:
    for i in range(recent.LIMIT + 1):
        recent.note(tmp_path / f"{i}.sll", "")
    assert [file.path.name for file in recent.files()] == [f"{i}.sll" for i in range(recent.LIMIT, 0, -1)]


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0", b"{}", b"3", b'[{"path": 3}]', b"[null]", b"\xff", b"[" * 100_000, b'[{"path":"a","title":"t"'],
)
def test_damage_is_borne(tmp_path: Path, content: bytes) -> None:
    recent.note(tmp_path / "a.sll", "a")
    (folders.data() / "recent.json").write_bytes(content)
    assert recent.files() == []
    recent.note(tmp_path / "b.sll", "b")
    assert [file.title for file in recent.files()] == ["b"]


def test_one_damaged_entry_does_not_take_the_others_along(tmp_path: Path) -> None:
    recent.note(tmp_path / "a.sll", "a")
    file = folders.data() / "recent.json"
    file.write_text(file.read_text("utf-8").replace("[", '[{"path": "x", "opened_at": "昨日"},', 1), "utf-8")
    assert [file.title for file in recent.files()] == ["a"]


def test_a_data_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    folders.data().write_text("a file where the folder should be")
    recent.note(tmp_path / "a.sll", "a")
    assert recent.files() == []
