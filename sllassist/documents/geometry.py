"""Sizes of a worksheet in points: columns, rows, merged areas, printed page. Read by openpyxl.

Not for: drawing (`sllassist.documents.pdf`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sllassist.documents.sheet import column_letters, column_number, split_ref

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

POINTS_PER_CHAR = 6.0
"""Width of one column unit: a digit of 游ゴシック 11 pt is 8 px wide at 96 dpi."""
DEFAULT_ROW = 18.75
MAX_ROW = 409.0
"""Highest row Excel allows, in points."""
PADDING = 3.0
"""Room between a cell's edge and its text."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with all it covers: columns and rows from and to, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int


class Geometry:
    """Sizes of one sheet."""

    def __init__(self, sheet: "Worksheet") -> None:
        self.sheet = sheet

    @cached_property
    def _widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for letters, dimension in self.sheet.column_dimensions.items():
            first = dimension.min or column_number(letters)
            for column in range(first, (dimension.max or first) + 1):
                found[column] = 0.0 if dimension.hidden else float(dimension.width) * POINTS_PER_CHAR
        return found

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Merged areas by their first cell."""
        return {
            f"{column_letters(area.min_col)}{area.min_row}": Box(area.min_col, area.min_row, area.max_col, area.max_row)
            for area in self.sheet.merged_cells.ranges
        }

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """(column, row) of every cell that lies under the first cell of a merged area."""
        return frozenset(
            (column, row)
            for box in self.boxes.values()
            for column in range(box.left, box.right + 1)
            for row in range(box.top, box.bottom + 1)
            if (column, row) != (box.left, box.top)
        )

    def box(self, cell: str) -> Box:
        """What a cell covers."""
        letters, row = split_ref(cell)
        column = column_number(letters)
        return self.boxes.get(cell) or Box(column, row, column, row)

    def column_width(self, column: int) -> float:
        """Width in points, 0 when hidden."""
        return self._widths.get(column, float((self.sheet.sheet_format.baseColWidth or 8) + 1) * POINTS_PER_CHAR)

    def row_height(self, row: int) -> float:
        """Height in points, 0 when hidden."""
        dimension = self.sheet.row_dimensions[row]
        if dimension.hidden:
            return 0.0
        return float(dimension.height or self.sheet.sheet_format.defaultRowHeight or DEFAULT_ROW)

    def width(self, box: Box) -> float:
        """Width of a box in points."""
        return sum(self.column_width(column) for column in range(box.left, box.right + 1))

    def height(self, box: Box) -> float:
        """Height of a box in points."""
        return sum(self.row_height(row) for row in range(box.top, box.bottom + 1))

    def cell(self, cell: str) -> "Cell | MergedCell":
        """openpyxl's cell, for its style and value."""
        found: Cell | MergedCell = self.sheet[cell]
        return found
