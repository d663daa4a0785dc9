"""The table for bill figures: typed, moved through and pasted into like a spreadsheet, with a line that says what to do.

Not for: which supplies and year it shows (`sllassist.ui.pages.bills`), and for reading figures (`sllassist.flow.bills`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QTableView, QVBoxLayout, QWidget

from sllassist.case.edits import Cell
from sllassist.case.periods import FISCAL_MONTHS
from sllassist.case.problems import InputProblem
from sllassist.flow.bills import Target, make_block, zeros
from sllassist.ui import theme
from sllassist.ui.model import AppModel
from sllassist.ui.stylesheet import scaled
from sllassist.ui.widgets.basic import Body, LinkButton, Note, restyle, row
from sllassist.ui.widgets.grid_model import MONTH_ROWS, ROW_NAMES, TOTAL, YEAR, BillTable, GridColumn, Outcome
from sllassist.ui.widgets.grid_parts import HEAD_HEIGHT, ROW_HEIGHT, CellDelegate, ColumnHead, RowHead

KEYS = (
    "Enterで下、Tabで右の欄に進みます。Excelの表は Ctrl+V でまとめて貼り付けられます。"
    "表から出るには Ctrl+Tab、または Esc のあとに Tab を押します。"
)
_NARROW, _WIDE, _EDGES = 116, 220, 38
"""Least and usual greatest width of a column, and what a cell needs beside its figure (edges, mark), px at 100 %."""
_SEEN = 6
"""Rows to be in sight at least when the keyboard comes into the table, where the window has room for them."""
_EDGE = 12
"""What is left above and below the table when the page is scrolled to it, px at 100 %."""
_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Comings after which nothing may move under the mouse."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_CORNER = "QTableCornerButton::section { background: @ground; border: none; border-bottom: 1px solid @line; }"
Index = QModelIndex | QPersistentModelIndex


class BillView(QTableView):
    """The table itself. `told` gives a sentence after every act, and whether it needs a look."""

    told = Signal(str, bool)
    moved = Signal()
    chosen = Signal()
    """Other cells are selected."""

    def __init__(self, app: AppModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._leaving = False
        self._wish = theme.px(_WIDE)
        self._widths: dict[int, tuple[object, int]] = {}
        self._arrival = QTimer(self, singleShot=True, interval=0)  # once the page has found its size
        self._arrival.timeout.connect(self._arrive)
        self.table = BillTable(app)
        self.setModel(self.table)
        self.setHorizontalHeader(ColumnHead(self))
        self.setVerticalHeader(RowHead(self))
        self.delegate = CellDelegate(self, self.step)
        self.setItemDelegate(self.delegate)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setAccessibleName("使用量の表")
        self.setAccessibleDescription(KEYS)
        self.setStyleSheet(scaled(_CORNER, theme.COLOURS, theme.px))
        self.selectionModel().currentChanged.connect(self._follow)
        self.selectionModel().selectionChanged.connect(self.chosen)

    # Size: as high as its rows, so that only the page scrolls

    def fit(self, space: int) -> None:
        """Shares `space` px among the columns; each has room for its longest figure, for half a figure would be a wrong one."""
        count = max(len(self.table.columns), 1)
        frame = self.verticalHeader().sizeHint().width() + 2 * self.frameWidth()
        even = min(max((space - frame) // count, theme.px(_NARROW)), theme.px(_WIDE))
        widths = [max(even, self._needed(column)) for column in range(len(self.table.columns))]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._wish = frame + sum(widths)
        bar = self.horizontalScrollBar().sizeHint().height() if self._wish > space else 0
        self.setFixedHeight(theme.px(HEAD_HEIGHT) + theme.px(ROW_HEIGHT) * len(ROW_NAMES) + 2 * self.frameWidth() + bar)
        self.updateGeometry()

    def _needed(self, column: int) -> int:
        """Room for the longest figure of a column; measured again when the column shows something else."""
        shown = self.table.shown[column]
        known = self._widths.get(column)
        if known is None or known[0] is not shown:
            known = self._widths[column] = (shown, self._measured(column))
        return known[1]

    def _measured(self, column: int) -> int:
        metrics = QFontMetrics(theme.font(theme.TEXT, bold=True))
        figures = [str(self.table.data(self.table.index(row, column))) for row in (*range(MONTH_ROWS), TOTAL, YEAR)]
        return min(max(metrics.horizontalAdvance(text) for text in figures) + theme.px(_EDGES), theme.px(2 * _WIDE))

    def sizeHint(self) -> QSize:
        """As wide as its columns."""
        return QSize(self._wish, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrower, it scrolls sideways."""
        return QSize(theme.px(_NARROW) * 3, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page takes the wheel; only a sideways turn moves the table."""
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()

    # Moving

    def go_to(self, place: tuple[int, int]) -> None:
        """Makes a cell the current one."""
        self.setCurrentIndex(self.table.index(*place))

    def step(self, down: int, right: int) -> None:
        """Moves as Enter and Tab do: past the last month to the next column, past the last column to the next row."""
        at = self.currentIndex()
        columns = len(self.table.columns)
        place, column = at.row() + down, at.column() + right
        if down and at.row() < MONTH_ROWS and not 0 <= place < MONTH_ROWS:
            wrapped = column + (1 if down > 0 else -1)
            place, column = (0 if down > 0 else MONTH_ROWS - 1, wrapped) if 0 <= wrapped < columns else (at.row(), column)
        elif right and not 0 <= column < columns:
            place, column = (place + (1 if right > 0 else -1), 0 if right > 0 else columns - 1)
        if 0 <= place < len(ROW_NAMES):
            self.go_to((place, column))

    def _follow(self, current: Index) -> None:
        self._leaving = False
        self._show_on_page(self.visualRect(self.table.index(current.row(), current.column())))
        self.moved.emit()

    def _page(self) -> QScrollArea | None:
        """The page that scrolls the table."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        return page if page is not None and page.widget() is not None else None

    def _show_on_page(self, cell: QRect) -> None:
        """Scrolls the page when the cell is out of sight: to the top of the table where that will do, so that heads stay in view."""
        page = self._page()
        if page is None:
            return
        at = self.viewport().mapTo(page.viewport(), cell.center()).y()
        room = page.viewport().height()
        if cell.height() <= at <= room - cell.height():
            return
        end = self.height() if self.height() + theme.px(72) <= room else theme.px(HEAD_HEIGHT) + cell.bottom() + cell.height() // 2
        if end + 2 * theme.px(_EDGE) <= room:
            top = self.mapTo(page.widget(), QPoint(0, 0)).y()
            page.verticalScrollBar().setValue(top - theme.px(_EDGE))
        else:
            page.ensureVisible(0, self.viewport().mapTo(page.widget(), cell.center()).y(), 0, cell.height() * 2)

    def _arrive(self) -> None:
        """Scrolls a low page on until some rows are in sight, not further: what stands above tells year and site."""
        page = self._page()
        if page is None or not self.hasFocus():
            return
        top, bar = self.mapTo(page.widget(), QPoint(0, 0)).y(), page.verticalScrollBar()
        hidden = top + theme.px(HEAD_HEIGHT + ROW_HEIGHT * _SEEN + _EDGE) - page.viewport().height()
        if bar.value() < hidden:
            bar.setValue(min(hidden, top - theme.px(_EDGE)))
        self._show_on_page(self.visualRect(self.currentIndex()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard, the first cell is the current one."""
        super().focusInEvent(event)
        self._leaving = False
        if not self.currentIndex().isValid() and self.table.columns:
            self.go_to((0, 0))
        if event.reason() not in _BY_HAND:
            self._arrival.start()
        self.moved.emit()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Tab moves through cells; Ctrl+Tab, Tab after Esc, and Tab at either end leave the table."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS:
            back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._leaving or self._at_end(back):
                self._leaving = False
                self.focusNextPrevChild(not back)
            else:
                self.step(0, -1 if back else 1)
            return True
        return super().event(event)

    def _at_end(self, back: bool) -> bool:
        at = self.currentIndex()
        if not at.isValid():
            return True
        last = (len(ROW_NAMES) - 1, len(self.table.columns) - 1)
        return (at.row(), at.column()) == ((0, 0) if back else last)

    def edit(  # type: ignore[override]  # the stubs know two forms, and an event that may not be None
        self, index: Index, trigger: QAbstractItemView.EditTrigger, event: QEvent | None
    ) -> bool:
        """Opens a cell; remembers whether by typing, so that typing replaces and F2 goes on behind the text."""
        self.delegate.opened_by_typing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        opened = bool(super().edit(index, trigger, event))  # type: ignore[arg-type]  # as above
        if opened and self.delegate.editor is not None and not self.delegate.editor.typed:
            self.delegate.editor.deselect()
            self.delegate.editor.end(False)
        return opened

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet."""
        matches = QKeySequence.StandardKey
        acts = {
            matches.Copy: self.copy, matches.Cut: self.cut, matches.Paste: self.paste, matches.Undo: self._app.undo,
            matches.Redo: self._app.redo, matches.Delete: self.clear,
        }  # fmt: skip
        for key, act in acts.items():
            if event.matches(key):
                act()
                return
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._app.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._leaving = True
            self.told.emit("Tabを押すと、表の外に出ます。", False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif event.key() == Qt.Key.Key_Backspace and plain:
            self._open_empty()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - named by Qt
        """A letter typed into a closed cell says why it is closed; Qt would look for it in other cells."""
        del search
        self.moved.emit()

    def _open_empty(self) -> None:
        self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, None)
        if self.delegate.editor is not None:
            self.delegate.editor.clear()
            self.delegate.editor.setModified(True)

    # Acts on several cells

    def selected(self) -> list[tuple[int, int]]:
        """Selected cells, row by row; the current one when none is selected."""
        found = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        at = self.currentIndex()
        return found or ([(at.row(), at.column())] if at.isValid() else [])

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Selects a rectangle of cells."""
        area = QItemSelection(self.table.index(top, left), self.table.index(bottom, right))
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copy(self) -> None:
        """Puts the selected rectangle on the clipboard as a spreadsheet block."""
        if cells := self.selected():
            rows, columns = [place for place, _ in cells], [column for _, column in cells]
            block = self.table.block(min(rows), min(columns), max(rows), max(columns))
            text = block[0][0] if len(cells) == 1 else make_block(block)
            QGuiApplication.clipboard().setText(text)
            self.told.emit(f"{len(cells)}個の欄をコピーしました。", False)

    def cut(self) -> None:
        """Copies, then empties."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empties the selected cells as one undo step."""
        count = self.table.clear(self.selected())
        self.told.emit(f"{count}個の数字を消しました。元に戻すには Ctrl+Z を押します。" if count else "消す数字がありません。", False)

    def paste(self) -> None:
        """Puts the clipboard's block in, from the upper left selected cell on, as one undo step."""
        cells = self.selected()
        if not cells:
            return
        try:
            done = self.table.paste(*cells[0], QGuiApplication.clipboard().text(), cells)
        except InputProblem as problem:
            self.told.emit(problem.problem.message, True)
            return
        self.told.emit(self._pasted(done), bool(done.left_out))

    def _pasted(self, done: Outcome) -> str:
        unread = len(self.table.unread())
        parts = [f"{done.count}個の欄に貼り付けました。" if done.count else "貼り付けた数字はありません。", *done.left_out]
        if unread:
            parts.append(f"確かめる欄が{unread}か所あります（「！」の欄）。")
        if done.count:
            parts.append("元に戻すには Ctrl+Z を押します。")
        return "".join(parts)

    def zero_words(self) -> str:
        """What `fill_zero` would do now, as words for a button: Enter at the end of a column leads on to the next one."""
        cells = self.selected()
        if len(cells) != 1:
            return "選んだ空欄を0にする"
        own = self.table.columns[cells[0][1]]
        twin = sum(other.title == own.title and other.kind == own.kind for other in self.table.columns) > 1
        return f"「{own.title} {own.below}」の空欄を0にする" if twin and own.below else f"「{own.title}」の空欄を0にする"

    def zero_texts(self) -> dict[Target, str]:
        """What `fill_zero` would type now; empty where there is no empty month."""
        cells = self.selected()
        rows = range(MONTH_ROWS) if len(cells) == 1 else [place for place, _ in cells if place < MONTH_ROWS]
        columns = dict.fromkeys(column for _, column in cells)
        quantity = [self.table.columns[c].supply_id for c in columns if self.table.columns[c].kind == "quantity"]
        return zeros(self._app.case, quantity, self.table.fiscal_year, [FISCAL_MONTHS[r] for r in dict.fromkeys(rows)])

    def fill_zero(self) -> None:
        """Puts 0 into the empty months of the selected cells, or of the current column when one cell is selected."""
        if typed := self.zero_texts():
            count = self.table.enter(typed, "空欄を0にする")
            names = "・".join(dict.fromkeys(self.table.columns[column].title for _, column in self.selected()))
            self.told.emit(f"「{names}」の空欄{count}か月を0にしました。元に戻すには Ctrl+Z を押します。", False)


class BillGrid(QWidget):
    """The table with the line on its keys above and the line on the current cell below."""

    def __init__(self, app: AppModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._told_of: object = None
        self.view = BillView(app, self)
        self.keys = Note(KEYS, self, measure=None)
        self.status = Body("", self, measure=None)
        self.next_unread = LinkButton("次の「！」の欄へ", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.view, 0, Qt.AlignmentFlag.AlignLeft)
        below = row(spacing=16)
        below.addWidget(self.status, 1)
        below.addWidget(self.next_unread, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(below)
        layout.addWidget(self.keys)
        self.status.hide()
        self.view.moved.connect(self._show_cell)
        self.view.told.connect(self.tell)
        self.next_unread.clicked.connect(self._to_unread)

    def show_bills(
        self, columns: Sequence[GridColumn], fiscal_year: int, co2: Mapping[str, Decimal | None],
        doubts: Mapping[Cell, str] | None = None,
    ) -> None:  # fmt: skip
        """Shows these columns of this year; see `BillTable.show`."""
        self.view.table.show(columns, fiscal_year, co2, doubts or {})
        self.view.fit(self.width())
        if self._told_of is not None and self._app.case is not self._told_of:
            self._show_cell()  # what was told is past: the case has been edited since
        self.next_unread.setVisible(bool(self.view.table.unread()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns follow the width."""
        super().resizeEvent(event)
        self.view.fit(self.width())

    def flush(self) -> None:
        """Takes over the cell that is being typed, composed text included."""
        self.view.delegate.finish()

    def focus_path(self, path: str) -> bool:
        """Puts the cursor on the cell of a Case path; False when the table does not show it."""
        place = self.view.table.place_of(path)
        if place is None:
            return False
        self.view.go_to(place)
        self.view.setFocus()
        return True

    def tell(self, sentence: str, needs_look: bool = False) -> None:
        """Says what happened, to the eye and to a screen reader."""
        self._say(sentence, "要確認" if needs_look else "")
        self._told_of = self._app.case
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, self.status.plain))
        self.next_unread.setVisible(bool(self.view.table.unread()))

    def _say(self, sentence: str, word: str, role: str = "error") -> None:
        self.status.set_text(f"{word}：{sentence}" if word and sentence else sentence)
        self.status.setProperty("role", role if word else "body")
        self.status.setVisible(bool(sentence))
        restyle(self.status)

    def _show_cell(self) -> None:
        self._told_of = None
        at = self.view.currentIndex()
        if not at.isValid() or not self.view.table.columns:
            self._say("", "")
            return
        place = f"{ROW_NAMES[at.row()]} {self.view.table.columns[at.column()].title}"
        problem = self.view.table.problem(at.row(), at.column())
        if problem:
            self._say(f"{place}　{problem}", "要確認")
        elif doubt := self.view.table.doubt(at.row(), at.column()):
            self._say(f"{doubt}答えるところは表の下にあります。", "要確認", "warn")
        else:
            self._say(self.view.table.locked(at.row(), at.column()), "")
        self.next_unread.setVisible(bool(self.view.table.unread()))

    def _to_unread(self) -> None:
        at = self.view.currentIndex()
        here = (at.row(), at.column()) if at.isValid() else (-1, -1)
        cells = self.view.table.unread()
        if cells:
            self.view.go_to(next((cell for cell in cells if cell > here), cells[0]))
            self.view.setFocus()


__all__ = ["YEAR", "BillGrid", "BillView", "GridColumn"]
