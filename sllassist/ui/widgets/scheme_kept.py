"""残した判定: earlier verdicts of a scheme, each with what is different now.

Not for: keeping them (`sllassist.ui.widgets.scheme_keep`).
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sllassist.assessment import SchemeResult
from sllassist.case.model import Judged
from sllassist.case.periods import japanese_date
from sllassist.flow.verdicts import ANSWERS, differences
from sllassist.ui import theme
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.scheme_words import KINDS

SAME = "いまの判定と同じです。"
LEAD = "残したときのままの記録です。あとで答えや制度の数字が変わっても、書き換わりません。"


class KeptVerdict(QWidget):
    """One kept verdict: day, verdict, differences; its conditions when opened."""

    def __init__(self, judged: Judged, result: SchemeResult) -> None:
        super().__init__()
        layout = column(self, spacing=4)
        layout.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        head = row(spacing=16)
        made, looked = japanese_date(judged.made_on), japanese_date(judged.as_of)
        said = f"{made}に残した判定" + (f"（{looked}の時点）" if judged.as_of != judged.made_on else "")
        name = Heading(said, level=3)
        name.setWordWrap(False)
        head.addWidget(name)
        head.addWidget(StatusTag(result.word_for(judged.verdict), KINDS[judged.verdict]))
        if judged.verdict != judged.computed:
            head.addWidget(Note("手で決めた結論", measure=None))
        head.addStretch(1)
        self.opener = LinkButton("条件を見る", small=True)
        self.opener.setAccessibleName(f"{said}の条件を見る")
        self.opener.clicked.connect(self._toggle)
        head.addWidget(self.opener)
        layout.addLayout(head)
        found = differences(judged, result)
        self.told = Body("\n".join(found) if found else SAME, measure=theme.MEASURE + 24)
        layout.addWidget(self.told)
        self.detail = QWidget()
        inside = column(self.detail, spacing=2)
        for condition in judged.conditions:
            limit = f"条件 {condition.limit}" if condition.limit else ""
            values = "　".join(part for part in (condition.seen, limit, condition.source) if part)
            inside.addWidget(Body(f"{ANSWERS[condition.answer]}　{condition.statement}", measure=None))
            inside.addWidget(Note(values, measure=None))
        layout.addWidget(self.detail)
        self.detail.hide()

    def _toggle(self) -> None:
        self.detail.setVisible(self.detail.isHidden())
        self.opener.setText("条件を見る" if self.detail.isHidden() else "条件を閉じる")


class KeptVerdicts(Card):
    """All kept verdicts of a scheme, newest first; nothing at all where there are none."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.body.addWidget(Heading("残した判定"))
        self.body.addWidget(Note(LEAD, measure=None))
        self._lines = column(spacing=0)
        self.body.addLayout(self._lines)
        self.kept: list[KeptVerdict] = []

    def put(self, found: Sequence[Judged], result: SchemeResult) -> None:
        """Shows these."""
        clear(self._lines)
        self.kept = []
        for judged in found:
            made = KeptVerdict(judged, result)
            self._lines.addWidget(Line())
            self._lines.addWidget(made)
            self.kept.append(made)
        self.setVisible(bool(found))
