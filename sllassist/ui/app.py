"""Starts the window: the one entrance for people who do not type commands.

Not for: anything the command line can do too.
"""

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QRect, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from sllassist import APP_NAME
from sllassist.ui import settings, theme
from sllassist.ui.crash import CrashGuard, start_log, stop_log
from sllassist.ui.desk import Desk
from sllassist.ui.packs import newest_knowledge
from sllassist.ui.window import Window


def speak_japanese(app: QApplication) -> None:
    """Japanese words on Qt's own dialogs and menus, whatever the system speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    translator = QTranslator(app)
    if translator.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _put_on_screen(window: Window, app: QApplication) -> None:
    """Where it was last time, if that is still on a screen; else in the middle, no larger than the screen."""
    screen = app.primaryScreen().availableGeometry()
    if window.settings.geometry is not None:
        box = QRect(*window.settings.geometry)
        if any(one.availableGeometry().intersects(box) for one in app.screens()):
            window.setGeometry(box)
    if window.width() > screen.width() or window.height() > screen.height():
        window.resize(min(window.width(), screen.width()), min(window.height(), screen.height()))
    if window.settings.maximised:
        window.showMaximized()
    else:
        window.show()


def main(file: Path | None, as_of: dt.date) -> int:
    """Shows the window, with `file` open when one is given, and waits until it is closed; the exit status."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("SLLAssist")
    app.setApplicationDisplayName(APP_NAME)
    guard = CrashGuard(app, start_log())
    guard.install()
    try:
        speak_japanese(app)
        theme.apply_theme(app, settings.load().text_size / 100)
        window = Window(desk=Desk(newest_knowledge(), as_of))
        _put_on_screen(window, app)
        if file is not None:
            window.files.open(file)
        return app.exec()
    finally:
        guard.uninstall()
        stop_log()
