"""From a Case to its ledger: groups the records, finds factor and conversion for each group, collects the problems.

Every record is looked at, none is dropped silently: what cannot be counted is named in a problem of level error.
Not for: sums (`sllassist.emissions.ledger`).
"""

from decimal import Decimal, localcontext

from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions.checks import Column, Limits, check_figures, check_gaps, column, site_name
from sllassist.emissions.exact import EXACT
from sllassist.emissions.ledger import Batch, Ledger
from sllassist.emissions.rates import Rate, rate
from sllassist.knowledge import Energy, Factor, Knowledge, NoFactorError


def build_ledger(case: Case, knowledge: Knowledge) -> Ledger:
    """The ledger of all records of `case`. Never raises for what a person entered: see `Ledger.problems`."""
    return _Builder(case, knowledge).build()


class _Builder:
    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self.case = case
        self.knowledge = knowledge
        self.problems: list[Problem] = []
        self.batches: list[Batch] = []
        self.limits: dict[int, Limits] = {}
        self.rates: dict[tuple[str, str | None, str | None, str | None, int, str], Rate | Problem] = {}

    def build(self) -> Ledger:
        columns = self._columns()
        self._check_supplies()
        with localcontext(EXACT):
            for bills in columns:
                self._batch(bills)
        names = {energy.id: energy.form_name for energy in self.knowledge.energies.values()}
        self.problems.extend(check_gaps(self.case, names, columns))
        return Ledger(self.batches, tuple(self.problems), lambda year: self.knowledge.constant("oil_kl_per_gj", year))

    def _columns(self) -> list[Column]:
        """Records by supply and year, in the order of supplies and years."""
        found: dict[tuple[str, int], list[EnergyRecord]] = {}
        for record in self.case.records:
            key = (record.supply_id, record.fiscal_year)
            if key in found:
                found[key].append(record)
            else:
                found[key] = [record]
        place = {supply.id: n for n, supply in enumerate(self.case.supplies)}
        lost = [key for key in found if key[0] not in place]
        if lost:
            first = found[lost[0]][0]
            count = sum(len(found.pop(key)) for key in lost)
            self.problems.append(Problem("error", "records.unknown_supply", record_path(cell_of(first)), {"count": count}))
        keys = sorted(found, key=lambda key: (place[key[0]], key[1]))
        return [column(self.case.supplies[place[key[0]]], key[1], found[key]) for key in keys]

    def _check_supplies(self) -> None:
        for supply in self.case.supplies:
            energy = self.knowledge.energies.get(supply.energy)
            path = f"supplies.{supply.id}"
            shown = energy.form_name if energy else supply.energy
            if self.case.site(supply.site_id) is None:
                self.problems.append(Problem("error", "supplies.unknown_site", f"{path}.site_id", {"energy": shown}))
            if energy is None:
                self.problems.append(Problem("error", "supplies.unknown_energy", f"{path}.energy", {"energy": shown}))
            elif self._supplier_unknown(energy, supply):
                params = {"site": site_name(self.case, supply.site_id), "energy": shown, "supplier": supply.supplier}
                self.problems.append(Problem("error", "supplies.unknown_supplier", f"{path}.supplier", params))

    def _supplier_unknown(self, energy: Energy, supply: EnergySupply) -> bool:
        if energy.supplier_kind == "none" or not supply.supplier:
            return False
        return self.knowledge.supplier_name(energy.supplier_kind, supply.supplier) is None

    def _batch(self, bills: Column) -> None:
        supply, year = bills.supply, bills.fiscal_year
        energy = self.knowledge.energies.get(supply.energy)
        limits = self.limits.get(year) or self.limits.setdefault(year, Limits(self.knowledge, year))
        self.problems.extend(check_figures(self.case, energy.form_name if energy else supply.energy, bills, limits))
        if len(bills.units) == 1:
            parts = [(bills.records, bills.quantities)]
        else:
            own = [[record for record in bills.records if record.unit == unit] for unit in sorted(bills.units)]
            parts = [(records, [record.quantity for record in records]) for records in own]
        for records, quantities in parts:
            total = sum(quantities, Decimal(0))
            found = self._rate(energy, supply, year, records[0]) if energy else None
            self.batches.append(Batch(supply, year, records[0].unit, tuple(records), total, found))

    def _rate(self, energy: Energy, supply: EnergySupply, year: int, first: EnergyRecord) -> Rate | None:
        """The rate of the records that begin with `first`, None where there is none; adds what there is to say about it."""
        key = (energy.id, supply.supplier, supply.menu, supply.gas_mix, year, first.unit)
        found = self.rates.get(key)
        if found is None:
            found = self.rates[key] = self._find_rate(energy, supply, year, first.unit)
        if isinstance(found, Problem):
            self.problems.append(found.at(record_path(cell_of(first))))
            return None
        if found.factor.provisional or not found.factor.has_co2:
            self._remark(found.factor, energy, supply, first)
        return found

    def _remark(self, factor: Factor, energy: Energy, supply: EnergySupply, first: EnergyRecord) -> None:
        params = {"site": site_name(self.case, supply.site_id), "energy": energy.form_name, "year": str(first.fiscal_year)}
        place = record_path(cell_of(first))
        if not factor.has_co2:
            self.problems.append(Problem("error", "emissions.no_co2", place, params))
        if factor.provisional:
            self.problems.append(Problem("warning", "emissions.provisional", place, {**params, "reason": factor.reason}))

    def _find_rate(self, energy: Energy, supply: EnergySupply, year: int, unit: str) -> Rate | Problem:
        try:
            factor = self.knowledge.factor(energy.id, supply.supplier, supply.menu, year)
            return rate(energy, factor, unit, supply.gas_mix, self.knowledge)
        except NoFactorError as problem:
            return problem.problem
        except InputProblem:
            return Problem("error", "supplies.unit", "", {"energy": energy.form_name, "unit": unit, "units": "・".join(energy.units)})
