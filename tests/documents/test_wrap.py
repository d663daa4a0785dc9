"""Lines of Japanese text: inside their width, nothing lost, no line beginning with 。 or ending with （."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sllassist.documents.wrap import NO_END, NO_START, break_lines


def em(char: str) -> float:
    return 0.5 if ord(char) < 0x100 else 1.0


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("排出量が減りました。", 9, ["排出量が減りまし", "た。"]),
        ("原油換算（合計）を", 5, ["原油換算", "（合計）を"]),
        ("電気1,234,567kWhです", 6, ["電気", "1,234,567kWh", "です"]),
        ("一行目\n\n三行目", 10, ["一行目", "", "三行目"]),
        ("合計が年3,000 t-CO2以上", 9, ["合計が年", "3,000 t-CO2以上"]),
        ("使用量 は", 3, ["使用量", "は"]),
        ("ァィゥェォ", 3, ["ァィゥ", "ェォ"]),
        ("", 5, [""]),
        ("https://example.jp/abcdef", 5, ["https://ex", "ample.jp/a", "bcdef"]),
    ],
)
def test_lines(text: str, width: float, wanted: list[str]) -> None:
    assert break_lines(text, width, em) == wanted


TEXTS = st.text(st.sampled_from("排出量を、減。らす（「合計」）ー々ッabc 1,2.3%\n　〒"), max_size=80)


@given(TEXTS, st.integers(6, 30))
@settings(max_examples=300)
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: int) -> None:
    lines = break_lines(text, width, em)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(sum(map(em, line)) <= width for line in lines)


@given(st.text(st.sampled_from("排出量、減。（「」）ーッ"), max_size=60), st.integers(8, 20))
@settings(max_examples=300)
def test_kinsoku(text: str, width: int) -> None:
    lines = break_lines(text, width, em)
    for before, after in pairwise(lines):
        run = _run_around_the_break(before, after)
        if sum(map(em, run)) <= width:  # a wall of brackets longer than a line must break somewhere
            assert after[0] not in NO_START
            assert before[-1] not in NO_END


def _run_around_the_break(before: str, after: str) -> str:
    """The characters that would have to stay together across the break."""
    start = len(before) - 1
    while start > 0 and (before[start] in NO_START or before[start - 1] in NO_END):
        start -= 1
    end = 1
    while end < len(after) and (after[end] in NO_START or after[end - 1] in NO_END):
        end += 1
    return before[start:] + after[:end]
