"""The ring that shows where the keyboard is: 3 px in the key colour on a 2 px white gap, on every control.

Not for: deciding what gets the focus.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QWidget

from sllassist.ui import theme

GAP, RING, CORNER = 2, 3, 8
"""Width of the white gap and of the ring, and the control's corner, px at 100 %."""
THROUGH = "ring_through"
"""Property of a scroll area as tight as what it shows: the ring may lie over its edge, but not on what is scrolled away."""
_FOLLOWED = (
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange, QEvent.Type.ZOrderChange,
)  # fmt: skip


class _Ring(QWidget):
    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.host = host
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        gap, ring = theme.px(GAP), theme.px(RING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width, inset, colour in ((gap, ring + gap / 2, theme.WHITE), (ring, ring / 2, theme.KEY)):
            painter.setPen(QPen(QColor(colour), width))
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            corner = theme.px(CORNER) + ring + gap - inset
            painter.drawRoundedRect(box, corner, corner)


def _ring_of(host: QWidget) -> _Ring:
    """The one ring that lies on `host`; it lives as long as the host."""
    for child in host.children():
        if isinstance(child, _Ring):
            return child
    return _Ring(host)


class FocusRing(QObject):
    """Draws the ring around whatever widget has the keyboard focus and keeps it there while things move."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The widget that wears the ring now."""
        return self._target

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
        self._ring = self._target = None
        if now is None or now.isWindow() or isinstance(now, QMenu) or now.property("ring") is False:
            return
        host = self._host(now)
        self._target, self._ring = now, _ring_of(host)
        below: QWidget | None = now
        while below is not None and below is not host:
            self._watched.append(below)
            below = below.parentWidget()
        for watched in self._watched:
            watched.installEventFilter(self)
        self._place()

    @staticmethod
    def _host(target: QWidget) -> QWidget:
        """The widget the ring lies on: what clips the target, so that the ring scrolls away with it."""
        below, parent = target, target.parentWidget()
        while parent is not None:
            if isinstance(parent, QAbstractScrollArea) and below is parent.viewport() and not parent.property(THROUGH):
                return below
            if parent.isWindow():
                return parent
            below, parent = parent, parent.parentWidget()
        return below

    def _place(self) -> None:
        if self._ring is None or self._target is None or not shiboken6.isValid(self._ring):
            return
        host, target = self._ring.host, self._target
        if not target.isVisibleTo(host):
            self._ring.hide()
            return
        edge = theme.px(GAP) + theme.px(RING)
        corner = target.mapTo(host, target.rect().topLeft())
        box = target.rect().translated(corner).adjusted(-edge, -edge, edge, edge)
        seen = QRegion(box)
        for tight in self._watched:
            if tight.property(THROUGH):
                seen &= tight.rect().translated(tight.mapTo(host, QPoint(0, 0))).adjusted(-edge, -edge, edge, edge)
        self._ring.setGeometry(box)
        self._ring.setMask(seen.translated(-box.topLeft()))
        self._ring.raise_()
        self._ring.setVisible(not seen.isEmpty())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves the ring with its target."""
        if event.type() in _FOLLOWED and watched is not self._ring:
            self._place()
        return False


def focus_inside(widget: QWidget) -> QWidget | None:
    """What has the keyboard, when that is `widget` or something inside it."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused if focused is not None and (focused is widget or widget.isAncestorOf(focused)) else None


def focus_is_in(widget: QWidget) -> bool:
    """Whether the keyboard is in `widget` or in something inside it."""
    return focus_inside(widget) is not None


def install_focus_ring(app: QApplication) -> None:
    """Installs the ring once per application."""
    if app.findChild(FocusRing) is None:
        FocusRing(app)
