"""All schemes at a glance: verdict, why, what would change it; as of a day that can be changed.

Not for: judging (`sllassist.schemes`), nor for one scheme in full (`sllassist.ui.pages.scheme`).
"""

from PySide6.QtCore import Qt

from sllassist.flow import verdicts
from sllassist.flow.interview import progress
from sllassist.flow.pages import Place
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Card, Heading, Line, SecondaryButton, column
from sllassist.ui.widgets.scheme_date import SchemeDate
from sllassist.ui.widgets.scheme_keep import KeepButton
from sllassist.ui.widgets.scheme_row import SchemeRow


class VerdictPage(PageBody):
    """A row for each scheme; those set aside stand apart."""

    begins_at_next = True
    own_lead = ""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self.keep = KeepButton(model)
        self.acts = (self.keep,)
        layout = column(self, spacing=8)
        self.date = SchemeDate(model)
        self.ask = SecondaryButton("")
        self.ask.clicked.connect(lambda: self.go.emit(Place("interview")))
        self.date.add(self.ask)
        layout.addWidget(self.date)
        self._card = Card(padding=0, spacing=0)
        layout.addWidget(self._card)
        self._aside = Card(padding=0, spacing=0)
        layout.addWidget(self._aside)
        self.rows: list[SchemeRow] = []
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Shows the verdicts as they are now."""
        assessment = self.model.assessment
        self.date.refresh()
        self.keep.refresh()
        left = progress(assessment)[1]
        self.ask.setText(f"質問に答える（あと{left}問ほど）")
        self.ask.setVisible(left > 0)
        state = (assessment.schemes, left)
        if state == self._shown:
            return
        self._shown = state
        for card in (self._card, self._aside):
            clear(card.body)
        self.rows = []
        aside = [result for result in assessment.schemes if result.set_aside]
        if aside:
            title = Heading("いまは考えない制度", level=3)
            title.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(8))
            self._aside.body.addWidget(title)
        for result in assessment.schemes:
            body = (self._aside if result.set_aside else self._card).body
            if body.count():
                body.addWidget(Line())
            line = SchemeRow(assessment, result)
            line.look.connect(lambda scheme_id: self.go.emit(Place("scheme", focus=scheme_id)))
            line.aside.connect(self._put_aside)
            self.rows.append(line)
            body.addWidget(line)
        self._aside.setVisible(bool(aside))
        self._card.setVisible(len(aside) < len(self.rows))

    def _put_aside(self, scheme_id: str) -> None:
        result = self.model.assessment.scheme(scheme_id)
        act = verdicts.take_back if result.set_aside else verdicts.set_aside
        label = "考えに戻すこと" if result.set_aside else "いまは考えないこと"
        if self.model.edit(act(self.model.case, scheme_id), f"「{result.short}」を{label}"):
            self.row(scheme_id).aside_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, scheme_id: str) -> SchemeRow:
        """The row of a scheme."""
        return next(line for line in self.rows if line.result.scheme_id == scheme_id)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the words mean."""
        return (
            ("まだ分からない制度", "答えていない質問があると、結論は出ません。「対象になりません」にはなりません。"),
            ("日付を変える", "制度の始まりや率の変わる日の前後で、結論がどうなるかを見られます。入力した内容は変わりません。"),
            ("いまは考えない", "その制度のための質問と期限を出さないようにします。いつでも戻せます。"),
            ("未確認", "公表資料の原本で確かめていない条件です。申し込みの前に、窓口に確かめてください。"),
        )
