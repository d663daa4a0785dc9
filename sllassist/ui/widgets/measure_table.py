"""The measures of a plan as rows of boxes: what, where, how much is expected and when, and what came of it.

Not for: reading what was typed (`sllassist.flow.fields`).
"""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sllassist.case.edits import add_measure, remove_measure
from sllassist.case.model import Measure
from sllassist.flow import fields
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import ComboBox, LinkButton, Note, SecondaryButton, column
from sllassist.ui.widgets.field_set import FieldSet

WHOLE: Final = "会社全体"
_PLANNED: Final = ("name", "site_id", "expected_t", "planned_year")
_ACTUAL: Final = ("actual_t", "actual_year")


class SitePick(ComboBox):
    """The site of a measure; the first entry is the whole firm."""

    def __init__(self, model: AppModel, path: str, label: str) -> None:
        super().__init__()
        self._model, self._path = model, path
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._chosen)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few characters."""
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def refresh(self) -> None:
        """Shows the model's answer."""
        wanted = [("", WHOLE), *((site.id, site.name or "名称未入力") for site in self._model.case.sites)]
        if [(self.itemData(n), self.itemText(n)) for n in range(self.count())] != wanted:
            self.clear()
            for value, name in wanted:
                self.addItem(name, value)
        self.setCurrentIndex(max(0, self.findData(fields.input_text(self._model.case, self._path))))

    def _chosen(self, number: int) -> None:
        self._model.type_text(self._path, str(self.itemData(number)))
        self._model.seal()


class MeasureTable(QWidget):
    """Rows of measures with 追加 and 消す. `field_set` holds their fields, and with them those of the page around."""

    def __init__(self, model: AppModel, field_set: FieldSet) -> None:
        super().__init__()
        self.model = model
        self._set = field_set
        layout = column(self, spacing=12)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        layout.addLayout(self._grid)
        self.none = Note("取組はまだありません。照明のLED化、空調の更新など、予定しているものを追加します。")
        layout.addWidget(self.none)
        self.question = Ask()
        layout.addWidget(self.question)
        self.add_button = SecondaryButton("取組を追加する")
        self.add_button.clicked.connect(self._add)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.picks: dict[str, SitePick] = {}
        self.removes: dict[str, LinkButton] = {}
        self._shown: object = None

    def refresh(self, *, with_actual: bool) -> None:
        """Shows the model. `with_actual`: with columns for what came of a measure."""
        names = (*_PLANNED, *_ACTUAL) if with_actual else _PLANNED
        ids = tuple(measure.id for measure in self.model.case.measures)
        if (ids, names) != self._shown:
            self._shown = (ids, names)
            self._build(ids, names)
        for pick in self.picks.values():
            pick.refresh()

    def _build(self, ids: tuple[str, ...], names: tuple[str, ...]) -> None:
        self._set.remove_below("measures")
        clear(self._grid)
        self.picks, self.removes = {}, {}
        self.none.setVisible(not ids)
        self._grid.setColumnStretch(0, 1)
        for number, name in enumerate(names if ids else ()):
            spec = fields.field(f"measures.x.{name}")
            label = spec.label.split("（")[0] + ("の実績" if name == "actual_t" else "")
            unit = f"（{spec.unit}）" if spec.unit and not label.endswith(spec.unit) else ""
            self._grid.addWidget(Note(f"{label}{unit}", measure=None), 0, number, Qt.AlignmentFlag.AlignBottom)
        for place, measure_id in enumerate(ids, 1):
            self._build_row(place, measure_id, names)

    def _build_row(self, place: int, measure_id: str, names: tuple[str, ...]) -> None:
        for number, name in enumerate(names):
            path = f"measures.{measure_id}.{name}"
            label = f"取組{place}の{fields.field(path).label}"
            made: QWidget
            if name == "site_id":
                self.picks[measure_id] = SitePick(self.model, path, label)
                made = _beside_boxes(self.picks[measure_id])
            else:
                made = self._set.add(path, label=label, heading=False)
                made.drop_unit()
            self._grid.addWidget(made, place, number, Qt.AlignmentFlag.AlignTop)
        link = LinkButton("消す")
        link.setAccessibleName(f"取組{place}を消す")
        link.clicked.connect(lambda: self._ask_remove(measure_id))
        self.removes[measure_id] = link
        self._grid.addWidget(_beside_boxes(link), place, len(names), Qt.AlignmentFlag.AlignTop)

    def _add(self) -> None:
        measure = Measure()
        if self.model.edit(add_measure(self.model.case, measure), "取組の追加"):
            self._set.focus(f"measures.{measure.id}.name")

    def _ask_remove(self, measure_id: str) -> None:
        measure = next((found for found in self.model.case.measures if found.id == measure_id), None)
        if measure is None:
            return
        blank = measure == Measure(id=measure_id) and not any(p.startswith(f"measures.{measure_id}.") for p in self.model.case.drafts)
        if blank:
            self._remove(measure_id)
            return
        self.question.ask(
            f"取組「{measure.name or '名称未入力'}」を消しますか。",
            (("消す", lambda: self._remove(measure_id)), ("消さない", lambda: self._back_to(measure_id))),
        )

    def _back_to(self, measure_id: str) -> None:
        if measure_id in self.removes:
            self.removes[measure_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, measure_id: str) -> None:
        self.model.edit(remove_measure(self.model.case, measure_id), "取組の削除")
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _beside_boxes(widget: QWidget) -> QWidget:
    """Puts a widget in line with the boxes, which stand a little lower in their fields."""
    holder = QWidget()
    layout = column(holder, spacing=0)
    layout.setContentsMargins(0, theme.px(4), 0, 0)
    layout.addWidget(widget)
    return holder
