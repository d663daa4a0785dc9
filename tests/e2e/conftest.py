"""The program as a person finds it: started, nothing opened yet, 20 November 2026."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sllassist.knowledge import load_knowledge
from sllassist.ui import theme
from sllassist.ui.app import speak_japanese
from sllassist.ui.desk import Desk
from sllassist.ui.window import Window

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["sllassist"]


@pytest.fixture
def program(qapp: QApplication) -> Iterator[None]:
    """The window on the screen, at the start page."""
    speak_japanese(qapp)
    theme.apply_theme(qapp, 1.0)
    window = Window(desk=Desk(load_knowledge(), TODAY))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qapp.processEvents()
    yield
    window.close()
    window.deleteLater()
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs that would do it
