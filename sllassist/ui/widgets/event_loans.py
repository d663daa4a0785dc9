"""実行中の融資: other loans under schemes, beside the one of the case; added, edited and removed.

Not for: the loan of the case, which the questions ask about.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sllassist.case.model import RunningLoan
from sllassist.flow.events import add_loan, remove_loan
from sllassist.schemes import all_schemes
from sllassist.schemes.base import Scheme
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import Ask
from sllassist.ui.widgets.basic import Body, Card, Heading, Line, LinkButton, Note, SecondaryButton, column, row
from sllassist.ui.widgets.choose_then import ChooseThen
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.focus import focus_is_in

FIELDS = ("bank_name", "start_date", "term_months", "plan_first_year", "plan_years", "base_year", "base_t")
LEAD = "この案件の融資のほかに、制度を使った融資があれば入力します。それぞれについて届出が要るかどうかを調べます。"


def lending_schemes() -> tuple[Scheme, ...]:
    """The schemes under which a loan can run: those that know notices."""
    return tuple(scheme for scheme in all_schemes() if type(scheme).notices is not Scheme.notices)


class LoanPart(QWidget):
    """One loan, its boxes shown at once."""

    def __init__(self, model: AppModel, loan: RunningLoan, fields: FieldSet) -> None:
        super().__init__()
        self.model, self.loan_id = model, loan.id
        self.prefix = f"running.{loan.id}"
        layout = column(self, spacing=16)
        layout.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        head = row(spacing=16)
        self.title = Heading("", level=3)
        self.title.setMaximumWidth(16_777_215)
        self.remove = LinkButton("消す")
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        layout.addLayout(head)
        self.question = Ask()
        layout.addWidget(self.question)
        for name in FIELDS:
            layout.addWidget(fields.add(f"{self.prefix}.{name}"))

    def put(self, loan: RunningLoan) -> None:
        """Shows which loan it is."""
        name = next((scheme.short for scheme in all_schemes() if scheme.id == loan.scheme), loan.scheme)
        self.title.set_text(f"{name}　{loan.bank_name or '金融機関未入力'}の融資")
        self.remove.setAccessibleName(f"{self.title.plain}を消す")


class RunningLoans(Card):
    """All other loans, and the button for one more."""

    added = Signal(str)

    def __init__(self, model: AppModel, fields: FieldSet) -> None:
        super().__init__(spacing=12)
        self.model, self._fields = model, fields
        self.body.addWidget(Heading("実行中の融資"))
        self.body.addWidget(Note(LEAD, measure=theme.MEASURE + 24))
        self.own = Body(measure=None)
        self.body.addWidget(self.own)
        self._parts = column(spacing=0)
        self.body.addLayout(self._parts)
        self.parts: dict[str, LoanPart] = {}
        answers = [(scheme.id, scheme.name) for scheme in lending_schemes()]
        self.choice = ChooseThen("どの制度の融資ですか", answers, "この制度の融資を加える")
        self.choice.chosen.connect(self._add)
        self.choice.stopped.connect(self._stop)
        self.body.addWidget(self.choice)
        self.choice.hide()
        self.add = SecondaryButton("ほかの融資を加える")
        self.add.clicked.connect(self._ask)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def refresh(self) -> None:
        """Shows the loans as they are now."""
        case = self.model.case
        bank = case.loan.bank_name
        self.own.set_text(f"この案件の融資：{bank}" if bank else "この案件の融資：金融機関はまだ入力されていません。")
        loans = {loan.id: loan for loan in case.running}
        for loan_id in [loan_id for loan_id in self.parts if loan_id not in loans]:
            part = self.parts.pop(loan_id)
            if focus_is_in(part):
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fields.remove_below(part.prefix)
            self._parts.removeWidget(part)
            part.hide()
            part.deleteLater()
        for loan in case.running:
            if loan.id not in self.parts:
                part = LoanPart(self.model, loan, self._fields)
                part.remove.clicked.connect(lambda _=False, loan_id=loan.id: self._ask_remove(loan_id))
                part.layout().insertWidget(0, Line())  # type: ignore[union-attr]  # its own column
                self.parts[loan.id] = part
                self._parts.addWidget(part)
            self.parts[loan.id].put(loan)

    def _ask(self) -> None:
        self.choice.begin(may_stop=True)
        self.choice.show()
        self.add.hide()
        self.choice.focus()

    def _stop(self) -> None:
        self.choice.hide()
        self.add.show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, scheme_id: str) -> None:
        self.choice.hide()
        self.add.show()
        if self.model.edit(add_loan(self.model.case, scheme_id), "融資を加えること"):
            self.refresh()
            self.added.emit(f"running.{self.model.case.running[-1].id}.{FIELDS[0]}")

    def _ask_remove(self, loan_id: str) -> None:
        loan = next((one for one in self.model.case.running if one.id == loan_id), None)
        if loan is None:
            return
        if loan == RunningLoan(id=loan_id, scheme=loan.scheme):
            self._remove(loan_id)
            return
        part = self.parts[loan_id]
        acts = (("消す", lambda: self._remove(loan_id)), ("残す", lambda: part.remove.setFocus(Qt.FocusReason.OtherFocusReason)))
        part.question.ask(f"「{part.title.plain}」を消しますか。", acts)

    def _remove(self, loan_id: str) -> None:
        if self.model.edit(remove_loan(self.model.case, loan_id), "融資を消すこと"):
            self.refresh()
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
