"""Shows a cell's figure by its number format, for the formats our blanks use.

Not for: dates (our papers write them as texts) and formats with colours, conditions or percent signs.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_PATTERN = re.compile(r"^(?P<whole>#,##0|0)(?:\.(?P<sure>0*)(?P<maybe>#*))?$")
_WIDE = Context(prec=60)


def supported(number_format: str) -> bool:
    """Whether `shown` can follow this format."""
    return number_format in ("General", "@") or bool(_PATTERN.match(number_format))


def shown(value: Decimal | float, number_format: str) -> str:
    """The figure as Excel shows it, e.g. 1234.5 with "#,##0.00" → 1,234.50; never -0.

    A float, which is what workbook readers give, is taken at its shortest decimal form. Raises ValueError for a format
    not supported.
    """
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if number_format in ("General", "@"):
        return format(number.normalize(), "f")
    match = _PATTERN.match(number_format)
    if not match:
        raise ValueError(number_format)
    sure, maybe = len(match["sure"] or ""), len(match["maybe"] or "")
    number = number.quantize(Decimal(1).scaleb(-sure - maybe), rounding=ROUND_HALF_UP, context=_WIDE) + 0
    text = format(number, "," if match["whole"].startswith("#") else "") if number else format(abs(number), "")
    if maybe:
        head, _, tail = text.partition(".")
        tail = tail[:sure] + tail[sure:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    return text
