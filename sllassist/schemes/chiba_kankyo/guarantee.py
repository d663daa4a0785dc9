"""The fee for the guarantee of 千葉県信用保証協会, and what is left of it after the prefecture's subsidy.

Amount × rate × time, and × a factor where it is paid back in equal instalments; the grace period, and an outsized last
instalment, count in full. Every part is cut off to whole yen, then they are added.
Source of the way of counting: worked examples of the associations of Saitama, Tokyo, Okinawa and Ehime.
Not for: which of the nine classes a firm is in; bank and association say that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.repayment import HUNDRED, MONTHS, Instalment

CLASSES = range(1, 10)
WHOLE = Fraction(1)
OUTSIZED = 2
"""A last instalment of more than this many times the one before it is counted apart."""


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee of one class: rate (% a year), yen in all, and rate and yen left after the subsidy, None where there is none."""

    number: int
    rate: Decimal
    yen: int
    left_rate: Decimal | None
    left_yen: int | None


def part(amount_yen: int, rate_percent: Decimal, years: Fraction, factor: Fraction = WHOLE) -> int:
    """The fee (yen) for an amount over a time in years (months ÷ 12, or days ÷ 365), cut off to whole yen."""
    return amount_yen * Fraction(rate_percent) / HUNDRED * years * factor // 1


def split_factor(facts: Facts, times: int) -> Fraction:
    """The factor for equal instalments, by how often principal is paid."""
    table = of.param(facts, "guarantee.split_factors").value
    return Fraction(next(Fraction(one["factor"]) for one in table if times <= one.get("up_to", times)))


def fee(facts: Facts, rate_percent: Decimal, instalments: Sequence[Instalment]) -> int:
    """The fee (yen) for a loan paid back so."""
    principal = sum(one.principal for one in instalments)
    paying = [one.principal for one in instalments if one.principal]
    whole = len(instalments)
    if len(paying) == 1:
        return part(principal, rate_percent, Fraction(whole, MONTHS), split_factor(facts, 1))
    grace = next(number for number, one in enumerate(instalments) if one.principal)
    rest = whole - grace
    outsized = paying[-1] - paying[-2] if paying[-1] > paying[-2] * OUTSIZED else 0
    return (
        part(principal, rate_percent, Fraction(grace, MONTHS))
        + part(outsized, rate_percent, Fraction(rest, MONTHS))
        + part(principal - outsized, rate_percent, Fraction(rest, MONTHS), split_factor(facts, len(paying)))
    )


def rate_of(facts: Facts, number: int) -> Decimal:
    """The rate (% a year) of a class from 1 to 9."""
    rate: Decimal = of.param(facts, "guarantee.rates").value[number - 1]
    return rate


def fees(facts: Facts, instalments: Sequence[Instalment], *, subsidised: bool) -> tuple[Fee, ...]:
    """The fee of every class. The subsidy is cut off to its unit, so that no more of it is promised than there may be."""
    share: Decimal = of.param(facts, "guarantee.subsidy_share").number
    unit = int(of.param(facts, "guarantee.subsidy_unit_yen").number)
    found = []
    for number in CLASSES:
        rate = rate_of(facts, number)
        yen = fee(facts, rate, instalments) if instalments else 0
        given = yen * Fraction(share) // unit * unit
        found.append(Fee(number, rate, yen, rate * (1 - share) if subsidised else None, yen - given if subsidised else None))
    return tuple(found)
