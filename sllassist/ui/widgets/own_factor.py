"""「自分の係数を入力する」: what the firm knows better than the tables, with the line that says where it stands.

A factor from a paper of its own, or a figure its gas supplier told it. Every figure is kept as it is typed; it counts once
all its answers are there. Not for: the factors of the published lists.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.wholes import OF_SUPPLY
from sllassist.emissions.supply_checks import own_factor_units
from sllassist.flow import fields, parts, supplies
from sllassist.knowledge import Energy
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, Heading, LinkButton, Note, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.radio_group import RadioGroup

_FIGURES = ("basic_t", "adjusted_t")
_TONNES = "t-CO2"


@dataclass(frozen=True, slots=True)
class Words:
    """What a box says: the link that opens it, the one that puts it away, its heading, and what it is for."""

    open: str
    close: str
    title: str
    why: str


WORDS: Final[dict[str, Words]] = {
    "own_factor": Words(
        "自分の係数を入力する", "一覧の係数に戻す", "自分の係数",
        "契約書や会社からのお知らせに書かれた係数を入力します。国の一覧の係数の代わりに使い、「未確認」の印をつけます。",
    ),
    "own_density": Words(
        "ガス会社に確かめた換算を入力する", "一覧の換算に戻す", "ガス会社に確かめた換算",
        "m3を重さに直す数字をガス会社から聞いたときに入力します。組成の代わりに使い、「未確認」の印をつけます。",
    ),
    "own_heat": Words(
        "ガス会社に確かめた熱量を入力する", "一覧の熱量に戻す", "ガス会社に確かめた熱量",
        "ガス会社が示している熱量を入力します。一覧の熱量の代わりに使い、「未確認」の印をつけます。",
    ),
}  # fmt: skip


class OwnBox(QWidget):
    """The link that opens it, and the answers. `changed` follows opening and closing."""

    changed = Signal()

    def __init__(self, model: AppModel, supply_id: str, kind: str, field_set: FieldSet) -> None:
        """`kind`: the field of the entry (own_factor, own_density, own_heat)."""
        super().__init__()
        self.model, self.supply_id, self.kind = model, supply_id, kind
        self._set = field_set
        self._path = supplies.own_path(supply_id, kind)
        words = WORDS[kind]
        layout = column(self, spacing=8)
        self.open_link = LinkButton(words.open)
        self.open_link.clicked.connect(self._open)
        layout.addWidget(self.open_link)
        self.inside = QWidget()
        self._body = column(self.inside, spacing=16)
        head = row(spacing=16)
        head.addWidget(Heading(words.title, level=3), 1)
        self.close_link = LinkButton(words.close)
        self.close_link.clicked.connect(self._close)
        head.addWidget(self.close_link)
        self._body.addLayout(head)
        self._body.addWidget(Note(words.why, measure=None))
        self.add_fields()
        self.told = Body("", measure=None)
        self._body.addWidget(self.told)
        layout.addWidget(self.inside)
        self._opened = False
        self.refresh()

    def add_fields(self) -> None:
        """The answers."""
        for name in OF_SUPPLY[self.kind]:
            self._body.addWidget(self._set.add(f"{self._path}.{name}"))

    @property
    def is_open(self) -> bool:
        """Whether the answers are shown."""
        return self._opened or supplies.has_own(self.model.case, self.supply_id, self.kind)

    def refresh(self) -> None:
        """Shows the model."""
        self.open_link.setVisible(not self.is_open)
        self.inside.setVisible(self.is_open)
        self.told.set_text(self._used() or self._missing())
        self.told.setVisible(bool(self.told.plain))

    def _used(self) -> str:
        """What is computed with; "" as long as something is missing."""
        supply = self.model.case.supply(self.supply_id)
        own = getattr(supply, self.kind, None)
        if own is None:
            return ""
        if self.kind == "own_density":
            return supplies.density_words(own.value) if own.value > 0 else ""
        return f"この熱量で計算しています：{own.value:f} GJ/千m3"

    def _missing(self) -> str:
        """What is missing before it is used."""
        case = self.model.case
        names = OF_SUPPLY[self.kind]
        left = [fields.field(f"{self._path}.{name}").label for name in names if fields.problem_of(case, f"{self._path}.{name}")]
        return f"まだ使っていません。あと「{'」「'.join(left)}」を入力すると、この数字で計算します。" if left else ""

    def _open(self) -> None:
        self._opened = True
        self.refresh()
        self.changed.emit()
        self.focus()

    def _close(self) -> None:
        self._set.flush()
        self._opened = False
        self.model.edit(parts.remove(self.model.case, f"{self._path}.source"), f"{WORDS[self.kind].title}をやめること")
        self.refresh()
        self.changed.emit()
        self.open_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        """Puts the keyboard into it."""
        if self.is_open:
            self.focus_first()
        else:
            self.open_link.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Puts the keyboard on the first answer."""
        self._set.focus(f"{self._path}.{OF_SUPPLY[self.kind][0]}")


class OwnFactorBox(OwnBox):
    """A CO2 factor of the firm's own: its unit first, then the two figures and the source."""

    def __init__(self, model: AppModel, supply_id: str, energy: Energy, field_set: FieldSet) -> None:
        self._energy = energy
        super().__init__(model, supply_id, "own_factor", field_set)

    def add_fields(self) -> None:
        """The four answers, and the way to give both figures at once."""
        spec = fields.field(f"{self._path}.unit")
        units = [(unit, unit) for unit in own_factor_units(self._energy)]
        self.units = RadioGroup(spec.label, units, per_row=4, hint=spec.hint, heading=True)
        self.units.picked.connect(self._unit_picked)
        self._body.addWidget(self.units)
        for name in _FIGURES:
            self._body.addWidget(self._set.add(f"{self._path}.{name}"))
        self.same_link = LinkButton("調整後も基礎と同じ数字にする")
        self.same_link.clicked.connect(self._same)
        self._body.addWidget(self.same_link)
        self._body.addWidget(self._set.add(f"{self._path}.source"))

    def refresh(self) -> None:
        """Shows the model."""
        super().refresh()
        unit = fields.input_text(self.model.case, f"{self._path}.unit")
        self.units.check(unit)
        for label in self.inside.findChildren(Body):
            if label.plain.startswith(_TONNES):
                label.set_text(f"{_TONNES}/{unit}" if unit else _TONNES)
        basic, adjusted = (fields.input_text(self.model.case, f"{self._path}.{name}") for name in _FIGURES)
        self.same_link.setVisible(bool(basic) and basic != adjusted)

    def _used(self) -> str:
        supply = self.model.case.supply(self.supply_id)
        own = supply.own_factor if supply else None
        if own is None:
            return ""
        both = f"基礎 {own.basic_t:f}、調整後 {own.adjusted_t:f} t-CO2/{own.unit}"
        kilos = "、".join(f"{value * 1000:f}" for value in dict.fromkeys((own.basic_t, own.adjusted_t)))
        return f"この係数で計算しています：{both}（kgでは {kilos} kg-CO2/{own.unit}）"

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

    def focus_first(self) -> None:
        """Puts the keyboard on the unit."""
        self.units.focus()
