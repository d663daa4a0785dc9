"""Which schemes fit, and why: each condition with what was seen, the limit and the source, and where to answer it.

Not for: judging (`sllassist.schemes`).
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sllassist.assessment import SchemeResult
from sllassist.flow.pages import Place, page_of_path
from sllassist.flow.tasks import next_open_task
from sllassist.schemes.rules import Answer, Clause, Node
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.pages.base import PageBody
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Body,
    Card,
    Heading,
    Kind,
    Line,
    LinkButton,
    Note,
    StatusTag,
    Word,
    column,
    restyle,
    row,
)

WORDS: Final[dict[Answer, str]] = {"yes": "適合", "no": "不適合", "unknown": "不明"}
_ROLES: Final[dict[Answer, Kind]] = {"yes": "ok", "no": "error", "unknown": "warn"}


def verdict_word(result: SchemeResult) -> tuple[str, Kind]:
    """The verdict in words, and the tint it is shown on."""
    if result.verdict == "fits":
        return "対象です", "ok"
    if result.verdict == "does_not_fit":
        return "対象になりません", "error"
    return f"あと{len(result.node.open_leaves())}つで分かります", "warn"


def source_text(clause: Clause) -> str:
    """Document, place in it, and since when it holds; 未確認 is said."""
    since = f"{clause.valid_from.replace('-', '/')}から" if clause.valid_from else ""
    mark = "" if clause.status == "確認済" else clause.status
    return "　".join(part for part in (clause.source, clause.place, since, mark) if part)


class Condition(QWidget):
    """One condition: 適合・不適合・不明, the sentence, and where to answer it; its basis when asked for."""

    go = Signal(Place)

    def __init__(self, model: AppModel, node: Node, *, depth: int = 0) -> None:
        super().__init__()
        self.node = node
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(24) * depth, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        self.word = Word(WORDS[node.answer])
        self.word.setProperty("kind", _ROLES[node.answer])
        self.word.setMinimumWidth(theme.px(56))
        restyle(self.word)
        told = node.statement if node.kind == "leaf" else f"条件「{node.statement.rstrip('。')}」"
        self.sentence = Body(told, measure=None)
        self.sentence.setAccessibleName(f"{WORDS[node.answer]}　{told}")
        grid.addWidget(self.word, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sentence, 0, 1)
        self.link: LinkButton | None = None
        if node.answer != "yes" and node.kind == "leaf":
            self._add_todo(model, grid)
        self.basis = QWidget()
        self._add_basis(column(self.basis, spacing=0))
        grid.addWidget(self.basis, 2, 1)
        self.basis.hide()

    def _add_todo(self, model: AppModel, grid: QGridLayout) -> None:
        if self.node.todo:
            grid.addWidget(Note(self.node.todo, measure=None), 1, 1)
        if self.node.paths:
            path = self.node.paths[0]
            place = page_of_path(model.case, path)
            title = place.page.title
            self.link = LinkButton("答える" if self.node.answer == "unknown" else "答えを見直す", small=True)
            self.link.setAccessibleName(f"「{title}」で{self.link.text()}：{self.node.statement}")
            self.link.setToolTip(f"「{title}」の画面に移ります")
            self.link.clicked.connect(lambda: self.go.emit(place))
            grid.addWidget(self.link, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)

    def _add_basis(self, layout: object) -> None:
        node = self.node
        lines = []
        if node.kind == "leaf":
            seen = node.seen or "まだ分かりません"
            lines.append(f"いまの値　{seen}　　条件　{node.limit}" if node.limit else f"いまの値　{seen}")
        if node.clause is not None:
            lines.append(f"根拠　{source_text(node.clause)}")
        assert hasattr(layout, "addWidget")
        for line in lines:
            layout.addWidget(Note(line, measure=None))


class SchemeCard(Card):
    """One scheme: verdict, conditions, what to do next. `go` asks for the page of an answer."""

    go = Signal(Place)

    def __init__(self, model: AppModel, result: SchemeResult) -> None:
        super().__init__(spacing=8)
        self.result = result
        self.opened = False
        head = row(spacing=16)
        name = Heading(result.name)
        name.setWordWrap(False)
        head.addWidget(name)
        self.tag = StatusTag(*verdict_word(result))
        head.addWidget(self.tag)
        head.addStretch(1)
        self.all_link = LinkButton("理由をすべて見る")
        self.all_link.setAccessibleName(f"{result.name}の理由をすべて見る")
        self.all_link.clicked.connect(self.toggle)
        head.addWidget(self.all_link)
        self.body.addLayout(head)
        self.conditions: list[Condition] = []
        self._groups: list[Condition] = []
        self._add(model, result.node, 0)
        self.source = Note(self._sources(), measure=None)
        self.body.addWidget(self.source)
        self._add_next(model)

    def _add(self, model: AppModel, node: Node, depth: int) -> None:
        for child in node.children:
            made = Condition(model, child, depth=depth)
            made.go.connect(self.go)
            self.body.addWidget(made)
            if child.kind == "leaf":
                self.conditions.append(made)
            else:
                made.hide()
                self._groups.append(made)
                self._add(model, child, depth)
        if node.kind == "leaf":
            made = Condition(model, node)
            made.go.connect(self.go)
            self.body.addWidget(made)
            self.conditions.append(made)

    def _sources(self) -> str:
        sources = dict.fromkeys(leaf.clause.source for leaf in self.result.node.leaves() if leaf.clause)
        doubts = any(leaf.clause and leaf.clause.status != "確認済" for leaf in self.result.node.leaves())
        return f"根拠　{'、'.join(sources)}{'　未確認の条件があります' if doubts else ''}" if sources else ""

    def toggle(self) -> None:
        """Shows every reason with its value, limit and source, or only the sentences."""
        self.opened = not self.opened
        for made in self.conditions:
            made.basis.setVisible(self.opened)
        for group in self._groups:
            group.setVisible(self.opened)
            group.basis.setVisible(self.opened)
        self.source.setVisible(not self.opened)
        self.all_link.setText("理由を閉じる" if self.opened else "理由をすべて見る")
        self.all_link.setAccessibleName(f"{self.result.name}の{self.all_link.text()}")

    def _add_next(self, model: AppModel) -> None:
        told = ""
        self.next_link: LinkButton | None = None
        if self.result.verdict == "fits":
            task = next_open_task(model.case, model.assessment)
            told = "次にすること" if task else "この制度を使うための入力は終わっています。"
            if task is not None:
                self.next_link = LinkButton(task.title)
                self.next_link.clicked.connect(lambda: self.go.emit(task.place))
        elif self.result.verdict == "open":
            leaf = self.result.node.open_leaves()[0]
            told = f"次にすること　{leaf.todo or leaf.statement}"
        else:
            failed = self.result.node.failed_leaves()
            told = f"このままでは使えません。{failed[0].todo}" if failed and failed[0].todo else "このままでは使えません。"
        self.body.addWidget(Line())
        line = row(spacing=12)
        said = Body(told, measure=None)
        if self.next_link is not None:
            said.setWordWrap(False)
        line.addWidget(said)
        if self.next_link is not None:
            line.addWidget(self.next_link)
            line.addStretch(1)
        self.body.addLayout(line)


class VerdictPage(PageBody):
    """A card for each scheme."""

    begins_at_next = True

    def __init__(self, model: AppModel, place: Place) -> None:
        super().__init__(model, place)
        self._cards = column(self, spacing=16)
        self.cards: list[SchemeCard] = []
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Shows the model; an opened card stays open."""
        results = self.model.assessment.schemes
        task = next_open_task(self.model.case, self.model.assessment)
        state = (results, task)
        if state == self._shown:
            return
        self._shown = state
        opened = {card.result.scheme_id for card in self.cards if card.opened}
        clear(self._cards)
        self.cards = []
        for result in results:
            card = SchemeCard(self.model, result)
            card.go.connect(self.go)
            if result.scheme_id in opened:
                card.toggle()
            self.cards.append(card)
            self._cards.addWidget(card)
        self._cards.addStretch(1)

    def explanations(self) -> tuple[tuple[str, str], ...]:
        """What the words mean."""
        return (
            ("適合・不適合・不明", "答えと使用量から、条件ごとに判定しています。答えていない条件は「不明」で、「不適合」にはなりません。"),
            ("未確認", "公表資料の原本で確かめていない条件です。申し込みの前に、窓口に確かめてください。"),
        )
