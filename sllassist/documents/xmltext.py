"""Text and figures as a worksheet's XML takes them.

Not for: which cell gets what (`sllassist.documents.fill`).
"""

import datetime as dt
import re
from decimal import Context, Decimal

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DOUBLE = Context(prec=17)
"""A double holds no more than 17 significant digits; more would only pretend."""

MAX_TEXT = 32_767
"""Characters one cell holds (Excel specifications and limits)."""


def clean(text: str) -> str:
    """`text` without the characters XML forbids, line ends as LF. Everything visible stays, names above all."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """`text` cleaned, and guarded where it happens to look like Excel's own `_x0041_` escapes."""
    return _LOOKS_ESCAPED.sub("_x005F_", clean(text))


def shown_text(text: str) -> str:
    """A cell's text as Excel shows it, its `_x0041_` escapes resolved; openpyxl hands them over as they stand."""
    return _ESCAPED.sub(lambda match: clean(chr(int(match[1], 16))), text)


def cell_number(value: Decimal | int) -> str:
    """A figure as a cell stores it, at most 17 significant digits. Raises ValueError for NaN and infinities."""
    number = _DOUBLE.plus(Decimal(value))
    if not number.is_finite():
        raise ValueError(value)
    if not number:
        return "0"
    if -10 <= number.adjusted() <= 17:
        plain = format(number, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(number.normalize(_DOUBLE))


def date_serial(day: dt.date, *, epoch_1904: bool = False) -> int:
    """Serial number of `day` in a workbook. Raises ValueError before 1 March 1900, where Excel's count is off by one."""
    if epoch_1904:
        return (day - dt.date(1904, 1, 1)).days
    if day < dt.date(1900, 3, 1):
        raise ValueError(day)
    return (day - dt.date(1899, 12, 30)).days
