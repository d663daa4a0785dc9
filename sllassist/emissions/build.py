"""From a Case to its ledger: groups the records, finds factor and conversion for each group, collects the problems.

Every record is looked at, none is dropped silently: what cannot be counted is named in a problem of level error.
Not for: sums (`sllassist.emissions.ledger`).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from operator import itemgetter

from sllassist.case.columns import Bills, Key, columns_of
from sllassist.case.edits import cell_of, record_path
from sllassist.case.model import Case, EnergyRecord, EnergySupply
from sllassist.case.problems import InputProblem, Problem
from sllassist.emissions.apart import certificate_problems
from sllassist.emissions.checks import Column, Limits, check_figures, check_gaps, column, site_name
from sllassist.emissions.exact import EXACT
from sllassist.emissions.gases import gas_problems
from sllassist.emissions.ledger import Batch, Kept, Ledger
from sllassist.emissions.pins import pin_problems
from sllassist.emissions.rates import Bill, NoEconomyError, Rate, fits, rate
from sllassist.emissions.supply_checks import check_provisional, check_supplies, own_factor_units
from sllassist.knowledge import Energy, Knowledge, NoFactorError


def build_ledger(case: Case, knowledge: Knowledge, before: Ledger | None = None) -> Ledger:
    """The ledger of all records of `case`. Never raises for what a person entered: see `Ledger.problems`.

    `before`: the ledger of the case before an edit; what it says of columns the edit did not touch is taken over. The
    result is the same with and without it.
    """
    kept = before.kept if before is not None and before.knowledge is knowledge else {}
    return _Builder(case, knowledge).build(before, kept)


_NOTHING = Decimal(0)


class _Builder:
    def __init__(self, case: Case, knowledge: Knowledge) -> None:
        self.case = case
        self.knowledge = knowledge
        self.problems: list[Problem] = []
        self.batches: list[Batch] = []
        self.limits: dict[int, Limits] = {}
        self.rates: dict[tuple[int, int, str], Rate | Problem] = {}
        self.alike: dict[tuple[object, ...], int] = {}
        self.numbers: dict[str, int] = {}

    def build(self, before: Ledger | None, kept: Mapping[Key, Kept]) -> Ledger:
        by_key = columns_of(self.case).by_key
        keys = self._keys(by_key)
        self.problems.extend(check_supplies(self.case, self.knowledge))
        found: dict[Key, Kept] = {}
        sites = {supply.site_id: site_name(self.case, supply.site_id) for supply in self.case.supplies}
        with localcontext(EXACT):
            for key, supply in keys.items():
                site = sites[supply.site_id]
                known = kept.get(key)
                if known is None or not known.holds_for(supply, by_key[key], site):
                    known = self._kept(supply, key[1], by_key[key], site)
                found[key] = known
        self._add(problem for column_found in found.values() for problem in column_found.problems)
        batches = [batch for column_found in found.values() for batch in column_found.batches]
        self.problems.extend(check_provisional(self.case, batches))
        names = {energy.id: energy.form_name for energy in self.knowledge.energies.values()}
        self.problems.extend(check_gaps(self.case, names, tuple(keys)))
        self.problems.extend(gas_problems(self.case, self.knowledge))
        self.problems.extend(certificate_problems(self.case))
        ledger = Ledger(self.knowledge, found, tuple(self.problems), before)
        ledger.problems += tuple(pin_problems(self.case, ledger, self.knowledge))
        return ledger

    def _add(self, problems: Iterable[Problem]) -> None:
        """Adds what columns say; what they say of their entry is said once, however many years repeat it."""
        said = {(problem.code, problem.path) for problem in self.problems}
        for problem in problems:
            place = (problem.code, problem.path)
            if place not in said or not problem.path.startswith("supplies."):
                said.add(place)
                self.problems.append(problem)

    def _keys(self, by_key: Mapping[Key, Bills]) -> dict[Key, EnergySupply]:
        """The columns with their supplies, in the order of supplies and years; says which records have no supply."""
        supplies = {supply.id: (n, supply) for n, supply in enumerate(self.case.supplies)}
        lost = [key for key in by_key if key[0] not in supplies]
        if lost:
            count = sum(len(by_key[key]) for key in lost)
            path = record_path(cell_of(by_key[lost[0]][0]))
            self.problems.append(Problem("error", "records.unknown_supply", path, {"count": count}))
        known = [(*supplies[supply_id], year) for supply_id, year in by_key if supply_id in supplies]
        return {(supply.id, year): supply for _, supply, year in sorted(known, key=itemgetter(0, 2))}

    def _kept(self, supply: EnergySupply, year: int, records: Bills, site: str) -> Kept:
        """What one column gives."""
        self.batches, outer, self.problems = [], self.problems, []
        self._batch(column(supply, year, records))
        found = Kept(supply, records, site, tuple(self.batches), tuple(self.problems))
        self.problems = outer
        return found

    def _batch(self, bills: Column) -> None:
        supply, year = bills.supply, bills.fiscal_year
        energy = self.knowledge.energies.get(supply.energy)
        limits = self.limits.get(year) or self.limits.setdefault(year, Limits(self.knowledge, year))
        self.problems.extend(check_figures(self.case, supply.called(energy.form_name if energy else supply.energy), bills, limits))
        if energy is not None and not energy.counted:
            self._apart(energy, bills)
            return
        if len(bills.units) == 1:
            self._add_batch(energy, supply, year, bills.records, bills.quantities)
            return
        for unit in sorted(bills.units):
            records = tuple(record for record in bills.records if record.unit == unit)
            self._add_batch(energy, supply, year, records, [record.quantity for record in records])

    def _add_batch(
        self, energy: Energy | None, supply: EnergySupply, year: int, records: tuple[EnergyRecord, ...], quantities: Iterable[Decimal]
    ) -> None:
        first = records[0]
        found = self._rate(energy, supply, year, first) if energy else None
        self.batches.append(Batch(supply, year, first.unit, records, sum(quantities, _NOTHING), found))

    def _apart(self, energy: Energy, bills: Column) -> None:
        """An energy that is only shown beside the totals has no batches; its units are looked at all the same."""
        for record in bills.records:
            if not fits(energy, record.unit):
                told = {"energy": bills.supply.called(energy.form_name), "unit": record.unit, "units": "・".join(energy.units)}
                self.problems.append(Problem("error", "supplies.unit", record_path(cell_of(record)), told))

    def _rate(self, energy: Energy, supply: EnergySupply, year: int, first: EnergyRecord) -> Rate | None:
        """The rate of the records that begin with `first`, None where there is none; adds what there is to say about it."""
        key = (self._likeness(supply), year, first.unit)
        found = self.rates.get(key)
        if found is None:
            found = self.rates[key] = self._find_rate(energy, supply, year, Bill.of(supply, first.unit))
        if isinstance(found, Problem):
            self.problems.append(self._placed(found, supply, first))
            return None
        if not found.factor.has_co2:
            shown = {"site": site_name(self.case, supply.site_id), "energy": supply.called(energy.form_name), "year": str(year)}
            self.problems.append(Problem("error", "emissions.no_co2", record_path(cell_of(first)), shown))
        return found

    def _likeness(self, supply: EnergySupply) -> int:
        """A number for all that an entry tells about its rates; alike entries have the same."""
        number = self.numbers.get(supply.id)
        if number is None:
            told = (
                supply.energy, supply.supplier, supply.menu, supply.own_factor, supply.gas_mix, supply.gas_state, supply.km_per_litre,
                supply.own_density, supply.own_heat,
            )  # fmt: skip
            number = self.numbers[supply.id] = self.alike.setdefault(told, len(self.alike))
        return number

    def _placed(self, found: Problem, supply: EnergySupply, first: EnergyRecord) -> Problem:
        """The problem where it is mended: at a field of the entry (`found.path`), else at the figure."""
        path = f"supplies.{supply.id}.{found.path}" if found.path else record_path(cell_of(first))
        told = {"site": site_name(self.case, supply.site_id), **found.params}
        if "energy" in found.params:
            told["energy"] = supply.called(found.params["energy"])
        return Problem(found.level, found.code, path, told)

    def _find_rate(self, energy: Energy, supply: EnergySupply, year: int, bill: Bill) -> Rate | Problem:
        """The rate, or the problem with the field of the entry it belongs to as its path ("": the figure itself)."""
        edition, told = self.knowledge.for_year(year), {"energy": energy.form_name}
        try:
            factor = edition.factor(energy.id, supply.supplier, supply.menu, year, supply.own_factor, supply.own_heat)
            return rate(energy, factor, bill, edition)
        except NoFactorError as problem:
            return problem.problem
        except NoEconomyError:
            return Problem("error", "supplies.km_per_litre", "km_per_litre", told)
        except InputProblem:
            wrong = Problem("error", "supplies.unit", "", {**told, "unit": bill.unit, "units": "・".join(energy.units)})
        if supply.own_factor is None or not fits(energy, bill.unit):
            return wrong
        units = "・".join(own_factor_units(energy))
        return Problem("error", "own_factor.unit", "own_factor.unit", {**told, "unit": supply.own_factor.unit, "units": units})
