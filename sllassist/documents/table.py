"""A worksheet written row by row: texts as text, figures as numbers, formulas with the value they give.

Not for: what stands in the rows (`sllassist.documents.basis_sheets`) and for filling forms (`sllassist.documents.fill`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sllassist.documents.xmltext import MAX_TEXT, cell_number, clean
from sllassist.emissions.exact import handed_out

FONT: Final = "BIZ UDPゴシック"
_INK, _LINE, _HEAD, _SUM = "#1A1A1C", "#8C8C90", "#DDE3EC", "#F3F5F9"
_CUT = "…（長いため、ここまで）"
_MOST_DIGITS = 6
_A4, _A3 = 9, 8
_LINE_HEIGHT, _TALLEST = 13, 400  # points; Excel takes no row above 409


class Styles:
    """The few looks of a table's cells."""

    def __init__(self, book: Workbook) -> None:
        plain: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": _INK, "valign": "vcenter"}
        boxed = {**plain, "border": 1, "border_color": _LINE}

        def made(number: str = "", **more: Any) -> Format:
            return book.add_format({**boxed, **({"num_format": number} if number else {}), **more})

        self.title = book.add_format({**plain, "font_size": 14, "bold": True})
        self.note = book.add_format(plain)
        self.head = made(bold=True, bg_color=_HEAD, text_wrap=True, align="center")
        self.text = made("@", indent=1)
        self.wrapped = made("@", indent=1, text_wrap=True)
        self.number = made("General")
        self.figure = made("#,##0.000")
        self.percent = made("0.0")
        self.whole = made("0", align="center")
        self.sum_text = made("@", indent=1, bold=True, bg_color=_SUM)
        self.sum_wrapped = made("@", indent=1, bold=True, bg_color=_SUM, text_wrap=True)
        self.sum = made("#,##0.000", bold=True, bg_color=_SUM)
        # Digits as many as the value has: "#,##0.######" would leave a bare point behind whole numbers in Excel.
        self._by_digits = [made("#,##0" + ("." + "0" * digits if digits else "")) for digits in range(_MOST_DIGITS + 1)]

    def number_for(self, value: Decimal) -> Format:
        """The look of a number that shows its own digits behind the point, at most six."""
        exponent = value.normalize().as_tuple().exponent
        digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return self._by_digits[min(digits, _MOST_DIGITS)]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula (with its =) and the value it gives; None where it gives no figure."""

    text: str
    value: Decimal | None


Value = str | int | Decimal | Fraction | Formula | None


class Table:
    """A worksheet that grows downward. Rows and columns count from 0, as the library's do."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self.row = 0
        self._widths: tuple[int, ...] = ()
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")

    def wide(self) -> None:
        """For a table of many columns: printed on A3."""
        self.sheet.set_paper(_A3)

    def repeat_head(self) -> None:
        """Prints the row of headings just written on every page, and keeps it in view."""
        self.sheet.repeat_rows(self.row - 1)
        self.sheet.freeze_panes(self.row, 0)

    def title(self, text: str, *notes: str) -> None:
        """The heading with the lines below it."""
        self._text(self.row, 0, text, self.styles.title)
        for note in notes:
            self.row += 1
            self._text(self.row, 0, note, self.styles.note)
        self.row += 2

    def widths(self, widths: Sequence[int]) -> None:
        """How wide the columns are, in half-width characters."""
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def head(self, labels: Sequence[str], widths: Sequence[int] | None = None) -> None:
        """A row of column headings; `widths` in characters."""
        for column, label in enumerate(labels):
            self._text(self.row, column, label, self.styles.head)
        if widths is not None:
            self.widths(widths)
        self.sheet.set_row(self.row, 30)
        self.row += 1

    def line(self, values: Sequence[Value], styles: Sequence[Format]) -> int:
        """A row of values, each in its style; the row's number."""
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._put(self.row, column, value, style)
        wrapped = (self.styles.wrapped, self.styles.sum_wrapped)
        lines = max((self._lines(n, value) for n, value in enumerate(values) if styles[n] in wrapped), default=1)
        if lines > 1:
            self.sheet.set_row(self.row, min(_LINE_HEIGHT * lines + 3, _TALLEST))
        self.row += 1
        return self.row - 1

    def _lines(self, column: int, value: Value) -> int:
        """How many lines a text takes in its column; not every program finds out by itself."""
        if not isinstance(value, str) or column >= len(self._widths):
            return 1
        room = max(self._widths[column] - 3, 1)
        return sum(max(1, ceil(_half_widths(line) / room)) for line in value.split("\n"))

    def _put(self, row: int, column: int, value: Value, style: Format) -> None:
        if value is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self._text(row, column, value, style)
        elif isinstance(value, int):
            self.sheet.write_number(row, column, value, style)
        elif isinstance(value, Formula):
            number = None if value.value is None else Decimal(cell_number(value.value))
            self.sheet.write_formula(row, column, value.text, self._look(number, style), "" if number is None else number)
        else:
            number = Decimal(cell_number(handed_out(value) if isinstance(value, Fraction) else value))
            self.sheet.write_number(row, column, number, self._look(number, style))

    def _look(self, number: Decimal | None, style: Format) -> Format:
        return style if number is None or style is not self.styles.number else self.styles.number_for(number)

    def _text(self, row: int, column: int, text: str, style: Format) -> None:
        shown = clean(text)
        if len(shown) > MAX_TEXT:
            shown = shown[: MAX_TEXT - len(_CUT)] + _CUT
        self.sheet.write_string(row, column, shown, style)


def _half_widths(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def cell(row: int, column: int) -> str:
    """A cell's name, e.g. C5."""
    name: str = xl_rowcol_to_cell(row, column)
    return name


def fixed_cell(row: int, column: int) -> str:
    """A cell's name that stays when the formula is copied, e.g. $C$5."""
    name: str = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    return name


def span(column: int, first: int, last: int) -> str:
    """A range of one column, e.g. C5:C16."""
    return f"{cell(first, column)}:{cell(last, column)}"


def on(sheet: str, place: str) -> str:
    """A place on another sheet."""
    return f"'{sheet}'!{place}"
