"""`sllassist verdict|calendar|notices`: verdicts as papers, deadlines as a calendar file, notices in words.

Not for: finding any of it (`sllassist.assessment`).
"""

import datetime as dt
from pathlib import Path, PurePath

from sllassist.case.problems import InputProblem
from sllassist.cli import reading, words
from sllassist.documents.ics import calendar
from sllassist.documents.placing import place
from sllassist.documents.verdict_paper import file_stem, verdict_paper
from sllassist.documents.verdict_pdf import write_verdict
from sllassist.flow import agenda, verdicts

DONE = 0


def make_verdicts(file: Path, out: Path, as_of: dt.date, scheme: str | None, today: dt.date) -> int:
    """`verdict`: a 判定書 for one scheme, or for each that is not set aside. Raises InputProblem for what cannot be read or written."""
    reading.check_scheme(scheme)
    assessment = reading.read(file, as_of)
    firm = assessment.case.firm.name or ""
    for result in reading.chosen(assessment, scheme):
        said = verdicts.statement(assessment, result.scheme_id)
        paper = verdict_paper(
            result, firm=firm, as_of=as_of, made_on=today, facts=said.facts, changes=said.changes, notes=said.notes
        )
        written = write_verdict(out / f"{file_stem(result, firm, as_of)}.pdf", paper)
        print(f"作りました：{written.path}（{result.word}）")
        words.print_problems(written.problems)
    return DONE


def make_calendar(file: Path, out: Path, as_of: dt.date) -> int:
    """`calendar`: a calendar file of every open deadline. Raises InputProblem for what cannot be read or written."""
    if out.suffix.lower() != ".ics":
        raise InputProblem("command.not_ics", name=str(out))
    assessment = reading.read(file, as_of)
    items = agenda.to_export(assessment)
    words.print_agenda(items)
    if not items:
        print("\n日付の決まった期限がないため、予定表のファイルは作りませんでした。")
        return DONE
    if not out.parent.is_dir():
        raise InputProblem("command.no_such_folder", name=str(out.parent))
    name = f"{assessment.case.firm.name or '名称未入力'}の期限"
    (written,) = place(out.parent, {PurePath(out.name): calendar(items, as_of, name)})
    print(f"\n作りました：{written}（{len(items)}件）")
    return DONE


def show_notices(file: Path, as_of: dt.date) -> int:
    """`notices`: what happened, and what is to be told to whom. Raises InputProblem when the file cannot be read."""
    words.print_notices(reading.read(file, as_of))
    return DONE
