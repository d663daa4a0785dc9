"""Speed of keeping a large case: one edit with its journal line, and a save, each as a ratio to its floor.

    python3 benchmarks/store_speed.py

The floor of an edit is one flushed line of the same length appended to a file, of a save a plain zip of the same JSON.
Prints; asserts nothing. The case: 50 sites × 8 energies × 4 years × 12 months = 19,200 bill figures.
"""

import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path


def median_ms(work: Callable[[], object], times: int = 15) -> float:
    """Median of `times` runs, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


def main() -> None:
    """Measures in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SLLASSIST_HOME"] = folder
        measure(Path(folder))


def measure(folder: Path) -> None:
    """Prints both ratios."""
    from sllassist.case import edits
    from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site
    from sllassist.store.casejson import encode
    from sllassist.store.session import CaseSession

    sites = [Site(name=f"事業所{number}", prefecture="長野県") for number in range(50)]
    supplies = [EnergySupply(site_id=site.id, energy="electricity", unit="kWh") for site in sites for _ in range(8)]
    records = tuple(
        EnergyRecord(supply_id=supply.id, fiscal_year=year, month=month, quantity=Decimal(1234), unit="kWh")
        for supply in supplies
        for year in range(2022, 2026)
        for month in range(1, 13)
    )
    case = Case(sites=tuple(sites), supplies=tuple(supplies), records=records)
    session = CaseSession.create(folder / "large.sll", case=case)
    numbers = iter(range(10**6))

    def edit() -> None:
        number = next(numbers)
        cell = edits.cell_of(session.case.records[number * 997 % len(records)])
        session.edit(edits.put_record(session.case, cell, Decimal(number), "kWh"), "使用量")

    line = b"x" * 200 + b"\n"
    with (folder / "floor.journal").open("ab") as floor:

        def append() -> None:
            floor.write(line)
            floor.flush()

        edit_ms, line_ms = median_ms(edit), median_ms(append)

    def save() -> None:
        edit()
        session.save_now()

    data = encode(session.case)

    def plain_zip() -> None:
        with zipfile.ZipFile(folder / "floor.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            archive.writestr("case.json", data)

    save_ms, zip_ms = median_ms(save), median_ms(plain_zip)
    session.close()
    print(f"edit and journal line: {edit_ms:.2f} ms, {edit_ms / line_ms:.0f} × a flushed line ({line_ms:.3f} ms)")
    print(f"edit and save:         {save_ms:.1f} ms, {save_ms / zip_ms:.1f} × a plain zip of the same JSON ({zip_ms:.1f} ms)")


if __name__ == "__main__":
    main()
