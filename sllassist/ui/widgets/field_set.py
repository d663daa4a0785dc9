"""The fields of a page together: made by kind, refreshed, searched by path, and told their problems.

A problem is shown beside its field once the user has asked to go on, or comes back to a text nobody could read;
it goes away as soon as it is mended. Not for: laying the fields out.
"""

from collections.abc import Callable, Iterable

from sllassist.case.problems import Problem
from sllassist.flow import fields
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.choices import RadioField
from sllassist.ui.widgets.fields import FieldWidget, TextField
from sllassist.ui.widgets.pick import PickField

_MANY = 10
"""More answers than this are picked from a list."""


def make_field(model: AppModel, path: str, *, label: str = "", heading: bool = True) -> FieldWidget:
    """The widget for the field of a Case path, by its kind. Raises KeyError for a path the catalogue lacks."""
    kind = fields.field(path).kind
    if kind in ("yes_no", "choice"):
        return RadioField(model, path, label=label, heading=heading)
    if kind in ("prefecture", "industry"):
        return PickField(model, path, label=label, heading=heading)
    return TextField(model, path, label=label, heading=heading)


class FieldSet:
    """Fields by path, in the order they were added."""

    def __init__(self, model: AppModel, problems: Callable[[], Iterable[Problem]]) -> None:
        """`problems` gives all problems of the page as they are now."""
        self._model = model
        self._problems = problems
        self._told: set[str] = set()
        self.fields: dict[str, FieldWidget] = {}

    def add(self, path: str, *, label: str = "", heading: bool = True) -> FieldWidget:
        """Makes the field of a path and keeps it."""
        made = make_field(self._model, path, label=label, heading=heading)
        self.fields[path] = made
        return made

    def remove_below(self, prefix: str) -> None:
        """Forgets the fields of a part that is gone (`sites.<id>`)."""
        for path in [path for path in self.fields if path.startswith(f"{prefix}.")]:
            del self.fields[path]
            self._told.discard(path)

    def refresh(self) -> None:
        """Shows the model in every field, and takes away problems that have been mended."""
        for made in self.fields.values():
            made.refresh()
        if self._told:
            self._show()

    def flush(self) -> None:
        """Hands over what is still being typed."""
        for made in tuple(self.fields.values()):
            made.flush()

    def focus(self, path: str) -> bool:
        """Puts the cursor into the field of `path`, or the first one below it."""
        for own, made in self.fields.items():
            if own == path or own.startswith(f"{path}."):
                made.focus()
                return True
        return False

    def focus_first(self) -> bool:
        """Puts the cursor into the first field."""
        for made in self.fields.values():
            made.focus()
            return True
        return False

    def show_problems(self, shown: bool) -> None:
        """Shows each field's problem; or only those of texts that could not be read, which the user comes back to."""
        if shown:
            self._told = {problem.path for problem in self._problems()}
        else:
            self._told = self._model.case.drafts.keys() & self.fields.keys()
        self._show()

    def _show(self) -> None:
        first: dict[str, Problem] = {}
        for problem in self._problems() if self._told else ():
            first.setdefault(problem.path, problem)
        for path, made in self.fields.items():
            made.show_problem(first.get(path) if path in self._told else None)
