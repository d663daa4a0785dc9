"""The window in a test: a fresh one, an empty case, or the sample firm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from support.screen import Chosen, open_window, settle

from sllassist.knowledge import load_knowledge
from sllassist.ui import theme
from sllassist.ui.app import speak_japanese
from sllassist.ui.desk import Desk
from sllassist.ui.window import Window

AS_OF = dt.date(2026, 11, 20)

OpenWindow = Callable[[], Window]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["sllassist"]


@pytest.fixture(scope="session", autouse=True)
def _japanese(qapp: QApplication) -> None:
    speak_japanese(qapp)


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    """The application at 100 % text size."""
    if theme.scale() != 1.0 or not qapp.styleSheet():
        theme.apply_theme(qapp, 1.0)
    return qapp


@pytest.fixture
def desk() -> Desk:
    return Desk(load_knowledge(), AS_OF)


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def make_window(app: QApplication, desk: Desk, chosen: Chosen) -> Iterator[OpenWindow]:
    """Makes windows that show the start screen, and closes them after the test."""
    del app
    made: list[Window] = []

    def make() -> Window:
        window = Window(desk=desk)
        window.files.chooser = chosen
        made.append(window)
        return open_window(window)

    yield make
    for window in made:
        if window.model is not None:
            window.model.close()
            window.drop()
        window.close()
        window.deleteLater()
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs that would do it; else they pile up


@pytest.fixture
def start(make_window: OpenWindow) -> Window:
    """A window with the start screen."""
    return make_window()


@pytest.fixture
def window(start: Window) -> Window:
    """A window with an empty case, at the list of tasks."""
    start.files.new()
    settle()
    return start


@pytest.fixture
def sample(start: Window) -> Window:
    """A window with the sample firm, at the list of tasks."""
    start.files.sample()
    settle()
    return start
