"""送付内容一覧: whom the papers go to, with what subject, text and attachments, what to check first, and what follows.

Says also which fields and values are 推定, 未確認 or 暫定. One content, shown as text here and as PDF by `manifest_pdf`.
Not for: making the papers (`sllassist.documents.create`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sllassist.case.periods import japanese_date, wareki
from sllassist.documents.chart import Chart
from sllassist.documents.fill import Filled
from sllassist.documents.fonts import printable
from sllassist.documents.sending import Sending
from sllassist.schemes.base import FormContent, PaperSet, Sent

if TYPE_CHECKING:
    from sllassist.documents.forms import FormField, Table

TITLE = "送付内容一覧"
REMADE = "送ったあとに作り直した書類です"
CONFIRMED = "確認済"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the set as the manifest names it."""

    name: str
    data: bytes

    @property
    def size(self) -> str:
        """Size for people."""
        return f"{max(1, round(len(self.data) / 1024)):,} KB"

    @property
    def digest(self) -> str:
        """SHA-256 of the file in hexadecimal."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the manifest: rows of (word, text), numbered or plain lines, or a text to copy as it stands."""

    heading: str
    lead: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    copy_text: str = ""
    files: tuple[Attachment, ...] = ()
    chart: Chart | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but a heading."""
        return not (self.lead or self.rows or self.lines or self.copy_text or self.files or self.chart)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole manifest."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def _due(papers: PaperSet) -> str:
    if papers.due is None:
        return "決まっていません"
    day = papers.due.day
    told = f"{japanese_date(day, weekday=True)}（{wareki(day)}）まで" if day else papers.due.when
    return f"{told}　{papers.due.note}".strip()


def _open_values(content: FormContent) -> Iterator[str]:
    """Table rows that carry a status other than 確認済, such as factors of another year."""
    for rows in content.tables.values():
        for row in rows:
            status = row.get("status")
            if isinstance(status, str) and status and status != CONFIRMED:
                subject = row.get("subject") or row.get("name") or row.get("number")
                yield f"{subject}：{status}"


def _doubts(papers: PaperSet, filled: Sequence[Filled]) -> Iterator[tuple[str, str]]:
    for content, paper in zip(papers.forms, filled, strict=True):
        form = paper.form
        used = [name for name in (*content.values, *content.tables) if content.values.get(name, "") is not None]
        guessed = [name for name in form.guessed if name in used]
        parts: dict[str, FormField | Table] = {**form.fields, **form.tables}
        everything = len(form.guessed) == len(parts)
        short = (re.split("[ （]", parts[name].label)[0] for name in guessed)
        labels = "すべての欄" if everything else "、".join(dict.fromkeys(short))
        yield content.title, f"様式の形は独自のものです。推定の欄：{labels or 'なし'}。"
        if opened := "、".join(dict.fromkeys(_open_values(content))):
            yield "　使った値", opened
    for what, clause in (("送り先", papers.recipient.clause), ("期限", papers.due.clause if papers.due else None)):
        if clause is not None and clause.status != CONFIRMED:
            yield what, f"{clause.status}（{clause.source} {clause.place}）"


def _remade(sent: Sent) -> Section:
    """That a set was made anew after it was sent."""
    lead = (
        f"この一式は、{japanese_date(sent.on)}に送ったあとに作り直したものです。送ったものと違うところがあるかもしれません。"
        "送るときは、送ったときの控えと見比べてください。"
    )
    rows = [("送った日", japanese_date(sent.on, weekday=True)), ("作り直した日", japanese_date(sent.made_on, weekday=True))]
    if sent.newer_factors:
        rows.append(("係数", f"送った日のあとにできた「{sent.newer_factors}」で計算しています。数字が変わっていることがあります。"))
    return Section(REMADE, lead, rows=tuple(rows))


def _official_places(filled: Sequence[Filled]) -> str:
    places = dict.fromkeys(f"{paper.form.official.where} {paper.form.official.url}" for paper in filled)
    return f"公式様式で確かめてください：{'、'.join(places)}"


def manifest(
    papers: PaperSet, filled: Sequence[Filled], how: Sending, send: Sequence[Attachment], keep: Sequence[Attachment],
    chart: Chart | None,
) -> Manifest:  # fmt: skip
    """The manifest of a set; `send` goes to the recipient, `keep` stays with the firm and its bank."""
    to = papers.recipient
    ways = (
        ("宛先", to.name), ("住所", to.address), ("メール", to.email), ("電話", to.phone), ("送り方", to.way),
        ("期限", _due(papers)), ("件名", papers.subject),
    )  # fmt: skip
    sections = [
        Section("送り先", rows=tuple((word, text) for word, text in ways if text)),
        Section("本文", "そのまま写して使えます。" if papers.body else "", copy_text="\n".join(papers.body)),
        Section(how.send_title, how.lead if send else how.none, files=tuple(send)),
        Section("送る前に確かめること", lines=papers.checks),
        Section("送ったあと", rows=tuple((step.when, step.text) for step in how.steps)),
        Section(
            how.keep_title,
            f"写しを渡す先：{'、'.join(papers.copies_to)}" if papers.copies_to else "",
            files=tuple(keep),
        ),
        Section("推定・未確認のところ", _official_places(filled), rows=tuple(_doubts(papers, filled))),
    ]  # fmt: skip
    if chart is not None:
        sections.insert(4, Section(chart.title, chart.sentence, chart=chart))
    if papers.sent is not None:
        sections.insert(0, _remade(papers.sent))
    return Manifest(TITLE, papers.title, tuple(section for section in sections if not section.is_empty))


def _chart_lines(chart: Chart) -> Iterator[str]:
    for year in chart.years:
        yield (
            f"  {year.label}  実績 {chart.text(year.actual)}  見込 {chart.text(year.planned)}"
            f"  目標 {chart.text(year.target)}（{chart.unit}）"
        )


def _section_lines(section: Section) -> Iterator[str]:
    yield f"■ {section.heading}"
    if section.lead:
        yield section.lead
    for word, text in section.rows:
        yield f"  {word}：{text}"
    for number, line in enumerate(section.lines, 1):
        yield f"  {number}. {line}"
    if section.copy_text:
        yield "-" * 60
        yield section.copy_text
        yield "-" * 60
    for number, file in enumerate(section.files, 1):
        yield f"  {number}. {file.name}（{file.size}）"
        yield f"     SHA-256 {file.digest}"
    if section.chart:
        yield from _chart_lines(section.chart)
    yield ""


def as_text(content: Manifest) -> bytes:
    """The manifest as a text file: UTF-8 with BOM and CRLF, which every Windows editor shows rightly."""
    lines = [f"{content.title}　{content.subtitle}", ""]
    for section in content.sections:
        lines += _section_lines(section)
    return "\r\n".join("\n".join(lines).split("\n")).encode("utf-8-sig")


def missing_characters(content: Manifest) -> tuple[str, ...]:
    """Characters of the manifest that the PDF's fonts lack."""
    return printable(as_text(content).decode("utf-8-sig")).missing
