"""Draws the 送付内容一覧 as PDF.

Not for: what it says (`sllassist.documents.manifest`).
"""

from sllassist.documents import chart as charts
from sllassist.documents import fonts
from sllassist.documents.manifest import Attachment, Manifest, Section
from sllassist.documents.pages import INK, LEADING, LEFT, RIGHT, SIZE, SUB, Pages, paginated


def _file(paper: Pages, number: int, file: Attachment) -> None:
    paper.room(28)
    paper.write(f"{number}. {file.name}（{file.size}）")
    paper.write(f"SHA-256 {file.digest}", LEFT + 14, size=7, colour=SUB)
    paper.y -= 2


def _chart(paper: Pages, chart: charts.Chart) -> None:
    height = 170.0
    paper.room(height + 16 * (len(chart.years) + 2))
    charts.drawing(chart, RIGHT - LEFT, height).drawOn(paper.canvas, LEFT, paper.y - height)
    paper.y -= height + 6
    columns = [(LEFT + 4, "left"), (LEFT + 230, "right"), (LEFT + 350, "right"), (RIGHT - 4, "right")]
    heads = ("年度", *(f"{word}（{chart.unit}）" for word in ("実績", "見込", "目標")))
    rows = [heads, *((y.label, chart.text(y.actual), chart.text(y.planned), chart.text(y.target)) for y in chart.years)]
    for index, row in enumerate(rows):
        for (x, side), text in zip(columns, row, strict=True):
            paper.put(fonts.printable(text).text, x, paper.y - 11, 9, colour=INK if index else SUB, h=side)
        paper.rule(paper.y - 16)
        paper.y -= 16
    paper.y -= 4


def _section(paper: Pages, section: Section) -> None:
    lead = len(paper.lines(section.lead, RIGHT - LEFT)) * SIZE * LEADING if section.lead else 0.0
    first = paper.row_height(section.rows[0][1]) if section.rows else 2 * SIZE * LEADING
    paper.heading(section.heading, lead + first + (220.0 if section.chart else 8.0))
    if section.lead:
        paper.write(section.lead)
        paper.y -= 3
    for word, text in section.rows:
        paper.row(word, text)
    for line in section.lines:
        _to_check(paper, line)
    if section.copy_text:
        paper.boxed(section.copy_text)
    for number, file in enumerate(section.files, 1):
        _file(paper, number, file)
    if section.chart:
        _chart(paper, section.chart)


def _to_check(paper: Pages, text: str) -> None:
    """A thing to check, with a box to tick drawn before it (the fonts have none)."""
    paper.room(18)
    paper.canvas.setStrokeColor(SUB)
    paper.canvas.setLineWidth(0.8)
    paper.canvas.rect(LEFT + 2, paper.y - 10, 8.5, 8.5, stroke=1, fill=0)
    paper.write(text, LEFT + 20)
    paper.y -= 2


def as_pdf(content: Manifest) -> tuple[bytes, int]:
    """(the manifest as PDF, its number of pages)."""
    title = f"{content.title}　{content.subtitle}"

    def draw(paper: Pages) -> None:
        paper.write(content.title, size=17, bold=True)
        paper.write(content.subtitle, size=11, colour=SUB)
        for section in content.sections:
            _section(paper, section)

    return paginated(title, title, draw)
