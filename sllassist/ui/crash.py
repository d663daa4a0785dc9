"""What happens when the program itself fails: a log file, one sentence, and the case stays safe.

Every edit is in the journal before anything else can go wrong; so the dialog only says so. Nothing is sent anywhere.
Not for: problems with what was entered or with files, which are told where they happen.
"""

import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication, QWidget

from sllassist import __version__
from sllassist.store import folders
from sllassist.ui.widgets.basic import SecondaryButton
from sllassist.ui.widgets.dialogs import Ask, wait_for

_log = logging.getLogger("sllassist")
_LOG_BYTES, _LOG_FILES = 1_000_000, 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL,
}  # fmt: skip
TITLE = "画面の動きに問題が起きました"
TEXT = "入力した内容は保存されています。このまま続けられます。同じことがくり返されるときは、開き直してください。"


def start_log() -> Path | None:
    """Begins writing the log file; where it lies, None when the folder cannot be written (the program then goes on without)."""
    path = folders.logs() / "sllassist.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        for old in _log.handlers[:]:
            _log.removeHandler(old)
            old.close()
        _log.addHandler(handler)
        _log.setLevel(logging.INFO)
        _log.info("SLLAssist %s, Python %s, Qt %s, %s", __version__, platform.python_version(), qVersion(), platform.platform())
    except OSError:
        return None
    return path


def stop_log() -> None:
    """Lets go of the log file."""
    for handler in _log.handlers[:]:
        _log.removeHandler(handler)
        handler.close()


class CrashDialog(Ask):
    """Tells that something failed inside, and lets the user copy what the maker needs to know."""

    def __init__(self, parent: QWidget | None, report: str, log: Path | None) -> None:
        note = f"記録：{log}" if log else ""
        super().__init__(parent, TITLE, TEXT, (("go", "続ける"),), note=note)
        self.report = report
        copy = SecondaryButton("記録をコピーする")
        copy.clicked.connect(self._copy)
        self.line.insertWidget(1, copy)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report)


class CrashGuard(QObject):
    """Catches what nobody else caught: in the window, in other threads, and what Qt has to say."""

    _failed = Signal(str)

    def __init__(self, app: QApplication, log: Path | None) -> None:
        super().__init__(app)
        self._log_path = log
        self._showing = False
        self._failed.connect(self._show, Qt.ConnectionType.QueuedConnection)  # not in the midst of what failed

    def install(self) -> None:
        """Takes over the hooks of Python and Qt."""
        sys.excepthook = self.caught
        threading.excepthook = self._in_thread
        qInstallMessageHandler(_from_qt)

    def uninstall(self) -> None:
        """Gives the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Writes an exception down and tells the user."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        _log.error("%s", report)
        self._failed.emit(f"SLLAssist {__version__}\n{platform.platform()}\n{report}")

    def _in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.caught(told.exc_type, told.exc_value, told.exc_traceback)

    def _show(self, report: str) -> None:
        if self._showing:  # one dialog at a time, however often a timer fails
            return
        self._showing = True
        try:
            wait_for(CrashDialog(QApplication.activeWindow(), report, self._log_path))
        finally:
            self._showing = False


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    del context
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
