"""The words of an import: what was found in a file, what would enter the Case, and what came in.

Not for: deciding anything (`sllassist.flow.imports`).
"""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sllassist.case.edits import Cell
from sllassist.case.model import Case
from sllassist.case.units import convert
from sllassist.flow.imports import Look, entering, years_of
from sllassist.importers import Conflict, Decision, LeftOut, Place, Preview, ProposedRecord, TableProposal
from sllassist.importers.textfile import NAMES
from sllassist.knowledge import Knowledge
from sllassist.messages import text as message

_SHOWN_PLACES = 4
_KINDS = {"csv": "CSV", "xlsx": "Excelブック", "xls": "Excelブック（.xls）", "ods": "OpenDocument表計算", "paste": "貼り付けた表"}


def found_in(look: Look) -> str:
    """What kind of source it is, and how much stands in it."""
    source = look.source
    parts = [_KINDS[source.kind]]
    if source.encoding:
        parts.append(message("import_words.encoding", name=NAMES.get(source.encoding, source.encoding)))
    if source.kind in ("xlsx", "xls", "ods"):
        parts.append(message("import_words.sheets", count=len(source.sheets)))
    return "、".join([*parts, message("import_words.tables", count=len(look.proposal.tables))])


def remarks(look: Look) -> tuple[str, ...]:
    """What is worth knowing about the file itself."""
    return tuple(message(remark.key, **dict(remark.params)) for remark in look.source.remarks)


def table_words(look: Look, table: TableProposal) -> str:
    """Where a table stands and how large it is."""
    sheet = look.source.sheets[table.sheet]
    rows, columns = table.region.last - table.region.first, len(table.columns)
    if look.source.kind in ("xlsx", "xls", "ods") and sheet.name:
        return message("import_words.table_on", sheet=sheet.name, rows=rows, columns=columns)
    return message("import_words.table", rows=rows, columns=columns)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One figure of the preview in words."""

    site: str
    energy: str
    supplier: str
    month: str
    quantity: str
    unit: str
    cost: str
    note: str


class PlaceWords:
    """Names of the places of a preview."""

    def __init__(self, preview: Preview, case: Case, knowledge: Knowledge) -> None:
        self._preview, self._case, self._knowledge = preview, case, knowledge

    def site(self, place: Place) -> str:
        """Its site; a new one is marked."""
        site = self._case.site(place.site_id) if place.site_id else None
        if site is not None:
            return site.name or message("importers_word.unnamed")
        return message("import_words.new_site", name=place.new_site or message("importers_word.unnamed"))

    def energy(self, place: Place) -> str:
        """Its energy, short, with the name of the column where it has one."""
        found = self._knowledge.energies.get(place.energy)
        energy = found.name.split("（")[0] if found is not None else place.energy
        supply = self._case.supply(place.supply_id) if place.supply_id else None
        return supply.called(energy) if supply is not None else energy

    def supplier(self, place: Place) -> str:
        """Its supplier and menu, or that it is not known yet; "" where none is asked for."""
        energy = self._knowledge.energies.get(place.energy)
        if energy is None or energy.supplier_kind == "none":
            return ""
        name = self._knowledge.supplier_name(energy.supplier_kind, place.supplier) if place.supplier else None
        if name is None and not place.supplier:
            return message("import_words.supplier_later")
        return " ".join(part for part in (name or place.supplier, place.menu) if part)

    def row(self, record: ProposedRecord) -> RecordRow:
        """A figure in words."""
        place = self._preview.places[record.place]
        cost = "" if record.cost_yen is None else f"{record.cost_yen:,f}"
        return RecordRow(
            self.site(place), self.energy(place), self.supplier(place), when(record.fiscal_year, record.month),
            f"{record.quantity:,f}", record.unit, cost, record.note,
        )  # fmt: skip


def when(fiscal_year: int, month: int | None) -> str:
    """A month as it is on the calendar, or the whole fiscal year."""
    if month is None:
        return message("import_words.whole_year", year=fiscal_year)
    return message("import_words.month", year=fiscal_year + (month < 4), month=month)


@dataclass(frozen=True, slots=True)
class SumRow:
    """What enters for one place and fiscal year."""

    place: Place
    fiscal_year: int
    months: str
    total: str
    cost: str


def sums(preview: Preview, taken: Sequence[ProposedRecord]) -> tuple[SumRow, ...]:
    """Months and totals by place and fiscal year, for comparing with the papers. Units of one kind are added in the first one's."""
    groups: dict[tuple[int, int], list[ProposedRecord]] = {}
    for record in taken:
        groups.setdefault((record.place, record.fiscal_year), []).append(record)
    rows = []
    for (number, year), records in sorted(groups.items(), key=lambda item: (preview.places[item[0][0]].label, item[0][1])):
        unit = records[0].unit
        total = sum((convert(record.quantity, record.unit, unit) for record in records), Decimal(0))
        costs = [record.cost_yen for record in records if record.cost_yen is not None]
        months = message("import_words.year_only") if all(record.month is None for record in records) else message(
            "import_words.months", count=sum(record.month is not None for record in records)
        )  # fmt: skip
        paid = f"{sum(costs, Decimal(0)):,f}円" if costs else ""
        rows.append(SumRow(preview.places[number], year, months, f"{total:,f} {unit}", paid))
    return tuple(rows)


def left_words(left: LeftOut) -> str:
    """What was left out, why, how often, and where first."""
    where = "、".join(left.where[:_SHOWN_PLACES]) + (message("import_words.and_more") if left.count > _SHOWN_PLACES else "")
    texts = "、".join(f"「{text}」" for text in left.texts[:3])
    key = "import_words.left_many" if left.count > 1 else "import_words.left_one"
    quoted = message("import_words.left_texts", texts=texts) if texts else ""
    return message(key, reason=left.reason, count=left.count, where=where) + quoted


@dataclass(frozen=True, slots=True)
class Side:
    """A conflict in words: whose figure, and the two figures."""

    whose: str
    now: str
    file: str


def conflict_words(conflict: Conflict, preview: Preview, words: PlaceWords) -> Side:
    """A figure of the file and the one that is there, side by side."""
    record = preview.records[conflict.proposed]
    place = preview.places[record.place]
    row = words.row(record)
    whose = f"{words.site(place)}　{words.energy(place)}　{row.month}"
    file = f"{row.quantity} {row.unit}" + (message("importers_word.yen", yen=row.cost) if row.cost else "")
    if conflict.kind == "draft":
        return Side(whose, message("import_words.draft", text=conflict.text), file)
    if conflict.kind == "year":
        key = "import_words.has_year" if record.month is not None else "import_words.has_months"
        return Side(whose, message(key, text=conflict.text), file)
    return Side(whose, conflict.text, file)


def came_in(preview: Preview, decisions: Dict[Cell, Decision]) -> str:
    """The sentence after an import: how many figures came in, for which sites and years."""
    taken = entering(preview, decisions)
    years = "・".join(message("importers_word.year_fiscal", year=year) for year in sorted(years_of(taken)))
    added = len({record.place for record in preview.records if preview.places[record.place].is_new})
    more = message("import_words.added", count=added) if added else ""
    if not taken:
        return message("import_words.came_none", source=preview.source)
    return message("import_words.came", source=preview.source, count=len(taken), years=years) + more
