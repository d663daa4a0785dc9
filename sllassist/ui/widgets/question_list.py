"""「確かめてほしい数字」: odd bill figures with what they are held against, answered by one press or with a reason.

Not for: which figures are odd (`sllassist.emissions.plausibility`); every answer is one undo step.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sllassist.case.problems import InputProblem
from sllassist.emissions.answers import correct, keep, withdraw
from sllassist.flow.bills import type_cells, zeros
from sllassist.flow.questions import Kept, Question
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, LinkButton, Note, SecondaryButton, Text, column, row
from sllassist.ui.widgets.focus import focus_is_in
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.sight import WHOLE

SHOWN: Final = 5
"""Questions shown before the user asks for the rest."""
KEEP, CANCEL = "このまま残す（理由を書く）", "やめる"
NO_REASON_LABEL = "このままでよい理由"


class _Figure(Text):
    role = "h3"


class QuestionRow(QWidget):
    """One question. `look` asks for its cell."""

    look = Signal(str)

    def __init__(self, model: AppModel, question: Question) -> None:
        super().__init__()
        self.setProperty(WHOLE, True)
        self.model, self.question = model, question
        layout = column(self, spacing=8)
        layout.addWidget(Heading(question.title, level=3))
        layout.addLayout(self._figures())
        layout.addWidget(Body(question.problem.message, measure=None))
        self._acts = QWidget()
        acts = row(self._acts, spacing=8)
        self.fix = SecondaryButton(question.fix)
        if not question.fix:
            self.fix.hide()
        self.fix.clicked.connect(self._correct)
        self.keep = SecondaryButton(KEEP)
        self.keep.clicked.connect(self._open_reason)
        self.look_link = LinkButton("この欄へ")
        self.look_link.clicked.connect(lambda: self.look.emit(question.problem.path))
        for button in (self.fix, self.keep, self.look_link):
            button.setAccessibleDescription(question.problem.message)
            button.setAccessibleName(f"{question.title}：{button.text()}")
            acts.addWidget(button)
        acts.addStretch(1)
        layout.addWidget(self._acts)
        self._reason = self._reason_box()
        layout.addWidget(self._reason)
        self._reason.hide()
        layout.addWidget(Line())

    def _figures(self) -> QHBoxLayout:
        line = row(spacing=32)
        for name, figure in self.question.figures:
            pair = column(spacing=0)
            head, shown = Note(name, measure=None), _Figure(figure, measure=None)
            for label in (head, shown):
                label.setWordWrap(False)
                pair.addWidget(label)
            shown.setAccessibleName(f"{name}　{figure}")
            line.addLayout(pair)
        line.addStretch(1)
        return line

    def _reason_box(self) -> QWidget:
        box = QWidget()
        layout = column(box, spacing=4)
        label = QLabel(NO_REASON_LABEL)
        label.setProperty("role", "label")
        layout.addWidget(label)
        layout.addWidget(Note("例：新しい設備を入れた、工事で休んだ。書いた理由は、算定の根拠に残ります。", measure=None))
        self.wrong = Body("", measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        line = row(spacing=8)
        self.edit = LineEdit(width=28)
        label.setBuddy(self.edit)
        self.edit.setAccessibleName(f"{self.question.title}：{NO_REASON_LABEL}")
        self.edit.returnPressed.connect(self._keep)
        self.done = SecondaryButton("理由を書いて残す")
        self.done.clicked.connect(self._keep)
        cancel = LinkButton(CANCEL)
        cancel.clicked.connect(self._close_reason)
        for widget in (self.edit, self.done, cancel):
            line.addWidget(widget)
        line.addStretch(1)
        layout.addLayout(line)
        return box

    def _open_reason(self) -> None:
        self._acts.hide()
        self._reason.show()
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _close_reason(self) -> None:
        self._reason.hide()
        self._acts.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _correct(self) -> None:
        case, problem = self.model.case, self.question.problem
        if self.question.gap:
            names = problem.path.split(".")
            typed = zeros(case, [names[1]], int(names[2]), self.question.gap)
            self._answer(lambda: self.model.edit(type_cells(case, typed, {}), "空欄を0にすること"))
        else:
            self._answer(lambda: self.model.edit(correct(case, problem), "数字を直すこと"))

    def _keep(self) -> None:
        self.edit.take_composed()
        self._answer(lambda: self.model.edit(keep(self.model.case, self.question.problem, self.edit.text()), "理由を書いて残すこと"))

    def _answer(self, act: Callable[[], object]) -> None:
        try:
            act()
        except InputProblem as problem:
            self.wrong.set_text(problem.problem.message)
            self.wrong.show()
            self.edit.setAccessibleDescription(problem.problem.message)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class QuestionList(Card):
    """The open questions of a site and year, what was kept, and how many wait at other sites."""

    look = Signal(str)
    other_site = Signal(str)
    done = Signal()
    """The last question has been answered while the keyboard was here."""

    def __init__(self, model: AppModel) -> None:
        super().__init__(spacing=16)
        self.model = model
        self._title = Heading("")
        self.body.addWidget(self._title)
        self._rows = column(spacing=16)
        self.body.addLayout(self._rows)
        self.more = LinkButton("")
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more)
        self._others = column(spacing=0)
        self.body.addLayout(self._others)
        self.kept_link = LinkButton("")
        self.kept_link.clicked.connect(self._unfold)
        self.body.addWidget(self.kept_link)
        self._kept = QWidget()
        self._kept_rows = column(self._kept, spacing=4)
        self.body.addWidget(self._kept)
        self._kept.hide()
        self.rows: dict[tuple[str, str, str], QuestionRow] = {}
        self.other_links: list[LinkButton] = []
        self.takebacks: list[LinkButton] = []
        self._all = False
        self._questions: tuple[Question, ...] = ()
        self._state: object = None

    def put(self, questions: Sequence[Question], others: Sequence[tuple[str, str, int]], kept: Sequence[Kept]) -> None:
        """Shows these. `others`: site id, name and number of questions of other sites."""
        state = (tuple(question.key for question in questions), tuple(others), tuple(kept))
        if state == self._state:
            return
        if shown := bool(questions or others or kept):
            self.show()
        self._state = state
        self._questions = tuple(questions)
        self._title.set_text("確かめてほしい数字" if questions else "確かめてほしい数字はありません")
        self._show_rows()
        self._show_others(others)
        self._show_kept(kept)
        self.setVisible(shown)  # last: what has the keyboard hands it on first

    def _show_rows(self) -> None:
        held = focus_is_in(self)
        at = next((number for number, made in enumerate(self.rows.values()) if focus_is_in(made)), 0)
        limit = len(self._questions) if self._all else SHOWN
        wanted = {question.key: question for question in self._questions[:limit]}
        for key in [key for key in self.rows if key not in wanted]:
            gone = self.rows.pop(key)
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, (key, question) in enumerate(wanted.items()):
            if key not in self.rows:
                made = QuestionRow(self.model, question)
                made.look.connect(self.look)
                self.rows[key] = made
            self._rows.insertWidget(number, self.rows[key])
        self.rows = {key: self.rows[key] for key in wanted}
        left = len(self._questions) - len(wanted)
        self.more.setText(f"ほかの{left}件も見る")
        self.more.setVisible(left > 0)
        if held and not focus_is_in(self):
            self._focus(at)

    def _show_all(self) -> None:
        before = len(self.rows)
        self._all = True
        self._show_rows()
        self._focus(before)

    def focus_first(self) -> None:
        """Puts the keyboard on the first question, else on the way to another site's."""
        if self.rows or not self.other_links:
            self._focus(0)
        else:
            self.other_links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self, at: int) -> None:
        """The keyboard goes to the question that now stands at this place, or out when none is left."""
        if not self.rows:
            self.done.emit()
            return
        following = list(self.rows.values())[min(at, len(self.rows) - 1)]
        (following.fix if following.question.fix else following.keep).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_others(self, others: Sequence[tuple[str, str, int]]) -> None:
        clear(self._others)
        self.other_links = []
        for site_id, name, count in others:
            link = LinkButton(f"{name}にも{count}件あります")
            link.clicked.connect(lambda _=False, site_id=site_id: self.other_site.emit(site_id))
            self._others.addWidget(link)
            self.other_links.append(link)

    def _show_kept(self, kept: Sequence[Kept]) -> None:
        clear(self._kept_rows)
        self.takebacks = []
        self.kept_link.setText(f"理由を書いて残した数字（{len(kept)}件）")
        self.kept_link.setVisible(bool(kept))
        self._kept.setVisible(self._kept.isVisible() and bool(kept))
        for found in kept:
            line = row(spacing=16)
            line.addWidget(Note(found.sentence, measure=None), 1)
            back = LinkButton("もう一度確かめる", small=True)
            back.setAccessibleDescription(found.sentence)
            back.clicked.connect(lambda _=False, found=found: self._withdraw(found))
            line.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
            self._kept_rows.addLayout(line)
            self.takebacks.append(back)

    def _unfold(self) -> None:
        self._kept.setVisible(not self._kept.isVisible())

    def _withdraw(self, found: Kept) -> None:
        if self.model.edit(withdraw(self.model.case, found.code, found.path), "もう一度確かめること"):
            self.focus_first()
