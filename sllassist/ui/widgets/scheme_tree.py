"""The conditions of a verdict: each with its word, value, limit and source, and the way to where it is answered.

Not for: judging (`sllassist.schemes`).
"""

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sllassist.flow.pages import Place, page_of_path
from sllassist.flow.verdicts import ANSWERS
from sllassist.schemes.rules import Clause, Node
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.basic import Body, Line, LinkButton, Note, StatusTag, Word, column, restyle, row
from sllassist.ui.widgets.scheme_words import ROLES, source_text

WORD = 64
"""Width of the column of words (適合・不適合・不明), px at 100 %."""


class SourceLine(QWidget):
    """Where a condition comes from; 未確認 as a tag, and what to know about its days."""

    def __init__(self, clause: Clause) -> None:
        super().__init__()
        layout = column(self, spacing=2)
        self.text = Note(f"根拠　{source_text(clause)}", measure=None)
        line = row(spacing=12)
        if clause.status != "確認済":
            line.addWidget(StatusTag(clause.status), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        layout.addLayout(line)
        if clause.note:
            note = Note(clause.note, measure=None)
            note.setProperty("role", "warn")
            layout.addWidget(note)


class _Values(Note):
    """The value seen and the limit, in ink between their grey words."""

    def __init__(self, seen: str, limit: str) -> None:
        self._pairs = [("いまの値", seen), *([("条件", limit)] if limit else [])]
        super().__init__("　　".join(f"{word}　{value}" for word, value in self._pairs), measure=None)

    def set_text(self, text: str) -> None:
        """Shows plain text, then puts the values into ink."""
        super().set_text(text)
        told = self.text()
        look = f"color:{theme.INK}; font-size:{theme.px(theme.TEXT)}px"
        for word, value in self._pairs:
            plain = html.escape(f"{word}　{value}")
            told = told.replace(plain, f'{word}　<span style="{look}">{html.escape(value)}</span>', 1)
        self.setText(told)


class SchemeCondition(QWidget):
    """One condition. `go` asks for the page where it is answered."""

    go = Signal(Place)

    def __init__(self, model: AppModel, node: Node) -> None:
        super().__init__()
        self.node = node
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnMinimumWidth(0, theme.px(WORD))
        grid.setColumnStretch(1, 1)
        self.word = Word(ANSWERS[node.answer])
        self.word.setProperty("kind", ROLES[node.answer])
        restyle(self.word)
        self.sentence = Body(node.statement, measure=None)
        self.sentence.setAccessibleName(f"{self.word.plain}　{node.statement}")
        grid.addWidget(self.word, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sentence, 0, 1)
        self.values = _Values(node.seen or ("まだ分かりません" if node.answer == "unknown" else "なし"), node.limit)
        grid.addWidget(self.values, 1, 1)
        below = 2
        if node.todo and node.answer != "yes":
            grid.addWidget(Note(f"すること　{node.todo}", measure=None), below, 1)
            below += 1
        if node.clause is not None:
            grid.addWidget(SourceLine(node.clause), below, 1)
        self.link: LinkButton | None = None
        if node.answer != "yes" and node.paths:
            self.link = self._link(model, node)
            grid.addWidget(self.link, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)

    def _link(self, model: AppModel, node: Node) -> LinkButton:
        place = page_of_path(model.case, node.paths[0])
        link = LinkButton("答える" if node.answer == "unknown" else "答えを見直す", small=True)
        link.setAccessibleName(f"{link.text()}：{node.statement}")
        link.setToolTip(f"「{place.page.title}」の画面に移ります")
        link.clicked.connect(lambda: self.go.emit(place))
        return link


class _Group(QWidget):
    """A condition made of others: what is asked of them, and they themselves beside a rule."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        layout = column(self, spacing=0)
        layout.setContentsMargins(0, theme.px(10), 0, 0)
        head = row(spacing=16)
        word = Word(ANSWERS[node.answer])
        word.setProperty("kind", ROLES[node.answer])
        word.setMinimumWidth(theme.px(WORD))
        restyle(word)
        head.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = Body(node.statement, measure=None)
        self.sentence.setAccessibleName(f"{word.plain}　{node.statement}")
        texts = column(spacing=2)
        texts.addWidget(self.sentence)
        texts.addWidget(Note("次の条件のすべてで決まります。" if node.kind == "all" else "次のどれか1つを満たせば足ります。", measure=None))
        head.addLayout(texts, 1)
        layout.addLayout(head)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(theme.px(32), theme.px(4), 0, theme.px(8))
        self.inside.setSpacing(0)
        layout.addLayout(self.inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the rule beside the conditions inside."""
        del event
        box = self.inside.contentsRect()
        QPainter(self).fillRect(theme.px(8), box.top(), max(1, theme.px(2)), box.height(), QColor(theme.LINE))


class SchemeTree(QWidget):
    """All conditions of a verdict, in order, groups within groups."""

    go = Signal(Place)

    def __init__(self, model: AppModel, node: Node) -> None:
        super().__init__()
        self.conditions: list[SchemeCondition] = []
        self._model = model
        layout = column(self, spacing=0)
        self._add(layout, node.children if node.kind == "all" else (node,))

    def _add(self, layout: QVBoxLayout, nodes: tuple[Node, ...]) -> None:
        for number, node in enumerate(nodes):
            if number:
                layout.addWidget(Line())
            if node.kind == "leaf":
                made = SchemeCondition(self._model, node)
                made.go.connect(self.go)
                self.conditions.append(made)
                layout.addWidget(made)
            else:
                group = _Group(node)
                self._add(group.inside, node.children)
                layout.addWidget(group)
