"""What each command does: reads a case file, assesses it, writes papers, prints what it found.

Not for: reading arguments (`sllassist.cli.main`) and for screens.
"""

import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sllassist.assessment import Assessment, SchemeResult, assess
from sllassist.case.coverage import years_with_records
from sllassist.case.model import Case
from sllassist.case.periods import japanese_date
from sllassist.case.problems import InputProblem, Problem
from sllassist.documents.create import ALL_FORMATS, Created, Format, create_papers
from sllassist.documents.target_chart import target_chart
from sllassist.flow.years import new_case
from sllassist.knowledge import load_knowledge
from sllassist.knowledge.installed import pack_folders
from sllassist.knowledge.kept import Editions
from sllassist.published import AssessmentOut, ProblemOut, publish
from sllassist.schemes import all_schemes
from sllassist.schemes.base import PaperSet, TargetPath
from sllassist.store import folders, samples
from sllassist.store.casefile import read_case, write_case

DONE, BLOCKED = 0, 1
FORMATS: dict[str, frozenset[Format]] = {"all": ALL_FORMATS, "xlsx": frozenset({"xlsx"}), "pdf": frozenset({"pdf"})}
VERDICTS = {"fits": "対象です", "does_not_fit": "対象になりません", "open": "まだ分かりません"}
LEVELS = {"error": "直すところ", "warning": "確かめるところ", "note": "お知らせ"}


def _assess(case: Case, as_of: dt.date) -> Assessment:
    """With the factors the window would use: those the case goes on with, of the packs on this computer."""
    newest = load_knowledge(*pack_folders(folders.packs()))
    return assess(case, Editions(newest).for_case(case), as_of)


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"  ・{LEVELS[problem.level]}：{problem.message}")


def _print_target(target: TargetPath) -> None:
    print(f"  目標（年平均{target.rate_percent.normalize():f}％）　基準 {target.base_year}年度 {target.base_t:,.1f} t-CO2")
    for step in target.years:
        actual = "" if step.actual_t is None else f"　実績 {step.actual_t:,.1f}（{'達成' if step.met else '未達'}）"
        planned = "" if step.planned_t is None else f"　見込 {step.planned_t:,.1f}"
        print(f"    {step.fiscal_year}年度　目標 {step.target_t:,.1f}{planned}{actual} t-CO2")


def _print_assessment(assessment: Assessment) -> None:
    print(f"{assessment.case.firm.name or '名称未入力'}（{japanese_date(assessment.as_of)}の時点）")
    print("\n■ エネルギーとCO2")
    for year in years_with_records(assessment.case):
        total = assessment.ledger.total(year)
        marks = "、".join(word for word, on in (("暫定の係数あり", total.provisional), ("未確認の係数あり", total.unverified)) if on)
        figures = f"原油換算 {total.oil_kl:,.1f} kL　基礎 {total.co2_basic_t:,.1f} t-CO2　調整後 {total.co2_adjusted_t:,.1f} t-CO2"
        print(f"  {year}年度　{figures}{f'　（{marks}）' if marks else ''}")
    for result in assessment.schemes:
        print(f"\n■ {result.name}：{VERDICTS[result.verdict]}")
        for leaf in result.node.leaves():
            word = {"yes": "適合", "no": "不適合", "unknown": "不明"}[leaf.answer]
            print(f"  {word}　{leaf.statement}")
        if result.target:
            _print_target(result.target)
    print("\n■ 期限")
    for item in assessment.deadlines():
        state = {"done": "済み", "overdue": "期限を過ぎています", "upcoming": "これから", "undated": ""}[item.state]
        day = japanese_date(item.day, weekday=True) if item.day else item.when
        print(f"  {day}　{item.title}（{item.by} → {item.to}）{state}")
        if item.note and item.state != "done":
            print(f"    {item.note}")
    if assessment.problems:
        print("\n■ 直すところ・確かめるところ")
        _print_problems(assessment.problems)


def _is_blocked(assessment: Assessment) -> bool:
    return any(papers.blocking for papers in assessment.paper_sets())


def assess_file(file: Path, as_of: dt.date, *, json: bool) -> int:
    """`assess`: everything that follows from a file. Raises InputProblem when it cannot be read."""
    assessment = _assess(read_case(file), as_of)
    if json:
        print(publish(assessment).model_dump_json(indent=2))
    else:
        _print_assessment(assessment)
    return BLOCKED if _is_blocked(assessment) else DONE


def _create(sets: Sequence[PaperSet], out: Path, formats: frozenset[Format]) -> list[Created]:
    return [
        create_papers(papers, out, formats=formats, chart=target_chart(papers.target) if papers.target else None)
        for papers in sets
        if not papers.blocking
    ]


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputProblem("command.no_folder", name=str(out)) from error


def make_documents(file: Path, out: Path, as_of: dt.date, scheme: str | None, form: str, *, json: bool) -> int:
    """`documents`: writes every set of papers that can be made. Raises InputProblem for what cannot be read or written."""
    known = [one.id for one in all_schemes()]
    if scheme is not None and scheme not in known:
        raise InputProblem("command.unknown_scheme", scheme=scheme, known="、".join(known))
    assessment = _assess(read_case(file), as_of)
    _make_folder(out)
    sets = [papers for papers in assessment.paper_sets() if scheme in (None, papers.scheme)]
    made = _create(sets, out, FORMATS[form])
    blocked = [papers for papers in sets if papers.blocking]
    if json:
        _print_documents_json(made, blocked)
    elif sets:
        _print_documents(made, blocked)
    else:
        _print_refusals([result for result in assessment.schemes if scheme in (None, result.scheme_id)])
    return BLOCKED if blocked or not sets or any(p.level == "error" for created in made for p in created.problems) else DONE


def _print_documents(made: Sequence[Created], blocked: Sequence[PaperSet]) -> None:
    for created in made:
        print(f"\n■ {created.folder.name}（{len(created.files)}件）")
        for made_file in created.files:
            print(f"  {made_file.path}")
        _print_problems(created.problems)
    for papers in blocked:
        print(f"\n■ {papers.title}はまだ作れません")
        _print_problems(papers.blocking)


def _print_refusals(results: Sequence[SchemeResult]) -> None:
    print("■ 作れる書類がありません")
    for result in results:
        for leaf in result.node.failed_leaves():
            print(f"  ・{result.name}：{leaf.statement}")


def _print_documents_json(made: Sequence[Created], blocked: Sequence[PaperSet]) -> None:
    def told(problems: Sequence[Problem]) -> list[dict[str, str]]:
        return [ProblemOut(level=p.level, code=p.code, path=p.path, message=p.message).model_dump() for p in problems]

    answer = {
        "made": [{"files": [str(file.path) for file in one.files], "problems": told(one.problems)} for one in made],
        "blocked": [{"id": papers.id, "title": papers.title, "problems": told(papers.blocking)} for papers in blocked],
    }
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def schema(what: str) -> int:
    """`schema`: the published JSON Schema of a case file or of the answer of `assess --json`."""
    told = Case.model_json_schema() if what == "case" else AssessmentOut.model_json_schema(mode="serialization")
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return DONE


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise InputProblem("command.exists", name=str(path))


def new(out: Path, sample: str | None, today: dt.date) -> int:
    """`new`: an empty case file, or a sample. Raises InputProblem when it exists already or cannot be written."""
    _refuse_existing(out)
    if sample is not None and sample not in samples.sample_ids():
        raise InputProblem("command.unknown_sample", sample=sample, known="、".join(samples.sample_ids()))
    write_case(out, samples.sample(sample) if sample else new_case(today))
    print(f"作りました：{out}")
    return DONE


def convert(source: Path, out: Path) -> int:
    """`convert`: .sll ⇄ .json. Raises InputProblem when the source cannot be read or the target exists."""
    _refuse_existing(out)
    write_case(out, read_case(source))
    print(f"作りました：{out}")
    return DONE


def demo(out: Path, as_of: dt.date, draw: Callable[[Path, Path, dt.date], list[Path]]) -> int:
    """`demo`: the main job on the sample firm; case file, papers and pictures of the screens under `out`."""
    file = out / "見本精機株式会社.sll"
    _make_folder(out)
    write_case(file, samples.sample())
    assessment = _assess(read_case(file), as_of)
    _print_assessment(assessment)
    made = _create(assessment.paper_sets(), out / "書類", ALL_FORMATS)
    _print_documents(made, [papers for papers in assessment.paper_sets() if papers.blocking])
    try:
        pictures = draw(file, out / "画面", as_of)
    except ImportError as error:
        print(f"\n画面の絵は作れませんでした（画面の部品がこのパソコンで動きません：{error.name or error}）。", file=sys.stderr)
        return BLOCKED
    print(f"\n■ 画面の絵（{len(pictures)}枚）")
    for path in pictures:
        print(f"  {path}")
    return BLOCKED if _is_blocked(assessment) else DONE
