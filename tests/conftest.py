"""What every test may use: a user folder of its own, no display, and other programs that read our files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"

os.environ["QT_QPA_PLATFORM"] = os.environ.get("SLLASSIST_TEST_PLATFORM", "offscreen")

# The names Japanese workbooks ask for, shown in the one font that is always at hand.
FONT_FILE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir>{aliases}
</fontconfig>"""
FONT_ALIAS = '<alias binding="same"><family>{name}</family><prefer><family>BIZ UDPGothic</family></prefer></alias>'
FONT_NAMES = ("ＭＳ 明朝", "MS 明朝", "ＭＳ Ｐ明朝", "ＭＳ ゴシック", "ＭＳ Ｐゴシック", "游ゴシック", "Meiryo")

# Formulas are worked out anew on loading (0 = always), never taken from the values stored in the file.
OFFICE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


class OfficeConvert(Protocol):
    """What the fixture `office_convert` gives."""

    def __call__(self, source: Path, suffix: str) -> Path:
        """Convert a file with LibreOffice; the new file, with this suffix ("pdf", "xlsx", "csv")."""


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the program takes for the user's own in this test; the real one is never touched."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SLLASSIST_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def office_convert(tmp_path_factory: pytest.TempPathFactory) -> OfficeConvert:
    """LibreOffice with a profile of its own that recalculates every formula and shows Japanese."""
    base = tmp_path_factory.mktemp("office")
    settings = base / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(OFFICE_SETTINGS, encoding="utf-8")
    aliases = "".join(FONT_ALIAS.format(name=name) for name in FONT_NAMES)
    fonts = base / "fonts.conf"
    fonts.write_text(FONT_FILE.format(fonts=FONTS, cache=base / "cache", aliases=aliases), encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(base)}

    def convert(source: Path, suffix: str) -> Path:
        target = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={(base / 'profile').as_uri()}",
                "--convert-to",
                suffix,
                "--outdir",
                target,
                source,
            ],
            env=environment,
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target / source.with_suffix(f".{suffix}").name

    return convert


@pytest.fixture(scope="session")
def pdf_text() -> PdfText:
    """The text of a PDF as poppler reads it, layout kept."""

    def read(source: Path) -> str:
        done = subprocess.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", source, "-"], check=True, capture_output=True, timeout=60
        )
        return done.stdout.decode("utf-8")

    return read


class PdfText(Protocol):
    """What the fixture `pdf_text` gives."""

    def __call__(self, source: Path) -> str:
        """The text of this PDF."""
