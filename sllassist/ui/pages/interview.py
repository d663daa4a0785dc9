"""質問に答える: one question at a time, with what the answers so far say of each scheme, and the answers to look back at.

Not for: which question comes when, and what it asks (`sllassist.flow.interview`).
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sllassist.case.problems import Problem
from sllassist.flow.interview import (
    Question,
    is_settled,
    may_open_more,
    pass_over,
    progress,
    question_of,
    questions,
    wishes,
)
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, SecondaryButton, column
from sllassist.ui.widgets.interview_answers import AnswerList
from sllassist.ui.widgets.interview_question import Ended, QuestionCard
from sllassist.ui.widgets.interview_states import SchemeStates

NEXT, TO_VERDICT = "答えて次へ", "使える制度を見る"
STATES, LEAST = 320, 900
"""Width of the column with the schemes, and the width from which it stands beside the question; px at 100 %."""
DONE = "使える制度と、その理由を見てください。答えを直すと、判定もすぐに変わります。"
MORE = "答えによって、あと1問ほど"
UNKNOWN = "「わからない」と答えた項目が{count}件あります。分かったら「これまでの答え」から答えてください。"


class InterviewPage(PageBody):
    """One question at a time."""

    own_lead = ""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.previous = SecondaryButton("前の質問へ")
        self.previous.clicked.connect(self.go_back)
        self.acts = (self.previous,)
        self._past: list[Question] = []
        self._extra = False
        self._seen: set[str] = set()
        layout = column(self, spacing=16)
        self.told = Body(measure=None)
        layout.addWidget(self.told)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(theme.px(16))
        self._place = QWidget()
        self._card_box = column(self._place, spacing=0)
        self.states = SchemeStates()
        top = Qt.AlignmentFlag.AlignTop
        self._box.addWidget(self._place, 1, top)
        self._box.addWidget(self.states, 0, top)
        layout.addLayout(self._box)
        self.answers = AnswerList(model)
        self.answers.change.connect(self._reopen)
        layout.addWidget(self.answers)
        self.card: QuestionCard | None = None
        self.ended: Ended | None = None
        self._step()

    # --- the way through --------------------------------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """What is asked now, None at the end."""
        return self.card.question if self.card is not None else None

    def _next_question(self) -> Question | None:
        found = questions(self.model.assessment)
        if not found and self._extra:
            found = tuple(question for question in wishes(self.model.assessment) if question.id not in self._seen)
        return next(iter(found), None)

    def _step(self) -> None:
        """Shows the first question that is still open, or the end."""
        self._show(self._next_question())

    def _show(self, question: Question | None) -> None:
        clear(self._card_box)
        self.card = self.ended = None
        self.told.set_text(self._progress(question))
        if question is None:
            self._show_end()
        else:
            self.card = QuestionCard(self.model, question, self.problems)
            self.card.answered.connect(self.onward)
            self.card.at_end.connect(self.at_button)
            self.card.passed.connect(self._pass)
            self._card_box.addWidget(self.card)
        self.refresh()

    def _progress(self, question: Question | None) -> str:
        """How far one has come; said when a question appears, so that it does not change while one answers it."""
        done, left = progress(self.model.assessment)
        if question is None:
            return f"{done}問に答えました。"
        if self._extra:
            return "追加の質問です。判定には関わらないので、空欄のまま次へ進めます。"
        if all(is_settled(self.model.case, path) for path in question.paths):
            return "前に答えた質問です。" + (f"あと{left}問ほど" if left else "")
        return f"{done + 1}問目　" + (f"あと{left - 1}問ほど" if left > 1 else MORE if may_open_more(question) else "これが最後の質問です")

    def _show_end(self) -> None:
        self._extra = False
        more = SecondaryButton("")
        left = [question for question in wishes(self.model.assessment) if question.id not in self._seen]
        more.setText(f"もう少し答える（あと{len(left)}問）")
        more.setAccessibleDescription("判定には関わりません。費用や日程などが、くわしく分かります。")
        more.clicked.connect(self._ask_more)
        unknown = len(self.model.case.dont_know)
        self.ended = Ended(DONE + (f"\n{UNKNOWN.format(count=unknown)}" if unknown else ""), more)
        self._card_box.addWidget(self.ended)
        if not left:
            more.hide()

    def _ask_more(self) -> None:
        self._extra = True
        self._seen.clear()
        self._step()
        self._begin()

    def before_next(self) -> bool:
        """The question is answered: on to the next; from the end to the verdicts."""
        if self.card is None:
            self.go.emit(Place("verdict"))
            return False
        self._leave_question(self.card.question)
        return False

    def _leave_question(self, question: Question) -> None:
        self._past = [*(one for one in self._past if one.id != question.id or one.paths != question.paths), question]
        self._seen.add(question.id)
        self.model.seal()
        self._step()
        self._begin()

    def _pass(self) -> None:
        if self.card is not None:
            self.card.fields.flush()
            question = self.card.question
            self.model.edit(pass_over(self.model.case, question), f"「{question.title}」に「わからない」と答えること")
            self._leave_question(question)

    def go_back(self) -> None:
        """前の質問へ: as it was answered."""
        self.flush()
        here = self.question
        while self._past:
            question = self._past.pop()
            if question != here:
                self._show(question)
                self._begin()
                return
        self.refresh()

    def _reopen(self, path: str) -> None:
        self.flush()
        if self.card is not None and path in self.card.question.paths:
            self.card.focus_path(path)
            return
        if self.card is not None and not self.card.problems():
            self._past.append(self.card.question)
        self._show(question_of(self.model.assessment, path))
        self._begin()

    def _begin(self) -> None:
        """The page is read from its top, the keyboard in the first box; screen readers are told the question."""
        self.stepped.emit()
        self.focus_first()
        title = self.card.title.plain if self.card else self.ended.title.plain if self.ended else ""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}。{self.told.plain}"))

    # --- what a page does -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the model; the question stays as long as it is not left."""
        if self.card is not None:
            self.card.refresh()
        elif questions(self.model.assessment):
            self._step()  # an answer was taken back
            return
        self.states.put(self.model.assessment)
        self.answers.put(self.model.assessment)
        self.previous.setVisible(bool(self._past))
        self.primary_changed.emit(NEXT if self.card is not None else TO_VERDICT)

    def flush(self) -> None:
        """Hands over what is still being typed."""
        if self.card is not None:
            self.card.fields.flush()

    def problems(self) -> tuple[Problem, ...]:
        """What is missing before the next question; a question that decides nothing may stay open."""
        if self.card is None or self._extra:
            return ()
        return self.card.problems()

    def show_problems(self, shown: bool) -> None:
        """Shows what is missing beside each box."""
        if self.card is not None:
            self.card.show_problems(shown)

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard where a path is answered; another question is opened for it when needed."""
        if self.card is not None and self.card.focus_path(path):
            return True
        try:
            question = question_of(self.model.assessment, path)
        except KeyError:
            return False
        self._show(question)
        self.focus_first()
        return True

    def focus_first(self) -> None:
        """Puts the keyboard into the first box, at the end on the button that goes on."""
        if self.card is not None:
            self.card.focus_first()
        else:
            self.at_button.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The schemes stand beside the question, or below it in a narrow window."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.px(LEAST)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.states.setMinimumWidth(theme.px(STATES) if wide else 0)
        self.states.setMaximumWidth(theme.px(STATES) if wide else 16_777_215)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """How the questions work."""
        return (
            ("質問の順番", "答えに応じて、要る質問だけを出します。あとの質問の数は、答えによって増えたり減ったりします。"),
            ("わからないとき", "「わからないので先に進む」を押すと、その質問はあとに残ります。判定は「まだ分からない」のままになります。"),
            ("キーボード", "Enterで次の欄や次の質問に進みます。選ぶ質問では、矢印キーかスペースで選んでからEnterを押します。"),
        )
