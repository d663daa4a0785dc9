"""A part of what a scheme has to say: lead, large figures, a table whose rows open, and a search where the rows are many.

The program is offline: an address is shown as text to select and copy. Not for: what stands in it (`sllassist.schemes`).
"""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QWidget

from sllassist.knowledge.names import fold
from sllassist.schemes.base import Row, Section
from sllassist.ui import theme
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import Body, Card, Heading, Kind, Line, LinkButton, Note, StatusTag, Text, column, row
from sllassist.ui.widgets.scheme_tree import SourceLine
from sllassist.ui.widgets.search_list import ComposingEdit

SHOWN: Final = 12
"""Rows shown at first where a section has a search; as many more come with every 「さらに見る」."""
LARGE: Final = 26
MARK, OPENER = 132, 72
"""Widths of the columns of marks and of くわしく, px at 100 %."""
NARROWEST, COLUMN, FIGURE = 200, 120, 240
"""The least width of a row, of a column of a table, and of a figure in large; px at 100 %."""
WIDEST: Final = 30
"""Letters of a column beyond which it gets no more of the width."""
_FIGURE: Final = re.compile(r"^(?:年|約|およそ)?[▲△−-]?[\d,.]+ ?(?:円|%|％|件|人|人日|社|台|年|か月|日|kL|t|t-CO2|kWh|万円|億円)?$")
NOTHING: Final = "見つかりません。言葉を短くするか、別の言葉で探してください。"


def found_rows(rows: Sequence[Row], words: str) -> tuple[Row, ...]:
    """The rows that hold every one of the words (parted by blanks), in any spelling; all rows for no words."""
    wanted = [fold(word) for word in words.split()]
    return tuple(line for line in rows if all(word in fold("\n".join((*line.cells, line.mark, line.detail))) for word in wanted))


class CopyLine(QWidget):
    """An address to select, or to copy by a button."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        line = row(self, spacing=12)
        self.text = QLabel(url)
        self.text.setWordWrap(True)
        self.text.setProperty("role", "note")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.button = LinkButton("アドレスをコピー", small=True)
        self.button.setAccessibleDescription(url)
        self.button.clicked.connect(self._copy)
        line.addWidget(self.text)
        line.addWidget(self.button)
        line.addStretch(1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.url)
        self.button.setText("コピーしました")


class _Figure(Text):
    role = "h1"
    type_size = LARGE
    line_height = 150


class _Figures(QWidget):
    """Figures in large, each under what it is; as many side by side as there is room for."""

    def __init__(self, figures: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(32))
        self._grid.setVerticalSpacing(theme.px(12))
        self._most = 2 if any(len(value) > 14 for _, value in figures) else 3
        self._pairs: list[QWidget] = []
        for what, value in figures:
            pair = QWidget()
            lines = column(pair, spacing=0)
            lines.addWidget(Note(what, measure=None))
            large = _Figure(value, measure=None)
            large.setAccessibleName(f"{what}　{value}")
            lines.addWidget(large)
            self._pairs.append(pair)
        self._lay(self._most)

    def _lay(self, per_row: int) -> None:
        for number, pair in enumerate(self._pairs):
            self._grid.removeWidget(pair)
            self._grid.addWidget(pair, number // per_row, number % per_row, Qt.AlignmentFlag.AlignTop)
        for place in range(self._most):
            self._grid.setColumnStretch(place, 1 if place < per_row else 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one figure."""
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other in a narrow window."""
        super().resizeEvent(event)
        self._lay(max(1, min(self._most, event.size().width() // theme.px(FIGURE))))


class SectionRow(QWidget):
    """One row: its cells under the heads, its mark, and what is shown when it is opened (made when first wanted)."""

    def __init__(self, line: Row, look: "_Look") -> None:
        super().__init__()
        self.row, self._look = line, look
        layout = column(self, spacing=4)
        layout.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        self._line = row(spacing=16)
        self._narrow = False
        self._texts = [*line.cells, *("" for _ in range(len(look.shares) - len(line.cells)))]
        self._cells: list[Body] = []
        for number, share in enumerate(look.shares):
            cell = Body(self._texts[number], measure=None)
            cell.setContentsMargins(0, theme.px(6), 0, theme.px(6))
            cell.setAccessibleName("　".join(part for part in (look.heads[number], self._texts[number]) if part))
            look.align(cell, number)
            self._cells.append(cell)
            self._line.addWidget(cell, share, Qt.AlignmentFlag.AlignTop)
        if look.marked:
            self._line.addWidget(_mark_holder(line.mark), 0, Qt.AlignmentFlag.AlignTop)
        self._source = None if look.shared else line.clause
        self.opener: LinkButton | None = None
        if line.detail or line.url or self._source is not None:
            self.opener = LinkButton("くわしく", small=True)
            self.opener.setAccessibleName(f"{self._texts[0]}をくわしく見る")
            self.opener.clicked.connect(self.toggle)
        if look.opens:
            self._line.addWidget(_opener_holder(self.opener), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._line)
        self.detail = QWidget()
        layout.addWidget(self.detail)
        self.detail.hide()

    def fold(self, *, narrow: bool) -> None:
        """Cells below each other, each led by its head, where there is no room for a table."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.px(0 if narrow else 16))
        for number, cell in enumerate(self._cells):
            head, text = self._look.heads[number], self._texts[number]
            cell.set_text(f"{head}：{text}" if narrow and head and text else text)
            cell.setVisible(bool(text) or not narrow)
            self._look.align(cell, number, narrow=narrow)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one cell."""
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())

    def _fill(self) -> None:
        inside = column(self.detail, spacing=4)
        if self.row.detail:
            inside.addWidget(Body(self.row.detail, measure=theme.MEASURE + 16))
        if self.row.url:
            inside.addWidget(CopyLine(self.row.url))
        if self._source is not None:
            inside.addWidget(SourceLine(self._source))

    def toggle(self) -> None:
        """Opens or closes the row."""
        if self.detail.layout() is None:
            self._fill()
        opened = self.detail.isHidden()
        self.detail.setVisible(opened)
        assert self.opener is not None
        self.opener.setText("閉じる" if opened else "くわしく")
        self.opener.setAccessibleName(f"{self._texts[0]}を{'閉じる' if opened else 'くわしく見る'}")


def _opener_holder(opener: LinkButton | None) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(theme.px(OPENER))
    beside = row(holder, spacing=0)
    if opener is not None:
        beside.addWidget(opener, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    return holder


def _mark_holder(mark: str) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(theme.px(MARK))
    beside = row(holder, spacing=0)
    beside.setContentsMargins(0, theme.px(6), 0, 0)
    if mark:
        beside.addWidget(StatusTag(mark, _MARKS.get(mark, "key")), 0, Qt.AlignmentFlag.AlignTop)
    beside.addStretch(1)
    return holder


_MARKS: Final[dict[str, Kind]] = {
    "当てはまります": "ok", "対象です": "ok", "古い情報": "warn", "未確認": "warn", "要確認": "warn", "対象になりません": "error",
    "終了しました": "quiet", "当てはまりません": "quiet",
}  # fmt: skip


class _Narrow(QWidget):
    """Something that is hidden where it has no room, and so does not ask for any."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())


class _Look:
    """How the table of a section is laid out: heads, how the columns share the width, which hold figures, what rows share.

    `shared`: the one source of all rows, said once below them.
    """

    def __init__(self, section: Section) -> None:
        rows = section.rows
        count = max((len(section.columns), *(len(line.cells) for line in rows)), default=0)
        self.heads = (*section.columns, *("" for _ in range(count - len(section.columns))))
        texts = [[line.cells[n] for line in rows if n < len(line.cells)] for n in range(count)]
        self.shares = [
            min(max(5, *(len(part) for text in (head, *cells) for part in text.split("\n"))), WIDEST)
            for head, cells in zip(self.heads, texts, strict=True)
        ]
        self._figures = [any(cells) and all(not text or _FIGURE.match(text) for text in cells) for cells in texts]
        self.marked = any(line.mark for line in rows)
        sources = {line.clause for line in rows}
        self.shared = sources.pop() if len(rows) > 1 and len(sources) == 1 else None
        self.opens = any(line.detail or line.url or (line.clause and not self.shared) for line in rows)

    def align(self, cell: Text, number: int, *, narrow: bool = False) -> None:
        """Figures stand at the right, where they are in a table."""
        if self._figures[number]:
            side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
            cell.setAlignment(side | Qt.AlignmentFlag.AlignTop)

    @property
    def least(self) -> int:
        """Width from which the columns stand beside each other, px at 100 %."""
        return COLUMN * len(self.shares) + (MARK if self.marked else 0) + (OPENER if self.opens else 0) + 2 * 24

    def head(self) -> QWidget:
        """The row of heads."""
        holder = _Narrow()
        line = row(holder, spacing=16)
        line.setContentsMargins(0, 0, 0, theme.px(4))
        for number, (head, share) in enumerate(zip(self.heads, self.shares, strict=True)):
            text = Note(head, measure=None)
            self.align(text, number)
            line.addWidget(text, share, Qt.AlignmentFlag.AlignBottom)
        for width in (MARK if self.marked else 0, OPENER if self.opens else 0):
            if width:
                spare = QWidget()
                spare.setFixedWidth(theme.px(width))
                line.addWidget(spare)
        return holder


class SchemeSection(Card):
    """One section."""

    def __init__(self, section: Section) -> None:
        super().__init__(spacing=12)
        self.section = section
        self.rows: list[SectionRow] = []
        self._look = _Look(section)
        self._head: QWidget | None = None
        self._limit = SHOWN if section.search else len(section.rows)
        self.body.addWidget(Heading(section.title))
        if section.lead:
            self.body.addWidget(Body(section.lead, measure=theme.MEASURE + 16))
        if section.figures:
            self.body.addWidget(_Figures(section.figures))
        self.edit: ComposingEdit | None = None
        self._count = Note("", measure=None)
        if section.search:
            self._add_search()
        self._table = QWidget()
        self._lines = column(self._table, spacing=0)
        self.body.addWidget(self._table)
        self.more = LinkButton("さらに見る")
        self.more.setAccessibleName(f"{section.title}をさらに見る")
        self.more.clicked.connect(self._show_more)
        self.body.addWidget(self.more)
        if self._look.shared is not None:
            self.body.addWidget(SourceLine(self._look.shared))
        for note in section.notes:
            self.body.addWidget(Note(note, measure=theme.MEASURE + 24))
        self.look_up("")

    def _add_search(self) -> None:
        label = QLabel("言葉で探す")
        label.setProperty("role", "label")
        self.edit = ComposingEdit()
        self.edit.setMaximumWidth(theme.px(theme.TEXT) * 24)
        self.edit.setAccessibleName(f"{self.section.title}を言葉で探す")
        label.setBuddy(self.edit)
        self.edit.composed.connect(self.look_up)
        for widget in (label, self.edit, self._count):
            self.body.addWidget(widget)

    def look_up(self, words: str) -> None:
        """Shows the rows that hold the words."""
        self._limit = SHOWN if self.section.search else len(self.section.rows)
        self._found = found_rows(self.section.rows, words)
        self._count.set_text(f"{len(self._found):,}件あります。" if self._found else NOTHING)
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        self.rows = []
        self._head = None
        shown, section = self._found[: self._limit], self.section
        if section.columns and shown:
            self._head = self._look.head()
            self._lines.addWidget(self._head)
        for line in shown:
            self._lines.addWidget(Line())
            made = SectionRow(line, self._look)
            self.rows.append(made)
            self._lines.addWidget(made)
        self._fold()
        self._table.setVisible(bool(shown))
        left = len(self._found) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(f"さらに見る（残り{left}件）")

    def _fold(self) -> None:
        narrow = self.width() < theme.px(self._look.least)
        if self._head is not None:
            self._head.setVisible(not narrow)
        for line in self.rows:
            line.fold(narrow=narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table, or rows that are read one cell after the other."""
        super().resizeEvent(event)
        self._fold()

    def _show_more(self) -> None:
        before = len(self.rows)
        self._limit += SHOWN
        self._show()
        if len(self.rows) > before and (opener := self.rows[before].opener) is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
