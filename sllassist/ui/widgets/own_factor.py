"""「自分の係数を入力する」: a factor from a paper of the firm's own, with the line that says where it stands.

Every figure is kept as it is typed; the factor counts once all four answers are there.
Not for: the factors of the published lists.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.wholes import OWN_FACTOR
from sllassist.emissions.supply_checks import own_factor_units
from sllassist.flow import fields, parts, supplies
from sllassist.knowledge import Energy
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, Heading, LinkButton, Note, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.radio_group import RadioGroup

WHY = "契約書や会社からのお知らせに書かれた係数を入力します。国の一覧の係数の代わりに使い、「未確認」の印をつけます。"
OPEN, CLOSE = "自分の係数を入力する", "一覧の係数に戻す"
_FIGURES = ("basic_t", "adjusted_t")
_TONNES = "t-CO2"


class OwnFactorBox(QWidget):
    """The link that opens it, and the four answers. `changed` follows opening and closing."""

    changed = Signal()

    def __init__(self, model: AppModel, supply_id: str, energy: Energy, field_set: FieldSet) -> None:
        super().__init__()
        self.model = model
        self.supply_id = supply_id
        self._set = field_set
        self._path = supplies.own_factor_path(supply_id)
        layout = column(self, spacing=8)
        self.open_link = LinkButton(OPEN)
        self.open_link.clicked.connect(self._open)
        layout.addWidget(self.open_link)
        self.inside = QWidget()
        body = column(self.inside, spacing=16)
        head = row(spacing=16)
        head.addWidget(Heading("自分の係数", level=3), 1)
        self.close_link = LinkButton(CLOSE)
        self.close_link.clicked.connect(self._close)
        head.addWidget(self.close_link)
        body.addLayout(head)
        body.addWidget(Note(WHY, measure=None))
        spec = fields.field(f"{self._path}.unit")
        units = [(unit, unit) for unit in own_factor_units(energy)]
        self.units = RadioGroup(spec.label, units, per_row=4, hint=spec.hint, heading=True)
        self.units.picked.connect(self._unit_picked)
        body.addWidget(self.units)
        for name in _FIGURES:
            body.addWidget(field_set.add(f"{self._path}.{name}"))
        self.same_link = LinkButton("調整後も基礎と同じ数字にする")
        self.same_link.clicked.connect(self._same)
        body.addWidget(self.same_link)
        body.addWidget(field_set.add(f"{self._path}.source"))
        self.told = Body("", measure=None)
        body.addWidget(self.told)
        layout.addWidget(self.inside)
        self._opened = False
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether the four answers are shown."""
        return self._opened or supplies.has_own_factor(self.model.case, self.supply_id)

    def refresh(self) -> None:
        """Shows the model."""
        self.open_link.setVisible(not self.is_open)
        self.inside.setVisible(self.is_open)
        unit = fields.input_text(self.model.case, f"{self._path}.unit")
        self.units.check(unit)
        for label in self.inside.findChildren(Body):
            if label.plain.startswith(_TONNES):
                label.set_text(f"{_TONNES}/{unit}" if unit else _TONNES)
        basic, adjusted = (fields.input_text(self.model.case, f"{self._path}.{name}") for name in _FIGURES)
        self.same_link.setVisible(bool(basic) and basic != adjusted)
        self.told.set_text(self._state())
        self.told.setVisible(bool(self.told.plain))

    def _state(self) -> str:
        """Which factor is used, or what is missing before it is."""
        case = self.model.case
        supply = case.supply(self.supply_id)
        own = supply.own_factor if supply else None
        if own is None:
            left = [fields.field(f"{self._path}.{name}").label for name in OWN_FACTOR if fields.problem_of(case, f"{self._path}.{name}")]
            return f"まだ使っていません。あと「{'」「'.join(left)}」を入力すると、この係数で計算します。"
        both = f"基礎 {own.basic_t:f}、調整後 {own.adjusted_t:f} t-CO2/{own.unit}"
        kilos = "、".join(f"{value * 1000:f}" for value in dict.fromkeys((own.basic_t, own.adjusted_t)))
        return f"この係数で計算しています：{both}（kgでは {kilos} kg-CO2/{own.unit}）"

    def _open(self) -> None:
        self._opened = True
        self.refresh()
        self.changed.emit()
        self.units.focus()

    def _close(self) -> None:
        self._set.flush()
        self._opened = False
        self.model.edit(parts.remove(self.model.case, f"{self._path}.unit"), "自分の係数をやめること")
        self.refresh()
        self.changed.emit()
        self.open_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unit_picked(self, unit: str) -> None:
        self.model.type_text(f"{self._path}.unit", unit)
        self.model.seal()
        self.refresh()

    def _same(self) -> None:
        self._set.flush()
        self.model.type_text(f"{self._path}.adjusted_t", fields.input_text(self.model.case, f"{self._path}.basic_t"))
        self.model.seal()
        self._set.focus(f"{self._path}.source")
        self.refresh()

    def focus(self) -> None:
        """Puts the keyboard into it."""
        if self.is_open:
            self.units.focus()
        else:
            self.open_link.setFocus(Qt.FocusReason.TabFocusReason)
