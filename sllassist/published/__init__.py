"""The assessment as published JSON: the answer of `sllassist assess --json`, with a JSON Schema of its own.

Figures are decimal text, unrounded. Not for: computing anything; it only restates an `Assessment`.
"""

import datetime as dt

from sllassist import __version__
from sllassist.assessment import Assessment
from sllassist.emissions.basis import basis_of
from sllassist.published.figures import (
    CertificateOut,
    ComparisonOut,
    EditionOut,
    FactOut,
    GasOut,
    IntensityOut,
    LineOut,
    WayOut,
    YearOut,
    certificates,
    comparisons,
    edition,
    gases,
    intensities,
    line_out,
    way_out,
    years,
)
from sllassist.published.parts import Out, ProblemOut, problem_out
from sllassist.published.schemes import DueOut, NoticeOut, SchemeOut, due_out, notice_out, scheme_out

__all__ = ["AssessmentOut", "ProblemOut", "publish"]


class AssessmentOut(Out):
    """Everything that follows from a case on a date; `facts`, `ways` and `lines` say where every total comes from.

    `gases` and `certificates` are in no total of energy, and nothing is taken off for them.
    """

    program: str
    case_id: str
    firm: str | None
    as_of: dt.date
    edition: EditionOut
    years: tuple[YearOut, ...]
    comparisons: tuple[ComparisonOut, ...]
    intensities: tuple[IntensityOut, ...]
    facts: tuple[FactOut, ...]
    ways: tuple[WayOut, ...]
    lines: tuple[LineOut, ...]
    gases: tuple[GasOut, ...]
    certificates: tuple[CertificateOut, ...]
    schemes: tuple[SchemeOut, ...]
    agenda: tuple[DueOut, ...]
    notices: tuple[NoticeOut, ...]
    problems: tuple[ProblemOut, ...]


def publish(assessment: Assessment) -> AssessmentOut:
    """The assessment in its published form."""
    case, ledger = assessment.case, assessment.ledger
    basis = basis_of(case, ledger)
    return AssessmentOut(
        program=f"SLLアシスト {__version__}",
        case_id=assessment.case.case_id,
        firm=assessment.case.firm.name,
        as_of=assessment.as_of,
        edition=edition(ledger),
        years=years(assessment, basis.oil),
        comparisons=comparisons(case, ledger),
        intensities=intensities(case, ledger),
        facts=tuple(FactOut.model_validate(fact, from_attributes=True) for fact in basis.facts),
        ways=tuple(map(way_out, basis.ways)),
        lines=tuple(map(line_out, basis.lines)),
        gases=gases(basis),
        certificates=certificates(case),
        schemes=tuple(scheme_out(assessment, result) for result in assessment.schemes),
        agenda=tuple(map(due_out, assessment.agenda())),
        notices=tuple(map(notice_out, assessment.notices())),
        problems=tuple(problem_out(problem) for problem in assessment.problems),
    )
