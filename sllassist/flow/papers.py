"""How far a set of papers has come: made, sent. No Qt; every edit makes a new Case.

Not for: what keeps a set from being made (`PaperSet.blocking`).
"""

from sllassist.case import edits
from sllassist.case.model import Case
from sllassist.schemes.base import PaperSet


def _mark(papers: PaperSet) -> str:
    return f"made-{papers.scheme}-{papers.id}"


def mark_made(case: Case, papers: PaperSet) -> Case:
    """The case in which the set has been made; the same Case when it was."""
    return case if is_made(case, papers) else edits.mark_finished(case, [_mark(papers)])


def is_made(case: Case, papers: PaperSet) -> bool:
    """Whether the set has been made once, here or on another computer."""
    return _mark(papers) in case.finished


def is_sent(case: Case, papers: PaperSet) -> bool:
    """Whether the set has been sent, as told."""
    return any((s.scheme, s.set_id, s.fiscal_year) == (papers.scheme, papers.set_id, papers.fiscal_year) for s in case.submissions)
