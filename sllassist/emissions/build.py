"""From a Case to its ledger: groups the records, finds factor and conversion for each group, collects the problems.

Every record is looked at, none is dropped silently: what cannot be counted is named in a problem of level error.
Not for: sums (`sllassist.emissions.ledger`).
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from operator import itemgetter

from sllassist.case.columns import Key, Records, columns_of
from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions.checks import Column, Limits, check_figures, check_gaps, column, site_name
from sllassist.emissions.exact import EXACT
from sllassist.emissions.ledger import Batch, Kept, Ledger
from sllassist.emissions.rates import Rate, rate
from sllassist.knowledge import Energy, Factor, Knowledge, NoFactorError


def build_ledger(case: Case, knowledge: Knowledge, before: Ledger | None = None) -> Ledger:
    """The ledger of all records of `case`. Never raises for what a person entered: see `Ledger.problems`.

    `before`: the ledger of the case before an edit; what it says of columns the edit did not touch is taken over. The
    result is the same with and without it.
    """
    kept = before.kept if before is not None and before.knowledge is knowledge else {}
    return _Builder(case, knowledge).build(before, kept)


class _Builder:
    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self.case = case
        self.knowledge = knowledge
        self.problems: list[Problem] = []
        self.batches: list[Batch] = []
        self.limits: dict[int, Limits] = {}
        self.rates: dict[tuple[str, str | None, str | None, str | None, int, str], Rate | Problem] = {}

    def build(self, before: Ledger | None, kept: Mapping[Key, Kept]) -> Ledger:
        by_key = columns_of(self.case).by_key
        keys = self._keys(by_key)
        self._check_supplies()
        found: dict[Key, Kept] = {}
        with localcontext(EXACT):
            for key, supply in keys.items():
                site = site_name(self.case, supply.site_id)
                known = kept.get(key)
                if known is None or not known.holds_for(supply, by_key[key], site):
                    known = self._kept(supply, key[1], by_key[key], site)
                found[key] = known
        for column_found in found.values():
            self.problems.extend(column_found.problems)
        names = {energy.id: energy.form_name for energy in self.knowledge.energies.values()}
        self.problems.extend(check_gaps(self.case, names, tuple(keys)))
        return Ledger(self.knowledge, found, tuple(self.problems), before)

    def _keys(self, by_key: Mapping[Key, Records]) -> dict[Key, EnergySupply]:
        """The columns with their supplies, in the order of supplies and years; says which records have no supply."""
        supplies = {supply.id: (n, supply) for n, supply in enumerate(self.case.supplies)}
        lost = [key for key in by_key if key[0] not in supplies]
        if lost:
            count = sum(len(by_key[key]) for key in lost)
            path = record_path(cell_of(by_key[lost[0]][0]))
            self.problems.append(Problem("error", "records.unknown_supply", path, {"count": count}))
        known = [(*supplies[supply_id], year) for supply_id, year in by_key if supply_id in supplies]
        return {(supply.id, year): supply for _, supply, year in sorted(known, key=itemgetter(0, 2))}

    def _kept(self, supply: EnergySupply, year: int, records: Records, site: str) -> Kept:
        """What one column gives."""
        self.batches, outer, self.problems = [], self.problems, []
        self._batch(column(supply, year, records))
        found = Kept(supply, records, site, tuple(self.batches), tuple(self.problems))
        self.problems = outer
        return found

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
            own = [tuple(record for record in bills.records if record.unit == unit) for unit in sorted(bills.units)]
            parts = [(records, [record.quantity for record in records]) for records in own]
        for records, quantities in parts:
            total = sum(quantities, Decimal(0))
            found = self._rate(energy, supply, year, records[0]) if energy else None
            self.batches.append(Batch(supply, year, records[0].unit, records, total, found))

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
