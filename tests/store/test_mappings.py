"""Remembered mappings: newest last, bounded, and never in the way when the file is damaged."""

from __future__ import annotations

import json

import pytest

from sllassist.store import folders, mappings


def test_nothing_is_remembered_at_first() -> None:
    assert mappings.texts() == []


def test_the_newest_stands_last_and_replaces_its_own_kind() -> None:
    mappings.keep("a", "一")
    mappings.keep("b", "二")
    mappings.keep("a", "三")
    assert mappings.texts() == ["二", "三"]


def test_only_so_many_are_kept() -> None:
    for number in range(mappings.LIMIT + 5):
        mappings.keep(f"k{number}", str(number))
    assert len(mappings.texts()) == mappings.LIMIT
    assert mappings.texts()[0] == "5"
    assert mappings.texts()[-1] == str(mappings.LIMIT + 4)


def test_an_endless_text_is_not_kept() -> None:
    mappings.keep("a", "x" * mappings.LARGEST)
    mappings.keep("b", "x" * (mappings.LARGEST + 1))
    assert [len(text) for text in mappings.texts()] == [mappings.LARGEST]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"null", b"[1, null, {}]", b'[{"key": 1, "text": "x"}]', b"[" * 100_000])
def test_a_damaged_file_is_empty_and_can_be_used_again(damage: bytes) -> None:
    folders.data().mkdir(parents=True)
    (folders.data() / "mappings.json").write_bytes(damage)
    assert mappings.texts() == []
    mappings.keep("a", "一")
    assert mappings.texts() == ["一"]


def test_good_entries_beside_bad_ones_are_kept() -> None:
    folders.data().mkdir(parents=True)
    (folders.data() / "mappings.json").write_text(json.dumps([3, {"key": "a", "text": "一"}, {"key": "b"}]), encoding="utf-8")
    assert mappings.texts() == ["一"]


def test_a_folder_that_cannot_be_made_does_no_harm() -> None:
    folders.data().parent.mkdir(parents=True, exist_ok=True)
    folders.data().write_text("a file where the folder should be", encoding="utf-8")
    mappings.keep("a", "一")
    assert mappings.texts() == []
