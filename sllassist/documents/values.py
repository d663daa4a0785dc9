"""Turns a value into what a cell of its kind holds: rounded, or as a year or date in the Japanese calendar.

Rounding is data of the form's map. Not for: how many digits a cell shows (that is the blank's number format).
"""

import datetime as dt
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from sllassist.case.periods import wareki, wareki_fiscal_year
from sllassist.documents.forms import FormMap, Rounding, Slot

_MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
    "truncate": ROUND_DOWN,
}
_WIDE = Context(prec=60)


def rounded(value: Decimal | int, rounding: Rounding) -> Decimal:
    """`value` rounded as the map says; never -0."""
    step = Decimal(1).scaleb(-rounding.digits)
    return Decimal(value).quantize(step, rounding=_MODES[rounding.mode], context=_WIDE) + 0


def year_text(year: int, style: str) -> str:
    """令和7年度（2025年度） in style "both" (in two lines: "lines"), 令和7年度 in "wareki"."""
    between = {"both": "", "lines": "\n"}.get(style)
    return wareki_fiscal_year(year) + ("" if between is None else f"{between}（{year}年度）")


def stored(form: FormMap, slot: Slot, value: object) -> str | Decimal | dt.date:
    """What the cell of `slot` holds for `value`. Raises TypeError when the value is not of the slot's kind."""
    if slot.kind == "text" and isinstance(value, str):
        return value
    if slot.kind == "number" and isinstance(value, Decimal | int) and not isinstance(value, bool):
        return rounded(value, form.roundings[slot.round]) if slot.round else Decimal(value)
    if slot.kind == "year" and isinstance(value, int):
        return year_text(value, slot.style)
    if slot.kind == "date" and isinstance(value, dt.date):
        return value if slot.style == "serial" else wareki(value)
    raise TypeError(f"{form.form_id} {slot.label}: {slot.kind} cannot be {type(value).__name__}")
