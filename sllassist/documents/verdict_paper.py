"""From a scheme's verdict to the 判定書: its tree of conditions with their sources, and who decided otherwise.

Not for: how the paper looks (`verdict_pdf`), and for the words beside the conditions, which are handed in.
"""

import datetime as dt
from typing import Final

from sllassist.assessment import SchemeResult
from sllassist.case.periods import japanese_date
from sllassist.documents.names import safe_name
from sllassist.documents.verdict_pdf import CHANGES, Answer, Condition, Override, Source, VerdictPaper
from sllassist.schemes.rules import Clause, Node

_ANSWERS: Final[dict[str, Answer]] = {"fits": "yes", "does_not_fit": "no", "open": "unknown"}
_WAITING: Final = "あと、これが分かると決まります"


def verdict_paper(
    result: SchemeResult, *, firm: str, as_of: dt.date, made_on: dt.date, facts: tuple[tuple[str, str], ...] = (),
    changes: tuple[str, ...] = (), notes: tuple[str, ...] = (),
) -> VerdictPaper:
    """The paper on one scheme. `as_of`: the day of the verdict, `made_on`: the day it is written."""
    told = result.override
    override = None if told is None else Override(result.computed_word, told.by, told.decided_on, told.reason)
    children = result.node.children if result.node.kind == "all" else (result.node,)
    return VerdictPaper(
        scheme=result.name, firm=firm, as_of=as_of, made_on=made_on, verdict=result.word, answer=_ANSWERS[result.verdict],
        conditions=tuple(map(_condition, children)), facts=facts, changes=changes, notes=notes, override=override,
        changes_heading=_WAITING if result.computed == "open" else CHANGES,
    )


def file_stem(result: SchemeResult, firm: str, as_of: dt.date) -> str:
    """Name of the paper's file without its ending."""
    return safe_name(f"判定書_{result.short}_{firm or '名称未入力'}_{as_of:%Y%m%d}")


def _condition(node: Node) -> Condition:
    return Condition(
        node.answer, node.statement, node.seen, node.limit, None if node.clause is None else _source(node.clause),
        "any" if node.kind == "any" else "all", tuple(map(_condition, node.children)),
    )


def _source(clause: Clause) -> Source:
    since = f"{japanese_date(dt.date.fromisoformat(clause.valid_from))}から" if clause.valid_from else ""
    return Source(clause.source, clause.place, since, clause.status, clause.note)
