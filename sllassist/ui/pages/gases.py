"""Greenhouse gases other than CO2 from energy, row by row with what they come to; and certificates, shown apart.

Not for: computing (`sllassist.emissions.gases`, `sllassist.emissions.apart`).
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sllassist.case.periods import fiscal_year_of
from sllassist.emissions import GasLine, certificates, explain_gas
from sllassist.flow import fields, gases
from sllassist.flow.pages import Place, page_of_path
from sllassist.flow.rounding import shown
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, LinkButton, Note, StatusTag, column, row
from sllassist.ui.widgets.field_set import FieldSet
from sllassist.ui.widgets.fields import FieldWidget
from sllassist.ui.widgets.ledger_view import LedgerView
from sllassist.ui.widgets.part_table import Column, PartTable
from sllassist.ui.widgets.row_fields import ComboField, SearchField
from sllassist.ui.widgets.search_list import Found, SearchList

NO_SITES = "先に「事業所」の画面で、事業所を登録してください。"
BLENDS = "R-410Aなどの混合冷媒は、成分のガスごとに行を分けて入力します。割合は機器の銘板や製品安全データシートで分かります。"
ANSWER = "duty.other_gases_t"
APART = "証書やクレジットは、CO2の量から差し引かずに、別に示します。"


class GasesPage(PageBody):
    """The rows of gases with t-CO2, the basis of one of them, and the rows of certificates."""

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self._set = FieldSet(model, self.problems)
        layout = column(self, spacing=16)
        self.missing = Body(NO_SITES)
        layout.addWidget(self.missing)
        base = model.case.plan.base_year
        year = base if base is not None else fiscal_year_of(model.as_of) - 1
        self._gas_card = Card(spacing=12)
        self._gas_card.body.addWidget(Heading("エネルギー以外から出た温室効果ガス"))
        self._gas_card.body.addWidget(Note(BLENDS, measure=None))
        self.rows = PartTable(
            model, self._set, "gases", self._gas_columns(), what="ガスの行", year=year,
            nothing="まだありません。エアコンや冷凍機の冷媒の漏れ、メタン、一酸化二窒素などがあれば追加します。",
            extra=("CO2に直した量", ""),
        )  # fmt: skip
        self.answered = QWidget()
        told = row(self.answered, spacing=16)
        self._answered_words = Body("", measure=None)
        self.to_answer = LinkButton("答えを変える")
        self.to_answer.clicked.connect(lambda: self.go.emit(page_of_path(self.model.case, ANSWER)))
        told.addWidget(self._answered_words, 1)
        told.addWidget(self.to_answer)
        self._gas_card.body.addWidget(self.answered)
        self._gas_card.body.addWidget(self.rows)
        self._sums = column(spacing=4)
        self._gas_card.body.addLayout(self._sums)
        layout.addWidget(self._gas_card)
        self.ledger_view = LedgerView()
        self.ledger_view.closed.connect(self._folded)
        layout.addWidget(self.ledger_view)
        layout.addWidget(self._certificates(year))
        self.basis: dict[str, LinkButton] = {}
        self._asked = ""
        self._lines: dict[str, GasLine | None] = {}
        self._summed: object = None
        self._noted: object = None
        self.refresh()

    def _gas_columns(self) -> tuple[Column, ...]:
        return (
            Column("site_id", "事業所", partial(self._combo, "site_id"), 3),
            Column("gas", "ガスの種類", self._gas_field, 3),
            Column("fiscal_year", "年度"),
            Column("quantity", "出た量"),
            Column("unit", "単位", partial(self._combo, "unit")),
            Column("note", "メモ（任意）"),
        )

    def _certificates(self, year: int) -> Card:
        columns = (
            Column("kind", "種類", partial(self._combo, "kind"), 3),
            Column("fiscal_year", "年度"),
            Column("quantity", "量"),
            Column("unit", "単位", partial(self._combo, "unit"), 1),
            Column("note", "メモ（任意）"),
        )
        card = Card(spacing=12)
        card.body.addWidget(Heading("証書・クレジット"))
        card.body.addWidget(Note(APART, measure=None))
        self.certificates = PartTable(
            self.model, self._set, "certificates", columns, what="証書の行", year=year,
            nothing="まだありません。非化石証書、グリーン電力証書、J-クレジットを買ったときに追加します。",
        )  # fmt: skip
        card.body.addWidget(self.certificates)
        self._apart = column(spacing=4)
        card.body.addLayout(self._apart)
        return card

    def _combo(self, name: str, path: str, label: str) -> FieldWidget:
        if name == "site_id":
            return ComboField(self.model, path, lambda: [(s.id, s.name or "名称未入力") for s in self.model.case.sites], label=label)
        return ComboField(self.model, path, lambda: fields.field(path).choices, label=label)

    def _gas_field(self, path: str, label: str) -> FieldWidget:
        made = SearchField(self.model, path, partial(gases.gas_name, self.model.knowledge), label=label)
        made.asked.connect(lambda: self._search(path))
        return made

    def _search(self, path: str) -> None:
        if self.rows.search is not None and self.rows.search.property("path") == path:
            self.rows.fold()
            return
        made = SearchList("ガスを探す", self._found, hint="名前、化学式、冷媒の番号（R-134aなど）の一部を入力します。", unit="種類")
        made.setProperty("path", path)
        made.picked.connect(lambda value: self._picked(path, value))
        self.rows.unfold(path.rpartition(".")[0], made)

    def _found(self, text: str) -> list[Found]:
        known = self.model.knowledge
        return [Found(gas.id, gases.gas_name(known, gas.id), gases.gas_detail(known, gas)) for gas in known.search_gases(text)]

    def _picked(self, path: str, value: str) -> None:
        self.rows.fold()
        self.model.type_text(path, value)
        self.model.seal()
        self._set.focus(path.replace(".gas", ".quantity"))

    # Showing

    def refresh(self) -> None:
        """Shows the model."""
        sites = bool(self.model.case.sites)
        self.missing.setVisible(not sites)
        self._gas_card.setVisible(sites)
        self.rows.refresh()
        words = gases.answered(self.model.case)
        self._answered_words.set_text(words)
        self.answered.setVisible(bool(words))
        self.rows.none.setVisible(not self.rows.rows and not words)
        self.certificates.refresh()
        self._set.refresh()
        for path in self.rows.rows:
            self._show_line(path)
        self._show_sums()
        self._show_apart()

    def _show_line(self, path: str) -> None:
        line = gases.line_of(self.model.case, self.model.knowledge, path)
        if path in self.basis and self._lines.get(path) == line and path in self.rows.told:
            return
        self._lines[path] = line
        tonnes, potential = Body("", measure=None), Note("", measure=None)
        link = LinkButton("根拠", small=True)
        number = self.rows.rows.index(path) + 1
        link.setAccessibleName(f"ガスの行{number}の数字の根拠")
        link.clicked.connect(partial(self._explain, path))
        both = QWidget()
        words = column(both, spacing=0)
        for label in (tonnes, potential):
            label.setWordWrap(False)
            words.addWidget(label)
        if line is not None:
            potential.set_text(f"地球温暖化係数 {line.potential.number:,f}" + ("" if line.potential.verified else "（未確認）"))
            tonnes.set_text(f"{shown(line.co2_t, 3)} t-CO2")
        self.basis[path] = link
        self.rows.put_extra(path, (both, link))
        link.setVisible(line is not None)
        if self._asked == path:
            self._show_basis()

    def _show_sums(self) -> None:
        found = gases.years(self.model.case, self.model.knowledge)
        if found == self._summed:
            return
        self._summed = found
        clear(self._sums)
        for year in found:
            line = row(spacing=12)
            words = Body(f"{year.fiscal_year}年度の合計　{year.text}", measure=None)
            words.setWordWrap(False)
            line.addWidget(words)
            if len(year.by_prefecture) > 1:
                line.addWidget(Note("　".join(f"{name} {text}" for name, text in year.by_prefecture), measure=None))
            if year.unverified:
                line.addWidget(StatusTag("未確認"))
            line.addStretch(1)
            self._sums.addLayout(line)

    def _show_apart(self) -> None:
        years = sorted({found.fiscal_year for found in self.model.case.certificates})
        told = [words.words for year in years for words in certificates(self.model.case, year)]
        if told == self._noted:
            return
        self._noted = told
        clear(self._apart)
        for words in told:
            self._apart.addWidget(Body(words, measure=None))

    # この数字の根拠

    def _explain(self, path: str) -> None:
        self._asked = path
        self._show_basis()
        self.ledger_view.close_link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_basis(self) -> None:
        line = self._lines.get(self._asked)
        if line is None:
            self._asked = ""
            self.ledger_view.hide()
            return
        told = explain_gas(line)
        self.ledger_view.put(told.title, (told,), (), self.model.case)

    def _folded(self) -> None:
        if self._asked in self.basis:
            self.basis[self._asked].setFocus(Qt.FocusReason.OtherFocusReason)
        self._asked = ""

    # The page

    def flush(self) -> None:
        """Hands over what is still being typed."""
        self._set.flush()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor into a row; `gases` and `certificates` alone are the buttons that add one."""
        if path in ("gases", "certificates"):
            table = self.rows if path == "gases" else self.certificates
            table.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._set.focus(path)

    def focus_first(self) -> None:
        """Puts the keyboard on the first row, else on the button that adds one."""
        if not self._set.focus_first():
            self.rows.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, shown: bool) -> None:
        """Shows problems beside their boxes."""
        self._set.show_problems(shown)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """How gases become t-CO2."""
        return (
            ("CO2に直した量", "出た量に、ガスごとの地球温暖化係数を掛けます。係数は年度によって変わります。"),
            ("出た量", "冷媒を補充した量から、回収した量を引いて入力します。機器の点検の記録で分かります。"),
            ("混合冷媒", BLENDS),
            ("証書・クレジット", APART),
        )
