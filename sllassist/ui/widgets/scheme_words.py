"""How a verdict, what decided it, and a source read on the screen. No widgets.

Not for: judging (`sllassist.schemes`), nor what to do about a verdict (`sllassist.flow`).
"""

import datetime as dt
from typing import Final

from sllassist.assessment import Assessment, SchemeResult, Verdict
from sllassist.case.periods import japanese_date
from sllassist.flow.interview import questions
from sllassist.flow.verdicts import override_words
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Scheme
from sllassist.schemes.rules import Answer, Clause
from sllassist.ui.widgets.basic import Kind

ROLES: Final[dict[Answer, Kind]] = {"yes": "ok", "no": "error", "unknown": "warn"}
KINDS: Final[dict[Verdict, Kind]] = {"fits": "ok", "does_not_fit": "error", "open": "warn"}


def scheme_of(scheme_id: str) -> Scheme:
    """The scheme of an id. Raises KeyError for an id no scheme has."""
    return {scheme.id: scheme for scheme in all_schemes()}[scheme_id]


def questions_left(assessment: Assessment, result: SchemeResult) -> int:
    """How many open questions the scheme waits for."""
    return sum(result.short in question.schemes for question in questions(assessment))


def verdict_word(assessment: Assessment, result: SchemeResult) -> tuple[str, Kind]:
    """The verdict in words, and the tint it is shown on; while it is open, how many questions would settle it."""
    left = questions_left(assessment, result) if result.verdict == "open" else 0
    return f"あと{left}問で分かります" if left else result.word, KINDS[result.verdict]


def reasons(assessment: Assessment, result: SchemeResult) -> tuple[str, ...]:
    """What decided the verdict, a sentence for each: who did by hand; else what failed, what is open, or that all is met."""
    if result.override is not None:
        return override_words(result, assessment.as_of)
    node = result.node
    if node.answer == "no":
        return tuple(leaf.statement for leaf in node.failed_leaves())
    if node.answer == "unknown":
        return tuple(leaf.statement for leaf in node.open_leaves())
    met = [leaf for leaf in node.leaves() if leaf.answer == "yes"]
    said = met[0].statement if met else node.statement
    if node.kind == "all" and len(met) > 1:
        said = f"条件（{len(met)}件）を満たしています。"
    doubts = sum(leaf.clause is not None and leaf.clause.status != "確認済" for leaf in met)
    return (said, f"そのうち{doubts}件は、公表資料で確かめられていない条件（未確認）です。") if doubts else (said,)


def source_text(clause: Clause) -> str:
    """Document, place in it, and since when it holds."""
    since = f"{japanese_date(dt.date.fromisoformat(clause.valid_from))}から" if clause.valid_from else ""
    return "　".join(part for part in (clause.source, clause.place, since) if part)
