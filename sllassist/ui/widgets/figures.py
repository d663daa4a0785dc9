"""A quiet table of a few rows to read: figures to the right, words to the left, sums in bold, buttons where asked for.

Not for: tables to type into (`sllassist.ui.widgets.grid`) or long ones (`sllassist.ui.widgets.ledger_view`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Line, Text, restyle


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, whether it holds figures, and how much of the spare width it takes (0: none)."""

    name: str
    figures: bool = False
    stretch: int = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row: texts (line breaks: smaller second line) or widgets, in the order of the heads. `sums`: bold, with a line above."""

    cells: Sequence[str | QWidget]
    sums: bool = False


class _Cell(Text):
    def __init__(self, text: str, role: str, size: int) -> None:
        self.role, self.type_size = role, size
        super().__init__(text, measure=None)


class FigureTable(QWidget):
    """The table. `put` shows other rows."""

    def __init__(self, heads: Sequence[Head], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(6))
        self.texts: list[list[str]] = []

    def put(self, rows: Sequence[FigureRow]) -> None:
        """Shows these rows."""
        clear(self._grid)
        self.texts = []
        for number, head in enumerate(self._heads):
            self._grid.setColumnStretch(number, head.stretch)
            if head.name:
                self._add(_Cell(head.name, "note", theme.SMALL), 0, number, head.figures)
        for place, row in enumerate(rows):
            if place or any(head.name for head in self._heads):
                self._grid.addWidget(Line(), 2 * place + 1, 0, 1, len(self._heads))
            self.texts.append([cell if isinstance(cell, str) else cell.accessibleName() for cell in row.cells])
            for number, (cell, head) in enumerate(zip(row.cells, self._heads, strict=True)):
                self._add(self._made(cell, head, sums=row.sums), 2 * place + 2, number, head.figures)

    def _made(self, cell: str | QWidget, head: Head, *, sums: bool) -> QWidget:
        if isinstance(cell, QWidget):
            return cell
        first, _, second = cell.partition("\n")
        made: QWidget
        if second:
            made = QWidget()
            inner = QGridLayout(made)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setVerticalSpacing(0)
            inner.addWidget(_Cell(first, "h3" if sums else "body", theme.TEXT), 0, 0)
            inner.addWidget(_Cell(second, "note", theme.SMALL), 1, 0)
        else:
            made = _Cell(first, "h3" if sums else "body", theme.TEXT)
        made.setAccessibleName(f"{head.name}　{cell}" if head.name else cell)
        return made

    def _add(self, made: QWidget, place: int, number: int, figures: bool) -> None:
        if isinstance(made, Text):
            made.setAlignment((Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
            if figures or not self._heads[number].stretch:
                made.setWordWrap(False)
                made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            restyle(made)
        self._grid.addWidget(made, place, number, Qt.AlignmentFlag.AlignVCenter if isinstance(made, Text) else Qt.AlignmentFlag(0))
