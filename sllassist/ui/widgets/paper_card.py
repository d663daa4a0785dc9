"""One set of papers: what keeps it from being made, the button that makes it, what was made, and the day it was sent.

Not for: the folder, which all sets share (`sllassist.ui.pages.documents`).
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar

from sllassist.case.edits import mark_sent
from sllassist.case.model import Submission
from sllassist.case.periods import japanese_date, parse_date
from sllassist.case.problems import InputProblem
from sllassist.documents.create import Created, create_papers
from sllassist.documents.target_chart import target_chart
from sllassist.flow.pages import HUB, Place, page_of_path
from sllassist.schemes.base import PaperSet
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Banner,
    Body,
    Card,
    Heading,
    Line,
    LinkButton,
    Note,
    PrimaryButton,
    SecondaryButton,
    StatusTag,
    TextLink,
    column,
    row,
)
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.made_papers import MadePapers, OpenFolder, due_text
from sllassist.ui.work import Work

FAILED = "書類を作れませんでした。ほかのフォルダーを選んで、もう一度作ってください。"


class SentLine(Card):
    """「送りました」 with its day."""

    def __init__(self, model: AppModel) -> None:
        super().__init__(padding=16, spacing=8)
        self.model = model
        self.papers: PaperSet | None = None
        label = QLabel("送った日")
        label.setProperty("role", "label")
        self.edit = LineEdit(width=12)
        label.setBuddy(self.edit)
        self.edit.setAccessibleName("送った日")
        self.button = SecondaryButton("送りました")
        self.button.clicked.connect(self._mark)
        self.undo_link = LinkButton("取り消す")
        self.undo_link.setAccessibleName("送った記録を取り消す")
        self.undo_link.clicked.connect(self._unmark)
        self.told = Body("", measure=None)
        self.wrong = Body("", measure=None)
        self.wrong.setProperty("role", "error")
        self.body.addWidget(self.wrong)
        self._entry = row(spacing=12)
        for widget in (label, self.edit, self.button):
            self._entry.addWidget(widget)
        self._entry.addStretch(1)
        self._label = label
        self.body.addLayout(self._entry)
        done = row(spacing=12)
        done.addWidget(self.told)
        done.addWidget(self.undo_link)
        self.body.addLayout(done)
        self.wrong.hide()

    def _sent(self) -> Submission | None:
        if self.papers is None:
            return None
        key = (self.papers.scheme, self.papers.set_id, self.papers.fiscal_year)
        return next((s for s in self.model.case.submissions if (s.scheme, s.set_id, s.fiscal_year) == key), None)

    def put(self, papers: PaperSet) -> None:
        """Shows whether a set has been sent."""
        self.papers = papers
        sent = self._sent()
        for widget in (self._label, self.edit, self.button):
            widget.setVisible(sent is None)
        self.told.setVisible(sent is not None)
        self.undo_link.setVisible(sent is not None)
        if sent is not None:
            self.told.set_text(f"{japanese_date(sent.sent_on, weekday=True)}に送りました。")
        elif not self.edit.text() and not self.edit.hasFocus():
            self.edit.setText(japanese_date(self.model.today))

    def _mark(self) -> None:
        self.edit.take_composed()
        try:
            day = parse_date(self.edit.text(), "送った日")
            if day > self.model.today:
                raise InputProblem("sent.future", label="送った日")
        except InputProblem as problem:
            self.wrong.set_text(problem.problem.message)
            self.wrong.show()
            self.edit.setAccessibleDescription(problem.problem.message)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wrong.hide()
        if self.papers is not None:
            sent = Submission(scheme=self.papers.scheme, set_id=self.papers.set_id, fiscal_year=self.papers.fiscal_year, sent_on=day)
            self.model.edit(mark_sent(self.model.case, sent), "送った日の記録")
            self.undo_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unmark(self) -> None:
        sent = self._sent()
        if sent is not None:
            rest = tuple(found for found in self.model.case.submissions if found != sent)
            self.model.edit(self.model.case.model_copy(update={"submissions": rest}), "送った記録の取り消し")
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class PaperCard(Card):
    """One set. `folder` is asked when the papers are made; it gives None when there is no folder to make them in."""

    go = Signal(Place)
    made_papers = Signal(object, object)

    def __init__(self, model: AppModel, papers: PaperSet, folder: Callable[[], Path | None], opener: OpenFolder) -> None:
        super().__init__()
        self.model = model
        self.papers = papers
        self._folder = folder
        self._work: Work | None = None
        self._made_of: PaperSet | None = None
        self.created: Created | None = None
        head = row(spacing=16)
        name = Heading(papers.title)
        name.setWordWrap(False)
        self.tag = StatusTag()
        head.addWidget(name)
        head.addWidget(self.tag)
        head.addStretch(1)
        self.body.addLayout(head)
        self._where = Note("", measure=None)
        self.body.addWidget(self._where)
        self._lead = Body("次のところを入力すると作れます。")
        self.body.addWidget(self._lead)
        self._blocking = column(spacing=0)
        self.body.addLayout(self._blocking)
        self.links: list[TextLink] = []
        self.make_button = PrimaryButton(f"{papers.title.removesuffix('の提出')}一式を作る")
        self.make_button.clicked.connect(self.make)
        self.body.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.busy = Body("書類を作っています。しばらくお待ちください。")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("書類を作っています")
        self.trouble = Banner("error", "")
        self.made = MadePapers(opener)
        self._line = Line()
        self.sent = SentLine(model)
        for widget in (self.busy, self.progress, self.trouble, self.made, self.sent):
            self.body.addWidget(widget)
        for widget in (self.busy, self.progress, self.trouble, self.made):
            widget.hide()
        self._shown: object = None
        self.put(papers)

    def put(self, papers: PaperSet) -> None:
        """Shows the set as it is now."""
        self.papers = papers
        self._where.set_text(f"期限　{due_text(papers)}　　送り先　{papers.recipient.name}")
        state = papers.blocking
        if state != self._shown:
            self._shown = state
            self._show_blocking(papers)
        key = (papers.scheme, papers.set_id, papers.fiscal_year)
        sent = any((s.scheme, s.set_id, s.fiscal_year) == key for s in self.model.case.submissions)
        if sent:
            self.tag.set_word("送りました", "ok")
        elif papers.blocking:
            self.tag.set_word(f"あと{len(self.links)}か所の入力で作れます", "warn")
        else:
            self.tag.set_word("作れます", "ok")
        self.sent.setVisible(not papers.blocking or sent)
        self.sent.put(papers)
        self.made.stale.setVisible(self._made_of is not None and self._made_of != papers)

    def _show_blocking(self, papers: PaperSet) -> None:
        clear(self._blocking)
        self.links = []
        seen: dict[str, str] = {}
        for problem in papers.blocking:
            seen.setdefault(problem.message, problem.path)
        for message, path in seen.items():
            place = page_of_path(self.model.case, path) if path else HUB
            title = f"{place.page.title}　" if place != HUB else ""
            link = TextLink(f"{title}{message}")
            link.clicked.connect(lambda _=False, place=place: self.go.emit(place))
            self._blocking.addWidget(link)
            self.links.append(link)
        self._lead.setVisible(bool(self.links))
        self.make_button.setVisible(not self.links)

    @property
    def is_busy(self) -> bool:
        """Whether papers are being made."""
        return self._work is not None

    def make(self) -> None:
        """Makes the papers beside the window."""
        if self._work is not None:
            return
        folder = self._folder()
        if folder is None:
            return
        papers = self.papers
        chart = target_chart(papers.target) if papers.target else None
        self._work = Work(lambda: create_papers(papers, folder, chart=chart), failure=FAILED)
        self._work.done.connect(lambda created: self._finished(papers, created))
        self._work.failed.connect(self._failed)
        self._show_busy(busy=True)
        self._work.begin()

    def _show_busy(self, *, busy: bool) -> None:
        for widget in (self.busy, self.progress):
            widget.setVisible(busy)
        if busy and self.make_button.hasFocus():
            self.busy.setFocus(Qt.FocusReason.OtherFocusReason)  # else hiding the button would send the keyboard far away
        self.make_button.setVisible(not busy and not self.links)
        if busy:
            self.trouble.hide()

    def _finished(self, papers: PaperSet, created: Created) -> None:
        self._end()
        if not created.ok:
            self._tell("".join(dict.fromkeys(problem.message for problem in created.problems)) or FAILED)
            return
        self.show_made(papers, created)
        self.made.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.made_papers.emit(papers, created)

    def show_made(self, papers: PaperSet, created: Created) -> None:
        """Shows what has been made of `papers`, the set as it was then."""
        self._made_of, self.created = papers, created
        self.made.put(papers, created)
        self.made.show()
        self.make_button.setText(f"{papers.title.removesuffix('の提出')}一式を作り直す")
        self.put(self.papers)

    def _failed(self, sentence: str) -> None:
        self._end()
        self._tell(sentence)

    def _end(self) -> None:
        self._work = None
        self._show_busy(busy=False)

    def _tell(self, sentence: str) -> None:
        self.trouble.set_text("error", sentence)
        self.trouble.show()
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)
