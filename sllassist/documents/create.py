"""Makes a set of papers: every form as .xlsx and PDF, and the 送付内容一覧, in a folder of the user's choice.

All files or none. Not for: what stands in the papers (`sllassist.schemes`), and for sending them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Literal

from sllassist.case.problems import InputProblem, Problem
from sllassist.documents import manifest, manifest_pdf, names, pdf
from sllassist.documents.chart import Chart
from sllassist.documents.fill import Filled, fill
from sllassist.documents.forms import form_map
from sllassist.documents.placing import place
from sllassist.documents.sending import Sending, sending_of
from sllassist.schemes.base import FormContent, PaperSet

Format = Literal["xlsx", "pdf"]
FileKind = Literal["xlsx", "pdf", "manifest_pdf", "manifest_txt"]
ALL_FORMATS: frozenset[Format] = frozenset({"xlsx", "pdf"})

KEPT: dict[Format, str] = {"pdf": "控え（PDF）", "xlsx": "控え（Excel）"}
"""Folder of the files that are not sent, inside the set's folder: what lies beside the manifest goes to the recipient."""


@dataclass(frozen=True, slots=True)
class Made:
    """One form, made in memory. `xlsx` and `pdf` are None when a problem of level "error" stands in the way."""

    content: FormContent
    filled: Filled
    xlsx: bytes | None
    pdf: bytes | None
    pages: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CreatedFile:
    """A file that was made: to be sent to the recipient, or kept. `pages` is 0 for what is no PDF."""

    path: Path
    kind: FileKind
    title: str
    form_id: str
    size: int
    sha256: str
    pages: int
    to_send: bool


@dataclass(frozen=True, slots=True)
class Created:
    """What was made. Without files, the problems of level "error" say why; warnings may come with files.

    `said`: which of the files are sent, in a sentence.
    """

    folder: Path
    files: tuple[CreatedFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    said: str = ""

    @property
    def ok(self) -> bool:
        """Whether the papers were made."""
        return bool(self.files)


def make(content: FormContent) -> Made:
    """One form in memory, also for a preview before anything is saved.

    Raises KeyError and TypeError where the content does not speak the language of the form's map.
    """
    try:
        filled = fill(form_map(content.form_id), content)
    except FileNotFoundError as problem:
        raise InputProblem("documents.blank_missing", name=Path(str(problem.filename)).name) from problem
    if filled.data is None:
        return Made(content, filled, None, None, 0, filled.problems)
    drawn = pdf.draw(filled.data, content.title)
    lost = tuple(_missing(content.title, char) for char in drawn.missing)
    return Made(content, filled, filled.data, drawn.data, drawn.pages, (*filled.problems, *lost))


def _missing(title: str, char: str) -> Problem:
    return Problem("warning", "documents.glyph_missing", params={"form": title, "text": char})


@dataclass(frozen=True, slots=True)
class _Planned:
    place: PurePath
    data: bytes
    kind: FileKind
    title: str
    form_id: str = ""
    pages: int = 0


def _papers(made: list[Made], formats: Collection[Format], how: Sending) -> Iterator[_Planned]:
    """The files of all forms, those that are sent first."""
    stems = names.distinct([one.content.file_stem for one in made])
    order: tuple[Format, Format] = ("xlsx", "pdf") if how.format == "xlsx" else ("pdf", "xlsx")
    for kind in order:
        folder = PurePath() if kind == how.format else PurePath(KEPT[kind])
        for stem, one in zip(stems, made, strict=True):
            data = one.xlsx if kind == "xlsx" else one.pdf
            if kind in formats and data is not None:
                pages = one.pages if kind == "pdf" else 0
                yield _Planned(folder / f"{stem}.{kind}", data, kind, one.content.title, one.content.form_id, pages)


def _manifest(
    papers: PaperSet, made: list[Made], planned: list[_Planned], how: Sending, chart: Chart | None
) -> tuple[list[_Planned], list[Problem]]:
    send = [manifest.Attachment(p.place.name, p.data) for p in planned if p.kind == how.format]
    keep = [manifest.Attachment(p.place.name, p.data) for p in planned if p.kind != how.format]
    content = manifest.manifest(papers, [one.filled for one in made], how, send, keep, chart)
    data, pages = manifest_pdf.as_pdf(content)
    files = [
        _Planned(PurePath(f"{manifest.TITLE}.pdf"), data, "manifest_pdf", manifest.TITLE, pages=pages),
        _Planned(PurePath(f"{manifest.TITLE}.txt"), manifest.as_text(content), "manifest_txt", manifest.TITLE),
    ]
    return files, [_missing(manifest.TITLE, char) for char in manifest.missing_characters(content)]


def create_papers(
    papers: PaperSet, out_dir: Path, *, formats: Collection[Format] = ALL_FORMATS, chart: Chart | None = None
) -> Created:
    """Make a set of papers in a folder of its own below `out_dir`.

    `formats` says which of .xlsx and PDF are wanted; the manifest comes with either. `chart` goes on the manifest.
    A different file of the same name is kept beside as （旧 …）. Problems are given back, never raised; no file is made
    when one of them is an error. Raises KeyError and TypeError as `make`.
    """
    folder = out_dir / names.safe_name(papers.folder)
    errors = tuple(problem for problem in papers.blocking if problem.level == "error")
    if errors or not papers.forms:
        return Created(folder, (), errors)
    how = sending_of(papers.scheme, papers.set_id)
    try:
        made = [make(content) for content in papers.forms]
        problems = [problem for one in made for problem in one.problems]
        if any(one.xlsx is None for one in made):
            return Created(folder, (), tuple(problems))
        planned = list(_papers(made, formats, how))
        listed, lost = _manifest(papers, made, planned, how, chart)
        planned += listed
        placed = place(folder, {p.place: p.data for p in planned})
    except InputProblem as caught:
        return Created(folder, (), (caught.problem,))
    files = tuple(
        CreatedFile(path, p.kind, p.title, p.form_id, len(p.data), sha256(p.data).hexdigest(), p.pages, p.kind == how.format)
        for path, p in zip(placed, planned, strict=True)
    )
    count = sum(file.to_send for file in files)
    return Created(folder, files, (*problems, *lost), how.made.format(count=count) if count else how.none)
