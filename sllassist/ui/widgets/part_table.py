"""Rows of boxes for parts that exist only with all their values: gases, certificates. A row keeps its place while it is filled.

Not for: what a row comes to; the page around adds that in the columns of `extra`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist.flow import fields, gases, parts
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import LinkButton, Note, SecondaryButton, column
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.fields import FieldWidget
from sllassist.ui.widgets.search_list import SearchList
from sllassist.ui.widgets.side_scroll import SideScroll

DROP: Final = 4
"""How much lower boxes stand in their fields than plain words, px at 100 %."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name of the value, its head, how it is made (None: as a box to type into), share of the spare width."""

    name: str
    head: str
    make: Callable[[str, str], FieldWidget] | None = None
    stretch: int = 0


class PartTable(QWidget):
    """The rows of one kind. `extra`: heads of columns the page fills by `put_extra`."""

    def __init__(
        self, model: AppModel, field_set: FieldSet, kind: str, columns: Sequence[Column], *,
        what: str, nothing: str, year: int, extra: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """`what` names a row (ガスの行); `year`: fiscal year of a first row."""
        super().__init__()
        self.model = model
        self._set, self._kind, self._columns, self._what, self._year = field_set, kind, tuple(columns), what, year
        self._extra = tuple(extra)
        layout = column(self, spacing=12)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        inside = QWidget()
        inside.setLayout(self._grid)
        layout.addWidget(SideScroll(inside))
        self.none = Note(nothing)
        layout.addWidget(self.none)
        self.question = Ask()
        layout.addWidget(self.question)
        self.add_button = SecondaryButton(f"{what}を追加する")
        self.add_button.clicked.connect(self._add)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.removes: dict[str, LinkButton] = {}
        self.search: SearchList | None = None
        self._slots: dict[str, QWidget] = {}
        self.told: dict[str, list[QWidget]] = {}
        self.rows: tuple[str, ...] = ()
        self._built = False

    def refresh(self) -> None:
        """Shows the model's rows, those shown already in the order they were."""
        wanted = gases.row_paths(self.model.case, self._kind)
        rows = (*(path for path in self.rows if path in wanted), *(path for path in wanted if path not in self.rows))
        if rows != self.rows or not self._built:
            self._build(rows)

    def _build(self, rows: tuple[str, ...]) -> None:
        for path in self.rows:
            self._set.remove_below(path)
        self.rows, self._built = rows, True
        self.removes, self._slots, self.told, self.search = {}, {}, {}, None
        clear(self._grid)
        self.none.setVisible(not rows)
        heads = [own.head for own in self._columns] + list(self._extra)
        for number, words in enumerate(heads if rows else ()):
            head = Note(words, measure=None)
            head.setWordWrap(False)
            self._grid.addWidget(head, 0, number)
        for number, own in enumerate(self._columns):
            self._grid.setColumnStretch(number, own.stretch)
        for number, path in enumerate(rows):
            self._build_row(2 * number + 1, path, number + 1)

    def _build_row(self, place: int, path: str, number: int) -> None:
        for at, own in enumerate(self._columns):
            label = f"{self._what}{number}の{fields.field(f'{path}.{own.name}').label}"
            made = own.make(f"{path}.{own.name}", label) if own.make else None
            if made is None:
                made = self._set.add(f"{path}.{own.name}", label=label, heading=False)
            else:
                self._set.fields[made.path] = made
            made.drop_unit()
            self._grid.addWidget(made, place, at, Qt.AlignmentFlag.AlignTop)
        link = LinkButton("消す")
        link.setAccessibleName(f"{self._what}{number}を消す")
        link.clicked.connect(lambda: self._ask_remove(path))
        self.removes[path] = link
        last = len(self._columns) + len(self._extra)
        self._grid.addWidget(_lowered(link), place, last, Qt.AlignmentFlag.AlignTop)
        slot = QWidget()
        column(slot, spacing=0)
        slot.hide()
        self._slots[path] = slot
        self._grid.addWidget(slot, place + 1, 0, 1, last + 1)

    def put_extra(self, path: str, cells: Sequence[QWidget]) -> None:
        """Shows what a row comes to."""
        for old in self.told.get(path, ()):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        place = 2 * self.rows.index(path) + 1
        self.told[path] = [_lowered(cell) for cell in cells]
        for number, holder in enumerate(self.told[path]):
            self._grid.addWidget(holder, place, len(self._columns) + number, Qt.AlignmentFlag.AlignTop)

    def unfold(self, path: str, made: SearchList) -> None:
        """Shows a search below a row, in place of one that is open."""
        self.fold()
        self.search = made
        slot = self._slots[path].layout()
        assert slot is not None
        made.setMaximumWidth(theme.px(theme.TEXT) * theme.MEASURE)
        slot.addWidget(made)
        self._slots[path].show()
        made.setFocus(Qt.FocusReason.TabFocusReason)

    def fold(self) -> None:
        """Closes the search."""
        for slot in self._slots.values():
            slot.hide()
        if self.search is not None:
            self.search.deleteLater()
            self.search = None

    def _add(self) -> None:
        self._set.flush()
        case, path = gases.add(self.model.case, self._kind, self._year)
        if self.model.edit(case, f"{self._what}の追加"):
            self.refresh()
            first = next(own for own in self._columns if not fields.input_text(self.model.case, f"{path}.{own.name}"))
            self._set.focus(f"{path}.{first.name}")

    def _ask_remove(self, path: str) -> None:
        self._set.flush()
        if gases.is_blank(self.model.case, path):
            self._remove(path)
            return
        number = self.rows.index(path) + 1
        self.question.ask(
            f"{self._what}{number}を消しますか。",
            (("行を消す", lambda: self._remove(path)), ("消さない", lambda: self._back_to(path))),
        )

    def _back_to(self, path: str) -> None:
        if path in self.removes:
            self.removes[path].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, path: str) -> None:
        self.model.edit(parts.remove(self.model.case, path), f"{self._what}の削除")
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _lowered(widget: QWidget) -> QWidget:
    """Puts a widget in line with the boxes."""
    holder = QWidget()
    layout = column(holder, spacing=0)
    layout.setContentsMargins(0, theme.px(DROP), 0, 0)
    layout.addWidget(widget)
    return holder
