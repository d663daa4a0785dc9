"""Third step of an import: what will enter, what was changed, what was left out, and what has to be decided first.

Not for: the figures themselves (`sllassist.importers`) and their words (`sllassist.flow.import_words`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from sllassist.flow import import_words
from sllassist.flow.import_outlook import Outlook
from sllassist.flow.import_words import PlaceWords
from sllassist.importers import Conflict, Decision, Preview
from sllassist.ui import theme
from sllassist.ui.importing import ImportDesk
from sllassist.ui.model import AppModel
from sllassist.ui.widgets.ask import clear
from sllassist.ui.widgets.basic import (
    Banner,
    Body,
    Card,
    Heading,
    Line,
    LinkButton,
    Note,
    SecondaryButton,
    StatusTag,
    column,
    row,
)
from sllassist.ui.widgets.figures import FigureRow, FigureTable, Head
from sllassist.ui.widgets.radio_group import RadioGroup
from sllassist.ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from sllassist.case.edits import Cell

SHOWN_SUMS, SHOWN_LINES, SHOWN_CONFLICTS, SHOWN_PLACES = 12, 8, 20, 12
_ANY_WIDTH = 16_777_215
"""Qt's word for no limit."""
_MORE_PLACES = "残りの{count}つも見る（「すべて登録する」は残りにも効きます）"
_DECISIONS: dict[Decision, str] = {"keep": "いまのまま残す", "replace": "ファイルの数字にする", "add": "2つを足す"}
_SUM_HEADS = (
    Head("事業所", stretch=3), Head("エネルギー", stretch=2), Head("会社", stretch=3), Head("年度"), Head("月"),
    Head("使用量の合計", figures=True), Head("金額の合計", figures=True),
)  # fmt: skip
_RECORD_HEADS = ("事業所", "エネルギー", "会社", "月", "使用量", "単位", "金額（円）", "覚え書き")
_CONFLICT_HEADS = ("どこの数字か", "いまの数字", "ファイルの数字", "どちらを残しますか")


class Lines(Card):
    """A heading and sentences, the first few at once and the rest behind a link; hidden without any."""

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__(spacing=8)
        self._title = title
        self.heading = Heading(title)
        self.body.addWidget(self.heading)
        if lead:
            self.body.addWidget(Note(lead, measure=None))
        self._lines = column(spacing=8)
        self.body.addLayout(self._lines)
        self.more = LinkButton("")
        self.more.clicked.connect(self._unfold)
        self.body.addWidget(self.more)
        self.texts: list[tuple[str, bool]] = []
        self.hide()

    def put(self, texts: Sequence[tuple[str, bool]]) -> None:
        """Shows these sentences; True marks one to look at."""
        self.texts = list(texts)
        clear(self._lines)
        self._add(self.texts[:SHOWN_LINES])
        rest = len(self.texts) - SHOWN_LINES
        self.more.setText(f"残りの{rest}件も見る")
        self.more.setVisible(rest > 0)
        self.heading.set_text(f"{self._title}（{len(self.texts)}件）")
        self.setVisible(bool(self.texts))

    def _add(self, texts: Sequence[tuple[str, bool]]) -> None:
        for text, look in texts:
            line = row(spacing=12)
            if look:
                line.addWidget(StatusTag("要確認"))
            line.addWidget(Body(text, measure=None), 1)
            self._lines.addLayout(line)

    def _unfold(self) -> None:
        self.more.hide()
        self._add(self.texts[SHOWN_LINES:])


class PreviewPart(QWidget):
    """The look ahead."""

    def __init__(self, desk: ImportDesk, model: AppModel) -> None:
        super().__init__()
        self.desk, self.model = desk, model
        layout = column(self, spacing=16)
        self.summary = Banner("info", "", word="下見")
        self.warnings = Banner("warn", "")
        layout.addWidget(self.summary)
        layout.addWidget(self.warnings)
        self._add_places(layout)
        self._add_conflicts(layout)
        self.sums_card = Card(spacing=8)
        self.sums_card.body.addWidget(Heading("取り込むもの"))
        self.sums_card.body.addWidget(Note("請求書や元の表の合計と見比べてください。", measure=None))
        self.sums = FigureTable(_SUM_HEADS, "取り込む使用量の合計")
        self.sums_card.body.addWidget(self.sums)
        self.sums_note = Note("", measure=None)
        self.sums_card.body.addWidget(self.sums_note)
        self.sums_card.body.addSpacing(theme.px(8))
        self.records_title = Heading("1件ずつの一覧", level=3)
        self.sums_card.body.addWidget(self.records_title)
        self.records = TextTable("取り込む使用量の一覧", wide=(0, 2, 7))
        self.sums_card.body.addWidget(self.records)
        layout.addWidget(self.sums_card)
        self.left = Lines("読まなかったもの", "理由が違うと思うときは、「前の手順に戻る」で列の読み方を変えます。")
        self.changes = Lines("読み替えたところ")
        self.assumed = Lines("こう考えて読みました")
        for card in (self.left, self.changes, self.assumed):
            layout.addWidget(card)
        self._most_places = SHOWN_PLACES
        self.places: dict[str, RadioGroup] = {}
        self.conflicts: dict[Cell, RadioGroup] = {}
        self._shown: object = None
        self._summed: object = None
        self.refresh()

    def _add_places(self, layout: QVBoxLayout) -> None:
        self.places_card = Card(spacing=12)
        line = row(spacing=16)
        title = Heading("新しく登録するもの")
        title.setMaximumWidth(_ANY_WIDTH)
        line.addWidget(title, 1)
        self.add_all = SecondaryButton("すべて登録する")
        self.add_all.clicked.connect(self._add_all)
        self.add_all.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self.add_all)
        self.places_card.body.addLayout(line)
        self.places_card.body.addWidget(Note("まだ登録されていないものです。登録すると、使用量の入力の表に列が増えます。", measure=None))
        self._places = column(spacing=8)
        self.places_card.body.addLayout(self._places)
        layout.addWidget(self.places_card)

    def _add_conflicts(self, layout: QVBoxLayout) -> None:
        self.conflicts_card = Card(spacing=12)
        self.conflicts_title = Heading("違う数字が、すでに入っています")
        self.conflicts_card.body.addWidget(self.conflicts_title)
        line = row(spacing=16)
        self.keep_all = SecondaryButton("すべて、いまのまま残す")
        self.keep_all.clicked.connect(lambda: self._decide_all("keep"))
        self.replace_all = SecondaryButton("すべて、ファイルの数字にする")
        self.replace_all.clicked.connect(lambda: self._decide_all("replace"))
        line.addWidget(self.keep_all)
        line.addWidget(self.replace_all)
        line.addStretch(1)
        self.conflicts_card.body.addLayout(line)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(20))
        self._grid.setVerticalSpacing(theme.px(4))
        self.conflicts_card.body.addWidget(holder)
        self.conflicts_note = Note("", measure=None)
        self.conflicts_card.body.addWidget(self.conflicts_note)
        layout.addWidget(self.conflicts_card)

    # --- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the preview as it is; what has the keyboard stays where it is."""
        outlook = self.desk.outlook
        if outlook is None or self.desk.step != 3:
            return
        if outlook.found is not self._shown:
            self._shown = outlook.found
            self._build_places(outlook)
            self._build_conflicts(outlook.found)
            self._put_lines(outlook.found)
        for key, group in self.places.items():
            choice = self.desk.place_choice(key)
            group.check(None if choice is None else "add" if choice else "leave")
        for cell, group in self.conflicts.items():
            group.check(self.desk.decision(cell))
        if outlook is not self._summed:
            self._summed = outlook
            self._put_sums(outlook)

    def _put_lines(self, preview: Preview) -> None:
        self.warnings.set_text("warn", "\n".join(preview.warnings))
        self.warnings.setVisible(bool(preview.warnings))
        self.left.put([(import_words.left_words(left), left.look) for left in preview.left_out])
        changes = [f"{change.sentence}（{change.count}か所、{change.where}）" for change in preview.changes]
        self.changes.put([(text, False) for text in changes])
        assumed = dict.fromkeys(text for table in preview.tables for text in table.assumed)
        self.assumed.put([(text, False) for text in assumed])

    def _build_places(self, outlook: Outlook) -> None:
        clear(self._places)
        self.places = {}
        preview, numbers = outlook.found, outlook.new
        words = PlaceWords(preview, self.model.case, self.model.knowledge)
        for number in numbers[: self._most_places]:
            place = preview.places[number]
            supplier = words.supplier(place)
            text = f"{words.site(place)}　{words.energy(place)}"
            line = row(spacing=16)
            said = column(spacing=0)
            said.addWidget(Body(text, measure=None))
            parts = (supplier, f"使用量{outlook.counts[number]}件", f"単位 {place.unit}")
            said.addWidget(Note("　".join(part for part in parts if part), measure=None))
            group = RadioGroup(f"{text}を登録しますか", (("add", "登録して取り込む"), ("leave", "取り込まない")), per_row=None)
            group.picked.connect(lambda value, key=place.key: self.desk.choose_places([key], add=value == "add"))
            line.addLayout(said, 1)
            line.addWidget(group)
            self.places[place.key] = group
            if self._places.count():
                self._places.addWidget(Line())
            self._places.addLayout(line)
        if len(numbers) > self._most_places:
            more = LinkButton(_MORE_PLACES.format(count=len(numbers) - self._most_places))
            more.clicked.connect(self._more_places)
            self._places.addWidget(more)
        self.add_all.setVisible(len(numbers) > 1)
        self.places_card.setVisible(bool(numbers))

    def _more_places(self) -> None:
        shown = list(self.places)
        self._most_places += SHOWN_PLACES
        self._shown = None
        self.refresh()
        next(group for key, group in self.places.items() if key not in shown).focus()

    def _add_all(self) -> None:
        if (outlook := self.desk.outlook) is not None:
            self.desk.choose_places([outlook.found.places[number].key for number in outlook.new], add=True)

    def _build_conflicts(self, preview: Preview) -> None:
        clear(self._grid)
        words = PlaceWords(preview, self.model.case, self.model.knowledge)
        self.conflicts = {}
        found = preview.conflicts
        self.conflicts_card.setVisible(bool(found))
        self.conflicts_title.set_text(f"違う数字が、すでに入っています（{len(found)}か所）")
        for at, name in enumerate(_CONFLICT_HEADS if found else ()):
            self._grid.addWidget(Note(name, measure=None), 0, at)
        for number, conflict in enumerate(found[:SHOWN_CONFLICTS]):
            self._add_conflict(number + 1, conflict, preview, words)
        for at, stretch in enumerate((4, 3, 3, 0)):
            self._grid.setColumnStretch(at, stretch)
        rest = len(found) - SHOWN_CONFLICTS
        self.conflicts_note.set_text(f"ほかに{rest}か所あります。上のボタンで、まとめて選んでから1つずつ変えられます。")
        self.conflicts_note.setVisible(rest > 0)

    def _add_conflict(self, at: int, conflict: Conflict, preview: Preview, words: PlaceWords) -> None:
        side = import_words.conflict_words(conflict, preview, words)
        allowed: tuple[Decision, ...] = ("keep", "replace", "add") if conflict.can_add else ("keep", "replace")
        name = f"{side.whose}　いま {side.now}　ファイル {side.file}"
        group = RadioGroup(name, [(each, _DECISIONS[each]) for each in allowed], per_row=None)
        group.picked.connect(lambda value, cell=conflict.cell: self.desk.decide([cell], value))
        self.conflicts[conflict.cell] = group
        for place, text in enumerate((side.whose, side.now, side.file)):
            self._grid.addWidget(Body(text, measure=None), at, place)
        self._grid.addWidget(group, at, 3)

    def _decide_all(self, decision: Decision) -> None:
        if (outlook := self.desk.outlook) is not None:
            self.desk.decide([cell for _, cell in outlook.conflicts], decision)

    def _put_sums(self, outlook: Outlook) -> None:
        preview, records, found = outlook.preview, outlook.taken, outlook.sums
        words = PlaceWords(preview, self.model.case, self.model.knowledge)
        same = f"同じ数字がもう入っている{preview.same}件は、そのままです。" if preview.same else ""
        self.summary.set_text("info", preview.summary() + same, word="下見")
        shown = found[:SHOWN_SUMS]
        self.sums.put([
            FigureRow((words.site(each.place), words.energy(each.place), words.supplier(each.place), f"{each.fiscal_year}", each.months,
                       each.total, each.cost))
            for each in shown
        ])  # fmt: skip
        self.sums_note.set_text(f"ほかに{len(found) - len(shown)}行あります。下の一覧で見られます。")
        self.sums_note.setVisible(len(found) > len(shown))

        def texts(number: int) -> tuple[str, ...]:
            told = words.row(records[number])
            return (told.site, told.energy, told.supplier, told.month, told.quantity, told.unit, told.cost, told.note)

        self.records.put(_RECORD_HEADS, len(records), texts, (4, 6))
        self.sums_card.setVisible(bool(records))

    def focus_first(self) -> None:
        """Puts the keyboard on the first thing to decide."""
        groups = [*self.places.values(), *self.conflicts.values()]
        if groups:
            groups[0].focus()

    def focus_path(self, path: str) -> bool:
        """Puts the keyboard on what a problem is about."""
        if path == "import.conflicts" and self.conflicts:
            open_ = [cell for cell in self.conflicts if self.desk.decision(cell) is None]
            self.conflicts[open_[0] if open_ else next(iter(self.conflicts))].focus()
            return True
        key = path.removeprefix("import.place.")
        if key in self.places:
            self.places[key].focus()
            return True
        if path.startswith("import.place.") or (path == "import.tables" and self.places):
            next(iter(self.places.values())).focus()
            return True
        return False
