"""Every sentence of the importers is said somewhere, and every key said has a sentence in the words of the house."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from sllassist import messages
from sllassist.importers.words import ROLES, vocabulary

PACKAGE = Path(messages.__file__).resolve().parent / "importers"
CODE = "\n".join(path.read_text("utf-8") for path in sorted(PACKAGE.glob("*.py")))
KEYS = messages.keys()
OWN = sorted(key for key in KEYS if key.split(".")[0].startswith("importers"))
BUILT = ("importers_skip", "importers_role", "importers_why")
"""Groups whose keys are put together from words of the data."""


def test_every_key_of_the_code_has_a_sentence() -> None:
    literal = set(re.findall(r'"(importers(?:_[a-z]+)?\.[a-zA-Z_]+)"', CODE))
    assert len(literal) > 80
    assert not literal - set(OWN)
    assert not {f"importers_role.{role}" for role in ROLES} - set(OWN)
    assert not {f"importers_skip.{reason}" for _, reason in vocabulary().skip_inside} - set(OWN)


def test_no_sentence_is_left_unsaid() -> None:
    for key in OWN:
        group, name = key.split(".")
        assert (
            group in BUILT
            or key in CODE
            or f'"{name}"' in CODE
            or name.startswith(("short_", "whole_year_", "year_", "billing_", "order_", "slash_"))
        ), key


@pytest.mark.parametrize("key", OWN)
def test_the_words_of_the_house(key: str) -> None:
    sentence = messages.text(key, **{name: "1" for _, name, _, _ in Formatter().parse(_raw(key)) if name})
    assert not [word for word in ("不正", "無効", "エラー", "申し訳", "恐れ入り", "ファイル形式") if word in sentence]
    if key.startswith("importers."):
        assert sentence.endswith("ください。")
    if key.startswith("importers_question."):
        assert sentence.endswith("。")


def _raw(key: str) -> str:
    return messages._catalogue()[key]
