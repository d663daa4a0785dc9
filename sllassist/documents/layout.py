"""Where everything of a sheet stands on paper: page size, scale, which rows on which page, headers and footers.

Not for: drawing (`sllassist.documents.pdf`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sllassist.documents.geometry import Box, Geometry
from sllassist.documents.sheet import column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

_INCH = 72.0
_A4 = (595.28, 841.89)
_CODES = re.compile(r'&"[^"]*"|&\d+|&[BIUSXY]')


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed page of a sheet in points: size, margins, and how far headers and footers are from the edge."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float


def paper(sheet: "Worksheet") -> Paper:
    """The sheet's page: always A4, turned as the sheet says."""
    width, height = _A4 if sheet.page_setup.orientation != "landscape" else (_A4[1], _A4[0])
    margins = sheet.page_margins
    edges = (margins.left, margins.right, margins.top, margins.bottom, margins.header, margins.footer)
    return Paper(width, height, *(float(edge) * _INCH for edge in edges))


def area(sheet: "Worksheet") -> Box:
    """What is printed: the print area (the first, if there are several), else all that is used."""
    from openpyxl.utils.cell import range_boundaries

    text = str(sheet.print_area or sheet.dimensions)
    left, top, right, bottom = range_boundaries(text.partition(",")[0].rpartition("!")[2].replace("$", ""))
    return Box(left or 1, top or 1, right or sheet.max_column, bottom or sheet.max_row)


def title_rows(sheet: "Worksheet") -> tuple[int, ...]:
    """Rows repeated on every page."""
    if not sheet.print_title_rows:
        return ()
    first, _, last = sheet.print_title_rows.rpartition("!")[2].replace("$", "").partition(":")
    return tuple(range(int(first), int(last) + 1))


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is printed: its area, the scale, and the visible rows of each page."""

    paper: Paper
    area: Box
    scale: float
    pages: tuple[tuple[int, ...], ...]


def _is_heading(sizes: Geometry, row: int, place: Box) -> bool:
    """A bold line over the whole width belongs to what follows it."""
    first = f"{column_letters(place.left)}{row}"
    box = sizes.box(first)
    cell = sizes.cell(first)
    return box.right == place.right and bool(cell.font.b) and cell.value is not None


def _split(sizes: Geometry, place: Box, room: float) -> Iterator[tuple[int, ...]]:
    """Rows of each page; `room` is a page's height in the sheet's own points."""
    repeated = [row for row in title_rows(sizes.sheet) if sizes.row_height(row)]
    breaks = {item.id for item in sizes.sheet.row_breaks.brk}
    page: list[int] = []
    used = 0.0
    broken = False
    for row in range(place.top, place.bottom + 1):
        height = sizes.row_height(row)
        if height and page and (broken or used + height > room):
            carried: list[int] = []
            while not broken and len(page) > 1 and _is_heading(sizes, page[-1], place):
                carried.insert(0, page.pop())
            yield tuple(page)
            page = [*(title for title in repeated if title < (carried or [row])[0]), *carried]
            used = sum(map(sizes.row_height, page))
            broken = False
        if height:
            page.append(row)
            used += height
        broken = broken or row in breaks
    if page:
        yield tuple(page)


def plan(sizes: Geometry) -> Plan:
    """The printed pages of a sheet, shrunk to the page's width where the sheet asks for it."""
    page, place = paper(sizes.sheet), area(sizes.sheet)
    scale = float(sizes.sheet.page_setup.scale or 100) / 100
    setup = sizes.sheet.sheet_properties.pageSetUpPr
    if setup is not None and setup.fitToPage:
        scale = min(1.0, (page.width - page.left - page.right) / sizes.width(place))
    room = (page.height - page.top - page.bottom) / scale
    return Plan(page, place, scale, tuple(_split(sizes, place, room)))


def running_text(item: "HeaderFooterItem | None", position: str, page: int, pages: int) -> tuple[str, float]:
    """(text, size) of the left, center or right part of a header or footer."""
    part = getattr(item, position, None)
    if part is None:
        return "", 10.0
    text = _CODES.sub("", part.text or "").replace("&P", str(page)).replace("&N", str(pages))
    return text.replace("&&", "&"), float(part.size or 10)
