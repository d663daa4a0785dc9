"""The program as it starts: a process of its own, with and without a file, twice in a row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from sllassist.case.model import Case, Firm
from sllassist.store import casefile

SCRIPT = """
import datetime as dt, json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from sllassist.ui import app
from sllassist.ui.window import Window

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    print(json.dumps({
        "title": window.windowTitle(), "screen": type(window.shown_screen).__name__, "width": window.width(),
        "cancel": box.buttons()[0].text(), "font": QApplication.font().families(),
        "told": [b.text for b in window.start.findChildren(type(window.notices.message)) if b.isVisible()],
    }))
    window.resize(700, 600)
    window.close()

put_on_screen = app._put_on_screen

def put_and_look_later(window, application):
    put_on_screen(window, application)
    QTimer.singleShot(300, look)

app._put_on_screen = put_and_look_later
file = Path(sys.argv[1]) if len(sys.argv) > 1 else None
sys.exit(app.main(file, dt.date(2026, 11, 20)))
"""


def run(home: Path, *arguments: str) -> dict[str, object]:
    """Starts the program, looks, closes its window; what was seen."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "SLLASSIST_HOME": str(home), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen: dict[str, object] = json.loads(done.stdout)
    return seen


def test_the_program_starts_and_speaks_japanese(tmp_path: Path) -> None:
    seen = run(tmp_path)
    assert seen["screen"] == "StartPage"
    assert seen["title"] == "SLLアシスト"
    assert seen["cancel"] == "キャンセル"
    assert seen["font"] == ["BIZ UDPGothic", "Noto Sans JP"]
    assert (tmp_path / "log" / "sllassist.log").read_text("utf-8").count("SLLAssist") == 1


def test_the_program_opens_the_file_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "髙﨑 𠮷.sll"
    casefile.write_case(file, Case(firm=Firm(name="髙﨑鉄工所")))
    seen = run(tmp_path / "home", str(file))
    assert seen["screen"] == "HubPage"
    assert "髙﨑鉄工所" in str(seen["title"])


def test_a_file_that_is_not_there_is_told_on_the_first_screen(tmp_path: Path) -> None:
    seen = run(tmp_path, str(tmp_path / "ない.sll"))
    assert seen["screen"] == "StartPage"
    assert seen["told"] == ["「ない.sll」が見つかりません。移動したり名前を変えたりしていないか確かめて、開き直してください。"]


def test_the_window_opens_as_large_as_it_was_closed(tmp_path: Path) -> None:
    assert run(tmp_path)["width"] != 700
    assert run(tmp_path)["width"] == 700
