"""Long work beside the window: it goes on in a thread of its own, and what came of it is told in the window's thread.

Not for: work that touches widgets or the open case; hand it what it needs, all of it immutable.
"""

import logging
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QThread, Signal

_log = logging.getLogger("sllassist")
_running: Final[set["Work"]] = set()
"""Keeps threads alive until they have ended, whatever becomes of the screen that started them."""


class Work(QThread):
    """Runs `act` once. `done` gives its result, `failed` a sentence when it raised anything."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, act: Callable[[], Any], *, failure: str) -> None:
        """`failure`: the sentence for what nobody expected; the cause goes into the log."""
        super().__init__()
        self._act = act
        self._failure = failure
        self.finished.connect(lambda: _running.discard(self))

    def begin(self) -> None:
        """Starts; the program does not end before the work has."""
        app = QCoreApplication.instance()
        if app is not None and not _running:
            app.aboutToQuit.connect(wait_for_all)
        _running.add(self)
        self.start()

    def run(self) -> None:
        """In the thread."""
        try:
            result = self._act()
        except Exception:
            _log.exception("work failed")
            self.failed.emit(self._failure)
        else:
            self.done.emit(result)


def wait_for_all() -> None:
    """Waits until all work has ended."""
    for work in tuple(_running):
        work.wait()
