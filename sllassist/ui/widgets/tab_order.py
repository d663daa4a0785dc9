"""The order of the Tab key: as the eye reads, top to bottom, whatever order things were made in.

Not for: what can have the focus; each widget says that itself.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QStackedLayout, QWidget


def order_tabs(root: QWidget) -> None:
    """Puts everything inside `root` that Tab reaches into reading order."""
    last: QWidget | None = None
    for widget in tab_stops(root):
        if last is not None:
            QWidget.setTabOrder(last, widget)
        last = widget


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in `widget` (and what has the keyboard), in reading order."""
    if widget.isHidden():
        return
    if (widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.hasFocus()) and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        yield from tab_stops(widget.widget())
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in _parts(layout):
        yield from _in_layout(part) if isinstance(part, QLayout) else tab_stops(part)


def _parts(layout: QLayout) -> list[QWidget | QLayout]:
    """Widgets and layouts in a layout in reading order; of a stack only the one on top.

    Never by `QLayout.itemAt`: Qt deletes items without telling Python, and the object kept for such an item is then taken for
    whatever Qt puts at its address next, an event for example.
    """
    holder: QWidget | None = layout.parentWidget()
    inside = [child for child in holder.children() if isinstance(child, QWidget)] if holder is not None else []
    numbers = [(layout.indexOf(widget), widget) for widget in inside]
    found: list[tuple[int, QWidget | QLayout]] = [(at, widget) for at, widget in numbers if at >= 0]
    found += [(layout.indexOf(inner), inner) for inner in layout.children() if isinstance(inner, QLayout)]
    if isinstance(layout, QStackedLayout):
        found = [(at, part) for at, part in found if at == layout.currentIndex()]
    elif isinstance(layout, QGridLayout):
        return [part for at, part in sorted(found, key=lambda entry: _row_and_column(layout, entry[0]))]
    return [part for at, part in sorted(found, key=lambda entry: entry[0])]


def _row_and_column(grid: QGridLayout, at: int) -> tuple[int, int]:
    place = cast("tuple[int, int, int, int]", grid.getItemPosition(at))
    return place[0], place[1]
