"""「別に示すもの」: power made and sold, other gases, certificates: beside the totals, never netted against them.

Not for: entering them (`sllassist.ui.pages.supplies`, `sllassist.ui.pages.gases`).
"""

from PySide6.QtCore import Signal

from sllassist.emissions import Power, certificates, other_gases, power
from sllassist.flow.bills import plain_figure
from sllassist.flow.pages import Place
from sllassist.flow.rounding import shown
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, column
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head


class ApartCard(Card):
    """`go` asks for the page where gases and certificates are entered."""

    go = Signal(Place)

    def __init__(self, model: AppModel) -> None:
        super().__init__(spacing=12)
        self.model = model
        self.body.addWidget(Heading("別に示すもの"))
        self.table = FigureTable((Head("", stretch=1), Head("", figures=True)), "別に示すもの")
        self.body.addWidget(self.table)
        self._told = column(spacing=4)
        self.body.addLayout(self._told)
        self.link = LinkButton("その他の温室効果ガスと証書を入力する・直す")
        self.link.clicked.connect(lambda: self.go.emit(Place("gases")))
        self.body.addWidget(self.link)

    def put(self, year: int) -> None:
        """Shows a fiscal year; hides where nothing stands apart."""
        case, known = self.model.case, self.model.knowledge
        made, gases, bought = power(case, known, year), other_gases(case, known, year), certificates(case, year)
        rows = _power_rows(made)
        rows += [("その他の温室効果ガス", f"{shown(gases.co2_t)} t-CO2")] if gases.lines else []
        rows += [(found.name, f"{plain_figure(found.quantity)} {found.unit}") for found in bought]
        self.setVisible(bool(rows))
        self.table.put([FigureRow(line) for line in rows])
        clear(self._told)
        for words in (*made.words, *(found.words for found in bought)):
            self._told.addWidget(Body(words, measure=None))
        self.link.setVisible(bool(gases.lines or bought))


def _power_rows(made: Power) -> list[tuple[str, str]]:
    if not made.own_kwh and not made.sold_kwh:
        return []
    told = (("電力会社から買った電気", made.bought_kwh), ("自家発電で使った電気", made.own_kwh), ("売った電気", made.sold_kwh))
    return [(name, f"{plain_figure(value)} kWh") for name, value in told]
