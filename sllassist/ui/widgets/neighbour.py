"""Where the keyboard goes when what has it vanishes: to what now stands nearest to that place, the same group first.

Qt would take the next widget in the order of Tab, which for something that is no longer there may be the first of the window.
Not for: screens that know better; whoever gives the keyboard to something in the same turn is left alone.
"""

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from sllassist.ui.widgets.tab_order import tab_stops

Place = tuple[QWidget, QRect]
"""Something around the widget that has vanished, and where in it that widget was."""


def _places(gone: QWidget) -> list[Place]:
    """The widgets around `gone`, from the inside out, short of the window."""
    found: list[Place] = []
    corner, around = gone.pos(), gone.parentWidget()
    while around is not None and not around.isWindow():
        found.append((around, QRect(corner, gone.size())))
        corner, around = corner + around.pos(), around.parentWidget()
    return found


def _distance(was: QRect, now: QRect) -> tuple[int, int]:
    """Lines apart come before columns apart; below counts as nearer than above at the same distance."""
    down, up = now.top() - was.top(), was.bottom() - now.bottom()
    apart = 0 if down < was.height() and up < was.height() else 2 * down if down > 0 else 2 * up + 1
    return apart, abs(now.center().x() - was.center().x())


def _nearest(around: QWidget, was: QRect) -> QWidget | None:
    stops = [stop for stop in tab_stops(around) if stop is not around and stop.isEnabled()]
    return min(stops, key=lambda stop: _distance(was, QRect(stop.mapTo(around, QPoint(0, 0)), stop.size())), default=None)


def _settle(places: list[Place]) -> None:
    """Gives the keyboard to the neighbour, once what takes the vanished widget's place has been made and laid out."""
    if QApplication.focusWidget() is not None or QApplication.activePopupWidget() is not None:
        return
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    for around, was in places:
        if not shiboken6.isValid(around) or not around.isVisible():
            continue
        if (found := _nearest(around, was)) is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def stay_near(window: QWidget) -> bool:
    """Called when the keyboard is to move on: whether it does so because what had it has just been hidden or switched off."""
    gone: QWidget | None = QApplication.focusWidget()
    if gone is None or (gone.isVisible() and gone.isEnabled()) or gone.window() is not window:
        return False
    places = _places(gone)
    gone.clearFocus()
    later = QTimer(window, singleShot=True, interval=0)  # not QTimer.singleShot, which comes before new widgets are shown
    later.timeout.connect(lambda: _settle(places))
    later.timeout.connect(later.deleteLater)
    later.start()
    return True
