"""A fact of the outside world with where it comes from, when it holds, and whether it was checked.

Not for: figures computed from such facts (`sllassist.emissions`).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

Status = Literal["確認済", "未確認"]
VERIFIED: Final[Status] = "確認済"
UNVERIFIED: Final[Status] = "未確認"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value, its unit, its days, its source and whether it was checked against the original.

    `value`: Decimal for every number, else str, bool, or a list or table as the file has it.
    `before_first`: asked for a day before the value began to hold; `expired`: asked for a day after it ended.
    """

    value: Any
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    status: Status
    label: str = ""
    clause: str = ""
    note: str = ""
    before_first: bool = False
    expired: bool = False

    @property
    def number(self) -> Decimal:
        """The value as a number. Raises TypeError when it is none."""
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.label or self.source}: {self.value!r} is no number")
        return self.value

    @property
    def text(self) -> str:
        """The value as text. Raises TypeError when it is none."""
        if not isinstance(self.value, str):
            raise TypeError(f"{self.label or self.source}: {self.value!r} is no text")
        return self.value

    @property
    def verified(self) -> bool:
        """Whether the value was checked against the original (確認済)."""
        return self.status == VERIFIED


def year_start(fiscal_year: int) -> dt.date:
    """First day of a fiscal year."""
    return dt.date(fiscal_year, 4, 1)


def year_end(fiscal_year: int | None) -> dt.date | None:
    """Last day of a fiscal year; None stays None (still valid)."""
    return None if fiscal_year is None else dt.date(fiscal_year + 1, 3, 31)
