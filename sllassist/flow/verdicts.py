"""What is done with verdicts: kept, compared with what was kept, decided by hand, set aside. No Qt; every edit makes a new Case.

Not for: judging (`sllassist.schemes`) and for what would change a verdict (`sllassist.flow.changes`).
"""

import datetime as dt

from sllassist.assessment import Assessment, SchemeResult, Verdict
from sllassist.case.model import Case, Judged, JudgedCondition, Override
from sllassist.case.problems import InputProblem
from sllassist.flow import fields, interview
from sllassist.schemes.rules import Answer

WORDS: dict[Verdict, str] = {"fits": "対象です", "does_not_fit": "対象になりません", "open": "まだ分かりません"}
ANSWERS: dict[Answer, str] = {"yes": "適合", "no": "不適合", "unknown": "不明"}


def _conditions(result: SchemeResult) -> tuple[JudgedCondition, ...]:
    return tuple(
        JudgedCondition(
            key=leaf.key, answer=leaf.answer, statement=leaf.statement, seen=leaf.seen, limit=leaf.limit,
            source=f"{leaf.clause.source}　{leaf.clause.place}".strip() if leaf.clause else "",
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
        said.append(f"判定：{WORDS[judged.verdict]} → {WORDS[result.verdict]}")
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


def set_override(case: Case, scheme_id: str, verdict: str, reason: str, by: str, on: dt.date) -> Case:
    """The case with a conclusion decided by hand. Raises InputProblem when the reason or the name is missing."""
    for text, key in ((reason, "override.no_reason"), (by, "override.no_name")):
        if not text.strip():
            raise InputProblem(key, f"overrides.{scheme_id}")
    made = Override.model_validate(
        {"scheme": scheme_id, "verdict": verdict, "reason": reason.strip(), "by": by.strip(), "decided_on": on}
    )
    return case.model_copy(update={"overrides": (*_others(case, scheme_id), made)})


def lift_override(case: Case, scheme_id: str) -> Case:
    """The case in which the computed verdict counts again."""
    return case.model_copy(update={"overrides": _others(case, scheme_id)})


def _others(case: Case, scheme_id: str) -> tuple[Override, ...]:
    return tuple(told for told in case.overrides if told.scheme != scheme_id)


def set_aside(case: Case, scheme_id: str) -> Case:
    """The case in which the user does not think of a scheme for now."""
    return case if scheme_id in case.set_aside else case.model_copy(update={"set_aside": (*case.set_aside, scheme_id)})


def take_back(case: Case, scheme_id: str) -> Case:
    """The case in which a scheme set aside is thought of again."""
    return case.model_copy(update={"set_aside": tuple(one for one in case.set_aside if one != scheme_id)})


def facts_used(assessment: Assessment, scheme_id: str) -> tuple[tuple[str, str], ...]:
    """(label, answer) of everything the conditions of a scheme looked at, each once."""
    case = assessment.case
    looked_at = dict.fromkeys(path for leaf in assessment.scheme(scheme_id).node.leaves() for path in leaf.paths)
    return tuple(_told(case, path, assessment) for path in looked_at)


def _told(case: Case, path: str, assessment: Assessment) -> tuple[str, str]:
    if path == "sites":
        return "事業所のある都道府県", "、".join(interview.told_prefectures(case)) or "未入力"
    if path == "projects":
        return "買いたいもの・行いたい工事", "、".join(project.words or "名称未入力" for project in case.projects) or "未入力"
    if path == "records":
        years = sorted({record.fiscal_year for record in case.records})
        return "請求書の使用量", "・".join(map(str, years)) + "年度" if years else "未入力"
    if path == "gases":
        return "ガスの記録", f"{len(case.gases)}件"
    return fields.field(path).label, fields.answer_text(case, path, assessment.ledger.knowledge)


def instead(assessment: Assessment, scheme_id: str) -> tuple[str, ...]:
    """What to do instead of a scheme that says no: other schemes that fit or are open, and what its failed conditions advise."""
    own = assessment.scheme(scheme_id)
    todos = dict.fromkeys(leaf.todo for leaf in own.node.failed_leaves() if leaf.todo)
    others = [result for result in assessment.schemes if result.live and result.scheme_id != scheme_id]
    fitting = [f"{result.name}は使えます。" for result in others if result.verdict == "fits"]
    waiting = [f"{result.name}は、まだ使える見込みがあります。" for result in others if result.verdict == "open"]
    return (*fitting, *waiting, *todos)
