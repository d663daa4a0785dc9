"""A program that types into a case without end, for test_kill.py: it acknowledges each edit and waits to be killed.

Arguments: the case file ("" for a case without a name), the file for acknowledgements, the number of the first edit.
Edit n is told by n alone, so that whoever reads the file can say which edits it holds.
"""

import os
import sys
import time
from decimal import Decimal
from pathlib import Path

from sllassist.case import edits, paths
from sllassist.case.model import Case, EnergySupply, Site
from sllassist.store import recovery
from sllassist.store.session import CaseSession

PAUSE_S = 0.02


def edited(case: Case, n: int) -> Case:
    """The case after edit number `n`."""
    kind = n % 5
    if kind == 0:
        return edits.put_record(case, ("e1", 2020 + n % 4, n % 12 + 1), Decimal(n), "kWh")
    if kind == 1:
        return paths.put(case, "firm.name", f"髙﨑𠮷{n}")
    if kind == 2:
        return paths.put_draft(case, "firm.capital_yen", f"{n}まん")
    if kind == 3:
        return paths.put(case, "firm.capital_yen", Decimal(n))
    site = f"s{n % 7}"
    return edits.remove_site(case, site) if case.site(site) else edits.add_site(case, Site(id=site, name=f"{n}"))


def start() -> Case:
    """The case before edit number 1."""
    return Case(
        case_id="k" * 32, sites=(Site(id="x"),), supplies=(EnergySupply(id="e1", site_id="x", energy="e", unit="kWh"),)
    )


def main() -> None:
    """Types until killed."""
    path, log, first = sys.argv[1], os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT), int(sys.argv[3])
    found = recovery.recoverable()
    if found:
        session = recovery.recover(found[0])
    elif path:
        session = CaseSession.open(Path(path))
    elif files := recovery.unnamed_files():
        session = CaseSession.open(files[0].path)
    else:
        session = CaseSession.create(case=start())
    expected = start()
    for n in range(1, first):
        expected = edited(expected, n)
    at = first - 1
    while session.case != expected:  # edits beyond the last acknowledged one may have been taken
        at += 1
        if at > first + 1:
            os.write(log, b"lost\n")
            sys.exit(3)
        expected = edited(expected, at)
    os.write(log, b"ready\n")
    while True:
        at += 1
        session.edit(edited(session.case, at), f"{at}")
        os.write(log, b"%d %f\n" % (at, time.monotonic()))
        session.tick()
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
