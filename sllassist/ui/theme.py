"""How everything looks: colours, type, spacing, and the text size that scales all of them.

Every length in the window goes through `px`. Not for: what a widget does (`sllassist.ui.widgets`).
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sllassist.paths import resource
from sllassist.ui.stylesheet import SHEET, scaled

INK: Final = "#1A1A1C"
SUB: Final = "#626264"
LINE: Final = "#D8D8DB"
BORDER: Final = "#767679"
"""Frames of boxes to type in: 4.5:1 on white, so that the box can be seen."""
THUMB: Final = "#8F8F94"
"""Handles of scroll bars: 3:1 on the ground."""
GROUND: Final = "#F8F8FB"
WHITE: Final = "#FFFFFF"
KEY: Final = "#0017C1"
KEY_DARK: Final = "#00118F"
KEY_SOFT: Final = "#99A2E6"
"""Key at 40 % on white, for planned figures in charts."""
KEY_TINT: Final = "#E8F1FE"
OK: Final = "#197A4B"
OK_TINT: Final = "#E6F5EC"
WARN: Final = "#7A5F00"
"""Written on its own tint: the amber of the design sketches reaches only 4.2:1 there."""
WARN_TINT: Final = "#FBF5E0"
WARN_LINE: Final = "#927200"
ERROR: Final = "#CE0000"
ERROR_TINT: Final = "#FDEEEE"

COLOURS: Final = {
    "ink": INK, "sub": SUB, "line": LINE, "border": BORDER, "thumb": THUMB, "ground": GROUND, "white": WHITE,
    "key": KEY, "keydark": KEY_DARK, "keysoft": KEY_SOFT, "keytint": KEY_TINT, "ok": OK, "oktint": OK_TINT,
    "warn": WARN, "warntint": WARN_TINT, "warnline": WARN_LINE, "error": ERROR, "errortint": ERROR_TINT,
}  # fmt: skip

FAMILIES: Final = ("BIZ UDPGothic", "Noto Sans JP")
FONT_FILES: Final = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf", "NotoSansJP-Regular.ttf")
H1, H2, TEXT, SMALL = 26, 18, 15, 13
"""Type sizes in px at 100 %."""
MEASURE: Final = 40
"""Full-width characters in a line of running text, at most."""
TARGET: Final = 44
"""Least height of whatever is pressed or typed into, px at 100 %."""
TEXT_SIZES: Final = (100, 125, 150, 200)
"""Text sizes the user can choose, in percent."""


@dataclass
class _State:
    scale: float = 1.0
    fonts_loaded: bool = False


_state = _State()


def px(length: float) -> int:
    """`length` (px at 100 %) at the text size in use; a hairline stays at least 1 px."""
    return max(1, int(length * _state.scale + 0.5)) if length else 0


def scale() -> float:
    """The text size in use, 1.0 for 100 %."""
    return _state.scale


def font(size: int = TEXT, *, bold: bool = False) -> QFont:
    """A font of the program at `size` px (at 100 %), for what is painted rather than styled."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def page_margin(window_width: int) -> int:
    """Margin beside a page in px: 48, or 24 in a window narrower than 1366 px (both at 100 %)."""
    return px(24) if window_width < px(1366) else px(48)


def _load_fonts() -> None:
    """Makes the program's own fonts known. Raises FileNotFoundError when one is missing or broken."""
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0:
            raise FileNotFoundError(name)
    _state.fonts_loaded = True


def _palette() -> QPalette:
    palette = QPalette(QColor(GROUND))
    roles = {
        QPalette.ColorRole.Window: GROUND, QPalette.ColorRole.Base: WHITE, QPalette.ColorRole.AlternateBase: GROUND,
        QPalette.ColorRole.Button: WHITE, QPalette.ColorRole.Text: INK, QPalette.ColorRole.WindowText: INK,
        QPalette.ColorRole.ButtonText: INK, QPalette.ColorRole.Highlight: KEY, QPalette.ColorRole.HighlightedText: WHITE,
        QPalette.ColorRole.Link: KEY, QPalette.ColorRole.LinkVisited: KEY, QPalette.ColorRole.ToolTipBase: WHITE,
        QPalette.ColorRole.ToolTipText: INK, QPalette.ColorRole.PlaceholderText: SUB,
    }  # fmt: skip
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette


def apply_theme(app: QApplication, scale: float = 1.0) -> None:
    """Gives the whole program its look at a text size (1.0 = 100 %).

    Widgets made before keep lengths taken from `px`; make them anew after a change.
    """
    from sllassist.ui.widgets.focus import install_focus_ring
    from sllassist.ui.widgets.guards import install_wheel_guard
    from sllassist.ui.widgets.sight import install_sight

    _state.scale = scale
    if not _state.fonts_loaded:
        _load_fonts()
    app.setStyle("Fusion")
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(scaled(SHEET, COLOURS, px))
    install_wheel_guard(app)
    install_focus_ring(app)
    install_sight(app)
