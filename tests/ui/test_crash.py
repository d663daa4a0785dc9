"""When the program itself fails: one sentence, a report to copy, a log file, and the work is safe."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from support.screen import answering, button, click, confirm, focused, settle

from sllassist.flow.pages import Place
from sllassist.store import folders
from sllassist.ui import crash
from sllassist.ui.window import Window


@pytest.fixture
def log(app: QApplication) -> Iterator[Path]:
    """A running guard; the log file it writes."""
    path = crash.start_log()
    assert path == folders.logs() / "sllassist.log"
    guard = crash.CrashGuard(app, path)
    guard.install()
    yield path
    guard.uninstall()
    crash.stop_log()
    guard.deleteLater()


def fail() -> None:
    raise ZeroDivisionError("a fault made on purpose")


@pytest.mark.qt_no_exception_capture
def test_a_fault_in_the_window_is_told_and_the_work_goes_on(window: Window, log: Path) -> None:
    window.show_place(Place("firm", focus="firm.name"))
    settle()
    confirm(focused(), "見本精機")
    window.flush()
    copied: list[str] = []

    def copy(dialog: crash.CrashDialog) -> None:
        click(button(dialog, "記録をコピーする"))
        copied.append(QApplication.clipboard().text())
        click(button(dialog, "続ける"))

    with answering(crash.CrashDialog, copy):
        loop = QEventLoop()
        QTimer.singleShot(0, fail)
        QTimer.singleShot(500, loop.quit)
        loop.exec()  # as in the running program; waiting in small steps would hand the error to the test instead
    assert "a fault made on purpose" in copied[0]
    assert "a fault made on purpose" in log.read_text("utf-8")
    assert window.model is not None
    assert window.model.save_now()
    window.activateWindow()
    settle()
    assert focused().property("text") == "見本精機"


@pytest.mark.qt_no_exception_capture
def test_a_fault_in_another_thread_is_told_too(app: QApplication, log: Path) -> None:
    with answering(crash.CrashDialog, lambda dialog: dialog.accept()):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "ZeroDivisionError" in log.read_text("utf-8")


@pytest.mark.qt_no_exception_capture
def test_what_qt_has_to_say_goes_into_the_log(app: QApplication, log: Path) -> None:
    qWarning("a warning of Qt's own")
    assert "Qt: a warning of Qt's own" in log.read_text("utf-8")


def test_without_a_place_for_the_log_the_program_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_text("in the way")
    monkeypatch.setenv("SLLASSIST_HOME", str(tmp_path))
    assert crash.start_log() is None


def test_the_hooks_are_given_back(app: QApplication) -> None:
    before = sys.excepthook
    with capture_exceptions():
        guard = crash.CrashGuard(app, None)
        guard.install()
        assert sys.excepthook == guard.caught
        guard.uninstall()
        assert sys.excepthook is sys.__excepthook__
    sys.excepthook = before
