"""How long judging a large case takes against the least any program must do: `python benchmarks/ledger_speed.py`.

The case: 50 sites × 8 energies × 4 years × 12 months = 19,200 bill figures, heating with its seasons. The floor is a plain
Decimal loop over the same multiplications, factors looked up beforehand: quantity × conversion × heat value (× carbon ×
44 ÷ 12, or quantity × both CO2 factors), summed up. Then one cell is edited, and the whole is judged again with and
without what is remembered of the case before. Best of several runs, each on a case nothing is remembered of; the peak
memory is what Python allocates on top of the case. Times are CPU times of this process (it has one thread), so that other
work on the machine matters less. Prints; asserts nothing.
"""

import datetime as dt
import gc
import random
import time
import tracemalloc
from collections import deque
from collections.abc import Callable
from decimal import Decimal

from sllassist.assessment import Assessment, assess
from sllassist.case.edits import cell_of, put_record
from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.emissions import build_ledger, check_plausibility
from sllassist.knowledge import Knowledge, load_knowledge
from sllassist.store.samples import sample

SITES, YEARS, RUNS = 50, range(2023, 2027), 15
TODAY = dt.date(2027, 5, 20)
FLAT = (1,) * 12
HEATING = (6, 3, 1, 1, 1, 1, 2, 6, 10, 13, 12, 9)
OFF_IN_SUMMER = (2, 0, 0, 0, 0, 0, 0, 3, 9, 13, 12, 7)
ENERGIES = (
    ("electricity", "kWh", "A0270", 20_000, FLAT), ("city_gas", "m3", "D0060", 400, HEATING), ("lpg", "m3", None, 300, FLAT),
    ("gasoline", "L", None, 500, FLAT), ("diesel", "L", None, 600, FLAT), ("kerosene", "L", None, 90, OFF_IN_SUMMER),
    ("heavy_oil_a", "L", None, 4_000, FLAT), ("electricity_solar", "kWh", None, 2_000, FLAT),
)  # fmt: skip
PRICES = {
    "electricity": 28, "city_gas": 135, "lpg": 300, "gasoline": 170, "diesel": 140, "kerosene": 120, "heavy_oil_a": 100,
    "electricity_solar": 0,
}  # fmt: skip
FRAME_MS = 1000 / 60


def large_case() -> Case:
    """The case; the firm, plan and loan are those of the sample."""
    dice = random.Random(1)
    sites = tuple(Site(id=f"site{n}", name=f"事業所{n}", kind="office", prefecture="長野県") for n in range(SITES))
    supplies, records = [], []
    for site in sites:
        for energy, unit, supplier, usual, season in ENERGIES:
            supply = EnergySupply(id=f"{site.id}-{energy}", site_id=site.id, energy=energy, unit=unit, supplier=supplier)
            supplies.append(supply)
            for year in YEARS:
                for month, share in zip(FISCAL_MONTHS, season, strict=True):
                    quantity = Decimal(dice.randrange(usual * share * 9, usual * share * 11 + 1)).scaleb(-1)
                    records.append(
                        EnergyRecord(supply_id=supply.id, fiscal_year=year, month=month, quantity=quantity, unit=unit)
                    )
    return sample().model_copy(update={"sites": sites, "supplies": tuple(supplies), "records": tuple(records)})


def with_cost(record: EnergyRecord) -> EnergyRecord:
    """The bill with a price per unit somebody could pay."""
    price = next(yen for energy, yen in PRICES.items() if record.supply_id.endswith(f"-{energy}"))
    return record.model_copy(update={"cost_yen": (record.quantity * price).quantize(Decimal(1))})


def floor_of(case: Case, knowledge: Knowledge) -> Callable[[Case], object]:
    """A plain loop over the same multiplications."""
    factors = {}
    for year in YEARS:
        for batch in build_ledger(case, knowledge).batches(year):
            rate = batch.rate
            assert rate is not None
            found = rate.factor
            carbon, basic, adjusted = (part.number if part else None for part in (found.carbon, found.co2_basic, found.co2_adjusted))
            per = rate.conversion.multiplier / rate.conversion.divisor
            factors[batch.supply.id, year] = (per, found.heat.number, carbon, basic, adjusted)

    def loop(now: Case) -> Decimal:
        heat = co2_basic = co2_adjusted = Decimal(0)
        for record in now.records:
            per, heat_value, carbon, basic, adjusted = factors[record.supply_id, record.fiscal_year]
            gj = record.quantity * per * heat_value
            heat += gj
            if carbon is not None:
                tonnes = gj * carbon * 44 / 12
                co2_basic += tonnes
                co2_adjusted += tonnes
            elif basic is not None and adjusted is not None:
                co2_basic += record.quantity * basic
                co2_adjusted += record.quantity * adjusted
        return heat * Decimal("0.0258")

    return loop


def anew(case: Case) -> Case:
    """The same case, of which nothing is remembered: its parts are other objects."""
    return case.model_copy(update={"records": tuple(record.model_copy() for record in case.records)})


def best_ms(work: Callable[[Case], object], prepare: Callable[[], Case]) -> float:
    """The best of several runs in milliseconds; the cases of the runs before, some of which are remembered, go outside of the time."""
    took = []
    last: deque[Case] = deque(maxlen=5)
    for _ in range(RUNS):
        case = prepare()
        last.append(case)
        gc.collect()
        start = time.process_time()
        work(case)
        took.append(time.process_time() - start)
    return min(took) * 1000


def peak_mb(work: Callable[[Case], object], case: Case) -> float:
    """The most that is allocated at a time while it works, in MB."""
    gc.collect()
    tracemalloc.start()
    work(case)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def edited_ms(case: Case, knowledge: Knowledge) -> tuple[float, float, float]:
    """Best of editing one cell, judging it from the assessment before, and judging it anew."""
    before: Assessment = assess(case, knowledge, TODAY)
    edits, carried, full = [], [], []
    for run in range(RUNS * 2):
        old = case.records[run * 487 % len(case.records)]
        start = time.process_time()
        case = put_record(case, cell_of(old), old.quantity + 1, old.unit)
        between = time.process_time()
        before = assess(case, knowledge, TODAY, before)
        edits.append(between - start)
        carried.append(time.process_time() - between)
    for _ in range(RUNS):
        fresh = anew(case)
        start = time.process_time()
        after = assess(fresh, knowledge, TODAY)
        full.append(time.process_time() - start)
    assert after.problems == before.problems
    assert all(after.ledger.total(year) == before.ledger.total(year) for year in YEARS)
    return min(edits) * 1000, min(carried) * 1000, min(full) * 1000


def main() -> None:
    """Prints every ratio."""
    knowledge = load_knowledge()
    case = large_case()
    loop = floor_of(case, knowledge)
    assess(case, knowledge, TODAY)  # the tables are read once
    floor = best_ms(loop, lambda: anew(case))
    print(f"{len(case.records):,} bill figures; floor (plain Decimal loop): {floor:.1f} ms, peak {peak_mb(loop, anew(case)):.2f} MB")
    works: tuple[tuple[str, Callable[[Case], object]], ...] = (
        ("assess", lambda now: assess(now, knowledge, TODAY)),
        ("  of which ledger", lambda now: build_ledger(now, knowledge).total(YEARS[0])),
        ("  of which plausibility", lambda now: check_plausibility(now, knowledge)),
    )
    for name, work in works:
        took = best_ms(work, lambda: anew(case))
        print(f"{name}: {took:.1f} ms, {took / floor:.2f} × the floor, peak {peak_mb(work, anew(case)):.1f} MB")
    priced = case.model_copy(update={"records": tuple(with_cost(record) for record in case.records)})
    took = best_ms(works[0][1], lambda: anew(priced))
    print(f"assess, every bill with its cost: {took:.1f} ms, {took / floor:.2f} × the floor")
    edit, carried, full = edited_ms(case, knowledge)
    print(
        f"one cell edited: edit {edit:.1f} ms + totals and problems {carried:.1f} ms = {edit + carried:.1f} ms "
        f"({(edit + carried) / FRAME_MS:.2f} of a frame); {carried / full:.2f} × a full recalculation ({full:.1f} ms)"
    )


if __name__ == "__main__":
    main()
