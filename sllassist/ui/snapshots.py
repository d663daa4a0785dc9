"""Pictures of the main screens with a case in them, drawn without a display, for the `demo` command and for people who review.

Not for: tests of what a screen does.
"""

import datetime as dt
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from sllassist.case.model import Case
from sllassist.flow.pages import HUB, Place
from sllassist.knowledge import load_knowledge
from sllassist.store.session import CaseSession
from sllassist.ui import theme
from sllassist.ui.app import speak_japanese
from sllassist.ui.model import AppModel
from sllassist.ui.pages.documents import DocumentsPage
from sllassist.ui.window import Window

WIDTH, HEIGHT = 1366, 768
_PATIENCE_S: Final = 120
_ROUNDS: Final = 8
"""Turns of the event loop after which wrapped texts, cards and scroll areas have found their sizes."""


def settle() -> None:
    """Lets everything find its size and be painted."""
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def is_blank(picture: QImage) -> bool:
    """Whether a picture shows one colour only."""
    first = picture.pixel(0, 0)
    steps = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return all(picture.pixel(x, y) == first for x in steps[0] for y in steps[1])


def render(case: Path | Case, out_dir: Path, as_of: dt.date) -> list[Path]:
    """Draws the main screens, and documents with the papers made, as PNG at 1366×768; their paths.

    Raises StoreProblem for a case file that cannot be read, OSError when `out_dir` cannot be written, and RuntimeError
    when a screen stays blank. The case file is not changed.
    """
    app = QApplication.instance() or QApplication(["sllassist"])
    assert isinstance(app, QApplication)
    speak_japanese(app)
    theme.apply_theme(app, 1.0)
    out_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as spare, _own_home(Path(spare)):
        if isinstance(case, Path):
            papers = case.absolute().parent / "書類"
            session = CaseSession.open(Path(shutil.copy(case, spare)))
        else:
            papers, session = Path(spare) / "書類", CaseSession.create(case=case)
        model = AppModel(session, load_knowledge(), as_of)
        try:
            return _Photographer(model, out_dir).run(papers)
        finally:
            model.close()


@contextmanager
def _own_home(folder: Path) -> Iterator[None]:
    """Keeps journals and backups of a picture session out of the user's data folder."""
    before = os.environ.get("SLLASSIST_HOME")
    os.environ["SLLASSIST_HOME"] = str(folder / "home")
    try:
        yield
    finally:
        if before is None:
            del os.environ["SLLASSIST_HOME"]
        else:
            os.environ["SLLASSIST_HOME"] = before


class _Photographer:
    """Walks through the window and takes the pictures."""

    def __init__(self, model: AppModel, out_dir: Path) -> None:
        self._model = model
        self._out = out_dir
        self._window = Window(model)
        self._window.resize(WIDTH, HEIGHT)
        self._taken: list[Path] = []

    def run(self, papers: Path) -> list[Path]:
        """All pictures. `papers`: where the papers are made that the documents screen shows."""
        year = self._model.case.plan.base_year
        places = {
            "hub": HUB, "interview": Place("interview"), "verdict": Place("verdict"), "scheme": Place("scheme", focus=self._scheme()),
            "calendar": Place("calendar"), "events": Place("events"), "energy": Place("bills", year), "result": Place("result"),
            "plan": Place("plan"),
        }  # fmt: skip
        self._window.show()
        try:
            for name, place in places.items():
                self._window.show_place(place)
                self._take(name)
            self._documents(papers)
        finally:
            self._window.hide()
            self._window.deleteLater()
            settle()
        return self._taken

    def _scheme(self) -> str:
        """The scheme to show in full: one that fits, else the first."""
        results = self._model.assessment.schemes
        return next((result for result in results if result.verdict == "fits"), results[0]).scheme_id

    def _take(self, name: str) -> None:
        settle()
        picture = self._window.grab().toImage()
        if is_blank(picture):
            raise RuntimeError(f"{name}: the screen is blank")
        path = self._out / f"{name}.png"
        if not picture.save(str(path)):
            raise OSError(f"{path}: cannot be written")
        self._taken.append(path)

    def _documents(self, papers: Path) -> None:
        self._window.show_place(Place("documents"))
        body = self._window.page_body
        assert isinstance(body, DocumentsPage)
        body.folder_edit.setText(str(papers))
        body.folder_edit.setCursorPosition(0)
        card = next((card for card in body.cards.values() if not card.links), None)
        if card is None:
            self._take("documents")
            return
        card.make()
        end = time.monotonic() + _PATIENCE_S
        while card.is_busy and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.01)
        self._scroll_to(card)
        self._take("documents")
        if card.created is not None:
            self._scroll_to(card.made.tabs)
            self._take("documents_preview")

    def _scroll_to(self, shown: QWidget) -> None:
        settle()
        parent = shown.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None and (inside := parent.widget()) is not None:
            parent.verticalScrollBar().setValue(shown.mapTo(inside, QPoint(0, 0)).y() - theme.px(16))
