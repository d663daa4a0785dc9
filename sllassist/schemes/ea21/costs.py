"""What the certificate costs: audit days by size × fee per day, and the registration fee every second year.

Source: 中央事務局 ea21.jp (標準審査工数, 登録料). Without tax and the auditor's travel; the bill says the audit plan.
Not for: consulting and the firm's own work.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sllassist.schemes.base import Facts
from sllassist.schemes.ea21 import facts as of

YEARS: Final = (
    ("登録審査", "first", True), ("中間審査（初回）", "interim", False), ("更新審査", "renewal", True),
    ("中間審査（2回目から）", "later", False), ("更新審査", "renewal", True),
)
"""The audits of five years: name, column of the table of days, and whether the fee for two years falls due with it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One year's audit. `fee_yen`: the registration fee due with it, 0 without. `at_least`: the table gives a lower bound."""

    year: int
    name: str
    man_days: Decimal
    audit_yen: Decimal
    fee_yen: Decimal
    at_least: bool

    @property
    def total_yen(self) -> Decimal:
        """Audit and fee, yen without tax."""
        return self.audit_yen + self.fee_yen


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Firms that pay the same: `least` to `most` people (None: no upper end), and their five years."""

    least: int
    most: int | None
    audits: tuple[Audit, ...]

    def holds(self, people: int) -> bool:
        """Whether a firm of so many people belongs here."""
        return self.least <= people and (self.most is None or people <= self.most)

    @property
    def words(self) -> str:
        """11〜30人, 10人以下, 1,001人以上."""
        if self.most is None:
            return f"{self.least:,}人以上"
        return f"{self.most:,}人以下" if self.least <= 1 else f"{self.least:,}〜{self.most:,}人"

    @property
    def five_years_yen(self) -> Decimal:
        """All five years, yen without tax."""
        return sum((audit.total_yen for audit in self.audits), Decimal(0))

    @property
    def at_least(self) -> bool:
        """Whether the amounts are lower bounds."""
        return any(audit.at_least for audit in self.audits)


def _row(rows: list[dict[str, Any]], people: int) -> dict[str, Any]:
    return next(row for row in rows if "to" not in row or people <= row["to"])


def _audits(facts: Facts, people: int) -> tuple[Audit, ...]:
    rate = of.param(facts, "cost.rate_yen").number
    days = _row(of.param(facts, "cost.man_days").value, people)
    fee = Decimal(_row(of.param(facts, "cost.fee_yen").value, people)["yen"])
    return tuple(
        Audit(year, name, Decimal(days[column]), Decimal(days[column]) * rate, fee if due else Decimal(0), days["at_least"])
        for year, (name, column, due) in enumerate(YEARS, 1)
    )


def size_classes(facts: Facts) -> tuple[SizeClass, ...]:
    """Every class of firms that pay the same under the table for larger loads, smallest first."""
    tables = (of.param(facts, "cost.man_days").value, of.param(facts, "cost.fee_yen").value)
    ends = sorted({int(row["to"]) for table in tables for row in table if "to" in row})
    starts = [1, *(end + 1 for end in ends)]
    return tuple(
        SizeClass(least, most, _audits(facts, least)) for least, most in zip(starts, [*ends, None], strict=True)
    )


def own_class(facts: Facts) -> SizeClass | None:
    """The class of the firm by its people as told (officers and part-timers count, too); None while not told."""
    people = facts.case.firm.employees
    return None if people is None else next(one for one in size_classes(facts) if one.holds(max(people, 1)))


def low_load_first_yen(facts: Facts) -> Decimal | None:
    """What the first year costs a firm of smaller load, yen without tax, where that is known: small firms only."""
    people, known = facts.case.firm.employees, of.param(facts, "cost.low_load").value
    if people is None or people > known["to"]:
        return None
    fee = Decimal(_row(of.param(facts, "cost.fee_yen").value, people)["yen"])
    return Decimal(known["first"]) * of.param(facts, "cost.rate_yen").number + fee
