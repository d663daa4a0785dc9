"""Second step of an import: the questions, and how each column of each table is read.

Not for: what is asked (`sllassist.flow.imports`).
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sllassist.flow.imports import ENCODING, ColumnLine, Look, column_lines, sample_rows
from sllassist.importers import Question, TableProposal
from sllassist.ui import theme
from sllassist.ui.importing import ImportDesk
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Banner,
    Body,
    Card,
    ComboBox,
    Heading,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.question_box import CHOOSE, QuestionBox
from sllassist.ui.widgets.text_table import TextTable

ALL_SETTLED = "質問はありません。下の「列の読み方」が合っているかを見て、次に進んでください。"
LEFT = "あと{count}つ答えると、取り込む内容の下見に進めます。"
DONE = "すべて答えました。"
REMEMBERED = "前に同じ形の表を取り込んだときの読み方を使いました。"
MOST_QUESTIONS = 20
MOST_TABLES = 12
MANY = 3
"""From this many proposals about columns on, they can be confirmed together."""


class TableCard(Card):
    """One table: its first rows, and a line for each column."""

    def __init__(self, desk: ImportDesk, look: Look, table: TableProposal) -> None:
        super().__init__(spacing=12)
        self.desk = desk
        self.table = table
        self.body.addWidget(Heading(f"「{table.name}」の列の読み方"))
        heads, rows = sample_rows(look, table)
        self.sample = TextTable(f"「{table.name}」のはじめの行")
        self.sample.put([head.replace(" / ", "\n") for head in heads], len(rows), lambda number: rows[number])
        self.body.addWidget(self.sample)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(20))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(3, 3)
        self.body.addLayout(self._grid)
        self._unread = LinkButton("")
        self._unread.clicked.connect(self._unfold)
        self.body.addWidget(self._unread)
        self._all = False
        self.combos: dict[tuple[int, ...], ComboBox] = {}
        self._tags: dict[tuple[int, ...], tuple[StatusTag, Note]] = {}
        self._lines: dict[tuple[int, ...], ColumnLine] = {}
        self.put(look)

    def put(self, look: Look) -> None:
        """Shows what the columns are taken for now."""
        lines = {tuple(each.index for each in line.columns): line for line in column_lines(look, self.table)}
        if lines.keys() != self._lines.keys():
            self._build(lines)
        self._lines = lines
        for key, line in lines.items():
            if key not in self.combos:
                continue
            combo, (tag, why) = self.combos[key], self._tags[key]
            combo.setCurrentIndex(max(combo.findData(line.value), 0) if line.value is not None else 0)
            tag.set_word(line.sure, "warn" if line.value is None else "plain")
            why.set_text(line.why)
            combo.setAccessibleDescription(f"{line.sure}。{line.why}")

    def _hidden(self, line: ColumnLine) -> bool:
        """Columns that are certainly not read stand behind a link."""
        first = line.columns[0]
        return not (self._all or line.is_read) and first.sure == "sure" and first.why != "importers_why.unknown_figures"

    def _build(self, lines: dict[tuple[int, ...], ColumnLine]) -> None:
        clear(self._grid)
        self.combos, self._tags = {}, {}
        shown = {key: line for key, line in lines.items() if not self._hidden(line)}
        for number, (key, line) in enumerate(shown.items()):
            words = column(spacing=0)
            words.addWidget(Body(line.heading, measure=None))
            if line.samples:
                words.addWidget(Note(f"例：{line.samples}", measure=None))
            combo = ComboBox()
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            combo.setAccessibleName(f"{line.heading}の読み方")
            combo.addItem(CHOOSE, "")
            for option in line.options:
                combo.addItem(option.label, option.value)
            combo.activated.connect(lambda at, key=key: self._chosen(key, at))
            tag, why = StatusTag(), Note("", measure=None)
            self.combos[key], self._tags[key] = combo, (tag, why)
            self._grid.addLayout(words, number, 0)
            self._grid.addWidget(combo, number, 1)
            self._grid.addWidget(tag, number, 2, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(why, number, 3, Qt.AlignmentFlag.AlignVCenter)
        names = [line.heading for line in lines.values() if self._hidden(line)]
        self._unread.setText(f"読まない{len(names)}列（{'、'.join(names[:4])}{' など' if len(names) > 4 else ''}）の読み方を変える")
        self._unread.setVisible(bool(names))

    def _unfold(self) -> None:
        self._all = True
        hidden = {key for key in self._lines if key not in self.combos}
        self._build(self._lines)
        if self.desk.look is not None:
            self.put(self.desk.look)
        first = next((self.combos[key] for key in self._lines if key in hidden), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, key: tuple[int, ...], at: int) -> None:
        value, line = self.combos[key].itemData(at), self._lines[key]
        if value and value != line.value:
            self.desk.choose_role(line, str(value))
        elif not value:
            self.combos[key].setCurrentIndex(max(self.combos[key].findData(line.value), 0))


class ColumnsPart(QWidget):
    """All questions, then all tables."""

    def __init__(self, desk: ImportDesk) -> None:
        super().__init__()
        self.desk = desk
        layout = column(self, spacing=16)
        self.remembered = Banner("info", REMEMBERED)
        self.anew = LinkButton("前の読み方を使わずに選び直す")
        self.anew.clicked.connect(desk.forget_remembered)
        self.remembered.add_act(self.anew)
        layout.addWidget(self.remembered)
        card = Card(spacing=16)
        card.body.addWidget(Heading("確かめたいこと"))
        self.said = Body("", measure=None)
        self.together = SecondaryButton("")
        self.together.clicked.connect(self._accept_columns)
        line = row(spacing=16)
        line.addWidget(self.said, 1)
        line.addWidget(self.together)
        card.body.addLayout(line)
        self._questions = column(spacing=24)
        card.body.addLayout(self._questions)
        self.more = Note("", measure=None)
        card.body.addWidget(self.more)
        layout.addWidget(card)
        self._cards = column(spacing=16)
        layout.addLayout(self._cards)
        self.more_tables = LinkButton("")
        self.more_tables.clicked.connect(self._show_tables)
        layout.addWidget(self.more_tables)
        self._most_tables = MOST_TABLES
        self.boxes: dict[str, QuestionBox] = {}
        self.cards: dict[int, TableCard] = {}
        self._proposal: object = None
        self.refresh()

    def refresh(self) -> None:
        """Shows the look as it is; what has the keyboard stays where it is."""
        look = self.desk.look
        if look is None:
            return
        if self._proposal is not look.proposal.tables:
            clear(self._questions)
            clear(self._cards)
            self.boxes, self.cards, self._proposal = {}, {}, look.proposal.tables
        self.remembered.setVisible(look.remembered)
        self._put_questions(look)
        self._put_tables(look)

    def _put_questions(self, look: Look) -> None:
        wanted = look.questions()
        open_ = [question for question in look.unanswered() if question.key != ENCODING]
        shown = wanted[:MOST_QUESTIONS]
        if sum(look.answer_of(question) is None for question in shown) == 0:
            shown = wanted[: MOST_QUESTIONS + sum(look.answer_of(question) is not None for question in wanted)]
        keys = {question.key for question in shown}
        for gone in [key for key in self.boxes if key not in keys]:
            self._drop(gone)
        for number, question in enumerate(shown):
            known = self.boxes.get(question.key)
            if known is None or known.question.options != question.options:
                self._drop(question.key)
                made = QuestionBox(question)
                made.answered.connect(lambda value, key=question.key: self._answer(key, value))
                self.boxes[question.key] = made
                self._questions.insertWidget(number, made)
            self.boxes[question.key].put(question, look.answer_of(question))
        self.said.set_text(LEFT.format(count=len(open_)) if open_ else DONE if wanted else ALL_SETTLED)
        hidden = len(wanted) - len(shown)
        self.more.set_text(f"ほかに{hidden}つの質問があります。上から答えると続きが出ます。")
        self.more.setVisible(hidden > 0)
        proposed = self._proposed_columns(look)
        self.together.setText(f"列の提案{len(proposed)}つは、すべて合っている")
        self.together.setVisible(len(proposed) >= MANY)

    def _drop(self, key: str) -> None:
        box = self.boxes.pop(key, None)
        if box is not None:
            self._questions.removeWidget(box)
            box.hide()
            box.deleteLater()

    @staticmethod
    def _proposed_columns(look: Look) -> tuple[Question, ...]:
        return tuple(each for each in look.unanswered() if look.table_of(each.key) is not None and each.proposed is not None)

    def _accept_columns(self) -> None:
        if self.desk.look is not None:
            self.desk.answer_all(self._proposed_columns(self.desk.look))

    def _answer(self, key: str, value: str) -> None:
        if key in self.boxes:
            self.desk.answer(self.boxes[key].question, value)

    def _put_tables(self, look: Look) -> None:
        all_used = [table for table in look.proposal.tables if look.in_use(table)]
        used = all_used[: self._most_tables]
        self.more_tables.setText(f"残りの{len(all_used) - len(used)}つの表の列の読み方も見る")
        self.more_tables.setVisible(len(all_used) > len(used))
        wanted = {table.number for table in used}
        for gone in [number for number in self.cards if number not in wanted]:
            card = self.cards.pop(gone)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, table in enumerate(used):
            if table.number in self.cards:
                self.cards[table.number].put(look)
            else:
                self.cards[table.number] = TableCard(self.desk, look, table)
                self._cards.insertWidget(place, self.cards[table.number])

    def _show_tables(self) -> None:
        self._most_tables += MOST_TABLES
        self.refresh()

    def focus_first(self) -> None:
        """Puts the keyboard on the first open question."""
        look = self.desk.look
        if look is not None and (open_ := [q for q in look.unanswered() if q.key in self.boxes]):
            self.boxes[open_[0].key].focus()

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard on what a problem is about."""
        key = path.removeprefix("import.question.")
        if key in self.boxes:
            self.boxes[key].focus()
            return True
        if path == "import.tables":
            combos = [combo for card in self.cards.values() for combo in card.combos.values()]
            if combos:
                combos[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return bool(combos)
        return False
