"""The terms of the loan as far as they are told: rate by its length, and the loan the pictures of repayment and fee are for.

Source: 案内「融資利率」「融資期間」. Not for: whether these terms are allowed (`eligibility`).
"""

from dataclasses import dataclass
from decimal import Decimal

from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.amounts import borrowable
from sllassist.schemes.chiba_kankyo.facts import Told
from sllassist.schemes.chiba_kankyo.repayment import Instalment, schedule
from sllassist.schemes.conditions import spell_months


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate (% a year) for loans of more than `over` months up to `up_to` (None: the longest there are)."""

    percent: Decimal
    over: int
    up_to: int | None

    @property
    def words(self) -> str:
        """3年以下, 3年を超え5年以下, 7年を超える."""
        if self.up_to is None:
            return f"{spell_months(self.over)}を超える"
        return f"{spell_months(self.over)}を超え{spell_months(self.up_to)}以下" if self.over else f"{spell_months(self.up_to)}以下"


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan to show: yen, months with the months of grace in them, rate. `told`: the amount is the one the user wants."""

    amount_yen: int
    months: int
    grace: int
    percent: Decimal
    told: bool

    def instalments(self, unit_yen: int) -> tuple[Instalment, ...]:
        """What is paid every month."""
        return schedule(self.amount_yen, self.percent, self.months, self.grace, unit_yen)


def rates(facts: Facts) -> tuple[Rate, ...]:
    """The rates of the newest year known on the day of the verdict, shortest loans first."""
    table: list[dict[str, Decimal | int]] = of.param(facts, "loan.rates").value
    bounds = [int(one["up_to_months"]) if "up_to_months" in one else None for one in table]
    return tuple(
        Rate(Decimal(one["percent"]), over or 0, up_to) for one, over, up_to in zip(table, [0, *bounds], bounds, strict=False)
    )


def rate_for(facts: Facts, months: int) -> Rate:
    """The rate for a loan of so many months."""
    return next(rate for rate in rates(facts) if rate.up_to is None or months <= rate.up_to)


def longest(facts: Facts, projects: tuple[Told, ...]) -> int:
    """The longest term (months) any of the projects allows."""
    kinds = {told.category.kind for told in projects if told.category is not None} or {"設備資金"}
    return max(of.term_months(facts, kind) for kind in kinds)


def loan(facts: Facts, projects: tuple[Told, ...]) -> Loan | None:
    """The loan to show for these projects: the amount wanted, at most what can be borrowed; None while a term is missing or too long."""
    wanted = facts.case.loan
    months, grace = wanted.term_months, wanted.grace_months or 0
    limits = borrowable(facts, projects)
    bound = min(limits.values()) if limits else of.param(facts, "loan.limit_yen").number
    amount = wanted.amount_yen if wanted.amount_yen is not None else (bound if limits else None)
    if months is None or amount is None or not 0 <= grace < months <= longest(facts, projects):
        return None
    lent = int(min(amount, bound))
    return Loan(lent, months, grace, rate_for(facts, months).percent, wanted.amount_yen == lent) if lent > 0 else None
