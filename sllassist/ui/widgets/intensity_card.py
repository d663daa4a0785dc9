"""原単位: denominators of the firm's choice with a value per year, and energy or CO2 per unit of the chosen one.

Not for: computing (`sllassist.emissions.intensity`).
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist.emissions.split import MEASURES, Measure
from sllassist.flow import comparison, intensities
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask, clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, SecondaryButton, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.radio_group import RadioGroup
from sllassist.ui.widgets.side_scroll import SideScroll
from sllassist.ui.widgets.tabs import Tabs

_IN_A_ROW = 3
"""Buttons side by side: more do not fit into a small screen with large text."""
LEAD = "生産量や売上高などで割ると、忙しさの違いを除いて年度をくらべられます。"


class _Figure(Body):
    def __init__(self) -> None:
        super().__init__("", measure=None)
        self.setWordWrap(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class IntensityCard(Card):
    """Denominators as tabs; the chosen one with its yearly values and what comes of them."""

    def __init__(self, model: AppModel, field_set: FieldSet) -> None:
        super().__init__(spacing=16)
        self.model = model
        self._set = field_set
        self.measure: Measure = "co2_adjusted_t" if model.case.plan.series == "adjusted" else "co2_basic_t"
        self.body.addWidget(Heading("原単位"))
        self.body.addWidget(Note(LEAD, measure=None))
        self.tabs = Tabs("原単位の分母")
        self.tabs.picked.connect(self._picked)
        self.body.addWidget(self.tabs)
        self._inside = QWidget()
        self._layout = column(self._inside, spacing=16)
        self.body.addWidget(SideScroll(self._inside))
        self.question = Ask()
        self.body.addWidget(self.question)
        self._offers = column(spacing=8)
        self.body.addLayout(self._offers)
        self.offers: dict[str, SecondaryButton] = {}
        self.figures: dict[int, tuple[_Figure, ...]] = {}
        self.choice: RadioGroup | None = None
        self.remove_link: LinkButton | None = None
        self._head: Body | None = None
        self._built: object = None
        self._offered: object = None
        self.refresh()

    # Showing

    def refresh(self) -> None:
        """Shows the model."""
        case = self.model.case
        chosen = self.tabs.value
        self.tabs.put([(found.id, found.name or "名前未入力") for found in case.denominators], chosen)
        self.tabs.setVisible(bool(case.denominators))
        years = self.model.assessment.ledger.fiscal_years
        found = intensities.find(case, self.tabs.value)
        given = tuple(sorted({*years, *(value.fiscal_year for value in found.values if value.value is not None)})) if found else ()
        if (self.tabs.value, given) != self._built:
            self._build(self.tabs.value, given)
        self._inside.setVisible(found is not None)
        self._show_figures()
        self._show_offers()

    def _build(self, denominator_id: str, years: tuple[int, ...]) -> None:
        self._built = (denominator_id, years)
        self._set.remove_below("denominators")
        clear(self._layout)
        self.figures, self.choice, self._head = {}, None, None
        if not denominator_id:
            return
        names = row(spacing=24)
        for name in ("name", "unit"):
            names.addWidget(self._set.add(f"denominators.{denominator_id}.{name}"))
        names.addStretch(1)
        self.remove_link = LinkButton("この分母を消す")
        self.remove_link.clicked.connect(partial(self._ask_remove, denominator_id))
        names.addWidget(self.remove_link, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(names)
        self.choice = RadioGroup("何を割りますか", comparison.MEASURES, per_row=None, heading=True)
        self.choice.picked.connect(self._measure_picked)
        self._layout.addWidget(self.choice)
        self._layout.addLayout(self._table(denominator_id, years))

    def _table(self, denominator_id: str, years: tuple[int, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(8))
        self._head = _Figure()
        self._head.setProperty("role", "note")
        heads = [Note("年度", measure=None), Note("分母の値", measure=None), self._head, Note("前年度とくらべて", measure=None)]
        heads += [Note("基準年度とくらべて", measure=None), Note("", measure=None)]
        for number, head in enumerate(heads):
            head.setWordWrap(False)
            grid.addWidget(head, 0, number)
        for place, year in enumerate(years, 1):
            path = f"denominators.{denominator_id}.values.{year}.value"
            name = Body(self._year_name(year), measure=None)
            name.setWordWrap(False)
            grid.addWidget(name, place, 0)
            grid.addWidget(self._set.add(path, label=f"{year}年度の分母の値", heading=False), place, 1)
            cells = tuple(_Figure() for _ in range(4))
            for number, cell in enumerate(cells, 2):
                grid.addWidget(cell, place, number)
            self.figures[year] = cells
        grid.setColumnStretch(len(heads), 1)
        return grid

    def _year_name(self, year: int) -> str:
        return f"{year}年度（基準）" if year == self.model.case.plan.base_year else f"{year}年度"

    def _show_figures(self) -> None:
        found = intensities.find(self.model.case, self.tabs.value)
        if found is None or self.choice is None or self._head is None:
            return
        ledger = self.model.assessment.ledger
        self.choice.check(self.measure)
        unit = intensities.unit_of(self.model.case, ledger, found, self.measure)
        self._head.set_text(f"原単位（{unit}）")
        for line in intensities.rows(self.model.case, ledger, found, self.measure, self.figures):
            texts = (line.text, line.change, line.since_base, line.mark)
            for cell, text in zip(self.figures.get(line.fiscal_year, ()), texts, strict=False):
                if cell.plain != text:
                    cell.set_text(text)
                    cell.setAccessibleName(f"{line.name}　{text}" if text else "")

    def _show_offers(self) -> None:
        offered = intensities.left_to_offer(self.model.case)
        if offered == self._offered:
            return
        self._offered = offered
        clear(self._offers)
        self.offers = {}
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        grid.setColumnStretch(_IN_A_ROW, 1)
        for number, (name, unit) in enumerate((*offered, ("", ""))):
            button = SecondaryButton(f"＋ {name}（{unit}）" if name else "＋ ほかの分母")
            button.setAccessibleName(f"分母に{name or 'ほかのもの'}を追加する")
            button.clicked.connect(partial(self._add, name, unit))
            self.offers[name] = button
            grid.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)
        self._offers.addLayout(grid)

    # Acts

    def _picked(self) -> None:
        self._set.flush()
        self.refresh()

    def _measure_picked(self, value: str) -> None:
        self.measure = next(measure for measure in MEASURES if measure == value)
        self._show_figures()

    def _add(self, name: str, unit: str) -> None:
        self._set.flush()
        case, denominator_id = intensities.add(self.model.case, name, unit)
        if self.model.edit(case, "分母の追加"):
            self.show_denominator(denominator_id)
            first = next(iter(self.figures), None)
            path = f"denominators.{denominator_id}"
            self._set.focus(f"{path}.values.{first}.value" if name and first is not None else f"{path}.name")

    def show_denominator(self, denominator_id: str) -> None:
        """Shows one denominator."""
        self.tabs.put([(found.id, found.name or "名前未入力") for found in self.model.case.denominators], denominator_id)
        self.refresh()

    def _ask_remove(self, denominator_id: str) -> None:
        self._set.flush()
        found = intensities.find(self.model.case, denominator_id)
        if found is None:
            return
        if intensities.is_blank(self.model.case, found):
            self._remove(denominator_id)
            return
        self.question.ask(
            f"「{found.name or '名前未入力'}」を、年度ごとの値と一緒に消しますか。",
            (("分母を消す", lambda: self._remove(denominator_id)), ("消さない", self._back)),
        )

    def _back(self) -> None:
        if self.remove_link is not None:
            self.remove_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, denominator_id: str) -> None:
        self.model.edit(intensities.remove(self.model.case, denominator_id), "分母の削除")
        next(iter(self.offers.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into the field of `denominators.<id>…`."""
        names = path.split(".")
        if names[0] != "denominators" or len(names) < 2 or intensities.find(self.model.case, names[1]) is None:
            return False
        self.show_denominator(names[1])
        return self._set.focus(path) or self._set.focus(".".join(names[:2]))



