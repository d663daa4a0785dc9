"""Files and pasted blocks of others become proposed bill figures, which a person confirms before they enter the Case.

`read_source` → `propose` → `apply_mapping` (again after every answer) → `merge`. Nothing here changes a Case by itself.
Not for: the program's own files (`sllassist.store`) and screens.
"""

from sllassist.importers.apply import apply_mapping
from sllassist.importers.asking import LEAVE, Option, Question
from sllassist.importers.columns import Column
from sllassist.importers.mapping import ColumnRule, Mapping, TableRule
from sllassist.importers.merge import merge
from sllassist.importers.preview import Change, Conflict, Decision, LeftOut, Place, Preview, ProposedRecord, TableView
from sllassist.importers.previous import Start, from_previous
from sllassist.importers.proposal import Proposal, TableProposal
from sllassist.importers.propose import propose
from sllassist.importers.reading import read_source
from sllassist.importers.source import Sheet, Source

__all__ = [
    "LEAVE",
    "Change",
    "Column",
    "ColumnRule",
    "Conflict",
    "Decision",
    "LeftOut",
    "Mapping",
    "Option",
    "Place",
    "Preview",
    "Proposal",
    "ProposedRecord",
    "Question",
    "Sheet",
    "Source",
    "Start",
    "TableProposal",
    "TableRule",
    "TableView",
    "apply_mapping",
    "from_previous",
    "merge",
    "propose",
    "read_source",
]
