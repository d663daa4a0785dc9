"""What newer factors are and what they would change in a case: figures now and then, side by side, with the reasons.

Not for: deciding; the dialog or page around asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sllassist.case.periods import japanese_date
from sllassist.flow.updates import YearChange
from sllassist.knowledge.packs import PackInfo
from sllassist.ui.widgets.basic import Body, Heading, Note, column
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head

NO_CASE = "開いている案件はありません。案件を開いたときに、結果がどう変わるかを見てから選べます。"
SAME = "この案件の結果は変わりません。"
REASONS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack says about itself. `changes`: sentences."""

    title: str
    made: str
    years: str
    changes: tuple[str, ...]


def told_of(info: PackInfo) -> Told:
    """A pack in words."""
    until = "以降" if info.valid_to_fy is None else f"〜{info.valid_to_fy}年度"
    return Told(info.title, japanese_date(info.made_on), f"{info.valid_from_fy}年度{until}", info.changes)


class UpdateView(QWidget):
    """Made once for a pack (or several) and its differences. `changes` None: no case is open."""

    def __init__(self, packs: Sequence[Told], changes: Sequence[YearChange] | None) -> None:
        super().__init__()
        layout = column(self, spacing=16)
        for pack in packs:
            layout.addWidget(Heading(pack.title, level=3))
            layout.addWidget(Note(f"作成日 {pack.made}　対象 {pack.years}", measure=None))
            layout.addWidget(Body("\n".join(f"・{change}" for change in pack.changes), measure=None))
        layout.addWidget(Heading("この案件の結果がどう変わるか", level=3))
        self.tables: dict[int, FigureTable] = {}
        if changes is None:
            layout.addWidget(Body(NO_CASE, measure=None))
        elif not changes:
            layout.addWidget(Body(SAME, measure=None))
        for year in changes or ():
            heads = (Head(f"{year.fiscal_year}年度", stretch=1), *(Head(name, figures=True) for name in ("いまの係数", "新しい係数", "差")))
            table = FigureTable(heads, f"{year.fiscal_year}年度の結果の違い")
            table.put([FigureRow(line) for line in year.figures])
            self.tables[year.fiscal_year] = table
            layout.addWidget(table)
            for reason in year.reasons[:REASONS_SHOWN]:
                layout.addWidget(Note(f"・{reason}", measure=None))
            if (left := len(year.reasons) - REASONS_SHOWN) > 0:
                layout.addWidget(Note(f"ほかに{left}件あります。", measure=None))
