"""Names of what a case keeps as a code: kinds of projects and schemes.

Not for: codes of the tables of energies, suppliers and gases, which their pages show.
"""

import datetime as dt
from typing import Final
from weakref import WeakKeyDictionary

from sllassist.case.model import Case
from sllassist.emissions import build_ledger
from sllassist.knowledge import Knowledge
from sllassist.schemes import all_schemes
from sllassist.schemes.base import NO_CATEGORY, Facts

NO_CATEGORY_WORDS: Final = "一覧にない種類"
_known: Final[WeakKeyDictionary[Knowledge, dict[str, str]]] = WeakKeyDictionary()


def category_name(code: str, knowledge: Knowledge) -> str:
    """The name of a kind of project, as newly as any scheme lists it; the code itself for one no scheme lists."""
    if code == NO_CATEGORY:
        return NO_CATEGORY_WORDS
    if knowledge not in _known:
        case, day = Case(), dt.date.max
        facts = Facts(case, build_ledger(case, knowledge), knowledge, knowledge.at(day), day)
        _known[knowledge] = {one.code: one.name for scheme in all_schemes() for one in scheme.project_categories(facts)}
    return _known[knowledge].get(code, code)


def scheme_name(scheme_id: str) -> str:
    """The short name of a scheme; the id itself for one that is none."""
    return next((scheme.short or scheme.name for scheme in all_schemes() if scheme.id == scheme_id), scheme_id)
