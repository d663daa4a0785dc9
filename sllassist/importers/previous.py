"""Last year's file as the start of a new one: who the firm is, where it works, what it uses and plans.

Not for: files (`sllassist.store`); this works on Cases.
"""

from dataclasses import dataclass

from sllassist.case.model import Case

_CARRIED = ("firm", "contact", "sites", "supplies", "measures")
_OUTCOMES = (".actual_t", ".actual_year")


@dataclass(frozen=True, slots=True)
class Start:
    """A new Case made from an old one, and how much was carried over."""

    case: Case
    sites: int
    supplies: int
    measures: int
    records: int


def from_previous(old: Case, *, records: bool = False, fiscal_years: frozenset[int] | None = None) -> Start:
    """A new Case (with an id of its own) that starts from `old`.

    Firm, contact, sites, supplies, measures and the names of denominators are carried, with わからない marks and drafts of
    these parts. Figures (bills, other gases, certificates, denominators) only when `records` is given, then those of
    `fiscal_years` (None: all). Loan, plan, duty, sent papers, accepted warnings, pinned results and finished marks belong to
    the old round and are not carried; nor is what a measure has achieved.
    """

    def wanted(fiscal_year: int) -> bool:
        return records and (fiscal_years is None or fiscal_year in fiscal_years)

    kept = tuple(record for record in old.records if wanted(record.fiscal_year))
    measures = tuple(measure.model_copy(update={"actual_t": None, "actual_year": None}) for measure in old.measures)
    denominators = tuple(
        each.model_copy(update={"values": tuple(value for value in each.values if wanted(value.fiscal_year))})
        for each in old.denominators
    )
    case = Case(
        firm=old.firm, contact=old.contact, sites=old.sites, supplies=old.supplies, records=kept, measures=measures,
        gases=tuple(gas for gas in old.gases if wanted(gas.fiscal_year)), denominators=denominators,
        certificates=tuple(each for each in old.certificates if wanted(each.fiscal_year)),
        dont_know=tuple(path for path in old.dont_know if path.split(".")[0] in _CARRIED),
        drafts={path: text for path, text in old.drafts.items() if path.split(".")[0] in _CARRIED and not path.endswith(_OUTCOMES)},
    )  # fmt: skip
    return Start(case, len(case.sites), len(case.supplies), len(measures), len(kept))
