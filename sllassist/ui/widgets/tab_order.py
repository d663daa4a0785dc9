"""The order of the Tab key: as the eye reads, top to bottom, whatever order things were made in.

Not for: what can have the focus; each widget says that itself.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QScrollArea, QStackedLayout, QWidget


def order_tabs(root: QWidget) -> None:
    """Puts everything inside `root` that Tab reaches into reading order."""
    last: QWidget | None = None
    for widget in _stops(root):
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner = item.layout()
        if inner is not None:
            yield from _in_layout(inner)
        else:
            yield from _stops(item.widget())


def _items(layout: QLayout) -> list[QLayoutItem]:
    """The items with something in them, in reading order."""
    found = [item for at in range(layout.count()) if (item := layout.itemAt(at)) is not None]
    if isinstance(layout, QStackedLayout):
        shown = layout.currentWidget()
        found = [item for item in found if item.widget() is shown]
    if isinstance(layout, QGridLayout):
        places = {id(item): layout.getItemPosition(at)[:2] for at, item in enumerate(found)}
        found.sort(key=lambda item: places[id(item)])
    return [item for item in found if item.layout() is not None or item.spacerItem() is None]
