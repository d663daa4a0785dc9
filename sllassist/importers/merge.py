"""Takes a preview over into the Case, in one edit, once every question and every conflict is settled.

Not for: looking ahead (`sllassist.importers.apply`).
"""

from collections.abc import Mapping as Dict

from sllassist.case.edits import Cell, add_site, add_supply, cell_of, put_records, record_path
from sllassist.case.model import Case, EnergyRecord, EnergySupply, Site, new_id
from sllassist.case.problems import InputProblem
from sllassist.case.units import convert
from sllassist.importers.preview import Conflict, Decision, Preview, ProposedRecord


def merge(case: Case, preview: Preview, decisions: Dict[Cell, Decision] | None = None) -> Case:
    """A new Case with the preview's figures. `decisions`: by the conflict's cell.

    Sites and supplies the preview proposes are added. Raises InputProblem `importers.open_questions`, `importers.undecided`,
    `importers.nothing`, or `importers.changed_since` when the case is no longer the one the preview was made for.
    """
    decided = decisions or {}
    if preview.questions:
        raise InputProblem("importers.open_questions", count=len(preview.questions))
    if not preview.records:
        raise InputProblem("importers.nothing")
    open_conflicts = [conflict for conflict in preview.conflicts if not _is_decided(conflict, decided)]
    if open_conflicts:
        raise InputProblem("importers.undecided", count=len(open_conflicts))
    existing = {cell_of(record): record for record in case.records}
    _same_case(case, preview, existing)
    changed, supply_ids = _with_places(case, preview)
    conflicts = {conflict.proposed: conflict for conflict in preview.conflicts}
    changes: dict[Cell, EnergyRecord | None] = {}
    for number, record in enumerate(preview.records):
        cell = (supply_ids[record.place], record.fiscal_year, record.month)
        conflict = conflicts.get(number)
        decision: Decision = "replace" if conflict is None else decided[conflict.cell]
        if decision == "keep":
            continue
        old = existing.get(cell)
        changes[cell] = _added(old, record) if decision == "add" and old is not None else _record(cell, record, old)
        for other in conflict.others if conflict is not None else ():
            changes.setdefault(other, None)
    return put_records(changed, changes) if changes else changed


def _is_decided(conflict: Conflict, decided: Dict[Cell, Decision]) -> bool:
    return decided.get(conflict.cell) in (("keep", "replace", "add") if conflict.can_add else ("keep", "replace"))


def _same_case(case: Case, preview: Preview, existing: Dict[Cell, EnergyRecord]) -> None:
    """Raises InputProblem when places or figures the preview looked at have changed."""
    gone = any(place.supply_id and case.supply(place.supply_id) is None for place in preview.places)
    gone = gone or any(place.site_id and case.site(place.site_id) is None for place in preview.places)
    told = {conflict.proposed: conflict for conflict in preview.conflicts}
    for number, record in enumerate(preview.records):
        supply_id = preview.places[record.place].supply_id
        if supply_id is None:
            continue
        cell = (supply_id, record.fiscal_year, record.month)
        conflict, old = told.get(number), existing.get(cell)
        if conflict is None:
            gone = gone or (
                old is not None and (old.quantity, old.unit, old.cost_yen) != (record.quantity, record.unit, None)
            )
            gone = gone or record_path(cell) in case.drafts
        elif conflict.kind == "month":
            gone = gone or old != conflict.existing
    if gone:
        raise InputProblem("importers.changed_since")


def _with_places(case: Case, preview: Preview) -> tuple[Case, list[str]]:
    """The case with new sites and supplies, and the supply id of every place."""
    used = {record.place for record in preview.records}
    sites: dict[str, str] = {}
    ids: list[str] = []
    for number, place in enumerate(preview.places):
        if place.supply_id is not None or number not in used:
            ids.append(place.supply_id or "")
            continue
        site_id = place.site_id
        if site_id is None:
            name = place.new_site or ""
            if name not in sites:
                site = Site(id=new_id(), name=name or None)
                case, sites[name] = add_site(case, site), site.id
            site_id = sites[name]
        supply = EnergySupply(
            id=new_id(), site_id=site_id, energy=place.energy, supplier=place.supplier, menu=place.menu, unit=place.unit
        )
        case = add_supply(case, supply)
        ids.append(supply.id)
    return case, ids


def _record(cell: Cell, record: ProposedRecord, old: EnergyRecord | None) -> EnergyRecord:
    supply_id, year, month = cell
    same = old is not None and (old.quantity, old.unit) == (record.quantity, record.unit)
    cost = record.cost_yen if record.cost_yen is not None or not same or old is None else old.cost_yen
    return EnergyRecord(
        supply_id=supply_id, fiscal_year=year, month=month, quantity=record.quantity, unit=record.unit, cost_yen=cost,
        note=record.note or None,
    )  # fmt: skip


def _added(old: EnergyRecord, record: ProposedRecord) -> EnergyRecord:
    """The part of a month in the case plus the part in the file."""
    quantity = old.quantity + convert(record.quantity, record.unit, old.unit)
    both = old.cost_yen is not None and record.cost_yen is not None
    cost = old.cost_yen + record.cost_yen if both and old.cost_yen is not None and record.cost_yen is not None else None
    note = "；".join(part for part in (old.note, record.note) if part)
    return old.model_copy(update={"quantity": quantity, "cost_yen": cost, "note": note or None})
