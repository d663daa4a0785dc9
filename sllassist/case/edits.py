"""Edits of listed parts: sites, supplies, bill records, measures. Each makes a new Case.

Not for: single values with a path (`sllassist.case.paths`), and for undo (`sllassist.store`).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sllassist.case.model import Case, EnergyRecord, EnergySupply, Measure, Site, Submission
from sllassist.case.problems import InputProblem

Cell = tuple[str, int, int | None]
"""Supply id, fiscal year, month (None for the whole year): the place of one bill figure."""


def cell_of(record: EnergyRecord) -> Cell:
    """The place of a record."""
    return record.supply_id, record.fiscal_year, record.month


def record_path(cell: Cell) -> str:
    """Path used for problems and drafts of a bill figure: `records.<supply>.<year>.<month or year>`."""
    supply_id, year, month = cell
    return f"records.{supply_id}.{year}.{month or 'year'}"


def without_drafts(case: Case, prefix: str) -> Case:
    """A new Case without drafts and わからない marks at or below `prefix`."""
    def below(path: str) -> bool:
        return path == prefix or path.startswith(f"{prefix}.")

    drafts = {path: text for path, text in case.drafts.items() if not below(path)}
    return case.model_copy(update={"drafts": drafts, "dont_know": tuple(p for p in case.dont_know if not below(p))})


def add_site(case: Case, site: Site) -> Case:
    """Appends a site."""
    return case.model_copy(update={"sites": (*case.sites, site)})


def records_of_site(case: Case, site_id: str) -> tuple[EnergyRecord, ...]:
    """Bill records of a site."""
    own = {supply.id for supply in case.supplies if supply.site_id == site_id}
    return tuple(record for record in case.records if record.supply_id in own)


def remove_site(case: Case, site_id: str, *, with_records: bool = False) -> Case:
    """Removes a site with its supplies; measures of the site stay without a site.

    Raises InputProblem `site.has_records` when bill records hang on it and `with_records` is not given.
    """
    records = records_of_site(case, site_id)
    if records and not with_records:
        site = case.site(site_id)
        raise InputProblem("site.has_records", f"sites.{site_id}", name=(site and site.name) or "名称未入力", count=len(records))
    changed = case
    for supply in [supply for supply in case.supplies if supply.site_id == site_id]:
        changed = remove_supply(changed, supply.id, with_records=True)
    measures = tuple(m.model_copy(update={"site_id": None}) if m.site_id == site_id else m for m in changed.measures)
    sites = tuple(site for site in changed.sites if site.id != site_id)
    return without_drafts(changed.model_copy(update={"sites": sites, "measures": measures}), f"sites.{site_id}")


def add_supply(case: Case, supply: EnergySupply) -> Case:
    """Appends a supply."""
    return case.model_copy(update={"supplies": (*case.supplies, supply)})


def remove_supply(case: Case, supply_id: str, *, with_records: bool = False) -> Case:
    """Removes a supply. Raises InputProblem `supply.has_records` when bill records hang on it and `with_records` is not given."""
    records = [record for record in case.records if record.supply_id == supply_id]
    if records and not with_records:
        raise InputProblem("supply.has_records", f"supplies.{supply_id}", count=len(records))
    changed = case.model_copy(
        update={
            "supplies": tuple(supply for supply in case.supplies if supply.id != supply_id),
            "records": tuple(record for record in case.records if record.supply_id != supply_id),
        }
    )
    return without_drafts(without_drafts(changed, f"supplies.{supply_id}"), f"records.{supply_id}")


def put_records(case: Case, changes: Mapping[Cell, EnergyRecord | None], drafts: Mapping[Cell, str] | None = None) -> Case:
    """Sets, replaces or (None) removes bill figures, and keeps unreadable cell texts as drafts, in one edit."""
    drafts = drafts or {}
    touched = {*changes, *drafts}
    columns = {cell[0] for cell in touched}
    kept: list[EnergyRecord | None] = list(case.records)
    seen: set[Cell] = set()
    for number in [n for n, record in enumerate(case.records) if record.supply_id in columns]:
        cell = cell_of(case.records[number])
        if cell in touched:
            kept[number] = None if cell in seen else changes.get(cell)
            seen.add(cell)
    kept.extend(new for cell, new in changes.items() if cell not in seen)
    texts = {path: text for path, text in case.drafts.items() if path not in {record_path(cell) for cell in touched}}
    texts.update({record_path(cell): text for cell, text in drafts.items()})
    return case.model_copy(update={"records": tuple(filter(None, kept)), "drafts": texts})


def put_record(case: Case, cell: Cell, quantity: Decimal | None, unit: str, cost_yen: Decimal | None = None) -> Case:
    """Sets one bill figure, or removes it when `quantity` is None."""
    supply_id, year, month = cell
    new = None if quantity is None else EnergyRecord(
        supply_id=supply_id, fiscal_year=year, month=month, quantity=quantity, unit=unit, cost_yen=cost_yen
    )
    return put_records(case, {cell: new})


def add_measure(case: Case, measure: Measure) -> Case:
    """Appends a measure."""
    return case.model_copy(update={"measures": (*case.measures, measure)})


def remove_measure(case: Case, measure_id: str) -> Case:
    """Removes a measure."""
    changed = case.model_copy(update={"measures": tuple(m for m in case.measures if m.id != measure_id)})
    return without_drafts(changed, f"measures.{measure_id}")


def mark_finished(case: Case, task_ids: Iterable[str], *, finished: bool = True) -> Case:
    """Marks tasks as done by the user, or lifts the mark."""
    ids = set(task_ids)
    rest = tuple(task for task in case.finished if task not in ids)
    return case.model_copy(update={"finished": (*rest, *sorted(ids)) if finished else rest})


def mark_sent(case: Case, submission: Submission) -> Case:
    """Notes that a set of papers has been sent; a second note for the same set replaces the first."""
    key = (submission.scheme, submission.set_id, submission.fiscal_year)
    rest = tuple(s for s in case.submissions if (s.scheme, s.set_id, s.fiscal_year) != key)
    return case.model_copy(update={"submissions": (*rest, submission)})
