"""What would have to change for a scheme to fit, in words: 「融資期間：2年（24か月） → 3年（36か月）」. No Qt.

Not for: finding the changes (`sllassist.schemes.whatif`).
"""

from sllassist.assessment import Assessment
from sllassist.case.model import Case
from sllassist.flow import fields
from sllassist.knowledge import Knowledge
from sllassist.schemes.rules import Change
from sllassist.schemes.whatif import applied

NOTHING_FOUND = "条件を変えて試しましたが、対象になる変え方は見つかりませんでした。"
"""Said where no set of changes that was tried turns a no; there may be others."""


def words(case: Case, change: Change, knowledge: Knowledge) -> str:
    """A change in words: its own where it has some, else label, answer now, answer then."""
    if change.words:
        return change.words
    label = fields.field(change.path).label
    now, then = (fields.answer_text(one, change.path, knowledge) for one in (case, applied(case, (change,))))
    return f"{label}：{now} → {then}"


def what_would_change(assessment: Assessment, scheme_id: str) -> tuple[str, ...] | None:
    """The smallest change after which the scheme no longer says no; () when it does not, None when none was found."""
    found = assessment.smallest_change(scheme_id)
    return None if found is None else tuple(words(assessment.case, change, assessment.ledger.knowledge) for change in found)
