"""Last year's file as the start of a new one: who the firm is, where it works, what it uses and plans.

Not for: files (`sllassist.store`); this works on Cases.
"""

import uuid
from dataclasses import dataclass

from sllassist.case.model import SCHEMA_VERSION, Case, Contact, Firm, Measure

_CARRIED = ("firm", "contact", "sites", "supplies", "measures")


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

    Firm, contact, sites, supplies and measures are carried, with わからない marks and drafts of these parts. Bills only when
    `records` is given, then those of `fiscal_years` (None: all). Loan, plan, duty, sent papers and finished marks belong to
    the old round and are not carried; nor is what a measure has achieved.
    """
    kept = tuple(r for r in old.records if records and (fiscal_years is None or r.fiscal_year in fiscal_years))
    measures = tuple(_planned(measure) for measure in old.measures)
    case = Case(
        schema_version=SCHEMA_VERSION, case_id=uuid.uuid4().hex, firm=Firm(**dict(old.firm)), contact=Contact(**dict(old.contact)),
        sites=old.sites, supplies=old.supplies, records=kept, measures=measures,
        dont_know=tuple(path for path in old.dont_know if path.split(".")[0] in _CARRIED),
        drafts={path: text for path, text in old.drafts.items() if path.split(".")[0] in _CARRIED and not path.endswith(_OUTCOMES)},
    )  # fmt: skip
    return Start(case, len(case.sites), len(case.supplies), len(measures), len(kept))


_OUTCOMES = (".actual_t", ".actual_year")


def _planned(measure: Measure) -> Measure:
    return measure.model_copy(update={"actual_t": None, "actual_year": None})
