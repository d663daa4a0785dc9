"""Small cases with bills, for tests of the ledger."""

from decimal import Decimal

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site

YEAR = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


def supply(energy: str, unit: str, name: str = "s", **more: str) -> EnergySupply:
    """A supply of site `a` (or `site_id`)."""
    return EnergySupply(id=name, energy=energy, unit=unit, **{"site_id": "a", **more})


def bill(quantity: str, unit: str, month: int | None = 4, year: int = 2025, name: str = "s") -> EnergyRecord:
    """One bill figure of supply `name`."""
    return EnergyRecord(supply_id=name, fiscal_year=year, month=month, quantity=Decimal(quantity), unit=unit)


def case(supplies: list[EnergySupply], records: list[EnergyRecord]) -> Case:
    """A case with the sites 本社工場 (a) and 倉庫 (b)."""
    sites = (Site(id="a", name="本社工場"), Site(id="b", name="倉庫"))
    return Case(sites=sites, supplies=tuple(supplies), records=tuple(records))


def full_year(quantity: str, unit: str, year: int = 2025, name: str = "s") -> list[EnergyRecord]:
    """The same figure in all twelve months."""
    return [bill(quantity, unit, month, year, name) for month in YEAR]
