"""How a loan is paid back in equal instalments of principal: what is paid each month, and the interest in all.

Interest of a month: balance × rate ÷ 12, fractions of a yen cut off. Principal of a month: principal ÷ months after the grace
period, cut off to a unit; the rest is paid in the last month. During the grace period interest alone is paid.
Source of the way of counting: published worked examples (co-med.net 500万円・2.4%, all years agree).
Not for: a bank's own schedule, which counts days and holidays its own way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

MONTHS = 12
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is paid in one month, in whole yen; `balance`: what is still owed after it. `month` counts from 1."""

    month: int
    principal: int
    interest: int
    balance: int

    @property
    def payment(self) -> int:
        """Principal and interest together."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Year:
    """What is paid in twelve months (or what is left of them), in whole yen. `year` counts from 1."""

    year: int
    principal: int
    interest: int
    balance: int


def schedule(principal_yen: int, rate_percent: Decimal, months: int, grace: int = 0, unit_yen: int = 1) -> tuple[Instalment, ...]:
    """Every month of the loan. Raises ValueError when no month is left to pay the principal in."""
    paying = months - grace
    if paying < 1 or grace < 0:
        raise ValueError(f"{months} months with {grace} of grace")
    monthly = Fraction(rate_percent) / HUNDRED / MONTHS
    part = principal_yen // paying // unit_yen * unit_yen
    balance = principal_yen
    found = []
    for month in range(1, months + 1):
        interest = balance * monthly // 1
        principal = 0 if month <= grace else balance if month == months else part
        balance -= principal
        found.append(Instalment(month, principal, interest, balance))
    return tuple(found)


def interest_in_all(instalments: Sequence[Instalment]) -> int:
    """The interest of all months (yen)."""
    return sum(one.interest for one in instalments)


def years(instalments: Sequence[Instalment]) -> tuple[Year, ...]:
    """The instalments by years of the loan, the last one maybe shorter."""
    parts = [instalments[start : start + MONTHS] for start in range(0, len(instalments), MONTHS)]
    return tuple(
        Year(number, sum(one.principal for one in part), interest_in_all(part), part[-1].balance) for number, part in enumerate(parts, 1)
    )
