"""What every command begins with: the case of a file, judged as the window would judge it.

Not for: what a command does with it.
"""

import datetime as dt
from pathlib import Path

from sllassist.assessment import Assessment, SchemeResult, assess
from sllassist.case.model import Case
from sllassist.case.problems import InputProblem
from sllassist.knowledge import load_knowledge
from sllassist.knowledge.installed import pack_folders
from sllassist.knowledge.kept import Editions
from sllassist.schemes import all_schemes
from sllassist.store import folders
from sllassist.store.casefile import read_case


def judged(case: Case, as_of: dt.date) -> Assessment:
    """With the factors the window would use: those the case goes on with, of the packs on this computer."""
    newest = load_knowledge(*pack_folders(folders.packs()))
    return assess(case, Editions(newest).for_case(case), as_of)


def read(file: Path, as_of: dt.date) -> Assessment:
    """The assessment of a case file. Raises InputProblem when it cannot be read."""
    return judged(read_case(file), as_of)


def check_scheme(scheme: str | None) -> None:
    """Raises InputProblem for an id no scheme has; None is any."""
    known = [one.id for one in all_schemes()]
    if scheme is not None and scheme not in known:
        raise InputProblem("command.unknown_scheme", scheme=scheme, known="、".join(known))


def chosen(assessment: Assessment, scheme: str | None) -> tuple[SchemeResult, ...]:
    """The results of one scheme, or of all the user has not set aside. Raises InputProblem for an id no scheme has."""
    check_scheme(scheme)
    if scheme is not None:
        return (assessment.scheme(scheme),)
    return tuple(result for result in assessment.schemes if not result.set_aside)
