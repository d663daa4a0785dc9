"""Reads all tables of a proposal under a mapping and the user's answers, and shows what would enter the Case.

The Case is looked at for figures that are there already; it is not changed. Not for: doing it (`sllassist.importers.merge`).
"""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from decimal import Decimal

from sllassist.case.edits import Cell, cell_of, record_path
from sllassist.case.model import Case, EnergyRecord
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.units import kind_of
from sllassist.importers.asking import Asker
from sllassist.importers.bulk import many_objects
from sllassist.importers.calendar import Calendar
from sllassist.importers.columns import ASKED_SKIPS, Column
from sllassist.importers.crowds import without_crowds
from sllassist.importers.gather import Gatherer, TableNames
from sllassist.importers.grid import Grid
from sllassist.importers.mapping import ColumnRule, Mapping, TableRule
from sllassist.importers.mixes import warn_of_mixes
from sllassist.importers.notes import Notes
from sllassist.importers.places import Places
from sllassist.importers.preview import Conflict, Preview, ProposedRecord, TableView
from sllassist.importers.proposal import Proposal, TableProposal, column_question, rule_of, ruled
from sllassist.importers.propose import source_questions
from sllassist.importers.senses import CommonSenses
from sllassist.importers.source import column_letters
from sllassist.importers.tableread import Cost, TableReader
from sllassist.importers.totals import check_totals
from sllassist.messages import text as message


@many_objects()
def apply_mapping(
    proposal: Proposal, mapping: Mapping | None = None, choices: Dict[str, str] | None = None, *, bulk: bool = True
) -> Preview:
    """What the import would do. `mapping`: as proposed when None; `choices`: answers by question key.

    Figures that wait for an answer are not in the preview's records; its questions say how many. `bulk` False reads every
    row by itself (the same result, for checking).
    """
    given = mapping or proposal.mapping
    asker = Asker({**given.answers, **(choices or {})})
    notes = Notes()
    for question in source_questions(proposal.source):
        answer = asker.ask(question)
        if question.key == "encoding" and answer not in (None, proposal.source.encoding):
            asker.insist(question)
    places = Places(proposal.case, proposal.knowledge, asker)
    figures: list[Sequence[ProposedRecord]] = []
    costs: list[Cost] = []
    views: list[tuple[TableProposal, tuple[Column, ...], TableReader, int]] = []
    common = CommonSenses()
    rules: dict[str, TableRule] = dict(given.tables)
    for table in proposal.tables:
        rule = given.rule_for(table.key, table.fingerprint)
        if not (rule.use if rule is not None else table.use):
            notes.left(
                table.why_not or "importers_left.told", [table.name], look=table.why_not == "importers_left.no_quantity"
            )
            continue
        columns = _columns(table, rule, asker)
        rules[table.key] = _with_answers(rule, table, columns)
        grid = Grid(proposal.source.sheets[table.sheet], proposal.words)
        readable = without_crowds(table, columns, grid, places.site_names().keys(), asker)
        if readable is None:
            continue
        columns = readable
        reader = TableReader(table, columns, grid, proposal.knowledge, places, asker, notes, common)
        firm = proposal.case.firm
        first_month = (firm.closing_month or 3) % 12 + 1
        years = [record.fiscal_year for record in proposal.case.records]
        key = (
            table.fingerprint if table.context.month is not None else table.key
        )  # a sheet for each month: one year for all
        calendar = Calendar(asker, table.context, first_month, years, table.name, key)
        own = reader.read(calendar, bulk=bulk)
        figures += own
        costs += reader.costs
        views.append((table, columns, reader, sum(map(len, own))))
    gatherer = Gatherer(places, asker, notes, _names(proposal), lambda heading: proposal.words.read(heading).clock)
    records = gatherer.gather(figures, costs, sound=all(reader.sound for _, _, reader, _ in views))
    for table, columns, reader, _ in views:
        check_totals(table, columns, reader, proposal.source.sheets[table.sheet], notes)
    records, conflicts, same = _against_case(proposal.case, places, records)
    warn_of_mixes(proposal.case, proposal.knowledge, places.places, records, notes)
    notes.assumed.update(places.assumed)
    shown = tuple(_view(*each, notes) for each in views)
    notes.acknowledged(asker)
    return Preview(
        proposal.source.name, tuple(places.places), records, asker.open, shown, notes.all_changes(), notes.all_left(),
        tuple(conflicts), tuple(notes.warnings), Mapping(rules, {**given.answers, **asker.taken}), same,
    )  # fmt: skip


def _names(proposal: Proposal) -> list[TableNames]:
    """The tables as they are called in questions."""

    def of(table: TableProposal) -> TableNames:
        region = table.region
        columns = [proposal.source.sheets[table.sheet].columns[index] for index in region.columns]

        def rows_differ() -> bool:
            body = [cells[region.first : region.last] for cells in columns]
            rows = region.last - region.first
            return any(len(set(cells)) == rows for cells in body) or len(set(zip(*body, strict=True))) == rows

        headings = {column.index: column.heading for column in table.columns}
        return TableNames(
            table.name, table.key, headings, lambda row: tuple(cells[row] for cells in columns), rows_differ
        )

    return [of(table) for table in proposal.tables]


def _columns(table: TableProposal, rule: TableRule | None, asker: Asker) -> tuple[Column, ...]:
    """The table's columns under the mapping and the answers."""
    found: list[Column] = []
    for column in table.columns:
        own = rule.columns.get(column.key) if rule is not None else None
        if own is None and column.sure == "confirm":
            answer = asker.ask(column_question(table, column))
            if answer is not None:
                own = rule_of(answer)
            elif column.is_figure or column.why in ASKED_SKIPS:
                own = ColumnRule("ignore")
        found.append(ruled(column, own, "told"))
    return tuple(found)


def _with_answers(rule: TableRule | None, table: TableProposal, columns: tuple[Column, ...]) -> TableRule:
    told = dict(rule.columns) if rule is not None else {}
    for before, column in zip(table.columns, columns, strict=True):
        if before.sure == "confirm" and column.sure == "told" and column.key not in told:
            told[column.key] = ColumnRule(
                column.role, column.energies[0] if len(column.energies) == 1 and column.is_figure else None
            )
    return TableRule(told, rule.use if rule is not None else table.use)


def _view(
    table: TableProposal, columns: tuple[Column, ...], reader: TableReader, count: int, notes: Notes
) -> TableView:
    lines = []
    for column in columns:
        if column.role != "ignore":
            heading = column.heading or column_letters(column.index)
            lines.append(
                message("importers_word.understood", heading=heading, role=message(f"importers_role.{column.role}"))
            )
    for column in columns:
        if column.role == "ignore" and column.heading:
            notes.left(column.why, [column.heading], look=column.why == "importers_why.unknown_figures")
    return TableView(table.name, len(reader.body.rows), count, tuple(lines), tuple(notes.assumed))


# --- the case ---------------------------------------------------------------------------------------------------------


def _against_case(
    case: Case, places: Places, records: Sequence[ProposedRecord]
) -> tuple[Sequence[ProposedRecord], list[Conflict], int]:
    """The records without those the case has already, and where the case has other figures."""
    number_of = {place.supply_id: number for number, place in enumerate(places.places) if place.supply_id}
    existing: dict[Cell, EnergyRecord] = {}
    for record in case.records:
        if record.supply_id in number_of:
            existing.setdefault(cell_of(record), record)
    drafts = {path for path in case.drafts if path.startswith("records.")}
    if not existing and not drafts:
        return records, [], 0
    kept: list[ProposedRecord] = []
    conflicts: list[Conflict] = []
    same = 0
    for figure in records:
        supply_id = places.places[figure.place].supply_id
        if supply_id is None:
            kept.append(figure)
            continue
        cell = (supply_id, figure.fiscal_year, figure.month)
        old = existing.get(cell)
        if old is not None and _is_same(old, figure):
            same += 1
            continue
        conflict = _conflict(case, cell, old, existing, drafts, figure, len(kept))
        if conflict is not None:
            conflicts.append(conflict)
        kept.append(figure)
    return kept, conflicts, same


def _is_same(old: EnergyRecord, new: ProposedRecord) -> bool:
    return (old.quantity, old.unit) == (new.quantity, new.unit) and new.cost_yen in (None, old.cost_yen)


def _conflict(
    case: Case,
    cell: Cell,
    old: EnergyRecord | None,
    existing: Dict[Cell, EnergyRecord],
    drafts: set[str],
    record: ProposedRecord,
    number: int,
) -> Conflict | None:
    supply_id, year, month = cell
    if old is not None:
        if (old.quantity, old.unit, old.cost_yen) == (record.quantity, record.unit, None):
            return None  # only the amount is new
        can_add = record.partial and kind_of(old.unit) == kind_of(record.unit)
        return Conflict(cell, "month", number, old, _figure(old.quantity, old.unit, old.cost_yen), can_add)
    if record_path(cell) in drafts:
        return Conflict(cell, "draft", number, None, case.drafts[record_path(cell)])
    others = (None,) if month is not None else FISCAL_MONTHS
    clashing = tuple((supply_id, year, other) for other in others if (supply_id, year, other) in existing)
    if not clashing:
        return None
    text = "、".join(_figure(existing[each].quantity, existing[each].unit, None) for each in clashing[:3])
    return Conflict(cell, "year", number, existing[clashing[0]], text, others=clashing)


def _figure(quantity: Decimal, unit: str, cost: Decimal | None) -> str:
    paid = "" if cost is None else message("importers_word.yen", yen=f"{cost:,f}")
    return f"{quantity:,f} {unit}{paid}"
