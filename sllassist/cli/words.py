"""An assessment in words, as the command line prints it: figures, verdicts, deadlines, notices, problems.

Not for: JSON (`sllassist.published`).
"""

from collections.abc import Sequence

from sllassist.assessment import Assessment, SchemeResult
from sllassist.case.coverage import years_with_records
from sllassist.case.periods import japanese_date
from sllassist.case.problems import Problem
from sllassist.flow import agenda, changes, events, verdicts
from sllassist.schemes.base import TargetPath

LEVELS = {"error": "直すところ", "warning": "確かめるところ", "note": "お知らせ"}
STATES = {"done": "済み", "overdue": "期限を過ぎています", "upcoming": "", "undated": ""}


def print_problems(problems: Sequence[Problem]) -> None:
    """Each problem in a line."""
    for problem in problems:
        print(f"  ・{LEVELS[problem.level]}：{problem.message}")


def _print_target(target: TargetPath) -> None:
    print(f"  目標（年平均{target.rate_percent.normalize():f}％）　基準 {target.base_year}年度 {target.base_t:,.1f} t-CO2")
    for step in target.years:
        actual = "" if step.actual_t is None else f"　実績 {step.actual_t:,.1f}（{'達成' if step.met else '未達'}）"
        planned = "" if step.planned_t is None else f"　見込 {step.planned_t:,.1f}"
        print(f"    {step.fiscal_year}年度　目標 {step.target_t:,.1f}{planned}{actual} t-CO2")


def _print_energy(assessment: Assessment) -> None:
    print("\n■ エネルギーとCO2")
    for year in years_with_records(assessment.case):
        total = assessment.ledger.total(year)
        marks = "、".join(word for word, on in (("暫定の係数あり", total.provisional), ("未確認の係数あり", total.unverified)) if on)
        figures = f"原油換算 {total.oil_kl:,.1f} kL　基礎 {total.co2_basic_t:,.1f} t-CO2　調整後 {total.co2_adjusted_t:,.1f} t-CO2"
        print(f"  {year}年度　{figures}{f'　（{marks}）' if marks else ''}")


def _print_list(heading: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"  {heading}")
        for line in lines:
            print(f"    ・{line}")


def _print_scheme(assessment: Assessment, result: SchemeResult) -> None:
    print(f"\n■ {result.name}：{result.word}{'（いまは考えない）' if result.set_aside else ''}")
    for line in verdicts.override_words(result, assessment.as_of):
        print(f"  ※{line}")
    for leaf in result.node.leaves():
        doubt = "" if leaf.clause is None or leaf.clause.status == "確認済" else f"（{leaf.clause.status}）"
        print(f"  {verdicts.ANSWERS[leaf.answer]}　{leaf.statement}{doubt}")
    if result.computed == "does_not_fit":
        turning = changes.what_would_change(assessment, result.scheme_id)
        if turning is None:
            print(f"  {changes.NOTHING_FOUND}")
        else:
            _print_list("次のように変わると、使える見込みがあります", turning)
        _print_list("ほかにできること", verdicts.instead(assessment, result.scheme_id))
    if result.computed == "open":
        _print_list(verdicts.WAITING, verdicts.open_facts(assessment, result.scheme_id))
    _print_list("確かめるときに知っておくこと", verdicts.notes(result))
    if result.target:
        _print_target(result.target)


def print_agenda(items: Sequence[agenda.Item]) -> None:
    """Each deadline with its day, the days left and what to know."""
    print("\n■ 期限")
    for item in items:
        told = item.deadline
        state = "　".join(word for word in (item.left_words, STATES[told.state]) if word)
        print(f"  {item.day_words}　{item.heading}（{told.by} → {told.to}）{state}")
        if told.state != "done":
            for line in (item.begin_words, told.note):
                if line:
                    print(f"    {line}")
    if not items:
        print("  期限はありません")


def print_notices(assessment: Assessment) -> None:
    """Each event with the notices it asks for."""
    print("\n■ 起きたことと届出")
    told = events.told(assessment)
    for event in told:
        day = japanese_date(event.event.day) if event.event.day else "日付は未入力"
        print(f"  {event.words or '起きたことは未入力'}（{day}）")
        for notice in event.notices:
            one = notice.notice
            sent = f"　{japanese_date(notice.sent_on)}に送りました" if notice.sent_on else ""
            print(f"    {notice.scheme}　{notice.loan}：{notice.word}{sent}")
            for line in (one.why, one.arithmetic, f"{one.paper}（{one.by} → {one.to}）{one.due}" if one.needed == "yes" else ""):
                if line:
                    print(f"      {line}")
        if not event.notices:
            print("    届出の決まりがある融資はありません")
    if not told:
        print("  起きたことは入力されていません")


def print_assessment(assessment: Assessment) -> None:
    """Everything that follows from a case."""
    print(f"{assessment.case.firm.name or '名称未入力'}（{japanese_date(assessment.as_of)}の時点）")
    _print_energy(assessment)
    for result in assessment.schemes:
        _print_scheme(assessment, result)
    print_agenda(agenda.agenda(assessment))
    if assessment.case.events:
        print_notices(assessment)
    if assessment.problems:
        print("\n■ 直すところ・確かめるところ")
        print_problems(assessment.problems)
