"""Rows of the hub on the schemes: questions, verdicts, deadlines, notices.

Not for: rows on energy and papers.
"""

from sllassist.flow import events, interview
from sllassist.flow.agenda import agenda, next_item
from sllassist.flow.checks import page_problems
from sllassist.flow.pages import Place
from sllassist.flow.task import SCHEMES, Known, Status, Task, shorts


def schemes(known: Known) -> list[Task]:
    """The rows, in order."""
    return [_questions(known), _verdicts(known), _deadlines(known), _events(known)]


def _questions(known: Known) -> Task:
    answered, left = interview.progress(known.assessment)
    unknown = len(interview.unknown(known.assessment))
    summary = f"あと{left}問" if left else f"{answered}問に答えました" + (f"（わからない {unknown}件）" if unknown else "")
    status: Status = "完了" if not left else "入力中" if answered else "未着手"
    if status == "未着手":
        summary = f"{len(known.assessment.schemes)}つの制度を、あと{left}問ほどで調べます"
    if page_problems(known.case, known.assessment, Place("interview")):
        status, summary = "問題があります", "直すところがあります"
    return known.row("interview", SCHEMES, "質問に答える", summary, status)


def _verdicts(known: Known) -> Task:
    """How many schemes can be used; those the user does not think of are not counted. Done when nothing is left to ask."""
    looked_at = [result for result in known.assessment.schemes if not result.set_aside]
    fitting = tuple(result for result in looked_at if result.verdict == "fits")
    waiting = tuple(result for result in looked_at if result.verdict == "open")
    told = [f"使える制度 {len(fitting)}（{shorts(fitting)}）"] if fitting else []
    told += [f"まだ決まらない制度 {len(waiting)}（{shorts(waiting)}）"] if waiting else []
    told += ["手で決めた結論があります"] if any(result.override for result in looked_at) else []
    answered, left = interview.progress(known.assessment)
    status: Status = "完了" if not left else "入力中" if answered else "未着手"
    return known.row("verdict", SCHEMES, "使える制度を確かめる", "　".join(told) or "いまの答えで使える制度はありません", status)


def _deadlines(known: Known) -> Task:
    item = next_item(known.assessment)
    over = [one for one in agenda(known.assessment) if one.deadline.state == "overdue"]
    if item is None:
        return known.row("calendar", SCHEMES, "期限を確かめる", "日付の決まった期限はまだありません", "任意")
    more = f"　ほかに{len(over) - 1}件" if len(over) > 1 else ""
    summary = f"{item.day_words}　{item.heading}　{item.left_words}{more}"
    return known.row("calendar", SCHEMES, "期限を確かめる", summary, "問題があります" if over else "任意")


def _events(known: Known) -> Task:
    waiting = events.waiting(known.assessment)
    if waiting:
        return known.row("events", SCHEMES, "起きたことを届け出る", f"届出が要ることが{len(waiting)}件あります", "未着手")
    wrong = [p for p in page_problems(known.case, known.assessment, Place("events")) if p.level == "error"]
    if wrong:
        return known.row("events", SCHEMES, "起きたことを届け出る", "入力の途中のところがあります", "入力中")
    told = len(known.case.events)
    summary = f"{told}件を調べました" if told else "移転、設備の増減、借入れの変更などがあったときに調べます"
    return known.row("events", SCHEMES, "起きたことを届け出る", summary, "任意")
