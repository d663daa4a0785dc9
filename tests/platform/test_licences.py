"""Every library that ships is named with its version and licence, and none of them is GPL-only."""

from __future__ import annotations

import importlib.util
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "THIRD_PARTY.txt").read_text(encoding="utf-8")
SPEC = importlib.util.spec_from_file_location("licences", ROOT / "devtools" / "licences.py")
licences = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(licences)


def test_libraries_of_libraries_are_found_and_tools_left_out() -> None:
    names = set(licences.shipped())
    assert {"pydantic", "pydantic-core", "shiboken6", "pillow", "reportlab"} <= names
    assert not {"pytest", "hatchling", "pyinstaller", "sllassist"} & names


@pytest.mark.parametrize("name", licences.shipped())
def test_library_is_named_with_its_version(name: str) -> None:
    heading = f"{metadata.metadata(name)['Name']} {metadata.version(name)}"
    assert re.search(rf"^{re.escape(heading)}  (?!A?GPL)\S", NOTICE, re.MULTILINE), heading


def test_texts_named_in_the_notice_exist() -> None:
    for name in re.findall(r"LICENSES/[\w.-]+\.txt", NOTICE):
        assert (ROOT / name).stat().st_size > 1000
    for font in ("BIZUDPGothic", "NotoSansJP"):
        text = (ROOT / "resources" / "fonts" / f"OFL-{font}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
