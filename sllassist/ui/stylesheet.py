"""The one style sheet. Lengths are px at 100 %, colours are names of `sllassist.ui.theme.COLOURS` behind an @.

Not for: widgets that paint themselves.
"""

import re
from collections.abc import Callable, Mapping

SHEET = """
QWidget { color: @ink; font-size: 15px; }
QMainWindow, QDialog { background: @ground; }
QToolTip { background: @white; color: @ink; border: 1px solid @line; padding: 8px; }

QLabel { background: transparent; }
QLabel[role="h1"] { font-size: 26px; font-weight: bold; }
QLabel[role="word"] { font-weight: bold; }
QLabel[role="word"][kind="ok"] { color: @ok; }
QLabel[role="word"][kind="warn"] { color: @warn; }
QLabel[role="word"][kind="error"] { color: @error; }
QLabel[role="h2"] { font-size: 18px; font-weight: bold; }
QLabel[role="h3"], QLabel[role="label"] { font-size: 15px; font-weight: bold; }
QFrame[role="banner"][kind="error"] QLabel[role="h2"] { color: @error; }
QFrame[role="banner"][kind="warn"] QLabel[role="h2"] { color: @warn; }
QLabel[role="linktext"] { color: @key; }
QLabel[role="note"] { font-size: 13px; color: @sub; }
QLabel[role="need"] { font-size: 13px; color: @sub; }
QLabel[role="need-required"] { font-size: 13px; font-weight: bold; }
QLabel[role="error"] { font-size: 15px; color: @error; font-weight: bold; }
QLabel[role="warn"] { font-size: 15px; color: @warn; font-weight: bold; }

QPushButton { min-height: 42px; padding: 0 24px; border-radius: 8px; font-size: 15px; font-weight: bold; }
QPushButton[role="primary"] { background: @key; color: @white; border: 1px solid @key; }
QPushButton[role="primary"]:hover { background: @keydark; }
QPushButton[role="primary"]:pressed { background: @ink; }
QPushButton[role="secondary"] { background: @white; color: @key; border: 1px solid @key; }
QPushButton[role="secondary"]:hover { background: @keytint; }
QPushButton[role="secondary"]:pressed { background: @keytint; color: @keydark; }
QPushButton[role="link"] { background: transparent; color: @key; border: none; padding: 0; font-weight: normal;
    text-decoration: underline; text-align: left; border-radius: 4px; min-height: 44px; }
QPushButton[role="link"]:hover { color: @keydark; font-weight: bold; }
QPushButton[role="link"][small="true"] { font-size: 13px; }
QPushButton[role="menu"] { background: transparent; color: @ink; border: none; padding: 0 12px; font-weight: normal;
    border-radius: 6px; min-height: 44px; }
QPushButton[role="menu"]:hover { background: @keytint; }
QPushButton[role="menu"]::menu-indicator { width: 0; }
QPushButton:disabled { color: @sub; background: @ground; border-color: @line; }
QPushButton[role="link"]:disabled, QPushButton[role="link"][idle="true"] { color: @sub; background: transparent;
    text-decoration: none; font-weight: normal; }

QFrame[role="card"] { background: @white; border: 1px solid @line; border-radius: 12px; }
QFrame[role="header"] { background: @white; border: none; border-bottom: 1px solid @line; }
QFrame[role="footer"] { background: @white; border: none; border-top: 1px solid @line; }
QFrame[role="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }

QFrame[role="banner"] { background: @keytint; border: 1px solid @key; border-left: 6px solid @key;
    border-top-right-radius: 8px; border-bottom-right-radius: 8px; }
QFrame[role="banner"][kind="ok"] { background: @oktint; border-color: @ok; }
QFrame[role="banner"][kind="warn"] { background: @warntint; border-color: @warnline; }
QFrame[role="banner"][kind="error"] { background: @errortint; border-color: @error; }
QFrame[role="banner"] QLabel[role="word"] { font-weight: bold; color: @key; }
QFrame[role="banner"][kind="ok"] QLabel[role="word"] { color: @ok; }
QFrame[role="banner"][kind="warn"] QLabel[role="word"] { color: @warn; }
QFrame[role="banner"][kind="error"] QLabel[role="word"] { color: @error; }

QLabel[role="tag"] { font-size: 13px; font-weight: bold; border-radius: 4px; padding: 4px 12px; }
QLabel[role="tag"][large="true"] { font-size: 15px; padding: 6px 16px; }
QLabel[role="tag"][kind="plain"] { font-weight: normal; color: @ink; padding: 4px 0; }
QLabel[role="tag"][kind="quiet"] { font-weight: normal; color: @sub; padding: 4px 0; }
QLabel[role="tag"][kind="key"] { color: @key; background: @keytint; }
QLabel[role="tag"][kind="ok"] { color: @ok; background: @oktint; }
QLabel[role="tag"][kind="warn"] { color: @warn; background: @warntint; }
QLabel[role="tag"][kind="error"] { color: @error; background: @errortint; }

QLineEdit, QPlainTextEdit, QComboBox { background: @white; border: 1px solid @border; border-radius: 6px; color: @ink;
    selection-background-color: @key; selection-color: @white; font-size: 15px; }
QLineEdit { min-height: 42px; padding: 0 12px; }
QPlainTextEdit { padding: 8px; }
QComboBox { min-height: 42px; padding: 0 12px; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox::down-arrow { width: 0; height: 0; }
QComboBox QAbstractItemView { background: @white; border: 1px solid @border; outline: none; selection-background-color: @keytint;
    selection-color: @ink; }
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0 12px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 1px solid @key; }
QPlainTextEdit[wrong="true"] { border: 2px solid @error; padding: 7px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid @error; min-height: 40px; padding: 0 11px; }

QPushButton, QRadioButton, QCheckBox, QTabBar { outline: none; }

QRadioButton, QCheckBox { spacing: 12px; min-height: 44px; background: transparent; font-size: 15px; }
QRadioButton::indicator { width: 20px; height: 20px; border: 2px solid @border; border-radius: 12px; background: @white; }
QRadioButton::indicator:checked { border: 7px solid @key; width: 10px; height: 10px; }
QRadioButton::indicator:hover { border-color: @key; }
QCheckBox::indicator { width: 22px; height: 22px; }

QListView, QTableView, QTreeView { background: @white; border: 1px solid @line; border-radius: 6px; outline: none;
    selection-background-color: @keytint; selection-color: @ink; gridline-color: @line; }
QListView::item { min-height: 44px; padding: 0 12px; }
QListView::item:selected { background: @keytint; color: @ink; }
QHeaderView::section { background: @ground; color: @ink; border: none; border-bottom: 1px solid @line;
    border-right: 1px solid @line; padding: 8px; font-size: 13px; font-weight: normal; }

QMenu { background: @white; border: 1px solid @line; padding: 8px 0; }
QMenu::item { padding: 0 32px 0 24px; min-height: 44px; height: 44px; }
QMenu::item:selected { background: @keytint; color: @ink; }
QMenu::item:disabled { color: @sub; }
QMenu::separator { height: 1px; background: @line; margin: 8px 0; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: @thumb; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 44px; }
QScrollBar::handle:horizontal { min-width: 44px; }
QScrollBar::handle:hover { background: @key; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @line; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center; }
QProgressBar::chunk { background: @key; border-radius: 4px; }
"""


def scaled(sheet: str, names: Mapping[str, str], px: Callable[[float], int]) -> str:
    """`sheet` with every length put through `px` and every @name replaced. Raises KeyError for an unknown name."""
    sized = re.sub(r"(?<![\w#])(\d+)px", lambda found: f"{px(int(found[1]))}px", sheet)
    return re.sub(r"@([a-z]+)", lambda found: names[found[1]], sized)
