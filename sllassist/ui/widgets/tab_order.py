"""The order of the Tab key: as the eye reads, top to bottom, whatever order things were made in.

Not for: what can have the focus; each widget says that itself.
"""

from collections.abc import Iterator
from typing import cast

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
        inner: QLayout | None = item.layout()
        widget: QWidget | None = item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield from _stops(widget)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """The items of a layout in reading order; of a stack only the one on top."""
    numbers = list(range(layout.count()))
    if isinstance(layout, QStackedLayout):
        numbers = [layout.currentIndex()]
    elif isinstance(layout, QGridLayout):
        numbers.sort(key=lambda at: _row_and_column(layout, at))
    found = [layout.itemAt(at) for at in numbers]
    return [item for item in found if item is not None]


def _row_and_column(grid: QGridLayout, at: int) -> tuple[int, int]:
    place = cast("tuple[int, int, int, int]", grid.getItemPosition(at))
    return place[0], place[1]
