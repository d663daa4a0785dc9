"""A page of fields from the catalogue, one below the other.

Not for: pages with lists or tables of their own.
"""

from PySide6.QtWidgets import QWidget

from sllassist.case.edits import mark_finished
from sllassist.flow import fields
from sllassist.flow.derived import Derived, derived
from sllassist.flow.pages import PROPOSED, Place, fields_of
from sllassist.flow.years import reported_years
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, column
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.focus import focus_is_in

WIDTH = 900
"""Widest card of fields, px at 100 %: answers are short, and the eye should not travel."""


def _label_of_year(path: str) -> str:
    """The label with its fiscal year for fields that come once a year, else empty."""
    names = path.split(".")
    return f"{names[2]}年度の{fields.field(path).label}" if names[:2] == ["plan", "change_reasons"] else ""


class FormPage(PageBody):
    """The generic page of fields."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self._column = column(self, spacing=0)
        self._card = Card(padding=32, spacing=32)
        self._card.setMaximumWidth(theme.px(WIDTH))
        self._column.addWidget(self._card)
        self.fields = FieldSet(model, self.problems)
        self._paths: tuple[str, ...] = ()
        self._told: tuple[Derived, ...] = ()
        self._build()

    def _wanted(self) -> tuple[str, ...]:
        return fields_of(self.place.page, self.model.case, reported_years(self.model.case, self.model.as_of))

    def _build(self) -> None:
        self._paths = self._wanted()
        held = next((path for path, made in self.fields.fields.items() if focus_is_in(made)), "")
        self.fields = FieldSet(self.model, self.problems)
        clear(self._card.body)
        for path in self._paths:
            self._card.body.addWidget(self.fields.add(path, label=_label_of_year(path)))
        self._add_derived()
        if not self._paths:
            self._card.body.addWidget(Heading("まだ書くことはありません", level=3))
        if held:
            self.fields.focus(held)

    def _derived(self) -> tuple[Derived, ...]:
        return derived(self.model.case, self.model.knowledge, self.place.page_id)

    def _add_derived(self) -> None:
        """What the case already tells, with the way to where it is entered."""
        self._told = self._derived()
        for told in self._told:
            line = column(spacing=4)
            line.addWidget(Heading(told.label, level=3) if told.text else Note(told.label))
            if told.text:
                line.addWidget(Body(told.text))
            link = LinkButton(told.link)
            link.setAccessibleDescription(told.label)
            link.clicked.connect(lambda _=False, place=told.place: self.go.emit(place))
            line.addWidget(link)
            holder = QWidget()
            holder.setLayout(line)
            self._card.body.addWidget(holder)

    def before_next(self) -> bool:
        """Notes that a page with a proposal has been seen."""
        page_id, case = self.place.page_id, self.model.case
        if page_id in PROPOSED and page_id not in case.finished:
            self.model.edit(mark_finished(case, [page_id]), f"「{self.place.page.title}」の確認")
        return True

    def refresh(self) -> None:
        """Shows the model."""
        if self._wanted() != self._paths or self._derived() != self._told:
            self._build()
        self.fields.refresh()

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self.fields.flush()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into a field."""
        return self.fields.focus(path)

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        self.fields.focus_first()

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside their fields; without being asked, only those of texts nobody could read."""
        self.fields.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """Why each field is asked."""
        found = [fields.field(path) for path in self._paths]
        return tuple((spec.label, spec.why) for spec in found if spec.why)
