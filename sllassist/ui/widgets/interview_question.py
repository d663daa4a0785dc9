"""One question of the interview: title, why it is asked and for which schemes, and the boxes for its answers.

Enter in a box goes on to the next one that is still open, and from the last to the next question.
Not for: which question comes when (`sllassist.flow.interview`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist import messages
from sllassist.case.problems import Problem
from sllassist.flow import fields
from sllassist.flow.interview import LISTS, Question, is_settled, questions, reasons
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, Card, CheckBox, Heading, LinkButton, Note, column
from sllassist.ui.widgets.choices import Radio, RadioField
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.fields import FieldWidget, TextField
from sllassist.ui.widgets.inputs import LineEdit
from sllassist.ui.widgets.interview_prefectures import PrefectureList
from sllassist.ui.widgets.interview_projects import ProjectList
from sllassist.ui.widgets.pick import PickField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


def is_kind(path: str) -> bool:
    """Whether `path` is the kind of a project, which is chosen from what a scheme lists."""
    names = path.split(".")
    return names[0] == "projects" and names[-1] == "category"


class QuestionCard(Card):
    """One question. `answered` asks to go on, `at_end` for the keyboard on the button that does."""

    answered = Signal()
    at_end = Signal()
    passed = Signal()

    def __init__(self, model: AppModel, question: Question, problems: Callable[[], tuple[Problem, ...]]) -> None:
        super().__init__(padding=32, spacing=20)
        self.model, self.question = model, question
        self._asked_by_schemes = any(set(question.paths) & set(one.paths) for one in questions(model.assessment))
        self.fields = FieldSet(model, problems)
        top = column(spacing=4)
        self.title = Heading(question.title, level=1)
        self.title.setAccessibleName(question.title)
        top.addWidget(self.title)
        if question.lead:
            top.addWidget(Body(question.lead))
        self.body.addLayout(top)
        self.prefectures: PrefectureList | None = None
        self.projects: ProjectList | None = None
        for path in question.paths:
            self._add(path)
        self._add_why()
        self.pass_link = LinkButton("わからないので先に進む")
        self.pass_link.setAccessibleDescription(f"{question.title}。あとで「これまでの答え」から答えられます。")
        self.pass_link.clicked.connect(self.passed)
        self.body.addWidget(self.pass_link)

    def _add(self, path: str) -> None:
        if path == "sites":
            self.prefectures = PrefectureList(self.model)
            self.prefectures.ready.connect(self.answered)
            self.body.addWidget(self.prefectures)
        elif path == "projects" or is_kind(path):
            if self.projects is None:
                self.projects = ProjectList(self.model)
                self.projects.chosen.connect(self._picked)
                self.body.addWidget(self.projects)
                if is_kind(path):
                    self.projects.begin(path.split(".")[1])
        else:
            made = self.fields.add(path, label=_label(self.model, path))
            made.drop_need()
            self._listen(made)
            self.body.addWidget(made)

    def _add_why(self) -> None:
        whys = "\n".join(reasons(self.model.assessment, self.question))
        told = [f"尋ねる理由　{whys}"] if whys else []
        if self.question.schemes:
            told.append(f"この答えを使う制度　{'、'.join(self.question.schemes)}")
        if told:
            self.body.addWidget(Note("\n".join(told), measure=theme.MEASURE + 8))

    def _listen(self, made: FieldWidget) -> None:
        """Enter goes on, wherever in the field it is pressed."""
        if isinstance(made, TextField) and isinstance(made.edit, LineEdit):
            made.edit.returnPressed.connect(self.go_on)
        if isinstance(made, PickField):
            made.picked.connect(self._picked)
        if isinstance(made, RadioField | TextField | PickField):
            for box in (*made.findChildren(Radio), *made.findChildren(CheckBox)):
                box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the answer chosen, or on わからない, goes on; on another answer it chooses that."""
        if event.type() == QEvent.Type.KeyPress:
            key = cast("QKeyEvent", event)
            enter = key.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and key.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
                Qt.KeyboardModifier.NoModifier
            )
            chosen = isinstance(watched, CheckBox) or (isinstance(watched, Radio) and watched.isChecked())
            if enter and chosen and not key.isAutoRepeat():
                self.go_on()
                return True
        return super().eventFilter(watched, event)

    def go_on(self) -> None:
        """To the next box without an answer; from the last to the next question."""
        if not self._to_open_box():
            self.answered.emit()

    def _picked(self) -> None:
        """What was picked from a list is seen before one goes on."""
        if not self._to_open_box():
            self.at_end.emit()

    def _to_open_box(self) -> bool:
        self.fields.flush()
        for path in self.question.paths:
            if self._is_open(path) and not is_kind(path) and self.fields.focus(path):
                self.unfold(path)
                return True
        return False

    def _is_open(self, path: str) -> bool:
        """Whether an answer is still wanted: an answer given here may have settled what the others were for."""
        if is_settled(self.model.case, path):
            return False
        asked = {other for question in questions(self.model.assessment) for other in question.paths}
        return path in asked or not self._asked_by_schemes

    def unfold(self, path: str) -> None:
        """Unfolds the search of a field that is chosen from a long list."""
        made = self.fields.fields.get(path)
        if isinstance(made, PickField) and made.search_list is None and not is_settled(self.model.case, path):
            made.button.click()

    def focus_first(self) -> None:
        """Puts the keyboard into the first box without an answer, else into the first."""
        if self.prefectures is not None:
            self.prefectures.focus()
        elif self.projects is not None:
            self.projects.focus()
        else:
            wanted = next((path for path in self.question.paths if not is_settled(self.model.case, path)), self.question.paths[0])
            self.fields.focus(wanted)
            self.unfold(wanted)

    def problems(self) -> tuple[Problem, ...]:
        """What is missing before the next question: every box wants an answer, if only わからない."""
        case, found = self.model.case, []
        for path in self.question.paths:
            if path in LISTS:
                if self._is_open(path):
                    found.append(Problem("error", "interview.no_prefecture" if path == "sites" else "interview.no_project", path))
                continue
            spec = fields.field(path)
            problem = fields.problem_of(case, path)
            if problem is not None and path not in case.drafts and not self._is_open(path):
                problem = None
            if problem is None and self._is_open(path):
                picked = spec.kind in ("choice", "prefecture", "industry", "yes_no", "listed")
                problem = Problem("error", "field.empty_choice" if picked else "field.empty_text", path, {"label": spec.label})
            if problem is not None:
                found.append(problem)
        return tuple(found)

    def show_problems(self, shown: bool) -> None:
        """Shows what is missing beside each box."""
        self.fields.show_problems(shown)
        told = {problem.path: problem.message for problem in self.problems()} if shown else {}
        if self.prefectures is not None:
            self.prefectures.tell_wrong(told.get("sites", ""))
        if self.projects is not None:
            self.projects.tell_wrong(next((text for path, text in told.items() if path == "projects" or is_kind(path)), ""))

    def refresh(self) -> None:
        """Shows the model."""
        self.fields.refresh()
        for part in (self.prefectures, self.projects):
            if part is not None:
                part.refresh()

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard where a path is answered."""
        if self.prefectures is not None and path == "sites":
            self.prefectures.focus()
            return True
        if self.projects is not None and (path == "projects" or is_kind(path)):
            self.projects.focus()
            return True
        return self.fields.focus(path)


def _label(model: AppModel, path: str) -> str:
    """The label; of a project or a site among several, with its name."""
    names = path.split(".")
    case = model.case
    if names[0] == "projects":
        project = next((one for one in case.projects if one.id == names[1]), None)
        if project is not None and project.words and len(case.projects) > 1:
            return f"「{project.words}」の{messages.label(path)}"
    if names[0] == "sites":
        site = case.site(names[1])
        if site is not None and site.name:
            return f"「{site.name}」の{messages.label(path).removeprefix('事業所の')}"
    return ""


class Ended(Card):
    """Shown when nothing is left to ask."""

    def __init__(self, text: str, more: QWidget) -> None:
        super().__init__(padding=32, spacing=16)
        self.title = Heading("すべて答えました", level=1)
        self.body.addWidget(self.title)
        self.body.addWidget(Body(text))
        self.more = more
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
