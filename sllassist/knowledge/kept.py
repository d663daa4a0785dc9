"""Which edition of the facts a case is computed with: the one it was last worked on with, until the user takes a newer one.

A fiscal year whose result was kept goes on with the edition it was kept with, where that is still on this computer.
Not for: taking packs in (`sllassist.knowledge.installed`), and for the kept totals (`sllassist.emissions.pins`).
"""

from collections.abc import Mapping

from sllassist.case.model import Case, OwnFactor, OwnFigure
from sllassist.knowledge.facade import Knowledge
from sllassist.knowledge.factors import Factor
from sllassist.knowledge.sourced import Sourced
from sllassist.knowledge.suppliers import BookKind, Supplier


class CaseKnowledge(Knowledge):
    """One edition, with others for some fiscal years, beside a newer one that has not been taken over."""

    def __init__(self, edition: Knowledge, newest: Knowledge, kept: Mapping[int, Knowledge]) -> None:
        super().__init__(*edition.folders)
        self._edition, self._newest, self._kept = edition, newest, dict(kept)

    @property
    def newest(self) -> Knowledge:
        """The newest edition on this computer."""
        return self._newest

    def for_year(self, fiscal_year: int) -> Knowledge:
        """The edition of a fiscal year."""
        return self._kept.get(fiscal_year, self._edition)

    def factor(
        self, energy_id: str, supplier: str | None, menu: str | None, fiscal_year: int, own: OwnFactor | None = None,
        own_heat: OwnFigure | None = None,
    ) -> Factor:  # fmt: skip
        """As `Knowledge.factor`, by the edition of the year."""
        return self.for_year(fiscal_year).factor(energy_id, supplier, menu, fiscal_year, own, own_heat)

    def constant(self, key: str, fiscal_year: int) -> Sourced:
        """As `Knowledge.constant`, by the edition of the year."""
        return self.for_year(fiscal_year).constant(key, fiscal_year)

    def supplier(self, kind: BookKind, supplier_id: str, fiscal_year: int) -> Supplier | None:
        """As `Knowledge.supplier`, by the edition of the year."""
        return self.for_year(fiscal_year).supplier(kind, supplier_id, fiscal_year)

    def search_suppliers(self, kind: BookKind, text: str, fiscal_year: int) -> tuple[Supplier, ...]:
        """As `Knowledge.search_suppliers`, by the edition of the year."""
        return self.for_year(fiscal_year).search_suppliers(kind, text, fiscal_year)


class Editions:
    """The editions on this computer: `newest`, and those it was built upon, which came before it."""

    def __init__(self, newest: Knowledge) -> None:
        self.newest = newest
        self._older = [Knowledge(*newest.folders[start:]) for start in range(1, len(newest.folders))]
        self._by_id: dict[str, Knowledge] = {}
        self._made: dict[tuple[object, ...], Knowledge] = {}

    def find(self, edition_id: str) -> Knowledge | None:
        """The edition with that id (`Knowledge.pack_id`), None when it is not on this computer."""
        if not self._by_id:
            self._by_id = {edition.pack_id: edition for edition in reversed((self.newest, *self._older))}
        return self._by_id.get(edition_id)

    def missing(self, case: Case) -> str:
        """The id of the edition a case was last worked on with, when it is not on this computer; else empty."""
        return case.edition if case.edition and self.find(case.edition) is None else ""

    def for_case(self, case: Case) -> Knowledge:
        """The facts a case is computed with; the same object as long as its edition and kept years stay the same."""
        key = (case.edition, bool(case.records), *((pin.fiscal_year, pin.pack) for pin in case.pins))
        if key not in self._made:
            self._made[key] = self._make(case)
        return self._made[key]

    def _make(self, case: Case) -> Knowledge:
        edition = self._edition(case)
        found = {pin.fiscal_year: self.find(pin.pack) for pin in case.pins}
        kept = {year: other for year, other in found.items() if other is not None and other is not edition}
        return edition if edition is self.newest and not kept else CaseKnowledge(edition, self.newest, kept)

    def _edition(self, case: Case) -> Knowledge:
        """The case's own; for a file that does not say, and has bills, the program's own tables: it is older than any pack."""
        if case.edition:
            return self.find(case.edition) or self.newest
        return self._older[-1] if case.records and self._older else self.newest
