"""How much can be borrowed: the limit, net of other subsidies in each reading the leaflet leaves open.

Source: 案内「融資の限度額」 5,000万円（他の補助金額を除く）. The leaflet has no formula; both readings are computed and told.
Not for: what a bank lends.
"""

from collections.abc import Mapping
from decimal import Decimal

from sllassist.schemes.base import Facts
from sllassist.schemes.chiba_kankyo import facts as of
from sllassist.schemes.chiba_kankyo.facts import Told
from sllassist.schemes.firm_size import spell_yen

WORDS = {"cost_less_subsidy": "費用から補助金を引いた額", "limit_less_subsidy": "限度額からも補助金を引いた額"}


def _sums(projects: tuple[Told, ...]) -> tuple[Decimal, Decimal] | None:
    """Cost and other subsidies (yen) of all projects together; None while one is open."""
    if not projects or any(told.open_paths() for told in projects):
        return None
    cost = sum((told.project.cost_yen or Decimal(0) for told in projects), Decimal(0))
    return cost, sum((told.project.subsidy_yen or Decimal(0) for told in projects), Decimal(0))


def borrowable(facts: Facts, projects: tuple[Told, ...]) -> Mapping[str, Decimal] | None:
    """The most that can be borrowed for the projects (yen, not below 0) in each reading; None while a cost is open."""
    found = _sums(projects)
    if found is None:
        return None
    cost, subsidy = found
    limit = of.param(facts, "loan.limit_yen").number
    net = {"cost_less_subsidy": min(limit, cost - subsidy), "limit_less_subsidy": min(limit - subsidy, cost - subsidy)}
    return {name: max(net[name], Decimal(0)) for name in of.param(facts, "loan.net_of_subsidy").value}


def readings(facts: Facts, projects: tuple[Told, ...]) -> str:
    """What each reading comes to, in words; one figure where they agree."""
    limits = borrowable(facts, projects) or {}
    if len(set(limits.values())) == 1:
        return spell_yen(next(iter(limits.values())))
    return "、".join(f"{WORDS[name]} {spell_yen(limit)}" for name, limit in limits.items())
