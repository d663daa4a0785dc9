"""The acts that are always at hand, with their keys, and the menus they stand in.

Not for: carrying them out (`sllassist.ui.window`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from sllassist.ui.theme import TEXT_SIZES


@dataclass(frozen=True, slots=True)
class Act:
    """One act: name, words, keys."""

    name: str
    words: str
    keys: tuple[str, ...] = ()


ACTS = (
    Act("new", "新しく始める(&N)", ("Ctrl+N",)),
    Act("open", "開く(&O)…", ("Ctrl+O",)),
    Act("save", "いま保存する(&S)", ("Ctrl+S",)),
    Act("save_as", "別名で保存(&A)…", ("Ctrl+Shift+S",)),
    Act("import", "使用量をファイルから読み込む(&I)…"),
    Act("packs", "係数の更新を読み込む(&K)…"),
    Act("backups", "控え（バックアップ）から戻す(&B)…"),
    Act("start", "はじめの画面に戻る(&H)"),
    Act("quit", "終了する(&X)", ("Ctrl+Q",)),
    Act("undo", "元に戻す", ("Ctrl+Z",)),
    Act("redo", "やり直し", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Act("back", "前の画面に戻る", ("Alt+Left",)),
    Act("forward", "次の画面に進む", ("Alt+Right",)),
    Act("explain", "この画面の説明", ("F1",)),
    Act("primary", "画面の下のボタンを押す", ("Ctrl+Return", "Ctrl+Enter")),
)
FILE_MENU = ("new", "open", "", "save", "save_as", "backups", "", "import", "packs", "", "start", "quit")
"""Names of the acts in the file menu; "" is a line between."""


def make_actions(window: QWidget, handlers: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """All acts as actions of `window`, by name."""
    made: dict[str, QAction] = {}
    for act in ACTS:
        action = QAction(act.words, window)
        action.setShortcuts([QKeySequence(keys) for keys in act.keys])
        action.triggered.connect(lambda _=False, handler=handlers[act.name]: handler())
        window.addAction(action)
        made[act.name] = action
    return made


def file_menu(parent: QWidget, actions: dict[str, QAction]) -> QMenu:
    """The file menu."""
    menu = QMenu("ファイル", parent)
    for name in FILE_MENU:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    return menu


def size_menu(parent: QWidget, chosen: int, choose: Callable[[int], None]) -> QMenu:
    """The menu of text sizes; `choose` gets the percent."""
    menu = QMenu("文字の大きさ", parent)
    group = QActionGroup(menu)
    for percent in TEXT_SIZES:
        action = QAction(f"{percent} %", menu, checkable=True, checked=percent == chosen)
        action.triggered.connect(lambda _=False, size=percent: choose(size))
        group.addAction(action)
        menu.addAction(action)
    return menu
