"""Puts labels and empty cells of a form on a sheet, row by row, and checks them against the form's map.

Not for: the product itself; this runs only when a blank workbook is made anew.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from sllassist.documents.fill import careful_width
from sllassist.documents.forms import FormMap
from sllassist.documents.geometry import PADDING, POINTS_PER_CHAR
from sllassist.documents.wrap import break_lines

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "游ゴシック"
INK, SUB, LINE = "FF1A1A1C", "FF626264", "FF8C8C90"
HEAD_FILL, LABEL_FILL, NOTE_FILL = "FFDDE3EC", "FFF3F5F9", "FFFAFAFC"
GUESS = "＊"
STAMP = (2026, 4, 1, 0, 0, 0)
"""Date of every part inside the workbook, so that building twice gives the same bytes."""

_THIN = Side(style="thin", color=LINE)
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def new_workbook() -> Workbook:
    """An empty workbook whose standard font is ours."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # openpyxl offers no public way to change the standard font, by which Excel measures columns.
    standard = Font(name=FONT, sz=11, color=INK, charset=128)
    book._named_styles[0].font = standard  # noqa: SLF001
    book._fonts[0] = standard  # noqa: SLF001
    return book


class Page:
    """One sheet being laid out from top to bottom."""

    def __init__(self, book: Workbook, name: str, form: FormMap, widths: list[float], *, landscape: bool = False) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.form = form
        self.places: dict[str, list[str]] = {}
        self.tables: dict[str, int] = {}
        self.row = 0
        self.last = get_column_letter(len(widths))
        for index, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        page = self.sheet.page_setup
        page.paperSize, page.orientation = 9, "landscape" if landscape else "portrait"
        page.fitToWidth, page.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.page_margins = PageMargins(left=0.55, right=0.55, top=0.65, bottom=0.65, header=0.32, footer=0.32)
        self.sheet.print_options.horizontalCentered = True
        self.sheet.sheet_view.showGridLines = False

    def down(self, height: float) -> int:
        """Begin a new row of this height in points."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        return self.row

    def cell(
        self, columns: str, text: str | None = None, *, row: int | None = None, to_row: int | None = None, size: float = 10,
        bold: bool = False, fill: str | None = None, colour: str = INK, h: str = "left", v: str = "center", wrap: bool = True,
        box: bool = True, number: str | None = None, indent: int = 0, rotate: int = 0,
    ) -> str:  # fmt: skip
        """Style (and merge) the columns "A:C" of the current row; gives the first cell's name."""
        first, _, last = columns.partition(":")
        top = row or self.row
        bottom = to_row or top
        area = self.sheet[f"{first}{top}:{last or first}{bottom}"]
        for line in area:
            for cell in line:
                if box:
                    cell.border = _BOX
                if fill:
                    cell.fill = PatternFill("solid", fgColor=fill)
        if last or bottom != top:
            self.sheet.merge_cells(f"{first}{top}:{last or first}{bottom}")
        head = self.sheet[f"{first}{top}"]
        head.value = text
        head.font = Font(name=FONT, sz=size, bold=bold, color=colour, charset=128)
        head.alignment = Alignment(
            horizontal=h, vertical=v, wrap_text=wrap, indent=indent, text_rotation=rotate,
            shrink_to_fit=bool(number) and not wrap,
        )  # fmt: skip
        if number:
            head.number_format = number
        return f"{first}{top}"

    def label(self, columns: str, text: str, **how: Any) -> str:
        """A label on the label ground."""
        return self.cell(columns, text, **{"fill": LABEL_FILL, "size": 9.5, **how})

    def marked(self, text: str, *names: str) -> str:
        """The label with ＊ when one of these fields or tables is our guess."""
        return text + GUESS if set(names) & set(self.form.guessed) else text

    def field(self, columns: str, name: str, *, number: str | None = None, text: str | None = None, **how: Any) -> str:
        """The empty cell of a field."""
        kind = self.form.fields[name].kind
        right = {"h": "right", "wrap": False} if kind == "number" else {}
        cell = self.cell(columns, text, **{"number": number, **right, **how})
        self.places.setdefault(name, []).append(f"{self.sheet.title}!{cell}")
        return cell

    def digits(self, rounding: str) -> str:
        """The number format that shows as many digits as a rounding of the map leaves."""
        digits = self.form.roundings[rounding].digits
        return "#,##0" + ("." + "0" * digits if digits > 0 else "")

    def section(self, text: str, *names: str) -> None:
        """A heading over the whole width."""
        self.down(21)
        self.cell(f"A:{self.last}", self.marked(text, *names), bold=True, size=11, fill=HEAD_FILL)

    def gap(self, height: float = 7) -> None:
        """An empty line."""
        self.down(height)

    def head(self, short: str, title: str, extra: str = "") -> None:
        """The top of a paper: which form, its title, and the small print."""
        official = self.form.official
        self.down(17)
        self.cell(f"A:{self.last}", short, box=False, wrap=False, size=10)
        self.down(27)
        self.cell(f"A:{self.last}", title, box=False, h="center", bold=True, size=14)
        notice = f"この書類は SLLアシスト独自の様式で、{official.issuer}の公式様式ではありません。"
        place = f"公式様式：{official.where} {official.url}"
        self.small("\n".join([notice, place, *([extra] if extra else [])]), fill=NOTE_FILL)
        self.gap()

    def small(self, text: str, *, fill: str | None = None) -> None:
        """Small print over the whole width, as high as it needs."""
        width = sum(float(d.width) for d in self.sheet.column_dimensions.values()) * POINTS_PER_CHAR - 2 * PADDING
        lines = break_lines(text, width / 8, careful_width)
        self.down(len(lines) * 12.5 + 4)
        self.cell(f"A:{self.last}", text, box=False, size=8, colour=SUB, fill=fill)

    def foot(self, notes: list[str]) -> None:
        """Small print at the end."""
        self.gap()
        self.small("\n".join(notes))

    def finish(self, short: str, *, title_rows: str | None = None) -> None:
        """Print area, header and footer."""
        self.sheet.print_area = f"A1:{self.last}{self.row}"
        if title_rows:
            self.sheet.print_title_rows = title_rows
        self.sheet.oddHeader.right.text, self.sheet.oddHeader.right.size = short, 8
        self.sheet.oddFooter.left.text = f"SLLアシスト独自の様式（{self.form.official.issuer}の公式様式ではありません）"
        self.sheet.oddFooter.right.text = "&P / &N ページ"
        self.sheet.oddFooter.left.size = self.sheet.oddFooter.right.size = 8

    def table(self, name: str, height: float) -> Iterator[int]:
        """Begins each row of a table in turn."""
        rows = self.form.tables[name].rows
        self.tables[name] = self.row + 1
        for _ in rows:
            yield self.down(height)


_DIGITS = {0: "整数", 1: "小数第1位まで", 2: "小数第2位まで", 3: "小数第3位まで"}
_MODES = {"half_up": "四捨五入", "floor": "切捨て", "truncate": "切捨て", "ceiling": "切上げ", "half_even": "偶数丸め"}


def rounding_words(form: FormMap, **names: str) -> str:
    """How this form rounds the figures named, in words: rounding → what it is used for."""
    known = {name: form.roundings[name] for name in names if name in form.roundings}
    return "、".join(f"{names[name]}は{_DIGITS[how.digits]}（{_MODES[how.mode]}）" for name, how in known.items())


def rounding_note(form: FormMap) -> str:
    """How this form rounds, as small print."""
    said = rounding_words(form, tonnes="排出量・削減量", percent="削減率", kilolitres="原油換算量")
    return f"端数：{said}。計算の途中では丸めていません。{form.official.issuer}の端数処理の決まりは未確認です。"


def check(form: FormMap, pages: list[Page]) -> list[str]:
    """Where the map's fields and the sheets differ."""
    laid = {name: places for page in pages for name, places in page.places.items()}
    wrong = []
    for name, item in form.fields.items():
        wanted = [item.cell, *item.also]
        if laid.get(name) != wanted:
            wrong.append(f"{name}: map {wanted}, sheet {laid.get(name)}")
    rows = {name: row for page in pages for name, row in page.tables.items()}
    for name, table in form.tables.items():
        if rows.get(name) != table.first_row:
            wrong.append(f"{name}: map row {table.first_row}, sheet row {rows.get(name)}")
    return wrong


def save(book: Workbook, title: str, path: Path) -> None:
    """Write the workbook so that building it again gives the same bytes."""
    properties = book.properties
    properties.creator, properties.title = "SLLアシスト", title
    properties.created = properties.modified = dt.datetime(*STAMP)
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _fixed_dates(data)
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)


def _fixed_dates(core: bytes) -> bytes:
    """openpyxl puts the present time into the properties when it saves."""
    stamp = dt.datetime(*STAMP).isoformat().encode() + b"Z"
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
