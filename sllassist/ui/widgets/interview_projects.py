"""買いたいもの・行いたい工事: said in one's own words, and put among the kinds a scheme lists.

The words are looked up while they are typed; what is found is offered, and the person chooses. Not for: what it costs.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist.case import paths
from sllassist.case.model import Project
from sllassist.flow import fields
from sllassist.flow.interview import add_project, remove_project
from sllassist.schemes import all_schemes
from sllassist.schemes.base import NO_CATEGORY, ProjectCategory
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, LinkButton, Note, SecondaryButton, Text, column, row
from sllassist.ui.widgets.search_list import Found, SearchList

NONE = Found(NO_CATEGORY, "この一覧にはない", "どの種類にも当てはまらないときに選びます")
ALL_SHOWN = "下の一覧から選びます。言葉を入力すると、近い種類が上に出ます。"
FOUND = "近い種類を{count}件出しています。ここになければ、言葉を消すとすべての種類が出ます。"
NOT_FOUND = "近い種類が見つからないため、すべての種類を並べています。"


class ProjectList(QWidget):
    """The projects told so far, and the box for one more. `chosen` follows when a kind has been chosen."""

    chosen = Signal()

    def __init__(self, model: AppModel) -> None:
        super().__init__()
        self.model = model
        self._of = ""
        layout = column(self, spacing=8)
        self.wrong = Text(measure=None)
        self.wrong.setProperty("role", "error")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        self._lines = column(spacing=4)
        layout.addLayout(self._lines)
        self.removes: dict[str, LinkButton] = {}
        self.add_button = SecondaryButton("もう1つ入力する")
        self.add_button.clicked.connect(lambda: self.begin(""))
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        spec = fields.field("projects.x.words")
        self.search = SearchList(spec.label, self._find, hint=spec.hint)
        self.search.setMaximumWidth(theme.px(theme.TEXT) * (theme.MEASURE + 8))
        self.search.count.hide()
        self.search.picked.connect(self._picked)
        self.told = Note(ALL_SHOWN, measure=None)
        layout.addWidget(self.told)
        layout.addWidget(self.search)
        self._asking = not model.case.projects
        self._shown: object = None
        self.refresh()

    # --- kinds ------------------------------------------------------------------------------------------------------

    def _kinds(self) -> tuple[ProjectCategory, ...]:
        facts = self.model.assessment.facts
        return tuple(kind for scheme in all_schemes() for kind in scheme.project_categories(facts))

    def _find(self, text: str) -> Sequence[Found]:
        facts = self.model.assessment.facts
        best = tuple(kind for scheme in all_schemes() for kind in scheme.search_projects(facts, text))
        if hasattr(self, "told"):
            self.told.set_text(FOUND.format(count=len(best)) if best else NOT_FOUND if text else ALL_SHOWN)
        return [*(_found(kind) for kind in best or self._kinds()), NONE]

    def _name(self, project: Project) -> str:
        kind = next((kind for kind in self._kinds() if kind.code == project.category), None)
        if kind is not None:
            return f"{kind.name}（{kind.kind}）"
        return "一覧にない種類" if project.category == NO_CATEGORY else "種類はまだ選んでいません"

    # --- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the projects as they are now."""
        projects = self.model.case.projects
        if self._of and all(project.id != self._of for project in projects):
            self._of = ""
        self._asking = self._asking or not projects
        self.search.setVisible(self._asking)
        self.told.setVisible(self._asking)
        self.add_button.setVisible(bool(projects) and not self._asking)
        if projects == self._shown:
            return
        self._shown = projects
        clear(self._lines)
        self.removes = {}
        for project in projects:
            self._lines.addWidget(self._line(project))

    def _line(self, project: Project) -> QWidget:
        holder = QWidget()
        line = row(holder, spacing=16)
        texts = column(spacing=0)
        name = project.words or "名称未入力"
        texts.addWidget(Body(name, measure=None))
        texts.addWidget(Note(self._name(project), measure=None))
        line.addLayout(texts, 1)
        change, remove = LinkButton("種類を選び直す"), LinkButton("消す")
        change.setAccessibleName(f"{name}の種類を選び直す")
        remove.setAccessibleName(f"{name}を消す")
        change.clicked.connect(lambda: self.begin(project.id))
        remove.clicked.connect(lambda: self._remove(project.id))
        self.removes[project.id] = remove
        line.addWidget(change)
        line.addWidget(remove)
        return holder

    def begin(self, project_id: str) -> None:
        """Asks for the kind of a project, or ("") for one more."""
        self._of, self._asking = project_id, True
        found = next((one for one in self.model.case.projects if one.id == project_id), None)
        self.search.edit.setText((found.words or "") if found else "")
        self.refresh()
        self.focus()

    def focus(self) -> None:
        """Puts the keyboard into the box, or on the button for one more."""
        if self._asking:
            self.search.setFocus()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_wrong(self, sentence: str) -> None:
        """Shows what is missing, or takes it away."""
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))

    # --- edits ------------------------------------------------------------------------------------------------------

    def _picked(self, code: str) -> None:
        kind = next((kind for kind in self._kinds() if kind.code == code), None)
        words = self.search.edit.text().strip() or (kind.name if kind else "")
        case = self.model.case
        if self._of:
            case = paths.put(paths.put(case, f"projects.{self._of}.category", code), f"projects.{self._of}.words", words or None)
        else:
            case = add_project(case, words, code)
        self._asking = False
        if self.model.edit(case, "「買いたいもの・行いたい工事」の入力"):
            self._of = ""
            self.search.edit.clear()
            self.refresh()
            self.chosen.emit()

    def _remove(self, project_id: str) -> None:
        if self.model.edit(remove_project(self.model.case, project_id), "買いたいものを消すこと"):
            self.refresh()
            self.focus()


def _found(kind: ProjectCategory) -> Found:
    return Found(kind.code, kind.name, "　".join(part for part in (kind.kind, kind.group, kind.detail) if part))
