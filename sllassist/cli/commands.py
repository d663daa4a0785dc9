"""What each command does: reads a case file, assesses it, writes papers, prints what it found.

Not for: reading arguments (`sllassist.cli.main`) and for screens.
"""

import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sllassist.assessment import Assessment, SchemeResult
from sllassist.case.model import Case
from sllassist.case.problems import InputProblem, Problem
from sllassist.cli import reading, words
from sllassist.documents.create import ALL_FORMATS, Created, Format, create_papers
from sllassist.documents.target_chart import target_chart
from sllassist.flow.years import new_case
from sllassist.published import AssessmentOut, ProblemOut, publish
from sllassist.schemes.base import PaperSet
from sllassist.store import samples
from sllassist.store.casefile import read_case, write_case

DONE, BLOCKED = 0, 1
FORMATS: dict[str, frozenset[Format]] = {"all": ALL_FORMATS, "xlsx": frozenset({"xlsx"}), "pdf": frozenset({"pdf"})}


def _is_blocked(assessment: Assessment) -> bool:
    return any(papers.blocking for papers in assessment.paper_sets())


def assess_file(file: Path, as_of: dt.date, *, json: bool) -> int:
    """`assess`: everything that follows from a file. Raises InputProblem when it cannot be read."""
    assessment = reading.read(file, as_of)
    if json:
        print(publish(assessment).model_dump_json(indent=2))
    else:
        words.print_assessment(assessment)
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
    reading.check_scheme(scheme)
    assessment = reading.read(file, as_of)
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
        words.print_problems(created.problems)
    for papers in blocked:
        print(f"\n■ {papers.title}はまだ作れません")
        words.print_problems(papers.blocking)


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
    assessment = reading.read(file, as_of)
    words.print_assessment(assessment)
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
