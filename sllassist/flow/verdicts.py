"""What is done with verdicts: kept, compared with what was kept, decided by hand, set aside, put on paper. No Qt.

Every edit makes a new Case. Not for: judging (`sllassist.schemes`) and for what would change a verdict (`sllassist.flow.changes`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sllassist.assessment import Assessment, SchemeResult, Verdict
from sllassist.case import paths
from sllassist.case.model import Case, Judged, JudgedCondition, Override
from sllassist.case.periods import japanese_date
from sllassist.case.problems import InputProblem
from sllassist.flow import changes, fields, interview
from sllassist.schemes.rules import Answer, Clause, Node

ANSWERS: dict[Answer, str] = {"yes": "適合", "no": "不適合", "unknown": "不明"}
OTHER_DAY = "{on}に決めた結論を、{as_of}の時点の判定にも使っています。その日にも当てはまるか確かめてください。"
WAITING = "あと、これが分かると決まります"
NO_PROMISE = "この判定は、答えと公表資料から計算したものです。融資や認証を約束するものではありません。"


def _conditions(result: SchemeResult) -> tuple[JudgedCondition, ...]:
    return tuple(
        JudgedCondition(
            key=leaf.key, answer=leaf.answer, statement=leaf.statement, seen=leaf.seen, limit=leaf.limit,
            source=_source(leaf.clause) if leaf.clause else "",
        )
        for leaf in result.node.leaves()
    )


def keep(assessment: Assessment, made_on: dt.date) -> Case:
    """The case with every scheme's verdict kept as it is; the same Case when all were kept so on that day already."""
    case = assessment.case
    new = []
    for result in assessment.schemes:
        made = Judged(
            scheme=result.scheme_id, as_of=assessment.as_of, made_on=made_on, verdict=result.verdict, computed=result.computed,
            conditions=_conditions(result),
        )
        last = next(iter(kept(case, result.scheme_id)), None)
        if last is None or made.model_copy(update={"id": last.id}) != last:
            new.append(made)
    return case.model_copy(update={"judged": (*case.judged, *new)}) if new else case


def kept(case: Case, scheme_id: str) -> tuple[Judged, ...]:
    """The kept verdicts of a scheme, newest first."""
    return tuple(reversed([judged for judged in case.judged if judged.scheme == scheme_id]))


def differences(judged: Judged, result: SchemeResult) -> tuple[str, ...]:
    """What is different now from when a verdict was kept, a sentence for each."""
    said = []
    if judged.verdict != result.verdict:
        said.append(f"判定：{result.word_for(judged.verdict)} → {result.word}")
    before = {condition.key: condition for condition in judged.conditions}
    now = {condition.key: condition for condition in _conditions(result)}
    for key, condition in now.items():
        old = before.get(key)
        if old is None:
            said.append(f"加わった条件：{ANSWERS[condition.answer]}　{condition.statement}")
        elif (old.answer, old.seen, old.limit) != (condition.answer, condition.seen, condition.limit):
            said.append(f"{ANSWERS[old.answer]}　{old.statement} → {ANSWERS[condition.answer]}　{condition.statement}")
    said += [f"なくなった条件：{old.statement}" for key, old in before.items() if key not in now]
    return tuple(said)


def set_override(case: Case, scheme_id: str, verdict: Verdict, reason: str, by: str, on: dt.date) -> Case:
    """The case with a conclusion ("fits" or "does_not_fit") decided by hand. Raises InputProblem when reason or name is missing."""
    for text, key in ((reason, "override.no_reason"), (by, "override.no_name")):
        if not text.strip():
            raise InputProblem(key, f"overrides.{scheme_id}")
    made = Override.model_validate(
        {"scheme": scheme_id, "verdict": verdict, "reason": reason.strip(), "by": by.strip(), "decided_on": on}
    )
    return case.model_copy(update={"overrides": (*_others(case, scheme_id), made)})


def lift_override(case: Case, scheme_id: str) -> Case:
    """The case in which the computed verdict counts again; the same Case when it did."""
    rest = _others(case, scheme_id)
    return case if len(rest) == len(case.overrides) else case.model_copy(update={"overrides": rest})


def _others(case: Case, scheme_id: str) -> tuple[Override, ...]:
    return tuple(told for told in case.overrides if told.scheme != scheme_id)


def override_words(result: SchemeResult, as_of: dt.date) -> tuple[str, ...]:
    """That somebody decided otherwise than the program: who and when, what was computed, why; () where nobody did.

    Also that the conclusion counts on `as_of`, where that is another day than the one it was made on.
    """
    told = result.override
    if told is None:
        return ()
    who = f"この結論は{told.by}さんが{japanese_date(told.decided_on)}に手で決めたものです。"
    later = (OTHER_DAY.format(on=japanese_date(told.decided_on), as_of=japanese_date(as_of)),) if told.decided_on != as_of else ()
    return who, *later, f"計算による判定：{result.computed_word}", f"理由：{told.reason}"


def set_aside(case: Case, scheme_id: str) -> Case:
    """The case in which the user does not think of a scheme for now."""
    return case if scheme_id in case.set_aside else case.model_copy(update={"set_aside": (*case.set_aside, scheme_id)})


def take_back(case: Case, scheme_id: str) -> Case:
    """The case in which a scheme set aside is thought of again."""
    rest = tuple(one for one in case.set_aside if one != scheme_id)
    return case if rest == case.set_aside else case.model_copy(update={"set_aside": rest})


_LISTS: dict[str, tuple[str, Callable[[Case], str]]] = {
    "sites": ("事業所のある都道府県", lambda case: "、".join(interview.told_prefectures(case))),
    "projects": ("買いたいもの・行いたい工事", lambda case: "、".join(project.words or "名称未入力" for project in case.projects)),
    "records": ("請求書の使用量", lambda case: "・".join(f"{year}年度" for year in sorted({r.fiscal_year for r in case.records}))),
    "gases": ("ガスの記録", lambda case: f"{len(case.gases)}件" if case.gases else ""),
}
"""Paths of whole lists: what they are called, and how their content reads."""


def facts_used(assessment: Assessment, scheme_id: str) -> tuple[tuple[str, str], ...]:
    """(label, answer) of everything the conditions of a scheme looked at, each once."""
    case, knowledge = assessment.case, assessment.ledger.knowledge
    found = []
    for path in dict.fromkeys(path for leaf in assessment.scheme(scheme_id).node.leaves() for path in leaf.paths):
        if path in _LISTS:
            label, content = _LISTS[path]
            found.append((label, content(case) or ("わからない" if path in case.dont_know else "未入力")))
        else:
            found.append((_label(case, path), fields.answer_text(case, path, knowledge)))
    return tuple(found)


def open_facts(assessment: Assessment, scheme_id: str) -> tuple[str, ...]:
    """What an open verdict waits for: labels of answers not known; where all are given, what is to be found out."""
    case, found = assessment.case, []
    for leaf in assessment.scheme(scheme_id).node.open_leaves():
        missing = [path for path in leaf.paths if not _is_known(case, path)]
        found += [_LISTS[path][0] if path in _LISTS else _label(case, path) for path in missing] or [leaf.todo or leaf.statement]
    return tuple(dict.fromkeys(found))


def _is_known(case: Case, path: str) -> bool:
    if path in _LISTS:
        return path not in case.dont_know and bool(_LISTS[path][1](case))
    return path not in case.dont_know and path not in case.drafts and paths.get(case, path) is not None


def _label(case: Case, path: str) -> str:
    """The label of a field; of a listed part among several, with the name of the part."""
    names = path.split(".")
    project = next((one for one in case.projects if one.id == names[1]), None) if names[0] == "projects" else None
    name = f"（{project.words}）" if project is not None and project.words and len(case.projects) > 1 else ""
    return f"{fields.field(path).label}{name}"


def instead(assessment: Assessment, scheme_id: str) -> tuple[str, ...]:
    """What to do instead of a scheme that says no: other schemes that fit or are open, and what its failed conditions advise."""
    todos = dict.fromkeys(leaf.todo for leaf in assessment.scheme(scheme_id).node.failed_leaves() if leaf.todo)
    others = [result for result in assessment.schemes if result.live and result.scheme_id != scheme_id]
    fitting = [f"{result.name}：{result.word}" for result in others if result.verdict == "fits"]
    waiting = [f"{result.name}：{result.word}（残りの質問に答えると決まります）" for result in others if result.verdict == "open"]
    return (*fitting, *waiting, *todos)


def notes(result: SchemeResult) -> tuple[str, ...]:
    """What to know about a verdict: values that are old or not yet in force, conditions that could not be confirmed."""
    told = [node.clause for node in _every(result.node) if node.clause is not None]
    days = [f"{_source(clause)}：{clause.note}" for clause in told if clause.note]
    unsure = [f"{_source(clause)}：原本で確かめていません（{clause.status}）。" for clause in told if clause.status != "確認済"]
    return tuple(dict.fromkeys((*days, *unsure)))


def _source(clause: Clause) -> str:
    return "　".join(part for part in (clause.source, clause.place) if part)


def _every(node: Node) -> tuple[Node, ...]:
    return (node, *(below for child in node.children for below in _every(child)))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a paper on a verdict says beside its conditions."""

    facts: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]


def statement(assessment: Assessment, scheme_id: str) -> Statement:
    """The words of a paper on the verdict of a scheme: for one still open, the facts that settle it are its changes."""
    result = assessment.scheme(scheme_id)
    turning = changes.what_would_change(assessment, scheme_id)
    if turning is None:
        turning = (changes.NOTHING_FOUND,)
    others = instead(assessment, scheme_id) if result.computed == "does_not_fit" else ()
    return Statement(facts_used(assessment, scheme_id), turning or open_facts(assessment, scheme_id), (*others, NO_PROMISE))
