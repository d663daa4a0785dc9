"""Bill figures that look odd, for tests of what is asked about them."""

from decimal import Decimal

from sllassist.case.edits import cell_of, put_records
from sllassist.case.model import Case


def odd(case: Case, changes: dict[tuple[str, int], str]) -> Case:
    """The sample firm with some months of FY2025 changed: (energy of the first site that has it, month) → factor."""
    found = {}
    for (energy, month), times in changes.items():
        supply = next(s for s in case.supplies if s.energy == energy)
        old = next(r for r in case.records if (r.supply_id, r.fiscal_year, r.month) == (supply.id, 2025, month))
        found[cell_of(old)] = old.model_copy(update={"quantity": old.quantity * Decimal(times)})
    return put_records(case, found)
