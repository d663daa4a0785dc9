"""File names every Windows takes, with the firm's own characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.documents.names import MAX_BYTES, distinct, safe_name


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("様式1号_髙﨑𠮷", "様式1号_髙﨑𠮷"), ("葛\U000e0100城", "葛\U000e0100城"), ('a<b>:"/\\|?*', "a＜b＞：”／＼｜？＊"),
        ("報告書. . ", "報告書"), ("  前後  ", "前後"),
        ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("Com1", "_Com1"), ("COM", "COM"), ("lpt¹", "_lpt¹"),
        ("", "書類"), ("...", "書類"),
        ("a\x00b\nc\u202ed", "abcd"),
    ],
)  # fmt: skip
def test_safe_name(text: str, wanted: str) -> None:
    assert safe_name(text) == wanted


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_becomes_a_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= MAX_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*\x00\n')
    assert name == name.strip()
    assert not name.endswith(".")
    assert safe_name(name) == name


def test_long_names_are_cut_without_breaking_a_character() -> None:
    assert safe_name("葛\U000e0100" * 60) == "葛\U000e0100" * 25
    assert len(safe_name("あ" * 60)) == 60
    assert len(safe_name("あ" * 61)) == 60


def test_names_that_would_meet_on_windows_are_kept_apart() -> None:
    assert distinct(["Report", "report", "様式?", "様式？", "REPORT"]) == ["Report", "report 2", "様式？", "様式？ 2", "REPORT 3"]
