"""What every test gets: its own user folder, and no display."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = os.environ.get("SLLASSIST_TEST_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the program takes for the user's own in this test; the real one is never touched."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SLLASSIST_HOME", str(home))
    return home
