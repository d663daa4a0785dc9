"""One scheme in full: its verdict and why, what would change it, its conditions, what else it says, and kept verdicts.

Not for: judging (`sllassist.schemes`), nor for the list of all schemes (`sllassist.ui.pages.verdict`).
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sllassist.documents.verdict_paper import file_stem, verdict_paper
from sllassist.documents.verdict_pdf import write_verdict
from sllassist.flow import verdicts
from sllassist.flow.agenda import to_export
from sllassist.flow.changes import NOTHING_FOUND, what_would_change
from sllassist.flow.pages import Place
from sllassist.flow.tasks import next_open_task
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Body,
    Card,
    Heading,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    TextLink,
    column,
    row,
)
from sllassist.ui.widgets.beside import Beside
from sllassist.ui.widgets.save_file import SaveFile
from sllassist.ui.widgets.scheme_contents import SchemeContents
from sllassist.ui.widgets.scheme_date import SchemeDate
from sllassist.ui.widgets.scheme_keep import KeepButton
from sllassist.ui.widgets.scheme_kept import KeptVerdicts
from sllassist.ui.widgets.scheme_override import OverrideForm, OverrideNote
from sllassist.ui.widgets.scheme_section import SchemeSection
from sllassist.ui.widgets.scheme_topics import TITLE, SchemeTopics
from sllassist.ui.widgets.scheme_tree import SchemeTree
from sllassist.ui.widgets.scheme_words import questions_left, reasons, scheme_of, verdict_word

CONDITIONS, FACTS = "条件と、いまの答え", "判定に使った答え"


class SchemePage(PageBody):
    """`place.focus` is the id of the scheme."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.scheme_id = place.focus
        scheme = scheme_of(self.scheme_id)
        self.own_heading, self.own_lead = scheme.name or scheme.short, scheme.about
        layout = column(self, spacing=16)
        self.date = SchemeDate(model)
        layout.addWidget(self.date)
        self._card = Card(spacing=12)
        self.contents = SchemeContents()
        layout.addWidget(Beside(self._card, self.contents, top=True, shares=(5, 2)))
        self._build_verdict()
        self._tree_card = Card(spacing=4)
        self._tree_card.body.addWidget(Heading(CONDITIONS))
        self._tree_box = column(spacing=0)
        self._tree_card.body.addLayout(self._tree_box)
        layout.addWidget(self._tree_card)
        self.tree: SchemeTree | None = None
        topics = scheme.topics(model.assessment.facts)
        self.topics = SchemeTopics(model, topics) if topics else None
        if self.topics is not None:
            layout.addWidget(self.topics)
        self._sections = column(spacing=16)
        layout.addLayout(self._sections)
        self.sections: list[SchemeSection] = []
        self._facts_card = Card(spacing=8)
        layout.addWidget(self._facts_card)
        self.kept = KeptVerdicts()
        layout.addWidget(self.kept)
        self._shown: object = None
        self._shown_sections: object = None
        self.refresh()

    def _build_verdict(self) -> None:
        body = self._card.body
        head = row(spacing=16)
        self.tag = StatusTag()
        self.tag.setProperty("large", "true")
        head.addWidget(self.tag)
        head.addStretch(1)
        body.addLayout(head)
        self.override = OverrideNote()
        self.override.lifted.connect(self._lift)
        body.addWidget(self.override)
        self._reasons = column(spacing=4)
        body.addLayout(self._reasons)
        self.change_title = Heading("どう変われば使えるか", level=3)
        self._changes = column(spacing=4)
        self.instead_title = Heading("かわりにできること", level=3)
        self._instead = column(spacing=4)
        for title, lines in ((self.change_title, self._changes), (self.instead_title, self._instead)):
            body.addWidget(title)
            body.addLayout(lines)
        self.ask = SecondaryButton("")
        self.ask.clicked.connect(lambda: self.go.emit(Place("interview")))
        body.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.next_title = Heading("次にすること", level=3)
        body.addWidget(self.next_title)
        self._next = column(spacing=0)
        body.addLayout(self._next)
        acts = row(spacing=12)
        self.save = SaveFile(self.model, "判定書をPDFで保存", ending=".pdf", kind="PDF (*.pdf)")
        self.save.propose = self._paper_name
        self.save.prepare = self._paper
        self.keep = KeepButton(self.model)
        self.decide = LinkButton("手で結論を決める")
        self.decide.clicked.connect(self._decide)
        self.aside = LinkButton("いまは考えない")
        self.aside.clicked.connect(self._put_aside)
        for act in (self.save, self.keep):
            acts.addWidget(act)
        acts.addStretch(1)
        links = row(spacing=24)
        for link in (self.decide, self.aside):
            links.addWidget(link)
        links.addStretch(1)
        body.addSpacing(theme.px(4))
        body.addLayout(acts)
        body.addLayout(links)
        body.addWidget(self.save.told)
        self.form = OverrideForm(self.model, self.scheme_id)
        self.form.done.connect(lambda: self.decide.setFocus(Qt.FocusReason.OtherFocusReason))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.form)

    def refresh(self) -> None:
        """Shows the scheme as it is now; opened rows of unchanged sections stay open."""
        assessment = self.model.assessment
        result = assessment.scheme(self.scheme_id)
        self.date.refresh()
        self.keep.refresh()
        if self.topics is not None:
            self.topics.refresh()
        state = (assessment.schemes, assessment.as_of, self.model.case.judged, self.model.case.concerns)
        if state == self._shown:
            return
        self._shown = state
        self.tag.set_word(*verdict_word(assessment, result))
        self.override.put("\n".join(verdicts.override_words(result, assessment.as_of)))
        self.aside.setText("考えに戻す" if result.set_aside else "いまは考えない")
        self.decide.setText("手で決めた結論を直す" if result.override else "手で結論を決める")
        shown = reasons(assessment, result) if result.override is None else ()
        _put_lines(self._reasons, (f"・{text}" if len(shown) > 1 else text for text in shown))
        self._show_changes(no=result.computed == "does_not_fit")
        self._show_next(fits=result.verdict == "fits" and not result.set_aside)
        left = questions_left(assessment, result)
        self.ask.setText(f"質問に答える（あと{left}問）")
        self.ask.setVisible(left > 0)
        self._show_tree()
        self._show_sections()
        self._show_facts()
        self.kept.put(verdicts.kept(self.model.case, self.scheme_id), result)
        parts: list[tuple[str, QWidget]] = [(CONDITIONS, self._tree_card)]
        parts += [(TITLE, self.topics)] if self.topics is not None else []
        parts += [(made.section.title, made) for made in self.sections]
        parts += [(FACTS, self._facts_card), *([("残した判定", self.kept)] if not self.kept.isHidden() else [])]
        self.contents.put(parts)

    def _show_changes(self, *, no: bool) -> None:
        assessment = self.model.assessment
        changes = what_would_change(assessment, self.scheme_id) if no else ()
        lines = [NOTHING_FOUND] if changes is None else [f"・{text}" for text in changes]
        others = [f"・{text}" for text in verdicts.instead(assessment, self.scheme_id)] if no else []
        _put_lines(self._changes, lines)
        _put_lines(self._instead, others)
        self.change_title.setVisible(bool(lines))
        self.instead_title.setVisible(bool(others))

    def _show_next(self, *, fits: bool) -> None:
        """The first task that waits, and the scheme's next deadline, with the ways there."""
        clear(self._next)
        assessment = self.model.assessment
        ways: list[tuple[str, Place]] = []
        if fits and assessment.scheme(self.scheme_id).paper_sets and (task := next_open_task(self.model.case, assessment)) is not None:
            ways.append((task.title, task.place))
        due = next((item for item in to_export(assessment) if item.scheme_id == self.scheme_id), None)
        if fits and due is not None:
            ways.append((f"期限を見る（{due.day_words}　{due.deadline.title}　{due.left_words}）", Place("calendar")))
        for words, place in ways:
            link = TextLink(words)
            link.clicked.connect(lambda _=False, place=place: self.go.emit(place))
            self._next.addWidget(link)
        self.next_title.setVisible(bool(ways))

    def _show_tree(self) -> None:
        clear(self._tree_box)
        self.tree = SchemeTree(self.model, self.model.assessment.scheme(self.scheme_id).node)
        self.tree.go.connect(self.go)
        self._tree_box.addWidget(self.tree)

    def _show_sections(self) -> None:
        found = self.model.assessment.sections(self.scheme_id)
        if found == self._shown_sections:
            return
        self._shown_sections = found
        clear(self._sections)
        self.sections = [SchemeSection(section) for section in found]
        for made in self.sections:
            self._sections.addWidget(made)

    def _show_facts(self) -> None:
        clear(self._facts_card.body)
        self._facts_card.body.addWidget(Heading(FACTS))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        told = verdicts.facts_used(self.model.assessment, self.scheme_id)
        for number, (label, answer) in enumerate(told):
            grid.addWidget(Note(label, measure=None), number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Body(answer, measure=None), number, 1)
        self._facts_card.body.addLayout(grid)
        self._facts_card.setVisible(bool(told))

    def _paper_name(self) -> str:
        model = self.model
        return file_stem(model.assessment.scheme(self.scheme_id), model.case.firm.name or "", model.as_of)

    def _paper(self) -> Callable[[Path], None]:
        assessment, scheme_id, today = self.model.assessment, self.scheme_id, self.model.today

        def write(path: Path) -> None:
            said = verdicts.statement(assessment, scheme_id)
            paper = verdict_paper(
                assessment.scheme(scheme_id), firm=assessment.case.firm.name or "", as_of=assessment.as_of, made_on=today,
                facts=said.facts, changes=said.changes, notes=said.notes,
            )
            write_verdict(path, paper)

        return write

    def _decide(self) -> None:
        self.form.unfold()

    def _lift(self) -> None:
        if self.model.edit(verdicts.lift_override(self.model.case, self.scheme_id), "手で決めた結論を取り消すこと"):
            self.decide.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_aside(self) -> None:
        result = self.model.assessment.scheme(self.scheme_id)
        act = verdicts.take_back if result.set_aside else verdicts.set_aside
        self.model.edit(act(self.model.case, self.scheme_id), f"「{result.short}」を{self.aside.text()}こと")

    def enter_at(self, path: str) -> bool:
        """The id of the scheme is no field: the page begins at its top."""
        del path
        return False

    def before_next(self) -> bool:
        """Back to the list of verdicts."""
        self.go.emit(Place("verdict"))
        return False

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the words and acts mean."""
        return (
            ("適合・不適合・不明", "答えと使用量から、条件ごとに判定しています。答えていない条件は「不明」で、「不適合」にはなりません。"),
            ("未確認", "公表資料の原本で確かめていない条件です。申し込みの前に、窓口に確かめてください。"),
            ("この判定を残す", "いまの判定を理由ごとこの案件に残します。あとで、そのときと何が変わったかを見られます。"),
            ("手で結論を決める", "窓口に確かめた結果など、計算と違う結論にするときに使います。理由とお名前が判定書に残ります。"),
        )


def _put_lines(box: QVBoxLayout, lines: Iterable[str]) -> None:
    """Shows these lines of text instead of those before."""
    clear(box)
    for line in lines:
        box.addWidget(Body(line, measure=theme.MEASURE + 24))
