"""Every character that is drawn has a glyph of its own; names keep theirs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sllassist.documents import fonts


@pytest.mark.parametrize(
    ("char", "font"), [("髙", fonts.REGULAR), ("﨑", fonts.REGULAR), ("㎥", fonts.REGULAR), ("𠮷", fonts.FALLBACK), ("㎾", fonts.FALLBACK)]
)
def test_which_font_draws_what(char: str, font: str) -> None:
    assert fonts.font_for(char) == font


def test_bold_takes_the_bold_font_where_it_can() -> None:
    assert fonts.runs("合計𠮷", bold=True) == [(fonts.BOLD, "合計"), (fonts.FALLBACK, "𠮷")]


def test_all_of_cp932_can_be_drawn() -> None:
    known = [bytes(pair).decode("cp932", "ignore") for lead in range(0x81, 0xFD) for pair in [(lead, t) for t in range(0x40, 0xFD)]]
    chars = {c for text in known for c in text if not unicodedata.category(c).startswith(("C", "Z"))}
    assert len(chars) > 7000
    assert {c for c in chars if fonts.printable(c).missing} == set()


@pytest.mark.parametrize(
    ("text", "wanted", "missing"),
    [
        ("葛\U000e0100城", "葛城", ()),  # a variation selector draws a box in most fonts
        ("か\u3099ハ\u309a", "がパ", ()),
        ("\ufa19社", "\ufa19社", ()),  # 神 as in a family register is not made the common 神
        ("㈱①㎥", "㈱①㎥", ()),
        ("CO₂😀", "CO〓〓", ("₂", "😀")),
        ("a\u200bb\u202ec\ufeff\x07", "abc", ()),
        ("a\tb\u00a0c\u3000d", "a b c\u3000d", ()),
        ("一\n二", "一\n二", ()),
        ("\ue000", "〓", ("\ue000",)),
    ],
)
def test_printable(text: str, wanted: str, missing: tuple[str, ...]) -> None:
    assert fonts.printable(text) == fonts.Printable(wanted, missing)


@given(st.text())
def test_what_is_printable_has_a_glyph_everywhere(text: str) -> None:
    for char in fonts.printable(text).text:
        assert char == "\n" or fonts.has_glyph(fonts.font_for(char), char)
        assert char == "\n" or fonts.char_width(char) >= 0


def test_to_unicode_names_characters_beyond_the_first_plane_in_utf16() -> None:
    text = fonts.to_unicode_cmap("F", [ord("a"), 0x20BB7, *range(0x4E00, 0x4E00 + 150)])
    assert "<00> <0061>" in text
    assert "<01> <D842DFB7>" in text
    assert [line for line in text.splitlines() if line.endswith("beginbfchar")] == ["100 beginbfchar", "52 beginbfchar"]
